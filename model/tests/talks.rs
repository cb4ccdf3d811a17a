//! Speakers: each answers for themselves, at the same moment as others, and an answer is never lost.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;

use boucle_model::{
    Choice, Command, Field, Kind, Progress, Put, Slot, Splice, Status, Step, Talk, Text, Vote, genesis, join,
    journal::{Act, journal},
    read_plan, read_poll, read_steps, read_talks, restore,
};
use delivery::exchange;
use meetup::{give, person, replica, row};

#[test]
fn m41_two_who_give_a_talk_together_answer_each_for_themselves() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Talk::propose(row(1), "Cartes sensibles", person(5), Status::Suggested)).unwrap();
    give(&mut alice, 1, &Talk::set_status(row(1), person(6), Some(Status::Invited))).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 5, &Talk::set_status(row(1), person(5), Some(Status::Confirmed))).unwrap();
    give(&mut bob, 6, &Talk::set_status(row(1), person(6), Some(Status::Declined))).unwrap();
    exchange(&mut alice, &mut bob);
    let talks = read_talks(&alice);
    assert_eq!(talks, read_talks(&bob));
    let talk = talks.get(row(1)).unwrap();
    assert_eq!(talk.speakers.iter().map(|s| s.status).collect::<Vec<_>>(), [Status::Confirmed, Status::Declined]);
    assert_eq!(talk.status(), Status::Confirmed, "the one who comes gives it");
    assert_eq!(talks.possible(), [person(5)]);
    give(&mut alice, 5, &Talk::set_status(row(1), person(5), Some(Status::Declined))).unwrap();
    assert_eq!(read_talks(&alice).get(row(1)).unwrap().status(), Status::Declined);
    let undo = give(&mut alice, 1, &Talk::set_status(row(1), person(6), None)).unwrap().undo.unwrap();
    assert_eq!(read_talks(&alice).get(row(1)).unwrap().speakers.len(), 1);
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(read_talks(&alice).get(row(1)).unwrap().speakers.len(), 2);
}

#[test]
fn m42_an_answer_counts_before_an_invitation_that_was_noted_at_the_same_moment() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Talk::propose(row(1), "Cartes sensibles", person(5), Status::Suggested)).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &Talk::set_status(row(1), person(5), Some(Status::Invited))).unwrap();
    give(&mut bob, 5, &Talk::set_status(row(1), person(5), Some(Status::Interested))).unwrap();
    exchange(&mut alice, &mut bob);
    let speaker = |doc: &automerge::Automerge| read_talks(doc).get(row(1)).unwrap().speaker(person(5)).unwrap().clone();
    assert_eq!((speaker(&alice).status, speaker(&alice).rivals), (Status::Interested, vec![]));
    // Two answers from two devices are a visible choice.
    give(&mut alice, 5, &Talk::set_status(row(1), person(5), Some(Status::Confirmed))).unwrap();
    give(&mut bob, 5, &Talk::set_status(row(1), person(5), Some(Status::Declined))).unwrap();
    exchange(&mut alice, &mut bob);
    let both = speaker(&alice);
    assert_eq!(both, speaker(&bob));
    let mut both = [both.status, both.rivals[0]];
    both.sort();
    assert_eq!(both, [Status::Confirmed, Status::Declined]);
}

#[test]
fn m43_who_answers_an_invitation_takes_the_place_of_the_stand_in_with_all_that_was_said_for_it() {
    let (mut team, mut phone, mut other) = (replica(1), replica(2), replica(3));
    give(&mut team, 1, &Slot::add(row(11), &"2027-01-14".parse().unwrap())).unwrap();
    give(&mut team, 1, &Slot::add(row(12), &"2027-01-21".parse().unwrap())).unwrap();
    // 50 stands for somebody who is not here yet, and said by telephone when they can come.
    give(&mut team, 1, &Talk::propose(row(1), "Cartes sensibles", person(50), Status::Invited)).unwrap();
    give(&mut team, 1, &Vote::cast(row(11), person(50), Some(Vote::Yes))).unwrap();
    give(&mut team, 1, &Vote::cast(row(12), person(50), Some(Vote::No))).unwrap();
    exchange(&mut team, &mut phone);
    exchange(&mut team, &mut other);
    give(&mut phone, 5, &Vote::cast(row(12), person(5), Some(Vote::IfNeedBe))).unwrap();
    let answer = Talk::answer_as(row(1), person(50), person(5), Status::Confirmed, &read_poll(&phone));
    let undo = give(&mut phone, 5, &answer).unwrap().undo.unwrap();
    exchange(&mut team, &mut phone);
    let talks = read_talks(&team);
    let talk = talks.get(row(1)).unwrap();
    assert_eq!(
        talk.speakers.iter().map(|s| (s.person, s.status)).collect::<Vec<_>>(),
        [(person(5), Status::Confirmed)]
    );
    assert_eq!(talks.answered_as(row(1), person(50)).collect::<Vec<_>>(), [person(5)]);
    let poll = read_poll(&team);
    let votes: Vec<_> = poll.votes_of(person(5)).collect();
    assert_eq!(votes, [(row(11), Vote::Yes), (row(12), Vote::IfNeedBe)], "what they said themselves stays");
    assert!(poll.ballot(person(50)).is_none());
    // The same link, answered on another device that had not heard of it: both are there.
    let answer = Talk::answer_as(row(1), person(50), person(6), Status::Declined, &read_poll(&other));
    give(&mut other, 6, &answer).unwrap();
    exchange(&mut team, &mut other);
    let talks = read_talks(&team);
    let mut people: Vec<_> = talks.answered_as(row(1), person(50)).collect();
    people.sort_unstable();
    assert_eq!(people, [person(5), person(6)]);
    assert_eq!(talks.get(row(1)).unwrap().speakers.len(), 2);
    // Taken back, alone: the stand-in is there again.
    give(&mut phone, 5, &undo).unwrap();
    let talk = &read_talks(&phone).all[0];
    assert_eq!(talk.speakers.iter().map(|s| (s.person, s.status)).collect::<Vec<_>>(), [(person(50), Status::Invited)]);
    // Oneself, one only answers.
    let mine = Talk::answer_as(row(1), person(5), person(5), Status::Interested, &read_poll(&phone));
    assert!(matches!(mine, Command::Put { puts } if matches!(&puts[..], [Put { .. }])));
}

#[test]
fn m44_a_talk_that_is_answered_while_it_is_taken_away_stays() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    give(&mut alice, 1, &Talk::propose(row(1), "Cartes sensibles", person(5), Status::Invited)).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &Talk::take_away(row(1), true)).unwrap();
    let off = &read_talks(&alice).taken_away[0];
    assert_eq!(
        (off.id, off.subject.text.as_str(), off.speakers[0].status),
        (row(1), "Cartes sensibles", Status::Invited)
    );
    assert!(read_talks(&alice).possible().is_empty());
    give(&mut bob, 5, &Talk::set_status(row(1), person(5), Some(Status::Confirmed))).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(read_talks(&alice).get(row(1)).unwrap().status(), Status::Confirmed);
    // Restoring a moment brings talks back, and answers for nobody.
    let then = alice.get_heads();
    give(&mut alice, 5, &Talk::set_status(row(1), person(5), Some(Status::Declined))).unwrap();
    give(&mut alice, 1, &Talk::say(row(1), Field::Text, "Cartes insensibles")).unwrap();
    give(&mut alice, 1, &Talk::say(row(1), Field::Summary, "Première ligne\ndeuxième")).unwrap();
    assert_eq!(read_talks(&alice).all[0].summary.text, "Première ligne\ndeuxième", "lines are kept");
    let then = restore::at(&alice, &then).unwrap();
    for command in restore::restore(&alice, &then, Kind::Meetup) {
        give(&mut alice, 1, &command).unwrap();
    }
    let talks = read_talks(&alice);
    let talk = talks.get(row(1)).unwrap();
    assert_eq!((talk.subject.text.as_str(), talk.status()), ("Cartes sensibles", Status::Declined));
    let mut told = journal(&bob, Kind::Meetup, &[]).into_iter().map(|entry| entry.what);
    assert!(told.any(|act| matches!(act, Act::Put { value: Some(said), .. } if said.text() == "confirmed")));
}

#[test]
fn m45_each_step_says_how_far_it_is_and_what_was_done_elsewhere_is_done() {
    let mut doc = replica(1);
    let progress = |doc: &automerge::Automerge| {
        let (talks, poll, team) = (read_talks(doc), read_poll(doc), read_plan(doc).team.len());
        Step::ALL.map(|step| read_steps(doc).progress(step, team, &talks, &poll))
    };
    let (o, b, d) = (Progress::ToDo, Progress::Begun, Progress::Done);
    assert_eq!(progress(&doc), [o; 7]);
    for text in [Text::Call, Text::Announcement] {
        let splices = vec![Splice { at: 0, delete: 0, insert: "Venez !".into() }];
        give(&mut doc, 1, &Command::EditText { text, splices }).unwrap();
    }
    give(&mut doc, 1, &join(person(1), "")).unwrap();
    give(&mut doc, 1, &Talk::propose(row(1), "Cartes", person(5), Status::Suggested)).unwrap();
    give(&mut doc, 1, &Slot::add(row(11), &"2027-01-14".parse().unwrap())).unwrap();
    assert_eq!(progress(&doc), [b, b, b, o, b, b, o]);
    give(&mut doc, 2, &join(person(2), "")).unwrap();
    give(&mut doc, 1, &Talk::set_status(row(1), person(5), Some(Status::Invited))).unwrap();
    assert_eq!(progress(&doc), [b, d, d, o, b, b, o]);
    give(&mut doc, 1, &Talk::set_status(row(1), person(6), Some(Status::Declined))).unwrap();
    assert_eq!(progress(&doc), [b, d, d, b, b, b, o]);
    give(&mut doc, 5, &Talk::set_status(row(1), person(5), Some(Status::Interested))).unwrap();
    let date_alone = Choice { date: Some(row(11)), venue: None };
    let closes = read_poll(&doc).close(Some(date_alone), None);
    give(&mut doc, 1, &closes).unwrap();
    assert_eq!(progress(&doc), [b, d, d, d, b, b, o], "a date without a place is not all");
    let undo = give(&mut doc, 1, &Step::Poll.tick(Some("chez Léa, par téléphone"))).unwrap().undo.unwrap();
    assert_eq!(read_steps(&doc).note(Step::Poll), Some("chez Léa, par téléphone"));
    assert_eq!(progress(&doc)[4], d);
    give(&mut doc, 1, &Step::Call.tick(Some(""))).unwrap();
    assert_eq!(progress(&doc), [d, d, d, d, d, b, o]);
    give(&mut doc, 1, &undo).unwrap();
    give(&mut doc, 1, &Step::Call.tick(None)).unwrap();
    assert_eq!(progress(&doc), [b, d, d, d, b, b, o]);
}

#[test]
fn m12_what_the_fourth_schema_brings_is_begun_once_by_two_who_begin_it_apart() {
    let (mut alice, mut bob) = (genesis::new(Kind::Meetup, [1; 16].into()), genesis::new(Kind::Meetup, [2; 16].into()));
    for (n, doc) in [(1, &mut alice), (2, &mut bob)] {
        let command = Talk::propose(row(n), "Cartes", person(n), Status::Interested);
        assert_eq!(command.schema(), 4);
        genesis::begin(doc, Kind::Meetup, command.schema());
        give(doc, n, &command).unwrap();
    }
    exchange(&mut alice, &mut bob);
    assert_eq!(read_talks(&alice).all.len(), 2);
    assert_eq!(alice.get_heads(), bob.get_heads());
}
