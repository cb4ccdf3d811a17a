//! What of the map is looked at: words, filters, and what is near one vertex. It stands in the address, so that it can be sent to
//! somebody and kept as a view.

use crate::{Arrangement, Graph, Vertex, brought::Source, fold};
use boucle_model::{MeetupId, PersonId, RowId};
use std::{
    collections::BTreeSet,
    fmt::{self, Display, Formatter},
};

/// How far from what is in the middle one can look.
pub const STEPS: std::ops::RangeInclusive<u8> = 1..=3;

/// What is looked for. Of one kind any will do, of all kinds each is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    pub types: BTreeSet<RowId>,
    pub tags: BTreeSet<String>,
    pub meetups: BTreeSet<MeetupId>,
    pub people: BTreeSet<PersonId>,
    /// What is in the middle, and how many steps from it are looked at.
    pub focus: Option<(RowId, u8)>,
    pub arrangement: Arrangement,
    /// The meetup as at which the map is looked at; as it stands now without one.
    pub then: Option<MeetupId>,
}

impl Query {
    /// Reads it as it stands in an address after the question mark. What cannot be read is not asked for.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut query = Self::default();
        let (mut focus, mut steps) = (None, *STEPS.start());
        for (name, value) in form_urlencoded::parse(text.trim_start_matches('?').as_bytes()) {
            match &*name {
                "q" => value.trim().clone_into(&mut query.words),
                "type" => query.types.extend(value.parse::<RowId>()),
                "tag" => drop(query.tags.insert(value.into_owned())),
                "meetup" => query.meetups.extend(value.parse::<MeetupId>()),
                "person" => query.people.extend(value.parse::<PersonId>()),
                "focus" => focus = value.parse().ok(),
                "steps" => steps = value.parse().ok().filter(|n| STEPS.contains(n)).unwrap_or(steps),
                "layout" => {
                    let named = Arrangement::ALL.into_iter().find(|one| one.name() == value);
                    query.arrangement = named.unwrap_or_default();
                }
                "at" => query.then = value.parse().ok(),
                _ => {}
            }
        }
        query.focus = focus.map(|focus| (focus, steps));
        query
    }

    /// The same arrangement of the same moment, with everything.
    #[must_use]
    pub fn opened(&self) -> Self {
        Self { arrangement: self.arrangement, then: self.then, ..Self::default() }
    }

    /// Whether everything is looked at.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Self { words, types, tags, meetups, people, focus, arrangement: _, then: _ } = self;
        words.is_empty()
            && types.is_empty()
            && tags.is_empty()
            && meetups.is_empty()
            && people.is_empty()
            && focus.is_none()
    }

    /// Of each vertex of the graph whether it is looked at.
    #[must_use]
    pub fn shown(&self, graph: &Graph) -> Vec<bool> {
        let words: Vec<_> = fold(&self.words).split_whitespace().map(str::to_owned).collect();
        let tags: BTreeSet<_> = self.tags.iter().map(|tag| fold(tag)).collect();
        let near = self.focus.and_then(|(focus, steps)| Some(graph.steps_from(graph.find(focus)?, steps.into())));
        let is_shown = |(n, vertex): (usize, &Vertex)| {
            near.as_ref().is_none_or(|near| near[n].is_some())
                && (self.types.is_empty() || vertex.of_type.is_some_and(|of| self.types.contains(&of)))
                && (tags.is_empty() || vertex.tags.iter().any(|tag| tags.contains(&fold(tag))))
                && (self.meetups.is_empty() || vertex.meetup.is_some_and(|meetup| self.meetups.contains(&meetup)))
                && (self.people.is_empty() || person_of(vertex).is_some_and(|person| self.people.contains(&person)))
                && (words.is_empty() || says_all(vertex, &words))
        };
        graph.vertices.iter().enumerate().map(is_shown).collect()
    }
}

/// Who brought it to the map, or who it is.
#[must_use]
pub fn person_of(vertex: &Vertex) -> Option<PersonId> {
    match vertex.source {
        Some(Source::Speaker(person, _)) => Some(person),
        _ => vertex.by,
    }
}

fn says_all(vertex: &Vertex, words: &[String]) -> bool {
    let said = fold(&format!("{}\n{}\n{}", vertex.label, vertex.tags.join("\n"), vertex.about));
    words.iter().all(|word| said.contains(word))
}

/// The vertices that somebody who types this may mean, the likeliest first: those that are called so, then those whose name begins so,
/// then those in which a word begins so, then those that have it anywhere.
#[must_use]
pub fn meant(graph: &Graph, typed: &str, most: usize) -> Vec<usize> {
    let typed = fold(typed.trim());
    if typed.is_empty() {
        return Vec::new();
    }
    let likely = |vertex: &Vertex| {
        let name = fold(&vertex.label);
        if name.trim() == typed {
            Some(0)
        } else if name.starts_with(&typed) {
            Some(1)
        } else if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&typed)) {
            Some(2)
        } else {
            name.contains(&typed).then_some(3)
        }
    };
    let mut found: Vec<_> = graph
        .vertices
        .iter()
        .enumerate()
        .filter_map(|(n, vertex)| Some((likely(vertex)?, usize::MAX - graph.degree(n), n)))
        .collect();
    found.sort_unstable();
    found.into_iter().take(most).map(|(.., n)| n).collect()
}

impl Display for Query {
    /// As it stands in an address after the question mark.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            text.append_pair("q", &self.words);
        }
        text.extend_pairs(self.types.iter().map(|one| ("type", one.to_string())));
        text.extend_pairs(self.tags.iter().map(|one| ("tag", one)));
        text.extend_pairs(self.meetups.iter().map(|one| ("meetup", one.to_string())));
        text.extend_pairs(self.people.iter().map(|one| ("person", one.to_string())));
        if let Some((focus, steps)) = self.focus {
            text.append_pair("focus", &focus.to_string());
            text.append_pair("steps", &steps.to_string());
        }
        if self.arrangement != Arrangement::default() {
            text.append_pair("layout", self.arrangement.name());
        }
        if let Some(then) = self.then {
            text.append_pair("at", &then.to_string());
        }
        f.write_str(&text.finish())
    }
}
