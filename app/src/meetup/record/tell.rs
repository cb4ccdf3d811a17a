//! A record from what the document says.

use super::said::{Item, Origin, Part, Quote, Record, Section};
use crate::{i18n::Words, markdown::is_on_the_web};
use boucle_model::{
    Attendance, Board, Card, Carried, Decision, Evidence, Happening, Heap, PersonId, Plan, Poll, Review, RowId, Seat,
    Side,
};
use std::collections::BTreeSet;

/// What the document says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) title: &'a str,
    pub(super) plan: &'a Plan,
    pub(super) poll: &'a Poll,
    pub(super) attendance: &'a Attendance,
    pub(super) board: &'a Board,
    pub(super) reviews: &'a [Review],
    pub(super) happenings: &'a [Happening],
    pub(super) evidence: &'a [Evidence],
    pub(super) carried: &'a [Carried],
    /// What was written together, in Markdown.
    pub(super) bilan: &'a str,
    /// How many words the pad has, and how many people wrote them.
    pub(super) written: usize,
    pub(super) voices: usize,
}

/// How it is told.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) words: &'static Words,
    /// How somebody is called, where that is known.
    pub(super) name: &'a dyn Fn(PersonId) -> Option<String>,
    /// A moment (UTC milliseconds) as an hour.
    pub(super) hour: &'a dyn Fn(i64) -> String,
}

/// The record of a bilan.
pub(super) fn record(of: &Sources<'_>, by: &Teller<'_>) -> Record {
    let words = by.words;
    let title = if of.title.trim().is_empty() { words.title.untitled } else { of.title };
    let sections = [
        carried(of, by),
        day(of, by),
        intentions(of, by),
        cards(of, by),
        decisions(of, by),
        Section { name: "text", title: words.record.text, text: of.bilan.to_owned(), ..Section::default() },
        people(of, by),
    ];
    Record {
        title: title.to_owned(),
        facts: facts(of, words),
        sections: sections.into_iter().filter(|section| !section.is_empty()).collect(),
    }
}

fn facts(of: &Sources<'_>, words: &Words) -> Vec<(&'static str, String)> {
    let chosen = of.poll.chosen;
    let when = chosen.and_then(|chosen| of.poll.slot(chosen.date?)).map(|slot| (words.poll.when)(&slot.when));
    let place = chosen.and_then(|chosen| of.poll.venue(chosen.venue?)).map(|venue| {
        let said = [venue.name.text.as_str(), venue.address.as_str()];
        said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let count = |count: usize| (count > 0).then(|| count.to_string());
    let registered = of.attendance.with(Seat::Taken).count();
    let facts = [
        (words.record.when, when),
        (words.record.place, place),
        (words.plan.theme.label, Some(of.plan.theme.text.clone())),
        (words.plan.problem.label, Some(of.plan.problem.text.clone())),
        (words.stock.registered, count(registered)),
        (words.stock.came.label, of.board.came.map(|came| came.to_string())),
        (words.stock.written, count(of.written)),
        (words.stock.voices, count(of.voices)),
    ];
    let said = |(label, value): (_, Option<String>)| Some((label, value.filter(|value| !value.is_empty())?));
    facts.into_iter().filter_map(said).collect()
}

/// What came from the meetup before, and what became of it.
fn carried(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let words = &by.words.record;
    let item = |one: &Carried| {
        let said = |text: &str, say: fn(&str) -> String| (!text.is_empty()).then(|| say(text));
        let notes = [
            Some(words.fates[one.fate as usize].to_owned()),
            Some(one.note.text.clone()).filter(|note| !note.is_empty()),
            owner(one.owner, by),
            said(&one.problem, words.answers),
            said(&one.group, words.in_group),
        ];
        Item { notes: notes.into_iter().flatten().collect(), ..Item::of(&one.text.text) }
    };
    list("carried", words.carried, of.carried.iter().map(item).collect())
}

fn day(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let item = |one: &Happening| Item { lead: (by.hour)(one.hour), ..Item::of(&one.text.text) };
    list("day", by.words.record.day, of.happenings.iter().map(item).collect())
}

/// What was expected beside what happened.
fn intentions(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let words = by.words;
    let item = |id: RowId, text: &str| {
        let review = of.reviews.iter().find(|review| review.intention == id);
        let spread = review.map(Review::spread).filter(|spread| spread.iter().sum::<usize>() > 0);
        let agreed = review.and_then(|review| review.outcome).map(|outcome| words.stock.outcomes[outcome as usize]);
        let lesson = review.map(|review| review.lesson.text.as_str()).filter(|lesson| !lesson.is_empty());
        let notes = [agreed.map(words.record.agreed), spread.map(words.stock.spread), lesson.map(words.record.lesson)];
        Item { spread, notes: notes.into_iter().flatten().collect(), quotes: quotes(of, by, id), ..Item::of(text) }
    };
    let items = of.plan.intentions.iter().map(|one| item(one.id, &one.text.text)).collect();
    list("intentions", words.record.intentions, items)
}

/// The cards of each side, what has most points first.
fn cards(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let words = &by.words.record;
    let ranked = of.board.ranked();
    let points = |heap: &Heap<'_>| (heap.points > 0).then(|| (words.points)(usize::try_from(heap.points).unwrap_or(0)));
    let part = |side: Side| {
        let item = |heap: &Heap<'_>| {
            let mut cards: Vec<_> =
                heap.cards.iter().filter(|card| card.side == side).map(|one| card(one, of, by)).collect();
            let Some(group) = heap.group else {
                let mut alone = cards.pop()?;
                alone.notes.splice(0..0, points(heap));
                return Some(alone);
            };
            let name = if group.name.text.is_empty() { words.unnamed } else { &group.name.text };
            let notes = points(heap).into_iter().collect();
            (!cards.is_empty()).then(|| Item { notes, items: cards, ..Item::of(name) })
        };
        let items = ranked.iter().filter_map(item).collect();
        Part { title: Some(words.sides[side as usize]), side: Some(side), items }
    };
    Section { name: "cards", title: words.cards, parts: filled(Side::ALL.map(part)), ..Section::default() }
}

fn card(card: &Card, of: &Sources<'_>, by: &Teller<'_>) -> Item {
    let words = &by.words.record;
    let problem = card.answers.and_then(|id| of.board.card(id)).map(|problem| (words.answers)(&problem.text.text));
    let again = card.again.map(|_| words.again.to_owned());
    let notes = again.into_iter().chain(problem).collect();
    Item { notes, quotes: quotes(of, by, card.id), ..Item::of(&card.text.text) }
}

fn decisions(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let words = &by.words.record;
    let part = |title: &'static str, is_so: fn(Option<Decision>) -> bool| {
        let improvements =
            of.board.cards.iter().filter(|card| card.side == Side::Improvement || card.decision.is_some());
        let item = |card: &Card| {
            let early = (card.decision == Some(Decision::AdoptedEarly)).then(|| words.early.to_owned());
            Item { notes: owner(card.owner, by).into_iter().chain(early).collect(), ..Item::of(&card.text.text) }
        };
        let items = improvements.filter(|card| is_so(card.decision)).map(item).collect();
        Part { title: Some(title), side: None, items }
    };
    let parts = [
        part(words.adopted, |decision| decision.is_some_and(Decision::is_adopted)),
        part(words.set_aside, |decision| decision == Some(Decision::SetAside)),
        part(words.undecided, |decision| decision.is_none()),
    ];
    Section { name: "decisions", title: words.decisions, parts: filled(parts), ..Section::default() }
}

/// Who took part: those whose names are known, and how many others.
fn people(of: &Sources<'_>, by: &Teller<'_>) -> Section {
    let words = &by.words.record;
    let names: Vec<_> = took_part(of).into_iter().map(by.name).collect();
    let others = names.iter().filter(|name| name.is_none()).count();
    let known: BTreeSet<_> = names.into_iter().flatten().collect();
    let others = (others > 0).then(|| (words.others)(others, !known.is_empty()));
    list("people", words.people, known.into_iter().chain(others).map(|name| Item::of(&name)).collect())
}

/// Whoever wrote a card, sees to one, rated an intention, told the day, showed something or led it.
pub(super) fn took_part(of: &Sources<'_>) -> BTreeSet<PersonId> {
    let cards = of.board.cards.iter().flat_map(|card| [card.by, card.owner]);
    let rated = of.reviews.iter().flat_map(|review| review.ratings.iter().map(|(person, _)| Some(*person)));
    let told = of.happenings.iter().map(|one| one.by).chain(of.evidence.iter().map(|one| one.by));
    cards.chain(rated).chain(told).chain([of.board.facilitator]).flatten().collect()
}

fn owner(person: Option<PersonId>, by: &Teller<'_>) -> Option<String> {
    person.and_then(by.name).map(|name| (by.words.record.owner)(&name))
}

/// What shows it.
fn quotes(of: &Sources<'_>, by: &Teller<'_>, about: RowId) -> Vec<Quote> {
    let words = &by.words.record;
    let quote = |one: &Evidence| Quote {
        words: if one.quote.is_empty() { String::new() } else { (words.quote)(&one.quote) },
        from: match &one.passage {
            Some(_) => Origin::Said(words.passage),
            // What another program wrote there is no link of ours.
            None if is_on_the_web(&one.address) => Origin::Address(one.address.clone()),
            None => Origin::Said(words.message),
        },
    };
    of.evidence.iter().filter(|one| one.about == about).map(quote).collect()
}

fn list(name: &'static str, title: &'static str, items: Vec<Item>) -> Section {
    Section { name, title, parts: vec![Part { items, ..Part::default() }], ..Section::default() }
}

fn filled<const N: usize>(parts: [Part; N]) -> Vec<Part> {
    parts.into_iter().filter(|part| !part.items.is_empty()).collect()
}
