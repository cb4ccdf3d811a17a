//! What an operator can do about a store that a bad disk has damaged: have it read whole, and have a new one made of all
//! that can be read. Nothing here removes anything.

use crate::storage::{Acknowledge, Embedded, Found, Rebuilt, Salvage, Snapshot, Storage, StorageError};
use automerge::Automerge;
use boucle_sync::{
    DocumentId, PeerId,
    chunk::{self, Chunk},
    gate,
    graph::{ChangeGraph, Inserted},
    relay::RelayDocument,
};
use bytes::Bytes;
use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

/// What of a document cannot be read, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub document: DocumentId,
    pub damage: Vec<String>,
}

/// Reads the whole store in this folder, and says which documents are damaged and how many there are.
///
/// # Errors
/// When the store cannot be opened.
pub async fn check(folder: &Path) -> Result<(usize, Vec<Complaint>), StorageError> {
    // The engine lists nothing when one of its tables is damaged; whose records lie in the files, can be seen all the same.
    let documents: Vec<_> = Salvage::of(folder)?.documents().collect();
    let store = Embedded::open(folder, Acknowledge::AfterSync)?;
    let mut complaints = Vec::new();
    for &document in &documents {
        let damage = match store.load(document).await {
            Ok(loaded) => {
                let (_, unfit) = RelayDocument::open(PeerId::from("check"), document, loaded.stored);
                loaded.damage.into_iter().chain(unfit.iter().map(ToString::to_string)).collect()
            }
            Err(error) => vec![error.to_string()],
        };
        if !damage.is_empty() {
            complaints.push(Complaint { document, damage });
        }
    }
    Ok((documents.len(), complaints))
}

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    pub documents: usize,
    /// Changes in the new store.
    pub changes: usize,
    /// Changes that build on others which are not there: they stay in the old store.
    pub waiting: usize,
    /// The old store, as it was.
    pub before: PathBuf,
}

/// Makes a new store of every record that is whole in the files of the one in this folder, puts it in its place, and
/// leaves the old one beside it.
///
/// # Errors
/// When the files cannot be read or the new store cannot be written. The old one is then where it was.
pub fn repair(folder: &Path) -> Result<Repaired, StorageError> {
    let read = |error: std::io::Error| StorageError::Read(error.to_string());
    let salvage = Salvage::of(folder)?;
    if salvage.documents().next().is_none() {
        return Err(StorageError::Read("no record of this version is in it; nothing was changed".into()));
    }
    let draft = folder.with_extension("repaired");
    let rebuilt = Rebuilt::begin(&draft)?;
    let mut repaired = Repaired { documents: 0, changes: 0, waiting: 0, before: free_name(folder) };
    for document in salvage.documents() {
        let found = salvage.read(document).map_err(read)?;
        let commons = found.commons;
        let pieces = fit(found);
        repaired.documents += usize::from(pieces.changes > 0);
        repaired.changes += pieces.changes;
        repaired.waiting += pieces.waiting;
        rebuilt.put(document, pieces.snapshot.as_ref(), &pieces.chunks)?;
        commons.map_or(Ok(()), |commons| rebuilt.bind(document, commons))?;
    }
    drop((rebuilt, salvage));
    let swap = |from: &Path, to: &Path| {
        fs::rename(from, to)
            .map_err(|error| StorageError::Write(format!("{} cannot be moved: {error}", from.display())))
    };
    swap(folder, &repaired.before)?;
    if let Err(error) = swap(&draft, folder) {
        // There must be a store here, or the next start would begin an empty one.
        swap(&repaired.before, folder)?;
        return Err(error);
    }
    Ok(repaired)
}

/// Whether a repair was interrupted between taking the old store away and putting the new one in its place: `folder` is
/// not there, and the new one stands beside it.
#[must_use]
pub fn was_interrupted(folder: &Path) -> Option<PathBuf> {
    let draft = folder.with_extension("repaired");
    (!folder.exists() && draft.exists()).then_some(draft)
}

fn free_name(folder: &Path) -> PathBuf {
    let names = (1_u32..).map(|n| folder.with_extension(format!("damaged-{n}")));
    names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| folder.with_extension("damaged"))
}

/// What a document's records come to.
struct Pieces {
    snapshot: Option<Snapshot>,
    chunks: Vec<Bytes>,
    changes: usize,
    waiting: usize,
}

/// Puts together what was found: the newest snapshot that can be read, and every change that it does not cover, each
/// after what it builds on.
fn fit(mut found: Found) -> Pieces {
    found.snapshots.sort_by_key(|(upto, _)| std::cmp::Reverse(*upto));
    let with_graph = found.snapshots.into_iter().find_map(|(_, bytes)| Some((graph(&bytes)?, bytes)));
    let (mut graph, snapshot) = match with_graph {
        Some((graph, bytes)) => (graph, Some(bytes)),
        None => (ChangeGraph::new(), None),
    };
    let snapshot = snapshot.map(|bytes| {
        let graph_block = graph.block(0..graph.len()).into();
        Snapshot { from: 0, upto: graph.len() as u64, graph: graph_block, bytes }
    });
    let mut waiting: Vec<_> = found
        .chunks
        .into_iter()
        .filter_map(|bytes| match chunk::read(&bytes) {
            Ok(Chunk::Change(header)) => Some((header, bytes)),
            Ok(Chunk::Document) | Err(_) => None,
        })
        .collect();
    let mut chunks = Vec::new();
    loop {
        let before = (waiting.len(), chunks.len());
        waiting.retain(|(header, bytes)| match graph.insert(header) {
            Inserted::New => {
                chunks.push(bytes.clone());
                false
            }
            Inserted::Known => false,
            Inserted::Missing(_) | Inserted::ForkedActor => true,
        });
        if (waiting.len(), chunks.len()) == before {
            break;
        }
    }
    waiting.sort_by_key(|(header, _)| header.hash);
    waiting.dedup_by_key(|(header, _)| header.hash);
    Pieces { snapshot, chunks, changes: graph.len(), waiting: waiting.len() }
}

/// The graph of the changes in a snapshot, which its own blocks may not say any more.
fn graph(snapshot: &[u8]) -> Option<ChangeGraph> {
    catch_unwind(|| {
        let document = Automerge::load(snapshot).ok()?;
        let mut graph = ChangeGraph::new();
        for change in document.get_changes(&[]) {
            let Ok(Chunk::Change(header)) = chunk::read(change.raw_bytes()) else { return None };
            (graph.insert(&header) == Inserted::New).then_some(())?;
            gate::change(change.raw_bytes()).iter().for_each(|change| graph.has_op(change.last_op()));
        }
        Some(graph)
    })
    .ok()
    .flatten()
}
