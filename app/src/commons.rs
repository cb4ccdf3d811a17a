//! What the pages of a commons are made of.

mod awaits;
mod community;
mod doors;
mod map;
mod news;
mod next;
mod open;
mod sandbox;
mod settings;
mod withdraw;

pub(crate) use open::OpenCommons;
