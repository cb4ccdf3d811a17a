//! What only a browser has: its store, its sockets, its clock, its windows. The one folder that knows them.
//!
//! Everything here compiles on the server as well and is never called there: it is reached from effects and
//! event handlers only, which do not run while a page is rendered.

pub mod calendar;
pub mod channel;
pub mod clock;
pub mod editor;
pub mod http;
pub mod page;
pub mod random;
pub mod socket;
pub mod store;
pub mod trial;
