//! What a person does in the co-construction of a meetup.

use super::Room;
use crate::browser::random;
use boucle_model::{Command, Intention, Own, Presence, RowId, Rows, join, leave, say};
use leptos::prelude::*;

impl Room {
    /// Says what the meetup is about, or which question it asks; settles it where several were said at once.
    pub fn say(&self, own: Own, text: &str) {
        self.give(say(own, text));
    }

    /// Takes me into the team, or gives me another role there.
    pub fn join(&self, role: &str) {
        if let Some(me) = self.me() {
            self.give(join(me, role));
        }
    }

    pub fn leave(&self) {
        if let Some(me) = self.me() {
            self.give(leave(me));
        }
    }

    /// Adds an intention, and tells whether that could be done.
    pub fn intend(&self, text: &str) -> bool {
        self.give(Intention::add(&self.intentions(), RowId::from_bytes(random::bytes()), text))
    }

    /// Says an intention in other words, or settles which of several it is.
    pub fn say_intention(&self, id: RowId, text: &str) {
        self.give(Intention::say(id, text));
    }

    /// Moves an intention up by so many places; down where that is negative.
    pub fn move_intention(&self, id: RowId, up: isize) {
        let all = self.intentions();
        if let Some(place) = all.iter().position(|intention| intention.id == id) {
            self.give(Intention::move_to(&all, id, place.saturating_add_signed(-up)));
        }
    }

    pub fn take_intention_away(&self, id: RowId) {
        self.give(Command::TakeAway(vec![Presence { of: Rows::Intentions, id, gone: true }]));
    }

    fn intentions(&self) -> Vec<Intention> {
        self.plan().with_untracked(|plan| plan.intentions.clone())
    }
}
