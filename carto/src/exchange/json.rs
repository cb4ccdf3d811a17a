//! The map as one document for programs (JSON): its types, its nodes and its links, with what the loop brings.
//!
//! Everything stands in one order, so that two documents of one map are the same bytes.

use super::{names, nodes::source};
use crate::{Graph, Way};
use boucle_model::{Carto, Given, MeetupId, Of, RowId, Shape};
use serde::Serialize;

/// What says that a document is one of these.
pub const FORMAT: &str = "boucle-carto";
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    types: Vec<Type<'a>>,
    nodes: Vec<Node<'a>>,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Type<'a> {
    id: RowId,
    of: Of,
    /// Which of the given ones it is.
    given: Option<&'static str>,
    name: &'a str,
    colour: u8,
    shape: Shape,
    icon: &'a str,
    /// Whether it is offered no more.
    gone: bool,
}

#[derive(Serialize)]
struct Node<'a> {
    id: RowId,
    label: &'a str,
    /// By its id.
    r#type: Option<RowId>,
    tags: &'a [String],
    description: &'a str,
    address: &'a str,
    meetup: Option<MeetupId>,
    x: Option<i32>,
    y: Option<i32>,
    /// What it is in the loop; null for what somebody drew.
    source: Option<&'static str>,
}

#[derive(Serialize)]
struct Link<'a> {
    id: RowId,
    from: RowId,
    to: RowId,
    label: &'a str,
    directed: bool,
    /// By its id.
    r#type: Option<RowId>,
    meetup: Option<MeetupId>,
    /// What it says in the loop; null for what somebody drew.
    relation: Option<&'static str>,
}

/// Writes the map. Types that were taken away are in it as long as something is of them.
#[must_use]
pub fn write(carto: &Carto, graph: &Graph) -> String {
    let is_used = |id| {
        let of_nodes = graph.vertices.iter().any(|vertex| vertex.of_type == Some(id));
        of_nodes || carto.links.iter().any(|link| link.of_type == Some(id))
    };
    let types = carto.types.iter().filter(|one| !one.is_gone || is_used(one.id)).map(|one| Type {
        id: one.id,
        of: one.of,
        given: one.given.map(Given::name),
        name: names::name(one),
        colour: one.colour,
        shape: one.shape,
        icon: &one.icon,
        gone: one.is_gone,
    });
    let said = super::nodes::by_id(carto);
    let nodes = graph.vertices.iter().map(|vertex| {
        let said = said.get(&vertex.id);
        Node {
            id: vertex.id,
            label: &vertex.label,
            r#type: vertex.of_type,
            tags: &vertex.tags,
            description: said.map_or("", |node| &node.description.text),
            address: said.map_or("", |node| &node.address.text),
            meetup: vertex.meetup,
            x: vertex.pin.map(|pin| pin.x),
            y: vertex.pin.map(|pin| pin.y),
            source: vertex.source.map(source),
        }
    });
    let drawn = carto.links.iter().map(|link| Link {
        id: link.id,
        from: link.from,
        to: link.to,
        label: &link.text.text,
        directed: link.is_directed,
        r#type: link.of_type,
        meetup: link.meetup,
        relation: None,
    });
    let brought = graph.edges.iter().filter_map(|edge| {
        let Way::Brought(relation) = edge.way else { return None };
        Some(Link {
            id: edge.id,
            from: graph.vertices[edge.from].id,
            to: graph.vertices[edge.to].id,
            label: relation.name(),
            directed: true,
            r#type: None,
            meetup: None,
            relation: Some(relation.name()),
        })
    });
    let document = Document {
        format: FORMAT,
        version: VERSION,
        title: &carto.title.text,
        types: types.collect(),
        nodes: nodes.collect(),
        links: drawn.chain(brought).collect(),
    };
    // Texts and numbers are all that is in it: nothing of it cannot be written.
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}
