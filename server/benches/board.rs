//! What a board of sixty people costs in the browser of whoever leads: two browsers, and fifty-eight clients of the protocol who
//! write cards when they are shown, and give their points.
//!
//! Serves a meetup with the real program and the release site, and opens its bilan in two windows of Chromium
//! (`end2end/bench/board.mjs`). Counted are the turns of the facilitator's thread that are longer than 50 ms (the Long Tasks
//! API), in each moment; and that every card and every point is there in both. Needs `BOUCLE_BIN`, `BOUCLE_SITE` and `CHROMIUM`,
//! which `cargo xtask bench board` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "support/pad.rs"]
#[allow(dead_code, reason = "each bench uses its part")]
mod pad;
#[path = "support/serving.rs"]
mod serving;
#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Author, Card, Command, Draft, Kind, Moment, Pad, PersonId, RowId, Side, Text, apply, genesis, read_board,
};
use boucle_sync::session::Intent;
use futures::future::join_all;
use std::time::Duration;
use support::Person;

const CLIENTS: u8 = 58;
const CARDS: u8 = 3;
/// How long each takes from one card or point to the next.
const STEP: Duration = Duration::from_millis(400);
const LONG: Duration = Duration::from_secs(120);

fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n + 1; 16])
}

fn meetup() -> Automerge {
    let mut doc = genesis::new(Kind::Meetup, ActorId::from(rand::random::<[u8; 16]>()));
    genesis::begin(&mut doc, Kind::Meetup, Kind::Meetup.schema());
    let mut pad = Pad::of(&doc, Text::Pad);
    let author = Author { person: person(0), at: 0 };
    apply(&mut doc, &mut pad, author, &Command::Rename { title: "Un grand bilan".into() }).unwrap();
    doc
}

/// One who waits with their cards, shows them, and votes.
async fn takes_part(address: &str, id: boucle_sync::DocumentId, n: u8) {
    let mut one = Person::new(&format!("client {n}"), id, Intent::Find);
    one.replica = genesis::empty(ActorId::random());
    assert!(one.connect(address).await);
    assert!(one.run_until(LONG, |one| !one.replica.get_heads().is_empty()).await);
    let (me, moment) = (person(n), |one: &Person| read_board(&one.replica).moment);
    let drafts: Vec<_> = (0..CARDS)
        .map(|k| {
            let id = RowId::from_bytes(rand::random());
            let text = format!("La carte {k} de la personne {n} dit quelque chose");
            Draft { id, side: Side::ALL[usize::from(k) % 3], text, by: me, stands_in: false }
        })
        .collect();
    let told = Draft::tell(&drafts, &std::collections::BTreeMap::new()).unwrap();
    one.give(me, &told).await;
    assert!(one.run_until(LONG, |one| moment(one) == Moment::Reveal).await);
    let shown = Draft::reveal(&drafts, &read_board(&one.replica)).unwrap();
    one.give(me, &shown).await;
    let told = Draft::tell_none(&[me], &read_board(&one.replica));
    if let Some(told) = told {
        one.give(me, &told).await;
    }
    // Some go on writing while others read.
    for k in 0..CARDS {
        one.run_until(STEP, |_| false).await;
        let text = format!("Et encore {k}, de {n}");
        one.give(me, &Card::add(RowId::from_bytes(rand::random()), Side::Problem, &text)).await;
    }
    assert!(one.run_until(LONG, |one| moment(one) == Moment::Vote).await);
    for k in 0..CARDS {
        one.run_until(STEP, |_| false).await;
        let board = read_board(&one.replica);
        let to = board.cards[(usize::from(n) * 7 + usize::from(k) * 31) % board.cards.len()].id;
        let command = board.give(to, me, board.given(to, me) + 1).unwrap();
        one.give(me, &command).await;
    }
    assert!(one.run_until(LONG, |one| moment(one) == Moment::Decide && one.unsaved() == 0).await);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let id = support::document();
    pad::store(&folder.path().join("documents"), id, &meetup()).await.unwrap();
    let (server, address) = serving::serve(folder.path());
    let cards = (usize::from(CLIENTS) * usize::from(CARDS) * 2).to_string();
    let points = (usize::from(CLIENTS) * usize::from(CARDS)).to_string();
    let page =
        serving::look("board.mjs", &[format!("http://{address}/m/{id}/bilan"), CLIENTS.to_string(), cards, points]);
    // Those who take part are elsewhere: here they take what the browsers leave of the machine.
    rustix::process::nice(19).unwrap();
    // Who takes part waits for whoever leads: where the page fails, nobody goes on waiting.
    let looks = async {
        let output = tokio::task::spawn_blocking(move || page.wait_with_output().unwrap()).await.unwrap();
        assert!(output.status.success());
        output
    };
    let (output, _) = tokio::join!(looks, join_all((1..=CLIENTS).map(|n| takes_part(&address, id, n))));
    print!("{CLIENTS} clients and two browsers: {}", String::from_utf8_lossy(&output.stdout));
    serving::stop(server);
    serving::say_load();
}
