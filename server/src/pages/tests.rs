use super::{ProjectionError, Projections, router};
use crate::site::{Light, Site};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use boucle_app::projection::{Beside, OfMeetup, Projection};
use boucle_model::{
    Author, Card, Carried, CommonsId, Decision, Edition, Fate, Kind, MeetupId, Pad, PersonId, Phase, RowId, Side,
    Title, apply,
    example::{self, Ids, example},
    genesis, read_board,
};
use boucle_sync::DocumentId;
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use std::{collections::BTreeMap, sync::Arc};
use tower::ServiceExt;

/// Meetups in memory; the one named `BROKEN` cannot be read.
struct InMemory(BTreeMap<DocumentId, Projection>);

const BROKEN: DocumentId = DocumentId::from_bytes([0xbb; 16]);

impl Projections for InMemory {
    fn document(
        &self,
        _kind: Kind,
        document: DocumentId,
    ) -> BoxFuture<'_, Result<Option<Projection>, ProjectionError>> {
        Box::pin(async move {
            if document == BROKEN {
                return Err(ProjectionError { cause: "a secret of the machine".to_owned() });
            }
            Ok(self.0.get(&document).cloned())
        })
    }
}

fn id() -> DocumentId {
    DocumentId::from_random([7; 16])
}

fn projection(title: &str, pad: &str) -> Projection {
    let beside = Beside::Meetup(Box::new(OfMeetup { phase: Phase::Before, ..OfMeetup::default() }));
    Projection { document: id().to_string(), title: title.to_owned(), text: pad.to_owned(), beside }
}

fn meetup(title: &str, pad: &str) -> InMemory {
    InMemory([(id(), projection(title, pad))].into())
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

async fn get(projections: InMemory, path: &str, headers: &[(header::HeaderName, &str)]) -> Page {
    let site = Site {
        build: "f81b".to_owned(),
        boot: "/assets/boot-A.js".to_owned(),
        style: "/assets/main-B.css".to_owned(),
        preload: vec!["/assets/text-D.woff2".to_owned()],
        watch: Light::default(),
    };
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let router = router::<()>(Arc::new(site), Arc::new(projections), Arc::default());
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Page { status, headers, html: String::from_utf8(bytes.to_vec()).unwrap() }
}

async fn get_meetup(title: &str, pad: &str) -> Page {
    get(meetup(title, pad), &format!("/m/{}", id()), &[]).await
}

impl Page {
    /// The page without the comments by which Leptos parts its views.
    fn parts(&self) -> String {
        self.html.replace("<!>", "")
    }

    fn has(&self, part: &str) {
        assert!(self.parts().contains(part), "{part:?} is not in {}", self.html);
    }

    fn lacks(&self, part: &str) {
        assert!(!self.parts().contains(part), "{part:?} is in {}", self.html);
    }

    fn is_titled(&self, title: &str) {
        assert!(self.html.contains(&format!("<title>{title}</title>")), "{title:?} is not the title of {}", self.html);
    }

    /// The elements, each with its attributes, read as a browser reads them.
    fn elements(&self) -> Vec<Element<'_>> {
        let mut found = Vec::new();
        let mut rest = self.html.as_str();
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (element, after) = element(rest);
                found.push(element);
                rest = after;
            }
        }
        found
    }
}

struct Element<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl Element<'_> {
    fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| *value)
    }
}

/// Reads one opening tag, from its name on, and what stands behind it.
fn element(tag: &str) -> (Element<'_>, &str) {
    let ends_a_name = |c: char| c.is_whitespace() || "=>".contains(c);
    let (name, mut rest) = tag.split_at(tag.find(ends_a_name).unwrap());
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return (Element { name, attributes }, after);
        }
        let (attribute, after) = rest.split_at(rest.find(ends_a_name).unwrap());
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => ("", after),
        };
        attributes.push((attribute, value));
        rest = after;
    }
}

/// What the browser would refuse, or run.
fn assert_nothing_inline(page: &Page) {
    let elements = page.elements();
    for element in &elements {
        assert_ne!(element.name, "style");
        for (attribute, value) in &element.attributes {
            assert!(*attribute != "style" && !attribute.starts_with("on"), "{} {attribute}={value}", element.name);
        }
    }
    let scripts: Vec<_> = elements.iter().filter(|element| element.name == "script").collect();
    assert!(!scripts.is_empty(), "the page starts the module");
    for script in scripts {
        let ours = script.get("src").is_some_and(|src| src.starts_with("/assets/"));
        assert!(ours || script.get("type") == Some("application/json"), "{:?}", script.attributes);
    }
}

#[tokio::test]
async fn a_reader_without_scripts_has_the_title_the_phase_and_the_pad() {
    let page = get_meetup("Cartographier les communs", "# Ordre du jour\n\n- [x] *salle*\n- [ ] café").await;
    assert_eq!(page.status, StatusCode::OK);
    page.is_titled("Cartographier les communs · Boucle");
    page.has("Cartographier les communs</h1>");
    page.has("<h2 dir=\"auto\">Ordre du jour");
    page.has("<em>salle");
    page.has("data-phase=\"co-construction\" data-state=\"done\"");
    page.has("data-phase=\"before\" data-state=\"here\" aria-current=\"step\"");
    page.has("data-phase=\"live\" data-state=\"ahead\"");
    page.has("le meetup en est là");
    page.has("id=\"pad-write\" role=\"tabpanel\" aria-labelledby=\"tab-write\" hidden");
    page.lacks("id=\"pad-read\" role=\"tabpanel\" aria-labelledby=\"tab-read\" tabindex=\"0\" hidden");
    page.lacks("<noscript");
}

/// The first meetup of the example, told of people whom nobody knows here.
fn first_of_the_example() -> InMemory {
    let ids = Ids {
        commons: CommonsId::from_bytes([1; 16]),
        meetups: [MeetupId::from_bytes([2; 16]), MeetupId::from_bytes([3; 16])],
        people: std::array::from_fn(|n| PersonId::from_bytes([0x70 + u8::try_from(n).unwrap(); 16])),
    };
    let [first, _] = example(example::Language::French, ids, 1_780_000_000_000).meetups;
    let chunks = first.chunks(|person| person.as_bytes().as_slice().into()).unwrap();
    let chunks: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
    let meetup = boucle_model::read(&genesis::open(&chunks, [9; 16].as_slice().into()).unwrap()).0;
    let of_meetup = OfMeetup {
        phase: meetup.phase.phase,
        plan: meetup.plan,
        attendance: meetup.attendance,
        poll: meetup.poll,
        board: meetup.board,
        reviews: meetup.reviews,
        happenings: meetup.happenings,
        evidence: meetup.evidence,
        bilan: meetup.bilan,
        ..OfMeetup::default()
    };
    let beside = Beside::Meetup(Box::new(of_meetup));
    let projection = Projection { document: id().to_string(), title: meetup.title.text, text: meetup.pad, beside };
    InMemory([(id(), projection)].into())
}

#[tokio::test]
async fn e95_a_reader_without_scripts_has_the_record_of_a_bilan() {
    let page = get(first_of_the_example(), &format!("/m/{}/record", id()), &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("Compte rendu du bilan</h2>");
    page.has("Ce bilan est clos.");
    page.has("Médiathèque, salle du premier, 4 rue des Cartes");
    for section in ["day", "intentions", "cards", "decisions", "text", "people"] {
        page.has(&format!("<section data-section=\"{section}\" aria-labelledby=\"record-{section}\""));
    }
    page.has("<div data-side=\"problem\" class=\"record__part\"><h4 class=\"record__side\">Les problèmes</h4>");
    page.has("(UTC)</span> Accueil");
    page.has("<strong>les mots</strong>");
    page.has("6\u{a0}personnes</p>");
    page.lacks("S’en occupe");
    // What only scripts can do is not offered.
    page.has("<section aria-labelledby=\"share-title\" hidden class=\"record__share card\">");
    page.has("<div hidden class=\"record__reopen\">");
    assert_nothing_inline(&page);
}

/// A commons with three meetups, of which the second is forgotten and the third is in its second phase.
fn commons() -> InMemory {
    let edition = |n: u8, previous: Option<u8>, title: &str, phase, is_withdrawn| Edition {
        id: MeetupId::from_bytes([n; 16]),
        number: n.into(),
        previous: previous.map(|n| MeetupId::from_bytes([n; 16])),
        title: title.to_owned(),
        phase,
        by: None,
        at: 0,
        is_withdrawn,
    };
    let editions = vec![
        edition(1, None, "Cartographier les communs", Phase::Bilan, false),
        edition(2, Some(1), "Retiré", Phase::Before, true),
        edition(3, Some(1), "", Phase::Before, false),
    ];
    let projection = Projection {
        document: id().to_string(),
        title: "Meetup Carto Paris".to_owned(),
        text: "Faire du meetup un *commun*.".to_owned(),
        beside: Beside::Commons { editions, ideas: vec![] },
    };
    InMemory([(id(), projection)].into())
}

/// The texts of the page in their order, each with what it is: what a reader without scripts or styles has.
fn outline(html: &str) -> Vec<String> {
    let (_, main) = html.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    let mut found = Vec::new();
    let (mut inside, mut hidden) = (Vec::new(), None);
    for part in main.replace("<!>", "").split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let name = tag.split(char::is_whitespace).next().unwrap();
        if let Some(closed) = name.strip_prefix('/') {
            while inside.pop().is_some_and(|open: String| open != closed) {}
            hidden = hidden.filter(|depth| *depth <= inside.len());
        } else if !["path", "input", "br"].contains(&name) {
            inside.push(name.to_owned());
            let is_hidden = ["dialog", "svg"].contains(&name)
                || [" hidden", "aria-hidden=\"true\""].iter().any(|mark| tag.contains(mark));
            hidden = hidden.or(is_hidden.then_some(inside.len()));
        }
        let text = text.trim();
        if hidden.is_none() && !text.is_empty() {
            let within = inside.iter().rev().find(|name| ["h1", "h2", "h3", "a", "button", "p"].contains(&&name[..]));
            found.push(format!("{} {text}", within.map_or("", |name| name)));
        }
    }
    found
}

#[tokio::test]
async fn a_reader_without_scripts_has_the_map_as_an_ordered_outline() {
    let page = get(commons(), &format!("/c/{}", id()), &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.is_titled("Meetup Carto Paris · Boucle");
    assert_nothing_inline(&page);
    let said = outline(&page.html);
    let loops = said.iter().position(|line| line == "h2 La boucle").expect("the map has a title");
    let awaits = said.iter().position(|line| line == "h2 Ce qui attend une main").expect("so has what needs a hand");
    assert_eq!(said[0], "h1 Meetup Carto Paris");
    let map: Vec<_> = said[loops..awaits].iter().filter(|line| !line.starts_with("button ")).collect();
    let station =
        |name: &str, state: &str, say: &str| [format!("a {name}"), format!("a : {state}"), format!("a {say}")];
    let mut expected = vec!["h2 La boucle".to_owned(), "h3 Meetup 1".into(), "a Cartographier les communs".into()];
    let says = [
        ("Co-construction", "une équipe, des intentions"),
        ("Avant", "on fait connaissance"),
        ("Meetup", "le jour J, un pad pour tous"),
        ("Après", "les échanges continuent"),
        ("Bilan", "ce qu’on a appris"),
    ];
    expected.extend(says.iter().flat_map(|(name, say)| station(name, "c’est fait", say)));
    expected.extend(["h3 Meetup 3".to_owned(), "a sans titre".into(), " 1 &gt; 3".into()]);
    let states = ["c’est fait", "c’est maintenant", "à venir", "à venir", "à venir"];
    expected.extend(says.iter().zip(states).flat_map(|((name, say), state)| station(name, state, say)));
    assert_eq!(map, expected.iter().collect::<Vec<_>>());
    assert!(!said.iter().any(|line| line.contains("Retiré")), "it was taken off the map");
    let meetup = DocumentId::from_bytes([3; 16]);
    page.has(&format!("href=\"/c/{}/m/{meetup}/before\"", id()));
    page.has("<em>commun");
}

/// The same commons, with the bilan of its first meetup; what came of it in the third, if that can be read.
fn commons_with_strands(third: bool) -> InMemory {
    let InMemory(mut documents) = commons();
    let row = |n| RowId::from_bytes([n; 16]);
    let mut doc = genesis::new(Kind::Meetup, automerge::ActorId::random());
    genesis::begin(&mut doc, Kind::Meetup, Kind::Meetup.schema());
    for command in [
        Card::add(row(1), Side::Problem, "On entendait mal"),
        Card::add(row(2), Side::Improvement, "Un micro"),
        Card::answer(row(2), Some(row(1))),
        Card::decide(row(2), Some(Decision::Adopted)),
    ] {
        let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
        let mut pad = Pad::of(&doc, boucle_model::Text::Pad);
        apply(&mut doc, &mut pad, author, &command).unwrap();
    }
    let title = |text: &str| Title { text: text.to_owned(), rivals: Vec::new() };
    let carried = Carried {
        id: row(2),
        text: title("Un micro"),
        from: Some(MeetupId::from_bytes([1; 16])),
        group: String::new(),
        problem: "On entendait mal".to_owned(),
        owner: None,
        fate: Fate::Done,
        rivals: Vec::new(),
        note: title("Louise en prête un"),
    };
    let first = OfMeetup { board: read_board(&doc), ..OfMeetup::default() };
    let last = OfMeetup { carried: vec![carried], ..OfMeetup::default() };
    let meetup = |n: u8, beside: OfMeetup| {
        let id = DocumentId::from_bytes([n; 16]);
        let beside = Beside::Meetup(Box::new(beside));
        (id, Projection { document: id.to_string(), title: String::new(), text: "un long pad".into(), beside })
    };
    documents.extend([meetup(1, first)]);
    documents.extend(third.then(|| meetup(3, last)));
    InMemory(documents)
}

#[tokio::test]
async fn a_reader_without_scripts_has_the_long_view() {
    let path = format!("/c/{}/strands", id());
    let page = get(commons_with_strands(true), &path, &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_nothing_inline(&page);
    page.has("<body data-build=\"f81b\" data-part=\"strands\">");
    page.has("Au fil des meetups</h1>");
    page.has("1. On entendait mal");
    let [first, third] = [1, 3].map(|n| DocumentId::from_bytes([n; 16]));
    let micro = RowId::from_bytes([2; 16]);
    page.has(&format!(
        "href=\"/c/{}/m/{first}/bilan#card-{micro}\" title=\"Adoptée\u{a0}: «\u{a0}Un micro\u{a0}»",
        id()
    ));
    page.has(&format!(
        "href=\"/c/{}/m/{third}/co-construction#carried-{micro}\" title=\"Tenue\u{a0}: «\u{a0}Un micro\u{a0}» (Louise",
        id()
    ));
    page.has("data-end=\"done\" class=\"strands__end\">tenu");
    page.lacks("n’a pas pu être lu");
    // Of the meetups, the page has what it shows and no more.
    page.lacks("un long pad");
    let page = get(commons_with_strands(false), &path, &[]).await;
    page.has("Le meetup 3 n’a pas pu être lu");
    page.has("data-end=\"waiting\" class=\"strands__end\">attend le meetup suivant");
    let page = get(commons(), &format!("/c/{}", id()), &[]).await;
    page.has("\"tellings\":null");
}

#[tokio::test]
async fn a_document_under_the_address_of_another_kind_leads_to_its_own() {
    let page = get(commons(), &format!("/m/{}", id()), &[]).await;
    assert_eq!(page.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(page.headers[header::LOCATION], format!("/c/{}", id()));
    let page = get(meetup("Un titre", ""), &format!("/c/{}", id()), &[]).await;
    assert_eq!(page.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(page.headers[header::LOCATION], format!("/m/{}", id()));
}

#[tokio::test]
async fn the_document_starts_the_module_and_says_how_it_may_be_kept() {
    let page = get_meetup("Un titre", "Un pad").await;
    assert!(page.html.starts_with("<!DOCTYPE html><html lang=\"fr\" dir=\"ltr\">"), "{}", page.html);
    page.has("<body data-build=\"f81b\">");
    page.has("<link rel=\"stylesheet\" href=\"/assets/main-B.css\"");
    page.has("<script type=\"module\" src=\"/assets/boot-A.js\"></script>");
    page.has("href=\"/assets/text-D.woff2\"");
    page.has("<link rel=\"manifest\" href=\"/manifest.webmanifest\"");
    page.lacks("data-shell");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(page.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(page.headers[header::VARY], "cookie, accept-language");
    assert_eq!(page.headers[header::CONTENT_LANGUAGE], "fr");
}

#[tokio::test]
async fn what_strangers_write_is_inert() {
    let hostile =
        "</script><script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[mot](javascript:alert(1)) \"' & ";
    let page = get_meetup(hostile, hostile).await;
    assert_nothing_inline(&page);
    let elements = page.elements();
    assert_eq!(elements.iter().filter(|e| e.name == "script").count(), 2, "the module and its data");
    assert!(!elements.iter().any(|e| ["img", "iframe", "object"].contains(&e.name)));
    assert!(!elements.iter().filter_map(|e| e.get("href")).any(|href| href.contains("script")));
    page.has("&lt;img src=x onerror=alert(1)&gt;");
}

#[tokio::test]
async fn the_module_finds_what_the_page_was_drawn_from() {
    let title = "</script> & \"guillemets\" <!-- 🦊";
    let page = get_meetup(title, "un\n\ndeux").await;
    page.is_titled("&lt;/script> &amp; \"guillemets\" &lt;!-- 🦊 · Boucle");
    let (_, data) = page.html.split_once("<script type=\"application/json\" id=\"initial\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let initial: boucle_app::projection::Initial = serde_json::from_str(data).unwrap();
    let expected = projection(title, "un\n\ndeux");
    assert_eq!((initial.documents, initial.unknown), (vec![expected], Vec::new()));
}

#[tokio::test]
async fn no_page_needs_what_the_policy_forbids() {
    let (here, broken) = (format!("/m/{}", id()), format!("/m/{BROKEN}"));
    let mut paths = vec!["/", "/shell", "/nulle/part", "/m/abc", &here, &broken];
    // Every component in each of its states.
    if cfg!(debug_assertions) {
        paths.push("/styleguide");
    }
    for path in paths {
        assert_nothing_inline(&get(meetup("Un titre", "**Un** pad\n\n|a|b|\n|-|:-:|\n|1|2|"), path, &[]).await);
    }
}

#[tokio::test]
async fn an_address_where_nothing_is_says_so_and_leads_back() {
    let unknown = DocumentId::from_random([9; 16]);
    for (path, says) in [
        ("/nulle/part".to_owned(), "Le chemin s’arrête ici"),
        ("/m".to_owned(), "Le chemin s’arrête ici"),
        ("/m/abc".to_owned(), "Cette adresse n’est pas entière"),
        ("/m/%FF%00".to_owned(), "Cette adresse n’est pas entière"),
        ("/m/..%2F..%2Fetc".to_owned(), "Cette adresse n’est pas entière"),
        (format!("/m/{}x", id()), "Cette adresse n’est pas entière"),
        (format!("/m/{unknown}"), "Aucun meetup à cette adresse"),
        (format!("/m/{unknown}/"), "Aucun meetup à cette adresse"),
        ("/c/abc".to_owned(), "Cette adresse n’est pas entière"),
        (format!("/c/{unknown}"), "Aucun commun à cette adresse"),
        (format!("/c/{unknown}/vision"), "Aucun commun à cette adresse"),
        (format!("/c/{unknown}/nulle-part"), "Le chemin s’arrête ici"),
    ] {
        let page = get(meetup("Un titre", ""), &path, &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.has(says);
        let leads_back =
            |e: &Element<'_>| e.get("href") == Some("/") && e.get("class") == Some("button button--strong");
        assert!(page.elements().iter().any(leads_back), "{path}");
        page.is_titled(&format!("{says} · Boucle"));
    }
    let page = get(meetup("Un titre", ""), &format!("/m/{}?utm=1", id()), &[]).await;
    assert_eq!(page.status, StatusCode::OK, "a query changes nothing");
}

#[tokio::test]
async fn the_page_speaks_the_language_of_whoever_asks() {
    let english = "Start a meetup";
    let french = "Démarrer un meetup";
    for (headers, code, says) in [
        (&[][..], "fr", french),
        (&[(header::ACCEPT_LANGUAGE, "de, en;q=0.8, fr;q=0.3")], "en", english),
        (&[(header::ACCEPT_LANGUAGE, "de")], "fr", french),
        (&[(header::ACCEPT_LANGUAGE, "en"), (header::COOKIE, "a=b; lang=fr")], "fr", french),
        (&[(header::ACCEPT_LANGUAGE, "fr"), (header::COOKIE, "lang=en")], "en", english),
        (&[(header::ACCEPT_LANGUAGE, "en"), (header::COOKIE, "lang=klingon")], "en", english),
    ] {
        let page = get(meetup("", ""), "/?lang=nobody-asks-here", headers).await;
        page.has(&format!("<html lang=\"{code}\" dir=\"ltr\">"));
        page.has(says);
        assert_eq!(page.headers[header::CONTENT_LANGUAGE], code);
    }
    let lost = get(meetup("", ""), "/nulle/part", &[(header::COOKIE, "lang=en")]).await;
    lost.has("The path ends here");
}

#[tokio::test]
async fn a_server_that_cannot_read_says_what_is_safe_and_no_more() {
    let page = get(meetup("", ""), &format!("/m/{BROKEN}"), &[]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.has("Ce qui est enregistré, sur votre appareil et sur le serveur, n’a pas bougé.");
    // The module mounts over it, and shows what the device holds.
    page.has("data-shell=\"failed\"");
    page.lacks("a secret of the machine");
}

#[tokio::test]
async fn the_shell_is_the_same_for_everybody() {
    let french = get(meetup("", ""), "/shell", &[(header::COOKIE, "lang=fr")]).await;
    let english = get(meetup("", ""), "/shell", &[(header::COOKIE, "lang=en")]).await;
    assert_eq!((french.status, &french.html), (StatusCode::OK, &english.html));
    french.has("<body data-build=\"f81b\" data-shell=\"offline\">");
    french.lacks("id=\"initial\"");
    assert_eq!(french.headers[header::CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn a_page_is_not_a_place_to_post_to() {
    let site = Site {
        build: String::new(),
        boot: String::new(),
        style: String::new(),
        preload: vec![],
        watch: Light::default(),
    };
    let router = router::<()>(Arc::new(site), Arc::new(meetup("", "")), Arc::default());
    let response = router.oneshot(Request::post("/m/abc").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_icons_and_the_manifest_are_where_the_page_looks() {
    let public = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let page = get(meetup("", ""), "/", &[]).await;
    let mut found = 0;
    for link in page.elements().into_iter().filter(|element| element.name == "link") {
        if ["icon", "apple-touch-icon", "manifest"].contains(&link.get("rel").unwrap_or_default()) {
            let href = link.get("href").unwrap_or_default();
            assert!(public.join(href.trim_start_matches('/')).is_file(), "{href}");
            found += 1;
        }
    }
    assert_eq!(found, 3);
}
