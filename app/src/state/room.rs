//! One open document, as views see it.

mod alarm;
mod bilan;
mod board;
mod carried;
mod carto;
mod core;
mod day;
mod desk;
mod drafts;
mod edits;
mod evidence;
mod history;
mod ideas;
mod keeping;
mod link;
mod past;
mod plan;
mod poll;
mod presence;
mod replica;
mod seat;
mod showing;
mod shown;
mod steps;
mod talks;

use self::{
    core::{Attendance, Core},
    shown::{Fields, Shown},
};
pub use self::{drafts::Drafts, evidence::Reading, past::Then};
use super::Device;
use crate::{browser::editor, projection::Projection};
use automerge::ChangeHash;
use boucle_model::{
    Annals, Command, Edition, Idea, Kind, MeetupId, Milestone, PersonId, Phase, Place, Plan, Standing, Telling, Text,
    Title, journal::Entry,
};
use boucle_sync::{
    DocumentId,
    presence::{Person, Spot},
};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::{collections::BTreeMap, rc::Rc};

/// Where my own work is. It speaks of my edits, not of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Not known yet: the device is being asked.
    Opening,
    /// Being written to this device, which has not answered yet.
    Keeping,
    /// Everything I wrote is on the server's disk.
    Server,
    /// On this device, on its way: so many changes.
    Sending(usize),
    /// On this device only: so many changes, and no connection.
    Device(usize),
    /// On this device, where it stays: it is of the example.
    Sandbox,
    /// Not even kept on this device: so many changes.
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
    /// It is a document of this kind, and the address is one of another.
    Other(Kind),
}

/// Something that went wrong, in the words of whoever found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The server ended the exchange.
    Interrupted(String),
    /// An edit could not be made.
    NotMade(String),
    /// What came in cannot be read.
    NotRead(String),
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

impl Format {
    /// Its name in the editor's `format` call, and in `data-format`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Heading => "heading",
            Self::Bullet => "bullet",
            Self::Number => "number",
            Self::Task => "task",
            Self::Quote => "quote",
            Self::Link => "link",
        }
    }
}

/// The words inside the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorWords {
    /// The accessible name of the text field.
    pub label: String,
    pub placeholder: String,
}

/// A handle on one open document.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    shown: Shown,
    /// The texts as the server drew them, until the replica has them.
    drawn: StoredValue<Vec<(Text, String)>>,
    core: StoredValue<Option<SendWrapper<Rc<Core>>>>,
    /// Set once the core is there.
    open: RwSignal<bool>,
}

impl Room {
    /// Opens the room of a document, first drawn from the server's projection if there is one. The replica opens
    /// after the first render; everything closes with the current owner.
    #[must_use]
    pub fn open(kind: Kind, document: DocumentId, first: Option<&Projection>) -> Self {
        Self::attend(kind, document, first, Attendance::Here)
    }

    /// Opens the room of a document beside the one whose page this is. Whoever looks is not told to be there, and on
    /// the device's list it stays where it was until something is written in it.
    #[must_use]
    pub fn beside(kind: Kind, document: DocumentId) -> Self {
        Self::attend(kind, document, None, Attendance::Beside)
    }

    fn attend(kind: Kind, document: DocumentId, first: Option<&Projection>, attendance: Attendance) -> Self {
        let fields = first.map(Fields::drawn).unwrap_or_default();
        let room = Self {
            shown: Shown::new(fields),
            drawn: StoredValue::new(first.map(Projection::texts).unwrap_or_default()),
            core: StoredValue::new(None),
            open: RwSignal::new(false),
        };
        let device = use_context::<Device>().unwrap_or_default();
        Effect::new(move || {
            leptos::task::spawn_local(async move {
                let core = Core::open(kind, document, device, room.shown, attendance).await;
                // The page may have been left meanwhile: then nobody is there to take it.
                if room.core.try_set_value(Some(SendWrapper::new(Rc::clone(&core)))).is_none() {
                    room.open.set(true);
                } else {
                    core.close();
                }
            });
        });
        on_cleanup(move || {
            room.core.try_with_value(|core| core.as_ref().map(|core| core.close()));
        });
        room
    }

    fn with<T>(&self, act: impl FnOnce(&Rc<Core>) -> T) -> Option<T> {
        let core = self.core.try_with_value(|core| core.as_deref().cloned()).flatten();
        core.map(|core| act(&core))
    }

    /// The title of a meetup, the name of a commons.
    #[must_use]
    pub fn title(&self) -> Signal<Title> {
        self.shown.title.signal()
    }

    /// The phase of a meetup.
    #[must_use]
    pub fn phase(&self) -> Signal<Standing> {
        self.shown.phase.signal()
    }

    /// Where a meetup belongs.
    #[must_use]
    pub fn place(&self) -> Signal<Option<Place>> {
        self.shown.place.signal()
    }

    /// The meetups of a commons, the first edition first.
    #[must_use]
    pub fn editions(&self) -> Signal<Vec<Edition>> {
        self.shown.editions.signal()
    }

    /// The idea box of a commons, what has most support first.
    #[must_use]
    pub fn ideas(&self) -> Signal<Vec<Idea>> {
        self.shown.ideas.signal()
    }

    /// Everybody who has written in a commons.
    #[must_use]
    pub fn authors(&self) -> Signal<Vec<PersonId>> {
        self.shown.authors.signal()
    }

    /// What a meetup is about, who prepares it, and what they want of it.
    #[must_use]
    pub fn plan(&self) -> Signal<Plan> {
        self.shown.plan.signal()
    }

    /// The plan as it stood when the meetup last went on from its co-construction; `None` while it never has. It follows at
    /// leisure.
    #[must_use]
    pub fn plan_as_it_was(&self) -> Signal<Option<Plan>> {
        let room = *self;
        Signal::derive(move || room.read(|core| core.plan_as_it_was()).flatten())
    }

    /// The Markdown of a text, for the reading view. It follows at leisure, not at each keystroke.
    #[must_use]
    pub fn text(&self, text: Text) -> Signal<String> {
        let room = *self;
        Signal::derive(move || {
            let read = room.read(|core| core.text(text)).flatten();
            let drawn = || {
                room.drawn
                    .try_with_value(|drawn| drawn.iter().find(|(of, _)| *of == text).map(|(_, text)| text.clone()))
            };
            read.or_else(|| drawn().flatten()).unwrap_or_default()
        })
    }

    /// What was done in the document, the earliest first. It follows at leisure.
    #[must_use]
    pub fn journal(&self) -> Signal<Vec<Entry>> {
        let room = *self;
        Signal::derive(move || room.read(|core| core.journal()).unwrap_or_default())
    }

    /// What others did since the last visit of this device.
    #[must_use]
    pub fn news(&self) -> Signal<Vec<Entry>> {
        let room = *self;
        Signal::derive(move || room.read(|core| core.news()).unwrap_or_default())
    }

    /// The document as it was with this change.
    #[must_use]
    pub fn then(&self, change: ChangeHash) -> Option<Then> {
        self.with(|core| core.then(change)).flatten()
    }

    /// What came about in a commons until now, the earliest first, beside what its meetups have told.
    #[must_use]
    pub(crate) fn milestones(&self, told: &BTreeMap<MeetupId, Annals>) -> Vec<Milestone> {
        self.with(|core| core.milestones(told)).unwrap_or_default()
    }

    /// The meetups of a commons as they stood when these were its last changes.
    #[must_use]
    pub(crate) fn map_at(&self, heads: &[ChangeHash]) -> Vec<Edition> {
        self.with(|core| core.map_at(heads)).unwrap_or_default()
    }

    /// Makes the document say again what it said with this change. What came since stays in its history.
    pub fn restore(&self, change: ChangeHash) {
        self.with(|core| core.restore(change));
    }

    /// Reads something of the replica, again whenever it has changed.
    fn read<T>(&self, read: impl FnOnce(&Rc<Core>) -> T) -> Option<T> {
        self.open.track();
        self.shown.pad.signal().track();
        self.with(read)
    }

    /// Everybody else who is here, each once.
    #[must_use]
    pub fn people(&self) -> Signal<Vec<Person>> {
        self.shown.people.signal()
    }

    /// Tells the others at what this tab looks: a document of the commons and the part of it, or the map (`None`).
    pub fn looks_at(&self, spot: Signal<Option<Spot>>) {
        let room = *self;
        Effect::new(move || {
            let spot = spot.get();
            if room.open.get() {
                room.with(|core| core.looks_at(spot));
            }
        });
    }

    #[must_use]
    pub fn safety(&self) -> Signal<Safety> {
        self.shown.safety.signal()
    }

    #[must_use]
    pub fn availability(&self) -> Signal<Availability> {
        self.shown.availability.signal()
    }

    /// Whether the replica has the document.
    #[must_use]
    pub fn is_here(&self) -> Signal<bool> {
        let availability = self.shown.availability.signal();
        Signal::derive(move || availability.get() == Availability::Here)
    }

    /// Whether the meetup must not be written here.
    #[must_use]
    pub fn read_only(&self) -> Signal<bool> {
        let safety = self.shown.safety.signal();
        Signal::derive(move || safety.get() == Safety::ReadOnly)
    }

    /// What went wrong; `None` when all is well.
    #[must_use]
    pub fn trouble(&self) -> Signal<Option<Trouble>> {
        self.shown.trouble.signal()
    }

    /// True from the first edit of somebody who has not given a name; the view asks for it, once.
    #[must_use]
    pub fn asks_name(&self) -> Signal<bool> {
        self.shown.asks_name.signal()
    }

    /// The question was answered or put off.
    pub fn name_was_asked(&self) {
        self.shown.asks_name.set(false);
        self.with(|core| core.device.name_was_asked());
    }

    /// Gives the document a title of at most [`boucle_model::MAX_TITLE`] characters.
    pub fn rename(&self, title: &str) {
        self.give(Command::Rename { title: title.to_owned() });
    }

    /// Moves the meetup to another phase, or settles which of several it is in.
    pub fn move_phase(&self, to: Phase) {
        self.give(Command::MovePhase { to });
    }

    /// Adds a meetup to the commons, after the one before it, and tells whether that could be done.
    pub fn add_meetup(&self, id: MeetupId, title: String, previous: Option<MeetupId>) -> bool {
        self.give(Command::AddMeetup { id, title, previous })
    }

    /// Takes a meetup back from the map, or puts it there again.
    pub fn withdraw_meetup(&self, id: MeetupId, withdrawn: bool) {
        self.give(Command::WithdrawMeetup { id, withdrawn });
    }

    /// Tells the commons what the map shows of a meetup. It is no act of the person, and no step to be undone.
    pub fn show_meetup(&self, id: MeetupId, title: String, phase: Phase) {
        self.with(|core| core.note(&Command::ShowMeetup { id, title, phase }));
    }

    /// Who I am here.
    fn me(&self) -> Option<PersonId> {
        self.with(|core| core.device.person()).flatten()
    }

    /// Somebody who is not here, by their name.
    fn stand_in(&self, name: &str) -> Option<PersonId> {
        self.stand_ins(&[name]).pop().flatten()
    }

    fn stand_ins(&self, names: &[&str]) -> Vec<Option<PersonId>> {
        self.with(|core| core.device.stand_ins(names, core.sandbox)).unwrap_or_default()
    }

    fn give(&self, command: Command) -> bool {
        self.with(|core| core.act(&command)).unwrap_or(false)
    }

    /// Whether one of my own edits (the latest first) can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> Signal<bool> {
        self.shown.can_undo.signal()
    }

    #[must_use]
    pub fn can_redo(&self) -> Signal<bool> {
        self.shown.can_redo.signal()
    }

    pub fn undo(&self) {
        self.with(|core| core.undo());
    }

    pub fn redo(&self) {
        self.with(|core| core.redo());
    }

    /// Puts the editor of a text into `parent`, which is in the window by then, once the replica is open; it leaves with the current owner.
    pub fn mount_editor(&self, text: Text, parent: web_sys::HtmlElement, words: EditorWords) {
        let room = *self;
        let parent = SendWrapper::new(parent);
        Effect::new(move || {
            if room.open.get() {
                let (parent, words) = ((*parent).clone(), words.clone());
                room.with(|core| {
                    // It may never come into the window: what waits for that holds nothing.
                    let core = Rc::downgrade(core);
                    leptos::task::spawn_local(async move {
                        editor::near(&parent).await;
                        if let Some(core) = core.upgrade().filter(|core| !core.is_closed()) {
                            core.mount_editor(text, parent, words).await;
                        }
                    });
                });
            }
        });
        on_cleanup(move || {
            room.with(|core| core.unmount_editor());
        });
    }

    /// Renames the editor's field when the language changes.
    pub fn relabel_editor(&self, words: EditorWords) {
        self.with(|core| core.relabel_editor(&words));
    }

    pub fn format(&self, format: Format) {
        self.with(|core| core.format(format.name()));
    }

    /// Downloads everything this device holds of the meetup, as an Automerge file.
    pub fn download(&self) {
        self.with(|core| core.download());
    }
}

/// Reads what a meetup tells, unseen and unheard: as this device has it, then as the server has it, which is waited for where that is
/// worth while. Whether the server answered.
pub(super) async fn listen(document: DocumentId, device: Device, worth: bool, told: impl Fn(Telling)) -> bool {
    overhear(document, device, worth, |core| core.telling().into_iter().for_each(&told)).await
}

/// The same of what came about in it.
pub(super) async fn hear_annals(document: DocumentId, device: Device, worth: bool, told: impl Fn(Annals)) -> bool {
    overhear(document, device, worth, |core| core.annals().into_iter().for_each(&told)).await
}

async fn overhear(document: DocumentId, device: Device, worth: bool, hear: impl Fn(&Core)) -> bool {
    let owner = Owner::new();
    let shown = owner.with(|| Shown::new(Fields::default()));
    let core = Core::open(Kind::Meetup, document, device, shown, Attendance::Unseen).await;
    hear(&core);
    let answered = worth && core.until_level().await;
    hear(&core);
    core.close();
    owner.cleanup();
    answered
}

/// Opens a document, unseen and unheard, until the server has what is written in it, or does not answer.
pub(super) async fn deliver(kind: Kind, document: DocumentId, device: Device) {
    let owner = Owner::new();
    let shown = owner.with(|| Shown::new(Fields::default()));
    let core = Core::open(kind, document, device, shown, Attendance::Unseen).await;
    core.until_delivered().await;
    core.close();
    owner.cleanup();
}
