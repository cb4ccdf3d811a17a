//! What the views read, and the few things they may ask for.
//!
//! [`Device`] is this browser: its person, its known meetups. [`Room`] is one open meetup: a replica, its store
//! and its connection, seen as signals. Both are handles, free to copy. On the server they are inert.

mod agenda;
mod annals;
mod book;
mod courier;
pub mod device;
pub mod people;
pub mod room;
mod sandbox;
mod stand_ins;
mod tellings;
mod unkept;

pub use agenda::{Agenda, Invite};
pub use book::Card;
pub use device::{Device, KnownDocument, Missing};
pub use people::{Code, NoCode};
pub use room::{Availability, Drafts, EditorWords, Format, Reading, Room, Safety, Then, Trouble};
pub use sandbox::NoExample;
