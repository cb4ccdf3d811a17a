//! What a person does on the board of the bilan.

use super::Room;
use crate::browser::{clock, random};
use boucle_model::{Board, Card, Decision, Group, Moment, PersonId, RowId, Side, Timer};
use leptos::prelude::*;

impl Room {
    /// Opens a moment of the bilan, and settles it where several were opened.
    pub fn open_moment(&self, moment: Moment) {
        self.give(moment.open());
    }

    /// Leads the bilan, or no longer.
    pub fn lead(&self, leads: bool) {
        self.give(Moment::led_by(self.me().filter(|_| leads)));
    }

    /// Sets the timer of the moment that is open; `None` stops it.
    pub fn set_timer(&self, minutes: Option<i64>) {
        let moment = self.board().with_untracked(|board| board.moment);
        self.give(Timer::set(minutes.map(|minutes| Timer::begin(moment, minutes, clock::utc()))));
    }

    /// Says how many points each person has to give.
    pub fn allow(&self, points: i64) {
        self.give(Board::allow(points));
    }

    /// Says a card in other words, or settles which of several it is.
    pub fn say_card(&self, id: RowId, text: &str) {
        self.give(Card::say(id, text));
    }

    pub fn turn_card(&self, id: RowId, side: Side) {
        self.give(Card::turn(id, side));
    }

    /// Takes a card away, or brings it back.
    pub fn take_card(&self, id: RowId, gone: bool) {
        self.give(Card::take(id, gone));
    }

    /// Puts a card to another: into its group, or into a new one with it.
    pub fn put_card_to(&self, id: RowId, other: RowId) {
        let command = self.board().with_untracked(|board| {
            let (card, other) = (board.card(id)?, board.card(other)?);
            let are_together = card.group.is_some() && card.group == other.group;
            (card.id != other.id && !are_together).then(|| card.put_to(other))
        });
        command.map(|command| self.give(command));
    }

    /// Takes a card out of its group.
    pub fn part_card(&self, id: RowId) {
        let command = self.board().with_untracked(|board| board.card(id).map(Card::part));
        command.map(|command| self.give(command));
    }

    /// Names a group, or settles which of several names it has.
    pub fn name_group(&self, id: RowId, name: &str) {
        self.give(Group::name(id, name));
    }

    /// Takes a group apart; its cards stay.
    pub fn take_apart(&self, id: RowId) {
        let command = self.board().with_untracked(|board| board.take_apart(id));
        command.map(|command| self.give(command));
    }

    /// Gives a card or a group one point more, of mine or in somebody's name; nothing where they have none left.
    pub fn give_point(&self, to: RowId, voice: Option<PersonId>) {
        let by = voice.or_else(|| self.me());
        let command = by.and_then(|by| self.board().with_untracked(|board| board.give_one(to, by)));
        command.map(|command| self.give(command));
    }

    /// Takes one back.
    pub fn take_point(&self, from: RowId, voice: Option<PersonId>) {
        let by = voice.or_else(|| self.me());
        let command = by.and_then(|by| self.board().with_untracked(|board| board.take_one(from, by)));
        command.map(|command| self.give(command));
    }

    /// Says which problem an improvement answers.
    pub fn answer_problem(&self, id: RowId, problem: Option<RowId>) {
        self.give(Card::answer(id, problem));
    }

    /// Adds an improvement that answers a problem, and tells whether that could be done.
    pub fn propose_for(&self, problem: RowId, text: &str) -> bool {
        let id = RowId::from_bytes(random::bytes());
        self.give(Card::add_answer(id, text, problem))
    }

    /// Says which improvement of an earlier meetup a card is again.
    pub fn is_again(&self, id: RowId, earlier: Option<RowId>) {
        self.give(Card::is_again(id, earlier));
    }

    /// Says what was decided of an improvement; `None` takes it back.
    pub fn decide(&self, id: RowId, decision: Option<Decision>) {
        self.give(Card::decide(id, decision));
    }

    /// Takes an improvement on, or no longer.
    pub fn own_card(&self, id: RowId, owns: bool) {
        self.give(Card::own(id, self.me().filter(|_| owns)));
    }
}
