//! This browser: who uses it, which meetups it knows, and what it cannot do.

use leptos::prelude::*;

/// A meetup this device has opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMeetup {
    /// The document's id, for the address `/m/{id}`.
    pub id: String,
    /// Empty while it has none.
    pub title: String,
    /// When it was last open here, UTC milliseconds.
    pub opened: i64,
}

/// Something the browser withholds, to be said plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No IndexedDB: nothing is kept when the tab closes.
    Storage,
    /// Not a secure context (plain http): no start without network, the browser may clear what is kept.
    SecureContext,
}

/// A handle on this device, provided in context by the app.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    name: RwSignal<Option<String>>,
    meetups: RwSignal<Option<Vec<KnownMeetup>>>,
    missing: RwSignal<Vec<Missing>>,
    update: RwSignal<bool>,
}

impl Device {
    /// Makes the handle. It learns what the device holds after the first render.
    #[must_use]
    pub fn new() -> Self {
        Self { name: RwSignal::new(None), meetups: RwSignal::new(None), missing: RwSignal::new(Vec::new()), update: RwSignal::new(false) }
    }

    /// The name this person goes by; `None` until one is given.
    #[must_use]
    pub fn name(&self) -> Signal<Option<String>> {
        self.name.into()
    }

    /// One of eight colours for this person's avatar.
    #[must_use]
    pub fn colour(&self) -> Signal<u8> {
        Signal::derive(|| 0)
    }

    /// Gives or changes the name (trimmed, at most 64 characters; empty takes it back).
    pub fn set_name(&self, _name: &str) {}

    /// The meetups this device knows, newest first; `None` until the device has answered.
    #[must_use]
    pub fn meetups(&self) -> Signal<Option<Vec<KnownMeetup>>> {
        self.meetups.into()
    }

    /// Starts a meetup and returns its address, `/m/{id}`. It exists on this device at once, and on the server
    /// as soon as it can be reached.
    pub async fn start_meetup(&self, _title: String) -> String {
        String::new()
    }

    /// Removes a meetup from this device. What the server has stays there.
    pub fn forget(&self, _id: &str) {}

    /// How many changes of this meetup stand on this device only; asked before it is forgotten.
    pub async fn unsaved(&self, _id: String) -> usize {
        0
    }

    /// What this browser withholds.
    #[must_use]
    pub fn missing(&self) -> Signal<Vec<Missing>> {
        self.missing.into()
    }

    /// Whether a newer version of the app is stored and waits.
    #[must_use]
    pub fn update(&self) -> Signal<bool> {
        self.update.into()
    }

    /// Takes the newer version. Every edit is stored first.
    pub fn take_update(&self) {}
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}
