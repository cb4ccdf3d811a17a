//! What a meetup was to be beside what it was: each intention, how far people think that it was met, and what the team agreed on.

use crate::{Cell, Command, Datum, Field, Mark, Marks, PersonId, Put, Row, RowId, Rows, Title, read};
use automerge::Automerge;
use serde::{Deserialize, Serialize};

/// What the team agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Met,
    Partly,
    Missed,
}

/// An intention, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub intention: RowId,
    pub outcome: Option<Outcome>,
    /// Other outcomes that were agreed on at the same moment.
    pub rivals: Vec<Outcome>,
    pub lesson: Title,
    /// What each person thinks, from 1 (not at all) to 5 (fully), in the order of their ids.
    pub ratings: Vec<(PersonId, i64)>,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Met, Self::Partly, Self::Missed];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::Missed => "missed",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Reads what came of the intentions alone, in the order of their ids.
#[must_use]
pub fn read_reviews(doc: &Automerge) -> Vec<Review> {
    let mut ratings: Vec<_> = read::read_marks(doc, Marks::Ratings)
        .into_iter()
        .filter_map(|(mark, said)| Some((RowId::from_bytes(mark.of?), mark.by, said.whole()?)))
        .collect();
    ratings.sort_unstable();
    let rows = read::read_rows(doc, Rows::Intentions).into_iter().filter(|row| !row.is_gone);
    rows.map(|row| {
        let of = ratings.iter().filter(|(intention, ..)| *intention == row.id);
        Review::of(&row, of.map(|(_, person, rating)| (*person, *rating)).collect())
    })
    .collect()
}

impl Review {
    fn of(row: &Row, ratings: Vec<(PersonId, i64)>) -> Self {
        Self {
            intention: row.id,
            outcome: Outcome::of(row.text(Field::Outcome)),
            rivals: row.rivals(Field::Outcome).iter().filter_map(|name| Outcome::of(name)).collect(),
            lesson: row.title(Field::Lesson),
            ratings: ratings.into_iter().filter(|(_, rating)| super::RATINGS.contains(rating)).collect(),
        }
    }

    /// How many people gave it 1, 2, 3, 4 and 5: a mean would hide whether they agree.
    #[must_use]
    pub fn spread(&self) -> [usize; 5] {
        let mut spread = [0; 5];
        for (_, rating) in &self.ratings {
            if let Some(count) = usize::try_from(rating - 1).ok().and_then(|n| spread.get_mut(n)) {
                *count += 1;
            }
        }
        spread
    }

    #[must_use]
    pub fn rating(&self, person: PersonId) -> Option<i64> {
        self.ratings.iter().find(|(by, _)| *by == person).map(|(_, rating)| *rating)
    }

    /// Says how far a person thinks that an intention was met; `None` takes it back.
    #[must_use]
    pub fn rate(intention: RowId, by: PersonId, rating: Option<i64>) -> Command {
        let cell = Cell::Mark(Marks::Ratings, Mark::of(intention, by));
        Command::Put { puts: vec![Put { cell, value: rating.map(Datum::Whole) }] }
    }

    /// Says what was agreed on; `None` takes it back.
    #[must_use]
    pub fn agree(intention: RowId, outcome: Option<Outcome>) -> Command {
        let value = outcome.map(|outcome| Datum::Text(outcome.name().to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Row(Rows::Intentions, intention, Field::Outcome), value }] }
    }

    /// Says what was learnt.
    #[must_use]
    pub fn learn(intention: RowId, lesson: &str) -> Command {
        let value = (!lesson.trim().is_empty()).then(|| Datum::Text(lesson.to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Row(Rows::Intentions, intention, Field::Lesson), value }] }
    }
}
