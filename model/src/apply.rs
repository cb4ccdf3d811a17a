//! A command becomes one Automerge transaction.

use crate::{Command, MAX_TITLE, PersonId, SCHEMA, field, pad::Pad, read};
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjType, ROOT, ReadDoc, ScalarValue,
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
    #[error(transparent)]
    Automerge(#[from] AutomergeError),
}

/// Applies `command` as one change of `author`. `pad` is the document's, and keeps in step.
///
/// # Errors
/// When the command does not fit the document; nothing is applied then.
pub fn apply(doc: &mut Automerge, pad: &mut Pad, author: Author, command: &Command) -> Result<Applied, ApplyError> {
    let schema = read::read_schema(doc);
    if schema > SCHEMA {
        return Err(ApplyError::NewerSchema(schema));
    }
    match command {
        Command::RenameMeetup { title } => rename(doc, author, title),
        Command::UndoRename { from, to } => {
            if read::read_title(doc).text == *from {
                rename(doc, author, to)
            } else {
                Ok(Applied::NOTHING)
            }
        }
        Command::EditPad { splices } => {
            pad.check(splices)?;
            let change = commit(doc, author, |tx| pad.edit(tx, splices)).inspect_err(|_refused| *pad = Pad::of(doc))?;
            Ok(Applied { change, undo: None })
        }
    }
}

fn rename(doc: &mut Automerge, author: Author, title: &str) -> Result<Applied, ApplyError> {
    let title = one_line(title);
    if title.chars().count() > MAX_TITLE {
        return Err(ApplyError::LongTitle);
    }
    let before = read::read_title(doc);
    if before.text == title && before.rivals.is_empty() {
        return Ok(Applied::NOTHING);
    }
    let change = commit(doc, author, |tx| tx.put(ROOT, field::TITLE, title.as_str()))?;
    Ok(Applied { change, undo: Some(Command::UndoRename { from: title, to: before.text }) })
}

/// A title is one line: white space is folded, control characters go.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
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
    let actors = match tx.get(ROOT, field::ACTORS)? {
        Some((automerge::Value::Object(ObjType::Map), id)) => id,
        _ => tx.put_object(ROOT, field::ACTORS, ObjType::Map)?,
    };
    if tx.get(&actors, actor)?.is_none() {
        tx.put(&actors, actor, ScalarValue::Bytes(person.as_bytes().to_vec()))?;
    }
    Ok(())
}
