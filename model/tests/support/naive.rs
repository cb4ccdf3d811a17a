//! The long view, computed from the raw documents in the plainest way, without a word of what it tests.

use automerge::Automerge;
use boucle_model::{Became, Board, Carried, Decision, Fate, LongView, MeetupId, Outcome, RowId, Side, What, read};
use std::collections::BTreeSet;

/// An edition: its number, its id and its document.
pub(crate) type Edition<'a> = (u64, MeetupId, &'a Automerge);

/// A thing in an edition, and in which of an edition's lists it is.
type Thing = (u64, &'static str, RowId);

/// A strand: all its things, what became of it.
pub(crate) type Plain = (BTreeSet<Thing>, String);

/// An edition in numbers: promised, done, dropped, doing, open, waiting, lost, again, met, partly, missed, unsaid.
pub(crate) type Numbers = [usize; 12];

struct Known {
    number: u64,
    board: Board,
    carried: Vec<Carried>,
    outcomes: Vec<Option<Outcome>>,
}

fn known(editions: &[Edition<'_>]) -> Vec<Known> {
    let of = |(number, _, doc): &Edition<'_>| {
        let meetup = read(doc).0;
        let outcomes = meetup.reviews.iter().map(|review| review.outcome).collect();
        Known { number: *number, board: meetup.board, carried: meetup.carried, outcomes }
    };
    editions.iter().map(of).collect()
}

/// The edition of a card that counts, by going through all of them.
fn home(all: &[Known], card: RowId) -> Option<u64> {
    let is_here = |known: &&Known| known.board.cards.iter().any(|c| c.id == card && c.side != Side::Kept);
    all.iter().find(is_here).map(|known| known.number)
}

/// Each card that is an earlier one again, with that.
fn agains(all: &[Known]) -> Vec<(u64, RowId, RowId)> {
    let mut found = Vec::new();
    for known in all {
        for card in &known.board.cards {
            let Some(earlier) = card.again else { continue };
            let is_earlier = home(all, earlier).is_none_or(|number| number < known.number);
            if card.side != Side::Kept && earlier != card.id && is_earlier {
                found.push((known.number, card.id, earlier));
            }
        }
    }
    found
}

fn fate_of(all: &[Known], number: u64, card: RowId) -> &'static str {
    let mut last = None;
    for known in all {
        for carried in &known.carried {
            if carried.id == card {
                last = Some(carried.fate);
            }
        }
    }
    match last {
        Some(Fate::Open) => "open",
        Some(Fate::Doing) => "doing",
        Some(Fate::Done) => "done",
        Some(Fate::Dropped) => "dropped",
        None if all.iter().any(|known| known.number > number) => "lost",
        None => "waiting",
    }
}

fn is_adopted(decision: Option<Decision>) -> bool {
    matches!(decision, Some(Decision::Adopted | Decision::AdoptedEarly))
}

pub(crate) fn strands(editions: &[Edition<'_>]) -> BTreeSet<Plain> {
    let all = known(editions);
    let agains = agains(&all);
    let mut things: Vec<Thing> = Vec::new();
    let mut pairs: Vec<(RowId, RowId)> = agains.iter().map(|(_, card, earlier)| (*card, *earlier)).collect();
    for known in &all {
        things.extend(known.carried.iter().map(|carried| (known.number, "arrived", carried.id)));
        for card in &known.board.cards {
            let returns = agains.iter().any(|(_, one, other)| *one == card.id || *other == card.id);
            match card.side {
                Side::Problem => things.push((known.number, "problem", card.id)),
                Side::Improvement if is_adopted(card.decision) => things.push((known.number, "adopted", card.id)),
                Side::Improvement if returns => things.push((known.number, "proposed", card.id)),
                Side::Improvement | Side::Kept => {}
            }
            let problem = card.answers.and_then(|id| known.board.card(id)).filter(|other| other.side == Side::Problem);
            if let Some(problem) = problem.filter(|_| card.side == Side::Improvement) {
                pairs.push((card.id, problem.id));
            }
        }
    }
    let mut strands = BTreeSet::new();
    for thing in &things {
        // Everything that can be reached, looked for until nothing more is found.
        let mut reached = BTreeSet::from([thing.2]);
        loop {
            let before = reached.len();
            for (one, other) in &pairs {
                if reached.contains(one) || reached.contains(other) {
                    reached.extend([*one, *other]);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        let strand: BTreeSet<Thing> = things.iter().filter(|thing| reached.contains(&thing.2)).copied().collect();
        let is_again = |thing: &Thing| agains.iter().any(|(number, card, _)| (*number, *card) == (thing.0, thing.2));
        let is_followed =
            |thing: &Thing| ["arrived", "adopted"].contains(&thing.1) || (thing.1 != "arrived" && is_again(thing));
        if strand.iter().any(is_followed) {
            let end = end(&all, &strand);
            strands.insert((strand, end));
        }
    }
    strands
}

fn end(all: &[Known], strand: &BTreeSet<Thing>) -> String {
    let last = strand.iter().map(|thing| thing.0).max().unwrap();
    let there: Vec<_> = strand.iter().filter(|thing| thing.0 == last).collect();
    let of = |kind: &str| there.iter().filter(|thing| thing.1 == kind).map(|thing| thing.2).collect::<Vec<_>>();
    let least = |fates: Vec<&'static str>| {
        let order = ["doing", "open", "waiting", "done", "dropped", "lost"];
        order.into_iter().find(|fate| fates.contains(fate)).unwrap().to_owned()
    };
    if !of("adopted").is_empty() {
        return least(of("adopted").into_iter().map(|card| fate_of(all, last, card)).collect());
    }
    if !of("problem").is_empty() || !of("proposed").is_empty() {
        return "unanswered".to_owned();
    }
    let here = all.iter().find(|known| known.number == last).unwrap();
    let fates = of("arrived").into_iter().map(|card| {
        let carried = here.carried.iter().find(|carried| carried.id == card).unwrap();
        carried.fate.name()
    });
    least(fates.collect())
}

pub(crate) fn sums(editions: &[Edition<'_>]) -> Vec<Numbers> {
    let all = known(editions);
    let agains = agains(&all);
    let of = |known: &Known| {
        let adopted = known.board.cards.iter().filter(|c| c.side == Side::Improvement && is_adopted(c.decision));
        let fates: Vec<_> = adopted.map(|card| fate_of(&all, known.number, card.id)).collect();
        let fate = |name: &str| fates.iter().filter(|fate| **fate == name).count();
        let outcome = |outcome| known.outcomes.iter().filter(|other| **other == outcome).count();
        [
            fates.len(),
            fate("done"),
            fate("dropped"),
            fate("doing"),
            fate("open"),
            fate("waiting"),
            fate("lost"),
            agains.iter().filter(|(number, ..)| *number == known.number).count(),
            outcome(Some(Outcome::Met)),
            outcome(Some(Outcome::Partly)),
            outcome(Some(Outcome::Missed)),
            outcome(None),
        ]
    };
    all.iter().map(of).collect()
}

/// The strands of the long view in the same plain words.
pub(crate) fn said_of(view: &LongView) -> BTreeSet<Plain> {
    let kind = |what| match what {
        What::Arrived(_) => "arrived",
        What::Problem => "problem",
        What::Proposed => "proposed",
        What::Adopted { .. } => "adopted",
    };
    let strands = view.strands.iter().map(|strand| {
        let stops = strand.stops.iter().map(|stop| (stop.number, kind(stop.what), stop.card));
        (stops.collect(), strand.end.name().to_owned())
    });
    strands.collect()
}

pub(crate) fn sums_of(view: &LongView) -> Vec<Numbers> {
    let of = |sum: &boucle_model::Sum| {
        let [done, dropped, doing, open, waiting, lost] =
            [Became::Done, Became::Dropped, Became::Doing, Became::Open, Became::Waiting, Became::Lost]
                .map(|became| sum.became(became));
        let [met, partly, missed] = Outcome::ALL.map(|outcome| sum.outcome(outcome));
        [sum.promised, done, dropped, doing, open, waiting, lost, sum.again, met, partly, missed, sum.unsaid]
    };
    view.sums.iter().map(of).collect()
}
