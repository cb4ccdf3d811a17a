//! What others' changes did beside the pad. In a large poll votes come all the time, and reading it whole takes a phone
//! longer than a person waits: where nothing came but votes, these alone are read again.

use crate::{Mark, Marks, RowId, Rows, field};
use automerge::{Patch, PatchAction, Prop};
use std::collections::BTreeSet;

/// What patches did beside the pad.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Beside {
    #[default]
    Nothing,
    /// Somebody said something of dates and venues of the poll, or took it back.
    Votes(BTreeSet<Mark>),
    Anything,
}

impl Beside {
    /// What these patches did, none of which is of the pad.
    pub(super) fn of<'a>(patches: impl IntoIterator<Item = &'a Patch>) -> Self {
        let (mut votes, mut touched, mut is_empty) = (BTreeSet::new(), BTreeSet::new(), true);
        for patch in patches {
            is_empty = false;
            match Part::of(patch) {
                Some(Part::Vote(mark)) => drop(votes.insert(mark)),
                Some(Part::Touched(id)) => drop(touched.insert(id)),
                Some(Part::Author) => {}
                None => return Self::Anything,
            }
        }
        let voted_on = |id: &RowId| votes.iter().any(|mark| mark.of.map(RowId::from_bytes) == Some(*id));
        if is_empty {
            Self::Nothing
        } else if votes.is_empty() || !touched.iter().all(voted_on) {
            Self::Anything
        } else {
            Self::Votes(votes)
        }
    }

    /// What this and then `next` did.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Nothing, one) | (one, Self::Nothing) => one,
            (Self::Votes(mut votes), Self::Votes(more)) => {
                votes.extend(more);
                Self::Votes(votes)
            }
            _ => Self::Anything,
        }
    }
}

/// What a patch of a vote does.
enum Part {
    Vote(Mark),
    /// It was said of an option that something was said of it: one that was taken off the poll is there again.
    Touched(RowId),
    /// Who writes here.
    Author,
}

impl Part {
    fn of(patch: &Patch) -> Option<Self> {
        let path: Vec<&Prop> = patch.path.iter().map(|(_, prop)| prop).collect();
        let (key, counts) = match &patch.action {
            PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => (key, false),
            PatchAction::Conflict { prop: Prop::Map(key) } => (key, false),
            PatchAction::Increment { prop: Prop::Map(key), .. } => (key, true),
            _ => return None,
        };
        match path[..] {
            [Prop::Map(table)] if table == Marks::Ballots.name() => {
                Mark::of_key(key).filter(|mark| mark.key() == *key && mark.of.is_some()).map(Self::Vote)
            }
            [Prop::Map(table)] if table == field::ACTORS => Some(Self::Author),
            [Prop::Map(table), Prop::Map(id)] if counts && key == field::EDITS && is_option(table) => {
                id.parse().ok().map(Self::Touched)
            }
            _ => None,
        }
    }
}

fn is_option(table: &str) -> bool {
    [Rows::Dates, Rows::Venues].into_iter().any(|rows| rows.name() == table)
}
