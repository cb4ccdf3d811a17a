//! Changes of a document that are not taken in, whoever sends them, and everything that builds on them.
//!
//! To this end they are as if they had never been made: where the other end names one of them among its heads, what it
//! builds on stands in its place. Otherwise a head that is never known here would hold every exchange up.

use crate::chunk::ChangeHeader;
use automerge::{ChangeHash, sync};
use std::collections::{BTreeMap, BTreeSet};

/// Each with what it builds on, as far as it has been seen.
#[derive(Debug, Default)]
pub(super) struct LeftOut(BTreeMap<ChangeHash, Vec<ChangeHash>>);

impl LeftOut {
    pub(super) fn new(changes: BTreeSet<ChangeHash>) -> Self {
        Self(changes.into_iter().map(|change| (change, Vec::new())).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this change is one of them. Changes have to be shown in causal order.
    pub(super) fn holds(&mut self, change: &ChangeHeader) -> bool {
        let held = self.0.contains_key(&change.hash) || change.deps.iter().any(|dep| self.0.contains_key(dep));
        if held {
            self.0.insert(change.hash, change.deps.clone());
        }
        held
    }

    /// Has a message name none of them.
    pub(super) fn forget_in(&self, message: &mut sync::Message) {
        message.heads = self.without(&message.heads);
        for have in &mut message.have {
            have.last_sync = self.without(&have.last_sync);
        }
        message.need.retain(|hash| !self.0.contains_key(hash));
    }

    fn without(&self, heads: &[ChangeHash]) -> Vec<ChangeHash> {
        let (mut named, mut left) = (BTreeSet::new(), heads.to_vec());
        let mut seen = BTreeSet::new();
        while let Some(head) = left.pop() {
            match self.0.get(&head) {
                Some(deps) if seen.insert(head) => left.extend(deps),
                Some(_) => {}
                None => drop(named.insert(head)),
            }
        }
        named.into_iter().collect()
    }
}
