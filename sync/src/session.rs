//! The client's end of one connection to a relay.
//!
//! A session outlives its connections: [`Session::connect`] begins anew on a fresh socket, and what
//! both ends are known to have is kept. It decides when to speak: own edits at once, acknowledgements
//! of what came in at leisure ([`LEISURE`]), and again from the start when an edit stays unanswered ([`IMPATIENCE`]).

mod left_out;
mod receive;

use crate::{
    DocumentId, PeerId,
    ahead::ahead,
    gate::{self, GateError},
    message::{Message, MessageError, PROTOCOL_VERSION, PeerMetadata, SharedFrame, SyncKind},
};
use automerge::{
    Automerge, AutomergeError, ChangeHash, PatchLog,
    sync::{self, State, SyncDoc},
};
use left_out::LeftOut;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

/// What came in is acknowledged once nothing came for so long, in milliseconds: the next acknowledgement says it all.
pub const LEISURE: u64 = 1_000;
/// Where more keeps coming, it is acknowledged after so long all the same.
pub const LATEST: u64 = 5_000;
/// How long an edit may stay unanswered before it is sent again, in milliseconds.
pub const IMPATIENCE: u64 = 5_000;

/// Most bytes of changes in one frame, unless a single change is longer.
const PART: usize = 512 << 10;

/// Why a document is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Somebody gave us its address: a relay that does not know it says so.
    Find,
    /// It is ours to give: a relay that does not know it creates it.
    Offer,
}

/// What came in.
#[derive(Debug)]
pub enum Received {
    /// The relay answered the handshake; the id of its storage, if it has one.
    Welcome { storage_id: Option<String> },
    /// To be passed to [`Session::apply`] with the document.
    Sync { document: DocumentId, message: Box<sync::Message> },
    /// A message of another peer that nobody keeps.
    Ephemeral { document: DocumentId, sender: PeerId, data: Vec<u8> },
    /// The relay does not have the document. Not final: a later sync message revives it.
    Unavailable { document: DocumentId },
    /// The relay refuses something and is about to close.
    Error { message: String },
    /// Nothing that concerns us.
    Nothing,
}

/// What a document has to say to the relay now.
#[derive(Debug, PartialEq, Eq)]
pub enum Poll {
    Nothing,
    /// Nothing yet; ask again at this time.
    At(u64),
    Send(Vec<u8>),
}

/// How many of our changes were not saved, between these heads of ours and those of the relay.
#[derive(Debug)]
struct Counted {
    ours: Vec<ChangeHash>,
    saved: Vec<ChangeHash>,
    unsaved: usize,
}

#[derive(Debug)]
struct DocumentSync {
    intent: Intent,
    state: State,
    /// Heads the relay said it has on disk, as far as we know them.
    saved: Vec<ChangeHash>,
    /// Whether it has said so on this connection.
    heard: bool,
    /// A local edit, or a fresh start, that the relay has not been told of.
    dirty: bool,
    unavailable: bool,
    /// When the oldest unacknowledged message came in.
    owes_since: Option<u64>,
    quiet_since: u64,
    /// Frames of one long message that have not been sent yet.
    rest: VecDeque<Vec<u8>>,
    /// The last count of unsaved changes, from which the next one goes on.
    counted: RefCell<Option<Counted>>,
}

impl DocumentSync {
    fn new(intent: Intent, state: State) -> Self {
        let saved = state.shared_heads.clone();
        Self {
            intent,
            state,
            saved,
            heard: false,
            dirty: true,
            unavailable: false,
            owes_since: None,
            quiet_since: 0,
            rest: VecDeque::new(),
            counted: RefCell::new(None),
        }
    }

    /// Begins the exchange again, from what both are known to have.
    fn restart(&mut self, now: u64) {
        let shared_heads = std::mem::take(&mut self.state.shared_heads);
        self.state = State { shared_heads, their_have: Some(Vec::new()), ..State::new() };
        self.dirty = true;
        self.owes_since = None;
        self.quiet_since = now;
        self.rest.clear();
    }
}

/// Reads a sync message and looks at every chunk inside: what Automerge panics at nobody can catch in a browser.
fn admitted(data: &[u8], left_out: Option<&mut LeftOut>) -> Result<sync::Message, GateError> {
    let mut message = gate::message(data)?;
    let mut nothing = LeftOut::default();
    let left_out = left_out.unwrap_or(&mut nothing);
    let mut taken = Vec::new();
    for bytes in message.changes.iter() {
        match gate::chunk(bytes)? {
            gate::Chunk::Change(change) if left_out.holds(&change.header) => {}
            _ if left_out.is_empty() => {}
            _ => taken.push(bytes.to_vec()),
        }
    }
    if !left_out.is_empty() {
        message.changes = taken.into();
        left_out.forget_in(&mut message);
    }
    Ok(message)
}

/// A long message as several: a relay takes frames of 1 MiB, and weeks of work without a network may be more.
/// Changes stay in order, so each part can be applied when it comes.
fn split(message: sync::Message) -> Vec<sync::Message> {
    if message.changes.iter().map(<[u8]>::len).sum::<usize>() <= PART {
        return vec![message];
    }
    let mut parts: Vec<Vec<Vec<u8>>> = vec![Vec::new()];
    let mut size = 0;
    for chunk in message.changes.iter() {
        if size > 0 && size + chunk.len() > PART {
            parts.push(Vec::new());
            size = 0;
        }
        size += chunk.len();
        if let Some(part) = parts.last_mut() {
            part.push(chunk.to_vec());
        }
    }
    parts.into_iter().map(|part| sync::Message { changes: part.into(), ..message.clone() }).collect()
}

/// A client's side of the protocol, for any number of documents.
#[derive(Debug)]
pub struct Session {
    me: PeerId,
    relay: Option<PeerId>,
    documents: BTreeMap<DocumentId, DocumentSync>,
    left_out: BTreeMap<DocumentId, LeftOut>,
    count: u64,
}

impl Session {
    #[must_use]
    pub fn new(me: PeerId) -> Self {
        Self { me, relay: None, documents: BTreeMap::new(), left_out: BTreeMap::new(), count: 0 }
    }

    #[must_use]
    pub fn me(&self) -> &PeerId {
        &self.me
    }

    /// Whether the handshake is done.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.relay.is_some()
    }

    /// The first frame on a new socket.
    #[must_use]
    pub fn connect(&mut self) -> Vec<u8> {
        self.relay = None;
        self.documents.values_mut().for_each(|d| d.heard = false);
        let metadata = PeerMetadata { storage_id: None, is_ephemeral: true };
        Message::Join { sender: self.me.clone(), metadata, versions: vec![PROTOCOL_VERSION.into()] }.encode()
    }

    /// The socket is gone.
    pub fn disconnect(&mut self) {
        self.relay = None;
    }

    /// Takes up a document, with the sync state kept from an earlier session ([`Session::state`]) if there is one.
    pub fn open(&mut self, document: DocumentId, intent: Intent, state: Option<&[u8]>) {
        let state = state.and_then(|bytes| State::decode(bytes).ok()).unwrap_or_default();
        self.documents.insert(document, DocumentSync::new(intent, state));
    }

    /// From now on these changes of a document are not taken in, whoever sends them, nor what builds on them: it could not be
    /// built with them.
    pub fn leave_out(&mut self, document: DocumentId, changes: BTreeSet<ChangeHash>) {
        self.left_out.insert(document, LeftOut::new(changes));
    }

    /// Lets go of a document.
    pub fn close(&mut self, document: DocumentId) {
        self.documents.remove(&document);
    }

    /// What to keep beside the document, for the next session with the same storage.
    #[must_use]
    pub fn state(&self, document: DocumentId) -> Option<Vec<u8>> {
        self.documents.get(&document).map(|d| d.state.encode())
    }

    /// The document changed here. The first local edit turns a search into an offer.
    pub fn edited(&mut self, document: DocumentId) {
        if let Some(d) = self.documents.get_mut(&document) {
            d.dirty = true;
            d.intent = Intent::Offer;
            if std::mem::take(&mut d.unavailable) {
                d.restart(d.quiet_since);
            }
        }
    }

    /// Whether the relay said that it does not have the document.
    #[must_use]
    pub fn is_unavailable(&self, document: DocumentId) -> bool {
        self.documents.get(&document).is_some_and(|d| d.unavailable)
    }

    /// How many of the document's changes the relay has not said to be on its disk.
    #[must_use]
    pub fn unsaved(&self, document: DocumentId, replica: &Automerge) -> usize {
        let Some(d) = self.documents.get(&document) else { return replica.get_changes_meta(&[]).len() };
        let heads = replica.get_heads();
        if heads == d.saved {
            return 0;
        }
        let mut counted = d.counted.borrow_mut();
        let unsaved = match &*counted {
            // What was written since is not saved either: nothing has been acknowledged meanwhile.
            Some(last) if last.saved == d.saved => last.unsaved + ahead(replica, &heads, &last.ours).len(),
            _ => ahead(replica, &heads, &d.saved).len(),
        };
        *counted = Some(Counted { ours: heads, saved: d.saved.clone(), unsaved });
        unsaved
    }

    /// The newest heads the relay acknowledged as durable, among those we know.
    #[must_use]
    pub fn saved(&self, document: DocumentId) -> &[ChangeHash] {
        self.documents.get(&document).map_or(&[], |d| &d.saved)
    }

    /// Whether the relay has told what it has on this connection, and all of it is here.
    #[must_use]
    pub fn is_level(&self, document: DocumentId, replica: &Automerge) -> bool {
        let told = self.documents.get(&document).and_then(|d| d.state.their_heads.as_ref());
        let is_here = |head: &ChangeHash| replica.get_change_meta_by_hash(head).is_some();
        self.is_connected() && told.is_some_and(|heads| heads.iter().all(is_here))
    }

    /// Reads one frame.
    ///
    /// # Errors
    /// When the frame is not of the protocol; the connection is better closed then.
    pub fn receive(&mut self, frame: &[u8], now: u64) -> Result<Received, MessageError> {
        Ok(match Message::decode(frame)? {
            Message::Peer { sender, metadata, .. } => {
                self.relay = Some(sender);
                for d in self.documents.values_mut() {
                    d.restart(now);
                }
                Received::Welcome { storage_id: metadata.storage_id }
            }
            Message::Sync { document, data, .. } if self.documents.contains_key(&document) => {
                match admitted(&data, self.left_out.get_mut(&document)) {
                    Ok(message) => Received::Sync { document, message: Box::new(message) },
                    Err(error) => Received::Error { message: format!("what came in was refused: {error}") },
                }
            }
            Message::Unavailable { document, .. } => {
                if let Some(d) = self.documents.get_mut(&document) {
                    d.unavailable = true;
                    d.quiet_since = now;
                }
                Received::Unavailable { document }
            }
            Message::Ephemeral { document, sender, data, .. } => {
                Received::Ephemeral { document, sender, data: data.to_vec() }
            }
            Message::Error { message } => Received::Error { message },
            _ => Received::Nothing,
        })
    }

    /// One message for several that came in together: applying once costs the same as applying the last.
    #[must_use]
    pub fn gather(messages: Vec<sync::Message>) -> Option<sync::Message> {
        let mut messages = messages.into_iter();
        let mut gathered = messages.next()?;
        for message in messages {
            let chunks: Vec<_> = gathered.changes.iter().chain(message.changes.iter()).map(<[u8]>::to_vec).collect();
            gathered = sync::Message { changes: chunks.into(), ..message };
        }
        Some(gathered)
    }

    /// Applies a sync message to the document, logging what changed.
    ///
    /// # Errors
    /// When the changes cannot be applied; the document is as it was.
    pub fn apply(
        &mut self,
        document: DocumentId,
        message: sync::Message,
        replica: &mut Automerge,
        patches: &mut PatchLog,
        now: u64,
    ) -> Result<(), AutomergeError> {
        let Some(d) = self.documents.get_mut(&document) else { return Ok(()) };
        let first = d.state.their_heads.is_none();
        let heads = message.heads.clone();
        receive::receive(replica, &mut d.state, message, patches)?;
        let known: Vec<_> = heads.iter().filter(|h| replica.get_change_meta_by_hash(h).is_some()).copied().collect();
        // On one connection what is on disk only grows: a frame that was overtaken takes nothing back. A new
        // connection may tell of less (an older backup was restored), and then we send what is missing.
        let overtaken = std::mem::replace(&mut d.heard, true) && !ahead(replica, &d.saved, &known).is_empty();
        if !overtaken {
            d.saved = known;
        }
        d.unavailable = false;
        d.dirty |= first;
        d.owes_since.get_or_insert(now);
        d.quiet_since = now;
        Ok(())
    }

    /// Says what to send for this document at `now`, in milliseconds.
    pub fn poll(&mut self, document: DocumentId, replica: &Automerge, now: u64) -> Poll {
        let Some(relay) = self.relay.clone() else { return Poll::Nothing };
        let waits_for_disk = self.unsaved(document, replica) > 0;
        let Some(d) = self.documents.get_mut(&document) else { return Poll::Nothing };
        if d.unavailable && d.intent == Intent::Find {
            return Poll::Nothing;
        }
        if let Some(frame) = d.rest.pop_front() {
            d.quiet_since = now;
            return Poll::Send(frame);
        }
        let retry_at = d.quiet_since + IMPATIENCE;
        if (waits_for_disk || d.state.their_heads.is_none()) && !d.dirty && now >= retry_at {
            d.restart(now);
        }
        let asked = d.state.their_need.as_ref().is_some_and(|need| !need.is_empty()) && d.owes_since.is_some();
        let speak_at = if d.dirty || asked {
            now
        } else if let Some(since) = d.owes_since {
            (d.quiet_since + LEISURE).min(since + LATEST)
        } else if waits_for_disk || d.state.their_heads.is_none() {
            return Poll::At(retry_at);
        } else {
            return Poll::Nothing;
        };
        if speak_at > now {
            return Poll::At(speak_at);
        }
        d.owes_since = None;
        d.dirty = false;
        let Some(message) = replica.generate_sync_message(&mut d.state) else {
            return if waits_for_disk { Poll::At(retry_at.max(now + 1)) } else { Poll::Nothing };
        };
        d.quiet_since = now;
        let established = d.state.their_heads.is_some() || d.intent == Intent::Offer;
        let kind = if established { SyncKind::Sync } else { SyncKind::Request };
        let frame = |part: sync::Message| {
            SharedFrame::sync(kind, &self.me, &document.into(), &part.encode()).to(&relay).to_vec()
        };
        let mut parts = split(message).into_iter().map(frame);
        let first = parts.next().map_or(Poll::Nothing, Poll::Send);
        d.rest = parts.collect();
        first
    }

    /// The frame of a message to everyone who reads the document now; `None` while not connected.
    pub fn ephemeral(&mut self, document: DocumentId, data: &[u8]) -> Option<Vec<u8>> {
        let relay = self.relay.clone()?;
        self.count += 1;
        // One session id a session: the counter restarts with it.
        Some(SharedFrame::ephemeral(&self.me, &document.into(), self.count, self.me.as_str(), data).to(&relay).to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{ActorId, ROOT, sync::MessageVersion, transaction::Transactable};

    #[test]
    fn what_a_relay_says_goes_through_the_gate_before_automerge_sees_it() {
        let (document, relay) = (DocumentId::from_random([7; 16]), PeerId::from("relay"));
        let mut session = Session::new("alice".into());
        session.open(document, Intent::Find, None);
        let mut receive = |changes: Vec<Vec<u8>>| {
            let (heads, need, have, version) = (Vec::new(), Vec::new(), Vec::new(), MessageVersion::V1);
            let message = sync::Message { heads, need, have, changes: changes.into(), flags: None, version };
            let frame =
                SharedFrame::sync(SyncKind::Sync, &relay, &document.into(), &message.encode()).to(&"alice".into());
            session.receive(&frame, 0).unwrap()
        };
        assert!(matches!(receive(Vec::new()), Received::Sync { .. }));
        let Received::Error { message } = receive(vec![vec![0; 20]]) else { panic!("it went through") };
        assert!(message.contains("do not begin with an Automerge chunk"), "{message}");
    }

    /// A writes, and somebody something that is left out, on which somebody else builds.
    #[test]
    fn a_change_that_is_left_out_is_as_if_it_had_never_been_made() {
        let (document, relay) = (DocumentId::from_random([7; 16]), PeerId::from("relay"));
        let write = |doc: &mut Automerge, n: i64| {
            let mut tx = doc.transaction();
            tx.put(ROOT, "n", n).unwrap();
            tx.commit().0.unwrap()
        };
        let mut theirs = Automerge::new();
        let first = write(&mut theirs, 1);
        let mut ours = theirs.fork().with_actor(ActorId::from([5; 16]));
        let mut aside = theirs.fork().with_actor(ActorId::from([9; 16]));
        let poison = write(&mut aside, 2);
        write(&mut aside, 3);
        let mut session = Session::new("alice".into());
        session.open(document, Intent::Offer, None);
        session.leave_out(document, BTreeSet::from([poison]));
        let welcome = Message::Peer {
            sender: relay.clone(),
            target: "alice".into(),
            metadata: PeerMetadata::default(),
            version: PROTOCOL_VERSION.into(),
        };
        session.receive(&welcome.encode(), 0).unwrap();
        let said = |theirs: &Automerge| {
            let changes: Vec<Vec<u8>> = theirs.get_changes(&[]).iter().map(|c| c.raw_bytes().to_vec()).collect();
            let (heads, need, version) = (theirs.get_heads(), Vec::new(), MessageVersion::V1);
            let have = vec![sync::Have { last_sync: heads.clone(), bloom: sync::BloomFilter::default() }];
            let message = sync::Message { heads, need, have, changes: changes.into(), flags: None, version };
            SharedFrame::sync(SyncKind::Sync, &relay, &document.into(), &message.encode()).to(&"alice".into())
        };
        let Received::Sync { message, .. } = session.receive(&said(&aside), 0).unwrap() else { panic!("not admitted") };
        assert_eq!((message.changes.iter().count(), &message.heads), (1, &vec![first]));
        assert!(!session.is_level(document, &ours), "the relay has not told what it has");
        session.apply(document, *message, &mut ours, &mut PatchLog::inactive(), 0).unwrap();
        assert!(session.is_level(document, &ours) && !session.is_level(document, &Automerge::new()));
        assert_eq!(session.unsaved(document, &ours), 0);
        // What is written here goes out although the relay has heads that are never known here.
        let mine = write(&mut ours, 4);
        session.edited(document);
        let Poll::Send(frame) = session.poll(document, &ours, 1) else { panic!("nothing to say") };
        let Message::Sync { data, .. } = Message::decode(&frame).unwrap() else { panic!("something else") };
        let sent = sync::Message::decode(&data).unwrap();
        assert_eq!((sent.heads, sent.changes.iter().count()), (vec![mine], 1));
    }
}
