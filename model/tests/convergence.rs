//! Any commands, by anybody, delivered in any order: the same meetup.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Answer, Applied, ApplyError, Author, Card, Carried, Choice, Command, Decision, Intention, Kind, MeetupId, Moment,
    Outcome, Own, Pad, PersonId, Phase, Review, RowId, Seat, Side, Slot, Splice, Status, Step, Talk, Text, Venue, Vote,
    apply, count_seats, genesis, join, read, read_attendance, read_board, read_plan, read_poll, read_title, say,
};
use delivery::{everyone_receives_everything, exchange};
use proptest::prelude::*;

fn person(n: u8) -> Author {
    Author { person: PersonId::from_bytes([n; 16]), at: 1_700_000_000_000 + i64::from(n) }
}

fn replica(n: u8) -> Automerge {
    genesis::new(Kind::Meetup, ActorId::from([n; 16]))
}

/// Applies a command to a document whose pad nobody holds open.
fn give(doc: &mut Automerge, n: u8, command: &Command) -> Result<Applied, ApplyError> {
    let mut pad = Pad::of(doc, Text::Pad);
    apply(doc, &mut pad, person(n), command)
}

fn rename(doc: &mut Automerge, n: u8, title: &str) -> Applied {
    give(doc, n, &Command::Rename { title: title.into() }).unwrap()
}

fn edit(doc: &mut Automerge, n: u8, at: usize, delete: usize, insert: &str) -> Result<Applied, ApplyError> {
    give(doc, n, &Command::EditText { text: Text::Pad, splices: vec![Splice { at, delete, insert: insert.into() }] })
}

#[test]
fn m1_a_meetup_opened_by_two_people_offline_merges_into_one_pad() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    edit(&mut alice, 1, 0, 0, "Alice était là. ").unwrap();
    edit(&mut bob, 2, 0, 0, "Bob aussi 🙂. ").unwrap();
    exchange(&mut alice, &mut bob);
    let (meetup, problems) = read(&alice);
    assert_eq!((&meetup, &problems), (&read(&bob).0, &vec![]));
    assert!(meetup.pad.contains("Alice était là. ") && meetup.pad.contains("Bob aussi 🙂. "), "{}", meetup.pad);
    assert_eq!(meetup.actors.len(), 2, "each actor is some person");
}

#[test]
fn m2_concurrent_titles_are_a_visible_choice_until_somebody_settles_it() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    rename(&mut alice, 1, "Cartographier les communs");
    rename(&mut bob, 2, "Cartographier une commune");
    exchange(&mut alice, &mut bob);
    let title = read_title(&alice, Kind::Meetup);
    assert_eq!(title, read_title(&bob, Kind::Meetup));
    assert_eq!(title.rivals.len(), 1);
    rename(&mut bob, 2, &title.rivals[0]);
    exchange(&mut alice, &mut bob);
    assert_eq!(read_title(&alice, Kind::Meetup).rivals, Vec::<String>::new());
    assert_eq!(read_title(&alice, Kind::Meetup).text, title.rivals[0]);
}

#[test]
fn m3_undo_takes_back_only_my_own_renaming() {
    let mut doc = replica(1);
    rename(&mut doc, 1, "A");
    let undo = rename(&mut doc, 1, "B").undo.unwrap();
    let redo = give(&mut doc, 1, &undo).unwrap().undo.unwrap();
    assert_eq!(read_title(&doc, Kind::Meetup).text, "A");
    give(&mut doc, 1, &redo).unwrap();
    assert_eq!(read_title(&doc, Kind::Meetup).text, "B");
    rename(&mut doc, 2, "Bob's");
    assert_eq!(give(&mut doc, 1, &undo).unwrap().change, None, "Bob has renamed it since");
    assert_eq!(read_title(&doc, Kind::Meetup).text, "Bob's");
}

#[test]
fn m4_an_edit_outside_the_pad_changes_nothing() {
    let mut doc = replica(1);
    edit(&mut doc, 1, 0, 0, "abc").unwrap();
    let before = doc.get_heads();
    assert!(matches!(edit(&mut doc, 1, 2, 5, "x"), Err(ApplyError::OutsidePad { at: 7, length: 3 })));
    let splices =
        vec![Splice { at: 0, delete: 1, insert: String::new() }, Splice { at: 9, delete: 0, insert: "x".into() }];
    assert!(give(&mut doc, 1, &Command::EditText { text: Text::Pad, splices }).is_err());
    assert_eq!((doc.get_heads(), read(&doc).0.pad.as_str()), (before, "abc"), "not even the first half");
}

#[test]
fn m4_a_title_is_one_short_line() {
    let mut doc = replica(1);
    rename(&mut doc, 1, "  Un\n titre\t ");
    assert_eq!(read_title(&doc, Kind::Meetup).text, "Un titre");
    assert!(rename(&mut doc, 1, "Un titre").change.is_none(), "the same title is no change");
    let long = Command::Rename { title: "é".repeat(201) };
    assert!(matches!(give(&mut doc, 1, &long), Err(ApplyError::LongTitle)));
}

#[test]
fn m5_a_newer_document_is_read_and_never_written() {
    use automerge::{ROOT, transaction::Transactable};
    let mut doc = replica(1);
    edit(&mut doc, 1, 0, 0, "plus tard").unwrap();
    let mut tx = doc.transaction();
    tx.put(ROOT, "schema", 99_u64).unwrap();
    tx.put(ROOT, "polls", "something new").unwrap();
    tx.commit();
    let (meetup, problems) = read(&doc);
    assert!(meetup.is_newer() && problems.len() == 1 && meetup.pad == "plus tard", "{problems:?}");
    assert!(matches!(edit(&mut doc, 1, 0, 0, "x"), Err(ApplyError::NewerSchema(99))));
}

#[test]
fn m6_reading_never_fails() {
    use automerge::{ObjType, ROOT, transaction::Transactable};
    let mut doc = Automerge::new();
    assert_eq!(read(&doc).1.len(), 4, "an empty document lacks every field");
    let mut tx = doc.transaction();
    tx.put(ROOT, "title", 12_u64).unwrap();
    tx.put(ROOT, "schema", "one").unwrap();
    tx.put_object(ROOT, "pad", ObjType::Map).unwrap();
    let actors = tx.put_object(ROOT, "actors", ObjType::Map).unwrap();
    tx.put(&actors, "aa", "nobody").unwrap();
    tx.commit();
    let (meetup, problems) = read(&doc);
    assert_eq!((meetup.title.text.as_str(), meetup.pad.as_str(), problems.len()), ("", "", 4), "{problems:?}");
}

/// JavaScript programs write every string as a text object.
#[test]
fn m6_a_title_written_by_another_program_is_read() {
    use automerge::{ObjType, ROOT, transaction::Transactable};
    let mut doc = replica(1);
    let mut tx = doc.transaction();
    let title = tx.put_object(ROOT, "title", ObjType::Text).unwrap();
    tx.splice_text(&title, 0, 0, "Train").unwrap();
    tx.commit();
    let (meetup, problems) = read(&doc);
    assert_eq!((meetup.title.text.as_str(), problems), ("Train", vec![]));
    rename(&mut doc, 1, "Neuf");
    assert_eq!(read_title(&doc, Kind::Meetup).text, "Neuf");
}

/// One document a schema, which every later version must open. `BOUCLE_WRITE_DOCUMENTS` writes those that are not there.
#[test]
fn m7_the_saved_documents_load_for_ever() {
    for schema in 1..=5 {
        let path = format!("{}/tests/documents/meetup-{schema}.automerge", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("BOUCLE_WRITE_DOCUMENTS").is_some() && !std::path::Path::new(&path).exists() {
            let (mut alice, mut bob) = (replica(1), replica(2));
            rename(&mut alice, 1, "Meetup A");
            edit(&mut alice, 1, 0, 0, "# Intentions\n\nNous sommes en train de créer un COMMUN.\n").unwrap();
            bob.merge(&mut alice).unwrap();
            edit(&mut bob, 2, 0, 0, "שלום 🙂\n\n").unwrap();
            edit(&mut alice, 1, 0, 2, "").unwrap();
            exchange(&mut alice, &mut bob);
            if schema >= 2 {
                move_phase(&mut alice, 1, Phase::Before);
            }
            if schema >= 3 {
                genesis::begin(&mut alice, Kind::Meetup, 3);
                give(&mut alice, 1, &say(Own::Theme, "Les communs")).unwrap();
                give(&mut alice, 1, &join(person(1).person, "accueil")).unwrap();
                give(&mut alice, 1, &Intention::add(&[], RowId::from_bytes([7; 16]), "Repartir avec une carte"))
                    .unwrap();
                give(&mut alice, 1, &count_seats(Some(30))).unwrap();
                let answer = read_attendance(&alice).answer(person(1).person, Answer::Going);
                give(&mut alice, 1, &answer).unwrap();
                let splices = vec![Splice { at: 0, delete: 0, insert: "Jeudi 🙂\nà 19 h".into() }];
                give(&mut alice, 1, &Command::EditText { text: Text::Notes, splices }).unwrap();
            }
            if schema >= 4 {
                genesis::begin(&mut alice, Kind::Meetup, 4);
                let id = |n| RowId::from_bytes([n; 16]);
                let bob = person(5).person;
                let when = "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris".parse().unwrap();
                give(&mut alice, 1, &Talk::propose(id(1), "Cartes sensibles", bob, Status::Invited)).unwrap();
                give(&mut alice, 1, &Slot::add(id(2), &when)).unwrap();
                give(&mut alice, 1, &Venue::add(id(3), "Médiathèque", "4 rue des Cartes", Some(40))).unwrap();
                give(&mut alice, 1, &Vote::cast(id(2), bob, Some(Vote::IfNeedBe))).unwrap();
                let closes = read_poll(&alice).close(Some(Choice { date: Some(id(2)), venue: Some(id(3)) }), Some(30));
                give(&mut alice, 1, &closes).unwrap();
                give(&mut alice, 1, &Step::Call.tick(Some("par courriel"))).unwrap();
                let splices = vec![Splice { at: 0, delete: 0, insert: "Venez !".into() }];
                give(&mut alice, 1, &Command::EditText { text: Text::Announcement, splices }).unwrap();
            }
            if schema >= 5 {
                genesis::begin(&mut alice, Kind::Meetup, 5);
                let id = |n| RowId::from_bytes([n; 16]);
                give(&mut alice, 1, &Card::add(id(21), Side::Problem, "On entendait mal")).unwrap();
                give(&mut alice, 1, &Card::add(id(22), Side::Improvement, "Un micro")).unwrap();
                give(&mut alice, 1, &Card::answer(id(22), Some(id(21)))).unwrap();
                give(&mut alice, 1, &Card::decide(id(22), Some(Decision::Adopted))).unwrap();
                let points = read_board(&alice).give(id(21), person(5).person, 2).unwrap();
                give(&mut alice, 1, &points).unwrap();
                give(&mut alice, 1, &Moment::Decide.open()).unwrap();
                give(&mut alice, 1, &Review::agree(id(7), Some(Outcome::Partly))).unwrap();
                let carried = read_board(&alice).improvements();
                let import = Carried::import(&alice, MeetupId::from_bytes([8; 16]), &carried).unwrap();
                give(&mut alice, 1, &import).unwrap();
                let splices = vec![Splice { at: 0, delete: 0, insert: "Une belle soirée".into() }];
                give(&mut alice, 1, &Command::EditText { text: Text::Bilan, splices }).unwrap();
            }
            std::fs::write(&path, alice.save()).unwrap();
        }
        let bytes = std::fs::read(path).unwrap();
        let mut doc = genesis::open(&[&bytes], ActorId::from([9; 16])).unwrap();
        let (meetup, problems) = read(&doc);
        assert_eq!((meetup.schema, problems), (schema, vec![]));
        assert_eq!(meetup.title.text, "Meetup A");
        assert_eq!(meetup.pad, "שלום 🙂\n\nIntentions\n\nNous sommes en train de créer un COMMUN.\n");
        assert_eq!(meetup.actors.len(), 2);
        let phase = if schema >= 2 { Phase::Before } else { Phase::CoConstruction };
        assert_eq!((meetup.phase.phase, meetup.moves.len()), (phase, usize::from(schema >= 2)));
        let plan = read_plan(&doc);
        assert_eq!(plan.is_empty(), schema < 3);
        if schema >= 3 {
            assert_eq!((plan.theme.text.as_str(), plan.team.len(), plan.intentions.len()), ("Les communs", 1, 1));
            let attendance = read_attendance(&doc);
            assert_eq!((attendance.seats, attendance.seat_of(person(1).person)), (Some(30), Some(Seat::Asked)));
            assert_eq!(Pad::of(&doc, Text::Notes).text(&doc), "Jeudi 🙂\nà 19 h");
        }
        if schema >= 4 {
            assert_eq!(meetup.talks.all[0].speakers[0].status, Status::Invited);
            let chosen = meetup.poll.chosen.unwrap();
            assert_eq!(meetup.poll.count(chosen.date.unwrap()), [0, 1, 0]);
            assert_eq!(meetup.poll.venue(chosen.venue.unwrap()).unwrap().capacity, Some(40));
            assert_eq!(
                (meetup.steps.note(Step::Call), meetup.announcement.as_str()),
                (Some("par courriel"), "Venez !")
            );
        }
        if schema >= 5 {
            let board = &meetup.board;
            assert_eq!((board.moment, board.ranked()[0].points, board.improvements().len()), (Moment::Decide, 2, 1));
            assert_eq!(board.improvements()[0].problem, "On entendait mal");
            assert_eq!((meetup.carried[0].text.text.as_str(), meetup.bilan.as_str()), ("Un micro", "Une belle soirée"));
            assert_eq!(meetup.reviews[0].outcome, Some(Outcome::Partly));
        }
        edit(&mut doc, 3, 0, 0, "still alive").unwrap();
        move_phase(&mut doc, 3, Phase::Live);
        let (meetup, problems) = read(&doc);
        assert_eq!(
            (meetup.schema, meetup.phase.phase, problems),
            (schema.max(2), Phase::Live, vec![]),
            "it has migrated"
        );
        assert!(meetup.pad.starts_with("still alive"));
    }
}

fn move_phase(doc: &mut Automerge, n: u8, to: Phase) -> Applied {
    let command = Command::MovePhase { to };
    genesis::begin(doc, Kind::Meetup, command.schema());
    give(doc, n, &command).unwrap()
}

#[test]
fn m13_a_phase_moved_twice_at_once_is_a_visible_choice_and_the_journal_has_both() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    move_phase(&mut alice, 1, Phase::Before);
    exchange(&mut alice, &mut bob);
    move_phase(&mut alice, 1, Phase::Live);
    move_phase(&mut bob, 2, Phase::After);
    exchange(&mut alice, &mut bob);
    let (meetup, problems) = read(&alice);
    assert_eq!((&meetup, &problems), (&read(&bob).0, &vec![]));
    let mut phases = vec![meetup.phase.phase];
    phases.extend(&meetup.phase.rivals);
    phases.sort();
    assert_eq!(phases, [Phase::Live, Phase::After]);
    let moves: Vec<_> = meetup.moves.iter().map(|entry| (entry.by.unwrap(), entry.at)).collect();
    assert_eq!((moves.len(), moves[0]), (3, (person(1).person, person(1).at)));
    move_phase(&mut bob, 2, Phase::After);
    exchange(&mut alice, &mut bob);
    assert_eq!(read(&alice).0.phase.rivals, [], "whoever moves it again settles it");
}

#[test]
fn m13_undo_takes_back_only_my_own_moving_of_the_phase() {
    let mut doc = replica(1);
    let undo = move_phase(&mut doc, 1, Phase::Before).undo.unwrap();
    give(&mut doc, 1, &undo).unwrap();
    assert_eq!(read(&doc).0.phase.phase, Phase::CoConstruction);
    let undo = move_phase(&mut doc, 1, Phase::Before).undo.unwrap();
    move_phase(&mut doc, 2, Phase::Live);
    assert_eq!(give(&mut doc, 1, &undo).unwrap().change, None, "Bob has moved it since");
    assert!(move_phase(&mut doc, 1, Phase::Live).change.is_none(), "it is there already");
}

#[derive(Debug, Clone)]
enum Deal {
    Rename { who: usize, title: u8 },
    Edit { who: usize, at: f64, delete: usize, insert: String },
    Move { who: usize, phase: usize },
    Undo { who: usize },
    Merge { from: usize, to: usize },
}

const PEOPLE: usize = 4;

fn step() -> impl Strategy<Value = Deal> {
    let who = 0..PEOPLE;
    prop_oneof![
        1 => (who.clone(), 0..5_u8).prop_map(|(who, title)| Deal::Rename { who, title }),
        6 => (who.clone(), 0.0..=1.0, 0..4_usize, "[a-zé🙂\n]{0,5}")
            .prop_map(|(who, at, delete, insert)| Deal::Edit { who, at, delete, insert }),
        1 => (who.clone(), 0..5_usize).prop_map(|(who, phase)| Deal::Move { who, phase }),
        1 => who.clone().prop_map(|who| Deal::Undo { who }),
        3 => (who.clone(), who).prop_map(|(from, to)| Deal::Merge { from, to }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m8_any_order_of_delivery_gives_the_same_meetup(steps in prop::collection::vec(step(), 1..80)) {
        let mut docs: Vec<_> = (0..PEOPLE).map(|n| replica(u8::try_from(n).unwrap() + 1)).collect();
        let mut undos: Vec<Vec<Command>> = vec![Vec::new(); PEOPLE];
        for step in steps {
            match step {
                Deal::Rename { who, title } => {
                    let applied = rename(&mut docs[who], u8::try_from(who).unwrap(), &format!("Titre {title}"));
                    undos[who].extend(applied.undo);
                }
                Deal::Edit { who, at, delete, insert } => {
                    let length = read(&docs[who]).0.pad.encode_utf16().count();
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
                    let at = (at * length as f64) as usize;
                    edit(&mut docs[who], u8::try_from(who).unwrap(), at, delete.min(length - at), &insert).unwrap();
                }
                Deal::Move { who, phase } => {
                    let applied = move_phase(&mut docs[who], u8::try_from(who).unwrap(), Phase::ALL[phase]);
                    undos[who].extend(applied.undo);
                }
                Deal::Undo { who } => {
                    if let Some(undo) = undos[who].pop() {
                        give(&mut docs[who], u8::try_from(who).unwrap(), &undo).unwrap();
                    }
                }
                Deal::Merge { from, to } if from != to => {
                    let mut other = docs[from].fork();
                    docs[to].merge(&mut other).unwrap();
                }
                Deal::Merge { .. } => {}
            }
        }
        everyone_receives_everything(&mut docs);
        let meetups: Vec<_> = docs.iter().map(read).collect();
        for other in &meetups[1..] {
            prop_assert_eq!(&meetups[0], other);
        }
        prop_assert!(meetups[0].1.is_empty());
    }
}
