//! What the page of a meetup is made of.

mod coming;
mod crumb;
mod open;
mod phase;
mod plan;
mod trail;

pub(crate) use open::OpenMeetup;
#[cfg(debug_assertions)]
pub(crate) use trail::Trail;
