//! What was: the journal of the document, how it was at a moment, and bringing that back.

use super::core::Core;
use crate::browser::clock;
use automerge::ChangeHash;
use boucle_model::{
    Annals, Carto, Command, Edition, Kind, MeetupId, Milestone, Pad, Plan,
    journal::{Entry, journal},
    map_at, milestones, plan_as_it_was, read_annals, read_carto, read_title, restore,
};
use std::{collections::BTreeMap, rc::Rc};

/// A document as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
}

impl Core {
    pub(super) fn journal(&self) -> Vec<Entry> {
        let replica = self.replica.borrow();
        journal(replica.doc(), replica.kind(), &[])
    }

    /// What others did since somebody looked here; nothing on the first visit.
    pub(super) fn news(&self) -> Vec<Entry> {
        let Some(seen) = &self.seen else { return Vec::new() };
        let (replica, me) = (self.replica.borrow(), self.device.person());
        let mut news = journal(replica.doc(), replica.kind(), seen);
        news.retain(|entry| entry.by.is_none() || entry.by != me);
        news
    }

    pub(super) fn milestones(&self, told: &BTreeMap<MeetupId, Annals>) -> Vec<Milestone> {
        milestones(self.replica.borrow().doc(), told, clock::utc())
    }

    pub(super) fn map_at(&self, heads: &[ChangeHash]) -> Vec<Edition> {
        map_at(self.replica.borrow().doc(), heads)
    }

    /// The last changes of the document.
    pub(super) fn heads(&self) -> Vec<ChangeHash> {
        self.replica.borrow().doc().get_heads()
    }

    /// The Meta-Carto as it stood when these were its last changes; `None` where this device has not all of them.
    pub(super) fn carto_at(&self, heads: &[ChangeHash]) -> Option<Carto> {
        let then = restore::at(self.replica.borrow().doc(), heads).ok()?;
        Some(read_carto(&then).0)
    }

    /// What came about in a meetup, once it is here.
    pub(super) fn annals(&self) -> Option<Annals> {
        let is_here = self.shown.is_here() && self.kind() == Kind::Meetup;
        is_here.then(|| read_annals(self.replica.borrow().doc(), clock::utc()))
    }

    pub(super) fn plan_as_it_was(&self) -> Option<Plan> {
        plan_as_it_was(self.replica.borrow().doc())
    }

    pub(super) fn then(&self, change: ChangeHash) -> Option<Then> {
        let replica = self.replica.borrow();
        let then = restore::at(replica.doc(), &[change]).ok()?;
        let text = Pad::of(&then, replica.kind().text()).text(&then);
        Some(Then { title: read_title(&then, replica.kind()).text, text })
    }

    /// Makes the document say again what it said with this change, by new changes.
    pub(super) fn restore(self: &Rc<Self>, change: ChangeHash) {
        self.flush();
        let commands = {
            let replica = self.replica.borrow();
            let Ok(then) = restore::at(replica.doc(), &[change]) else { return };
            restore::restore(replica.doc(), &then, replica.kind())
        };
        for command in commands {
            match command {
                Command::EditText { text, splices } if text == self.replica.borrow().written() => {
                    self.replica.borrow_mut().type_in(splices);
                    self.flush();
                    let text = self.replica.borrow().text();
                    self.with_editor(|editor| editor.reset(&text));
                }
                command => drop(self.act(&command)),
            }
        }
    }
}
