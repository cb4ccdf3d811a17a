//! Changes that wait for what they depend on.
//!
//! A stranger can send any number of changes that depend on nothing anybody has. Each connection has a share of the room,
//! and takes what waits along when it goes. When the room is full, the oldest change of whoever takes most of it goes
//! first: it can come again, and nobody is refused for what others do.

use super::Link;
use crate::gate::Change;
use automerge::ChangeHash;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};

/// Changes that may wait in one document, in number and in bytes.
const ROOM: Size = Size { changes: 256, bytes: 1 << 20 };
/// Those of one connection, before it is refused.
const SHARE: Size = Size { changes: 64, bytes: 256 << 10 };

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    changes: usize,
    bytes: usize,
}

impl Size {
    fn exceeds(self, most: Self) -> bool {
        self.changes > most.changes || self.bytes > most.bytes
    }

    fn add(&mut self, orphan: &Orphan) {
        self.changes += 1;
        self.bytes += orphan.bytes.len();
    }

    /// What part of a share this is, comparable.
    fn greed(self) -> usize {
        self.bytes.max(self.changes * (SHARE.bytes / SHARE.changes))
    }
}

/// A change that waits, and who sent it.
#[derive(Debug)]
pub(super) struct Orphan {
    pub(super) change: Change,
    pub(super) bytes: Bytes,
    pub(super) link: Link,
}

/// Those of one document, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Orphans(Vec<Orphan>);

/// One connection has more waiting than its share.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ShareExceeded;

/// Dependencies that are asked for at a time: every frame names them.
const ASKED: usize = 256;

impl Orphans {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn contains(&self, hash: &ChangeHash) -> bool {
        self.0.iter().any(|orphan| orphan.change.header.hash == *hash)
    }

    /// Lets a change wait. To make room, others may go.
    pub(super) fn take_in(&mut self, orphan: Orphan) -> Result<(), ShareExceeded> {
        let mut own = self.size_by_link().remove(&orphan.link).unwrap_or_default();
        own.add(&orphan);
        if own.exceeds(SHARE) {
            return Err(ShareExceeded);
        }
        self.0.push(orphan);
        while self.size().exceeds(ROOM) {
            self.drop_of_the_greediest();
        }
        Ok(())
    }

    fn drop_of_the_greediest(&mut self) {
        let sizes = self.size_by_link();
        let greediest = sizes.into_iter().max_by_key(|(_, size)| size.greed()).map(|(link, _)| link);
        if let Some(oldest) = self.0.iter().position(|orphan| Some(orphan.link) == greediest) {
            self.0.remove(oldest);
        }
    }

    fn size(&self) -> Size {
        let mut size = Size::default();
        self.0.iter().for_each(|orphan| size.add(orphan));
        size
    }

    fn size_by_link(&self) -> BTreeMap<Link, Size> {
        let mut sizes = BTreeMap::<_, Size>::new();
        self.0.iter().for_each(|orphan| sizes.entry(orphan.link).or_default().add(orphan));
        sizes
    }

    /// A connection is gone, and what it has waiting.
    pub(super) fn forget(&mut self, link: Link) {
        self.0.retain(|orphan| orphan.link != link);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes all out, to be tried again.
    pub(super) fn take(&mut self) -> Vec<Orphan> {
        std::mem::take(&mut self.0)
    }

    /// Puts back one that was taken out.
    pub(super) fn put_back(&mut self, orphan: Orphan) {
        self.0.push(orphan);
    }

    /// What they wait for, besides one another.
    pub(super) fn missing(&self, is_known: impl Fn(&ChangeHash) -> bool) -> Vec<ChangeHash> {
        let wanted = self.0.iter().flat_map(|orphan| &orphan.change.header.deps);
        let missing: BTreeSet<_> = wanted.filter(|hash| !is_known(hash)).copied().collect();
        missing.into_iter().filter(|hash| !self.contains(hash)).take(ASKED).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::ChangeHeader;

    fn orphan(link: u64, number: usize, length: usize) -> Orphan {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_le_bytes());
        hash[8..16].copy_from_slice(&link.to_le_bytes());
        let header = ChangeHeader { hash: ChangeHash(hash), deps: vec![ChangeHash([9; 32])], actor: vec![], seq: 1 };
        Orphan {
            change: Change { header, others: Vec::new(), first_op: 1, ops: 1 },
            bytes: vec![0; length].into(),
            link: Link(link),
        }
    }

    fn of(orphans: &Orphans, link: u64) -> usize {
        orphans.size_by_link().get(&Link(link)).map_or(0, |size| size.changes)
    }

    #[test]
    fn one_connection_has_its_share_and_no_more() {
        let mut orphans = Orphans::default();
        for number in 0..SHARE.changes {
            orphans.take_in(orphan(1, number, 10)).unwrap();
        }
        assert_eq!(orphans.take_in(orphan(1, 999, 10)), Err(ShareExceeded));
        assert_eq!(orphans.take_in(orphan(2, 0, SHARE.bytes + 1)), Err(ShareExceeded), "nor in bytes");
        orphans.take_in(orphan(2, 1, SHARE.bytes)).unwrap();
    }

    #[test]
    fn a_full_room_takes_an_honest_change_in_and_lets_a_greedy_one_go() {
        for length in [10, SHARE.bytes / SHARE.changes] {
            let mut orphans = Orphans::default();
            for link in 1..=4 {
                (0..SHARE.changes).for_each(|number| orphans.take_in(orphan(link, number, length)).unwrap());
            }
            for number in 0..3 {
                orphans.take_in(orphan(9, number, length)).unwrap();
                assert_eq!(of(&orphans, 9), number + 1, "it stays");
                assert!(!orphans.size().exceeds(ROOM));
            }
            assert!((1..=4).all(|link| of(&orphans, link) >= SHARE.changes - 1), "each of them gave way in turn");
        }
    }

    #[test]
    fn what_waits_leaves_with_its_connection() {
        let mut orphans = Orphans::default();
        orphans.take_in(orphan(1, 1, 10)).unwrap();
        orphans.take_in(orphan(2, 2, 10)).unwrap();
        orphans.forget(Link(1));
        assert_eq!((of(&orphans, 1), of(&orphans, 2)), (0, 1));
    }
}
