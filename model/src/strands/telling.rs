//! What one meetup tells of itself to the long view and to the Meta-Carto, and nothing else of it.

use crate::{
    Board, Card, Carried, Decision, Fate, MeetupId, Outcome, PersonId, Plan, Review, RowId, Side, Status, Talks,
    read_board, read_carried, read_plan, read_reviews, read_talks,
};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is told of a meetup elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The problems and the improvements of its bilan, in the order of their ids.
    pub cards: Vec<ToldCard>,
    /// What was carried into it, in the order of the ids.
    pub arrivals: Vec<Arrival>,
    /// What was agreed on of each of its intentions.
    pub outcomes: Vec<Option<Outcome>>,
    /// What it is about; empty while nobody has said.
    #[serde(default)]
    pub theme: String,
    /// The problem that it wants to solve; the same.
    #[serde(default)]
    pub question: String,
    /// Those who have said that they speak there, each once, in the order of their ids.
    #[serde(default)]
    pub speakers: Vec<PersonId>,
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
    Telling::of(&read_board(doc), &read_carried(doc), &read_reviews(doc), &read_plan(doc), &read_talks(doc))
}

impl Telling {
    /// From what was read of a meetup already.
    #[must_use]
    pub fn of(board: &Board, carried: &[Carried], reviews: &[Review], plan: &Plan, talks: &Talks) -> Self {
        let mut cards: Vec<_> = board.cards.iter().filter_map(ToldCard::of).collect();
        cards.sort_by_key(|card| card.id);
        let mut arrivals: Vec<_> = carried.iter().map(Arrival::of).collect();
        arrivals.sort_by_key(|arrival| arrival.id);
        let speak = talks.all.iter().flat_map(|talk| &talk.speakers).filter(|one| one.status == Status::Confirmed);
        let speakers: BTreeSet<_> = speak.map(|speaker| speaker.person).collect();
        Self {
            cards,
            arrivals,
            outcomes: reviews.iter().map(|review| review.outcome).collect(),
            theme: plan.theme.text.clone(),
            question: plan.problem.text.clone(),
            speakers: speakers.into_iter().collect(),
        }
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

    /// Whether it is an improvement that was adopted.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
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
