//! What people say in cells: it is put there, taken back, and a row is taken away or brought back.

use super::{Applied, ApplyError, Author, commit, object, one_line, signed};
use crate::{Cell, Command, Datum, Field, Kind, Mark, Presence, Put, RowId, Rows, Undone, field, journal, read};
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
    transaction::{Transactable, Transaction},
};
use std::collections::BTreeSet;

/// Puts values into cells, and settles what stood there against each other.
pub(super) fn put(doc: &mut Automerge, author: Author, puts: &[Put]) -> Result<Applied, ApplyError> {
    make(doc, author, puts, &[], Touching::Yes)
}

/// Takes back what was put: each cell for itself, unless somebody has said something else there since, and each row unless
/// somebody else has said something of it.
pub(super) fn undo(
    doc: &mut Automerge,
    author: Author,
    kind: Kind,
    puts: &[Undone],
    rows: &[Presence],
    since: &[ChangeHash],
) -> Result<Applied, ApplyError> {
    let is_mine = |undone: &&Undone| {
        let now = read::read_cell(doc, undone.cell);
        now.as_ref().is_none_or(|said| said.rivals.is_empty()) && now.map(|said| said.value) == undone.mine
    };
    let back: Vec<_> =
        puts.iter().filter(is_mine).map(|undone| Put { cell: undone.cell, value: undone.before.clone() }).collect();
    let goes = rows.iter().any(|row| row.gone);
    let others = if goes { journal::spoken_of_by_others(doc, kind, since, author.person) } else { BTreeSet::new() };
    let rows: Vec<_> = rows.iter().copied().filter(|row| !(row.gone && others.contains(&row.id))).collect();
    make(doc, author, &back, &rows, Touching::No)
}

/// Whether what is put says something of the rows that it is about: taking something back does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Touching {
    Yes,
    No,
}

pub(super) fn take_away(doc: &mut Automerge, author: Author, rows: &[Presence]) -> Result<Applied, ApplyError> {
    if !rows.iter().all(|row| read::has_row(doc, row.of, row.id)) {
        return Err(ApplyError::UnknownRow);
    }
    make(doc, author, &[], rows, Touching::No)
}

/// Takes rows away or brings them back, then puts values into cells: all of it one change.
fn make(
    doc: &mut Automerge,
    author: Author,
    puts: &[Put],
    rows: &[Presence],
    touching: Touching,
) -> Result<Applied, ApplyError> {
    let (mut fresh, mut undone) = (Vec::new(), Vec::new());
    for Put { cell, value } in puts {
        let value = value.as_ref().map(|value| checked(*cell, value)).transpose()?;
        let before = read::read_cell(doc, *cell);
        let is_so = before.as_ref().is_none_or(|said| said.rivals.is_empty())
            && before.as_ref().map(|said| &said.value) == value.as_ref();
        if !is_so {
            let before = before.map(|said| cell.again(said.value));
            undone.push(Undone { cell: *cell, mine: value.clone(), before });
            fresh.push((*cell, value));
        }
    }
    let added = added(doc, &fresh);
    let turned: Vec<_> = rows.iter().filter(|row| read::is_gone(doc, row.of, row.id) == Some(!row.gone)).collect();
    // What is said of something that was taken away brings it back, and taking that back takes it away again.
    let mut brought_back = BTreeSet::new();
    if touching == Touching::Yes {
        for (of, id) in fresh.iter().flat_map(|(cell, value)| spoken_of(*cell, value.as_ref())) {
            if read::is_gone(doc, of, id) == Some(true) && turned.iter().all(|row| (row.of, row.id) != (of, id)) {
                brought_back.insert((of, id));
            }
        }
    }
    let counts: Vec<_> = turned.iter().map(|row| read::edits(doc, row.of, row.id)).collect();
    let change = commit(doc, author, |tx| {
        for (row, count) in turned.iter().zip(counts) {
            let map = self::row(tx, row.of, row.id)?;
            if row.gone { tx.put(&map, field::GONE, count)? } else { touch(tx, row.of, row.id)? }
        }
        for (rows, id) in &added {
            let row = row(tx, *rows, *id)?;
            tx.put(&row, field::EDITS, ScalarValue::counter(0))?;
            signed(tx, &row, author)?;
        }
        let mut touched = added.clone();
        for (cell, value) in &fresh {
            set(tx, *cell, value.as_ref())?;
            for (of, id) in spoken_of(*cell, value.as_ref()) {
                if touching == Touching::Yes && !touched.contains(&(of, id)) && has_row(tx, of, id)? {
                    touched.insert((of, id));
                    touch(tx, of, id)?;
                }
            }
        }
        Ok(())
    })?;
    // What was not there before is taken away whole.
    undone.retain(|undone| !matches!(undone.cell, Cell::Row(rows, id, _) if added.contains(&(rows, id))));
    let added = added.into_iter().map(|(of, id)| Presence { of, id, gone: true });
    let gone_again = brought_back.into_iter().map(|(of, id)| Presence { of, id, gone: true });
    let rows = turned.into_iter().map(|row| Presence { gone: !row.gone, ..*row });
    let rows = rows.chain(added).chain(gone_again).collect();
    let undo = change.map(|_| Command::UndoPut { puts: undone, rows, since: doc.get_heads() });
    Ok(Applied { undo, change })
}

/// The rows of which something is said by this: its own, the thing that a mark is about, the idea that a remark is about, the
/// group that a card is put into and the problem that it answers, the ends of a link, the type that something is given.
fn spoken_of(cell: Cell, value: Option<&Datum>) -> Vec<(Rows, RowId)> {
    match (cell, value) {
        (Cell::Row(Rows::Remarks, id, Field::Idea), Some(idea)) => {
            let idea = idea.text().parse().ok().map(|idea| (Rows::Ideas, idea));
            std::iter::once((Rows::Remarks, id)).chain(idea).collect()
        }
        // A card that is put into a group, or answers a problem, says something of these too.
        (Cell::Row(Rows::Cards, id, field @ (Field::Group | Field::Answers)), Some(of)) => {
            let table = if field == Field::Group { Rows::Groups } else { Rows::Cards };
            let of = of.text().parse().ok().map(|of| (table, of));
            std::iter::once((Rows::Cards, id)).chain(of).collect()
        }
        (Cell::Row(of @ (Rows::Nodes | Rows::Links), id, field), Some(other)) => {
            let table = match field {
                Field::Source | Field::Target | Field::SameAs => Some(Rows::Nodes),
                Field::Type => Some(Rows::Types),
                _ => None,
            };
            let other = table.and_then(|table| Some((table, other.text().parse().ok()?)));
            std::iter::once((of, id)).chain(other).collect()
        }
        (Cell::Row(of, id, _), _) => vec![(of, id)],
        (Cell::Mark(marks, Mark { of: Some(thing), .. }), Some(_)) => {
            marks.of().iter().map(|rows| (*rows, RowId::from_bytes(thing))).collect()
        }
        (Cell::Own(_) | Cell::Mark(..), _) => Vec::new(),
    }
}

fn has_row(tx: &mut Transaction<'_>, of: Rows, id: RowId) -> Result<bool, AutomergeError> {
    let table = object(tx, &ROOT, of.name(), ObjType::Map)?;
    Ok(tx.get(&table, id.to_string())?.is_some())
}

/// The rows that these make.
fn added(doc: &Automerge, puts: &[(Cell, Option<Datum>)]) -> BTreeSet<(Rows, RowId)> {
    let rows = puts.iter().filter_map(|(cell, _)| match cell {
        Cell::Row(rows, id, _) => Some((*rows, *id)),
        Cell::Own(_) | Cell::Mark(..) => None,
    });
    rows.filter(|(rows, id)| !read::has_row(doc, *rows, *id)).collect()
}

fn checked(cell: Cell, value: &Datum) -> Result<Datum, ApplyError> {
    let text = match value {
        Datum::Text(text) => text,
        Datum::Whole(number) if cell.range().contains(number) => return Ok(value.clone()),
        Datum::Whole(_) => {
            return Err(ApplyError::OutOfRange { least: *cell.range().start(), most: *cell.range().end() });
        }
    };
    let text = if cell.is_line() { one_line(text) } else { text.trim().to_owned() };
    if text.chars().count() > cell.most() {
        Err(ApplyError::LongText { most: cell.most() })
    } else {
        Ok(Datum::Text(text))
    }
}

fn set(tx: &mut Transaction<'_>, cell: Cell, value: Option<&Datum>) -> Result<(), AutomergeError> {
    let (at, key) = match cell {
        Cell::Own(own) => (ROOT, own.name().to_owned()),
        Cell::Row(rows, id, field) => (row(tx, rows, id)?, field.name().to_owned()),
        Cell::Mark(marks, mark) => (object(tx, &ROOT, marks.name(), ObjType::Map)?, mark.key()),
    };
    // A row that two added at once has two maps. It is said in one, and settled in the other.
    if let Cell::Row(rows, id, _) = cell {
        let table = object(tx, &ROOT, rows.name(), ObjType::Map)?;
        let others: Vec<_> = tx.get_all(&table, id.to_string())?.into_iter().map(|(_, id)| id).collect();
        for other in others.into_iter().filter(|other| *other != at) {
            if tx.get(&other, key.as_str())?.is_some() {
                tx.delete(&other, key.as_str())?;
            }
        }
    }
    match value {
        Some(Datum::Text(text)) => tx.put(&at, key, text.as_str()),
        Some(Datum::Whole(number)) => tx.put(&at, key, *number),
        None if tx.get(&at, key.as_str())?.is_some() => tx.delete(&at, key),
        None => Ok(()),
    }
}

fn row(tx: &mut Transaction<'_>, rows: Rows, id: RowId) -> Result<ObjId, AutomergeError> {
    let table = object(tx, &ROOT, rows.name(), ObjType::Map)?;
    object(tx, &table, &id.to_string(), ObjType::Map)
}

/// Says that something was said of a row, which is then there, whoever takes it away meanwhile.
fn touch(tx: &mut Transaction<'_>, rows: Rows, id: RowId) -> Result<(), AutomergeError> {
    let row = row(tx, rows, id)?;
    let counts = match tx.get(&row, field::EDITS)? {
        Some((Value::Scalar(count), _)) => matches!(count.as_ref(), ScalarValue::Counter(_)),
        _ => false,
    };
    if counts { tx.increment(&row, field::EDITS, 1) } else { tx.put(&row, field::EDITS, ScalarValue::counter(1)) }
}
