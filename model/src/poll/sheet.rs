//! The poll as a table for spreadsheets (CSV, RFC 4180): a row for each person, a column for each option.
//!
//! | name | 2027-01-14T19:00/2027-01-14T22:00 Europe/Paris | Médiathèque (40) |
//! |---|---|---|
//! | Bob | yes | if need be |
//!
//! A head that begins like a date is one ([`When`]); any other is a venue, with how many people it holds in parentheses. What is
//! written can be read, and reading is forgiving: commas, semicolons or tabulators, words of either language, an empty cell
//! for nothing said.

use super::{Poll, Slot, Venue, Vote, put_vote};
use crate::{Command, NotAWhen, PersonId, RowId, When, table};
use std::collections::HashMap;

/// What a table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub columns: Vec<Column>,
    /// Who says what of each column.
    pub rows: Vec<(String, Vec<Option<Vote>>)>,
}

/// One option of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    Date(When),
    Venue { name: String, capacity: Option<i64> },
}

/// What is wrong in a table, and where. Nothing of it is taken in then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// 1 for the first.
    pub line: usize,
    /// 1 for the first; 0 for the whole line.
    pub column: usize,
    pub expected: Expected,
    /// What stands there instead.
    pub found: String,
}

/// What should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A first line with at least one option behind the column of names.
    Heads,
    /// A date or hours, and why it is none.
    Time(NotAWhen),
    /// The name of a venue, of at most as many characters as a line has.
    Venue,
    /// How many people a venue holds.
    Capacity,
    /// An option that is not there already.
    Another,
    /// A name.
    Name,
    /// Yes, if need be, no, or nothing.
    Vote,
    /// As many cells as the first line has.
    Cells(usize),
    /// So many people at most: what is taken in is one change, and has to travel in one message.
    People(usize),
    /// So many options at most.
    Options(usize),
}

/// What taking a table in would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Options that the poll does not have.
    pub options: usize,
    /// Votes where nothing was said.
    pub votes: usize,
    /// Votes that are others than those of the poll, which stay.
    pub differing: usize,
}

/// The most votes that a table can have, the most people, and the most options.
pub const MOST_VOTES: usize = 4_000;
const MOST_PEOPLE: usize = 500;
const MOST_OPTIONS: usize = 60;
/// The longest name that a directory takes, in characters.
const MAX_NAME: usize = 64;

/// Writes the poll as a table. `heading` stands over the names.
#[must_use]
pub fn write(poll: &Poll, heading: &str, name: impl Fn(PersonId) -> String) -> String {
    let dates = poll.dates.iter().map(|slot| slot.when.to_string());
    let venues = poll.venues.iter().map(|venue| {
        venue.capacity.map_or_else(|| venue.name.text.clone(), |capacity| format!("{} ({capacity})", venue.name.text))
    });
    let heads = std::iter::once(heading.to_owned()).chain(dates).chain(venues);
    let said = |vote: &Option<Vote>| match vote {
        Some(Vote::Yes) => "yes".to_owned(),
        Some(Vote::IfNeedBe) => "if need be".to_owned(),
        Some(Vote::No) => "no".to_owned(),
        None => String::new(),
    };
    let rows = poll
        .ballots
        .iter()
        .map(|ballot| std::iter::once(name(ballot.person)).chain(ballot.votes.0.iter().map(said)).collect::<Vec<_>>());
    table::write(std::iter::once(heads.collect()).chain(rows))
}

/// Reads a table.
///
/// # Errors
/// All that is wrong in it, the first lines first.
pub fn read(text: &str) -> Result<Sheet, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut sheet = Sheet { columns: Vec::new(), rows: Vec::new() };
    let mut heads = None;
    for (line, cells) in table::read(text) {
        let mut note = |column, expected, found: &str| {
            wrong.push(Wrong { line, column, expected, found: found.chars().take(80).collect() });
        };
        let Some(width) = heads else {
            heads = Some(cells.len());
            if cells.len() < 2 {
                note(0, Expected::Heads, &cells.join(" "));
                break;
            }
            if cells.len() - 1 > MOST_OPTIONS {
                note(0, Expected::Options(MOST_OPTIONS), &(cells.len() - 1).to_string());
                break;
            }
            for (n, head) in cells.iter().enumerate().skip(1) {
                match Column::of(head) {
                    Ok(column) if sheet.columns.contains(&column) => note(n + 1, Expected::Another, head),
                    Ok(column) => sheet.columns.push(column),
                    Err(expected) => note(n + 1, expected, head),
                }
            }
            continue;
        };
        let most = (MOST_VOTES / (width - 1)).min(MOST_PEOPLE);
        if sheet.rows.len() == most {
            note(0, Expected::People(most), &cells[0]);
            break;
        }
        if cells.len() != width {
            note(0, Expected::Cells(width), &cells.len().to_string());
            continue;
        }
        if cells[0].is_empty() || cells[0].chars().count() > MAX_NAME {
            note(1, Expected::Name, &cells[0]);
        }
        let mut votes = Vec::new();
        for (n, cell) in cells.iter().enumerate().skip(1) {
            match said(cell) {
                Some(vote) => votes.push(vote),
                None => note(n + 1, Expected::Vote, cell),
            }
        }
        sheet.rows.push((cells[0].clone(), votes));
    }
    if heads.is_none() {
        wrong.push(Wrong { line: 1, column: 0, expected: Expected::Heads, found: String::new() });
    }
    if wrong.is_empty() { Ok(sheet) } else { Err(wrong) }
}

fn said(cell: &str) -> Option<Option<Vote>> {
    match cell.to_lowercase().as_str() {
        "" => Some(None),
        "yes" | "y" | "oui" | "o" | "1" | "ok" | "x" | "✓" | "✔" => Some(Some(Vote::Yes)),
        "if need be" | "if-need-be" | "ifneedbe" | "maybe" | "si besoin" | "si nécessaire" | "(yes)" | "(oui)"
        | "?" => Some(Some(Vote::IfNeedBe)),
        "no" | "n" | "non" | "0" | "✗" | "✘" => Some(Some(Vote::No)),
        _ => None,
    }
}

impl Column {
    fn of(head: &str) -> Result<Self, Expected> {
        let begins_like_a_date =
            head.len() > 4 && head.as_bytes()[4] == b'-' && head[..4].bytes().all(|b| b.is_ascii_digit());
        if begins_like_a_date {
            return head.parse().map(Self::Date).map_err(Expected::Time);
        }
        let (name, capacity) = match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
            Some((name, inside)) if inside.bytes().all(|b| b.is_ascii_digit()) && !inside.is_empty() => {
                let capacity = inside.parse().ok().filter(|capacity| super::CAPACITY.contains(capacity));
                (name.trim(), Some(capacity.ok_or(Expected::Capacity)?))
            }
            _ => (head, None),
        };
        if name.is_empty() || name.chars().count() > crate::MAX_TITLE {
            return Err(Expected::Venue);
        }
        Ok(Self::Venue { name: name.to_owned(), capacity })
    }

    /// The option of the poll that it is.
    fn within(&self, poll: &Poll) -> Option<RowId> {
        match self {
            Self::Date(when) => poll.dates.iter().find(|slot| slot.when == *when).map(|slot| slot.id),
            Self::Venue { name, .. } => poll.venues.iter().find(|venue| venue.name.text == *name).map(|venue| venue.id),
        }
    }
}

impl Sheet {
    /// What taking it in would do. `known` finds the person of a name who has voted already.
    #[must_use]
    pub fn news(&self, poll: &Poll, known: impl Fn(&str) -> Option<PersonId>) -> News {
        let mut news = News::default();
        let ids: Vec<_> = self.columns.iter().map(|column| column.within(poll)).collect();
        news.options = ids.iter().filter(|id| id.is_none()).count();
        for (name, votes) in &self.rows {
            let person = known(name);
            for (id, vote) in ids.iter().zip(votes) {
                let before = person.zip(*id).and_then(|(person, id)| poll.vote_of(person, id));
                match (before, vote) {
                    (None, Some(_)) => news.votes += 1,
                    (Some(before), Some(vote)) if before != *vote => news.differing += 1,
                    _ => {}
                }
            }
        }
        news
    }

    /// Takes it in, as one act: options that are not there are added, votes stand where nothing was said. `row` draws an id,
    /// `person` finds whose name one is.
    #[must_use]
    pub fn take_in(
        &self,
        poll: &Poll,
        mut row: impl FnMut() -> RowId,
        mut person: impl FnMut(&str) -> PersonId,
    ) -> Command {
        let mut puts = Vec::new();
        let mut ids = Vec::new();
        for column in &self.columns {
            let id = column.within(poll).unwrap_or_else(|| {
                let id = row();
                match column {
                    Column::Date(when) => puts.push(Slot::put(id, when)),
                    Column::Venue { name, capacity } => puts.extend(Venue::puts(id, name, "", *capacity)),
                }
                id
            });
            ids.push(id);
        }
        let mut people = HashMap::new();
        for (name, votes) in self.rows.iter().filter(|(_, votes)| votes.iter().any(Option::is_some)) {
            let by = *people.entry(name.as_str()).or_insert_with(|| person(name));
            for (id, vote) in ids.iter().zip(votes) {
                if vote.is_some() && poll.vote_of(by, *id).is_none() {
                    puts.push(put_vote(*id, by, *vote));
                }
            }
        }
        Command::Put { puts }
    }
}
