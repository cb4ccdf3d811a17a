//! Which of two statements of one person counts.

use super::statement::Verified;

/// What becomes of a statement that is not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It takes the place of what was there.
    New,
    /// It is what is there.
    Known,
}

/// Why a statement does not take the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("what is there is newer")]
    Old,
    #[error("this is said by somebody else")]
    AnotherPerson,
}

/// Whether `new` takes the place of `old`. The higher version does, whatever it says: nobody who was forgotten comes
/// back but by saying so later. Of two that bear one version, the one that forgets does.
///
/// # Errors
/// When what is there stays.
pub fn takes(old: Option<&Verified>, new: &Verified) -> Result<Taken, Refused> {
    let Some(old) = old else { return Ok(Taken::New) };
    if old.person() != new.person() {
        return Err(Refused::AnotherPerson);
    }
    if old == new {
        return Ok(Taken::Known);
    }
    let rank = |statement: &Verified| (statement.version(), statement.is_forgotten());
    if rank(new) > rank(old) { Ok(Taken::New) } else { Err(Refused::Old) }
}

/// The version of what a person says now, in UTC milliseconds, after having said something else in version `last`.
#[must_use]
pub fn next_version(last: Option<u64>, now: u64) -> u64 {
    last.map_or(now, |last| now.max(last.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{DeviceKey, Profile, Statement};

    fn said(name: &str, version: u64) -> Verified {
        let key = DeviceKey::from_secret([1; 32]);
        let statement = match name {
            "" => Statement::of_forgotten(&key, version),
            name => Statement::of_profile(&key, version, Profile::new(name, "", 0).unwrap()),
        };
        statement.verify(key.person(), u64::MAX).unwrap()
    }

    #[test]
    fn d3_the_newest_word_counts_and_a_replayed_one_is_refused() {
        let (old, new) = (said("Bob", 5), said("Robert", 6));
        assert_eq!(takes(None, &old), Ok(Taken::New));
        assert_eq!(takes(Some(&old), &new), Ok(Taken::New));
        assert_eq!(takes(Some(&new), &new), Ok(Taken::Known), "the same again is nothing");
        assert_eq!(takes(Some(&new), &old), Err(Refused::Old));
        assert_eq!(takes(Some(&new), &said("Bobby", 6)), Err(Refused::Old), "what is there stays");
    }

    #[test]
    fn d4_who_is_forgotten_comes_back_only_by_their_own_later_word() {
        let forgotten = said("", 6);
        assert_eq!(takes(Some(&said("Bob", 5)), &forgotten), Ok(Taken::New));
        assert_eq!(takes(Some(&said("Bob", 6)), &forgotten), Ok(Taken::New), "of two at once, the one that forgets");
        assert_eq!(takes(Some(&said("Bob", 7)), &forgotten), Err(Refused::Old));
        assert_eq!(takes(Some(&forgotten), &forgotten), Ok(Taken::Known));
        for version in [5, 6] {
            assert_eq!(takes(Some(&forgotten), &said("Bob", version)), Err(Refused::Old));
        }
        assert_eq!(takes(Some(&forgotten), &said("Bob", 7)), Ok(Taken::New));
    }

    #[test]
    fn a_row_is_of_one_person() {
        let key = DeviceKey::from_secret([2; 32]);
        let another = Statement::of_forgotten(&key, 9).verify(key.person(), u64::MAX).unwrap();
        assert_eq!(takes(Some(&said("Bob", 5)), &another), Err(Refused::AnotherPerson));
    }

    #[test]
    fn a_version_is_the_time_and_always_later_than_the_last() {
        assert_eq!(next_version(None, 100), 100);
        assert_eq!(next_version(Some(90), 100), 100);
        assert_eq!(next_version(Some(100), 100), 101, "twice in a millisecond");
        assert_eq!(next_version(Some(500), 100), 501, "a clock that was put back");
    }

    /// Any order of arrival, with doubles, comes to the same row.
    #[test]
    fn d3_any_order_of_arrival_comes_to_the_same_row() {
        let all = [said("Bob", 5), said("", 6), said("Robert", 6), said("Bobby", 7), said("", 7), said("Bob", 4)];
        for turn in 0..all.len() {
            let mut row: Option<Verified> = None;
            for new in all[turn..].iter().chain(&all).rev().chain(&all) {
                if takes(row.as_ref(), new) == Ok(Taken::New) {
                    row = Some(new.clone());
                }
            }
            assert_eq!(row.as_ref(), Some(&all[4]));
        }
    }
}
