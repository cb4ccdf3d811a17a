//! One document as the relay holds it: a log of changes, and who is reading.
//!
//! The relay never builds the document. It reads each change's header, stages it, waits until the
//! store says it is on disk, and only then acknowledges the writer and hands the same bytes to every
//! reader. **The heads in a frame never go back and never name a change that is not durable**: a peer
//! reads them as an acknowledgement, and "saved on the server" rests on that.
//!
//! Events go in, effects come out; the caller performs the effects, in their order.
//!
//! `staging` takes changes in until they are on disk, `airing` says them to all readers, `catching_up` says to one
//! reader what it lacks.

mod airing;
mod catching_up;
mod orphans;
mod staging;
mod subscriber;

use crate::{
    DocumentId, DocumentName, PeerId,
    chunk::{self, Chunk},
    gate,
    graph::{BlockError, ChangeGraph, Inserted},
    message::{SharedFrame, SyncKind},
};
use airing::Airing;
use automerge::ChangeHash;
use bytes::Bytes;
use staging::Staging;
use std::collections::{BTreeMap, BTreeSet};
use subscriber::Subscriber;

/// One connection, as the documents it reads know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(pub u64);

/// What a connection may do with the document. Decided outside, message by message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub write: bool,
    pub create: bool,
}

impl Grant {
    pub const ALL: Self = Self { write: true, create: true };
}

/// Everything that can happen to a document.
#[derive(Debug)]
pub enum Event {
    /// A sync message came in. `data` is the Automerge sync message inside.
    Sync { link: Link, kind: SyncKind, data: Bytes, grant: Grant },
    /// A message that is passed on and forgotten.
    Ephemeral { link: Link, sender: PeerId, count: u64, session: String, data: Bytes },
    /// The changes that a document chunk held, in causal order ([`Effect::Build`] asked for them).
    Built { link: Link, chunks: Vec<Bytes> },
    /// The store has the changes of the last [`Effect::Append`] on disk.
    Appended,
    /// The store could not keep them; `reason` is for the writers.
    AppendFailed { reason: String },
    /// The first `upto` changes stand in this snapshot, which has been loaded back and verified.
    Compacted { snapshot: Bytes, upto: usize },
    /// A connection is gone.
    Left { link: Link },
    /// The moment of [`RelayDocument::due`] has come.
    Due,
    /// Some time has passed, a second or so: who is still behind?
    Tick,
}

/// Everything the caller is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put these on disk and answer [`Event::Appended`] or [`Event::AppendFailed`]. Never two at once.
    Append(Vec<Bytes>),
    /// Say these words to each of these readers, in their order and, best, in one write.
    Send { to: Vec<Link>, words: Vec<Word> },
    /// Build the document in these bytes away from here, and answer [`Event::Built`].
    Build { link: Link, bytes: Bytes },
    /// Tell this connection why, and close it.
    Refuse { link: Link, reason: String },
}

/// What is said to a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Must reach the reader, in its order.
    Lasting(SharedFrame),
    /// Was said before. Left out for a reader to whom something is still on its way: it may be just that.
    Again(SharedFrame),
    /// Not said back to the one it is from, and may be left out for a reader that is slow: a newer one follows.
    Passing { from: Link, frame: SharedFrame },
}

/// What the store holds of a document.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    pub snapshot: Option<StoredSnapshot>,
    /// The changes since, in the order they were appended.
    pub chunks: Vec<Bytes>,
    /// Whether there was more, which could not be read.
    pub damaged: bool,
}

/// The beginning of a document, as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// The graph of the changes in it, a block for each time it grew ([`ChangeGraph::block`]).
    pub graph: Vec<Bytes>,
    pub bytes: Bytes,
}

/// Something in the store that cannot be read, or does not fit the rest. What can be read is served all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("the graph of the snapshot: {0}")]
    Graph(#[from] BlockError),
    #[error("stored change {position}: {reason}")]
    Change { position: usize, reason: String },
}

/// One document's log, graph and readers.
#[derive(Debug)]
pub struct RelayDocument {
    me: PeerId,
    id: DocumentId,
    name: DocumentName,
    graph: ChangeGraph,
    /// How many changes, from the first, are on disk.
    durable: usize,
    durable_heads: BTreeSet<ChangeHash>,
    snapshot: Option<Bytes>,
    /// How many changes the snapshot covers; the tail holds the chunks from there on.
    snapshot_len: usize,
    tail: Vec<Bytes>,
    staging: Staging,
    subscribers: BTreeMap<Link, Subscriber>,
    airing: Airing,
    /// What a newcomer is told, until something changes.
    welcome: Option<SharedFrame>,
    /// Whether all that the store holds could be read.
    whole: bool,
}

impl RelayDocument {
    /// Opens a document from what the store holds; nothing, for one that does not exist yet.
    #[must_use]
    pub fn open(me: PeerId, id: DocumentId, stored: Stored) -> (Self, Vec<Damage>) {
        let mut document = Self {
            me,
            id,
            name: id.into(),
            graph: ChangeGraph::new(),
            durable: 0,
            durable_heads: BTreeSet::new(),
            snapshot: None,
            snapshot_len: 0,
            tail: Vec::new(),
            staging: Staging::default(),
            subscribers: BTreeMap::new(),
            airing: Airing::default(),
            welcome: None,
            whole: true,
        };
        let mut damage = Vec::new();
        if let Some(snapshot) = stored.snapshot {
            let read = snapshot.graph.iter().try_for_each(|block| document.graph.extend(block));
            damage.extend(read.err().map(Damage::Graph));
            document.snapshot_len = document.graph.len();
            document.snapshot = Some(snapshot.bytes);
        }
        for (position, bytes) in stored.chunks.into_iter().enumerate() {
            let mut damaged = |reason: String| damage.push(Damage::Change { position, reason });
            match chunk::read(&bytes) {
                Ok(Chunk::Change(header)) => match document.graph.insert(&header) {
                    Inserted::New => {
                        // It passed the gate on its way in.
                        gate::change(&bytes).iter().for_each(|change| document.graph.has_op(change.last_op()));
                        document.tail.push(bytes);
                    }
                    Inserted::Known => {}
                    Inserted::Missing(deps) => damaged(format!("its dependency {} is missing", deps[0])),
                    Inserted::ForkedActor => damaged("another change of its actor stands in its place".into()),
                },
                Ok(Chunk::Document) => damaged("a document where a change was expected".into()),
                Err(error) => damaged(error.to_string()),
            }
        }
        document.durable = document.graph.len();
        document.durable_heads = document.graph.heads().into_iter().collect();
        document.whole = damage.is_empty() && !stored.damaged;
        (document, damage)
    }

    #[must_use]
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// Whether anything of the document is on disk.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.durable > 0
    }

    /// Whether nobody reads it and nothing is being written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.subscribers.is_empty() && self.graph.len() == self.durable
    }

    /// Whether all that the store holds could be read. The log of a document that is not whole must not be cut: what
    /// cannot be read here may be read by whoever repairs it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many changes wait for the disk.
    #[must_use]
    pub fn staged(&self) -> usize {
        self.graph.len() - self.durable
    }

    /// How many changes wait for another on which they build.
    #[must_use]
    pub fn orphans(&self) -> usize {
        self.staging.orphans()
    }

    /// How many changes are on disk.
    #[must_use]
    pub fn durable(&self) -> usize {
        self.durable
    }

    /// How many of them stand after the snapshot.
    #[must_use]
    pub fn tail_len(&self) -> usize {
        self.durable - self.snapshot_len
    }

    /// The heads of what is on disk: what every frame from here acknowledges.
    #[must_use]
    pub fn durable_heads(&self) -> Vec<ChangeHash> {
        self.durable_heads.iter().copied().collect()
    }

    /// The snapshot and the durable chunks after it: all that is needed to build the document elsewhere.
    #[must_use]
    pub fn contents(&self) -> (Option<Bytes>, Vec<Bytes>) {
        (self.snapshot.clone(), self.tail[..self.tail_len()].to_vec())
    }

    /// How many changes the snapshot covers.
    #[must_use]
    pub fn snapshot_len(&self) -> usize {
        self.snapshot_len
    }

    /// The graph of the durable changes after the snapshot, to be stored beside a new one.
    #[must_use]
    pub fn graph_block(&self) -> Vec<u8> {
        self.graph.block(self.snapshot_len..self.durable)
    }

    /// When something that waits is to go on: the caller then answers [`Event::Due`].
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        self.append_due().into_iter().chain(self.airing.due()).min()
    }

    /// Takes in what happened at `now` (milliseconds on any clock that does not go back).
    pub fn handle(&mut self, event: Event, now: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Sync { link, kind, data, grant } => self.sync(link, kind, &data, grant, now, &mut effects),
            Event::Ephemeral { link, sender, count, session, data } => {
                let frame = SharedFrame::ephemeral(&sender, &self.name, count, &session, &data);
                self.airing.pass_on(link, session, frame);
                self.say_passing(now, &mut effects);
            }
            Event::Built { link, chunks } => self.built(link, chunks, now, &mut effects),
            Event::Appended => self.appended(now, &mut effects),
            Event::AppendFailed { reason } => self.append_failed(&reason, &mut effects),
            Event::Compacted { snapshot, upto } => {
                if (self.snapshot_len..=self.durable).contains(&upto) {
                    self.tail.drain(..upto - self.snapshot_len);
                    self.snapshot_len = upto;
                    self.snapshot = Some(snapshot);
                    self.welcome = None;
                }
            }
            Event::Left { link } => {
                self.subscribers.remove(&link);
                self.staging.forget(link);
                self.airing.forget(link);
            }
            Event::Due => {
                self.append(now, &mut effects);
                self.say_passing(now, &mut effects);
            }
            Event::Tick => self.tick(now, &mut effects),
        }
        effects
    }

    fn sync(&mut self, link: Link, kind: SyncKind, data: &[u8], grant: Grant, now: u64, effects: &mut Vec<Effect>) {
        let message = match gate::message(data) {
            Ok(message) => message,
            Err(error) => {
                let reason = format!("this is not an Automerge sync message: {error}");
                return effects.push(Effect::Refuse { link, reason });
            }
        };
        if !message.changes.is_empty() {
            if !grant.write || (self.graph.is_empty() && !grant.create) {
                let reason = "you may read this document, not write to it".into();
                return effects.push(Effect::Refuse { link, reason });
            }
            if let Err(reason) = self.stage(link, &message.changes, effects) {
                return effects.push(Effect::Refuse { link, reason });
            }
            self.append(now, effects);
        }
        let first = !self.subscribers.contains_key(&link);
        let sub = self.subscribers.entry(link).or_insert_with(|| Subscriber::new(now));
        // Somebody who says the same again has not heard our answer.
        let repeated = !sub.hears(&message.heads, now) && message.changes.is_empty();
        if self.graph.is_empty() && kind == SyncKind::Request {
            return effects.push(to_one(link, Word::Lasting(SharedFrame::unavailable(&self.me, &self.name))));
        }
        // A reset: the peer does not know the point that we took for common.
        let reset = message.changes.is_empty()
            && message.have.iter().any(|h| h.last_sync.is_empty() && h.bloom.to_bytes().is_empty())
            && !message.heads.is_empty();
        if first {
            self.catch_up(link, &message.have, Word::Lasting, now, effects);
        } else if reset {
            self.catch_up(link, &message.have, Word::Again, now, effects);
        } else if !message.need.is_empty() {
            self.answer_need(link, &message.need, effects);
        } else if (repeated || self.lacks(&message.heads))
            && self.subscribers.get_mut(&link).is_some_and(|s| s.may_ask(now))
        {
            self.catch_up(link, &[], Word::Again, now, effects);
        }
    }

    fn tick(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if !self.exists() {
            return;
        }
        let heads = self.durable_heads();
        let said_at = self.airing.said_at();
        let behind = |sub: &Subscriber| sub.is_behind(&heads, said_at, now);
        let behind: Vec<Link> = self.subscribers.iter().filter(|(_, sub)| behind(sub)).map(|(link, _)| *link).collect();
        for link in behind {
            self.catch_up(link, &[], Word::Again, now, effects);
            if let Some(sub) = self.subscribers.get_mut(&link) {
                sub.was_caught_up();
            }
        }
    }
}

fn to_one(link: Link, word: Word) -> Effect {
    Effect::Send { to: vec![link], words: vec![word] }
}
