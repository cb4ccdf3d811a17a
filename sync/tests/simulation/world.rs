//! The world of the simulation: its clock, its network, its disk and its people.

use automerge::{
    ActorId, Automerge, ChangeHash, ObjId, ObjType, PatchLog, ROOT, ReadDoc, TextEncoding,
    transaction::{CommitOptions, Transactable},
};
use boucle_sync::{
    DocumentId, PeerId,
    chunk::{self, Chunk},
    message::Message,
    relay::{Effect, Event, Grant, Link, RelayDocument, Stored, Word},
    session::{Intent, Poll, Received, Session},
};
use bytes::Bytes;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [&str; 4] = ["Alice", "Bob", "Chloé", "Dana"];

/// One person's device: what is stored survives a crash, what is only in memory does not.
struct Device {
    name: &'static str,
    replica: Automerge,
    session: Session,
    stored: Vec<Vec<u8>>,
    link: Option<Link>,
    connected_at: u64,
    openings: u32,
}

/// A frame on its way, and when it arrives.
struct Flight {
    at: u64,
    order: u64,
    link: Link,
    to_relay: bool,
    frame: Bytes,
}

pub(crate) struct World {
    chance: StdRng,
    now: u64,
    document: DocumentId,
    devices: Vec<Device>,
    relay: RelayDocument,
    disk: Vec<Bytes>,
    on_disk: BTreeSet<ChangeHash>,
    append: Option<(u64, Vec<Bytes>)>,
    flights: Vec<Flight>,
    heads_sent: BTreeMap<Link, BTreeSet<ChangeHash>>,
    next_link: u64,
    next_order: u64,
    trouble: bool,
    lying_disk: bool,
    trace: Vec<String>,
    verbose: bool,
}

fn genesis() -> Vec<u8> {
    let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(ActorId::from([0_u8; 16]));
    let mut tx = doc.transaction();
    tx.put_object(ROOT, "pad", ObjType::Text).unwrap();
    tx.commit_with(CommitOptions::default().with_time(0));
    doc.get_last_local_change().unwrap().raw_bytes().to_vec()
}

fn open_replica(chunks: &[Vec<u8>], actor: ActorId) -> Automerge {
    let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(actor);
    for chunk in chunks {
        doc.load_incremental(chunk).unwrap();
    }
    doc
}

fn relay_document(document: DocumentId, disk: &[Bytes]) -> RelayDocument {
    let (relay, damage) =
        RelayDocument::open("relay".into(), document, Stored { snapshot: None, chunks: disk.to_vec() });
    assert!(damage.is_empty(), "the disk holds what was never whole: {damage:?}");
    relay
}

impl World {
    pub(crate) fn new(seed: u64, verbose: bool) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let document = DocumentId::from_random(chance.random());
        let people = chance.random_range(2..=NAMES.len());
        let mut world = Self {
            chance,
            now: 0,
            document,
            devices: Vec::new(),
            relay: relay_document(document, &[]),
            disk: Vec::new(),
            on_disk: BTreeSet::new(),
            append: None,
            flights: Vec::new(),
            heads_sent: BTreeMap::new(),
            next_link: 0,
            next_order: 0,
            trouble: true,
            lying_disk: false,
            trace: Vec::new(),
            verbose,
        };
        for name in &NAMES[..people] {
            let actor: [u8; 16] = world.chance.random();
            let replica = open_replica(&[genesis()], ActorId::from(actor));
            let mut session = Session::new(PeerId::from(*name));
            session.open(document, Intent::Offer, None);
            let stored = vec![genesis()];
            world.devices.push(Device { name, replica, session, stored, link: None, connected_at: 0, openings: 0 });
        }
        world
    }

    pub(crate) fn acknowledge_before_the_disk(&mut self) {
        self.lying_disk = true;
    }

    pub(crate) fn trace(self) -> Vec<String> {
        self.trace
    }

    fn note(&mut self, words: String) {
        if self.verbose {
            println!("{:>7} {words}", self.now);
        }
        self.trace.push(format!("{} {words}", self.now));
    }

    /// Some steps of everything that can go wrong.
    pub(crate) fn trouble(&mut self, steps: usize) {
        for _ in 0..steps {
            let who = self.chance.random_range(0..self.devices.len());
            match self.chance.random_range(0..100) {
                0..45 => self.edit(who),
                45..60 => self.connect(who),
                60..65 => self.cut(who),
                65..67 => self.crash_device(who),
                67..69 => self.crash_relay(),
                _ => {}
            }
            let pause = *[1, 20, 120, 900, 6_000].choose(&mut self.chance).unwrap();
            self.run_until(self.now + pause);
        }
    }

    /// A kind network from here on: everyone connects, and all must come to the same meetup.
    pub(crate) fn heal_and_settle(&mut self) {
        self.note("healed".into());
        self.trouble = false;
        for who in 0..self.devices.len() {
            self.connect(who);
        }
        let deadline = self.now + 120_000;
        while self.now < deadline && !self.settled() {
            self.run_until(self.now + 1_000);
        }
        let heads: Vec<_> = self.devices.iter().map(|d| (d.name, d.replica.get_heads())).collect();
        assert!(self.settled(), "not settled: relay {:?}, {heads:?}", self.relay.durable_heads());
        let texts: BTreeSet<_> = self.devices.iter().map(|d| pad(&d.replica).1).collect();
        assert_eq!(texts.len(), 1, "the same heads, different pads");
        self.note(format!("settled on {} characters", texts.first().map_or(0, String::len)));
    }

    fn settled(&self) -> bool {
        let heads = self.relay.durable_heads();
        self.devices.iter().all(|d| {
            d.replica.get_heads() == heads && d.session.unsaved(self.document, &d.replica) == 0 && d.link.is_some()
        }) && self.append.is_none()
    }

    fn edit(&mut self, who: usize) {
        let roll: f64 = self.chance.random();
        let device = &mut self.devices[who];
        let (id, text) = pad(&device.replica);
        let length = text.encode_utf16().count();
        let at = if length == 0 { 0 } else { self.chance.random_range(0..=length) };
        let mut tx = device.replica.transaction();
        if roll < 0.3 && at < length {
            tx.splice_text(&id, at, 1, "").unwrap();
        } else {
            let word = ["a", "é", "שלום", "🙂", "\n", "carte "].choose(&mut self.chance).unwrap();
            tx.splice_text(&id, at, 0, word).unwrap();
        }
        if tx.commit_with(CommitOptions::default().with_time(0)).0.is_none() {
            return; // half an emoji is nothing to delete
        }
        let change = device.replica.get_last_local_change().unwrap();
        let (hash, bytes) = (change.hash(), change.raw_bytes().to_vec());
        // Sometimes the tab dies between sending and storing.
        let stores = !(self.trouble && self.chance.random_bool(0.03));
        let name = device.name;
        if stores {
            device.stored.push(bytes);
        }
        device.session.edited(self.document);
        self.note(format!("{name} writes {hash}{}", if stores { "" } else { ", crashing before it is stored" }));
        self.speak(who);
        if !stores {
            self.crash_device(who);
        }
    }

    fn connect(&mut self, who: usize) {
        if self.devices[who].link.is_some() {
            return;
        }
        let link = Link(self.next_link);
        self.next_link += 1;
        let device = &mut self.devices[who];
        device.link = Some(link);
        device.connected_at = self.now;
        let frame = device.session.connect();
        let name = device.name;
        self.note(format!("{name} connects as {}", link.0));
        self.fly(link, true, frame.into());
    }

    /// As every websocket client does: a socket that opens and says nothing is opened again.
    fn give_up_on_a_silent_handshake(&mut self, who: usize) {
        let device = &self.devices[who];
        if device.link.is_some() && !device.session.is_connected() && self.now - device.connected_at > 10_000 {
            self.cut(who);
            self.connect(who);
        }
    }

    fn cut(&mut self, who: usize) {
        let device = &mut self.devices[who];
        let Some(link) = device.link.take() else { return };
        device.session.disconnect();
        let name = device.name;
        self.note(format!("{name} is cut"));
        self.hang_up(link);
    }

    fn hang_up(&mut self, link: Link) {
        self.flights.retain(|f| f.link != link);
        self.heads_sent.remove(&link);
        let effects = self.relay.handle(Event::Left { link }, self.now);
        self.perform(effects);
    }

    fn crash_device(&mut self, who: usize) {
        self.cut(who);
        let actor: [u8; 16] = self.chance.random();
        let device = &mut self.devices[who];
        device.openings += 1;
        device.replica = open_replica(&device.stored, ActorId::from(actor));
        let kept = device.session.state(self.document);
        device.session = Session::new(PeerId::from(format!("{}-{}", device.name, device.openings).as_str()));
        // The sync state may be older than the crash, newer than the store, or gone.
        let kept = kept.filter(|_| self.chance.random_bool(0.5));
        device.session.open(self.document, Intent::Offer, kept.as_deref());
        let name = device.name;
        self.note(format!("{name} opens again"));
    }

    fn crash_relay(&mut self) {
        self.note("the relay crashes".into());
        self.append = None;
        for who in 0..self.devices.len() {
            let device = &mut self.devices[who];
            if device.link.take().is_some() {
                device.session.disconnect();
            }
        }
        self.flights.clear();
        self.heads_sent.clear();
        self.relay = relay_document(self.document, &self.disk);
    }

    fn run_until(&mut self, end: u64) {
        loop {
            let next_flight = self.flights.iter().map(|f| (f.at, f.order)).min();
            let next_append = self.append.as_ref().map(|(at, _)| *at);
            let tick = (self.now / 500 + 1) * 500;
            let due = self.relay.due();
            let times = next_flight.map(|f| f.0).into_iter().chain(next_append).chain(due);
            let next = times.chain([tick]).min().unwrap_or(end).max(self.now);
            if next > end {
                self.now = end;
                return;
            }
            self.now = self.now.max(next);
            if next_append.is_some_and(|at| at <= next) {
                self.finish_append();
            } else if let Some((at, order)) = next_flight.filter(|f| f.0 <= next) {
                let place = self.flights.iter().position(|f| (f.at, f.order) == (at, order)).unwrap();
                let flight = self.flights.swap_remove(place);
                self.land(flight);
            } else if due.is_some_and(|due| due <= next) {
                let effects = self.relay.handle(Event::Due, self.now);
                self.perform(effects);
            } else {
                let effects = self.relay.handle(Event::Tick, self.now);
                self.perform(effects);
                for who in 0..self.devices.len() {
                    self.give_up_on_a_silent_handshake(who);
                    self.speak(who);
                }
            }
        }
    }

    /// Puts a frame on the network, which may lose it, double it, or let a later one overtake it.
    fn fly(&mut self, link: Link, to_relay: bool, frame: Bytes) {
        let copies = match (self.trouble, self.chance.random_range(0..100)) {
            (true, 0..4) => 0,
            (true, 4..7) => 2,
            _ => 1,
        };
        for _ in 0..copies {
            let delay = if self.trouble && self.chance.random_bool(0.1) {
                self.chance.random_range(200..3_000)
            } else {
                self.chance.random_range(1..40)
            };
            self.next_order += 1;
            let flight = Flight { at: self.now + delay, order: self.next_order, link, to_relay, frame: frame.clone() };
            self.flights.push(flight);
        }
    }

    fn land(&mut self, flight: Flight) {
        if flight.to_relay {
            self.relay_hears(flight.link, &flight.frame);
        } else if let Some(who) = self.devices.iter().position(|d| d.link == Some(flight.link)) {
            self.device_hears(who, &flight.frame);
        }
    }

    fn relay_hears(&mut self, link: Link, frame: &[u8]) {
        match Message::decode(frame).unwrap() {
            Message::Join { sender, .. } => {
                let metadata =
                    boucle_sync::message::PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: false };
                let sender_relay = PeerId::from("relay");
                let peer = Message::Peer { sender: sender_relay, target: sender, metadata, version: "1".into() };
                self.fly(link, false, peer.encode().into());
            }
            Message::Sync { kind, data, .. } => {
                let event = Event::Sync { link, kind, data, grant: Grant::ALL };
                let effects = self.relay.handle(event, self.now);
                self.perform(effects);
            }
            other => panic!("a client sent {other:?}"),
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(chunks) => {
                    assert!(self.append.is_none(), "two appends at once");
                    let takes = self.chance.random_range(1..30);
                    if self.lying_disk {
                        // Acknowledged now; on disk only later, if nothing crashes meanwhile.
                        self.append = Some((self.now + 3_000, chunks));
                        let effects = self.relay.handle(Event::Appended, self.now);
                        self.note("the disk lies".into());
                        let pending = self.append.take();
                        self.perform(effects);
                        if self.append.is_none() {
                            self.append = pending;
                        }
                    } else {
                        self.append = Some((self.now + takes, chunks));
                    }
                }
                Effect::Send { to, words } => {
                    for (link, word) in to.into_iter().flat_map(|link| words.iter().map(move |word| (link, word))) {
                        let (Word::Lasting(frame) | Word::Again(frame)) = word else {
                            panic!("nobody speaks in passing")
                        };
                        let frame = frame.to(&"a reader".into());
                        self.heads_never_go_back(link, &frame);
                        self.fly(link, false, frame);
                    }
                }
                Effect::Refuse { link, reason } => {
                    self.note(format!("refused {}: {reason}", link.0));
                    assert!(
                        reason.contains("not saved") || reason.contains("dependencies"),
                        "an honest client was refused: {reason}"
                    );
                    if let Some(who) = self.devices.iter().position(|d| d.link == Some(link)) {
                        self.cut(who);
                    }
                }
                Effect::Build { .. } => panic!("our frames must not make a client send a document"),
            }
        }
    }

    fn heads_never_go_back(&mut self, link: Link, frame: &[u8]) {
        let Ok(Message::Sync { data, .. }) = Message::decode(frame) else { return };
        let message = automerge::sync::Message::decode(&data).unwrap();
        for head in &message.heads {
            assert!(self.lying_disk || self.on_disk.contains(head), "a frame names {head}, which is not on disk");
        }
        let seen = self.heads_sent.entry(link).or_default();
        seen.extend(message.heads);
    }

    fn finish_append(&mut self) {
        let Some((_, chunks)) = self.append.take() else { return };
        let fails = self.trouble && !self.lying_disk && self.chance.random_bool(0.02);
        let event = if fails {
            Event::AppendFailed { reason: "the disk is full".into() }
        } else {
            for bytes in chunks {
                let Ok(Chunk::Change(header)) = chunk::read(&bytes) else { panic!("not a change") };
                self.on_disk.insert(header.hash);
                self.disk.push(bytes);
            }
            Event::Appended
        };
        self.note(format!("{event:?}, {} on disk", self.disk.len()));
        if !self.lying_disk {
            let effects = self.relay.handle(event, self.now);
            self.perform(effects);
        }
    }

    fn device_hears(&mut self, who: usize, frame: &[u8]) {
        let (now, document) = (self.now, self.document);
        let device = &mut self.devices[who];
        match device.session.receive(frame, now).unwrap() {
            Received::Sync { message, .. } => {
                let before = device.replica.get_heads();
                let mut patches = PatchLog::inactive();
                device.session.apply(document, *message, &mut device.replica, &mut patches, now).unwrap();
                let fresh: Vec<_> =
                    device.replica.get_changes(&before).iter().map(|c| c.raw_bytes().to_vec()).collect();
                device.stored.extend(fresh);
            }
            Received::Welcome { .. } | Received::Nothing => {}
            other => panic!("{}: {other:?}", device.name),
        }
        let saved = device.session.saved(document).to_vec();
        let claimed = device.replica.get_changes(&[]).len() - device.session.unsaved(document, &device.replica);
        let name = device.name;
        self.note(format!("{name} knows {claimed} changes to be saved"));
        for head in saved {
            assert!(
                self.lying_disk || self.on_disk.contains(&head),
                "{name} was shown {head} as saved, and it is not on disk"
            );
            assert!(
                !self.lying_disk || self.trouble || self.on_disk.contains(&head),
                "shown as saved, and lost: {head}"
            );
        }
        self.speak(who);
    }

    fn speak(&mut self, who: usize) {
        loop {
            let (now, document) = (self.now, self.document);
            let device = &mut self.devices[who];
            let Some(link) = device.link else { return };
            match device.session.poll(document, &device.replica, now) {
                Poll::Send(frame) => self.fly(link, true, frame.into()),
                Poll::At(_) | Poll::Nothing => return,
            }
        }
    }
}

fn pad(doc: &Automerge) -> (ObjId, String) {
    let (_, id) = doc.get(ROOT, "pad").unwrap().expect("the genesis makes the pad");
    let text = doc.text(&id).unwrap();
    (id, text)
}
