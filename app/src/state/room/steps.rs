//! What a person does with the seven steps, and with the texts that tell of a meetup.

use super::Room;
use boucle_model::{Own, Step, Steps, Text, say};
use leptos::prelude::*;

impl Room {
    /// What was done elsewhere of what prepares a meetup, and which texts are written.
    #[must_use]
    pub fn steps(&self) -> Signal<Steps> {
        self.shown.steps.signal()
    }

    /// Says that a step was done elsewhere, with a note; or not, after all.
    pub fn tick(&self, step: Step, note: Option<&str>) {
        self.give(step.tick(note));
    }

    /// Notes where the meetup is announced on another site; nothing erases it.
    pub fn list_at(&self, address: &str) {
        self.give(say(Own::Listing, address));
    }

    /// Puts a draft in the place of a text.
    pub fn write(&self, text: Text, draft: &str) {
        self.with(|core| core.write(text, draft));
    }
}
