//! How much the relay takes, from whom, and what it says to those who ask for more. And what is counted of it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/served.rs"]
mod served;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use boucle_server::{routes, serving};
use boucle_sync::{message::Message, session::Intent};
use futures::future::join_all;
use http_body_util::BodyExt;
use served::{Server, serve, serve_with};
use std::time::{Duration, Instant};
use support::{Person, document, next_message};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::tungstenite::Message as Frame;
use tower::ServiceExt;

const SOON: Duration = Duration::from_secs(10);

async fn connected(name: &str, server: &Server) -> Person {
    let mut person = Person::new(name, document(), Intent::Offer);
    assert!(person.connect(&server.address).await, "{name}: {:?}", person.refusals);
    person
}

/// Waits until somebody is told something and let go.
async fn told(person: &mut Person, expected: &str) {
    person.run_until(SOON, |_| false).await;
    assert!(!person.is_open() && person.refusals.iter().any(|words| words.contains(expected)), "{:?}", person.refusals);
}

async fn saves(person: &mut Person) {
    person.write("Rien à signaler. ").await;
    assert!(person.run_until(SOON, |p| p.unsaved() == 0).await, "{:?}", person.refusals);
}

/// Waits until one connection is left: the others count until their last word is heard.
async fn alone(server: &Server) {
    let alone = async {
        while server.state.relay.connections() > 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, alone).await.expect("they leave");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_sends_too_many_messages_is_told_so_and_no_other_is() {
    let server = serve("memory").await;
    let (mut mallory, mut bob) = (connected("Mallory", &server).await, connected("Bob", &server).await);
    for _ in 0..2_500 {
        mallory.say(b"look at me").await;
    }
    told(&mut mallory, "this connection sends more than 200 messages a second").await;
    saves(&mut bob).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_sends_too_many_bytes_is_told_so() {
    let server = serve("memory").await;
    let mut mallory = connected("Mallory", &server).await;
    for _ in 0..80 {
        mallory.say(&vec![7; 1_000_000]).await;
    }
    told(&mut mallory, "this connection sends more than 1 MiB a second").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_too_many_is_told_to_come_later() {
    let server = serve_with(&["--storage", "memory", "--max-connections", "2"]).await;
    let (mut alice, bob) = (connected("Alice", &server).await, connected("Bob", &server).await);
    let mut chloe = Person::new("Chloé", document(), Intent::Offer);
    assert!(!chloe.connect(&server.address).await);
    told(&mut chloe, "as many connections as it takes").await;
    saves(&mut alice).await;
    drop(bob);
    alone(&server).await;
    assert!(chloe.connect(&server.address).await, "there is room again");
}

/// Found by reading: those who were told to come later counted until they had gone, and kept everybody out.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_told_to_come_later_keeps_nobody_out() {
    let server = serve_with(&["--storage", "memory", "--max-connections", "1"]).await;
    let alice = connected("Alice", &server).await;
    let mut lingering = Vec::new();
    for _ in 0..20 {
        let mut socket = tokio_tungstenite::connect_async(format!("ws://{}/sync", server.address)).await.unwrap().0;
        let refused = next_message(&mut socket).await;
        assert!(matches!(&refused, Some(Message::Error { message }) if message.contains("as it takes")), "{refused:?}");
        lingering.push(socket);
    }
    assert_eq!(server.state.relay.connections(), 1, "Alice alone");
    drop((alice, lingering));
}

/// Found by reading: whoever opened a connection and asked for nothing could keep it for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_asks_for_nothing_is_let_go() {
    let server = serve("memory").await;
    for said in ["", "GET / HTTP/1.1\r\nHost: boucle\r\n"] {
        let mut tcp = TcpStream::connect(&server.address).await.unwrap();
        tcp.write_all(said.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(SOON, tcp.read_to_end(&mut answer)).await.expect("it ends").unwrap();
    }
    let mut tcp = TcpStream::connect(&server.address).await.unwrap();
    tcp.write_all(format!("GET / HTTP/1.1\r\nLong: {}", "x".repeat(20 << 10)).as_bytes()).await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(SOON, tcp.read_to_string(&mut answer)).await.expect("it ends").unwrap();
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_socket_too_many_is_told_to_come_later() {
    let server = serve_with(&["--storage", "memory", "--max-connections", "1"]).await;
    let mut open = Vec::new();
    for _ in 0..serving::most(1) {
        open.push(TcpStream::connect(&server.address).await.unwrap());
    }
    let ask = async || {
        let mut tcp = TcpStream::connect(&server.address).await.unwrap();
        let request = b"GET /health HTTP/1.1\r\nHost: boucle\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        tcp.write_all(request).await.unwrap();
        tcp.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let answer = ask().await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("as many connections as it takes"), "{answer}");
    drop(open);
    let room = async {
        while !ask().await.starts_with("HTTP/1.1 200 ") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, room).await.expect("there is room again");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_document_too_many_is_said_to_be_and_the_others_go_on() {
    let server = serve_with(&["--storage", "memory", "--max-documents", "1"]).await;
    let mut alice = connected("Alice", &server).await;
    saves(&mut alice).await;
    let mut bob = connected("Bob", &server).await;
    bob.write("une autre").await;
    told(&mut bob, "as many documents open as it takes").await;
    assert!(bob.unsaved() > 0, "his device keeps it");
    let mut chloe = Person::new("Chloé", alice.document, Intent::Find);
    assert!(chloe.connect(&server.address).await);
    assert!(chloe.run_until(SOON, |p| !p.pad().is_empty()).await, "one that is open has room for everybody");
    saves(&mut alice).await;
}

/// Found by the bench: of two hundred who connect at one moment, those for whom there was no room in line came a second later.
#[tokio::test(flavor = "multi_thread")]
async fn r5_a_thousand_who_come_at_one_moment_wait_in_line() {
    let listener = serving::listen(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    // Nobody is taken in meanwhile: the system alone has room for them, or has not.
    let come = join_all((0..1_000).map(|_| TcpStream::connect(address)));
    let came = tokio::time::timeout(SOON, come).await.expect("all are in line");
    assert!(came.iter().all(Result::is_ok));
}

/// A venue is one address.
#[tokio::test(flavor = "multi_thread")]
async fn r5_two_hundred_joins_from_one_address_within_a_minute_are_normal() {
    let server = serve("memory").await;
    let begin = Instant::now();
    let id = document();
    let mut people: Vec<_> = (0..200).map(|n| Person::new(&format!("p{n}"), id, Intent::Offer)).collect();
    let joined = join_all(people.iter_mut().map(|person| person.connect(&server.address))).await;
    assert!(joined.iter().all(|joined| *joined));
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    assert_eq!(server.state.relay.connections(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn r5_when_the_server_stops_people_leave_one_after_the_other() {
    let server = serve("memory").await;
    let mut people = Vec::new();
    for n in 0..100 {
        people.push(connected(&format!("p{n}"), &server).await);
    }
    let begin = Instant::now();
    server.state.relay.begin_drain();
    let mut left = join_all(people.iter_mut().map(async |person| {
        told(person, "the server restarts").await;
        begin.elapsed()
    }))
    .await;
    left.sort();
    let (first, last) = (left[0], left[99]);
    assert!(last < SOON && last - first > Duration::from_millis(60), "from {first:?} to {last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_promised_is_counted() {
    let server = serve("embedded").await;
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(alice.connect(&server.address).await && bob.connect(&server.address).await);
    saves(&mut alice).await;
    assert!(bob.run_until(SOON, |p| !p.pad().is_empty()).await);
    bob.send_raw(Frame::Binary(Message::Leave { sender: "bob".into() }.encode().into())).await;
    assert!(!bob.run_until(SOON, |_| false).await);
    let mut mallory = connected("Mallory", &server).await;
    mallory.send_raw(Frame::Text("no".into())).await;
    told(&mut mallory, "not text").await;
    alone(&server).await;
    let text = numbers(&server).await;
    let number = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
        line.unwrap_or_else(|| panic!("{name}: {text}")).rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert!(number("boucle_acknowledgement_seconds_count") >= 1.0);
    assert!(number("boucle_acknowledgement_seconds_sum") > 0.0);
    assert!(number("boucle_deliveries_total") >= 2.0);
    assert!(number("boucle_connections_ended_total{why=\"left\"}") >= 1.0);
    assert!(number("boucle_connections_ended_total{why=\"malformed\"}") >= 1.0);
    for (name, value) in [
        ("boucle_connections", 1.0),
        ("boucle_documents_awake", 1.0),
        ("boucle_documents_quarantined", 0.0),
        ("boucle_orphans", 0.0),
        ("boucle_evictions_total", 0.0),
        ("boucle_snapshots_total", 0.0),
        ("boucle_snapshots_failed_total", 0.0),
        ("boucle_letters_waiting", 0.0),
        ("boucle_writes_waiting", 0.0),
        ("boucle_store_writable", 1.0),
    ] {
        assert!((number(name) - value).abs() < 0.5, "{name}: {text}");
    }
    assert!(text.contains("boucle_unsnapshotted_age_seconds") && text.contains("boucle_frames_left_out_total"));
}

async fn numbers(server: &Server) -> String {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = routes::metrics(server.state.relay.clone()).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}
