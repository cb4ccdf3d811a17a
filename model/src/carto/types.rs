//! Types: what a node or a link is. Some are given (PAIR's four among them: projet, acteur, idée, ressource), and a community adds
//! its own, with a colour, a shape and an icon.

use crate::{Cell, Command, Datum, Field, Presence, Put, Row, RowId, Rows, Title};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Which colours a type can have, by their numbers.
pub const COLOURS: RangeInclusive<i64> = 0..=7;

/// Of what a type is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    #[default]
    Nodes,
    Links,
}

/// The outline of a node: nobody has to tell colours apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    #[default]
    Disc,
    Square,
    Diamond,
    Triangle,
    Hexagon,
    Pentagon,
    Star,
    Drop,
    Pill,
}

/// A type that every map has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    Project,
    Actor,
    Idea,
    Resource,
    Meetup,
    Theme,
    Problem,
    Tool,
    Place,
}

/// A type as the community has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Type {
    pub id: RowId,
    pub of: Of,
    /// Which of the given ones it is.
    pub given: Option<Given>,
    /// What the community calls it; empty for a given one that it calls as everybody does.
    pub name: Title,
    /// The number of its colour ([`COLOURS`]).
    pub colour: u8,
    pub shape: Shape,
    /// A sign or a letter in the middle of its nodes; empty for none.
    pub icon: String,
    /// Whether it was taken away, which a given one never is. What is of it says so until it is of another.
    pub is_gone: bool,
}

impl Shape {
    pub const ALL: [Self; 9] = [
        Self::Disc,
        Self::Square,
        Self::Diamond,
        Self::Triangle,
        Self::Hexagon,
        Self::Pentagon,
        Self::Star,
        Self::Drop,
        Self::Pill,
    ];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disc => "disc",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Triangle => "triangle",
            Self::Hexagon => "hexagon",
            Self::Pentagon => "pentagon",
            Self::Star => "star",
            Self::Drop => "drop",
            Self::Pill => "pill",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

impl Given {
    pub const ALL: [Self; 9] = [
        Self::Project,
        Self::Actor,
        Self::Idea,
        Self::Resource,
        Self::Meetup,
        Self::Theme,
        Self::Problem,
        Self::Tool,
        Self::Place,
    ];

    /// Its id: the same in every map, so that what a community says of it merges.
    #[must_use]
    pub const fn id(self) -> RowId {
        let mut bytes = *b"boucle: type 000";
        bytes[15] += self as u8;
        RowId::from_bytes(bytes)
    }

    #[must_use]
    pub fn of(id: RowId) -> Option<Self> {
        Self::ALL.into_iter().find(|given| given.id() == id)
    }

    /// The name in tables that are taken along.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Actor => "actor",
            Self::Idea => "idea",
            Self::Resource => "resource",
            Self::Meetup => "meetup",
            Self::Theme => "theme",
            Self::Problem => "problem",
            Self::Tool => "tool",
            Self::Place => "place",
        }
    }

    const fn looks(self) -> (u8, Shape) {
        match self {
            Self::Project => (0, Shape::Square),
            Self::Actor => (1, Shape::Disc),
            Self::Idea => (2, Shape::Diamond),
            Self::Resource => (3, Shape::Hexagon),
            Self::Meetup => (4, Shape::Pill),
            Self::Theme => (5, Shape::Star),
            Self::Problem => (6, Shape::Triangle),
            Self::Tool => (7, Shape::Pentagon),
            Self::Place => (3, Shape::Drop),
        }
    }
}

/// The given types, then those that were added, those that were added first first.
pub(super) fn types(rows: &[Row]) -> Vec<Type> {
    let given = Given::ALL.into_iter().map(|given| Type::given(given, rows.iter().find(|row| row.id == given.id())));
    let mut added: Vec<_> = rows.iter().filter(|row| Given::of(row.id).is_none()).collect();
    added.sort_by_key(|row| (row.at, row.id));
    given.chain(added.into_iter().map(Type::added)).collect()
}

impl Type {
    fn given(given: Given, row: Option<&Row>) -> Self {
        let (colour, shape) = given.looks();
        let plain = Self {
            id: given.id(),
            of: Of::Nodes,
            given: Some(given),
            name: Title::default(),
            colour,
            shape,
            icon: String::new(),
            is_gone: false,
        };
        // It is there whatever is taken back of what was said of it.
        let said = row.filter(|row| !row.is_gone);
        said.map_or(plain.clone(), |row| Self { given: Some(given), of: Of::Nodes, ..Self::read(row, plain) })
    }

    fn added(row: &Row) -> Self {
        let of = if row.text(Field::Of) == Of::Links.name() { Of::Links } else { Of::Nodes };
        let plain = Self {
            id: row.id,
            of,
            given: None,
            name: Title::default(),
            colour: 0,
            shape: Shape::Disc,
            icon: String::new(),
            is_gone: false,
        };
        Self::read(row, plain)
    }

    /// What a row says, and the rest as it was.
    fn read(row: &Row, plain: Self) -> Self {
        let colour = row.whole(Field::Colour).filter(|colour| COLOURS.contains(colour));
        Self {
            name: row.title(Field::Text),
            colour: colour.and_then(|colour| u8::try_from(colour).ok()).unwrap_or(plain.colour),
            shape: Shape::of(row.text(Field::Shape)).unwrap_or(plain.shape),
            icon: row.text(Field::Icon).to_owned(),
            is_gone: row.is_gone,
            ..plain
        }
    }

    /// Adds one.
    #[must_use]
    pub fn add(id: RowId, of: Of, name: &str, colour: u8, shape: Shape, icon: &str) -> Command {
        let puts = vec![
            put(id, Field::Of, of.name()),
            put(id, Field::Text, name),
            coloured(id, colour),
            put(id, Field::Shape, shape.name()),
            put(id, Field::Icon, icon),
        ];
        Command::Put { puts }
    }

    /// Calls it so, or settles which of several names it has.
    #[must_use]
    pub fn name(id: RowId, name: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, name)] }
    }

    /// Lets what is of it look so. What stays as it is is not said: somebody else may change it at the same moment.
    #[must_use]
    pub fn look(&self, colour: u8, shape: Shape, icon: &str) -> Command {
        let puts = [
            (colour != self.colour).then(|| coloured(self.id, colour)),
            (shape != self.shape).then(|| put(self.id, Field::Shape, shape.name())),
            (icon != self.icon).then(|| put(self.id, Field::Icon, icon)),
        ];
        Command::Put { puts: puts.into_iter().flatten().collect() }
    }

    /// Takes it away, or brings it back. What is of it stays.
    #[must_use]
    pub fn take(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Types, id, gone }])
    }
}

impl Of {
    const fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Links => "links",
        }
    }
}

fn put(id: RowId, field: Field, text: &str) -> Put {
    Put { cell: Cell::Row(Rows::Types, id, field), value: Some(Datum::Text(text.to_owned())) }
}

fn coloured(id: RowId, colour: u8) -> Put {
    Put { cell: Cell::Row(Rows::Types, id, Field::Colour), value: Some(Datum::Whole(i64::from(colour))) }
}
