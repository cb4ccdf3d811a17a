//! The world of the simulation: its clock, its people, the relay, and what happens to them all.

use crate::{
    device::{Device, pad},
    disk::{Disk, Snapshot, contents},
    network::{Flight, Network},
};
use automerge::{Automerge, ChangeHash};
use boucle_sync::{
    DocumentId, PeerId,
    message::{Message, PeerMetadata},
    relay::{Effect, Event, Grant, Link, RelayDocument, Word},
    session::{Poll, Received},
};
use bytes::Bytes;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Five replicas, in every story.
const NAMES: [&str; 5] = ["Alice", "Bob", "Chloé", "Dana", "Emil"];

/// One thing that somebody does, or that happens to somebody. What the network does to each frame is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operation {
    Edit,
    Connect,
    Cut,
    DeviceCrash,
    RelayCrash,
    Compaction,
    Backup,
    Restore,
}

impl Operation {
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Edit => "edits",
            Self::Connect => "connections",
            Self::Cut => "cuts",
            Self::DeviceCrash => "crashes of a device",
            Self::RelayCrash => "crashes of the relay",
            Self::Compaction => "snapshots",
            Self::Backup => "backups",
            Self::Restore => "restored backups",
        }
    }
}

/// How many there were of each operation.
pub(crate) type Counts = BTreeMap<Operation, usize>;

pub(crate) struct World {
    chance: StdRng,
    now: u64,
    document: DocumentId,
    devices: Vec<Device>,
    /// How many of them are there from the beginning: the others come when all is over.
    present: usize,
    relay: RelayDocument,
    disk: Disk,
    append: Option<(u64, Vec<Bytes>)>,
    /// What a lying disk has acknowledged and not written.
    unwritten: VecDeque<(u64, Vec<Bytes>)>,
    compaction: Option<(u64, Snapshot)>,
    /// Whether older backups are restored, and the last that was made. What was acknowledged since is then only where
    /// somebody holds it.
    restores: bool,
    backup: Option<Disk>,
    /// Every change that ever was in a device's store.
    kept: BTreeSet<ChangeHash>,
    network: Network,
    next_link: u64,
    trouble: bool,
    lying_disk: bool,
    counts: Counts,
    trace: Vec<String>,
    verbose: bool,
}

fn relay_document(document: DocumentId, disk: &Disk) -> RelayDocument {
    let (relay, damage) = RelayDocument::open("relay".into(), document, disk.stored());
    assert!(damage.is_empty(), "the disk holds what was never whole: {damage:?}");
    assert_eq!(relay.durable_heads(), disk.heads(), "opened with other heads than the disk has");
    relay
}

impl World {
    /// In one of five stories backups are restored; in one of ten, two people are alone until the end.
    pub(crate) fn new(seed: u64, verbose: bool) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let document = DocumentId::from_random(chance.random());
        let disk = Disk::default();
        Self {
            now: 0,
            document,
            devices: NAMES.map(|name| Device::new(name, document, &mut chance)).into(),
            present: if seed % 10 == 9 { 2 } else { NAMES.len() },
            relay: relay_document(document, &disk),
            disk,
            append: None,
            unwritten: VecDeque::new(),
            compaction: None,
            restores: seed % 5 == 3,
            backup: None,
            kept: BTreeSet::new(),
            network: Network::default(),
            next_link: 0,
            trouble: true,
            lying_disk: false,
            counts: Counts::new(),
            trace: Vec::new(),
            verbose,
            chance,
        }
    }

    pub(crate) fn acknowledge_before_the_disk(&mut self) {
        self.lying_disk = true;
        self.restores = false;
    }

    pub(crate) fn trace(self) -> Vec<String> {
        self.trace
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    fn note(&mut self, words: &str) {
        if self.verbose {
            println!("{:>7} {words}", self.now);
        }
        self.trace.push(format!("{} {words}", self.now));
    }

    /// So many operations, about half of them edits. One that cannot be, such as a cut of what is not connected, is none.
    pub(crate) fn trouble(&mut self, operations: usize) {
        let mut done = 0;
        while done < operations {
            let who = self.chance.random_range(0..self.present);
            let operation = match self.chance.random_range(0..1_000) {
                0..250 => self.edit(who).then_some(Operation::Edit),
                250..500 => self.connect(who).then_some(Operation::Connect),
                500..570 => self.cut(who).then_some(Operation::Cut),
                570..600 => self.crash_device(who).then_some(Operation::DeviceCrash),
                600..615 => self.crash_relay().then_some(Operation::RelayCrash),
                615..665 => self.begin_compaction().then_some(Operation::Compaction),
                665..680 => self.back_up().then_some(Operation::Backup),
                680..690 => self.restore().then_some(Operation::Restore),
                _ => None,
            };
            if let Some(operation) = operation {
                done += 1;
                *self.counts.entry(operation).or_default() += 1;
                let pause = *[1, 20, 120, 900, 6_000].choose(&mut self.chance).unwrap();
                self.run_until(self.now + pause);
            }
        }
    }

    /// A kind network from here on: everyone connects, and all must come to the same meetup. So must a visitor who has
    /// nothing but its address.
    pub(crate) fn heal_and_settle(&mut self) {
        self.note("healed");
        self.trouble = false;
        self.present = self.devices.len();
        self.settle();
        self.devices.push(Device::visitor("a visitor", self.document, &mut self.chance));
        self.settle();
        let built = contents(&self.relay);
        let mut texts: BTreeSet<_> = self.devices.iter().map(|device| pad(&device.replica).1).collect();
        texts.insert(pad(&built).1);
        assert_eq!(texts.len(), 1, "the same heads, different pads");
        self.nothing_is_lost(&built);
        self.note(&format!("settled on {} characters", texts.first().map_or(0, String::len)));
    }

    fn settle(&mut self) {
        let deadline = self.now + 120_000;
        while self.now < deadline && !self.settled() {
            for who in 0..self.devices.len() {
                self.connect(who);
            }
            self.run_until(self.now + 1_000);
        }
        let heads: Vec<_> = self.devices.iter().map(|d| (d.name, d.replica.get_heads())).collect();
        assert!(self.settled(), "not settled: relay {:?}, {heads:?}", self.relay.durable_heads());
    }

    fn settled(&self) -> bool {
        let heads = self.relay.durable_heads();
        let is_settled = |d: &Device| d.replica.get_heads() == heads && d.is_saved() && d.link.is_some();
        self.devices.iter().all(is_settled) && self.append.is_none() && self.unwritten.is_empty()
    }

    /// What the relay has in the end holds all that it ever had on its disk, unless a backup took some back, and all that
    /// any device ever had in its store.
    fn nothing_is_lost(&self, built: &Automerge) {
        let had = self.kept.iter().chain(self.disk.changes());
        let lost: Vec<_> = had.filter(|hash| built.get_change_meta_by_hash(hash).is_none()).collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
    }

    fn edit(&mut self, who: usize) -> bool {
        let device = &mut self.devices[who];
        let Some(hash) = device.edit(&mut self.chance) else { return false };
        // Sometimes the tab dies between sending and storing.
        let stores = !(self.trouble && self.chance.random_bool(0.03));
        if stores {
            device.store_edit();
            self.kept.insert(hash);
        }
        let name = device.name;
        self.note(&format!("{name} writes {hash}{}", if stores { "" } else { ", crashing before it is stored" }));
        self.speak(who);
        if !stores {
            self.crash_device(who);
        }
        true
    }

    fn connect(&mut self, who: usize) -> bool {
        let device = &mut self.devices[who];
        if device.link.is_some() {
            return false;
        }
        let link = Link(self.next_link);
        self.next_link += 1;
        let frame = device.connect(link, self.now);
        let name = device.name;
        self.note(&format!("{name} connects as {}", link.0));
        self.fly(link, true, frame.into());
        true
    }

    /// As every websocket client does: a socket that opens and says nothing is opened again.
    fn give_up_on_a_silent_handshake(&mut self, who: usize) {
        let device = &self.devices[who];
        if device.link.is_some() && !device.session.is_connected() && self.now - device.connected_at > 10_000 {
            self.cut(who);
            self.connect(who);
        }
    }

    fn cut(&mut self, who: usize) -> bool {
        let device = &mut self.devices[who];
        let Some(link) = device.link.take() else { return false };
        device.session.disconnect();
        let name = device.name;
        self.note(&format!("{name} is cut"));
        self.network.hang_up(link);
        let effects = self.relay.handle(Event::Left { link }, self.now);
        self.perform(effects);
        true
    }

    fn crash_device(&mut self, who: usize) -> bool {
        self.cut(who);
        let device = &mut self.devices[who];
        device.reopen(&mut self.chance);
        let name = device.name;
        self.note(&format!("{name} opens again"));
        true
    }

    /// What was being written is on the disk in part, or whole, or not at all; nobody has been told.
    fn crash_relay(&mut self) -> bool {
        if let Some((_, chunks)) = self.append.take() {
            let written = self.chance.random_range(0..=chunks.len());
            self.disk.append(&chunks[..written]);
            self.note(&format!("{written} of {} changes reach the disk", chunks.len()));
        }
        if let Some((_, snapshot)) = self.compaction.take()
            && self.chance.random_bool(0.5)
        {
            self.disk.compact(snapshot);
            self.note("a snapshot reaches the disk");
        }
        self.unwritten.clear();
        self.note("the relay crashes");
        if !self.restores {
            (0..self.devices.len()).for_each(|who| self.what_is_shown_as_saved_is_on_disk(who));
        }
        self.start_relay();
        true
    }

    fn start_relay(&mut self) {
        for device in &mut self.devices {
            if device.link.take().is_some() {
                device.session.disconnect();
            }
        }
        self.network.hang_up_all();
        self.relay = relay_document(self.document, &self.disk);
    }

    fn begin_compaction(&mut self) -> bool {
        let busy = self.append.is_some() || self.compaction.is_some() || self.lying_disk;
        if busy || self.relay.tail_len() == 0 {
            return false;
        }
        let takes = self.chance.random_range(10..4_000);
        self.compaction = Some((self.now + takes, Snapshot::of(&self.relay)));
        self.note("a snapshot is made");
        true
    }

    fn finish_compaction(&mut self) {
        let Some((_, snapshot)) = self.compaction.take() else { return };
        let (bytes, upto) = (snapshot.bytes.clone(), snapshot.upto);
        if (self.trouble && self.chance.random_bool(0.05)) || !self.disk.compact(snapshot) {
            return self.note("the snapshot is not stored");
        }
        let effects = self.relay.handle(Event::Compacted { snapshot: bytes, upto }, self.now);
        self.note(&format!("a snapshot stands for {upto} changes, {} follow", self.relay.tail_len()));
        self.perform(effects);
        contents(&self.relay);
    }

    fn back_up(&mut self) -> bool {
        if self.restores {
            self.backup = Some(self.disk.clone());
        }
        self.restores
    }

    fn restore(&mut self) -> bool {
        let Some(backup) = self.backup.clone() else { return false };
        let lost = self.disk.changes().len() - backup.changes().len();
        self.note(&format!("a backup is restored, with {lost} changes less"));
        self.append = None;
        self.compaction = None;
        self.disk = backup;
        self.start_relay();
        true
    }

    fn run_until(&mut self, end: u64) {
        loop {
            let append = self.append.as_ref().map(|(at, _)| *at);
            let late = self.unwritten.front().map(|(at, _)| *at);
            let compaction = self.compaction.as_ref().map(|(at, _)| *at);
            let (flight, due) = (self.network.next(), self.relay.due());
            let tick = (self.now / 500 + 1) * 500;
            let times = [append, late, compaction, flight, due, Some(tick)];
            let next = times.into_iter().flatten().min().unwrap_or(end).max(self.now);
            if next > end {
                self.now = end;
                return;
            }
            self.now = next;
            let is_now = |at: Option<u64>| at.is_some_and(|at| at <= next);
            if is_now(append) {
                self.finish_append();
            } else if is_now(late) {
                self.write_late();
            } else if is_now(compaction) {
                self.finish_compaction();
            } else if is_now(flight) {
                self.land();
            } else if is_now(due) {
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

    fn fly(&mut self, link: Link, to_relay: bool, frame: Bytes) {
        let flight = Flight { link, to_relay, frame, is_whole: true };
        self.network.fly(&flight, self.now, self.trouble, &mut self.chance);
    }

    fn land(&mut self) {
        let Some(Flight { link, to_relay, frame, is_whole }) = self.network.land() else { return };
        let Some(who) = self.devices.iter().position(|d| d.link == Some(link)) else { return };
        let understood = if to_relay { self.relay_hears(link, &frame) } else { self.device_hears(who, &frame) };
        assert_eq!(understood, is_whole, "whether a frame is understood, and whether it is whole");
        if !understood {
            self.note("a frame was cut short");
            self.cut(who);
        }
    }

    fn relay_hears(&mut self, link: Link, frame: &[u8]) -> bool {
        match Message::decode(frame) {
            Ok(Message::Join { sender, .. }) => {
                let metadata = PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: false };
                let relay = PeerId::from("relay");
                let peer = Message::Peer { sender: relay, target: sender, metadata, version: "1".into() };
                self.fly(link, false, peer.encode().into());
            }
            Ok(Message::Sync { kind, data, .. }) => {
                let event = Event::Sync { link, kind, data, grant: Grant::ALL };
                let effects = self.relay.handle(event, self.now);
                self.perform(effects);
            }
            Ok(other) => panic!("a client sent {other:?}"),
            Err(_) => return false,
        }
        true
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(chunks) => self.begin_append(chunks),
                Effect::Send { to, words } => {
                    for word in &words {
                        let (Word::Lasting(frame) | Word::Again(frame)) = word else {
                            panic!("nobody speaks in passing")
                        };
                        let frame = frame.to(&"a reader".into());
                        self.tells_what_is_on_disk(&frame);
                        to.iter().for_each(|link| self.fly(*link, false, frame.clone()));
                    }
                }
                Effect::Refuse { link, reason } => {
                    self.note(&format!("refused {}: {reason}", link.0));
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

    /// The heads in a frame name the disk as it is: what is not there yet is not acknowledged, and nothing is taken back.
    fn tells_what_is_on_disk(&self, frame: &[u8]) {
        let Ok(Message::Sync { data, .. }) = Message::decode(frame) else { return };
        let message = automerge::sync::Message::decode(&data).unwrap();
        assert!(
            self.lying_disk || message.heads == self.disk.heads(),
            "a frame names {:?} while the disk has {:?}",
            message.heads,
            self.disk.heads()
        );
    }

    fn begin_append(&mut self, chunks: Vec<Bytes>) {
        if self.lying_disk {
            // Acknowledged now; on disk only later, if nothing crashes meanwhile.
            self.unwritten.push_back((self.now + 3_000, chunks));
            let effects = self.relay.handle(Event::Appended, self.now);
            self.note("the disk lies");
            return self.perform(effects);
        }
        assert!(self.append.is_none(), "two appends at once");
        let takes = self.chance.random_range(1..30);
        self.append = Some((self.now + takes, chunks));
    }

    fn finish_append(&mut self) {
        let Some((_, chunks)) = self.append.take() else { return };
        let fails = self.trouble && self.chance.random_bool(0.02);
        let event = if fails {
            Event::AppendFailed { reason: "the disk is full".into() }
        } else {
            self.disk.append(&chunks);
            Event::Appended
        };
        self.note(&format!("{event:?}, {} on disk", self.disk.changes().len()));
        let effects = self.relay.handle(event, self.now);
        self.perform(effects);
    }

    fn write_late(&mut self) {
        if let Some((_, chunks)) = self.unwritten.pop_front() {
            self.disk.append(&chunks);
        }
    }

    fn device_hears(&mut self, who: usize, frame: &[u8]) -> bool {
        let device = &mut self.devices[who];
        match device.session.receive(frame, self.now) {
            Ok(Received::Sync { message, .. }) => {
                let fresh = device.apply(*message, self.now);
                let (name, saved) = (device.name, device.shows_as_saved());
                self.note(&format!("{name} takes in {} changes and shows {saved} as saved", fresh.len()));
                self.kept.extend(fresh);
                if !self.lying_disk {
                    self.what_is_shown_as_saved_is_on_disk(who);
                }
            }
            Ok(Received::Welcome { .. } | Received::Nothing) => {}
            Ok(other) => panic!("{}: {other:?}", device.name),
            Err(_) => return false,
        }
        self.speak(who);
        true
    }

    fn what_is_shown_as_saved_is_on_disk(&self, who: usize) {
        let device = &self.devices[who];
        let lost = device.session.saved(self.document).iter().find(|head| !self.disk.has(head));
        assert!(lost.is_none(), "{} was shown {lost:?} as saved, and it is not on disk", device.name);
    }

    fn speak(&mut self, who: usize) {
        loop {
            let device = &mut self.devices[who];
            let Some(link) = device.link else { return };
            match device.session.poll(self.document, &device.replica, self.now) {
                Poll::Send(frame) => self.fly(link, true, frame.into()),
                Poll::At(_) | Poll::Nothing => return,
            }
        }
    }
}
