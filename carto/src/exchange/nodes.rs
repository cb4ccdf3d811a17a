//! Nodes as a table: a row for each.
//!
//! | id | label | type | tags | description | address | meetup | x | y | source |
//! |---|---|---|---|---|---|---|---|---|---|
//! | 6e6f… | Les communs | idea | eau, ville | Ce que l’on partage | https://… | 61f0… | 12 | -40 | |
//!
//! A row that has the id of a node says what that is called now; an empty cell says nothing of it. One without an id is the node that
//! is called so and is of that type, or a new one.

use super::{
    News, What, key, names,
    names::Kind,
    one_line,
    sheet::{ANY, Column, Line, Reading},
};
use crate::{Graph, Source};
use boucle_model::{Carto, Cell, Datum, Field, MeetupId, Node, Of, Pin, Put, RowId, Rows, table, tags};
use std::collections::{HashMap, HashSet};

const HEADS: [&str; 10] = ["id", "label", "type", "tags", "description", "address", "meetup", "x", "y", "source"];

/// Writes everything that is on the map as a table.
#[must_use]
pub fn write(carto: &Carto, graph: &Graph) -> String {
    let said = by_id(carto);
    let rows = graph.vertices.iter().map(|vertex| {
        let said = said.get(&vertex.id);
        vec![
            vertex.id.to_string(),
            vertex.label.clone(),
            names::name_of(carto, vertex.of_type).to_owned(),
            vertex.tags.join(", "),
            said.map(|node| node.description.text.clone()).unwrap_or_default(),
            said.map(|node| node.address.text.clone()).unwrap_or_default(),
            vertex.meetup.map(|meetup| meetup.to_string()).unwrap_or_default(),
            vertex.pin.map(|pin| pin.x.to_string()).unwrap_or_default(),
            vertex.pin.map(|pin| pin.y.to_string()).unwrap_or_default(),
            vertex.source.map_or("", source).to_owned(),
        ]
    });
    let heads = std::iter::once(HEADS.map(ToOwned::to_owned).to_vec());
    table::write(heads.chain(rows))
}

/// What something of the loop is called in tables.
pub(super) const fn source(source: Source) -> &'static str {
    match source {
        Source::Edition(_) => "edition",
        Source::Theme(_) => "theme",
        Source::Question(_) => "question",
        Source::Speaker(..) => "speaker",
        Source::Problem(..) => "problem",
        Source::Improvement(..) => "improvement",
    }
}

const SOURCES: [&str; 6] = ["edition", "theme", "question", "speaker", "problem", "improvement"];

pub(super) fn by_id(carto: &Carto) -> HashMap<RowId, &Node> {
    carto.nodes.iter().map(|node| (node.id, node)).collect()
}

/// What a row says; what it says nothing of is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    line: usize,
    id: Option<RowId>,
    /// Empty where a node that is there keeps its name.
    label: String,
    kind: Option<Kind>,
    tags: Option<String>,
    description: Option<String>,
    address: Option<String>,
    meetup: Option<MeetupId>,
    pin: Option<Pin>,
}

/// Reads the rows of a table.
pub(super) fn read<'a>(reading: &mut Reading<'a>, lines: impl Iterator<Item = Line<'a>>) -> Vec<Row> {
    let known = by_id(reading.carto);
    let merged: HashSet<RowId> = merged(reading.carto).collect();
    let mut called: HashMap<String, Vec<&Node>> = HashMap::new();
    for node in &reading.carto.nodes {
        called.entry(key(&node.label.text)).or_default().push(node);
    }
    let mut brought: HashMap<String, Vec<Option<RowId>>> = HashMap::new();
    for vertex in reading.graph.vertices.iter().filter(|vertex| vertex.source.is_some()) {
        brought.entry(key(&vertex.label)).or_default().push(vertex.of_type);
    }
    let mut seen: HashMap<RowId, usize> = HashMap::new();
    let mut rows = Vec::new();
    for line in lines {
        let id: Option<RowId> = reading.id(line, Column::Id);
        if let Some(id) = id {
            if let Some(first) = seen.get(&id) {
                reading.note(line, Column::Id, What::Twice { first: *first });
                continue;
            }
            seen.insert(id, line.number);
        }
        let is_brought = |id| reading.graph.vertex(id).is_some_and(|vertex| vertex.source.is_some());
        let is_of_loop = SOURCES.contains(&reading.cell(line, Column::Source)) || id.is_some_and(is_brought);
        if is_of_loop || id.is_some_and(|id| merged.contains(&id)) {
            reading.left_alone += 1;
            continue;
        }
        let label = one_line(reading.cell(line, Column::Label));
        let mut now = id.and_then(|id| known.get(&id).copied());
        let kind = reading.kind(line, Of::Nodes, now.and_then(|node| node.of_type));
        if id.is_none() && !label.is_empty() {
            let is_of = |of: Option<RowId>| kind.is_none() || of.map(Kind::Known) == kind;
            let key = key(&label);
            let mut all = called.get(&key).into_iter().flatten().filter(|node| is_of(node.of_type));
            now = all.next().copied();
            if all.next().is_some() {
                reading.note(line, Column::Label, What::SeveralSuch);
            }
            if now.is_none() && brought.get(&key).is_some_and(|all| all.iter().any(|of| is_of(*of))) {
                reading.left_alone += 1;
                continue;
            }
        }
        if label.is_empty() && now.is_none() {
            reading.note(line, Column::Label, What::NoLabel);
        }
        rows.push(row(
            reading,
            line,
            now,
            Row {
                line: line.number,
                id,
                label,
                kind,
                tags: None,
                description: None,
                address: None,
                meetup: None,
                pin: None,
            },
        ));
    }
    rows
}

/// Reads what else stands on the line. What stands on the map already is right, however it came there.
fn row<'a>(reading: &mut Reading<'a>, line: Line<'a>, now: Option<&Node>, row: Row) -> Row {
    let is_now = |said: &dyn Fn(&Node) -> &str| now.map(said).unwrap_or_default().to_owned();
    let cell = |field| Cell::Row(Rows::Nodes, ANY, field);
    let label = one_line(&is_now(&|node| &node.label.text));
    reading.measure(line, Column::Label, (&row.label, &label), cell(Field::Text));
    let text = |reading: &mut Reading<'a>, column, field, now: &str| {
        let said = reading.given(line, column)?.trim();
        let now = if is_same(said, now) { said } else { "" };
        reading.measure(line, column, (said, now), cell(field));
        Some(said.to_owned())
    };
    let description = is_now(&|node| &node.description.text);
    let address = is_now(&|node| &node.address.text);
    let (description, address) = (
        text(reading, Column::Description, Field::Summary, &description),
        text(reading, Column::Address, Field::Address, &address),
    );
    let tags = reading.given(line, Column::Tags).map(|words| {
        let now = now.map(|node| node.tags.as_slice()).unwrap_or_default();
        let said = split(words, now).join(", ");
        reading.measure(line, Column::Tags, (&said, &now.join(", ")), cell(Field::Tags));
        words.to_owned()
    });
    let meetup = reading.id(line, Column::Meetup);
    let pin = pin(reading, line);
    Row { tags, description, address, meetup, pin, ..row }
}

/// The place on a line: both numbers, or neither.
fn pin<'a>(reading: &mut Reading<'a>, line: Line<'a>) -> Option<Pin> {
    let most = f64::from(Pin::FARTHEST);
    let mut number = |column, other| {
        let Some(cell) = reading.given(line, column) else {
            if reading.given(line, other).is_some() {
                reading.note(line, column, What::NotANumber);
            }
            return None;
        };
        // French spreadsheets have a comma there.
        let number = cell.replace(',', ".").parse::<f64>().ok().filter(|n| (-most..=most).contains(n));
        if number.is_none() {
            reading.note(line, column, What::NotANumber);
        }
        number
    };
    let (x, y) = (number(Column::X, Column::Y), number(Column::Y, Column::X));
    Pin::at(x?, y?)
}

/// The ids of the nodes that count as others.
fn merged(carto: &Carto) -> impl Iterator<Item = RowId> {
    carto.nodes.iter().flat_map(|node| node.same.iter().map(|other| other.id))
}

/// Tags as people write them, and as Kumu does.
fn split(words: &str, now: &[String]) -> Vec<String> {
    let said = tags(words);
    if said == now || !words.contains('|') { said } else { tags(&words.replace('|', ",")) }
}

/// Whether two texts of several lines are the same: spreadsheets end lines in their own way.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().lines().eq(other.trim().lines())
}

/// What bringing the rows in would make of the map.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// All nodes of the map, then the new ones.
    all: Vec<Planned<'a>>,
    rows: usize,
    /// The lines of which nothing says which of several they are about, and what these are called.
    pub(super) unclear: Vec<(usize, String)>,
}

#[derive(Debug)]
struct Planned<'a> {
    /// None for one that is new.
    node: Option<&'a Node>,
    id: Option<RowId>,
    /// Of a node that is there, what it says where no row says anything.
    says: Says,
    is_meant: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Says {
    label: String,
    kind: Option<Kind>,
    tags: Vec<String>,
    description: String,
    address: String,
    meetup: Option<MeetupId>,
    pin: Option<Pin>,
}

impl Says {
    fn of(node: &Node) -> Self {
        Self {
            label: node.label.text.clone(),
            kind: node.of_type.map(Kind::Known),
            tags: node.tags.clone(),
            description: node.description.text.clone(),
            address: node.address.text.clone(),
            meetup: node.meetup,
            pin: node.pin,
        }
    }

    /// What is found by its name keeps it as it is written.
    fn take(&mut self, row: &Row, kind: Option<Kind>, is_named: bool) {
        if is_named && !row.label.is_empty() && row.label != one_line(&self.label) {
            self.label.clone_from(&row.label);
        }
        if let Some(words) = &row.tags {
            self.tags = split(words, &self.tags);
        }
        for (now, said) in [(&mut self.description, &row.description), (&mut self.address, &row.address)] {
            if let Some(said) = said.as_ref().filter(|said| !is_same(now, said)) {
                now.clone_from(said);
            }
        }
        self.kind = kind.or(self.kind);
        self.meetup = row.meetup.or(self.meetup);
        self.pin = row.pin.or(self.pin);
    }

    /// What is written where it was so before.
    fn puts(&self, id: RowId, before: &Self, types: &[RowId]) -> Vec<Put> {
        let kind = self.kind.and_then(|kind| match kind {
            Kind::Known(id) => Some(id),
            Kind::New(n) => types.get(n).copied(),
        });
        let written = |is_other: bool, field, text: String| {
            let cell = Cell::Row(Rows::Nodes, id, field);
            (is_other && text.chars().count() <= cell.most()).then_some(Put { cell, value: Some(Datum::Text(text)) })
        };
        let id_of = |id: Option<String>| id.unwrap_or_default();
        [
            written(self.label != before.label, Field::Text, self.label.clone()),
            written(self.kind != before.kind, Field::Type, id_of(kind.map(|id| id.to_string()))),
            written(self.tags != before.tags, Field::Tags, self.tags.join(", ")),
            written(self.description != before.description, Field::Summary, self.description.clone()),
            written(self.address != before.address, Field::Address, self.address.clone()),
            written(self.meetup != before.meetup, Field::Meetup, id_of(self.meetup.map(|id| id.to_string()))),
            written(self.pin != before.pin, Field::Pin, id_of(self.pin.map(|pin| pin.to_string()))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Planned<'_> {
    fn new(row: &Row) -> Self {
        Self { node: None, id: row.id, says: Says::default(), is_meant: true }
    }
}

impl<'a> Plan<'a> {
    /// `known` are the types that were new when the table was read, as far as they are there by now.
    pub(super) fn of(rows: &[Row], carto: &'a Carto, known: &[Option<RowId>]) -> Self {
        let there = |node| Planned { node: Some(node), id: Some(node.id), says: Says::of(node), is_meant: false };
        let mut all: Vec<_> = carto.nodes.iter().map(there).collect();
        let mut by_id: HashMap<RowId, usize> = carto.nodes.iter().zip(0..).map(|(node, n)| (node.id, n)).collect();
        let merged: HashSet<RowId> = merged(carto).collect();
        let kind_of = |row: &Row| {
            row.kind.map(|kind| match kind {
                Kind::New(n) => known.get(n).copied().flatten().map_or(kind, Kind::Known),
                Kind::Known(_) => kind,
            })
        };
        // One that has become the same as another since the table was read is left alone.
        for (row, id) in rows.iter().filter_map(|row| Some((row, row.id?))).filter(|(_, id)| !merged.contains(id)) {
            let place = *by_id.entry(id).or_insert_with(|| {
                all.push(Planned::new(row));
                all.len() - 1
            });
            all[place].is_meant = true;
            all[place].says.take(row, kind_of(row), true);
        }
        // Those without an id are what is called so when the others have their names.
        let mut called: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, one) in all.iter().enumerate() {
            called.entry(key(&one.says.label)).or_default().push(n);
        }
        for row in rows.iter().filter(|row| row.id.is_none()) {
            let kind = kind_of(row);
            let so_called = called.entry(key(&row.label)).or_default();
            let alike = so_called.iter().copied().filter(|n| kind.is_none() || all[*n].says.kind == kind);
            // Of several new ones, the one that will stand first on the map.
            let found = alike.min_by_key(|n| if all[*n].node.is_some() { (*n, None) } else { (all.len(), all[*n].id) });
            let place = found.unwrap_or(all.len());
            if found.is_none() {
                all.push(Planned::new(row));
                so_called.push(place);
            }
            all[place].is_meant = true;
            all[place].says.take(row, kind, found.is_none());
        }
        let is_unclear = |row: &&Row| {
            let (kind, so_called) = (kind_of(row), called.get(&key(&row.label)).into_iter().flatten());
            so_called.filter(|n| kind.is_none() || all[**n].says.kind == kind).nth(1).is_some()
        };
        let nameless = rows.iter().filter(|row| row.id.is_none());
        let unclear = nameless.filter(is_unclear).map(|row| (row.line, row.label.clone())).collect();
        Self { all, rows: rows.len(), unclear }
    }

    fn changed(&self) -> impl Iterator<Item = &Planned<'a>> {
        self.all.iter().filter(|one| one.is_meant && one.node.is_some_and(|node| Says::of(node) != one.says))
    }

    pub(super) fn news(&self) -> News {
        let name = |one: &Planned<'_>| one.says.label.clone();
        let added: Vec<_> = self.all.iter().filter(|one| one.node.is_none()).map(name).collect();
        let changed: Vec<_> = self.changed().map(name).collect();
        let same = self.rows.saturating_sub(added.len() + changed.len());
        News { added, changed, same, ..News::default() }
    }

    /// What is written. `types` are the ids of those that are new; what is new and says no meetup was brought by this one.
    pub(super) fn puts(
        &self,
        meetup: Option<MeetupId>,
        types: &[RowId],
        mut new_id: impl FnMut() -> RowId,
    ) -> Vec<Put> {
        let mut puts = Vec::new();
        for one in &self.all {
            match (one.node, one.id) {
                (Some(_), _) if !one.is_meant => {}
                (Some(node), _) => {
                    puts.extend(one.says.puts(node.id, &Says::of(node), types));
                    puts.extend(node.tags_kept(&one.says.tags));
                }
                (None, id) => {
                    let says = Says { meetup: one.says.meetup.or(meetup), ..one.says.clone() };
                    puts.extend(says.puts(id.unwrap_or_else(&mut new_id), &Says::default(), types));
                }
            }
        }
        puts
    }
}
