//! What the room shows. The core sets these; nobody else does.

use super::{Availability, Drafts, Safety, Trouble};
use crate::projection::{Beside, OfMeetup, Projection};
use automerge::Automerge;
use boucle_model::{
    Attendance, Board, Carried, Carto, Edition, Evidence, Happening, Idea, Kind, PersonId, Place, Plan, Poll, Review,
    Standing, Steps, Talks, Title, read_attendance, read_authors, read_board, read_carried, read_carto, read_editions,
    read_evidence, read_given_back, read_happenings, read_ideas, read_phase, read_place, read_plan, read_poll,
    read_reviews, read_steps, read_talks, read_title,
};
use boucle_sync::presence::Person;
use leptos::prelude::*;

/// One thing shown, for as long as there is a page for it. A room outlives its page by the writes that are still being
/// answered; what it shows then is shown to nobody.
#[derive(Debug)]
pub(super) struct Showing<T: 'static>(RwSignal<T>);

impl<T> Clone for Showing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Showing<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Showing<T> {
    fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// What is shown; `None` once nobody looks.
    pub(super) fn get(self) -> Option<T> {
        self.0.try_get_untracked()
    }

    pub(super) fn is(self, value: &T) -> bool {
        self.0.try_with_untracked(|shown| shown == value).unwrap_or(false)
    }

    /// Shows something; what is shown already is not shown anew.
    pub(super) fn set(self, value: T) {
        if self.0.try_with_untracked(|shown| *shown != value).unwrap_or(false) {
            let _shown_to_nobody = self.0.try_set(value);
        }
    }

    pub(super) fn signal(self) -> Signal<T> {
        self.0.into()
    }
}

/// What a document says beside its text: of each kind what that kind has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) title: Title,
    pub(super) phase: Standing,
    pub(super) place: Option<Place>,
    pub(super) plan: Plan,
    pub(super) attendance: Attendance,
    pub(super) talks: Talks,
    pub(super) poll: Poll,
    pub(super) steps: Steps,
    pub(super) board: Board,
    pub(super) reviews: Vec<Review>,
    pub(super) happenings: Vec<Happening>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) carried: Vec<Carried>,
    /// What was given back to the meetup that it came from.
    pub(super) given_back: Vec<Carried>,
    pub(super) editions: Vec<Edition>,
    pub(super) ideas: Vec<Idea>,
    /// Everybody who has written in a commons.
    pub(super) authors: Vec<PersonId>,
    pub(super) carto: Carto,
}

impl Fields {
    /// As the server drew them.
    pub(super) fn drawn(projection: &Projection) -> Self {
        let title = Title { text: projection.title.clone(), rivals: Vec::new() };
        match projection.beside.clone() {
            Beside::Commons { editions, ideas } => Self { title, editions, ideas, ..Self::default() },
            Beside::Carto(carto) => Self { title, carto: *carto, ..Self::default() },
            Beside::Meetup(meetup) => {
                let OfMeetup { phase, place, plan, attendance, talks, poll, steps, .. } = *meetup;
                let OfMeetup { board, reviews, happenings, evidence, carried, .. } = *meetup;
                let phase = Standing { phase, rivals: Vec::new() };
                Self {
                    title,
                    phase,
                    place,
                    plan,
                    attendance,
                    talks,
                    poll,
                    steps,
                    board,
                    reviews,
                    happenings,
                    evidence,
                    carried,
                    ..Self::default()
                }
            }
        }
    }

    /// As the document has them.
    pub(super) fn read(doc: &Automerge, kind: Kind) -> Self {
        let title = read_title(doc, kind);
        match kind {
            Kind::Commons => {
                let (editions, ideas, authors) = (read_editions(doc), read_ideas(doc), read_authors(doc));
                Self { title, editions, ideas, authors, ..Self::default() }
            }
            Kind::Carto => Self { title, carto: read_carto(doc).0, ..Self::default() },
            Kind::Meetup => Self {
                title,
                phase: read_phase(doc),
                place: read_place(doc),
                plan: read_plan(doc),
                attendance: read_attendance(doc),
                talks: read_talks(doc),
                poll: read_poll(doc),
                steps: read_steps(doc),
                board: read_board(doc),
                reviews: read_reviews(doc),
                happenings: read_happenings(doc),
                evidence: read_evidence(doc),
                carried: read_carried(doc),
                given_back: read_given_back(doc),
                ..Self::default()
            },
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) title: Showing<Title>,
    pub(super) phase: Showing<Standing>,
    pub(super) place: Showing<Option<Place>>,
    pub(super) plan: Showing<Plan>,
    pub(super) attendance: Showing<Attendance>,
    pub(super) talks: Showing<Talks>,
    pub(super) poll: Showing<Poll>,
    pub(super) steps: Showing<Steps>,
    pub(super) board: Showing<Board>,
    pub(super) reviews: Showing<Vec<Review>>,
    pub(super) happenings: Showing<Vec<Happening>>,
    pub(super) evidence: Showing<Vec<Evidence>>,
    pub(super) carried: Showing<Vec<Carried>>,
    pub(super) given_back: Showing<Vec<Carried>>,
    pub(super) editions: Showing<Vec<Edition>>,
    pub(super) ideas: Showing<Vec<Idea>>,
    pub(super) authors: Showing<Vec<PersonId>>,
    pub(super) carto: Showing<Carto>,
    /// What waits on this device for the moment when all cards are shown.
    pub(super) drafts: Showing<Drafts>,
    /// Another number when the pad's text is another. Reading a long one takes time, so it is read only where it is shown.
    pub(super) pad: Showing<u64>,
    pub(super) people: Showing<Vec<Person>>,
    pub(super) safety: Showing<Safety>,
    pub(super) availability: Showing<Availability>,
    pub(super) can_undo: Showing<bool>,
    pub(super) can_redo: Showing<bool>,
    pub(super) asks_name: Showing<bool>,
    pub(super) trouble: Showing<Option<Trouble>>,
}

impl Shown {
    pub(super) fn new(fields: Fields) -> Self {
        Self {
            title: Showing::new(fields.title),
            phase: Showing::new(fields.phase),
            place: Showing::new(fields.place),
            plan: Showing::new(fields.plan),
            attendance: Showing::new(fields.attendance),
            talks: Showing::new(fields.talks),
            poll: Showing::new(fields.poll),
            steps: Showing::new(fields.steps),
            board: Showing::new(fields.board),
            reviews: Showing::new(fields.reviews),
            happenings: Showing::new(fields.happenings),
            evidence: Showing::new(fields.evidence),
            carried: Showing::new(fields.carried),
            given_back: Showing::new(fields.given_back),
            editions: Showing::new(fields.editions),
            ideas: Showing::new(fields.ideas),
            authors: Showing::new(fields.authors),
            carto: Showing::new(fields.carto),
            drafts: Showing::new(Drafts::default()),
            pad: Showing::new(0),
            people: Showing::new(Vec::new()),
            safety: Showing::new(Safety::Opening),
            availability: Showing::new(Availability::Opening),
            can_undo: Showing::new(false),
            can_redo: Showing::new(false),
            asks_name: Showing::new(false),
            trouble: Showing::new(None),
        }
    }

    pub(super) fn set_fields(self, fields: Fields) {
        self.title.set(fields.title);
        self.phase.set(fields.phase);
        self.place.set(fields.place);
        self.plan.set(fields.plan);
        self.attendance.set(fields.attendance);
        self.talks.set(fields.talks);
        self.poll.set(fields.poll);
        self.steps.set(fields.steps);
        self.board.set(fields.board);
        self.reviews.set(fields.reviews);
        self.happenings.set(fields.happenings);
        self.evidence.set(fields.evidence);
        self.carried.set(fields.carried);
        self.given_back.set(fields.given_back);
        self.editions.set(fields.editions);
        self.ideas.set(fields.ideas);
        self.authors.set(fields.authors);
        self.carto.set(fields.carto);
    }

    pub(super) fn pad_changed(self) {
        if let Some(before) = self.pad.get() {
            self.pad.set(before.wrapping_add(1));
        }
    }

    pub(super) fn is_here(self) -> bool {
        self.availability.is(&Availability::Here)
    }
}
