//! What the map of a large community costs in the browser: thirty meetups, and three hundred people who walk about.
//!
//! Makes a commons of thirty editions, serves it with the real program and the release site, lets three hundred people
//! come and ten of them a second go from one phase to another, and opens its map in Chromium (`end2end/bench/map.mjs`)
//! with the processor slowed four times. Counted are the turns of the page's one thread that are longer than 50 ms (the
//! Long Tasks API), from the moment when everybody is there. Needs `BOUCLE_BIN`, `BOUCLE_SITE` and `CHROMIUM`, which
//! `cargo xtask bench map` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "support/pad.rs"]
#[allow(dead_code, reason = "each bench uses its part")]
mod pad;
#[path = "support/serving.rs"]
mod serving;
#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge};
use boucle_model::{Author, Command, Kind, MeetupId, Pad, PersonId, Phase, Text, apply, genesis};
use boucle_sync::{
    presence::{Presence, Sign, Spot},
    session::Intent,
};
use futures::future::join_all;
use std::time::Duration;
use support::Person;

const EDITIONS: u8 = 30;
const PEOPLE: u16 = 300;
/// How many people walk on in one step, and how long a step is.
const WALKING: usize = 10;
const STEP: Duration = Duration::from_secs(1);

fn meetup(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn commons() -> Automerge {
    let mut doc = genesis::new(Kind::Commons, ActorId::from(rand::random::<[u8; 16]>()));
    let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
    let mut give = |command: &Command| {
        let mut pad = Pad::of(&doc, Text::Vision);
        apply(&mut doc, &mut pad, author, command).unwrap();
    };
    give(&Command::Rename { title: "Une grande communauté".into() });
    for n in 1..=EDITIONS {
        let title = format!("Rencontre numéro {n}, avec un titre comme on en donne");
        let previous = n.checked_sub(1).filter(|n| *n > 0).map(meetup);
        give(&Command::AddMeetup { id: meetup(n), title: title.clone(), previous });
        let phase = if n == EDITIONS { Phase::Live } else { Phase::Bilan };
        give(&Command::ShowMeetup { id: meetup(n), title, phase });
    }
    doc
}

/// Where somebody is at a step: most in the last edition, the others anywhere.
fn presence(person: u16, step: usize) -> Presence {
    let at = usize::from(person) + step;
    let edition = if at.is_multiple_of(4) { u8::try_from(at % usize::from(EDITIONS)).unwrap() + 1 } else { EDITIONS };
    let mut id = [0; 16];
    id[14..].copy_from_slice(&person.to_be_bytes());
    Presence {
        person: id,
        name: format!("Personne {person}"),
        colour: u8::try_from(person % 8).unwrap(),
        sign: Sign::Here,
        selection: None,
        spot: Some(Spot { document: *meetup(edition).as_bytes(), part: Phase::ALL[at % 5].name().into() }),
        quiet: false,
    }
}

async fn arrive(address: &str, person: u16, id: boucle_sync::DocumentId) -> Person {
    let mut there = Person::new("walker", id, Intent::Find);
    there.replica = genesis::empty(ActorId::random());
    assert!(there.connect(address).await);
    there.run_until(Duration::from_secs(60), |there| there.heard > 0).await;
    there.say(&presence(person, 0).encode()).await;
    there
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let id = support::document();
    pad::store(&folder.path().join("documents"), id, &commons()).await.unwrap();
    let (server, address) = serving::serve(folder.path());
    let mut people = join_all((0..PEOPLE).map(|person| arrive(&address, person, id))).await;

    let page = serving::look("map.mjs", &[format!("http://{address}/c/{id}"), PEOPLE.to_string()]);
    let (tell, mut told) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || tell.send(page.wait_with_output().unwrap()));
    let mut step = 0;
    let output = loop {
        step += 1;
        // Everybody gives a sign of life, as heartbeats do; some are somewhere else.
        for n in 0..WALKING {
            let person = (step * WALKING + n) % people.len();
            let said = presence(u16::try_from(person).unwrap(), step).encode();
            people[person].say(&said).await;
        }
        match tokio::time::timeout(STEP, &mut told).await {
            Ok(output) => break output.unwrap(),
            Err(_elapsed) => {}
        }
    };
    print!(
        "{EDITIONS} editions, {PEOPLE} people, processor slowed 4 times: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    serving::stop(server);
    serving::say_load();
    assert!(output.status.success());
}
