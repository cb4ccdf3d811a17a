//! What was done in a document, by whom and when: read from its changes, which are its history. Nothing is kept beside them.
//!
//! Writing that one person goes on with is one entry. A time is what the author's device said (UTC, whole seconds).

use crate::{Kind, MeetupId, PersonId, Phase, field, read};
use automerge::{Automerge, Change, ChangeHash, ObjType, ROOT, ReadDoc, ScalarValue, Value, legacy};
use std::collections::{BTreeMap, HashMap};

/// Changes that are looked at for one journal at most; the latest are.
pub const MOST: usize = 5_000;
/// Who writes again within so many milliseconds goes on writing.
const PAUSE: i64 = 10 * 60 * 1_000;

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The last of its changes: with it the document was as it is told here.
    pub change: ChangeHash,
    /// `None` when the document does not say.
    pub by: Option<PersonId>,
    /// UTC milliseconds, as their device said.
    pub at: i64,
    pub what: Act,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Act {
    /// Gave the document this title or name.
    Named(String),
    /// Wrote: characters that came and went, in UTF-16 units.
    Wrote { added: usize, removed: usize },
    /// Moved the meetup to this phase.
    Moved(Phase),
    /// Added this meetup to the commons.
    Added { meetup: MeetupId, title: String },
    /// Took this meetup off the map, or put it back.
    Withdrew { meetup: MeetupId, withdrawn: bool },
    /// This meetup of the commons came to be called so.
    Renamed { meetup: MeetupId, title: String },
    /// This meetup of the commons came to this phase.
    Reached { meetup: MeetupId, phase: Phase },
}

impl Act {
    /// The meetup of the commons that it is about.
    #[must_use]
    pub const fn meetup(&self) -> Option<MeetupId> {
        match self {
            Self::Added { meetup, .. }
            | Self::Withdrew { meetup, .. }
            | Self::Renamed { meetup, .. }
            | Self::Reached { meetup, .. } => Some(*meetup),
            Self::Named(_) | Self::Wrote { .. } | Self::Moved(_) => None,
        }
    }
}

/// What was done since these heads, the earliest first; from the beginning without any. Heads that the document does not
/// know are passed over.
#[must_use]
pub fn journal(doc: &Automerge, kind: Kind, since: &[ChangeHash]) -> Vec<Entry> {
    let since: Vec<_> = since.iter().copied().filter(|hash| doc.get_change_by_hash(hash).is_some()).collect();
    let changes = doc.get_changes(&since);
    let reader = Reader::of(doc, kind);
    let mut entries: Vec<Entry> = Vec::new();
    // The beginning, and a new schema, are nobody's act.
    let is_constant = |change: &Change| kind.constants().iter().any(|constant| constant.hash == change.hash());
    for change in changes[changes.len().saturating_sub(MOST)..].iter().filter(|change| !is_constant(change)) {
        for entry in reader.entries(change) {
            if !entries.last_mut().is_some_and(|last| last.takes_in(&entry)) {
                entries.push(entry);
            }
        }
    }
    entries
}

impl Entry {
    /// Whether this goes on with the entry before it, which then holds both.
    fn takes_in(&mut self, next: &Self) -> bool {
        let goes_on = self.by == next.by && (next.at - self.at).abs() < PAUSE;
        let (Act::Wrote { added, removed }, Act::Wrote { added: more, removed: gone }) = (&mut self.what, &next.what)
        else {
            return false;
        };
        if goes_on {
            *added += more;
            *removed += gone;
            self.change = next.change;
            self.at = next.at;
        }
        goes_on
    }
}

/// What the changes of a document speak of.
struct Reader {
    kind: Kind,
    people: BTreeMap<String, PersonId>,
    /// The maps of the meetups of a commons, by the id of each.
    meetups: HashMap<String, MeetupId>,
    /// The map that holds them.
    editions: Option<String>,
}

impl Reader {
    fn of(doc: &Automerge, kind: Kind) -> Self {
        let editions = match doc.get(ROOT, field::MEETUPS) {
            Ok(Some((Value::Object(ObjType::Map), id))) if kind == Kind::Commons => Some(id),
            _ => None,
        };
        let mut meetups = HashMap::new();
        for key in editions.iter().flat_map(|map| doc.keys(map)) {
            // All that stand there: two who added the same meetup made two maps.
            let all = editions.as_ref().and_then(|map| doc.get_all(map, &key).ok()).unwrap_or_default();
            for (_, entry) in all {
                meetups.extend(key.parse().ok().map(|meetup: MeetupId| (entry.to_string(), meetup)));
            }
        }
        Self { kind, people: read::read_actors(doc), meetups, editions: editions.map(|id| id.to_string()) }
    }

    fn entries(&self, change: &Change) -> Vec<Entry> {
        let by = self.people.get(&change.actor_id().to_hex_string()).copied();
        let (hash, at) = (change.hash(), change.timestamp().saturating_mul(1_000));
        let mut acts = Acts::default();
        for op in &change.decode().operations {
            self.read(op, &mut acts);
        }
        acts.told().into_iter().map(|what| Entry { change: hash, by, at, what }).collect()
    }

    fn read(&self, op: &legacy::Op, acts: &mut Acts) {
        let key = match &op.key {
            legacy::Key::Map(key) => Some(key.as_str()),
            legacy::Key::Seq(_) => None,
        };
        let text = || match &op.action {
            legacy::OpType::Put(ScalarValue::Str(text)) => Some(text.to_string()),
            _ => None,
        };
        let within = match &op.obj {
            legacy::ObjectId::Root => None,
            legacy::ObjectId::Id(id) => Some(id.to_string()),
        };
        match (within, key) {
            (None, Some(key)) if key == self.kind.title() => acts.named = text().or_else(|| acts.named.take()),
            (None, Some(field::PHASE)) if self.kind == Kind::Meetup => {
                acts.moved = text().and_then(|name| Phase::of(&name)).or(acts.moved);
            }
            (Some(within), Some(key)) => {
                if Some(&within) == self.editions.as_ref() {
                    acts.added = key.parse().ok().or(acts.added);
                } else if let Some(meetup) = self.meetups.get(&within) {
                    acts.of_meetup(*meetup, key, op, text());
                }
            }
            // What is written stands in lists of texts; the journal of phases is a list of maps.
            (Some(_), None) => match &op.action {
                legacy::OpType::Put(ScalarValue::Str(text)) if op.insert => acts.added_units += units(text),
                legacy::OpType::Delete => acts.removed_units += 1,
                _ => {}
            },
            (None, _) => {}
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What one change did.
#[derive(Default)]
struct Acts {
    named: Option<String>,
    moved: Option<Phase>,
    added: Option<MeetupId>,
    meetups: Vec<(MeetupId, Said)>,
    added_units: usize,
    removed_units: usize,
}

#[derive(Default)]
struct Said {
    title: Option<String>,
    phase: Option<Phase>,
    withdrawn: Option<bool>,
}

impl Acts {
    fn of_meetup(&mut self, meetup: MeetupId, key: &str, op: &legacy::Op, text: Option<String>) {
        let at = self.meetups.iter().position(|(of, _)| *of == meetup).unwrap_or_else(|| {
            self.meetups.push((meetup, Said::default()));
            self.meetups.len() - 1
        });
        let said = &mut self.meetups[at].1;
        match key {
            field::TITLE => said.title = text,
            field::PHASE => said.phase = text.and_then(|name| Phase::of(&name)),
            field::WITHDRAWN => {
                if let legacy::OpType::Put(ScalarValue::Boolean(withdrawn)) = op.action {
                    said.withdrawn = Some(withdrawn);
                }
            }
            _ => {}
        }
    }

    fn told(self) -> Vec<Act> {
        let mut told: Vec<Act> = Vec::new();
        told.extend(self.named.map(Act::Named));
        told.extend(self.moved.map(Act::Moved));
        for (meetup, Said { title, phase, withdrawn }) in self.meetups {
            if self.added == Some(meetup) {
                told.push(Act::Added { meetup, title: title.unwrap_or_default() });
                continue;
            }
            // Whoever says something of a meetup says as well that it is there: that is news only by itself.
            let says_more = title.is_some() || phase.is_some();
            told.extend(title.map(|title| Act::Renamed { meetup, title }));
            told.extend(phase.map(|phase| Act::Reached { meetup, phase }));
            told.extend(
                withdrawn
                    .filter(|withdrawn| *withdrawn || !says_more)
                    .map(|withdrawn| Act::Withdrew { meetup, withdrawn }),
            );
        }
        let (added, removed) = (self.added_units, self.removed_units);
        if added + removed > 0 {
            told.push(Act::Wrote { added, removed });
        }
        told
    }
}
