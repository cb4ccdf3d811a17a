//! The Meta-Carto as views read it: the community's map of ideas, people and initiatives, which belongs to everyone and to no
//! one.
//!
//! Nodes and what links them are rows with fields of their own, so that two who edit one of them at once lose nothing. What the
//! loop brings by itself (meetups, themes, problems) is not in the document: whoever shows the map adds it, and links lead there by
//! the ids that these things have where they come from.

mod link;
mod node;
mod types;
mod view;

pub use link::Link;
pub use node::{Duplicate, Node, Pin, tags};
pub use types::{COLOURS, Given, Of, Shape, Type};
pub use view::{View, Waymark};

use crate::{Command, CommonsId, Kind, Problem, Row, RowId, Rows, Text, Title, pad::Pad, read, same};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::id::opaque! {
    /// The map of a commons.
    CartoId
}

/// What makes the id of a commons that of its map: the same on every device, so that two who open it first have opened one.
const OF_COMMONS: [u8; 16] = *b"the Meta-Carto\0\0";

impl CartoId {
    /// The map of a commons. Versions and variants of ids, where documents have them, stay as they are.
    #[must_use]
    pub const fn of(commons: CommonsId) -> Self {
        Self::from_bytes(Self::turned(*commons.as_bytes()))
    }

    /// The commons of which it is the map.
    #[must_use]
    pub const fn commons(self) -> CommonsId {
        CommonsId::from_bytes(Self::turned(*self.as_bytes()))
    }

    /// One into the other; twice, and it is as before.
    const fn turned(mut bytes: [u8; 16]) -> [u8; 16] {
        let mut n = 0;
        while n < bytes.len() {
            // The bits that say that an id is a random UUID.
            let kept: u8 = match n {
                6 => 0xf0,
                8 => 0xc0,
                _ => 0,
            };
            bytes[n] ^= OF_COMMONS[n] & !kept;
            n += 1;
        }
        bytes
    }
}

/// A whole map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carto {
    pub schema: u64,
    pub title: Title,
    /// What it is about and how it is read (Markdown).
    pub legend: String,
    /// Those that were added first first.
    pub nodes: Vec<Node>,
    /// The same. An end of a link is a node of the map, or something that the loop brings; one of which neither is there leads
    /// nowhere ([`Carto::loose`]).
    pub links: Vec<Link>,
    /// The given types as the community has them, then those that it added.
    pub types: Vec<Type>,
    pub views: Vec<View>,
    /// Where the map stood at each meetup.
    pub waymarks: Vec<Waymark>,
}

/// Reads the whole map.
#[must_use]
pub fn read_carto(doc: &Automerge) -> (Carto, Vec<Problem>) {
    let mut problems = Vec::new();
    let schema = read::common(doc, Kind::Carto, &mut problems);
    let there = |of| read::read_rows(doc, of).into_iter().filter(|row| !row.is_gone);
    let rows: BTreeMap<RowId, Row> = there(Rows::Nodes).map(|row| (row.id, row)).collect();
    let carto = Carto {
        schema,
        title: read::read_title(doc, Kind::Carto),
        legend: Pad::of(doc, Text::Legend).text(doc),
        nodes: node::nodes(&rows),
        links: link::links(there(Rows::Links), |id| same::root(&rows, id)),
        types: types::types(&read::read_rows(doc, Rows::Types)),
        views: view::views(there(Rows::Views)),
        waymarks: view::waymarks(there(Rows::Waymarks)),
    };
    (carto, problems)
}

/// A blank map, which has the given types.
impl Default for Carto {
    fn default() -> Self {
        Self {
            schema: 0,
            title: Title::default(),
            legend: String::new(),
            nodes: Vec::new(),
            links: Vec::new(),
            types: types::types(&[]),
            views: Vec::new(),
            waymarks: Vec::new(),
        }
    }
}

impl Carto {
    #[must_use]
    pub fn node(&self, id: RowId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    #[must_use]
    pub fn link(&self, id: RowId) -> Option<&Link> {
        self.links.iter().find(|link| link.id == id)
    }

    #[must_use]
    pub fn type_of(&self, id: RowId) -> Option<&Type> {
        self.types.iter().find(|one| one.id == id)
    }

    /// The links of a node.
    pub fn links_of(&self, id: RowId) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.from == id || link.to == id)
    }

    /// The links of which an end is not there: neither a node of the map, nor anything that is elsewhere.
    pub fn loose(&self, is_elsewhere: impl Fn(RowId) -> bool) -> impl Iterator<Item = &Link> {
        let is_there = move |id| self.node(id).is_some() || is_elsewhere(id);
        self.links.iter().filter(move |link| !(is_there(link.from) && is_there(link.to)))
    }

    /// Gives something these tags in the place of those that it has, whichever of those that are the same says them.
    #[must_use]
    pub fn tag(&self, id: RowId, words: &str) -> Command {
        let kept = node::tags(words);
        let others = self.node(id).into_iter().flat_map(|node| node.tags_kept(&kept));
        match Node::tag(id, words) {
            Command::Put { mut puts } => {
                puts.extend(others);
                Command::Put { puts }
            }
            other => other,
        }
    }

    /// The ids of everything that a node is taken away with: itself, what is the same as it, and nothing of its links, which come
    /// back with it.
    #[must_use]
    pub fn all_of(&self, node: RowId) -> Vec<RowId> {
        let same = self.node(node).map(|node| node.same.iter().map(|other| other.id).collect()).unwrap_or_default();
        std::iter::once(node).chain::<Vec<_>>(same).collect()
    }
}
