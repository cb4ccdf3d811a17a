//! Nodes: the things on the map.

use crate::{Cell, Command, Datum, Field, MeetupId, PersonId, Presence, Put, Row, RowId, Rows, Title, same};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing on the map, with those that were found to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    pub id: RowId,
    /// What it is called, and what else it was called at the same moment.
    pub label: Title,
    /// Its type, by its id; `None` for none, or one that nobody can read.
    pub of_type: Option<RowId>,
    /// In Markdown, and what else was said there at the same moment.
    pub description: Title,
    /// Where more is to be found on the web.
    pub address: Title,
    /// Each once, in the order of the alphabet. Those that were given at the same moment are all there.
    pub tags: Vec<String>,
    /// The meetup that brought it.
    pub meetup: Option<MeetupId>,
    /// Where somebody put it for all to see it there; `None` where the layout says.
    pub pin: Option<Pin>,
    pub same: Vec<Duplicate>,
    pub by: Option<PersonId>,
    /// UTC milliseconds, as their device said.
    pub at: i64,
}

/// What was found to be the same as a node, and counts as it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    pub id: RowId,
    /// What it is called itself.
    pub label: String,
    /// Its own, which are those of the node too.
    pub tags: Vec<String>,
}

/// A place on the map, in its own units: a node is some twenty wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pin {
    pub x: i32,
    pub y: i32,
}

impl Pin {
    /// No place is farther than this from the middle.
    pub const FARTHEST: i32 = 100_000;

    /// The place nearest to these coordinates; `None` where they are no numbers.
    #[must_use]
    pub fn at(x: f64, y: f64) -> Option<Self> {
        let most = f64::from(Self::FARTHEST);
        #[expect(clippy::cast_possible_truncation, reason = "it is between bounds that fit")]
        let whole = |n: f64| n.is_finite().then(|| n.clamp(-most, most).round() as i32);
        Some(Self { x: whole(x)?, y: whole(y)? })
    }

    fn of(text: &str) -> Option<Self> {
        let (x, y) = text.split_once(' ')?;
        let number = |text: &str| text.parse().ok().filter(|n| (-Self::FARTHEST..=Self::FARTHEST).contains(n));
        Some(Self { x: number(x)?, y: number(y)? })
    }
}

impl std::fmt::Display for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.x, self.y)
    }
}

/// Tags as people write them, with commas between them: each once, in the order of the alphabet.
#[must_use]
pub fn tags(text: &str) -> Vec<String> {
    let words = text.split([',', ';', '\n']).map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut tags: Vec<_> = words.filter(|tag| !tag.is_empty()).collect();
    // Of two that differ in capitals only, the one that was written first.
    tags.sort_by_key(|tag| tag.to_lowercase());
    tags.dedup_by_key(|tag| tag.to_lowercase());
    tags
}

/// Those of these rows that count, those that were added first first.
pub(super) fn nodes(rows: &BTreeMap<RowId, Row>) -> Vec<Node> {
    let mut together: BTreeMap<RowId, Vec<&Row>> = BTreeMap::new();
    for row in rows.values() {
        together.entry(same::root(rows, row.id)).or_default().push(row);
    }
    let mut nodes: Vec<_> = together.iter().filter_map(|(id, all)| Some(Node::of(rows.get(id)?, all))).collect();
    nodes.sort_by_key(|node| (node.at, node.id));
    nodes
}

/// All that these rows say, also what they say at the same moment.
fn tags_of(rows: &[&Row]) -> Vec<String> {
    let said = |row: &&Row| {
        std::iter::once(row.text(Field::Tags).to_owned()).chain(row.rivals(Field::Tags)).collect::<Vec<_>>()
    };
    tags(&rows.iter().flat_map(said).collect::<Vec<_>>().join(","))
}

impl Duplicate {
    fn of(row: &&Row) -> Self {
        Self { id: row.id, label: row.text(Field::Text).to_owned(), tags: tags_of(&[row]) }
    }
}

impl Node {
    /// What counts, and what others say where it says nothing.
    fn of(row: &Row, all: &[&Row]) -> Self {
        let others = || all.iter().filter(|other| other.id != row.id);
        let first = |field| {
            let said = row.title(field);
            let is_said = !said.text.is_empty() || !said.rivals.is_empty();
            let other = || others().map(|other| other.title(field)).find(|said| !said.text.is_empty());
            if is_said { said } else { other().unwrap_or_default() }
        };
        Self {
            id: row.id,
            label: row.title(Field::Text),
            of_type: same::id_in(row, Field::Type),
            description: first(Field::Summary),
            address: first(Field::Address),
            tags: tags_of(all),
            meetup: row.text(Field::Meetup).parse().ok(),
            pin: Pin::of(row.text(Field::Pin)),
            same: others().map(Duplicate::of).collect(),
            by: row.by,
            at: row.at,
        }
    }

    /// What makes a new one, to be put with others.
    #[must_use]
    pub fn puts(id: RowId, label: &str, of_type: RowId, meetup: Option<MeetupId>, pin: Option<Pin>) -> Vec<Put> {
        let beside = [
            meetup.map(|meetup| put(id, Field::Meetup, &meetup.to_string())),
            pin.map(|pin| put(id, Field::Pin, &pin.to_string())),
        ];
        let says = [put(id, Field::Text, label), put(id, Field::Type, &of_type.to_string())];
        says.into_iter().chain(beside.into_iter().flatten()).collect()
    }

    /// The most characters in a field of it.
    #[must_use]
    pub const fn most(field: Field) -> usize {
        Cell::Row(Rows::Nodes, RowId::from_bytes([0; 16]), field).most()
    }

    /// Adds one.
    #[must_use]
    pub fn add(id: RowId, label: &str, of_type: RowId, meetup: Option<MeetupId>, pin: Option<Pin>) -> Command {
        Command::Put { puts: Self::puts(id, label, of_type, meetup, pin) }
    }

    /// Calls it so, or settles which of several names it has.
    #[must_use]
    pub fn name(id: RowId, label: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, label)] }
    }

    /// Describes it (Markdown), or settles which of several descriptions it has.
    #[must_use]
    pub fn describe(id: RowId, description: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Summary, description)] }
    }

    /// Says where more is to be found.
    #[must_use]
    pub fn find_at(id: RowId, address: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Address, address)] }
    }

    /// Gives these a type.
    #[must_use]
    pub fn turn(ids: &[RowId], of_type: RowId) -> Command {
        Command::Put { puts: ids.iter().map(|id| put(*id, Field::Type, &of_type.to_string())).collect() }
    }

    /// Gives it these tags in the place of those that it has. What is the same as a node of the map says its own:
    /// [`Carto::tag`](super::Carto::tag).
    #[must_use]
    pub fn tag(id: RowId, words: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Tags, &tags(words).join(", "))] }
    }

    /// What takes all other tags than these off what is the same.
    pub fn tags_kept<'a>(&'a self, kept: &'a [String]) -> impl Iterator<Item = Put> + 'a {
        self.same.iter().filter_map(|other| {
            let is_kept = |tag: &&String| kept.iter().any(|kept| kept.to_lowercase() == tag.to_lowercase());
            let still: Vec<_> = other.tags.iter().filter(is_kept).cloned().collect();
            (still != other.tags).then(|| put(other.id, Field::Tags, &still.join(", ")))
        })
    }

    /// Puts these where all see them; those with no place go where the layout says.
    #[must_use]
    pub fn pin(pins: &[(RowId, Option<Pin>)]) -> Command {
        let one = |(id, pin): &(RowId, Option<Pin>)| Put {
            cell: Cell::Row(Rows::Nodes, *id, Field::Pin),
            value: pin.map(|pin| Datum::Text(pin.to_string())),
        };
        Command::Put { puts: pins.iter().map(one).collect() }
    }

    /// Finds it to be the same as another.
    #[must_use]
    pub fn merge(id: RowId, other: RowId) -> Command {
        Command::Put { puts: vec![same_as(id, Some(other))] }
    }

    /// Finds that another is not the same after all, whichever of the two was said to be it, or both.
    #[must_use]
    pub fn part(&self, other: RowId) -> Command {
        Command::Put { puts: vec![same_as(other, None), same_as(self.id, None)] }
    }

    /// Takes these away, or brings them back. Their links go and come with them.
    #[must_use]
    pub fn take(ids: &[RowId], gone: bool) -> Command {
        Command::TakeAway(ids.iter().map(|id| Presence { of: Rows::Nodes, id: *id, gone }).collect())
    }
}

fn same_as(id: RowId, other: Option<RowId>) -> Put {
    Put { cell: Cell::Row(Rows::Nodes, id, Field::SameAs), value: other.map(|other| Datum::Text(other.to_string())) }
}

fn put(id: RowId, field: Field, text: &str) -> Put {
    Put { cell: Cell::Row(Rows::Nodes, id, field), value: Some(Datum::Text(text.to_owned())) }
}
