//! The relay over real sockets, in this process.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/served.rs"]
mod served;

use automerge::transaction::Transactable;
use boucle_sync::{
    message::{Message, SharedFrame},
    session::Intent,
};
use futures::SinkExt;
use served::serve;
use std::time::Duration;
use support::{Person, document, next_message};
use tokio_tungstenite::tungstenite::{Message as Frame, client::IntoClientRequest};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn what_one_writes_is_saved_and_reaches_the_other() {
    let server = serve("embedded").await;
    let id = document();
    let (mut alice, mut bob) = (Person::new("Alice", id, Intent::Offer), Person::new("Bob", id, Intent::Find));
    assert!(alice.connect(&server.address).await);
    alice.write("Nous sommes en train de créer un COMMUN. ").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await, "acknowledged");
    assert!(bob.connect(&server.address).await);
    assert!(bob.run_until(SOON, |p| p.pad().contains("COMMUN")).await);
    bob.write("Bob aussi 🙂").await;
    assert!(alice.run_until(SOON, |p| p.pad().contains("Bob aussi 🙂")).await);
    assert!(bob.run_until(SOON, |p| p.unsaved() == 0).await);
    assert_eq!(alice.pad(), bob.pad());
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_reaches_the_others_and_not_oneself() {
    let server = serve("memory").await;
    let id = document();
    let (mut alice, mut bob) = (Person::new("Alice", id, Intent::Offer), Person::new("Bob", id, Intent::Offer));
    assert!(alice.connect(&server.address).await && bob.connect(&server.address).await);
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await && bob.run_until(SOON, |p| p.unsaved() == 0).await);
    alice.say(b"here").await;
    assert!(bob.run_until(SOON, |p| p.refusals.iter().any(|r| r == "heard here")).await);
    assert!(!alice.run_until(Duration::from_millis(200), |p| !p.refusals.is_empty()).await);
}

/// Found with the stock client, which hands what it hears on to everybody else it knows: Alice heard her own presence, in
/// the place of that of the client it came through.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_hands_on_of_somebody_else_is_passed_over() {
    let server = serve("memory").await;
    let id = document();
    let (mut alice, mut bob) = (Person::new("Alice", id, Intent::Offer), Person::new("Bob", id, Intent::Offer));
    assert!(alice.connect(&server.address).await && bob.connect(&server.address).await);
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await && bob.run_until(SOON, |p| p.unsaved() == 0).await);
    let handed_on =
        SharedFrame::ephemeral(alice.session.me(), &id.into(), 1, "her session", b"hers").to(&"relay".into());
    bob.send_raw(Frame::Binary(handed_on)).await;
    bob.say(b"his").await;
    assert!(alice.run_until(SOON, |p| p.refusals.iter().any(|r| r == "heard his")).await);
    alice.run_until(Duration::from_millis(200), |p| p.refusals.len() > 1).await;
    assert_eq!(alice.refusals, ["heard his"]);
}

/// An acknowledgement waits to be looked at; a caret that moves meanwhile does not take its place. Without it Bob would be
/// told everything again as soon as the pad rests.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_not_said_again() {
    let server = serve("memory").await;
    let id = document();
    let (mut alice, mut bob) = (Person::new("Alice", id, Intent::Offer), Person::new("Bob", id, Intent::Find));
    assert!(alice.connect(&server.address).await && bob.connect(&server.address).await);
    alice.write("une fois").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    assert!(bob.run_until(SOON, |p| p.pad() == "une fois").await);
    // He acknowledges, and moves before anybody can have looked.
    bob.speak().await;
    bob.say(b"here").await;
    let heard = bob.heard;
    bob.run_until(Duration::from_millis(7_500), |_| false).await;
    assert_eq!(bob.heard, heard, "something came again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_document_is_unavailable_until_somebody_offers_it() {
    let server = serve("memory").await;
    let id = document();
    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(bob.connect(&server.address).await);
    assert!(bob.run_until(SOON, |p| p.session.is_unavailable(id)).await);
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(&server.address).await);
    alice.write("la voici").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    assert!(bob.run_until(SOON, |p| p.pad() == "la voici").await, "revived");
}

/// Weeks of work without a network are more than one frame may carry.
#[tokio::test(flavor = "multi_thread")]
async fn long_work_offline_arrives_in_parts() {
    let server = serve("embedded").await;
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    for _ in 0..800 {
        // Not compressible much, so that it is as long on the wire.
        let value: String = (0..500).map(|_| format!("{:08x}", rand::random::<u32>())).collect();
        let mut tx = alice.replica.transaction();
        tx.put(automerge::ROOT, "later", value).unwrap();
        tx.commit();
    }
    let all: usize = alice.replica.get_changes(&[]).iter_mut().map(|c| c.bytes().len()).sum();
    assert!(all > 3 << 19, "{all} bytes are no long work");
    alice.session.edited(id);
    assert!(alice.connect(&server.address).await);
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await, "{:?}", alice.refusals);
    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(bob.connect(&server.address).await);
    assert!(bob.run_until(SOON, |p| p.replica.get_heads() == alice.replica.get_heads()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_is_served_a_snapshot_and_the_tail() {
    let server = serve("embedded").await;
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(&server.address).await);
    for n in 0..600 {
        alice.write(&format!("{n} ")).await;
    }
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    // The snapshot is made at leisure; once it is there, the log begins after it.
    let mut compacted = false;
    for _ in 0..100 {
        alice.run_until(Duration::from_millis(100), |_| false).await;
        let loaded = server.state.storage.load(id).await.unwrap();
        let (stored, cursor) = (loaded.stored, loaded.cursor);
        compacted = stored.snapshot.is_some() && stored.chunks.len() < 500 && cursor == 601;
        if compacted {
            break;
        }
    }
    assert!(compacted, "600 changes, and no snapshot");
    alice.write("la suite").await;
    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(bob.connect(&server.address).await);
    assert!(bob.run_until(SOON, |p| p.pad().ends_with("la suite")).await);
    assert_eq!(alice.pad(), bob.pad());
    bob.write(" de Bob").await;
    assert!(alice.run_until(SOON, |p| p.pad().ends_with(" de Bob")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_frame_ends_that_connection_with_a_word_and_no_other() {
    let server = serve("memory").await;
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(&server.address).await);
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    let join = Person::new("Mallory", id, Intent::Find).session.connect();
    let no_sync_message = Message::Sync {
        kind: boucle_sync::message::SyncKind::Sync,
        sender: "mallory".into(),
        target: "relay".into(),
        document: id,
        data: bytes::Bytes::from_static(b"not a sync message"),
    };
    for (first, second, expected) in [
        (Frame::Binary(b"hello".to_vec().into()), None, "malformed message"),
        (Frame::Text("hello".into()), None, "CBOR in binary frames"),
        (Frame::Binary(vec![0; 20_000].into()), None, "16 KiB"),
        (Frame::Binary(no_sync_message.encode().into()), None, "must be a join"),
        (Frame::Binary(join.clone().into()), Some(Frame::Binary(vec![0xff; 40].into())), "malformed message"),
        (
            Frame::Binary(join.clone().into()),
            Some(Frame::Binary(no_sync_message.encode().into())),
            "not an Automerge sync",
        ),
        (Frame::Binary(join.clone().into()), Some(Frame::Binary(join.clone().into())), "already"),
    ] {
        let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{}/sync", server.address)).await.unwrap();
        socket.send(first).await.unwrap();
        if let Some(second) = second {
            assert!(matches!(next_message(&mut socket).await, Some(Message::Peer { .. })));
            socket.send(second).await.unwrap();
        }
        let Some(Message::Error { message }) = next_message(&mut socket).await else { panic!("no word: {expected}") };
        assert!(message.contains(expected), "{message} / {expected}");
        assert!(next_message(&mut socket).await.is_none(), "closed");
    }
    let alone = async {
        while server.state.relay.connections() > 1 {
            alice.run_until(Duration::from_millis(20), |_| false).await;
        }
    };
    tokio::time::timeout(SOON, alone).await.expect("whoever was closed is gone");
    alice.write("rien remarqué").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await && alice.refusals.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn r4_a_stalled_reader_is_let_go_and_nobody_else_notices() {
    let server = serve("memory").await;
    let id = document();
    let (mut alice, mut bob) = (Person::new("Alice", id, Intent::Offer), Person::new("Bob", id, Intent::Offer));
    let mut chloe = Person::new("Chloé", id, Intent::Find);
    for person in [&mut alice, &mut bob, &mut chloe] {
        assert!(person.connect(&server.address).await);
    }
    chloe.speak().await;
    // From here on Chloé reads nothing. What is written is more than the sockets between hold.
    for _ in 0..40 {
        let value: String = (0..50_000).map(|_| format!("{:08x}", rand::random::<u32>())).collect();
        let mut tx = alice.replica.transaction();
        tx.put(automerge::ROOT, "later", value).unwrap();
        tx.commit();
        alice.session.edited(id);
        alice.speak().await;
        assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await, "{:?}", alice.refusals);
        assert!(bob.run_until(SOON, |p| p.replica.get_heads() == alice.replica.get_heads()).await);
    }
    assert!(chloe.is_open());
    let left = async {
        while server.state.relay.connections() > 2 {
            bob.run_until(Duration::from_millis(50), |_| false).await;
        }
    };
    tokio::time::timeout(SOON, left).await.expect("Chloé is let go within ten seconds");
    alice.write("encore là").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await && alice.refusals.is_empty());
    assert!(bob.run_until(SOON, |p| p.pad() == alice.pad()).await && bob.refusals.is_empty());
    // She hears why with what was still on its way to her, and heals when she comes back.
    chloe.run_until(SOON, |_| false).await;
    chloe.cut();
    assert!(chloe.connect(&server.address).await);
    assert!(chloe.run_until(SOON, |p| p.pad() == "encore là").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn r6_a_foreign_origin_cannot_open_the_websocket() {
    let server = serve("memory").await;
    let mut request = format!("ws://{}/sync", server.address).into_client_request().unwrap();
    request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
    let refused = tokio_tungstenite::connect_async(request).await.unwrap_err();
    assert!(refused.to_string().contains("403"), "{refused}");
}

async fn get(address: &str, path: &str) -> (u16, String, String) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\naccept-language: fr\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_lowercase(), body.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_readiness_say_yes_and_draining_says_no() {
    let server = serve("embedded").await;
    assert_eq!(get(&server.address, "/health").await.0, 200);
    assert_eq!(get(&server.address, "/ready").await.0, 200);
    let mut alice = Person::new("Alice", document(), Intent::Offer);
    assert!(alice.connect(&server.address).await);
    server.state.relay.begin_drain();
    assert_eq!(get(&server.address, "/ready").await.0, 503);
    assert_eq!(get(&server.address, "/health").await.0, 200, "alive, and leaving");
    assert!(!alice.run_until(SOON, |p| !p.is_open() && p.refusals.len() > 9).await);
    assert!(alice.refusals[0].contains("restarts"), "{:?}", alice.refusals);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_carries_the_policy_and_what_was_just_written() {
    let server = serve("embedded").await;
    let id = document();
    let (status, _, _) = get(&server.address, &format!("/m/{id}")).await;
    assert_eq!(status, 404, "nobody made it yet");
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(&server.address).await);
    alice.write("# Intentions <script>alert(1)</script>").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    let (status, head, body) = get(&server.address, &format!("/m/{id}")).await;
    assert_eq!(status, 200);
    assert!(
        head.contains("content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"),
        "{head}"
    );
    assert!(body.contains("Intentions") && !body.contains("<script>alert"), "{body}");
}
