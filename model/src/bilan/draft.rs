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

    /// Tells how many cards of each person wait on this device; of those it told about before, that none do. `None` where all
    /// is told.
    #[must_use]
    pub fn tell(drafts: &[Self], told: &[PersonId], board: &Board) -> Option<Command> {
        let mut counts: BTreeMap<PersonId, i64> = told.iter().map(|person| (*person, 0)).collect();
        for draft in drafts {
            *counts.entry(draft.by).or_insert(0) += 1;
        }
        let said = |person| board.waiting.iter().find(|(by, _)| *by == person).map_or(0, |(_, count)| *count);
        let news = counts.into_iter().filter(|(person, count)| said(*person) != *count);
        let puts: Vec<_> = news
            .map(|(person, count)| Put {
                cell: Cell::Mark(Marks::Waiting, Mark::by(person)),
                value: (count > 0).then_some(Datum::Whole(count)),
            })
            .collect();
        (!puts.is_empty()).then_some(Command::Put { puts })
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

fn puts_of(command: Command, draft: &Draft) -> Vec<Put> {
    let Command::Put { mut puts } = command else { return Vec::new() };
    let cell = Cell::Row(Rows::Cards, draft.id, Field::Voice);
    puts.extend(draft.stands_in.then(|| Put { cell, value: Some(Datum::Text(draft.by.to_string())) }));
    puts
}
