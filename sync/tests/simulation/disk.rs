//! The relay's disk: a log of changes, of which a snapshot may stand for the beginning.

use automerge::{Automerge, ChangeHash};
use boucle_sync::{
    chunk::{self, ChangeHeader, Chunk},
    relay::{RelayDocument, Stored},
};
use bytes::Bytes;
use std::collections::BTreeSet;

/// What stands for the first `upto` changes.
#[derive(Clone)]
pub(crate) struct Snapshot {
    pub(crate) upto: usize,
    pub(crate) bytes: Bytes,
    headers: Vec<ChangeHeader>,
}

impl Snapshot {
    /// Made as the server makes it: built, saved, loaded back, and its heads compared.
    pub(crate) fn of(relay: &RelayDocument) -> Self {
        let upto = relay.durable();
        let saved = contents(relay).save();
        let again = Automerge::load(&saved).unwrap();
        assert_eq!(again.get_heads(), relay.durable_heads(), "a snapshot with other heads");
        Self { upto, bytes: saved.into(), headers: relay.headers(upto) }
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
    snapshot: Option<Snapshot>,
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

    /// Puts a snapshot in the place of the beginning, unless one stands there that is as new.
    pub(crate) fn compact(&mut self, snapshot: Snapshot) -> bool {
        let base = self.snapshot.as_ref().map_or(0, |snapshot| snapshot.upto);
        let fits = snapshot.upto > base && snapshot.upto <= base + self.log.len();
        if fits {
            self.log.drain(..snapshot.upto - base);
            self.snapshot = Some(snapshot);
        }
        fits
    }

    pub(crate) fn stored(&self) -> Stored {
        let snapshot = self.snapshot.as_ref().map(|snapshot| (snapshot.headers.clone(), snapshot.bytes.clone()));
        Stored { snapshot, chunks: self.log.clone() }
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
