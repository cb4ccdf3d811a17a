//! The bilan: cards, groups, points and decisions of people who could not see each other; and what goes on into the next meetup.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;

use automerge::Automerge;
use boucle_model::{
    ApplyError, Author, Board, Card, CardTable, Carried, Command, Decision, Draft, Evidence, Fate, Group, Happening,
    Intention, Kind, MeetupId, Moment, Outcome, Pad, Review, Rows, Side, Splice, Stands, Text, Timer, alike, apply,
    journal::{Act, Deed, journal},
    openings, read_board, read_carried, read_evidence, read_given_back, read_happenings, read_plan, read_reviews,
    restore,
};
use delivery::{everyone_receives_everything, exchange};
use meetup::{give, person, replica, row};
use proptest::prelude::*;
use std::collections::BTreeMap;

const A: MeetupId = MeetupId::from_bytes([0xa; 16]);

fn add(doc: &mut Automerge, by: u8, id: u8, side: Side, text: &str) {
    give(doc, by, &Card::add(row(id), side, text)).unwrap();
}

fn card(doc: &Automerge, id: u8) -> Card {
    read_board(doc).card(row(id)).unwrap().clone()
}

fn put_to(doc: &mut Automerge, by: u8, id: u8, other: u8) {
    let command = card(doc, id).put_to(&card(doc, other));
    give(doc, by, &command).unwrap();
}

fn points(doc: &mut Automerge, by: u8, to: boucle_model::RowId, count: i64) {
    let command = read_board(doc).give(to, person(by), count).unwrap();
    give(doc, by, &command).unwrap();
}

#[test]
fn m46_cards_that_are_added_grouped_said_and_adopted_at_once_are_all_there() {
    let (mut alice, mut bob, mut chloe) = (replica(1), replica(2), replica(3));
    add(&mut alice, 1, 1, Side::Problem, "On entendait mal au fond");
    exchange(&mut alice, &mut bob);
    exchange(&mut alice, &mut chloe);
    add(&mut bob, 2, 2, Side::Improvement, "Un micro");
    add(&mut chloe, 3, 3, Side::Problem, "Pas de micro");
    // One edits a card, one puts it into a group, one decides of it.
    give(&mut alice, 1, &Card::say(row(1), "On entendait mal, au fond de la salle")).unwrap();
    put_to(&mut chloe, 3, 3, 1);
    give(&mut bob, 2, &Card::answer(row(2), Some(row(1)))).unwrap();
    give(&mut bob, 2, &Card::decide(row(2), Some(Decision::Adopted))).unwrap();
    let mut docs = [alice, bob, chloe];
    everyone_receives_everything(&mut docs);
    let board = read_board(&docs[0]);
    assert!(docs.iter().all(|doc| read_board(doc) == board));
    assert_eq!(board.cards.len(), 3);
    let heard = board.card(row(1)).unwrap();
    assert_eq!(heard.text.text, "On entendait mal, au fond de la salle");
    assert_eq!(heard.group, board.card(row(3)).unwrap().group);
    assert!(heard.group.is_some());
    let micro = board.card(row(2)).unwrap();
    assert_eq!((micro.answers, micro.decision, &micro.rivals), (Some(row(1)), Some(Decision::Adopted), &vec![]));
}

#[test]
fn m46_a_card_that_is_taken_away_while_something_is_said_of_it_stays() {
    let says: [fn(&Automerge) -> Command; 5] = [
        |_| Card::say(row(1), "Autrement"),
        |_| Card::decide(row(1), Some(Decision::SetAside)),
        |doc| read_board(doc).give(row(1), person(2), 2).unwrap(),
        |doc| card(doc, 2).put_to(&card(doc, 1)),
        |_| Card::answer(row(2), Some(row(1))),
    ];
    for say in says {
        let (mut alice, mut bob) = (replica(1), replica(2));
        add(&mut alice, 1, 1, Side::Improvement, "Un micro");
        add(&mut alice, 1, 2, Side::Improvement, "Deux micros");
        exchange(&mut alice, &mut bob);
        let undo = give(&mut alice, 1, &Card::take(row(1), true)).unwrap().undo.unwrap();
        assert_eq!(read_board(&alice).taken_away.len(), 1);
        let said = say(&bob);
        give(&mut bob, 2, &said).unwrap();
        exchange(&mut alice, &mut bob);
        assert!(read_board(&alice).card(row(1)).is_some(), "{said:?}");
        assert_eq!(read_board(&alice), read_board(&bob));
        give(&mut alice, 1, &undo).unwrap();
        assert!(read_board(&alice).card(row(1)).is_some());
    }
}

#[test]
fn m47_points_count_once_and_never_more_than_a_person_has() {
    let (mut phone, mut laptop) = (replica(1), replica(2));
    for id in 1..=3 {
        add(&mut phone, 1, id, Side::Problem, &format!("Carte {id}"));
    }
    exchange(&mut phone, &mut laptop);
    assert_eq!(read_board(&phone).allowance, 3, "where nobody said");
    points(&mut phone, 5, row(1), 2);
    points(&mut laptop, 5, row(1), 2);
    exchange(&mut phone, &mut laptop);
    let board = read_board(&phone);
    assert_eq!((board.given(row(1), person(5)), board.spent(person(5))), (2, 2), "said twice, it is said once");
    assert_eq!(board.give(row(2), person(5), 2), None, "past what they have");
    // From two devices that do not see each other one gives more than one has: the rest does not count, and is said.
    points(&mut phone, 5, row(2), 1);
    points(&mut laptop, 5, row(3), 1);
    exchange(&mut phone, &mut laptop);
    let board = read_board(&phone);
    assert_eq!(board, read_board(&laptop));
    assert_eq!((board.spent(person(5)), &board.beyond), (3, &vec![(person(5), 1)]));
    assert_eq!(board.ranked()[0].points, 2);
    points(&mut phone, 5, row(1), 0);
    assert_eq!(read_board(&phone).beyond, [], "changed freely");
    // Fewer for each, after they were given: the same ones count everywhere.
    give(&mut phone, 1, &Board::allow(1)).unwrap();
    let board = read_board(&phone);
    assert_eq!((board.spent(person(5)), &board.beyond), (1, &vec![(person(5), 1)]));
    assert!(matches!(give(&mut phone, 1, &Board::allow(0)), Err(ApplyError::OutOfRange { least: 1, most: 20 })));
    assert!(matches!(give(&mut phone, 1, &Board::allow(21)), Err(ApplyError::OutOfRange { .. })));
}

#[test]
fn m48_two_who_put_cards_to_one_make_one_group_and_no_card_is_lost() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    for id in 1..=4 {
        add(&mut alice, 1, id, Side::Problem, &format!("Carte {id}"));
    }
    exchange(&mut alice, &mut bob);
    put_to(&mut alice, 1, 2, 1);
    put_to(&mut bob, 2, 3, 1);
    exchange(&mut alice, &mut bob);
    let board = read_board(&alice);
    assert_eq!(board, read_board(&bob));
    assert_eq!((board.groups.len(), board.heaps().len()), (1, 2));
    assert_eq!(board.heaps()[0].cards.len(), 3);
    let group = board.groups[0].id;
    // It is taken apart by one while another puts one more card into it: that card is in it, and the others stand alone. Undoing it
    // brings them back together.
    give(&mut alice, 1, &Group::name(group, "Le son")).unwrap();
    exchange(&mut alice, &mut bob);
    let apart = read_board(&bob).take_apart(group).unwrap();
    let undo = give(&mut bob, 2, &apart).unwrap().undo.unwrap();
    let board = read_board(&bob);
    assert_eq!((board.groups.len(), board.heaps().len()), (0, 4));
    put_to(&mut alice, 1, 4, 1);
    exchange(&mut alice, &mut bob);
    let board = read_board(&bob);
    assert_eq!(board.heaps()[0].cards.iter().map(|card| card.id).collect::<Vec<_>>(), [row(4)]);
    give(&mut bob, 2, &undo).unwrap();
    let board = read_board(&bob);
    assert_eq!((board.heaps().len(), board.groups[0].name.text.as_str()), (1, "Le son"));
    let parted = card(&bob, 4).part();
    give(&mut bob, 2, &parted).unwrap();
    // Points that cards had before they were put together count for the group.
    points(&mut bob, 2, row(2), 1);
    points(&mut bob, 2, group, 2);
    points(&mut bob, 3, row(4), 1);
    put_to(&mut bob, 2, 4, 1);
    assert_eq!(read_board(&bob).ranked()[0].points, 4);
    let parted = card(&bob, 4).part();
    give(&mut bob, 2, &parted).unwrap();
    assert_eq!(read_board(&bob).ranked().iter().map(|heap| heap.points).collect::<Vec<_>>(), [3, 1]);
}

#[test]
fn m48_two_cards_put_to_each_other_at_once_are_in_one_group_and_one_taken_apart_leaves_nothing_behind() {
    for (first, second) in [(1, 2), (2, 1)] {
        let (mut alice, mut bob) = (replica(1), replica(2));
        for id in 1..=3 {
            add(&mut alice, 1, id, Side::Problem, &format!("Carte {id}"));
        }
        exchange(&mut alice, &mut bob);
        put_to(&mut alice, 1, first, second);
        put_to(&mut bob, 2, second, first);
        exchange(&mut alice, &mut bob);
        let board = read_board(&alice);
        assert_eq!(board, read_board(&bob));
        assert_eq!((board.groups.len(), board.heaps()[0].cards.len()), (1, 2));
        // Apart, and one of them with a third: the other stays where it is, and nobody's points are stuck in a group that is none.
        points(&mut alice, 7, board.groups[0].id, 3);
        let apart = read_board(&alice).take_apart(board.groups[0].id).unwrap();
        give(&mut alice, 1, &apart).unwrap();
        assert_eq!(read_board(&alice).spent(person(7)), 0);
        put_to(&mut alice, 1, 3, first);
        let board = read_board(&alice);
        assert_eq!((board.groups.len(), board.heaps()[0].cards.len(), board.heaps().len()), (1, 2, 2));
        assert_eq!(card(&alice, second).group, None);
    }
}

#[test]
fn m47_a_point_is_taken_back_where_it_was_given_also_from_a_group() {
    let mut doc = replica(1);
    for id in 1..=2 {
        add(&mut doc, 1, id, Side::Problem, &format!("Carte {id}"));
    }
    points(&mut doc, 5, row(1), 2);
    put_to(&mut doc, 1, 2, 1);
    let group = read_board(&doc).groups[0].id;
    let one = read_board(&doc).give_one(group, person(5)).unwrap();
    give(&mut doc, 5, &one).unwrap();
    assert_eq!(read_board(&doc).give_one(group, person(5)), None, "all are given");
    for left in [2, 1, 0] {
        let back = read_board(&doc).take_one(group, person(5)).unwrap();
        give(&mut doc, 5, &back).unwrap();
        let tally = read_board(&doc).tally(Some(person(5)));
        assert_eq!((tally.mine.get(&group).copied().unwrap_or(0), tally.left), (left, 3 - left));
    }
    assert_eq!(read_board(&doc).take_one(group, person(5)), None);
}

fn a_with_improvements() -> Automerge {
    let mut a = replica(1);
    add(&mut a, 1, 1, Side::Problem, "On entendait mal au fond");
    add(&mut a, 1, 2, Side::Improvement, "Un micro");
    add(&mut a, 1, 3, Side::Improvement, "Des chaises");
    add(&mut a, 1, 4, Side::Improvement, "Deux micros");
    put_to(&mut a, 1, 4, 2);
    let group = card(&a, 2).group.unwrap();
    give(&mut a, 1, &Group::name(group, "Le son")).unwrap();
    give(&mut a, 1, &Card::answer(row(2), Some(row(1)))).unwrap();
    give(&mut a, 1, &Card::own(row(2), Some(person(2)))).unwrap();
    give(&mut a, 1, &Card::decide(row(2), Some(Decision::Adopted))).unwrap();
    give(&mut a, 1, &Card::decide(row(3), Some(Decision::AdoptedEarly))).unwrap();
    give(&mut a, 1, &Card::decide(row(4), Some(Decision::SetAside))).unwrap();
    a
}

#[test]
fn m49_importing_twice_imports_once_and_leads_back_to_card_group_and_problem() {
    let improvements = read_board(&a_with_improvements()).improvements();
    let mut b = replica(9);
    let import = Carried::import(&b, A, &improvements).unwrap();
    give(&mut b, 1, &import).unwrap();
    let carried = read_carried(&b);
    assert_eq!(carried.len(), 2);
    let micro = &carried[0];
    assert_eq!((micro.id, micro.text.text.as_str(), micro.from), (row(2), "Un micro", Some(A)));
    assert_eq!((micro.group.as_str(), micro.problem.as_str()), ("Le son", "On entendait mal au fond"));
    assert_eq!((micro.owner, micro.fate), (Some(person(2)), Fate::Open));
    assert_eq!(Carried::import(&b, A, &improvements), None);
    // What is said of it in B stays, whatever is imported again; what was given back stays away.
    give(&mut b, 2, &Carried::turn_out(row(2), Fate::Doing)).unwrap();
    give(&mut b, 2, &Carried::explain(row(2), "Louise en prête un")).unwrap();
    give(&mut b, 2, &Carried::give_back(row(3))).unwrap();
    assert_eq!(Carried::import(&b, A, &improvements), None);
    let carried = read_carried(&b);
    assert_eq!((carried.len(), carried[0].fate, carried[0].note.text.as_str()), (1, Fate::Doing, "Louise en prête un"));
}

#[test]
fn m49_what_was_given_back_is_there_for_whoever_wants_it_again() {
    let improvements = read_board(&a_with_improvements()).improvements();
    let (mut alice, mut bob) = (replica(1), replica(2));
    let import = Carried::import(&alice, A, &improvements).unwrap();
    let undo = give(&mut alice, 1, &import).unwrap().undo.unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut bob, 2, &Carried::explain(row(3), "Trop cher")).unwrap();
    give(&mut bob, 2, &Carried::give_back(row(3))).unwrap();
    exchange(&mut alice, &mut bob);
    let back = read_given_back(&alice);
    assert_eq!((back.len(), back[0].id, back[0].note.text.as_str()), (1, row(3), "Trop cher"));
    give(&mut alice, 1, &Carried::bring_back(row(3))).unwrap();
    assert_eq!(read_given_back(&alice), vec![]);
    assert_eq!(read_carried(&alice)[1].note.text, "Trop cher");
    // An import that is taken back leaves what others have spoken of since; the rest can be had again.
    give(&mut alice, 1, &undo).unwrap();
    let ids = |carried: Vec<Carried>| carried.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!((ids(read_carried(&alice)), ids(read_given_back(&alice))), (vec![row(3)], vec![row(2)]));
    give(&mut alice, 1, &Carried::bring_back(row(2))).unwrap();
    assert_eq!(ids(read_carried(&alice)), [row(2), row(3)]);
}

#[test]
fn m49_two_texts_that_were_carried_at_once_are_a_visible_choice() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let mut improvements = read_board(&a_with_improvements()).improvements();
    let import = Carried::import(&alice, A, &improvements).unwrap();
    give(&mut alice, 1, &import).unwrap();
    // Bob’s copy of the bilan has the card in other words.
    improvements[0].text = "Deux micros".into();
    let import = Carried::import(&bob, A, &improvements).unwrap();
    give(&mut bob, 2, &import).unwrap();
    exchange(&mut alice, &mut bob);
    let mut texts = read_carried(&alice)[0].text.all();
    texts.sort();
    assert_eq!(texts, ["Deux micros", "Un micro"]);
    give(&mut alice, 1, &Carried::say(row(2), "Deux micros")).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(read_carried(&bob)[0].text.all(), ["Deux micros"]);
}

#[test]
fn m49_two_who_import_at_once_have_imported_once_and_nothing_that_either_said_is_lost() {
    let improvements = read_board(&a_with_improvements()).improvements();
    // The one who is read is the one whose actor is the greater: each in turn.
    for (first, second) in [(1, 2), (2, 1)] {
        let (mut alice, mut bob) = (replica(first), replica(second));
        for (doc, by) in [(&mut alice, 1), (&mut bob, 2)] {
            let import = Carried::import(doc, A, &improvements).unwrap();
            give(doc, by, &import).unwrap();
        }
        give(&mut alice, 1, &Carried::turn_out(row(2), Fate::Done)).unwrap();
        give(&mut alice, 1, &Carried::explain(row(3), "Trop cher")).unwrap();
        give(&mut bob, 2, &Carried::turn_out(row(2), Fate::Dropped)).unwrap();
        exchange(&mut alice, &mut bob);
        let carried = read_carried(&alice);
        assert_eq!(carried, read_carried(&bob));
        assert_eq!((carried.len(), carried[1].note.text.as_str()), (2, "Trop cher"));
        let mut fates = [&[carried[0].fate][..], &carried[0].rivals].concat();
        fates.sort();
        assert_eq!(fates, [Fate::Done, Fate::Dropped], "a visible choice");
        give(&mut bob, 2, &Carried::turn_out(row(2), Fate::Done)).unwrap();
        exchange(&mut alice, &mut bob);
        assert_eq!((read_carried(&alice)[0].fate, &read_carried(&alice)[0].rivals), (Fate::Done, &vec![]), "settled");
        // It is taken away whole, and comes back whole.
        let undo = give(&mut alice, 1, &Carried::give_back(row(3))).unwrap().undo.unwrap();
        exchange(&mut alice, &mut bob);
        assert_eq!(read_carried(&bob).len(), 1);
        give(&mut alice, 1, &undo).unwrap();
        assert_eq!(read_carried(&alice)[1].note.text, "Trop cher");
    }
}

#[test]
fn m50_two_moments_that_are_opened_at_once_are_a_visible_choice() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let timer = Timer::begin(Moment::Gather, 5, 1_000);
    give(&mut alice, 1, &Moment::led_by(Some(person(1)))).unwrap();
    give(&mut alice, 1, &Timer::set(Some(timer))).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!((read_board(&bob).facilitator, read_board(&bob).timer), (Some(person(1)), Some(timer)));
    let undo = give(&mut alice, 1, &Moment::Reveal.open()).unwrap().undo.unwrap();
    give(&mut bob, 2, &Moment::Vote.open()).unwrap();
    exchange(&mut alice, &mut bob);
    let board = read_board(&alice);
    assert_eq!(board, read_board(&bob));
    let mut moments = [&[board.moment][..], &board.rivals].concat();
    moments.sort();
    assert_eq!(
        (moments, board.timer),
        (vec![Moment::Reveal, Moment::Vote], None),
        "the timer was of the moment before"
    );
    assert_eq!(give(&mut alice, 1, &undo).unwrap().change, None, "Bob has opened another since");
    give(&mut bob, 2, &Moment::Reveal.open()).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!((read_board(&alice).moment, read_board(&alice).rivals), (Moment::Reveal, vec![]));
}

#[test]
fn m52_everybody_rates_an_intention_once_and_two_outcomes_are_a_visible_choice() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Intention::add(&[], row(1), "Repartir avec une carte")).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &Review::rate(row(1), person(1), Some(2))).unwrap();
    give(&mut bob, 1, &Review::rate(row(1), person(1), Some(2))).unwrap();
    give(&mut bob, 2, &Review::rate(row(1), person(2), Some(5))).unwrap();
    give(&mut alice, 1, &Review::agree(row(1), Some(Outcome::Met))).unwrap();
    give(&mut bob, 2, &Review::agree(row(1), Some(Outcome::Missed))).unwrap();
    give(&mut bob, 2, &Review::learn(row(1), "Prévoir\ndes feutres")).unwrap();
    exchange(&mut alice, &mut bob);
    let reviews = read_reviews(&alice);
    assert_eq!(reviews, read_reviews(&bob));
    assert_eq!((reviews[0].spread(), reviews[0].rating(person(2))), ([0, 1, 0, 0, 1], Some(5)));
    assert_eq!((reviews[0].outcome.is_some(), reviews[0].rivals.len()), (true, 1));
    assert_eq!(reviews[0].lesson.text, "Prévoir\ndes feutres");
    assert!(matches!(
        give(&mut alice, 1, &Review::rate(row(1), person(1), Some(6))),
        Err(ApplyError::OutOfRange { least: 1, most: 5 })
    ));
    // What is said in the bilan of an intention that is taken away meanwhile brings it back.
    let gone = Command::TakeAway(vec![boucle_model::Presence { of: Rows::Intentions, id: row(1), gone: true }]);
    give(&mut alice, 1, &gone).unwrap();
    give(&mut bob, 2, &Review::rate(row(1), person(2), Some(4))).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!((read_plan(&alice).intentions.len(), read_reviews(&alice)[0].spread()), (1, [0, 1, 0, 1, 0]));
}

#[test]
fn m53_restoring_a_moment_leaves_everybody_their_points_and_ratings() {
    let mut doc = replica(1);
    give(&mut doc, 1, &Intention::add(&[], row(1), "Repartir avec une carte")).unwrap();
    add(&mut doc, 1, 2, Side::Kept, "L’accueil");
    let before = doc.get_heads();
    points(&mut doc, 2, row(2), 3);
    give(&mut doc, 2, &Review::rate(row(1), person(2), Some(4))).unwrap();
    give(&mut doc, 2, &Card::say(row(2), "L’accueil à la porte")).unwrap();
    let then = restore::at(&doc, &before).unwrap();
    for command in restore::restore(&doc, &then, Kind::Meetup) {
        give(&mut doc, 1, &command).unwrap();
    }
    let board = read_board(&doc);
    assert_eq!((card(&doc, 2).text.text.as_str(), board.spent(person(2))), ("L’accueil", 3));
    assert_eq!(read_reviews(&doc)[0].rating(person(2)), Some(4));
}

#[test]
fn m18_what_is_done_on_the_board_is_told() {
    let mut doc = replica(1);
    add(&mut doc, 1, 1, Side::Problem, "Le son");
    add(&mut doc, 1, 2, Side::Problem, "Le bruit");
    put_to(&mut doc, 1, 2, 1);
    give(&mut doc, 1, &Card::decide(row(1), Some(Decision::Adopted))).unwrap();
    let drafts = [draft(1, 1), draft(2, 1), draft(3, 1)];
    let told = Draft::tell(&drafts, &BTreeMap::new()).unwrap();
    give(&mut doc, 1, &told).unwrap();
    let told: Vec<_> = journal(&doc, Kind::Meetup, &[]).into_iter().map(|entry| entry.what).collect();
    let deeds: Vec<_> = told
        .iter()
        .filter_map(|act| match act {
            Act::Row { of: Rows::Cards, deed, name, .. } => Some((*deed, name.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(deeds[..2], [(Deed::Added, "Le son"), (Deed::Added, "Le bruit")]);
    assert!(deeds.contains(&(Deed::Joined, "Le bruit")), "{deeds:?}");
    assert_eq!(deeds.last(), Some(&(Deed::Decided, "Le son")));
    assert!(told.iter().all(|act| !matches!(act, Act::Put { .. })), "that cards wait is no news: {told:?}");
}

#[derive(Debug, Clone)]
enum Deal {
    Add { who: u8, card: u8 },
    PutTo { who: u8, card: u8, other: u8 },
    Part { who: u8, card: u8 },
    TakeApart { who: u8, card: u8 },
    Take { who: u8, card: u8 },
    Give { who: u8, person: u8, card: u8, count: i64 },
    Undo { who: u8 },
    Merge { from: u8, to: u8 },
}

const DEVICES: u8 = 4;

fn deal() -> impl Strategy<Value = Deal> {
    let (who, card) = (0..DEVICES, 1..7_u8);
    prop_oneof![
        3 => (who.clone(), card.clone()).prop_map(|(who, card)| Deal::Add { who, card }),
        3 => (who.clone(), card.clone(), card.clone()).prop_map(|(who, card, other)| Deal::PutTo { who, card, other }),
        1 => (who.clone(), card.clone()).prop_map(|(who, card)| Deal::Part { who, card }),
        1 => (who.clone(), card.clone()).prop_map(|(who, card)| Deal::TakeApart { who, card }),
        1 => (who.clone(), card.clone()).prop_map(|(who, card)| Deal::Take { who, card }),
        4 => (who.clone(), 0..3_u8, card, 0..4_i64)
            .prop_map(|(who, person, card, count)| Deal::Give { who, person, card, count }),
        1 => who.clone().prop_map(|who| Deal::Undo { who }),
        3 => (who.clone(), who).prop_map(|(from, to)| Deal::Merge { from, to }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A card has one id, drawn by whoever adds it: here a device only adds cards of its own.
    #[test]
    fn m47_m48_any_order_of_delivery_gives_the_same_board_with_every_card_once_and_no_point_too_many(
        deals in prop::collection::vec(deal(), 1..80)
    ) {
        let mut docs: Vec<_> = (0..DEVICES).map(|n| replica(n + 1)).collect();
        let mut undos = vec![Vec::new(); usize::from(DEVICES)];
        for deal in deals {
            let act = |docs: &mut Vec<Automerge>, who: u8, command: Option<Command>| {
                command.and_then(|command| give(&mut docs[usize::from(who)], who, &command).ok()).and_then(|done| done.undo)
            };
            let of = |docs: &[Automerge], who: u8, card: u8| read_board(&docs[usize::from(who)]).card(row(card)).cloned();
            match deal {
                Deal::Add { who, card } => {
                    let id = who * 10 + card;
                    let undo = act(&mut docs, who, Some(Card::add(row(id), Side::Problem, "Une carte")));
                    undos[usize::from(who)].extend(undo);
                }
                Deal::PutTo { who, card, other } => {
                    let ids = [card, other].map(|n| of(&docs, who, (n % DEVICES) * 10 + n));
                    if let [Some(card), Some(other)] = ids
                        && card.id != other.id
                    {
                        let undo = act(&mut docs, who, Some(card.put_to(&other)));
                        undos[usize::from(who)].extend(undo);
                    }
                }
                Deal::Part { who, card } => {
                    let command = of(&docs, who, (card % DEVICES) * 10 + card).map(|card| card.part());
                    act(&mut docs, who, command);
                }
                Deal::TakeApart { who, card } => {
                    let group = of(&docs, who, (card % DEVICES) * 10 + card).and_then(|card| card.group);
                    let apart = group.and_then(|group| read_board(&docs[usize::from(who)]).take_apart(group));
                    act(&mut docs, who, apart);
                }
                Deal::Take { who, card } => {
                    let undo = act(&mut docs, who, Some(Card::take(row((card % DEVICES) * 10 + card), true)));
                    undos[usize::from(who)].extend(undo);
                }
                Deal::Give { who, person: by, card, count } => {
                    let to = row((card % DEVICES) * 10 + card);
                    let command = read_board(&docs[usize::from(who)]).give(to, person(by), count);
                    act(&mut docs, who, command);
                }
                Deal::Undo { who } => {
                    let undo = undos[usize::from(who)].pop();
                    act(&mut docs, who, undo);
                }
                Deal::Merge { from, to } if from != to => {
                    let mut other = docs[usize::from(from)].fork();
                    docs[usize::from(to)].merge(&mut other).unwrap();
                }
                Deal::Merge { .. } => {}
            }
        }
        everyone_receives_everything(&mut docs);
        let board = read_board(&docs[0]);
        for other in &docs[1..] {
            prop_assert_eq!(&board, &read_board(other));
        }
        let heaped: usize = board.heaps().iter().map(|heap| heap.cards.len()).sum();
        prop_assert_eq!(heaped, board.cards.len(), "each card is in one heap");
        for by in 0..3 {
            prop_assert!(board.spent(person(by)) <= board.allowance);
        }
        let all: i64 = board.heaps().iter().map(|heap| heap.points).sum();
        let spent: i64 = (0..3).map(|by| board.spent(person(by))).sum();
        prop_assert!(all <= spent, "what is counted was given: a group without cards is no heap");
    }
}

fn draft(id: u8, by: u8) -> Draft {
    Draft { id: row(id), side: Side::Problem, text: format!("Brouillon {id}"), by: person(by), stands_in: false }
}

#[test]
fn m57_drafts_become_cards_once_and_are_told_as_waiting_until_then() {
    let (mut phone, mut laptop) = (replica(1), replica(2));
    let drafts = [draft(1, 1), draft(2, 1), Draft { stands_in: true, ..draft(3, 7) }];
    let told = Draft::tell(&drafts, &BTreeMap::new()).unwrap();
    give(&mut phone, 1, &told).unwrap();
    let board = read_board(&phone);
    assert_eq!((board.waiting.as_slice(), board.cards.len()), (&[(person(1), 2), (person(7), 1)][..], 0));
    assert_eq!(Draft::tell(&drafts, &Draft::count(&drafts)), None, "it is told");
    // Another device of theirs has told another number: the two do not correct each other.
    assert_eq!(Draft::tell(&drafts[..1], &Draft::count(&drafts[..1])), None);
    // One is taken back; nobody waits in somebody's name any more.
    let fewer = Draft::tell(&drafts[..1], &Draft::count(&drafts)).unwrap();
    give(&mut phone, 1, &fewer).unwrap();
    assert_eq!(read_board(&phone).waiting, [(person(1), 1)]);
    // Two tabs of one device reveal the same at once, and one reveals again after a crash.
    exchange(&mut phone, &mut laptop);
    for doc in [&mut phone, &mut laptop] {
        let reveal = Draft::reveal(&drafts, &read_board(doc)).unwrap();
        give(doc, 1, &reveal).unwrap();
        assert_eq!(Draft::reveal(&drafts, &read_board(doc)), None, "all are there");
    }
    exchange(&mut phone, &mut laptop);
    let board = read_board(&laptop);
    assert_eq!(board, read_board(&phone));
    let cards: Vec<_> = board.cards.iter().map(|card| (card.text.text.as_str(), card.by)).collect();
    assert_eq!(
        cards,
        [("Brouillon 1", Some(person(1))), ("Brouillon 2", Some(person(1))), ("Brouillon 3", Some(person(7)))]
    );
    assert!(board.cards.iter().all(|card| card.text.rivals.is_empty()));
    give(&mut phone, 1, &Card::take(row(1), true)).unwrap();
    assert_eq!(Draft::reveal(&drafts, &read_board(&phone)), None, "what was taken away since is not shown again");
    assert!(["", "  ", &"x".repeat(201)].iter().all(|text| !Draft::fits(text)));
}

#[test]
fn m57_a_card_written_down_for_somebody_is_theirs() {
    let mut doc = replica(1);
    give(&mut doc, 1, &Card::add_for(row(1), Side::Kept, "La soupe", person(9))).unwrap();
    assert_eq!(card(&doc, 1).by, Some(person(9)));
    let given = read_board(&doc).give(row(1), person(9), 2).unwrap();
    give(&mut doc, 1, &given).unwrap();
    assert_eq!(read_board(&doc).spent(person(9)), 2);
}

/// Writes into the pad at a moment of the day, seconds since the epoch.
fn write(doc: &mut Automerge, by: u8, second: i64, at: usize, delete: usize, insert: &str) {
    let splices = vec![Splice { at, delete, insert: insert.to_owned() }];
    let mut pad = Pad::of(doc, Text::Pad);
    let author = Author { person: person(by), at: second * 1_000 };
    apply(doc, &mut pad, author, &Command::EditText { text: Text::Pad, splices }).unwrap();
}

fn point_at(doc: &mut Automerge, by: u8, id: u8, about: u8, text: Text, range: std::ops::Range<usize>) {
    let command = Evidence::passage(row(id), row(about), doc, text, range).unwrap();
    give(doc, by, &command).unwrap();
}

#[test]
fn m54_a_passage_is_found_where_it_went_and_read_as_it_stood() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    write(&mut alice, 1, 10, 0, 0, "Accueil\nOn n’entend rien au fond.\nFin\n");
    add(&mut alice, 1, 1, Side::Problem, "Le son");
    exchange(&mut alice, &mut bob);
    point_at(&mut alice, 1, 2, 1, Text::Pad, 8..33);
    // Meanwhile Bob writes before it, and around it.
    write(&mut bob, 2, 20, 0, 0, "# Notes\n\n");
    exchange(&mut alice, &mut bob);
    let all = read_evidence(&bob);
    let [evidence] = &all[..] else { panic!("{all:?}") };
    assert_eq!((evidence.about, evidence.quote.as_str()), (row(1), "On n’entend rien au fond."));
    assert_eq!(evidence.stands(&bob), Some(Stands::Same(Text::Pad, 17..42)));
    let (text, then, range) = evidence.as_it_stood(&bob).unwrap();
    assert_eq!((text, then.as_str(), range), (Text::Pad, "Accueil\nOn n’entend rien au fond.\nFin\n", 8..33));
    // Somebody says it otherwise; then it is deleted. The quote is kept, and so is how it stood.
    write(&mut bob, 2, 30, 33, 0, " tout");
    assert_eq!(evidence.stands(&bob), Some(Stands::Changed(Text::Pad, 17..47)));
    let length = Pad::of(&bob, Text::Pad).length();
    write(&mut bob, 2, 40, 0, length, "");
    assert_eq!(evidence.stands(&bob), Some(Stands::Deleted));
    assert_eq!(read_evidence(&bob)[0].quote, "On n’entend rien au fond.");
    assert_eq!(evidence.as_it_stood(&bob).unwrap().2, 8..33);
    // A replica that has the row and not what it points at says so.
    assert_eq!(evidence.stands(&replica(3)), Some(Stands::Unknown));
    assert_eq!(evidence.as_it_stood(&replica(3)), None);
}

#[test]
fn m54_what_is_no_passage_shows_it_too_and_what_is_none_is_refused() {
    let mut doc = replica(1);
    write(&mut doc, 1, 10, 0, 0, "Bonjour \u{1f642} \n   \n");
    add(&mut doc, 1, 1, Side::Kept, "L’accueil");
    for nothing in [0..0, 9..9, 11..14, 5..500, 600..700] {
        assert_eq!(Evidence::passage(row(9), row(1), &doc, Text::Pad, nothing.clone()), None, "{nothing:?}");
    }
    assert_eq!(Evidence::passage(row(9), row(1), &doc, Text::Bilan, 0..1), None, "an empty text");
    give(&mut doc, 1, &Evidence::link(row(2), row(1), "https://example.org/photo", "La photo")).unwrap();
    let long = format!("https://example.org/{}", "a".repeat(900));
    give(&mut doc, 1, &Evidence::link(row(5), row(1), &long, "Un album")).unwrap();
    assert_eq!(read_evidence(&doc).iter().find(|one| one.id == row(5)).unwrap().address, long);
    give(&mut doc, 1, &Evidence::take(row(5), true)).unwrap();
    give(&mut doc, 2, &Evidence::message(row(3), row(1), "« Merci »,\nde Chloé")).unwrap();
    let all = read_evidence(&doc);
    assert_eq!((all[0].address.as_str(), all[0].quote.as_str()), ("https://example.org/photo", "La photo"));
    assert_eq!(
        (all[1].quote.as_str(), all[1].by, all[1].stands(&doc)),
        ("« Merci »,\nde Chloé", Some(person(2)), None)
    );
    give(&mut doc, 1, &Evidence::take(row(2), true)).unwrap();
    assert_eq!(read_evidence(&doc).len(), 1);
    // A long passage is quoted as far as a cell takes it, and still found whole.
    let long = "é".repeat(3_000);
    write(&mut doc, 1, 20, 0, 0, &long);
    point_at(&mut doc, 1, 4, 1, Text::Pad, 0..3_000);
    let last = read_evidence(&doc).into_iter().find(|one| one.id == row(4)).unwrap();
    assert_eq!((last.quote.chars().count(), last.stands(&doc)), (1_000, Some(Stands::Same(Text::Pad, 0..3_000))));
}

#[test]
fn m55_the_timeline_is_in_the_order_of_the_hours_and_two_hours_at_once_are_a_choice() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Happening::add(row(1), 2_000, "Repas")).unwrap();
    give(&mut alice, 1, &Happening::add(row(2), 1_000, "Accueil")).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &Happening::was_at(row(2), 1_500)).unwrap();
    give(&mut bob, 2, &Happening::was_at(row(2), 1_200)).unwrap();
    give(&mut bob, 2, &Happening::say(row(1), "Repas partagé")).unwrap();
    exchange(&mut alice, &mut bob);
    let all = read_happenings(&alice);
    assert_eq!(all, read_happenings(&bob));
    let mut hours: Vec<_> = all[0].rivals.iter().copied().chain([all[0].hour]).collect();
    hours.sort_unstable();
    assert_eq!((all[0].id, hours, all[1].text.text.as_str()), (row(2), vec![1_200, 1_500], "Repas partagé"));
    give(&mut alice, 1, &Happening::take(row(1), true)).unwrap();
    assert_eq!(read_happenings(&alice).len(), 1);
}

#[test]
fn m55_the_pad_says_when_something_new_began_in_it() {
    let mut doc = replica(1);
    write(&mut doc, 1, 100, 0, 0, "Bonjour à tous,\nnous voici.\n\n");
    write(&mut doc, 1, 200, 29, 0, "Puis les idées.\n");
    let opening = |hour: i64, words: &str| (hour * 1_000, words.to_owned());
    let said = |doc: &Automerge| openings(doc).into_iter().map(|one| (one.hour, one.words)).collect::<Vec<_>>();
    assert_eq!(said(&doc), [opening(100, "Bonjour à tous,"), opening(200, "Puis les idées.")]);
    // A pad with headings is told by them, in the order in which they were written, whoever wrote them.
    let end = Pad::of(&doc, Text::Pad).length();
    write(&mut doc, 2, 400, end, 0, "\n## Le tour\nmots\n");
    write(&mut doc, 3, 300, 0, 0, "# Accueil\n");
    assert_eq!(said(&doc), [opening(300, "Accueil"), opening(400, "Le tour")]);
    // Who goes on with a heading has not begun it anew.
    write(&mut doc, 3, 500, 9, 0, " du matin");
    assert_eq!(said(&doc)[0], opening(300, "Accueil du matin"));
    assert_eq!(openings(&replica(4)), []);
}

#[test]
fn m55_two_who_add_what_the_pad_says_at_once_have_added_it_once() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    // Pasted at once: two openings of one second, by one device.
    write(&mut alice, 1, 100, 0, 0, "# Accueil\n\n# Questions\n");
    exchange(&mut alice, &mut bob);
    let all = openings(&alice);
    assert_eq!(all, openings(&bob));
    assert_ne!(all[0].id, all[1].id);
    let add = |doc: &mut Automerge, by, all: &[boucle_model::Opening]| {
        let commands = Happening::add_openings(doc, all);
        commands.iter().map(|command| give(doc, by, command).unwrap().undo.unwrap()).collect::<Vec<_>>()
    };
    let undo = add(&mut alice, 1, &all);
    assert_eq!(add(&mut bob, 2, &all).len(), 1, "all of it is one step");
    exchange(&mut alice, &mut bob);
    let told = read_happenings(&alice);
    let words: Vec<_> = told.iter().map(|one| (one.id, one.hour, one.text.all(), one.rivals.len())).collect();
    let expected: Vec<_> = all.iter().map(|one| (one.id, 100_000, vec![one.words.clone()], 0)).collect();
    assert_eq!(words.len(), 2);
    assert!(expected.iter().all(|one| words.contains(one)), "{words:?}");
    // One step takes all of them back; what Bob has added stays until he does.
    give(&mut alice, 1, &undo[0]).unwrap();
    assert_eq!(read_happenings(&alice).len(), 2);
    // What was said of one since stays when it is added again.
    give(&mut bob, 2, &Happening::say(all[0].id, "L’accueil")).unwrap();
    assert_eq!(add(&mut bob, 2, &all), []);
    for Happening { id, .. } in told {
        give(&mut bob, 2, &Happening::take(id, true)).unwrap();
    }
    assert_eq!(read_happenings(&bob), []);
    let undo = add(&mut bob, 2, &all[..1]);
    let told = read_happenings(&bob);
    assert_eq!((told[0].id, told[0].text.text.as_str()), (all[0].id, "L’accueil"), "what was taken away comes back");
    give(&mut bob, 2, &undo[0]).unwrap();
    assert_eq!(read_happenings(&bob), []);
}

#[test]
fn m56_a_card_is_suggested_beside_an_earlier_one_that_says_the_same() {
    let mut doc = replica(1);
    add(&mut doc, 1, 1, Side::Problem, "On entendait mal au fond");
    add(&mut doc, 2, 2, Side::Problem, "Trop peu de chaises");
    add(&mut doc, 3, 3, Side::Improvement, "Mal entendu, un micro ?");
    let suggested = |doc: &Automerge| {
        let board = read_board(doc);
        alike(&board.cards.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|(one, other)| (one.id, other.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(suggested(&doc), [(row(3), row(1))]);
    put_to(&mut doc, 1, 3, 1);
    assert_eq!(suggested(&doc), [], "they are together");
}

#[test]
fn m59_the_cards_are_a_table_in_which_nothing_is_a_formula_and_nobody_has_written_them() {
    let words = CardTable {
        heads: ["side", "card", "group", "points", "answers", "decision", "owner", "shown"],
        sides: ["kept", "problem", "improvement"],
        decisions: ["adopted", "early", "aside"],
    };
    let mut doc = replica(1);
    add(&mut doc, 1, 1, Side::Problem, "=2+3, \"trop\" cher");
    add(&mut doc, 2, 2, Side::Problem, "-1 micro");
    add(&mut doc, 3, 3, Side::Improvement, "Un micro");
    put_to(&mut doc, 1, 2, 1);
    let group = card(&doc, 1).group.unwrap();
    give(&mut doc, 1, &Group::name(group, "@son")).unwrap();
    points(&mut doc, 1, group, 2);
    points(&mut doc, 2, group, 1);
    give(&mut doc, 1, &Card::answer(row(3), Some(row(2)))).unwrap();
    give(&mut doc, 1, &Card::decide(row(3), Some(Decision::AdoptedEarly))).unwrap();
    give(&mut doc, 1, &Card::own(row(3), Some(person(3)))).unwrap();
    give(&mut doc, 1, &Evidence::link(row(9), row(3), "https://son.example", "le devis")).unwrap();
    give(&mut doc, 1, &Evidence::message(row(10), row(3), "+1")).unwrap();
    let (board, evidence) = (read_board(&doc), read_evidence(&doc));
    let name = |of| (of == person(3)).then(|| "=Chloé".to_owned());
    let lines = [
        "side,card,group,points,answers,decision,owner,shown",
        "problem,\"'=2+3, \"\"trop\"\" cher\",'@son,3,,,,",
        "problem,'-1 micro,'@son,3,,,,",
        "improvement,Un micro,,0,'-1 micro,early,'=Chloé,\"le devis (https://son.example)\n'+1\"",
    ];
    assert_eq!(board.table(&words, &evidence, name), lines.map(|line| format!("{line}\r\n")).concat());
    // Who is not known by a name is left out, and an empty board is a head.
    assert!(board.table(&words, &[], |_| None).ends_with(",early,,\r\n"));
    assert_eq!(Board::default().table(&words, &[], |_| None).lines().count(), 1);
}
