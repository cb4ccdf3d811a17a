//! The gate: a stranger's bytes, looked at before Automerge sees them.
//!
//! Automerge trusts what it reads: half a megabyte may inflate to a gigabyte, ten bytes may claim 2^60 rows, and an
//! operation that cannot be makes it panic, which in a browser nobody can catch. Here the bytes are walked run by run and
//! nothing is made that they claim and do not carry, so that looking costs what was sent, or a fixed bound.
//!
//! What comes from outside goes through here, once: [`message`] for a sync message, then [`chunk`] (or [`change`]) for each
//! chunk inside. What the own disk holds came in this way, and is read with [`crate::chunk::read`].
//!
//! It knows one change or one document at a time: whether an operation speaks of something that exists in *another* change
//! it cannot tell. Source: the Automerge binary format, and what Automerge 0.12 makes of it.

mod columns;
mod document;
mod message;
mod operations;
mod rows;
mod runs;

use crate::chunk::{self, ChangeHeader, ChunkError, Opened, Reader};
use automerge::{ChangeHash, sync};
use runs::{Runs, Text};
use std::fmt;

/// Most operations in one change. Everything somebody pastes is cut to far less (256 KiB a change); what comes near is
/// deleting a whole pad at once, of which a million characters are a few bytes.
pub const MAX_OPS: u64 = 1 << 20;
/// Most operations that the operations of one change replace.
pub const MAX_PREDECESSORS: u64 = 1 << 21;
/// Most bytes of an actor's name. Automerge makes 16, or 32 where an author is known.
pub const MAX_ACTOR: usize = 256;
/// Most other actors that one change speaks of.
pub const MAX_ACTORS: usize = 1 << 16;
/// Most bytes of a change's message.
pub const MAX_MESSAGE: usize = 64 << 10;

/// Most bytes that the columns of one document may inflate to, together.
pub const MAX_INFLATED: usize = 64 << 20;
/// Most changes in one document: a real pad of years has 260,000.
pub const MAX_DOCUMENT_CHANGES: u64 = 4 << 20;
/// Most operations in one document.
pub const MAX_DOCUMENT_OPS: u64 = 16 << 20;

/// Most hashes in one list of a sync message.
pub const MAX_HASHES: usize = 1 << 14;
/// Most places of common knowledge in a sync message. Every known program says one.
pub const MAX_HAVE: usize = 16;

/// A change that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub header: ChangeHeader,
    /// Of whom it speaks besides its author. Automerge panics when one of them has made nothing in the document, which
    /// only who knows the other changes can tell.
    pub others: Vec<Box<[u8]>>,
    /// The number of its first operation, which is one more than its author knew of, and how many it has.
    pub first_op: u64,
    pub ops: u64,
}

impl Change {
    /// The highest number that an operation has once this change is there.
    #[must_use]
    pub fn last_op(&self) -> u64 {
        (self.first_op + self.ops).saturating_sub(1)
    }
}

/// A chunk that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    Change(Change),
    /// A whole document, and what building it will cost.
    Document(Weight),
}

/// What a document holds, counted without building it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    pub changes: u64,
    pub ops: u64,
    pub inflated_bytes: usize,
}

/// Why bytes go no further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct GateError {
    /// The change they are, where that is known.
    pub change: Option<ChangeHash>,
    pub fault: Fault,
}

impl fmt::Display for GateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.change {
            Some(hash) => write!(f, "change {hash}: {}", self.fault),
            None => self.fault.fmt(f),
        }
    }
}

/// What is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Chunk(#[from] ChunkError),
    #[error("{what} come to more than {most}")]
    TooMany { what: &'static str, most: u64 },
    #[error("{0} cannot be read")]
    Malformed(&'static str),
    #[error("an operation cannot be: {0}")]
    Operation(&'static str),
    #[error("a document where a change was expected")]
    NotAChange,
}

impl Fault {
    fn of(self, change: Option<ChangeHash>) -> GateError {
        GateError { change, fault: self }
    }
}

/// Looks at a change, whole and alone.
///
/// # Errors
/// When the bytes are not a change that Automerge could have made.
pub fn change(bytes: &[u8]) -> Result<Change, GateError> {
    match chunk(bytes)? {
        Chunk::Change(change) => Ok(change),
        Chunk::Document(_) => Err(Fault::NotAChange.of(None)),
    }
}

/// Looks at a change, whole and alone, or at a document and the changes that stand behind it.
///
/// # Errors
/// When the bytes are neither, as far as one can tell without building them.
pub fn chunk(bytes: &[u8]) -> Result<Chunk, GateError> {
    let mut r = Reader::new(bytes);
    match chunk::open(&mut r).map_err(|error| Fault::from(error).of(None))? {
        Opened::Change { hash, .. } if !r.is_empty() => Err(Fault::from(ChunkError::Trailing).of(Some(hash))),
        Opened::Change { hash, body } => opened(hash, &body).map(Chunk::Change),
        Opened::Document { body } => {
            let mut weight = document::weigh(body).map_err(|fault| fault.of(None))?;
            while !r.is_empty() {
                match chunk::open(&mut r).map_err(|error| Fault::from(error).of(None))? {
                    Opened::Change { hash, body } => weight.ops += opened(hash, &body)?.ops,
                    Opened::Document { .. } => return Err(Fault::NotAChange.of(None)),
                }
                weight.changes += 1;
            }
            weight.bounded().map_err(|fault| fault.of(None)).map(Chunk::Document)
        }
    }
}

/// Reads a sync message. The chunks inside are for [`chunk`], one by one.
///
/// # Errors
/// When the bytes are not one, or ask for more than anybody has reason to.
pub fn message(bytes: &[u8]) -> Result<sync::Message, GateError> {
    message::read(bytes).map_err(|fault| fault.of(None))
}

/// The change that a body is.
fn opened(hash: ChangeHash, body: &[u8]) -> Result<Change, GateError> {
    let walk = || {
        let mut r = Reader::new(body);
        let header = chunk::header(&mut r, hash)?;
        let said = operations::read(&header, r)?;
        let others = said.others.into_iter().map(Into::into).collect();
        Ok::<_, Fault>(Change { header, others, first_op: said.first, ops: said.count })
    };
    walk().map_err(|fault| fault.of(Some(hash)))
}

/// A list of byte strings, each behind its length.
fn actors<'a>(r: &mut Reader<'a>) -> Result<Vec<&'a [u8]>, Fault> {
    const WHAT: &str = "the list of actors";
    let count = r.length().map_err(|_short| Fault::Malformed(WHAT))?;
    if count > MAX_ACTORS || count > r.left() {
        return Err(Fault::TooMany { what: "actors", most: MAX_ACTORS as u64 });
    }
    (0..count)
        .map(|_| {
            let length = r.length().map_err(|_short| Fault::Malformed(WHAT))?;
            if length > MAX_ACTOR {
                return Err(Fault::TooMany { what: "the bytes of an actor", most: MAX_ACTOR as u64 });
            }
            r.take(length).map_err(|_short| Fault::Malformed(WHAT))
        })
        .collect()
}

impl Weight {
    fn bounded(self) -> Result<Self, Fault> {
        if self.changes > MAX_DOCUMENT_CHANGES {
            return Err(Fault::TooMany { what: "the changes of a document", most: MAX_DOCUMENT_CHANGES });
        }
        if self.ops > MAX_DOCUMENT_OPS {
            return Err(Fault::TooMany { what: "the operations of a document", most: MAX_DOCUMENT_OPS });
        }
        Ok(self)
    }
}
