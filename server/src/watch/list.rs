//! The map to be read: by who hears it, by who has no scripts, by who would rather read than look.
//!
//! By type, and in each by name. Everything is escaped here, once: what people wrote is text, and addresses lead to the web or
//! are none.

use super::{
    said::Said,
    sheet::{LIST, Piece, says},
};
use boucle_app::{
    address::{MeetupAddress, MeetupPage},
    i18n::Words,
    markdown,
};
use boucle_carto::{Graph, Source, Vertex, fold, labels::short, svg::escape};
use boucle_model::{Carto, Given, MeetupId, Phase, RowId};
use boucle_sync::DocumentId;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};

/// The longest description that is read here, in characters.
const DESCRIBED: usize = 280;
/// The longest name.
const NAMED: usize = 200;

/// Adds the list to the pieces.
pub(super) fn put(said: &Said, graph: &Graph, words: &Words, pieces: &mut Vec<Piece>) {
    let nodes: HashMap<_, _> = said.carto.nodes.iter().map(|node| (node.id, node)).collect();
    let types: Vec<_> = types(&said.carto, words).collect();
    let named: HashSet<_> = types.iter().filter_map(|(id, _)| *id).collect();
    let mut shelves: HashMap<_, Vec<_>> = HashMap::new();
    for (n, vertex) in graph.vertices.iter().enumerate() {
        let shelf = vertex.of_type.filter(|id| named.contains(id));
        shelves.entry(shelf).or_default().push((fold(&vertex.label), vertex.id, n));
    }
    for (of_type, name) in types {
        let Some(mut all) = shelves.remove(&of_type) else { continue };
        all.sort();
        let key = of_type.map_or_else(|| "none".to_owned(), |id| id.to_string());
        let (section, list) = (format!("type-{key}"), format!("list-{key}"));
        let heading = escape(&short(&name, NAMED));
        pieces.push(Piece {
            markup: format!(
                "<section id=\"{section}\" class=\"watch__type\"><h3>{heading}</h3><ul id=\"{list}\" class=\"watch__items\">{END}"
            ),
            id: section,
            into: LIST.to_owned(),
        });
        for (.., n) in all {
            let vertex = &graph.vertices[n];
            let node = nodes.get(&vertex.id);
            let (description, address) =
                node.map_or(("", ""), |node| (node.description.text.as_str(), node.address.text.as_str()));
            pieces.push(Piece {
                id: format!("item-{}", vertex.id),
                into: list.clone(),
                markup: item(said.commons, graph, n, words, (description, address)),
            });
        }
    }
}

/// How a section ends, behind its items.
const END: &str = "</ul></section>";

/// The list with everything that stands in it: a section is a piece, and so is each of its items.
pub(super) fn whole(pieces: &[Piece]) -> String {
    let mut html = String::new();
    let mut is_open = false;
    for piece in pieces.iter().filter(|piece| piece.into == LIST || piece.id.starts_with("item-")) {
        if piece.into == LIST {
            html.push_str(if is_open { END } else { "" });
            html.push_str(piece.markup.strip_suffix(END).unwrap_or(&piece.markup));
            is_open = true;
        } else {
            html.push_str(&piece.markup);
        }
    }
    html.push_str(if is_open { END } else { "" });
    html
}

/// The types in their order, and last what has none.
fn types<'a>(carto: &'a Carto, words: &'a Words) -> impl Iterator<Item = (Option<RowId>, String)> + 'a {
    let name = |one: &boucle_model::Type| {
        let given = one.given.map_or("", |given: Given| words.watch.types[given as usize]);
        if one.name.text.trim().is_empty() { given.to_owned() } else { one.name.text.clone() }
    };
    let named = carto.types.iter().map(move |one| (Some(one.id), name(one))).filter(|(_, name)| !name.is_empty());
    named.chain(std::iter::once((None, words.watch.untyped.to_owned())))
}

fn name(vertex: &Vertex, words: &Words) -> String {
    if vertex.label.trim().is_empty() { words.watch.unnamed.to_owned() } else { short(&vertex.label, NAMED) }
}

fn item(commons: DocumentId, graph: &Graph, n: usize, words: &Words, (description, address): (&str, &str)) -> String {
    let vertex = &graph.vertices[n];
    let (say, called) = (&words.watch, name(vertex, words));
    let mut html = format!("<li id=\"item-{}\" class=\"watch__item\"><h4>{}</h4>", vertex.id, escape(&called));
    // A string takes all that is written.
    let mut write = |text: std::fmt::Arguments<'_>| {
        let _ = html.write_fmt(text);
    };
    let description = markdown::plain(description);
    if !description.trim().is_empty() {
        let one_line = description.split_whitespace().collect::<Vec<_>>().join(" ");
        write(format_args!("<p>{}</p>", escape(&short(&one_line, DESCRIBED))));
    }
    if !vertex.tags.is_empty() {
        write(format_args!("<p class=\"watch__tags\">{}</p>", escape(&vertex.tags.join(", "))));
    }
    if let Some(source) = vertex.source {
        let (leads, words) = (leads_to(commons, source), (say.source)(&called));
        write(format_args!("<p><a href=\"{}\" target=\"_top\">{}</a></p>", escape(&leads), escape(&words)));
    }
    if markdown::is_on_the_web(address) {
        let words = (say.address)(&called);
        write(format_args!("<p><a href=\"{}\" rel=\"noopener nofollow\">{}</a></p>", escape(address), escape(&words)));
    }
    write(format_args!("<p class=\"watch__degree\">{}</p>", escape(&(say.links)(graph.degree(n)))));
    if graph.degree(n) > 0 {
        write(format_args!("<ul class=\"watch__links\">"));
        for (edge, other) in graph.around(n) {
            let (to, from, with) = say.ways;
            let way = match edge.way.is_directed() {
                true if edge.from == n => to,
                true => from,
                false => with,
            };
            let other = &graph.vertices[other];
            let (called, on_it) = (name(other, words), short(says(&edge.way, words), NAMED));
            let on_it = if on_it.is_empty() { on_it } else { format!("{}{on_it}", say.colon) };
            write(format_args!(
                "<li>{} <a href=\"#item-{}\">{}</a>{}</li>",
                escape(way),
                other.id,
                escape(&called),
                escape(&on_it)
            ));
        }
        write(format_args!("</ul>"));
    }
    write(format_args!("</li>"));
    html
}

/// Where in the loop it comes from.
fn leads_to(commons: DocumentId, source: Source) -> String {
    let (meetup, page): (MeetupId, _) = match source {
        Source::Edition(meetup) => (meetup, MeetupPage::Pad),
        Source::Theme(meetup) | Source::Question(meetup) => (meetup, MeetupPage::of(Phase::CoConstruction)),
        Source::Speaker(_, meetup) => (meetup, MeetupPage::Speakers),
        Source::Problem(meetup, _) | Source::Improvement(meetup, _) => (meetup, MeetupPage::of(Phase::Bilan)),
    };
    let meetup = DocumentId::from_bytes(*meetup.as_bytes());
    MeetupAddress { commons: Some(commons), meetup, page }.to_string()
}
