//! The default store: fjall, a log-structured engine in this process. One binary and a folder.
//!
//! One thread writes. It takes every append that has come in, puts them into one batch, and syncs once
//! for all of them (group commit); only then are they acknowledged. A failed write or sync poisons the engine, which
//! takes no other. What it had before can be read all the same, until the disk takes writes again: then the writer opens
//! the engine anew, from what is on disk, and goes on.

mod lock;
mod manifest;
mod mark;
mod record;
mod recovery;
mod salvage;
mod tables;
mod writer;

pub use recovery::Recovery;
pub use salvage::{Found, Rebuilt, Salvage};

use super::{Cursor, Loaded, Snapshot, Storage, StorageError};
use boucle_sync::DocumentId;
use bytes::Bytes;
use futures::future::BoxFuture;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};
use tables::Tables;
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

/// The embedded store.
pub struct Embedded {
    path: PathBuf,
    tables: Arc<RwLock<Option<Tables>>>,
    writer: Writer,
    recovery: Recovery,
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
        let (tables, recovery) = recovery::open(path).map_err(refuse)?;
        let tables = Arc::new(RwLock::new(Some(tables)));
        let writer =
            Writer::start(path.to_owned(), Arc::clone(&tables), acknowledge).map_err(|e| refuse(e.to_string()))?;
        Ok(Self { path: path.to_owned(), tables, writer, recovery })
    }

    /// What opening it came to.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        self.recovery
    }

    fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&Tables) -> Result<T, StorageError> + Send + Sync + 'static,
    ) -> BoxFuture<'_, Result<T, StorageError>> {
        let work = Arc::new(work);
        Box::pin(async move {
            let mut asked = false;
            loop {
                let (tables, work) = (Arc::clone(&self.tables), Arc::clone(&work));
                // The lock is held while it is read: an engine that is being read is not closed.
                let read = tokio::task::spawn_blocking(move || {
                    tables.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|tables| work(tables))
                });
                match read.await.map_err(|error| StorageError::Read(error.to_string()))? {
                    Some(read) => return read,
                    None if asked => return Err(StorageError::Closed),
                    // It could not be opened again after a failure: perhaps now.
                    None => self.ask(|answer| Job::Open { answer }).await?,
                }
                asked = true;
            }
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

impl Storage for Embedded {
    fn load(&self, document: DocumentId) -> BoxFuture<'_, Result<Loaded, StorageError>> {
        self.read(move |tables| tables.load(document))
    }

    fn cursor(&self, document: DocumentId) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        self.read(move |tables| tables.cursor(document))
    }

    fn append(&self, document: DocumentId, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        Box::pin(self.ask(move |answer| Job::Append { document, chunks, answer }))
    }

    fn compact(&self, document: DocumentId, snapshot: Snapshot) -> BoxFuture<'_, Result<bool, StorageError>> {
        Box::pin(self.ask(move |answer| Job::Compact { document, snapshot, answer }))
    }

    fn commons(&self, document: DocumentId) -> BoxFuture<'_, Result<Option<DocumentId>, StorageError>> {
        self.read(move |tables| tables.binding(document))
    }

    fn bind(&self, document: DocumentId, commons: DocumentId) -> BoxFuture<'_, Result<DocumentId, StorageError>> {
        Box::pin(self.ask(move |answer| Job::Bind { document, commons, answer }))
    }

    fn waiting(&self) -> usize {
        self.writer.waiting()
    }

    fn health(&self) -> Result<(), StorageError> {
        self.writer.health()
    }
}
