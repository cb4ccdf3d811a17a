//! The seven steps that prepare a meetup, as the founding text has them: how far each is, read from the document, and what
//! was done elsewhere.

use crate::{Cell, Command, Datum, Own, Poll, Put, Talks, Text, pad::Pad, read, talks::Status};
use automerge::Automerge;
use serde::{Deserialize, Serialize};

/// One of the seven, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The community is told that a meetup is being prepared.
    Call,
    /// A team forms.
    Team,
    /// Those who might speak are invited.
    Invite,
    /// From their answers, a list of who could speak.
    List,
    /// A poll for the date and the venue.
    Poll,
    /// Date and venue are known, and who speaks: everybody is told.
    Announce,
    /// It is announced on meetup.com.
    Publish,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    ToDo,
    Begun,
    Done,
}

/// What a document says of the steps beside what is in their tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// The note of each that was done elsewhere; empty where there is no more to say.
    pub done: [Option<String>; 7],
    /// Whether the call to the community, and the announcement, are written.
    pub has_call: bool,
    pub has_announcement: bool,
    /// Where the meetup is announced on another site.
    pub listing: String,
}

impl Step {
    pub const ALL: [Self; 7] =
        [Self::Call, Self::Team, Self::Invite, Self::List, Self::Poll, Self::Announce, Self::Publish];

    /// The name in styles and ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Team => "team",
            Self::Invite => "invite",
            Self::List => "list",
            Self::Poll => "poll",
            Self::Announce => "announce",
            Self::Publish => "publish",
        }
    }

    /// The field of its note.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Call => "step-call",
            Self::Team => "step-team",
            Self::Invite => "step-invite",
            Self::List => "step-list",
            Self::Poll => "step-poll",
            Self::Announce => "step-announce",
            Self::Publish => "step-publish",
        }
    }

    /// Says that it was done elsewhere, with a note; or not, after all.
    #[must_use]
    pub fn tick(self, note: Option<&str>) -> Command {
        let value = note.map(|note| Datum::Text(note.to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Step(self)), value }] }
    }
}

/// Reads alone what was done elsewhere, and which texts are written.
#[must_use]
pub fn read_steps(doc: &Automerge) -> Steps {
    let own = |own| read::read_own(doc, own).map(|said| said.value.text().to_owned());
    let is_written = |text| Pad::of(doc, text).length() > 0;
    Steps {
        done: Step::ALL.map(|step| own(Own::Step(step))),
        has_call: is_written(Text::Call),
        has_announcement: is_written(Text::Announcement),
        listing: own(Own::Listing).unwrap_or_default(),
    }
}

impl Steps {
    /// The note of a step that was done elsewhere.
    #[must_use]
    pub fn note(&self, step: Step) -> Option<&str> {
        self.done[step as usize].as_deref()
    }

    /// How far a step is in a meetup with so many in its team, these talks and this poll. What was done elsewhere is done.
    #[must_use]
    pub fn progress(&self, step: Step, team: usize, talks: &Talks, poll: &Poll) -> Progress {
        if self.note(step).is_some() {
            return Progress::Done;
        }
        let done_or_begun = |done: bool, begun: bool| match (done, begun) {
            (true, _) => Progress::Done,
            (false, true) => Progress::Begun,
            (false, false) => Progress::ToDo,
        };
        let any = |is: fn(Status) -> bool| talks.speakers().any(|speaker| is(speaker.status));
        match step {
            // Only who sent it can say that it was sent.
            Step::Call => done_or_begun(false, self.has_call),
            Step::Announce => done_or_begun(false, self.has_announcement),
            Step::Team => done_or_begun(team > 1, team > 0),
            Step::Invite => done_or_begun(any(|status| status > Status::Suggested), any(|_| true)),
            Step::List => {
                done_or_begun(any(Status::is_willing) && !any(Status::is_awaited), any(|status| !status.is_awaited()))
            }
            Step::Poll => {
                let chosen = poll.chosen.is_some_and(|chosen| chosen.date.is_some() && chosen.venue.is_some());
                done_or_begun(chosen, !poll.is_empty())
            }
            Step::Publish => done_or_begun(!self.listing.is_empty(), false),
        }
    }
}
