//! The first change of a meetup: the same constant bytes on every replica.
//!
//! Two people who open the same new meetup offline must not each create its root: both start from this
//! change, so what they write merges into one pad. The bytes are checked in and never change.

use crate::pad;
use automerge::{ActorId, Automerge, AutomergeError, ChangeHash, LoadOptions, TextEncoding};

/// The first change of every meetup of schema 1.
pub const MEETUP: &[u8] = include_bytes!("genesis/meetup-1.change");

/// The hash of the first change.
const HASH: ChangeHash = ChangeHash([
    0xa4, 0x06, 0x62, 0xcc, 0x2f, 0x94, 0xba, 0xeb, 0x9c, 0x76, 0x24, 0xfd, 0x9e, 0x0e, 0x98, 0xcb, 0xc6, 0x48, 0x9e,
    0xfd, 0x6a, 0x09, 0xe7, 0x11, 0x80, 0xbb, 0x37, 0x80, 0xf4, 0x91, 0x3f, 0x1f,
]);

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

/// A meetup from stored chunks (snapshots and changes, in any order); without any, a document with nothing in it.
///
/// The first change is not added: another program may have begun the document with a change of its own, and two
/// roots would be two pads. [`begin`] adds it where somebody writes.
///
/// # Errors
/// When a chunk cannot be read.
pub fn open(chunks: &[&[u8]], actor: ActorId) -> Result<Automerge, AutomergeError> {
    let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    let mut doc = Automerge::load_with_options(&chunks.concat(), options)?;
    doc.set_actor(actor);
    Ok(doc)
}

/// A document with nothing in it, not even its first change.
#[must_use]
pub fn empty(actor: ActorId) -> Automerge {
    Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(actor)
}

/// Whether nobody ever wrote anything in it.
#[must_use]
pub fn is_blank(doc: &Automerge) -> bool {
    doc.get_heads().iter().all(|head| *head == HASH)
}

/// Gives a document its first change, unless it has a pad already, from whoever began it. Says whether it did: the
/// change must then be kept and sent like one made here.
///
/// # Panics
/// Never: the bytes are checked in and tested.
pub fn begin(doc: &mut Automerge) -> bool {
    if pad::exists(doc) {
        return false;
    }
    doc.load_incremental(MEETUP).expect("the genesis change is checked in and loads");
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Command, PersonId, SCHEMA, Splice, apply, field, pad::Pad};
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
        let pad = tx.put_object(ROOT, field::PAD, ObjType::List).unwrap();
        tx.insert_object(&pad, 0, ObjType::Text).unwrap();
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
        assert_eq!(meetup(ActorId::random()).get_heads(), [HASH]);
    }

    #[test]
    fn m1_a_document_begins_once_and_two_beginnings_are_one() {
        let mut alice = open(&[], ActorId::random()).unwrap();
        assert_eq!(alice.get_heads(), [], "until somebody writes, there is nothing");
        assert!(is_blank(&alice));
        assert!(begin(&mut alice));
        assert!(!begin(&mut alice), "it has begun");
        let mut bob = open(&[], ActorId::random()).unwrap();
        begin(&mut bob);
        bob.merge(&mut alice).unwrap();
        assert_eq!(bob.get_changes_meta(&[]).len(), 1, "there was nothing that the other did not have");
        assert_eq!(Pad::of(&alice).length(), 0);
    }

    #[test]
    fn m9_a_document_that_another_program_began_keeps_its_own_pad() {
        let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        let mut tx = doc.transaction();
        let id = tx.put_object(ROOT, field::PAD, ObjType::Text).unwrap();
        tx.splice_text(&id, 0, 0, "d’ailleurs 🙂").unwrap();
        tx.commit();
        let mut doc = open(&[&doc.save()], ActorId::random()).unwrap();
        assert!(!begin(&mut doc));
        assert_eq!(pad::text(&doc), "d’ailleurs 🙂");
        assert_eq!(Pad::of(&doc).length(), 13, "counted as the editor counts");
    }

    #[test]
    fn m1_an_empty_document_counts_as_the_editor_does() {
        for mut doc in [open(&[], ActorId::random()).unwrap(), empty(ActorId::random())] {
            begin(&mut doc);
            assert!(is_blank(&doc), "the first change says nothing");
            let mut pad = Pad::of(&doc);
            let splices = vec![Splice { at: 0, delete: 0, insert: "🙂".into() }];
            let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
            apply(&mut doc, &mut pad, author, &Command::EditPad { splices }).unwrap();
            assert_eq!((pad.length(), Pad::of(&doc).length()), (2, 2));
            assert!(!is_blank(&doc));
        }
    }

    #[test]
    fn m1_a_new_meetup_reads_without_problems() {
        let (meetup, problems) = crate::read(&meetup(ActorId::random()));
        assert_eq!(problems, []);
        assert_eq!((meetup.schema, meetup.title.text.as_str(), meetup.pad.as_str()), (SCHEMA, "", ""));
    }
}
