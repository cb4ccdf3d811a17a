//! What is said to all readers, and when.
//!
//! Edits are said as soon as they are durable. Presence is said at most ten times a second: of what one session says meanwhile, the
//! last word counts. It waits a little longer for an edit to leave with, because a write costs more than what it carries.

use super::{Effect, Link, RelayDocument, Word};
use crate::message::{SharedFrame, SyncKind};
use automerge::sync::{self, Have, MessageVersion};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};

/// Presence is said at least this far apart, in milliseconds.
const PRESENCE: u64 = 100;
/// How much longer it waits for an edit to travel with.
const COMPANY: u64 = 50;
/// Passing words that may be said in a millisecond: with a thousand people who all move, presence becomes slower before
/// edits do.
const PASSING_PER_MS: usize = 1_000;
/// Passing words that may wait, in bytes. What comes beyond is not said.
const MAX_PASSING: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    First,
    Later,
}

/// What waits to be said to everybody.
#[derive(Debug, Default)]
pub(super) struct Airing {
    /// When edits were last said.
    said_at: u64,
    /// By who says it and in which session; the first word of a connection, which greets, apart from what follows.
    passing: BTreeMap<(Link, String, Turn), SharedFrame>,
    greeted: BTreeSet<Link>,
    passing_bytes: usize,
    /// From when on passing words may be said again.
    passing_from: u64,
}

impl Airing {
    pub(super) fn said_at(&self) -> u64 {
        self.said_at
    }

    /// Takes a passing word in; an earlier one of the same session is not said any more, unless it was the first.
    pub(super) fn pass_on(&mut self, from: Link, session: String, frame: SharedFrame) {
        if self.passing_bytes + frame.len() <= MAX_PASSING {
            self.passing_bytes += frame.len();
            let turn = if self.greeted.insert(from) { Turn::First } else { Turn::Later };
            if let Some(earlier) = self.passing.insert((from, session, turn), frame) {
                self.passing_bytes -= earlier.len();
            }
        }
    }

    /// A connection is gone. What it said last is still said to the others.
    pub(super) fn forget(&mut self, link: Link) {
        self.greeted.remove(&link);
    }

    pub(super) fn due(&self) -> Option<u64> {
        (!self.passing.is_empty()).then(|| self.passing_from + COMPANY)
    }

    fn take_passing(&mut self, readers: usize, now: u64) -> impl Iterator<Item = Word> + use<> {
        let words = std::mem::take(&mut self.passing);
        self.passing_bytes = 0;
        let pause = words.len() * readers / PASSING_PER_MS;
        self.passing_from = now + PRESENCE.max(pause as u64);
        words.into_iter().map(|((from, ..), frame)| Word::Passing { from, frame })
    }
}

impl RelayDocument {
    /// Says the changes from `from` on, which these wrote and which are durable since a moment.
    pub(super) fn say_edits(&mut self, from: usize, writers: &BTreeSet<Link>, now: u64, effects: &mut Vec<Effect>) {
        self.airing.said_at = now;
        let mut to = self.readers();
        let passing = self.passing(to.len(), 0, now);
        // A lone writer has what it wrote: it gets the acknowledgement without the bytes.
        if let (1, Some(lone)) = (writers.len(), writers.first())
            && self.subscribers.contains_key(lone)
        {
            let acknowledgement = Word::Lasting(self.frame(&[]));
            let words = std::iter::once(acknowledgement).chain(passing.iter().cloned()).collect();
            effects.push(Effect::Send { to: vec![*lone], words });
            to.retain(|link| link != lone);
        }
        if !to.is_empty() {
            let fresh = &self.tail[from - self.snapshot_len..self.tail_len()];
            let edits = Word::Lasting(self.frame(fresh));
            effects.push(Effect::Send { to, words: std::iter::once(edits).chain(passing).collect() });
        }
    }

    /// Says what was said in passing, when it has waited long enough for company.
    pub(super) fn say_passing(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let to = self.readers();
        let words = self.passing(to.len(), COMPANY, now);
        if !words.is_empty() && !to.is_empty() {
            effects.push(Effect::Send { to, words });
        }
    }

    fn readers(&self) -> Vec<Link> {
        self.subscribers.keys().copied().collect()
    }

    fn passing(&mut self, readers: usize, company: u64, now: u64) -> Vec<Word> {
        let due = !self.airing.passing.is_empty() && now >= self.airing.passing_from + company;
        if due { self.airing.take_passing(readers, now).collect() } else { Vec::new() }
    }

    /// One sync message for any number of readers. It carries no flags section: a peer that reads none
    /// sends changes, where it would else send whole documents.
    pub(super) fn frame(&self, chunks: &[Bytes]) -> SharedFrame {
        let message = sync::Message {
            heads: self.durable_heads(),
            need: self.needed(),
            have: vec![Have { last_sync: self.durable_heads(), bloom: sync::BloomFilter::default() }],
            changes: chunks.iter().map(|b| b.to_vec()).collect::<Vec<_>>().into(),
            flags: None,
            version: MessageVersion::V1,
        };
        SharedFrame::sync(SyncKind::Sync, &self.me, &self.name, &message.encode())
    }
}
