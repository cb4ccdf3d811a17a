//! The idea box of a commons as views read it: what anyone proposes for a next meetup, who supports it, what is said about it,
//! and what became of it.

use crate::{
    Cell, Command, Datum, Field, Mark, Marks, MeetupId, Own, PersonId, Presence, Put, Row, RowId, Rows, Status, Talk,
    Title, Venue, read,
    same::{id_in, root},
};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an idea is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    #[default]
    Theme,
    Problem,
    Place,
    Date,
    /// Somebody who could speak: the author, or another.
    Speaker,
}

/// One proposal, with those that were found to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idea {
    pub id: RowId,
    pub topic: Topic,
    /// What it says, and what else was said there at the same moment.
    pub text: Title,
    pub by: Option<PersonId>,
    /// Whom it is about, of an idea for a speaker: the author, where it does not say.
    pub person: Option<PersonId>,
    /// Everybody who supports it, or one that is the same.
    pub supporters: Vec<PersonId>,
    /// Those that are the same, and what they say.
    pub same: Vec<(RowId, String)>,
    /// The meetup that has taken it up.
    pub meetup: Option<MeetupId>,
    /// What is said about it, the earliest first.
    pub remarks: Vec<Remark>,
}

/// Something said about an idea.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub id: RowId,
    pub text: String,
    pub by: Option<PersonId>,
    /// UTC milliseconds, as their device said.
    pub at: i64,
}

impl Topic {
    pub const ALL: [Self; 5] = [Self::Theme, Self::Problem, Self::Place, Self::Date, Self::Speaker];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Problem => "problem",
            Self::Place => "place",
            Self::Date => "date",
            Self::Speaker => "speaker",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// Where a meetup says it, when it is one thing.
    #[must_use]
    pub const fn own(self) -> Option<Own> {
        match self {
            Self::Theme => Some(Own::Theme),
            Self::Problem => Some(Own::Problem),
            Self::Place | Self::Date | Self::Speaker => None,
        }
    }
}

/// Reads the idea box alone: what has most support first, then what was proposed first.
#[must_use]
pub fn read_ideas(doc: &Automerge) -> Vec<Idea> {
    let rows: BTreeMap<_, _> =
        read::read_rows(doc, Rows::Ideas).into_iter().filter(|row| !row.is_gone).map(|row| (row.id, row)).collect();
    let mut supporters: BTreeMap<RowId, BTreeSet<PersonId>> = BTreeMap::new();
    for mark in read::read_marks(doc, Marks::Supports).into_keys() {
        if let Some(of) = mark.of {
            supporters.entry(root(&rows, RowId::from_bytes(of))).or_default().insert(mark.by);
        }
    }
    let mut remarks: BTreeMap<RowId, Vec<Remark>> = BTreeMap::new();
    for row in read::read_rows(doc, Rows::Remarks).into_iter().filter(|row| !row.is_gone) {
        if let Some(idea) = id_in(&row, Field::Idea) {
            remarks.entry(root(&rows, idea)).or_default().push(Remark::of(&row));
        }
    }
    let mut same: BTreeMap<RowId, Vec<(RowId, String)>> = BTreeMap::new();
    for row in rows.values().filter(|row| root(&rows, row.id) != row.id) {
        same.entry(root(&rows, row.id)).or_default().push((row.id, row.text(Field::Text).to_owned()));
    }
    let mut ideas: Vec<_> = rows.values().filter(|row| root(&rows, row.id) == row.id).collect();
    ideas.sort_by_key(|row| (row.at, row.id));
    let idea = |row: &Row| {
        let mut remarks = remarks.remove(&row.id).unwrap_or_default();
        remarks.sort_by_key(|remark| (remark.at, remark.id));
        Idea {
            id: row.id,
            topic: Topic::of(row.text(Field::Topic)).unwrap_or_default(),
            text: row.title(Field::Text),
            by: row.by,
            person: row.text(Field::Person).parse().ok(),
            supporters: supporters.remove(&row.id).unwrap_or_default().into_iter().collect(),
            same: same.remove(&row.id).unwrap_or_default(),
            meetup: row.text(Field::Meetup).parse().ok(),
            remarks,
        }
    };
    let mut ideas: Vec<_> = ideas.into_iter().map(idea).collect();
    ideas.sort_by_key(|idea| std::cmp::Reverse(idea.supporters.len()));
    ideas
}

impl Remark {
    fn of(row: &Row) -> Self {
        Self { id: row.id, text: row.text(Field::Text).to_owned(), by: row.by, at: row.at }
    }

    /// Says something about an idea.
    #[must_use]
    pub fn say(id: RowId, idea: RowId, text: &str) -> Command {
        let put =
            |field, text: String| Put { cell: Cell::Row(Rows::Remarks, id, field), value: Some(Datum::Text(text)) };
        Command::Put { puts: vec![put(Field::Idea, idea.to_string()), put(Field::Text, text.to_owned())] }
    }

    #[must_use]
    pub fn take_away(id: RowId) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Remarks, id, gone: true }])
    }
}

impl Idea {
    /// What it says as this one: itself, or one that is the same.
    #[must_use]
    pub fn says(&self, id: RowId) -> Option<&str> {
        let same = self.same.iter().find(|(same, _)| *same == id).map(|(_, text)| text.as_str());
        if self.id == id { Some(&self.text.text) } else { same }
    }

    /// Proposes something, which its author supports. `person` is whom it is about, when that is another.
    #[must_use]
    pub fn propose(id: RowId, topic: Topic, text: &str, by: PersonId, person: Option<PersonId>) -> Command {
        let about = person.map(|person| put(id, Field::Person, Some(person.to_string())));
        let puts = [
            put(id, Field::Topic, Some(topic.name().to_owned())),
            put(id, Field::Text, Some(text.to_owned())),
            support(id, by, true),
        ];
        Command::Put { puts: puts.into_iter().chain(about).collect() }
    }

    /// Says it in other words, or settles which of several it is.
    #[must_use]
    pub fn say(id: RowId, text: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, Some(text.to_owned()))] }
    }

    /// Supports it, or no longer: also those that are the same.
    #[must_use]
    pub fn support(&self, person: PersonId, supports: bool) -> Command {
        let all = std::iter::once(self.id).chain(self.same.iter().map(|(id, _)| *id));
        let puts = if supports {
            vec![support(self.id, person, true)]
        } else {
            all.map(|id| support(id, person, false)).collect()
        };
        Command::Put { puts }
    }

    /// Finds it to be the same as another; or not, after all.
    #[must_use]
    pub fn merge(id: RowId, same_as: Option<RowId>) -> Command {
        Command::Put { puts: vec![put(id, Field::SameAs, same_as.map(|id| id.to_string()))] }
    }

    /// Says which meetup has taken it up.
    #[must_use]
    pub fn adopt(id: RowId, meetup: Option<MeetupId>) -> Command {
        Command::Put { puts: vec![put(id, Field::Meetup, meetup.map(|id| id.to_string()))] }
    }

    #[must_use]
    pub fn take_away(id: RowId) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Ideas, id, gone: true }])
    }

    /// Takes it up in a meetup, under its own id: twice is once. A theme or a problem is said there, unless one is already;
    /// a place becomes one of the poll, a speaker somebody who could give a talk, unless it did before (`is_there`).
    #[must_use]
    pub fn take_up(&self, said: impl Fn(Own) -> bool, is_there: bool) -> Command {
        let put = |field, text: &str| Put {
            cell: Cell::Row(Rows::Adopted, self.id, field),
            value: Some(Datum::Text(text.to_owned())),
        };
        let own = self.topic.own().filter(|own| !said(*own));
        let own = own.map(|own| Put { cell: Cell::Own(own), value: Some(Datum::Text(self.text.text.clone())) });
        let tool = match (self.topic, self.person.or(self.by)) {
            _ if is_there => Vec::new(),
            (Topic::Place, _) => Venue::puts(self.id, &self.text.text, "", None),
            (Topic::Speaker, Some(speaker)) => {
                // Who proposed oneself would like to; who was proposed by another has not been asked.
                let status = if self.person.is_none() { Status::Interested } else { Status::Suggested };
                Talk::puts(self.id, &self.text.text, speaker, status)
            }
            _ => Vec::new(),
        };
        let row = [put(Field::Topic, self.topic.name()), put(Field::Text, &self.text.text)];
        Command::Put { puts: row.into_iter().chain(own).chain(tool).collect() }
    }
}

fn put(id: RowId, field: Field, value: Option<String>) -> Put {
    Put { cell: Cell::Row(Rows::Ideas, id, field), value: value.map(Datum::Text) }
}

fn support(id: RowId, by: PersonId, supports: bool) -> Put {
    Put { cell: Cell::Mark(Marks::Supports, Mark::of(id, by)), value: supports.then_some(Datum::Whole(1)) }
}
