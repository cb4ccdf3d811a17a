//! Who comes to a meetup: seats, and a waiting list that is the same on every replica.
//!
//! A seat is *asked for* until the server has that. Then the replica of whoever asked takes one, if the merged document has one
//! left that nobody waits for, or joins the list; and takes one later, when its turn comes. A seat that was taken is kept:
//! people who took the last one at the same moment overbook it by as many, which is shown.

use crate::{Cell, Command, Datum, Mark, Marks, Own, PersonId, Put, Said, read};
use automerge::Automerge;
use serde::{Deserialize, Serialize};

/// How somebody stands to a meetup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    Maybe,
    /// On the list, by the number that was drawn when it was joined: the lowest is next.
    Waiting(i64),
    /// The server does not have it yet, or has not answered.
    Asked,
    Taken,
    Cancelled,
}

/// Somebody who has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    pub person: PersonId,
    pub seat: Seat,
}

/// Everybody who has answered, and how many seats there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// `None` while nobody has counted them: then there is room for all.
    pub seats: Option<usize>,
    /// In the order of their ids.
    pub all: Vec<Attendee>,
}

/// What somebody says of coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Going,
    Maybe,
    /// Not, or not any more.
    Cancelled,
}

/// The seats that a meetup can have.
pub const SEATS: std::ops::RangeInclusive<i64> = 1..=100_000;

impl Seat {
    fn name(self) -> String {
        match self {
            Self::Maybe => "maybe".to_owned(),
            Self::Waiting(number) => format!("waiting {number}"),
            Self::Asked => "asked".to_owned(),
            Self::Taken => "taken".to_owned(),
            Self::Cancelled => "cancelled".to_owned(),
        }
    }

    /// From how it stands in a document.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "maybe" => Some(Self::Maybe),
            "asked" => Some(Self::Asked),
            "taken" => Some(Self::Taken),
            "cancelled" => Some(Self::Cancelled),
            _ => name.strip_prefix("waiting ")?.parse().ok().map(Self::Waiting),
        }
    }

    /// What somebody's own devices said at the same moment: a seat that was taken is kept, unless they cancelled; and
    /// asking for one is not lost to having cancelled.
    fn among(said: &Said) -> Option<Self> {
        let all: Vec<_> =
            std::iter::once(&said.value).chain(&said.rivals).filter_map(|datum| Self::of(datum.text())).collect();
        let has = |seat| all.contains(&seat);
        if has(Self::Taken) && (!has(Self::Cancelled) || has(Self::Asked)) {
            Some(Self::Taken)
        } else if has(Self::Asked) {
            Some(Self::Asked)
        } else if has(Self::Cancelled) {
            Some(Self::Cancelled)
        } else {
            all.iter().copied().filter(|seat| matches!(seat, Self::Waiting(_))).min().or(all.first().copied())
        }
    }
}

/// Reads who comes alone.
#[must_use]
pub fn read_attendance(doc: &Automerge) -> Attendance {
    let seats = read::read_own(doc, Own::Seats).and_then(|said| said.value.whole());
    let seats = seats.filter(|seats| SEATS.contains(seats)).and_then(|seats| usize::try_from(seats).ok());
    let all = read::read_said(doc, Marks::Attendance).into_iter();
    let all = all.filter_map(|(mark, said)| Some(Attendee { person: mark.by, seat: Seat::among(&said)? })).collect();
    Attendance { seats, all }
}

impl Attendance {
    #[must_use]
    pub fn seat_of(&self, person: PersonId) -> Option<Seat> {
        self.all.iter().find(|attendee| attendee.person == person).map(|attendee| attendee.seat)
    }

    /// Those who have this seat.
    pub fn with(&self, seat: Seat) -> impl Iterator<Item = PersonId> {
        self.all.iter().filter(move |attendee| attendee.seat == seat).map(|attendee| attendee.person)
    }

    /// Those who wait for a seat, the next one first.
    #[must_use]
    pub fn waiting(&self) -> Vec<PersonId> {
        let mut waiting: Vec<_> =
            self.all.iter().filter(|a| matches!(a.seat, Seat::Waiting(_))).map(|a| (a.seat, a.person)).collect();
        waiting.sort_unstable();
        waiting.into_iter().map(|(_, person)| person).collect()
    }

    /// How many seats nobody has.
    #[must_use]
    pub fn free(&self) -> Option<usize> {
        Some(self.seats?.saturating_sub(self.with(Seat::Taken).count()))
    }

    /// How many more have a seat than there are.
    #[must_use]
    pub fn overbooked(&self) -> usize {
        self.seats.map_or(0, |seats| self.with(Seat::Taken).count().saturating_sub(seats))
    }

    /// What a person says of coming. Who has a seat, or waits for one, does not ask again.
    #[must_use]
    pub fn answer(&self, person: PersonId, answer: Answer) -> Command {
        let seat = match (answer, self.seat_of(person)) {
            (Answer::Going, Some(had @ (Seat::Taken | Seat::Waiting(_)))) => had,
            (Answer::Going, _) => Seat::Asked,
            (Answer::Maybe, _) => Seat::Maybe,
            (Answer::Cancelled, _) => Seat::Cancelled,
        };
        put(person, seat)
    }

    /// What the replica of a person does once the server has what they said: take a seat, wait for one, or nothing.
    #[must_use]
    pub fn settle(&self, person: PersonId) -> Option<Command> {
        let free = self.free().unwrap_or(usize::MAX);
        let waiting = self.waiting();
        let seat = match self.seat_of(person)? {
            Seat::Asked if free > waiting.len() => Seat::Taken,
            Seat::Asked => Seat::Waiting(1 + self.all.iter().filter_map(|a| a.number()).max().unwrap_or(0)),
            Seat::Waiting(_) if waiting.iter().position(|next| *next == person)? < free => Seat::Taken,
            Seat::Waiting(_) | Seat::Maybe | Seat::Taken | Seat::Cancelled => return None,
        };
        Some(put(person, seat))
    }
}

impl Attendee {
    fn number(&self) -> Option<i64> {
        match self.seat {
            Seat::Waiting(number) => Some(number),
            _ => None,
        }
    }
}

/// Says how many seats there are; `None` for room for all.
#[must_use]
pub fn count_seats(seats: Option<i64>) -> Command {
    Command::Put { puts: vec![Put { cell: Cell::Own(Own::Seats), value: seats.map(Datum::Whole) }] }
}

/// What taking back leads to: a seat that was given up, or a place on the list, is asked for again.
pub(crate) fn given_back(said: Datum) -> Datum {
    match Seat::of(said.text()) {
        Some(Seat::Taken | Seat::Waiting(_)) => Datum::Text(Seat::Asked.name()),
        _ => said,
    }
}

fn put(person: PersonId, seat: Seat) -> Command {
    let cell = Cell::Mark(Marks::Attendance, Mark::by(person));
    Command::Put { puts: vec![Put { cell, value: Some(Datum::Text(seat.name())) }] }
}
