//! R5: a crowd that comes back. The server is killed under everybody and started again; each comes back at a random
//! moment, as a browser does, fifty edits behind.
//!
//! `BOUCLE_CROWD` says how many (200); `cargo xtask soak crowd` has two thousand.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/process.rs"]
mod process;

use automerge::{
    ChangeHash,
    sync::{self, BloomFilter, Have, MessageVersion},
};
use boucle_sync::{
    DocumentId,
    message::{Message, PeerMetadata, SharedFrame, SyncKind},
    session::Intent,
};
use futures::{SinkExt, StreamExt, future::join_all};
use process::{Disk, Server};
use rand::Rng;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::time::{Duration, Instant};
use support::{Person, Socket, document};
use tokio_tungstenite::tungstenite::Message as Frame;

const BEHIND: usize = 50;
const SOON: Duration = Duration::from_secs(20);
/// Nobody waits longer for a place in the dark: then something is stuck.
const STUCK: Duration = Duration::from_secs(120);
/// Where the wait of a browser that somebody looks at stops doubling.
const LONGEST: Duration = Duration::from_secs(2);

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// Joins, says where it stands, and waits until it is told of these heads and has been given what it lacks.
async fn catches_up(
    address: &str,
    name: &str,
    id: DocumentId,
    from: &[ChangeHash],
    to: &[ChangeHash],
) -> Option<Socket> {
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}/sync")).await.ok()?;
    let join = Message::Join { sender: name.into(), metadata: PeerMetadata::default(), versions: vec!["1".into()] };
    socket.send(Frame::Binary(join.encode().into())).await.ok()?;
    let have = vec![Have { last_sync: from.to_vec(), bloom: BloomFilter::default() }];
    let (heads, need, changes) = (from.to_vec(), Vec::new(), sync::ChunkList::empty());
    let hello = sync::Message { heads, need, have, changes, flags: None, version: MessageVersion::V1 };
    let frame = SharedFrame::sync(SyncKind::Sync, &name.into(), &id.into(), &hello.encode());
    socket.send(Frame::Binary(frame.to(&"relay".into()))).await.ok()?;
    let mut given = 0;
    loop {
        let Frame::Binary(frame) = socket.next().await?.ok()? else { continue };
        if let Message::Sync { data, .. } = Message::decode(&frame).unwrap() {
            let message = sync::Message::decode(&data).unwrap();
            given += message.changes.iter().count();
            if message.heads == to {
                assert!(from == to || given >= BEHIND, "{name} was told of everything and given {given} changes");
                return Some(socket);
            }
        }
    }
}

/// Comes back at random moments, as often as it takes; returns when it had everything.
async fn comes_back(
    address: &str,
    name: String,
    id: DocumentId,
    from: &[ChangeHash],
    to: &[ChangeHash],
) -> (Duration, Socket) {
    let begin = Instant::now();
    let mut wait = Duration::from_millis(250);
    loop {
        tokio::time::sleep(wait.mul_f64(rand::rng().random())).await;
        wait = (wait * 2).min(LONGEST);
        if let Some(socket) = catches_up(address, &name, id, from, to).await {
            return (begin.elapsed(), socket);
        }
        assert!(begin.elapsed() < STUCK, "{name} does not come back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r5_a_crowd_fifty_edits_behind_comes_back_through_a_restart() {
    let crowd = number("BOUCLE_CROWD").unwrap_or(200);
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum }).unwrap();
    let mut server = Server::start(Disk::Real, false);
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(server.address()).await);
    alice.write("Avant. ").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    let before = alice.replica.get_heads();
    let name = |n: usize| format!("client-{n}");
    let here = (0..crowd).map(|n| {
        let (address, before) = (server.address(), &before);
        async move { comes_back(address, name(n), id, before, before).await.1 }
    });
    let sockets = join_all(here).await;
    assert_eq!(sockets.len(), crowd);
    // Nobody hears the last fifty edits: their network is gone, and then the server.
    drop(sockets);
    for n in 0..BEHIND {
        alice.write(&format!("mot{n} ")).await;
    }
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    let now = alice.replica.get_heads();
    server.kill();
    server.restart();
    let back = (0..crowd).map(|n| comes_back(server.address(), name(n), id, &before, &now));
    let mut times: Vec<_> = join_all(back).await.into_iter().map(|(time, _socket)| time).collect();
    times.sort();
    let (most, last) = (times[(crowd * 99).div_ceil(100) - 1], times[crowd - 1]);
    println!("99 % back after {} ms, the last after {} ms", most.as_millis(), last.as_millis());
    println!("slice: 1 seeds, {crowd} clients, {} ms until 99 % were back at most, 0 failed", most.as_millis());
}
