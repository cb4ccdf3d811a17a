//! A card that waits on its author's device for the moment when all are shown. Nothing of it is in the document until then but
//! that it waits.

use super::{Board, Card, Side};
use crate::{Cell, Command, Datum, Field, MAX_TITLE, Mark, Marks, PersonId, Put, RowId, Rows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A card to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// That of the card which it becomes, so that it becomes one however often it is revealed.
    pub id: RowId,
    pub side: Side,
    pub text: String,
    /// Whose it is.
    pub by: PersonId,
    /// Whether its author writes it down for them, who have no device here.
    pub stands_in: bool,
}

impl Draft {
    /// Adds these to the board, all at once: those that it does not have. `None` where it has them all.
    #[must_use]
    pub fn reveal(drafts: &[Self], board: &Board) -> Option<Command> {
        let known = |id| board.cards.iter().chain(&board.taken_away).any(|card| card.id == id);
        let fresh = drafts.iter().filter(|draft| !known(draft.id));
        let puts: Vec<_> =
            fresh.flat_map(|draft| puts_of(Card::add(draft.id, draft.side, &draft.text), draft)).collect();
        (!puts.is_empty()).then_some(Command::Put { puts })
    }

    /// How many cards of each person there are.
    #[must_use]
    pub fn count(drafts: &[Self]) -> BTreeMap<PersonId, i64> {
        let mut counts = BTreeMap::new();
        for draft in drafts {
            *counts.entry(draft.by).or_insert(0) += 1;
        }
        counts
    }

    /// Tells how many cards of each person wait on this device, where that is another number than this device told before. What
    /// another device of theirs told is not corrected: the two would go on correcting each other. `None` where all is told.
    #[must_use]
    pub fn tell(drafts: &[Self], told: &BTreeMap<PersonId, i64>) -> Option<Command> {
        let now = Self::count(drafts);
        let gone = told.keys().filter(|person| !now.contains_key(*person)).map(|person| (*person, 0));
        let news = now
            .iter()
            .map(|(person, count)| (*person, *count))
            .filter(|(person, count)| told.get(person) != Some(count));
        wait(news.chain(gone).collect())
    }

    /// Tells that no cards of these people wait any more. `None` where the board says so.
    #[must_use]
    pub fn tell_none(people: &[PersonId], board: &Board) -> Option<Command> {
        let waits = |person: &PersonId| board.waiting.iter().any(|(by, _)| by == person);
        wait(people.iter().filter(|person| waits(person)).map(|person| (*person, 0)).collect())
    }

    /// Whether a text can be a card.
    #[must_use]
    pub fn fits(text: &str) -> bool {
        !text.trim().is_empty() && text.chars().count() <= MAX_TITLE
    }
}

impl Card {
    /// Adds a card in the name of somebody who has no device here.
    #[must_use]
    pub fn add_for(id: RowId, side: Side, text: &str, by: PersonId) -> Command {
        let draft = Draft { id, side, text: text.to_owned(), by, stands_in: true };
        Command::Put { puts: puts_of(Self::add(id, side, text), &draft) }
    }
}

/// That so many cards of each wait.
fn wait(counts: BTreeMap<PersonId, i64>) -> Option<Command> {
    let put = |(person, count): (PersonId, i64)| Put {
        cell: Cell::Mark(Marks::Waiting, Mark::by(person)),
        value: (count > 0).then_some(Datum::Whole(count)),
    };
    (!counts.is_empty()).then(|| Command::Put { puts: counts.into_iter().map(put).collect() })
}

fn puts_of(command: Command, draft: &Draft) -> Vec<Put> {
    let Command::Put { mut puts } = command else { return Vec::new() };
    let cell = Cell::Row(Rows::Cards, draft.id, Field::Voice);
    puts.extend(draft.stands_in.then(|| Put { cell, value: Some(Datum::Text(draft.by.to_string())) }));
    puts
}
