//! Every edit a person can make. A command is applied whole, as one change, or not at all.

use crate::{Cell, CommonsId, Datum, Kind, MeetupId, Phase, RowId, Rows, Text};
use automerge::ChangeHash;

/// One replacement in a text: at `at`, remove `delete` units, then insert `insert`. UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: usize,
    pub delete: usize,
    pub insert: String,
}

/// A value for a cell; `None` clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    pub cell: Cell,
    pub value: Option<Datum>,
}

/// What was put into a cell, and what stood there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub cell: Cell,
    pub mine: Option<Datum>,
    pub before: Option<Datum>,
}

/// Whether a row is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    pub of: Rows,
    pub id: RowId,
    pub gone: bool,
}

/// An edit of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Gives the meetup a title, or the commons its name, and settles any conflict about it.
    Rename { title: String },
    /// Takes a renaming back: `from` becomes `to` again, unless somebody has renamed it since.
    UndoRename { from: String, to: String },
    /// Edits a text that everybody writes. Each splice counts in the text that the one before it left.
    EditText { text: Text, splices: Vec<Splice> },

    /// Says of a new meetup where it belongs.
    PlaceMeetup { commons: CommonsId, number: u64, previous: Option<MeetupId> },
    /// Moves the meetup to a phase, and settles any conflict about it.
    MovePhase { to: Phase },
    /// Takes that back, unless somebody has moved it since.
    UndoMovePhase { from: Phase, to: Phase },

    /// Puts values into cells, all or none, and settles any conflict there. A row that is not there is added. A text becomes
    /// one line.
    Put { puts: Vec<Put> },
    /// Takes that back, cell by cell, unless somebody has said something else there since; rows come and go, unless somebody
    /// else has said something of one since these heads.
    UndoPut { puts: Vec<Undone>, rows: Vec<Presence>, since: Vec<ChangeHash> },
    /// Takes rows away, or brings them back. Whatever is said of one since, or at the same moment, brings it back as well.
    TakeAway(Vec<Presence>),

    /// Adds the next meetup to the commons, after `previous`: the last one, or none for the first.
    AddMeetup { id: MeetupId, title: String, previous: Option<MeetupId> },
    /// Takes a meetup back from the map, or puts it there again. The meetup itself stays as it is.
    WithdrawMeetup { id: MeetupId, withdrawn: bool },
    /// Tells the commons what the map shows of a meetup, by whoever has both open.
    ShowMeetup { id: MeetupId, title: String, phase: Phase },
}

impl Command {
    /// The kind of documents that it is for; `None` when it is for all.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Rename { .. } | Self::UndoRename { .. } => None,
            Self::EditText { text, .. } => Some(text.kind()),
            Self::PlaceMeetup { .. } | Self::MovePhase { .. } | Self::UndoMovePhase { .. } => Some(Kind::Meetup),
            Self::Put { puts } => puts.first().map(|put| put.cell.kind()),
            Self::UndoPut { puts, rows, .. } => {
                let of_cell = puts.first().map(|put| put.cell.kind());
                of_cell.or_else(|| rows.first().map(|row| row.of.kind()))
            }
            Self::TakeAway(rows) => rows.first().map(|row| row.of.kind()),
            Self::AddMeetup { .. } | Self::WithdrawMeetup { .. } | Self::ShowMeetup { .. } => Some(Kind::Commons),
        }
    }

    /// The schema that has what it writes: the document is raised to it before ([`begin`](crate::genesis::begin)).
    #[must_use]
    pub fn schema(&self) -> u64 {
        match self {
            Self::PlaceMeetup { .. } | Self::MovePhase { .. } | Self::UndoMovePhase { .. } => 2,
            Self::EditText { text, .. } => text.schema(),
            Self::Put { puts } => puts.iter().map(|put| put.cell.schema()).max().unwrap_or(1),
            Self::UndoPut { puts, rows, .. } => {
                let rows = rows.iter().map(|row| row.of.schema());
                puts.iter().map(|put| put.cell.schema()).chain(rows).max().unwrap_or(1)
            }
            Self::TakeAway(rows) => rows.iter().map(|row| row.of.schema()).max().unwrap_or(1),
            _ => 1,
        }
    }
}
