//! Views of any open document, a commons or a meetup: its title, its text, where my work is, who is here.

mod broken;
mod chip;
mod conflict;
mod journal;
mod naming;
mod notices;
mod pad;
mod people;
mod shortcuts;
mod tabs;
mod title;
mod toolbar;

pub(crate) use broken::Broken;
pub(crate) use chip::SafetyChip;
pub(crate) use conflict::Conflict;
pub(crate) use journal::{Journal, Told, name_of};
pub(crate) use naming::AsksName;
pub(crate) use notices::RoomNotices;
pub(crate) use pad::Pad;
pub(crate) use people::{People, key as person_key};
pub(crate) use title::{Title, TitleConflict};
pub(crate) use toolbar::History;
