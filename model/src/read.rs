//! Reading a document. It never fails: what is missing has its default, what is unknown is left alone, and
//! what is strange is reported beside the value.

mod cells;
mod editions;

pub use cells::{Row, read_cell, read_marks, read_own, read_rows};
pub(crate) use cells::{each_said, edits, has_row, is_gone, read_cell_at, read_said, row_maps};
pub use editions::read_editions;
pub(crate) use editions::{edition_maps, read_edition_at, read_editions_at};

use crate::{
    Commons, CommonsId, Kind, Meetup, MeetupId, Move, PersonId, Phase, Place, Standing, Text, Title, field, pad::Pad,
    read_attendance, read_board, read_carried, read_evidence, read_happenings, read_ideas, read_plan, read_poll,
    read_reviews, read_steps, read_talks,
};
use automerge::{Automerge, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use std::collections::BTreeMap;

/// Something strange in a document, which was read as far as it makes sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the field {0} is missing")]
    Missing(&'static str),
    #[error("the field {field} holds {found} and was passed over")]
    Unexpected { field: &'static str, found: &'static str },
    #[error("the document was written by a newer version (schema {0})")]
    Newer(u64),
}

/// Reads the whole meetup.
#[must_use]
pub fn read(doc: &Automerge) -> (Meetup, Vec<Problem>) {
    let mut problems = Vec::new();
    let schema = common(doc, Kind::Meetup, &mut problems);
    let meetup = Meetup {
        schema,
        title: read_title(doc, Kind::Meetup),
        place: place(doc, &mut problems),
        phase: read_phase(doc),
        moves: moves(doc, &mut problems),
        plan: read_plan(doc),
        attendance: read_attendance(doc),
        board: read_board(doc),
        reviews: read_reviews(doc),
        happenings: read_happenings(doc),
        evidence: read_evidence(doc),
        carried: read_carried(doc),
        talks: read_talks(doc),
        poll: read_poll(doc),
        steps: read_steps(doc),
        bilan: Pad::of(doc, Text::Bilan).text(doc),
        call: Pad::of(doc, Text::Call).text(doc),
        announcement: Pad::of(doc, Text::Announcement).text(doc),
        notes: Pad::of(doc, Text::Notes).text(doc),
        pad: Pad::of(doc, Text::Pad).text(doc),
        actors: actors(doc, &mut problems),
    };
    (meetup, problems)
}

/// Reads the whole commons.
#[must_use]
pub fn read_commons(doc: &Automerge) -> (Commons, Vec<Problem>) {
    let mut problems = Vec::new();
    let schema = common(doc, Kind::Commons, &mut problems);
    let commons = Commons {
        schema,
        name: read_title(doc, Kind::Commons),
        vision: Pad::of(doc, Text::Vision).text(doc),
        editions: editions::editions(doc, &mut problems),
        ideas: read_ideas(doc),
        actors: actors(doc, &mut problems),
    };
    (commons, problems)
}

/// What all documents have: a schema, which is returned, a title and a text.
pub(crate) fn common(doc: &Automerge, kind: Kind, problems: &mut Vec<Problem>) -> u64 {
    let schema = match get(doc, field::SCHEMA, problems) {
        Some(value) => number(&value).unwrap_or_else(|| {
            problems.push(unexpected(field::SCHEMA, &value));
            0
        }),
        None => 0,
    };
    if schema > kind.schema() {
        problems.push(Problem::Newer(schema));
    }
    match get(doc, kind.title(), problems) {
        Some(Value::Object(ObjType::Text) | Value::Scalar(_)) if title_is_text(doc, kind) => {}
        Some(value) => problems.push(unexpected(kind.title(), &value)),
        None => {}
    }
    let pad = Pad::of(doc, kind.text());
    if !(pad.exists() && pad.is_all_text())
        && let Some(value) = get(doc, kind.text().name(), problems)
    {
        problems.push(unexpected(kind.text().name(), &value));
    }
    schema
}

/// Reads the title alone, which is cheap however long the text is.
#[must_use]
pub fn read_title(doc: &Automerge, kind: Kind) -> Title {
    let mut titles: Vec<_> = doc
        .get_all(ROOT, kind.title())
        .unwrap_or_default()
        .iter()
        .filter_map(|(value, id)| text(doc, value, id))
        .collect();
    // Automerge lists the winner last.
    let winner = titles.pop().unwrap_or_default();
    titles.sort();
    titles.dedup();
    titles.retain(|t| *t != winner && !t.is_empty());
    Title { text: winner, rivals: titles }
}

/// Reads the phase alone. A meetup begins with its co-construction.
#[must_use]
pub fn read_phase(doc: &Automerge) -> Standing {
    let all = doc.get_all(ROOT, field::PHASE).unwrap_or_default();
    let mut phases: Vec<_> = all.iter().filter_map(|(value, id)| Phase::of(&text(doc, value, id)?)).collect();
    let phase = phases.pop().unwrap_or_default();
    phases.sort();
    phases.dedup();
    phases.retain(|rival| *rival != phase);
    Standing { phase, rivals: phases }
}

fn moves(doc: &Automerge, problems: &mut Vec<Problem>) -> Vec<Move> {
    let list = match doc.get(ROOT, field::PHASES) {
        Ok(Some((Value::Object(ObjType::List), id))) => id,
        Ok(Some((value, _))) => {
            problems.push(unexpected(field::PHASES, &value));
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    let mut moves = Vec::new();
    for entry in doc.list_range(&list, ..) {
        let id = entry.id();
        match entry_text(doc, &id, field::PHASE).and_then(|name| Phase::of(&name)) {
            Some(to) => moves.push(Move { to, at: entry_time(doc, &id), by: entry_person(doc, &id) }),
            None => problems.push(Problem::Unexpected { field: field::PHASES, found: "no phase" }),
        }
    }
    moves
}

/// Reads its place in a commons alone.
#[must_use]
pub fn read_place(doc: &Automerge) -> Option<Place> {
    place(doc, &mut Vec::new())
}

fn place(doc: &Automerge, problems: &mut Vec<Problem>) -> Option<Place> {
    let (value, _) = doc.get(ROOT, field::COMMONS).ok().flatten()?;
    let Some(commons) = id(&value).map(CommonsId::from_bytes) else {
        problems.push(unexpected(field::COMMONS, &value));
        return None;
    };
    let of = |field| doc.get(ROOT, field).ok().flatten().map(|(value, _)| value);
    let number = of(field::NUMBER).and_then(|value| number(&value)).unwrap_or(0);
    let previous = of(field::PREVIOUS).and_then(|value| id(&value)).map(MeetupId::from_bytes);
    Some(Place { commons, number, previous })
}

fn entry_text(doc: &Automerge, entry: &ObjId, field: &str) -> Option<String> {
    let (value, id) = doc.get(entry, field).ok().flatten()?;
    text(doc, &value, &id)
}

fn entry_time(doc: &Automerge, entry: &ObjId) -> i64 {
    let at = doc.get(entry, field::AT).ok().flatten();
    at.and_then(|(value, _)| value.as_i64()).unwrap_or(0)
}

fn entry_person(doc: &Automerge, entry: &ObjId) -> Option<PersonId> {
    let by = doc.get(entry, field::BY).ok().flatten();
    by.and_then(|(value, _)| person(&value))
}

fn person(value: &Value<'_>) -> Option<PersonId> {
    id(value).map(PersonId::from_bytes)
}

/// The schema the document was written with; 0 when it does not say.
#[must_use]
pub fn read_schema(doc: &Automerge) -> u64 {
    get(doc, field::SCHEMA, &mut Vec::new()).and_then(|value| number(&value)).unwrap_or(0)
}

/// Reads alone everybody who wrote, each once.
#[must_use]
pub fn read_authors(doc: &Automerge) -> Vec<PersonId> {
    let mut authors: Vec<_> = read_actors(doc).into_values().collect();
    authors.sort_unstable();
    authors.dedup();
    authors
}

/// Reads alone who wrote as which actor.
#[must_use]
pub(crate) fn read_actors(doc: &Automerge) -> BTreeMap<String, PersonId> {
    actors(doc, &mut Vec::new())
}

fn actors(doc: &Automerge, problems: &mut Vec<Problem>) -> BTreeMap<String, PersonId> {
    let Ok(Some((Value::Object(ObjType::Map), map))) = doc.get(ROOT, field::ACTORS) else {
        get(doc, field::ACTORS, problems);
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for actor in doc.keys(&map) {
        let Ok(Some((value, _))) = doc.get(&map, &actor) else { continue };
        match id(&value) {
            Some(bytes) => drop(found.insert(actor, PersonId::from_bytes(bytes))),
            None => problems.push(unexpected(field::ACTORS, &value)),
        }
    }
    found
}

fn get<'a>(doc: &'a Automerge, name: &'static str, problems: &mut Vec<Problem>) -> Option<Value<'a>> {
    match doc.get(ROOT, name) {
        Ok(Some((value, _))) => Some(value),
        _ => {
            problems.push(Problem::Missing(name));
            None
        }
    }
}

fn number(value: &Value<'_>) -> Option<u64> {
    match value.as_scalar()? {
        ScalarValue::Uint(n) => Some(*n),
        ScalarValue::Int(n) => u64::try_from(*n).ok(),
        _ => None,
    }
}

fn id(value: &Value<'_>) -> Option<[u8; 16]> {
    value.as_bytes().and_then(|bytes| bytes.try_into().ok())
}

fn title_is_text(doc: &Automerge, kind: Kind) -> bool {
    matches!(doc.get(ROOT, kind.title()), Ok(Some((value, id))) if text(doc, &value, &id).is_some())
}

/// A string, however it was written: we write scalars, JavaScript programs write text objects.
fn text(doc: &Automerge, value: &Value<'_>, id: &ObjId) -> Option<String> {
    match value {
        Value::Object(ObjType::Text) => doc.text(id).ok(),
        _ => value.as_str().map(str::to_owned),
    }
}

fn unexpected(field: &'static str, value: &Value<'_>) -> Problem {
    let found = match value {
        Value::Object(ObjType::Map) => "a map",
        Value::Object(ObjType::List) => "a list",
        Value::Object(ObjType::Text) => "a text",
        Value::Object(ObjType::Table) => "a table",
        Value::Scalar(_) => "a scalar",
    };
    Problem::Unexpected { field, found }
}
