//! What one reader lacks, by its own word.
//!
//! What is said here brings a reader to where the relay stands, and says so (`have`): it answers with what it made itself,
//! and not with what it has just been told.

use super::{Effect, Link, RelayDocument, Word, to_one};
use crate::message::SharedFrame;
use automerge::{ChangeHash, sync::Have};
use bytes::Bytes;

impl RelayDocument {
    /// Sends a peer what it lacks by its own word: the heads it last told, and what it says to `have` beside them.
    pub(super) fn catch_up(
        &mut self,
        link: Link,
        have: &[Have],
        say: impl Fn(SharedFrame) -> Word,
        now: u64,
        effects: &mut Vec<Effect>,
    ) {
        let Some(sub) = self.subscribers.get_mut(&link) else { return };
        sub.was_answered(now);
        let known = || sub.told.iter().chain(have.iter().flat_map(|h| &h.last_sync));
        let filters: Vec<_> = have.iter().map(|h| &h.bloom).filter(|bloom| !bloom.to_bytes().is_empty()).collect();
        if filters.is_empty() && !known().any(|hash| self.graph.contains(hash)) {
            let frame = self.welcome();
            return effects.push(to_one(link, say(frame)));
        }
        let lacking = self.graph.lacking(known(), &filters, self.durable);
        effects.push(to_one(link, say(self.frame(&self.chunks(&lacking)))));
    }

    /// Everything, for who has nothing: the same bytes for all who come before the next change.
    fn welcome(&mut self) -> SharedFrame {
        let needed = self.needed();
        if let (Some(welcome), true) = (&self.welcome, needed.is_empty()) {
            return welcome.clone();
        }
        let tail = self.tail[..self.tail_len()].iter().cloned();
        let chunks: Vec<_> = self.snapshot.clone().into_iter().chain(tail).collect();
        let frame = self.frame(&chunks);
        self.welcome = needed.is_empty().then(|| frame.clone());
        frame
    }

    pub(super) fn answer_need(&self, link: Link, need: &[ChangeHash], effects: &mut Vec<Effect>) {
        let mut indices: Vec<_> = need.iter().filter_map(|h| self.graph.index_of(h)).collect();
        indices.retain(|i| *i < self.durable);
        indices.sort_unstable();
        indices.dedup();
        effects.push(to_one(link, Word::Lasting(self.frame(&self.chunks(&indices)))));
    }

    /// The bytes of these changes. What is older than the tail is served by the snapshot, whole.
    pub(super) fn chunks(&self, indices: &[usize]) -> Vec<Bytes> {
        let old = indices.iter().any(|i| *i < self.snapshot_len);
        let snapshot = if old { self.snapshot.clone() } else { None };
        let tail = indices.iter().filter_map(|i| self.tail.get(i.checked_sub(self.snapshot_len)?).cloned());
        snapshot.into_iter().chain(tail).collect()
    }
}
