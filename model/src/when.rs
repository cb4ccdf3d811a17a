//! When something is, as people say it: a day, some days, or hours on the clock of a place.
//!
//! Hours are wall-clock times with the zone whose clock it is, by its name in the IANA time zone database. What moment that
//! is in the world is for whoever knows the zones to say: the rules of a zone may change after a date was set, and people
//! come when their clock says so.

use serde::{Deserialize, Serialize, de};
use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, Weekday};

/// When something begins and ends.
///
/// As a text it is an interval of ISO 8601, and the zone behind it: `2027-01-14`, `2027-01-14/2027-01-15`,
/// `2027-01-14T19:00/2027-01-14T22:00 Europe/Paris`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Whole days, the last one included.
    Days {
        from: Date,
        to: Date,
    },
    Hours {
        from: PrimitiveDateTime,
        to: PrimitiveDateTime,
        zone: String,
    },
}

/// Why something is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAWhen {
    #[error("it does not begin with a date such as 2027-01-14, or a time such as 2027-01-14T19:00")]
    NoBeginning,
    #[error("it does not end with a date such as 2027-01-14, or a time such as 2027-01-14T22:00")]
    NoEnd,
    #[error("it ends before it begins")]
    EndsFirst,
    #[error("hours need the zone of their clock, such as Europe/Paris")]
    NoZone,
}

impl When {
    /// From how it stands in two fields, and the zone for hours. Without an end, it is that day alone.
    ///
    /// # Errors
    /// When these are not a time that begins and ends.
    pub fn read(starts: &str, ends: &str, zone: &str) -> Result<Self, NotAWhen> {
        if let Some(from) = date(starts) {
            let to = if ends.is_empty() { Some(from) } else { date(ends) };
            let to = to.ok_or(NotAWhen::NoEnd)?;
            return if to < from { Err(NotAWhen::EndsFirst) } else { Ok(Self::Days { from, to }) };
        }
        let from = moment(starts).ok_or(NotAWhen::NoBeginning)?;
        let to = moment(ends).ok_or(NotAWhen::NoEnd)?;
        if to <= from {
            return Err(NotAWhen::EndsFirst);
        }
        let is_zone = zone.starts_with(|c: char| c.is_ascii_alphabetic())
            && zone.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'));
        if is_zone { Ok(Self::Hours { from, to, zone: zone.to_owned() }) } else { Err(NotAWhen::NoZone) }
    }

    /// When it begins: a date or a time of ISO 8601.
    #[must_use]
    pub fn starts(&self) -> String {
        match self {
            Self::Days { from, .. } => day_text(*from),
            Self::Hours { from, .. } => moment_text(*from),
        }
    }

    /// When it ends, as a text of the same shape; of days, the last one.
    #[must_use]
    pub fn ends(&self) -> String {
        match self {
            Self::Days { to, .. } => day_text(*to),
            Self::Hours { to, .. } => moment_text(*to),
        }
    }

    /// Whose clock its hours are on.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        match self {
            Self::Days { .. } => None,
            Self::Hours { zone, .. } => Some(zone),
        }
    }

    #[must_use]
    pub const fn first_day(&self) -> Date {
        match self {
            Self::Days { from, .. } => *from,
            Self::Hours { from, .. } => from.date(),
        }
    }

    #[must_use]
    pub const fn last_day(&self) -> Date {
        match self {
            Self::Days { to, .. } => *to,
            Self::Hours { to, .. } => to.date(),
        }
    }

    /// The time of day at which it begins and that at which it ends.
    #[must_use]
    pub const fn hours(&self) -> Option<(Time, Time)> {
        match self {
            Self::Days { .. } => None,
            Self::Hours { from, to, .. } => Some((from.time(), to.time())),
        }
    }

    /// Whether it is over on a clock that shows this time: `2027-01-14T19:00`.
    #[must_use]
    pub fn is_over(&self, wall: &str) -> bool {
        let ends = self.ends();
        wall.get(..ends.len()).is_some_and(|wall| ends.as_str() < wall)
    }
}

/// The year, the month (1 to 12), the day of the month, and the day of the week (0 for Monday).
#[must_use]
pub fn calendar_day(date: Date) -> (i32, usize, u8, usize) {
    let day = match date.weekday() {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    };
    (date.year(), usize::from(u8::from(date.month())), date.day(), day)
}

/// What a clock in UTC shows at a moment (UTC milliseconds): `2027-01-14T19:00`. `None` beyond the years that are written so.
#[must_use]
pub fn utc_clock(at: i64) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp(at.div_euclid(1_000)).ok()?;
    (0..10_000).contains(&moment.year()).then(|| moment_text(PrimitiveDateTime::new(moment.date(), moment.time())))
}

fn day_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn moment_text(moment: PrimitiveDateTime) -> String {
    format!("{}T{:02}:{:02}", day_text(moment.date()), moment.hour(), moment.minute())
}

fn number(text: &str, digits: usize) -> Option<u16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut part = |digits| number(parts.next()?, digits);
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

fn moment(text: &str) -> Option<PrimitiveDateTime> {
    let (day, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    let time = Time::from_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, 0).ok()?;
    Some(PrimitiveDateTime::new(date(day)?, time))
}

impl Display for When {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (starts, ends) = (self.starts(), self.ends());
        match self.zone() {
            None if starts == ends => f.write_str(&starts),
            None => write!(f, "{starts}/{ends}"),
            Some(zone) => write!(f, "{starts}/{ends} {zone}"),
        }
    }
}

impl FromStr for When {
    type Err = NotAWhen;

    fn from_str(text: &str) -> Result<Self, NotAWhen> {
        let (interval, zone) = text.split_once(' ').unwrap_or((text, ""));
        let (starts, ends) = interval.split_once('/').unwrap_or((interval, ""));
        Self::read(starts, ends, zone)
    }
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{NotAWhen, When, calendar_day, utc_clock};

    #[test]
    fn m55_a_moment_is_said_on_the_clock_of_utc() {
        let shown = [0, -1, 1_800_000_000_000, 951_782_399_999].map(utc_clock);
        let expected = ["1970-01-01T00:00", "1969-12-31T23:59", "2027-01-15T08:00", "2000-02-28T23:59"];
        assert_eq!(shown, expected.map(|text| Some(text.to_owned())));
        assert_eq!([i64::MIN, -70_000_000_000_000, i64::MAX].map(utc_clock), [None, None, None]);
    }

    #[test]
    fn m35_a_time_is_read_as_it_was_written() {
        for text in [
            "2027-01-14",
            "2027-01-14/2027-01-15",
            "2024-02-29",
            "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris",
            "2027-03-28T01:00/2027-03-28T05:00 America/Argentina/Buenos_Aires",
            "2027-01-14T23:30/2027-01-15T00:30 Etc/GMT+3",
        ] {
            let when: When = text.parse().unwrap();
            assert_eq!(when.to_string(), text);
        }
        assert_eq!(When::read("2027-01-14", "2027-01-14", "").unwrap().to_string(), "2027-01-14");
    }

    #[test]
    fn m35_what_is_no_time_says_why() {
        for (text, why) in [
            ("", NotAWhen::NoBeginning),
            ("jeudi", NotAWhen::NoBeginning),
            ("2027-02-29", NotAWhen::NoBeginning),
            ("2027-13-01", NotAWhen::NoBeginning),
            ("2027-1-14", NotAWhen::NoBeginning),
            ("2027-01-14-01", NotAWhen::NoBeginning),
            ("2027-01-14T25:00/2027-01-14T26:00 Europe/Paris", NotAWhen::NoBeginning),
            ("2027-01-14/demain", NotAWhen::NoEnd),
            ("2027-01-14T19:00 Europe/Paris", NotAWhen::NoEnd),
            ("2027-01-14T19:00/2027-01-15 Europe/Paris", NotAWhen::NoEnd),
            ("2027-01-15/2027-01-14", NotAWhen::EndsFirst),
            ("2027-01-14T19:00/2027-01-14T19:00 Europe/Paris", NotAWhen::EndsFirst),
            ("2027-01-14T19:00/2027-01-14T22:00", NotAWhen::NoZone),
            ("2027-01-14T19:00/2027-01-14T22:00 +01:00", NotAWhen::NoZone),
            ("2027-01-14T19:00/2027-01-14T22:00 Europe/Paris ou bien", NotAWhen::NoZone),
        ] {
            assert_eq!(text.parse::<When>(), Err(why), "{text}");
        }
    }

    #[test]
    fn a_day_is_the_one_of_the_calendar_and_over_when_it_is() {
        let when: When = "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris".parse().unwrap();
        assert_eq!(calendar_day(when.first_day()), (2027, 1, 14, 3), "a Thursday");
        assert!(!when.is_over("2027-01-14T22:00"));
        assert!(when.is_over("2027-01-14T22:01"));
        let day: When = "2027-01-14".parse().unwrap();
        assert!(!day.is_over("2027-01-14T23:59"));
        assert!(day.is_over("2027-01-15T00:00"));
    }
}
