//! The example that a visitor opens: the community of the founding text, with a meetup that has come to its bilan and the
//! one that is prepared from it.
//!
//! It is a list of what people did: the [`Command`]s that clicks run, each with its author and its moment. Ids, actors
//! and the present are the caller's. Names stand beside the documents, never in them.

mod chart;
mod en;
mod fr;
mod note;
mod prepare;
mod stock;
mod story;

use crate::{
    ApplyError, Author, Command, CommonsId, Evidence, Kind, MeetupId, Pad, PersonId, RowId, Text, apply, genesis,
};
use automerge::{ActorId, Automerge};
use chart::Chart;
use note::Note;
use prepare::{Preparation, Proposals};
use std::{borrow::Cow, collections::BTreeMap};
use stock::Stock;

/// How many people the example has.
pub const PEOPLE: usize = 6;

/// A language in which there is an example.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// Who the people of the example are, in the order of [`Ids::people`]: for the directory, never for a document.
    #[must_use]
    pub fn people(self) -> &'static [Somebody; PEOPLE] {
        match self {
            Self::French => &fr::PEOPLE,
            Self::English => &en::PEOPLE,
        }
    }

    fn words(self) -> &'static Words {
        match self {
            Self::French => &fr::WORDS,
            Self::English => &en::WORDS,
        }
    }
}

/// Somebody who does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Somebody {
    pub name: &'static str,
    /// A few words about themselves.
    pub words: &'static str,
}

/// What stands in the example, in one language. Who writes it, and when, is the same in all ([`story`]).
struct Words {
    name: &'static str,
    vision: [Note; story::VISION.len()],
    /// What the first meetup was called in the beginning.
    working_title: &'static str,
    first_title: &'static str,
    first_pad: [Note; story::FIRST_PAD.len()],
    next_title: &'static str,
    next_pad: [Note; story::NEXT_PAD.len() + story::SINCE.len()],
    proposals: Proposals,
    first: Preparation,
    next: Preparation,
    stock: &'static Stock,
    chart: &'static Chart,
}

/// The ids of an example.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    pub commons: CommonsId,
    pub meetups: [MeetupId; 2],
    pub people: [PersonId; PEOPLE],
}

impl Ids {
    /// Who the people of every example are. Nobody has their key: nobody can speak for them in a directory.
    pub const PEOPLE: [PersonId; PEOPLE] = {
        let mut people = [PersonId::from_bytes([0; 16]); PEOPLE];
        let mut n = 0;
        while n < PEOPLE {
            let mut bytes = *b"boucle example 0";
            // Each has another colour, and another last digit.
            bytes[15] += n as u8;
            people[n] = PersonId::from_bytes(bytes);
            n += 1;
        }
        people
    };
}

/// A commons, its two meetups and its Meta-Carto, as what people did in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub commons: Document,
    /// The one that has come to its bilan, and the one that follows it.
    pub meetups: [Document; 2],
    pub carto: Document,
}

impl Example {
    /// Its four documents, the commons first.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        std::iter::once(&self.commons).chain(&self.meetups).chain([&self.carto])
    }
}

/// A document as what people did in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: Kind,
    pub id: [u8; 16],
    /// What it is called in the end.
    pub title: &'static str,
    /// The earliest first.
    pub acts: Vec<(Author, Command)>,
    /// What of its own pad shows something, the earliest first.
    pub shows: Vec<Shows>,
}

/// Words of the pad that somebody points at. Where they stand depends on the actors, so the command is made with the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    pub author: Author,
    pub id: RowId,
    /// The card that they are about.
    pub about: RowId,
    pub words: &'static str,
}

impl Shows {
    /// The command, in a document where the words stand.
    fn command(&self, doc: &Automerge) -> Option<Command> {
        let pad = Pad::of(doc, Text::Pad).text(doc);
        let before = pad.get(..pad.find(self.words)?)?.encode_utf16().count();
        let range = before..before + self.words.encode_utf16().count();
        Evidence::passage(self.id, self.about, doc, Text::Pad, range)
    }
}

impl Document {
    /// Makes the document: its changes, each after those it builds on.
    ///
    /// `actor` is asked once for each person who writes here. It must be one that has never written anything.
    ///
    /// # Errors
    /// When a command does not fit, which no command of [`example()`] does.
    pub fn chunks(&self, mut actor: impl FnMut(PersonId) -> ActorId) -> Result<Vec<Vec<u8>>, ApplyError> {
        let Some((first, _)) = self.acts.first() else { return Ok(Vec::new()) };
        let mut actors = BTreeMap::from([(first.person, actor(first.person))]);
        let mut doc = genesis::empty(actors[&first.person].clone());
        let mut pad = Pad::of(&doc, self.kind.text());
        for (author, act) in self.in_time() {
            let command = match act {
                Act::Gives(command) => Cow::Borrowed(command),
                Act::Shows(words) => match words.command(&doc) {
                    Some(command) => Cow::Owned(command),
                    None => continue,
                },
            };
            let actor = actors.entry(author.person).or_insert_with_key(|person| actor(*person));
            doc.set_actor(actor.clone());
            if !genesis::begin(&mut doc, self.kind, command.schema()).is_empty() {
                pad = Pad::of(&doc, self.kind.text());
            }
            apply(&mut doc, &mut pad, author, &command)?;
        }
        Ok(doc.get_changes(&[]).iter().map(|change| change.raw_bytes().to_vec()).collect())
    }

    /// Whatever people did, the earliest first.
    fn in_time(&self) -> Vec<(Author, Act<'_>)> {
        let gives = self.acts.iter().map(|(author, command)| (*author, Act::Gives(command)));
        let shows = self.shows.iter().map(|shows| (shows.author, Act::Shows(shows)));
        let mut all: Vec<_> = gives.chain(shows).collect();
        all.sort_by_key(|(author, _)| author.at);
        all
    }
}

/// What somebody does.
enum Act<'a> {
    Gives(&'a Command),
    Shows(&'a Shows),
}

/// What people did in the example until `now` (UTC milliseconds).
#[must_use]
pub fn example(language: Language, ids: Ids, now: i64) -> Example {
    story::tell(language.words(), ids, now)
}
