//! The relay: one task a document, and the table that finds it.
//!
//! A task owns its document, so there are no locks around it. It performs what `boucle_sync::relay` asks for:
//! appends go to the store, frames to the connections that read the document.

mod document;
pub(crate) mod rate;
mod reason;
mod seat;
pub mod socket;
mod wire;
pub(crate) mod written;

use crate::{
    building::Builder,
    config::Limits,
    directory::Numbers,
    metrics::{Metrics, Standing},
    storage::Storage,
};
use boucle_sync::{DocumentId, PeerId, relay::Link};
use document::Task;
use prometheus_client::metrics::gauge::Gauge;
pub(crate) use reason::Why;
use seat::{Door, Seat};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{Notify, mpsc};
use written::Written;

/// What may be done with a document. Rights come later; until then every commons is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Read,
    Write,
    Create,
}

/// Whether this connection may do this with this document. Every message passes here.
#[must_use]
pub fn authorise(_link: Link, _document: DocumentId, action: Action) -> bool {
    match action {
        Action::Read | Action::Write | Action::Create => true,
    }
}

/// A message for a document's task.
#[derive(Debug)]
pub(crate) enum Letter {
    Event { event: boucle_sync::relay::Event, seat: Arc<Seat> },
    Left { link: Link },
}

/// All documents that are awake, and what they share.
pub struct Relay {
    me: PeerId,
    storage_id: String,
    storage: Arc<dyn Storage>,
    builder: Arc<Builder>,
    limits: Limits,
    metrics: Metrics,
    written: Arc<Written>,
    awake: Mutex<HashMap<DocumentId, Door>>,
    next_link: AtomicU64,
    connections: AtomicUsize,
    draining: AtomicBool,
    drain: Notify,
    started: Instant,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").field("me", &self.me).finish_non_exhaustive()
    }
}

impl Relay {
    /// `storage_id` names the store: clients keep what they know about it under this name.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, storage_id: String, builder: Arc<Builder>, limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            me: PeerId::from(format!("relay-{:08x}", rand::random::<u32>()).as_str()),
            storage_id,
            storage,
            builder,
            limits,
            metrics: Metrics::default(),
            written: Arc::default(),
            awake: Mutex::new(HashMap::new()),
            next_link: AtomicU64::new(0),
            connections: AtomicUsize::new(0),
            draining: AtomicBool::new(false),
            drain: Notify::new(),
            started: Instant::now(),
        })
    }

    /// What is counted of the directory, with everything else.
    pub(crate) fn people(&self) -> Numbers {
        self.metrics.people.clone()
    }

    /// Where one hears that something was written.
    pub(crate) fn written(&self) -> Arc<Written> {
        Arc::clone(&self.written)
    }

    /// How many people watch a map, counted with everything else.
    pub(crate) fn watchers(&self) -> Gauge {
        self.metrics.watchers.clone()
    }

    /// The instant of a time on this relay's own clock.
    fn instant(&self, at: u64) -> Instant {
        self.started + Duration::from_millis(at)
    }

    /// Milliseconds on this relay's own clock.
    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The way to the document's task, which is woken when it sleeps.
    fn door(self: &Arc<Self>, document: DocumentId) -> Door {
        let mut awake = self.awake.lock().unwrap_or_else(PoisonError::into_inner);
        if awake.get(&document).is_some_and(|door| door.letters.is_closed()) {
            awake.remove(&document);
        }
        awake.entry(document).or_insert_with(|| Task::spawn(Arc::clone(self), document)).clone()
    }

    /// The same, unless that would wake one document more than the server takes.
    fn door_for_one_more(self: &Arc<Self>, document: DocumentId) -> Option<Door> {
        let awake = self.awake.lock().unwrap_or_else(PoisonError::into_inner);
        let full = awake.len() >= self.limits.documents && !awake.contains_key(&document);
        drop(awake);
        (!full).then(|| self.door(document))
    }

    /// How things stand, and what was counted, for Prometheus.
    ///
    /// # Errors
    /// Never in practice: it is written into memory.
    pub fn metrics(&self) -> Result<String, std::fmt::Error> {
        let mut now = Standing {
            connections: self.connections(),
            writes: self.storage.waiting(),
            quarantined: self.builder.quarantined(),
            writable: self.storage.health().is_ok(),
            ..Standing::default()
        };
        for door in self.awake.lock().unwrap_or_else(PoisonError::into_inner).values() {
            now.documents += 1;
            now.letters += door.letters.max_capacity() - door.letters.capacity();
            now.orphans += door.vitals.orphans();
            now.unsnapshotted = now.unsnapshotted.max(door.vitals.unsnapshotted(self.now()));
        }
        self.metrics.text(now)
    }

    /// Hands a letter to the document's task, through the door given while it is open; returns the one it went through.
    async fn deliver(self: &Arc<Self>, document: DocumentId, door: &Door, mut letter: Letter) -> Door {
        let mut door = door.clone();
        // A task that has just gone to sleep returns the letter, and is woken again.
        while let Err(mpsc::error::SendError(back)) = door.letters.send(letter).await {
            letter = back;
            // Where no task is begun any more, because the process ends, this is where to stop.
            tokio::task::yield_now().await;
            door = self.door(document);
        }
        door
    }

    /// Takes a document's task out of the table, unless a letter has come meanwhile.
    fn put_to_sleep(&self, document: DocumentId, letters: &mpsc::Receiver<Letter>) -> bool {
        let mut awake = self.awake.lock().unwrap_or_else(PoisonError::into_inner);
        if letters.is_empty() {
            awake.remove(&document);
            self.metrics.evictions.inc();
            true
        } else {
            false
        }
    }

    /// A document's task has ended by itself: nobody finds it any more.
    fn is_gone(&self, document: DocumentId) {
        let mut awake = self.awake.lock().unwrap_or_else(PoisonError::into_inner);
        if awake.get(&document).is_some_and(|door| door.letters.is_closed()) {
            awake.remove(&document);
        }
    }

    /// How many sockets are open.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Whether the relay is on its way out and takes no new connection.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Returns once the relay drains.
    pub async fn drained(&self) {
        // Registered before looking, so that an announcement in between is heard.
        let announced = self.drain.notified();
        if !self.is_draining() {
            announced.await;
        }
    }

    /// Asks every connection to leave and come back elsewhere or later. What is being written is still written.
    pub fn begin_drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.drain.notify_waiters();
    }
}
