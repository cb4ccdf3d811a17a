//! The long view, in English.

use super::some;
use crate::i18n::words::StrandWords;
use boucle_model::{Became, Fate, What};

pub(super) const STRANDS: StrandWords = StrandWords {
    title: ("Over time", "Follow the strands"),
    what: "What was promised from one meetup to the next, kept or dropped, and what comes back.",
    lead: "What the bilans promised, what was kept or dropped, and what comes back under another name.",
    reading: "Reading the meetups…",
    unread: |numbers| {
        let all = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match numbers {
            [_] => format!(
                "Meetup {all} could not be read: it is not on this device, and the server did not give it. What follows is right, but without it."
            ),
            _ => format!(
                "Meetups {all} could not be read: they are not on this device, and the server did not give them. What follows is right, but without them."
            ),
        }
    },
    again: "Try again",
    none: (
        "No strand to follow yet.",
        "Once a bilan has adopted improvements, each can be followed here: from the problem it comes from to the meetup where it is kept.",
    ),
    alone: "Only one meetup so far: these strands will go on with the next one.",
    picture: "The strands",
    picture_what: "Each strand begins with a problem, goes through what was adopted, and leads to where that was kept. Choosing one leads to its row in the table.",
    legend: "What the shapes say",
    table: "The same, as a table",
    caption: "Each strand, its stops in each meetup, and where it is now",
    column: "Strand",
    end: "Where it is now",
    name: |n, problem| {
        if problem.is_empty() { format!("Strand {n}") } else { format!("{n}. {problem}") }
    },
    what_is: |what| match what {
        What::Problem => "Problem",
        What::Proposed => "Proposed",
        What::Adopted { early: true, .. } => "Adopted before the vote",
        What::Adopted { early: false, .. } => "Adopted",
        What::Arrived(Fate::Open) => "Carried on",
        What::Arrived(Fate::Doing) => "Under way",
        What::Arrived(Fate::Done) => "Kept",
        What::Arrived(Fate::Dropped) => "Dropped",
    },
    is_again: |what| format!("{what}, again"),
    stop: |what, text, note| {
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        format!("{what}: “{text}”{note}")
    },
    became: |became| match became {
        Became::Doing => "under way",
        Became::Open => "carried on, nothing said of it yet",
        Became::Waiting => "waits for the next meetup",
        Became::Done => "kept",
        Became::Dropped => "dropped",
        Became::Lost => "adopted, but arrived nowhere",
        Became::Unanswered => "came back, with no answer adopted",
    },
    sums: "Meetup by meetup",
    sums_caption: "What each bilan promised, what became of it, and how its intentions fared",
    edition: "Meetup",
    columns: [
        "Promised",
        "Kept",
        "Dropped",
        "Under way or waiting",
        "Arrived nowhere",
        "Cards that come back",
        "Intentions met",
        "Intentions partly met",
        "Intentions missed",
        "Intentions nobody judged",
    ],
    unread_edition: " (not read)",
    flow: |carried, kept| {
        let carried = some(carried, "improvement", "improvements");
        if kept == 0 { carried } else { format!("{carried}, {kept} kept") }
    },
};
