//! People, and replicas of one meetup in which they act.

#![allow(dead_code, reason = "no test needs all of it")]

use automerge::{ActorId, Automerge};
use boucle_model::{Applied, ApplyError, Author, Command, Kind, Pad, PersonId, RowId, Text, apply, genesis};

pub(crate) fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

pub(crate) fn row(n: u8) -> RowId {
    RowId::from_bytes([n; 16])
}

pub(crate) fn replica(n: u8) -> Automerge {
    let mut doc = genesis::new(Kind::Meetup, ActorId::from([n; 16]));
    genesis::begin(&mut doc, Kind::Meetup, Kind::Meetup.schema());
    doc
}

/// Somebody acts, at a moment that is theirs.
pub(crate) fn give(doc: &mut Automerge, n: u8, command: &Command) -> Result<Applied, ApplyError> {
    let mut pad = Pad::of(doc, Text::Pad);
    apply(doc, &mut pad, Author { person: person(n), at: i64::from(n) }, command)
}
