//! From a stranger's message to the disk: changes enter the graph after everything they depend on, and wait there until
//! the store has them. What depends on something unknown waits outside (`orphans`).
//!
//! The first change goes to the disk at once, so that a lone typist never waits; while the document is busy, what comes
//! within [`BUSY`] goes there together, with one sync, and is said in one frame.

use super::{
    Effect, Link, RelayDocument,
    orphans::{Orphan, Orphans},
};
use crate::{
    gate::{self, Change, Chunk},
    graph::Inserted,
};
use automerge::{ChangeHash, sync::ChunkList};
use bytes::Bytes;
use std::collections::BTreeSet;

/// Changes that know nothing of each other, at most: every frame names them, and nobody reads a frame that names
/// [`gate::MAX_HASHES`]. A crowd that comes back from a day without a network has one for each of them.
const MAX_HEADS: usize = gate::MAX_HASHES / 2;

/// How far beyond all that is here a change may begin to count its operations. An honest one begins right behind what its
/// author knew, and that comes before it or with it; numbers have 32 bits, and must not be used up.
const AHEAD: u64 = 1 << 16;

/// Appends of a busy document begin at least this far apart, in milliseconds.
const BUSY: u64 = 25;

/// What has come in and is not on disk.
#[derive(Debug, Default)]
pub(super) struct Staging {
    /// Who sent the changes that stand in the graph and are not durable.
    origins: Vec<Link>,
    /// Up to which change the append in flight goes, and from when on the next may begin.
    appending: Option<usize>,
    append_from: u64,
    orphans: Orphans,
}

impl Staging {
    pub(super) fn orphans(&self) -> usize {
        self.orphans.len()
    }

    /// A connection is gone, and what waits of it.
    pub(super) fn forget(&mut self, link: Link) {
        self.orphans.forget(link);
    }
}

impl RelayDocument {
    /// Whether any of these is known neither as a change nor as one that waits.
    pub(super) fn lacks(&self, heads: &[ChangeHash]) -> bool {
        heads.iter().any(|hash| !self.graph.contains(hash) && !self.staging.orphans.contains(hash))
    }

    /// The dependencies that orphans wait for.
    pub(super) fn needed(&self) -> Vec<ChangeHash> {
        self.staging.orphans.missing(|hash| self.graph.contains(hash))
    }

    pub(super) fn stage(&mut self, link: Link, changes: &ChunkList, effects: &mut Vec<Effect>) -> Result<(), String> {
        for bytes in changes.iter() {
            let bytes = Bytes::copy_from_slice(bytes);
            match gate::chunk(&bytes).map_err(refused)? {
                Chunk::Document(_) => effects.push(Effect::Build { link, bytes }),
                Chunk::Change(change) => self.stage_change(link, change, bytes)?,
            }
        }
        Ok(())
    }

    pub(super) fn built(&mut self, link: Link, chunks: Vec<Bytes>, now: u64, effects: &mut Vec<Effect>) {
        for bytes in chunks {
            let staged =
                gate::change(&bytes).map_err(refused).and_then(|change| self.stage_change(link, change, bytes));
            if let Err(reason) = staged {
                effects.push(Effect::Refuse { link, reason });
                break;
            }
        }
        self.append(now, effects);
    }

    /// Why a change that could enter must not: what only those who know the other changes can tell.
    fn cannot_be(&self, change: &Change) -> Option<String> {
        let hash = change.header.hash;
        if self.graph.contains(&hash) || !change.header.deps.iter().all(|hash| self.graph.contains(hash)) {
            return None;
        }
        // Automerge panics at it.
        if change.others.iter().any(|actor| !self.graph.knows_actor(actor)) {
            return Some(format!("change {hash} speaks of somebody who has made no change here"));
        }
        let last = self.graph.last_op();
        if change.first_op > last + 1 + AHEAD {
            return Some(format!(
                "change {hash} counts its operations from {}, here they end at {last}",
                change.first_op
            ));
        }
        let heads = self.graph.heads_with(&change.header.deps);
        (heads > MAX_HEADS).then(|| {
            format!("more than {MAX_HEADS} changes here know nothing of each other; connect again to join them")
        })
    }

    fn stage_change(&mut self, link: Link, change: Change, bytes: Bytes) -> Result<(), String> {
        if let Some(reason) = self.cannot_be(&change) {
            return Err(reason);
        }
        match self.graph.insert(&change.header) {
            Inserted::Known => Ok(()),
            Inserted::New => {
                self.graph.has_op(change.last_op());
                self.tail.push(bytes);
                self.staging.origins.push(link);
                self.adopt_orphans();
                Ok(())
            }
            Inserted::Missing(_) if self.staging.orphans.contains(&change.header.hash) => Ok(()),
            Inserted::Missing(_) => self.staging.orphans.take_in(Orphan { change, bytes, link }).map_err(|_full| {
                "too many changes whose dependencies are not here; connect again to send them all".into()
            }),
            Inserted::ForkedActor => Err(format!(
                "change {} has the actor and sequence number of another change; open the document with a fresh actor",
                change.header.hash
            )),
        }
    }

    /// Lets in every orphan whose dependencies have come.
    fn adopt_orphans(&mut self) {
        let mut adopted = true;
        while adopted {
            adopted = false;
            for orphan in self.staging.orphans.take() {
                if self.cannot_be(&orphan.change).is_some() {
                    continue;
                }
                match self.graph.insert(&orphan.change.header) {
                    Inserted::New => {
                        self.graph.has_op(orphan.change.last_op());
                        self.tail.push(orphan.bytes);
                        self.staging.origins.push(orphan.link);
                        adopted = true;
                    }
                    Inserted::Missing(_) => self.staging.orphans.put_back(orphan),
                    Inserted::Known | Inserted::ForkedActor => {}
                }
            }
        }
    }

    /// When what waits may go to the disk.
    pub(super) fn append_due(&self) -> Option<u64> {
        let waits = self.staging.appending.is_none() && self.graph.len() > self.durable;
        waits.then_some(self.staging.append_from)
    }

    /// Starts an append of everything staged, when it is due.
    pub(super) fn append(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if self.append_due().is_some_and(|due| due <= now) {
            self.staging.appending = Some(self.graph.len());
            self.staging.append_from = now + BUSY;
            effects.push(Effect::Append(self.tail[self.tail_len()..].to_vec()));
        }
    }

    /// What was being appended is durable: it is said, and what came meanwhile goes next.
    pub(super) fn appended(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let Some(upto) = self.staging.appending.take() else { return };
        let from = std::mem::replace(&mut self.durable, upto);
        for index in from..upto {
            for dep in self.graph.deps(index) {
                self.durable_heads.remove(&dep);
            }
            self.durable_heads.extend(self.graph.hash(index));
        }
        self.welcome = None;
        let writers = self.staging.origins.drain(..upto - from).collect();
        self.say_edits(from, &writers, now, effects);
        self.append(now, effects);
    }

    pub(super) fn append_failed(&mut self, reason: &str, effects: &mut Vec<Effect>) {
        self.staging.appending = None;
        self.graph.truncate(self.durable);
        self.tail.truncate(self.tail_len());
        self.staging.orphans.clear();
        let writers: BTreeSet<Link> = self.staging.origins.drain(..).collect();
        effects.extend(writers.into_iter().map(|link| Effect::Refuse { link, reason: format!("not saved: {reason}") }));
    }
}

fn refused(error: gate::GateError) -> String {
    format!("a change was refused: {error}")
}
