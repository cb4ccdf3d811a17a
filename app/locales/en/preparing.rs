//! What prepares a meetup, in English: its steps, speakers, poll and announcement.

use super::some;
use crate::i18n::words::{AnswerWords, LineWords, Pad, PollWords, StepWords, TalkWords, TellWords, Told, Unread};
use boucle_model::{
    NotAWhen, Status, Step, When, calendar_day,
    journal::Deed,
    sheet::{Expected, News, Wrong},
};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(when: &When, last: bool) -> String {
    let (year, month, day, weekday) = calendar_day(if last { when.last_day() } else { when.first_day() });
    format!("{} {day} {} {year}", DAYS[weekday], MONTHS[month - 1])
}

fn hours(when: &When) -> Option<(String, String)> {
    let hour = |hour: u8, minute: u8| format!("{hour}:{minute:02}");
    let (from, to) = when.hours()?;
    Some((hour(from.hour(), from.minute()), hour(to.hour(), to.minute())))
}

/// The city whose clock it is.
fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

pub(super) fn when(when: &When) -> String {
    let one_day = when.first_day() == when.last_day();
    match (hours(when), when.zone()) {
        (Some((from, to)), Some(zone)) if one_day => format!("{}, {from} to {to} ({})", day(when, false), city(zone)),
        (Some((from, to)), Some(zone)) => {
            format!("{}, {from}, to {}, {to} ({})", day(when, false), day(when, true), city(zone))
        }
        _ if one_day => day(when, false),
        _ => format!("{} to {}", day(when, false), day(when, true)),
    }
}

fn when_short(when: &When) -> String {
    let (_, month, day, weekday) = calendar_day(when.first_day());
    let date = format!("{} {day} {}", &DAYS[weekday][..3], &MONTHS[month - 1][..3]);
    hours(when).map_or_else(|| date.clone(), |(from, _)| format!("{date}, {from}"))
}

/// An option of the poll from how it stands in the document.
fn option(says: &str) -> String {
    says.parse().map_or_else(|_venue| says.to_owned(), |date| when(&date))
}

pub(super) const CALL: Pad = Pad {
    title: "The call to the community",
    write: "Write",
    read: "Read",
    label: "Text of the call",
    placeholder: "A next meetup is being prepared: who prepares it with us?",
    empty: "The call is not written yet.",
    for_ever: "What is written here stays with everybody who has received it: erasing it does not take it back from them.",
    done: "done",
    to_do: "to do",
};

pub(super) const ANNOUNCEMENT: Pad = Pad {
    title: "The announcement",
    write: "Write",
    read: "Read",
    label: "Text of the announcement",
    placeholder: "When, where, with whom, and why to come.",
    empty: "The announcement is not written yet.",
    for_ever: "What is written here stays with everybody who has received it: erasing it does not take it back from them.",
    done: "done",
    to_do: "to do",
};

pub(super) const STEPS: StepWords = StepWords {
    title: "The seven steps",
    tools: "The preparation",
    what: "Each step says how far it is, from what is written here. What was done elsewhere is ticked.",
    steps: [
        ("Tell the community that a meetup is being prepared", "Write the call"),
        ("Form a team", "See the team"),
        ("Invite speakers", "Invite"),
        ("List who could speak, from the answers", "See the answers"),
        ("Choose the date and the venue", "Open the poll"),
        ("Announce the meetup", "Write the announcement"),
        ("Publish on meetup.com", "Prepare the publication"),
    ],
    states: ["to do", "begun", "done"],
    count: |done| format!("{} of 7", some(done, "step done", "steps done")),
    texts: ["Nothing is written yet.", "The text is written: it is left to send it."],
    team: |n| match n {
        0 => "Nobody is in it yet.".to_owned(),
        n => format!("{} in the team", some(n, "person", "people")),
    },
    invited: |invited, answered| match (invited, answered) {
        (0, 0) => "Nobody is thought of yet.".to_owned(),
        (invited, answered) => {
            format!("{} thought of, {}", some(invited, "person", "people"), some(answered, "answer", "answers"))
        }
    },
    answers: |willing, awaited| match (willing, awaited) {
        (0, 0) => "Nobody has answered yet.".to_owned(),
        (willing, 0) => format!("{} would come", some(willing, "person", "people")),
        (willing, awaited) => {
            format!(
                "{} would come, {} to wait for",
                some(willing, "person", "people"),
                some(awaited, "answer", "answers")
            )
        }
    },
    poll: |dates, venues, people| {
        format!(
            "{}, {}, {}",
            some(dates, "date", "dates"),
            some(venues, "venue", "venues"),
            match people {
                0 => "nobody has answered yet".to_owned(),
                people => some(people, "answer", "answers"),
            }
        )
    },
    no_poll: "Neither a date nor a venue is proposed.",
    listed: "The address of the publication is noted.",
    unlisted: "Not published yet.",
    elsewhere: |step| format!("Done elsewhere: {step}"),
    elsewhere_short: "Done elsewhere…",
    ask: |step| format!("{step}: is it done?"),
    note: LineWords { label: "A note, if you like", placeholder: "Where, when, with whom" },
    tick: "It is done",
    untick: |step| format!("Not done, after all: {step}"),
    untick_short: "Not done, after all",
    cancel: "Cancel",
};

pub(super) const TALKS: TalkWords = TalkWords {
    title: "The speakers",
    link: "See the speakers",
    what: "Who could come to tell what. Anyone can propose themselves, or somebody else.",
    none: "Nobody is thought of yet.",
    propose: "Propose a talk",
    who: "Who would speak?",
    oneself: "Me",
    another: "Somebody else",
    name: LineWords {
        label: "Their name",
        placeholder: "It is kept in the directory, where it can be erased, never in the meetup.",
    },
    subject: LineWords { label: "Subject", placeholder: "On one line." },
    send: "Propose",
    summary: LineWords { label: "Summary", placeholder: "What it will be about" },
    links: LineWords { label: "Links", placeholder: "One address a line" },
    statuses: ["to be invited", "invitation sent", "interested", "comes", "cannot come"],
    lists: ["To be invited", "Awaiting their answer", "Interested", "They come", "They cannot come"],
    status_of: |name| format!("How it stands with {name}"),
    invite: |name| format!("Invite {name}"),
    invite_short: "Invite…",
    also: "Add somebody to this talk",
    also_short: "Together with…",
    add: "Add",
    cancel: "Cancel",
    remove: |name| format!("Remove {name}"),
    remove_ask: |name| format!("Remove {name} from this talk?"),
    remove_what: "It can be undone. The journal remembers it.",
    remove_yes: "Remove",
    keep: "Keep",
    take_away: |subject| format!("Take the talk “{subject}” away"),
    take_away_short: "Take away",
    take_ask: "Take this talk away?",
    take_what: "The answers are kept, and the talk can be brought back. So it is by whoever answers their invitation meanwhile.",
    taken_away: "Talks that were taken away",
    bring_back: |subject| format!("Bring the talk “{subject}” back"),
    bring_back_short: "Bring back",
    dates: "When they can",
    no_dates: "No date is proposed yet.",
    silent: "nothing said",
    wrong_link: "One address a line, beginning with http or https.",
    invitation: |to| {
        let dates = match &to.dates[..] {
            [] => String::new(),
            [one] => format!("Date: {one}\n\n"),
            all => format!(
                "Possible dates:\n{}\n\n",
                all.iter().map(|date| format!("- {date}")).collect::<Vec<_>>().join("\n")
            ),
        };
        format!(
            "Hello {},\n\nWe are preparing “{}” together, and would like to hear you there: {}.\n\n{dates}To answer, without an account, and to say when you are free:\n{}\n\nThank you, and see you soon.\n",
            to.name, to.meetup, to.subject, to.address
        )
    },
    invitation_title: |name| format!("Invite {name}"),
    invitation_what: "Read it, change what you like, then send it yourself. The link lets them answer without an account.",
    invitation_label: "Text of the invitation",
    mail: "Open in my mail program",
    mail_subject: |meetup| format!("Invitation to speak: {meetup}"),
    copy: "Copy",
    sent: "It is sent",
    close: "Close",
};

pub(super) const ANSWER: AnswerWords = AnswerWords {
    title: |meetup| format!("Your answer for “{meetup}”"),
    lead: |name| format!("{name}, we would like to hear you."),
    about: |subject| format!("Proposed subject: {subject}"),
    name: LineWords { label: "Your name", placeholder: "As others will see you. No account is made." },
    no_name: "Say your name, so that the team knows who answers.",
    answers: ["I am interested", "I am coming", "I cannot come"],
    mine: |status| match status {
        Status::Suggested | Status::Invited => "You have not answered yet.",
        Status::Interested => "You said that you are interested.",
        Status::Confirmed => "You said that you are coming. Thank you!",
        Status::Declined => "You said that you cannot come. Thank you for saying so.",
    },
    safe: "Without a network your answer stays on this device, and leaves by itself as soon as there is one.",
    dates: "When would you be free?",
    dates_what: "The team chooses the date from your answers and those of the others.",
    gone: "The team has taken this proposal away. If you answer all the same, it comes back, and the team will see it.",
    unknown: (
        "This invitation is no longer in the meetup.",
        "Check that the address is whole, or ask whoever sent it for a new link.",
    ),
    used: |name, status| format!("This invitation has its answer already, from {name}: {status}."),
    used_what: "If that was you, on another device, make this one yours from the page “You”, and change your answer there or here. If it was not you, tell the team.",
    used_anyway: "Answer from here all the same",
    see: "See how the meetup is prepared",
};

pub(super) const POLL: PollWords = PollWords {
    title: "The date and the venue",
    link: "Answer the poll",
    what: "Say what suits you. Anyone can add a date or a venue.",
    is_closed: "The poll is closed. To vote again or to propose something else, it is opened again.",
    when,
    when_short,
    dates: "Dates",
    no_dates: "No date is proposed yet.",
    venues: "Venues",
    no_venues: "No venue is proposed yet.",
    votes: ["Yes", "If need be", "No"],
    vote_of: |option| format!("Your answer: {option}"),
    counts: |[yes, maybe, no]| format!("{yes} yes, {maybe} if need be, {no} no"),
    here: |time| format!("where you are: {time}"),
    busy: |what| format!("Your calendar: {what}"),
    free: "Your calendar is free.",
    past: "It is past.",
    holds: |n| some(n, "seat", "seats"),
    add_date: "Propose a date",
    add_venue: "Propose a venue",
    whole_day: "All day",
    day: "Day",
    last_day: "Last day",
    from: "From",
    to: "To",
    zone: LineWords { label: "Time zone", placeholder: "For example Europe/Paris" },
    add: "Add",
    no_day: "Give a day.",
    no_end: "Give the time it begins and the time it ends.",
    ends_first: "The end must come after the beginning.",
    no_zone: "This time zone is not known. For example: Europe/Paris.",
    is_past: "This date is past.",
    is_there: "This date is proposed already.",
    venue_name: LineWords { label: "Name of the venue", placeholder: "A venue" },
    venue_address: LineWords { label: "Address", placeholder: "Where it is" },
    venue_capacity: LineWords { label: "Seats", placeholder: "Nobody knows" },
    venue_access: LineWords { label: "Access", placeholder: "How one comes in, steps, metro" },
    no_name: "Give the venue a name.",
    wrong_capacity: "Between 1 and 100,000 seats, in figures.",
    details: "Address, seats, access",
    take_away: |option| format!("Take {option} away"),
    take_away_short: "Take away",
    take_ask: |option| format!("Take {option} away?"),
    take_what: |votes| match votes {
        0 => "It can be undone, and brought back later.".to_owned(),
        1 => "1 answer is about it: it is kept, and comes back if it is brought back.".to_owned(),
        votes => format!(
            "{} about it: they are kept, and come back if it is brought back.",
            some(votes, "answer is", "answers are")
        ),
    },
    taken_off: "Taken off the poll",
    taken_off_votes: |votes| format!("{} kept", some(votes, "answer", "answers")),
    bring_back: |option| format!("Bring {option} back"),
    bring_back_short: "Bring back",
    keep: "Keep",
    best: "What suits best",
    best_what: "First where most speakers can, then where most people can, without filling the room beyond its seats. “If need be” counts for half.",
    no_best: "The ranking appears as soon as there is a date or a venue.",
    all_choices: |n| format!("See {}", some(n, "other choice", "other choices")),
    can: |n| format!("{n} can"),
    could: |n| format!("{n} if need be"),
    cannot: |n| format!("{n} cannot"),
    speakers: |can, could, all| match (can, could, all) {
        (can, 0, all) if can == all && all == 1 => "the speaker can".to_owned(),
        (can, 0, all) if can == all && all == 2 => "both speakers can".to_owned(),
        (can, 0, all) if can == all => format!("all {all} speakers can"),
        (can, 0, all) => format!("{can} of {} can", some(all, "speaker", "speakers")),
        (can, could, all) => format!("{can} of {} can, {could} if need be", some(all, "speaker", "speakers")),
    },
    room: |seats, holds| {
        if holds {
            format!("the room has {}", some(seats, "seat", "seats"))
        } else {
            format!("the room has only {}", some(seats, "seat", "seats"))
        }
    },
    choose: |option| format!("Choose {option}"),
    choose_short: "Choose",
    choose_ask: |option| format!("Choose {option}?"),
    choose_what: "The poll closes, and everybody sees it. No answer is lost: it can be opened again.",
    both: |date, venue| format!("{date}: {venue}"),
    chosen: "It is settled",
    open_again: "Open the poll again",
    open_ask: "Open the poll again?",
    open_what: "The date and the venue are no longer settled. All answers are still there.",
    conflict: |n| format!("The poll was closed on {n} choices at the same moment. Which one to keep?"),
    option_gone: "(taken off the poll)",
    table: "Who said what",
    table_show: |n| format!("See {}", some(n, "answer", "answers")),
    table_none: "Nobody has answered yet.",
    previous: "Previous",
    next: "Next",
    shown: |from, to, all| format!("{from} to {to} of {all}"),
    said: ["yes", "if need be", "no"],
    person: "Person",
    speaker: "speaker",
    nothing: "–",
    exchange: "Spreadsheets and calendars",
    download: "Download the table (CSV)",
    file: "poll",
    upload: "Take a table in (CSV)",
    upload_what: "A column for each date or venue, a line for each person. Nothing is taken in before you have seen what it changes.",
    news: |news: &News| {
        let differing = match news.differing {
            0 => String::new(),
            n => format!(" {} differently there: what is here stays.", some(n, "answer is said", "answers are said")),
        };
        format!(
            "This table adds {} and {}.{differing}",
            some(news.options, "date or venue", "dates or venues"),
            some(news.votes, "answer", "answers")
        )
    },
    take_in: "Take it in",
    wrong: "This table cannot be taken in. Nothing has changed.",
    wrong_line: |wrong: &Wrong| {
        let expected = match wrong.expected {
            Expected::Heads => {
                "expected a first line with at least one date or venue behind the column of names".to_owned()
            }
            Expected::Time(NotAWhen::EndsFirst) => "the date ends before it begins".to_owned(),
            Expected::Time(NotAWhen::NoZone) => "hours need their time zone, such as Europe/Paris".to_owned(),
            Expected::Time(_) => "expected a date, such as 2027-01-14".to_owned(),
            Expected::Venue => "expected the name of a venue, of at most 200 characters".to_owned(),
            Expected::Capacity => "expected between 1 and 100,000 seats".to_owned(),
            Expected::Another => "this date or venue is in the table already".to_owned(),
            Expected::Name => "expected a name, of at most 64 characters".to_owned(),
            Expected::Vote => "expected yes, if need be, no, or nothing".to_owned(),
            Expected::People(n) => format!("expected at most {} with so many columns", some(n, "person", "people")),
            Expected::Options(n) => format!("expected at most {}", some(n, "date or venue", "dates and venues")),
            Expected::Cells(n) => format!("expected {} as in the first line", some(n, "cell", "cells")),
        };
        let place = match wrong.column {
            0 => format!("Line {}", wrong.line),
            column => format!("Line {}, column {column}", wrong.line),
        };
        if wrong.found.is_empty() {
            format!("{place}: {expected}.")
        } else {
            format!("{place}: {expected}; there is “{}”.", wrong.found)
        }
    },
    wrong_more: |n| format!("And {} more.", some(n, "line", "lines")),
    unreadable: "This file cannot be read as a text. Nothing has changed.",
    taken_in: "The table is taken in. It can be undone as one.",
    calendar: "See when I am busy (ICS)",
    calendar_what: "Choose the export of your calendar: it is read on this device, sent nowhere and not kept.",
    calendar_read: |n| {
        format!("Your calendar is read: {} at the proposed dates.", some(n, "engagement", "engagements"))
    },
    calendar_wrong: |line, why, text| {
        let expected = match why {
            Unread::NotACalendar => "it is not a calendar: it would begin with BEGIN:VCALENDAR",
            Unread::Unfinished => "the calendar ends in the middle",
            Unread::BadLine => "expected a name, a colon and a value",
            Unread::BadDate => "expected a date, such as 20270114 or 20270114T190000Z",
            Unread::UnknownZone => "this time zone is not known",
            Unread::TooMany => "an event comes back too often to be followed",
        };
        match (line, text) {
            (0, _) => format!("This calendar cannot be read: {expected}. Nothing has changed."),
            (line, "") => format!("This calendar cannot be read. Line {line}: {expected}. Nothing has changed."),
            (line, text) => format!(
                "This calendar cannot be read. Line {line}: {expected}; there is “{text}”. Nothing has changed."
            ),
        }
    },
    calendar_forget: "Forget my calendar",
    add_to_calendar: "Add to my calendar",
    no_script: "This part of Boucle could not be loaded. Try again when there is a network.",
};

fn lines(told: &[(&str, &str)]) -> String {
    let said = told.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| format!("- **{label}:** {value}\n")).collect()
}

fn list(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("\n## {title}\n\n{}", items.iter().map(|item| format!("- {item}\n")).collect::<String>())
}

pub(super) const TELL: TellWords = TellWords {
    call: (
        "The call to the community",
        "Step 1: tell everybody that a meetup is being prepared, and that they can take part.",
    ),
    announcement: ("The announcement", "Steps 6 and 7: tell everybody when, where and with whom."),
    draft: "Write a first draft",
    draft_again: "Begin again from a first draft",
    draft_ask: "Begin again from a first draft?",
    draft_what: "Today’s text is replaced by one that is made from the meetup. The journal keeps the old one.",
    draft_yes: "Replace the text",
    draft_no: "Keep the text",
    call_draft: |told: &Told| {
        let title = if told.meetup.is_empty() {
            "A next meetup is being prepared".to_owned()
        } else {
            format!("{}: we prepare it together", told.meetup)
        };
        let community = if told.community.is_empty() { String::new() } else { format!(" of {}", told.community) };
        format!(
            "# {title}\n\nThe next meetup{community} is being prepared, and anyone can take part: propose a theme, a date, a venue, a speaker, or join the team.\n\n{}{}\nWe meet here: {}\n",
            lines(&[("Theme", &told.theme), ("Question", &told.problem)]),
            list("What we want", &told.intentions),
            told.link
        )
    },
    announcement_draft: |told: &Told| {
        let title = if told.meetup.is_empty() { "Next meetup" } else { &told.meetup };
        let venue =
            if told.address.is_empty() { told.venue.clone() } else { format!("{}, {}", told.venue, told.address) };
        let seats = told.seats.map(|seats| some(seats, "seat", "seats")).unwrap_or_default();
        let talks: Vec<_> = told
            .talks
            .iter()
            .map(|(subject, by)| if by.is_empty() { subject.clone() } else { format!("{subject}, by {by}") })
            .collect();
        let problem = if told.problem.is_empty() { String::new() } else { format!("{}\n\n", told.problem) };
        format!(
            "# {title}\n\n{problem}{}{}{}\nTo register, a name is enough: {}\n",
            lines(&[
                ("When", &told.when),
                ("Where", &venue),
                ("Access", &told.access),
                ("Seats", &seats),
                ("Theme", &told.theme)
            ]),
            list("On the programme", &talks),
            list("What we want", &told.intentions),
            told.link
        )
    },
    send: "Send it",
    send_what: "Copy the text, or open it in your mail program. Once it has left, say so: the step is done.",
    copy: ["Copy as Markdown", "Copy as text", "Copy as HTML"],
    mail: "Open in my mail program",
    sent: "It is sent…",
    is_sent: "The step is done.",
    missing: "The date and the venue are not chosen yet: the first draft will not tell them.",
    names: "The first draft names the speakers who come: their names will stay in this text and in its history, like all that is written here.",
    listing: "Publish on meetup.com",
    listing_what: "The fields are in the order in which the form of meetup.com asks for them. Paste the address that results below: the step is done.",
    fields: ["Title", "Date", "Start time", "Duration", "Description", "Venue", "Number of seats"],
    copy_field: |field| format!("Copy: {field}"),
    copy_short: "Copy",
    duration: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => some(usize::try_from(minutes).unwrap_or(0), "minute", "minutes"),
        (hours, 0) => some(usize::try_from(hours).unwrap_or(0), "hour", "hours"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    },
    address: LineWords { label: "Address of the publication", placeholder: "The address on meetup.com, or elsewhere" },
    wrong_address: "An address begins with http or https.",
    open: "Open the publication",
};

pub(super) fn called(added: usize, removed: usize) -> String {
    wrote("the call", added, removed)
}

pub(super) fn announced(added: usize, removed: usize) -> String {
    wrote("the announcement", added, removed)
}

pub(super) fn wrote(what: &str, added: usize, removed: usize) -> String {
    match (added, removed) {
        (added, 0) => format!("wrote in {what} ({})", some(added, "character", "characters")),
        (0, removed) => format!("erased in {what} ({})", some(removed, "character", "characters")),
        (added, removed) => format!("wrote in {what} ({}, {removed} fewer)", some(added, "character", "characters")),
    }
}

pub(super) fn talk(deed: Deed, subject: &str) -> String {
    match deed {
        Deed::Added => format!("proposed the talk “{subject}”"),
        Deed::Changed => format!("said more about the talk “{subject}”"),
        Deed::TookAway => format!("took the talk “{subject}” away"),
        _ => format!("brought the talk “{subject}” back"),
    }
}

pub(super) fn status(status: Option<Status>, of: Option<&str>, subject: &str) -> String {
    match (status, of) {
        (Some(Status::Suggested), None) => format!("thought of themselves for “{subject}”"),
        (Some(Status::Invited), None) => format!("noted their invitation for “{subject}”"),
        (Some(Status::Interested), None) => format!("would like to speak: “{subject}”"),
        (Some(Status::Confirmed), None) => format!("will speak: “{subject}”"),
        (Some(Status::Declined), None) => format!("will not speak: “{subject}”"),
        (None, None) => format!("no longer proposes to give “{subject}”"),
        (Some(Status::Suggested), Some(name)) => format!("thought of {name} for “{subject}”"),
        (Some(Status::Invited), Some(name)) => format!("invited {name} for “{subject}”"),
        (Some(Status::Interested), Some(name)) => format!("noted that {name} is interested in “{subject}”"),
        (Some(Status::Confirmed), Some(name)) => format!("noted that {name} comes for “{subject}”"),
        (Some(Status::Declined), Some(name)) => format!("noted that {name} does not come for “{subject}”"),
        (None, Some(name)) => format!("removed {name} from “{subject}”"),
    }
}

pub(super) fn date(deed: Deed, says: &str) -> String {
    let date = option(says);
    match deed {
        Deed::Added => format!("proposed a date: {date}"),
        Deed::Changed => format!("changed a date: {date}"),
        Deed::TookAway => format!("took a date away: {date}"),
        _ => format!("brought a date back: {date}"),
    }
}

pub(super) fn venue(deed: Deed, name: &str) -> String {
    match deed {
        Deed::Added => format!("proposed a venue: {name}"),
        Deed::Changed => format!("said more about a venue: {name}"),
        Deed::TookAway => format!("took a venue away: {name}"),
        _ => format!("brought a venue back: {name}"),
    }
}

pub(super) fn voted(vote: Option<usize>, of: Option<&str>, says: &str) -> String {
    let option = option(says);
    let said = vote.and_then(|vote| POLL.said.get(vote));
    match (said, of) {
        (Some(said), None) => format!("says {said}: {option}"),
        (None, None) => format!("says nothing any more: {option}"),
        (Some(said), Some(name)) => format!("noted the answer of {name}, {said}: {option}"),
        (None, Some(name)) => format!("erased the answer of {name}: {option}"),
    }
}

pub(super) fn closed(choice: &str) -> String {
    format!("closed the poll: {choice}")
}

pub(super) fn listed(address: &str) -> String {
    match address {
        "" => "erased the address of the publication".to_owned(),
        address => format!("noted the address of the publication: {address}"),
    }
}

pub(super) fn step(step: Step, note: Option<&str>) -> String {
    let name = STEPS.steps[step as usize].0;
    match note {
        None => format!("says that it is not done: {name}"),
        Some("") => format!("says that it is done: {name}"),
        Some(note) => format!("says that it is done: {name} ({note})"),
    }
}
