//! What a connection and a document that it reads have in common.

use super::{Letter, wire::Wire};
use boucle_sync::{glance, message::Address, relay::Link};
use bytes::Bytes;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};
use tokio::sync::mpsc;

/// Heads that are remembered. A reader answers what it received a moment ago.
const LATELY: usize = 64;

/// One reader's place at one document.
#[derive(Debug)]
pub(crate) struct Seat {
    pub(crate) link: Link,
    pub(crate) wire: Arc<Wire>,
    /// The reader's name, as it ends what is said to it.
    pub(crate) address: Address,
    /// What it has sent for this document, as the document's task counts it.
    spent: AtomicU64,
    /// The last acknowledgement, until the document's task looks at it.
    aside: Mutex<Option<Bytes>>,
}

impl Seat {
    pub(crate) fn new(link: Link, wire: Arc<Wire>, address: Address) -> Arc<Self> {
        Arc::new(Self { link, wire, address, spent: AtomicU64::new(0), aside: Mutex::new(None) })
    }

    pub(crate) fn spend(&self, cost: u64) {
        self.spent.fetch_add(cost, Ordering::Relaxed);
    }

    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// Takes what was laid aside. What is said later says it all, so that whoever says something takes it first.
    pub(crate) fn take_aside(&self) -> Option<Bytes> {
        self.aside.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The way to a document's task.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    pub(crate) letters: mpsc::Sender<Letter>,
    pub(crate) vitals: Arc<Vitals>,
}

impl Door {
    pub(crate) fn new(letters: mpsc::Sender<Letter>, vitals: Arc<Vitals>) -> Self {
        Self { letters, vitals }
    }

    /// Lays a message aside that says nothing but "I have what you said a moment ago", which is nearly all that readers
    /// say. The document's task need not wake for it: it looks from time to time. `false` for every other message.
    pub(crate) fn lay_aside(&self, seat: &Seat, message: &Bytes) -> bool {
        let acknowledges =
            !self.letters.is_closed() && glance::heads_told(message).is_some_and(|heads| self.vitals.lately.had(heads));
        if acknowledges {
            *seat.aside.lock().unwrap_or_else(PoisonError::into_inner) = Some(message.clone());
        }
        acknowledges
    }
}

/// What others may see of a document without asking its task.
#[derive(Debug, Default)]
pub(crate) struct Vitals {
    pub(crate) lately: Lately,
    orphans: AtomicUsize,
    /// Since when there is a change that no snapshot holds, on the relay's clock; 0 when there is none.
    unsnapshotted_since: AtomicU64,
}

impl Vitals {
    /// How many changes wait for another on which they build.
    pub(crate) fn orphans(&self) -> usize {
        self.orphans.load(Ordering::Relaxed)
    }

    /// For how long there has been a change that no snapshot holds, in milliseconds.
    pub(crate) fn unsnapshotted(&self, now: u64) -> u64 {
        match self.unsnapshotted_since.load(Ordering::Relaxed) {
            0 => 0,
            since => now.saturating_sub(since),
        }
    }

    /// A snapshot holds all that was there when it was begun.
    pub(crate) fn has_snapshot(&self) {
        self.unsnapshotted_since.store(0, Ordering::Relaxed);
    }

    pub(crate) fn note(&self, orphans: usize, tail: usize, now: u64) {
        self.orphans.store(orphans, Ordering::Relaxed);
        let since = &self.unsnapshotted_since;
        if tail == 0 {
            since.store(0, Ordering::Relaxed);
        } else if since.load(Ordering::Relaxed) == 0 {
            since.store(now.max(1), Ordering::Relaxed);
        }
    }
}

/// The heads that a document had lately, the last first.
#[derive(Debug, Default)]
pub(crate) struct Lately(Mutex<VecDeque<Box<[u8]>>>);

impl Lately {
    pub(crate) fn has(&self, heads: impl IntoIterator<Item = [u8; 32]>) {
        let heads: Vec<u8> = heads.into_iter().flatten().collect();
        let mut lately = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lately.truncate(LATELY - 1);
        lately.push_front(heads.into());
    }

    fn had(&self, heads: &[u8]) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|known| **known == *heads)
    }
}
