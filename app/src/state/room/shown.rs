//! What the room shows. The core sets these; nobody else does.

use super::{Availability, Safety, Trouble};
use boucle_model::{Standing, Title};
use boucle_sync::presence::Person;
use leptos::prelude::*;

/// One thing shown, for as long as there is a page for it. A room outlives its page by the writes that are still being
/// answered; what it shows then is shown to nobody.
#[derive(Debug)]
pub(super) struct Showing<T: 'static>(RwSignal<T>);

impl<T> Clone for Showing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Showing<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Showing<T> {
    fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// What is shown; `None` once nobody looks.
    pub(super) fn get(self) -> Option<T> {
        self.0.try_get_untracked()
    }

    pub(super) fn is(self, value: &T) -> bool {
        self.0.try_with_untracked(|shown| shown == value).unwrap_or(false)
    }

    /// Shows something; what is shown already is not shown anew.
    pub(super) fn set(self, value: T) {
        if self.0.try_with_untracked(|shown| *shown != value).unwrap_or(false) {
            let _shown_to_nobody = self.0.try_set(value);
        }
    }

    pub(super) fn signal(self) -> Signal<T> {
        self.0.into()
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) title: Showing<Title>,
    pub(super) phase: Showing<Standing>,
    /// Another number when the pad's text is another. Reading a long one takes time, so it is read only where it is shown.
    pub(super) pad: Showing<u64>,
    pub(super) people: Showing<Vec<Person>>,
    pub(super) safety: Showing<Safety>,
    pub(super) availability: Showing<Availability>,
    pub(super) can_undo: Showing<bool>,
    pub(super) can_redo: Showing<bool>,
    pub(super) asks_name: Showing<bool>,
    pub(super) trouble: Showing<Option<Trouble>>,
}

impl Shown {
    pub(super) fn new(title: Title, phase: Standing) -> Self {
        Self {
            title: Showing::new(title),
            phase: Showing::new(phase),
            pad: Showing::new(0),
            people: Showing::new(Vec::new()),
            safety: Showing::new(Safety::Opening),
            availability: Showing::new(Availability::Opening),
            can_undo: Showing::new(false),
            can_redo: Showing::new(false),
            asks_name: Showing::new(false),
            trouble: Showing::new(None),
        }
    }

    pub(super) fn pad_changed(self) {
        if let Some(before) = self.pad.get() {
            self.pad.set(before.wrapping_add(1));
        }
    }

    pub(super) fn is_here(self) -> bool {
        self.availability.is(&Availability::Here)
    }
}
