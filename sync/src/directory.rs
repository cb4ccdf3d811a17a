//! The directory: what people say of themselves, in their own signed words.
//!
//! Documents hold opaque numbers only, because their history is for ever. A name stands here, in a row that only its
//! owner can write and that can be erased. Each device has a key pair ([`DeviceKey`]); a person's number is the beginning
//! of the hash of the public key, so that nobody can claim another's. What a row holds is a [`Statement`], which anybody
//! can check and hand on, and the newest one counts ([`takes`]). Nothing here knows where rows are kept, nor what time it
//! is.

mod ask;
mod key;
mod merge;
mod profile;
mod statement;

pub use ask::{Answer, Ask, MAX_ASKED, NotUnderstood, Outdated};
pub use key::{DeviceKey, person_of};
pub use merge::{Refused, Taken, next_version, takes};
pub use profile::{MAX_NAME, MAX_WORDS, NotAProfile, Profile};
pub use statement::{AHEAD, MAX_STATEMENT, MAX_VERSION, NotAStatement, Statement, Verified};
