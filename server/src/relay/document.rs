//! The task of one document.

use super::{Letter, Outbox, Relay, compaction};
use crate::storage::{Cursor, StorageError};
use automerge::Automerge;
use boucle_sync::{
    DocumentId,
    relay::{Effect, Event, Link, RelayDocument},
};
use bytes::Bytes;
use futures::future::{BoxFuture, OptionFuture};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

/// Letters that may wait for one document before those who write them wait too.
const LETTERS: usize = 1_024;
/// Whole documents of one name that are built at the same time.
const BUILDERS: usize = 2;
const TICK: Duration = Duration::from_secs(1);

type Append = BoxFuture<'static, Result<Cursor, StorageError>>;

/// What work away from the document came to.
enum Done {
    Event(Event),
    NoSnapshot,
    Nothing,
}

/// One document, awake.
pub(super) struct Task {
    relay: Arc<Relay>,
    id: DocumentId,
    document: RelayDocument,
    outboxes: HashMap<Link, Outbox>,
    append: Option<Append>,
    /// Work away from the document: building what strangers sent, making snapshots. Each ends in an event.
    work: JoinSet<Done>,
    compacting: bool,
    /// How long the tail may grow before a snapshot is tried. Doubled by a failure, so that a document that
    /// cannot be saved is not built over and over.
    compact_at: usize,
    quiet_since: Instant,
}

impl Task {
    pub(super) fn spawn(relay: Arc<Relay>, id: DocumentId) -> mpsc::Sender<Letter> {
        let (sender, letters) = mpsc::channel(LETTERS);
        tokio::spawn(run(relay, id, letters));
        sender
    }

    /// Handles an event. A panic ends the task: what is on disk is read anew by the next one.
    fn handle(&mut self, event: Event) -> bool {
        let now = self.relay.now();
        let effects = catch_unwind(AssertUnwindSafe(|| self.document.handle(event, now)));
        let Ok(effects) = effects else {
            tracing::error!(document = %self.id, "a message made the document's task panic; it starts again from the store");
            self.outboxes
                .values()
                .for_each(|o| o.end("an internal error on this document; connect again, nothing saved is lost"));
            return false;
        };
        effects.into_iter().for_each(|effect| self.perform(effect));
        true
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { link, frame } => {
                if let Some(outbox) = self.outboxes.get(&link) {
                    outbox.send(frame);
                }
            }
            Effect::Append(chunks) => {
                let (storage, id) = (Arc::clone(&self.relay.storage), self.id);
                self.append = Some(Box::pin(async move { storage.append(id, chunks).await }));
            }
            Effect::Refuse { link, reason } => {
                tracing::info!(document = %self.id, link = link.0, %reason, "refused");
                if let Some(outbox) = self.outboxes.get(&link) {
                    outbox.end(&reason);
                }
            }
            Effect::Build { link, bytes } => {
                let outbox = self.outboxes.get(&link).cloned();
                if self.work.len() >= BUILDERS {
                    if let Some(outbox) = outbox {
                        outbox.end("too many whole documents at once; connect again");
                    }
                    return;
                }
                self.work.spawn_blocking(move || match split(&bytes) {
                    Some(chunks) => Done::Event(Event::Built { link, chunks }),
                    None => {
                        if let Some(outbox) = outbox {
                            outbox.end("the document you sent cannot be read");
                        }
                        Done::Nothing
                    }
                });
            }
        }
    }

    fn receive(&mut self, letter: Letter) -> bool {
        match letter {
            Letter::Event { event, outbox } => {
                if let Event::Sync { link, .. } | Event::Ephemeral { link, .. } = &event {
                    self.outboxes.entry(*link).or_insert(outbox);
                }
                self.handle(event)
            }
            Letter::Left { link } => {
                self.outboxes.remove(&link);
                self.handle(Event::Left { link })
            }
        }
    }

    fn compact_when_due(&mut self) {
        if self.compacting || self.append.is_some() || self.document.tail_len() < self.compact_at {
            return;
        }
        self.compacting = true;
        let (relay, id) = (Arc::clone(&self.relay), self.id);
        let contents = self.document.contents();
        let (upto, heads) = (self.document.durable(), self.document.durable_heads());
        let headers = self.document.headers(upto);
        self.work.spawn(async move {
            let Some(snapshot) = compaction::snapshot(id, contents, heads).await else { return Done::NoSnapshot };
            let record = crate::storage::Snapshot { upto: upto as Cursor, headers, bytes: snapshot.clone() };
            match relay.storage.compact(id, record).await {
                Ok(true) => Done::Event(Event::Compacted { snapshot, upto }),
                Ok(false) => Done::NoSnapshot,
                Err(error) => {
                    tracing::warn!(document = %id, %error, "the snapshot could not be stored; the log stays");
                    Done::NoSnapshot
                }
            }
        });
    }
}

/// The changes of a whole document, in causal order; `None` when it cannot be read.
fn split(bytes: &[u8]) -> Option<Vec<Bytes>> {
    catch_unwind(|| {
        let document = Automerge::load(bytes).ok()?;
        Some(document.get_changes(&[]).iter().map(|c| Bytes::copy_from_slice(c.raw_bytes())).collect())
    })
    .ok()
    .flatten()
}

async fn run(relay: Arc<Relay>, id: DocumentId, mut letters: mpsc::Receiver<Letter>) {
    let stored = match relay.storage.load(id).await {
        Ok((stored, _)) => stored,
        Err(error) => {
            tracing::error!(document = %id, %error, "the document cannot be loaded");
            letters.close();
            while let Some(letter) = letters.recv().await {
                if let Letter::Event { outbox, .. } = letter {
                    outbox
                        .end("the store cannot read this document now; your device keeps your work and will try again");
                }
            }
            return;
        }
    };
    let (document, damage) = RelayDocument::open(relay.me.clone(), id, stored);
    for damage in damage {
        tracing::error!(document = %id, %damage, "the stored log is damaged; what can be read is served");
    }
    let compact_at = relay.limits.compact_after;
    let mut task = Task {
        relay,
        id,
        document,
        outboxes: HashMap::new(),
        append: None,
        work: JoinSet::new(),
        compacting: false,
        compact_at,
        quiet_since: Instant::now(),
    };
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let append: OptionFuture<_> = task.append.as_mut().into();
        let goes_on = tokio::select! {
            Some(done) = append => {
                task.append = None;
                task.handle(match done {
                    Ok(_) => Event::Appended,
                    Err(error) => Event::AppendFailed { reason: error.to_string() },
                })
            }
            Some(letter) = letters.recv() => {
                task.quiet_since = Instant::now();
                task.receive(letter)
            }
            Some(done) = task.work.join_next() => match done {
                Ok(Done::Event(event)) => {
                    if let Event::Compacted { .. } = event {
                        task.compacting = false;
                        task.compact_at = task.relay.limits.compact_after;
                    }
                    task.handle(event)
                }
                Ok(Done::NoSnapshot) => {
                    task.compacting = false;
                    task.compact_at = 2 * task.document.tail_len();
                    true
                }
                Ok(Done::Nothing) => true,
                Err(error) => {
                    tracing::error!(document = %id, %error, "work beside the document ended badly");
                    true
                }
            },
            _ = tick.tick() => {
                task.compact_when_due();
                task.handle(Event::Tick)
            }
        };
        let idle = task.document.is_idle() && task.append.is_none() && task.work.is_empty();
        let sleeps =
            idle && task.quiet_since.elapsed() >= task.relay.limits.idle && task.relay.put_to_sleep(id, &letters);
        if sleeps || !goes_on {
            break;
        }
    }
    // Whoever wrote between the table and here: the letter goes round to the next task.
    letters.close();
    while let Some(letter) = letters.recv().await {
        let relay = Arc::clone(&task.relay);
        tokio::spawn(async move { relay.deliver(id, letter).await });
    }
}
