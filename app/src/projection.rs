//! What the server puts into a page, and what the browser draws first: the same, so that hydration fits.

use boucle_model::{
    Attendance, Board, Carried, Carto, Edition, Evidence, Happening, Idea, Kind, MeetupId, Phase, Pin, Place, Plan,
    Poll, Review, RowId, Steps, Talks, Telling, Text,
};
use serde::{Deserialize, Serialize};

/// A document without its history, as a public page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projection {
    /// The document's id, as it stands in the address.
    pub document: String,
    /// The title of the meetup, or the name of the commons.
    pub title: String,
    /// The pad, or the vision: in Markdown.
    pub text: String,
    pub beside: Beside,
}

/// What a document says beside its title and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    Commons { editions: Vec<Edition>, ideas: Vec<Idea> },
    Meetup(Box<OfMeetup>),
    Carto(Box<Carto>),
}

/// What a meetup says beside its title and its pad.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfMeetup {
    pub phase: Phase,
    pub place: Option<Place>,
    pub plan: Plan,
    pub attendance: Attendance,
    pub talks: Talks,
    pub poll: Poll,
    pub steps: Steps,
    pub board: Board,
    pub reviews: Vec<Review>,
    pub happenings: Vec<Happening>,
    pub evidence: Vec<Evidence>,
    pub carried: Vec<Carried>,
    /// What its team noted: in Markdown, as the three that follow.
    pub notes: String,
    pub call: String,
    pub announcement: String,
    pub bilan: String,
}

impl Projection {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.beside {
            Beside::Commons { .. } => Kind::Commons,
            Beside::Meetup(_) => Kind::Meetup,
            Beside::Carto(_) => Kind::Carto,
        }
    }

    /// What a meetup tells to the long view.
    #[must_use]
    pub fn telling(&self) -> Option<Telling> {
        match &self.beside {
            Beside::Commons { .. } | Beside::Carto(_) => None,
            Beside::Meetup(meetup) => {
                let OfMeetup { board, carried, reviews, plan, talks, .. } = &**meetup;
                Some(Telling::of(board, carried, reviews, plan, talks))
            }
        }
    }

    /// Its texts, in Markdown.
    #[must_use]
    pub fn texts(&self) -> Vec<(Text, String)> {
        let beside = match &self.beside {
            Beside::Commons { .. } | Beside::Carto(_) => Vec::new(),
            Beside::Meetup(meetup) => vec![
                (Text::Notes, meetup.notes.clone()),
                (Text::Call, meetup.call.clone()),
                (Text::Announcement, meetup.announcement.clone()),
                (Text::Bilan, meetup.bilan.clone()),
            ],
        };
        std::iter::once((self.kind().text(), self.text.clone())).chain(beside).collect()
    }
}

/// Everything a page is first drawn from. The server hands it to the app; the browser reads it from the
/// page's `<script type="application/json" id="initial">`; the offline shell has the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initial {
    /// The documents of this address that the server has; none on other pages and offline.
    pub documents: Vec<Projection>,
    /// Those that the server looked for, and has not.
    pub unknown: Vec<String>,
    /// What the meetups of a commons tell, those that could be read: on the pages of the long view and of the Meta-Carto alone.
    #[serde(default)]
    pub tellings: Option<Vec<(MeetupId, Telling)>>,
    /// Where everything on the Meta-Carto stands: on its page alone.
    #[serde(default)]
    pub places: Option<Vec<(RowId, Pin)>>,
}
