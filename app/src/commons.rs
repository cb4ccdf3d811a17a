//! What the pages of a commons are made of.

mod awaits;
mod community;
mod doors;
mod ideas;
mod map;
mod news;
mod next;
mod open;
mod sandbox;
mod settings;
mod withdraw;

#[cfg(debug_assertions)]
pub(crate) use map::OnMap;
pub(crate) use open::OpenCommons;
