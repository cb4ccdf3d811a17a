//! What one meetup tells of when something came about in it, for the history of its commons, and nothing else of it.
//!
//! It speaks of what stands: what was adopted and set aside again was not adopted. Of what stands it says since when.

use super::order::{Placed, in_time};
use crate::{Decision, Fate, Field, MeetupId, RowId, Rows, Side, read, read_board, read_carried};
use automerge::{Automerge, ChangeHash, ObjId, ReadDoc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What came about in a meetup, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annals {
    pub turns: Vec<(i64, Turn)>,
}

/// Something that came about in a meetup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Its first intention was said. It may have been taken away since.
    Intended { text: String },
    /// Improvements were carried into it: the cards that they were, and the words of the first.
    Carried { from: Option<MeetupId>, cards: Vec<RowId>, text: String },
    /// An improvement was adopted in its bilan.
    Adopted { card: RowId, text: String },
    /// What was carried into it was done.
    Done { card: RowId, text: String },
    /// What was carried into it was given up.
    Dropped { card: RowId, text: String },
}

/// Reads what came about in a meetup, on a device whose clock says `now` (UTC milliseconds).
#[must_use]
pub fn read_annals(doc: &Automerge, now: i64) -> Annals {
    let when = When::of(doc, now);
    let mut turns: Vec<(usize, i64, Turn)> = Vec::new();
    let intentions = read::read_rows(doc, Rows::Intentions).into_iter();
    let first = intentions.filter_map(|row| Some((when.row(Rows::Intentions, row.id)?, row)));
    turns.extend(
        first
            .min_by_key(|((place, _), row)| (*place, row.id))
            .map(|((place, at), row)| (place, at, Turn::Intended { text: row.text(Field::Text).to_owned() })),
    );
    let cards = read_board(doc).cards.into_iter();
    let adopted =
        cards.filter(|card| card.side == Side::Improvement && card.decision.is_some_and(Decision::is_adopted));
    turns.extend(adopted.filter_map(|card| {
        let (place, at) = when.cell(Rows::Cards, card.id, Field::Decision)?;
        Some((place, at, Turn::Adopted { card: card.id, text: card.text.text }))
    }));
    let mut together: BTreeMap<(usize, Option<MeetupId>), Came> = BTreeMap::new();
    for carried in read_carried(doc) {
        let (card, text) = (carried.id, carried.text.text);
        if let Some((place, at)) = when.row(Rows::Carried, card) {
            let came = together.entry((place, carried.from)).or_insert_with(|| Came {
                at,
                text: text.clone(),
                cards: Vec::new(),
            });
            came.cards.push(card);
        }
        let turn = match carried.fate {
            Fate::Done => Turn::Done { card, text },
            Fate::Dropped => Turn::Dropped { card, text },
            Fate::Open | Fate::Doing => continue,
        };
        turns.extend(when.cell(Rows::Carried, card, Field::Fate).map(|(place, at)| (place, at, turn)));
    }
    turns.extend(together.into_iter().map(|((place, from), came)| {
        let Came { at, cards, text } = came;
        (place, at, Turn::Carried { from, cards, text })
    }));
    turns.sort();
    Annals { turns: turns.into_iter().map(|(_, at, turn)| (at, turn)).collect() }
}

/// What was carried into a meetup by one change.
struct Came {
    at: i64,
    /// The words of the first.
    text: String,
    cards: Vec<RowId>,
}

/// When what stands in a document was said.
struct When<'a> {
    doc: &'a Automerge,
    places: HashMap<ChangeHash, (usize, i64)>,
}

impl<'a> When<'a> {
    fn of(doc: &'a Automerge, now: i64) -> Self {
        let places = in_time(doc, now).into_iter().enumerate();
        Self { doc, places: places.map(|(place, Placed { hash, at })| (hash, (place, at))).collect() }
    }

    /// The place of the change that put this there among all, and its time.
    fn put(&self, id: &ObjId) -> Option<(usize, i64)> {
        self.places.get(&self.doc.hash_for_opid(id)?).copied()
    }

    /// When a row was added: the first time, where several did at once.
    fn row(&self, rows: Rows, id: RowId) -> Option<(usize, i64)> {
        read::row_maps(self.doc, rows, id).iter().filter_map(|map| self.put(map)).min()
    }

    /// When what stands in a cell of a row was last said there.
    fn cell(&self, rows: Rows, id: RowId, field: Field) -> Option<(usize, i64)> {
        let said = |map: &ObjId| self.doc.get(map, field.name()).ok().flatten();
        read::row_maps(self.doc, rows, id).iter().filter_map(|map| self.put(&said(map)?.1)).max()
    }
}
