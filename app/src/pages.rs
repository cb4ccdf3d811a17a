//! The pages: one file an address.

mod landing;
mod lost;
mod meetup;

pub(crate) use landing::Landing;
pub(crate) use lost::{Lost, LostWay};
pub(crate) use meetup::Meetup;
