//! Which cards belong to one strand: those that answer, are again, or were carried on.

use super::{Became, Chapter, Flow, Stop, Strand, ToldCard, What, again, became};
use crate::{Decision, Fate, MeetupId, RowId};
use std::collections::{BTreeMap, BTreeSet};

/// Cards by what they are linked to; each leads to the one that stands for all it is linked with.
#[derive(Default)]
struct Links(BTreeMap<RowId, RowId>);

impl Links {
    fn root(&self, mut card: RowId) -> RowId {
        while let Some(next) = self.0.get(&card).filter(|next| **next != card) {
            card = *next;
        }
        card
    }

    /// The least of them stands for all, whatever the order in which they are linked.
    fn link(&mut self, one: RowId, other: RowId) {
        let (one, other) = (self.root(one), self.root(other));
        self.0.insert(one.max(other), one.min(other));
    }
}

pub(super) fn strands(chapters: &[&Chapter]) -> Vec<Strand> {
    let mut links = Links::default();
    // Cards that come back, and what they were.
    let mut returns = BTreeSet::new();
    for (chapter, card) in told(chapters) {
        if let Some(earlier) = again(card, chapter, chapters) {
            links.link(card.id, earlier);
            returns.extend([card.id, earlier]);
        }
        let cards = || chapter.telling.iter().flat_map(|telling| &telling.cards);
        if let Some(problem) = card.answers.filter(|id| cards().any(|other| other.is_problem && other.id == *id)) {
            links.link(card.id, problem);
        }
    }
    let mut woven: BTreeMap<RowId, Vec<(Stop, Option<String>)>> = BTreeMap::new();
    for (stop, problem) in stops(chapters, &returns) {
        woven.entry(links.root(stop.card)).or_default().push((stop, problem));
    }
    let is_followed = |stop: &Stop| stop.is_again || matches!(stop.what, What::Arrived(_) | What::Adopted { .. });
    let followed = woven.into_values().filter(|stops| stops.iter().any(|(stop, _)| is_followed(stop)));
    let mut strands: Vec<_> = followed.filter_map(strand).collect();
    strands.sort_by_key(|strand| strand.stops.first().map(order));
    strands
}

fn told<'a>(chapters: &[&'a Chapter]) -> impl Iterator<Item = (&'a Chapter, &'a ToldCard)> {
    let chapters = chapters.to_vec();
    chapters.into_iter().flat_map(|chapter| {
        let cards = chapter.telling.iter().flat_map(|telling| &telling.cards);
        cards.map(move |card| (chapter, card))
    })
}

/// Everything that a strand can be made of, with the words of the problem where they came along.
fn stops(chapters: &[&Chapter], returns: &BTreeSet<RowId>) -> Vec<(Stop, Option<String>)> {
    let stop = |chapter: &Chapter, card, text: &str, what| Stop {
        meetup: chapter.meetup,
        number: chapter.number,
        card,
        text: text.to_owned(),
        what,
        is_again: false,
        note: String::new(),
    };
    let mut all = Vec::new();
    for chapter in chapters {
        for arrival in chapter.telling.iter().flat_map(|telling| &telling.arrivals) {
            let stop = stop(chapter, arrival.id, &arrival.text, What::Arrived(arrival.fate));
            let problem = Some(&arrival.problem).filter(|problem| !problem.is_empty()).cloned();
            all.push((Stop { note: arrival.note.clone(), ..stop }, problem));
        }
    }
    for (chapter, card) in told(chapters) {
        let early = card.decision == Some(Decision::AdoptedEarly);
        let what = match card.is_problem {
            true => What::Problem,
            false if card.is_adopted() => What::Adopted { early, became: became(card.id, chapter.number, chapters) },
            false if returns.contains(&card.id) => What::Proposed,
            false => continue,
        };
        let is_again = again(card, chapter, chapters).is_some();
        all.push((Stop { is_again, ..stop(chapter, card.id, &card.text, what) }, None));
    }
    all
}

/// The place of a stop in its strand, and of a strand among others.
const fn order(stop: &Stop) -> (u64, MeetupId, What, RowId) {
    (stop.number, stop.meetup, stop.what, stop.card)
}

fn strand(mut stops: Vec<(Stop, Option<String>)>) -> Option<Strand> {
    stops.sort_by_key(|(stop, _)| order(stop));
    let first = &stops.first()?.0;
    let problem = stops.iter().find(|(stop, _)| stop.what == What::Problem).map(|(stop, _)| &stop.text);
    let brought = || stops.iter().find_map(|(_, problem)| problem.as_ref());
    let name = problem.or_else(brought).unwrap_or(&first.text).clone();
    let (id, end) = (first.card, end(stops.iter().map(|(stop, _)| stop)));
    Some(Strand { id, name, stops: stops.into_iter().map(|(stop, _)| stop).collect(), end })
}

/// What stands last decides: what was adopted in the last edition of the strand; else a problem that is there again; else what became
/// of it there, of several what is least at rest.
fn end<'a>(stops: impl Iterator<Item = &'a Stop> + Clone) -> Became {
    let last = stops.clone().map(|stop| stop.number).max();
    let there = stops.filter(|stop| Some(stop.number) == last);
    let adopted = there.clone().filter_map(|stop| match stop.what {
        What::Adopted { became, .. } => Some(became),
        _ => None,
    });
    let is_open = |stop: &Stop| matches!(stop.what, What::Problem | What::Proposed);
    let is_unanswered = there.clone().any(is_open).then_some(Became::Unanswered);
    let arrived = there.filter_map(|stop| match stop.what {
        What::Arrived(fate) => Some(Became::from(fate)),
        _ => None,
    });
    adopted.min().or(is_unanswered).or_else(|| arrived.min()).unwrap_or(Became::Unanswered)
}

pub(super) fn flows(chapters: &[&Chapter], strands: &[Strand]) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    for chapter in chapters {
        let first = flows.len();
        for arrival in chapter.telling.iter().flat_map(|telling| &telling.arrivals) {
            let Some(from) = arrival.from else { continue };
            let at = flows[first..].iter().position(|flow| flow.from == from).map(|at| first + at);
            let at = at.unwrap_or_else(|| {
                flows.push(Flow { from, to: chapter.meetup, carried: 0, done: 0, dropped: 0, strands: Vec::new() });
                flows.len() - 1
            });
            let flow = &mut flows[at];
            flow.carried += 1;
            flow.done += usize::from(arrival.fate == Fate::Done);
            flow.dropped += usize::from(arrival.fate == Fate::Dropped);
        }
        for flow in &mut flows[first..] {
            let arrivals = || chapter.telling.iter().flat_map(|telling| &telling.arrivals);
            let came = |card| arrivals().any(|arrival| arrival.id == card && arrival.from == Some(flow.from));
            let passes = |strand: &&Strand| {
                strand
                    .stops
                    .iter()
                    .any(|stop| stop.meetup == flow.to && matches!(stop.what, What::Arrived(_)) && came(stop.card))
            };
            flow.strands = strands.iter().filter(passes).map(|strand| strand.id).collect();
        }
        // Where there are several, in the order of where they came from.
        flows[first..].sort_by_key(|flow| flow.from);
    }
    flows
}
