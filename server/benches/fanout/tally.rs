//! What the clients of one pass have done so far. They all run on one thread and write here.

use crate::marker::Marker;
use automerge::ChangeHash;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    time::{Duration, Instant},
};

/// The parts of a pass, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// The document is made and the readers arrive.
    Join,
    /// Edits flow and are not counted.
    Warm,
    Measure,
    /// No more edits: what is under way arrives.
    Drain,
}

/// Messages with edits in them, as readers received them.
#[derive(Debug, Clone, Copy, Default)]
struct Frames {
    number: u64,
    bytes: u64,
    edits: u64,
}

#[derive(Debug)]
pub(crate) struct Tally {
    start: Instant,
    phase: Cell<Phase>,
    edits: Cell<u32>,
    lag: Cell<Duration>,
    /// For each reader, when each counted edit came, in nanoseconds after it was made.
    arrivals: RefCell<Vec<Vec<Option<u64>>>>,
    delivered: Cell<usize>,
    frames: Cell<Frames>,
    unsaved: RefCell<VecDeque<(ChangeHash, Marker)>>,
    saved: RefCell<Vec<u64>>,
}

impl Tally {
    pub(crate) fn new(readers: usize) -> Self {
        Self {
            start: Instant::now(),
            phase: Cell::new(Phase::Join),
            edits: Cell::new(0),
            lag: Cell::new(Duration::ZERO),
            arrivals: RefCell::new(vec![Vec::new(); readers]),
            delivered: Cell::new(0),
            frames: Cell::default(),
            unsaved: RefCell::new(VecDeque::new()),
            saved: RefCell::new(Vec::new()),
        }
    }

    pub(crate) fn phase(&self) -> Phase {
        self.phase.get()
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.phase.set(phase);
    }

    fn nanoseconds(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Milliseconds since the pass began, for a session.
    pub(crate) fn milliseconds(&self) -> u64 {
        self.nanoseconds() / 1_000_000
    }

    /// The mark for an edit that is made now, `late` after it was due.
    pub(crate) fn mark(&self, late: Duration) -> Marker {
        let counted = self.phase() == Phase::Measure;
        if counted {
            self.edits.set(self.edits.get() + 1);
            self.lag.set(self.lag.get().max(late));
        }
        Marker { number: if counted { self.edits.get() } else { 0 }, made: self.nanoseconds() }
    }

    /// The edit is in the writer's document, and not yet known to be on disk.
    pub(crate) fn made(&self, hash: ChangeHash, marker: Marker) {
        self.unsaved.borrow_mut().push_back((hash, marker));
    }

    /// The server has said that these, and all before them, are on disk. One person types, so the edits are a chain.
    pub(crate) fn saved(&self, heads: &[ChangeHash]) {
        let mut unsaved = self.unsaved.borrow_mut();
        let Some(last) = unsaved.iter().rposition(|(hash, _)| heads.contains(hash)) else { return };
        let now = self.nanoseconds();
        let counted = unsaved.drain(..=last).filter(|(_, marker)| marker.number > 0);
        self.saved.borrow_mut().extend(counted.map(|(_, marker)| now.saturating_sub(marker.made)));
    }

    /// A reader received a message with these marks. What comes again is not counted again.
    pub(crate) fn arrived(&self, reader: usize, message: &[u8]) -> bool {
        let now = self.nanoseconds();
        let mut edits = 0;
        for marker in Marker::all(message) {
            edits += 1;
            let Some(index) = (marker.number as usize).checked_sub(1) else { continue };
            let mut all = self.arrivals.borrow_mut();
            let mine = &mut all[reader];
            if mine.len() <= index {
                mine.resize(index + 1, None);
            }
            if mine[index].is_none() {
                mine[index] = Some(now.saturating_sub(marker.made));
                self.delivered.set(self.delivered.get() + 1);
            }
        }
        if edits > 0 && self.phase() >= Phase::Measure {
            let Frames { number, bytes, edits: before } = self.frames.get();
            self.frames.set(Frames { number: number + 1, bytes: bytes + message.len() as u64, edits: before + edits });
        }
        edits > 0
    }

    pub(crate) fn edits(&self) -> usize {
        self.edits.get() as usize
    }

    pub(crate) fn delivered(&self) -> usize {
        self.delivered.get()
    }

    pub(crate) fn lag(&self) -> Duration {
        self.lag.get()
    }

    /// Everything made is on disk, as far as this server says such things.
    pub(crate) fn all_saved(&self) -> bool {
        self.unsaved.borrow().is_empty()
    }

    /// Milliseconds from each edit to each reader, sorted.
    pub(crate) fn latencies(&self) -> Vec<f64> {
        sorted(self.arrivals.borrow().iter().flatten().flatten())
    }

    /// Milliseconds from each edit to the word that it is on disk, sorted.
    pub(crate) fn times_to_disk(&self) -> Vec<f64> {
        sorted(self.saved.borrow().iter())
    }

    /// Of a message with edits in it: the mean size in bytes, and the mean number of edits.
    pub(crate) fn frame(&self) -> (f64, f64) {
        let Frames { number, bytes, edits } = self.frames.get();
        (bytes as f64 / number.max(1) as f64, edits as f64 / number.max(1) as f64)
    }
}

fn sorted<'a>(nanoseconds: impl Iterator<Item = &'a u64>) -> Vec<f64> {
    let mut all: Vec<f64> = nanoseconds.map(|n| *n as f64 / 1e6).collect();
    all.sort_by(f64::total_cmp);
    all
}
