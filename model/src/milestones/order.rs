//! The changes of a document one after the other, in the same order on every replica: none before what it builds on, and among
//! others as their clocks say.

use automerge::{Automerge, ChangeHash};
use std::collections::HashMap;

/// A change in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) hash: ChangeHash,
    /// UTC milliseconds: never before what it builds on, and never after now.
    pub(super) at: i64,
}

/// All changes of a document, the earliest first.
///
/// A clock that is behind says the time of what it built on. A time that has not come yet is none: such a change has the time of what
/// it builds on, or else of what builds on it. So a clock that is ahead takes nothing along into the future.
pub(super) fn in_time(doc: &Automerge, now: i64) -> Vec<Placed> {
    let changes = doc.get_changes_meta(&[]);
    let known: HashMap<_, _> = changes.iter().enumerate().map(|(n, change)| (change.hash, n)).collect();
    let builds_on: Vec<Vec<usize>> =
        changes.iter().map(|change| change.deps.iter().filter_map(|dep| known.get(dep).copied()).collect()).collect();
    let said: Vec<Option<i64>> = changes
        .iter()
        .map(|change| Some(change.timestamp.saturating_mul(1_000)).filter(|at| (1..=now).contains(at)))
        .collect();
    // The earliest time that anything says that builds on each.
    let mut after: Vec<Option<i64>> = vec![None; changes.len()];
    for n in (0..changes.len()).rev() {
        if let Some(at) = said[n].or(after[n]) {
            for dep in &builds_on[n] {
                after[*dep] = Some(after[*dep].map_or(at, |other| other.min(at)));
            }
        }
    }
    let mut places: Vec<(Placed, usize, bool)> = Vec::with_capacity(changes.len());
    for (n, change) in changes.iter().enumerate() {
        let before = || builds_on[n].iter().filter_map(|dep| places.get(*dep));
        let least = before().map(|(placed, ..)| placed.at).max();
        let depth = before().map(|(_, depth, _)| depth + 1).max().unwrap_or(0);
        let is_dated = said[n].is_some() || before().any(|(.., is_dated)| *is_dated);
        let own = if is_dated { said[n] } else { after[n].or(Some(now)) };
        let at = least.max(own).unwrap_or(now);
        places.push((Placed { hash: change.hash, at }, depth, is_dated));
    }
    places.sort_by_key(|(placed, depth, _)| (placed.at, *depth, placed.hash));
    places.into_iter().map(|(placed, ..)| placed).collect()
}
