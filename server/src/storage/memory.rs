//! A store that lasts as long as the process: for tests, and for a relay that only passes things on.

use super::{Cursor, Snapshot, Storage, StorageError};
use boucle_sync::{DocumentId, relay::Stored};
use bytes::Bytes;
use futures::future::{self, BoxFuture};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

#[derive(Debug, Default)]
struct Log {
    snapshot: Option<Snapshot>,
    chunks: Vec<Bytes>,
}

impl Log {
    fn cursor(&self) -> Cursor {
        self.snapshot.as_ref().map_or(0, |s| s.upto) + self.chunks.len() as Cursor
    }
}

/// Documents in memory.
#[derive(Debug, Default)]
pub struct Memory {
    logs: Mutex<HashMap<DocumentId, Log>>,
}

impl Memory {
    fn logs(&self) -> MutexGuard<'_, HashMap<DocumentId, Log>> {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Memory {
    fn load(&self, document: DocumentId) -> BoxFuture<'_, Result<(Stored, Cursor), StorageError>> {
        let logs = self.logs();
        let found = logs.get(&document).map(|log| {
            let snapshot = log.snapshot.as_ref().map(|s| (s.headers.clone(), s.bytes.clone()));
            (Stored { snapshot, chunks: log.chunks.clone() }, log.cursor())
        });
        Box::pin(future::ready(Ok(found.unwrap_or_default())))
    }

    fn cursor(&self, document: DocumentId) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        let cursor = self.logs().get(&document).map_or(0, Log::cursor);
        Box::pin(future::ready(Ok(cursor)))
    }

    fn append(&self, document: DocumentId, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<Cursor, StorageError>> {
        let mut logs = self.logs();
        let log = logs.entry(document).or_default();
        log.chunks.extend(chunks);
        Box::pin(future::ready(Ok(log.cursor())))
    }

    fn compact(&self, document: DocumentId, snapshot: Snapshot) -> BoxFuture<'_, Result<bool, StorageError>> {
        let mut logs = self.logs();
        let log = logs.entry(document).or_default();
        let base = log.snapshot.as_ref().map_or(0, |s| s.upto);
        let fits = snapshot.upto > base && snapshot.upto <= log.cursor();
        if fits {
            let covered = usize::try_from(snapshot.upto - base).unwrap_or(usize::MAX);
            log.chunks.drain(..covered);
            log.snapshot = Some(snapshot);
        }
        Box::pin(future::ready(Ok(fits)))
    }

    fn health(&self) -> Result<(), StorageError> {
        Ok(())
    }
}
