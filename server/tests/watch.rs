//! The Meta-Carto is watched: a light page that is whole without scripts, a frame for other sites, and what changes as it changes.
//! The numbers are those of `docs/rules.md`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/served.rs"]
mod served;

#[path = "support/http.rs"]
mod http;

use automerge::ActorId;
use boucle_model::{
    CartoId, Cell, Command, CommonsId, Datum, Given, Kind, Link, MeetupId, Node, Own, PersonId, Put, RowId, Status,
    Talk, genesis, read_commons,
};
use boucle_sync::{
    DocumentId,
    directory::{DeviceKey, Profile, Statement},
    session::Intent,
};
use http::{Answer, send};
use serde_json::Value;
use served::{Server, serve};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use support::{Person, document};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
};

const SOON: Duration = Duration::from_secs(30);
const ALICE: PersonId = PersonId::from_bytes([1; 16]);

fn row(n: u8) -> RowId {
    RowId::from_bytes([n; 16])
}

/// A server with a commons that has this name, and Alice at its map.
async fn begun(name: &str) -> (Server, DocumentId, Person) {
    let server = serve("memory").await;
    let commons = document();
    let mut bob = at(&server, Kind::Commons, commons).await;
    said(&mut bob, &Command::Rename { title: name.to_owned() }).await;
    let carto = DocumentId::from_bytes(*CartoId::of(CommonsId::from_bytes(*commons.as_bytes())).as_bytes());
    let alice = at(&server, Kind::Carto, carto).await;
    (server, commons, alice)
}

async fn at(server: &Server, kind: Kind, id: DocumentId) -> Person {
    let mut person = Person::new("alice", id, Intent::Offer);
    person.replica = genesis::new(kind, ActorId::from(rand::random::<[u8; 16]>()));
    genesis::begin(&mut person.replica, kind, kind.schema());
    assert!(person.connect(&server.address).await);
    person
}

/// Acts, and waits until the server has it.
async fn said(person: &mut Person, command: &Command) {
    person.give(ALICE, command).await;
    assert!(person.run_until(SOON, |p| p.unsaved() == 0).await, "the server has it");
}

async fn get(server: &Server, commons: DocumentId, what: &str, lines: &str) -> Answer {
    send(&server.address, &format!("GET /c/{commons}/carto/{what}"), lines, b"").await
}

/// Adds a node of a kind, with what others say of it.
fn node(n: u8, label: &str) -> Command {
    Node::add(row(n), label, Given::Idea.id(), None, None)
}

/// Says what a meetup is about.
fn theme(text: &str) -> Command {
    Command::Put { puts: vec![Put { cell: Cell::Own(Own::Theme), value: Some(Datum::Text(text.to_owned())) }] }
}

/// Somebody who listens, as a browser does.
struct Listener {
    status: u16,
    lines: BufReader<OwnedReadHalf>,
    _open: OwnedWriteHalf,
}

struct Event {
    id: String,
    told: Value,
}

impl Listener {
    async fn listens(server: &Server, commons: DocumentId, query: &str, head: &str) -> Self {
        let tcp = TcpStream::connect(&server.address).await.unwrap();
        let (read, mut write) = tcp.into_split();
        let ask = format!(
            "GET /c/{commons}/carto/changes{query} HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n{head}\r\n",
            server.address
        );
        write.write_all(ask.as_bytes()).await.unwrap();
        let mut listener = Self { status: 0, lines: BufReader::new(read), _open: write };
        let status = listener.line().await.unwrap();
        listener.status = status.split(' ').nth(1).unwrap().parse().unwrap();
        while listener.line().await.is_some_and(|line| !line.is_empty()) {}
        listener
    }

    /// None at the end.
    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = tokio::time::timeout(SOON, self.lines.read_line(&mut line)).await.expect("something comes");
        (read.unwrap() > 0).then(|| line.trim_end().to_owned())
    }

    /// The next that is told; none at the end. What frames the chunks of HTTP is passed over.
    async fn next(&mut self) -> Option<Event> {
        let (mut id, mut data) = (String::new(), None);
        loop {
            let line = self.line().await?;
            if let Some(text) = line.strip_prefix("id: ") {
                text.clone_into(&mut id);
            } else if let Some(text) = line.strip_prefix("data: ") {
                data = Some(serde_json::from_str(text).unwrap());
            } else if line.is_empty()
                && let Some(told) = data.take()
            {
                return Some(Event { id, told });
            }
        }
    }

    /// What is told until this is among it.
    async fn until(&mut self, part: &str) -> Event {
        loop {
            let event = self.next().await.expect("the server goes on");
            if event.told.to_string().contains(part) {
                return event;
            }
        }
    }
}

/// Where each vertex of a picture stands, by its id.
fn places(pieces: impl Iterator<Item = String>) -> BTreeMap<String, String> {
    let of = |piece: &str| {
        let (_, after) = piece.split_once("<g id=\"vertex-")?;
        let (id, after) = after.split_once('"')?;
        let (_, after) = after.split_once("translate(")?;
        Some((id.to_owned(), after.split_once(')')?.0.to_owned()))
    };
    pieces.filter_map(|piece| of(&piece)).collect()
}

fn places_told(told: &Value) -> BTreeMap<String, String> {
    places(told["set"].as_array().unwrap().iter().map(|set| set[1].as_str().unwrap().to_owned()))
}

fn places_shown(html: &str) -> BTreeMap<String, String> {
    places(html.split("<g id=\"vertex-").skip(1).map(|piece| format!("<g id=\"vertex-{piece}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn p19_a_reader_without_scripts_has_the_picture_and_all_of_it_to_read() {
    let (server, commons, mut alice) = begun("Les communs").await;
    for (n, label) in [(1, "Jardin partagé"), (2, "Semences")] {
        said(&mut alice, &node(n, label)).await;
    }
    said(&mut alice, &Link::add(row(9), row(1), row(2), "fait pousser", true, None)).await;
    said(&mut alice, &Node::describe(row(1), "Un **jardin**, ouvert à *qui veut*.")).await;
    said(&mut alice, &Node::find_at(row(1), "https://jardin.example/")).await;
    said(&mut alice, &Node::find_at(row(2), "javascript:alert(1)")).await;

    let page = get(&server, commons, "watch", "accept-language: fr\r\n").await;
    let html = page.words().replace("<!>", "");
    assert_eq!(page.status, 200);
    for part in [
        "<h1 id=\"map-title\">Méta-Carto · Les communs</h1>",
        "role=\"img\"",
        "aria-labelledby=\"map-title\"",
        "2\u{a0}nœuds, 1\u{a0}lien",
        "<text class=\"carto__label\"",
        "<h3>Idées</h3>",
        "<h4>Jardin partagé</h4>",
        "<p>Un jardin, ouvert à qui veut.</p>",
        "<a href=\"https://jardin.example/\" rel=\"noopener nofollow\">",
        "\">Semences</a>\u{a0}: fait pousser</li>",
        "depuis <a href=\"#item-01010101010101010101010101010101\">Jardin partagé</a>",
        &format!("href=\"/c/{commons}/carto\""),
        &format!("//{}/c/{commons}/carto/embed", server.address),
    ] {
        assert!(html.contains(part), "{part:?} is not in {html}");
    }
    assert!(!html.contains("javascript:"), "an address that leads elsewhere than to the web is none");
    assert!(!html.contains("boot.js") && !html.contains("wasm"), "the module is not loaded");
    let english = get(&server, commons, "watch", "accept-language: en\r\n").await.words();
    assert!(english.contains("2\u{a0}nodes, 1\u{a0}link") && english.contains("<h3>Ideas</h3>"), "{english}");
}

#[tokio::test(flavor = "multi_thread")]
async fn p20_nothing_that_somebody_wrote_is_markup_on_the_light_page_or_in_what_is_told() {
    let (server, commons, mut alice) = begun("<b>Nom</b>").await;
    let wicked = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    said(&mut alice, &node(1, wicked)).await;
    said(&mut alice, &node(2, "Semences")).await;
    said(&mut alice, &Link::add(row(9), row(1), row(2), wicked, true, None)).await;
    said(&mut alice, &Node::describe(row(1), wicked)).await;
    said(&mut alice, &Node::tag(row(1), wicked)).await;
    for what in ["watch", "embed"] {
        let html = get(&server, commons, what, "").await.words();
        for part in ["<script>", "<img", "<b>"] {
            assert!(!html.contains(part), "{part:?} is in {html}");
        }
        for inline in ["style=", " onload=", "<style"] {
            assert!(!html.contains(inline), "the policy refuses {inline:?}: {html}");
        }
    }
    let told = Listener::listens(&server, commons, "", "").await.next().await.unwrap().told["set"].to_string();
    for part in ["<script>", "<img", "<b>"] {
        assert!(!told.contains(part), "{part:?} is in {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p21_a_change_reaches_who_watches_and_nothing_that_had_a_place_moves() {
    let (server, commons, mut alice) = begun("Les communs").await;
    for n in 1..=12 {
        said(&mut alice, &node(n, &format!("Nœud {n}"))).await;
    }
    let html = get(&server, commons, "watch", "accept-language: fr\r\n").await.words();
    let before = places_shown(&html);
    assert_eq!(before.len(), 12);

    let mut chloe = Listener::listens(&server, commons, "?lang=fr", "").await;
    let first = chloe.next().await.unwrap();
    assert_eq!(first.told["whole"], true);
    assert_eq!(places_told(&first.told), before, "who listens sees what the page showed");

    let mut took = Vec::new();
    let mut known = before;
    for n in 20..30 {
        let label = format!("Neuf {n}");
        let given = Instant::now();
        let puts = [
            Node::puts(row(n), &label, Given::Project.id(), None, None),
            Link::puts(row(n + 100), row(n), row(n % 12 + 1), "mène à", false, None),
        ];
        alice.give(ALICE, &Command::Put { puts: puts.concat() }).await;
        let event = chloe.until(&label).await;
        took.push(given.elapsed());
        assert!(event.told.get("whole").is_none(), "only what changed is told");
        for (id, place) in places_told(&event.told) {
            let was = known.insert(id.clone(), place.clone());
            assert!(was.is_none_or(|was| was == place), "{id} has moved");
        }
        alice.run_until(SOON, |p| p.unsaved() == 0).await;
    }
    took.sort();
    println!("from the edit to who watches: median {:?}, longest {:?}", took[took.len() / 2], took[took.len() - 1]);
    let after = places_shown(&get(&server, commons, "watch", "").await.words());
    assert_eq!(after, known, "who comes later sees the same");

    alice.give(ALICE, &Node::take(&[row(3)], true)).await;
    let gone = chloe.until(&format!("vertex-{}", row(3))).await;
    assert!(gone.told["gone"].as_array().unwrap().contains(&format!("vertex-{}", row(3)).into()));
    assert!(gone.told["said"].as_str().unwrap().starts_with("21\u{a0}nœuds"), "{}", gone.told["said"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn p22_who_comes_back_up_to_date_is_told_nothing_twice_and_who_is_not_is_told_all() {
    let (server, commons, mut alice) = begun("Les communs").await;
    said(&mut alice, &node(1, "Jardin")).await;
    let html = get(&server, commons, "watch", "accept-language: en\r\n").await.words();
    let (_, at) = html.split_once("&amp;at=").or_else(|| html.split_once("&at=")).unwrap();
    let at = &at[..16];

    let mut fresh = Listener::listens(&server, commons, &format!("?lang=en&at={at}"), "").await;
    let mut behind = Listener::listens(&server, commons, "?lang=en", "Last-Event-ID: 0123456789abcdef\r\n").await;
    let whole = behind.next().await.unwrap();
    assert_eq!((whole.told["whole"].as_bool(), whole.id.as_str()), (Some(true), at));
    said(&mut alice, &node(2, "Semences")).await;
    let step = fresh.next().await.unwrap();
    assert!(step.told.get("whole").is_none(), "the page had all that came before");
    drop((fresh, behind));

    let mut back = Listener::listens(&server, commons, "?lang=en", &format!("Last-Event-ID: {}\r\n", step.id)).await;
    said(&mut alice, &node(3, "Terre")).await;
    let next = back.next().await.unwrap();
    assert!(next.told.get("whole").is_none() && next.told.to_string().contains("Terre"), "{}", next.told);
}

#[tokio::test(flavor = "multi_thread")]
async fn p23_only_the_frame_for_other_sites_can_be_framed_and_it_can_do_less() {
    let (server, commons, mut alice) = begun("Les communs").await;
    said(&mut alice, &node(1, "Jardin")).await;
    let policy = |answer: &Answer| {
        let line = answer.head.lines().find(|line| line.starts_with("content-security-policy:")).unwrap().to_owned();
        assert_eq!(answer.head.matches("content-security-policy:").count(), 1);
        assert!(!answer.head.contains("x-frame-options"));
        line
    };
    let frame = get(&server, commons, "embed", "").await;
    assert_eq!(frame.status, 200);
    let its = policy(&frame);
    assert!(its.ends_with("frame-ancestors *") && its.contains("default-src 'none'"), "{its}");
    assert!(its.contains("form-action 'none'") && !its.contains("wasm"), "{its}");
    let html = frame.words();
    assert!(html.contains("Jardin") && html.contains("target=\"_blank\" rel=\"noopener\""), "{html}");
    assert!(!html.contains("<textarea") && !html.contains("map-list\""), "the picture, and what leads to the rest");
    let unknown = get(&server, document(), "embed", "").await;
    assert!(
        unknown.status == 404 && policy(&unknown).ends_with("frame-ancestors *"),
        "what is missing is said there too"
    );

    for path in ["/".to_owned(), "/me".into(), "/shell".into(), "/health".into(), format!("/c/{commons}")] {
        let answer = send(&server.address, &format!("GET {path}"), "", b"").await;
        assert!(policy(&answer).ends_with("frame-ancestors 'none'"), "{path}");
    }
    for what in ["watch", "", "embed/more"] {
        assert!(policy(&get(&server, commons, what, "").await).ends_with("frame-ancestors 'none'"), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p24_a_map_takes_so_many_who_watch_and_says_so_to_the_next() {
    let (server, commons, mut alice) = begun("Les communs").await;
    said(&mut alice, &node(1, "Jardin")).await;
    let mut all = Vec::new();
    for _ in 0..200 {
        let listener = Listener::listens(&server, commons, "", "").await;
        assert_eq!(listener.status, 200);
        all.push(listener);
    }
    let refused = get(&server, commons, "changes?lang=fr", "").await;
    assert_eq!(refused.status, 503);
    assert!(
        refused.words().starts_with("Trop de personnes") && refused.head.contains("retry-after: 30"),
        "{refused:?}"
    );
    assert!(server.state.relay.metrics().unwrap().contains("boucle_watchers 200"));

    said(&mut alice, &node(2, "Semences")).await;
    for listener in &mut all {
        listener.until("Semences").await;
    }
    // Once they have gone there is room again.
    drop(all);
    let begun = Instant::now();
    while Listener::listens(&server, commons, "", "").await.status != 200 {
        assert!(begun.elapsed() < SOON);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p25_a_map_of_nothing_and_a_map_that_is_not_there_have_pages_of_their_own() {
    let (server, commons, alice) = begun("Les communs").await;
    drop(alice);
    let empty = get(&server, commons, "watch", "accept-language: fr\r\n").await;
    assert!(
        empty.status == 200 && empty.words().contains("Il n’y a encore rien sur cette carte."),
        "{}",
        empty.words()
    );
    for (commons, words) in [(document().to_string(), "Aucun commun"), ("nonsense".into(), "pas entière")] {
        for what in ["watch", "embed", "changes"] {
            let path = format!("GET /c/{commons}/carto/{what}");
            let answer = send(&server.address, &path, "accept-language: fr\r\n", b"").await;
            assert!(answer.status == 404 && answer.words().contains(words), "{path}: {}", answer.words());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p26_what_the_loop_brings_is_watched_too_and_leads_back() {
    let (server, commons, _alice) = begun("Les communs").await;
    let meetup = document();
    let id = MeetupId::from_bytes(*meetup.as_bytes());
    let mut bob = at(&server, Kind::Commons, commons).await;
    assert!(bob.run_until(SOON, |p| !read_commons(&p.replica).0.name.text.is_empty()).await);
    let mut chloe = Listener::listens(&server, commons, "?lang=fr", "").await;
    assert_eq!(chloe.next().await.unwrap().told["said"], "0\u{a0}nœud, 0\u{a0}lien");

    said(&mut bob, &Command::AddMeetup { id, previous: None, title: "Ensemble".into() }).await;
    let edition = chloe.until("Ensemble").await.told.to_string();
    assert!(edition.contains(&format!("/c/{commons}/m/{meetup}")), "{edition}");

    let mut team = at(&server, Kind::Meetup, meetup).await;
    said(&mut team, &theme("Les terres")).await;
    let theme = chloe.until("Les terres").await.told.to_string();
    assert!(theme.contains("co-construction"), "{theme}");
}

#[tokio::test(flavor = "multi_thread")]
async fn p27_who_watches_is_let_go_when_the_server_stops() {
    let (server, commons, mut alice) = begun("Les communs").await;
    said(&mut alice, &node(1, "Jardin")).await;
    let mut chloe = Listener::listens(&server, commons, "", "").await;
    assert!(chloe.next().await.is_some());
    server.state.relay.begin_drain();
    assert!(chloe.next().await.is_none(), "what she listens to ends");
    assert_eq!(get(&server, commons, "changes", "").await.status, 503);
    assert_eq!(get(&server, commons, "watch", "").await.status, 200, "what was asked for is still answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn p28_the_page_of_the_map_is_drawn_where_whoever_watches_sees_everything() {
    let (server, commons, mut alice) = begun("Les communs").await;
    for n in 1..=5 {
        said(&mut alice, &node(n, &format!("Nœud {n}"))).await;
    }
    let watched = places_shown(&get(&server, commons, "watch", "").await.words());
    let page = send(&server.address, &format!("GET /c/{commons}/carto"), "", b"").await.words();
    let (_, data) = page.split_once("id=\"initial\">").unwrap();
    let initial: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    let there = initial["places"].as_array().unwrap().iter();
    let there: BTreeMap<_, _> = there
        .map(|place| (place[0].as_str().unwrap().to_owned(), format!("{} {}", place[1]["x"], place[1]["y"])))
        .collect();
    assert_eq!(there, watched);
    let documents: Vec<_> = initial["documents"].as_array().unwrap().iter().map(|one| &one["document"]).collect();
    assert_eq!(documents, [&Value::from(commons.to_string()), &Value::from(alice.document.to_string())]);
    assert_eq!((&initial["tellings"], &initial["unknown"]), (&serde_json::json!([]), &serde_json::json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn p29_who_speaks_is_called_as_the_directory_says_and_is_somebody_once_erased() {
    let (server, commons, _alice) = begun("Les communs").await;
    let meetup = document();
    let id = MeetupId::from_bytes(*meetup.as_bytes());
    let mut bob = at(&server, Kind::Commons, commons).await;
    assert!(bob.run_until(SOON, |p| !read_commons(&p.replica).0.name.text.is_empty()).await);
    said(&mut bob, &Command::AddMeetup { id, previous: None, title: "Ensemble".into() }).await;
    let key = DeviceKey::from_secret([7; 32]);
    let zoe = PersonId::from_bytes(key.person());
    let mut team = at(&server, Kind::Meetup, meetup).await;
    said(&mut team, &Talk::propose(row(1), "Les terres", zoe, Status::Confirmed)).await;

    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64;
    let named = Statement::of_profile(&key, now, Profile::new("Zoé <Martin>", "", 0).unwrap());
    server.state.directory.put(key.person(), &named.encode(), now).await.unwrap();
    let html = get(&server, commons, "watch", "accept-language: fr\r\n").await.words();
    assert!(html.contains("<h4>Zoé &lt;Martin&gt;</h4>"), "{html}");
    assert!(html.contains(&format!("/c/{commons}/m/{meetup}/speakers")), "{html}");

    let forgotten = Statement::of_forgotten(&key, now + 1);
    server.state.directory.put(key.person(), &forgotten.encode(), now + 1).await.unwrap();
    let html = get(&server, commons, "watch", "accept-language: fr\r\n").await.words();
    assert!(!html.contains("Zoé") && html.contains("<h4>Quelqu’un</h4>"), "{html}");
}
