//! The history of a commons' map: what came about, one after the other, and how the map stood then.
//!
//! What the map shows is said in the commons, and read from its changes; what came about inside a meetup is told by it (`Annals`).
//! Nothing is kept beside them, and no whole meetup is needed.

mod annals;
mod order;

pub use annals::{Annals, Turn, read_annals};

use crate::{Edition, Flow, MeetupId, Phase, RowId, read, standing};
use automerge::{Automerge, Change, ChangeHash, legacy};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A title that is given within so many milliseconds after another takes its place.
const PAUSE: i64 = 10 * 60 * 1_000;

/// One thing that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// UTC milliseconds, as the device said that did it, as far as that can be.
    pub at: i64,
    /// The meetup that it is about.
    pub meetup: MeetupId,
    pub what: Passed,
    /// The last changes of the commons until the map changed again.
    pub heads: Vec<ChangeHash>,
}

/// What came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// The meetup came onto the map.
    Begun,
    Withdrawn,
    PutBack,
    Reached(Phase),
    Renamed,
    /// It took another place among the others.
    Placed,
    /// Something in the meetup itself.
    Turned(Turn),
}

/// The meetups of a commons as they stood when these were its last changes.
#[must_use]
pub fn map_at(doc: &Automerge, heads: &[ChangeHash]) -> Vec<Edition> {
    read::read_editions_at(doc, heads)
}

/// What came about in a commons and its meetups, the earliest first, as a device whose clock says `now` (UTC milliseconds) knows it. With
/// the last of them the map is as it is.
#[must_use]
pub fn milestones(doc: &Automerge, told: &BTreeMap<MeetupId, Annals>, now: i64) -> Vec<Milestone> {
    let map = of_the_map(doc, now);
    let mut begun = BTreeMap::new();
    for milestone in &map {
        begun.entry(milestone.meetup).or_insert(milestone.at);
    }
    let mut all: Vec<_> = map.into_iter().map(|milestone| (milestone.at, 0, milestone)).collect();
    let mut adopted: BTreeMap<RowId, i64> = BTreeMap::new();
    for (edition, rank) in standing(&read::read_editions(doc)).zip(1..) {
        let (Some(annals), Some(begun)) = (told.get(&edition.id), begun.get(&edition.id)) else { continue };
        // Not before the meetup was there, nor before what it builds on.
        let mut at = *begun;
        for (said, turn) in &annals.turns {
            at = at.max((*said).min(now));
            match turn {
                Turn::Adopted { card, .. } => drop(adopted.entry(*card).or_insert(at)),
                Turn::Carried { cards, .. } => {
                    at = cards.iter().filter_map(|card| adopted.get(card)).fold(at, |at, adopted| at.max(*adopted));
                }
                Turn::Intended { .. } | Turn::Done { .. } | Turn::Dropped { .. } => {}
            }
            let what = Passed::Turned(turn.clone());
            all.push((at, rank, Milestone { at, meetup: edition.id, what, heads: Vec::new() }));
        }
    }
    // Of the same time: the map first, then edition by edition, each in its order.
    all.sort_by_key(|(at, rank, _)| (*at, *rank));
    let mut all: Vec<_> = all.into_iter().map(|(.., milestone)| milestone).collect();
    let mut heads = Vec::new();
    for milestone in &mut all {
        if matches!(milestone.what, Passed::Turned(_)) {
            milestone.heads.clone_from(&heads);
        } else {
            heads.clone_from(&milestone.heads);
        }
    }
    all
}

/// What had been carried from one edition into another with the last of these, and what had become of it.
#[must_use]
pub fn flows_then(milestones: &[Milestone]) -> Vec<Flow> {
    let mut flows: BTreeMap<(MeetupId, MeetupId), Flow> = BTreeMap::new();
    let mut came: HashMap<(MeetupId, RowId), MeetupId> = HashMap::new();
    for Milestone { meetup: to, what, .. } in milestones {
        match what {
            Passed::Turned(Turn::Carried { from: Some(from), cards, .. }) => {
                let (from, to) = (*from, *to);
                let none = Flow { from, to, carried: 0, done: 0, dropped: 0, strands: Vec::new() };
                flows.entry((to, from)).or_insert(none).carried += cards.len();
                came.extend(cards.iter().map(|card| ((to, *card), from)));
            }
            Passed::Turned(Turn::Done { card, .. } | Turn::Dropped { card, .. }) => {
                let flow = came.get(&(*to, *card)).and_then(|from| flows.get_mut(&(*to, *from)));
                if let Some(flow) = flow {
                    let is_done = matches!(what, Passed::Turned(Turn::Done { .. }));
                    *(if is_done { &mut flow.done } else { &mut flow.dropped }) += 1;
                }
            }
            _ => {}
        }
    }
    flows.into_values().collect()
}

/// What the map itself went through.
fn of_the_map(doc: &Automerge, now: i64) -> Vec<Milestone> {
    let spoken = Spoken::of(doc);
    let changes = doc.get_changes(&[]).into_iter().map(|change| (change.hash(), change));
    let changes: HashMap<ChangeHash, Change> = changes.collect();
    let mut heads: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut known: BTreeMap<MeetupId, Option<Edition>> = BTreeMap::new();
    let mut all: Vec<Milestone> = Vec::new();
    // Those before this one have their heads.
    let mut settled = 0;
    for placed in order::in_time(doc, now) {
        let Some(change) = changes.get(&placed.hash) else { continue };
        let touched = spoken.touched(change);
        let before: Vec<_> = if touched.is_empty() { Vec::new() } else { heads.iter().copied().collect() };
        for dep in change.deps() {
            heads.remove(dep);
        }
        heads.insert(placed.hash);
        let here = all.len();
        for meetup in touched {
            let then: Vec<_> = heads.iter().copied().collect();
            let edition = read::read_edition_at(doc, meetup, &then).filter(|edition| !edition.is_withdrawn);
            let what = passed(known.get(&meetup), edition.as_ref());
            if edition.is_some() || known.contains_key(&meetup) {
                known.insert(meetup, edition);
            }
            all.extend(what.map(|what| Milestone { at: placed.at, meetup, what, heads: Vec::new() }));
        }
        if all.len() > here {
            all[settled..here].iter_mut().for_each(|milestone| milestone.heads.clone_from(&before));
            settled = here;
        }
    }
    let last: Vec<_> = heads.into_iter().collect();
    all[settled..].iter_mut().for_each(|milestone| milestone.heads.clone_from(&last));
    all.dedup_by(|next, before| next.goes_on(before));
    all
}

impl Milestone {
    /// Takes the place of the one before it, where somebody looks for a title.
    fn goes_on(&self, before: &mut Self) -> bool {
        let is_same = self.meetup == before.meetup && self.at - before.at < PAUSE;
        let goes_on = is_same && [&self.what, &before.what].into_iter().all(|what| *what == Passed::Renamed);
        if goes_on {
            before.clone_from(self);
        }
        goes_on
    }
}

/// What a meetup went through between two moments of the map: what matters most of it. What is not on the map is `None`; of one that was
/// never there nothing is known before.
fn passed(before: Option<&Option<Edition>>, now: Option<&Edition>) -> Option<Passed> {
    match (before, now) {
        (None, None) | (Some(None), None) => None,
        (None, Some(_)) => Some(Passed::Begun),
        (Some(None), Some(_)) => Some(Passed::PutBack),
        (Some(Some(_)), None) => Some(Passed::Withdrawn),
        (Some(Some(before)), Some(now)) => {
            let place = |edition: &Edition| (edition.number, edition.previous);
            if before.phase != now.phase {
                Some(Passed::Reached(now.phase))
            } else if before.title != now.title {
                Some(Passed::Renamed)
            } else {
                (place(before) != place(now)).then_some(Passed::Placed)
            }
        }
    }
}

/// Of which meetups changes speak.
struct Spoken {
    map: Option<String>,
    meetups: HashMap<String, MeetupId>,
}

impl Spoken {
    fn of(doc: &Automerge) -> Self {
        let (map, meetups) = read::edition_maps(doc).map_or((None, Vec::new()), |(map, of)| (Some(map), of));
        let meetups = meetups.into_iter().map(|(entry, meetup)| (entry.to_string(), meetup)).collect();
        Self { map: map.map(|map| map.to_string()), meetups }
    }

    fn touched(&self, change: &Change) -> BTreeSet<MeetupId> {
        let mut touched = BTreeSet::new();
        for op in &change.decode().operations {
            let legacy::ObjectId::Id(within) = &op.obj else { continue };
            let within = within.to_string();
            match &op.key {
                legacy::Key::Map(key) if Some(&within) == self.map.as_ref() => touched.extend(key.parse::<MeetupId>()),
                _ => touched.extend(self.meetups.get(&within)),
            }
        }
        touched
    }
}
