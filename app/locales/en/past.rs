//! The map through time, in English.

use super::some;
use crate::i18n::words::{Involved, PastWords};
use boucle_model::{Passed, Turn};

pub(super) const PAST: PastWords = PastWords {
    open: "Back in time",
    title: "The loop through time",
    slider: "Moment in its history",
    earlier: "Previous moment",
    later: "Next moment",
    today: "Today",
    play: "Play",
    pause: "Pause",
    now: "The loop as it is.",
    looking: (
        "This is the past.",
        "The map shows the loop as it was, and nothing in it is changed from here. Its links lead to the meetups as they are today.",
    ),
    meanwhile: "Something new has come about meanwhile. Going back to today will show it.",
    reading: "Reading the meetups…",
    unread: |numbers| {
        let all = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match numbers {
            [_] => format!(
                "Meetup {all} could not be read: it is not on this device, and the server did not give it. This history is right, but without what came about there."
            ),
            _ => format!(
                "Meetups {all} could not be read: they are not on this device, and the server did not give them. This history is right, but without what came about there."
            ),
        }
    },
    meetup: |number, title| {
        if title.is_empty() { format!("Meetup {number}") } else { format!("Meetup {number}, “{title}”") }
    },
    what: |passed, Involved { meetup, from, phase }| match passed {
        Passed::Begun => format!("{meetup}: enters the loop"),
        Passed::Withdrawn => format!("{meetup}: taken off the map"),
        Passed::PutBack => format!("{meetup}: put back on the map"),
        Passed::Reached(_) => format!("{meetup}: moves on to “{phase}”"),
        Passed::Renamed => format!("{meetup}: takes this title"),
        Passed::Placed => format!("{meetup}: takes another place in the loop"),
        Passed::Turned(Turn::Intended { text }) => format!("{meetup}: first intention, “{text}”"),
        Passed::Turned(Turn::Adopted { text, .. }) => format!("{meetup}: improvement adopted, “{text}”"),
        Passed::Turned(Turn::Done { text, .. }) => format!("{meetup}: improvement kept, “{text}”"),
        Passed::Turned(Turn::Dropped { text, .. }) => format!("{meetup}: improvement dropped, “{text}”"),
        Passed::Turned(Turn::Carried { cards, text, .. }) => {
            let from = from.map(|from| format!(" from meetup {from}")).unwrap_or_default();
            match cards.len() {
                1 => format!("{meetup}: carries on an improvement{from}, “{text}”"),
                many => format!("{meetup}: carries on {}{from}", some(many, "improvement", "improvements")),
            }
        }
    },
    moment: |when, what| format!("{when}. {what}"),
};
