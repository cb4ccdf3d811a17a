//! What the pages of a commons are made of.

mod awaits;
mod carto;
mod community;
mod doors;
mod ideas;
mod map;
mod news;
mod next;
mod open;
mod sandbox;
mod settings;
mod strands;
mod withdraw;

pub(crate) use carto::CartoPage;
pub(crate) use community::Community;
pub(crate) use ideas::IdeaBox;
#[cfg(debug_assertions)]
pub(crate) use map::OnMap;
pub(crate) use next::NextMeetup;
pub(crate) use open::{MapPage, OpenCommons};
pub(crate) use settings::Settings;
pub(crate) use strands::StrandsPage;
