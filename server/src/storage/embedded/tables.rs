//! The tables in the engine, and how they are read. One value is one [`Record`].
//!
//! | table | key | record |
//! |---|---|---|
//! | `changes` | document (16) ++ position (8) | a chunk of the log |
//! | `graphs` | document (16) ++ position (8) | a block of the graph of what the snapshot covers |
//! | `snapshots` | document (16) | the snapshot |

use super::{
    Cursor, Loaded, Snapshot,
    record::{Kind, Record},
};
use boucle_sync::{
    DocumentId,
    relay::{Stored, StoredSnapshot},
};
use bytes::Bytes;
use fjall::{Database, Keyspace, KeyspaceCreateOptions, OwnedWriteBatch};
use std::path::Path;

/// Bytes of journals that the engine lets grow before it moves what they hold into tables. Its least, so that it opens fast.
const JOURNALS: u64 = 64 << 20;
/// A table of the stores made before records had checksums.
const OLD: &str = "chunks";

/// An open engine and its tables.
#[derive(Clone)]
pub(super) struct Tables {
    pub(super) database: Database,
    changes: Keyspace,
    graphs: Keyspace,
    snapshots: Keyspace,
}

impl Tables {
    pub(super) fn open(path: &Path) -> fjall::Result<Self> {
        let database = Database::builder(path).max_journaling_size(JOURNALS).open()?;
        if database.keyspace_exists(OLD) {
            return Err(std::io::Error::other(
                "it was made by a version before records had checksums; move the folder away, \
                 and devices bring back what they hold",
            )
            .into());
        }
        let table = |name| database.keyspace(name, KeyspaceCreateOptions::default);
        let (changes, graphs, snapshots) = (table("changes")?, table("graphs")?, table("snapshots")?);
        Ok(Self { database, changes, graphs, snapshots })
    }

    pub(super) fn cursor(&self, document: DocumentId) -> fjall::Result<Cursor> {
        let last = match self.changes.prefix(document.as_bytes()).next_back() {
            Some(last) => position(&last.key()?) + 1,
            None => 0,
        };
        Ok(last.max(self.upto(document)?))
    }

    /// How many changes the snapshot covers; 0 without one, and for one that cannot be read.
    pub(super) fn upto(&self, document: DocumentId) -> fjall::Result<Cursor> {
        let record = self.snapshots.get(document.as_bytes())?;
        Ok(record.and_then(|bytes| Record::decode(&bytes.into())).map_or(0, |record| record.position))
    }

    /// Everything of a document. What cannot be read is named, and the rest is given.
    pub(super) fn load(&self, document: DocumentId) -> fjall::Result<Loaded> {
        let mut damage = Vec::new();
        let mut missing = Vec::new();
        let mut read = |what: &str, kind, position: Option<Cursor>, bytes: Bytes| {
            let record = Record::decode(&bytes).filter(|record| {
                (record.kind, record.document) == (kind, document) && position.is_none_or(|at| at == record.position)
            });
            if record.is_none() {
                damage.push(format!("{what} does not match its checksum"));
            }
            record
        };
        let mut stored = Stored::default();
        let mut cursor = 0;
        if let Some(bytes) = self.snapshots.get(document.as_bytes())?
            && let Some(record) = read("the snapshot", Kind::Snapshot, None, bytes.into())
        {
            cursor = record.position;
            let mut graph = Vec::new();
            for entry in self.graphs.prefix(document.as_bytes()) {
                let (key, value) = entry.into_inner()?;
                let position = position(&key);
                let what = format!("the graph from change {position} on");
                graph.extend(read(&what, Kind::Graph, Some(position), value.into()).map(|record| record.payload));
            }
            stored.snapshot = Some(StoredSnapshot { graph, bytes: snapshot_in(&record) });
        }
        for entry in self.changes.range(key(document, cursor)..=key(document, Cursor::MAX)) {
            let (key, value) = entry.into_inner()?;
            let position = position(&key);
            if position > cursor {
                missing.push(format!("changes {cursor} to {} are not there", position - 1));
            }
            let what = format!("change {position}");
            stored.chunks.extend(read(&what, Kind::Chunk, Some(position), value.into()).map(|record| record.payload));
            cursor = position + 1;
        }
        damage.append(&mut missing);
        Ok(Loaded { stored, cursor, damage })
    }

    /// Puts a record into its table.
    pub(super) fn put(&self, batch: &mut OwnedWriteBatch, record: &Record) {
        let value = record.encode();
        match record.kind {
            Kind::Chunk => batch.insert(&self.changes, key(record.document, record.position), value),
            Kind::Graph => batch.insert(&self.graphs, key(record.document, record.position), value),
            Kind::Snapshot => batch.insert(&self.snapshots, *record.document.as_bytes(), value),
        }
    }

    /// Puts a snapshot in the place of the changes it covers.
    pub(super) fn put_snapshot(&self, batch: &mut OwnedWriteBatch, document: DocumentId, snapshot: &Snapshot) {
        for record in snapshot_records(document, snapshot) {
            self.put(batch, &record);
        }
        (snapshot.from..snapshot.upto).for_each(|position| batch.remove(&self.changes, key(document, position)));
    }

    pub(super) fn has(&self, kind: Kind, document: DocumentId, position: Cursor) -> fjall::Result<bool> {
        match kind {
            Kind::Chunk => self.changes.contains_key(key(document, position)),
            Kind::Graph => self.graphs.contains_key(key(document, position)),
            Kind::Snapshot => self.upto(document).map(|upto| upto == position),
        }
    }

    /// Writes something of no meaning, to find out whether the disk takes it.
    pub(super) fn probe(&self) -> fjall::Result<()> {
        let mut batch = self.database.batch();
        batch.insert(&self.snapshots, *b"probe", *b"probe");
        batch.durability(Some(fjall::PersistMode::SyncData)).commit()
    }
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
