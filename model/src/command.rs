//! Every edit a person can make. A command is applied whole, as one change, or not at all.

/// One replacement in a text: at `at`, remove `delete` units, then insert `insert`. UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: usize,
    pub delete: usize,
    pub insert: String,
}

/// An edit of a meetup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Gives the meetup a title, and settles any conflict about it.
    RenameMeetup { title: String },
    /// Takes a renaming back: `from` becomes `to` again, unless somebody has renamed the meetup since.
    UndoRename { from: String, to: String },
    /// Edits the pad. Each splice counts in the text that the one before it left.
    EditPad { splices: Vec<Splice> },
}
