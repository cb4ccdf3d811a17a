//! What is done most often, to be counted in instructions: a count is the same on a busy machine, where a time is not.
//!
//! `cargo xtask bench instructions` runs each case under valgrind, which counts what happens inside [`counted`] and nothing
//! else. Without an argument this prints the names of the cases; with one, it runs that case and prints how often.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may fail loudly, and prints")]

use automerge::{
    ActorId, Automerge, ChangeHash, ObjId, ObjType, PatchLog, ROOT,
    sync::{self, BloomFilter, ChunkList, Have, MessageVersion},
    transaction::Transactable,
};
use boucle_sync::{
    DocumentId, PeerId,
    chunk::{self, ChangeHeader},
    glance,
    graph::ChangeGraph,
    message::{Address, Message, PeerMetadata, SharedFrame, SyncKind},
    presence::{Presence, Selection, Sign},
    relay::{Effect, Event, Grant, Link, RelayDocument, Stored},
    session::{Intent, Received, Session},
};
use bytes::Bytes;
use std::hint::black_box;

/// Runs a case some times, and says how many.
type Run = fn() -> u64;

const CASES: [(&str, Run); 11] = [
    ("nothing", nothing),
    ("decode a frame", decode_a_frame),
    ("heads told at a glance", heads_told_at_a_glance),
    ("relay: an edit, 200 readers", relay_an_edit),
    ("relay: an acknowledgement", relay_an_acknowledgement),
    ("parts of a shared frame", parts_of_a_shared_frame),
    ("graph: insert, 260,000 changes", graph_insert),
    ("graph: lacking, 50 behind", graph_lacking),
    ("read a change", read_a_change),
    ("session: an edit of somebody", session_an_edit),
    ("decode a presence", decode_a_presence),
];

const READERS: u64 = 200;
const PAD: usize = 260_000;
const TIMES: u64 = 100;
/// Characters in a line.
const LINE: usize = 48;

fn main() {
    let name = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    match name {
        None => CASES.iter().for_each(|(name, _)| println!("{name}")),
        Some(wanted) => {
            let (_, run) = CASES.iter().find(|(name, _)| *name == wanted).expect("no such case");
            println!("{}", run());
        }
    }
}

/// The only function whose instructions are counted, with all that it calls.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

fn count<T>(mut work: impl FnMut() -> T) {
    counted(&mut || drop(black_box(work())));
}

fn repeat<T>(mut work: impl FnMut() -> T) -> u64 {
    (0..TIMES).for_each(|_| count(&mut work));
    TIMES
}

fn nothing() -> u64 {
    repeat(|| ())
}

fn id() -> DocumentId {
    DocumentId::from_random([7; 16])
}

fn relay_name() -> PeerId {
    "relay-5f1d2c3b4a59687706152433".into()
}

fn reader_name() -> PeerId {
    "peer-0a1b2c3d4e5f60718293a4b5c6d7e8f9".into()
}

/// Lines that Alice types one after the other, each a text of its own; each edit is one character.
struct Alice {
    document: Automerge,
    line: Option<ObjId>,
    typed: usize,
}

impl Alice {
    fn new() -> Self {
        let document = Automerge::new().with_actor(ActorId::from([1; 16]));
        let mut alice = Self { document, line: None, typed: 0 };
        alice.types();
        alice
    }

    fn types(&mut self) -> Bytes {
        let at = self.typed % LINE;
        let mut tx = self.document.transaction();
        let line = match self.line.take().filter(|_| at > 0) {
            Some(line) => line,
            None => tx.put_object(ROOT, format!("line {}", self.typed / LINE), ObjType::Text).unwrap(),
        };
        tx.splice_text(&line, at, 0, "a").unwrap();
        tx.commit();
        (self.line, self.typed) = (Some(line), self.typed + 1);
        self.document.get_last_local_change().unwrap().raw_bytes().to_vec().into()
    }

    fn heads(&self) -> Vec<ChangeHash> {
        self.document.get_heads()
    }
}

/// A sync message as our client and our relay write it.
fn message(heads: Vec<ChangeHash>, changes: Vec<Vec<u8>>) -> Vec<u8> {
    let have = vec![Have { last_sync: heads.clone(), bloom: BloomFilter::default() }];
    let changes = if changes.is_empty() { ChunkList::empty() } else { changes.into() };
    sync::Message { heads, need: Vec::new(), have, changes, flags: None, version: MessageVersion::V1 }.encode()
}

fn acknowledgement() -> Vec<u8> {
    message(vec![ChangeHash([9; 32])], Vec::new())
}

fn decode_a_frame() -> u64 {
    let frame = SharedFrame::sync(SyncKind::Sync, &reader_name(), &id().into(), &acknowledgement()).to(&relay_name());
    let text = id().to_string();
    repeat(|| Message::decode_knowing(black_box(&frame), |found| (found == text).then(id)))
}

fn heads_told_at_a_glance() -> u64 {
    let data = acknowledgement();
    repeat(|| glance::heads_told(black_box(&data)).map(<[u8]>::len))
}

fn parts_of_a_shared_frame() -> u64 {
    let frame = SharedFrame::sync(SyncKind::Sync, &relay_name(), &id().into(), &acknowledgement());
    let address = Address::from(&reader_name());
    repeat(|| {
        let (shared, end) = black_box(&frame).parts(black_box(&address));
        (shared.len(), end.len())
    })
}

/// A relay's document whose readers have all that Alice has written.
struct Room {
    document: RelayDocument,
    alice: Alice,
    now: u64,
}

impl Room {
    fn new() -> Self {
        let alice = Alice::new();
        let first = alice.document.get_last_local_change().unwrap().raw_bytes().to_vec();
        let (document, _) = RelayDocument::open(relay_name(), id(), Stored::default());
        let mut room = Self { document, alice, now: 1_000 };
        let heads = room.alice.heads();
        room.handle(tells(0, message(heads.clone(), vec![first])));
        room.handle(Event::Appended);
        (0..READERS).for_each(|link| drop(room.handle(tells(link, message(heads.clone(), Vec::new())))));
        room.now += 1_000;
        room
    }

    fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.document.handle(event, self.now)
    }

    /// Alice types, and her session says so.
    fn edit(&mut self) -> Event {
        let edit = self.alice.types();
        self.now += 1_000;
        tells(0, message(self.alice.heads(), vec![edit.to_vec()]))
    }
}

fn tells(link: u64, data: Vec<u8>) -> Event {
    Event::Sync { link: Link(link), kind: SyncKind::Sync, data: data.into(), grant: Grant::ALL }
}

/// From what came in to what is to be sent: the append, the word that it is on the disk, and the frames.
fn relay_an_edit() -> u64 {
    let mut room = Room::new();
    for _ in 0..TIMES {
        let mut edit = Some(room.edit());
        count(|| {
            let append = edit.take().map(|edit| room.handle(edit));
            (append, room.handle(Event::Appended))
        });
    }
    TIMES
}

fn relay_an_acknowledgement() -> u64 {
    let mut room = Room::new();
    let edit = room.edit();
    room.handle(edit);
    room.handle(Event::Appended);
    let heads = room.alice.heads();
    for link in 1..READERS {
        let mut told = Some(tells(link, message(heads.clone(), Vec::new())));
        count(|| told.take().map(|told| room.handle(told)));
    }
    READERS - 1
}

/// A hash that looks like one.
fn hash(n: usize) -> ChangeHash {
    let mut state = n as u64;
    let mut bytes = [0; 32];
    for word in bytes.chunks_mut(8) {
        state = (state ^ (state >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
        word.copy_from_slice(&state.to_le_bytes());
    }
    ChangeHash(bytes)
}

/// The `n`-th change of a pad that three people write in turn.
fn header(n: usize) -> ChangeHeader {
    let deps = n.checked_sub(1).map(hash).into_iter().collect();
    ChangeHeader { hash: hash(n), deps, actor: vec![(n % 3) as u8; 16], seq: n as u64 / 3 + 1 }
}

fn long_graph() -> ChangeGraph {
    let mut graph = ChangeGraph::new();
    for n in 0..PAD {
        graph.insert(&header(n));
    }
    assert_eq!(graph.len(), PAD);
    graph
}

fn graph_insert() -> u64 {
    let mut graph = long_graph();
    for n in 0..TIMES {
        let header = header(PAD + usize::try_from(n).unwrap());
        count(|| graph.insert(black_box(&header)));
    }
    TIMES
}

fn graph_lacking() -> u64 {
    let graph = long_graph();
    let known = [hash(PAD - 51)];
    assert_eq!(graph.lacking(&known, &[], PAD).len(), 50);
    repeat(|| graph.lacking(black_box(&known), &[], PAD))
}

fn read_a_change() -> u64 {
    let mut alice = Alice::new();
    alice.types();
    let change = alice.types();
    repeat(|| chunk::read(black_box(&change)))
}

/// A frame of the relay, from its bytes to the replica and to what is to be said of it.
fn session_an_edit() -> u64 {
    let mut alice = Alice::new();
    (0..1_000).for_each(|_| drop(alice.types()));
    let mut replica = Automerge::load(&alice.document.save()).unwrap();
    let mut session = Session::new(reader_name());
    session.open(id(), Intent::Find, None);
    let metadata = PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: false };
    let version = boucle_sync::message::PROTOCOL_VERSION.into();
    let welcome = Message::Peer { sender: relay_name(), target: reader_name(), metadata, version }.encode();
    session.receive(&welcome, 0).unwrap();
    let said = SharedFrame::sync(SyncKind::Sync, &relay_name(), &id().into(), &message(alice.heads(), Vec::new()));
    let mut now = 1;
    let mut hear = |frame: &[u8], now: u64| {
        let Ok(Received::Sync { document, message }) = session.receive(frame, now) else { panic!("a sync message") };
        session.apply(document, *message, &mut replica, &mut PatchLog::inactive(), now).unwrap();
        session.poll(document, &replica, now)
    };
    hear(&said.to(&reader_name()), now);
    for _ in 0..TIMES {
        let edit = alice.types();
        let data = message(alice.heads(), vec![edit.to_vec()]);
        let frame = SharedFrame::sync(SyncKind::Sync, &relay_name(), &id().into(), &data).to(&reader_name());
        now += 10;
        count(|| hear(black_box(&frame), now));
    }
    assert_eq!(replica.get_heads(), alice.heads());
    TIMES
}

fn decode_a_presence() -> u64 {
    let place = "1234@0a1b2c3d4e5f60718293a4b5c6d7e8f9/1250@0a1b2c3d4e5f60718293a4b5c6d7e8f9".to_owned();
    let selection = Some(Selection { anchor: place.clone(), head: place });
    let presence = Presence {
        person: [3; 16],
        name: "Chloé".into(),
        colour: 4,
        sign: Sign::Here,
        selection,
        spot: None,
        quiet: false,
    };
    let bytes = presence.encode();
    repeat(|| Presence::decode(black_box(&bytes)).unwrap())
}
