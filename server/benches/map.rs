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
#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge};
use boucle_model::{Author, Command, Kind, MeetupId, Pad, PersonId, Phase, Text, apply, genesis};
use boucle_sync::{
    presence::{Presence, Sign, Spot},
    session::Intent,
};
use futures::future::join_all;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{self, Stdio},
    time::Duration,
};
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
    let variable =
        |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; run `cargo xtask bench map`"));
    let mut server = process::Command::new(variable("BOUCLE_BIN"))
        .args(["serve", "--listen", "127.0.0.1:0", "--site", &variable("BOUCLE_SITE"), "--data"])
        .arg(folder.path())
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("Boucle is at http://").trim_end_matches('/').to_owned();
    let mut people = join_all((0..PEOPLE).map(|person| arrive(&address, person, id))).await;

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = process::Command::new("node")
        .arg("bench/map.mjs")
        .args([format!("http://{address}/c/{id}"), PEOPLE.to_string()])
        .current_dir(root.join("end2end"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
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
    server.kill().unwrap();
    server.wait().unwrap();
    println!("load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    assert!(output.status.success());
}
