//! The Meta-Carto of the example: what its community has drawn of the ideas, the people and the tools that it meets.

mod en;
mod fr;

pub(super) use en::CHART as EN;
pub(super) use fr::CHART as FR;

use super::story::{DAY, HOUR, MINUTE, Story};
use crate::{CartoId, Command, Given, Link, Node, RowId, Splice, Text, View};

/// What stands on the map, in one language. Who draws it, and when, is the same in all.
pub(super) struct Chart {
    pub(super) title: &'static str,
    /// How it is read, in Markdown.
    pub(super) legend: &'static str,
    pub(super) nodes: [Dot; NODES.len()],
    /// The words on each link.
    pub(super) links: [&'static str; LINKS.len()],
    /// The name of a view that was kept.
    pub(super) view: &'static str,
}

/// A node: what it is called, what is said of it, where more of it is found, and its tags.
pub(super) struct Dot {
    pub(super) label: &'static str,
    pub(super) about: &'static str,
    pub(super) address: &'static str,
    pub(super) tags: &'static str,
}

/// When something came to the map.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// The evening of the first meetup, drawn together.
    First,
    /// The weeks after it.
    Since,
}

/// What each node is, who draws it, and when.
const NODES: [(Given, usize, Came); 26] = [
    (Given::Idea, 0, Came::First),
    (Given::Idea, 4, Came::First),
    (Given::Idea, 2, Came::First),
    (Given::Project, 1, Came::First),
    (Given::Project, 5, Came::First),
    (Given::Project, 3, Came::First),
    (Given::Actor, 0, Came::First),
    (Given::Actor, 2, Came::First),
    (Given::Actor, 5, Came::First),
    (Given::Resource, 4, Came::First),
    (Given::Resource, 1, Came::First),
    (Given::Tool, 3, Came::First),
    (Given::Tool, 4, Came::First),
    (Given::Tool, 5, Came::First),
    (Given::Place, 1, Came::First),
    (Given::Idea, 2, Came::Since),
    (Given::Idea, 5, Came::Since),
    (Given::Project, 4, Came::Since),
    (Given::Actor, 3, Came::Since),
    (Given::Actor, 1, Came::Since),
    (Given::Resource, 2, Came::Since),
    (Given::Resource, 0, Came::Since),
    (Given::Tool, 2, Came::Since),
    (Given::Tool, 0, Came::Since),
    (Given::Place, 3, Came::Since),
    (Given::Place, 4, Came::Since),
];

/// From which to which each link leads. A direction of its own has each.
const LINKS: [(usize, usize); 34] = [
    (1, 0),
    (2, 1),
    (3, 0),
    (3, 6),
    (4, 2),
    (4, 7),
    (5, 1),
    (5, 14),
    (6, 14),
    (7, 9),
    (8, 3),
    (8, 11),
    (9, 1),
    (9, 2),
    (10, 0),
    (11, 1),
    (12, 1),
    (13, 1),
    (12, 9),
    (13, 4),
    (15, 0),
    (15, 2),
    (16, 15),
    (17, 16),
    (17, 18),
    (18, 24),
    (19, 3),
    (19, 25),
    (20, 4),
    (20, 17),
    (21, 9),
    (22, 4),
    (23, 5),
    (24, 3),
];

fn row(which: u8, n: usize) -> RowId {
    let mut bytes = *b"boucle ex. map00";
    bytes[14] = which;
    // A map has fewer than two hundred.
    bytes[15] = u8::try_from(n).unwrap_or(u8::MAX);
    RowId::from_bytes(bytes)
}

impl Story {
    /// The community draws its map: first together, in the evening, then each when they have something.
    pub(super) fn draw(&mut self, chart: &Chart, evening: i64) {
        self.carto.push((self.author(4, evening - HOUR), Command::Rename { title: chart.title.into() }));
        let legend = vec![Splice { at: 0, delete: 0, insert: chart.legend.into() }];
        self.carto.push((
            self.author(4, evening - HOUR + 2 * MINUTE),
            Command::EditText { text: Text::Legend, splices: legend },
        ));
        let first = self.ids.meetups[0];
        let drawn_at = |n: usize| {
            let k = i64::try_from(n).unwrap_or(0);
            if NODES[n].2 == Came::First { evening + HOUR + k * 2 * MINUTE } else { evening + 2 * DAY + k * 5 * HOUR }
        };
        for (n, ((of_type, who, came), dot)) in NODES.into_iter().zip(&chart.nodes).enumerate() {
            let meetup = (came == Came::First).then_some(first);
            let id = row(b'n', n);
            let mut puts = Node::puts(id, dot.label, of_type.id(), meetup, None);
            let more = [
                (dot.about, Node::describe(id, dot.about)),
                (dot.address, Node::find_at(id, dot.address)),
                (dot.tags, Node::tag(id, dot.tags)),
            ];
            for (said, command) in more {
                if let Command::Put { puts: more } = command
                    && !said.is_empty()
                {
                    puts.extend(more);
                }
            }
            self.carto.push((self.author(who, drawn_at(n)), Command::Put { puts }));
        }
        for (n, ((from, to), words)) in LINKS.into_iter().zip(chart.links).enumerate() {
            // Whoever draws the later of the two links it.
            let last = from.max(to);
            let (_, who, came) = NODES[last];
            let meetup = (came == Came::First).then_some(first);
            let link = Link::add(row(b'l', n), row(b'n', from), row(b'n', to), words, true, meetup);
            let at = drawn_at(last) + MINUTE + i64::try_from(n).unwrap_or(0) * 100;
            self.carto.push((self.author(who, at), link));
        }
        let query = format!("focus={}&steps=2", row(b'n', 0));
        self.carto.push((self.author(2, evening + 9 * DAY), View::keep(row(b'v', 0), chart.view, &query)));
    }

    /// The id of the map.
    pub(super) fn carto_id(&self) -> CartoId {
        CartoId::of(self.ids.commons)
    }
}
