//! The words of the day's timeline.

use super::LineWords;

/// What happened when.
#[derive(Debug)]
pub struct TimelineWords {
    pub title: &'static str,
    pub what: &'static str,
    pub none: &'static str,
    /// What is added by hand.
    pub new: &'static str,
    pub day: &'static str,
    pub hour: LineWords,
    pub text: LineWords,
    pub add: &'static str,
    pub wrong_day: &'static str,
    pub wrong_hour: &'static str,
    pub no_text: &'static str,
    /// The field of an hour, from what happened then.
    pub hour_of: fn(&str) -> String,
    pub take_away: fn(&str) -> String,
    /// A day and an hour of it.
    pub at: fn(&str, &str) -> String,
    /// What the history of the pad says.
    pub pad: &'static str,
    pub pad_what: &'static str,
    pub take_up: &'static str,
    pub take_up_one: fn(&str) -> String,
    pub take_up_all: fn(usize) -> String,
    pub more: fn(usize) -> String,
}
