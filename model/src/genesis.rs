//! How documents begin: with the same constant bytes on every replica.
//!
//! Two people who open the same new document offline must not each create its root: both start from these changes, so
//! what they write merges. The bytes are checked in and never change ([`Kind::constants`]). A later schema is one more
//! of them, so that two who migrate apart have migrated once.

use crate::{Kind, pad::Pad};
use automerge::{ActorId, Automerge, AutomergeError, LoadOptions, ReadDoc, TextEncoding};

/// A new document with its first change, for a replica that writes as `actor`.
///
/// An actor must be fresh at each opening: never stored, never shared by two tabs.
#[must_use]
pub fn new(kind: Kind, actor: ActorId) -> Automerge {
    let mut doc = empty(actor);
    begin(&mut doc, kind, 1);
    doc
}

/// A document from stored chunks (snapshots and changes, in any order); without any, one with nothing in it.
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
    let is_constant = |head| Kind::ALL.iter().flat_map(|kind| kind.constants()).any(|constant| constant.hash == head);
    doc.get_heads().into_iter().all(is_constant)
}

/// Gives a document its first change, unless it has a text already, from whoever began it; and those that raise its
/// schema to this one. Returns the changes that were added: they must be kept and sent like any that is made here.
///
/// A document that another program began has none of them.
///
/// # Panics
/// Never: the bytes are checked in and tested.
pub fn begin(doc: &mut Automerge, kind: Kind, schema: u64) -> Vec<&'static [u8]> {
    let [first, ..] = kind.constants() else { return Vec::new() };
    let has = |doc: &Automerge, hash| doc.get_change_by_hash(hash).is_some();
    if !has(doc, &first.hash) && Pad::of(doc, kind.text()).exists() {
        return Vec::new();
    }
    let most = usize::try_from(schema).unwrap_or(usize::MAX);
    let mut added = Vec::new();
    for constant in kind.constants().iter().take(most) {
        if !has(doc, &constant.hash) {
            doc.load_incremental(constant.bytes).expect("the constant changes are checked in and load");
            added.push(constant.bytes);
        }
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Command, PersonId, Splice, Text, apply, field, read, read_commons, read_schema};
    use automerge::{
        ObjType, ROOT,
        transaction::{CommitOptions, Transactable, Transaction},
    };

    /// Makes a constant change again, in a document that has those before it.
    fn make(doc: &mut Automerge, name: &str, write: impl FnOnce(&mut Transaction<'_>)) -> Vec<u8> {
        doc.set_actor(ActorId::from(name.as_bytes()));
        let mut tx = doc.transaction();
        write(&mut tx);
        tx.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    /// A signed integer: JavaScript reads it as a number, where an unsigned one becomes a `BigInt`.
    fn put_schema(tx: &mut Transaction<'_>, schema: i64) {
        tx.put(ROOT, field::SCHEMA, schema).unwrap();
    }

    fn put_text(tx: &mut Transaction<'_>, kind: Kind) {
        tx.put(ROOT, kind.title(), "").unwrap();
        let text = tx.put_object(ROOT, kind.text().name(), ObjType::List).unwrap();
        tx.insert_object(&text, 0, ObjType::Text).unwrap();
        tx.put_object(ROOT, field::ACTORS, ObjType::Map).unwrap();
    }

    /// Every constant change, made again: its name, its bytes, its hash.
    fn all() -> Vec<(&'static str, Vec<u8>, [u8; 32])> {
        let fresh = || Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        let mut made = Vec::new();
        let mut note = |name, doc: &mut Automerge, write: &dyn Fn(&mut Transaction<'_>)| {
            let actor = format!("boucle {}.", str::replace(name, "-", " "));
            let bytes = make(doc, &actor, |tx| write(tx));
            made.push((name, bytes, doc.get_heads()[0].0));
        };
        let mut commons = fresh();
        note("commons-1", &mut commons, &|tx| {
            put_schema(tx, 1);
            put_text(tx, Kind::Commons);
            tx.put_object(ROOT, field::MEETUPS, ObjType::Map).unwrap();
        });
        note("commons-2", &mut commons, &|tx| {
            put_schema(tx, 2);
            for table in [field::IDEAS, field::SUPPORTS, field::REMARKS] {
                tx.put_object(ROOT, table, ObjType::Map).unwrap();
            }
        });
        let mut meetup = fresh();
        note("meetup-1", &mut meetup, &|tx| {
            put_schema(tx, 1);
            put_text(tx, Kind::Meetup);
        });
        note("meetup-2", &mut meetup, &|tx| {
            put_schema(tx, 2);
            tx.put_object(ROOT, field::PHASES, ObjType::List).unwrap();
        });
        note("meetup-3", &mut meetup, &|tx| {
            put_schema(tx, 3);
            let notes = tx.put_object(ROOT, field::NOTES, ObjType::List).unwrap();
            tx.insert_object(&notes, 0, ObjType::Text).unwrap();
            for table in [field::TEAM, field::INTENTIONS, field::ADOPTED, field::ATTENDANCE] {
                tx.put_object(ROOT, table, ObjType::Map).unwrap();
            }
        });
        note("meetup-4", &mut meetup, &|tx| {
            put_schema(tx, 4);
            for text in [field::CALL, field::ANNOUNCEMENT] {
                let text = tx.put_object(ROOT, text, ObjType::List).unwrap();
                tx.insert_object(&text, 0, ObjType::Text).unwrap();
            }
            for table in [field::TALKS, field::SPEAKERS, field::DATES, field::VENUES, field::BALLOTS] {
                tx.put_object(ROOT, table, ObjType::Map).unwrap();
            }
        });
        note("meetup-5", &mut meetup, &|tx| {
            put_schema(tx, 5);
            let bilan = tx.put_object(ROOT, field::BILAN, ObjType::List).unwrap();
            tx.insert_object(&bilan, 0, ObjType::Text).unwrap();
            let tables = [
                field::CARDS,
                field::GROUPS,
                field::HAPPENINGS,
                field::CARRIED,
                field::EVIDENCE,
                field::WAITING,
                field::POINTS,
                field::RATINGS,
            ];
            for table in tables {
                tx.put_object(ROOT, table, ObjType::Map).unwrap();
            }
        });
        let mut carto = fresh();
        note("carto-1", &mut carto, &|tx| {
            put_schema(tx, 1);
            put_text(tx, Kind::Carto);
            for table in [field::NODES, field::LINKS, field::TYPES, field::VIEWS, field::WAYMARKS] {
                tx.put_object(ROOT, table, ObjType::Map).unwrap();
            }
        });
        made
    }

    /// Set `BOUCLE_WRITE_GENESIS` to write the files that are not there yet, once in the life of a schema.
    #[test]
    fn m1_the_constant_changes_are_the_bytes_that_are_checked_in() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/genesis");
        for (name, bytes, hash) in all() {
            let (change, digest) = (folder.join(format!("{name}.change")), folder.join(format!("{name}.hash")));
            if std::env::var_os("BOUCLE_WRITE_GENESIS").is_some() {
                std::fs::write(&change, &bytes).unwrap();
                std::fs::write(&digest, hash).unwrap();
            }
            assert_eq!(std::fs::read(change).unwrap(), bytes, "{name} must never change");
            assert_eq!(std::fs::read(digest).unwrap(), hash, "{name}");
        }
    }

    #[test]
    fn m1_a_document_begins_once_and_two_beginnings_are_one() {
        for kind in Kind::ALL {
            let mut alice = open(&[], ActorId::random()).unwrap();
            assert_eq!(alice.get_heads(), [], "until somebody writes, there is nothing");
            assert!(is_blank(&alice));
            assert_eq!(begin(&mut alice, kind, 1), [kind.constants()[0].bytes]);
            assert!(begin(&mut alice, kind, 1).is_empty(), "it has begun");
            let mut bob = open(&[], ActorId::random()).unwrap();
            begin(&mut bob, kind, 1);
            bob.merge(&mut alice).unwrap();
            assert_eq!(bob.get_changes_meta(&[]).len(), 1, "there was nothing that the other did not have");
            assert_eq!(Pad::of(&alice, kind.text()).length(), 0);
        }
    }

    /// Two who migrate without knowing of each other have migrated once.
    #[test]
    fn m12_replicas_that_migrate_apart_are_equal_after_they_meet() {
        let mut alice = new(Kind::Meetup, ActorId::from([1; 16]));
        let mut pad = Pad::of(&alice, Text::Pad);
        let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
        let splices = vec![Splice { at: 0, delete: 0, insert: "avant".into() }];
        apply(&mut alice, &mut pad, author, &Command::EditText { text: Text::Pad, splices }).unwrap();
        let mut bob = alice.fork().with_actor(ActorId::from([2; 16]));
        for doc in [&mut alice, &mut bob] {
            assert_eq!(begin(doc, Kind::Meetup, 2).len(), 1);
            assert_eq!(read_schema(doc), 2);
            assert!(begin(doc, Kind::Meetup, 2).is_empty());
        }
        bob.merge(&mut alice).unwrap();
        alice.merge(&mut bob).unwrap();
        assert_eq!(alice.save(), bob.save(), "byte for byte");
        assert_eq!((read(&alice).0.pad.as_str(), read(&alice).1), ("avant", vec![]));
    }

    #[test]
    fn m9_a_document_that_another_program_began_keeps_its_own_pad() {
        let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        let mut tx = doc.transaction();
        let id = tx.put_object(ROOT, field::PAD, ObjType::Text).unwrap();
        tx.splice_text(&id, 0, 0, "d’ailleurs 🙂").unwrap();
        tx.commit();
        let mut doc = open(&[&doc.save()], ActorId::random()).unwrap();
        assert!(begin(&mut doc, Kind::Meetup, 2).is_empty());
        let pad = Pad::of(&doc, Text::Pad);
        assert_eq!(pad.text(&doc), "d’ailleurs 🙂");
        assert_eq!(pad.length(), 13, "counted as the editor counts");
    }

    #[test]
    fn m1_an_empty_document_counts_as_the_editor_does() {
        for mut doc in [open(&[], ActorId::random()).unwrap(), empty(ActorId::random())] {
            begin(&mut doc, Kind::Meetup, 2);
            assert!(is_blank(&doc), "the constant changes say nothing");
            let mut pad = Pad::of(&doc, Text::Pad);
            let splices = vec![Splice { at: 0, delete: 0, insert: "🙂".into() }];
            let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
            apply(&mut doc, &mut pad, author, &Command::EditText { text: Text::Pad, splices }).unwrap();
            assert_eq!((pad.length(), Pad::of(&doc, Text::Pad).length()), (2, 2));
            assert!(!is_blank(&doc));
        }
    }

    #[test]
    fn m1_a_new_document_reads_without_problems() {
        let (meetup, problems) = read(&new(Kind::Meetup, ActorId::random()));
        assert_eq!(problems, []);
        assert_eq!((meetup.schema, meetup.title.text.as_str(), meetup.pad.as_str()), (1, "", ""));
        let (commons, problems) = read_commons(&new(Kind::Commons, ActorId::random()));
        assert_eq!(problems, []);
        assert_eq!((commons.schema, commons.name.text.as_str(), commons.vision.as_str()), (1, "", ""));
        assert_eq!(commons.editions, []);
    }
}
