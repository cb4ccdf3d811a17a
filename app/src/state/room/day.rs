//! The day's timeline: what happened when, by hand and from the pad's history.

use super::{Room, core::Core};
use crate::browser::random;
use boucle_model::{Happening, Opening, RowId, openings};
use leptos::prelude::*;
use std::rc::Rc;

impl Core {
    fn openings(&self) -> Vec<Opening> {
        openings(self.replica.borrow().doc())
    }

    fn add_openings(self: &Rc<Self>, openings: &[Opening]) -> bool {
        let commands = Happening::add_openings(self.replica.borrow().doc(), openings);
        commands.iter().all(|command| self.act(command))
    }
}

impl Room {
    /// What happened on the day, the earliest first.
    #[must_use]
    pub fn happenings(&self) -> Signal<Vec<Happening>> {
        self.shown.happenings.signal()
    }

    /// Where something new began in the pad, the earliest first. It follows at leisure.
    #[must_use]
    pub fn openings(&self) -> Signal<Vec<Opening>> {
        let room = *self;
        Signal::derive(move || room.read(|core| core.openings()).unwrap_or_default())
    }

    /// Adds something that happened at this moment (UTC milliseconds), and tells whether that could be done.
    pub fn add_happening(&self, hour: i64, text: &str) -> bool {
        self.give(Happening::add(RowId::from_bytes(random::bytes()), hour, text))
    }

    /// Adds what the pad says, what never was on the timeline in one step, and tells whether that could be done.
    pub fn add_openings(&self, openings: &[Opening]) -> bool {
        self.with(|core| core.add_openings(openings)).unwrap_or(false)
    }

    /// Says what happened in other words, or settles which of several it was.
    pub fn say_happening(&self, id: RowId, text: &str) {
        self.give(Happening::say(id, text));
    }

    /// Says when it happened, or settles which of several moments that was.
    pub fn happened_at(&self, id: RowId, hour: i64) {
        self.give(Happening::was_at(id, hour));
    }

    /// Takes something off the timeline, or brings it back.
    pub fn take_happening(&self, id: RowId, gone: bool) {
        self.give(Happening::take(id, gone));
    }
}
