//! Where a bilan is, and how long that takes.

use crate::{Cell, Command, Datum, Own, PersonId, Put};
use serde::{Deserialize, Serialize};

/// A moment of the bilan. They follow each other, and anybody may go back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Each writes cards, which stay on their device.
    #[default]
    Gather,
    /// All are shown.
    Reveal,
    /// What says the same is put together.
    Group,
    /// Each gives their points.
    Vote,
    /// What is carried on is decided.
    Decide,
    /// It is a record, which can be opened again.
    Closed,
}

impl Moment {
    pub const ALL: [Self; 6] = [Self::Gather, Self::Reveal, Self::Group, Self::Vote, Self::Decide, Self::Closed];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gather => "gather",
            Self::Reveal => "reveal",
            Self::Group => "group",
            Self::Vote => "vote",
            Self::Decide => "decide",
            Self::Closed => "closed",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.name() == name)
    }

    /// The moment after this one; `None` after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| *moment > self)
    }

    /// Whether cards stay on the device of whoever writes them.
    #[must_use]
    pub const fn hides_cards(self) -> bool {
        matches!(self, Self::Gather)
    }

    /// Opens this moment, and settles it where several were opened at once.
    #[must_use]
    pub fn open(self) -> Command {
        let value = Some(Datum::Text(self.name().to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Moment), value }] }
    }

    /// Says who leads the bilan; `None` for nobody.
    #[must_use]
    pub fn led_by(person: Option<PersonId>) -> Command {
        let value = person.map(|person| Datum::Text(person.to_string()));
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Facilitator), value }] }
    }
}

/// A time that runs out, in one moment of the bilan: once another is open, it is none.
///
/// Clocks of devices differ. So it says how long it runs beside when it began, and nobody is shown more than that or less
/// than nothing: a clock that is wrong by hours shows a full timer or an empty one, and ends nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    of: Moment,
    minutes: i64,
    /// UTC milliseconds, as the device of whoever set it said.
    began: i64,
}

impl Timer {
    /// The longest, in minutes.
    pub const MOST: i64 = 180;
    const MINUTE: i64 = 60_000;

    /// A timer of so many minutes that begins now, within what a timer can be.
    #[must_use]
    pub fn begin(of: Moment, minutes: i64, now: i64) -> Self {
        Self { of, minutes: minutes.clamp(1, Self::MOST), began: now }
    }

    /// The moment that it is for.
    #[must_use]
    pub const fn moment(self) -> Moment {
        self.of
    }

    /// How many milliseconds are left.
    #[must_use]
    pub fn left(self, now: i64) -> i64 {
        let whole = self.minutes * Self::MINUTE;
        whole.saturating_sub(now.saturating_sub(self.began)).clamp(0, whole)
    }

    #[must_use]
    pub const fn minutes(self) -> i64 {
        self.minutes
    }

    /// Sets the timer of the bilan; `None` stops it.
    #[must_use]
    pub fn set(timer: Option<Self>) -> Command {
        let value = timer.map(|timer| Datum::Text(format!("{} {}@{}", timer.of.name(), timer.minutes, timer.began)));
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Timer), value }] }
    }

    pub(super) fn of(text: &str) -> Option<Self> {
        let (of, text) = text.split_once(' ')?;
        let (minutes, began) = text.split_once('@')?;
        let minutes = minutes.parse().ok().filter(|minutes| (1..=Self::MOST).contains(minutes))?;
        Some(Self { of: Moment::of(of)?, minutes, began: began.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Timer};

    #[test]
    fn moments_follow_each_other() {
        assert!(Moment::ALL.is_sorted());
        assert_eq!(Moment::Gather.next(), Some(Moment::Reveal));
        assert_eq!(Moment::Closed.next(), None);
        assert!(Moment::ALL.iter().all(|moment| Moment::of(moment.name()) == Some(*moment)));
        assert_eq!(Moment::of("later"), None);
    }

    #[test]
    fn m51_a_wrong_clock_shows_a_full_timer_or_an_empty_one_and_nothing_else() {
        let timer = Timer::begin(Moment::Vote, 5, 1_000_000);
        assert_eq!(timer.left(1_000_000), 300_000);
        assert_eq!(timer.left(1_060_000), 240_000);
        assert_eq!(timer.left(0), 300_000, "a clock that is behind");
        assert_eq!(timer.left(i64::MAX), 0, "a clock that is far ahead");
        assert_eq!(timer.left(i64::MIN), 300_000);
        let minutes = |minutes| Timer::begin(Moment::Vote, minutes, 0).minutes();
        assert_eq!((minutes(0), minutes(10_000)), (1, Timer::MOST));
        for wrong in ["", "5", "@", "0@1", "181@1", "5@x", "-5@1", "5@99999999999999999999"] {
            assert_eq!(Timer::of(&format!("vote {wrong}")), None, "{wrong}");
        }
        assert_eq!((Timer::of("5@1000000"), Timer::of("later 5@1000000")), (None, None));
        assert_eq!(Timer::of("vote 5@1000000"), Some(timer));
    }
}
