//! What a person does with the ideas of a commons, and what a meetup takes up of them.

use super::Room;
use crate::browser::random;
use boucle_model::{Adopted, Idea, MeetupId, Own, Remark, RowId, Topic};
use leptos::prelude::*;

impl Room {
    /// Proposes something to the commons, and tells whether that could be done. `about` names whom an idea for a speaker is
    /// about, when that is another.
    pub fn propose(&self, topic: Topic, text: &str, about: Option<&str>) -> bool {
        let id = RowId::from_bytes(random::bytes());
        let person = about.map(|name| self.stand_in(name));
        match (self.me(), person) {
            (Some(me), None) => self.give(Idea::propose(id, topic, text, me, None)),
            (Some(me), Some(Some(person))) => self.give(Idea::propose(id, topic, text, me, Some(person))),
            _ => false,
        }
    }

    /// Says an idea in other words, or settles which of several it is.
    pub fn say_idea(&self, id: RowId, text: &str) {
        self.give(Idea::say(id, text));
    }

    /// Supports an idea, or no longer.
    pub fn support(&self, idea: &Idea, supports: bool) {
        if let Some(me) = self.me() {
            self.give(idea.support(me, supports));
        }
    }

    /// Finds an idea to be the same as another; or not, after all.
    pub fn merge_idea(&self, id: RowId, same_as: Option<RowId>) {
        self.give(Idea::merge(id, same_as));
    }

    pub fn take_idea_away(&self, id: RowId) {
        self.give(Idea::take_away(id));
    }

    /// Says something about an idea, and tells whether that could be done.
    pub fn remark(&self, idea: RowId, text: &str) -> bool {
        self.give(Remark::say(RowId::from_bytes(random::bytes()), idea, text))
    }

    pub fn take_remark_away(&self, id: RowId) {
        self.give(Remark::take_away(id));
    }

    /// Tells the commons which meetup has taken an idea up. It is no step to be undone here: undoing it in the meetup tells
    /// the commons anew.
    pub fn note_adoption(&self, idea: RowId, meetup: Option<MeetupId>) {
        self.with(|core| core.note(&Idea::adopt(idea, meetup)));
    }

    /// Takes an idea of the community up in this meetup.
    pub fn take_up(&self, idea: &Idea) {
        let said = self.plan().with_untracked(|plan| {
            [(Own::Theme, plan.theme.text.is_empty()), (Own::Problem, plan.problem.text.is_empty())]
        });
        let is_option = self
            .poll()
            .with_untracked(|poll| poll.venue(idea.id).is_some() || poll.taken_off.iter().any(|off| off.id == idea.id));
        let is_talk = self
            .talks()
            .with_untracked(|talks| talks.all.iter().chain(&talks.taken_away).any(|talk| talk.id == idea.id));
        self.give(idea.take_up(|own| said.iter().any(|(of, is_free)| *of == own && !is_free), is_option || is_talk));
    }

    /// Gives an idea back to the community.
    pub fn give_back(&self, idea: RowId) {
        self.give(Adopted::give_back(idea));
    }
}
