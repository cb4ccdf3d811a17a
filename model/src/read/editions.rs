//! The meetups of a commons as they stand, or as they stood with some of its changes.

use super::{Problem, get, id, number, text, unexpected};
use crate::{Edition, MeetupId, PersonId, Phase, field};
use automerge::{Automerge, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, Value};

/// A document as it stands, or as it stood when these were its last changes.
#[derive(Clone, Copy)]
struct View<'a> {
    doc: &'a Automerge,
    heads: Option<&'a [ChangeHash]>,
}

/// Reads the meetups of a commons alone, the first edition first.
#[must_use]
pub fn read_editions(doc: &Automerge) -> Vec<Edition> {
    editions(doc, &mut Vec::new())
}

pub(super) fn editions(doc: &Automerge, problems: &mut Vec<Problem>) -> Vec<Edition> {
    let view = View { doc, heads: None };
    let Some(map) = view.map() else {
        if let Some(value) = get(doc, field::MEETUPS, problems) {
            problems.push(unexpected(field::MEETUPS, &value));
        }
        return Vec::new();
    };
    view.editions(&map, problems)
}

/// The same as they stood when these were the last changes. Changes that the document does not know are passed over.
pub(crate) fn read_editions_at(doc: &Automerge, heads: &[ChangeHash]) -> Vec<Edition> {
    let heads: Vec<_> = heads.iter().copied().filter(|hash| doc.get_change_by_hash(hash).is_some()).collect();
    let view = View { doc, heads: Some(&heads) };
    view.map().map(|map| view.editions(&map, &mut Vec::new())).unwrap_or_default()
}

/// One of them as it stood when these, which the document knows, were the last changes.
pub(crate) fn read_edition_at(doc: &Automerge, meetup: MeetupId, heads: &[ChangeHash]) -> Option<Edition> {
    let view = View { doc, heads: Some(heads) };
    match view.get(&view.map()?, &meetup.to_string()) {
        Some((Value::Object(ObjType::Map), entry)) => Some(view.edition(meetup, &entry)),
        _ => None,
    }
}

/// The map of the meetups, and those of each of them: two who added the same meetup made two.
pub(crate) fn edition_maps(doc: &Automerge) -> Option<(ObjId, Vec<(ObjId, MeetupId)>)> {
    let map = View { doc, heads: None }.map()?;
    let mut maps = Vec::new();
    for key in doc.keys(&map) {
        let Ok(meetup) = key.parse::<MeetupId>() else { continue };
        maps.extend(doc.get_all(&map, &key).unwrap_or_default().into_iter().map(|(_, entry)| (entry, meetup)));
    }
    Some((map, maps))
}

impl<'a> View<'a> {
    fn get(self, at: &ObjId, key: &str) -> Option<(Value<'a>, ObjId)> {
        let found = match self.heads {
            None => self.doc.get(at, key),
            Some(heads) => self.doc.get_at(at, key, heads),
        };
        found.ok().flatten()
    }

    fn get_all(self, at: &ObjId, key: &str) -> Vec<(Value<'a>, ObjId)> {
        let found = match self.heads {
            None => self.doc.get_all(at, key),
            Some(heads) => self.doc.get_all_at(at, key, heads),
        };
        found.unwrap_or_default()
    }

    fn text(self, at: &ObjId, key: &str) -> Option<String> {
        match (self.get(at, key)?, self.heads) {
            ((Value::Object(ObjType::Text), id), Some(heads)) => self.doc.text_at(&id, heads).ok(),
            ((value, id), _) => text(self.doc, &value, &id),
        }
    }

    /// The map of the meetups.
    fn map(self) -> Option<ObjId> {
        match self.get(&ROOT, field::MEETUPS)? {
            (Value::Object(ObjType::Map), id) => Some(id),
            _ => None,
        }
    }

    fn editions(self, map: &ObjId, problems: &mut Vec<Problem>) -> Vec<Edition> {
        let keys: Vec<String> = match self.heads {
            None => self.doc.keys(map).collect(),
            Some(heads) => self.doc.keys_at(map, heads).collect(),
        };
        let mut editions = Vec::new();
        for key in keys {
            match (key.parse(), self.get(map, &key)) {
                (Ok(id), Some((Value::Object(ObjType::Map), entry))) => editions.push(self.edition(id, &entry)),
                (_, Some((value, _))) => problems.push(unexpected(field::MEETUPS, &value)),
                _ => {}
            }
        }
        editions.sort_by_key(|edition| (edition.number, edition.id));
        editions
    }

    fn edition(self, edition: MeetupId, entry: &ObjId) -> Edition {
        let of = |field| self.get(entry, field).map(|(value, _)| value);
        // Withdrawn by all who said something of it at the same moment, or not at all: it comes back by any of them.
        let said = self.get_all(entry, field::WITHDRAWN);
        let is_withdrawn = !said.is_empty() && said.iter().all(|(value, _)| value.as_bool() == Some(true));
        Edition {
            id: edition,
            number: of(field::NUMBER).and_then(|value| number(&value)).unwrap_or(0),
            previous: of(field::PREVIOUS).and_then(|value| id(&value)).map(MeetupId::from_bytes),
            title: self.text(entry, field::TITLE).unwrap_or_default(),
            phase: self.text(entry, field::PHASE).and_then(|name| Phase::of(&name)).unwrap_or_default(),
            by: of(field::BY).and_then(|value| id(&value)).map(PersonId::from_bytes),
            at: of(field::AT).and_then(|value| value.as_i64()).unwrap_or(0),
            is_withdrawn,
        }
    }
}
