//! What people say in cells: it is put there, taken back, and a row is taken away or brought back.

use super::{Applied, ApplyError, Author, commit, object, one_line, signed};
use crate::{Cell, Command, Datum, Put, RowId, Rows, Undone, field, read};
use automerge::{
    Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
    transaction::{Transactable, Transaction},
};

/// Puts values into cells, and settles what stood there against each other.
pub(super) fn put(doc: &mut Automerge, author: Author, puts: &[Put]) -> Result<Applied, ApplyError> {
    let mut fresh = Vec::new();
    let mut undone = Vec::new();
    for Put { cell, value } in puts {
        let value = value.as_ref().map(|value| checked(*cell, value)).transpose()?;
        let before = read::read_cell(doc, *cell);
        let is_so = before.as_ref().is_none_or(|said| said.rivals.is_empty())
            && before.as_ref().map(|said| &said.value) == value.as_ref();
        if is_so {
            continue;
        }
        undone.push(Undone { cell: *cell, mine: value.clone(), before: before.map(|said| said.value) });
        fresh.push((*cell, value));
    }
    let added = added(doc, &fresh);
    let change = commit(doc, author, |tx| {
        for (rows, id) in &added {
            let row = row(tx, *rows, *id)?;
            tx.put(&row, field::EDITS, ScalarValue::counter(0))?;
            signed(tx, &row, author)?;
        }
        let mut touched: Vec<(Rows, RowId)> = added.clone();
        for (cell, value) in &fresh {
            set(tx, *cell, value.as_ref())?;
            if let Cell::Row(rows, id, _) = cell
                && !touched.contains(&(*rows, *id))
            {
                touched.push((*rows, *id));
                touch(tx, *rows, *id)?;
            }
        }
        Ok(())
    })?;
    // What was not there before is taken away whole.
    let undo = match added.first() {
        Some((of, id)) => Command::TakeAway { of: *of, id: *id, gone: true },
        None => Command::UndoPut { puts: undone },
    };
    Ok(Applied { undo: change.map(|_| undo), change })
}

/// Takes back what was put: each cell for itself, unless somebody has said something else there since.
pub(super) fn undo(doc: &mut Automerge, author: Author, puts: &[Undone]) -> Result<Applied, ApplyError> {
    let is_mine = |undone: &&Undone| {
        let now = read::read_cell(doc, undone.cell);
        now.as_ref().is_none_or(|said| said.rivals.is_empty()) && now.map(|said| said.value) == undone.mine
    };
    let back: Vec<_> =
        puts.iter().filter(is_mine).map(|undone| Put { cell: undone.cell, value: undone.before.clone() }).collect();
    put(doc, author, &back)
}

pub(super) fn take_away(
    doc: &mut Automerge,
    author: Author,
    of: Rows,
    id: RowId,
    gone: bool,
) -> Result<Applied, ApplyError> {
    let map = read::row_map(doc, of, id).ok_or(ApplyError::UnknownRow)?;
    let is_gone = read::read_rows(doc, of).iter().any(|row| row.id == id && row.is_gone);
    if is_gone == gone {
        return Ok(Applied::NOTHING);
    }
    let edits = read::edits(doc, &map);
    let change = commit(doc, author, |tx| if gone { tx.put(&map, field::GONE, edits) } else { touch(tx, of, id) })?;
    Ok(Applied { change, undo: Some(Command::TakeAway { of, id, gone: !gone }) })
}

/// The rows that these make.
fn added(doc: &Automerge, puts: &[(Cell, Option<Datum>)]) -> Vec<(Rows, RowId)> {
    let mut added = Vec::new();
    for (cell, _) in puts {
        if let Cell::Row(rows, id, _) = cell
            && read::row_map(doc, *rows, *id).is_none()
            && !added.contains(&(*rows, *id))
        {
            added.push((*rows, *id));
        }
    }
    added
}

fn checked(cell: Cell, value: &Datum) -> Result<Datum, ApplyError> {
    let Datum::Text(text) = value else { return Ok(value.clone()) };
    let text = one_line(text);
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
    match value {
        Some(Datum::Text(text)) => tx.put(&at, key, text.as_str()),
        Some(Datum::Whole(number)) => tx.put(&at, key, *number),
        None => tx.delete(&at, key),
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
