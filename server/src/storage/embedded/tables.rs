//! The tables in the engine, and how they are read. One value is one [`Record`].
//!
//! | table | key | record |
//! |---|---|---|
//! | `changes` | document (16) ++ position (8) | a chunk of the log |
//! | `graphs` | document (16) ++ position (8) | a block of the graph of what the snapshot covers |
//! | `snapshots` | document (16) | the snapshot |
//! | `bindings` | document (16) | the commons to which it is bound (16) |

use super::{
    Cursor, Loaded, Snapshot, StorageError,
    record::{Kind, Mark, Record},
};
use boucle_sync::{
    DocumentId,
    relay::{Stored, StoredSnapshot},
};
use bytes::Bytes;
use fjall::{Database, Keyspace, KeyspaceCreateOptions, OwnedWriteBatch, Readable};
use std::path::Path;

/// Bytes of journals that the engine lets grow before it moves what they hold into tables. Its least, so that it opens fast.
const JOURNALS: u64 = 64 << 20;
/// Files of tables that the engine keeps open.
const FILES: usize = 256;
/// A table of the stores made before records had checksums.
const TABLE_BEFORE: &str = "chunks";

/// An open engine and its tables.
#[derive(Clone)]
pub(super) struct Tables {
    pub(super) database: Database,
    mark: Mark,
    changes: Keyspace,
    graphs: Keyspace,
    snapshots: Keyspace,
    bindings: Keyspace,
}

impl Tables {
    /// Opens the engine in this folder.
    pub(super) fn open(path: &Path) -> fjall::Result<Self> {
        let engine = Database::builder(path).max_journaling_size(JOURNALS).max_cached_files(Some(FILES));
        let database = engine.open()?;
        let is_of_before = database.keyspace_exists(TABLE_BEFORE);
        let table = |name| database.keyspace(name, KeyspaceCreateOptions::default);
        let (changes, graphs, snapshots) = (table("changes")?, table("graphs")?, table("snapshots")?);
        let bindings = table("bindings")?;
        // A store that has a mark is none of before, and need not be searched for its first record: the engine would go
        // through the tombstones of all that snapshots cover, and keep them in memory.
        if is_of_before || !Mark::is_kept(path) && first_is_of_before(&changes, &snapshots) {
            return Err(std::io::Error::other(
                "it was made by an earlier version, whose records this one does not read; move the folder away, \
                 and devices bring back what they hold",
            )
            .into());
        }
        // The engine has locked the folder: nobody else gives it a mark.
        let mark = Mark::of(path)?;
        Ok(Self { database, mark, changes, graphs, snapshots, bindings })
    }

    /// The mark of this store.
    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    pub(super) fn cursor(&self, document: DocumentId) -> Result<Cursor, StorageError> {
        let last = match self.changes.prefix(document.as_bytes()).next_back() {
            Some(last) => position(&last.key().map_err(unreadable)?) + 1,
            None => 0,
        };
        Ok(last.max(self.upto(document)?))
    }

    /// How many changes the snapshot covers; 0 without one.
    pub(super) fn upto(&self, document: DocumentId) -> Result<Cursor, StorageError> {
        let record = self.snapshots.get(document.as_bytes()).map_err(unreadable)?;
        record.map_or(Ok(0), |bytes| self.snapshot(document, bytes.into()).map(|record| record.position))
    }

    /// Everything of a document, as it was at one moment. What cannot be read is named, and the rest is given; without its
    /// snapshot, the rest says nothing.
    pub(super) fn load(&self, document: DocumentId) -> Result<Loaded, StorageError> {
        let now = self.database.snapshot();
        let mut damage = Vec::new();
        let mut stored = Stored::default();
        let mut cursor = 0;
        if let Some(bytes) = now.get(&self.snapshots, document.as_bytes()).map_err(unreadable)? {
            let record = self.snapshot(document, bytes.into())?;
            let (from, mut graph, mut blocks) = (graph_from(&record), Vec::new(), Vec::new());
            cursor = record.position;
            for entry in now.range(&self.graphs, key(document, 0)..=key(document, from)) {
                let (key, value) = entry.into_inner().map_err(unreadable)?;
                let position = position(&key);
                blocks.push(position);
                match self.whole(Kind::Graph, document, position, value.into()) {
                    Some(block) => graph.push(block),
                    None => damage.push(format!("the graph from change {position} on does not match its checksum")),
                }
            }
            if (blocks.first(), blocks.last()) != (Some(&0), Some(&from)) {
                damage.push("the graph of its snapshot is not all there".into());
            }
            stored.snapshot = Some(StoredSnapshot { graph, bytes: snapshot_in(&record) });
        }
        for entry in now.range(&self.changes, key(document, cursor)..=key(document, Cursor::MAX)) {
            let (key, value) = entry.into_inner().map_err(unreadable)?;
            let position = position(&key);
            if position > cursor {
                damage.push(format!("changes {cursor} to {} are not there", position - 1));
            }
            match self.whole(Kind::Chunk, document, position, value.into()) {
                Some(chunk) => stored.chunks.push(chunk),
                None => damage.push(format!("change {position} does not match its checksum")),
            }
            cursor = position + 1;
        }
        stored.damaged = !damage.is_empty();
        Ok(Loaded { stored, cursor, damage })
    }

    /// Puts a record into its table.
    pub(super) fn put(&self, batch: &mut OwnedWriteBatch, record: &Record) {
        let value = record.encode(self.mark);
        match record.kind {
            Kind::Chunk => batch.insert(&self.changes, key(record.document, record.position), value),
            Kind::Graph => batch.insert(&self.graphs, key(record.document, record.position), value),
            Kind::Snapshot => batch.insert(&self.snapshots, *record.document.as_bytes(), value),
            Kind::Binding => batch.insert(&self.bindings, *record.document.as_bytes(), value),
        }
    }

    /// Puts a snapshot in the place of the changes it covers.
    pub(super) fn put_snapshot(&self, batch: &mut OwnedWriteBatch, document: DocumentId, snapshot: &Snapshot) {
        for record in snapshot_records(document, snapshot) {
            self.put(batch, &record);
        }
        (snapshot.from..snapshot.upto).for_each(|position| batch.remove(&self.changes, key(document, position)));
    }

    /// The commons to which a document is bound.
    pub(super) fn binding(&self, document: DocumentId) -> Result<Option<DocumentId>, StorageError> {
        let Some(bytes) = self.bindings.get(document.as_bytes()).map_err(unreadable)? else { return Ok(None) };
        let commons = self.whole(Kind::Binding, document, 0, bytes.into()).and_then(|payload| bound_to(&payload));
        let damaged = || StorageError::Read(format!("the binding of {document} does not match its checksum"));
        commons.map(Some).ok_or_else(damaged)
    }

    pub(super) fn has_change(&self, document: DocumentId, position: Cursor) -> fjall::Result<bool> {
        self.changes.contains_key(key(document, position))
    }

    /// What a record under this key holds; `None` when it is damaged, or another.
    fn whole(&self, kind: Kind, document: DocumentId, position: Cursor, bytes: Bytes) -> Option<Bytes> {
        let fits = |record: &Record| (record.kind, record.document, record.position) == (kind, document, position);
        Record::decode(self.mark, &bytes).filter(fits).map(|record| record.payload)
    }

    /// A document's snapshot. Where it cannot be read, nothing can be said of what comes after it.
    fn snapshot(&self, document: DocumentId, bytes: Bytes) -> Result<Record, StorageError> {
        let fits = |record: &Record| (record.kind, record.document) == (Kind::Snapshot, document);
        Record::decode(self.mark, &bytes).filter(fits).ok_or_else(|| {
            let what = format!("the snapshot of {document} does not match its checksum");
            StorageError::Read(format!("{what}; `boucle repair` makes a new store of all that can be read"))
        })
    }

    /// Writes something of no meaning, to find out whether the disk takes it.
    pub(super) fn probe(&self) -> fjall::Result<()> {
        let mut batch = self.database.batch();
        batch.insert(&self.snapshots, *b"probe", *b"probe");
        batch.durability(Some(fjall::PersistMode::SyncData)).commit()
    }
}

pub(super) fn unreadable(error: fjall::Error) -> StorageError {
    StorageError::Read(match error {
        fjall::Error::Io(error) => error.to_string(),
        other => format!("its tables are damaged ({other}); `boucle repair` makes a new one of all that can be read"),
    })
}

/// The record that binds a document to a commons.
pub(super) fn binding_record(document: DocumentId, commons: DocumentId) -> Record {
    Record::new(Kind::Binding, document, 0, Bytes::copy_from_slice(commons.as_bytes()))
}

/// The commons that a binding names.
pub(super) fn bound_to(payload: &[u8]) -> Option<DocumentId> {
    payload.try_into().ok().map(DocumentId::from_bytes)
}

/// A snapshot's own record comes after its block of the graph: where it is whole, so is what it needs.
pub(super) fn snapshot_records(document: DocumentId, snapshot: &Snapshot) -> [Record; 2] {
    let payload = [&snapshot.from.to_be_bytes()[..], &snapshot.bytes].concat();
    [
        Record::new(Kind::Graph, document, snapshot.from, snapshot.graph.clone()),
        Record::new(Kind::Snapshot, document, snapshot.upto, payload.into()),
    ]
}

/// Where the last block of a snapshot's graph begins.
pub(super) fn graph_from(record: &Record) -> Cursor {
    record.payload.get(..8).and_then(|from| from.try_into().ok()).map_or(0, Cursor::from_be_bytes)
}

pub(super) fn snapshot_in(record: &Record) -> Bytes {
    record.payload.slice(8.min(record.payload.len())..)
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

fn first_is_of_before(changes: &Keyspace, snapshots: &Keyspace) -> bool {
    let first = changes.iter().chain(snapshots.iter()).next();
    first.is_some_and(|entry| entry.value().is_ok_and(|value| Record::is_of_before(&value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_before_is_refused_as_often_as_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let before = Tables::open(folder.path()).unwrap();
        before.changes.insert(key(DocumentId::from_random([1; 16]), 0), Record::of_before()).unwrap();
        drop(before);
        std::fs::remove_file(folder.path().join("mark")).unwrap();
        for _ in 0..2 {
            let refused = Tables::open(folder.path()).err().unwrap().to_string();
            assert!(refused.contains("earlier version"), "{refused}");
        }
    }
}
