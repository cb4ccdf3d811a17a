//! Things that somebody found to be the same: they count as one of them.

use crate::{Field, Row, RowId};
use std::collections::BTreeMap;

/// The row as which another counts: the end of what each is the same as. Where that goes round, as when two people found
/// each of two to be the same as the other, it is the first of the round by its id.
pub(crate) fn root(rows: &BTreeMap<RowId, Row>, id: RowId) -> RowId {
    let mut way = vec![id];
    loop {
        let here = way[way.len() - 1];
        let next = rows.get(&here).and_then(|row| id_in(row, Field::SameAs)).filter(|next| rows.contains_key(next));
        match next {
            None => return here,
            Some(next) => match way.iter().position(|been| *been == next) {
                Some(start) => return way[start..].iter().copied().min().unwrap_or(next),
                None => way.push(next),
            },
        }
    }
}

/// The id that stands in a field.
pub(crate) fn id_in(row: &Row, field: Field) -> Option<RowId> {
    row.text(field).parse().ok()
}
