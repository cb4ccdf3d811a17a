//! Where the log of every document is kept.
//!
//! One trait, one contract (`tests/storage_contract.rs`) that every backend passes. A store knows ids, bytes and
//! their order, and nothing of what they mean, so that sealed documents fit as well. To which commons a document belongs
//! is said beside it, never read from its content.

mod embedded;
mod memory;

pub use embedded::{Acknowledge, Embedded, Found, Rebuilt, Recovery, Salvage};
pub use memory::Memory;

use boucle_sync::{DocumentId, relay::Stored};
use bytes::Bytes;
use futures::future::BoxFuture;

/// How far a document's log has come: the number of changes ever appended to it.
pub type Cursor = u64;

/// A document as it was after `upto` changes, and the graph of those since the snapshot before, which covered `from`.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub from: Cursor,
    pub upto: Cursor,
    pub graph: Bytes,
    pub bytes: Bytes,
}

/// What is kept of a document.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    pub stored: Stored,
    pub cursor: Cursor,
    /// What is there and cannot be read, in words.
    pub damage: Vec<String>,
}

/// Why a store could not do what it was asked. Nothing was acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the store cannot be opened at {path}: {reason}")]
    Open { path: String, reason: String },
    #[error("the store cannot be read: {0}")]
    Read(String),
    #[error("the store cannot be written: {0}")]
    Write(String),
    #[error("the store is closed")]
    Closed,
}

/// The record of all documents on this machine.
pub trait Storage: std::fmt::Debug + Send + Sync + 'static {
    /// Everything kept of a document; nothing, for one that does not exist.
    fn load(&self, document: DocumentId) -> BoxFuture<'_, Result<Loaded, StorageError>>;

    /// How far the document's log has come; 0 for one that does not exist. Cheap.
    fn cursor(&self, document: DocumentId) -> BoxFuture<'_, Result<Cursor, StorageError>>;

    /// Appends changes in order. When it returns, they survive a power cut.
    fn append(&self, document: DocumentId, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<Cursor, StorageError>>;

    /// Replaces the first `snapshot.upto` changes by a snapshot that the caller has loaded back and verified.
    /// `false`, and nothing changes, when the snapshot there is not the one of `snapshot.from`, or the log is shorter.
    fn compact(&self, document: DocumentId, snapshot: Snapshot) -> BoxFuture<'_, Result<bool, StorageError>>;

    /// The commons to which a document is bound; `None` for one that is bound to none.
    fn commons(&self, document: DocumentId) -> BoxFuture<'_, Result<Option<DocumentId>, StorageError>>;

    /// Binds a document to a commons, once: the first to do so decides. Returns the commons to which it is bound; that
    /// survives a power cut.
    fn bind(&self, document: DocumentId, commons: DocumentId) -> BoxFuture<'_, Result<DocumentId, StorageError>>;

    /// How many writes wait for the disk.
    fn waiting(&self) -> usize {
        0
    }

    /// `Err` with the reason while appends cannot succeed.
    fn health(&self) -> Result<(), StorageError>;
}
