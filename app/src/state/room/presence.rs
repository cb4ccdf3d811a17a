//! Who is here, and where their carets are.

use super::{
    alarm::Alarm,
    core::{Attendance, Core},
};
use crate::browser::{clock, editor::CursorAt};
use boucle_model::Kind;
use boucle_sync::{
    PeerId,
    presence::{HEARTBEAT, Presence, Roster, Selection, Sign, Spot},
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// A caret that moves is told at most ten times a second.
const PACE: Duration = Duration::from_millis(100);

/// Everybody else, and what we last said of ourselves.
#[derive(Default)]
pub(super) struct PresenceState {
    roster: RefCell<Roster>,
    selection: Cell<Option<(usize, usize)>>,
    spot: RefCell<Option<Spot>>,
    soon: Alarm,
    heartbeat: Alarm,
}

impl PresenceState {
    pub(super) fn close(&self) {
        self.soon.clear();
        self.heartbeat.clear();
    }
}

impl Core {
    fn me(&self) -> [u8; 16] {
        self.device.person().map_or([0; 16], |p| *p.as_bytes())
    }

    fn tell_presence(&self, sign: Sign) {
        let Some(person) = self.device.person().filter(|_| self.attendance == Attendance::Here) else { return };
        let replica = self.replica.borrow();
        let selection = self.presence.selection.get().and_then(|(anchor, head)| {
            Some(Selection { anchor: replica.cursor(anchor)?, head: replica.cursor(head)? })
        });
        // On the map of a commons, whoever has not said who they are watches, and is no dot among the others.
        let quiet = self.kind() == Kind::Commons && self.device.name().read_untracked().is_none();
        let presence = Presence {
            person: *person.as_bytes(),
            name: self.device.name().get_untracked().unwrap_or_default(),
            colour: person.colour(),
            sign,
            selection,
            spot: self.presence.spot.borrow().clone(),
            quiet,
        };
        if let Some(frame) = self.session.borrow_mut().ephemeral(self.id, &presence.encode()) {
            self.link.send(&frame);
        }
    }

    pub(super) fn say_hello(self: &Rc<Self>) {
        self.tell_presence(Sign::Hello);
        self.beat();
    }

    pub(super) fn say_goodbye(&self) {
        self.tell_presence(Sign::Bye);
    }

    fn beat(self: &Rc<Self>) {
        self.presence.heartbeat.set(Duration::from_millis(HEARTBEAT), self, |core| {
            core.tell_presence(Sign::Here);
            if core.presence.roster.borrow_mut().expire(clock::passed()) {
                core.show_people();
            }
            core.beat();
        });
    }

    /// The caret moved, or left the pad.
    pub(super) fn selected(self: &Rc<Self>, selection: Option<(usize, usize)>) {
        self.presence.selection.set(selection);
        self.tell_presence_soon();
    }

    /// This tab looks at something else.
    pub(super) fn looks_at(self: &Rc<Self>, spot: Option<Spot>) {
        if self.presence.spot.replace(spot.clone()) != spot {
            self.tell_presence_soon();
        }
    }

    pub(super) fn tell_presence_soon(self: &Rc<Self>) {
        self.presence.soon.set_once(PACE, self, |core| {
            // The caret stands in text that others must have before they can place it.
            core.flush();
            core.tell_presence(Sign::Here);
        });
    }

    pub(super) fn hear_presence(self: &Rc<Self>, sender: &PeerId, data: &[u8]) {
        // Other programs may say other things on this channel.
        let Ok(presence) = Presence::decode(data) else { return };
        let heard = self.presence.roster.borrow_mut().hear(sender.as_str(), presence, clock::passed());
        if heard.greet {
            self.tell_presence_soon();
        }
        if heard.changed {
            self.show_people();
        }
    }

    /// The connection is gone, and with it the right to say who is here.
    pub(super) fn nobody_is_here(&self) {
        self.presence.heartbeat.clear();
        self.presence.roster.borrow_mut().clear();
        self.show_people();
    }

    fn show_people(&self) {
        let people = self.presence.roster.borrow().people(self.me());
        self.shown.people.set(people);
        self.show_cursors();
    }

    pub(super) fn show_cursors(&self) {
        if self.editor.borrow().is_none() {
            return;
        }
        let replica = self.replica.borrow();
        // Positions count in the editor's text, which may be ahead of the replica by what was just typed.
        if replica.has_typed() {
            return;
        }
        let cursors: Vec<_> = self
            .presence
            .roster
            .borrow()
            .cursors(self.me())
            .into_iter()
            .filter_map(|c| {
                let anchor = replica.position(&c.selection.anchor)?;
                let head = replica.position(&c.selection.head)?;
                Some(CursorAt { id: c.id, name: c.name, colour: c.colour, anchor, head })
            })
            .collect();
        drop(replica);
        self.with_editor(|editor| editor.set_cursors(&cursors));
    }
}
