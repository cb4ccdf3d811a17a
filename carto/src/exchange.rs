//! The map as it is taken along and brought in: tables for spreadsheets (CSV), a document for programs (JSON), a list that is
//! pasted.
//!
//! What is brought in is read whole or not at all: [`Sheet::read`] gives a sheet, or all that is wrong in the table and where.
//! A sheet tells what it would change ([`Sheet::news`]) before it changes it, and is one command, so that it is taken back
//! whole. What the loop brings is in what goes out, and is passed over when it comes back: it is not of the document.
//!
//! It knows nothing of files, of windows, or of how ids are drawn.

pub mod json;
pub mod links;
mod names;
pub mod nodes;
pub mod paste;
mod sheet;
mod table;

use crate::fold;
pub use sheet::Sheet;

/// The most rows of a table: what is brought in is one change, and has to travel in one message.
pub const MOST_ROWS: usize = 5_000;

/// The most bytes of text that is brought in at once, for the same reason.
pub const MOST_TEXT: usize = 400_000;

/// What is wrong in what was to be brought in, and where. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line of the file, 1 for the first.
    pub line: usize,
    /// The column, as the first line of the table calls it; `None` for the whole line.
    pub column: Option<String>,
    pub what: What,
    /// What stands there, its first 80 characters.
    pub found: String,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The bytes of the line are not UTF-8, as where two encodings are mixed.
    NotText,
    /// There is nothing in it.
    Empty,
    /// There is no column of this name: `label` in a table of nodes, `from` or `to` in one of links.
    NoColumn(&'static str),
    /// The line has more cells than the first one, which has so many.
    Cells { most: usize },
    /// The same id stands on an earlier line.
    Twice { first: usize },
    /// No node has that id or is called so.
    NoSuchNode,
    /// More than one is called so; an id would tell them apart.
    SeveralSuch,
    /// A link that leads to where it begins.
    ToItself,
    /// Not a number, or none that is on the map, or one of the two is missing.
    NotANumber,
    /// A text in this place has at most so many characters.
    TooLong { most: usize },
    /// An id is 32 hexadecimal digits.
    NotAnId,
    /// Neither that a link leads one way nor that it does not.
    NotADirection,
    /// So many lines at most.
    TooMany { most: usize },
    /// All that is new in it is longer than so many bytes together.
    TooMuch { most: usize },
    /// What is new has to be called something.
    NoLabel,
}

/// What bringing it in would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// What the nodes are called that are not on the map yet.
    pub added: Vec<String>,
    /// What the nodes, or the links, are called of which something would change.
    pub changed: Vec<String>,
    /// How many lines say what is so already.
    pub same: usize,
    /// How many links would be drawn.
    pub linked: usize,
    /// The types that the community does not have yet.
    pub new_types: Vec<String>,
    /// The columns of which nothing is read.
    pub passed_over: Vec<String>,
    /// How many lines are left alone: they are of what the loop brings, or of a node that counts as another.
    pub left_alone: usize,
}

impl News {
    /// Whether everything is so already.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.linked == 0
    }
}

impl Wrong {
    fn at(line: usize, column: Option<&str>, what: What, found: &str) -> Self {
        Self { line, column: column.map(str::to_owned), what, found: found.chars().take(80).collect() }
    }
}

/// A text as it stands in a place of one line, as documents take it: white space is folded, control characters go, a space that
/// does not break is a letter like others.
fn one_line(text: &str) -> String {
    let breaks = |c: char| (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')) || c.is_control();
    text.trim().split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What somebody is called, as it is compared.
fn key(label: &str) -> String {
    fold(&one_line(label)).trim().to_owned()
}
