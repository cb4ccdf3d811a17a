//! What the relay's promises come to, in numbers that Prometheus reads (OpenMetrics text).

use crate::{directory::Numbers, relay::Why};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use std::fmt;

/// What is counted while it happens. What stands still is looked at when somebody asks ([`Standing`]).
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    pub(crate) acknowledged: Histogram,
    pub(crate) deliveries: Counter,
    pub(crate) left_out: Counter,
    pub(crate) evictions: Counter,
    pub(crate) snapshots: Counter,
    pub(crate) snapshots_failed: Counter,
    pub(crate) people: Numbers,
    pub(crate) watchers: Gauge,
    ended: Family<Ended, Counter>,
    standing: Gauges,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    why: Why,
}

/// How things stand at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub connections: usize,
    pub documents: usize,
    /// Letters that wait for a document's task, and writes that wait for the disk.
    pub letters: usize,
    pub writes: usize,
    /// Changes that wait for another on which they build.
    pub orphans: usize,
    pub quarantined: usize,
    /// Milliseconds since the oldest change was written that no snapshot holds, of the documents awake.
    pub unsnapshotted: u64,
    /// Whether the store takes writes.
    pub writable: bool,
}

#[derive(Debug, Default)]
struct Gauges {
    connections: Gauge,
    documents: Gauge,
    letters: Gauge,
    writes: Gauge,
    orphans: Gauge,
    quarantined: Gauge,
    unsnapshotted: Gauge,
    writable: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let metrics = Self {
            registry: Registry::with_prefix("boucle"),
            // From half a millisecond to sixteen seconds.
            acknowledged: Histogram::new(exponential_buckets(0.0005, 2.0, 16)),
            deliveries: Counter::default(),
            left_out: Counter::default(),
            evictions: Counter::default(),
            snapshots: Counter::default(),
            snapshots_failed: Counter::default(),
            people: Numbers::default(),
            watchers: Gauge::default(),
            ended: Family::default(),
            standing: Gauges::default(),
        };
        metrics.registered()
    }
}

impl Metrics {
    fn registered(mut self) -> Self {
        let all = &mut self.registry;
        let acknowledged = "Time from an edit's arrival to its acknowledgement, which is after the disk has it";
        all.register_with_unit("acknowledgement", acknowledged, Unit::Seconds, self.acknowledged.clone());
        all.register("deliveries", "Frames that were said to readers", self.deliveries.clone());
        let left_out =
            "Frames that were left out for readers still busy with others: presence, and what was said before";
        all.register("frames_left_out", left_out, self.left_out.clone());
        all.register("connections_ended", "Connections that ended, and why", self.ended.clone());
        all.register("evictions", "Documents that left memory after their last reader", self.evictions.clone());
        all.register("snapshots", "Snapshots made, loaded back and stored", self.snapshots.clone());
        all.register("snapshots_failed", "Snapshots that failed; the log stayed", self.snapshots_failed.clone());
        self.people.register(all);
        all.register("watchers", "People who watch a Meta-Carto", self.watchers.clone());
        let now = &self.standing;
        all.register("connections", "Open websockets", now.connections.clone());
        all.register("documents_awake", "Documents in memory", now.documents.clone());
        all.register("letters_waiting", "Messages that wait for their document's task", now.letters.clone());
        all.register("writes_waiting", "Writes that wait for the disk", now.writes.clone());
        all.register("orphans", "Changes that wait for another on which they build", now.orphans.clone());
        all.register("documents_quarantined", "Documents that cannot be built", now.quarantined.clone());
        let oldest = "Age of the oldest change that no snapshot holds, of the documents in memory";
        all.register_with_unit("unsnapshotted_age", oldest, Unit::Seconds, now.unsnapshotted.clone());
        all.register("store_writable", "1 while the store takes writes, 0 while it does not", now.writable.clone());
        self
    }

    pub(crate) fn ended(&self, why: Why) {
        self.ended.get_or_create(&Ended { why }).inc();
    }

    /// All of it, as text.
    ///
    /// # Errors
    /// Never in practice: it is written into memory.
    pub fn text(&self, now: Standing) -> Result<String, fmt::Error> {
        let gauges = &self.standing;
        let seconds = usize::try_from(now.unsnapshotted / 1_000).unwrap_or(usize::MAX);
        for (gauge, value) in [
            (&gauges.connections, now.connections),
            (&gauges.documents, now.documents),
            (&gauges.letters, now.letters),
            (&gauges.writes, now.writes),
            (&gauges.orphans, now.orphans),
            (&gauges.quarantined, now.quarantined),
            (&gauges.unsnapshotted, seconds),
            (&gauges.writable, usize::from(now.writable)),
        ] {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
