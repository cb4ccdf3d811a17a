//! The graph of a document's changes: who depends on whom, without what they say.
//!
//! Changes stand in the order they were accepted, which is causal: dependencies come first. A
//! change's place in that order is its index, and the relay's cursors are such indices.

mod block;

pub use block::BlockError;

use crate::chunk::ChangeHeader;
use automerge::{ChangeHash, sync::BloomFilter};
use hashbrown::HashTable;
use std::{
    collections::{BTreeSet, BinaryHeap, HashMap},
    hash::{BuildHasher, RandomState},
};

/// What inserting a change came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inserted {
    /// The change is new, and every change it depends on was known.
    New,
    Known,
    /// The change waits: these dependencies are not known.
    Missing(Vec<ChangeHash>),
    /// Another change of the same actor stands where this one claims to stand. Automerge refuses such a
    /// pair for ever, so the second never enters.
    ForkedActor,
}

/// The changes of one document, by hash and by dependency. Each costs some sixty bytes, because a pad has
/// hundreds of thousands of them.
#[derive(Debug, Clone, Default)]
pub struct ChangeGraph {
    hashes: Vec<ChangeHash>,
    /// Who made each change, by place in `actors`.
    makers: Vec<u32>,
    /// All dependencies, one change after the other, and where those of each change end.
    deps: Vec<u32>,
    deps_end: Vec<u32>,
    /// Whether every change before this one is among its ancestors.
    sums_up: Vec<bool>,
    /// The place of each change in `hashes`.
    index: HashTable<u32>,
    hasher: RandomState,
    heads: BTreeSet<ChangeHash>,
    actors: Vec<Actor>,
    actor_index: HashMap<Box<[u8]>, u32>,
    /// The highest number that an operation may have.
    last_op: u64,
}

#[derive(Debug, Clone)]
struct Actor {
    id: Box<[u8]>,
    /// How many changes it has made.
    seq: u64,
}

impl ChangeGraph {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    #[must_use]
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.place(hash).is_some()
    }

    /// Whether this actor has made a change.
    #[must_use]
    pub fn knows_actor(&self, id: &[u8]) -> bool {
        self.actor_index.get(id).is_some_and(|maker| self.actors[*maker as usize].seq > 0)
    }

    #[must_use]
    pub fn index_of(&self, hash: &ChangeHash) -> Option<usize> {
        self.place(hash).map(|place| place as usize)
    }

    fn place(&self, hash: &ChangeHash) -> Option<u32> {
        let same = |place: &u32| self.hashes[*place as usize] == *hash;
        self.index.find(self.hasher.hash_one(hash.0), same).copied()
    }

    #[must_use]
    pub fn hash(&self, index: usize) -> Option<ChangeHash> {
        self.hashes.get(index).copied()
    }

    /// The changes that nothing depends on, sorted as Automerge sorts heads.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().copied().collect()
    }

    /// The highest number that an operation in these changes may have. It never goes back.
    #[must_use]
    pub fn last_op(&self) -> u64 {
        self.last_op
    }

    /// Notes that a change has operations up to this number.
    pub fn has_op(&mut self, number: u64) {
        self.last_op = self.last_op.max(number);
    }

    /// How many changes nothing would depend on, if a change with these dependencies came.
    #[must_use]
    pub fn heads_with(&self, deps: &[ChangeHash]) -> usize {
        self.heads.len() + 1 - deps.iter().filter(|dep| self.heads.contains(*dep)).count()
    }

    fn deps_of(&self, index: usize) -> &[u32] {
        let begin = index.checked_sub(1).map_or(0, |before| self.deps_end[before]);
        self.deps_end.get(index).map_or(&[], |end| &self.deps[begin as usize..*end as usize])
    }

    /// The changes that the one at `index` depends on.
    pub fn deps(&self, index: usize) -> impl Iterator<Item = ChangeHash> + '_ {
        self.deps_of(index).iter().map(|i| self.hashes[*i as usize])
    }

    /// Adds a change after everything it depends on.
    pub fn insert(&mut self, change: &ChangeHeader) -> Inserted {
        if self.contains(&change.hash) {
            return Inserted::Known;
        }
        let mut deps = Vec::with_capacity(change.deps.len());
        let mut missing = Vec::new();
        for dep in &change.deps {
            match self.place(dep) {
                Some(place) => deps.push(place),
                None => missing.push(*dep),
            }
        }
        if !missing.is_empty() {
            return Inserted::Missing(missing);
        }
        let maker = self.actor_index.get(&*change.actor).copied();
        if change.seq != maker.map_or(0, |maker| self.actors[maker as usize].seq) + 1 {
            return Inserted::ForkedActor;
        }
        let maker = maker.unwrap_or_else(|| self.meet(&change.actor));
        if self.push(change.hash, maker, &deps) { Inserted::New } else { Inserted::ForkedActor }
    }

    /// Adds a change whose dependencies stand at these places. `false` when there is no room for more.
    fn push(&mut self, hash: ChangeHash, maker: u32, deps: &[u32]) -> bool {
        let room = (u32::try_from(self.len()), u32::try_from(self.deps.len() + deps.len()));
        let (Ok(place), Ok(deps_end)) = room else { return false };
        self.actors[maker as usize].seq += 1;
        for dep in deps {
            self.heads.remove(&self.hashes[*dep as usize]);
        }
        self.heads.insert(hash);
        self.hashes.push(hash);
        self.makers.push(maker);
        self.deps.extend_from_slice(deps);
        self.deps_end.push(deps_end);
        self.sums_up.push(self.heads.len() == 1);
        let (hashes, hasher) = (&self.hashes, &self.hasher);
        let rehash = |place: &u32| hasher.hash_one(hashes[*place as usize].0);
        self.index.insert_unique(hasher.hash_one(hash.0), place, rehash);
        true
    }

    fn meet(&mut self, id: &[u8]) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "there are fewer actors than changes, which are counted in u32"
        )]
        let maker = self.actors.len() as u32;
        self.actors.push(Actor { id: id.into(), seq: 0 });
        self.actor_index.insert(id.into(), maker);
        maker
    }

    /// Forgets the changes from `len` on: they were staged and could not be stored.
    pub fn truncate(&mut self, len: usize) {
        let len = len.min(self.len());
        for place in len..self.len() {
            let hash = self.hasher.hash_one(self.hashes[place].0);
            if let Ok(entry) = self.index.find_entry(hash, |found| *found as usize == place) {
                entry.remove();
            }
            // The actor stays, with nothing made: the next who comes under its name begins at 1.
            self.actors[self.makers[place] as usize].seq -= 1;
        }
        self.hashes.truncate(len);
        self.makers.truncate(len);
        self.deps_end.truncate(len);
        self.deps.truncate(self.deps_end.last().map_or(0, |end| *end as usize));
        self.sums_up.truncate(len);
        self.heads = self.heads_of_first(len).into_iter().collect();
    }

    /// The heads of the first `len` changes.
    #[must_use]
    pub fn heads_of_first(&self, len: usize) -> Vec<ChangeHash> {
        let len = len.min(self.len());
        let mut is_head = vec![true; len];
        for dep in (0..len).flat_map(|index| self.deps_of(index)) {
            is_head[*dep as usize] = false;
        }
        let mut heads: Vec<_> = (0..len).filter(|i| is_head[*i]).map(|i| self.hashes[i]).collect();
        heads.sort_unstable();
        heads
    }

    /// What a peer lacks of the first `len` changes, in order. It has the changes it names (`known`) and everything they
    /// depend on, and what its filters say it has, unless that depends on something it lacks (then the filter was wrong).
    ///
    /// Costs what the peer lacks, and not the document, when its history is mostly one line.
    #[must_use]
    pub fn lacking<'a>(
        &self,
        known: impl IntoIterator<Item = &'a ChangeHash>,
        filters: &[&BloomFilter],
        len: usize,
    ) -> Vec<usize> {
        let beyond = self.beyond(known, len.min(self.len()));
        if filters.is_empty() { beyond } else { self.unknown_to(filters, beyond) }
    }

    /// What is not among these changes and their ancestors, walking from the newest down to the first change that both
    /// is among them and sums up everything before it.
    fn beyond<'a>(&self, known: impl IntoIterator<Item = &'a ChangeHash>, len: usize) -> Vec<usize> {
        let mut has: BinaryHeap<u32> = known.into_iter().filter_map(|hash| self.place(hash)).collect();
        let mut lacking = Vec::new();
        let mut above = len;
        let mut last = None;
        while let Some(place) = has.pop() {
            if last.replace(place) == Some(place) {
                continue;
            }
            let index = place as usize;
            if index < len {
                lacking.extend((index + 1..above).rev());
                above = index;
                if self.sums_up[index] {
                    above = 0;
                    break;
                }
            }
            has.extend(self.deps_of(index));
        }
        lacking.extend((0..above).rev());
        lacking.reverse();
        lacking
    }

    fn unknown_to(&self, filters: &[&BloomFilter], beyond: Vec<usize>) -> Vec<usize> {
        let mut lacking: Vec<usize> = Vec::new();
        for index in beyond {
            let unknown = filters.iter().all(|f| !f.contains_hash(&self.hashes[index]));
            // The list is in order, and so is every dependency before what depends on it.
            let lacks = |dep: &u32| lacking.binary_search(&(*dep as usize)).is_ok();
            if unknown || self.deps_of(index).iter().any(lacks) {
                lacking.push(index);
            }
        }
        lacking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(n: u8, deps: &[u8], actor: u8, seq: u64) -> ChangeHeader {
        let hash = |n| ChangeHash([n; 32]);
        ChangeHeader { hash: hash(n), deps: deps.iter().map(|d| hash(*d)).collect(), actor: vec![actor], seq }
    }

    /// 1 ← 2 ← 4 and 1 ← 3 (concurrent with 2).
    fn graph() -> ChangeGraph {
        let mut graph = ChangeGraph::new();
        for c in [change(1, &[], 0, 1), change(2, &[1], 0, 2), change(3, &[1], 1, 1), change(4, &[2], 0, 3)] {
            assert_eq!(graph.insert(&c), Inserted::New);
        }
        graph
    }

    #[test]
    fn heads_are_what_nothing_depends_on() {
        let graph = graph();
        assert_eq!(graph.heads(), [ChangeHash([3; 32]), ChangeHash([4; 32])]);
        assert_eq!(graph.heads_of_first(2), [ChangeHash([2; 32])]);
        assert_eq!(graph.heads_of_first(4), graph.heads());
    }

    #[test]
    fn a_change_without_its_dependency_waits() {
        let mut graph = graph();
        assert_eq!(graph.insert(&change(6, &[5], 2, 1)), Inserted::Missing(vec![ChangeHash([5; 32])]));
        assert_eq!(graph.insert(&change(4, &[2], 0, 3)), Inserted::Known);
        assert_eq!(graph.len(), 4);
    }

    #[test]
    fn an_actor_cannot_stand_twice_in_one_place() {
        let mut graph = graph();
        assert_eq!(graph.insert(&change(9, &[2], 0, 3)), Inserted::ForkedActor);
        assert_eq!(graph.insert(&change(9, &[4], 0, 5)), Inserted::ForkedActor, "a gap");
        assert_eq!(graph.insert(&change(9, &[4], 0, 4)), Inserted::New);
    }

    #[test]
    fn what_was_staged_can_be_forgotten() {
        let (mut graph, before) = (graph(), graph());
        graph.insert(&change(5, &[3, 4], 1, 2));
        graph.insert(&change(6, &[5], 7, 1));
        graph.truncate(4);
        assert_eq!((graph.len(), graph.heads()), (4, before.heads()));
        assert_eq!(graph.insert(&change(5, &[3, 4], 1, 2)), Inserted::New, "and come again");
    }

    #[test]
    fn a_peer_lacks_what_is_not_below_its_heads() {
        let graph = graph();
        let lacking = |heads: &[u8]| {
            let heads: Vec<_> = heads.iter().map(|n| ChangeHash([*n; 32])).collect();
            graph.lacking(&heads, &[], graph.len())
        };
        assert_eq!(lacking(&[]), [0, 1, 2, 3]);
        assert_eq!(lacking(&[2]), [2, 3]);
        assert_eq!(lacking(&[3, 4]), [0_usize; 0]);
        assert_eq!(lacking(&[42]), [0, 1, 2, 3], "an unknown head says nothing");
    }

    #[test]
    fn a_filter_that_lies_about_a_dependency_is_not_believed() {
        let graph = graph();
        let filter = BloomFilter::from_hashes([ChangeHash([4; 32])].iter());
        let lacking = graph.lacking(&[], &[&filter], graph.len());
        assert!(lacking.contains(&3), "4 depends on 2, which the peer lacks");
    }

    /// Beside the plain way to say it: a peer has what it names and all of its ancestors.
    #[test]
    fn what_a_peer_lacks_is_what_a_walk_over_everything_finds() {
        use rand::{Rng, SeedableRng, rngs::StdRng};
        for seed in 0..500 {
            let mut chance = StdRng::seed_from_u64(seed);
            let mut graph = ChangeGraph::new();
            let size: u8 = chance.random_range(1..40);
            for n in 0..size {
                let heads = graph.heads();
                let deps: Vec<_> = if chance.random_bool(0.7) {
                    heads
                } else {
                    (0..n).filter(|_| chance.random_bool(0.1)).map(|n| ChangeHash([n; 32])).collect()
                };
                let change = ChangeHeader { hash: ChangeHash([n; 32]), deps, actor: vec![n], seq: 1 };
                assert_eq!(graph.insert(&change), Inserted::New);
            }
            let len = chance.random_range(0..=usize::from(size));
            let known: Vec<_> = (0..45).filter(|_| chance.random_bool(0.05)).map(|n| ChangeHash([n; 32])).collect();
            let mut has: BTreeSet<_> = known.iter().filter_map(|hash| graph.index_of(hash)).collect();
            for index in (0..graph.len()).rev() {
                if has.contains(&index) {
                    has.extend(graph.deps_of(index).iter().map(|dep| *dep as usize));
                }
            }
            let expected: Vec<_> = (0..len).filter(|index| !has.contains(index)).collect();
            assert_eq!(graph.lacking(&known, &[], len), expected, "seed {seed}");
        }
    }
}
