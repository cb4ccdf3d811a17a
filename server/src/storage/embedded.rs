//! The default store: fjall, a log-structured engine in this process. One binary and a folder.
//!
//! One thread writes. It takes every append that has come in, puts them into one batch, and syncs once
//! for all of them (group commit); only then are they acknowledged. A failed sync poisons the engine, which
//! refuses to go on; the writer opens it anew, from what is on disk, and later appends may succeed.

mod writer;

use super::{Cursor, Snapshot, Storage, StorageError};
use automerge::ChangeHash;
use boucle_sync::{DocumentId, chunk::ChangeHeader, relay::Stored};
use bytes::Bytes;
use fjall::{Database, Keyspace, KeyspaceCreateOptions};
use futures::future::BoxFuture;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::oneshot;
use writer::{Job, Writer};

/// When an append is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Acknowledge {
    /// Once it is synced to disk: the promise that "saved on the server" makes.
    #[default]
    AfterSync,
    /// Before: the promise is broken. The crash tests use it to show that they would notice.
    BeforeSync,
}

/// An open engine and its tables.
#[derive(Clone)]
struct Tables {
    database: Database,
    /// document (16) ++ position (8, big endian) → chunk
    chunks: Keyspace,
    /// document → upto (8, big endian) ++ headers ++ snapshot
    snapshots: Keyspace,
}

impl Tables {
    fn open(path: &Path) -> fjall::Result<Self> {
        let database = Database::builder(path).open()?;
        let chunks = database.keyspace("chunks", KeyspaceCreateOptions::default)?;
        let snapshots = database.keyspace("snapshots", KeyspaceCreateOptions::default)?;
        Ok(Self { database, chunks, snapshots })
    }

    fn cursor(&self, document: DocumentId) -> fjall::Result<Cursor> {
        if let Some(last) = self.chunks.prefix(document.as_bytes()).next_back() {
            let key = last.key()?;
            return Ok(position(&key) + 1);
        }
        Ok(self.snapshots.get(document.as_bytes())?.map_or(0, |record| upto(&record)))
    }

    fn load(&self, document: DocumentId) -> fjall::Result<Result<(Stored, Cursor), StorageError>> {
        let snapshot = match self.snapshots.get(document.as_bytes())? {
            Some(record) => match decode(&record) {
                Some(snapshot) => Some(snapshot),
                None => return Ok(Err(StorageError::Read(format!("the snapshot of {document} is damaged")))),
            },
            None => None,
        };
        let mut cursor = snapshot.as_ref().map_or(0, |s| s.upto);
        let mut chunks = Vec::new();
        for entry in self.chunks.prefix(document.as_bytes()) {
            let (key, value) = entry.into_inner()?;
            cursor = position(&key) + 1;
            chunks.push(Bytes::copy_from_slice(&value));
        }
        let snapshot = snapshot.map(|s| (s.headers, s.bytes));
        Ok(Ok((Stored { snapshot, chunks }, cursor)))
    }
}

fn key(document: DocumentId, position: Cursor) -> [u8; 24] {
    let mut key = [0; 24];
    key[..16].copy_from_slice(document.as_bytes());
    key[16..].copy_from_slice(&position.to_be_bytes());
    key
}

fn position(key: &[u8]) -> Cursor {
    key.get(16..24).and_then(|b| b.try_into().ok()).map_or(0, Cursor::from_be_bytes)
}

fn upto(record: &[u8]) -> Cursor {
    record.get(..8).and_then(|b| b.try_into().ok()).map_or(0, Cursor::from_be_bytes)
}

/// upto · number of headers · each: hash (32), seq, actor length, actor, deps length, deps (32 each) · snapshot.
/// Numbers are 8 bytes, big endian.
fn encode(snapshot: &Snapshot) -> Vec<u8> {
    let number = |n: usize| (n as u64).to_be_bytes();
    let mut record = Vec::with_capacity(snapshot.bytes.len() + snapshot.headers.len() * 120 + 16);
    record.extend(snapshot.upto.to_be_bytes());
    record.extend(number(snapshot.headers.len()));
    for header in &snapshot.headers {
        record.extend(header.hash.0);
        record.extend(header.seq.to_be_bytes());
        record.extend(number(header.actor.len()));
        record.extend(&header.actor);
        record.extend(number(header.deps.len()));
        header.deps.iter().for_each(|dep| record.extend(dep.0));
    }
    record.extend(&snapshot.bytes);
    record
}

fn decode(record: &[u8]) -> Option<Snapshot> {
    let mut rest = record;
    let mut take = |n: usize| {
        let (taken, left) = rest.split_at_checked(n)?;
        rest = left;
        Some(taken)
    };
    let upto = Cursor::from_be_bytes(take(8)?.try_into().ok()?);
    let number = |bytes: &[u8]| usize::try_from(u64::from_be_bytes(bytes.try_into().ok()?)).ok();
    let count = number(take(8)?)?;
    let mut headers = Vec::with_capacity(count.min(record.len() / 56));
    for _ in 0..count {
        let hash = ChangeHash(take(32)?.try_into().ok()?);
        let seq = u64::from_be_bytes(take(8)?.try_into().ok()?);
        let length = number(take(8)?)?;
        let actor = take(length)?.to_vec();
        let count = number(take(8)?)?;
        let deps = (0..count).map(|_| Some(ChangeHash(take(32)?.try_into().ok()?))).collect::<Option<_>>()?;
        headers.push(ChangeHeader { hash, deps, actor, seq });
    }
    Some(Snapshot { upto, headers, bytes: Bytes::copy_from_slice(rest) })
}

/// The embedded store.
pub struct Embedded {
    path: PathBuf,
    tables: Arc<RwLock<Option<Tables>>>,
    writer: Writer,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Embedded {
    /// Opens the store in this folder, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or written, or another process has it open.
    pub fn open(path: &Path, acknowledge: Acknowledge) -> Result<Self, StorageError> {
        let refuse = |reason: String| StorageError::Open { path: path.display().to_string(), reason };
        std::fs::create_dir_all(path).map_err(|error| refuse(error.to_string()))?;
        let tables = Tables::open(path).map_err(|error| {
            refuse(match error {
                fjall::Error::Locked => "another process has it open".into(),
                fjall::Error::Io(error) => error.to_string(),
                other => other.to_string(),
            })
        })?;
        let tables = Arc::new(RwLock::new(Some(tables)));
        let writer =
            Writer::start(path.to_owned(), Arc::clone(&tables), acknowledge).map_err(|e| refuse(e.to_string()))?;
        Ok(Self { path: path.to_owned(), tables, writer })
    }

    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tables) -> Result<T, StorageError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, StorageError>> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let tables = tables.ok_or(StorageError::Closed)?;
            tokio::task::spawn_blocking(move || work(&tables)).await.map_err(|e| StorageError::Read(e.to_string()))?
        })
    }

    async fn ask<T>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, StorageError>>) -> Job,
    ) -> Result<T, StorageError> {
        let (answer, answered) = oneshot::channel();
        self.writer.give(job(answer))?;
        answered.await.map_err(|_dropped| StorageError::Closed)?
    }
}

fn unreadable(error: fjall::Error) -> StorageError {
    StorageError::Read(error.to_string())
}

impl Storage for Embedded {
    fn load(&self, document: DocumentId) -> BoxFuture<'_, Result<(Stored, Cursor), StorageError>> {
        self.read(move |tables| tables.load(document).map_err(unreadable)?)
    }

    fn cursor(&self, document: DocumentId) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        self.read(move |tables| tables.cursor(document).map_err(unreadable))
    }

    fn append(&self, document: DocumentId, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        Box::pin(self.ask(move |answer| Job::Append { document, chunks, answer }))
    }

    fn compact(&self, document: DocumentId, snapshot: Snapshot) -> BoxFuture<'_, Result<bool, StorageError>> {
        Box::pin(self.ask(move |answer| Job::Compact { document, snapshot, answer }))
    }

    fn health(&self) -> Result<(), StorageError> {
        self.writer.health()
    }
}
