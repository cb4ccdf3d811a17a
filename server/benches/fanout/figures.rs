//! What one pass came to.

use crate::arguments::{Answering, Scene};
use std::fmt;

/// Times are milliseconds unless said otherwise.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) server: &'static str,
    pub(crate) scene: Scene,
    pub(crate) readers: usize,
    pub(crate) answering: Answering,
    pub(crate) edits: usize,
    pub(crate) delivered: usize,
    pub(crate) expected: usize,
    /// Why readers ended early, if any did.
    pub(crate) failure: Option<String>,
    /// CPU of the server for each delivered edit, in microseconds.
    pub(crate) cpu: f64,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// From the edit to the server's word that it is on disk; none from a server that has no disk.
    pub(crate) saved: Option<(f64, f64)>,
    /// Memory of the server at the end, in bytes, and how much of it came with each reader.
    pub(crate) memory: f64,
    pub(crate) memory_per_reader: f64,
    /// Mean size of a message that carries edits, in bytes, and how many it carries. More than one: edits that came
    /// while the server was busy share a message, which makes each of them cheaper and later.
    pub(crate) frame: f64,
    pub(crate) edits_per_frame: f64,
    /// The share of one core that the clients of this bench used. Near 1, latencies are theirs and not the server's.
    pub(crate) client: f64,
    /// The latest that an edit was made, measured from when it was due.
    pub(crate) lag: f64,
}

impl Figures {
    /// Every reader received every edit, and there were edits unless nobody was to make any.
    pub(crate) fn complete(&self) -> bool {
        let some = self.edits > 0 || self.scene == Scene::Idle;
        self.failure.is_none() && some && self.delivered == self.expected
    }

    /// In percent, never rounded up to a hundred.
    pub(crate) fn share(&self) -> f64 {
        match self.expected {
            0 => 100.0,
            expected => (1_000.0 * self.delivered as f64 / expected as f64).floor() / 10.0,
        }
    }

    pub(crate) fn shortfall(&self) -> String {
        let (missed, expected) = (self.expected - self.delivered, self.expected);
        let why = self.failure.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        let Self { server, scene, readers, answering, .. } = self;
        format!("{server}, {scene}, {readers} readers, {answering}: {missed} of {expected}{why}")
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, scene, readers, answering, cpu, p50, p99, .. } = self;
        write!(f, "{server}, {scene}, {readers} readers, {answering}: ")?;
        if *scene == Scene::Idle {
            return write!(f, "{:.1} KB a reader", self.memory_per_reader / 1e3);
        }
        write!(f, "{} %, {cpu:.1} µs, p50 {p50:.1} ms, p99 {p99:.1} ms", self.share())
    }
}

/// The value below which this share of the sorted values lies; not a number when there are none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
