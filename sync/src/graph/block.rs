//! A stretch of a graph as bytes: what a store keeps beside a snapshot, so that the changes in it need not be read again.
//!
//! Blocks follow one another, and each is read onto the graph of those before it. Numbers are LEB128, as Automerge
//! writes them.
//!
//! ```text
//! block  = version (1) · highest number of an operation so far · number of changes · change*
//! change = hash (32 bytes) · actor · number of dependencies · distance*
//! actor  = 0 · length · bytes, for one that was not met before; or its place among those met, counted from 1
//! ```
//!
//! A distance is how many changes before this one the dependency stands. The sequence number is implied: an actor's
//! changes are counted.

use super::ChangeGraph;
use crate::chunk::{ChunkError, Reader};
use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

const VERSION: u8 = 1;

/// Why bytes are not the next block of a graph.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    #[error("the block is of version {0}, which is not known")]
    Version(u8),
    #[error("the block is cut short or malformed")]
    Malformed,
    #[error("the block does not fit behind the {0} changes before it")]
    DoesNotFit(usize),
}

impl From<ChunkError> for BlockError {
    fn from(_cause: ChunkError) -> Self {
        Self::Malformed
    }
}

impl ChangeGraph {
    /// The changes in this range, as [`ChangeGraph::extend`] reads them onto the changes before.
    #[must_use]
    pub fn block(&self, range: Range<usize>) -> Vec<u8> {
        let range = range.start.min(self.len())..range.end.min(self.len());
        let mut out = Vec::with_capacity(range.len() * 36 + 16);
        out.push(VERSION);
        number(usize::try_from(self.last_op).unwrap_or(usize::MAX), &mut out);
        number(range.len(), &mut out);
        // Whoever made something that was then forgotten has a place in the graph, and none in its blocks.
        let mut met = HashMap::new();
        for maker in &self.makers[..range.start] {
            let next = met.len() + 1;
            met.entry(*maker).or_insert(next);
        }
        for index in range {
            out.extend_from_slice(&self.hashes[index].0);
            let maker = self.makers[index];
            let next = met.len() + 1;
            match met.entry(maker) {
                Entry::Occupied(place) => number(*place.get(), &mut out),
                Entry::Vacant(place) => {
                    place.insert(next);
                    let id = &self.actors[maker as usize].id;
                    out.push(0);
                    number(id.len(), &mut out);
                    out.extend_from_slice(id);
                }
            }
            let deps = self.deps_of(index);
            number(deps.len(), &mut out);
            deps.iter().for_each(|dep| number(index - *dep as usize, &mut out));
        }
        out
    }

    /// Reads a block onto the changes that are there.
    ///
    /// # Errors
    /// When the bytes are no block, or one that does not fit here. What came before the fault stays.
    pub fn extend(&mut self, block: &[u8]) -> Result<(), BlockError> {
        let mut rest = Reader::new(block);
        let version = rest.take(1)?[0];
        if version != VERSION {
            return Err(BlockError::Version(version));
        }
        let last_op = rest.length()? as u64;
        self.has_op(last_op);
        let mut deps = Vec::new();
        for _ in 0..rest.length()? {
            let does_not_fit = BlockError::DoesNotFit(self.len());
            let hash = rest.hash()?;
            let maker = match rest.length()? {
                0 => {
                    let length = rest.length()?;
                    let id = rest.take(length)?;
                    if self.actor_index.contains_key(id) {
                        return Err(does_not_fit);
                    }
                    self.meet(id)
                }
                place => u32::try_from(place - 1)
                    .ok()
                    .filter(|maker| (*maker as usize) < self.actors.len())
                    .ok_or_else(|| does_not_fit.clone())?,
            };
            deps.clear();
            for _ in 0..rest.length()? {
                let dep = self.len().checked_sub(rest.length()?).filter(|dep| *dep < self.len());
                deps.push(dep.and_then(|dep| u32::try_from(dep).ok()).ok_or_else(|| does_not_fit.clone())?);
            }
            if self.contains(&hash) || !self.push(hash, maker, &deps) {
                return Err(does_not_fit);
            }
        }
        if rest.is_empty() { Ok(()) } else { Err(BlockError::Malformed) }
    }
}

fn number(mut n: usize, out: &mut Vec<u8>) {
    while n > 0x7f {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{chunk::ChangeHeader, graph::Inserted};
    use automerge::ChangeHash;
    use rand::{Rng, SeedableRng, rngs::StdRng};

    /// A graph with several people, who sometimes write at once.
    fn random(seed: u64, size: u8) -> ChangeGraph {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut graph = ChangeGraph::new();
        let mut made = [0_u64; 5];
        for n in 0..size {
            graph.has_op(u64::from(n) * 300);
            let actor = chance.random_range(0..made.len());
            let mut deps = graph.heads();
            if deps.len() > 1 && chance.random_bool(0.5) {
                deps.pop();
            } else if n > 0 && chance.random_bool(0.2) {
                deps = vec![ChangeHash([chance.random_range(0..n); 32])];
            }
            made[actor] += 1;
            let actor_id = vec![u8::try_from(actor).unwrap()];
            if chance.random_bool(0.2) {
                // Somebody's first change, that could not be stored.
                let actor = vec![chance.random_range(0..7)];
                graph.insert(&ChangeHeader { hash: ChangeHash([200; 32]), deps: graph.heads(), actor, seq: 1 });
                graph.truncate(usize::from(n));
            }
            let header = ChangeHeader { hash: ChangeHash([n; 32]), deps, actor: actor_id, seq: made[actor] };
            assert_eq!(graph.insert(&header), Inserted::New);
        }
        graph
    }

    #[test]
    fn blocks_one_after_the_other_are_the_graph() {
        for seed in 0..200 {
            let mut chance = StdRng::seed_from_u64(seed);
            let size = chance.random_range(0..60);
            let graph = random(seed, size);
            let mut again = ChangeGraph::new();
            while again.len() < graph.len() {
                let end = chance.random_range(again.len()..=graph.len());
                again.extend(&graph.block(again.len()..end)).unwrap();
                assert_eq!(again.len(), end);
            }
            assert_eq!((again.heads(), again.last_op()), (graph.heads(), graph.last_op()), "seed {seed}");
            assert_eq!(again.sums_up, graph.sums_up, "seed {seed}");
            assert_eq!(again.deps, graph.deps, "seed {seed}");
            let authors = |graph: &ChangeGraph| -> Vec<_> {
                graph.makers.iter().map(|maker| graph.actors[*maker as usize].id.clone()).collect()
            };
            assert_eq!(authors(&again), authors(&graph), "seed {seed}");
            // What comes afterwards goes on where the actors were.
            assert_eq!(again.actors.iter().map(|a| a.seq).sum::<u64>(), u64::from(size), "seed {seed}");
        }
    }

    #[test]
    fn a_block_that_is_damaged_or_not_the_next_is_refused() {
        let graph = random(1, 40);
        let (first, second) = (graph.block(0..20), graph.block(20..40));
        assert!(matches!(ChangeGraph::new().extend(&second), Err(BlockError::DoesNotFit(_))));
        let mut twice = ChangeGraph::new();
        twice.extend(&first).unwrap();
        assert!(twice.extend(&first).is_err(), "the same again");
        for cut in 0..first.len() {
            assert!(ChangeGraph::new().extend(&first[..cut]).is_err(), "cut at {cut}");
        }
        assert_eq!(ChangeGraph::new().extend(&[&first[..], &[0]].concat()), Err(BlockError::Malformed));
        assert_eq!(ChangeGraph::new().extend(&[9, 0, 0]), Err(BlockError::Version(9)));
        // Flipped bits may make another graph (the store has checksums), never a panic or more than is there.
        for at in 0..first.len() {
            for bit in 0..8 {
                let mut flipped = first.clone();
                flipped[at] ^= 1 << bit;
                let mut graph = ChangeGraph::new();
                let _other_or_refused = graph.extend(&flipped);
                assert!(graph.len() <= 40);
            }
        }
        let claims = [&[VERSION, 0][..], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]].concat();
        assert_eq!(ChangeGraph::new().extend(&claims), Err(BlockError::Malformed));
    }
}
