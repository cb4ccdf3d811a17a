//! The first change of a meetup: the same constant bytes on every replica.
//!
//! Two people who open the same new meetup offline must not each create its root: both start from this
//! change, so what they write merges into one pad. The bytes are checked in and never change.

use automerge::{ActorId, Automerge, AutomergeError, LoadOptions, TextEncoding};

/// The first change of every meetup of schema 1.
pub const MEETUP: &[u8] = include_bytes!("genesis/meetup-1.change");

/// A new meetup, for a replica that writes as `actor`.
///
/// An actor must be fresh at each opening: never stored, never shared by two tabs.
///
/// # Panics
/// Never: the bytes are checked in and tested.
#[must_use]
pub fn meetup(actor: ActorId) -> Automerge {
    open(&[MEETUP], actor).expect("the genesis change is checked in and loads")
}

/// A meetup from stored chunks (snapshots and changes, in any order in which dependencies come first).
///
/// # Errors
/// When a chunk cannot be read.
pub fn open(chunks: &[&[u8]], actor: ActorId) -> Result<Automerge, AutomergeError> {
    let mut doc =
        Automerge::load_with_options(&chunks.concat(), LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit))?;
    doc.set_actor(actor);
    Ok(doc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SCHEMA, field};
    use automerge::{
        ObjType, ROOT,
        transaction::{CommitOptions, Transactable},
    };

    fn make() -> Vec<u8> {
        let actor = ActorId::from(*b"boucle meetup 1.");
        let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(actor);
        let mut tx = doc.transaction();
        // A signed integer: JavaScript reads it as a number, where an unsigned one becomes a BigInt.
        tx.put(ROOT, field::SCHEMA, i64::try_from(SCHEMA).unwrap()).unwrap();
        tx.put(ROOT, field::TITLE, "").unwrap();
        tx.put_object(ROOT, field::PAD, ObjType::Text).unwrap();
        tx.put_object(ROOT, field::ACTORS, ObjType::Map).unwrap();
        tx.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    /// Set `BOUCLE_WRITE_GENESIS` to write the file, once in the life of a schema.
    #[test]
    fn m1_the_genesis_is_the_bytes_that_are_checked_in() {
        if std::env::var_os("BOUCLE_WRITE_GENESIS").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/genesis/meetup-1.change"), make()).unwrap();
            return;
        }
        assert_eq!(MEETUP, make(), "the first change of a meetup must never change");
    }

    #[test]
    fn m1_a_new_meetup_reads_without_problems() {
        let (meetup, problems) = crate::read(&meetup(ActorId::random()));
        assert_eq!(problems, []);
        assert_eq!((meetup.schema, meetup.title.text.as_str(), meetup.pad.as_str()), (SCHEMA, "", ""));
    }
}
