//! Links: what leads from one node to another.

use crate::{Cell, Command, Datum, Field, MeetupId, PersonId, Presence, Put, Row, RowId, Rows, Title, same};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One link. Those that say the same between the same nodes, as after a merge of duplicates, are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub id: RowId,
    /// The node at which it begins, and that to which it leads: as which these count, where they are the same as others.
    pub from: RowId,
    pub to: RowId,
    /// The words on it, and what else was said there at the same moment.
    pub text: Title,
    /// Whether it leads one way only.
    pub is_directed: bool,
    /// Its type, by its id.
    pub of_type: Option<RowId>,
    /// The meetup that brought it.
    pub meetup: Option<MeetupId>,
    /// Those that say the same.
    pub also: Vec<RowId>,
    /// Where it begins and where it leads as its row says, then those of each that says the same, the same way round.
    pub ends: Vec<(RowId, RowId)>,
    pub by: Option<PersonId>,
    /// UTC milliseconds, as their device said.
    pub at: i64,
}

/// The links of these rows, those that were added first first; one that leads to where it begins is none.
pub(super) fn links(rows: impl Iterator<Item = Row>, root: impl Fn(RowId) -> RowId) -> Vec<Link> {
    let mut all: Vec<_> = rows.filter_map(|row| Link::of(&row, &root)).collect();
    all.sort_by_key(|link| (link.at, link.id));
    let mut links: Vec<Link> = Vec::with_capacity(all.len());
    let mut known = HashMap::new();
    for link in all {
        let (mut from, mut to) = (link.from, link.to);
        if !link.is_directed && to < from {
            std::mem::swap(&mut from, &mut to);
        }
        let key = (from, to, link.is_directed, link.of_type, link.text.text.clone());
        match known.get(&key) {
            Some(n) => {
                let first: &mut Link = &mut links[*n];
                first.also.push(link.id);
                let is_turned = link.from != first.from;
                first
                    .ends
                    .extend(link.ends.iter().map(|(from, to)| if is_turned { (*to, *from) } else { (*from, *to) }));
            }
            None => {
                known.insert(key, links.len());
                links.push(link);
            }
        }
    }
    links
}

impl Link {
    fn of(row: &Row, root: impl Fn(RowId) -> RowId) -> Option<Self> {
        let ends = (same::id_in(row, Field::Source)?, same::id_in(row, Field::Target)?);
        let (from, to) = (root(ends.0), root(ends.1));
        (from != to).then(|| Self {
            id: row.id,
            from,
            to,
            text: row.title(Field::Text),
            is_directed: row.whole(Field::Directed) == Some(1),
            of_type: same::id_in(row, Field::Type),
            meetup: row.text(Field::Meetup).parse().ok(),
            also: Vec::new(),
            ends: vec![ends],
            by: row.by,
            at: row.at,
        })
    }

    /// The other end.
    #[must_use]
    pub fn other(&self, end: RowId) -> RowId {
        if self.from == end { self.to } else { self.from }
    }

    /// What makes a new one, to be put with others. It says something of both ends: whoever takes one of them away at the same
    /// moment has not.
    #[must_use]
    pub fn puts(
        id: RowId,
        from: RowId,
        to: RowId,
        text: &str,
        is_directed: bool,
        meetup: Option<MeetupId>,
    ) -> Vec<Put> {
        let puts = [
            put(id, Field::Source, &from.to_string()),
            put(id, Field::Target, &to.to_string()),
            put(id, Field::Text, text),
            directed(id, is_directed),
        ];
        puts.into_iter().chain(meetup.map(|meetup| put(id, Field::Meetup, &meetup.to_string()))).collect()
    }

    /// Links two nodes.
    #[must_use]
    pub fn add(id: RowId, from: RowId, to: RowId, text: &str, is_directed: bool, meetup: Option<MeetupId>) -> Command {
        Command::Put { puts: Self::puts(id, from, to, text, is_directed, meetup) }
    }

    /// Puts other words on it, or settles which of several it has. What says the same goes on saying it.
    #[must_use]
    pub fn say(&self, text: &str) -> Command {
        self.put_on_all(|id, _| vec![put(id, Field::Text, text)])
    }

    /// Says whether it leads one way only: all that say the same, then the same way.
    #[must_use]
    pub fn direct(&self, is_directed: bool) -> Command {
        self.put_on_all(|id, (from, to)| {
            let ends = [put(id, Field::Source, &from.to_string()), put(id, Field::Target, &to.to_string())];
            ends.into_iter().chain([directed(id, is_directed)]).collect()
        })
    }

    /// Lets it lead the other way.
    #[must_use]
    pub fn turn_round(&self) -> Command {
        self.put_on_all(|id, (from, to)| {
            vec![put(id, Field::Source, &to.to_string()), put(id, Field::Target, &from.to_string())]
        })
    }

    /// Gives it a type, or none.
    #[must_use]
    pub fn turn(&self, of_type: Option<RowId>) -> Command {
        self.put_on_all(|id, _| {
            let value = of_type.map(|one| Datum::Text(one.to_string()));
            vec![Put { cell: Cell::Row(Rows::Links, id, Field::Type), value }]
        })
    }

    fn put_on_all(&self, puts: impl Fn(RowId, (RowId, RowId)) -> Vec<Put>) -> Command {
        let all = std::iter::once(self.id).chain(self.also.iter().copied()).zip(self.ends.iter().copied());
        Command::Put { puts: all.flat_map(|(id, ends)| puts(id, ends)).collect() }
    }

    /// Takes it away, with those that say the same; or brings them back.
    #[must_use]
    pub fn take(&self, gone: bool) -> Command {
        let all = std::iter::once(&self.id).chain(&self.also);
        Command::TakeAway(all.map(|id| Presence { of: Rows::Links, id: *id, gone }).collect())
    }
}

fn put(id: RowId, field: Field, text: &str) -> Put {
    Put { cell: Cell::Row(Rows::Links, id, field), value: Some(Datum::Text(text.to_owned())) }
}

fn directed(id: RowId, is_directed: bool) -> Put {
    Put { cell: Cell::Row(Rows::Links, id, Field::Directed), value: Some(Datum::Whole(i64::from(is_directed))) }
}
