//! What the loop brings to the map by itself: the editions, what they are about, who speaks there, what went wrong, and what was
//! decided for it. Nothing of it is in the document of the map; it is linked, and leads to where it comes from.

use crate::graph::Vertex;
use boucle_model::{Edition, Given, MeetupId, PersonId, RowId, Telling, standing};
use std::collections::{BTreeMap, BTreeSet};

/// Where in the loop a vertex comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    Edition(MeetupId),
    /// What a meetup is about.
    Theme(MeetupId),
    /// What it wants to solve.
    Question(MeetupId),
    /// Somebody who has said that they speak, and the first meetup at which they do.
    Speaker(PersonId, MeetupId),
    /// A card of the bilan of a meetup.
    Problem(MeetupId, RowId),
    Improvement(MeetupId, RowId),
}

/// What links two vertices of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// From an edition to the one that it opens.
    Opens,
    /// From an edition to its theme, or to what it wants to solve.
    IsAbout,
    /// From somebody to the edition at which they speak.
    SpeaksAt,
    /// From an edition to a problem that its bilan found.
    Found,
    /// From an improvement to the problem that it answers.
    Answers,
    /// From an edition to an improvement that its bilan adopted.
    Decided,
    /// From an improvement to the edition that it was carried into.
    CarriedInto,
}

/// The editions of a commons, and what is known of what they tell.
#[derive(Debug, Clone, Copy)]
pub struct Loop<'a> {
    pub editions: &'a [Edition],
    pub tellings: &'a BTreeMap<MeetupId, Telling>,
}

/// The vertices that the loop brings, and what links them, by their ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    pub(crate) vertices: Vec<Vertex>,
    pub(crate) edges: Vec<(RowId, RowId, Relation)>,
}

impl Source {
    /// The id on the map: the same everywhere, so that what people link to it is linked.
    #[must_use]
    pub fn id(self) -> RowId {
        match self {
            Self::Edition(meetup) => RowId::from_bytes(*meetup.as_bytes()),
            // One more than a meetup has an id of its own; nothing else is made of it.
            Self::Theme(meetup) => RowId::from_bytes(turned(*meetup.as_bytes(), *b"theme of meetup\0")),
            Self::Question(meetup) => RowId::from_bytes(turned(*meetup.as_bytes(), *b"question of meet")),
            Self::Speaker(person, _) => RowId::from_bytes(*person.as_bytes()),
            Self::Problem(_, card) | Self::Improvement(_, card) => card,
        }
    }

    /// The meetup that brought it.
    #[must_use]
    pub const fn meetup(self) -> Option<MeetupId> {
        match self {
            Self::Edition(meetup)
            | Self::Theme(meetup)
            | Self::Question(meetup)
            | Self::Speaker(_, meetup)
            | Self::Problem(meetup, _)
            | Self::Improvement(meetup, _) => Some(meetup),
        }
    }
}

impl Relation {
    pub const ALL: [Self; 7] =
        [Self::Opens, Self::IsAbout, Self::SpeaksAt, Self::Found, Self::Answers, Self::Decided, Self::CarriedInto];

    /// What it is called in tables that are taken along.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::IsAbout => "is-about",
            Self::SpeaksAt => "speaks-at",
            Self::Found => "found",
            Self::Answers => "answers",
            Self::Decided => "decided",
            Self::CarriedInto => "carried-into",
        }
    }

    /// The id of the edge that says so between these two.
    pub(crate) fn id_between(self, from: RowId, to: RowId) -> RowId {
        // Of two ids of which one is made of the other only their difference would be left, the same for all meetups.
        let tripled = from.as_bytes().map(|byte| byte.wrapping_mul(3));
        let mut bytes = turned(tripled, *to.as_bytes());
        bytes[0] = bytes[0].wrapping_add(self as u8 + 1);
        RowId::from_bytes(bytes)
    }
}

impl Loop<'_> {
    /// What it brings. Editions without a title are called by their number, and people as they are called here.
    #[must_use]
    pub fn brings(self, edition: impl Fn(u64) -> String, name: impl Fn(PersonId) -> String) -> Brought {
        let mut brought = Brought::default();
        let editions: Vec<_> = standing(self.editions).collect();
        let is_there: BTreeSet<_> = editions.iter().map(|edition| edition.id).collect();
        for one in &editions {
            let label = if one.title.trim().is_empty() { edition(one.number) } else { one.title.clone() };
            brought.vertices.push(Vertex::brought(Source::Edition(one.id), label, Given::Meetup));
            if let Some(previous) = one.previous.filter(|previous| is_there.contains(previous)) {
                brought.link(Source::Edition(previous).id(), Source::Edition(one.id).id(), Relation::Opens);
            }
        }
        let mut people = BTreeSet::new();
        for one in &editions {
            let Some(telling) = self.tellings.get(&one.id) else { continue };
            let here = Source::Edition(one.id).id();
            if !telling.theme.trim().is_empty() {
                let theme = Source::Theme(one.id);
                brought.vertices.push(Vertex::brought(theme, telling.theme.clone(), Given::Theme));
                brought.link(here, theme.id(), Relation::IsAbout);
            }
            if !telling.question.trim().is_empty() {
                let question = Source::Question(one.id);
                brought.vertices.push(Vertex::brought(question, telling.question.clone(), Given::Problem));
                brought.link(here, question.id(), Relation::IsAbout);
            }
            for person in &telling.speakers {
                let speaker = Source::Speaker(*person, one.id);
                if people.insert(*person) {
                    brought.vertices.push(Vertex::brought(speaker, name(*person), Given::Actor));
                }
                brought.link(speaker.id(), here, Relation::SpeaksAt);
            }
            for card in &telling.cards {
                let (source, relation, of_type) = if card.is_problem {
                    (Source::Problem(one.id, card.id), Relation::Found, Given::Problem)
                } else if card.is_adopted() {
                    (Source::Improvement(one.id, card.id), Relation::Decided, Given::Project)
                } else {
                    continue;
                };
                brought.vertices.push(Vertex::brought(source, card.text.clone(), of_type));
                brought.link(here, card.id, relation);
                if let Some(problem) = card.answers {
                    brought.link(card.id, problem, Relation::Answers);
                }
            }
            for arrival in &telling.arrivals {
                brought.link(arrival.id, here, Relation::CarriedInto);
            }
        }
        brought
    }
}

impl Brought {
    fn link(&mut self, from: RowId, to: RowId, relation: Relation) {
        self.edges.push((from, to, relation));
    }
}

fn turned(mut bytes: [u8; 16], by: [u8; 16]) -> [u8; 16] {
    bytes.iter_mut().zip(by).for_each(|(byte, by)| *byte ^= by);
    bytes
}
