//! R3: a stranger's bytes, sent to the real program: messages that honest programs made and chance has damaged, changes
//! and documents sealed again so that their checksums are right, bombs, changes that build on nothing. The relay does not
//! end, its memory does not grow, and an honest document goes on.
//!
//! A seed is a thousand messages. `BOUCLE_SEEDS` says how many seeds (20), `BOUCLE_FIRST_SEED` from where on;
//! `cargo xtask soak strangers` sends a million.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "../../sync/tests/fuzz/making.rs"]
#[allow(dead_code, reason = "each test uses its part")]
mod making;
#[path = "../../sync/tests/fuzz/mutation.rs"]
mod mutation;
#[path = "support/person.rs"]
mod support;

#[path = "support/process.rs"]
mod process;

use automerge::{AutoCommit, sync};
use boucle_sync::{
    DocumentId,
    message::{Message, PeerMetadata, SharedFrame, SyncKind},
    session::Intent,
};
use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use making::{CHANGE, COMPRESSED, body, changes, chunk, messages, people};
use mutation::mutate;
use process::{Disk, Server};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::time::Duration;
use support::{Person, Socket, document, next_message};
use tokio_tungstenite::tungstenite::Message as Frame;

const MESSAGES: u64 = 1_000;
const SOON: Duration = Duration::from_secs(10);

/// What strangers damage.
struct Corpus {
    said: Vec<Vec<u8>>,
    chunks: Vec<Vec<u8>>,
    documents: Vec<Vec<u8>>,
    bombs: Vec<Vec<u8>>,
}

impl Corpus {
    fn new(chance: &mut StdRng) -> Self {
        let mut communities: Vec<Vec<AutoCommit>> = (0..6).map(|_| people(chance, 40)).collect();
        let documents = communities.iter_mut().flat_map(|p| [p[0].save(), p[0].save_nocompress()]).collect();
        let chunks = communities.iter_mut().flat_map(|p| changes(&mut p[0])).collect();
        let said = communities.iter().flat_map(|p| messages(p)).collect();
        let bombs = [8, 64].map(|mib: usize| chunk(COMPRESSED, &vec![0; mib << 20])).to_vec();
        Self { said, chunks, documents, bombs }
    }

    /// One frame of a stranger.
    fn frame(&self, document: DocumentId, chance: &mut StdRng) -> Vec<u8> {
        let sync = |data: &[u8]| {
            let kind = SyncKind::Sync;
            SharedFrame::sync(kind, &"mallory".into(), &document.into(), data).to(&"relay".into()).to_vec()
        };
        let carrying = |changes: Vec<Vec<u8>>| {
            let (heads, need, have) = (Vec::new(), Vec::new(), Vec::new());
            let (changes, version) = (changes.into(), sync::MessageVersion::V1);
            sync(&sync::Message { heads, need, have, changes, flags: None, version }.encode())
        };
        match chance.random_range(0..20) {
            0 => mutate(&sync(self.said.choose(chance).unwrap()), &self.said, chance),
            1..4 => sync(&mutate(self.said.choose(chance).unwrap(), &self.said, chance)),
            4..14 => {
                let whole = self.chunks.choose(chance).unwrap();
                let damaged = mutate(body(whole), &self.chunks, chance);
                let is_plain = whole[8] == CHANGE;
                carrying(vec![if is_plain { chunk(CHANGE, &damaged) } else { chunk(COMPRESSED, &damaged) }])
            }
            14..17 => {
                let whole = self.documents.choose(chance).unwrap();
                carrying(vec![chunk(0, &mutate(body(whole), &self.documents, chance))])
            }
            17 => carrying(self.chunks.choose_multiple(chance, 20).cloned().collect()),
            18 => carrying(vec![self.bombs.choose(chance).unwrap().clone()]),
            _ => {
                let mut bytes = sync(self.said.choose(chance).unwrap());
                bytes.truncate(chance.random_range(0..bytes.len()));
                bytes
            }
        }
    }
}

async fn joined(server: &Server) -> Socket {
    let mut socket = tokio_tungstenite::connect_async(format!("ws://{}/sync", server.address())).await.unwrap().0;
    let (sender, metadata, versions) = ("mallory".into(), PeerMetadata::default(), vec!["1".into()]);
    socket.send(Frame::Binary(Message::Join { sender, metadata, versions }.encode().into())).await.unwrap();
    assert!(matches!(next_message(&mut socket).await, Some(Message::Peer { .. })));
    socket
}

/// Sends a frame and hears whether the connection is still there behind it.
async fn endured(socket: &mut Socket, frame: Vec<u8>) -> bool {
    let sent =
        socket.send(Frame::Binary(frame.into())).await.is_ok() && socket.send(Frame::Ping(Bytes::new())).await.is_ok();
    if !sent {
        return false;
    }
    loop {
        match tokio::time::timeout(SOON, socket.next()).await.expect("an answer, or an end") {
            Some(Ok(Frame::Pong(_))) => return true,
            Some(Ok(Frame::Close(_)) | Err(_)) | None => return false,
            Some(Ok(_)) => {}
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_the_bytes_of_strangers_neither_end_the_relay_nor_fill_it() {
    let first = number("BOUCLE_FIRST_SEED").unwrap_or(0);
    let seeds = number("BOUCLE_SEEDS").unwrap_or(20);
    let corpus = Corpus::new(&mut StdRng::seed_from_u64(0));
    let server = Server::start(Disk::Real, false);
    let (mut most_memory, mut most_time, mut ended) = (0, Duration::ZERO, 0_u64);
    for seed in first..first + seeds {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut alice = Person::new("Alice", document(), Intent::Offer);
        assert!(alice.connect(server.address()).await);
        alice.write("Avant. ").await;
        assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
        alice.cut();
        let before = server.memory();
        let mut mallory = joined(&server).await;
        for _ in 0..MESSAGES {
            // To Alice's document, and to others of nobody.
            let target = if chance.random_ratio(1, 3) { alice.document } else { DocumentId::from_random([7; 16]) };
            let frame = corpus.frame(target, &mut chance);
            let busy = server.processor_time();
            if !endured(&mut mallory, frame).await {
                ended += 1;
                mallory = joined(&server).await;
            }
            most_time = most_time.max(server.processor_time() - busy);
        }
        let grown = server.memory().saturating_sub(before);
        most_memory = most_memory.max(grown);
        assert!(grown <= 64 << 20, "seed {seed}: {} MiB more", grown >> 20);
        // What she had is there for whoever comes, and she goes on.
        let mut honest = Person::new("Alice", document(), Intent::Offer);
        assert!(honest.connect(server.address()).await);
        honest.write("Après.").await;
        assert!(honest.run_until(SOON, |p| p.unsaved() == 0).await, "seed {seed}: {:?}", honest.refusals);
        let mut chloe = joined(&server).await;
        let hello = sync::Message {
            heads: Vec::new(),
            need: Vec::new(),
            have: Vec::new(),
            changes: sync::ChunkList::empty(),
            flags: None,
            version: sync::MessageVersion::V1,
        };
        let request = SharedFrame::sync(SyncKind::Request, &"mallory".into(), &alice.document.into(), &hello.encode());
        chloe.send(Frame::Binary(request.to(&"relay".into()))).await.unwrap();
        let Some(Message::Sync { data, .. }) = next_message(&mut chloe).await else {
            panic!("seed {seed}: not served")
        };
        let served = sync::Message::decode(&data).unwrap();
        let hers = alice.replica.get_changes(&[]);
        let there: Vec<&[u8]> = served.changes.iter().collect();
        assert!(hers.iter().all(|change| there.contains(&change.raw_bytes())), "seed {seed}: hers is not served");
    }
    println!(
        "slice: {seeds} seeds, {} messages, {ended} connections ended, {} MiB more at most, {} ms of processor at most, 0 failed",
        seeds * MESSAGES,
        most_memory >> 20,
        most_time.as_millis()
    );
}
