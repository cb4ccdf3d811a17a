//! What was done in a document, by whom and when: read from its changes, which are its history. Nothing is kept beside them.
//!
//! Writing that one person goes on with is one entry. A time is what the author's device said (UTC, whole seconds).

use crate::{
    Cell, Datum, Field, Kind, Mark, Marks, MeetupId, Own, PersonId, Phase, RowId, Rows, Text, field, pad::Pad, read,
};
use automerge::{Automerge, Change, ChangeHash, ObjType, ROOT, ReadDoc, ScalarValue, Value, legacy};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Changes that are looked at for one journal at most; the latest are.
pub const MOST: usize = 5_000;
/// The most votes of one change that are told each for itself.
const ONE_BY_ONE: usize = 3;
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
    /// Wrote in a text: characters that came and went, in UTF-16 units.
    Wrote { text: Text, added: usize, removed: usize },
    /// Put something into a cell, or cleared it.
    Put { cell: Cell, value: Option<Datum> },
    /// Added this row, which says this.
    Row { of: Rows, id: RowId, deed: Deed, name: String },
    /// Took in so many votes at once, from a table or in the place of another.
    TookIn(usize),
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

/// What somebody did with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    Added,
    /// Said it in other words.
    Changed,
    /// Gave it another place among the others.
    Moved,
    /// Found it to be the same as another; or not, after all.
    Joined,
    Parted,
    /// Said that a meetup has taken it up; or that none has, after all.
    TakenUp,
    GivenBack,
    /// Said what was decided of it, or what became of it.
    Decided,
    TookAway,
    BroughtBack,
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
            Self::Named(_)
            | Self::Wrote { .. }
            | Self::Moved(_)
            | Self::Put { .. }
            | Self::TookIn(_)
            | Self::Row { .. } => None,
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
        for entry in reader.entries(doc, change) {
            if !entries.last_mut().is_some_and(|last| last.takes_in(&entry)) {
                entries.push(entry);
            }
        }
    }
    entries
}

/// The rows of which anybody but this person has said something since these heads.
pub(crate) fn spoken_of_by_others(doc: &Automerge, kind: Kind, since: &[ChangeHash], me: PersonId) -> BTreeSet<RowId> {
    let reader = Reader::of(doc, kind);
    let mut rows = BTreeSet::new();
    for change in doc.get_changes(since) {
        if reader.people.get(&change.actor_id().to_hex_string()) == Some(&me) {
            continue;
        }
        for op in &change.decode().operations {
            let legacy::ObjectId::Id(within) = &op.obj else { continue };
            let within = within.to_string();
            if let Some((_, id)) = reader.rows.get(&within) {
                rows.insert(*id);
            }
            if let (Some(Table::Marks(_)), legacy::Key::Map(key)) = (reader.tables.get(&within), &op.key) {
                rows.extend(Mark::of_key(key).and_then(|mark| mark.of).map(RowId::from_bytes));
            }
        }
    }
    rows
}

impl Entry {
    /// Whether this goes on with the entry before it, which then holds both.
    fn takes_in(&mut self, next: &Self) -> bool {
        let goes_on = self.by == next.by && (next.at - self.at).abs() < PAUSE;
        let (Act::Wrote { text, added, removed }, Act::Wrote { text: other, added: more, removed: gone }) =
            (&mut self.what, &next.what)
        else {
            return false;
        };
        let goes_on = goes_on && text == other;
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
    /// The texts that stand beside its own, by the objects they are made of.
    texts: HashMap<String, Text>,
    /// The tables, and the rows in them, by the map of each.
    tables: HashMap<String, Table>,
    rows: HashMap<String, (Rows, RowId)>,
    /// What each row says now.
    names: HashMap<RowId, String>,
}

/// What a map in a document is the table of.
#[derive(Clone, Copy)]
enum Table {
    Rows(Rows),
    Marks(Marks),
}

impl Reader {
    fn of(doc: &Automerge, kind: Kind) -> Self {
        let maps = if kind == Kind::Commons { read::edition_maps(doc) } else { None };
        let (editions, meetups) = maps.map_or((None, Vec::new()), |(editions, meetups)| (Some(editions), meetups));
        let meetups = meetups.into_iter().map(|(entry, meetup)| (entry.to_string(), meetup)).collect();
        let beside = Text::of(kind).skip(1).map(|text| (text, Pad::of(doc, text)));
        let texts = beside.flat_map(|(text, pad)| pad.objects().map(|id| (id.to_string(), text)).collect::<Vec<_>>());
        let mut reader = Self {
            kind,
            people: read::read_actors(doc),
            meetups,
            editions: editions.map(|id| id.to_string()),
            texts: texts.collect(),
            tables: HashMap::new(),
            rows: HashMap::new(),
            names: HashMap::new(),
        };
        let map = |name| match doc.get(ROOT, name) {
            Ok(Some((Value::Object(ObjType::Map), id))) => Some(id.to_string()),
            _ => None,
        };
        for marks in Marks::ALL.into_iter().filter(|marks| marks.kind() == kind) {
            reader.tables.extend(map(marks.name()).map(|id| (id, Table::Marks(marks))));
        }
        for rows in Rows::ALL.into_iter().filter(|rows| rows.kind() == kind) {
            reader.tables.extend(map(rows.name()).map(|id| (id, Table::Rows(rows))));
            for row in read::read_rows(doc, rows) {
                let maps = read::row_maps(doc, rows, row.id).into_iter();
                reader.rows.extend(maps.map(|map| (map.to_string(), (rows, row.id))));
                reader.names.insert(row.id, row.text(rows.says()).to_owned());
            }
        }
        reader
    }

    fn entries(&self, doc: &Automerge, change: &Change) -> Vec<Entry> {
        let by = self.people.get(&change.actor_id().to_hex_string()).copied();
        let (hash, at) = (change.hash(), change.timestamp().saturating_mul(1_000));
        let mut acts = Acts::default();
        for op in &change.decode().operations {
            self.read(op, &mut acts);
        }
        // Of two values that were given at once, Automerge settles the one that is shown by deleting the other.
        for (cell, value) in acts.puts.iter_mut().filter(|(_, value)| value.is_none()) {
            *value = read::read_cell_at(doc, *cell, hash);
        }
        acts.told(self).into_iter().map(|what| Entry { change: hash, by, at, what }).collect()
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
            (None, Some(key)) if Own::of(self.kind, key).is_some() => {
                acts.puts.extend(Own::of(self.kind, key).map(|own| (Cell::Own(own), datum(op))));
            }
            (Some(within), Some(key)) => {
                if let Some(Table::Marks(marks)) = self.tables.get(&within) {
                    acts.puts.extend(Mark::of_key(key).map(|mark| (Cell::Mark(*marks, mark), datum(op))));
                } else if let Some(Table::Rows(rows)) = self.tables.get(&within) {
                    acts.rows.extend(key.parse().ok().map(|id| Touched { added: true, ..Touched::of(*rows, id) }));
                } else if let Some((rows, id)) = self.rows.get(&within) {
                    acts.of_row(*rows, *id, key, op);
                } else if Some(&within) == self.editions.as_ref() {
                    acts.added = key.parse().ok().or(acts.added);
                } else if let Some(meetup) = self.meetups.get(&within) {
                    acts.of_meetup(*meetup, key, op, text());
                }
            }
            // What is written stands in lists of texts; the journal of phases is a list of maps.
            (Some(within), None) => {
                let text = self.texts.get(&within).copied().unwrap_or(self.kind.text());
                match &op.action {
                    legacy::OpType::Put(ScalarValue::Str(put)) if op.insert => acts.units(text).0 += units(put),
                    legacy::OpType::Delete => acts.units(text).1 += 1,
                    _ => {}
                }
            }
            (None, _) => {}
        }
    }
}

fn datum(op: &legacy::Op) -> Option<Datum> {
    match &op.action {
        legacy::OpType::Put(ScalarValue::Str(text)) => Some(Datum::Text(text.to_string())),
        legacy::OpType::Put(ScalarValue::Int(number)) => Some(Datum::Whole(*number)),
        _ => None,
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
    puts: Vec<(Cell, Option<Datum>)>,
    rows: Vec<Touched>,
    /// What came and went in each text.
    units: Vec<(Text, (usize, usize))>,
}

/// What one change did with a row.
struct Touched {
    of: Rows,
    id: RowId,
    added: bool,
    text: Option<String>,
    /// What else was done with it.
    deed: Option<Deed>,
}

impl Touched {
    const fn of(of: Rows, id: RowId) -> Self {
        Self { of, id, added: false, text: None, deed: None }
    }

    fn is_only_touched(&self) -> bool {
        !self.added && self.text.is_none() && self.deed.is_none()
    }

    fn told(self, reader: &Reader) -> Act {
        let deed = match &self {
            Self { added: true, .. } => Deed::Added,
            Self { deed: Some(deed), .. } => *deed,
            Self { text: Some(_), .. } => Deed::Changed,
            _ => Deed::BroughtBack,
        };
        let name = self.text.or_else(|| reader.names.get(&self.id).cloned()).unwrap_or_default();
        Act::Row { of: self.of, id: self.id, deed, name }
    }
}

/// The stand-in in whose place somebody answers by this.
fn answered_for(cell: Cell, value: Option<&Datum>) -> Option<PersonId> {
    match cell {
        Cell::Mark(Marks::Speakers, mark) => crate::talks::answered_by(value?).map(|_| mark.by),
        _ => None,
    }
}

/// That cards wait on a device is shown while they do; a timer that is stopped was about to run out.
const fn is_no_news(cell: Cell, value: Option<&Datum>) -> bool {
    matches!((cell, value), (Cell::Mark(Marks::Waiting, _), _) | (Cell::Own(Own::Timer), None))
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

    fn of_row(&mut self, of: Rows, id: RowId, key: &str, op: &legacy::Op) {
        let at = self.rows.iter().position(|row| (row.of, row.id) == (of, id)).unwrap_or_else(|| {
            self.rows.push(Touched::of(of, id));
            self.rows.len() - 1
        });
        let row = &mut self.rows[at];
        let is_put = matches!(op.action, legacy::OpType::Put(_));
        row.deed = match (key, Field::of(key)) {
            (field::GONE, _) => Some(Deed::TookAway),
            (_, Some(Field::Rank)) => Some(Deed::Moved),
            // A card that is again one of an earlier meetup is with no other card of this one.
            (_, Some(Field::SameAs)) if of != Rows::Cards => Some(if is_put { Deed::Joined } else { Deed::Parted }),
            (_, Some(Field::Group)) if of == Rows::Cards => Some(if is_put { Deed::Joined } else { Deed::Parted }),
            (_, Some(Field::Decision | Field::Outcome | Field::Fate)) => Some(Deed::Decided),
            (_, Some(Field::Meetup)) => Some(if is_put { Deed::TakenUp } else { Deed::GivenBack }),
            (_, Some(field)) if field == of.says() => {
                row.text = datum(op).map(|said| said.text().to_owned());
                row.deed
            }
            (_, Some(_)) => row.deed.or(Some(Deed::Changed)),
            (_, None) => row.deed,
        };
    }

    fn units(&mut self, text: Text) -> &mut (usize, usize) {
        let at = self.units.iter().position(|(of, _)| *of == text).unwrap_or_else(|| {
            self.units.push((text, (0, 0)));
            self.units.len() - 1
        });
        &mut self.units[at].1
    }

    fn told(self, reader: &Reader) -> Vec<Act> {
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
        // Whoever proposes something supports it: that goes without saying.
        let added: Vec<_> = self.rows.iter().filter(|row| row.added).map(|row| *row.id.as_bytes()).collect();
        let goes_without_saying =
            |cell: &Cell| matches!(cell, Cell::Mark(_, Mark { of: Some(of), .. }) if added.contains(of));
        let mut puts = self.puts;
        puts.retain(|(cell, value)| !goes_without_saying(cell) && !is_no_news(*cell, value.as_ref()));
        // Who answers in the place of a stand-in takes its votes along: that is no vote of anybody.
        let stand_ins: Vec<_> = puts.iter().filter_map(|(cell, value)| answered_for(*cell, value.as_ref())).collect();
        let is_moved = |cell: &Cell| matches!(cell, Cell::Mark(Marks::Ballots, mark) if stand_ins.contains(&mark.by));
        puts.retain(|(cell, _)| !is_moved(cell));
        let is_vote = |(cell, _): &(Cell, Option<Datum>)| matches!(cell, Cell::Mark(Marks::Ballots, _));
        let votes = puts.iter().filter(|put| is_vote(put)).count();
        if votes > ONE_BY_ONE {
            puts.retain(|put| !is_vote(put));
            told.push(Act::TookIn(votes));
        }
        told.extend(puts.into_iter().map(|(cell, value)| Act::Put { cell, value }));
        // Where one takes another place, others may have to be counted anew: that is nobody's news.
        let mut moved = false;
        // A row of which something is said elsewhere, by a remark or a vote, is touched by it: that is told there.
        let says_more = !told.is_empty() || self.rows.iter().any(|row| !row.is_only_touched());
        for row in self.rows.into_iter().filter(|row| !(says_more && row.is_only_touched())) {
            let told_of = row.told(reader);
            let moves = matches!(told_of, Act::Row { deed: Deed::Moved, .. });
            if !(moves && moved) {
                told.push(told_of);
            }
            moved |= moves;
        }
        told.extend(
            self.units
                .into_iter()
                .filter(|(_, (added, removed))| added + removed > 0)
                .map(|(text, (added, removed))| Act::Wrote { text, added, removed }),
        );
        told
    }
}
