//! What the first page is made of.

mod by_link;
mod example;
mod forget;
mod known;
mod phases;
mod start;

pub(crate) use by_link::ByLink;
pub(crate) use example::VisitExample;
pub(crate) use forget::{ForgetDialog, Forgetting};
pub(crate) use known::Known;
pub(crate) use phases::Phases;
pub(crate) use start::Start;
