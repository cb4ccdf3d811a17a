//! A table that was read: of nodes or of links, by what stands on its first line.

use super::{MOST_TEXT, News, What, Wrong, key, links, names::Kind, nodes, table};
use crate::Graph;
use boucle_model::{COLOURS, Carto, Cell, Command, Datum, Field, MeetupId, Of, Put, RowId, Rows, Shape, Type};

/// What a table says, when nothing in it is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The types that the map did not have when the table was read.
    pub new_types: Vec<String>,
    /// The columns of which nothing is read, as the table calls them.
    pub passed_over: Vec<String>,
    says: Says,
    /// How many rows are of what the loop brings, or of a node that counts as another.
    left_alone: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    Nodes(Vec<nodes::Row>),
    Links(Vec<links::Row>),
}

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Label,
    Type,
    Tags,
    Description,
    Address,
    Meetup,
    X,
    Y,
    /// What a node is in the loop.
    Source,
    From,
    To,
    Directed,
    /// What is only there to be read by people: what the ends of a link are called.
    ForPeople,
}

/// What is needed to read the rows of a table, and what comes of it.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) carto: &'a Carto,
    pub(super) graph: &'a Graph,
    heads: Vec<String>,
    columns: Vec<Option<Column>>,
    pub(super) new_types: Vec<String>,
    pub(super) left_alone: usize,
    pub(super) wrong: Vec<Wrong>,
}

/// One line that is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    cells: &'a [String],
}

impl Default for Says {
    fn default() -> Self {
        Self::Nodes(Vec::new())
    }
}

impl Column {
    /// What a column of this name says, in a table of links or of nodes; `None` for one of which nothing is read there.
    fn named(head: &str, is_of_links: bool) -> Option<Self> {
        let column = match key(head).replace(['-', '_'], " ").as_str() {
            "id" | "identifiant" => Self::Id,
            "label" | "name" | "title" | "nom" | "libelle" | "etiquette" | "titre" => Self::Label,
            "type" => Self::Type,
            "tags" | "tag" | "keywords" | "etiquettes" | "mots cles" | "mot cle" => Self::Tags,
            "description" => Self::Description,
            "address" | "url" | "link" | "website" | "adresse" | "lien" | "site" => Self::Address,
            "meetup" | "rencontre" => Self::Meetup,
            "x" => Self::X,
            "y" => Self::Y,
            "source" if !is_of_links => Self::Source,
            "from" | "source" | "de" => Self::From,
            "to" | "target" | "cible" | "vers" | "a" => Self::To,
            "directed" | "direction" | "dirige" | "sens" => Self::Directed,
            "from label" | "to label" => Self::ForPeople,
            _ => return None,
        };
        let is_read = match column {
            Self::Id | Self::Label | Self::Type | Self::Meetup => true,
            Self::From | Self::To | Self::Directed | Self::ForPeople => is_of_links,
            Self::Tags | Self::Description | Self::Address | Self::X | Self::Y | Self::Source => !is_of_links,
        };
        is_read.then_some(column)
    }

    /// Whether a table with these heads is one of links: a node has none of these columns.
    fn are_of_links(heads: &[String]) -> bool {
        let leads = |head: &String| {
            let is_source = key(head) == "source";
            matches!(Self::named(head, true), Some(Self::From | Self::To)) && !is_source
        };
        heads.iter().any(leads)
    }
}

impl<'a> Reading<'a> {
    fn of(carto: &'a Carto, graph: &'a Graph, heads: Vec<String>, is_of_links: bool, wrong: Vec<Wrong>) -> Self {
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(heads.len());
        for head in &heads {
            // Of two that say the same, the first.
            let column = Column::named(head, is_of_links);
            let is_new = column == Some(Column::ForPeople) || !columns.contains(&column);
            columns.push(column.filter(|_| is_new));
        }
        Self { carto, graph, heads, columns, new_types: Vec::new(), left_alone: 0, wrong }
    }

    /// Notes a column without which nothing can be read.
    fn asks_for(&mut self, first: usize, column: Column, name: &'static str) {
        if !self.columns.contains(&Some(column)) {
            self.wrong.push(Wrong::at(first, None, What::NoColumn(name), &self.heads.join(", ")));
        }
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|one| *one == Some(column))
    }

    /// What stands in this column; empty where there is none.
    pub(super) fn cell(&self, line: Line<'a>, column: Column) -> &'a str {
        self.place(column).and_then(|n| line.cells.get(n)).map_or("", String::as_str)
    }

    /// What stands there, if anything does.
    pub(super) fn given(&self, line: Line<'a>, column: Column) -> Option<&'a str> {
        Some(self.cell(line, column)).filter(|cell| !cell.is_empty())
    }

    /// Notes that what stands there is wrong.
    pub(super) fn note(&mut self, line: Line<'a>, column: Column, what: What) {
        let wrong = Wrong::at(line.number, self.head(column), what, self.cell(line, column));
        self.wrong.push(wrong);
    }

    /// How the table calls a column.
    fn head(&self, column: Column) -> Option<&str> {
        self.place(column).map(|n| self.heads[n].as_str())
    }

    /// The id that stands there; one that is none is noted.
    pub(super) fn id<T: std::str::FromStr>(&mut self, line: Line<'a>, column: Column) -> Option<T> {
        let id = self.given(line, column)?.parse().ok();
        if id.is_none() {
            self.note(line, column, What::NotAnId);
        }
        id
    }

    /// Notes a text that is longer than what can stand in its cell, unless it is the one that stands there.
    pub(super) fn measure(&mut self, line: Line<'a>, column: Column, (said, now): (&str, &str), cell: Cell) {
        let most = cell.most();
        if said != now && said.chars().count() > most {
            self.note(line, column, What::TooLong { most });
        }
    }

    /// The type that stands there.
    pub(super) fn kind(&mut self, line: Line<'a>, of: Of, now: Option<RowId>) -> Option<Kind> {
        let word = self.cell(line, Column::Type);
        let kind = super::names::named(self.carto, of, word, now, &mut self.new_types);
        if let Some(Kind::New(n)) = kind {
            let name = self.new_types[n].clone();
            self.measure(line, Column::Type, (&name, ""), Cell::Row(Rows::Types, ANY, Field::Text));
        }
        kind
    }
}

/// Whose bounds are asked for: they are those of all.
pub(super) const ANY: RowId = RowId::from_bytes([0; 16]);

impl Sheet {
    /// Reads a table of nodes or of links, for this map. What the loop brings is in the graph.
    ///
    /// # Errors
    /// All that is wrong in it, the first lines first.
    pub fn read(bytes: &[u8], carto: &Carto, graph: &Graph) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let Some(table) = table::read(bytes, &mut wrong) else { return Err(wrong) };
        let is_of_links = Column::are_of_links(&table.heads);
        let mut reading = Reading::of(carto, graph, table.heads, is_of_links, wrong);
        if is_of_links {
            reading.asks_for(table.first, Column::From, "from");
            reading.asks_for(table.first, Column::To, "to");
        } else {
            reading.asks_for(table.first, Column::Label, "label");
        }
        if reading.wrong.iter().any(|wrong| matches!(wrong.what, What::NoColumn(_))) {
            return Err(reading.wrong);
        }
        let lines = || table.rows.iter().map(|(number, cells)| Line { number: *number, cells });
        let says = if is_of_links {
            Says::Links(links::read(&mut reading, lines()))
        } else {
            Says::Nodes(nodes::read(&mut reading, lines()))
        };
        let unread = reading.heads.iter().zip(&reading.columns).filter(|(_, column)| column.is_none());
        let passed_over = unread.map(|(head, _)| head.clone()).filter(|head| !head.is_empty()).collect();
        let labels = reading.head(Column::Label).map(str::to_owned);
        let Reading { new_types, left_alone, mut wrong, .. } = reading;
        let sheet = Self { new_types, passed_over, says, left_alone };
        if wrong.is_empty() {
            wrong = sheet.unclear(carto, labels.as_deref());
        }
        if wrong.is_empty() {
            let much = sheet.bytes(carto);
            if much > MOST_TEXT {
                wrong.push(Wrong::at(1, None, What::TooMuch { most: MOST_TEXT }, &much.to_string()));
            }
        }
        wrong.sort_by_key(|wrong| wrong.line);
        if wrong.is_empty() { Ok(sheet) } else { Err(wrong) }
    }

    /// Whether it is a table of links.
    #[must_use]
    pub const fn is_of_links(&self) -> bool {
        matches!(self.says, Says::Links(_))
    }

    /// What bringing it in would do.
    #[must_use]
    pub fn news(&self, carto: &Carto) -> News {
        let known = self.known_types(carto);
        let mut news = match &self.says {
            Says::Nodes(rows) => nodes::Plan::of(rows, carto, &known).news(),
            Says::Links(rows) => links::Plan::of(rows, carto, &known).news(),
        };
        news.new_types =
            self.new_types.iter().zip(&known).filter(|(_, id)| id.is_none()).map(|(one, _)| one.clone()).collect();
        news.passed_over.clone_from(&self.passed_over);
        news.left_alone = self.left_alone;
        news
    }

    /// Brings it in, as one act; `None` where nothing changes. What is new was brought by this meetup, where the table does not
    /// say by which.
    #[must_use]
    pub fn command(
        &self,
        carto: &Carto,
        meetup: Option<MeetupId>,
        mut new_id: impl FnMut() -> RowId,
    ) -> Option<Command> {
        let known = self.known_types(carto);
        let mut puts = Vec::new();
        let mut ids = Vec::new();
        for (n, name) in self.new_types.iter().enumerate() {
            ids.push(known[n].unwrap_or_else(|| {
                let id = new_id();
                puts.extend(new_type(
                    id,
                    if self.is_of_links() { Of::Links } else { Of::Nodes },
                    name,
                    carto.types.len() + n,
                ));
                id
            }));
        }
        let says = match &self.says {
            Says::Nodes(rows) => nodes::Plan::of(rows, carto, &known).puts(meetup, &ids, new_id),
            Says::Links(rows) => links::Plan::of(rows, carto, &known).puts(meetup, &ids, new_id),
        };
        if says.is_empty() {
            return None;
        }
        puts.extend(says);
        Some(Command::Put { puts })
    }

    /// The rows that could be about several nodes, once all others are brought in.
    fn unclear(&self, carto: &Carto, column: Option<&str>) -> Vec<Wrong> {
        let Says::Nodes(rows) = &self.says else { return Vec::new() };
        let plan = nodes::Plan::of(rows, carto, &self.known_types(carto));
        let wrong = |(line, label): &(usize, String)| Wrong::at(*line, column, What::SeveralSuch, label);
        plan.unclear.iter().map(wrong).collect()
    }

    /// The types that were new, as far as somebody has added them since.
    fn known_types(&self, carto: &Carto) -> Vec<Option<RowId>> {
        let of = if self.is_of_links() { Of::Links } else { Of::Nodes };
        self.new_types.iter().map(|name| super::names::find(carto, of, name)).collect()
    }

    /// How much text it would write.
    fn bytes(&self, carto: &Carto) -> usize {
        let text = |put: &Put| match &put.value {
            Some(Datum::Text(text)) if !is_id(put.cell) => text.len(),
            _ => 0,
        };
        match self.command(carto, None, || ANY) {
            Some(Command::Put { puts }) => puts.iter().map(text).sum(),
            _ => 0,
        }
    }
}

/// Whether an id stands there: these are bounded by how many rows there are.
const fn is_id(cell: Cell) -> bool {
    matches!(cell, Cell::Row(_, _, Field::Type | Field::Meetup | Field::Source | Field::Target))
}

/// A type that looks like none of its neighbours.
fn new_type(id: RowId, of: Of, name: &str, n: usize) -> Vec<Put> {
    let colours = COLOURS.count();
    let colour = u8::try_from(n % colours).unwrap_or(0);
    match Type::add(id, of, name, colour, Shape::ALL[n % Shape::ALL.len()], "") {
        Command::Put { puts } => puts,
        _ => Vec::new(),
    }
}
