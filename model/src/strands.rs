//! The long view over all editions: what was promised, what became of it, and what comes back under another name.
//!
//! A strand leads from a problem of one bilan to what was adopted for it, on to the meetup where that arrived, and so on until it
//! is resolved. It is woven from what each meetup tells (`Telling`), and no meetup knows of it.

mod sum;
mod telling;
mod weave;

pub use sum::Sum;
pub use telling::{Arrival, Telling, ToldCard, read_telling};

use crate::{Fate, MeetupId, RowId};

/// One edition, as the long view takes it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    pub meetup: MeetupId,
    /// 1 for the first.
    pub number: u64,
    /// What it tells; `None` while it cannot be read.
    pub telling: Option<Telling>,
}

/// What the editions tell together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LongView {
    /// In the order in which they begin.
    pub strands: Vec<Strand>,
    /// One for each edition, in their order.
    pub sums: Vec<Sum>,
    /// Between which editions anything was carried, in the order of where it arrived.
    pub flows: Vec<Flow>,
}

/// What one thing went through, from one edition to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// The card of its first stop.
    pub id: RowId,
    /// The problem in the words in which it was first said; where none is known, what was adopted.
    pub name: String,
    /// In order; each card of a meetup once.
    pub stops: Vec<Stop>,
    pub end: Became,
}

/// One thing on its way: a card of a bilan, or an improvement where it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub meetup: MeetupId,
    pub number: u64,
    pub card: RowId,
    pub text: String,
    pub what: What,
    /// Whether it is an earlier card again, under this name.
    pub is_again: bool,
    /// Why it became what it did; empty where nobody said.
    pub note: String,
}

/// What a stop is, in the order in which an edition goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An improvement where it was carried to.
    Arrived(Fate),
    Problem,
    /// An improvement that was not adopted, and comes back later or is one that does.
    Proposed,
    /// An improvement that was adopted, `early` before the points were given, and what became of it where it last arrived.
    Adopted {
        early: bool,
        became: Became,
    },
}

/// What became of something: what is least at rest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    Doing,
    /// It has arrived, and nobody has said yet.
    Open,
    /// It was adopted in the last bilan that there is, or what came after cannot be read.
    Waiting,
    Done,
    Dropped,
    /// It was adopted, and arrived in no edition that came after.
    Lost,
    /// A problem, or an improvement that was not adopted, that stands last.
    Unanswered,
}

/// What was carried from one edition into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    pub from: MeetupId,
    pub to: MeetupId,
    pub carried: usize,
    pub done: usize,
    pub dropped: usize,
    /// Those that it is part of, in their order.
    pub strands: Vec<RowId>,
}

impl Became {
    pub const ALL: [Self; 7] =
        [Self::Doing, Self::Open, Self::Waiting, Self::Done, Self::Dropped, Self::Lost, Self::Unanswered];

    /// The name in styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Doing => "doing",
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Lost => "lost",
            Self::Unanswered => "unanswered",
        }
    }
}

impl From<Fate> for Became {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Open => Self::Open,
            Fate::Doing => Self::Doing,
            Fate::Done => Self::Done,
            Fate::Dropped => Self::Dropped,
        }
    }
}

/// The long view of a community, whatever the order in which its editions are given.
#[must_use]
pub fn long_view(chapters: &[Chapter]) -> LongView {
    let mut chapters: Vec<_> = chapters.iter().collect();
    // Of an edition that is given twice, the one that tells something.
    chapters.sort_by_key(|chapter| (chapter.number, chapter.meetup, chapter.telling.is_none()));
    chapters.dedup_by_key(|chapter| chapter.meetup);
    let strands = weave::strands(&chapters);
    let flows = weave::flows(&chapters, &strands);
    let sums = chapters.iter().map(|chapter| sum::sum(chapter, &chapters)).collect();
    LongView { strands, sums, flows }
}

/// What became of an improvement that was adopted in the edition of this number: in the last edition where it arrived.
fn became(card: RowId, number: u64, chapters: &[&Chapter]) -> Became {
    let tellings = chapters.iter().rev().filter_map(|chapter| chapter.telling.as_ref());
    let last = tellings.flat_map(|telling| &telling.arrivals).find(|arrival| arrival.id == card);
    if let Some(arrival) = last {
        return arrival.fate.into();
    }
    let mut after = chapters.iter().filter(|chapter| chapter.number > number).peekable();
    if after.peek().is_some() && after.all(|chapter| chapter.telling.is_some()) {
        Became::Lost
    } else {
        Became::Waiting
    }
}

/// The card of an earlier edition that a card is again. One that no edition tells of is earlier too.
fn again(card: &ToldCard, chapter: &Chapter, chapters: &[&Chapter]) -> Option<RowId> {
    let earlier = card.again.filter(|earlier| *earlier != card.id)?;
    let mut homes = chapters.iter().filter(|other| {
        let mut cards = other.telling.iter().flat_map(|telling| &telling.cards);
        cards.any(|other| other.id == earlier)
    });
    homes.all(|home| home.number < chapter.number).then_some(earlier)
}
