//! A commons as views read it: plain values, no document.

use crate::{Idea, PersonId, Phase, Title, id::opaque};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

opaque! {
    /// A commons, by its document.
    CommonsId
}

opaque! {
    /// A meetup, by its document.
    MeetupId
}

/// What a community keeps together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commons {
    /// The schema the document was written with.
    pub schema: u64,
    pub name: Title,
    /// The vision, in Markdown.
    pub vision: String,
    /// The meetups, the first edition first.
    pub editions: Vec<Edition>,
    /// The idea box, what has most support first.
    pub ideas: Vec<Idea>,
    /// Which person wrote as which Automerge actor (hexadecimal).
    pub actors: BTreeMap<String, PersonId>,
}

/// One meetup, as its commons knows it: enough to draw the map without opening the meetup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub id: MeetupId,
    /// 1 for the first. Two that were begun without knowing of each other may have the same.
    pub number: u64,
    /// The meetup whose loop opens this one.
    pub previous: Option<MeetupId>,
    /// As it was when somebody who had both open last saw it.
    pub title: String,
    pub phase: Phase,
    /// Who began it, and when (UTC milliseconds, as their device said).
    pub by: Option<PersonId>,
    pub at: i64,
    /// Whether it was taken back. It is still there, for whoever wants it again.
    pub is_withdrawn: bool,
}

/// The meetups that were not taken back.
pub fn standing(editions: &[Edition]) -> impl Iterator<Item = &Edition> {
    editions.iter().filter(|edition| !edition.is_withdrawn)
}

/// The edition that the next one follows: the last that none follows yet.
#[must_use]
pub fn last_edition(editions: &[Edition]) -> Option<&Edition> {
    let is_followed = |id| standing(editions).any(|edition| edition.previous == Some(id));
    standing(editions).filter(|edition| !is_followed(edition.id)).last()
}

/// The number that the next edition gets.
#[must_use]
pub fn next_number(editions: &[Edition]) -> u64 {
    1 + standing(editions).map(|edition| edition.number).max().unwrap_or(0)
}
