//! When a document's log is worth a snapshot. It is built in a worker, loaded back and compared; the log is cut only then.

use super::{Done, Task};
use crate::{
    building::Contents,
    storage::{Cursor, Snapshot},
};
use boucle_sync::relay::Event;
use std::sync::Arc;

impl Task {
    /// Begins a snapshot when there is reason to, and nothing against it.
    pub(super) fn compact_when_due(&mut self) {
        let (tail, limits) = (self.document.tail_len(), &self.relay.limits);
        // While people write, a snapshot would soon be old; when they rest, newcomers are spared a long tail.
        let resting = self.written_at.elapsed() >= limits.rest && tail >= limits.compact_at_rest;
        let due = (tail >= limits.compact_after || resting) && tail >= self.compact_from && self.document.is_whole();
        if !due || self.compacting || self.append.is_some() {
            return;
        }
        if self.relay.builder.is_in_quarantine(self.id) {
            // Once it is released it is tried at once.
            self.compact_from = 0;
            return;
        }
        self.compacting = true;
        let (relay, id) = (Arc::clone(&self.relay), self.id);
        let (upto, heads) = (self.document.durable(), self.document.durable_heads());
        let (from, graph) = (self.document.snapshot_len() as Cursor, self.document.graph_block().into());
        let (snapshot, tail) = self.document.contents();
        let contents = Contents { snapshot, covered: self.document.snapshot_len(), tail };
        self.work.spawn(async move {
            let bytes = match relay.builder.snapshot(id, &contents, heads).await {
                Ok(bytes) => bytes,
                Err(failure) => {
                    tracing::warn!(document = %id, %failure, "no snapshot was made; the log stays");
                    relay.metrics.snapshots_failed.inc();
                    return Done::NoSnapshot;
                }
            };
            let snapshot = Snapshot { from, upto: upto as Cursor, graph, bytes: bytes.clone() };
            match relay.storage.compact(id, snapshot).await {
                Ok(true) => {
                    relay.metrics.snapshots.inc();
                    Done::Event(Event::Compacted { snapshot: bytes, upto })
                }
                Ok(false) => Done::NoSnapshot,
                Err(error) => {
                    tracing::warn!(document = %id, %error, "the snapshot could not be stored; the log stays");
                    relay.metrics.snapshots_failed.inc();
                    Done::NoSnapshot
                }
            }
        });
    }
}
