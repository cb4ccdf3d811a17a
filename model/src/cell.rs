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

use crate::{Kind, PersonId, field, id::opaque};

opaque! {
    /// A row, drawn at random by whoever adds it.
    RowId
}

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
}

/// The tables of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rows {
    /// What the team of a meetup wants of it.
    Intentions,
}

/// A field of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it says, on one line.
    Text,
    /// Where it stands among the others, the lowest first.
    Rank,
}

/// The tables of what people say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marks {
    /// That they are of the team of a meetup, and in which role; an empty one is none in particular.
    Team,
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

    /// The most characters of a text in it.
    #[must_use]
    pub const fn most(self) -> usize {
        crate::MAX_TITLE
    }
}

impl Own {
    pub const ALL: [Self; 2] = [Self::Theme, Self::Problem];

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Theme | Self::Problem => Kind::Meetup,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Theme => field::THEME,
            Self::Problem => field::PROBLEM,
        }
    }

    pub(crate) fn of(kind: Kind, name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.kind() == kind && own.name() == name)
    }
}

impl Rows {
    pub const ALL: [Self; 1] = [Self::Intentions];

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Intentions => Kind::Meetup,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Intentions => field::INTENTIONS,
        }
    }
}

impl Field {
    pub const ALL: [Self; 2] = [Self::Text, Self::Rank];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => field::TEXT,
            Self::Rank => field::RANK,
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl Marks {
    pub const ALL: [Self; 1] = [Self::Team];

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Team => Kind::Meetup,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Team => field::TEAM,
        }
    }
}

impl Mark {
    /// What a person says of the whole.
    #[must_use]
    pub const fn by(by: PersonId) -> Self {
        Self { of: None, by }
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
