//! What the relay says, to whom and when, on a clock that the test holds.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "fuzz/making.rs"]
#[allow(dead_code, reason = "what other tests make")]
mod making;

use automerge::{
    AutoCommit, ChangeHash,
    sync::{self, BloomFilter, ChunkList, Have, MessageVersion},
    transaction::Transactable,
};
use boucle_sync::{
    DocumentId,
    message::{Message, SyncKind},
    relay::{Effect, Event, Grant, Link, RelayDocument, Stored, Word},
};
use bytes::Bytes;
use std::collections::BTreeMap;

/// A relay's document whose disk is always fast, and what its readers were told.
struct Relay {
    document: RelayDocument,
    now: u64,
    heard: BTreeMap<Link, Vec<(u64, Message)>>,
    writes: usize,
    again: usize,
}

impl Relay {
    fn new(readers: u64) -> Self {
        let id = DocumentId::from_random([7; 16]);
        let (document, _) = RelayDocument::open("relay".into(), id, Stored::default());
        let mut relay = Self { document, now: 1_000, heard: BTreeMap::new(), writes: 0, again: 0 };
        let mut alice = AutoCommit::new();
        alice.put(automerge::ROOT, "title", "A").unwrap();
        relay.write(Link(0), &mut alice);
        for link in 0..readers {
            relay.tell(Link(link), &[], Vec::new());
        }
        relay.wait(1_000);
        relay.forget();
        relay
    }

    fn handle(&mut self, event: Event) {
        for effect in self.document.handle(event, self.now) {
            match effect {
                Effect::Append(_) => self.handle(Event::Appended),
                Effect::Send { to, words } => {
                    self.writes += to.len();
                    // A few are listened to: there may be a thousand.
                    for link in to.into_iter().filter(|link| link.0 < 4) {
                        for word in &words {
                            let frame = match word {
                                Word::Lasting(frame) => frame,
                                Word::Again(frame) => {
                                    self.again += 1;
                                    frame
                                }
                                Word::Passing { from, frame } if *from != link => frame,
                                Word::Passing { .. } => continue,
                            };
                            let message = Message::decode(&frame.to(&"reader".into())).unwrap();
                            self.heard.entry(link).or_default().push((self.now, message));
                        }
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// Lets time pass, a millisecond at a time.
    fn wait(&mut self, milliseconds: u64) {
        for _ in 0..milliseconds {
            self.now += 1;
            if self.document.due().is_some_and(|due| due <= self.now) {
                self.handle(Event::Due);
            }
        }
    }

    fn forget(&mut self) {
        self.heard.clear();
        self.writes = 0;
    }

    fn send(&mut self, link: Link, heads: &[ChangeHash], have: Vec<Have>, changes: Vec<Vec<u8>>) {
        let (need, changes) = (Vec::new(), ChunkList::from(changes));
        let message =
            sync::Message { heads: heads.to_vec(), need, have, changes, flags: None, version: MessageVersion::V1 };
        let data = Bytes::from(message.encode());
        self.handle(Event::Sync { link, kind: SyncKind::Sync, data, grant: Grant::ALL });
    }

    fn tell(&mut self, link: Link, heads: &[ChangeHash], have: Vec<Have>) {
        self.send(link, heads, have, Vec::new());
    }

    /// Sends the newest change of this document.
    fn write(&mut self, link: Link, document: &mut AutoCommit) {
        let heads = document.get_heads();
        let change = document.get_last_local_change().unwrap().raw_bytes().to_vec();
        self.send(link, &heads, Vec::new(), vec![change]);
    }

    fn point(&mut self, link: Link, count: u64) {
        let (sender, data) = (format!("{}", link.0).as_str().into(), Bytes::from(vec![1; 20]));
        self.handle(Event::Ephemeral { link, sender, count, session: "tab".into(), data });
    }

    fn edits(&self, link: Link) -> Vec<(u64, sync::Message)> {
        let heard = self.heard.get(&link).into_iter().flatten();
        heard
            .filter_map(|(at, message)| match message {
                Message::Sync { data, .. } => Some((*at, sync::Message::decode(data).unwrap())),
                _ => None,
            })
            .collect()
    }

    fn counts(&self, link: Link) -> Vec<u64> {
        let heard = self.heard.get(&link).into_iter().flatten();
        heard
            .filter_map(|(_, message)| match message {
                Message::Ephemeral { count, .. } => Some(*count),
                _ => None,
            })
            .collect()
    }
}

fn typist(actor: u8) -> AutoCommit {
    AutoCommit::new().with_actor(vec![actor].into())
}

fn types(document: &mut AutoCommit, word: &str) {
    document.put(automerge::ROOT, "word", word).unwrap();
    document.commit();
}

const ALICE: Link = Link(0);
const BOB: Link = Link(1);
const CHLOE: Link = Link(2);

#[test]
fn the_first_change_leaves_at_once_and_those_that_follow_it_travel_together() {
    let mut relay = Relay::new(3);
    let mut alice = typist(1);
    let begin = relay.now;
    for n in 0..10 {
        types(&mut alice, &n.to_string());
        relay.write(ALICE, &mut alice);
        relay.wait(4);
    }
    relay.wait(100);
    let edits = relay.edits(BOB);
    let when: Vec<_> = edits.iter().map(|(at, message)| (at - begin, message.changes.len())).collect();
    assert_eq!(when, [(0, 1), (25, 6), (50, 3)]);
    assert_eq!(edits.last().unwrap().1.heads.len(), 2, "the beginning, and Alice's line");
}

#[test]
fn a_lone_typist_never_waits() {
    let mut relay = Relay::new(2);
    let mut alice = typist(1);
    for n in 0..20 {
        types(&mut alice, &n.to_string());
        let at = relay.now;
        relay.write(ALICE, &mut alice);
        assert_eq!(relay.edits(BOB).last().unwrap().0, at);
        assert_eq!(relay.edits(ALICE).last().unwrap().0, at, "and knows at once that it is saved");
        relay.wait(50);
    }
    assert!(relay.edits(ALICE).iter().all(|(_, message)| message.changes.is_empty()), "Alice has her own words");
}

#[test]
fn nobody_hears_a_later_word_before_an_earlier_one() {
    let mut relay = Relay::new(2);
    let mut alice = typist(1);
    for word in ["at once", "held back"] {
        types(&mut alice, word);
        relay.write(ALICE, &mut alice);
    }
    assert_eq!(relay.edits(BOB).len(), 1);
    relay.tell(CHLOE, &[], Vec::new());
    let (_, told) = relay.edits(CHLOE).pop().unwrap();
    assert_eq!(
        (told.changes.len(), told.heads),
        (2, relay.document.durable_heads()),
        "what Bob has heard, and no more"
    );
    relay.wait(25);
    for link in [BOB, CHLOE] {
        let (_, told) = relay.edits(link).pop().unwrap();
        assert_eq!((told.changes.len(), told.heads), (1, relay.document.durable_heads()));
    }
}

#[test]
fn all_newcomers_are_told_the_same_bytes_until_something_changes() {
    let mut relay = Relay::new(1);
    let welcome = |relay: &mut Relay, link| {
        relay.tell(link, &[], Vec::new());
        relay.edits(link).pop().unwrap().1.encode()
    };
    let first = welcome(&mut relay, BOB);
    assert_eq!(welcome(&mut relay, CHLOE), first);
    let mut alice = typist(1);
    types(&mut alice, "more");
    relay.write(ALICE, &mut alice);
    relay.wait(100);
    assert!(welcome(&mut relay, Link(3)).len() > first.len());
}

#[test]
fn one_who_returns_is_told_what_is_new_and_where_both_stand() {
    let mut relay = Relay::new(1);
    let mut alice = typist(1);
    types(&mut alice, "a");
    relay.write(ALICE, &mut alice);
    relay.wait(100);
    let known = relay.document.durable_heads();
    types(&mut alice, "b");
    relay.write(ALICE, &mut alice);
    relay.wait(100);
    let have = vec![Have { last_sync: known.clone(), bloom: BloomFilter::default() }];
    relay.tell(BOB, &known, have);
    let (_, told) = relay.edits(BOB).pop().unwrap();
    assert_eq!(told.changes.len(), 1);
    assert_eq!(told.have[0].last_sync, told.heads, "where both stand, once this is told");
    assert_eq!(told.heads, relay.document.durable_heads());
}

#[test]
fn a_cursor_that_moves_sixty_times_a_second_is_said_ten_times_at_most_and_where_it_came_to_rest() {
    let mut relay = Relay::new(3);
    for count in 0..60 {
        relay.point(ALICE, count);
        relay.wait(16);
    }
    relay.wait(300);
    let counts = relay.counts(BOB);
    assert!((5..=10).contains(&counts.len()), "{counts:?}");
    assert_eq!((counts.first(), counts.last()), (Some(&0), Some(&59)));
    assert_eq!(relay.counts(ALICE), [0; 0], "nobody is told where they are themselves");
}

#[test]
fn presence_travels_with_the_edits_of_a_busy_document() {
    let mut relay = Relay::new(3);
    let mut alice = typist(1);
    for n in 0..20 {
        types(&mut alice, &n.to_string());
        relay.write(ALICE, &mut alice);
        for (link, at) in [(BOB, 10), (CHLOE, 40)] {
            relay.wait(at);
            relay.point(link, n);
        }
    }
    // One write to each of three for each edit, and one more where the first cursor moved alone.
    assert!(relay.writes <= 3 * 21, "{} writes", relay.writes);
    assert!(relay.counts(ALICE).len() >= 2 * 5, "both cursors, again and again");
}

#[test]
fn a_thousand_who_move_at_once_slow_presence_down_and_not_edits() {
    let mut relay = Relay::new(1_000);
    let mut alice = typist(1);
    let (begin, mut delays) = (relay.now, Vec::new());
    while relay.now < begin + 3_000 {
        for link in 0..1_000 {
            relay.point(Link(link), relay.now);
        }
        types(&mut alice, &relay.now.to_string());
        let at = relay.now;
        relay.write(ALICE, &mut alice);
        delays.push(relay.edits(BOB).last().unwrap().0 - at);
        relay.wait(50);
    }
    assert!(delays.iter().all(|delay| *delay == 0));
    let times: std::collections::BTreeSet<_> = relay.heard[&BOB]
        .iter()
        .filter(|(_, message)| matches!(message, Message::Ephemeral { .. }))
        .map(|(at, _)| at)
        .collect();
    assert!(times.len() <= 5, "a million words, {} times in three seconds", times.len());
}

/// What is on its way may be just what is asked for: saying it again is left to who knows that it is not.
#[test]
fn what_was_said_before_is_said_as_such() {
    let mut relay = Relay::new(2);
    relay.tell(CHLOE, &[], Vec::new());
    assert_eq!(relay.again, 0, "what is said first must arrive");
    relay.tell(CHLOE, &[], Vec::new());
    assert_eq!(relay.again, 1, "she asks again");
    relay.now += 60_000;
    relay.handle(Event::Tick);
    assert!(relay.again > 1, "she says nothing, nor do the others");
}

#[test]
fn a_newcomer_does_not_send_back_what_it_was_told() {
    use automerge::{Automerge, sync::SyncDoc};
    let mut relay = Relay::new(1);
    relay.tell(BOB, &[], Vec::new());
    let (_, welcome) = relay.edits(BOB).pop().unwrap();
    let (mut bob, mut state) = (Automerge::new(), sync::State::new());
    bob.receive_sync_message(&mut state, welcome).unwrap();
    let answer = bob.generate_sync_message(&mut state).expect("Bob says what he has");
    assert_eq!(answer.heads, relay.document.durable_heads());
    assert!(answer.changes.is_empty(), "{} bytes come back", answer.encode().len());
}

#[test]
fn the_first_word_of_a_connection_is_said_even_when_another_follows_at_once() {
    let mut relay = Relay::new(3);
    relay.point(ALICE, 1);
    relay.wait(10);
    for count in 0..5 {
        relay.point(BOB, count);
    }
    relay.wait(200);
    assert_eq!(relay.counts(CHLOE), [1, 0, 4], "Bob's greeting, and where he is now");
}

/// A change that waits for one that nobody has.
fn orphan(actor: u8, number: i64) -> Vec<u8> {
    let mut stranger = AutoCommit::new().with_actor(vec![actor, 9].into());
    for value in [number, number + 1] {
        stranger.put(automerge::ROOT, "n", value).unwrap();
        stranger.commit();
    }
    stranger.get_last_local_change().unwrap().raw_bytes().to_vec()
}

#[test]
fn b14_a_stranger_who_fills_the_waiting_room_does_not_turn_an_honest_change_away() {
    let mut relay = Relay::new(0);
    let mut numbers = 0..;
    for link in 10..20 {
        for number in numbers.by_ref().take(60) {
            relay.send(Link(link), &[], Vec::new(), vec![orphan(u8::try_from(link).unwrap(), number * 10)]);
        }
    }
    let mut alice = typist(1);
    types(&mut alice, "first");
    let first = alice.get_last_local_change().unwrap().raw_bytes().to_vec();
    types(&mut alice, "second");
    relay.write(ALICE, &mut alice);
    relay.wait(50);
    relay.send(ALICE, &alice.get_heads(), Vec::new(), vec![first]);
    relay.wait(50);
    assert!(relay.document.durable_heads().contains(&alice.get_heads()[0]), "what overtook is taken up when it can be");
}

#[test]
fn b14_what_waits_of_one_who_leaves_is_not_asked_for_any_more() {
    let mut relay = Relay::new(1);
    let needed = |relay: &mut Relay| {
        relay.tell(BOB, &[], Vec::new());
        relay.edits(BOB).pop().unwrap().1.need.len()
    };
    relay.send(CHLOE, &[], Vec::new(), vec![orphan(3, 1)]);
    assert_eq!(needed(&mut relay), 1);
    relay.handle(Event::Left { link: CHLOE });
    relay.handle(Event::Left { link: BOB });
    assert_eq!(needed(&mut relay), 0);
}

fn refusal(relay: &mut Relay, link: Link, changes: Vec<Vec<u8>>) -> String {
    let (heads, need, have) = (Vec::new(), Vec::new(), Vec::new());
    let version = MessageVersion::V1;
    let message = sync::Message { heads, need, have, changes: changes.into(), flags: None, version };
    let data = Bytes::from(message.encode());
    let event = Event::Sync { link, kind: SyncKind::Sync, data, grant: Grant::ALL };
    let effects = relay.document.handle(event, relay.now);
    let reason = effects.into_iter().find_map(|effect| match effect {
        Effect::Refuse { reason, .. } => Some(reason),
        _ => None,
    });
    reason.unwrap_or_default()
}

#[test]
fn b14_one_connection_has_its_share_of_the_waiting_room() {
    let mut relay = Relay::new(0);
    let reasons: Vec<_> = (0..65).map(|number| refusal(&mut relay, BOB, vec![orphan(3, number * 10)])).collect();
    assert!(reasons[..64].iter().all(String::is_empty));
    assert!(reasons[64].contains("dependencies are not here"), "{}", reasons[64]);
}

#[test]
fn b15_a_change_that_speaks_of_somebody_who_has_made_nothing_here_is_refused() {
    let mut relay = Relay::new(0);
    let (mut bob, mut chloe) = (typist(2), typist(3));
    types(&mut bob, "Bob's");
    chloe.merge(&mut bob).unwrap();
    types(&mut chloe, "instead of Bob's");
    let change = chloe.get_last_local_change().unwrap();
    let (hash, bytes) = (change.deps()[0], change.raw_bytes().to_vec());
    // The same, as if it came after Alice's: whoever builds the document has never heard of Bob.
    let alices = relay.document.durable_heads()[0];
    let at = bytes.windows(32).position(|window| window == hash.0).unwrap();
    let body = [&bytes[10 + usize::from(bytes[9] & 0x80 != 0)..at], &alices.0, &bytes[at + 32..]].concat();
    let reason = refusal(&mut relay, CHLOE, vec![making::chunk(making::CHANGE, &body)]);
    assert!(reason.contains("speaks of somebody who has made no change here"), "{reason}");
    assert_eq!(refusal(&mut relay, CHLOE, vec![bob.get_last_local_change().unwrap().raw_bytes().to_vec(), bytes]), "");
}

#[test]
fn b15_what_is_refused_is_named_and_what_came_before_it_is_kept() {
    let mut relay = Relay::new(0);
    let mut alice = typist(1);
    types(&mut alice, "a");
    let good = alice.get_last_local_change().unwrap().raw_bytes().to_vec();
    let mut bad = making::body(&good).to_vec();
    let last = bad.len() - 1;
    bad[last] ^= 0x40; // in the last of its columns
    let reason = refusal(&mut relay, ALICE, vec![good, making::chunk(making::CHANGE, &bad)]);
    assert!(reason.starts_with("a change was refused: change "), "{reason}");
}

/// What nobody could read any more must not come to be: a frame that names more than a reader takes.
#[test]
fn b19_however_many_write_without_hearing_of_each_other_every_frame_can_be_read() {
    let mut relay = Relay::new(1);
    let mut first = typist(1);
    types(&mut first, "a");
    let base = first.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert_eq!(refusal(&mut relay, ALICE, vec![base]), "");
    // A change beside another of the same words, by so many actors.
    let mut sibling = |n: u32| {
        let mut fork = first.fork().with_actor(n.to_be_bytes().to_vec().into());
        fork.put(automerge::ROOT, "n", i64::from(n)).unwrap();
        fork.get_last_local_change().unwrap().raw_bytes().to_vec()
    };
    let mut refused = 0;
    for batch in 0..85 {
        let changes = (0..100).map(|n| sibling(1_000 + batch * 100 + n)).collect();
        let reason = refusal(&mut relay, ALICE, changes);
        assert!(reason.is_empty() || reason.contains("know nothing of each other"), "{reason}");
        refused += u32::from(!reason.is_empty());
    }
    let heads = relay.document.durable_heads();
    assert!(refused > 0 && heads.len() <= 1 << 13, "{refused} refused, {} heads", heads.len());
    // Whoever joins them is taken, and one line is left.
    let (snapshot, tail) = relay.document.contents();
    let mut all = AutoCommit::load(&snapshot.into_iter().chain(tail).collect::<Vec<_>>().concat()).unwrap();
    types(&mut all, "all");
    let joining = all.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert_eq!(refusal(&mut relay, ALICE, vec![joining]), "");
    assert_eq!(relay.document.durable_heads().len(), 1);
}

#[test]
fn b19_a_change_that_waits_for_very_many_is_asked_for_in_turn() {
    let mut relay = Relay::new(1);
    let mut lone = typist(1);
    types(&mut lone, "a");
    let bytes = lone.get_last_local_change().unwrap().raw_bytes().to_vec();
    let body = making::body(&bytes);
    // The same with four thousand dependencies that nobody has.
    let deps: Vec<u8> = (0..4_000_u32).flat_map(|n| [n.to_be_bytes(); 8].concat()).collect();
    let body = [&making::leb(4_000)[..], &deps, &body[1..]].concat();
    assert_eq!(refusal(&mut relay, ALICE, vec![making::chunk(making::CHANGE, &body)]), "");
    let mut alice = typist(2);
    types(&mut alice, "b");
    relay.forget();
    relay.write(Link(1), &mut alice);
    relay.wait(1_000);
    let needs = relay.heard.values().flatten().filter_map(|(_, message)| match message {
        Message::Sync { data, .. } => Some(sync::Message::decode(data).unwrap().need.len()),
        _ => None,
    });
    let most = needs.max().unwrap();
    assert!((1..=256).contains(&most), "{most} needed");
}

/// Every later edit counts on from there: at the end of the numbers nobody could write any more.
#[test]
fn b20_a_change_that_uses_up_the_numbers_of_operations_is_refused() {
    let mut relay = Relay::new(1);
    let mut alice = typist(1);
    types(&mut alice, "a");
    let honest = alice.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert_eq!(refusal(&mut relay, ALICE, vec![honest]), "");
    types(&mut alice, "b");
    let second = alice.get_last_local_change().unwrap();
    let (start, bytes) = (u64::from(second.start_op()), second.raw_bytes().to_vec());
    let body_of_second = making::body(&bytes);
    let at = 1 + 32 + 1 + alice.get_actor().to_bytes().len() + 1;
    assert_eq!(body_of_second[at..][..1], making::leb(start)[..], "the number of the first operation");
    let counting_from = |first: u64| {
        let body = [&body_of_second[..at], &making::leb(first), &body_of_second[at + 1..]].concat();
        vec![making::chunk(making::CHANGE, &body)]
    };
    let reason = refusal(&mut relay, ALICE, counting_from(4_000_000_000));
    assert!(reason.contains("counts its operations from 4000000000"), "{reason}");
    assert_eq!(refusal(&mut relay, ALICE, vec![bytes]), "", "hers is taken");
}
