//! Links as a table: a row for each.
//!
//! | id | from | to | label | directed | type | meetup | from_label | to_label |
//! |---|---|---|---|---|---|---|---|---|
//! | 6c69… | 6e6f… | 6e70… | mène à | true | | 61f0… | Les communs | La ville |
//!
//! An end is the id of something on the map, or what it is called where nothing else is. A row without the id of a link is the one
//! that says so between these two already, or a new one.

use super::{
    News, What, key, names,
    names::Kind,
    one_line,
    sheet::{ANY, Column, Line, Reading},
};
use crate::{Graph, Relation, Way};
use boucle_model::{Carto, Cell, Datum, Field, Link, MeetupId, Of, Put, RowId, Rows, table};
use std::collections::{HashMap, HashSet};

const HEADS: [&str; 9] = ["id", "from", "to", "label", "directed", "type", "meetup", "from_label", "to_label"];

/// Writes all links as a table: what people drew, then what the loop brings.
#[must_use]
pub fn write(carto: &Carto, graph: &Graph) -> String {
    let label = |id| graph.vertex(id).map(|vertex| vertex.label.clone()).unwrap_or_default();
    let drawn = carto.links.iter().map(|link| {
        vec![
            link.id.to_string(),
            link.from.to_string(),
            link.to.to_string(),
            link.text.text.clone(),
            link.is_directed.to_string(),
            names::name_of(carto, link.of_type).to_owned(),
            link.meetup.map(|meetup| meetup.to_string()).unwrap_or_default(),
            label(link.from),
            label(link.to),
        ]
    });
    let brought = graph.edges.iter().filter_map(|edge| {
        let Way::Brought(relation) = edge.way else { return None };
        let (from, to) = (&graph.vertices[edge.from], &graph.vertices[edge.to]);
        Some(vec![
            edge.id.to_string(),
            from.id.to_string(),
            to.id.to_string(),
            relation.name().to_owned(),
            true.to_string(),
            String::new(),
            String::new(),
            from.label.clone(),
            to.label.clone(),
        ])
    });
    let heads = std::iter::once(HEADS.map(ToOwned::to_owned).to_vec());
    table::write(heads.chain(drawn.chain(brought)))
}

/// What a row says; what it says nothing of is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    id: Option<RowId>,
    from: RowId,
    to: RowId,
    text: Option<String>,
    is_directed: Option<bool>,
    kind: Option<Kind>,
    meetup: Option<MeetupId>,
    /// What its ends are called, to say which one it is.
    called: String,
}

/// What a link can begin at and lead to.
struct Ends {
    /// What counts, by all ids that it has.
    by_id: HashMap<RowId, RowId>,
    called: HashMap<String, Vec<RowId>>,
}

impl Ends {
    fn of(carto: &Carto, graph: &Graph) -> Self {
        let same = || carto.nodes.iter().flat_map(|node| node.same.iter().map(move |one| (node, one)));
        let mut by_id: HashMap<_, _> = graph.vertices.iter().map(|vertex| (vertex.id, vertex.id)).collect();
        by_id.extend(same().map(|(node, other)| (other.id, node.id)));
        let mut called: HashMap<String, Vec<RowId>> = HashMap::new();
        let names = graph.vertices.iter().map(|vertex| (&vertex.label, vertex.id));
        for (name, id) in names.chain(same().map(|(node, other)| (&other.label, node.id))) {
            let all = called.entry(key(name)).or_default();
            if !all.contains(&id) {
                all.push(id);
            }
        }
        Self { by_id, called }
    }

    fn find(&self, cell: &str) -> Result<RowId, What> {
        if let Some(id) = cell.parse().ok().and_then(|id: RowId| self.by_id.get(&id)) {
            return Ok(*id);
        }
        match self.called.get(&key(cell)).filter(|_| !cell.is_empty()).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some([_, ..]) => Err(What::SeveralSuch),
            _ => Err(What::NoSuchNode),
        }
    }
}

/// Reads the rows of a table.
pub(super) fn read<'a>(reading: &mut Reading<'a>, lines: impl Iterator<Item = Line<'a>>) -> Vec<Row> {
    let ends = Ends::of(reading.carto, reading.graph);
    let known: HashMap<RowId, &Link> = reading.carto.links.iter().map(|link| (link.id, link)).collect();
    let also: HashSet<RowId> = reading.carto.links.iter().flat_map(|link| link.also.iter().copied()).collect();
    let brought = reading.graph.edges.iter().filter_map(|edge| match edge.way {
        Way::Brought(relation) => {
            Some((reading.graph.vertices[edge.from].id, reading.graph.vertices[edge.to].id, relation))
        }
        Way::Drawn { .. } => None,
    });
    let brought: HashSet<_> = brought.collect();
    let mut seen: HashMap<RowId, usize> = HashMap::new();
    let mut rows = Vec::new();
    for line in lines {
        let id: Option<RowId> = reading.id(line, Column::Id);
        if is_of_loop(reading, line, id) || id.is_some_and(|id| also.contains(&id)) {
            reading.left_alone += 1;
            continue;
        }
        if let Some(id) = id {
            if let Some(first) = seen.get(&id) {
                reading.note(line, Column::Id, What::Twice { first: *first });
                continue;
            }
            seen.insert(id, line.number);
        }
        let now = id.and_then(|id| known.get(&id).copied());
        let from = end(reading, line, Column::From, &ends, now.map(|link| link.from));
        let to = end(reading, line, Column::To, &ends, now.map(|link| link.to));
        let text = reading.given(line, Column::Label).map(one_line).filter(|text| !text.is_empty());
        if let (Some(from), Some(to)) = (from, to) {
            let relation = Relation::ALL.into_iter().find(|one| text.as_deref() == Some(one.name()));
            if now.is_none() && relation.is_some_and(|relation| brought.contains(&(from, to, relation))) {
                reading.left_alone += 1;
                continue;
            }
            if from == to {
                reading.note(line, Column::To, What::ToItself);
            }
        }
        let before = now.map_or_else(String::new, |link| one_line(&link.text.text));
        if let Some(text) = &text {
            reading.measure(line, Column::Label, (text, &before), Cell::Row(Rows::Links, ANY, Field::Text));
        }
        let is_directed = reading.given(line, Column::Directed).and_then(|word| {
            let is_directed = directed(word);
            if is_directed.is_none() {
                reading.note(line, Column::Directed, What::NotADirection);
            }
            is_directed
        });
        let kind = reading.kind(line, Of::Links, now.and_then(|link| link.of_type));
        let meetup = reading.id(line, Column::Meetup);
        if let (Some(from), Some(to)) = (from, to) {
            let name = |id| reading.graph.vertex(id).map_or("", |vertex| vertex.label.as_str());
            let called = format!("{} → {}", name(from), name(to));
            rows.push(Row { id, from, to, text, is_directed, kind, meetup, called });
        }
    }
    rows
}

/// Whether a line says what follows from the loop: it has the id of that.
fn is_of_loop<'a>(reading: &Reading<'a>, line: Line<'a>, id: Option<RowId>) -> bool {
    let end = |column| reading.cell(line, column).parse::<RowId>().ok();
    let label = reading.cell(line, Column::Label);
    let relation = Relation::ALL.into_iter().find(|one| one.name() == label);
    match (id, relation, end(Column::From), end(Column::To)) {
        (Some(id), Some(relation), Some(from), Some(to)) => relation.id_between(from, to) == id,
        _ => false,
    }
}

/// An end of a link. That at which it is already is right, even if nothing is there any more.
fn end<'a>(
    reading: &mut Reading<'a>,
    line: Line<'a>,
    column: Column,
    ends: &Ends,
    now: Option<RowId>,
) -> Option<RowId> {
    let cell = reading.cell(line, column);
    if now.is_some() && (cell.is_empty() || cell.parse().ok() == now) {
        return now;
    }
    ends.find(cell).map_err(|what| reading.note(line, column, what)).ok()
}

/// Whether a link leads one way only, in the words of either language, of Kumu, or as an arrow.
fn directed(word: &str) -> Option<bool> {
    match key(word).as_str() {
        "true" | "yes" | "y" | "1" | "x" | "directed" | "oui" | "o" | "vrai" | "dirige" | "->" | "→" => Some(true),
        "false" | "no" | "n" | "0" | "undirected" | "mutual" | "non" | "faux" | "non dirige" | "mutuel" | "-"
        | "--" | "<->" | "↔" => Some(false),
        _ => None,
    }
}

/// What bringing the rows in would make of the map.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// All links of the map, then the new ones.
    all: Vec<Planned<'a>>,
    rows: usize,
}

#[derive(Debug)]
struct Planned<'a> {
    /// None for one that is new.
    link: Option<&'a Link>,
    id: Option<RowId>,
    says: Says,
    called: String,
    is_meant: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Says {
    from: RowId,
    to: RowId,
    text: String,
    is_directed: bool,
    kind: Option<Kind>,
    meetup: Option<MeetupId>,
}

impl Says {
    fn of(link: &Link) -> Self {
        Self {
            from: link.from,
            to: link.to,
            text: link.text.text.clone(),
            is_directed: link.is_directed,
            kind: link.of_type.map(Kind::Known),
            meetup: link.meetup,
        }
    }

    /// What a row says of a link that is not there yet.
    fn new(row: &Row) -> Self {
        let text = row.text.clone().unwrap_or_default();
        let is_directed = row.is_directed.unwrap_or(true);
        Self { from: row.from, to: row.to, text, is_directed, kind: None, meetup: None }
    }

    /// Whether a row says nothing else; one that has an id of its own, whether it is the same in all.
    fn is_said_by(&self, row: &Row, kind: Option<Kind>) -> bool {
        let has_ends = |from, to| (self.from, self.to) == (from, to);
        let leads_so = has_ends(row.from, row.to) || !self.is_directed && has_ends(row.to, row.from);
        let says_so = if row.id.is_some() {
            let new = Self::new(row);
            (new.text == self.text, new.is_directed == self.is_directed, kind == self.kind)
        } else {
            (
                row.text.as_ref().is_none_or(|text| key(text) == key(&self.text)),
                row.is_directed.is_none_or(|is_directed| is_directed == self.is_directed),
                kind.is_none() || kind == self.kind,
            )
        };
        leads_so && says_so == (true, true, true)
    }

    /// What is found by its words keeps them as they are written.
    fn take(&mut self, row: &Row, kind: Option<Kind>, is_named: bool) {
        let was_directed = self.is_directed;
        self.is_directed = row.is_directed.unwrap_or(was_directed);
        let is_turned = (self.from, self.to) == (row.to, row.from);
        // Where it leads both ways, it does so from either end.
        if !is_turned || self.is_directed || was_directed {
            (self.from, self.to) = (row.from, row.to);
        }
        if let Some(text) = row.text.as_ref().filter(|text| is_named && **text != one_line(&self.text)) {
            self.text.clone_from(text);
        }
        self.kind = kind.or(self.kind);
        self.meetup = row.meetup.or(self.meetup);
    }

    /// What is written where it was so before; everything where it was not there.
    fn puts(&self, id: RowId, before: Option<&Self>, types: &[RowId]) -> Vec<Put> {
        let kind = self.kind.and_then(|kind| match kind {
            Kind::Known(id) => Some(id),
            Kind::New(n) => types.get(n).copied(),
        });
        let is_other = |differs: &dyn Fn(&Self) -> bool| before.is_none_or(differs);
        let text = |is_other: bool, field, text: String| {
            let cell = Cell::Row(Rows::Links, id, field);
            (is_other && text.chars().count() <= cell.most()).then_some(Put { cell, value: Some(Datum::Text(text)) })
        };
        let directed = is_other(&|was| was.is_directed != self.is_directed).then(|| Put {
            cell: Cell::Row(Rows::Links, id, Field::Directed),
            value: Some(Datum::Whole(self.is_directed.into())),
        });
        let given = |said: Option<String>| (said.is_some(), said.unwrap_or_default());
        let (has_kind, kind) = given(kind.map(|id| id.to_string()));
        let (has_meetup, meetup) = given(self.meetup.map(|id| id.to_string()));
        [
            text(is_other(&|was| was.from != self.from), Field::Source, self.from.to_string()),
            text(is_other(&|was| was.to != self.to), Field::Target, self.to.to_string()),
            text(is_other(&|was| was.text != self.text), Field::Text, self.text.clone()),
            directed,
            text(has_kind && is_other(&|was| was.kind != self.kind), Field::Type, kind),
            text(has_meetup && is_other(&|was| was.meetup != self.meetup), Field::Meetup, meetup),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The two ends of a link, whichever way it leads.
fn between(from: RowId, to: RowId) -> (RowId, RowId) {
    (from.min(to), from.max(to))
}

impl Planned<'_> {
    /// Says what a row says.
    fn mean(&mut self, row: &Row, kind: Option<Kind>, is_named: bool) {
        self.is_meant = true;
        if is_named || self.called.is_empty() {
            self.called.clone_from(&row.called);
        }
        self.says.take(row, kind, is_named);
    }
}

impl<'a> Plan<'a> {
    /// `known` are the types that were new when the table was read, as far as they are there by now.
    pub(super) fn of(rows: &[Row], carto: &'a Carto, known: &[Option<RowId>]) -> Self {
        let there = |link| Planned {
            link: Some(link),
            id: Some(link.id),
            says: Says::of(link),
            called: String::new(),
            is_meant: false,
        };
        let mut all: Vec<_> = carto.links.iter().map(there).collect();
        let by_id: HashMap<RowId, usize> = carto.links.iter().zip(0..).map(|(link, n)| (link.id, n)).collect();
        let also: HashSet<RowId> = carto.links.iter().flat_map(|link| link.also.iter().copied()).collect();
        let kind_of = |row: &Row| {
            row.kind.map(|kind| match kind {
                Kind::New(n) => known.get(n).copied().flatten().map_or(kind, Kind::Known),
                Kind::Known(_) => kind,
            })
        };
        // One that has come to say the same as another since the table was read is left alone.
        let rows_left = || rows.iter().filter(|row| row.id.is_none_or(|id| !also.contains(&id)));
        let is_known = |row: &Row| row.id.and_then(|id| by_id.get(&id).copied());
        for (row, place) in rows_left().filter_map(|row| Some((row, is_known(row)?))) {
            all[place].mean(row, kind_of(row), true);
        }
        // The others are what says so when those have changed.
        let mut ways: HashMap<_, Vec<usize>> = HashMap::new();
        for (n, one) in all.iter().enumerate() {
            ways.entry(between(one.says.from, one.says.to)).or_default().push(n);
        }
        // Those with an id first: they say exactly what they are.
        let (named, nameless): (Vec<_>, Vec<_>) =
            rows_left().filter(|row| is_known(row).is_none()).partition(|row| row.id.is_some());
        for row in named.into_iter().chain(nameless) {
            let kind = kind_of(row);
            let ways = ways.entry(between(row.from, row.to)).or_default();
            let found = ways.iter().copied().find(|n| all[*n].says.is_said_by(row, kind));
            let place = found.unwrap_or(all.len());
            if found.is_none() {
                let says = Says::new(row);
                all.push(Planned { link: None, id: row.id, says, called: String::new(), is_meant: true });
                ways.push(place);
            }
            all[place].mean(row, kind, found.is_none());
        }
        Self { all, rows: rows.len() }
    }

    pub(super) fn news(&self) -> News {
        let meant = || self.all.iter().filter(|one| one.is_meant);
        let linked = meant().filter(|one| one.link.is_none()).count();
        let is_changed = |one: &&Planned<'_>| one.link.is_some_and(|link| Says::of(link) != one.says);
        let changed: Vec<_> = meant().filter(is_changed).map(|one| one.called.clone()).collect();
        let same = self.rows.saturating_sub(linked + changed.len());
        News { linked, changed, same, ..News::default() }
    }

    /// What is written. `types` are the ids of those that are new; what is new and says no meetup was brought by this one.
    pub(super) fn puts(
        &self,
        meetup: Option<MeetupId>,
        types: &[RowId],
        mut new_id: impl FnMut() -> RowId,
    ) -> Vec<Put> {
        let mut puts = Vec::new();
        for one in self.all.iter().filter(|one| one.is_meant) {
            match (one.link, one.id) {
                (Some(link), _) => puts.extend(one.says.puts(link.id, Some(&Says::of(link)), types)),
                (None, id) => {
                    let says = Says { meetup: one.says.meetup.or(meetup), ..one.says.clone() };
                    puts.extend(says.puts(id.unwrap_or_else(&mut new_id), None, types));
                }
            }
        }
        puts
    }
}
