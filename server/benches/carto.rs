//! What a large Meta-Carto costs in the browser: two thousand nodes and four thousand links, some of them hubs.
//!
//! Makes such a map, serves it with the real program and the release site, and opens it in Chromium (`end2end/bench/carto.mjs`);
//! after it the same graph in the same places by sigma.js (WebGL), Cytoscape.js (canvas) and as plain SVG. Counted are the time
//! until it is on the screen, the frames while it is dragged and while one comes nearer, and the memory. Needs `BOUCLE_BIN`,
//! `BOUCLE_SITE` and `CHROMIUM`, which `cargo xtask bench carto` sets. A folder, as the argument, gets pictures of
//! each; its path begins in `end2end`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may fail loudly")]

#[path = "support/pad.rs"]
#[allow(dead_code, reason = "each bench uses its part")]
mod pad;
#[path = "support/serving.rs"]
mod serving;

use automerge::{ActorId, Automerge};
use boucle_carto::{Graph, Settling, Way, brought::Brought};
use boucle_model::{
    Author, CartoId, Command, CommonsId, Given, Kind, Link, Node, Pad, PersonId, RowId, Text, apply, genesis,
    read_carto,
};
use boucle_sync::DocumentId;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

const NODES: usize = 2_000;
const LINKS: usize = 4_000;
/// So many are put in one change, as where a list is brought in.
const TOGETHER: usize = 100;

/// What things are called, by their type.
const NAMES: [(Given, [&str; 4]); 8] = [
    (Given::Project, ["Jardin partagé", "Repair café", "Épicerie solidaire", "Monnaie locale"]),
    (Given::Actor, ["Collectif", "Mairie", "Association des habitants", "Coopérative"]),
    (Given::Idea, ["Une fête des voisins", "Des vélos pour tous", "Un ciné-débat", "Moins de plastique"]),
    (Given::Resource, ["Salle de réunion", "Bibliothèque d’objets", "Camionnette", "Four à pain"]),
    (Given::Theme, ["Énergie", "Alimentation", "Logement", "Numérique libre"]),
    (Given::Problem, ["Pas assez de bénévoles", "Trop de réunions", "Bruit la nuit", "Loyers trop hauts"]),
    (Given::Tool, ["Carte des communs", "Liste de diffusion", "Agenda partagé", "Atelier bois"]),
    (Given::Place, ["Tiers-lieu", "Place du marché", "Friche", "Maison de quartier"]),
];
const PLACES: [&str; 12] = [
    "de la Croix-Rousse",
    "de Villeurbanne",
    "des Minguettes",
    "du Vieux-Port",
    "de la Guillotière",
    "des Pentes",
    "du Bas-Montreuil",
    "de Saint-Martin",
    "de l’Île",
    "des Tanneurs",
    "du Haut-Village",
    "de la Gare",
];
const WORDS: [&str; 8] =
    ["porte", "utilise", "inspire", "a besoin de", "se passe à", "répond à", "soutient", "fait partie de"];

fn row(of: u8, n: usize) -> RowId {
    let mut bytes = [of; 16];
    bytes[..2].copy_from_slice(&u16::try_from(n).unwrap().to_be_bytes());
    RowId::from_bytes(bytes)
}

fn node(n: usize) -> RowId {
    row(1, n)
}

/// Which nodes are linked: each that comes to two that are there, to one the more often the more it is linked already (the
/// preferential attachment of Barabási and Albert), so that a few are hubs; what is left over, between those that are there.
fn pairs(chance: &mut StdRng) -> Vec<(usize, usize)> {
    let (mut pairs, mut ends, mut known) = (Vec::with_capacity(LINKS), vec![0], HashSet::new());
    while pairs.len() < LINKS {
        let next = pairs.len().div_ceil(2) + 1;
        let from = if next < NODES { next } else { ends[chance.random_range(0..ends.len())] };
        let to = ends[chance.random_range(0..ends.len())];
        if from != to && known.insert((from.min(to), from.max(to))) {
            pairs.push((from, to));
            ends.extend([from, to]);
        }
    }
    pairs
}

fn give(doc: &mut Automerge, text: Text, command: &Command) {
    let mut pad = Pad::of(doc, text);
    apply(doc, &mut pad, Author { person: PersonId::from_bytes([1; 16]), at: 0 }, command).unwrap();
}

fn begun(kind: Kind) -> Automerge {
    let mut doc = genesis::new(kind, ActorId::from(rand::random::<[u8; 16]>()));
    genesis::begin(&mut doc, kind, kind.schema());
    doc
}

fn commons() -> Automerge {
    let mut doc = begun(Kind::Commons);
    give(&mut doc, Text::Vision, &Command::Rename { title: "Une communauté avec une grande carte".into() });
    doc
}

/// The map: with a seed, the same each time.
fn carto() -> Automerge {
    let mut chance = StdRng::seed_from_u64(1);
    let mut doc = begun(Kind::Carto);
    let pairs = pairs(&mut chance);
    let nodes: Vec<_> = (0..NODES)
        .map(|n| {
            let (of_type, names) = NAMES[chance.random_range(0..NAMES.len())];
            let (name, place) = (names[chance.random_range(0..4)], PLACES[chance.random_range(0..PLACES.len())]);
            Node::puts(node(n), &format!("{name} {place}"), of_type.id(), None, None)
        })
        .collect();
    let links: Vec<_> = pairs
        .into_iter()
        .enumerate()
        .map(|(n, (from, to))| {
            let text = WORDS[chance.random_range(0..WORDS.len())];
            Link::puts(row(2, n), node(from), node(to), text, chance.random_ratio(3, 4), None)
        })
        .collect();
    for some in nodes.chunks(TOGETHER).chain(links.chunks(TOGETHER)) {
        give(&mut doc, Text::Legend, &Command::Put { puts: some.concat() });
    }
    doc
}

/// The same graph for the pages of others, with each node where ours has it.
fn told(doc: &Automerge) -> Value {
    let graph = Graph::of(&read_carto(doc).0, Brought::default());
    let places = Settling::adding(&graph, &HashMap::new()).settled();
    let tenth = |n: f64| (n * 10.0).round() / 10.0;
    let id = |n: usize| graph.vertices[n].id.to_string();
    let nodes: Vec<_> = graph
        .vertices
        .iter()
        .zip(&places)
        .map(|(vertex, at)| {
            let of_type = vertex.of_type.and_then(Given::of).map(Given::name);
            let (x, y) = (tenth(at.x), tenth(at.y));
            json!({ "id": vertex.id.to_string(), "label": vertex.label, "type": of_type, "x": x, "y": y })
        })
        .collect();
    let links: Vec<_> = graph
        .edges
        .iter()
        .map(|edge| {
            let text = match &edge.way {
                Way::Drawn { text, .. } => text.as_str(),
                Way::Brought(_) => "",
            };
            json!({ "source": id(edge.from), "target": id(edge.to), "label": text })
        })
        .collect();
    assert_eq!((nodes.len(), links.len()), (NODES, LINKS), "nothing of the map is lost on the way");
    json!({ "nodes": nodes, "links": links })
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let id = DocumentId::from_random(rand::random());
    let of_map = DocumentId::from_bytes(*CartoId::of(CommonsId::from_bytes(*id.as_bytes())).as_bytes());
    let (commons, map) = (commons(), carto());
    pad::store_all(&folder.path().join("documents"), &[(id, &commons), (of_map, &map)]).await.unwrap();
    let file = folder.path().join("graph.json");
    std::fs::write(&file, told(&map).to_string()).unwrap();
    let (server, address) = serving::serve(folder.path());
    let mut arguments = vec![format!("http://{address}/c/{id}/carto"), file.to_str().unwrap().to_owned()];
    // Not the word that cargo adds.
    arguments.extend(std::env::args().skip(1).filter(|argument| !argument.starts_with("--")));
    let output = serving::look("carto.mjs", &arguments).wait_with_output().unwrap();
    print!("{NODES} nodes, {LINKS} links: {}", String::from_utf8_lossy(&output.stdout));
    serving::stop(server);
    serving::say_load();
    assert!(output.status.success());
}
