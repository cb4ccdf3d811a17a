//! A command becomes one Automerge transaction.

mod cells;
mod editions;

use crate::{Command, CommonsId, Kind, MAX_TITLE, MeetupId, PersonId, Phase, Splice, field, pad::Pad, read};
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue,
    transaction::{CommitOptions, Transactable, Transaction},
};

/// Who acts, and when (UTC milliseconds; kept in the history, never used to order anything).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    pub person: PersonId,
    pub at: i64,
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The change it made; `None` when there was nothing to change.
    pub change: Option<ChangeHash>,
    /// The command that takes it back. The pad's editor keeps its own.
    pub undo: Option<Command>,
}

impl Applied {
    const NOTHING: Self = Self { change: None, undo: None };
}

/// Why a command was refused. The document is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("the document was written by a newer version (schema {0}) and is read-only here")]
    NewerSchema(u64),
    #[error("a title has at most {MAX_TITLE} characters")]
    LongTitle,
    #[error("the pad has {length} units, and the edit is at {at}")]
    OutsidePad { at: usize, length: usize },
    #[error("the document has no pad")]
    NoPad,
    #[error("the document is a {0:?}, and this is for another")]
    OtherKind(Kind),
    #[error("another meetup follows that one already, or it is not the last one")]
    NotTheLast,
    #[error("a text in this place has at most {most} characters")]
    LongText { most: usize },
    #[error("a number in this place is between {least} and {most}")]
    OutOfRange { least: i64, most: i64 },
    #[error("the document does not have that row")]
    UnknownRow,
    #[error("the commons does not know that meetup")]
    UnknownMeetup,
    #[error(transparent)]
    Automerge(#[from] AutomergeError),
}

/// Applies `command` as one change of `author`. `pad` is one of the document's texts, and keeps in step.
///
/// # Errors
/// When the command does not fit the document; nothing is applied then.
pub fn apply(doc: &mut Automerge, pad: &mut Pad, author: Author, command: &Command) -> Result<Applied, ApplyError> {
    let (kind, schema) = (pad.kind(), read::read_schema(doc));
    if schema > kind.schema() {
        return Err(ApplyError::NewerSchema(schema));
    }
    if command.kind().is_some_and(|of| of != kind) {
        return Err(ApplyError::OtherKind(kind));
    }
    match command {
        Command::Rename { title } => rename(doc, kind, author, title),
        Command::UndoRename { from, to } => {
            if read::read_title(doc, kind).text == *from {
                rename(doc, kind, author, to)
            } else {
                Ok(Applied::NOTHING)
            }
        }
        Command::EditText { text, splices } if *text == pad.which() => edit(doc, pad, author, splices),
        Command::EditText { text, splices } => edit(doc, &mut Pad::of(doc, *text), author, splices),
        Command::PlaceMeetup { commons, number, previous } => place(doc, author, *commons, *number, *previous),
        Command::MovePhase { to } => move_phase(doc, author, *to),
        Command::UndoMovePhase { from, to } => {
            if read::read_phase(doc).phase == *from {
                move_phase(doc, author, *to)
            } else {
                Ok(Applied::NOTHING)
            }
        }
        Command::Put { puts } => cells::put(doc, author, puts),
        Command::UndoPut { puts, rows, since } => cells::undo(doc, author, kind, puts, rows, since),
        Command::TakeAway(rows) => cells::take_away(doc, author, rows),
        Command::AddMeetup { id, title, previous } => editions::add(doc, author, *id, title, *previous),
        Command::WithdrawMeetup { id, withdrawn } => editions::withdraw(doc, author, *id, *withdrawn),
        Command::ShowMeetup { id, title, phase } => editions::show(doc, author, *id, title, *phase),
    }
}

fn edit(doc: &mut Automerge, pad: &mut Pad, author: Author, splices: &[Splice]) -> Result<Applied, ApplyError> {
    pad.check(splices)?;
    let text = pad.which();
    let change = commit(doc, author, |tx| pad.edit(tx, splices)).inspect_err(|_refused| *pad = Pad::of(doc, text))?;
    Ok(Applied { change, undo: None })
}

fn rename(doc: &mut Automerge, kind: Kind, author: Author, title: &str) -> Result<Applied, ApplyError> {
    let title = checked_title(title)?;
    let before = read::read_title(doc, kind);
    if before.text == title && before.rivals.is_empty() {
        return Ok(Applied::NOTHING);
    }
    let change = commit(doc, author, |tx| tx.put(ROOT, kind.title(), title.as_str()))?;
    Ok(Applied { change, undo: Some(Command::UndoRename { from: title, to: before.text }) })
}

fn place(
    doc: &mut Automerge,
    author: Author,
    commons: CommonsId,
    number: u64,
    previous: Option<MeetupId>,
) -> Result<Applied, ApplyError> {
    let change = commit(doc, author, |tx| {
        tx.put(ROOT, field::COMMONS, bytes(commons.as_bytes()))?;
        tx.put(ROOT, field::NUMBER, whole(number))?;
        previous.map_or(Ok(()), |previous| tx.put(ROOT, field::PREVIOUS, bytes(previous.as_bytes())))
    })?;
    Ok(Applied { change, undo: None })
}

fn move_phase(doc: &mut Automerge, author: Author, to: Phase) -> Result<Applied, ApplyError> {
    let before = read::read_phase(doc);
    if before.phase == to && before.rivals.is_empty() {
        return Ok(Applied::NOTHING);
    }
    let change = commit(doc, author, |tx| {
        tx.put(ROOT, field::PHASE, to.name())?;
        let journal = object(tx, &ROOT, field::PHASES, ObjType::List)?;
        let entry = tx.insert_object(&journal, tx.length(&journal), ObjType::Map)?;
        tx.put(&entry, field::PHASE, to.name())?;
        signed(tx, &entry, author)
    })?;
    Ok(Applied { change, undo: Some(Command::UndoMovePhase { from: to, to: before.phase }) })
}

/// Says in an entry who made it, and when.
fn signed(tx: &mut Transaction<'_>, entry: &ObjId, author: Author) -> Result<(), AutomergeError> {
    tx.put(entry, field::AT, author.at)?;
    tx.put(entry, field::BY, bytes(author.person.as_bytes()))
}

/// The container in this place; made, in a document that another program began without it.
fn object(tx: &mut Transaction<'_>, at: &ObjId, field: &str, of: ObjType) -> Result<ObjId, AutomergeError> {
    match tx.get(at, field)? {
        Some((automerge::Value::Object(found), id)) if found == of => Ok(id),
        _ => tx.put_object(at, field, of),
    }
}

fn bytes(id: &[u8; 16]) -> ScalarValue {
    ScalarValue::Bytes(id.to_vec())
}

/// A signed integer: JavaScript reads an unsigned one as a `BigInt`.
fn whole(number: u64) -> ScalarValue {
    ScalarValue::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn checked_title(title: &str) -> Result<String, ApplyError> {
    let title = one_line(title);
    if title.chars().count() > MAX_TITLE { Err(ApplyError::LongTitle) } else { Ok(title) }
}

/// A title is one line: white space is folded, control characters go. A space that does not break is a letter like others,
/// within the line.
fn one_line(text: &str) -> String {
    let breaks = |c: char| (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')) || c.is_control();
    let words: Vec<_> = text.trim().split(breaks).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Runs `edit` in one transaction, which also says who this replica's actor is.
fn commit(
    doc: &mut Automerge,
    author: Author,
    edit: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
) -> Result<Option<ChangeHash>, AutomergeError> {
    let actor = doc.get_actor().to_hex_string();
    let mut tx = doc.transaction();
    if let Err(error) = edit(&mut tx) {
        tx.rollback();
        return Err(error);
    }
    if tx.pending_ops() == 0 {
        tx.rollback();
        return Ok(None);
    }
    let named = sign(&mut tx, &actor, author.person);
    if let Err(error) = named {
        tx.rollback();
        return Err(error);
    }
    Ok(tx.commit_with(CommitOptions::default().with_time(author.at.div_euclid(1000))).0)
}

fn sign(tx: &mut Transaction<'_>, actor: &str, person: PersonId) -> Result<(), AutomergeError> {
    let actors = object(tx, &ROOT, field::ACTORS, ObjType::Map)?;
    if tx.get(&actors, actor)?.is_none() {
        tx.put(&actors, actor, bytes(person.as_bytes()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_space_that_does_not_break_stays_within_a_line() {
        assert_eq!(one_line("\u{a0} Comment\n dessiner\u{a0}? \u{a0}"), "Comment dessiner\u{a0}?");
        assert_eq!(one_line(" \t\r\n\u{a0}"), "");
    }
}
