//! What a long pad costs in the browser (P11 of the targets): a remote burst applied, and one's own keystroke.
//!
//! Makes pads of 10,000 and of 260,000 edits, serves them with the real program and the release site, opens each in
//! Chromium (`end2end/bench/pad.mjs`) and types bursts of twenty edits as somebody else. The first is measured with
//! the processor slowed four times, the second as it is. Needs `BOUCLE_BIN`, `BOUCLE_SITE` and `CHROMIUM`, which `cargo xtask bench` sets.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "../tests/support/person.rs"]
mod support;

use automerge::{ActorId, Automerge, transaction::Transactable};
use boucle_model::{genesis, pad};
use boucle_server::storage::{Acknowledge, Embedded, Snapshot, Storage};
use boucle_sync::{
    DocumentId,
    chunk::{self, Chunk},
    session::Intent,
};
use bytes::Bytes;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use support::Person;

const BURSTS: usize = 60;
const BURST: usize = 20;

/// A pad written by one person in so many edits, one letter each; three of ten take a letter back.
fn written(edits: usize) -> Automerge {
    let mut doc = genesis::meetup(ActorId::from(rand::random::<[u8; 16]>()));
    let id = pad::object(&doc).unwrap();
    let (mut at, mut length, mut chance) = (0_usize, 0_usize, 12_345_u64);
    for _ in 0..edits {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let roll = usize::try_from(chance >> 33).unwrap();
        if roll % 50 == 0 {
            at = roll / 50 % (length + 1);
        }
        let mut tx = doc.transaction();
        if roll % 10 < 3 && at > 0 {
            at -= 1;
            length -= 1;
            tx.splice_text(&id, at, 1, "").unwrap();
        } else {
            let letter = if roll % 60 == 59 { "\n" } else { "a" };
            tx.splice_text(&id, at, 0, letter).unwrap();
            at += 1;
            length += 1;
        }
        tx.commit();
    }
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
    let mut server = Command::new(variable("BOUCLE_BIN"))
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
    let mut page = Command::new("node")
        .arg("bench/pad.mjs")
        .args([format!("http://{address}/m/{id}"), throttle.to_string()])
        .current_dir(root.join("end2end"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(page.stdout.take().unwrap()).lines();
    assert_eq!(said.next().unwrap().unwrap(), "ready");
    for burst in 0..BURSTS {
        bob.type_at_random(BURST, burst);
        bob.speak().await;
        bob.run_until(Duration::from_millis(400), |_| false).await;
    }
    drop(page.stdin.take());
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
