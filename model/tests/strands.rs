//! The long view: whole stories by hand, and communities of ten editions against a computation that knows nothing of it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;
#[path = "support/naive.rs"]
mod naive;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Became, Card, Carried, Chapter, Decision, Fate, Intention, Kind, MeetupId, Outcome, Review, Side, What, genesis,
    long_view, read_board, read_carried, read_plan, read_telling,
};
use delivery::exchange;
use meetup::{give, row};
use proptest::prelude::*;

fn meetup_id(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn edition(actor: u8) -> Automerge {
    let mut doc = genesis::new(Kind::Meetup, ActorId::from([actor; 16]));
    genesis::begin(&mut doc, Kind::Meetup, Kind::Meetup.schema());
    doc
}

fn chapter(n: u8, doc: &Automerge) -> Chapter {
    Chapter { meetup: meetup_id(n), number: n.into(), telling: Some(read_telling(doc)) }
}

fn chapters(docs: &[Automerge]) -> Vec<Chapter> {
    (1..).zip(docs).map(|(n, doc)| chapter(n, doc)).collect()
}

fn problem(doc: &mut Automerge, id: u8, text: &str, again: Option<u8>) {
    give(doc, 1, &Card::add(row(id), Side::Problem, text)).unwrap();
    if let Some(earlier) = again {
        give(doc, 1, &Card::is_again(row(id), Some(row(earlier)))).unwrap();
    }
}

fn improvement(doc: &mut Automerge, id: u8, answers: Option<u8>, decision: Option<Decision>) {
    give(doc, 1, &Card::add(row(id), Side::Improvement, &format!("Amélioration {id}"))).unwrap();
    if let Some(problem) = answers {
        give(doc, 1, &Card::answer(row(id), Some(row(problem)))).unwrap();
    }
    if decision.is_some() {
        give(doc, 1, &Card::decide(row(id), decision)).unwrap();
    }
}

fn carry(from: u8, a: &Automerge, b: &mut Automerge) {
    if let Some(import) = Carried::import(b, meetup_id(from), &read_board(a).improvements()) {
        give(b, 1, &import).unwrap();
    }
}

/// A problem is adopted an answer, which is dropped; it comes back under another name, and what is adopted then is done.
fn story() -> [Automerge; 4] {
    let [mut a, mut b, mut c, d] = [1, 2, 3, 4].map(edition);
    problem(&mut a, 1, "On entendait mal", None);
    improvement(&mut a, 2, Some(1), Some(Decision::AdoptedEarly));
    improvement(&mut a, 3, Some(1), Some(Decision::SetAside));
    problem(&mut a, 4, "Trop court", None);
    improvement(&mut a, 5, None, Some(Decision::Adopted));
    carry(1, &a, &mut b);
    give(&mut b, 1, &Carried::turn_out(row(2), Fate::Dropped)).unwrap();
    give(&mut b, 1, &Carried::explain(row(2), "Trop cher")).unwrap();
    give(&mut b, 1, &Carried::give_back(row(5))).unwrap();
    problem(&mut b, 6, "Le son, toujours", Some(1));
    improvement(&mut b, 7, Some(6), Some(Decision::Adopted));
    carry(2, &b, &mut c);
    give(&mut c, 1, &Carried::turn_out(row(7), Fate::Done)).unwrap();
    [a, b, c, d]
}

#[test]
fn m60_a_strand_leads_from_a_problem_to_its_resolution() {
    let docs = story();
    let view = long_view(&chapters(&docs));
    let of = |number, card, what| (number, row(card), what);
    let stops: Vec<_> = view.strands[0].stops.iter().map(|stop| (stop.number, stop.card, stop.what)).collect();
    assert_eq!(
        stops,
        [
            of(1, 1, What::Problem),
            of(1, 2, What::Adopted { early: true, became: Became::Dropped }),
            of(2, 2, What::Arrived(Fate::Dropped)),
            of(2, 6, What::Problem),
            of(2, 7, What::Adopted { early: false, became: Became::Done }),
            of(3, 7, What::Arrived(Fate::Done)),
        ]
    );
    let strand = &view.strands[0];
    assert_eq!((strand.id, strand.name.as_str(), strand.end), (row(1), "On entendait mal", Became::Done));
    let again: Vec<_> = strand.stops.iter().map(|stop| stop.is_again).collect();
    assert_eq!(again, [false, false, false, true, false, false]);
    assert_eq!(strand.stops[2].note, "Trop cher");
    // On its way it was something else: as it stood after each edition.
    let then = |n: usize| long_view(&chapters(&docs[..n])).strands[0].end;
    assert_eq!([1, 2, 3].map(then), [Became::Waiting, Became::Waiting, Became::Done]);
    // A problem to which nothing was adopted is no strand; nor is an improvement that was set aside.
    assert_eq!(view.strands.iter().flat_map(|strand| &strand.stops).filter(|stop| stop.number == 1).count(), 3);
}

#[test]
fn m61_what_was_adopted_and_arrived_nowhere_is_said() {
    let docs = story();
    let mut all = chapters(&docs);
    let lost = |chapters: &[Chapter]| long_view(chapters).strands.iter().find(|s| s.id == row(5)).unwrap().end;
    assert_eq!(lost(&all), Became::Lost, "it was given back, and came nowhere else");
    assert_eq!(lost(&all[..1]), Became::Waiting, "nothing came after");
    all[3].telling = None;
    assert_eq!(lost(&all), Became::Waiting, "nobody knows what cannot be read");
    // What arrived from an edition that cannot be read begins where it arrived, with the words that came along.
    all[0].telling = None;
    let view = long_view(&all);
    assert_eq!((view.strands.len(), view.strands[0].name.as_str()), (2, "On entendait mal"));
    assert_eq!((view.sums[0].is_told, view.sums[0].promised), (false, 0));
}

#[test]
fn m62_a_problem_that_stands_last_is_unanswered() {
    let [mut a, mut b] = [1, 2].map(edition);
    problem(&mut a, 1, "Froid", None);
    problem(&mut b, 2, "Encore froid", Some(1));
    let view = long_view(&chapters(&[a.fork(), b.fork()]));
    assert_eq!((view.strands.len(), view.strands[0].end), (1, Became::Unanswered));
    assert_eq!((view.sums[0].again, view.sums[1].again), (0, 1));
    // One that is said to be again what came after it, or what it is itself, is not.
    give(&mut a, 1, &Card::is_again(row(1), Some(row(2)))).unwrap();
    give(&mut b, 1, &Card::is_again(row(2), Some(row(2)))).unwrap();
    assert_eq!(long_view(&chapters(&[a, b])).strands, []);
}

#[test]
fn m63_intentions_are_counted_by_what_was_agreed_on() {
    let mut a = edition(1);
    for id in 1..=5 {
        let add = Intention::add(&read_plan(&a).intentions, row(id), "Une intention");
        give(&mut a, 1, &add).unwrap();
    }
    for (id, outcome) in [(1, Outcome::Met), (2, Outcome::Met), (3, Outcome::Partly), (4, Outcome::Missed)] {
        give(&mut a, 1, &Review::agree(row(id), Some(outcome))).unwrap();
    }
    let sum = &long_view(&[chapter(1, &a)]).sums[0];
    assert_eq!((Outcome::ALL.map(|outcome| sum.outcome(outcome)), sum.unsaid), ([2, 1, 1], 1));
}

#[test]
fn m63_what_flows_from_one_edition_to_the_next_is_counted() {
    let view = long_view(&chapters(&story()));
    let flows: Vec<_> = view
        .flows
        .iter()
        .map(|flow| (flow.from, flow.to, flow.carried, flow.done, flow.dropped, flow.strands.clone()))
        .collect();
    let [a, b, c] = [1, 2, 3].map(meetup_id);
    assert_eq!(flows, [(a, b, 1, 0, 1, vec![row(1)]), (b, c, 1, 1, 0, vec![row(1)])]);
}

/// What happens in a community, drawn from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn in_ten(&mut self, many: u64) -> bool {
        self.below(10) < many
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let at = self.below(all.len().max(1) as u64);
        all.get(usize::try_from(at).unwrap()).copied()
    }
}

/// Ten editions in which people, two at once, judge, adopt, carry on, give back, and find what was there before.
fn community(seed: u64) -> Vec<Automerge> {
    let mut chance = Chance(seed);
    let mut docs: Vec<Automerge> = Vec::new();
    let (mut next, mut before) = (1, Vec::new());
    for n in 1..=10 {
        let (mut doc, mut other) = (edition(2 * n), edition(2 * n + 1));
        for (from, earlier) in (1..).zip(&docs) {
            // Mostly from the edition before, now and then from one long ago or not at all.
            let is_last = from + 1 == n;
            if chance.in_ten(if is_last { 8 } else { 1 }) {
                let import = Carried::import(&doc, meetup_id(from), &read_board(earlier).improvements());
                import.into_iter().for_each(|import| drop(give(&mut doc, 1, &import).unwrap()));
            }
        }
        exchange(&mut doc, &mut other);
        for carried in read_carried(&doc) {
            match chance.below(6) {
                0 => drop(give(&mut doc, 1, &Carried::give_back(carried.id)).unwrap()),
                fate @ 1..=4 => {
                    let fate = Fate::ALL[usize::try_from(fate - 1).unwrap()];
                    give(&mut other, 2, &Carried::turn_out(carried.id, fate)).unwrap();
                }
                _ => {}
            }
        }
        let mut here = Vec::new();
        for _ in 0..chance.below(7) {
            let (id, who) = (next, if chance.in_ten(5) { &mut doc } else { &mut other });
            next += 1;
            let side = Side::ALL[usize::try_from(chance.below(3)).unwrap()];
            give(who, 1, &Card::add(row(id), side, &format!("Carte {id}"))).unwrap();
            if chance.in_ten(6) {
                let answers = chance.pick(&here).map(row);
                give(who, 1, &Card::answer(row(id), answers)).unwrap();
            }
            if chance.in_ten(3) {
                // Also one of the same bilan, and what is no card at all.
                let all = if chance.in_ten(3) { &here } else { &before };
                let earlier = chance.pick(all).unwrap_or(200);
                give(who, 1, &Card::is_again(row(id), Some(row(earlier)))).unwrap();
            }
            if chance.in_ten(6) {
                let decision = chance.pick(&[Decision::Adopted, Decision::AdoptedEarly, Decision::SetAside]);
                give(who, 1, &Card::decide(row(id), decision)).unwrap();
            }
            if chance.in_ten(1) {
                give(who, 1, &Card::take(row(id), true)).unwrap();
            }
            here.push(id);
        }
        for _ in 0..chance.below(4) {
            let id = next;
            next += 1;
            let add = Intention::add(&read_plan(&doc).intentions, row(id), "Une intention");
            give(&mut doc, 1, &add).unwrap();
            let outcome = chance.pick(&[Some(Outcome::Met), Some(Outcome::Partly), Some(Outcome::Missed), None]);
            give(&mut doc, 1, &Review::agree(row(id), outcome.flatten())).unwrap();
        }
        // Whoever receives first: it is the same meetup.
        if chance.in_ten(5) {
            exchange(&mut doc, &mut other);
        } else {
            exchange(&mut other, &mut doc);
        }
        assert_eq!(read_telling(&doc), read_telling(&other));
        before.extend(here);
        docs.push(doc);
    }
    docs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn m60_ten_generated_editions_read_as_a_naive_computation_from_their_documents(seed: u64) {
        let docs = community(seed);
        let view = long_view(&chapters(&docs));
        let editions: Vec<_> = (1..).zip(&docs).map(|(n, doc)| (u64::from(n), meetup_id(n), doc)).collect();
        prop_assert_eq!(naive::strands(&editions), naive::said_of(&view));
        prop_assert_eq!(naive::sums(&editions), naive::sums_of(&view));
    }

    #[test]
    fn m60_each_card_is_in_one_strand_once_and_sums_add_up_whatever_the_order(seed: u64, turn in 0_usize..10) {
        let mut all = chapters(&community(seed));
        let view = long_view(&all);
        let mut cards: Vec<_> = view.strands.iter().flat_map(|strand| &strand.stops).map(|stop| {
            (stop.meetup, stop.card, matches!(stop.what, What::Arrived(_)))
        }).collect();
        let count = cards.len();
        cards.sort();
        cards.dedup();
        prop_assert_eq!(cards.len(), count);
        for sum in &view.sums {
            let became: usize = Became::ALL.iter().map(|became| sum.became(*became)).sum();
            prop_assert_eq!(sum.promised, became);
            prop_assert_eq!(sum.became(Became::Unanswered), 0);
        }
        let promised: usize = view.sums.iter().map(|sum| sum.promised).sum();
        let adopted = view.strands.iter().flat_map(|strand| &strand.stops)
            .filter(|stop| matches!(stop.what, What::Adopted { .. })).count();
        prop_assert_eq!(promised, adopted);
        for strand in &view.strands {
            prop_assert!(strand.stops.is_sorted_by_key(|stop| stop.number));
            prop_assert_eq!(strand.id, strand.stops[0].card);
        }
        all.rotate_left(turn);
        all.push(all[0].clone());
        prop_assert_eq!(&long_view(&all), &view);
        all.reverse();
        prop_assert_eq!(&long_view(&all), &view);
    }
}
