//! One document as the relay holds it: a log of changes, and who is reading.
//!
//! The relay never builds the document. It reads each change's header, stages it, waits until the
//! store says it is on disk, and only then acknowledges the writer and hands the same bytes to every
//! reader. **The heads in a frame never go back and never name a change that is not durable**: a peer
//! reads them as an acknowledgement, and "saved on the server" rests on that.
//!
//! Events go in, effects come out; the caller performs the effects, in their order.

mod subscriber;

use crate::{
    DocumentId, PeerId,
    chunk::{self, ChangeHeader, Chunk},
    graph::{ChangeGraph, Inserted},
    message::{Message, SharedFrame, SyncKind},
};
use automerge::{
    ChangeHash,
    sync::{self, ChunkList, Have, MessageVersion},
};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use subscriber::Subscriber;

/// Changes that may wait for a dependency, in number and in bytes, before their sender is refused.
const MAX_ORPHANS: usize = 256;
const MAX_ORPHAN_BYTES: usize = 1 << 20;

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
    Sync { link: Link, peer: PeerId, kind: SyncKind, data: Bytes, grant: Grant },
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
    /// Time passes.
    Tick,
}

/// Everything the caller is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put these on disk and answer [`Event::Appended`] or [`Event::AppendFailed`]. Never two at once.
    Append(Vec<Bytes>),
    Send {
        link: Link,
        frame: Bytes,
    },
    /// Build the document in these bytes away from here, and answer [`Event::Built`].
    Build {
        link: Link,
        bytes: Bytes,
    },
    /// Tell this connection why, and close it.
    Refuse {
        link: Link,
        reason: String,
    },
}

/// What the store holds of a document.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// The changes covered by the snapshot, in order, and the snapshot.
    pub snapshot: Option<(Vec<ChangeHeader>, Bytes)>,
    /// The changes since, in the order they were appended.
    pub chunks: Vec<Bytes>,
}

/// A chunk in the store that does not fit the others. What can be read is served all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored change {position}: {reason}")]
pub struct Damage {
    pub position: usize,
    pub reason: String,
}

/// One document's log, graph and readers.
#[derive(Debug)]
pub struct RelayDocument {
    me: PeerId,
    id: DocumentId,
    graph: ChangeGraph,
    /// How many changes, from the first, are on disk.
    durable: usize,
    durable_heads: BTreeSet<ChangeHash>,
    snapshot: Option<Bytes>,
    /// How many changes the snapshot covers; the tail holds the chunks from there on.
    snapshot_len: usize,
    tail: Vec<Bytes>,
    /// Who sent the changes from `durable` on.
    origins: Vec<Link>,
    /// Up to which change the append in flight goes.
    appending: Option<usize>,
    orphans: Vec<(ChangeHeader, Bytes, Link)>,
    orphan_bytes: usize,
    subscribers: BTreeMap<Link, Subscriber>,
}

impl RelayDocument {
    /// Opens a document from what the store holds; nothing, for one that does not exist yet.
    #[must_use]
    pub fn open(me: PeerId, id: DocumentId, stored: Stored) -> (Self, Vec<Damage>) {
        let mut document = Self {
            me,
            id,
            graph: ChangeGraph::new(),
            durable: 0,
            durable_heads: BTreeSet::new(),
            snapshot: None,
            snapshot_len: 0,
            tail: Vec::new(),
            origins: Vec::new(),
            appending: None,
            orphans: Vec::new(),
            orphan_bytes: 0,
            subscribers: BTreeMap::new(),
        };
        let mut damage = Vec::new();
        if let Some((headers, bytes)) = stored.snapshot {
            for header in &headers {
                document.graph.insert(header);
            }
            document.snapshot_len = document.graph.len();
            document.snapshot = Some(bytes);
        }
        for (position, bytes) in stored.chunks.into_iter().enumerate() {
            let mut damaged = |reason: String| damage.push(Damage { position, reason });
            match chunk::read(&bytes) {
                Ok(Chunk::Change(header)) => match document.graph.insert(&header) {
                    Inserted::New => document.tail.push(bytes),
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
        self.subscribers.is_empty() && self.appending.is_none()
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

    /// The headers of the first `upto` changes, to be stored beside a snapshot of them.
    #[must_use]
    pub fn headers(&self, upto: usize) -> Vec<ChangeHeader> {
        self.graph.headers().take(upto).collect()
    }

    /// Takes in what happened at `now` (milliseconds on any clock that does not go back).
    pub fn handle(&mut self, event: Event, now: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Sync { link, peer, kind, data, grant } => {
                self.sync(link, peer, kind, &data, grant, now, &mut effects);
            }
            Event::Ephemeral { link, sender, count, session, data } => {
                let frame = SharedFrame::ephemeral(&sender, self.id, count, &session, &data);
                effects.extend(
                    self.subscribers
                        .iter()
                        .filter(|(reader, _)| **reader != link)
                        .map(|(reader, sub)| Effect::Send { link: *reader, frame: frame.to(&sub.peer) }),
                );
            }
            Event::Built { link, chunks } => {
                for bytes in chunks {
                    if let Err(reason) = self.stage_chunk(link, bytes) {
                        effects.push(Effect::Refuse { link, reason });
                        break;
                    }
                }
                self.append(&mut effects);
            }
            Event::Appended => self.appended(now, &mut effects),
            Event::AppendFailed { reason } => self.append_failed(&reason, &mut effects),
            Event::Compacted { snapshot, upto } => {
                if (self.snapshot_len..=self.durable).contains(&upto) {
                    self.tail.drain(..upto - self.snapshot_len);
                    self.snapshot_len = upto;
                    self.snapshot = Some(snapshot);
                }
            }
            Event::Left { link } => {
                self.subscribers.remove(&link);
            }
            Event::Tick => self.tick(now, &mut effects),
        }
        effects
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one event")]
    fn sync(
        &mut self,
        link: Link,
        peer: PeerId,
        kind: SyncKind,
        data: &[u8],
        grant: Grant,
        now: u64,
        effects: &mut Vec<Effect>,
    ) {
        let message = match sync::Message::decode(data) {
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
            self.append(effects);
        }
        let first = !self.subscribers.contains_key(&link);
        let sub = self.subscribers.entry(link).or_insert_with(|| Subscriber::new(peer, now));
        // Somebody who says the same again has not heard our answer.
        let repeated = !sub.hears(&message.heads, now) && message.changes.is_empty();
        if self.graph.is_empty() && kind == SyncKind::Request {
            let (sender, target) = (self.me.clone(), sub.peer.clone());
            let frame = Message::Unavailable { sender, target, document: self.id }.encode().into();
            return effects.push(Effect::Send { link, frame });
        }
        // A reset: the peer does not know the point that we took for common.
        let reset = message.changes.is_empty()
            && message.have.iter().any(|h| h.last_sync.is_empty() && h.bloom.to_bytes().is_empty())
            && !message.heads.is_empty();
        if first || reset {
            self.catch_up(link, Some(&message), now, effects);
        } else if !message.need.is_empty() {
            self.answer_need(link, &message.need, effects);
        } else if (repeated || self.missing_head(&message.heads))
            && self.subscribers.get_mut(&link).is_some_and(|s| s.may_ask(now))
        {
            self.catch_up(link, None, now, effects);
        }
    }

    fn missing_head(&self, heads: &[ChangeHash]) -> bool {
        heads.iter().any(|h| !self.graph.contains(h) && !self.orphans.iter().any(|(o, ..)| o.hash == *h))
    }

    fn stage(&mut self, link: Link, changes: &ChunkList, effects: &mut Vec<Effect>) -> Result<(), String> {
        for bytes in changes.iter() {
            let bytes = Bytes::copy_from_slice(bytes);
            match chunk::read(&bytes) {
                Ok(Chunk::Document) => effects.push(Effect::Build { link, bytes }),
                Ok(Chunk::Change(header)) => self.stage_change(link, header, bytes)?,
                Err(error) => return Err(format!("a change was refused: {error}")),
            }
        }
        Ok(())
    }

    fn stage_chunk(&mut self, link: Link, bytes: Bytes) -> Result<(), String> {
        match chunk::read(&bytes) {
            Ok(Chunk::Change(header)) => self.stage_change(link, header, bytes),
            Ok(Chunk::Document) => Err("a document inside a document".into()),
            Err(error) => Err(format!("a change was refused: {error}")),
        }
    }

    fn stage_change(&mut self, link: Link, header: ChangeHeader, bytes: Bytes) -> Result<(), String> {
        match self.graph.insert(&header) {
            Inserted::Known => Ok(()),
            Inserted::New => {
                self.tail.push(bytes);
                self.origins.push(link);
                self.adopt_orphans();
                Ok(())
            }
            Inserted::Missing(_) if self.orphans.iter().any(|(o, ..)| o.hash == header.hash) => Ok(()),
            Inserted::Missing(_) => {
                if self.orphans.len() >= MAX_ORPHANS || self.orphan_bytes + bytes.len() > MAX_ORPHAN_BYTES {
                    return Err(
                        "too many changes whose dependencies are not here; connect again to send them all".into()
                    );
                }
                self.orphan_bytes += bytes.len();
                self.orphans.push((header, bytes, link));
                Ok(())
            }
            Inserted::ForkedActor => Err(format!(
                "change {} has the actor and sequence number of another change; open the document with a fresh actor",
                header.hash
            )),
        }
    }

    /// Lets in every orphan whose dependencies have come.
    fn adopt_orphans(&mut self) {
        let mut adopted = true;
        while adopted {
            adopted = false;
            for (header, bytes, link) in std::mem::take(&mut self.orphans) {
                match self.graph.insert(&header) {
                    Inserted::New => {
                        self.orphan_bytes -= bytes.len();
                        self.tail.push(bytes);
                        self.origins.push(link);
                        adopted = true;
                    }
                    Inserted::Missing(_) => self.orphans.push((header, bytes, link)),
                    Inserted::Known | Inserted::ForkedActor => self.orphan_bytes -= bytes.len(),
                }
            }
        }
    }

    /// Starts an append of everything staged, unless one is in flight.
    fn append(&mut self, effects: &mut Vec<Effect>) {
        if self.appending.is_none() && self.graph.len() > self.durable {
            self.appending = Some(self.graph.len());
            effects.push(Effect::Append(self.tail[self.durable - self.snapshot_len..].to_vec()));
        }
    }

    fn appended(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let Some(upto) = self.appending.take() else { return };
        let from = std::mem::replace(&mut self.durable, upto);
        for index in from..upto {
            for dep in self.graph.deps(index) {
                self.durable_heads.remove(&dep);
            }
            self.durable_heads.extend(self.graph.hash(index));
        }
        let writers: BTreeSet<Link> = self.origins.drain(..upto - from).collect();
        let fresh = &self.tail[from - self.snapshot_len..upto - self.snapshot_len];
        let frame = self.frame(self.durable_heads(), fresh);
        // A lone writer has what it wrote: it gets the acknowledgement without the bytes.
        let lone = if writers.len() == 1 { writers.first().copied() } else { None };
        let acknowledgement = lone.map(|_| self.frame(self.durable_heads(), &[]));
        for (link, sub) in &mut self.subscribers {
            let frame = match &acknowledgement {
                Some(acknowledgement) if lone == Some(*link) => acknowledgement,
                _ => &frame,
            };
            sub.sent(now);
            effects.push(Effect::Send { link: *link, frame: frame.to(&sub.peer) });
        }
        self.append(effects);
    }

    fn append_failed(&mut self, reason: &str, effects: &mut Vec<Effect>) {
        self.appending = None;
        self.graph.truncate(self.durable);
        self.tail.truncate(self.tail_len());
        self.orphans.clear();
        self.orphan_bytes = 0;
        let writers: BTreeSet<Link> = self.origins.drain(..).collect();
        effects.extend(writers.into_iter().map(|link| Effect::Refuse { link, reason: format!("not saved: {reason}") }));
    }

    fn tick(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if !self.exists() {
            return;
        }
        let heads = self.durable_heads();
        let behind: Vec<Link> =
            self.subscribers.iter().filter(|(_, sub)| sub.is_behind(&heads, now)).map(|(link, _)| *link).collect();
        for link in behind {
            self.catch_up(link, None, now, effects);
            if let Some(sub) = self.subscribers.get_mut(&link) {
                sub.was_caught_up();
            }
        }
    }

    /// Sends a peer what it lacks by its own word: the message it just sent, or the heads it last told.
    fn catch_up(&mut self, link: Link, message: Option<&sync::Message>, now: u64, effects: &mut Vec<Effect>) {
        let Some(sub) = self.subscribers.get(&link) else { return };
        let have: &[Have] = message.map_or(&[], |m| &m.have);
        let has = self.graph.ancestors(sub.told.iter().chain(have.iter().flat_map(|h| &h.last_sync)));
        let filters: Vec<_> = have.iter().map(|h| &h.bloom).collect();
        // A filter is a stranger's bytes, and one with impossible sizes panics when asked: such a filter says nothing.
        let lacking = std::panic::catch_unwind(|| self.graph.lacking(&has, &filters, self.durable))
            .unwrap_or_else(|_panic| self.graph.lacking(&has, &[], self.durable));
        // What the peer has of ours is where both stand: it will send what it made since.
        let mut common = BTreeSet::new();
        let mut lacks = lacking.iter().peekable();
        for index in 0..self.durable {
            if lacks.next_if(|i| **i == index).is_none() {
                for dep in self.graph.deps(index) {
                    common.remove(&dep);
                }
                common.extend(self.graph.hash(index));
            }
        }
        let chunks = self.chunks(&lacking);
        let frame = self.frame(common.into_iter().collect(), &chunks);
        if let Some(sub) = self.subscribers.get_mut(&link) {
            sub.sent(now);
            effects.push(Effect::Send { link, frame: frame.to(&sub.peer) });
        }
    }

    fn answer_need(&self, link: Link, need: &[ChangeHash], effects: &mut Vec<Effect>) {
        let mut indices: Vec<_> = need.iter().filter_map(|h| self.graph.index_of(h)).collect();
        indices.retain(|i| *i < self.durable);
        indices.sort_unstable();
        indices.dedup();
        let frame = self.frame(self.durable_heads(), &self.chunks(&indices));
        if let Some(sub) = self.subscribers.get(&link) {
            effects.push(Effect::Send { link, frame: frame.to(&sub.peer) });
        }
    }

    /// The bytes of these changes. What is older than the tail is served by the snapshot, whole.
    fn chunks(&self, indices: &[usize]) -> Vec<Bytes> {
        let old = indices.iter().any(|i| *i < self.snapshot_len);
        let snapshot = if old { self.snapshot.clone() } else { None };
        let tail = indices.iter().filter_map(|i| self.tail.get(i.checked_sub(self.snapshot_len)?).cloned());
        snapshot.into_iter().chain(tail).collect()
    }

    /// One sync message for any number of readers. It carries no flags section: a peer that reads none
    /// sends changes, where it would else send whole documents.
    fn frame(&self, last_sync: Vec<ChangeHash>, chunks: &[Bytes]) -> SharedFrame {
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

    /// The dependencies that orphans wait for.
    fn needed(&self) -> Vec<ChangeHash> {
        let wanted = self.orphans.iter().flat_map(|(header, ..)| &header.deps);
        let missing: BTreeSet<_> = wanted.filter(|h| !self.graph.contains(h)).copied().collect();
        missing.into_iter().filter(|h| !self.orphans.iter().any(|(o, ..)| o.hash == *h)).collect()
    }
}
