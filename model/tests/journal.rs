//! What was done in a document, in the order in which it has it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{ActorId, Automerge};
use boucle_model::{
    Author, Command, Kind, MeetupId, Pad, PersonId, Phase, Splice, Text, apply, genesis,
    journal::{Act, Entry, journal},
    read, restore,
};

const MINUTE: i64 = 60_000;

fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

fn replica(kind: Kind, n: u8) -> Automerge {
    genesis::new(kind, ActorId::from([n; 16]))
}

fn give(doc: &mut Automerge, kind: Kind, by: u8, at: i64, command: &Command) {
    genesis::begin(doc, kind, command.schema());
    let mut pad = Pad::of(doc, kind.text());
    apply(doc, &mut pad, Author { person: person(by), at }, command).unwrap();
}

fn told(entries: &[Entry]) -> Vec<(PersonId, i64, Act)> {
    entries.iter().map(|entry| (entry.by.unwrap(), entry.at, entry.what.clone())).collect()
}

fn write(text: Text, at: usize, delete: usize, insert: &str) -> Command {
    Command::EditText { text, splices: vec![Splice { at, delete, insert: insert.into() }] }
}

#[test]
fn m18_the_journal_of_a_meetup_says_who_did_what_and_when() {
    let kind = Kind::Meetup;
    let mut doc = replica(kind, 1);
    assert_eq!(journal(&doc, kind, &[]), [], "beginning is nobody's act");
    give(&mut doc, kind, 1, MINUTE, &Command::Rename { title: "Cartes".into() });
    give(&mut doc, kind, 1, 2 * MINUTE, &write(Text::Pad, 0, 0, "un 🦊\ndeux"));
    give(&mut doc, kind, 1, 3 * MINUTE, &write(Text::Pad, 0, 3, "une "));
    give(&mut doc, kind, 1, 30 * MINUTE, &write(Text::Pad, 0, 0, "!"));
    let heads = doc.get_heads();
    let mut theirs = replica(kind, 2);
    theirs.merge(&mut doc).unwrap();
    give(&mut theirs, kind, 2, 31 * MINUTE, &Command::MovePhase { to: Phase::Before });
    give(&mut theirs, kind, 2, 32 * MINUTE, &write(Text::Pad, 0, 1, ""));
    let entries = journal(&theirs, kind, &[]);
    let expected = [
        (person(1), MINUTE, Act::Named("Cartes".into())),
        (person(1), 3 * MINUTE, Act::Wrote { text: Text::Pad, added: 14, removed: 3 }),
        (person(1), 30 * MINUTE, Act::Wrote { text: Text::Pad, added: 1, removed: 0 }),
        (person(2), 31 * MINUTE, Act::Moved(Phase::Before)),
        (person(2), 32 * MINUTE, Act::Wrote { text: Text::Pad, added: 0, removed: 1 }),
    ];
    assert_eq!(told(&entries), expected);
    assert_eq!(told(&journal(&theirs, kind, &heads)), expected[3..], "since the last visit");
    assert_eq!(journal(&theirs, kind, &theirs.get_heads()), []);
    assert_eq!(told(&journal(&theirs, kind, &[automerge::ChangeHash([9; 32])])), expected, "heads that nobody knows");
    assert_eq!(entries.last().map(|entry| entry.change), theirs.get_heads().first().copied());
}

#[test]
fn m18_the_journal_of_a_commons_says_what_became_of_its_meetups() {
    let kind = Kind::Commons;
    let (a, b) = (MeetupId::from_bytes([0xa; 16]), MeetupId::from_bytes([0xb; 16]));
    let mut doc = replica(kind, 1);
    let acts = [
        (Command::Rename { title: "Carto".into() }, Act::Named("Carto".into())),
        (
            Command::AddMeetup { id: a, title: "Un".into(), previous: None },
            Act::Added { meetup: a, title: "Un".into() },
        ),
        (
            Command::ShowMeetup { id: a, title: "Un".into(), phase: Phase::Bilan },
            Act::Reached { meetup: a, phase: Phase::Bilan },
        ),
        (
            Command::ShowMeetup { id: a, title: "Premier".into(), phase: Phase::Bilan },
            Act::Renamed { meetup: a, title: "Premier".into() },
        ),
        (
            Command::AddMeetup { id: b, title: String::new(), previous: Some(a) },
            Act::Added { meetup: b, title: String::new() },
        ),
        (Command::WithdrawMeetup { id: b, withdrawn: true }, Act::Withdrew { meetup: b, withdrawn: true }),
        (Command::WithdrawMeetup { id: b, withdrawn: false }, Act::Withdrew { meetup: b, withdrawn: false }),
        (write(Text::Vision, 0, 0, "Faire commun"), Act::Wrote { text: Text::Vision, added: 12, removed: 0 }),
    ];
    for (command, _) in &acts {
        give(&mut doc, kind, 1, 0, command);
    }
    let told: Vec<_> = journal(&doc, kind, &[]).into_iter().map(|entry| entry.what).collect();
    assert_eq!(told, acts.map(|(_, act)| act));
}

#[test]
fn m18_what_another_program_wrote_is_told_without_a_name() {
    use automerge::{ObjType, ROOT, transaction::Transactable};
    let mut doc = genesis::empty(ActorId::from([1; 16]));
    let mut tx = doc.transaction();
    tx.put(ROOT, "title", "D’ailleurs").unwrap();
    let pad = tx.put_object(ROOT, "pad", ObjType::Text).unwrap();
    tx.splice_text(&pad, 0, 0, "bonjour").unwrap();
    tx.put(ROOT, "phase", 7).unwrap();
    tx.commit();
    let entries = journal(&doc, Kind::Meetup, &[]);
    assert!(entries.iter().all(|entry| entry.by.is_none()));
    let what: Vec<_> = entries.into_iter().map(|entry| entry.what).collect();
    assert_eq!(what, [Act::Named("D’ailleurs".into()), Act::Wrote { text: Text::Pad, added: 7, removed: 0 }]);
}

#[test]
fn m19_what_was_is_restored_by_new_changes_and_nothing_is_removed() {
    let kind = Kind::Meetup;
    let mut doc = replica(kind, 1);
    give(&mut doc, kind, 1, 0, &Command::Rename { title: "Cartes".into() });
    give(&mut doc, kind, 1, 0, &write(Text::Pad, 0, 0, "Un 🦊.\nDeux.\n"));
    let then = doc.get_heads();
    give(&mut doc, kind, 2, 0, &Command::Rename { title: "Vandale".into() });
    give(&mut doc, kind, 2, 0, &Command::MovePhase { to: Phase::Bilan });
    give(&mut doc, kind, 2, 0, &write(Text::Pad, 0, 8, "Rien"));
    let vandalised = doc.get_heads();
    for heads in [&then, &vandalised, &then] {
        let before = restore::at(&doc, heads).unwrap();
        let changes = doc.get_changes(&[]).len();
        for command in restore::restore(&doc, &before, kind) {
            give(&mut doc, kind, 1, 0, &command);
        }
        let (now, was) = (read(&doc).0, read(&before).0);
        assert_eq!((now.title.text, now.phase, now.pad), (was.title.text, was.phase, was.pad));
        assert!(doc.get_changes(&[]).len() > changes, "what came since is still there");
        assert_eq!(restore::restore(&doc, &before, kind), [], "once is enough");
    }
    assert!(restore::at(&doc, &[automerge::ChangeHash([9; 32])]).is_err());
}

#[test]
fn m19_a_commons_has_again_the_meetups_that_it_had() {
    let kind = Kind::Commons;
    let (a, b) = (MeetupId::from_bytes([0xa; 16]), MeetupId::from_bytes([0xb; 16]));
    let mut doc = replica(kind, 1);
    give(&mut doc, kind, 1, 0, &Command::AddMeetup { id: a, title: "Un".into(), previous: None });
    let then = doc.get_heads();
    give(&mut doc, kind, 1, 0, &Command::AddMeetup { id: b, title: "Deux".into(), previous: Some(a) });
    give(&mut doc, kind, 1, 0, &Command::WithdrawMeetup { id: a, withdrawn: true });
    give(&mut doc, kind, 1, 0, &Command::ShowMeetup { id: b, title: "Deux".into(), phase: Phase::Live });
    let before = restore::at(&doc, &then).unwrap();
    let commands = restore::restore(&doc, &before, kind);
    assert_eq!(
        commands,
        [Command::WithdrawMeetup { id: a, withdrawn: false }, Command::WithdrawMeetup { id: b, withdrawn: true }]
    );
}
