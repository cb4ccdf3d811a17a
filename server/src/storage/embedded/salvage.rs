//! What can be found of a store without its engine: every whole record in the raw bytes of its files, and a new store
//! made of them.
//!
//! Files hold older states too: a place of a log may have been written twice, when an append failed in between, and
//! changes that a snapshot covers may still lie there. All of it is given. It is all somebody's work, and whoever puts
//! it together knows what is the same.

use super::{
    Cursor, Snapshot, StorageError,
    lock::Lock,
    mark,
    record::{Kind, Mark, Record},
    tables::{Tables, binding_record, bound_to, snapshot_in},
};
use boucle_sync::DocumentId;
use bytes::Bytes;
use fjall::PersistMode;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

/// Changes that are written to a new store at once.
const BATCH: usize = 10_000;

/// Where the records of a store lie.
#[derive(Debug)]
pub struct Salvage {
    _lock: Lock,
    mark: Mark,
    files: Vec<PathBuf>,
    places: BTreeMap<DocumentId, Vec<Place>>,
}

#[derive(Debug)]
struct Place {
    file: usize,
    offset: u64,
    length: usize,
}

/// All that was found of a document, in no order, some of it twice.
#[derive(Debug, Default)]
pub struct Found {
    /// Chunks of the log.
    pub chunks: Vec<Bytes>,
    /// Snapshots, and how many changes each covers.
    pub snapshots: Vec<(Cursor, Bytes)>,
    /// The commons to which it was bound.
    pub commons: Option<DocumentId>,
}

impl Salvage {
    /// Looks through all files of the store in this folder.
    ///
    /// # Errors
    /// When they cannot be read, or another process has the store open.
    pub fn of(folder: &Path) -> Result<Self, StorageError> {
        let refuse = |error: io::Error| StorageError::Open {
            path: folder.display().to_string(),
            reason: match error.kind() {
                io::ErrorKind::WouldBlock => "another process has it open".into(),
                _ => error.to_string(),
            },
        };
        let lock = Lock::take(folder).map_err(refuse)?;
        // Where no record carries one, there is no record to be found.
        let mark = Mark::find(folder).map_err(refuse)?.unwrap_or_default();
        let files = mark::files(folder).map_err(refuse)?;
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (file, path) in files.iter().enumerate() {
            let bytes = Bytes::from(fs::read(path).map_err(refuse)?);
            for (offset, record) in Record::find(mark, &bytes) {
                let length = record.encoded_len();
                places.entry(record.document).or_default().push(Place { file, offset: offset as u64, length });
            }
        }
        Ok(Self { _lock: lock, mark, files, places })
    }

    /// Every document of which anything was found.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + '_ {
        self.places.keys().copied()
    }

    /// All that was found of a document.
    ///
    /// # Errors
    /// When a file cannot be read any more.
    pub fn read(&self, document: DocumentId) -> io::Result<Found> {
        let mut found = Found::default();
        for place in self.places.get(&document).into_iter().flatten() {
            let mut bytes = vec![0; place.length];
            File::open(&self.files[place.file])?.read_exact_at(&mut bytes, place.offset)?;
            let Some(record) = Record::decode(self.mark, &bytes.into()) else { continue };
            match record.kind {
                Kind::Chunk => found.chunks.push(record.payload),
                // A snapshot says its graph too, to whoever builds it.
                Kind::Graph => {}
                Kind::Snapshot => found.snapshots.push((record.position, snapshot_in(&record))),
                Kind::Binding => found.commons = found.commons.or_else(|| bound_to(&record.payload)),
            }
        }
        Ok(found)
    }
}

/// A new store, to take the place of one that is damaged.
pub struct Rebuilt(Tables);

impl std::fmt::Debug for Rebuilt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuilt").finish_non_exhaustive()
    }
}

impl Rebuilt {
    /// Begins a store in this folder, which must not be there.
    ///
    /// # Errors
    /// When it is there, or cannot be made.
    pub fn begin(folder: &Path) -> Result<Self, StorageError> {
        let refuse = |reason: String| StorageError::Open { path: folder.display().to_string(), reason };
        if folder.exists() {
            return Err(refuse("it is in the way: it was left by a repair that did not end; remove it first".into()));
        }
        Tables::open(folder).map(Self).map_err(|error| refuse(error.to_string()))
    }

    /// Binds a document to its commons.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn bind(&self, document: DocumentId, commons: DocumentId) -> Result<(), StorageError> {
        let mut batch = self.0.database.batch();
        self.0.put(&mut batch, &binding_record(document, commons));
        let written = batch.durability(Some(PersistMode::SyncData)).commit();
        written.map_err(|error| StorageError::Write(error.to_string()))
    }

    /// Puts a document into it: a snapshot of the first changes, when there is one, and the changes that follow.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, document: DocumentId, snapshot: Option<&Snapshot>, chunks: &[Bytes]) -> Result<(), StorageError> {
        let write = |error: fjall::Error| StorageError::Write(error.to_string());
        let mut position = 0;
        if let Some(snapshot) = snapshot {
            position = snapshot.upto;
            let mut batch = self.0.database.batch();
            self.0.put_snapshot(&mut batch, document, snapshot);
            batch.durability(Some(PersistMode::SyncData)).commit().map_err(write)?;
        }
        for chunks in chunks.chunks(BATCH) {
            let mut batch = self.0.database.batch();
            for chunk in chunks {
                self.0.put(&mut batch, &Record::new(Kind::Chunk, document, position, chunk.clone()));
                position += 1;
            }
            batch.durability(Some(PersistMode::SyncData)).commit().map_err(write)?;
        }
        Ok(())
    }
}
