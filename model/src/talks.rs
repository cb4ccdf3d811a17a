//! Who could come to tell something at a meetup, and what they answer.
//!
//! A talk is a row; that somebody gives it is a mark, one for each person and talk: two who are invited to the same talk
//! answer each for themselves, and at the same moment.

use crate::{
    Cell, Command, Datum, Field, Mark, Marks, PersonId, Poll, Presence, Put, Row, RowId, Rows, Said, Title, read,
};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How it stands between a person and a talk that they might give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Somebody thought of them.
    Suggested,
    /// They were asked.
    Invited,
    /// They would like to.
    Interested,
    Confirmed,
    Declined,
}

/// Somebody who gives a talk, or might.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    pub person: PersonId,
    pub status: Status,
    /// Other answers that were given at the same moment.
    pub rivals: Vec<Status>,
}

/// What somebody could come to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    pub id: RowId,
    /// What it is about, on one line, and what else was said there at the same moment.
    pub subject: Title,
    /// The same at more length.
    pub summary: Title,
    /// Addresses that tell more, one a line.
    pub links: String,
    /// Who proposed it.
    pub by: Option<PersonId>,
    /// In the order of their ids.
    pub speakers: Vec<Speaker>,
}

/// The talks of a meetup, those that were proposed first first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talks {
    pub all: Vec<Talk>,
    /// Those that were taken away, with all that was said of them.
    pub taken_away: Vec<Talk>,
    /// Who turned out to be whom: the stand-in that a talk named, and the person who answered in its place.
    pub answered_as: Vec<Claim>,
}

/// That somebody answered an invitation in the place of the stand-in it was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub talk: RowId,
    pub stand_in: PersonId,
    pub person: PersonId,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Suggested, Self::Invited, Self::Interested, Self::Confirmed, Self::Declined];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Invited => "invited",
            Self::Interested => "interested",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether they have not answered yet.
    #[must_use]
    pub const fn is_awaited(self) -> bool {
        matches!(self, Self::Suggested | Self::Invited)
    }

    /// Whether they would come, or will.
    #[must_use]
    pub const fn is_willing(self) -> bool {
        matches!(self, Self::Interested | Self::Confirmed)
    }
}

/// Before the person who answered in the place of another.
const AS: &str = "as ";

/// Who answered in the place of another, where a mark says so.
pub(crate) fn answered_by(said: &Datum) -> Option<PersonId> {
    said.text().strip_prefix(AS)?.parse().ok()
}

/// Reads the talks alone.
#[must_use]
pub fn read_talks(doc: &Automerge) -> Talks {
    let mut speakers: BTreeMap<RowId, Vec<Speaker>> = BTreeMap::new();
    let mut answered_as = Vec::new();
    for (mark, said) in read::read_said(doc, Marks::Speakers) {
        let Some(talk) = mark.of.map(RowId::from_bytes) else { continue };
        let all = std::iter::once(&said.value).chain(&said.rivals);
        let people = all.filter_map(answered_by);
        let before = answered_as.len();
        answered_as.extend(people.map(|person| Claim { talk, stand_in: mark.by, person }));
        if answered_as.len() == before {
            speakers.entry(talk).or_default().extend(Speaker::of(mark.by, &said));
        }
    }
    let (gone, mut rows): (Vec<_>, Vec<_>) = read::read_rows(doc, Rows::Talks).into_iter().partition(|row| row.is_gone);
    rows.sort_by_key(|row| (row.at, row.id));
    let mut talks = |rows: &[Row]| -> Vec<_> {
        rows.iter().map(|row| Talk::of(row, speakers.remove(&row.id).unwrap_or_default())).collect()
    };
    let (all, taken_away) = (talks(&rows), talks(&gone));
    Talks { all, taken_away, answered_as }
}

impl Speaker {
    /// What they answered counts before that they were asked, whoever said it last.
    fn of(person: PersonId, said: &Said) -> Option<Self> {
        let all = std::iter::once(&said.value).chain(&said.rivals).filter_map(|datum| Status::of(datum.text()));
        let (awaited, answers): (Vec<_>, Vec<_>) = all.partition(|status| status.is_awaited());
        let status = *answers.first().or_else(|| awaited.iter().max())?;
        Some(Self { person, status, rivals: answers.into_iter().skip(1).collect() })
    }
}

impl Talks {
    #[must_use]
    pub fn get(&self, id: RowId) -> Option<&Talk> {
        self.all.iter().find(|talk| talk.id == id)
    }

    /// Everybody of every talk; who is in two is there twice.
    pub fn speakers(&self) -> impl Iterator<Item = &Speaker> {
        self.all.iter().flat_map(|talk| &talk.speakers)
    }

    /// Everybody who has not declined, each once, in the order of their ids.
    #[must_use]
    pub fn possible(&self) -> Vec<PersonId> {
        let mut people: Vec<_> = self.speakers().filter(|s| s.status != Status::Declined).map(|s| s.person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whom a stand-in stood for, once they have answered; anybody else is who they are.
    #[must_use]
    pub fn meant_by(&self, person: PersonId) -> PersonId {
        self.answered_as.iter().find(|claim| claim.stand_in == person).map_or(person, |claim| claim.person)
    }

    /// Who answered in the place of a stand-in.
    pub fn answered_as(&self, talk: RowId, stand_in: PersonId) -> impl Iterator<Item = PersonId> {
        let of = move |claim: &&Claim| claim.talk == talk && claim.stand_in == stand_in;
        self.answered_as.iter().filter(of).map(|claim| claim.person)
    }
}

impl Talk {
    fn of(row: &Row, mut speakers: Vec<Speaker>) -> Self {
        speakers.sort_by_key(|speaker| speaker.person);
        let title = |field| row.title(field);
        Self {
            id: row.id,
            subject: title(Field::Text),
            summary: title(Field::Summary),
            links: row.text(Field::Links).to_owned(),
            by: row.by,
            speakers,
        }
    }

    #[must_use]
    pub fn speaker(&self, person: PersonId) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.person == person)
    }

    /// How it stands with the talk: it is as sure as the least sure of those who have not declined; declined, once all have.
    #[must_use]
    pub fn status(&self) -> Status {
        let willing = self.speakers.iter().map(|speaker| speaker.status).filter(|status| *status != Status::Declined);
        let all_declined = if self.speakers.is_empty() { Status::Suggested } else { Status::Declined };
        willing.min().unwrap_or(all_declined)
    }

    /// Proposes that somebody tells this: oneself, who would like to, or another, who is only suggested.
    #[must_use]
    pub fn propose(id: RowId, subject: &str, speaker: PersonId, status: Status) -> Command {
        Command::Put { puts: Self::puts(id, subject, speaker, status) }
    }

    pub(crate) fn puts(id: RowId, subject: &str, speaker: PersonId, status: Status) -> Vec<Put> {
        vec![text(id, Field::Text, subject), said(id, speaker, Some(status))]
    }

    /// Says it in other words, or settles which of several they are: the subject, the summary or the links.
    #[must_use]
    pub fn say(id: RowId, field: Field, words: &str) -> Command {
        Command::Put { puts: vec![text(id, field, words)] }
    }

    /// Says how it stands with somebody, who gives the talk too from then on; `None` when they do not.
    #[must_use]
    pub fn set_status(id: RowId, speaker: PersonId, status: Option<Status>) -> Command {
        Command::Put { puts: vec![said(id, speaker, status)] }
    }

    /// Answers an invitation in the place of the stand-in that it was for, whose answers to the poll are mine from then on.
    #[must_use]
    pub fn answer_as(id: RowId, stand_in: PersonId, me: PersonId, status: Status, poll: &Poll) -> Command {
        let mut puts = vec![said(id, me, Some(status))];
        if stand_in != me {
            let value = Some(Datum::Text(format!("{AS}{me}")));
            puts.push(Put { cell: Cell::Mark(Marks::Speakers, Mark::of(id, stand_in)), value });
            for (option, vote) in poll.votes_of(stand_in) {
                puts.push(Put { cell: Cell::Mark(Marks::Ballots, Mark::of(option, stand_in)), value: None });
                if poll.vote_of(me, option).is_none() {
                    puts.push(vote.put(option, me));
                }
            }
        }
        Command::Put { puts }
    }

    #[must_use]
    pub fn take_away(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Talks, id, gone }])
    }
}

fn text(id: RowId, field: Field, words: &str) -> Put {
    Put { cell: Cell::Row(Rows::Talks, id, field), value: Some(Datum::Text(words.to_owned())) }
}

fn said(id: RowId, speaker: PersonId, status: Option<Status>) -> Put {
    let value = status.map(|status| Datum::Text(status.name().to_owned()));
    Put { cell: Cell::Mark(Marks::Speakers, Mark::of(id, speaker)), value }
}
