//! `kill -9`, over and over, and a disk that forgets what was not synced.
//!
//! The server is the real program in a process of its own. A writer notes what it was told to be saved; whatever
//! happens, that must be there afterwards. The disk that forgets is a library loaded under the program
//! (`tests/support/disk.c`): when the process dies, every byte written since the last sync is taken back.
//!
//! A seed is a story of 20 kills. `BOUCLE_SEED` repeats one; `BOUCLE_SEEDS` and `BOUCLE_FIRST_SEED` ask for many:
//! `cargo xtask soak kills` and `cargo xtask soak forgetful` make a thousand kills each.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/process.rs"]
mod process;

use boucle_sync::session::Intent;
use futures::future::join_all;
use process::{Disk, Server};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};
use support::{Person, document};

const KILLS: u64 = 20;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What a story of kills came to.
struct Outcome {
    /// Words that were shown as saved and are not there.
    lost: Vec<String>,
    saved: usize,
    slowest: Duration,
}

async fn story(disk: Disk, acknowledge_before_sync: bool, seed: u64) -> Outcome {
    println!("seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let mut server = Server::start(disk, acknowledge_before_sync);
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    let (mut saved, mut slowest, mut word) = (Vec::new(), Duration::ZERO, 0);
    let mut waiting: Vec<String> = Vec::new();
    for _ in 0..KILLS {
        let back = Instant::now();
        while !alice.connect(server.address()).await {
            assert!(back.elapsed() < Duration::from_secs(20), "the server does not come back");
        }
        assert!(
            alice.run_until(Duration::from_secs(5), |p| p.unsaved() == 0).await,
            "not caught up within 5 s: {:?}",
            alice.refusals
        );
        slowest = slowest.max(back.elapsed());
        saved.append(&mut waiting);
        // Typing, until the moment comes.
        let end = Instant::now() + Duration::from_millis(chance.random_range(20..400));
        while Instant::now() < end {
            word += 1;
            let text = format!("mot{word} ");
            alice.write(&text).await;
            waiting.push(text);
            alice.run_until(Duration::from_millis(chance.random_range(1..12)), |_| false).await;
            if alice.unsaved() == 0 {
                saved.append(&mut waiting);
            }
        }
        server.kill();
        alice.cut();
        // Somebody with nothing of their own sees what the server really kept.
        server.restart();
        let mut chloe = Person::new("Chloé", id, Intent::Find);
        while !chloe.connect(server.address()).await {
            assert!(back.elapsed() < Duration::from_secs(20), "the server does not come back");
        }
        chloe.run_until(Duration::from_secs(5), |p| saved.iter().all(|w| p.pad().contains(w.as_str()))).await;
        let pad = chloe.pad();
        let lost: Vec<_> = saved.iter().filter(|w| !pad.contains(w.as_str())).cloned().collect();
        if !lost.is_empty() {
            return Outcome { lost, saved: saved.len(), slowest };
        }
    }
    Outcome { lost: Vec::new(), saved: saved.len(), slowest }
}

/// The seeds that were asked for; any one, when none was.
fn seeds() -> Vec<u64> {
    match (number("BOUCLE_SEED"), number("BOUCLE_FIRST_SEED"), number("BOUCLE_SEEDS")) {
        (Some(seed), ..) => vec![seed],
        (None, first, Some(seeds)) => (first.unwrap_or(0)..first.unwrap_or(0) + seeds).collect(),
        _ => vec![rand::random()],
    }
}

async fn stories(disk: Disk) {
    let (seeds, mut saved, mut slowest) = (seeds(), 0, Duration::ZERO);
    for seed in &seeds {
        let outcome = story(disk, false, *seed).await;
        assert!(outcome.saved > 20 && outcome.lost.is_empty(), "seed {seed}: lost: {:?}", outcome.lost);
        saved += outcome.saved;
        slowest = slowest.max(outcome.slowest);
    }
    println!(
        "slice: {} seeds, {} kills, {saved} words saved, {} ms to catch up at most, 0 failed",
        seeds.len(),
        seeds.len() as u64 * KILLS,
        slowest.as_millis()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn r2_nothing_shown_as_saved_is_lost_by_a_kill() {
    stories(Disk::Real).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r2_nothing_shown_as_saved_is_lost_by_a_disk_that_forgets_what_was_not_synced() {
    stories(Disk::Forgetful).await;
}

/// What an acknowledgement costs: one sync for a lone writer, and one for all documents that are written meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn r2_an_acknowledged_edit_is_one_sync_and_edits_of_many_documents_share_one() {
    const SOON: Duration = Duration::from_secs(10);
    const EDITS: u64 = 50;
    const DOCUMENTS: u64 = 100;
    let server = Server::start(Disk::Forgetful, false);
    let mut people: Vec<_> = (0..DOCUMENTS).map(|n| Person::new(&format!("p{n}"), document(), Intent::Offer)).collect();
    for person in &mut people {
        assert!(person.connect(server.address()).await);
    }
    let write = async |person: &mut Person| {
        person.write("mot ").await;
        assert!(person.run_until(SOON, |p| p.unsaved() == 0).await, "{:?}", person.refusals);
    };
    let before = server.syncs();
    for _ in 0..EDITS {
        write(&mut people[0]).await;
    }
    let alone = server.syncs() - before;
    // The engine syncs on its own now and then.
    assert!((EDITS..EDITS + 5).contains(&alone), "{alone} syncs for {EDITS} edits, one after the other");
    let before = server.syncs();
    join_all(people.iter_mut().map(write)).await;
    let together = server.syncs() - before;
    println!("{alone} syncs for {EDITS} edits one after the other, {together} for {DOCUMENTS} at once");
    assert!((1..DOCUMENTS / 2).contains(&together), "{together} syncs for {DOCUMENTS} documents written at once");
}

/// The tests of kills must be able to fail: with acknowledgement moved before the sync, it does.
#[tokio::test(flavor = "multi_thread")]
async fn r2_acknowledging_before_the_sync_loses_what_was_shown_as_saved() {
    let outcome = story(Disk::Forgetful, true, rand::random()).await;
    println!("lost: {:?}", outcome.lost);
    assert!(!outcome.lost.is_empty(), "{} words saved before any sync, and none was lost", outcome.saved);
}
