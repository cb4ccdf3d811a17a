//! Seats: everybody who asks is on one list, whoever asked where; nobody who was shown a seat loses it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Answer, Applied, ApplyError, Attendance, Kind, PersonId, Seat, count_seats, read_attendance, restore,
};
use delivery::{everyone_receives_everything, exchange};
use meetup::{give, person, replica};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn answer(doc: &mut Automerge, n: u8, answer: Answer) -> Applied {
    let command = read_attendance(doc).answer(person(n), answer);
    give(doc, n, &command).unwrap()
}

/// What the replica of a person does once the server has what they said.
fn settle(doc: &mut Automerge, n: u8) {
    if let Some(command) = read_attendance(doc).settle(person(n)) {
        give(doc, n, &command).unwrap();
    }
}

fn taken(attendance: &Attendance) -> BTreeSet<PersonId> {
    attendance.with(Seat::Taken).collect()
}

#[test]
fn m31_a_seat_is_asked_for_then_taken_or_waited_for_and_whose_turn_comes_takes_one() {
    let mut doc = replica(1);
    give(&mut doc, 1, &count_seats(Some(2))).unwrap();
    for n in 1..=4 {
        answer(&mut doc, n, Answer::Going);
        assert_eq!(read_attendance(&doc).seat_of(person(n)), Some(Seat::Asked));
        settle(&mut doc, n);
    }
    let now = read_attendance(&doc);
    assert_eq!((taken(&now).len(), now.free(), now.overbooked()), (2, Some(0), 0));
    assert_eq!(now.waiting(), [person(3), person(4)]);
    assert_eq!(answer(&mut doc, 3, Answer::Going).change, None, "who waits does not ask again");
    // One gives up: the next takes the seat, and whoever asks now waits behind those who wait.
    let undo = answer(&mut doc, 1, Answer::Cancelled).undo.unwrap();
    answer(&mut doc, 5, Answer::Going);
    settle(&mut doc, 5);
    settle(&mut doc, 4);
    assert_eq!(read_attendance(&doc).waiting(), [person(3), person(4), person(5)]);
    settle(&mut doc, 3);
    let now = read_attendance(&doc);
    assert_eq!((taken(&now), now.waiting()), ([person(2), person(3)].into(), vec![person(4), person(5)]));
    // Taking the giving up back asks again: the seat is somebody else's.
    give(&mut doc, 1, &undo).unwrap();
    assert_eq!(read_attendance(&doc).seat_of(person(1)), Some(Seat::Asked));
    settle(&mut doc, 1);
    assert_eq!(read_attendance(&doc).waiting().last(), Some(&person(1)));
    answer(&mut doc, 6, Answer::Maybe);
    settle(&mut doc, 6);
    assert_eq!(read_attendance(&doc).seat_of(person(6)), Some(Seat::Maybe));
    // More seats: those who wait take them in their turn.
    give(&mut doc, 1, &count_seats(None)).unwrap();
    for n in [4, 5, 1] {
        settle(&mut doc, n);
    }
    assert_eq!(read_attendance(&doc).waiting(), []);
    for count in [0, -1, 1_000_000] {
        assert!(matches!(
            give(&mut doc, 1, &count_seats(Some(count))),
            Err(ApplyError::OutOfRange { least: 1, most: 100_000 })
        ));
    }
}

#[test]
fn m32_registering_twice_is_once_and_a_seat_is_not_lost_to_another_device() {
    let (mut phone, mut laptop) = (replica(1), replica(2));
    give(&mut phone, 9, &count_seats(Some(1))).unwrap();
    answer(&mut phone, 7, Answer::Going);
    exchange(&mut phone, &mut laptop);
    // The phone takes the seat while the laptop, on which somebody else has it by then, joins the list.
    answer(&mut laptop, 8, Answer::Going);
    settle(&mut laptop, 8);
    settle(&mut laptop, 7);
    settle(&mut phone, 7);
    exchange(&mut phone, &mut laptop);
    let now = read_attendance(&phone);
    assert_eq!(now, read_attendance(&laptop));
    assert_eq!((now.seat_of(person(7)), now.overbooked()), (Some(Seat::Taken), 1), "overbooked, and said");
    // Cancelled on one while the other does nothing: cancelled. Cancelled on one, asked for on the other: asked for.
    answer(&mut phone, 7, Answer::Cancelled);
    exchange(&mut phone, &mut laptop);
    answer(&mut phone, 7, Answer::Maybe);
    answer(&mut laptop, 7, Answer::Going);
    exchange(&mut phone, &mut laptop);
    assert_eq!(read_attendance(&phone).seat_of(person(7)), Some(Seat::Asked));
    assert_eq!(read_attendance(&phone), read_attendance(&laptop));
}

#[test]
fn m33_restoring_a_moment_leaves_everybody_the_seat_they_have() {
    let mut doc = replica(1);
    let before = doc.get_heads();
    answer(&mut doc, 1, Answer::Going);
    settle(&mut doc, 1);
    let then = restore::at(&doc, &before).unwrap();
    assert!(restore::restore(&doc, &then, Kind::Meetup).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Forty people on replicas of their own, on four sides of a broken network, for thirty seats.
    #[test]
    fn m34_forty_people_for_thirty_seats_agree_and_nobody_who_was_shown_a_seat_loses_it(
        steps in prop::collection::vec((0..40_u8, 0..8_u8), 40..160),
        whole in any::<bool>(),
    ) {
        let mut server = replica(200);
        give(&mut server, 200, &count_seats(Some(30))).unwrap();
        // Each side has a relay of its own, which the others do not hear.
        let mut sides: Vec<Automerge> = (0..4).map(|n| server.fork().with_actor(ActorId::from([210 + n; 16]))).collect();
        let mut people: Vec<Automerge> = (0..40_u8).map(|n| server.fork().with_actor(ActorId::from([n + 1; 16]))).collect();
        let mut shown = BTreeSet::new();
        for (who, what) in steps {
            let (n, side) = (who + 1, usize::from(if whole { 0 } else { who % 4 }));
            let doc = &mut people[usize::from(who)];
            match what {
                0..=4 => drop(answer(doc, n, Answer::Going)),
                5 => drop(answer(doc, n, Answer::Maybe)),
                6 => {
                    answer(doc, n, Answer::Cancelled);
                    shown.remove(&person(n));
                }
                _ => {}
            }
            if what == 5 {
                shown.remove(&person(n));
            }
            exchange(doc, &mut sides[side]);
            settle(doc, n);
            exchange(doc, &mut sides[side]);
            if read_attendance(doc).seat_of(person(n)) == Some(Seat::Taken) {
                shown.insert(person(n));
            }
        }
        people.extend(sides);
        everyone_receives_everything(&mut people);
        let now = read_attendance(&people[0]);
        for doc in &people {
            prop_assert_eq!(&now, &read_attendance(doc), "one list everywhere");
        }
        prop_assert!(shown.is_subset(&taken(&now)), "nobody loses the seat they were shown");
        prop_assert_eq!(now.overbooked(), taken(&now).len().saturating_sub(30));
        if whole {
            prop_assert_eq!(now.overbooked(), 0, "on one side, one after the other");
        }
    }
}
