//! What a person does in the poll for the date and the venue.

use super::Room;
use crate::browser::random;
use boucle_model::{Choice, Field, PersonId, Poll, RowId, Rows, Slot, TakenOff, Venue, Vote, When, sheet::Sheet};
use leptos::prelude::*;
use std::collections::BTreeMap;

impl Room {
    /// When and where a meetup could be, and what everybody says of it.
    #[must_use]
    pub fn poll(&self) -> Signal<Poll> {
        self.shown.poll.signal()
    }

    /// Adds a date, and tells whether that could be done.
    pub fn add_date(&self, when: &When) -> bool {
        self.give(Slot::add(fresh(), when))
    }

    /// Adds a venue, and tells whether that could be done.
    pub fn add_venue(&self, name: &str, address: &str, capacity: Option<i64>) -> bool {
        self.give(Venue::add(fresh(), name, address, capacity))
    }

    /// Says the name of a venue, its address or how one comes in, in other words.
    pub fn say_venue(&self, id: RowId, field: Field, words: &str) {
        self.give(Venue::say(id, field, words));
    }

    /// Says how many people a venue holds; `None` for what nobody knows.
    pub fn hold(&self, id: RowId, capacity: Option<i64>) {
        self.give(Venue::hold(id, capacity));
    }

    /// Takes a date or a venue off the poll, or brings it back.
    pub fn take_option(&self, of: Rows, id: RowId, gone: bool) {
        self.give(TakenOff::take(of, id, gone));
    }

    /// Says what I think of a date or a venue; `None` takes it back.
    pub fn vote(&self, option: RowId, vote: Option<Vote>) {
        if let Some(me) = self.me() {
            self.vote_for(me, option, vote);
        }
    }

    /// Says it for somebody who is not here.
    pub fn vote_for(&self, person: PersonId, option: RowId, vote: Option<Vote>) {
        self.give(Vote::cast(option, person, vote));
    }

    /// Closes the poll on a choice, or opens it again.
    pub fn close_poll(&self, choice: Option<Choice>) {
        let seats = self.attendance().with_untracked(|attendance| attendance.seats);
        let command = self.poll().with_untracked(|poll| poll.close(choice, seats));
        self.give(command);
    }

    /// Takes a table in. `known` finds the person of a name; the others are stand-ins.
    pub fn take_in(&self, sheet: &Sheet, known: impl Fn(&str) -> Option<PersonId>) -> bool {
        let mut people: BTreeMap<&str, PersonId> = BTreeMap::new();
        let mut others = Vec::new();
        for (name, _) in &sheet.rows {
            match known(name) {
                Some(person) => drop(people.insert(name, person)),
                None if others.contains(&name.as_str()) => {}
                None => others.push(name.as_str()),
            }
        }
        let stand_ins = self.stand_ins(&others);
        people.extend(others.into_iter().zip(stand_ins).filter_map(|(name, person)| Some((name, person?))));
        // A name that no directory takes is nobody's: its votes stand under an id that names none.
        let person = |name: &str| people.get(name).copied().unwrap_or_else(|| PersonId::from_bytes(random::bytes()));
        let command = self.poll().with_untracked(|poll| sheet.take_in(poll, fresh, person));
        self.give(command)
    }
}

fn fresh() -> RowId {
    RowId::from_bytes(random::bytes())
}
