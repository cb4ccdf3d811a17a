//! The co-construction: what is said at the same moment is all there, counts once, and can be taken back.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Applied, ApplyError, Cell, Command, Datum, Field, Intention, Kind, Mark, Marks, Own, Phase, Plan, Presence, Rows,
    Splice, Text, genesis, join,
    journal::{Act, Deed, journal},
    leave, plan_as_it_was, read_plan, read_rows, restore, say,
};
use delivery::{everyone_receives_everything, exchange};
use meetup::{give, person, replica, row};
use proptest::prelude::*;

fn intend(doc: &mut Automerge, by: u8, id: u8, text: &str) -> Applied {
    let command = Intention::add(&read_plan(doc).intentions, row(id), text);
    give(doc, by, &command).unwrap()
}

fn take(doc: &mut Automerge, by: u8, id: u8, gone: bool) -> Applied {
    give(doc, by, &Command::TakeAway(vec![Presence { of: Rows::Intentions, id: row(id), gone }])).unwrap()
}

fn texts(plan: &Plan) -> Vec<&str> {
    plan.intentions.iter().map(|intention| intention.text.text.as_str()).collect()
}

#[test]
fn m23_intentions_that_are_added_at_once_are_all_there_in_one_order() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    intend(&mut alice, 1, 1, " Que chacun\nreparte avec une carte ");
    exchange(&mut alice, &mut bob);
    intend(&mut alice, 1, 2, "Relier deux communautés");
    intend(&mut bob, 2, 3, "Essayer trois outils");
    exchange(&mut alice, &mut bob);
    let plan = read_plan(&alice);
    assert_eq!(plan, read_plan(&bob));
    assert_eq!(texts(&plan), ["Que chacun reparte avec une carte", "Relier deux communautés", "Essayer trois outils"]);
    assert_eq!(plan.intentions[2].by, Some(person(2)));
    let to_the_top = Intention::move_to(&plan.intentions, row(3), 0);
    give(&mut alice, 1, &to_the_top).unwrap();
    assert_eq!(texts(&read_plan(&alice))[0], "Essayer trois outils");
}

#[test]
fn m24_what_is_said_of_something_beats_its_being_taken_away() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let undo = intend(&mut alice, 1, 1, "Une intention").undo.unwrap();
    exchange(&mut alice, &mut bob);
    // At the same moment: it is restored.
    let back = take(&mut alice, 1, 1, true).undo.unwrap();
    give(&mut bob, 2, &Intention::say(row(1), "Une intention plus claire")).unwrap();
    assert!(read_plan(&alice).intentions.is_empty());
    exchange(&mut alice, &mut bob);
    assert_eq!(texts(&read_plan(&alice)), ["Une intention plus claire"]);
    // Without anybody's word it goes, and comes back.
    take(&mut bob, 2, 1, true);
    exchange(&mut alice, &mut bob);
    assert!(read_plan(&alice).intentions.is_empty());
    assert!(read_rows(&alice, Rows::Intentions)[0].is_gone, "it is still there, for whoever wants it again");
    give(&mut alice, 1, &back).unwrap();
    assert_eq!(read_plan(&alice).intentions.len(), 1);
    // Both take it away at once.
    exchange(&mut alice, &mut bob);
    take(&mut alice, 1, 1, true);
    take(&mut bob, 2, 1, true);
    exchange(&mut alice, &mut bob);
    assert!(read_plan(&bob).intentions.is_empty());
    assert_eq!(take(&mut bob, 2, 1, true).change, None, "it is gone already");
    // Undoing its being added takes away no word of Bob’s.
    take(&mut bob, 2, 1, false);
    exchange(&mut alice, &mut bob);
    assert_eq!(give(&mut alice, 1, &undo).unwrap().change, None);
    // What nobody else has said anything of goes with it, and comes back.
    let undo = intend(&mut alice, 1, 2, "Une autre").undo.unwrap();
    give(&mut alice, 1, &Intention::say(row(2), "Une autre, de moi")).unwrap();
    let redo = give(&mut alice, 1, &undo).unwrap().undo.unwrap();
    assert_eq!(read_plan(&alice).intentions.len(), 1);
    give(&mut alice, 1, &redo).unwrap();
    assert_eq!(read_plan(&alice).intentions.len(), 2);
    let unknown = Command::TakeAway(vec![Presence { of: Rows::Intentions, id: row(9), gone: true }]);
    assert!(matches!(give(&mut bob, 2, &unknown), Err(ApplyError::UnknownRow)));
}

#[test]
fn m25_a_person_counts_once_from_however_many_devices() {
    let (mut phone, mut laptop) = (replica(1), replica(2));
    give(&mut phone, 7, &join(person(7), "accueil")).unwrap();
    give(&mut laptop, 7, &join(person(7), "")).unwrap();
    give(&mut laptop, 8, &join(person(8), "")).unwrap();
    exchange(&mut phone, &mut laptop);
    let plan = read_plan(&phone);
    assert_eq!(plan, read_plan(&laptop));
    assert_eq!(plan.team.iter().map(|member| member.person).collect::<Vec<_>>(), [person(7), person(8)]);
    give(&mut phone, 7, &leave(person(7))).unwrap();
    exchange(&mut phone, &mut laptop);
    assert_eq!(read_plan(&laptop).member(person(7)), None);
    assert!(read_plan(&laptop).member(person(8)).is_some());
}

#[test]
fn m26_two_words_for_one_thing_are_a_visible_choice_and_undo_takes_back_only_mine() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let undo = give(&mut alice, 1, &say(Own::Theme, "Les communs")).unwrap().undo.unwrap();
    give(&mut bob, 2, &say(Own::Theme, "La commune")).unwrap();
    exchange(&mut alice, &mut bob);
    let theme = read_plan(&alice).theme;
    assert_eq!(theme, read_plan(&bob).theme);
    let mut both = [theme.text.clone(), theme.rivals[0].clone()];
    both.sort();
    assert_eq!(both, ["La commune", "Les communs"]);
    assert_eq!(give(&mut alice, 1, &undo).unwrap().change, None, "it is not as she left it");
    give(&mut alice, 1, &say(Own::Theme, &theme.text)).unwrap();
    assert!(read_plan(&alice).theme.rivals.is_empty(), "settled");
    let undo = give(&mut alice, 1, &say(Own::Theme, "Les communs de la carte")).unwrap().undo.unwrap();
    let redo = give(&mut alice, 1, &undo).unwrap().undo.unwrap();
    assert_eq!(read_plan(&alice).theme.text, theme.text);
    give(&mut alice, 1, &redo).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut bob, 2, &say(Own::Theme, "")).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(read_plan(&alice).theme.text, "", "cleared");
    assert_eq!(give(&mut alice, 1, &undo).unwrap().change, None, "somebody has said something else since");
    let long = say(Own::Problem, &"x".repeat(201));
    assert!(matches!(give(&mut alice, 1, &long), Err(ApplyError::LongText { most: 200 })));
    assert!(matches!(
        give(&mut genesis::new(Kind::Meetup, ActorId::random()), 1, &Command::Put { puts: Vec::new() }),
        Ok(Applied { change: None, .. })
    ));
}

#[test]
fn m27_intentions_as_they_stood_when_the_phase_ended_stay_readable() {
    let mut doc = replica(1);
    intend(&mut doc, 1, 1, "Première");
    assert_eq!(plan_as_it_was(&doc), None, "it has not ended");
    give(&mut doc, 1, &Command::MovePhase { to: Phase::Before }).unwrap();
    let fixed = read_plan(&doc);
    intend(&mut doc, 1, 2, "Après coup");
    give(&mut doc, 1, &Command::MovePhase { to: Phase::Live }).unwrap();
    assert_eq!(plan_as_it_was(&doc), Some(fixed));
    // The team comes back to it, and goes on again.
    give(&mut doc, 1, &Command::MovePhase { to: Phase::CoConstruction }).unwrap();
    give(&mut doc, 1, &Command::MovePhase { to: Phase::Before }).unwrap();
    assert_eq!(texts(&plan_as_it_was(&doc).unwrap()), ["Première", "Après coup"]);
}

#[test]
fn m18_the_journal_says_what_was_done_in_the_co_construction() {
    let mut doc = replica(1);
    let said = |text: &str| Some(Datum::Text(text.into()));
    give(&mut doc, 1, &say(Own::Theme, "Les communs")).unwrap();
    give(&mut doc, 1, &join(person(1), "accueil")).unwrap();
    intend(&mut doc, 1, 1, "Une");
    intend(&mut doc, 1, 2, "Deux");
    give(&mut doc, 1, &Intention::say(row(1), "Un")).unwrap();
    let order = Intention::move_to(&read_plan(&doc).intentions, row(2), 0);
    give(&mut doc, 1, &order).unwrap();
    take(&mut doc, 1, 1, true);
    take(&mut doc, 1, 1, false);
    let notes = vec![Splice { at: 0, delete: 0, insert: "On se voit jeudi\nà 19 h".into() }];
    give(&mut doc, 1, &Command::EditText { text: Text::Notes, splices: notes }).unwrap();
    let deed = |id, deed, name: &str| Act::Row { of: Rows::Intentions, id: row(id), deed, name: name.into() };
    let expected = [
        Act::Put { cell: Cell::Own(Own::Theme), value: said("Les communs") },
        Act::Put { cell: Cell::Mark(Marks::Team, Mark::by(person(1))), value: said("accueil") },
        deed(1, Deed::Added, "Une"),
        deed(2, Deed::Added, "Deux"),
        deed(1, Deed::Changed, "Un"),
        deed(2, Deed::Moved, "Deux"),
        deed(1, Deed::TookAway, "Un"),
        deed(1, Deed::BroughtBack, "Un"),
        Act::Wrote { text: Text::Notes, added: 23, removed: 0 },
    ];
    let told: Vec<_> = journal(&doc, Kind::Meetup, &[]).into_iter().map(|entry| entry.what).collect();
    assert_eq!(told, expected);
}

#[test]
fn m19_the_co_construction_is_restored_by_new_changes() {
    let mut doc = replica(1);
    give(&mut doc, 1, &say(Own::Theme, "Les communs")).unwrap();
    give(&mut doc, 1, &join(person(1), "")).unwrap();
    intend(&mut doc, 1, 1, "Une");
    intend(&mut doc, 1, 2, "Deux");
    let then = doc.get_heads();
    let before = read_plan(&doc);
    give(&mut doc, 2, &say(Own::Theme, "Autre chose")).unwrap();
    give(&mut doc, 2, &say(Own::Problem, "Pourquoi ?")).unwrap();
    give(&mut doc, 2, &leave(person(1))).unwrap();
    give(&mut doc, 2, &join(person(2), "")).unwrap();
    give(&mut doc, 2, &Intention::say(row(1), "Plus rien")).unwrap();
    intend(&mut doc, 2, 3, "Trois");
    take(&mut doc, 2, 2, true);
    let then = restore::at(&doc, &then).unwrap();
    for command in restore::restore(&doc, &then, Kind::Meetup) {
        give(&mut doc, 1, &command).unwrap();
    }
    assert_eq!(read_plan(&doc), before);
    assert!(restore::restore(&doc, &then, Kind::Meetup).is_empty());
}

/// What people may do with an intention, the team, the theme.
#[derive(Debug, Clone)]
enum Deal {
    Add(u8),
    Say(u8, u8),
    Take(u8, bool),
    Move(u8, usize),
    Join(u8),
    Leave(u8),
    Theme(u8),
}

fn deals() -> impl Strategy<Value = Deal> {
    prop_oneof![
        3 => (0..8_u8).prop_map(Deal::Add),
        3 => (0..8_u8, any::<u8>()).prop_map(|(id, text)| Deal::Say(id, text)),
        2 => (0..8_u8, any::<bool>()).prop_map(|(id, gone)| Deal::Take(id, gone)),
        1 => (0..8_u8, 0..8_usize).prop_map(|(id, place)| Deal::Move(id, place)),
        1 => (0..4_u8).prop_map(Deal::Join),
        1 => (0..4_u8).prop_map(Deal::Leave),
        1 => any::<u8>().prop_map(Deal::Theme),
    ]
}

proptest! {
    /// Three people act apart, in rounds; then everyone receives everything, each in another order.
    #[test]
    fn m8_any_order_of_delivery_gives_the_same_plan_and_loses_nothing_that_was_said(
        rounds in prop::collection::vec((0..3_usize, deals(), any::<bool>()), 1..40)
    ) {
        let mut docs = [replica(1), replica(2), replica(3)];
        // The last words that each person gave each intention after its last being taken away there.
        let mut said: Vec<(usize, u8)> = Vec::new();
        for (who, deal, meets) in rounds {
            let n = u8::try_from(who).unwrap() + 1;
            let doc = &mut docs[who];
            // Each draws ids of their own.
            let id = |k: u8| n * 16 + k;
            match deal {
                Deal::Add(k) if !read_rows(doc, Rows::Intentions).iter().any(|r| r.id == row(id(k))) => {
                    intend(doc, n, id(k), "neuve");
                    said.push((who, id(k)));
                }
                Deal::Say(k, text) => {
                    let rows = read_rows(doc, Rows::Intentions);
                    if let Some(any) = rows.get(usize::from(k) % rows.len().max(1)) {
                        let command = Intention::say(any.id, &format!("dite {text}"));
                        give(doc, n, &command).unwrap();
                    }
                }
                Deal::Take(k, gone) => {
                    let rows = read_rows(doc, Rows::Intentions);
                    if let Some(any) = rows.get(usize::from(k) % rows.len().max(1)) {
                        give(doc, n, &Command::TakeAway(vec![Presence { of: Rows::Intentions, id: any.id, gone }])).unwrap();
                    }
                }
                Deal::Move(k, place) => {
                    let all = read_plan(doc).intentions;
                    if let Some(any) = all.get(usize::from(k) % all.len().max(1)) {
                        give(doc, n, &Intention::move_to(&all, any.id, place)).unwrap();
                    }
                }
                Deal::Join(k) => drop(give(doc, n, &join(person(k), "rôle")).unwrap()),
                Deal::Leave(k) => drop(give(doc, n, &leave(person(k))).unwrap()),
                Deal::Theme(text) => drop(give(doc, n, &say(Own::Theme, &format!("thème {text}"))).unwrap()),
                Deal::Add(_) => {}
            }
            if meets {
                let (left, right) = docs.split_at_mut(1);
                exchange(&mut left[0], &mut right[who % 2]);
            }
        }
        everyone_receives_everything(&mut docs);
        let plan = read_plan(&docs[0]);
        prop_assert_eq!(&plan, &read_plan(&docs[1]));
        prop_assert_eq!(&plan, &read_plan(&docs[2]));
        let rows = read_rows(&docs[0], Rows::Intentions);
        prop_assert!(said.iter().all(|(_, id)| rows.iter().any(|r| r.id == row(*id))), "no intention is lost");
        prop_assert!(rows.iter().all(|r| !r.text(Field::Text).is_empty() && r.by.is_some()));
    }

    /// Whatever one person says of an intention while another takes it away, it stands in the end.
    #[test]
    fn m24_no_word_is_lost_to_a_removal(words in 1..4_usize, removals in 1..3_usize) {
        let (mut alice, mut bob) = (replica(1), replica(2));
        intend(&mut alice, 1, 1, "dite");
        exchange(&mut alice, &mut bob);
        for n in 0..words {
            give(&mut alice, 1, &Intention::say(row(1), &format!("encore {n}"))).unwrap();
        }
        for n in 0..removals {
            take(&mut bob, 2, 1, true);
            if n + 1 < removals {
                take(&mut bob, 2, 1, false);
            }
        }
        exchange(&mut alice, &mut bob);
        prop_assert_eq!(read_plan(&alice), read_plan(&bob));
        prop_assert_eq!(texts(&read_plan(&alice)).len(), 1);
    }
}
