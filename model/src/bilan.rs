//! The bilan of a meetup: what was kept, what was a problem, what would be better; what it was to be and what it was.
//!
//! Cards are rows, and so are the groups into which they are put. That somebody gives a card some of their points is a mark, so
//! that it counts once from however many devices. While a bilan gathers, cards that nobody is to see yet are not in the document
//! at all: each device holds those of its person, and says only how many wait there.

mod alike;
mod board;
mod draft;
mod evidence;
mod happening;
mod moment;
mod review;
mod table;

pub use alike::{alike, are_alike};
pub use board::{Board, Card, Decision, Group, Heap, Side, Tally, read_board};
pub use draft::Draft;
pub use evidence::{Evidence, Passage, Stands, read_evidence};
pub use happening::{Happening, Opening, openings, read_happenings};
pub use moment::{Moment, Timer};
pub use review::{Outcome, Review, read_reviews};
pub use table::CardTable;

use std::ops::RangeInclusive;

/// How many points each person may be given; and so how many one may give to one thing.
pub const ALLOWANCE: RangeInclusive<i64> = 1..=20;
/// How many each has where nobody said.
const USUAL_ALLOWANCE: i64 = 3;
/// How many people can have come.
pub const CAME: RangeInclusive<i64> = 0..=100_000;
/// How far an intention was met: not at all to fully.
pub(crate) const RATINGS: RangeInclusive<i64> = 1..=5;
/// How many cards can wait on one device.
pub(crate) const WAITING: RangeInclusive<i64> = 1..=1_000;
