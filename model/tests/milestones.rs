//! The map through time: what came about, in an order that holds whatever clocks say and however changes came together.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Annals, Author, Card, Carried, Chapter, Command, Decision, Fate, Flow, Intention, Kind, MeetupId, Milestone, Pad,
    Passed, PersonId, Phase, Presence, RowId, Rows, Side, Splice, Text, Turn, apply, flows_then, genesis, last_edition,
    long_view, map_at, milestones, read_annals, read_board, read_carried, read_editions, read_plan, read_telling,
};
use delivery::everyone_receives_everything;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A second of the day on which all of it takes place.
const fn at(second: i64) -> i64 {
    1_800_000_000_000 + second * 1_000
}

const NOW: i64 = at(1_000_000);

fn replica(kind: Kind, n: u8) -> Automerge {
    let mut doc = genesis::new(kind, ActorId::from([n; 16]));
    genesis::begin(&mut doc, kind, kind.schema());
    doc
}

fn give(doc: &mut Automerge, at: i64, command: &Command) {
    let kind = Kind::Commons.found(doc);
    let mut pad = Pad::of(doc, kind.text());
    apply(doc, &mut pad, Author { person: PersonId::from_bytes([1; 16]), at }, command).unwrap();
}

fn meetup(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn row(n: u8) -> RowId {
    RowId::from_bytes([n; 16])
}

fn add(doc: &mut Automerge, at: i64, n: u8) {
    let previous = last_edition(&read_editions(doc)).map(|last| last.id);
    give(doc, at, &Command::AddMeetup { id: meetup(n), title: format!("Meetup {n}"), previous });
}

fn show(doc: &mut Automerge, at: i64, n: u8, title: &str, phase: Phase) {
    give(doc, at, &Command::ShowMeetup { id: meetup(n), title: title.into(), phase });
}

fn withdraw(doc: &mut Automerge, at: i64, n: u8, withdrawn: bool) {
    give(doc, at, &Command::WithdrawMeetup { id: meetup(n), withdrawn });
}

fn write(doc: &mut Automerge, at: i64) {
    let splices = vec![Splice { at: 0, delete: 0, insert: "mot ".into() }];
    give(doc, at, &Command::EditText { text: Text::Vision, splices });
}

fn of_the_map(doc: &Automerge) -> Vec<Milestone> {
    milestones(doc, &BTreeMap::new(), NOW)
}

fn told(all: &[Milestone]) -> Vec<(i64, MeetupId, Passed)> {
    all.iter().map(|one| (one.at, one.meetup, one.what.clone())).collect()
}

/// What a map shows.
fn shown(doc: &Automerge, one: &Milestone) -> Vec<(u64, String, Phase, bool)> {
    let editions = map_at(doc, &one.heads);
    editions.into_iter().map(|edition| (edition.number, edition.title, edition.phase, edition.is_withdrawn)).collect()
}

#[test]
fn m64_the_map_is_read_as_it_stood_with_each_milestone() {
    let mut doc = replica(Kind::Commons, 1);
    assert_eq!(of_the_map(&doc), [], "nothing has come about");
    write(&mut doc, at(1));
    add(&mut doc, at(2), 1);
    show(&mut doc, at(3), 1, "Meetup 1", Phase::Live);
    write(&mut doc, at(4));
    show(&mut doc, at(5), 1, "Le", Phase::Live);
    show(&mut doc, at(6), 1, "Les communs", Phase::Live);
    add(&mut doc, at(2_000), 2);
    show(&mut doc, at(2_001), 1, "Les communs du quartier", Phase::Live);
    withdraw(&mut doc, at(2_002), 2, true);
    show(&mut doc, at(2_003), 2, "Vu par personne", Phase::Bilan);
    withdraw(&mut doc, at(2_004), 2, false);
    write(&mut doc, at(2_005));
    let all = of_the_map(&doc);
    assert_eq!(
        told(&all),
        [
            (at(2), meetup(1), Passed::Begun),
            (at(3), meetup(1), Passed::Reached(Phase::Live)),
            (at(6), meetup(1), Passed::Renamed),
            (at(2_000), meetup(2), Passed::Begun),
            (at(2_001), meetup(1), Passed::Renamed),
            (at(2_002), meetup(2), Passed::Withdrawn),
            (at(2_004), meetup(2), Passed::PutBack),
        ]
    );
    let first = |title: &str, phase| (1, title.to_owned(), phase, false);
    assert_eq!(shown(&doc, &all[0]), [first("Meetup 1", Phase::CoConstruction)]);
    assert_eq!(shown(&doc, &all[2]), [first("Les communs", Phase::Live)]);
    let second = |title: &str, phase, gone| (2, title.to_owned(), phase, gone);
    assert_eq!(
        shown(&doc, &all[5]),
        [first("Les communs du quartier", Phase::Live), second("Vu par personne", Phase::Bilan, true)],
        "what nobody sees is no milestone: it is there with the one before"
    );
    assert_eq!(map_at(&doc, &all[6].heads), read_editions(&doc));
    assert_eq!(map_at(&doc, &[automerge::ChangeHash([7; 32])]), [], "of changes that it does not know, nothing");
}

#[test]
fn m65_a_wrong_clock_does_not_break_the_order_nor_take_others_along() {
    let mut alice = replica(Kind::Commons, 1);
    add(&mut alice, at(100), 1);
    // One clock is years ahead, one stands at its beginning, one is behind.
    show(&mut alice, at(90_000_000), 1, "Meetup 1", Phase::Before);
    show(&mut alice, 0, 1, "Meetup 1", Phase::Live);
    show(&mut alice, at(50), 1, "Meetup 1", Phase::After);
    show(&mut alice, at(200), 1, "Meetup 1", Phase::Bilan);
    let times: Vec<_> = of_the_map(&alice).iter().map(|one| (one.at, one.what.clone())).collect();
    let reached = Passed::Reached;
    assert_eq!(
        times,
        [
            (at(100), Passed::Begun),
            (at(100), reached(Phase::Before)),
            (at(100), reached(Phase::Live)),
            (at(100), reached(Phase::After)),
            (at(200), reached(Phase::Bilan)),
        ]
    );
    // Begun by somebody from the future: it came about before what builds on it; alone, now.
    let mut bob = replica(Kind::Commons, 2);
    add(&mut bob, at(90_000_000), 1);
    assert_eq!(of_the_map(&bob)[0].at, NOW);
    show(&mut bob, at(300), 1, "Meetup 1", Phase::Live);
    assert_eq!(of_the_map(&bob).iter().map(|one| one.at).collect::<Vec<_>>(), [at(300), at(300)]);
}

/// Two editions: in the first three improvements were adopted, two of which came into the second.
fn two_editions() -> (Automerge, [Automerge; 2]) {
    let mut commons = replica(Kind::Commons, 1);
    add(&mut commons, at(10), 1);
    let mut first = replica(Kind::Meetup, 2);
    for (second, id, text) in [(20, 1, "Se rencontrer"), (30, 2, "Apprendre")] {
        let add = Intention::add(&read_plan(&first).intentions, row(id), text);
        give(&mut first, at(second), &add);
    }
    give(&mut first, at(35), &Command::TakeAway(vec![Presence { of: Rows::Intentions, id: row(1), gone: true }]));
    for (id, text) in [(11, "Un micro"), (12, "Des chaises"), (13, "Du thé"), (14, "Rien")] {
        give(&mut first, at(40), &Card::add(row(id), Side::Improvement, text));
    }
    for (second, id, decision) in [
        (50, 11, Decision::Adopted),
        (51, 13, Decision::Adopted),
        (52, 12, Decision::AdoptedEarly),
        (53, 14, Decision::SetAside),
    ] {
        give(&mut first, at(second), &Card::decide(row(id), Some(decision)));
    }
    show(&mut commons, at(60), 1, "Meetup 1", Phase::Bilan);
    add(&mut commons, at(70), 2);
    let mut second = replica(Kind::Meetup, 3);
    let improvements = read_board(&first).improvements();
    let import = Carried::import(&second, meetup(1), &improvements[..2]).unwrap();
    give(&mut second, at(80), &import);
    let [one, other] = [improvements[0].card, improvements[1].card];
    give(&mut second, at(90), &Carried::turn_out(one, Fate::Doing));
    give(&mut second, at(95), &Carried::turn_out(one, Fate::Done));
    give(&mut second, at(96), &Carried::turn_out(other, Fate::Dropped));
    (commons, [first, second])
}

fn annals(docs: &[Automerge]) -> BTreeMap<MeetupId, Annals> {
    (1..).zip(docs).map(|(n, doc)| (meetup(n), read_annals(doc, NOW))).collect()
}

fn flows(docs: &[Automerge]) -> Vec<Flow> {
    let chapter =
        |(n, doc): (u8, &Automerge)| Chapter { meetup: meetup(n), number: n.into(), telling: Some(read_telling(doc)) };
    let view = long_view(&(1..).zip(docs).map(chapter).collect::<Vec<_>>());
    view.flows.into_iter().map(|flow| Flow { strands: Vec::new(), ..flow }).collect()
}

#[test]
fn m66_meetups_tell_what_came_about_in_them() {
    let (commons, docs) = two_editions();
    let all = milestones(&commons, &annals(&docs), NOW);
    let what: Vec<_> = all.iter().map(|one| (one.at, one.meetup)).collect();
    let (one, two) = (meetup(1), meetup(2));
    let times =
        [(10, one), (20, one), (50, one), (51, one), (52, one), (60, one), (70, two), (80, two), (95, two), (96, two)];
    assert_eq!(what, times.map(|(second, meetup)| (at(second), meetup)));
    let first = Turn::Intended { text: "Se rencontrer".into() };
    assert_eq!(all[1].what, Passed::Turned(first), "the first intention, though it was taken away");
    assert!(matches!(&all[3].what, Passed::Turned(Turn::Adopted { card, .. }) if *card == row(13)));
    assert!(
        matches!(&all[7].what, Passed::Turned(Turn::Carried { from, cards, .. }) if (*from, cards.len()) == (Some(one), 2))
    );
    // The map stands as it did then.
    assert_eq!(map_at(&commons, &all[4].heads)[0].phase, Phase::CoConstruction);
    assert_eq!(map_at(&commons, &all[5].heads)[0].phase, Phase::Bilan);
    // What flowed did so little by little, and is today what the long view says.
    let counts = |n: usize| flows_then(&all[..=n]).iter().map(|f| (f.carried, f.done, f.dropped)).collect::<Vec<_>>();
    assert_eq!((counts(6), counts(7), counts(8)), (vec![], vec![(2, 0, 0)], vec![(2, 1, 0)]));
    assert_eq!(flows_then(&all), flows(&docs));
    // A meetup that tells nothing lacks nothing else.
    assert_eq!(milestones(&commons, &BTreeMap::new(), NOW).len(), 3);
}

#[test]
fn m66_a_meetup_whose_clock_is_wrong_tells_nothing_before_what_it_builds_on() {
    let (mut commons, [first, _]) = two_editions();
    let mut second = replica(Kind::Meetup, 4);
    // Brought by a device that is behind: before there was anything to bring, or a place for it.
    let import = Carried::import(&second, meetup(1), &read_board(&first).improvements()).unwrap();
    give(&mut second, at(1), &import);
    give(&mut second, at(2), &Carried::turn_out(row(11), Fate::Done));
    let all = milestones(&commons, &annals(&[first.fork(), second.fork()]), NOW);
    assert_eq!(all[6..].iter().map(|one| one.at).collect::<Vec<_>>(), [at(70); 3]);
    // The first meetup adopts by a clock that is ahead of all that came after.
    let mut late = first.fork();
    give(&mut late, at(500), &Card::decide(row(11), None));
    give(&mut late, at(500), &Card::decide(row(11), Some(Decision::Adopted)));
    add(&mut commons, at(600), 3);
    let all = milestones(&commons, &annals(&[late, second]), NOW);
    let carried = all.iter().position(|one| matches!(one.what, Passed::Turned(Turn::Carried { .. }))).unwrap();
    let adopted = all.iter().rposition(|one| matches!(one.what, Passed::Turned(Turn::Adopted { .. }))).unwrap();
    assert_eq!((adopted + 1, all[carried].at), (carried, at(500)));
    assert_eq!(all.last().unwrap().what, Passed::Begun);
}

#[test]
fn m66_any_order_of_delivery_tells_the_same() {
    let (commons, [first, second]) = two_editions();
    // Two bring the same at once, and say different things of it; one of them by a clock that is ahead.
    let improvements = read_board(&first).improvements();
    let mut docs = [second, replica(Kind::Meetup, 5), replica(Kind::Meetup, 6)];
    for (n, doc) in (0..).zip(&mut docs[1..]) {
        let import = Carried::import(doc, meetup(1), &improvements).unwrap();
        give(doc, at(75 + 90_000_000 * n), &import);
        give(doc, at(99), &Carried::turn_out(row(12), if n == 0 { Fate::Done } else { Fate::Open }));
        give(doc, at(100), &Intention::add(&[], row(21), "Ensemble"));
    }
    everyone_receives_everything(&mut docs);
    let told = docs.each_ref().map(|doc| read_annals(doc, NOW));
    assert!(told.iter().all(|annals| *annals == told[0]));
    let mut all = annals(&[first]);
    all.insert(meetup(2), told[0].clone());
    let last = milestones(&commons, &all, NOW);
    assert!(last.iter().zip(&last[1..]).all(|(before, next)| before.at <= next.at));
    let carried: usize = flows_then(&last).iter().map(|flow| flow.carried).sum();
    assert_eq!(carried, read_carried(&docs[0]).len(), "each came once");
}

#[derive(Debug, Clone)]
enum Step {
    Add { who: usize },
    Withdraw { who: usize, n: usize, withdrawn: bool },
    Show { who: usize, n: usize, title: u8, phase: usize },
    Write { who: usize },
    Merge { from: usize, to: usize },
}

const PEOPLE: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    let (who, n) = (0..PEOPLE, 0..5_usize);
    prop_oneof![
        3 => who.clone().prop_map(|who| Step::Add { who }),
        2 => (who.clone(), n.clone(), any::<bool>()).prop_map(|(who, n, withdrawn)| Step::Withdraw { who, n, withdrawn }),
        4 => (who.clone(), n, 0..3_u8, 0..5_usize)
            .prop_map(|(who, n, title, phase)| Step::Show { who, n, title, phase }),
        1 => who.clone().prop_map(|who| Step::Write { who }),
        3 => (who.clone(), who).prop_map(|(from, to)| Step::Merge { from, to }),
    ]
}

/// Mostly what a clock says that goes; sometimes anything at all.
fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 0..2_000_i64, 1 => Just(-1_800_000_000), 1 => Just(90_000_000), 1 => -2_000..0_i64]
}

fn act(docs: &mut [Automerge], begun: &mut u8, step: &Step, second: i64) {
    let nth = |doc: &Automerge, n: usize| read_editions(doc).get(n).map(|edition| edition.id);
    match *step {
        Step::Add { who } => {
            *begun += 1;
            add(&mut docs[who], at(second), *begun);
        }
        Step::Withdraw { who, n, withdrawn } => {
            if let Some(id) = nth(&docs[who], n) {
                give(&mut docs[who], at(second), &Command::WithdrawMeetup { id, withdrawn });
            }
        }
        Step::Show { who, n, title, phase } => {
            if let Some(id) = nth(&docs[who], n) {
                let command = Command::ShowMeetup { id, title: format!("Titre {title}"), phase: Phase::ALL[phase] };
                give(&mut docs[who], at(second), &command);
            }
        }
        Step::Write { who } => write(&mut docs[who], at(second)),
        Step::Merge { from, to } if from != to => {
            let mut other = docs[from].fork();
            docs[to].merge(&mut other).unwrap();
        }
        Step::Merge { .. } => {}
    }
}

/// What the map shows of what stands on it.
fn standing(doc: &Automerge, one: &Milestone) -> Vec<(MeetupId, u64, Option<MeetupId>, String, Phase)> {
    let editions = map_at(doc, &one.heads).into_iter().filter(|edition| !edition.is_withdrawn);
    editions.map(|e| (e.id, e.number, e.previous, e.title, e.phase)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m64_m65_whatever_clocks_say_and_however_changes_came_together_the_past_leads_to_today(
        steps in prop::collection::vec((step(), clock()), 1..50),
    ) {
        let mut docs: Vec<_> = (1..=3).map(|n| replica(Kind::Commons, n)).collect();
        let mut begun = 0;
        for (step, second) in &steps {
            act(&mut docs, &mut begun, step, *second);
        }
        everyone_receives_everything(&mut docs);
        let all = of_the_map(&docs[0]);
        for doc in &docs[1..] {
            prop_assert_eq!(&of_the_map(doc), &all, "one past for everybody");
        }
        prop_assert_eq!(all.is_empty(), begun == 0);
        for (before, next) in all.iter().zip(all.iter().skip(1)) {
            prop_assert!(before.at <= next.at && next.at <= NOW);
            // The past grows: what one saw is built upon, and never on what came after.
            let covers = |heads: &[automerge::ChangeHash]| docs[0].get_changes(&[]).len() - docs[0].get_changes(heads).len();
            prop_assert!(covers(&before.heads) < covers(&next.heads));
            if next.what != Passed::Renamed {
                prop_assert_ne!(standing(&docs[0], before), standing(&docs[0], next), "something came about");
            }
        }
        if let Some(last) = all.last() {
            prop_assert_eq!(map_at(&docs[0], &last.heads), read_editions(&docs[0]));
        }



    }
}
