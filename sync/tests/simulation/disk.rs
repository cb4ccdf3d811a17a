//! The relay's disk: a log of changes, of which a snapshot may stand for the beginning.

use automerge::{Automerge, ChangeHash};
use boucle_sync::{
    chunk::{self, Chunk},
    relay::{RelayDocument, Stored, StoredSnapshot},
};
use bytes::Bytes;
use std::collections::BTreeSet;

/// What stands for the first `upto` changes, and the graph of those since the snapshot before, which covered `from`.
#[derive(Clone)]
pub(crate) struct Snapshot {
    from: usize,
    pub(crate) upto: usize,
    pub(crate) bytes: Bytes,
    graph: Bytes,
}

impl Snapshot {
    /// Made as the server makes it: built, saved, loaded back, and its heads compared.
    pub(crate) fn of(relay: &RelayDocument) -> Self {
        let upto = relay.durable();
        let saved = contents(relay).save();
        let again = Automerge::load(&saved).unwrap();
        assert_eq!(again.get_heads(), relay.durable_heads(), "a snapshot with other heads");
        Self { from: relay.snapshot_len(), upto, bytes: saved.into(), graph: relay.graph_block().into() }
    }
}

/// The document that the relay would give to one who has nothing.
pub(crate) fn contents(relay: &RelayDocument) -> Automerge {
    let (snapshot, tail) = relay.contents();
    let chunks: Vec<Bytes> = snapshot.into_iter().chain(tail).collect();
    let built = Automerge::load(&chunks.concat()).unwrap();
    assert_eq!(built.get_heads(), relay.durable_heads(), "what the relay holds is not what it acknowledges");
    built
}

#[derive(Clone, Default)]
pub(crate) struct Disk {
    snapshot: Option<StoredSnapshot>,
    covered: usize,
    log: Vec<Bytes>,
    changes: BTreeSet<ChangeHash>,
    heads: BTreeSet<ChangeHash>,
}

impl Disk {
    pub(crate) fn append(&mut self, chunks: &[Bytes]) {
        for bytes in chunks {
            let Ok(Chunk::Change(header)) = chunk::read(bytes) else { panic!("not a change") };
            for dep in &header.deps {
                self.heads.remove(dep);
            }
            self.heads.insert(header.hash);
            self.changes.insert(header.hash);
            self.log.push(bytes.clone());
        }
    }

    /// Puts a snapshot in the place of the beginning, if the one there is the one it was made after.
    pub(crate) fn compact(&mut self, snapshot: Snapshot) -> bool {
        let Snapshot { from, upto, bytes, graph } = snapshot;
        let fits = from == self.covered && upto > from && upto <= from + self.log.len();
        if fits {
            self.log.drain(..upto - from);
            self.covered = upto;
            let mut blocks = self.snapshot.take().map(|before| before.graph).unwrap_or_default();
            blocks.push(graph);
            self.snapshot = Some(StoredSnapshot { graph: blocks, bytes });
        }
        fits
    }

    pub(crate) fn stored(&self) -> Stored {
        Stored { snapshot: self.snapshot.clone(), chunks: self.log.clone(), damaged: false }
    }

    pub(crate) fn has(&self, hash: &ChangeHash) -> bool {
        self.changes.contains(hash)
    }

    pub(crate) fn changes(&self) -> &BTreeSet<ChangeHash> {
        &self.changes
    }

    /// Sorted, as Automerge sorts heads.
    pub(crate) fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().copied().collect()
    }
}
