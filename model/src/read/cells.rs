//! What stands in the cells of a document. Reading never fails: what is strange is passed over.

use super::{number, person, text};
use crate::{Cell, Datum, Field, Mark, Marks, Own, PersonId, RowId, Rows, Said, Title, field};
use automerge::{
    Automerge, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value, ValueRef, iter::MapRangeItem,
};
use std::collections::BTreeMap;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: RowId,
    /// Who added it, and when (UTC milliseconds, as their device said).
    pub by: Option<PersonId>,
    pub at: i64,
    /// Whether it was taken away, and nobody has said anything of it since or meanwhile.
    pub is_gone: bool,
    pub cells: BTreeMap<Field, Said>,
}

impl Row {
    /// The text of one of its fields; empty when there is none.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.cells.get(&field).map_or("", |said| said.value.text())
    }

    /// The other texts that were given at the same moment.
    #[must_use]
    pub fn rivals(&self, field: Field) -> Vec<String> {
        self.cells.get(&field).map(Said::rival_texts).unwrap_or_default()
    }

    /// The text of one of its fields, with the others that were given at the same moment.
    #[must_use]
    pub fn title(&self, field: Field) -> Title {
        Title { text: self.text(field).to_owned(), rivals: self.rivals(field) }
    }

    #[must_use]
    pub fn whole(&self, field: Field) -> Option<i64> {
        self.cells.get(&field)?.value.whole()
    }
}

/// Reads a field of the document itself.
#[must_use]
pub fn read_own(doc: &Automerge, own: Own) -> Option<Said> {
    said(doc, &ROOT, own.name())
}

/// Reads a table alone, in the order of ids; what was taken away is in it.
#[must_use]
pub fn read_rows(doc: &Automerge, rows: Rows) -> Vec<Row> {
    let Some(table) = table(doc, rows.name()) else { return Vec::new() };
    let mut all = Vec::new();
    for item in doc.map_range(&table, ..) {
        let Ok(id) = item.key.parse() else { continue };
        let maps = match item.conflict {
            true => maps_at(doc, &table, &item.key),
            false if matches!(item.value, ValueRef::Object(ObjType::Map)) => vec![item.id()],
            false => continue,
        };
        all.extend(row(doc, id, &maps));
    }
    all
}

/// Reads what was said alone.
#[must_use]
pub fn read_marks(doc: &Automerge, marks: Marks) -> BTreeMap<Mark, Datum> {
    read_said(doc, marks).into_iter().map(|(mark, said)| (mark, said.value)).collect()
}

/// The same, with what was said there at the same moment.
pub(crate) fn read_said(doc: &Automerge, marks: Marks) -> BTreeMap<Mark, Said> {
    let mut all = BTreeMap::new();
    each_said(doc, marks, |mark, said| drop(all.insert(mark, said)));
    all
}

/// Tells everything that was said, one after the other, in the order of the keys.
pub(crate) fn each_said(doc: &Automerge, marks: Marks, tell: impl FnMut(Mark, Said)) {
    let Some(table) = table(doc, marks.name()) else { return };
    each_in(doc, &table, Mark::of_key, tell);
}

/// Tells what stands under those keys of a map that are of something, one after the other.
fn each_in<K>(doc: &Automerge, map: &ObjId, of_key: impl Fn(&str) -> Option<K>, mut tell: impl FnMut(K, Said)) {
    for item in doc.map_range(map, ..) {
        if let Some(key) = of_key(&item.key)
            && let Some(said) = said_in(doc, map, item)
        {
            tell(key, said);
        }
    }
}

fn said_in(doc: &Automerge, map: &ObjId, item: MapRangeItem<'_>) -> Option<Said> {
    if item.conflict {
        return said(doc, map, &item.key);
    }
    let id = item.id();
    datum(doc, &item.value.into_value(), &id).map(|value| Said { value, rivals: Vec::new() })
}

/// Reads one cell.
#[must_use]
pub fn read_cell(doc: &Automerge, cell: Cell) -> Option<Said> {
    match cell {
        Cell::Own(own) => read_own(doc, own),
        Cell::Row(rows, id, field) => {
            row_maps(doc, rows, id).iter().filter_map(|map| said(doc, map, field.name())).reduce(Said::beside)
        }
        Cell::Mark(marks, mark) => said(doc, &table(doc, marks.name())?, &mark.key()),
    }
}

/// What stood in a cell of the document itself, or in a mark, with this change; nothing, of a row.
pub(crate) fn read_cell_at(doc: &Automerge, cell: Cell, change: ChangeHash) -> Option<Datum> {
    let (at, key) = match cell {
        Cell::Own(own) => (ROOT, own.name().to_owned()),
        Cell::Mark(marks, mark) => (table(doc, marks.name())?, mark.key()),
        Cell::Row(..) => return None,
    };
    let (value, id) = doc.get_at(&at, key, &[change]).ok()??;
    datum(doc, &value, &id)
}

/// The maps of a row: the one in which it is written, then those that others made at the same moment. Who adds a row draws its id,
/// but for what is known by one id elsewhere: two who took it in at once have made two maps, and both are the row.
pub(crate) fn row_maps(doc: &Automerge, rows: Rows, id: RowId) -> Vec<ObjId> {
    table(doc, rows.name()).map(|table| maps_at(doc, &table, &id.to_string())).unwrap_or_default()
}

/// Whether there is such a row, be it gone.
pub(crate) fn has_row(doc: &Automerge, rows: Rows, id: RowId) -> bool {
    !row_maps(doc, rows, id).is_empty()
}

/// How often something was said of a row.
pub(crate) fn edits(doc: &Automerge, of: Rows, id: RowId) -> i64 {
    edits_in(doc, &row_maps(doc, of, id))
}

/// Whether a row is gone; `None` where there is no such row.
pub(crate) fn is_gone(doc: &Automerge, of: Rows, id: RowId) -> Option<bool> {
    let maps = row_maps(doc, of, id);
    (!maps.is_empty()).then(|| is_gone_in(doc, &maps))
}

fn edits_in(doc: &Automerge, row: &[ObjId]) -> i64 {
    row.iter().filter_map(|map| doc.get(map, field::EDITS).ok()?).map(|(count, _)| counted(&count)).sum()
}

/// Gone as of so many edits: one that came since, or at the same moment, is one more.
fn is_gone_in(doc: &Automerge, row: &[ObjId]) -> bool {
    let gone = row.iter().filter_map(|map| gone_in(doc, map)).max();
    gone.is_some_and(|gone| edits_in(doc, row) <= gone)
}

fn gone_in(doc: &Automerge, map: &ObjId) -> Option<i64> {
    doc.get_all(map, field::GONE).unwrap_or_default().iter().filter_map(|(value, _)| value.as_i64()).max()
}

fn counted(value: &Value<'_>) -> i64 {
    match value.as_scalar() {
        Some(ScalarValue::Counter(count)) => i64::from(count),
        _ => 0,
    }
}

/// Each map is walked once: a table has hundreds of rows, and to seek each field of each takes several times as long.
fn row(doc: &Automerge, id: RowId, maps: &[ObjId]) -> Option<Row> {
    let first = maps.first()?;
    let mut row = Row { id, by: None, at: 0, is_gone: false, cells: BTreeMap::new() };
    let (mut edits, mut gone) = (0, None);
    for map in maps {
        for item in doc.map_range(map, ..) {
            match &*item.key {
                field::AT if map == first => row.at = item.value.into_value().as_i64().unwrap_or(0),
                field::BY if map == first => row.by = person(&item.value.into_value()),
                field::EDITS => edits += counted(&item.value.into_value()),
                field::GONE => gone = gone.max(gone_in(doc, map)),
                key => {
                    let Some(field) = Field::of(key) else { continue };
                    let Some(said) = said_in(doc, map, item) else { continue };
                    let both = match row.cells.remove(&field) {
                        Some(before) => before.beside(said),
                        None => said,
                    };
                    row.cells.insert(field, both);
                }
            }
        }
    }
    row.is_gone = gone.is_some_and(|gone| edits <= gone);
    Some(row)
}

fn table(doc: &Automerge, name: &str) -> Option<ObjId> {
    map_at(doc, &ROOT, name)
}

fn map_at(doc: &Automerge, at: &ObjId, key: &str) -> Option<ObjId> {
    match doc.get(at, key) {
        Ok(Some((Value::Object(ObjType::Map), id))) => Some(id),
        _ => None,
    }
}

/// The maps under a key: the one that Automerge shows, then those it stands against.
fn maps_at(doc: &Automerge, at: &ObjId, key: &str) -> Vec<ObjId> {
    let all = doc.get_all(at, key).unwrap_or_default();
    let maps = all.into_iter().filter(|(value, _)| matches!(value, Value::Object(ObjType::Map)));
    maps.rev().map(|(_, id)| id).collect()
}

fn said(doc: &Automerge, at: &ObjId, key: &str) -> Option<Said> {
    let all = doc.get_all(at, key).ok()?;
    let mut values: Vec<_> = all.iter().filter_map(|(value, id)| datum(doc, value, id)).collect();
    // Automerge lists the winner last.
    let value = values.pop()?;
    values.sort();
    values.dedup();
    values.retain(|rival| *rival != value);
    Some(Said { value, rivals: values })
}

fn datum(doc: &Automerge, value: &Value<'_>, id: &ObjId) -> Option<Datum> {
    let whole = || value.as_i64().or_else(|| number(value).and_then(|n| i64::try_from(n).ok()));
    text(doc, value, id).map(Datum::Text).or_else(|| whole().map(Datum::Whole))
}
