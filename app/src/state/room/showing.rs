//! What has changed becomes what is shown: the editor's text, the title, the reading view, and where my work is.

use super::{
    Availability, Safety,
    core::{Attendance, Core},
};
use boucle_model::{
    Cell, Command, Kind, Mark, Marks, Text, Title,
    pad::{Beside, Followed},
    read_steps,
};
use std::{rc::Rc, time::Duration};

/// How far the reading view may lag behind the editor.
const READING: Duration = Duration::from_millis(300);
/// How far what others say may: sixty who vote at once are shown together.
const OTHERS: Duration = Duration::from_millis(60);

impl Core {
    pub(super) fn show(self: &Rc<Self>, seen: &Followed) {
        if seen.replaced {
            let text = self.replica.borrow().text();
            self.with_editor(|editor| editor.reset(&text));
            self.show_pad_soon();
        } else if !seen.splices.is_empty() {
            let applied = self.editor.borrow().as_ref().is_none_or(|m| m.editor.apply_remote(&seen.splices));
            if !applied {
                let text = self.replica.borrow().text();
                self.with_editor(|editor| editor.reset(&text));
            }
            self.show_pad_soon();
        }
        match &seen.beside {
            Beside::Nothing => {}
            Beside::Votes(votes) => {
                self.votes.borrow_mut().extend(votes);
                self.others_vote.set_once(OTHERS, self, |core| core.show_votes());
            }
            Beside::Anything => self.others.set_once(OTHERS, self, |core| core.show_fields()),
        }
        if seen.beside != Beside::Nothing {
            // The journal has more to tell.
            self.show_pad_soon();
        }
        self.show_safety();
        if seen.beside == Beside::Anything {
            self.settle_seat();
            self.settle_drafts();
        }
    }

    /// The document can be shown: this device has it, or has just received it.
    pub(super) fn is_here(&self) {
        if self.shown.is_here() {
            return;
        }
        self.waiting.clear();
        let found = self.replica.borrow().found();
        if found != self.kind() {
            self.shown.availability.set(Availability::Other(found));
            return;
        }
        self.shown.availability.set(Availability::Here);
        self.show_fields();
        self.shown.pad_changed();
        self.remember(&self.replica.borrow().title());
    }

    /// The server does not know the meetup.
    pub(super) fn is_unknown(self: &Rc<Self>) {
        if self.replica.borrow().is_blank() {
            self.shown.availability.set(Availability::Unknown);
            self.show_safety();
        }
    }

    pub(super) fn waited_long_enough(&self) {
        if self.shown.availability.is(&Availability::Opening) && !self.session.borrow().is_connected() {
            self.shown.availability.set(Availability::NotReceived);
        }
    }

    /// A text, once this device has the document.
    pub(super) fn text(&self, text: Text) -> Option<String> {
        self.shown.is_here().then(|| self.replica.borrow().read(text))
    }

    /// Shows what the document says beside its text.
    pub(super) fn show_fields(&self) {
        let fields = self.replica.borrow().fields();
        if !self.shown.title.is(&fields.title) && self.shown.is_here() {
            self.remember(&fields.title);
        }
        self.shown.set_fields(fields);
    }

    /// Shows what a command of mine has changed. A vote is cast in a poll that may be long to draw: it changes nothing else, and is
    /// shown in a turn of its own, so that no turn is long.
    pub(super) fn show_done(self: &Rc<Self>, command: &Command) {
        if let Some(votes) = votes(command) {
            self.votes.borrow_mut().extend(votes);
            self.voting.set_once(Duration::ZERO, self, |core| core.show_votes());
        } else {
            self.show_fields();
            self.settle_drafts();
        }
    }

    /// Shows the votes that were cast here or have come. The rest of the poll is not read again.
    fn show_votes(&self) {
        let votes = self.votes.take();
        if let Some(mut poll) = self.shown.poll.get() {
            poll.read_again(self.replica.borrow().doc(), &votes);
            self.shown.poll.set(poll);
        }
    }

    /// Puts the document on the device's list, at the moment of now. What is only looked at from elsewhere stays at its moment.
    pub(super) fn remember(&self, title: &Title) {
        let is_put = match self.attendance {
            Attendance::Here => true,
            Attendance::Beside => self.edited.get() || !self.device.knows(&self.name),
            Attendance::Unseen => false,
        };
        if is_put {
            self.device.remember(self.kind(), self.name.clone(), title.text.clone());
        }
    }

    pub(super) fn show_pad_soon(self: &Rc<Self>) {
        self.reading.set_once(READING, self, |core| {
            core.shown.pad_changed();
            // Whether a text is written is known by writing it.
            if core.kind() == Kind::Meetup && core.shown.is_here() {
                core.shown.steps.set(read_steps(core.replica.borrow().doc()));
            }
        });
    }

    pub(super) fn show_history(&self) {
        let history = self.history.borrow();
        self.shown.can_undo.set(history.can_undo());
        self.shown.can_redo.set(history.can_redo());
    }

    /// Says where my work is.
    pub(super) fn show_safety(self: &Rc<Self>) {
        let safety = self.safety();
        if matches!(safety, Safety::Sending(_)) {
            self.waits_for_a_word();
        }
        if !self.shown.safety.is(&safety) {
            if safety == Safety::ReadOnly {
                self.with_editor(|editor| editor.set_read_only(true));
            }
            let mut settles = false;
            match safety {
                Safety::Device(_) => self.note_unsent(true),
                Safety::Server => {
                    self.note_unsent(false);
                    // What has not begun belongs nowhere yet.
                    if self.shown.is_here() {
                        self.bind();
                    }
                    settles = true;
                }
                _ => {}
            }
            if !self.is_closed() && self.attendance == Attendance::Here {
                self.device.room_is_unkept(matches!(safety, Safety::Unsaved(_)));
            }
            self.shown.safety.set(safety);
            if settles {
                self.settle_seat();
            }
            self.settle_drafts();
        }
    }

    /// Where my work is. The truth, or nothing.
    pub(super) fn safety(&self) -> Safety {
        let (replica, session) = (self.replica.borrow(), self.session.borrow());
        // What the server does not know either has not begun: nothing of mine is missing there.
        let is_unknown = self.shown.availability.is(&Availability::Unknown);
        let blank_and_not_mine = replica.is_blank() && !self.shown.is_here() && !is_unknown;
        let unsaved = session.unsaved(self.id, replica.doc()) + usize::from(replica.has_typed());
        if replica.is_newer() {
            Safety::ReadOnly
        } else if blank_and_not_mine {
            Safety::Opening
        } else if self.sandbox && !self.keeping.is_failing() {
            Safety::Sandbox
        } else if unsaved == 0 {
            Safety::Server
        } else if self.keeping.is_failing() {
            Safety::Unsaved(unsaved)
        } else if replica.has_typed() || self.is_keeping() {
            Safety::Keeping
        } else if session.is_connected() {
            Safety::Sending(unsaved)
        } else {
            Safety::Device(unsaved)
        }
    }
}

/// The votes that a command casts or takes back; `None` where it does anything else.
fn votes(command: &Command) -> Option<Vec<Mark>> {
    let vote = |cell: Cell| match cell {
        Cell::Mark(Marks::Ballots, mark) => Some(mark),
        _ => None,
    };
    match command {
        Command::Put { puts } => puts.iter().map(|put| vote(put.cell)).collect(),
        Command::UndoPut { puts, rows, .. } if rows.is_empty() => puts.iter().map(|put| vote(put.cell)).collect(),
        _ => None,
    }
}
