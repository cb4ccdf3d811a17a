//! What is said to all readers, and when.
//!
//! The first change leaves at once, so that a lone typist never waits; while the document is busy, what comes within
//! [`BUSY`] travels in one frame. Presence is said at most ten times a second: of what one session says meanwhile, the
//! last word counts. It waits a little longer for an edit to leave with, because a write costs more than what it carries.

use super::{Effect, Link, RelayDocument, Word};
use crate::message::{SharedFrame, SyncKind};
use automerge::{
    ChangeHash,
    sync::{self, Have, MessageVersion},
};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};

/// Edits of a busy document are said together at least this far apart, in milliseconds.
const BUSY: u64 = 25;
/// Presence is said at least this far apart, in milliseconds.
const PRESENCE: u64 = 100;
/// How much longer it waits for an edit to travel with.
const COMPANY: u64 = 50;
/// Passing words that may be said in a millisecond: with a thousand people who all move, presence becomes slower before
/// edits do.
const PASSING_PER_MS: usize = 1_000;
/// Passing words that may wait, in bytes. What comes beyond is not said.
const MAX_PASSING: usize = 1 << 20;

/// What waits to be said to everybody.
#[derive(Debug, Default)]
pub(super) struct Airing {
    /// How many changes have been said, and when the last.
    said: usize,
    said_at: Option<u64>,
    /// Who wrote the durable changes that have not.
    writers: BTreeSet<Link>,
    passing: BTreeMap<(Link, String), SharedFrame>,
    passing_bytes: usize,
    /// From when on passing words may be said again.
    passing_from: u64,
}

impl Airing {
    /// Nobody was there to hear the first `said` changes.
    pub(super) fn begin_at(&mut self, said: usize) {
        self.said = said;
    }

    pub(super) fn said_at(&self) -> u64 {
        self.said_at.unwrap_or(0)
    }

    /// These wrote what is durable since.
    pub(super) fn written_by(&mut self, writers: impl IntoIterator<Item = Link>) {
        self.writers.extend(writers);
    }

    /// Takes a passing word in; an earlier one of the same session is not said any more.
    pub(super) fn pass_on(&mut self, from: Link, session: String, frame: SharedFrame) {
        if self.passing_bytes + frame.len() <= MAX_PASSING {
            self.passing_bytes += frame.len();
            if let Some(earlier) = self.passing.insert((from, session), frame) {
                self.passing_bytes -= earlier.len();
            }
        }
    }

    /// A connection that is gone has nothing to say to itself; what it said last is still said to the others.
    pub(super) fn forget(&mut self, link: Link) {
        self.writers.remove(&link);
    }

    pub(super) fn due(&self, durable: usize) -> Option<u64> {
        let edits = (self.said < durable).then(|| self.edits_from());
        let passing = (!self.passing.is_empty()).then(|| self.passing_from + COMPANY);
        edits.into_iter().chain(passing).min()
    }

    fn edits_from(&self) -> u64 {
        self.said_at.map_or(0, |at| at + BUSY)
    }

    fn take_passing(&mut self, readers: usize, now: u64) -> impl Iterator<Item = Word> + use<> {
        let words = std::mem::take(&mut self.passing);
        self.passing_bytes = 0;
        let pause = words.len() * readers / PASSING_PER_MS;
        self.passing_from = now + PRESENCE.max(pause as u64);
        words.into_iter().map(|((from, _), frame)| Word::Passing { from, frame })
    }
}

impl RelayDocument {
    /// Says what may be said now.
    pub(super) fn air(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let edits = self.airing.said < self.durable && now >= self.airing.edits_from();
        let company = if edits { 0 } else { COMPANY };
        let passing = !self.airing.passing.is_empty() && now >= self.airing.passing_from + company;
        self.say(edits, passing, now, effects);
    }

    /// Says the edits that were held back: a reader who hears a word for itself alone has heard everything before it.
    pub(super) fn say_what_was_held(&mut self, now: u64, effects: &mut Vec<Effect>) {
        self.say(self.airing.said < self.durable, false, now, effects);
    }

    fn say(&mut self, edits: bool, passing: bool, now: u64, effects: &mut Vec<Effect>) {
        if !edits && !passing {
            return;
        }
        let mut to: Vec<Link> = self.subscribers.keys().copied().collect();
        let passing: Vec<_> = if passing { self.airing.take_passing(to.len(), now).collect() } else { Vec::new() };
        let mut words = Vec::with_capacity(passing.len() + 1);
        if edits {
            let from = std::mem::replace(&mut self.airing.said, self.durable);
            self.airing.said_at = Some(now);
            let writers = std::mem::take(&mut self.airing.writers);
            // A lone writer has what it wrote: it gets the acknowledgement without the bytes.
            if let (1, Some(lone)) = (writers.len(), writers.first()) {
                let acknowledgement = Word::Lasting(self.frame(self.durable_heads(), &[]));
                let words = std::iter::once(acknowledgement).chain(passing.iter().cloned()).collect();
                if self.subscribers.contains_key(lone) {
                    effects.push(Effect::Send { to: vec![*lone], words });
                    to.retain(|link| link != lone);
                }
            }
            let fresh = &self.tail[from - self.snapshot_len..self.tail_len()];
            words.push(Word::Lasting(self.frame(self.durable_heads(), fresh)));
        }
        words.extend(passing);
        if !to.is_empty() {
            effects.push(Effect::Send { to, words });
        }
    }

    /// One sync message for any number of readers. It carries no flags section: a peer that reads none
    /// sends changes, where it would else send whole documents.
    pub(super) fn frame(&self, last_sync: Vec<ChangeHash>, chunks: &[Bytes]) -> SharedFrame {
        let message = sync::Message {
            heads: self.durable_heads(),
            need: self.needed(),
            have: vec![Have { last_sync, bloom: sync::BloomFilter::default() }],
            changes: chunks.iter().map(|b| b.to_vec()).collect::<Vec<_>>().into(),
            flags: None,
            version: MessageVersion::V1,
        };
        SharedFrame::sync(SyncKind::Sync, &self.me, self.id, &message.encode())
    }
}
