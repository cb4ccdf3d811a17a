//! Bringing back what a document said before: not by removing what came since, but as new changes that anyone can take
//! back in turn.

use crate::{
    Cell, Command, Datum, Kind, Marks, Own, Presence, Put, Rows, Said, Splice, Text, pad::Pad, read, standing,
};
use automerge::{Automerge, AutomergeError, ChangeHash};

/// A document as it was when these were its last changes.
///
/// # Errors
/// When the document does not know one of them.
pub fn at(doc: &Automerge, heads: &[ChangeHash]) -> Result<Automerge, AutomergeError> {
    doc.fork_at(heads)
}

/// The commands by which a document says again what it said `then`. What the commons shows of a meetup belongs to the
/// meetup, and stays as it is.
#[must_use]
pub fn restore(doc: &Automerge, then: &Automerge, kind: Kind) -> Vec<Command> {
    let mut commands = Vec::new();
    let title = |doc| read::read_title(doc, kind).text;
    if title(doc) != title(then) {
        commands.push(Command::Rename { title: title(then) });
    }
    match kind {
        Kind::Meetup => {
            let phase = |doc| read::read_phase(doc).phase;
            if phase(doc) != phase(then) {
                commands.push(Command::MovePhase { to: phase(then) });
            }
        }
        Kind::Commons => {
            let stands = |editions: &[_], id| standing(editions).any(|edition| edition.id == id);
            let (now, before) = (read::read_editions(doc), read::read_editions(then));
            for edition in &now {
                let withdrawn = !stands(&before, edition.id);
                if edition.is_withdrawn != withdrawn {
                    commands.push(Command::WithdrawMeetup { id: edition.id, withdrawn });
                }
            }
        }
        Kind::Carto => {}
    }
    commands.extend(cells(doc, then, kind));
    for text in Text::of(kind) {
        let read = |doc| Pad::of(doc, text).text(doc);
        let (now, before) = (read(doc), read(then));
        if now != before {
            commands.push(Command::EditText { text, splices: vec![difference(&now, &before)] });
        }
    }
    commands
}

/// What stands in cells: together one act, and each row that came or went one more.
fn cells(doc: &Automerge, then: &Automerge, kind: Kind) -> Vec<Command> {
    let (mut puts, mut taken) = (Vec::new(), Vec::new());
    let mut put = |cell, now: Option<Datum>, before: Option<Datum>| {
        if now != before {
            puts.push(Put { cell, value: before });
        }
    };
    let value = |said: Option<Said>| said.map(|said| said.value);
    for own in Own::ALL.into_iter().filter(|own| own.kind() == kind) {
        put(Cell::Own(own), value(read::read_own(doc, own)), value(read::read_own(then, own)));
    }
    let marks = Marks::ALL.into_iter().filter(|marks| marks.kind() == kind && !marks.is_personal());
    for marks in marks {
        let (mut now, before) = (read::read_marks(doc, marks), read::read_marks(then, marks));
        for (mark, said) in before {
            put(Cell::Mark(marks, mark), now.remove(&mark), Some(said));
        }
        now.into_iter().for_each(|(mark, said)| put(Cell::Mark(marks, mark), Some(said), None));
    }
    for of in Rows::ALL.into_iter().filter(|rows| rows.kind() == kind) {
        let before = read::read_rows(then, of);
        for row in read::read_rows(doc, of) {
            let was = before.iter().find(|was| was.id == row.id).filter(|was| !was.is_gone);
            if let Some(was) = was {
                for (field, said) in &was.cells {
                    let now = row.cells.get(field).map(|said| said.value.clone());
                    put(Cell::Row(of, row.id, *field), now, Some(said.value.clone()));
                }
            }
            if row.is_gone != was.is_none() {
                taken.push(Command::TakeAway(vec![Presence { of, id: row.id, gone: was.is_none() }]));
            }
        }
    }
    let puts = (!puts.is_empty()).then_some(Command::Put { puts });
    // What is put into a row that is gone brings it back.
    taken.into_iter().chain(puts).collect()
}

/// The one replacement that makes `from` into `to`.
#[must_use]
pub fn difference(from: &str, to: &str) -> Splice {
    let (from, to): (Vec<u16>, Vec<u16>) = (from.encode_utf16().collect(), to.encode_utf16().collect());
    let start = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Never through the middle of a surrogate pair.
    let start = if start > 0 && (0xd800..0xdc00).contains(&from[start - 1]) { start - 1 } else { start };
    let end = from[start..].iter().rev().zip(to[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let end = if end > 0 && (0xdc00..0xe000).contains(&from[from.len() - end]) { end - 1 } else { end };
    Splice { at: start, delete: from.len() - end - start, insert: String::from_utf16_lossy(&to[start..to.len() - end]) }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_makes_one_text_into_the_other() {
        for (from, to) in
            [("", "abc"), ("abc", ""), ("abc", "aXc"), ("aa", "aaa"), ("🙂🙃", "🙂🙂"), ("é🙃x", "é🙂x"), ("x", "x")]
        {
            let splice = difference(from, to);
            let mut units: Vec<u16> = from.encode_utf16().collect();
            units.splice(splice.at..splice.at + splice.delete, splice.insert.encode_utf16());
            assert_eq!(String::from_utf16(&units).unwrap(), to, "{splice:?}");
        }
    }
}
