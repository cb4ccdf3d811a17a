//! What a person sees during long work: which step of how many, and the seconds each took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// A count of steps and the time each has taken so far.
#[derive(Debug)]
pub(crate) struct Progress {
    total: usize,
    taken: Vec<(String, Duration)>,
}

impl Progress {
    pub(crate) fn of(total: usize) -> Self {
        Self { total, taken: Vec::new() }
    }

    /// Announces a step, performs it, and says how long it took.
    pub(crate) fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.step_with_note(title, "", work)
    }

    /// The same, with a note for the person who waits (`first time: a few minutes`).
    pub(crate) fn step_with_note<T>(&mut self, title: &str, note: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let place = format!("[{}/{}]", self.taken.len() + 1, self.total);
        if note.is_empty() {
            println!("{place} {title}…");
        } else {
            println!("{place} {title} ({note})…");
        }
        let start = Instant::now();
        let outcome = work();
        let taken = start.elapsed();
        let end = if outcome.is_ok() { "done in" } else { "failed after" };
        println!("{place} {title}: {end} {}", seconds(taken));
        self.taken.push((title.to_owned(), taken));
        outcome
    }

    /// Prints every step with its seconds.
    pub(crate) fn summary(&self) {
        println!();
        for (title, taken) in &self.taken {
            println!("{:>9}  {title}", seconds(*taken));
        }
        println!("{:>9}  in all", seconds(self.taken.iter().map(|(_, taken)| *taken).sum()));
    }
}

fn seconds(taken: Duration) -> String {
    format!("{:.1} s", taken.as_secs_f64())
}
