//! What the page of a meetup is made of.

mod broken;
mod chip;
mod conflict;
mod naming;
mod notices;
mod open;
mod pad;
mod people;
mod shortcuts;
mod tabs;
mod title;
mod toolbar;
mod trail;

pub(crate) use broken::Broken;
pub(crate) use open::OpenMeetup;
