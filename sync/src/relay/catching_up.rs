//! What one reader lacks, by its own word.

use super::{Effect, Link, RelayDocument, to_one};
use crate::{graph::Lacking, message::SharedFrame};
use automerge::{ChangeHash, sync::Have};
use bytes::Bytes;

impl RelayDocument {
    /// Sends a peer what it lacks by its own word: the heads it last told, and what it says to `have` beside them.
    pub(super) fn catch_up(&mut self, link: Link, have: &[Have], now: u64, effects: &mut Vec<Effect>) {
        let Some(sub) = self.subscribers.get_mut(&link) else { return };
        sub.was_answered(now);
        let known = || sub.told.iter().chain(have.iter().flat_map(|h| &h.last_sync));
        let filters: Vec<_> = have.iter().map(|h| &h.bloom).filter(|bloom| !bloom.to_bytes().is_empty()).collect();
        if filters.is_empty() && !known().any(|hash| self.graph.contains(hash)) {
            let frame = self.welcome();
            return effects.push(to_one(link, frame));
        }
        // A filter is a stranger's bytes, and one with impossible sizes panics when asked: such a filter says nothing.
        let Lacking { changes, common } =
            std::panic::catch_unwind(|| self.graph.lacking(known(), &filters, self.durable))
                .unwrap_or_else(|_panic| self.graph.lacking(known(), &[], self.durable));
        // What the peer has of ours is where both stand: it will send what it made since.
        let frame = self.frame(common.into_iter().collect(), &self.chunks(&changes));
        effects.push(to_one(link, frame));
    }

    /// Everything, for who has nothing: the same bytes for all who come before the next change.
    fn welcome(&mut self) -> SharedFrame {
        let needed = self.needed();
        if let (Some(welcome), true) = (&self.welcome, needed.is_empty()) {
            return welcome.clone();
        }
        let tail = self.tail[..self.tail_len()].iter().cloned();
        let chunks: Vec<_> = self.snapshot.clone().into_iter().chain(tail).collect();
        let frame = self.frame(Vec::new(), &chunks);
        self.welcome = needed.is_empty().then(|| frame.clone());
        frame
    }

    pub(super) fn answer_need(&self, link: Link, need: &[ChangeHash], effects: &mut Vec<Effect>) {
        let mut indices: Vec<_> = need.iter().filter_map(|h| self.graph.index_of(h)).collect();
        indices.retain(|i| *i < self.durable);
        indices.sort_unstable();
        indices.dedup();
        effects.push(to_one(link, self.frame(self.durable_heads(), &self.chunks(&indices))));
    }

    /// The bytes of these changes. What is older than the tail is served by the snapshot, whole.
    pub(super) fn chunks(&self, indices: &[usize]) -> Vec<Bytes> {
        let old = indices.iter().any(|i| *i < self.snapshot_len);
        let snapshot = if old { self.snapshot.clone() } else { None };
        let tail = indices.iter().filter_map(|i| self.tail.get(i.checked_sub(self.snapshot_len)?).cloned());
        snapshot.into_iter().chain(tail).collect()
    }
}
