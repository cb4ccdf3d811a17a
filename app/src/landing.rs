//! What the first page is made of.

mod forget;
mod known;
mod phases;
mod start;

pub(crate) use known::Known;
pub(crate) use phases::Phases;
pub(crate) use start::Start;
