//! What one edition promised, and what became of it: in numbers.

use super::{Became, Chapter, again, became};
use crate::{MeetupId, Outcome};

/// What one edition promised, what became of that, what came back in its bilan, and how its intentions fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub meetup: MeetupId,
    pub number: u64,
    /// Whether it could be read; where not, all numbers are 0.
    pub is_told: bool,
    /// The improvements that were adopted: as many as became something.
    pub promised: usize,
    became: [usize; Became::ALL.len()],
    /// Cards that are an earlier one again.
    pub again: usize,
    outcomes: [usize; Outcome::ALL.len()],
    /// Intentions of which nobody said whether they were met.
    pub unsaid: usize,
}

impl Sum {
    /// How many of those that it promised became this.
    #[must_use]
    pub const fn became(&self, became: Became) -> usize {
        self.became[became as usize]
    }

    /// How many intentions were found to be so.
    #[must_use]
    pub const fn outcome(&self, outcome: Outcome) -> usize {
        self.outcomes[outcome as usize]
    }
}

pub(super) fn sum(chapter: &Chapter, chapters: &[&Chapter]) -> Sum {
    let mut sum = Sum {
        meetup: chapter.meetup,
        number: chapter.number,
        is_told: chapter.telling.is_some(),
        promised: 0,
        became: [0; Became::ALL.len()],
        again: 0,
        outcomes: [0; Outcome::ALL.len()],
        unsaid: 0,
    };
    let Some(telling) = &chapter.telling else { return sum };
    for card in telling.adopted() {
        sum.promised += 1;
        sum.became[became(card.id, chapter.number, chapters) as usize] += 1;
    }
    sum.again = telling.cards.iter().filter(|card| again(card, chapter, chapters).is_some()).count();
    for outcome in &telling.outcomes {
        match outcome {
            Some(outcome) => sum.outcomes[*outcome as usize] += 1,
            None => sum.unsaid += 1,
        }
    }
    sum
}
