//! What a long pad costs in the browser (P11 of the targets): a remote burst applied, and one's own keystroke.
//!
//! Makes pads of 10,000 and of 260,000 edits, serves them with the real program and the release site, opens each in
//! Chromium (`end2end/bench/pad.mjs`) and types bursts of twenty edits as somebody else: in one place, as a person does, then in
//! twenty places, as a crowd does. The first is measured with
//! the processor slowed four times, the second as it is. Needs `BOUCLE_BIN`, `BOUCLE_SITE` and `CHROMIUM`, which `cargo xtask bench` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "support/pad.rs"]
mod pad;
#[path = "support/serving.rs"]
mod serving;
#[path = "../tests/support/person.rs"]
mod support;
#[path = "support/typist.rs"]
mod typist;

use boucle_sync::session::Intent;
use std::{
    io::{BufRead, BufReader, Write},
    time::Duration,
};
use support::Person;

/// Edits of ten that take a letter back, as in the recorded history.
const DELETIONS: u32 = 3;
const BURSTS: usize = 60;
const BURST: usize = 20;

async fn measure(edits: usize, throttle: u8) {
    let folder = tempfile::tempdir().unwrap();
    let id = support::document();
    let trace = typist::trace(edits, DELETIONS);
    pad::store(&folder.path().join("documents"), id, &pad::written(&trace)).await.unwrap();
    let (server, address) = serving::serve(folder.path());

    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(bob.connect(&address).await);
    assert!(bob.run_until(Duration::from_secs(120), |p| !p.pad().is_empty()).await, "Bob has the pad");
    let mut page = serving::look("pad.mjs", &[format!("http://{address}/m/{id}"), throttle.to_string()]);
    let mut said = BufReader::new(page.stdout.take().unwrap()).lines();
    assert_eq!(said.next().unwrap().unwrap(), "ready");
    let mut told = page.stdin.take().unwrap();
    for scattered in [false, true] {
        for burst in 0..BURSTS {
            bob.type_a_burst(BURST, burst, scattered);
            bob.speak().await;
            bob.run_until(Duration::from_millis(400), |_| false).await;
        }
        writeln!(told, "counted").unwrap();
    }
    drop(told);
    let result = said.next().unwrap().unwrap();
    println!("{edits} edits, processor slowed {throttle} times: {result}");
    page.wait().unwrap();
    serving::stop(server);
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        measure(10_000, 4).await;
        measure(260_000, 1).await;
    });
    serving::say_load();
}
