//! The idea box of a commons: what is proposed, supported, discussed and found to be the same at once merges, and counts once.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Applied, ApplyError, Author, Command, Idea, Kind, MAX_REMARK, MeetupId, Own, Pad, PersonId, Remark, RowId, Status,
    Topic, apply, genesis,
    journal::{Act, Deed, journal},
    read_commons, read_ideas, read_plan, read_poll, read_talks,
};
use delivery::{everyone_receives_everything, exchange};
use proptest::prelude::*;

fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

fn row(n: u8) -> RowId {
    RowId::from_bytes([n; 16])
}

fn replica(kind: Kind, n: u8) -> Automerge {
    let mut doc = genesis::new(kind, ActorId::from([n; 16]));
    genesis::begin(&mut doc, kind, kind.schema());
    doc
}

fn give(doc: &mut Automerge, n: u8, command: &Command) -> Result<Applied, ApplyError> {
    let kind = command.kind().unwrap();
    apply(doc, &mut Pad::of(doc, kind.text()), Author { person: person(n), at: i64::from(n) }, command)
}

fn propose(doc: &mut Automerge, by: u8, id: u8, text: &str) -> Applied {
    give(doc, by, &Idea::propose(row(id), Topic::Theme, text, person(by), None)).unwrap()
}

fn one(doc: &Automerge, id: u8) -> Idea {
    read_ideas(doc).into_iter().find(|idea| idea.id == row(id)).unwrap()
}

fn two() -> (Automerge, Automerge) {
    (replica(Kind::Commons, 1), replica(Kind::Commons, 2))
}

#[test]
fn m28_what_is_proposed_and_supported_at_once_is_all_there_and_counts_once() {
    let (mut alice, mut bob) = two();
    propose(&mut alice, 1, 1, "Les communs");
    propose(&mut bob, 2, 2, "La ville");
    exchange(&mut alice, &mut bob);
    let idea = one(&alice, 1);
    give(&mut alice, 3, &idea.support(person(3), true)).unwrap();
    give(&mut bob, 3, &idea.support(person(3), true)).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(read_ideas(&alice), read_ideas(&bob));
    assert_eq!(one(&alice, 1).supporters, [person(1), person(3)], "one person from two devices");
    assert_eq!(read_ideas(&alice)[0].id, row(1), "what has most support comes first");
    let no_longer = one(&alice, 1).support(person(1), false);
    let undo = give(&mut alice, 1, &no_longer).unwrap().undo.unwrap();
    assert_eq!(one(&alice, 1).supporters, [person(3)]);
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(one(&alice, 1).supporters.len(), 2);
}

#[test]
fn m29_ideas_that_are_the_same_count_as_one_whoever_found_it_and_can_be_parted() {
    let (mut alice, mut bob) = two();
    propose(&mut alice, 1, 1, "Les communs");
    propose(&mut bob, 2, 2, "Communs");
    exchange(&mut alice, &mut bob);
    let idea = one(&bob, 2);
    give(&mut bob, 1, &idea.support(person(1), true)).unwrap();
    give(&mut bob, 2, &Remark::say(row(7), row(2), "À Nantes\npar exemple")).unwrap();
    // Each finds the other's to be the same, at the same moment.
    let undo = give(&mut alice, 1, &Idea::merge(row(1), Some(row(2)))).unwrap().undo.unwrap();
    give(&mut bob, 2, &Idea::merge(row(2), Some(row(1)))).unwrap();
    exchange(&mut alice, &mut bob);
    let ideas = read_ideas(&alice);
    assert_eq!(ideas, read_ideas(&bob));
    assert_eq!((ideas.len(), ideas[0].id), (1, row(1)));
    assert_eq!(ideas[0].supporters, [person(1), person(2)], "each counts once");
    assert_eq!(ideas[0].same, [(row(2), "Communs".to_owned())]);
    assert_eq!(ideas[0].remarks[0].text, "À Nantes\npar exemple", "what was said of either");
    // Support of the one that is shown is taken back from all.
    give(&mut alice, 2, &ideas[0].support(person(2), false)).unwrap();
    assert_eq!(one(&alice, 1).supporters, [person(1)]);
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(read_ideas(&alice).len(), 1, "the other still says so");
    give(&mut alice, 1, &Idea::merge(row(2), None)).unwrap();
    assert_eq!(read_ideas(&alice).len(), 2);
}

#[test]
fn m30_an_idea_that_two_take_up_at_once_is_taken_up_once_and_leads_back() {
    let (mut alice, mut bob) = (replica(Kind::Meetup, 1), replica(Kind::Meetup, 2));
    let mut commons = replica(Kind::Commons, 3);
    propose(&mut commons, 3, 1, "Les communs");
    let idea = one(&commons, 1);
    for doc in [&mut alice, &mut bob] {
        give(doc, 1, &idea.take_up(|_| false, false)).unwrap();
    }
    exchange(&mut alice, &mut bob);
    let plan = read_plan(&alice);
    assert_eq!(plan, read_plan(&bob));
    assert_eq!((plan.adopted.len(), plan.adopted[0].id, plan.theme.text.as_str()), (1, row(1), "Les communs"));
    assert!(plan.theme.rivals.is_empty(), "the same is no choice");
    give(&mut commons, 3, &Idea::adopt(row(1), Some(MeetupId::from_bytes([9; 16])))).unwrap();
    assert_eq!(one(&commons, 1).meetup, Some(MeetupId::from_bytes([9; 16])));
    // One that is said already stays; taking up is taken back whole.
    let other = Idea { id: row(2), text: boucle_model::Title { text: "La ville".into(), rivals: vec![] }, ..idea };
    let undo = give(&mut alice, 1, &other.take_up(|own| own == Own::Theme, false)).unwrap().undo.unwrap();
    assert_eq!((read_plan(&alice).adopted.len(), read_plan(&alice).theme.text.as_str()), (2, "Les communs"));
    let redo = give(&mut alice, 1, &undo).unwrap().undo.unwrap();
    assert_eq!(read_plan(&alice).adopted.len(), 1);
    give(&mut alice, 1, &redo).unwrap();
    assert_eq!(read_plan(&alice).adopted.len(), 2);
    let mut fresh = replica(Kind::Meetup, 5);
    let undo = give(&mut fresh, 1, &other.take_up(|_| false, false)).unwrap().undo.unwrap();
    let redo = give(&mut fresh, 1, &undo).unwrap().undo.unwrap();
    assert!(read_plan(&fresh).is_empty(), "the theme goes with it");
    assert_eq!(read_plan(&fresh).given_back, [row(2)], "and whoever has the commons open can tell");
    give(&mut fresh, 1, &redo).unwrap();
    assert_eq!((read_plan(&fresh).adopted.len(), read_plan(&fresh).theme.text.as_str()), (1, "La ville"));
}

#[test]
fn m30_a_place_becomes_one_of_the_poll_and_a_speaker_somebody_who_could_give_a_talk() {
    let (mut commons, mut meetup) = (replica(Kind::Commons, 3), replica(Kind::Meetup, 1));
    let propose = |id, topic, text, about| Idea::propose(row(id), topic, text, person(4), about);
    give(&mut commons, 4, &propose(1, Topic::Place, "Médiathèque", None)).unwrap();
    give(&mut commons, 4, &propose(2, Topic::Speaker, "Cartes sensibles", None)).unwrap();
    give(&mut commons, 4, &propose(3, Topic::Speaker, "Cartes des sols", Some(person(8)))).unwrap();
    for _twice in 0..2 {
        for id in 1..=3 {
            give(&mut meetup, 1, &one(&commons, id).take_up(|_| false, false)).unwrap();
        }
    }
    assert_eq!(read_poll(&meetup).venues.iter().map(|venue| &venue.name.text).collect::<Vec<_>>(), ["Médiathèque"]);
    let talks = read_talks(&meetup);
    let said: Vec<_> = talks.speakers().map(|speaker| (speaker.person, speaker.status)).collect();
    let (author, other) = ((person(4), Status::Interested), (person(8), Status::Suggested));
    assert_eq!(said, [author, other], "who proposed oneself would like to, another has not been asked");
}

#[test]
fn m24_an_idea_that_is_supported_or_discussed_while_it_is_taken_away_stays() {
    for speaks in [true, false] {
        let (mut alice, mut bob) = two();
        propose(&mut alice, 1, 1, "Les communs");
        exchange(&mut alice, &mut bob);
        give(&mut alice, 1, &Idea::take_away(row(1))).unwrap();
        assert!(read_ideas(&alice).is_empty());
        let said = if speaks { Remark::say(row(7), row(1), "Oui") } else { one(&bob, 1).support(person(2), true) };
        give(&mut bob, 2, &said).unwrap();
        exchange(&mut alice, &mut bob);
        assert_eq!(read_ideas(&alice).len(), 1);
        assert_eq!(read_ideas(&alice), read_ideas(&bob));
    }
    let mut doc = replica(Kind::Commons, 1);
    propose(&mut doc, 1, 1, "Les communs");
    let long = Remark::say(row(7), row(1), &"x".repeat(MAX_REMARK + 1));
    assert!(matches!(give(&mut doc, 1, &long), Err(ApplyError::LongText { most: MAX_REMARK })));
}

#[test]
fn m18_the_journal_says_what_became_of_ideas() {
    let mut doc = replica(Kind::Commons, 1);
    propose(&mut doc, 1, 1, "Les communs");
    propose(&mut doc, 1, 2, "Communs");
    let acts = [
        one(&doc, 1).support(person(2), true),
        Remark::say(row(7), row(1), "Oui"),
        Idea::merge(row(2), Some(row(1))),
        Idea::merge(row(2), None),
        Idea::adopt(row(1), Some(MeetupId::from_bytes([9; 16]))),
        Idea::adopt(row(1), None),
        Idea::take_away(row(2)),
    ];
    for act in &acts {
        give(&mut doc, 2, act).unwrap();
    }
    let told: Vec<_> = journal(&doc, Kind::Commons, &[]).into_iter().skip(2).collect();
    let deeds: Vec<_> = told
        .iter()
        .map(|entry| match &entry.what {
            Act::Row { deed, name, .. } => (Some(*deed), name.as_str()),
            Act::Put { .. } => (None, ""),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        (None, ""),
        (Some(Deed::Added), "Oui"),
        (Some(Deed::Joined), "Communs"),
        (Some(Deed::Parted), "Communs"),
        (Some(Deed::TakenUp), "Les communs"),
        (Some(Deed::GivenBack), "Les communs"),
        (Some(Deed::TookAway), "Communs"),
    ];
    assert_eq!(deeds, expected);
}

/// `BOUCLE_WRITE_DOCUMENTS` writes it when it is not there.
#[test]
fn m7_the_saved_idea_box_loads_for_ever() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/commons-2.automerge");
    if std::env::var_os("BOUCLE_WRITE_DOCUMENTS").is_some() && !std::path::Path::new(path).exists() {
        let mut doc = replica(Kind::Commons, 1);
        propose(&mut doc, 1, 1, "Les communs");
        propose(&mut doc, 2, 2, "Communs");
        give(&mut doc, 2, &Remark::say(row(7), row(2), "À Nantes\npar exemple")).unwrap();
        give(&mut doc, 2, &Idea::merge(row(2), Some(row(1)))).unwrap();
        give(&mut doc, 2, &Idea::adopt(row(1), Some(MeetupId::from_bytes([9; 16])))).unwrap();
        std::fs::write(path, doc.save()).unwrap();
    }
    let bytes = std::fs::read(path).unwrap();
    let mut doc = genesis::open(&[&bytes], ActorId::from([9; 16])).unwrap();
    let (commons, problems) = read_commons(&doc);
    assert_eq!((commons.schema, problems), (2, vec![]));
    let [idea] = &commons.ideas[..] else { panic!("the two are one: {:?}", commons.ideas) };
    assert_eq!((idea.text.text.as_str(), idea.supporters.len(), idea.same.len()), ("Les communs", 2, 1));
    assert_eq!((idea.remarks.len(), idea.meetup), (1, Some(MeetupId::from_bytes([9; 16]))));
    propose(&mut doc, 3, 3, "La ville");
    assert_eq!(read_ideas(&doc).len(), 2, "it can be written");
}

proptest! {
    /// Whatever three people find to be the same as what, every replica reads the same box, and every supporter counts once.
    #[test]
    fn m29_any_findings_give_one_box_in_which_everybody_counts_once(
        findings in prop::collection::vec((0..3_usize, 0..6_u8, prop::option::of(0..6_u8)), 0..20)
    ) {
        let mut docs = [replica(Kind::Commons, 1), replica(Kind::Commons, 2), replica(Kind::Commons, 3)];
        for id in 0..6 {
            propose(&mut docs[0], id % 3 + 1, id, &format!("idée {id}"));
        }
        everyone_receives_everything(&mut docs);
        for (who, of, same_as) in findings {
            let n = u8::try_from(who).unwrap() + 1;
            give(&mut docs[who], n, &Idea::merge(row(of), same_as.map(row))).unwrap();
        }
        everyone_receives_everything(&mut docs);
        let ideas = read_ideas(&docs[0]);
        prop_assert_eq!(&ideas, &read_ideas(&docs[1]));
        prop_assert_eq!(&ideas, &read_ideas(&docs[2]));
        let all: usize = ideas.iter().map(|idea| 1 + idea.same.len()).sum();
        prop_assert_eq!(all, 6, "each idea stands once, by itself or with another");
        for idea in &ideas {
            let mut once = idea.supporters.clone();
            once.dedup();
            prop_assert_eq!(&once, &idea.supporters);
        }
    }
}
