//! A meetup as views read it: plain values, no document.

use crate::PersonId;
use std::collections::BTreeMap;

/// One edition of a community's meetup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetup {
    /// The schema the document was written with.
    pub schema: u64,
    pub title: Title,
    /// The pad, in Markdown.
    pub pad: String,
    /// Which person wrote as which Automerge actor (hexadecimal).
    pub actors: BTreeMap<String, PersonId>,
}

impl Meetup {
    /// Whether a newer version wrote the document: it can be read, and must not be written.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.schema > crate::SCHEMA
    }
}

/// A title, and the others given at the same moment by people who could not see each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// The one every replica shows. Empty while nobody has given one.
    pub text: String,
    /// The titles it stands against. Naming the meetup again, with any of them, settles it.
    pub rivals: Vec<String>,
}
