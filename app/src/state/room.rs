//! One open meetup, as views see it.

use crate::projection::Projection;
use boucle_model::Title;
use boucle_sync::presence::Person;
use leptos::prelude::*;

/// Where my own work is. It speaks of my edits, not of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Not known yet: the device is being asked.
    Opening,
    /// Everything I wrote is on the server's disk.
    Server,
    /// On this device, on its way: so many changes.
    Sending(usize),
    /// On this device only: so many changes, and no connection.
    Device(usize),
    /// Not even kept on this device: so many changes, with the browser's reason.
    Unsaved(usize),
    /// A newer version wrote this meetup: it is read-only here.
    ReadOnly,
}

/// Whether the meetup can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// The device is being asked.
    Opening,
    Here,
    /// Neither the device nor the server has it yet, and the server cannot be asked: it can be written all the same.
    NotReceived,
    /// The server was asked and does not know it.
    Unknown,
    /// What the device holds of it cannot be read: the reason.
    Broken(String),
}

/// What the toolbar can do to the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Bold,
    Italic,
    Heading,
    Bullet,
    Number,
    Task,
    Quote,
    Link,
}

/// The words inside the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorWords {
    /// The accessible name of the text field.
    pub label: String,
    pub placeholder: String,
}

/// A handle on one open meetup.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    title: RwSignal<Title>,
    pad: RwSignal<String>,
    people: RwSignal<Vec<Person>>,
    safety: RwSignal<Safety>,
    availability: RwSignal<Availability>,
    can_undo: RwSignal<bool>,
    can_redo: RwSignal<bool>,
    asks_name: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

impl Room {
    /// Opens the room of a document, first drawn from the server's projection if there is one. The replica opens
    /// after the first render; everything closes with the current owner.
    #[must_use]
    pub fn open(_id: &str, first: Option<&Projection>) -> Self {
        let title = first.map(|p| Title { text: p.title.clone(), rivals: Vec::new() }).unwrap_or_default();
        Self {
            title: RwSignal::new(title),
            pad: RwSignal::new(first.map(|p| p.pad.clone()).unwrap_or_default()),
            people: RwSignal::new(Vec::new()),
            safety: RwSignal::new(Safety::Opening),
            availability: RwSignal::new(Availability::Opening),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            asks_name: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    #[must_use]
    pub fn title(&self) -> Signal<Title> {
        self.title.into()
    }

    /// The pad's Markdown, for the reading view. It follows at leisure, not at each keystroke.
    #[must_use]
    pub fn pad(&self) -> Signal<String> {
        self.pad.into()
    }

    /// Everybody else who is here, each once.
    #[must_use]
    pub fn people(&self) -> Signal<Vec<Person>> {
        self.people.into()
    }

    #[must_use]
    pub fn safety(&self) -> Signal<Safety> {
        self.safety.into()
    }

    #[must_use]
    pub fn availability(&self) -> Signal<Availability> {
        self.availability.into()
    }

    /// Whether the meetup must not be written here.
    #[must_use]
    pub fn read_only(&self) -> Signal<bool> {
        let safety = self.safety;
        Signal::derive(move || safety.get() == Safety::ReadOnly)
    }

    /// What the server refused, in its words; `None` when all is well.
    #[must_use]
    pub fn trouble(&self) -> Signal<Option<String>> {
        self.trouble.into()
    }

    /// True from the first edit of somebody who has not given a name; the view asks for it, once.
    #[must_use]
    pub fn asks_name(&self) -> Signal<bool> {
        self.asks_name.into()
    }

    /// The question was answered or put off.
    pub fn name_was_asked(&self) {
        self.asks_name.set(false);
    }

    /// Gives the meetup a title of at most [`boucle_model::MAX_TITLE`] characters.
    pub fn rename(&self, _title: &str) {}

    /// Whether one of my own edits (title or pad, the latest first) can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> Signal<bool> {
        self.can_undo.into()
    }

    #[must_use]
    pub fn can_redo(&self) -> Signal<bool> {
        self.can_redo.into()
    }

    pub fn undo(&self) {}

    pub fn redo(&self) {}

    /// Puts the pad's editor into `parent` once the replica is open; it leaves with the current owner.
    pub fn mount_editor(&self, _parent: web_sys::HtmlElement, _words: EditorWords) {}

    /// Renames the editor's field when the language changes.
    pub fn relabel_editor(&self, _words: EditorWords) {}

    pub fn format(&self, _format: Format) {}

    /// Downloads everything this device holds of the meetup, as an Automerge file.
    pub fn download(&self) {}
}
