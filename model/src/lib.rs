//! What a meetup means.
//!
//! A meetup is an Automerge document. This crate gives it its first change ([`genesis`]), lets a person
//! act on it ([`Command`], [`apply()`]), and reads it whatever it holds ([`read()`]). It knows Automerge and
//! nothing of the network, the browser, the clock, chance or HTML.
//!
//! Positions and lengths in texts are UTF-16 code units, as the editor and JavaScript count them. Times are
//! UTC milliseconds, told by the caller.

mod apply;
mod command;
pub mod genesis;
mod meetup;
pub mod pad;
mod person;
mod read;

pub use apply::{Applied, ApplyError, Author, apply};
pub use command::{Command, Splice};
pub use meetup::{Meetup, Title};
pub use pad::Pad;
pub use person::PersonId;
pub use read::{Problem, read, read_schema, read_title};

/// The newest schema this version can write.
pub const SCHEMA: u64 = 1;

/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;

/// The names of the fields at the root of a meetup.
mod field {
    pub(crate) const SCHEMA: &str = "schema";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const PAD: &str = "pad";
    pub(crate) const ACTORS: &str = "actors";
}
