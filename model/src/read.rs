//! Reading a meetup. It never fails: what is missing has its default, what is unknown is left alone, and
//! what is strange is reported beside the value.

use crate::{Meetup, PersonId, SCHEMA, Title, field, pad::Pad};
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
    let schema = match get(doc, field::SCHEMA, &mut problems) {
        Some(value) => number(&value).unwrap_or_else(|| {
            problems.push(unexpected(field::SCHEMA, &value));
            0
        }),
        None => 0,
    };
    if schema > SCHEMA {
        problems.push(Problem::Newer(schema));
    }
    match get(doc, field::TITLE, &mut problems) {
        Some(Value::Object(ObjType::Text) | Value::Scalar(_)) if title_is_text(doc) => {}
        Some(value) => problems.push(unexpected(field::TITLE, &value)),
        None => {}
    }
    let pad = Pad::of(doc);
    if !(pad.exists() && pad.is_all_text())
        && let Some(value) = get(doc, field::PAD, &mut problems)
    {
        problems.push(unexpected(field::PAD, &value));
    }
    let meetup = Meetup { schema, title: read_title(doc), pad: pad.text(doc), actors: actors(doc, &mut problems) };
    (meetup, problems)
}

/// Reads the title alone, which is cheap however long the pad is.
#[must_use]
pub fn read_title(doc: &Automerge) -> Title {
    let mut titles: Vec<_> = doc
        .get_all(ROOT, field::TITLE)
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

/// The schema the document was written with; 0 when it does not say.
#[must_use]
pub fn read_schema(doc: &Automerge) -> u64 {
    get(doc, field::SCHEMA, &mut Vec::new()).and_then(|value| number(&value)).unwrap_or(0)
}

fn actors(doc: &Automerge, problems: &mut Vec<Problem>) -> BTreeMap<String, PersonId> {
    let Ok(Some((Value::Object(ObjType::Map), id))) = doc.get(ROOT, field::ACTORS) else {
        get(doc, field::ACTORS, problems);
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for actor in doc.keys(&id) {
        let Ok(Some((value, _))) = doc.get(&id, &actor) else { continue };
        match value.as_bytes().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()) {
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

fn title_is_text(doc: &Automerge) -> bool {
    matches!(doc.get(ROOT, field::TITLE), Ok(Some((value, id))) if text(doc, &value, &id).is_some())
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
