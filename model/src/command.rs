//! Every edit a person can make. A command is applied whole, as one change, or not at all.

use crate::{CommonsId, Kind, MeetupId, Phase};

/// One replacement in a text: at `at`, remove `delete` units, then insert `insert`. UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: usize,
    pub delete: usize,
    pub insert: String,
}

/// An edit of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Gives the meetup a title, or the commons its name, and settles any conflict about it.
    Rename { title: String },
    /// Takes a renaming back: `from` becomes `to` again, unless somebody has renamed it since.
    UndoRename { from: String, to: String },
    /// Edits the text that everybody writes: the pad of a meetup, the vision of a commons. Each splice counts in the text
    /// that the one before it left.
    EditPad { splices: Vec<Splice> },

    /// Says of a new meetup where it belongs.
    PlaceMeetup { commons: CommonsId, number: u64, previous: Option<MeetupId> },
    /// Moves the meetup to a phase, and settles any conflict about it.
    MovePhase { to: Phase },
    /// Takes that back, unless somebody has moved it since.
    UndoMovePhase { from: Phase, to: Phase },

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
    pub const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Rename { .. } | Self::UndoRename { .. } | Self::EditPad { .. } => None,
            Self::PlaceMeetup { .. } | Self::MovePhase { .. } | Self::UndoMovePhase { .. } => Some(Kind::Meetup),
            Self::AddMeetup { .. } | Self::WithdrawMeetup { .. } | Self::ShowMeetup { .. } => Some(Kind::Commons),
        }
    }

    /// The schema that has what it writes: the document is raised to it before ([`begin`](crate::genesis::begin)).
    #[must_use]
    pub const fn schema(&self) -> u64 {
        match self {
            Self::PlaceMeetup { .. } | Self::MovePhase { .. } | Self::UndoMovePhase { .. } => 2,
            _ => 1,
        }
    }
}
