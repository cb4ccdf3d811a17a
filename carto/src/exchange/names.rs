//! What types are called in tables: as the community calls them; those that it has not named as everybody does, in either language.

use super::key;
use boucle_model::{Carto, Given, Of, RowId, Type};

/// A type that a table names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Known(RowId),
    /// One that is added with the others, by its place among them.
    New(usize),
}

/// What a type is called.
pub(super) fn name(one: &Type) -> &str {
    if one.name.text.is_empty() { one.given.map_or("", Given::name) } else { &one.name.text }
}

/// What the type of something is called; empty for none.
pub(super) fn name_of(carto: &Carto, id: Option<RowId>) -> &str {
    id.and_then(|id| carto.type_of(id)).map_or("", name)
}

/// The type of this name: what the community calls so comes before what everybody does.
pub(super) fn find(carto: &Carto, of: Of, word: &str) -> Option<RowId> {
    let word = key(word);
    let offered = || carto.types.iter().filter(|one| one.of == of && !one.is_gone);
    let called = offered().find(|one| !one.name.text.is_empty() && key(&one.name.text) == word);
    let given =
        || offered().find(|one| one.given.is_some_and(|given| given.name() == word || in_french(given) == word));
    called.or_else(given).map(|one| one.id)
}

/// The type that a row names: the one that it has where that is called so, whoever else is.
pub(super) fn named(
    carto: &Carto,
    of: Of,
    word: &str,
    now: Option<RowId>,
    new_types: &mut Vec<String>,
) -> Option<Kind> {
    if word.is_empty() {
        return None;
    }
    if let Some(now) = now.filter(|now| key(name_of(carto, Some(*now))) == key(word)) {
        return Some(Kind::Known(now));
    }
    if let Some(id) = find(carto, of, word) {
        return Some(Kind::Known(id));
    }
    let place = new_types.iter().position(|new| key(new) == key(word)).unwrap_or_else(|| {
        new_types.push(super::one_line(word));
        new_types.len() - 1
    });
    Some(Kind::New(place))
}

/// As it is compared.
const fn in_french(given: Given) -> &'static str {
    match given {
        Given::Project => "projet",
        Given::Actor => "acteur",
        Given::Idea => "idee",
        Given::Resource => "ressource",
        Given::Meetup => "rencontre",
        Given::Theme => "theme",
        Given::Problem => "probleme",
        Given::Tool => "outil",
        Given::Place => "lieu",
    }
}
