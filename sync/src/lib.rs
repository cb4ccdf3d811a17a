//! Who needs which change: the automerge-repo protocol, version 1, for both ends of the wire.
//!
//! Nothing here reads a clock, opens a socket or touches a disk: the caller says what came in and
//! what time it is, and performs what comes out. It knows Automerge's change headers and nothing of
//! what a meetup is, so that documents whose content is sealed travel the same way.

mod ahead;
pub mod chunk;
pub mod directory;
pub mod gate;
pub mod glance;
pub mod graph;
pub mod id;
pub mod message;
pub mod presence;
pub mod relay;
pub mod session;

pub use id::{DocumentId, DocumentName, PeerId};
