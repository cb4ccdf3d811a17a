//! My own edits: what I type, rename and take back becomes a change, which is kept, told to the other tabs and sent.
//!
//! What I do is shown in the turn in which I do it, and handed on in the next: both at once are long for a slow phone.

use super::{
    Trouble,
    core::{Attendance, Core},
    history::{History, Step},
};
use crate::browser::{clock, editor::PadEditor, page};
use boucle_model::{ApplyError, Author, Command, PersonId, Splice, Text, restore::difference};
use std::{rc::Rc, time::Duration};

/// After the first keystroke, which leaves at once, typing is gathered for so long.
const BURST: Duration = Duration::from_millis(150);

impl Core {
    fn author(&self) -> Author {
        Author { person: self.device.person().unwrap_or(PersonId::from_bytes([0; 16])), at: clock::utc() }
    }

    /// The editor's person typed.
    pub(super) fn typed(self: &Rc<Self>, splices: Vec<Splice>) {
        self.replica.borrow_mut().type_in(splices);
        self.first_edit();
        if self.burst.is_set() {
            self.show_safety();
        } else {
            self.flush();
            self.gather();
        }
    }

    /// What is typed from now on waits for the end of the burst.
    fn gather(self: &Rc<Self>) {
        self.burst.set(BURST, self, |core| {
            if core.replica.borrow().has_typed() {
                core.flush();
                core.gather();
            }
        });
    }

    /// Makes a change of what was typed, and hands on everything, now.
    pub(super) fn flush(self: &Rc<Self>) {
        self.commit_typed();
        self.hand_on();
    }

    fn commit_typed(self: &Rc<Self>) {
        let (chunks, all) = self.replica.borrow_mut().commit_typed(self.author());
        self.changed_here(chunks);
        if let Err(error) = all {
            self.editor_and_replica_differ(&error);
        }
    }

    /// The editor's text could not be followed step by step. What it shows is what the person wrote: the replica
    /// takes it over as one edit.
    fn editor_and_replica_differ(self: &Rc<Self>, error: &ApplyError) {
        leptos::logging::error!("the editor and the replica differ: {error}");
        let Some(text) = self.editor.borrow().as_ref().map(|m| m.editor.text()) else { return };
        let splice = difference(&self.replica.borrow().text(), &text);
        self.replica.borrow_mut().type_in(vec![splice]);
        let (chunks, all) = self.replica.borrow_mut().commit_typed(self.author());
        self.changed_here(chunks);
        if let Err(error) = all {
            self.shown.trouble.set(Some(Trouble::NotMade(error.to_string())));
        }
    }

    /// Puts something in the place of a text, as the person would who writes it.
    pub(super) fn write(self: &Rc<Self>, text: Text, words: &str) {
        self.commit_typed();
        let (now, is_open) = {
            let replica = self.replica.borrow();
            (replica.read(text), replica.written() == text)
        };
        let splice = difference(&now, words);
        if is_open && self.editor.borrow().is_some() {
            self.with_editor(|editor| editor.edit(&splice));
        } else if is_open {
            self.typed(vec![splice]);
            self.flush();
        } else {
            self.act(&Command::EditText { text, splices: vec![splice] });
        }
        self.show_fields();
        self.show_pad_soon();
    }

    /// Something the person does, and can take back. Whether it could be done.
    pub(super) fn act(self: &Rc<Self>, command: &Command) -> bool {
        self.command(command, History::did)
    }

    /// Something that is so, and that the document is told: nothing that the person did here.
    pub(super) fn note(self: &Rc<Self>, command: &Command) {
        if !self.shown.is_here() {
            return;
        }
        self.commit_typed();
        let acted = self.replica.borrow_mut().act(self.author(), command);
        match acted {
            Ok((chunks, _applied)) => {
                self.show_fields();
                self.changed_here(chunks);
            }
            Err(error) => leptos::logging::warn!("the document could not be told: {error}"),
        }
    }

    /// Gives a command; `remember` keeps what takes it back.
    fn command(self: &Rc<Self>, command: &Command, remember: fn(&mut History, Command)) -> bool {
        self.commit_typed();
        let acted = self.replica.borrow_mut().act(self.author(), command);
        match acted {
            Ok((chunks, applied)) => {
                if let Some(undo) = applied.undo {
                    remember(&mut self.history.borrow_mut(), undo);
                    self.show_history();
                }
                if !chunks.is_empty() {
                    self.first_edit();
                }
                self.show_done(command);
                self.changed_here(chunks);
                true
            }
            Err(error) => {
                self.show_fields();
                self.shown.trouble.set(Some(Trouble::NotMade(error.to_string())));
                false
            }
        }
    }

    pub(super) fn undo(self: &Rc<Self>) {
        let step = self.history.borrow_mut().undo();
        match step {
            Some(Step::Command(command)) => drop(self.command(&command, History::undid)),
            Some(Step::Pad) => self.with_editor(PadEditor::undo),
            None => {}
        }
        self.show_history();
    }

    pub(super) fn redo(self: &Rc<Self>) {
        let step = self.history.borrow_mut().redo();
        match step {
            Some(Step::Command(command)) => drop(self.command(&command, History::redid)),
            Some(Step::Pad) => self.with_editor(PadEditor::redo),
            None => {}
        }
        self.show_history();
    }

    /// A change was made here.
    fn changed_here(self: &Rc<Self>, chunks: Vec<Vec<u8>>) {
        if chunks.is_empty() {
            return;
        }
        self.is_here();
        self.made.borrow_mut().extend(chunks);
        if self.is_closed() {
            self.hand_on_at_last();
        } else {
            self.handing_on.set_once(Duration::ZERO, self, Self::hand_on);
        }
        self.show_pad_soon();
        self.show_safety();
    }

    /// Whether something of mine is not kept yet that is to be.
    pub(super) fn is_keeping(&self) -> bool {
        !self.made.borrow().is_empty() || self.keeping.is_busy()
    }

    /// What was made here is kept, told to the other tabs, and sent.
    pub(super) fn hand_on(self: &Rc<Self>) {
        self.handing_on.clear();
        let chunks = self.made.take();
        if chunks.is_empty() {
            return;
        }
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell(&chunks);
        }
        self.keeping.keep(self, chunks);
        self.session.borrow_mut().edited(self.id);
        self.speak();
        self.show_safety();
    }

    /// What the first edit brings with it comes in a turn of its own: the edit itself is long enough for a slow phone.
    pub(super) fn first_edit(self: &Rc<Self>) {
        if !self.edited.replace(true) {
            self.welcome.set(Duration::ZERO, self, |core| {
                core.remember(&core.replica.borrow().title());
                page::ask_to_persist();
                // Asked by the page of what is open, and by no other.
                if core.attendance == Attendance::Here && core.device.asks_name() {
                    core.shown.asks_name.set(true);
                }
            });
        }
    }
}
