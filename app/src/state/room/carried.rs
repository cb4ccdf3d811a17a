//! What a person does with what the bilan of the meetup before brings to this one.

use super::Room;
use boucle_model::{Carried, Fate, Improvement, MeetupId, RowId};
use leptos::prelude::*;

impl Room {
    /// What came from the bilan of the meetup before.
    #[must_use]
    pub fn carried(&self) -> Signal<Vec<Carried>> {
        self.shown.carried.signal()
    }

    /// What came from there, and was given back.
    #[must_use]
    pub fn given_back(&self) -> Signal<Vec<Carried>> {
        self.shown.given_back.signal()
    }

    /// Brings improvements from a bilan into this meetup: those that never came here. Tells whether all are there now.
    pub fn bring(&self, from: MeetupId, improvements: &[Improvement]) -> bool {
        let command = self.with(|core| Carried::import(core.replica.borrow().doc(), from, improvements));
        command.is_some_and(|command| command.is_none_or(|command| self.give(command)))
    }

    /// Settles which of several things an improvement says.
    pub fn say_carried(&self, id: RowId, text: &str) {
        self.give(Carried::say(id, text));
    }

    /// Says what becomes of an improvement, and settles it where several things were said at once.
    pub fn turn_out(&self, id: RowId, fate: Fate) {
        self.give(Carried::turn_out(id, fate));
    }

    /// Says why, or settles which of several reasons it is.
    pub fn explain(&self, id: RowId, note: &str) {
        self.give(Carried::explain(id, note));
    }

    /// Takes an improvement on, or leaves it to whoever wants to see to it.
    pub fn see_to(&self, id: RowId, sees: bool) {
        if let Some(me) = self.me() {
            self.give(Carried::own(id, sees.then_some(me)));
        }
    }

    /// Gives an improvement back to the meetup that it came from, or brings it here again.
    pub fn hand_back(&self, id: RowId, back: bool) {
        self.give(if back { Carried::give_back(id) } else { Carried::bring_back(id) });
    }
}
