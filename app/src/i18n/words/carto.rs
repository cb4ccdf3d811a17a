//! The words of the Meta-Carto.

use super::{Pad, TitleWords};
use boucle_model::journal::Deed;

/// The community's map of ideas and people.
#[derive(Debug)]
pub struct CartoWords {
    /// What it is, among the documents that a device knows.
    pub known: &'static str,
    pub title: TitleWords,
    pub legend: Pad,
    pub told: CartoTold,
}

/// What was done on the map, in sentences that go on from a name.
#[derive(Debug)]
pub struct CartoTold {
    pub wrote: fn(usize, usize) -> String,
    pub node: fn(Deed, &str) -> String,
    /// From the words on it, which may be none.
    pub link: fn(Deed, &str) -> String,
    pub of_type: fn(Deed, &str) -> String,
    pub view: fn(Deed, &str) -> String,
    /// Somebody's device marked where the map stood at a meetup.
    pub marked: &'static str,
}
