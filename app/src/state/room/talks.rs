//! What a person does about speakers: proposing them, noting how it stands, and answering an invitation.

use super::Room;
use crate::browser::random;
use boucle_model::{Field, PersonId, RowId, Status, Talk, Talks};
use leptos::prelude::*;

impl Room {
    /// Who could come to tell something.
    #[must_use]
    pub fn talks(&self) -> Signal<Talks> {
        self.shown.talks.signal()
    }

    /// Proposes a talk of mine; or of somebody else, by their name. Tells whether that could be done.
    pub fn propose_talk(&self, subject: &str, name: Option<&str>) -> bool {
        let id = RowId::from_bytes(random::bytes());
        let (speaker, status) = match name {
            None => (self.me(), Status::Interested),
            Some(name) => (self.stand_in(name), Status::Suggested),
        };
        speaker.is_some_and(|speaker| self.give(Talk::propose(id, subject, speaker, status)))
    }

    /// Adds somebody to a talk, by their name.
    pub fn add_speaker(&self, talk: RowId, name: &str) -> bool {
        let speaker = self.stand_in(name);
        speaker.is_some_and(|speaker| self.give(Talk::set_status(talk, speaker, Some(Status::Suggested))))
    }

    /// Says the subject, the summary or the links of a talk in other words, or settles which of several they are.
    pub fn say_talk(&self, id: RowId, field: Field, words: &str) {
        self.give(Talk::say(id, field, words));
    }

    /// Says how it stands with a speaker; `None` when they do not give the talk.
    pub fn set_status(&self, talk: RowId, speaker: PersonId, status: Option<Status>) {
        self.give(Talk::set_status(talk, speaker, status));
    }

    /// Answers an invitation in the place of the stand-in that it was for.
    pub fn answer_as(&self, talk: RowId, stand_in: PersonId, status: Status) {
        if let Some(me) = self.me() {
            let command = self.poll().with_untracked(|poll| Talk::answer_as(talk, stand_in, me, status, poll));
            self.give(command);
        }
    }

    /// Takes a talk away, or brings it back.
    pub fn take_talk(&self, id: RowId, gone: bool) {
        self.give(Talk::take_away(id, gone));
    }
}
