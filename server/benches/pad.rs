//! What a long pad costs in the browser (P11 of the targets): a remote burst applied, and one's own keystroke.
//!
//! Makes pads of 10,000 and of 260,000 edits, serves them with the real program and the release site, opens each in
//! Chromium (`end2end/bench/pad.mjs`) and types bursts of twenty edits as somebody else: in one place, as a person does, then in
//! twenty places, as a crowd does. The first is measured with
//! the processor slowed four times, the second as it is. Needs `BOUCLE_BIN`, `BOUCLE_SITE` and `CHROMIUM`, which `cargo xtask bench` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge};
use boucle_model::{Author, Command, Pad, PersonId, Splice, apply, genesis};
use boucle_server::storage::{Acknowledge, Embedded, Snapshot, Storage};
use boucle_sync::{
    DocumentId,
    chunk::{self, Chunk},
    session::Intent,
};
use bytes::Bytes;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{self, Stdio},
    time::Duration,
};
use support::Person;

const BURSTS: usize = 60;
const BURST: usize = 20;

/// A pad written by one person in so many edits of one letter, with the habits counted in a recorded history of 259,778 edits (the
/// trace of a scientific paper, github.com/automerge/automerge-perf, CC BY 4.0): three edits of ten take the letter before back; every
/// 48 edits they go elsewhere, most often into the middle of a line; one insertion of a hundred is a new line, begun nine times of ten
/// at the end of another. In that history the next place is near (47 letters in the median), here it is anywhere.
fn written(edits: usize) -> Automerge {
    let mut doc = genesis::meetup(ActorId::from(rand::random::<[u8; 16]>()));
    let mut pad = Pad::of(&doc);
    let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
    let mut chance = StdRng::seed_from_u64(1);
    let (mut text, mut at) = (Vec::new(), 0_usize);
    for _ in 0..edits {
        if chance.random_ratio(1, 48) {
            let distance = [3, 10, 30, 100, 300, 1_000][chance.random_range(0..6)];
            at = if chance.random() { at.saturating_sub(distance) } else { text.len().min(at + distance) };
        }
        let splice = if at > 0 && chance.random_ratio(3, 10) {
            at -= 1;
            text.remove(at);
            Splice { at, delete: 1, insert: String::new() }
        } else {
            let letter = if chance.random_ratio(1, 100) { b'\n' } else { b'a' };
            if letter == b'\n' && chance.random_ratio(9, 10) {
                at += text[at..].iter().position(|letter| *letter == b'\n').unwrap_or(text.len() - at);
            }
            text.insert(at, letter);
            at += 1;
            Splice { at: at - 1, delete: 0, insert: char::from(letter).into() }
        };
        apply(&mut doc, &mut pad, author, &Command::EditPad { splices: vec![splice] }).unwrap();
    }
    assert_eq!(pad.text(&doc).as_bytes(), text);
    doc
}

/// Puts a document into a store as if it had been written through the relay and compacted.
async fn store(store: &Embedded, id: DocumentId, doc: &Automerge) {
    let changes = doc.get_changes(&[]);
    let chunks: Vec<_> = changes.iter().map(|c| Bytes::copy_from_slice(c.raw_bytes())).collect();
    let header = |bytes: &Bytes| match chunk::read(bytes).unwrap() {
        Chunk::Change(header) => header,
        Chunk::Document => unreachable!("changes were asked for"),
    };
    let headers: Vec<_> = chunks.iter().map(header).collect();
    let upto = store.append(id, chunks).await.unwrap();
    assert!(store.compact(id, Snapshot { upto, headers, bytes: doc.save().into() }).await.unwrap());
}

async fn measure(edits: usize, throttle: u8) {
    let folder = tempfile::tempdir().unwrap();
    let id = support::document();
    {
        let embedded = Embedded::open(&folder.path().join("documents"), Acknowledge::AfterSync).unwrap();
        store(&embedded, id, &written(edits)).await;
    }
    let variable =
        |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; run `cargo xtask bench`"));
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

    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(bob.connect(&address).await);
    assert!(bob.run_until(Duration::from_secs(120), |p| !p.pad().is_empty()).await, "Bob has the pad");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut page = process::Command::new("node")
        .arg("bench/pad.mjs")
        .args([format!("http://{address}/m/{id}"), throttle.to_string()])
        .current_dir(root.join("end2end"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
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
    server.kill().unwrap();
    server.wait().unwrap();
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        measure(10_000, 4).await;
        measure(260_000, 1).await;
    });
    println!("load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
}
