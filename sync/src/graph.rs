//! The graph of a document's changes: who depends on whom, without what they say.
//!
//! Changes stand in the order they were accepted, which is causal: dependencies come first. A
//! change's place in that order is its index, and the relay's cursors are such indices.

use crate::chunk::ChangeHeader;
use automerge::{ChangeHash, sync::BloomFilter};
use std::collections::{BTreeSet, HashMap};

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

#[derive(Debug, Clone)]
struct Node {
    hash: ChangeHash,
    deps: Box<[u32]>,
    actor: Box<[u8]>,
}

/// The changes of one document, by hash and by dependency.
#[derive(Debug, Clone, Default)]
pub struct ChangeGraph {
    nodes: Vec<Node>,
    index: HashMap<ChangeHash, u32>,
    heads: BTreeSet<ChangeHash>,
    /// The last sequence number of each actor.
    actors: HashMap<Box<[u8]>, u64>,
}

/// A set of changes of one graph, by index.
#[derive(Debug, Clone)]
pub struct ChangeSet(Vec<bool>);

impl ChangeSet {
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(false)
    }
}

impl ChangeGraph {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    #[must_use]
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.index.contains_key(hash)
    }

    #[must_use]
    pub fn index_of(&self, hash: &ChangeHash) -> Option<usize> {
        self.index.get(hash).map(|i| *i as usize)
    }

    #[must_use]
    pub fn hash(&self, index: usize) -> Option<ChangeHash> {
        self.nodes.get(index).map(|n| n.hash)
    }

    /// The changes that nothing depends on, sorted as Automerge sorts heads.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().copied().collect()
    }

    /// The changes that the one at `index` depends on.
    pub fn deps(&self, index: usize) -> impl Iterator<Item = ChangeHash> + '_ {
        self.nodes.get(index).into_iter().flat_map(|n| n.deps.iter()).map(|i| self.nodes[*i as usize].hash)
    }

    /// The headers in order, as they would have to be inserted again.
    pub fn headers(&self) -> impl Iterator<Item = ChangeHeader> + '_ {
        let mut next: HashMap<&[u8], u64> = HashMap::new();
        self.nodes.iter().map(move |node| {
            let seq = next.entry(&node.actor).or_default();
            *seq += 1;
            ChangeHeader {
                hash: node.hash,
                deps: node.deps.iter().map(|i| self.nodes[*i as usize].hash).collect(),
                actor: node.actor.to_vec(),
                seq: *seq,
            }
        })
    }

    /// Adds a change after everything it depends on.
    pub fn insert(&mut self, change: &ChangeHeader) -> Inserted {
        if self.contains(&change.hash) {
            return Inserted::Known;
        }
        let mut deps = Vec::with_capacity(change.deps.len());
        let mut missing = Vec::new();
        for dep in &change.deps {
            match self.index.get(dep) {
                Some(i) => deps.push(*i),
                None => missing.push(*dep),
            }
        }
        if !missing.is_empty() {
            return Inserted::Missing(missing);
        }
        let last = self.actors.get(&*change.actor).copied().unwrap_or(0);
        if change.seq != last + 1 {
            return Inserted::ForkedActor;
        }
        let Ok(index) = u32::try_from(self.nodes.len()) else { return Inserted::ForkedActor };
        for dep in &change.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(change.hash);
        self.actors.insert(change.actor.clone().into(), change.seq);
        self.index.insert(change.hash, index);
        self.nodes.push(Node { hash: change.hash, deps: deps.into(), actor: change.actor.clone().into() });
        Inserted::New
    }

    /// Forgets the changes from `len` on: they were staged and could not be stored.
    pub fn truncate(&mut self, len: usize) {
        for node in self.nodes.drain(len.min(self.nodes.len())..) {
            self.index.remove(&node.hash);
            if let Some(seq) = self.actors.get_mut(&node.actor) {
                *seq -= 1;
            }
        }
        self.actors.retain(|_, seq| *seq > 0);
        self.heads = self.heads_of_first(len).into_iter().collect();
    }

    /// The heads of the first `len` changes.
    #[must_use]
    pub fn heads_of_first(&self, len: usize) -> Vec<ChangeHash> {
        let len = len.min(self.nodes.len());
        let mut is_head = vec![true; len];
        for dep in self.nodes[..len].iter().flat_map(|n| n.deps.iter()) {
            is_head[*dep as usize] = false;
        }
        let mut heads: Vec<_> = (0..len).filter(|i| is_head[*i]).map(|i| self.nodes[i].hash).collect();
        heads.sort_unstable();
        heads
    }

    /// The given changes and everything they depend on. Unknown hashes are passed over.
    #[must_use]
    pub fn ancestors<'a>(&self, of: impl IntoIterator<Item = &'a ChangeHash>) -> ChangeSet {
        let mut set = vec![false; self.nodes.len()];
        let mut top = 0;
        for index in of.into_iter().filter_map(|h| self.index_of(h)) {
            set[index] = true;
            top = top.max(index + 1);
        }
        // Dependencies have lower indices, so one walk downwards reaches all of them.
        for index in (0..top).rev() {
            if set[index] {
                for dep in &self.nodes[index].deps {
                    set[*dep as usize] = true;
                }
            }
        }
        ChangeSet(set)
    }

    /// The changes a peer lacks, in order: those it does not have by its own word (`has`) nor by its filters,
    /// and whatever depends on one of them (then the filter was wrong about it).
    #[must_use]
    pub fn lacking(&self, has: &ChangeSet, filters: &[&BloomFilter], len: usize) -> Vec<usize> {
        let mut lacks = vec![false; len.min(self.nodes.len())];
        for index in 0..lacks.len() {
            let node = &self.nodes[index];
            lacks[index] = !has.contains(index)
                && (filters.iter().all(|f| !f.contains_hash(&node.hash))
                    || node.deps.iter().any(|dep| lacks[*dep as usize]));
        }
        (0..lacks.len()).filter(|i| lacks[*i]).collect()
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
            graph.lacking(&graph.ancestors(&heads), &[], graph.len())
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
        let lacking = graph.lacking(&graph.ancestors(&[]), &[&filter], graph.len());
        assert!(lacking.contains(&3), "4 depends on 2, which the peer lacks");
    }

    #[test]
    fn headers_rebuild_the_graph() {
        let graph = graph();
        let mut again = ChangeGraph::new();
        for header in graph.headers() {
            assert_eq!(again.insert(&header), Inserted::New);
        }
        assert_eq!(again.heads(), graph.heads());
    }
}
