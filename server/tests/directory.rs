//! The directory of people, over HTTP, and what is left of them on the disk.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/http.rs"]
mod http;
#[path = "support/process.rs"]
mod process;
#[path = "support/served.rs"]
mod served;

use axum::{body::Body, http::Request};
use boucle_server::{directory::Refused, routes};
use boucle_sync::directory::{AHEAD, Answer, Ask, DeviceKey, Outdated, Profile, Statement, next_version};
use http::{send, try_send};
use http_body_util::BodyExt;
use process::{Disk, Fault, Server};
use rand::{Rng, SeedableRng, rngs::StdRng};
use served::{serve, serve_with};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tower::ServiceExt;

/// In no other file of a server.
const NAME: &str = "Quillfeather";

fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// Somebody with a key, who remembers what they said last.
struct Somebody {
    key: DeviceKey,
    last: Option<u64>,
}

impl Somebody {
    fn new(secret: u8) -> Self {
        Self { key: DeviceKey::from_secret([secret; 32]), last: None }
    }

    fn next(&mut self) -> u64 {
        let version = next_version(self.last, now());
        self.last = Some(version);
        version
    }

    fn is(&mut self, name: &str) -> Statement {
        let profile = Profile::new(name, "Je viens de loin.", 3).unwrap();
        let version = self.next();
        Statement::of_profile(&self.key, version, profile)
    }

    fn is_forgotten(&mut self) -> Statement {
        let version = self.next();
        Statement::of_forgotten(&self.key, version)
    }

    fn path(&self) -> String {
        format!("/people/{}", self.digits())
    }

    fn digits(&self) -> String {
        self.key.person().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

async fn put(address: &str, somebody: &Somebody, statement: &Statement) -> http::Answer {
    send(address, &format!("PUT {}", somebody.path()), "", &statement.encode()).await
}

/// Somebody gives a name, and it is taken.
async fn named(address: &str, somebody: &mut Somebody, name: &str) -> Statement {
    let statement = somebody.is(name);
    takes(address, somebody, &statement).await;
    statement
}

/// Somebody asks to be forgotten, and is.
async fn forgotten(address: &str, somebody: &mut Somebody) -> Statement {
    let statement = somebody.is_forgotten();
    takes(address, somebody, &statement).await;
    statement
}

async fn takes(address: &str, somebody: &Somebody, statement: &Statement) {
    let answer = put(address, somebody, statement).await;
    assert_eq!((answer.status, answer.words()), (204, String::new()));
}

async fn ask(address: &str, known: &[([u8; 16], u64)]) -> Answer {
    let answer = send(address, "POST /people", "", &Ask { known: known.to_vec() }.encode()).await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    assert!(
        answer.head.contains("cache-control: no-store") && answer.head.contains("application/cbor"),
        "{}",
        answer.head
    );
    Answer::decode(&answer.body).unwrap()
}

/// What the directory has of somebody.
async fn row(address: &str, somebody: &Somebody) -> Option<Statement> {
    ask(address, &[(somebody.key.person(), 0)]).await.said.pop()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The files in which these words stand.
fn with(words: &str, folder: &Path) -> Vec<PathBuf> {
    let holds = |file: &PathBuf| fs::read(file).unwrap().windows(words.len()).any(|part| part == words.as_bytes());
    files(folder).into_iter().filter(holds).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let there = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(there.parent().unwrap()).unwrap();
        fs::copy(file, there).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_says_of_themselves_is_read_back() {
    for storage in ["memory", "embedded"] {
        let server = serve(storage).await;
        let (mut alice, bob) = (Somebody::new(1), Somebody::new(2));
        assert_eq!(row(&server.address, &alice).await, None);
        let first = alice.is("Alice");
        takes(&server.address, &alice, &first).await;
        takes(&server.address, &alice, &first).await;
        assert_eq!(row(&server.address, &alice).await, Some(first.clone()));
        let second = alice.is("Alix");
        takes(&server.address, &alice, &second).await;
        let known = [(alice.key.person(), first.version()), (bob.key.person(), 0)];
        assert_eq!(ask(&server.address, &known).await, Answer { said: vec![second.clone()], lacking: Vec::new() });
        let known = [(alice.key.person(), second.version()), (bob.key.person(), 7)];
        let expected = Answer { said: Vec::new(), lacking: vec![bob.key.person()] };
        assert_eq!(ask(&server.address, &known).await, expected, "nobody is told again");
        let read = second.verify(alice.key.person(), now()).unwrap();
        assert_eq!(read.profile().unwrap().name(), "Alix");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d1_nobody_writes_the_row_of_another() {
    let server = serve("memory").await;
    let (mut alice, mut mallory) = (Somebody::new(1), Somebody::new(2));
    let (hers, his) = (alice.is("Alice"), mallory.is("Alice"));
    takes(&server.address, &alice, &hers).await;
    let answer = put(&server.address, &alice, &his).await;
    assert_eq!((answer.status, &*answer.words()), (403, "the key does not belong to this person"));
    let mut forged = alice.is_forgotten().encode();
    let last = forged.len() - 40;
    forged[last] ^= 1;
    let answer = send(&server.address, &format!("PUT {}", alice.path()), "", &forged).await;
    assert_eq!((answer.status, &*answer.words()), (403, "the signature does not fit"));
    assert!(answer.head.contains("cache-control: no-store"), "{}", answer.head);
    assert_eq!(row(&server.address, &alice).await, Some(hers));
}

#[tokio::test(flavor = "multi_thread")]
async fn d2_what_is_no_statement_is_refused_with_a_word_that_says_why() {
    let server = serve("memory").await;
    let mut alice = Somebody::new(1);
    let path = format!("PUT {}", alice.path());
    let whole = alice.is("Alice").encode();
    let early = Statement::of_forgotten(&alice.key, now() + AHEAD + 60_000).encode();
    let foreign = "Origin: https://evil.example\r\n";
    for (what, lines, body, status, words) in [
        (&*path, "", &b"Alice"[..], 400, "this is not a statement for the directory"),
        (&path, "", &early, 400, "it is dated more than a day ahead of the clock here"),
        (&path, "", &[0; 4_097], 413, "this is more than is taken at once"),
        (&path, foreign, &whole, 403, "pages of this origin may not use the directory"),
        ("PUT /people/alice", "", &whole, 400, "a person is 32 hexadecimal digits"),
        ("POST /people", "", b"who is here?", 400, "this is no question"),
        ("POST /people", "", &[0; 40_000], 413, "this is more than is taken at once"),
        ("POST /people", foreign, b"\x80", 403, "pages of this origin may not use the directory"),
        ("GET /people", "", b"", 405, ""),
    ] {
        let answer = send(&server.address, what, lines, body).await;
        assert_eq!((answer.status, &*answer.words()), (status, words), "{what}");
        assert!(answer.head.contains("cache-control: no-store"), "{what}: {}", answer.head);
    }
    let ours = format!("Origin: http://{}\r\n", server.address);
    assert_eq!(send(&server.address, &path, &ours, &whole).await.status, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_come_is_not_waited_for() {
    let server = serve("memory").await;
    let mut tcp = TcpStream::connect(&server.address).await.unwrap();
    let head = format!("PUT {} HTTP/1.1\r\nHost: boucle\r\nContent-Length: 200\r\n\r\n", Somebody::new(1).path());
    tcp.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let read = tokio::time::timeout(Duration::from_secs(15), tcp.read_to_string(&mut answer));
    read.await.expect("it ends").unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.ends_with("did not come in time"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d3_a_replayed_statement_is_refused_with_what_is_there() {
    for storage in ["memory", "embedded"] {
        let server = serve(storage).await;
        let mut bob = Somebody::new(1);
        let (old, new) = (bob.is("Bob"), bob.is("Robert"));
        takes(&server.address, &bob, &old).await;
        takes(&server.address, &bob, &new).await;
        let answer = put(&server.address, &bob, &old).await;
        assert_eq!(answer.status, 409);
        let outdated = Outdated::decode(&answer.body).unwrap();
        assert_eq!(outdated, Outdated { message: "what is there is newer".into(), there: new });
        let forgotten = bob.is_forgotten();
        takes(&server.address, &bob, &forgotten).await;
        assert_eq!(put(&server.address, &bob, &old).await.status, 409, "nobody brings a name back");
        assert_eq!(row(&server.address, &bob).await, Some(forgotten));
        let back = bob.is("Bob");
        takes(&server.address, &bob, &back).await;
        assert_eq!(row(&server.address, &bob).await, Some(back), "but the person may come back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d6_who_is_forgotten_is_named_in_no_file() {
    let mut server = Server::start(Disk::Real, false);
    let (mut theodora, mut bob) = (Somebody::new(1), Somebody::new(2));
    for n in 0..5 {
        named(server.address(), &mut theodora, &format!("Théodora {NAME} {n}")).await;
        assert_eq!(with(NAME, &server.data()).len(), 1, "in one file, whatever it was before");
    }
    named(server.address(), &mut bob, "Bob").await;
    let forgotten = theodora.is_forgotten();
    takes(server.address(), &theodora, &forgotten).await;
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    server.kill();
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    server.restart();
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    assert_eq!(row(server.address(), &theodora).await, Some(forgotten));
    assert!(row(server.address(), &bob).await.is_some());
    assert!(!server.log().contains(NAME), "{}", server.log());
    server.terminate();
    assert!(server.ended().success());
    let (status, said) = server.run(&["check"]);
    assert!(status.success() && said.contains("2 people, 0 damaged"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d5_a_restored_backup_is_told_again_who_was_forgotten() {
    let mut server = Server::start(Disk::Real, false);
    let backup = tempfile::tempdir().unwrap();
    let mut theodora = Somebody::new(1);
    named(server.address(), &mut theodora, &format!("Théodora {NAME}")).await;
    server.terminate();
    assert!(server.ended().success());
    copy(&server.data(), backup.path());
    server.restart();
    forgotten(server.address(), &mut theodora).await;
    // Bob's device hears of it, and keeps the statement.
    let kept = row(server.address(), &theodora).await.unwrap();
    server.kill();
    fs::remove_dir_all(server.data()).unwrap();
    copy(backup.path(), &server.data());
    server.restart();
    assert_eq!(with(NAME, &server.data()).len(), 1, "the backup knows her still");

    let known = (theodora.key.person(), kept.version());
    let answer = ask(server.address(), &[known]).await;
    assert_eq!(answer, Answer { said: Vec::new(), lacking: vec![theodora.key.person()] });
    takes(server.address(), &theodora, &kept).await;
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    assert_eq!(ask(server.address(), &[known]).await, Answer::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_a_damaged_row_is_said_and_does_not_stop_the_others() {
    let mut server = Server::start(Disk::Real, false);
    let (mut theodora, mut bob) = (Somebody::new(1), Somebody::new(2));
    let hers = theodora.is(&format!("Théodora {NAME}"));
    takes(server.address(), &theodora, &hers).await;
    named(server.address(), &mut bob, "Bob").await;
    server.kill();
    let file = server.data().join("people").join(&theodora.digits()[..2]).join(theodora.digits());
    let mut bytes = fs::read(&file).unwrap();
    bytes[40] ^= 4;
    fs::write(&file, &bytes).unwrap();
    let (status, said) = server.run(&["check"]);
    assert!(!status.success() && said.contains("2 people, 1 damaged") && said.contains(&theodora.digits()), "{said}");

    server.restart();
    assert_eq!(row(server.address(), &theodora).await, None);
    assert!(row(server.address(), &bob).await.is_some());
    let log = server.log();
    assert_eq!(log.matches("a row of the directory is damaged").count(), 1, "{log}");
    assert!(log.contains(&theodora.digits()) && !log.contains(NAME), "{log}");
    let answer = ask(server.address(), &[(theodora.key.person(), hers.version())]).await;
    assert_eq!(answer.lacking, [theodora.key.person()], "those who hold it bring it back");
    takes(server.address(), &theodora, &hers).await;
    assert_eq!(row(server.address(), &theodora).await, Some(hers));
    server.kill();
    let (status, said) = server.run(&["check"]);
    assert!(status.success() && said.contains("2 people, 0 damaged"), "{said}");
}

/// Kills the server while somebody changes their name all the time, and looks at what is there each time.
async fn killed_while_writing(disk: Disk, seed: u64) {
    println!("seed {seed}");
    let (mut chance, mut server) = (StdRng::seed_from_u64(seed), Server::start(disk, false));
    let (mut theodora, mut said) = (Somebody::new(1), Vec::new());
    let (mut writes, mut saved) = (0, None);
    for kill in 0..10 {
        let moment = tokio::time::sleep(Duration::from_millis(chance.random_range(1..80)));
        tokio::pin!(moment);
        loop {
            let statement = theodora.is(&format!("{NAME} n° {writes} "));
            let (path, bytes) = (format!("PUT {}", theodora.path()), statement.encode());
            writes += 1;
            said.push(statement);
            tokio::select! {
                answer = try_send(server.address(), &path, "", &bytes) => {
                    assert_eq!(answer.unwrap().status, 204);
                    saved = Some(said.len() - 1);
                }
                () = &mut moment => break,
            }
        }
        server.kill();
        server.restart();
        let there = row(server.address(), &theodora).await;
        let there = there.map(|there| said.iter().position(|statement| *statement == there).unwrap());
        assert!(there >= saved, "kill {kill}: {there:?} is there, and {saved:?} was saved");
        saved = there;
        let files = files(&server.data().join("people"));
        assert!(files.len() <= 1, "kill {kill}: {files:?}");
        assert_eq!(with(NAME, &server.data()).len(), files.len());
    }
    forgotten(server.address(), &mut theodora).await;
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    println!("{writes} writes, 10 kills");
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_a_kill_in_the_middle_of_a_write_leaves_the_old_row_or_the_new_one() {
    for disk in [Disk::Real, Disk::Forgetful] {
        killed_while_writing(disk, rand::random()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d7_a_disk_that_takes_nothing_is_said_and_keeps_what_is_there() {
    let server = Server::start(Disk::Forgetful, false);
    let mut theodora = Somebody::new(1);
    let first = theodora.is(&format!("Théodora {NAME}"));
    takes(server.address(), &theodora, &first).await;
    let forgotten = theodora.is_forgotten();
    for fault in Fault::ALL {
        server.fault(Some(fault));
        let answer = put(server.address(), &theodora, &forgotten).await;
        assert_eq!((answer.status, &*answer.words()), (503, "the directory cannot be written"), "{fault:?}");
    }
    server.fault(None);
    takes(server.address(), &theodora, &forgotten).await;
    assert_eq!(row(server.address(), &theodora).await, Some(forgotten));
    assert_eq!(with(NAME, &server.data()), Vec::<PathBuf>::new());
    assert_eq!(files(&server.data().join("people")).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d9_a_full_directory_says_so_and_those_in_it_go_on() {
    for storage in ["memory", "embedded"] {
        let server = serve_with(&["--storage", storage, "--max-people", "2"]).await;
        let mut people = [1, 2, 3].map(Somebody::new);
        for somebody in &mut people[..2] {
            named(&server.address, somebody, "Alice").await;
        }
        let statement = people[2].is("Chloé");
        let answer = put(&server.address, &people[2], &statement).await;
        assert_eq!((answer.status, &*answer.words()), (503, "the directory takes no more people"));
        named(&server.address, &mut people[0], "Alix").await;
        forgotten(&server.address, &mut people[1]).await;
        assert_eq!(row(&server.address, &people[2]).await, None);
        let text = numbers(&server).await;
        assert!(text.contains("boucle_people 2\n"), "{text}");
        assert!(text.contains("boucle_people_refused_total{why=\"full\"} 1\n"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d9_too_much_at_once_is_refused_and_forgetting_is_not() {
    let server = serve("memory").await;
    let mut alice = Somebody::new(1);
    named(&server.address, &mut alice, "Alice").await;
    let directory = &server.state.directory;
    let mut mallory = Somebody::new(2);
    let mut writes = 0;
    let refused = loop {
        let statement = mallory.is("Mallory");
        // His clock runs ahead of the millisecond that each write takes.
        match directory.put(mallory.key.person(), &statement.encode(), now()).await {
            Ok(()) => writes += 1,
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, Refused::TooFast) && (2_000..4_000).contains(&writes), "{writes}: {refused:?}");
    // Each second brings twenty: whoever comes first takes them.
    let answer = loop {
        while directory.put(mallory.key.person(), &mallory.is("Mallory").encode(), now()).await.is_ok() {}
        let statement = alice.is("Alix");
        let answer = put(&server.address, &alice, &statement).await;
        if answer.status != 204 {
            break answer;
        }
    };
    let words = "too much is written into the directory at this moment; try again later";
    assert_eq!((answer.status, &*answer.words()), (429, words));
    forgotten(&server.address, &mut alice).await;
    assert!(numbers(&server).await.contains("boucle_people_refused_total{why=\"limit\"}"));
}

async fn numbers(server: &served::Server) -> String {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = routes::metrics(server.state.relay.clone()).oneshot(request).await.unwrap();
    String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}
