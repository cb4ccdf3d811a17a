//! Ways to look at the map that somebody kept: a view with an address, and where it stood at each meetup.

use crate::{Cell, Command, Datum, Field, MeetupId, PersonId, Presence, Put, Row, RowId, Rows, Title};
use automerge::ChangeHash;
use serde::{Deserialize, Serialize};

/// A view that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub id: RowId,
    pub name: Title,
    /// What is looked for, filtered and in the middle, as it stands in an address after the question mark.
    pub query: String,
    pub by: Option<PersonId>,
}

/// Where the map stood at a meetup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waymark {
    pub meetup: MeetupId,
    /// The last changes of the map as it stood then.
    pub heads: Vec<ChangeHash>,
    /// When it was marked: UTC milliseconds, as the device said.
    pub at: i64,
}

pub(super) fn views(rows: impl Iterator<Item = Row>) -> Vec<View> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| (row.at, row.id));
    rows.iter().map(View::of).collect()
}

pub(super) fn waymarks(rows: impl Iterator<Item = Row>) -> Vec<Waymark> {
    let mut all: Vec<_> = rows.filter_map(|row| Waymark::of(&row)).collect();
    all.sort_by_key(|one| (one.at, one.meetup));
    all
}

impl View {
    fn of(row: &Row) -> Self {
        Self { id: row.id, name: row.title(Field::Text), query: row.text(Field::Query).to_owned(), by: row.by }
    }

    /// Keeps a view, or what another shows now.
    #[must_use]
    pub fn keep(id: RowId, name: &str, query: &str) -> Command {
        Command::Put { puts: vec![put(Rows::Views, id, Field::Text, name), put(Rows::Views, id, Field::Query, query)] }
    }

    #[must_use]
    pub fn take(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Views, id, gone }])
    }
}

impl Waymark {
    /// The waymark of a meetup has one id on every device, so that two that mark it at once have marked it once.
    fn of(row: &Row) -> Option<Self> {
        let heads = row.text(Field::Heads).split_whitespace().map(str::parse).collect::<Result<Vec<_>, _>>();
        let heads = heads.ok().filter(|heads| !heads.is_empty())?;
        Some(Self { meetup: MeetupId::from_bytes(*row.id.as_bytes()), heads, at: row.at })
    }

    /// Marks where the map stands at a meetup.
    #[must_use]
    pub fn mark(meetup: MeetupId, heads: &[ChangeHash]) -> Command {
        let heads = heads.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        Command::Put { puts: vec![put(Rows::Waymarks, RowId::from_bytes(*meetup.as_bytes()), Field::Heads, &heads)] }
    }
}

fn put(of: Rows, id: RowId, field: Field, text: &str) -> Put {
    Put { cell: Cell::Row(of, id, field), value: Some(Datum::Text(text.to_owned())) }
}
