//! A store that lasts as long as the process: for tests, and for a relay that only passes things on.

use super::{Cursor, Loaded, Snapshot, Storage, StorageError};
use boucle_sync::{
    DocumentId,
    relay::{Stored, StoredSnapshot},
};
use bytes::Bytes;
use futures::future::{self, BoxFuture};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

#[derive(Debug, Default)]
struct Log {
    snapshot: Option<StoredSnapshot>,
    upto: Cursor,
    chunks: Vec<Bytes>,
}

impl Log {
    fn cursor(&self) -> Cursor {
        self.upto + self.chunks.len() as Cursor
    }
}

/// Documents in memory.
#[derive(Debug, Default)]
pub struct Memory {
    logs: Mutex<HashMap<DocumentId, Log>>,
    bindings: Mutex<HashMap<DocumentId, DocumentId>>,
}

impl Memory {
    fn logs(&self) -> MutexGuard<'_, HashMap<DocumentId, Log>> {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Memory {
    fn load(&self, document: DocumentId) -> BoxFuture<'_, Result<Loaded, StorageError>> {
        let logs = self.logs();
        let found = logs.get(&document).map(|log| {
            let stored = Stored { snapshot: log.snapshot.clone(), chunks: log.chunks.clone(), damaged: false };
            Loaded { stored, cursor: log.cursor(), damage: Vec::new() }
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
        let fits = log.upto == snapshot.from && snapshot.from < snapshot.upto && snapshot.upto <= log.cursor();
        if fits {
            let covered = usize::try_from(snapshot.upto - log.upto).unwrap_or(usize::MAX);
            log.chunks.drain(..covered);
            let mut graph = log.snapshot.take().map(|before| before.graph).unwrap_or_default();
            graph.push(snapshot.graph);
            log.snapshot = Some(StoredSnapshot { graph, bytes: snapshot.bytes });
            log.upto = snapshot.upto;
        }
        Box::pin(future::ready(Ok(fits)))
    }

    fn commons(&self, document: DocumentId) -> BoxFuture<'_, Result<Option<DocumentId>, StorageError>> {
        let bindings = self.bindings.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(future::ready(Ok(bindings.get(&document).copied())))
    }

    fn bind(&self, document: DocumentId, commons: DocumentId) -> BoxFuture<'_, Result<DocumentId, StorageError>> {
        let mut bindings = self.bindings.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(future::ready(Ok(*bindings.entry(document).or_insert(commons))))
    }

    fn health(&self) -> Result<(), StorageError> {
        Ok(())
    }
}
