//! A map as it is shown in one language: a picture, and the same to be read, both in pieces that have ids.
//!
//! The page is made of all pieces; whoever watches is sent those that changed.

use super::{
    list,
    places::{Places, in_order},
    said::Said,
};
use boucle_app::{
    commons_title,
    i18n::{Language, Words},
};
use boucle_carto::{
    Edge, Graph, Vertex, Way,
    svg::{self, Scene},
};
use std::{
    collections::HashMap,
    fmt::Write,
    hash::{DefaultHasher, Hash, Hasher},
};
use xxhash_rust::xxh3::Xxh3Default;

/// The elements in which pieces stand.
pub(super) const EDGES: &str = "map-edges";
pub(super) const VERTICES: &str = "map-vertices";
pub(super) const COUNT: &str = "map-count";
pub(super) const NOTE: &str = "map-note";
pub(super) const LIST: &str = "map-list";

/// One element of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) id: String,
    /// The id of the element in which it stands.
    pub(super) into: String,
    pub(super) markup: String,
}

/// A map in one language.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) words: &'static Words,
    pub(super) language: Language,
    /// What says which sheet this is: two that show the same have the same.
    pub(super) at: String,
    /// What the map is called.
    pub(super) title: String,
    /// How much is on it, in words.
    pub(super) count: String,
    /// As it stands in `viewBox`.
    pub(super) view: String,
    /// Each behind the element in which it stands.
    pub(super) pieces: Vec<Piece>,
    /// What each thing and each link says, whatever it looks like, by the id of its piece in the picture.
    pub(super) says: HashMap<String, u64>,
}

impl Sheet {
    /// Draws what is said, where everything stands.
    pub(super) fn draw(said: &Said, graph: &Graph, places: &Places, language: Language) -> Self {
        let words = language.words();
        let shown = vec![true; graph.vertices.len()];
        let places = in_order(graph, places);
        let picture = svg::picture(&Scene { graph, places: &places, shown: &shown }, |way| says(way, words).to_owned());
        let count = (words.watch.count)(graph.vertices.len(), graph.edges.len());
        let piece = |into: &str, id: String, markup: String| Piece { id, into: into.to_owned(), markup };
        let name = if said.name.trim().is_empty() { words.commons.unnamed } else { said.name.trim() };
        let view_box = picture.view_box();
        let mut pieces = vec![piece(COUNT, "map-said".into(), element("p", "map-said", "watch__count", &count))];
        if graph.vertices.is_empty() {
            pieces.push(piece(NOTE, "map-empty".into(), element("p", "map-empty", "watch__empty", words.watch.empty)));
        }
        pieces.extend(picture.edges.into_iter().map(|one| piece(EDGES, one.id, one.svg)));
        pieces.extend(picture.vertices.into_iter().map(|one| piece(VERTICES, one.id, one.svg)));
        list::put(said, graph, words, &mut pieces);
        let says = graph.vertices.iter().map(|one| (format!("vertex-{}", one.id), said_of(one)));
        let says = says.chain(graph.edges.iter().map(|one| (format!("edge-{}", one.id), said_between(one, graph))));
        let (title, view, says) = ((words.watch.title)(name), view_box, says.collect());
        Self { words, language, at: fingerprint(&title, &view, &pieces), title, count, view, pieces, says }
    }

    /// All that stands in an element, with what stands in that.
    pub(super) fn inside(&self, element: &str) -> String {
        let mut html = String::new();
        self.write(element, &mut html);
        html
    }

    fn write(&self, element: &str, html: &mut String) {
        for piece in self.pieces.iter().filter(|piece| piece.into == element) {
            html.push_str(&piece.markup);
        }
    }

    /// The list with everything that stands in it.
    pub(super) fn list(&self) -> String {
        list::whole(&self.pieces)
    }

    /// The title of the window.
    pub(super) fn window(&self) -> String {
        commons_title(self.words, &self.title)
    }
}

/// What is written on an edge. What follows from the loop is said in the list; in the picture it is plain from what it links.
pub(super) fn says<'a>(way: &'a Way, words: &'a Words) -> &'a str {
    match way {
        Way::Drawn { text, .. } => text,
        Way::Brought(relation) => (words.carto.relation)(*relation),
    }
}

/// An element with an id, a class and words.
pub(super) fn element(name: &str, id: &str, class: &str, words: &str) -> String {
    format!("<{name} id=\"{id}\" class=\"{class}\">{}</{name}>", svg::escape(words))
}

fn fingerprint(title: &str, view: &str, pieces: &[Piece]) -> String {
    let mut hash = Xxh3Default::new();
    let mut add = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    add(title);
    add(view);
    pieces.iter().for_each(|piece| [&piece.into, &piece.markup].into_iter().for_each(|text| add(text)));
    let mut at = String::new();
    // A string takes all that is written.
    let _ = write!(at, "{:016x}", hash.digest());
    at
}

/// Two that say the same look the same, but for where they stand and how much leads to them.
fn said_of(vertex: &Vertex) -> u64 {
    let mut hash = DefaultHasher::new();
    let Vertex { label, about, of_type, look, tags, .. } = vertex;
    (label, about, of_type, look.colour, look.shape, &look.icon, tags).hash(&mut hash);
    hash.finish()
}

fn said_between(edge: &Edge, graph: &Graph) -> u64 {
    let mut hash = DefaultHasher::new();
    (graph.vertices[edge.from].id, graph.vertices[edge.to].id).hash(&mut hash);
    match &edge.way {
        Way::Drawn { text, is_directed, of_type, colour } => (text, is_directed, of_type, colour).hash(&mut hash),
        Way::Brought(relation) => relation.hash(&mut hash),
    }
    hash.finish()
}
