//! The clock on which the hours of a day are said: that of the device, or UTC where nobody knows which that is.

use crate::{browser::calendar, i18n::I18n};
use boucle_model::{When, utc_clock};
use leptos::prelude::*;

/// What stands for an hour that no clock shows.
const NO_HOUR: &str = "–";

/// The server has no clock of anybody; a browser has, once the page is awake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    is_here: RwSignal<bool>,
}

impl Clock {
    pub(super) fn new() -> Self {
        let is_here = RwSignal::new(false);
        Effect::new(move |_| is_here.set(true));
        Self { is_here }
    }

    /// The day and the time of day of a moment (UTC milliseconds), as they stand in fields.
    fn shown(self, moment: i64) -> Option<(String, String)> {
        let wall = if self.is_here.get() { calendar::wall_at(moment) } else { utc_clock(moment) };
        wall.as_deref().and_then(|wall| wall.split_once('T')).map(|(day, time)| (day.to_owned(), time.to_owned()))
    }

    /// `2027-01-14`; empty for a moment that no clock shows.
    pub(super) fn day(self, moment: i64) -> String {
        self.shown(moment).map(|(day, _)| day).unwrap_or_default()
    }

    /// `19:30`, or `18:30 UTC`.
    pub(super) fn time(self, moment: i64) -> String {
        match self.shown(moment) {
            None => NO_HOUR.to_owned(),
            Some((_, time)) if self.is_here.get() => time,
            Some((_, time)) => format!("{time} UTC"),
        }
    }

    /// The day in words.
    pub(super) fn day_in_words(self, i18n: I18n, moment: i64) -> String {
        self.day(moment).parse().map(|day: When| (i18n.words().poll.when)(&day)).unwrap_or_default()
    }
}

/// When the clock on this device shows a time on a day, in UTC milliseconds; `None` where there is no such day. Only a browser
/// knows.
pub(super) fn moment(day: &str, time: &str) -> Option<i64> {
    When::read(day, "", "").ok()?;
    calendar::moment_of(&format!("{day}T{time}"))
}

/// The day that the clock on this device shows. Only a browser knows.
pub(super) fn today() -> String {
    calendar::wall_clock().split('T').next().unwrap_or_default().to_owned()
}

/// A time of day as people write it, as a clock shows it.
pub(super) fn time_of_day(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let half = |mark| text.strip_suffix(mark).map(|rest| (rest, Some(mark)));
    let (digits, half) = half("am").or_else(|| half("pm")).unwrap_or((&text, None));
    let (hour, minute) = match digits.split_once([':', 'h', '.']) {
        Some((hour, "")) if digits.ends_with('h') => (hour, "00"),
        Some((hour, minute)) => (hour, minute.strip_suffix("min").unwrap_or(minute)),
        None if half.is_some() => (digits, "00"),
        None => return None,
    };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u8>().ok()).flatten();
    let hour = number(hour).filter(|_| hour.len() <= 2)?;
    let minute = number(minute).filter(|least| minute.len() == 2 && *least < 60)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + if half == "pm" { 12 } else { 0 },
    };
    (hour < 24).then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::time_of_day;

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        for (text, expected) in [
            ("19:30", "19:30"),
            (" 9:05 ", "09:05"),
            ("19h30", "19:30"),
            ("19\u{a0}h\u{a0}30", "19:30"),
            ("19 H", "19:00"),
            ("7 h 05 min", "07:05"),
            ("19.30", "19:30"),
            ("7:30 pm", "19:30"),
            ("12 am", "00:00"),
            ("12pm", "12:00"),
            ("00:00", "00:00"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(time_of_day(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_none() {
        for text in [
            "",
            "19",
            "1930",
            "24:00",
            "19:60",
            "19:3",
            "19:",
            "19.",
            ":30",
            "h",
            "-1:30",
            "+1:30",
            "13pm",
            "0 am",
            "tôt",
            "19:30:10",
            "119:30",
            "１９:30",
            "pm",
            "19hmin",
        ] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }
}
