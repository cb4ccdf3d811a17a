//! The bilan, in English.

use super::some;
use crate::i18n::words::{LineWords, Pad, StockWords};
use boucle_model::{Moment, journal::Deed};

pub(super) const PAD: Pad = Pad {
    title: "The bilan, written together",
    write: "Write",
    read: "Read",
    label: "Text of the bilan",
    placeholder: "What happened, and what is worth keeping of it…",
    empty: "The bilan is not written yet.",
    for_ever: "What is written here stays with everybody who has received it: erasing it does not take it back from them.",
    done: "done",
    to_do: "to do",
};

const RATINGS: [&str; 5] = ["not at all", "a little", "half", "nearly", "fully"];

pub(super) const STOCK: StockWords = StockWords {
    numbers: "In numbers",
    registered: "People registered",
    came: LineWords { label: "People who came", placeholder: "Not counted yet" },
    wrong_came: "A number from 0 to 100,000, or nothing while nobody has counted. Nothing has changed.",
    written: "Words in the pad",
    voices: "Voices in the pad",
    reviews: "What was expected, what happened",
    reviews_what: "Everybody says, from 1 to 5, whether the intention was met. Then the team agrees, and notes what it learns from it.",
    no_intentions: "This meetup has no intentions to compare what happened with.",
    to_intentions: "Write some in the co-construction",
    rating: |rating| format!("{rating} of 5: {}", name_of(rating)),
    ratings_of: |intention| format!("Your rating: {intention}"),
    spread: |spread| {
        let people: usize = spread.iter().sum();
        if people == 0 {
            return "Nobody has given a rating yet.".to_owned();
        }
        let given = (1..).zip(spread).filter(|(_, count)| *count > 0);
        let given: Vec<_> = given.map(|(rating, count)| format!("{count} for {rating}")).collect();
        format!("{}: {}", some(people, "rating", "ratings"), given.join(", "))
    },
    outcomes: ["Met", "Partly", "Missed"],
    outcome_of: |intention| format!("What the team agrees on: {intention}"),
    lesson: "What is learnt from it…",
    lesson_of: |intention| format!("What is learnt from: {intention}"),
};

fn name_of(rating: i64) -> &'static str {
    usize::try_from(rating - 1).ok().and_then(|n| RATINGS.get(n)).copied().unwrap_or_default()
}

pub(super) const TIMED: &str = "started the timer";

pub(super) fn wrote(added: usize, removed: usize) -> String {
    super::preparing::wrote("the bilan", added, removed)
}

pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Gather => "opened the gathering of cards",
        Moment::Reveal => "revealed the cards",
        Moment::Group => "opened the grouping of cards",
        Moment::Vote => "opened the vote",
        Moment::Decide => "opened the decision",
        Moment::Closed => "closed the bilan",
    }
    .to_owned()
}

pub(super) fn led(by: Option<Option<&str>>) -> String {
    match by {
        Some(None) => "leads the bilan".to_owned(),
        Some(Some(name)) => format!("asked {name} to lead the bilan"),
        None => "left the bilan to be led by everybody".to_owned(),
    }
}

pub(super) fn allowed(points: i64) -> String {
    format!("gave {} to each person", points_of(points))
}

pub(super) fn came(people: Option<i64>) -> String {
    match people.map(|people| usize::try_from(people).unwrap_or(0)) {
        Some(people) => format!("counted {} on the day", some(people, "person", "people")),
        None => "no longer knows how many people came".to_owned(),
    }
}

pub(super) fn gave_points(points: i64, of: Option<&str>) -> String {
    match (points, of) {
        (0, None) => "took their points back".to_owned(),
        (0, Some(name)) => format!("took the points of {name} back"),
        (points, None) => format!("gave {}", points_of(points)),
        (points, Some(name)) => format!("noted {} of {name}", points_of(points)),
    }
}

pub(super) fn rated(rating: Option<i64>, of: Option<&str>, intention: &str) -> String {
    match (rating, of) {
        (Some(rating), None) => format!("rated {rating} of 5: “{intention}”"),
        (Some(rating), Some(name)) => format!("noted {rating} of 5 for {name}: “{intention}”"),
        (None, None) => format!("took their rating back: “{intention}”"),
        (None, Some(name)) => format!("took the rating of {name} back: “{intention}”"),
    }
}

pub(super) fn card(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("put a card down: “{text}”"),
        Deed::Changed => format!("changed a card: “{text}”"),
        Deed::Joined => format!("grouped the card “{text}”"),
        Deed::Parted => format!("took the card “{text}” out of its group"),
        Deed::Decided => format!("noted what is decided of the card “{text}”"),
        Deed::TookAway => format!("took the card “{text}” away"),
        _ => format!("put the card “{text}” back"),
    }
}

pub(super) fn group(deed: Deed, name: &str) -> String {
    match (deed, name) {
        (Deed::TookAway, "") => "took a group of cards apart".to_owned(),
        (Deed::TookAway, name) => format!("took the group “{name}” apart"),
        (Deed::Changed, name) => format!("named a group of cards “{name}”"),
        (_, "") => "put cards together".to_owned(),
        (_, name) => format!("put the group “{name}” together again"),
    }
}

pub(super) fn happening(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("noted a moment of the day: “{text}”"),
        Deed::Changed => format!("changed a moment of the day: “{text}”"),
        Deed::TookAway => format!("took a moment of the day away: “{text}”"),
        _ => format!("put a moment of the day back: “{text}”"),
    }
}

pub(super) fn carried(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("brought an improvement from the meetup before: “{text}”"),
        Deed::Decided => format!("said what becomes of the improvement “{text}”"),
        Deed::Changed => format!("said more about the improvement “{text}”"),
        Deed::TookAway => format!("gave the improvement “{text}” back to the meetup before"),
        _ => format!("put the improvement “{text}” back"),
    }
}

pub(super) fn evidence(deed: Deed, text: &str) -> String {
    match deed {
        Deed::Added => format!("added evidence to the bilan: “{text}”"),
        Deed::TookAway => format!("took evidence out of the bilan: “{text}”"),
        _ => format!("put evidence back into the bilan: “{text}”"),
    }
}

pub(super) fn points_of(points: i64) -> String {
    some(usize::try_from(points).unwrap_or(0), "point", "points")
}
