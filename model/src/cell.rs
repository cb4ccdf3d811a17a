//! Where a value stands in a document, and what can stand there.
//!
//! What people say beside the shared texts has one of three shapes, so chosen that nothing said at the same moment is
//! lost:
//!
//! - a field of the document itself ([`Own`]): its theme, its problem;
//! - a row ([`Rows`]): a thing that somebody added, under an id drawn at random, with fields of its own. Taking it away is
//!   one more field, which any edit beats;
//! - a mark ([`Marks`]): what one person says, of the whole or of one thing, in a register of its own, so that it counts
//!   once from however many devices it was said.
//!
//! Two values that were given at once to one cell are both kept: one is read, and the other beside it ([`Said`]).

use crate::{
    Kind, PersonId, Step,
    attendance::{self, SEATS},
    bilan::{ALLOWANCE, CAME, RATINGS, WAITING},
    carto::COLOURS,
    field,
    id::opaque,
    poll::CAPACITY,
};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

opaque! {
    /// A row, drawn at random by whoever adds it.
    RowId
}

/// Room for the heads at which a passage was read: a device that only looks on while many write has many.
const MOST_HEADS: usize = 16_000;

/// Longest description of a node, in characters.
const MOST_DESCRIBED: usize = 10_000;

/// Where one value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Own(Own),
    Row(Rows, RowId, Field),
    Mark(Marks, Mark),
}

/// A field of the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// What a meetup is about.
    Theme,
    /// The question that it wants to answer.
    Problem,
    /// How many seats a meetup has.
    Seats,
    /// The date and the venue on which the poll was closed ([`Choice`](crate::Choice)).
    Chosen,
    /// Where the meetup is announced on another site: an address.
    Listing,
    /// That a step was done elsewhere, with a note; an empty one says no more.
    Step(Step),
    /// Where the bilan is ([`Moment`](crate::Moment)).
    Moment,
    /// Who leads it, by their id.
    Facilitator,
    /// How long a moment takes ([`Timer`](crate::Timer)).
    Timer,
    /// How many points each person has to give.
    Allowance,
    /// How many people came, as somebody counted them.
    Came,
}

/// The tables of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rows {
    /// What the team of a meetup wants of it.
    Intentions,
    /// The ideas of the community that a meetup has taken up, under the ids that they have in the commons.
    Adopted,
    /// What a community might do next.
    Ideas,
    /// What is said about ideas.
    Remarks,
    /// What somebody could come to tell at a meetup.
    Talks,
    /// When a meetup could be.
    Dates,
    /// Where a meetup could be.
    Venues,
    /// What was kept, what was a problem, what would be better: the cards of the bilan.
    Cards,
    /// Cards that say the same.
    Groups,
    /// What happened on the day, and when.
    Happenings,
    /// What came from the bilan of the meetup before, under the ids that it has there.
    Carried,
    /// What shows that a card or an intention's outcome is so.
    Evidence,
    /// The things on the Meta-Carto.
    Nodes,
    /// What leads from one of them to another.
    Links,
    /// What nodes and links can be.
    Types,
    /// Ways to look at the map that somebody kept.
    Views,
    /// Where the map stood at each meetup, under the meetup's id.
    Waymarks,
}

/// A field of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it says, on one line.
    Text,
    /// Where it stands among the others, the lowest first.
    Rank,
    /// What an idea is about ([`Topic`](crate::Topic)), by its name.
    Topic,
    /// The idea that it is the same as, by its id.
    SameAs,
    /// The meetup that has taken it up, by its id.
    Meetup,
    /// The idea that it is said of, by its id.
    Idea,
    /// The person that an idea is about, by their id.
    Person,
    /// What a talk is about, at more length.
    Summary,
    /// Addresses that tell more of a talk, one a line.
    Links,
    /// When a date begins and ends ([`When`](crate::When)).
    When,
    /// Where a venue is.
    Address,
    /// How many people a venue holds.
    Capacity,
    /// How one comes in, for whom it is easy and for whom not.
    Access,
    /// What a card is ([`Side`](crate::Side)).
    Side,
    /// The group in which a card is, by its id.
    Group,
    /// The problem that an improvement answers: of a card, by the id of the other; of what was carried on, in its words.
    Answers,
    /// What was decided of a card ([`Decision`](crate::Decision)).
    Decision,
    /// When something happened, in UTC milliseconds.
    Hour,
    /// Whether an intention was met ([`Outcome`](crate::Outcome)).
    Outcome,
    /// What was learnt from it.
    Lesson,
    /// What became of what was carried on ([`Fate`](crate::Fate)).
    Fate,
    /// Why.
    Note,
    /// The card or the intention that something shows, by its id.
    About,
    /// With which changes a passage stood: hashes, with spaces between them.
    Heads,
    /// Where a passage begins and ends, as [`Pad::cursor`](crate::Pad::cursor) says it.
    From,
    Until,
    /// Whose card it is, by their id, where somebody else wrote it down.
    Voice,
    /// What a node or a link is ([`Type`](crate::Type)), by its id.
    Type,
    /// Words by which a node is found, with commas between them.
    Tags,
    /// Where a node stands for all ([`Pin`](crate::Pin)).
    Pin,
    /// The nodes at which a link begins and to which it leads, by their ids.
    Source,
    Target,
    /// Whether a link leads one way only: 1, or 0.
    Directed,
    /// Whether a type is one of nodes or of links.
    Of,
    /// How what is of a type looks: the number of its colour, its outline ([`Shape`](crate::Shape)), a sign in it.
    Colour,
    Shape,
    Icon,
    /// What a view shows, as it stands in an address.
    Query,
}

/// The tables of what people say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marks {
    /// That they are of the team of a meetup, and in which role; an empty one is none in particular.
    Team,
    /// That they support an idea.
    Supports,
    /// Whether they come to a meetup ([`Seat`](crate::Seat)).
    Attendance,
    /// Whether they give a talk ([`Status`](crate::Status)).
    Speakers,
    /// Whether a date or a venue suits them ([`Vote`](crate::Vote)).
    Ballots,
    /// How many cards wait on their device for the moment when all are shown.
    Waiting,
    /// How many of their points they give to a card or a group.
    Points,
    /// How far an intention was met, from 1 to 5.
    Ratings,
}

/// The register of one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Of what it is said; `None` where it is said of the whole.
    pub of: Option<[u8; 16]>,
    /// By whom.
    pub by: PersonId,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    Text(String),
    Whole(i64),
}

/// What a cell says, and what was said there at the same moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub value: Datum,
    pub rivals: Vec<Datum>,
}

impl Said {
    /// This, with what was said of the same where somebody else wrote it down at the same moment.
    pub(crate) fn beside(mut self, other: Self) -> Self {
        self.rivals.extend(std::iter::once(other.value).chain(other.rivals));
        self.rivals.sort();
        self.rivals.dedup();
        self.rivals.retain(|rival| *rival != self.value);
        self
    }

    /// The other texts that were given at the same moment.
    #[must_use]
    pub fn rival_texts(&self) -> Vec<String> {
        self.rivals.iter().map(|rival| rival.text().to_owned()).filter(|text| !text.is_empty()).collect()
    }
}

impl Cell {
    /// The kind of documents that have it.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Own(own) => own.kind(),
            Self::Row(rows, ..) => rows.kind(),
            Self::Mark(marks, _) => marks.kind(),
        }
    }

    /// The schema that has it.
    #[must_use]
    pub const fn schema(self) -> u64 {
        match self {
            Self::Own(own) => own.schema(),
            Self::Row(rows, ..) => rows.schema(),
            Self::Mark(marks, _) => marks.schema(),
        }
    }

    /// The most characters of a text in it.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Row(_, _, Field::Heads) => MOST_HEADS,
            Self::Row(Rows::Nodes, _, Field::Summary) => MOST_DESCRIBED,
            Self::Row(_, _, Field::Tags | Field::Query) => crate::MAX_REMARK,
            _ if self.is_line() => crate::MAX_TITLE,
            _ => crate::MAX_REMARK,
        }
    }

    /// The numbers that can stand in it.
    #[must_use]
    pub const fn range(self) -> RangeInclusive<i64> {
        match self {
            Self::Own(Own::Seats) => SEATS,
            Self::Row(Rows::Venues, _, Field::Capacity) => CAPACITY,
            Self::Own(Own::Allowance) | Self::Mark(Marks::Points, _) => ALLOWANCE,
            Self::Own(Own::Came) => CAME,
            Self::Row(_, _, Field::Colour) => COLOURS,
            Self::Row(_, _, Field::Directed) => 0..=1,
            Self::Mark(Marks::Ratings, _) => RATINGS,
            Self::Mark(Marks::Waiting, _) => WAITING,
            _ => i64::MIN..=i64::MAX,
        }
    }

    /// What stands in it again, when what was said after this is taken back.
    pub(crate) fn again(self, said: Datum) -> Datum {
        match self {
            Self::Mark(Marks::Attendance, _) => attendance::given_back(said),
            _ => said,
        }
    }

    /// Whether a text in it is one line.
    #[must_use]
    pub const fn is_line(self) -> bool {
        !matches!(
            self,
            Self::Row(Rows::Remarks, _, Field::Text)
                | Self::Row(Rows::Evidence, _, Field::Text | Field::Address)
                | Self::Row(Rows::Nodes, _, Field::Address)
                | Self::Row(
                    _,
                    _,
                    Field::Summary | Field::Links | Field::Access | Field::Lesson | Field::Note | Field::Heads
                )
                | Self::Own(Own::Step(_))
        )
    }
}

impl Own {
    pub const ALL: [Self; 17] = [
        Self::Theme,
        Self::Problem,
        Self::Seats,
        Self::Chosen,
        Self::Listing,
        Self::Step(Step::Call),
        Self::Step(Step::Team),
        Self::Step(Step::Invite),
        Self::Step(Step::List),
        Self::Step(Step::Poll),
        Self::Step(Step::Announce),
        Self::Step(Step::Publish),
        Self::Moment,
        Self::Facilitator,
        Self::Timer,
        Self::Allowance,
        Self::Came,
    ];

    #[must_use]
    pub const fn kind(self) -> Kind {
        Kind::Meetup
    }

    const fn schema(self) -> u64 {
        match self {
            Self::Theme | Self::Problem | Self::Seats => 3,
            Self::Chosen | Self::Listing | Self::Step(_) => 4,
            Self::Moment | Self::Facilitator | Self::Timer | Self::Allowance | Self::Came => 5,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Theme => field::THEME,
            Self::Problem => field::PROBLEM,
            Self::Seats => field::SEATS,
            Self::Chosen => field::CHOSEN,
            Self::Listing => field::LISTING,
            Self::Step(step) => step.field(),
            Self::Moment => field::MOMENT,
            Self::Facilitator => field::FACILITATOR,
            Self::Timer => field::TIMER,
            Self::Allowance => field::ALLOWANCE,
            Self::Came => field::CAME,
        }
    }

    pub(crate) fn of(kind: Kind, name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.kind() == kind && own.name() == name)
    }
}

impl Rows {
    pub const ALL: [Self; 17] = [
        Self::Intentions,
        Self::Adopted,
        Self::Ideas,
        Self::Remarks,
        Self::Talks,
        Self::Dates,
        Self::Venues,
        Self::Cards,
        Self::Groups,
        Self::Happenings,
        Self::Carried,
        Self::Evidence,
        Self::Nodes,
        Self::Links,
        Self::Types,
        Self::Views,
        Self::Waymarks,
    ];

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Ideas | Self::Remarks => Kind::Commons,
            Self::Nodes | Self::Links | Self::Types | Self::Views | Self::Waymarks => Kind::Carto,
            _ => Kind::Meetup,
        }
    }

    pub(crate) const fn schema(self) -> u64 {
        match self {
            Self::Nodes | Self::Links | Self::Types | Self::Views | Self::Waymarks => 1,
            Self::Ideas | Self::Remarks => 2,
            Self::Intentions | Self::Adopted => 3,
            Self::Talks | Self::Dates | Self::Venues => 4,
            Self::Cards | Self::Groups | Self::Happenings | Self::Carried | Self::Evidence => 5,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Intentions => field::INTENTIONS,
            Self::Adopted => field::ADOPTED,
            Self::Ideas => field::IDEAS,
            Self::Remarks => field::REMARKS,
            Self::Talks => field::TALKS,
            Self::Dates => field::DATES,
            Self::Venues => field::VENUES,
            Self::Cards => field::CARDS,
            Self::Groups => field::GROUPS,
            Self::Happenings => field::HAPPENINGS,
            Self::Carried => field::CARRIED,
            Self::Evidence => field::EVIDENCE,
            Self::Nodes => field::NODES,
            // What a row calls the addresses of a talk is a table here: they never stand in one map.
            Self::Links => field::LINKS,
            Self::Types => field::TYPES,
            Self::Views => field::VIEWS,
            Self::Waymarks => field::WAYMARKS,
        }
    }

    /// The field that says what a row is.
    #[must_use]
    pub const fn says(self) -> Field {
        match self {
            Self::Dates => Field::When,
            _ => Field::Text,
        }
    }
}

impl Field {
    pub const ALL: [Self; 38] = [
        Self::Text,
        Self::Rank,
        Self::Topic,
        Self::SameAs,
        Self::Meetup,
        Self::Idea,
        Self::Person,
        Self::Summary,
        Self::Links,
        Self::When,
        Self::Address,
        Self::Capacity,
        Self::Access,
        Self::Side,
        Self::Group,
        Self::Answers,
        Self::Decision,
        Self::Hour,
        Self::Outcome,
        Self::Lesson,
        Self::Fate,
        Self::Note,
        Self::About,
        Self::Heads,
        Self::From,
        Self::Until,
        Self::Voice,
        Self::Type,
        Self::Tags,
        Self::Pin,
        Self::Source,
        Self::Target,
        Self::Directed,
        Self::Of,
        Self::Colour,
        Self::Shape,
        Self::Icon,
        Self::Query,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => field::TEXT,
            Self::Rank => field::RANK,
            Self::Topic => field::TOPIC,
            Self::SameAs => field::SAME_AS,
            Self::Meetup => field::MEETUP,
            Self::Idea => field::IDEA,
            Self::Person => field::PERSON,
            Self::Summary => field::SUMMARY,
            Self::Links => field::LINKS,
            Self::When => field::WHEN,
            Self::Address => field::ADDRESS,
            Self::Capacity => field::CAPACITY,
            Self::Access => field::ACCESS,
            Self::Side => field::SIDE,
            Self::Group => field::GROUP,
            Self::Answers => field::ANSWERS,
            Self::Decision => field::DECISION,
            Self::Hour => field::HOUR,
            Self::Outcome => field::OUTCOME,
            Self::Lesson => field::LESSON,
            Self::Fate => field::FATE,
            Self::Note => field::NOTE,
            Self::About => field::ABOUT,
            Self::Heads => field::HEADS,
            Self::From => field::FROM,
            Self::Until => field::UNTIL,
            Self::Voice => field::VOICE,
            Self::Type => field::TYPE,
            Self::Tags => field::TAGS,
            Self::Pin => field::PIN,
            Self::Source => field::SOURCE,
            Self::Target => field::TARGET,
            Self::Directed => field::DIRECTED,
            Self::Of => field::OF,
            Self::Colour => field::COLOUR,
            Self::Shape => field::SHAPE,
            Self::Icon => field::ICON,
            Self::Query => field::QUERY,
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl Marks {
    pub const ALL: [Self; 8] = [
        Self::Team,
        Self::Supports,
        Self::Attendance,
        Self::Speakers,
        Self::Ballots,
        Self::Waiting,
        Self::Points,
        Self::Ratings,
    ];

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Supports => Kind::Commons,
            _ => Kind::Meetup,
        }
    }

    const fn schema(self) -> u64 {
        match self {
            Self::Supports => 2,
            Self::Team | Self::Attendance => 3,
            Self::Speakers | Self::Ballots => 4,
            Self::Waiting | Self::Points | Self::Ratings => 5,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Team => field::TEAM,
            Self::Supports => field::SUPPORTS,
            Self::Attendance => field::ATTENDANCE,
            Self::Speakers => field::SPEAKERS,
            Self::Ballots => field::BALLOTS,
            Self::Waiting => field::WAITING,
            Self::Points => field::POINTS,
            Self::Ratings => field::RATINGS,
        }
    }

    /// Whether it is for each person to say, so that nobody says it for all by restoring a moment.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        !matches!(self, Self::Team | Self::Supports)
    }

    /// The tables with the things that it is said of; to say it is to say something of the thing.
    pub(crate) const fn of(self) -> &'static [Rows] {
        match self {
            Self::Team | Self::Attendance | Self::Waiting => &[],
            Self::Supports => &[Rows::Ideas],
            Self::Speakers => &[Rows::Talks],
            Self::Ballots => &[Rows::Dates, Rows::Venues],
            Self::Points => &[Rows::Cards, Rows::Groups],
            Self::Ratings => &[Rows::Intentions],
        }
    }
}

impl Mark {
    /// What a person says of the whole.
    #[must_use]
    pub const fn by(by: PersonId) -> Self {
        Self { of: None, by }
    }

    /// What a person says of one thing.
    #[must_use]
    pub const fn of(of: RowId, by: PersonId) -> Self {
        Self { of: Some(of.0), by }
    }

    /// The key of its register: the person, after what it is about and a slash.
    pub(crate) fn key(self) -> String {
        match self.of {
            None => self.by.to_string(),
            Some(of) => format!("{}/{}", RowId::from_bytes(of), self.by),
        }
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        let (of, by) = match key.split_once('/') {
            None => (None, key),
            Some((of, by)) => (Some(*of.parse::<RowId>().ok()?.as_bytes()), by),
        };
        Some(Self { of, by: by.parse().ok()? })
    }
}

impl Datum {
    /// The text; empty for what is none.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Whole(_) => "",
        }
    }

    #[must_use]
    pub const fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            Self::Text(_) => None,
        }
    }
}
