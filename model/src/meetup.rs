//! A meetup as views read it: plain values, no document.

use crate::{
    Attendance, Board, Carried, CommonsId, Evidence, Happening, MeetupId, PersonId, Phase, Plan, Poll, Review, Steps,
    Talks,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One edition of a community's meetup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetup {
    /// The schema the document was written with.
    pub schema: u64,
    pub title: Title,
    /// Where it belongs; `None` for one that was begun before there was a commons.
    pub place: Option<Place>,
    pub phase: Standing,
    /// How it came there, in the order in which the document has it.
    pub moves: Vec<Move>,
    /// What it is about, who prepares it, and what they want of it.
    pub plan: Plan,
    /// What its team noted when it met, in Markdown.
    pub notes: String,
    pub attendance: Attendance,
    /// Who could come to tell something.
    pub talks: Talks,
    /// When and where it could be.
    pub poll: Poll,
    /// What was done elsewhere of what prepares it.
    pub steps: Steps,
    /// What came from the bilan of the meetup before.
    pub carried: Vec<Carried>,
    /// The cards of its own bilan, and what came of its intentions.
    pub board: Board,
    pub reviews: Vec<Review>,
    /// What happened on the day, the earliest first.
    pub happenings: Vec<Happening>,
    /// What shows that cards and outcomes are so.
    pub evidence: Vec<Evidence>,
    /// What was written together when stock was taken, in Markdown.
    pub bilan: String,
    /// What tells the community that it is being prepared, and everybody when and where it is: in Markdown.
    pub call: String,
    pub announcement: String,
    /// The pad, in Markdown.
    pub pad: String,
    /// Which person wrote as which Automerge actor (hexadecimal).
    pub actors: BTreeMap<String, PersonId>,
}

impl Meetup {
    /// Whether a newer version wrote the document: it can be read, and must not be written.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.schema > crate::Kind::Meetup.schema()
    }
}

/// The place of a meetup in its commons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub commons: CommonsId,
    /// 1 for the first.
    pub number: u64,
    /// The meetup whose loop opens this one.
    pub previous: Option<MeetupId>,
}

/// The phase in which a meetup is, and the others to which it was moved at the same moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub phase: Phase,
    pub rivals: Vec<Phase>,
}

/// One entry of the journal of phases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub to: Phase,
    /// UTC milliseconds, as their device said.
    pub at: i64,
    pub by: Option<PersonId>,
}

/// A title, and the others given at the same moment by people who could not see each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The one every replica shows. Empty while nobody has given one.
    pub text: String,
    /// The titles it stands against. Naming the meetup again, with any of them, settles it.
    pub rivals: Vec<String>,
}

impl Title {
    /// The one that is shown, then those it stands against.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        std::iter::once(&self.text).chain(&self.rivals).cloned().collect()
    }
}
