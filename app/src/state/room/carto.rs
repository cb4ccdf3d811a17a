//! What a person does on the Meta-Carto.

use super::Room;
use automerge::ChangeHash;
use boucle_model::{Carto, Command, MeetupId, Waymark};
use leptos::prelude::*;

impl Room {
    /// The map of ideas and people, as it stands.
    #[must_use]
    pub fn carto(&self) -> Signal<Carto> {
        self.shown.carto.signal()
    }

    /// Draws on the map, and tells whether that could be done. What is drawn is made by `Node`, `Link`, `Type` and `View` of the model.
    pub fn draw(&self, command: Command) -> bool {
        self.give(command)
    }

    /// The map as it stood when these were its last changes; `None` where this device has not all of them. It follows at leisure.
    #[must_use]
    pub fn carto_at(&self, heads: &[ChangeHash]) -> Option<Carto> {
        self.read(|core| core.carto_at(heads)).flatten()
    }

    /// Marks that the map stands here at a meetup. It is no act of the person, and no step to be undone.
    pub fn mark(&self, meetup: MeetupId) {
        self.with(|core| {
            let heads = core.heads();
            core.note(&Waymark::mark(meetup, &heads));
        });
    }
}
