//! What shows that cards and outcomes are so: pointing at it, and looking at it as it stood.

use super::{Room, core::Core};
use crate::browser::random;
use automerge::ChangeHash;
use boucle_model::{Evidence, RowId, Stands, Text, restore};
use leptos::prelude::*;
use std::{ops::Range, rc::Rc};

/// A text as it was read by somebody who takes a passage from it: what others write meanwhile does not move what they select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    text: Text,
    /// The last changes that it had.
    heads: Vec<ChangeHash>,
    pub words: String,
}

impl Core {
    fn reading(self: &Rc<Self>, text: Text) -> Reading {
        self.flush();
        let replica = self.replica.borrow();
        Reading { text, heads: replica.doc().get_heads(), words: replica.read(text) }
    }

    fn cite(self: &Rc<Self>, about: RowId, reading: &Reading, range: Range<usize>) -> bool {
        let command = {
            let replica = self.replica.borrow();
            let then = restore::at(replica.doc(), &reading.heads).ok();
            let id = RowId::from_bytes(random::bytes());
            then.and_then(|then| Evidence::passage(id, about, &then, reading.text, range))
        };
        command.is_some_and(|command| self.act(&command))
    }

    fn stands(&self, evidence: &Evidence) -> Option<Stands> {
        evidence.stands(self.replica.borrow().doc())
    }

    fn as_it_stood(&self, evidence: &Evidence) -> Option<(Text, String, Range<usize>)> {
        evidence.as_it_stood(self.replica.borrow().doc())
    }
}

impl Room {
    /// What shows that cards and outcomes are so, in the order in which it was added.
    #[must_use]
    pub fn evidence(&self) -> Signal<Vec<Evidence>> {
        self.shown.evidence.signal()
    }

    /// A text as it stands, for whoever takes a passage from it; `None` before the replica is open.
    #[must_use]
    pub fn reading(&self, text: Text) -> Option<Reading> {
        self.with(|core| core.reading(text))
    }

    /// Points at a passage (UTF-16 units) as it was read, and tells whether there is one.
    pub fn cite(&self, about: RowId, reading: &Reading, range: Range<usize>) -> bool {
        self.with(|core| core.cite(about, reading, range)).unwrap_or(false)
    }

    /// Points at an address, in words of one's own, and tells whether that could be done.
    pub fn point_to(&self, about: RowId, address: &str, words: &str) -> bool {
        self.give(Evidence::link(RowId::from_bytes(random::bytes()), about, address, words))
    }

    /// Keeps what somebody said elsewhere, and tells whether that could be done.
    pub fn report(&self, about: RowId, words: &str) -> bool {
        self.give(Evidence::message(RowId::from_bytes(random::bytes()), about, words))
    }

    /// Takes evidence away, or brings it back.
    pub fn take_evidence(&self, id: RowId, gone: bool) {
        self.give(Evidence::take(id, gone));
    }

    /// What became of a passage since; `None` for what is none, and before the replica is open. It follows at leisure.
    #[must_use]
    pub fn stands(&self, evidence: &Evidence) -> Option<Stands> {
        self.read(|core| core.stands(evidence)).flatten()
    }

    /// A text as it stood when a passage was taken from it, and where that is in it (UTF-16 units). It follows at leisure.
    #[must_use]
    pub fn as_it_stood(&self, evidence: &Evidence) -> Option<(Text, String, Range<usize>)> {
        self.read(|core| core.as_it_stood(evidence)).flatten()
    }

    /// Whether a text says something else by now than when it was read. It follows at leisure.
    #[must_use]
    pub fn has_moved_on(&self, reading: &Reading) -> bool {
        self.read(|core| core.text(reading.text)).flatten().is_some_and(|words| words != reading.words)
    }
}
