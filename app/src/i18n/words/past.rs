//! What the map says when one goes back in time.

use boucle_model::Passed;

/// The map through time.
#[derive(Debug)]
pub struct PastWords {
    pub open: &'static str,
    /// What is opened.
    pub title: &'static str,
    pub slider: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub today: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    /// What is seen today.
    pub now: &'static str,
    pub looking: (&'static str, &'static str),
    pub meanwhile: &'static str,
    pub reading: &'static str,
    /// From the numbers of the editions that could not be read.
    pub unread: fn(&[u64]) -> String,
    /// A meetup, by its number and its title.
    pub meetup: fn(u64, &str) -> String,
    pub what: fn(&Passed, &Involved<'_>) -> String,
    /// A moment as it is said aloud: when, and what came about.
    pub moment: fn(&str, &str) -> String,
}

/// Who and what came about is about.
#[derive(Debug)]
pub struct Involved<'a> {
    /// The meetup, in words.
    pub meetup: &'a str,
    /// The number of the meetup that something was carried from.
    pub from: Option<u64>,
    /// The name of the phase that was reached.
    pub phase: &'a str,
}
