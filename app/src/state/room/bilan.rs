//! What a person does when stock is taken.

use super::Room;
use boucle_model::{Board, Carried, Evidence, Happening, Moment, Outcome, Review, RowId};
use leptos::prelude::*;

impl Room {
    /// The cards of the bilan, and where it is.
    #[must_use]
    pub fn board(&self) -> Signal<Board> {
        self.shown.board.signal()
    }

    /// What came of the intentions.
    #[must_use]
    pub fn reviews(&self) -> Signal<Vec<Review>> {
        self.shown.reviews.signal()
    }

    /// What happened on the day, the earliest first.
    #[must_use]
    pub fn happenings(&self) -> Signal<Vec<Happening>> {
        self.shown.happenings.signal()
    }

    /// What shows that cards and outcomes are so.
    #[must_use]
    pub fn evidence(&self) -> Signal<Vec<Evidence>> {
        self.shown.evidence.signal()
    }

    /// What came from the bilan of the meetup before.
    #[must_use]
    pub fn carried(&self) -> Signal<Vec<Carried>> {
        self.shown.carried.signal()
    }

    /// Says how far I think that an intention was met; `None` takes it back.
    pub fn rate(&self, intention: RowId, rating: Option<i64>) {
        if let Some(me) = self.me() {
            self.give(Review::rate(intention, me, rating));
        }
    }

    /// Says what was agreed on, and settles it where several things were.
    pub fn agree(&self, intention: RowId, outcome: Option<Outcome>) {
        self.give(Review::agree(intention, outcome));
    }

    /// Says what was learnt of an intention, or settles which of several it is.
    pub fn learn(&self, intention: RowId, lesson: &str) {
        self.give(Review::learn(intention, lesson));
    }

    /// Opens a moment of the bilan, and settles it where several were opened at once.
    pub fn open_moment(&self, moment: Moment) {
        self.give(moment.open());
    }

    /// Says how many people came; `None` for what nobody counted.
    pub fn count_came(&self, came: Option<i64>) {
        self.give(Board::count(came));
    }
}
