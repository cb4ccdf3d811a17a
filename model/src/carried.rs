//! What the bilan of one meetup gives to the next: improvements that open its co-construction, and what becomes of them there.
//!
//! An improvement has, in the meetup that it is carried into, the id of the card that it was: so importing twice imports once, by
//! whoever and from whichever device, and it leads back to its card.

use crate::{Cell, Command, Datum, Field, MeetupId, PersonId, Presence, Put, Row, RowId, Rows, Title, read};
use automerge::Automerge;
use serde::{Deserialize, Serialize};

/// What became of an improvement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Nobody has said yet.
    #[default]
    Open,
    Doing,
    Done,
    Dropped,
}

/// An improvement on its way out of a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Improvement {
    pub card: RowId,
    pub text: String,
    /// The name of the group that the card was in; empty for none.
    pub group: String,
    /// The problem that it answers; empty for none.
    pub problem: String,
    pub owner: Option<PersonId>,
}

/// The same where it arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The card that it was.
    pub id: RowId,
    pub text: Title,
    /// The meetup in whose bilan it was adopted.
    pub from: Option<MeetupId>,
    pub group: String,
    pub problem: String,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    pub fate: Fate,
    /// What else became of it, as was said at the same moment.
    pub rivals: Vec<Fate>,
    /// Why.
    pub note: Title,
}

impl Fate {
    pub const ALL: [Self; 4] = [Self::Open, Self::Doing, Self::Done, Self::Dropped];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }
}

/// Reads what was carried into a meetup alone, in the order of the cards' ids. What was given back is not in it.
#[must_use]
pub fn read_carried(doc: &Automerge) -> Vec<Carried> {
    read::read_rows(doc, Rows::Carried).iter().filter(|row| !row.is_gone).map(Carried::of).collect()
}

/// Reads what was given back alone: it is there for whoever wants it again.
#[must_use]
pub fn read_given_back(doc: &Automerge) -> Vec<Carried> {
    read::read_rows(doc, Rows::Carried).iter().filter(|row| row.is_gone).map(Carried::of).collect()
}

impl Carried {
    fn of(row: &Row) -> Self {
        let title = |field| row.title(field);
        Self {
            id: row.id,
            text: title(Field::Text),
            from: row.text(Field::Meetup).parse().ok(),
            group: row.text(Field::Group).to_owned(),
            problem: row.text(Field::Answers).to_owned(),
            owner: row.text(Field::Person).parse().ok(),
            fate: Fate::of(row.text(Field::Fate)).unwrap_or_default(),
            rivals: row.rivals(Field::Fate).iter().filter_map(|name| Fate::of(name)).collect(),
            note: title(Field::Note),
        }
    }

    /// Carries improvements into a meetup: those that never came there, so that what was said of the others since stays, and
    /// what was given back stays away. `None` where all have come.
    #[must_use]
    pub fn import(doc: &Automerge, from: MeetupId, improvements: &[Improvement]) -> Option<Command> {
        let came = read::read_rows(doc, Rows::Carried);
        let fresh = improvements.iter().filter(|one| came.iter().all(|row| row.id != one.card));
        let puts: Vec<_> = fresh
            .flat_map(|one| {
                let owner = one.owner.map(|person| person.to_string());
                let texts = [
                    (Field::Text, Some(one.text.clone())),
                    (Field::Meetup, Some(from.to_string())),
                    (Field::Group, Some(one.group.clone()).filter(|group| !group.is_empty())),
                    (Field::Answers, Some(one.problem.clone()).filter(|problem| !problem.is_empty())),
                    (Field::Person, owner),
                ];
                texts.into_iter().filter_map(|(field, text)| Some(put(one.card, field, Some(text?.as_str()))))
            })
            .collect();
        (!puts.is_empty()).then_some(Command::Put { puts })
    }

    /// Settles which of several things it says.
    #[must_use]
    pub fn say(id: RowId, text: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, Some(text))] }
    }

    /// Says what becomes of it, and settles it where several things were said at once.
    #[must_use]
    pub fn turn_out(id: RowId, fate: Fate) -> Command {
        Command::Put { puts: vec![put(id, Field::Fate, Some(fate.name()))] }
    }

    /// Says why.
    #[must_use]
    pub fn explain(id: RowId, note: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Note, Some(note).filter(|note| !note.trim().is_empty()))] }
    }

    /// Says who sees to it.
    #[must_use]
    pub fn own(id: RowId, owner: Option<PersonId>) -> Command {
        Command::Put { puts: vec![put(id, Field::Person, owner.map(|person| person.to_string()).as_deref())] }
    }

    /// Gives it back to the meetup that it came from. What was said of it stays.
    #[must_use]
    pub fn give_back(id: RowId) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Carried, id, gone: true }])
    }

    /// Brings it here again, with what was said of it.
    #[must_use]
    pub fn bring_back(id: RowId) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Carried, id, gone: false }])
    }
}

fn put(id: RowId, field: Field, value: Option<&str>) -> Put {
    Put { cell: Cell::Row(Rows::Carried, id, field), value: value.map(|text| Datum::Text(text.to_owned())) }
}
