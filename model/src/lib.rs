//! What a commons and its meetups mean.
//!
//! Each is an Automerge document. This crate gives it its first change ([`genesis`]), lets a person act on it
//! ([`Command`], [`apply()`]), and reads it whatever it holds ([`read()`], [`read_commons()`]). It knows Automerge and
//! nothing of the network, the browser, the clock, chance or HTML.
//!
//! Positions and lengths in texts are UTF-16 code units, as the editor and JavaScript count them. Times are
//! UTC milliseconds, told by the caller.

mod apply;
mod attendance;
mod bilan;
mod carried;
mod carto;
mod cell;
mod command;
mod commons;
pub mod example;
pub mod genesis;
mod id;
mod ideas;
pub mod journal;
mod kind;
mod meetup;
mod milestones;
pub mod pad;
mod person;
mod phase;
mod plan;
mod poll;
mod read;
pub mod restore;
mod same;
mod steps;
mod strands;
pub mod table;
mod talks;
mod text;
mod when;

pub use apply::{Applied, ApplyError, Author, apply};
pub use attendance::{Answer, Attendance, Attendee, SEATS, Seat, count_seats, read_attendance};
pub use bilan::{
    ALLOWANCE, Board, CAME, Card, CardTable, Decision, Draft, Evidence, Group, Happening, Heap, Moment, Opening,
    Outcome, Passage, Review, Side, Stands, Tally, Timer, alike, are_alike, openings, read_board, read_evidence,
    read_happenings, read_reviews,
};
pub use carried::{Carried, Fate, Improvement, read_carried, read_given_back};
pub use carto::{
    COLOURS, Carto, CartoId, Duplicate, Given, Link, Node, Of, Pin, Shape, Type, View, Waymark, read_carto, tags,
};
pub use cell::{Cell, Datum, Field, Mark, Marks, Own, RowId, Rows, Said};
pub use command::{Command, Presence, Put, Splice, Undone};
pub use commons::{Commons, CommonsId, Edition, MeetupId, last_edition, next_number, standing};
pub use id::NotAnId;
pub use ideas::{Idea, Remark, Topic, read_ideas};
pub use kind::{Constant, Kind};
pub use meetup::{Meetup, Move, Place, Standing, Title};
pub use milestones::{Annals, Milestone, Passed, Turn, flows_then, map_at, milestones, read_annals};
pub use pad::Pad;
pub use person::PersonId;
pub use phase::Phase;
pub use plan::{Adopted, Intention, Member, Plan, join, leave, plan_as_it_was, read_plan, say};
pub use poll::{Ballot, CAPACITY, Choice, Poll, Ranked, Slot, TakenOff, Venue, Vote, Votes, read_poll, sheet};
pub use read::{
    Problem, Row, read, read_authors, read_cell, read_commons, read_editions, read_marks, read_own, read_phase,
    read_place, read_rows, read_schema, read_title,
};
pub use steps::{Progress, Step, Steps, read_steps};
pub use strands::{
    Arrival, Became, Chapter, Flow, LongView, Stop, Strand, Sum, Telling, ToldCard, What, long_view, read_telling,
};
pub use talks::{Claim, Speaker, Status, Talk, Talks, read_talks};
pub use text::Text;
pub use when::{NotAWhen, When, calendar_day, utc_clock};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;

/// Longest remark about an idea, in characters.
pub const MAX_REMARK: usize = 1_000;

/// The names of the fields of documents.
mod field {
    pub(crate) const SCHEMA: &str = "schema";
    pub(crate) const ACTORS: &str = "actors";

    // Of a meetup.
    pub(crate) const TITLE: &str = "title";
    pub(crate) const PAD: &str = "pad";
    pub(crate) const COMMONS: &str = "commons";
    pub(crate) const NUMBER: &str = "number";
    pub(crate) const PREVIOUS: &str = "previous";
    pub(crate) const PHASE: &str = "phase";
    pub(crate) const PHASES: &str = "phases";
    pub(crate) const THEME: &str = "theme";
    pub(crate) const PROBLEM: &str = "problem";
    pub(crate) const TEAM: &str = "team";
    pub(crate) const INTENTIONS: &str = "intentions";
    pub(crate) const NOTES: &str = "notes";
    pub(crate) const ADOPTED: &str = "adopted";
    pub(crate) const SEATS: &str = "seats";
    pub(crate) const ATTENDANCE: &str = "attendance";
    pub(crate) const TALKS: &str = "talks";
    pub(crate) const SPEAKERS: &str = "speakers";
    pub(crate) const DATES: &str = "dates";
    pub(crate) const VENUES: &str = "venues";
    pub(crate) const BALLOTS: &str = "ballots";
    pub(crate) const CHOSEN: &str = "chosen";
    pub(crate) const LISTING: &str = "listing";
    pub(crate) const CALL: &str = "call";
    pub(crate) const ANNOUNCEMENT: &str = "announcement";
    pub(crate) const BILAN: &str = "bilan";
    pub(crate) const MOMENT: &str = "moment";
    pub(crate) const FACILITATOR: &str = "facilitator";
    pub(crate) const TIMER: &str = "timer";
    pub(crate) const ALLOWANCE: &str = "allowance";
    pub(crate) const CAME: &str = "came";
    pub(crate) const CARDS: &str = "cards";
    pub(crate) const GROUPS: &str = "groups";
    pub(crate) const HAPPENINGS: &str = "happenings";
    pub(crate) const CARRIED: &str = "carried";
    pub(crate) const EVIDENCE: &str = "evidence";
    pub(crate) const WAITING: &str = "waiting";
    pub(crate) const POINTS: &str = "points";
    pub(crate) const RATINGS: &str = "ratings";

    // Of a commons.
    pub(crate) const NAME: &str = "name";
    pub(crate) const VISION: &str = "vision";
    pub(crate) const MEETUPS: &str = "meetups";
    pub(crate) const IDEAS: &str = "ideas";
    pub(crate) const SUPPORTS: &str = "supports";
    pub(crate) const REMARKS: &str = "remarks";

    // Of the Meta-Carto.
    pub(crate) const LEGEND: &str = "legend";
    pub(crate) const NODES: &str = "nodes";
    pub(crate) const TYPES: &str = "types";
    pub(crate) const VIEWS: &str = "views";
    pub(crate) const WAYMARKS: &str = "waymarks";

    // Of an entry in a list or a map of these.
    pub(crate) const AT: &str = "at";
    pub(crate) const BY: &str = "by";
    pub(crate) const WITHDRAWN: &str = "withdrawn";

    // Of a row.
    pub(crate) const TEXT: &str = "text";
    pub(crate) const RANK: &str = "rank";
    pub(crate) const TOPIC: &str = "topic";
    pub(crate) const SAME_AS: &str = "same-as";
    pub(crate) const MEETUP: &str = "meetup";
    pub(crate) const IDEA: &str = "idea";
    pub(crate) const PERSON: &str = "person";
    pub(crate) const SUMMARY: &str = "summary";
    pub(crate) const LINKS: &str = "links";
    pub(crate) const WHEN: &str = "when";
    pub(crate) const ADDRESS: &str = "address";
    pub(crate) const CAPACITY: &str = "capacity";
    pub(crate) const ACCESS: &str = "access";
    pub(crate) const SIDE: &str = "side";
    pub(crate) const GROUP: &str = "group";
    pub(crate) const ANSWERS: &str = "answers";
    pub(crate) const DECISION: &str = "decision";
    pub(crate) const HOUR: &str = "hour";
    pub(crate) const OUTCOME: &str = "outcome";
    pub(crate) const LESSON: &str = "lesson";
    pub(crate) const FATE: &str = "fate";
    pub(crate) const NOTE: &str = "note";
    pub(crate) const ABOUT: &str = "about";
    pub(crate) const HEADS: &str = "heads";
    pub(crate) const FROM: &str = "from";
    pub(crate) const UNTIL: &str = "until";
    pub(crate) const VOICE: &str = "voice";
    pub(crate) const TYPE: &str = "type";
    pub(crate) const TAGS: &str = "tags";
    pub(crate) const PIN: &str = "pin";
    pub(crate) const SOURCE: &str = "source";
    pub(crate) const TARGET: &str = "target";
    pub(crate) const DIRECTED: &str = "directed";
    pub(crate) const OF: &str = "of";
    pub(crate) const COLOUR: &str = "colour";
    pub(crate) const SHAPE: &str = "shape";
    pub(crate) const ICON: &str = "icon";
    pub(crate) const QUERY: &str = "query";
    pub(crate) const EDITS: &str = "edits";
    pub(crate) const GONE: &str = "gone";
}
