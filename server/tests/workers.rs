//! Documents that cannot be built: what they cost, and what their readers, the others and the operator see of them.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "../../sync/tests/fuzz/making.rs"]
#[allow(dead_code, reason = "each test uses its part")]
mod making;

#[path = "support/poison.rs"]
mod poison;

#[path = "support/served.rs"]
mod served;

use automerge::{ActorId, Automerge, ROOT, transaction::Transactable};
use boucle_server::worker::{Bounds, Failure, Job, Workers};
use boucle_sync::{message::Message, session::Intent};
use bytes::Bytes;
use rand::{RngCore, SeedableRng, rngs::StdRng};
use served::serve;
use std::{os::unix::fs::PermissionsExt, process::Command, time::Duration};
use support::{Person, document, next_message};

const SOON: Duration = Duration::from_secs(10);

fn workers(bounds: Bounds) -> Workers {
    Workers::new(env!("CARGO_BIN_EXE_boucle").into(), bounds)
}

/// A document of so many changes, each of which puts a mebibyte that nothing compresses.
fn heavy(changes: u64) -> Automerge {
    let mut doc = Automerge::new().with_actor(ActorId::from([3; 16]));
    for change in 0..changes {
        let mut bytes = vec![0; 1 << 20];
        StdRng::seed_from_u64(change).fill_bytes(&mut bytes);
        let mut tx = doc.transaction();
        tx.put(ROOT, format!("{change}"), bytes).unwrap();
        tx.commit();
    }
    doc
}

fn chunks(doc: &Automerge) -> Vec<Bytes> {
    doc.get_changes(&[]).iter().map(|change| Bytes::copy_from_slice(change.raw_bytes())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_takes_documents_apart_and_puts_them_together() {
    let workers = workers(Bounds::default());
    let mut doc = heavy(1);
    let mut tx = doc.transaction();
    tx.put(ROOT, "title", "Carte").unwrap();
    tx.commit();
    assert_eq!(workers.run(&Job::Split(doc.save().into())).await.unwrap(), chunks(&doc));
    let job = Job::Snapshot { heads: doc.get_heads(), chunks: chunks(&doc) };
    let snapshot = workers.run(&job).await.unwrap().pop().unwrap();
    assert_eq!(Automerge::load(&snapshot).unwrap().get_heads(), doc.get_heads());
    let other = Job::Snapshot { heads: Vec::new(), chunks: chunks(&doc) };
    assert!(matches!(workers.run(&other).await, Err(Failure::Document(_))), "other heads");
    assert!(matches!(workers.run(&Job::Split("no document".into())).await, Err(Failure::Document(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_asks_for_too_much_memory_ends_its_worker_only() {
    let large = heavy(60);
    let narrow = workers(Bounds { memory: 256 << 20, ..Bounds::default() });
    let job = Job::Try(chunks(&large));
    let failure = narrow.run(&job).await.unwrap_err();
    assert!(failure.is_of_the_document() && failure.to_string().contains("256 MiB"), "{failure}");
    narrow.run(&Job::Try(chunks(&heavy(1)))).await.unwrap();
    workers(Bounds::default()).run(&job).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_does_not_answer_in_time_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("worker");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 60\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let bounds = Bounds { time: Duration::from_millis(300), ..Bounds::default() };
    let slow = Workers::new(program, bounds);
    assert_eq!(slow.run(&Job::Try(Vec::new())).await, Err(Failure::Time(bounds.time)));
    let nowhere = Workers::new("/nowhere".into(), bounds);
    let failure = nowhere.run(&Job::Try(Vec::new())).await.unwrap_err();
    assert!(!failure.is_of_the_document(), "no fault of the document: {failure}");
}

/// A document that somebody made impossible to build: the relay goes on, its readers have all of it from the log, the
/// others notice nothing, no page is drawn of it, and the operator sees which change did it.
#[tokio::test(flavor = "multi_thread")]
async fn a_poisoned_document_is_served_from_its_log_and_its_change_is_named() {
    let server = serve("embedded").await;
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(&server.address).await);
    for n in 0..20 {
        alice.write(&format!("mot{n} ")).await;
    }
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    alice.cut();

    // Mallory sends a change that passes every check, and many others that are as they should be.
    let poison = poison::change(&alice.replica);
    let mut fork = alice.replica.fork().with_actor(ActorId::from([7; 16]));
    let before = fork.get_heads();
    for n in 0..600 {
        let mut tx = fork.transaction();
        tx.put(ROOT, "title", format!("{n}")).unwrap();
        tx.commit();
    }
    let honest: Vec<Bytes> =
        fork.get_changes(&before).iter().map(|change| Bytes::copy_from_slice(change.raw_bytes())).collect();
    let all = [&honest[..300], std::slice::from_ref(&poison.bytes), &honest[300..]].concat();
    let mut mallory = tokio_tungstenite::connect_async(format!("ws://{}/sync", server.address)).await.unwrap().0;
    let mut heads = [fork.get_heads(), vec![poison.hash]].concat();
    heads.sort_unstable();
    poison::send(&mut mallory, "mallory", id, heads.clone(), all.clone()).await;

    // All of it is acknowledged: it is on the disk.
    loop {
        match next_message(&mut mallory).await {
            Some(Message::Sync { data, .. }) => {
                let message = automerge::sync::Message::decode(&data).unwrap();
                if heads.iter().all(|head| message.heads.contains(head)) {
                    break;
                }
            }
            Some(Message::Error { message }) => panic!("refused: {message}"),
            other => assert!(other.is_some(), "closed"),
        }
    }

    let data = server.data().display().to_string();
    let operator = |arguments: &[&str]| {
        let arguments = [&["quarantine", "--data", &data], arguments].concat();
        let output = Command::new(env!("CARGO_BIN_EXE_boucle")).args(arguments).output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    // It is put away first; then the change to blame is looked for.
    for _ in 0..300 {
        if operator(&[&id.to_string()]).contains(&poison.hash.to_string()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let listed = operator(&[]);
    assert!(listed.contains(&id.to_string()) && listed.contains("1 documents in quarantine"), "{listed}");
    let told = operator(&[&id.to_string()]);
    assert!(told.contains(&poison.hash.to_string()) && told.contains("number 321 of the log"), "{told}");

    // Bob, elsewhere, notices nothing.
    let mut bob = Person::new("Bob", document(), Intent::Offer);
    assert!(bob.connect(&server.address).await);
    bob.write("Rien à signaler.").await;
    assert!(bob.run_until(SOON, |p| p.unsaved() == 0).await);

    // Chloé is served all of it.
    let mut chloe = tokio_tungstenite::connect_async(format!("ws://{}/sync", server.address)).await.unwrap().0;
    poison::send(&mut chloe, "chloe", id, Vec::new(), Vec::new()).await;
    let mut received = Vec::new();
    while received.len() < 600 {
        let Some(Message::Sync { data, .. }) = next_message(&mut chloe).await else { continue };
        let message = automerge::sync::Message::decode(&data).unwrap();
        received.extend(message.changes.iter().map(Bytes::copy_from_slice));
    }
    assert!(all.iter().all(|change| received.contains(change)), "all of it, the poison too");
    chloe.close(None).await.unwrap();

    let page = get(&server.address, &format!("/m/{id}")).await;
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");

    assert!(operator(&[&id.to_string(), "--release"]).contains("released"));
    assert!(!server.builder().is_in_quarantine(id));
}

/// The head of the answer to a plain request.
async fn get(address: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}
