//! How far one state of a document is ahead of another.
//!
//! Automerge answers by going through the whole history, which a room asks for at every keystroke. This walks from both ends, the
//! latest first, and stops where they meet.

use automerge::{Automerge, ChangeHash};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// The changes that stand behind `ours` and not behind `theirs`. Heads that the replica does not know have nothing behind them.
pub(crate) fn ahead(replica: &Automerge, ours: &[ChangeHash], theirs: &[ChangeHash]) -> BTreeSet<ChangeHash> {
    if ours == theirs {
        return BTreeSet::new();
    }
    let mut walk = Walk { replica, seen: BTreeMap::new(), queue: BinaryHeap::new(), open: 0 };
    theirs.iter().for_each(|head| walk.mark(*head, Sides { ours: false, theirs: true }));
    ours.iter().for_each(|head| walk.mark(*head, Sides { ours: true, theirs: false }));
    while walk.open > 0 {
        walk.step();
    }
    walk.seen.into_iter().filter(|(_, seen)| seen.sides.is_ours_alone()).map(|(hash, _)| hash).collect()
}

/// From where a change was reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sides {
    ours: bool,
    theirs: bool,
}

impl Sides {
    fn is_ours_alone(self) -> bool {
        self.ours && !self.theirs
    }
}

#[derive(Debug, Default)]
struct Seen {
    sides: Sides,
    queued: bool,
}

struct Walk<'a> {
    replica: &'a Automerge,
    seen: BTreeMap<ChangeHash, Seen>,
    /// By the number of their last operation, which is greater than that of everything they depend on.
    queue: BinaryHeap<(u64, ChangeHash)>,
    /// How many in the queue were reached from our side alone.
    open: usize,
}

impl Walk<'_> {
    fn mark(&mut self, hash: ChangeHash, from: Sides) {
        let seen = self.seen.entry(hash).or_default();
        let before = seen.sides;
        seen.sides = Sides { ours: before.ours || from.ours, theirs: before.theirs || from.theirs };
        if seen.sides == before {
            return;
        }
        if seen.queued {
            self.open -= usize::from(before.is_ours_alone());
            self.open += usize::from(seen.sides.is_ours_alone());
        } else if let Some(change) = self.replica.get_change_meta_by_hash(&hash) {
            seen.queued = true;
            self.open += usize::from(seen.sides.is_ours_alone());
            self.queue.push((change.max_op, hash));
        } else {
            self.seen.remove(&hash);
        }
    }

    fn step(&mut self) {
        let Some((_, hash)) = self.queue.pop() else { return };
        let Some(seen) = self.seen.get_mut(&hash) else { return };
        seen.queued = false;
        let sides = seen.sides;
        self.open -= usize::from(sides.is_ours_alone());
        let deps = self.replica.get_change_meta_by_hash(&hash).map(|change| change.deps.to_vec());
        for dep in deps.unwrap_or_default() {
            self.mark(dep, sides);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ahead;
    use automerge::{ActorId, Automerge, ChangeHash, ROOT, transaction::Transactable};
    use rand::{Rng, SeedableRng, rngs::StdRng};
    use std::collections::BTreeSet;

    #[test]
    fn finds_what_automerge_finds_whatever_the_history() {
        for seed in 0..60 {
            let mut chance = StdRng::seed_from_u64(seed);
            let mut replicas: Vec<_> = (0..3_u8).map(|n| Automerge::new().with_actor(ActorId::from([n; 16]))).collect();
            let mut states: Vec<Vec<ChangeHash>> = vec![Vec::new()];
            for step in 0..40_i64 {
                let (who, whom) = (chance.random_range(0..3), chance.random_range(0..3));
                if who == whom {
                    let mut tx = replicas[who].transaction();
                    tx.put(ROOT, "n", step).unwrap();
                    tx.commit();
                } else {
                    let mut other = replicas[whom].fork();
                    replicas[who].merge(&mut other).unwrap();
                }
                states.push(replicas[who].get_heads());
            }
            let mut all = replicas[0].fork();
            replicas[1..].iter_mut().for_each(|other| drop(all.merge(&mut other.fork()).unwrap()));
            let lacking =
                |heads: &[ChangeHash]| -> BTreeSet<_> { all.get_changes_meta(heads).iter().map(|c| c.hash).collect() };
            let ours = &states[chance.random_range(0..states.len())];
            let theirs = &states[chance.random_range(0..states.len())];
            assert_eq!(ahead(&all, &all.get_heads(), theirs), lacking(theirs), "seed {seed}");
            let expected: BTreeSet<_> = lacking(theirs).difference(&lacking(ours)).copied().collect();
            assert_eq!(ahead(&all, ours, theirs), expected, "seed {seed}");
        }
    }

    #[test]
    fn heads_that_are_not_known_have_nothing_behind_them() {
        let mut doc = Automerge::new();
        let mut tx = doc.transaction();
        tx.put(ROOT, "n", 1).unwrap();
        tx.commit();
        let unknown = [ChangeHash([7; 32])];
        assert_eq!(ahead(&doc, &doc.get_heads(), &unknown).len(), 1);
        assert!(ahead(&doc, &unknown, &[]).is_empty());
    }
}
