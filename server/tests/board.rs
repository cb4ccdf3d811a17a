//! Sixty people at one board, each with a socket of their own: every card and every point arrives, once.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/served.rs"]
mod served;

use boucle_model::{Board, Card, Kind, Moment, PersonId, RowId, Side, genesis, read_board};
use boucle_sync::session::Intent;
use futures::future::join_all;
use served::serve;
use std::time::Duration;
use support::{Person, document};

const PEOPLE: u8 = 60;
const CARDS: u8 = 1;
const SOON: Duration = Duration::from_secs(60);

fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n + 1; 16])
}

fn card(n: u8, k: u8) -> RowId {
    let mut bytes = [n + 1; 16];
    bytes[15] = k;
    RowId::from_bytes(bytes)
}

fn board(one: &Person) -> Board {
    read_board(&one.replica)
}

/// Writes cards, and gives points to those of the people before.
async fn takes_part(one: &mut Person, n: u8) {
    assert!(one.run_until(SOON, |p| board(p).moment == Moment::Reveal).await);
    for k in 0..CARDS {
        let side = Side::ALL[usize::from(k) % 3];
        one.give(person(n), &Card::add(card(n, k), side, &format!("Carte {k} de {n}"))).await;
    }
    let all = usize::from(PEOPLE) * usize::from(CARDS);
    assert!(one.run_until(SOON, |p| board(p).cards.len() == all).await, "{n} sees every card");
    for k in 0..CARDS {
        let command = board(one).give(card((n + k) % PEOPLE, k), person(n), 1).unwrap();
        one.give(person(n), &command).await;
    }
    let points = i64::from(PEOPLE) * i64::from(CARDS);
    assert!(one.run_until(SOON, |p| board(p).given_in_all() == (points, PEOPLE.into())).await, "{n} sees every point");
    assert!(one.run_until(SOON, |p| p.unsaved() == 0).await, "{n} is acknowledged");
}

#[tokio::test(flavor = "multi_thread")]
async fn m58_sixty_people_at_one_board_see_every_card_and_every_point() {
    let server = serve("embedded").await;
    let id = document();
    let mut people: Vec<_> = (0..PEOPLE).map(|n| Person::new(&format!("Personne {n}"), id, Intent::Offer)).collect();
    for one in &mut people {
        genesis::begin(&mut one.replica, Kind::Meetup, Kind::Meetup.schema());
        assert!(one.connect(&server.address).await);
    }
    people[0].give(person(0), &Moment::Reveal.open()).await;
    join_all(people.iter_mut().zip(0..PEOPLE).map(|(one, n)| takes_part(one, n))).await;
    let first = board(&people[0]);
    assert_eq!(first.beyond, []);
    for one in &people {
        assert_eq!(board(one), first);
    }
    for n in 0..PEOPLE {
        assert_eq!(first.spent(person(n)), i64::from(CARDS));
    }
}
