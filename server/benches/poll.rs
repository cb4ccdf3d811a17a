//! What a large poll costs in the browser of somebody who votes: twelve options, and three hundred people who have voted.
//!
//! Makes such a meetup, serves it with the real program and the release site, and opens its poll in Chromium
//! (`end2end/bench/poll.mjs`) with the processor slowed four times. Counted are the turns of the page's one thread that are
//! longer than 50 ms (the Long Tasks API), while votes are cast there, and while others vote. Needs `BOUCLE_BIN`,
//! `BOUCLE_SITE` and `CHROMIUM`, which `cargo xtask bench poll` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "support/pad.rs"]
#[allow(dead_code, reason = "each bench uses its part")]
mod pad;
#[path = "support/serving.rs"]
mod serving;
#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge};
use boucle_model::{Author, Command, Kind, Pad, PersonId, RowId, Slot, Text, Venue, Vote, apply, genesis};
use boucle_sync::session::Intent;
use std::time::Duration;
use support::Person;

const DATES: u8 = 8;
const VENUES: u8 = 4;
const PEOPLE: u16 = 300;
/// How long somebody else takes from one vote to the next.
const STEP: Duration = Duration::from_millis(500);

fn option(n: u8) -> RowId {
    RowId::from_bytes([n + 1; 16])
}

fn person(n: u16) -> PersonId {
    let mut bytes = [7; 16];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    PersonId::from_bytes(bytes)
}

fn give(doc: &mut Automerge, by: PersonId, command: &Command) {
    let mut pad = Pad::of(doc, Text::Pad);
    apply(doc, &mut pad, Author { person: by, at: 0 }, command).unwrap();
}

fn meetup() -> Automerge {
    let mut doc = genesis::new(Kind::Meetup, ActorId::from(rand::random::<[u8; 16]>()));
    genesis::begin(&mut doc, Kind::Meetup, Kind::Meetup.schema());
    give(&mut doc, person(0), &Command::Rename { title: "Un grand sondage".into() });
    for n in 0..DATES {
        let day = n + 10;
        let when = format!("2029-01-{day}T19:00/2029-01-{day}T22:00 Europe/Paris").parse().unwrap();
        give(&mut doc, person(0), &Slot::add(option(n), &when));
    }
    for n in DATES..DATES + VENUES {
        give(&mut doc, person(0), &Venue::add(option(n), &format!("Lieu {n}"), "4 rue des Cartes", Some(40)));
    }
    for n in 0..PEOPLE {
        for k in 0..DATES + VENUES {
            let vote = Vote::ALL[usize::from((n * 5 + u16::from(k) * 7) % 3)];
            give(&mut doc, person(n), &Vote::cast(option(k), person(n), Some(vote)));
        }
    }
    doc
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let id = support::document();
    pad::store(&folder.path().join("documents"), id, &meetup()).await.unwrap();
    let (server, address) = serving::serve(folder.path());
    let mut other = Person::new("voter", id, Intent::Find);
    other.replica = genesis::empty(ActorId::random());
    assert!(other.connect(&address).await);
    other.run_until(Duration::from_secs(60), |other| !other.replica.get_heads().is_empty()).await;

    let page = serving::look("poll.mjs", &[format!("http://{address}/m/{id}/poll")]);
    let (tell, mut told) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || tell.send(page.wait_with_output().unwrap()));
    let mut step = 0_u16;
    let output = loop {
        step += 1;
        let (by, of) = (person(step % PEOPLE), option(u8::try_from(step % 12).unwrap()));
        let vote = Vote::ALL[usize::from(step % 3)];
        other.give(by, &Vote::cast(of, by, Some(vote))).await;
        match tokio::time::timeout(STEP, &mut told).await {
            Ok(output) => break output.unwrap(),
            Err(_elapsed) => {}
        }
    };
    print!("{DATES} dates, {VENUES} venues, {PEOPLE} people:\n{}", String::from_utf8_lossy(&output.stdout));
    serving::stop(server);
    serving::say_load();
    assert!(output.status.success());
}
