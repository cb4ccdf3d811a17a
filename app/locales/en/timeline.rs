//! The day's timeline, in English.

use super::some;
use crate::i18n::words::{LineWords, TimelineWords};

pub(super) const TIMELINE: TimelineWords = TimelineWords {
    title: "The day’s timeline",
    what: "What happened and when, before anybody judges it. Hours are those of your clock.",
    none: "Nothing is noted yet.",
    new: "Note a moment",
    day: "Day",
    hour: LineWords { label: "Time", placeholder: "Such as 19:30 or 7:30 pm" },
    text: LineWords { label: "What happened", placeholder: "The welcome, a breakdown, a fine question…" },
    add: "Note it",
    wrong_day: "A day is missing, or there is no such day. What you wrote is still there.",
    wrong_hour: "This is not a time. Write it like 19:30 or 7:30 pm; nothing has changed.",
    no_text: "Say in a few words what happened.",
    hour_of: |text| format!("Time of “{text}”"),
    take_away: |text| format!("Take “{text}” off the timeline"),
    at: |day, hour| format!("{day}, {hour}"),
    pad: "What the pad says",
    pad_what: "What began in the pad, and when its first word was written. Take what mattered.",
    take_up: "Add",
    take_up_one: |text| format!("Add “{text}” to the timeline"),
    take_up_all: |n| if n == 1 { "Add all".to_owned() } else { format!("Add all ({n})") },
    more: |n| format!("Show {} more", some(n, "moment", "moments")),
};
