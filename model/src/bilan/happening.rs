//! The day's timeline: what happened when, before anybody judges it.

use crate::{Cell, Command, Datum, Field, PersonId, Presence, Put, Row, RowId, Rows, Text, Title, pad::Pad, read};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    pub id: RowId,
    /// UTC milliseconds.
    pub hour: i64,
    /// Other hours that were given at the same moment.
    pub rivals: Vec<i64>,
    pub text: Title,
    pub by: Option<PersonId>,
}

/// Where something new began in the pad: a heading, or a paragraph of a pad without headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// That of the happening which it becomes: it follows from its first character, so that two who add it have added one.
    pub id: RowId,
    /// When its first character was written, as that device said: UTC milliseconds, whole seconds.
    pub hour: i64,
    pub words: String,
}

/// Reads the timeline alone, the earliest first. What was taken away is not in it.
#[must_use]
pub fn read_happenings(doc: &Automerge) -> Vec<Happening> {
    let rows = read::read_rows(doc, Rows::Happenings).into_iter().filter(|row| !row.is_gone);
    let mut all: Vec<_> = rows.map(|row| Happening::of(&row)).collect();
    all.sort_by_key(|happening| (happening.hour, happening.id));
    all
}

impl Happening {
    fn of(row: &Row) -> Self {
        let rivals = row.cells.get(&Field::Hour).map(|said| said.rivals.iter().filter_map(Datum::whole).collect());
        Self {
            id: row.id,
            hour: row.whole(Field::Hour).unwrap_or(row.at),
            rivals: rivals.unwrap_or_default(),
            text: row.title(Field::Text),
            by: row.by,
        }
    }

    #[must_use]
    pub fn add(id: RowId, hour: i64, text: &str) -> Command {
        let text =
            Put { cell: Cell::Row(Rows::Happenings, id, Field::Text), value: Some(Datum::Text(text.to_owned())) };
        Command::Put { puts: vec![text, at(id, hour)] }
    }

    /// Adds what the pad says of the day: what was taken away comes back as it was, and what is there stays as it is.
    #[must_use]
    pub fn add_openings(doc: &Automerge, openings: &[Opening]) -> Vec<Command> {
        let rows = read::read_rows(doc, Rows::Happenings);
        let stands = |opening: &Opening| rows.iter().find(|row| row.id == opening.id).map(|row| !row.is_gone);
        let puts = openings.iter().filter(|opening| stands(opening).is_none()).flat_map(|opening| {
            let text = Some(Datum::Text(opening.words.clone()));
            [
                Put { cell: Cell::Row(Rows::Happenings, opening.id, Field::Text), value: text },
                at(opening.id, opening.hour),
            ]
        });
        let puts: Vec<_> = puts.collect();
        let back = openings.iter().filter(|opening| stands(opening) == Some(false));
        let back = back.map(|opening| Self::take(opening.id, false));
        (!puts.is_empty()).then_some(Command::Put { puts }).into_iter().chain(back).collect()
    }

    /// Says it in other words, or settles which of several it is.
    #[must_use]
    pub fn say(id: RowId, text: &str) -> Command {
        let value = Some(Datum::Text(text.to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Row(Rows::Happenings, id, Field::Text), value }] }
    }

    /// Says when it was, or settles which of several hours it is.
    #[must_use]
    pub fn was_at(id: RowId, hour: i64) -> Command {
        Command::Put { puts: vec![at(id, hour)] }
    }

    /// Takes it away, or brings it back.
    #[must_use]
    pub fn take(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Happenings, id, gone }])
    }
}

fn at(id: RowId, hour: i64) -> Put {
    Put { cell: Cell::Row(Rows::Happenings, id, Field::Hour), value: Some(Datum::Whole(hour)) }
}

/// What the pad says of the day: where something new began in it, and when that was first written. The earliest first.
#[must_use]
pub fn openings(doc: &Automerge) -> Vec<Opening> {
    let pad = Pad::of(doc, Text::Pad);
    let text = pad.text(doc);
    let mut lines = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    for line in text.split('\n') {
        let words = line.trim_start_matches('#').trim();
        if !words.is_empty() {
            let is_heading = line.starts_with('#');
            if is_heading || after_blank {
                lines.push((is_heading, at, words.chars().take(crate::MAX_TITLE).collect::<String>()));
            }
        }
        after_blank = words.is_empty();
        at += line.encode_utf16().count() + 1;
    }
    let has_headings = lines.iter().any(|(is_heading, ..)| *is_heading);
    // When each change was made, by who made it and the operations in it.
    let mut changes: HashMap<_, Vec<_>> = HashMap::new();
    for change in doc.get_changes(&[]) {
        let operations = change.start_op().get()..=change.max_op();
        let of_actor = changes.entry(change.actor_id().to_hex_string()).or_default();
        of_actor.push((operations, change.timestamp().saturating_mul(1_000)));
    }
    let written = |at: usize| {
        // A place is named by the character there, and a character by the operation that wrote it: `counter@actor`.
        let cursor = pad.cursor(doc, at)?;
        let (counter, actor) = cursor.rsplit_once('/')?.1.split_once('@')?;
        let counter: u64 = counter.trim_start_matches('-').parse().ok()?;
        let (_, hour) = changes.get(actor)?.iter().find(|(operations, _)| operations.contains(&counter))?;
        Some((id_of(actor, counter), *hour))
    };
    let lines = lines.into_iter().filter(|(is_heading, ..)| *is_heading || !has_headings);
    let mut openings: Vec<_> = lines
        .filter_map(|(_, at, words)| {
            let (id, hour) = written(at).or_else(|| written(at + 1))?;
            Some(Opening { id, hour, words })
        })
        .filter(|one| one.hour > 0)
        .collect();
    openings.sort_by_key(|opening| opening.hour);
    openings
}

/// The id of what an operation began. Actors are drawn at random, 16 bytes long; those of other programs are folded.
fn id_of(actor: &str, counter: u64) -> RowId {
    let mut bytes = [0; 16];
    let digits = actor.bytes().filter_map(|digit| u8::try_from(char::from(digit).to_digit(16)?).ok());
    for (n, digit) in digits.enumerate() {
        bytes[n / 2 % 16] ^= if n % 2 == 0 { digit << 4 } else { digit };
    }
    bytes[8..].iter_mut().zip(counter.to_be_bytes()).for_each(|(byte, of_counter)| *byte ^= of_counter);
    RowId::from_bytes(bytes)
}
