//! A commons and its meetups, by anybody, delivered in any order.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Applied, ApplyError, Author, Command, Kind, MeetupId, Pad, PersonId, Phase, Splice, Text, apply, genesis,
    last_edition, read_commons, read_editions, standing,
};
use delivery::{everyone_receives_everything, exchange};
use proptest::prelude::*;

fn replica(n: u8) -> Automerge {
    genesis::new(Kind::Commons, ActorId::from([n; 16]))
}

fn give(doc: &mut Automerge, n: u8, command: &Command) -> Result<Applied, ApplyError> {
    let mut pad = Pad::of(doc, Text::Vision);
    let author = Author { person: PersonId::from_bytes([n; 16]), at: 1_700_000_000_000 + i64::from(n) };
    apply(doc, &mut pad, author, command)
}

fn meetup(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn add(doc: &mut Automerge, who: u8, n: u8, previous: Option<u8>) -> Result<Applied, ApplyError> {
    let title = format!("Meetup {n}");
    give(doc, who, &Command::AddMeetup { id: meetup(n), title, previous: previous.map(meetup) })
}

fn write(doc: &mut Automerge, who: u8, text: &str) {
    let splices = vec![Splice { at: 0, delete: 0, insert: text.into() }];
    give(doc, who, &Command::EditText { text: Text::Vision, splices }).unwrap();
}

#[test]
fn m14_two_people_who_open_a_new_commons_offline_write_one_vision() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Command::Rename { title: "Meetup Carto Paris".into() }).unwrap();
    write(&mut alice, 1, "Un commun. ");
    write(&mut bob, 2, "Chacun intervient. ");
    exchange(&mut alice, &mut bob);
    let (commons, problems) = read_commons(&alice);
    assert_eq!((&commons, &problems), (&read_commons(&bob).0, &vec![]));
    assert_eq!(commons.name.text, "Meetup Carto Paris");
    assert!(commons.vision.contains("Un commun. ") && commons.vision.contains("Chacun intervient. "));
}

#[test]
fn m15_meetups_follow_each_other_one_at_a_time() {
    let mut doc = replica(1);
    assert!(matches!(add(&mut doc, 1, 1, Some(9)), Err(ApplyError::NotTheLast)), "there is none to follow");
    add(&mut doc, 1, 1, None).unwrap();
    assert!(matches!(add(&mut doc, 1, 2, None), Err(ApplyError::NotTheLast)), "there is a first one");
    add(&mut doc, 1, 2, Some(1)).unwrap();
    assert!(matches!(add(&mut doc, 1, 3, Some(1)), Err(ApplyError::NotTheLast)), "one follows it already");
    assert!(add(&mut doc, 1, 2, Some(1)).unwrap().change.is_none(), "adding it again adds nothing");
    let commons = read_commons(&doc).0;
    let chain: Vec<_> = commons.editions.iter().map(|e| (e.number, e.id, e.previous)).collect();
    assert_eq!(chain, [(1, meetup(1), None), (2, meetup(2), Some(meetup(1)))]);
    assert_eq!(last_edition(&commons.editions).unwrap().id, meetup(2));
}

#[test]
fn m15_a_next_meetup_that_two_people_begin_at_once_is_two_and_none_is_lost() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    add(&mut alice, 1, 1, None).unwrap();
    exchange(&mut alice, &mut bob);
    add(&mut alice, 1, 2, Some(1)).unwrap();
    add(&mut bob, 2, 3, Some(1)).unwrap();
    exchange(&mut alice, &mut bob);
    let commons = read_commons(&alice).0;
    assert_eq!(commons, read_commons(&bob).0);
    let next: Vec<_> = commons.editions[1..].iter().map(|e| (e.number, e.previous)).collect();
    assert_eq!(next, [(2, Some(meetup(1))), (2, Some(meetup(1)))]);
}

#[test]
fn m16_a_meetup_that_is_taken_back_can_be_put_back_and_beats_nothing_silently() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let undo = add(&mut alice, 1, 1, None).unwrap().undo.unwrap();
    exchange(&mut alice, &mut bob);
    let redo = give(&mut alice, 1, &undo).unwrap().undo.unwrap();
    assert_eq!(standing(&read_editions(&alice)).count(), 0);
    add(&mut alice, 1, 2, None).unwrap();
    give(&mut alice, 1, &redo).unwrap();
    assert_eq!(standing(&read_editions(&alice)).count(), 2);
    // Bob puts it back while Alice takes it back once more: it stands.
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &undo).unwrap();
    give(&mut bob, 2, &Command::WithdrawMeetup { id: meetup(1), withdrawn: true }).unwrap();
    give(&mut bob, 2, &Command::WithdrawMeetup { id: meetup(1), withdrawn: false }).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(read_commons(&alice).0, read_commons(&bob).0);
    assert_eq!(standing(&read_editions(&alice)).count(), 2);
    assert!(matches!(
        give(&mut alice, 1, &Command::WithdrawMeetup { id: meetup(7), withdrawn: true }),
        Err(ApplyError::UnknownMeetup)
    ));
}

#[test]
fn m17_the_commons_shows_a_meetup_as_whoever_had_both_open_saw_it() {
    let mut doc = replica(1);
    add(&mut doc, 1, 1, None).unwrap();
    let show = Command::ShowMeetup { id: meetup(1), title: " Cartographier\nles communs ".into(), phase: Phase::Live };
    assert!(give(&mut doc, 1, &show).unwrap().change.is_some());
    assert!(give(&mut doc, 1, &show).unwrap().change.is_none(), "it is shown already");
    let commons = read_commons(&doc).0;
    assert_eq!(
        (commons.editions[0].title.as_str(), commons.editions[0].phase),
        ("Cartographier les communs", Phase::Live)
    );
    let other = Command::MovePhase { to: Phase::Live };
    assert!(matches!(give(&mut doc, 1, &other), Err(ApplyError::OtherKind(Kind::Commons))));
}

/// `BOUCLE_WRITE_DOCUMENTS` writes it when it is not there.
#[test]
fn m7_the_saved_commons_loads_for_ever() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/commons-1.automerge");
    if std::env::var_os("BOUCLE_WRITE_DOCUMENTS").is_some() && !std::path::Path::new(path).exists() {
        let mut doc = replica(1);
        give(&mut doc, 1, &Command::Rename { title: "Meetup Carto Paris".into() }).unwrap();
        write(&mut doc, 1, "# Vision\n\nNous sommes en train de créer un COMMUN.\n");
        add(&mut doc, 1, 1, None).unwrap();
        add(&mut doc, 2, 2, Some(1)).unwrap();
        std::fs::write(path, doc.save()).unwrap();
    }
    let bytes = std::fs::read(path).unwrap();
    let mut doc = genesis::open(&[&bytes], ActorId::from([9; 16])).unwrap();
    let (commons, problems) = read_commons(&doc);
    assert_eq!((commons.schema, problems), (1, vec![]));
    assert_eq!(commons.name.text, "Meetup Carto Paris");
    assert_eq!(commons.vision, "# Vision\n\nNous sommes en train de créer un COMMUN.\n");
    assert_eq!(commons.editions.len(), 2);
    add(&mut doc, 3, 3, Some(2)).unwrap();
}

#[test]
fn m6_reading_a_commons_never_fails() {
    use automerge::{ObjType, ROOT, transaction::Transactable};
    let mut doc = Automerge::new();
    assert_eq!(read_commons(&doc).1.len(), 5, "an empty document lacks every field");
    let mut tx = doc.transaction();
    tx.put(ROOT, "schema", 1).unwrap();
    tx.put(ROOT, "name", 12_u64).unwrap();
    tx.put_object(ROOT, "vision", ObjType::Map).unwrap();
    tx.put_object(ROOT, "actors", ObjType::Map).unwrap();
    let meetups = tx.put_object(ROOT, "meetups", ObjType::Map).unwrap();
    tx.put(&meetups, "aa", "nothing").unwrap();
    tx.put_object(&meetups, meetup(1).to_string(), ObjType::Map).unwrap();
    tx.put_object(&meetups, "no id", ObjType::Map).unwrap();
    tx.commit();
    let (commons, problems) = read_commons(&doc);
    assert_eq!((commons.editions.len(), problems.len()), (1, 4), "{problems:?}");
    assert_eq!(commons.editions[0].phase, Phase::CoConstruction);
}

#[derive(Debug, Clone)]
enum Step {
    Rename { who: usize, name: u8 },
    Write { who: usize },
    Add { who: usize },
    Withdraw { who: usize, n: usize, withdrawn: bool },
    Show { who: usize, n: usize, phase: usize },
    Merge { from: usize, to: usize },
}

const PEOPLE: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    let (who, n) = (0..PEOPLE, 0..6_usize);
    prop_oneof![
        1 => (who.clone(), 0..4_u8).prop_map(|(who, name)| Step::Rename { who, name }),
        2 => who.clone().prop_map(|who| Step::Write { who }),
        3 => who.clone().prop_map(|who| Step::Add { who }),
        1 => (who.clone(), n.clone(), any::<bool>()).prop_map(|(who, n, withdrawn)| Step::Withdraw { who, n, withdrawn }),
        2 => (who.clone(), n, 0..5_usize).prop_map(|(who, n, phase)| Step::Show { who, n, phase }),
        3 => (who.clone(), who).prop_map(|(from, to)| Step::Merge { from, to }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m8_any_order_of_delivery_gives_the_same_commons(steps in prop::collection::vec(step(), 1..60)) {
        let mut docs: Vec<_> = (0..PEOPLE).map(|n| replica(u8::try_from(n).unwrap() + 1)).collect();
        let mut begun: u8 = 0;
        for step in steps {
            match step {
                Step::Rename { who, name } => {
                    give(&mut docs[who], 1, &Command::Rename { title: format!("Nom {name}") }).unwrap();
                }
                Step::Write { who } => write(&mut docs[who], 1, "mot "),
                Step::Add { who } => {
                    begun += 1;
                    let previous = last_edition(&read_editions(&docs[who])).map(|last| last.id);
                    let command = Command::AddMeetup { id: meetup(begun), title: "Suivant".into(), previous };
                    give(&mut docs[who], 1, &command).unwrap();
                }
                Step::Withdraw { who, n, withdrawn } => {
                    if let Some(edition) = read_commons(&docs[who]).0.editions.get(n) {
                        give(&mut docs[who], 1, &Command::WithdrawMeetup { id: edition.id, withdrawn }).unwrap();
                    }
                }
                Step::Show { who, n, phase } => {
                    if let Some(edition) = read_commons(&docs[who]).0.editions.get(n) {
                        let (id, phase) = (edition.id, Phase::ALL[phase]);
                        give(&mut docs[who], 1, &Command::ShowMeetup { id, title: "Vu".into(), phase }).unwrap();
                    }
                }
                Step::Merge { from, to } if from != to => {
                    let mut other = docs[from].fork();
                    docs[to].merge(&mut other).unwrap();
                }
                Step::Merge { .. } => {}
            }
        }
        everyone_receives_everything(&mut docs);
        let read: Vec<_> = docs.iter().map(read_commons).collect();
        for other in &read[1..] {
            prop_assert_eq!(&read[0], other);
        }
        prop_assert!(read[0].1.is_empty());
        prop_assert_eq!(read[0].0.editions.len(), usize::from(begun), "no meetup is ever lost");
    }
}
