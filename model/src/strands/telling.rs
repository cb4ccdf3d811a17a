//! What one meetup tells of itself to the long view, and nothing else of it.

use crate::{
    Board, Card, Carried, Decision, Fate, MeetupId, Outcome, Review, RowId, Side, read_board, read_carried,
    read_reviews,
};
use automerge::Automerge;
use serde::{Deserialize, Serialize};

/// What the long view needs of a meetup.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The problems and the improvements of its bilan, in the order of their ids.
    pub cards: Vec<ToldCard>,
    /// What was carried into it, in the order of the ids.
    pub arrivals: Vec<Arrival>,
    /// What was agreed on of each of its intentions.
    pub outcomes: Vec<Option<Outcome>>,
}

/// A problem, or an improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldCard {
    pub id: RowId,
    pub text: String,
    pub is_problem: bool,
    /// The problem that it answers.
    pub answers: Option<RowId>,
    /// The earlier card that it is again.
    pub again: Option<RowId>,
    /// Of an improvement.
    pub decision: Option<Decision>,
}

/// An improvement where it was carried to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The card that it was.
    pub id: RowId,
    pub text: String,
    pub from: Option<MeetupId>,
    /// The problem that it answers, in its words; empty for none.
    pub problem: String,
    pub fate: Fate,
    pub note: String,
}

/// Reads what a meetup tells.
#[must_use]
pub fn read_telling(doc: &Automerge) -> Telling {
    Telling::of(&read_board(doc), &read_carried(doc), &read_reviews(doc))
}

impl Telling {
    /// From what was read of a meetup already.
    #[must_use]
    pub fn of(board: &Board, carried: &[Carried], reviews: &[Review]) -> Self {
        let mut cards: Vec<_> = board.cards.iter().filter_map(ToldCard::of).collect();
        cards.sort_by_key(|card| card.id);
        let mut arrivals: Vec<_> = carried.iter().map(Arrival::of).collect();
        arrivals.sort_by_key(|arrival| arrival.id);
        Self { cards, arrivals, outcomes: reviews.iter().map(|review| review.outcome).collect() }
    }

    /// The improvements that were adopted.
    pub(super) fn adopted(&self) -> impl Iterator<Item = &ToldCard> {
        self.cards.iter().filter(|card| card.is_adopted())
    }
}

impl ToldCard {
    fn of(card: &Card) -> Option<Self> {
        let is_problem = match card.side {
            Side::Kept => return None,
            Side::Problem => true,
            Side::Improvement => false,
        };
        let of_improvement = |id: Option<RowId>| id.filter(|_| !is_problem);
        Some(Self {
            id: card.id,
            text: card.text.text.clone(),
            is_problem,
            answers: of_improvement(card.answers),
            again: card.again,
            decision: card.decision.filter(|_| !is_problem),
        })
    }

    pub(super) fn is_adopted(&self) -> bool {
        self.decision.is_some_and(Decision::is_adopted)
    }
}

impl Arrival {
    fn of(carried: &Carried) -> Self {
        Self {
            id: carried.id,
            text: carried.text.text.clone(),
            from: carried.from,
            problem: carried.problem.clone(),
            fate: carried.fate,
            note: carried.note.text.clone(),
        }
    }
}
