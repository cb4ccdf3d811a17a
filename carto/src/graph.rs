//! What is on the map: what people drew, what the loop brings, and what links it all.

use crate::brought::{Brought, Relation, Source};
use boucle_model::{Carto, Given, Link, MeetupId, Node, PersonId, Pin, RowId, Shape};
use std::collections::{BTreeMap, HashMap};

/// The whole map as a graph. Vertices are named by their place in `vertices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// What people drew, those that were added first first; then what the loop brings, in its order.
    pub vertices: Vec<Vertex>,
    pub edges: Vec<Edge>,
    /// The links of the document of which an end is not there.
    pub loose: Vec<RowId>,
    /// The edges of each vertex.
    around: Vec<Vec<usize>>,
    by_id: HashMap<RowId, usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Vertex {
    pub id: RowId,
    /// What it is called; empty while nobody has said.
    pub label: String,
    /// What else is said of it, as far as it is searched: its description, its address, other names that it has.
    pub about: String,
    pub of_type: Option<RowId>,
    pub look: Look,
    pub tags: Vec<String>,
    /// The meetup that brought it.
    pub meetup: Option<MeetupId>,
    pub pin: Option<Pin>,
    pub by: Option<PersonId>,
    /// Where in the loop it comes from; `None` for what somebody drew.
    pub source: Option<Source>,
}

/// What a vertex or a link looks like, by its type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The number of its colour.
    pub colour: u8,
    pub shape: Shape,
    /// A sign or a letter in its middle; empty for none.
    pub icon: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub id: RowId,
    pub from: usize,
    pub to: usize,
    /// How far it bends to one side of the straight way, where several lead between the same two.
    pub bend: f64,
    pub way: Way,
}

/// What an edge says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// What somebody drew.
    Drawn { text: String, is_directed: bool, of_type: Option<RowId>, colour: Option<u8> },
    /// What follows from the loop.
    Brought(Relation),
}

impl Way {
    #[must_use]
    pub const fn is_directed(&self) -> bool {
        match self {
            Self::Drawn { is_directed, .. } => *is_directed,
            Self::Brought(_) => true,
        }
    }
}

impl Graph {
    /// The map of a document, with what the loop brings.
    ///
    /// Where somebody said something of what the loop brings (a tag, a place), that is added to it. A row that says nothing of
    /// what it is, and to which nothing in the loop answers, is not on the map.
    #[must_use]
    pub fn of(carto: &Carto, brought: Brought) -> Self {
        let looks: BTreeMap<_, _> = carto
            .types
            .iter()
            .map(|one| (one.id, Look { colour: one.colour, shape: one.shape, icon: one.icon.clone() }))
            .collect();
        let look = |of: Option<RowId>| of.and_then(|id| looks.get(&id)).cloned().unwrap_or_default();
        let mut said: HashMap<RowId, &Node> = HashMap::new();
        let mut vertices = Vec::with_capacity(carto.nodes.len() + brought.vertices.len());
        let is_brought: HashMap<RowId, ()> = brought.vertices.iter().map(|vertex| (vertex.id, ())).collect();
        for node in &carto.nodes {
            if is_brought.contains_key(&node.id) {
                said.insert(node.id, node);
            } else if !is_mute(node) {
                vertices.push(Vertex::drawn(node, look(node.of_type)));
            }
        }
        vertices.extend(brought.vertices.into_iter().map(|vertex| {
            let look = look(vertex.of_type);
            let node = said.get(&vertex.id);
            let (tags, pin) = node.map(|node| (node.tags.clone(), node.pin)).unwrap_or_default();
            Vertex { look, tags, pin, about: node.map(|node| about(node)).unwrap_or_default(), ..vertex }
        }));
        let by_id: HashMap<_, _> = vertices.iter().enumerate().map(|(n, vertex)| (vertex.id, n)).collect();
        let mut loose = Vec::new();
        let mut edges = Vec::with_capacity(carto.links.len() + brought.edges.len());
        for link in &carto.links {
            match (by_id.get(&link.from), by_id.get(&link.to)) {
                (Some(from), Some(to)) => edges.push(Edge::drawn(link, *from, *to, &looks)),
                _ => loose.push(link.id),
            }
        }
        for (from, to, relation) in brought.edges {
            if let (Some(from), Some(to)) = (by_id.get(&from), by_id.get(&to)) {
                let id = relation.id_between(vertices[*from].id, vertices[*to].id);
                edges.push(Edge { id, from: *from, to: *to, bend: 0.0, way: Way::Brought(relation) });
            }
        }
        bend(&mut edges);
        let mut around = vec![Vec::new(); vertices.len()];
        for (n, edge) in edges.iter().enumerate() {
            around[edge.from].push(n);
            around[edge.to].push(n);
        }
        Self { vertices, edges, loose, around, by_id }
    }

    /// The place in `vertices` of what has this id.
    #[must_use]
    pub fn find(&self, id: RowId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    #[must_use]
    pub fn vertex(&self, id: RowId) -> Option<&Vertex> {
        self.find(id).map(|n| &self.vertices[n])
    }

    /// How many edges a vertex has.
    #[must_use]
    pub fn degree(&self, n: usize) -> usize {
        self.around.get(n).map_or(0, Vec::len)
    }

    /// The edges of a vertex, with the other end of each.
    pub fn around(&self, n: usize) -> impl Iterator<Item = (&Edge, usize)> {
        self.around.get(n).into_iter().flatten().map(move |edge| {
            let edge = &self.edges[*edge];
            (edge, if edge.from == n { edge.to } else { edge.from })
        })
    }

    /// How many steps each vertex is from these; `None` for what cannot be reached in so many.
    #[must_use]
    pub fn steps_from(&self, from: usize, most: usize) -> Vec<Option<usize>> {
        let mut steps = vec![None; self.vertices.len()];
        let Some(first) = steps.get_mut(from) else { return steps };
        *first = Some(0);
        let mut last = vec![from];
        for step in 1..=most {
            let mut next = Vec::new();
            for one in last {
                for (_, other) in self.around(one) {
                    if steps[other].is_none() {
                        steps[other] = Some(step);
                        next.push(other);
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            last = next;
        }
        steps
    }

    /// Every tag that is used, each once.
    #[must_use]
    pub fn tags(&self) -> Vec<String> {
        let mut tags: Vec<_> = self.vertices.iter().flat_map(|vertex| &vertex.tags).cloned().collect();
        tags.sort();
        tags.dedup();
        tags
    }
}

/// Parts those that lead between the same two.
fn bend(edges: &mut [Edge]) {
    const APART: f64 = 26.0;
    let mut between: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (n, edge) in edges.iter().enumerate() {
        between.entry((edge.from.min(edge.to), edge.from.max(edge.to))).or_default().push(n);
    }
    for all in between.into_values().filter(|all| all.len() > 1) {
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        for (k, n) in all.iter().enumerate() {
            let side = (k as f64 - (all.len() - 1) as f64 / 2.0) * APART;
            let edge = &mut edges[*n];
            // Each seen from the same end.
            edge.bend = if edge.from < edge.to { side } else { -side };
        }
    }
}

/// Whether a row says nothing of what it is: it is only said where something of the loop stands.
const fn is_mute(node: &Node) -> bool {
    node.label.text.is_empty() && node.of_type.is_none()
}

fn about(node: &Node) -> String {
    let others = node.same.iter().map(|other| other.label.as_str());
    let says = [node.description.text.as_str(), node.address.text.as_str()].into_iter().chain(others);
    says.filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Vertex {
    fn drawn(node: &Node, look: Look) -> Self {
        Self {
            id: node.id,
            label: node.label.text.clone(),
            about: about(node),
            of_type: node.of_type,
            look,
            tags: node.tags.clone(),
            meetup: node.meetup,
            pin: node.pin,
            by: node.by,
            source: None,
        }
    }

    /// What the loop brings, before anybody has said anything of it.
    pub(crate) fn brought(source: Source, label: String, of_type: Given) -> Self {
        Self {
            id: source.id(),
            label,
            about: String::new(),
            of_type: Some(of_type.id()),
            look: Look::default(),
            tags: Vec::new(),
            meetup: source.meetup(),
            pin: None,
            by: None,
            source: Some(source),
        }
    }
}

impl Edge {
    fn drawn(link: &Link, from: usize, to: usize, looks: &BTreeMap<RowId, Look>) -> Self {
        let colour = link.of_type.and_then(|id| looks.get(&id)).map(|look| look.colour);
        let Link { id, is_directed, of_type, .. } = *link;
        Self { id, from, to, bend: 0.0, way: Way::Drawn { text: link.text.text.clone(), is_directed, of_type, colour } }
    }
}
