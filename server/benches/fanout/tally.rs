//! What the clients of one pass have done so far. They all run on one thread and write here.

use crate::marker::Marker;
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
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
    /// Who made each counted edit; nobody, when the one who types does not read.
    authors: RefCell<Vec<Option<usize>>>,
    /// The marks of edits that cannot carry them, by writer and place in their count.
    elsewhere: RefCell<HashMap<(u64, u64), Marker>>,
    lag: Cell<Duration>,
    /// For each reader, when each counted edit came, in nanoseconds after it was made.
    arrivals: RefCell<Vec<Vec<Option<u64>>>>,
    delivered: Cell<usize>,
    frames: Cell<Frames>,
    /// Edits made whose writers do not know them to be on disk.
    unsaved: Cell<usize>,
    saved: RefCell<Vec<u64>>,
}

impl Tally {
    pub(crate) fn new(readers: usize) -> Self {
        Self {
            start: Instant::now(),
            phase: Cell::new(Phase::Join),
            authors: RefCell::default(),
            elsewhere: RefCell::default(),
            lag: Cell::new(Duration::ZERO),
            arrivals: RefCell::new(vec![Vec::new(); readers]),
            delivered: Cell::new(0),
            frames: Cell::default(),
            unsaved: Cell::new(0),
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

    /// The mark for an edit that this one makes now, `late` after it was due.
    pub(crate) fn mark(&self, author: Option<usize>, late: Duration) -> Marker {
        let mut number = 0;
        if self.phase() == Phase::Measure {
            self.authors.borrow_mut().push(author);
            self.lag.set(self.lag.get().max(late));
            number = u32::try_from(self.edits()).unwrap_or(u32::MAX);
        }
        Marker { number, made: self.nanoseconds() }
    }

    /// An edit is in its writer's document, and not yet known to be on disk.
    pub(crate) fn made(&self) {
        self.unsaved.set(self.unsaved.get() + 1);
    }

    /// An edit was made that cannot carry its mark.
    pub(crate) fn made_elsewhere(&self, writer: u64, place: u64, marker: Marker) {
        self.elsewhere.borrow_mut().insert((writer, place), marker);
    }

    pub(crate) fn mark_of(&self, writer: u64, place: u64) -> Option<Marker> {
        self.elsewhere.borrow().get(&(writer, place)).copied()
    }

    /// The server has told the writer that this edit is on disk.
    pub(crate) fn saved(&self, marker: Marker) {
        self.unsaved.set(self.unsaved.get().saturating_sub(1));
        if marker.number > 0 {
            self.saved.borrow_mut().push(self.nanoseconds().saturating_sub(marker.made));
        }
    }

    /// A reader received a message of so many bytes with these marks. What comes again is not counted again, nor what
    /// comes back to its author.
    pub(crate) fn arrived(&self, reader: usize, marks: impl Iterator<Item = Marker>, bytes: usize) -> bool {
        let now = self.nanoseconds();
        let mut edits = 0;
        for marker in marks {
            edits += 1;
            let Some(index) = (marker.number as usize).checked_sub(1) else { continue };
            if self.authors.borrow().get(index) == Some(&Some(reader)) {
                continue;
            }
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
            let Frames { number, bytes: before, edits: of_them } = self.frames.get();
            self.frames.set(Frames { number: number + 1, bytes: before + bytes as u64, edits: of_them + edits });
        }
        edits > 0
    }

    pub(crate) fn edits(&self) -> usize {
        self.authors.borrow().len()
    }

    /// How many deliveries the edits made so far come to: each to every reader but its author.
    pub(crate) fn expected(&self) -> usize {
        let authors = self.authors.borrow();
        let readers = self.arrivals.borrow().len();
        authors.len() * readers - authors.iter().flatten().count()
    }

    pub(crate) fn delivered(&self) -> usize {
        self.delivered.get()
    }

    pub(crate) fn lag(&self) -> Duration {
        self.lag.get()
    }

    /// Everything made is on disk, as far as this server says such things.
    pub(crate) fn all_saved(&self) -> bool {
        self.unsaved.get() == 0
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
