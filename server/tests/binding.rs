//! To which commons a document belongs: said once, where there is something of both, by whoever says it first.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/http.rs"]
mod http;
#[path = "support/process.rs"]
mod process;
#[path = "support/person.rs"]
mod support;

use boucle_sync::{DocumentId, session::Intent};
use http::send;
use process::{Disk, Server};
use std::time::Duration;
use support::{Person, document};

/// Writes something, so that the document is there.
async fn begin(server: &Server, id: DocumentId) {
    let mut person = Person::new("Alice", id, Intent::Offer);
    assert!(person.connect(server.address()).await);
    person.write("un mot").await;
    assert!(person.run_until(Duration::from_secs(10), |p| p.unsaved() == 0).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn l19_a_document_is_bound_to_a_commons_once_and_for_ever() {
    let mut server = Server::start(Disk::Real, false);
    let (meetup, commons, another) = (document(), document(), document());
    let path = format!("/documents/{meetup}/commons");
    let put = |server: &Server, commons: String, lines: &'static str| {
        let (address, what) = (server.address().to_owned(), format!("PUT {path}"));
        async move { send(&address, &what, lines, commons.as_bytes()).await }
    };
    let unknown = send(server.address(), &format!("GET {path}"), "", b"").await;
    assert_eq!(unknown.status, 404, "{}", unknown.words());
    for known in [meetup, commons] {
        let answer = put(&server, commons.to_string(), "").await;
        assert_eq!(answer.status, 404, "nothing of {known} is here yet");
        begin(&server, known).await;
    }
    for (said, lines, status) in [
        ("nonsense".to_owned(), "", 400),
        ("x".repeat(1_000), "", 413),
        (commons.to_string(), "Origin: https://evil.example\r\n", 403),
        (another.to_string(), "", 404),
    ] {
        let answer = put(&server, said.clone(), lines).await;
        assert_eq!(answer.status, status, "{said:.20} {lines}: {}", answer.words());
    }
    let answer = put(&server, commons.to_string(), "").await;
    assert_eq!((answer.status, answer.words()), (200, commons.to_string()));
    begin(&server, another).await;
    server.kill();
    server.restart();
    let answer = put(&server, another.to_string(), "").await;
    assert_eq!((answer.status, answer.words()), (200, commons.to_string()), "the first to say so decides");
    let answer = send(server.address(), &format!("GET {path}"), "", b"").await;
    assert_eq!((answer.status, answer.words()), (200, commons.to_string()));

    // A repair keeps it.
    server.kill();
    let (status, said) = server.run(&["repair"]);
    assert!(status.success(), "{said}");
    server.restart();
    let answer = send(server.address(), &format!("GET {path}"), "", b"").await;
    assert_eq!((answer.status, answer.words()), (200, commons.to_string()));
}
