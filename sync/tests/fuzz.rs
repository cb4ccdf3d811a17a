//! Every decoder of a stranger's bytes, fed with what honest programs make and chance has damaged.
//!
//! A panic is a failure, and prints the seed of the story it happened in. Replay one with
//! `BOUCLE_SEED=42 cargo test -p boucle-sync --test fuzz the_name`; run more with `BOUCLE_MUTATIONS=1000000`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "fuzz/making.rs"]
mod making;
#[path = "fuzz/mutation.rs"]
mod mutation;

use automerge::{AutoCommit, Automerge, Change, ROOT, sync, transaction::Transactable};
use boucle_sync::{
    DocumentId, chunk,
    directory::{Answer, Ask, DeviceKey, Outdated, Profile, Statement},
    gate,
    message::{Message, PeerMetadata, SyncKind},
    presence::{Presence, Selection, Sign, Spot},
    relay::{Effect, Event, Grant, Link, RelayDocument, Stored},
    session::{Intent, Session},
};
use bytes::Bytes;
use making::{CHANGE, COMPRESSED, body, changes, messages, people};
use mutation::mutate;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// How many decoders there are: each has its part of the mutations.
const TARGETS: u64 = 9;

/// Tells one story for each seed; each has `weight` mutations.
fn fuzz(weight: u64, mut tell: impl FnMut(&mut StdRng)) {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let stories = number("BOUCLE_MUTATIONS").unwrap_or(20_000) / TARGETS / weight;
    let seeds = number("BOUCLE_SEED").map_or(0..stories.max(1), |seed| seed..seed + 1);
    for seed in seeds {
        let story = catch_unwind(AssertUnwindSafe(|| tell(&mut StdRng::seed_from_u64(seed))));
        if let Err(cause) = story {
            println!("seed {seed} failed; replay: BOUCLE_SEED={seed} cargo test -p boucle-sync --test fuzz");
            std::panic::resume_unwind(cause);
        }
    }
}

/// Whether one story is told again, of which there is nothing to count.
fn is_replay() -> bool {
    std::env::var_os("BOUCLE_SEED").is_some()
}

thread_local! { static QUIET: Cell<bool> = const { Cell::new(false) }; }

/// Whether this panics, without a word about it.
fn panics<T>(act: impl FnOnce() -> T) -> Result<T, ()> {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(act)).map_err(drop);
    QUIET.set(false);
    done
}

fn corpus() -> Vec<Vec<AutoCommit>> {
    (0..6).map(|seed| people(&mut StdRng::seed_from_u64(seed), 30)).collect()
}

fn document() -> DocumentId {
    DocumentId::from_random([7; 16])
}

fn frames() -> Vec<Vec<u8>> {
    let (sender, target) = ("alice".into(), "relay".into());
    let metadata = PeerMetadata { storage_id: Some("disk".into()), is_ephemeral: true };
    let data = Bytes::from(messages(&corpus()[0])[0].clone());
    [
        Message::Join { sender: "alice".into(), metadata: metadata.clone(), versions: vec!["1".into()] },
        Message::Peer { sender: "relay".into(), target: "alice".into(), metadata, version: "1".into() },
        Message::Sync { kind: SyncKind::Sync, sender: "a".into(), target: "b".into(), document: document(), data },
        Message::Unavailable { sender: "relay".into(), target: "alice".into(), document: document() },
        Message::Error { message: "no".into() },
        Message::Leave { sender: "alice".into() },
        Message::Ephemeral {
            sender,
            target,
            document: document(),
            count: 3,
            session: "s".into(),
            data: presence().into(),
        },
    ]
    .iter()
    .map(Message::encode)
    .collect()
}

fn presence() -> Vec<u8> {
    let selection = Some(Selection { anchor: "1@aa".into(), head: "2@aa".into() });
    let spot = Some(Spot { document: [5; 16], part: "before".into() });
    Presence { person: [3; 16], name: "Chloé".into(), colour: 3, sign: Sign::Hello, selection, spot, quiet: true }
        .encode()
}

#[test]
fn b16_no_frame_makes_the_decoder_of_messages_panic() {
    let frames = frames();
    let mut session = Session::new("alice".into());
    session.open(document(), Intent::Find, None);
    fuzz(1, |chance| {
        let frame = mutate(frames.choose(chance).unwrap(), &frames, chance);
        if let Ok(message) = Message::decode(&frame) {
            assert_eq!(Message::decode(&message.encode()).unwrap(), message);
        }
        drop(session.receive(&frame, 0));
    });
}

#[test]
fn b16_no_bytes_make_the_decoder_of_presences_panic() {
    let whole = [presence()];
    fuzz(1, |chance| drop(Presence::decode(&mutate(&whole[0], &whole, chance))));
}

/// What Alice and Bob say of themselves.
fn statements() -> Vec<Statement> {
    let keys = [1, 2].map(|secret| DeviceKey::from_secret([secret; 32]));
    let profile = |name| Profile::new(name, "Je prends des notes.", 3).unwrap();
    let named = |(key, name)| Statement::of_profile(key, 1_800_000_000_000, profile(name));
    let forgotten = keys.iter().map(|key| Statement::of_forgotten(key, 1_800_000_000_001));
    keys.iter().zip(["Alice", "Bob"]).map(named).chain(forgotten).collect()
}

#[test]
fn d1_no_statement_that_was_damaged_is_taken_for_one() {
    let said = statements();
    let whole: Vec<_> = said.iter().map(Statement::encode).collect();
    let mut read = 0;
    fuzz(1, |chance| {
        let bytes = mutate(whole.choose(chance).unwrap(), &whole, chance);
        let Ok(statement) = Statement::decode(&bytes) else { return };
        assert_eq!(statement.encode(), bytes, "there is one way to write it");
        read += 1;
        if !whole.contains(&bytes) {
            // Not as what somebody else said, nor as what the person said whose key it bears.
            for person in said.iter().map(Statement::person).chain([statement.person()]) {
                statement.clone().verify(person, u64::MAX).unwrap_err();
            }
        }
    });
    println!("{read} could be read");
    assert!(read > 0 || is_replay(), "nothing was tried");
}

#[test]
fn b16_no_bytes_make_the_decoders_of_the_directory_panic() {
    let said = statements();
    let people: Vec<_> = said.iter().map(Statement::person).collect();
    let ask = Ask { known: people.iter().map(|person| (*person, 5)).collect() };
    let answer = Answer { said: said.clone(), lacking: people };
    let outdated = Outdated { message: "what is there is newer".into(), there: said[0].clone() };
    let whole = [ask.encode(), answer.encode(), outdated.encode()];
    fuzz(1, |chance| {
        let bytes = mutate(whole.choose(chance).unwrap(), &whole, chance);
        if let Ok(ask) = Ask::decode(&bytes) {
            assert_eq!(Ask::decode(&ask.encode()).unwrap(), ask);
        }
        if let Ok(answer) = Answer::decode(&bytes) {
            assert_eq!(Answer::decode(&answer.encode()).unwrap(), answer);
        }
        drop(Outdated::decode(&bytes));
    });
}

#[test]
fn b16_no_text_makes_the_decoder_of_document_ids_panic() {
    let whole = [document().to_string().into_bytes()];
    fuzz(1, |chance| {
        let text = String::from_utf8_lossy(&mutate(&whole[0], &whole, chance)).into_owned();
        if let Ok(id) = text.parse::<DocumentId>() {
            assert_eq!(id.to_string(), text);
        }
    });
}

#[test]
fn b16_no_sync_message_makes_the_gate_panic_nor_automerge_behind_it() {
    let said: Vec<_> = corpus().iter().flat_map(|people| messages(people)).collect();
    let hash = automerge::ChangeHash([5; 32]);
    fuzz(1, |chance| {
        let bytes = mutate(said.choose(chance).unwrap(), &said, chance);
        if let Ok(message) = gate::message(&bytes) {
            message
                .have
                .iter()
                .for_each(|have| assert!(have.bloom.contains_hash(&hash) || !have.bloom.contains_hash(&hash)));
        }
    });
}

/// How a change that was let through went on in Automerge.
#[derive(Debug, Default)]
struct Tally {
    let_through: usize,
    panicked: usize,
    not_loaded_again: usize,
    refused: usize,
}

impl Tally {
    /// Applies a change to what came before it, and loads what comes of it.
    fn count_change(&mut self, mut doc: Automerge, bytes: &[u8]) {
        self.count(|| {
            doc.apply_changes([Change::from_bytes(bytes.to_vec()).ok()?]).ok()?;
            Some(doc)
        });
    }

    /// The gate lets some through, and of those that do harm few: what is left can be told by the whole document alone.
    fn is_a_small_part_of(&self, all: &Self) {
        if is_replay() {
            return;
        }
        let harm = |tally: &Self| tally.panicked + tally.not_loaded_again;
        assert!(self.let_through > 0 && harm(all) > 0, "nothing was tried");
        assert!(harm(self) * 6 <= harm(all), "{self:?} of {all:?}");
    }

    fn count_document(&mut self, bytes: &[u8]) {
        self.count(|| Automerge::load(bytes).ok());
    }

    fn count(&mut self, build: impl FnOnce() -> Option<Automerge>) {
        self.let_through += 1;
        let built = panics(|| {
            let built = build()?;
            let saved = built.save();
            Some((built, saved))
        });
        match built {
            Err(()) => self.panicked += 1,
            Ok(None) => self.refused += 1,
            Ok(Some((built, saved))) => {
                let again =
                    panics(|| Automerge::load(&saved).is_ok_and(|again| again.get_heads() == built.get_heads()));
                self.not_loaded_again += usize::from(again != Ok(true));
            }
        }
    }
}

#[test]
fn b16_no_change_makes_the_gate_panic() {
    let mut corpus = corpus();
    let histories: Vec<Vec<Change>> = corpus.iter_mut().map(|people| people[0].get_changes(&[])).collect();
    let bodies: Vec<Vec<u8>> = histories.iter().flatten().map(|change| body(change.raw_bytes()).to_vec()).collect();
    let (mut without, mut with) = (Tally::default(), Tally::default());
    fuzz(1, |chance| {
        let history = histories.choose(chance).unwrap();
        let at = chance.random_range(0..history.len());
        let kind = if chance.random() { CHANGE } else { COMPRESSED };
        let whole = body(history[at].raw_bytes());
        // Its beginning stays as it is, most of the time, so that what is damaged is found behind it.
        let intact = whole.len() / if chance.random_ratio(1, 4) { 100 } else { 3 };
        let damaged = mutate(&whole[intact..], &bodies, chance);
        let bytes = making::chunk(kind, &[&whole[..intact], &damaged].concat());
        drop(gate::change(&bytes));
        if chunk::read(&bytes).is_ok() && bytes != making::chunk(kind, whole) {
            let before = &history[..at];
            let mut doc = Automerge::new();
            doc.apply_changes(before.iter().cloned()).unwrap();
            without.count_change(doc.clone(), &bytes);
            if is_appended(before, &bytes) {
                with.count_change(doc, &bytes);
            }
        }
    });
    println!("changes whose header can be read: {without:?}\nchanges that the relay takes in: {with:?}");
    with.is_a_small_part_of(&without);
}

/// Whether a relay that has these changes takes one more in.
fn is_appended(before: &[Change], bytes: &[u8]) -> bool {
    let chunks = before.iter().map(|change| Bytes::copy_from_slice(change.raw_bytes())).collect();
    let (mut relay, _) = RelayDocument::open("relay".into(), document(), Stored { chunks, ..Stored::default() });
    let data = message_of(vec![bytes.to_vec()]);
    let effects = relay.handle(Event::Sync { link: Link(1), kind: SyncKind::Sync, data, grant: Grant::ALL }, 0);
    effects.iter().any(|effect| matches!(effect, Effect::Append(_)))
}

#[test]
fn b16_no_document_makes_the_gate_panic() {
    let saved: Vec<_> = corpus().iter_mut().flat_map(|p| [p[0].save(), p[0].save_nocompress()]).collect();
    let bodies: Vec<_> = saved.iter().map(|bytes| body(bytes).to_vec()).collect();
    let (mut without, mut with) = (Tally::default(), Tally::default());
    fuzz(1, |chance| {
        let bytes = making::chunk(0, &mutate(bodies.choose(chance).unwrap(), &bodies, chance));
        let admitted = gate::chunk(&bytes).is_ok();
        // Without the gate, some of these take all memory there is.
        if admitted {
            with.count_document(&bytes);
        } else {
            without.refused += 1;
        }
    });
    println!("documents that the gate lets through: {with:?}; it refuses {}", without.refused);
    let most = with.let_through > 0 && without.refused > with.let_through;
    assert!(most || is_replay(), "the gate refuses most of what is damaged");
}

/// A relay's document with a disk that is always fast, which keeps what it was given.
struct Relay {
    document: RelayDocument,
    log: Vec<Bytes>,
    now: u64,
}

impl Relay {
    fn handle(&mut self, event: Event) -> bool {
        let mut refused = false;
        for effect in self.document.handle(event, self.now) {
            match effect {
                Effect::Append(chunks) => {
                    self.log.extend(chunks);
                    refused |= self.handle(Event::Appended);
                }
                Effect::Refuse { .. } => refused = true,
                Effect::Send { .. } | Effect::Build { .. } => {}
            }
        }
        refused
    }
}

fn message_of(changes: Vec<Vec<u8>>) -> Bytes {
    let (heads, need, have) = (Vec::new(), Vec::new(), Vec::new());
    let version = sync::MessageVersion::V1;
    sync::Message { heads, need, have, changes: changes.into(), flags: None, version }.encode().into()
}

#[test]
fn b16_no_message_makes_the_relay_panic_or_keep_what_it_cannot_read_or_refuse_an_honest_change() {
    const MESSAGES: u64 = 20;
    let mut corpus = corpus();
    let chunks: Vec<_> = corpus.iter_mut().flat_map(|people| changes(&mut people[0])).collect();
    let said: Vec<_> = corpus.iter().flat_map(|people| messages(people)).collect();
    fuzz(MESSAGES, |chance| {
        let (document, _) = RelayDocument::open("relay".into(), document(), Stored::default());
        let mut relay = Relay { document, log: Vec::new(), now: 0 };
        for _ in 0..MESSAGES {
            let link = Link(chance.random_range(0..3));
            let data = match chance.random_range(0..6) {
                0 => said.choose(chance).unwrap().clone().into(),
                1 => message_of(chunks.choose_multiple(chance, 20).cloned().collect()),
                2 => mutate(said.choose(chance).unwrap(), &said, chance).into(),
                _ => {
                    let whole = chunks.choose(chance).unwrap();
                    let damaged = mutate(body(whole), &chunks, chance);
                    let kind = if whole[8] == CHANGE { CHANGE } else { COMPRESSED };
                    let bytes = if whole[8] == CHANGE { making::chunk(kind, &damaged) } else { damaged };
                    message_of(vec![bytes])
                }
            };
            let kind = if chance.random() { SyncKind::Sync } else { SyncKind::Request };
            let event = match chance.random_range(0..12) {
                0 => Event::Left { link },
                1 => Event::Tick,
                2 => Event::AppendFailed { reason: "full".into() },
                _ => Event::Sync { link, kind, data, grant: Grant::ALL },
            };
            relay.now += chance.random_range(0..40);
            relay.handle(event);
        }
        let mut honest = AutoCommit::new().with_actor(vec![200].into());
        honest.put(ROOT, "honest", 1).unwrap();
        let bytes = honest.get_last_local_change().unwrap().raw_bytes().to_vec();
        let event =
            Event::Sync { link: Link(9), kind: SyncKind::Sync, data: message_of(vec![bytes]), grant: Grant::ALL };
        assert!(!relay.handle(event), "an honest change was refused");
        relay.now += 100;
        relay.handle(Event::Due);
        assert!(relay.log.iter().all(|bytes| matches!(chunk::read(bytes), Ok(chunk::Chunk::Change(_)))));
        let stored = Stored { chunks: relay.log.clone(), ..Stored::default() };
        let (again, damage) = RelayDocument::open("relay".into(), relay.document.id(), stored);
        assert_eq!((again.durable_heads(), damage.len()), (relay.document.durable_heads(), 0));
        assert!(relay.document.durable_heads().contains(&honest.get_heads()[0]));
    });
}
