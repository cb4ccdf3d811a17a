//! Boucle in English.

#[path = "en/bilan.rs"]
mod bilan;
#[path = "en/board.rs"]
mod board;
#[path = "en/carried.rs"]
mod carried;
#[path = "en/carto.rs"]
mod carto;
#[path = "en/evidence.rs"]
mod evidence;
#[path = "en/past.rs"]
mod past;
#[path = "en/preparing.rs"]
mod preparing;
#[path = "en/record.rs"]
mod record;
#[path = "en/strands.rs"]
mod strands;
#[path = "en/timeline.rs"]
mod timeline;
#[path = "en/watch.rs"]
mod watch;

use super::words::{
    Ago, Awaits, Coming, Commons, Example, Frame, Ideas, Journal, Known, Landing, LineWords, Lost, Map, Me, Message,
    Name, Notices, Pad, People, PhaseWords, PlanWords, SafetyWords, Settings, StartWords, Starts, TitleWords, Toolbar,
    Trail, Words,
};
use boucle_model::{Seat, journal::Deed};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        skip: "Skip to content",
        your_name: "Your name",
        footer: "Boucle is free software (AGPL 3). It belongs to everyone and to no one.",
        description: "Prepare a meetup, live it and pass it on, together, with or without a network.",
        update: "A new version of Boucle is ready. Your edits stay where they are.",
        take_update: "Move to the new version",
        window: |title| format!("{title} · Boucle"),
    },
    landing: Landing {
        title: "Boucle, your meetups as a commons",
        lead: "Prepare a gathering, live it, draw the next one from it: everyone writes on the same page, even without a network.",
        loop_title: "One loop, five moments",
        phases: [
            ("Co-construction", "a team, its intentions"),
            ("Before", "people get to know each other"),
            ("Meetup", "the day itself, one pad for all"),
            ("After", "the exchanges go on"),
            ("Bilan", "what we learnt"),
        ],
        back: "what we learnt opens the next meetup",
    },
    example: Example {
        visit: "Visit the example",
        what: "A community and its two meetups, to walk through and shake without breaking anything.",
        no_network: "The example is not on this device yet, and the server does not answer. A little network will do, once.",
        no_storage: "This browser keeps nothing: the example has nowhere to be. An ordinary window, not a private one, often helps.",
        title: "You are in the example.",
        here: "Everything can be changed here: nothing leaves it, and nobody else sees it.",
        reset: "Begin the example again",
        leave: "Open a commons of your own",
    },
    start: Starts {
        commons: StartWords {
            title: "Open a commons",
            label: "Name of your community",
            hint: "A vision, meetups that follow each other, a map: it all belongs to those who use it. No account is needed.",
            button: "Open this commons",
        },
        meetup: StartWords {
            title: "Start a meetup",
            label: "What is it called?",
            hint: "A meetup on its own, with its pad. The title can change later.",
            button: "Start",
        },
        link: "Were you sent a link?",
        open_link: "Open this link",
        no_link: "This is the link of no commons and no meetup, or it is not whole. Paste it as it was sent to you.",
        elsewhere: |host| {
            format!("This link leads to another instance of Boucle, {host}: what is there is not here. To go there:")
        },
        needs_scripts: "This browser runs no scripts. Reading a commons or a meetup at its address needs none; starting one, or writing in it, needs JavaScript and WebAssembly.",
    },
    known: Known {
        title: "What this device knows",
        untitled: "Untitled",
        commons: "commons",
        meetup: "meetup",
        opened: |ago| match ago {
            Ago::Now => "opened just now".to_owned(),
            Ago::Minutes(n) => format!("opened {} ago", some(n, "minute", "minutes")),
            Ago::Hours(n) => format!("opened {} ago", some(n, "hour", "hours")),
            Ago::Days(n) => format!("opened {} ago", some(n, "day", "days")),
        },
        none: "None yet.",
        none_hint: "Start one, or open the link that you were sent: it will stay here, even without a network.",
        forget: "Forget",
        forget_which: |title| format!("“{title}” will leave the list, and this device will keep nothing of it."),
        forget_title: "Forget this meetup on this device?",
        forget_loses: |n| match n {
            1 => "1 change exists on this device only: it will be lost.".to_owned(),
            _ => format!("{n} changes exist on this device only: they will be lost."),
        },
        forget_safe: "Everything you wrote in it is on the server: you will find it again at its address.",
        forget_unknown: "What this device keeps of it cannot be read: whatever is not on the server yet will be lost.",
        keep: "Keep it",
    },
    commons: Commons {
        unnamed: "Unnamed commons",
        vision: ("Vision", "Read and complete"),
        community: ("Community", "Who is here"),
        carto: ("Meta-Carto", "Have a look"),
        no_vision: "Why do we meet? The vision is not written yet.",
        vision_what: "What the community wants, in its own words. Everybody can complete it.",
        community_what: "The people of this commons: those who are here, and where they are right now.",
        carto_what: "The map of the community’s ideas and people, which changes at each meetup.",
        authors: "Who makes this commons",
        back: "The map of the commons",
    },
    map: Map {
        title: "The loop",
        zoom: "From farther, from closer",
        zooms: ["The whole history", "Close", "One edition"],
        edition: |n| format!("Meetup {n}"),
        untitled: "untitled",
        states: [": done", ": now", ": to come"],
        changed: "news",
        flow: |from, to| format!("{from} > {to}"),
        here: |n| format!("{} here", some(n, "person", "people")),
        none: (
            "The loop has not begun yet.",
            "The first meetup is prepared here: a team, its intentions, then a date and a place.",
        ),
        prepare: "Prepare a meetup",
        first: StartWords {
            title: "Prepare the first meetup",
            label: "What will its title be?",
            hint: "It can change, or come later. The meetup begins with its co-construction.",
            button: "Begin its co-construction",
        },
        next_title: |n| format!("Prepare meetup {n}"),
        next: StartWords {
            title: "Prepare the next meetup",
            label: "What will its title be?",
            hint: "It can change, or come later. The bilan of the one before will open its co-construction.",
            button: "Begin its co-construction",
        },
        cancel: "Not now",
        withdraw: |n| format!("Take meetup {n} off the map"),
        withdraw_what: "It will leave the map for everybody. Nothing that is written in it is erased: it stays at its address, and this can be undone.",
        withdraw_yes: "Take it off",
        keep: "Leave it",
    },
    awaits: Awaits {
        title: "What needs a hand",
        nothing: "Nothing presses. Take a stroll on the map.",
        vision: ("Write the vision", "what the community wants, in a few sentences", "Write"),
        first: ("Prepare the first meetup", "a team, its intentions, a title to begin with", "Prepare"),
        next: ("Prepare the next meetup", "what the bilan has taught will open it", "Prepare"),
        phases: [
            ("Meet and say your intentions", "the meetup is in co-construction", "Join"),
            ("Get to know each other", "the speakers meet the community", "Join"),
            ("Write the pad", "the meetup is on, one pad for all", "Write"),
            ("Go on with the exchanges", "the meetup took place, ideas travel", "Join"),
            ("Draw the bilan", "what was intended, what happened", "Join"),
        ],
    },
    title: TitleWords {
        label: "Title of the meetup",
        placeholder: "A title for this meetup",
        untitled: "Untitled meetup",
        too_long: |n, max| {
            format!("This title has {n} characters, and there is room for {max}. Shorten it a little: nothing is lost.")
        },
        conflict: |n| match n {
            2 => "Two titles came at the same moment".to_owned(),
            _ => format!("{n} titles came at the same moment"),
        },
        keep: "Keep this one",
    },
    settings: Settings {
        title: "Share and settings",
        link: "Share",
        share: "Bring somebody in",
        share_what: "Whoever has this address can read this commons and write in it, without an account. The code leads to the same place: it can be projected, or printed.",
        address: "The address of this commons",
        copy: "Copy the address",
        copied: "Copied.",
        not_copied: "This browser lets nothing be copied from here: select the text, and copy it.",
        qr: "QR code that leads to this commons",
        device: "On this device",
        device_what: "All of this commons is kept here, and opens without a network. You can take a copy along, which any program that knows Automerge can read.",
        download: "Download a copy",
        forget: "Forget on this device",
    },
    commons_name: TitleWords {
        label: "Name of the commons",
        placeholder: "A name for this commons",
        untitled: "Unnamed commons",
        too_long: |n, max| {
            format!("This name has {n} characters; it can have {max}. Shorten it a little: nothing is lost.")
        },
        conflict: |n| match n {
            2 => "Two names came at the same moment".to_owned(),
            _ => format!("{n} names came at the same moment"),
        },
        keep: "Keep this one",
    },
    trail: Trail {
        title: "The phases of this meetup",
        here: ": this is where the meetup is",
        move_to: |phase| format!("Move to “{phase}”"),
        ask: |phase| format!("Move to “{phase}”?"),
        what: |what| format!("What happens there: {what}. Everybody will see it, and it can be undone."),
        stay: "Stay here",
        conflict: |n| match n {
            2 => "This meetup was moved to two phases at once".to_owned(),
            _ => format!("This meetup was moved to {n} phases at once"),
        },
    },
    phase: PhaseWords {
        states: ["Done", "Now", "To come"],
        say: [
            (
                "The community is invited to take part in organising a meetup. From the moment this team exists, it meets to define the intentions of the meetup.",
                "This is where the meetup is prepared, in the open: anybody can take part.",
            ),
            (
                "This time is left to the speakers to get in touch with the community: a simple exchange of mails, an invitation to try the software or to a forum, a question about what it expects.",
                "One registers here. What is exchanged until the day has its place in the pad.",
            ),
            (
                "This is the event itself, the day on which a part of the community meets in person.",
                "On the day, everybody writes the same pad.",
            ),
            (
                "What speakers and community exchange after the gathering can be shared with the community or stay private.",
                "Nothing has been shared here yet. Links and what follows have their place in the pad.",
            ),
            (
                "The organising team takes stock of the meetup, and brings out the problems and the improvements for the next one.",
                "Compare what was expected with what happened, and write together what you learn from it.",
            ),
        ],
    },
    safety: SafetyWords {
        opening: "Opening…",
        keeping: "Saving…",
        server: "Saved on the server",
        sending: "Saved on this device, sending",
        device: |n| format!("Only on this device ({})", some(n, "change", "changes")),
        sandbox: "Example, on this device",
        unsaved: "Not saved",
        read_only: "Read only",
        download: "Download",
        device_aloud: "Your changes are on this device only.",
        unsaved_aloud: "Your changes are not saved. You can download them.",
    },
    people: People {
        here: |n| format!("{} here", some(n, "person", "people")),
        you: "you",
        someone: "someone",
        more: |n| format!("and {}", some(n, "other", "others")),
    },
    pad: Pad {
        title: "The pad",
        write: "Write",
        read: "Read",
        label: "Text of the pad",
        placeholder: "Write here, and be read as you go.",
        empty: "Nothing is written yet.",
        for_ever: "What is written here stays with everyone who received it: deleting it from the pad does not take it back from them.",
        done: "done",
        to_do: "to do",
    },
    vision: Pad {
        title: "The vision",
        write: "Write",
        read: "Read",
        label: "Text of the vision",
        placeholder: "What do we want to do together, and why?",
        empty: "The vision is not written yet.",
        for_ever: "What is written here stays with everybody who received it: deleting it does not take it back from them.",
        done: "done",
        to_do: "to do",
    },
    notes: Pad {
        title: "The team’s notes",
        write: "Write",
        read: "Read",
        label: "Notes of the team",
        placeholder: "What the team says when it meets.",
        empty: "The team has noted nothing yet.",
        for_ever: "What is written here stays with everybody who received it: deleting it does not take it back from them.",
        done: "done",
        to_do: "to do",
    },
    call: preparing::CALL,
    announcement: preparing::ANNOUNCEMENT,
    bilan: bilan::PAD,
    stock: bilan::STOCK,
    board: board::BOARD,
    carried: carried::CARRIED,
    timeline: timeline::TIMELINE,
    carto: carto::CARTO,
    watch: watch::WATCH,
    evidence: evidence::EVIDENCE,
    record: record::RECORD,
    strands: strands::STRANDS,
    past: past::PAST,
    steps: preparing::STEPS,
    talks: preparing::TALKS,
    answer: preparing::ANSWER,
    poll: preparing::POLL,
    tell: preparing::TELL,
    plan: PlanWords {
        carried: "What the meetup before brings us",
        carried_none: "Nothing has come from it yet: the improvements kept at its bilan will open this page.",
        carried_first: "This is the first meetup of the loop: the improvements that its bilan keeps will open the next one.",
        about: "What it is about",
        theme: LineWords { label: "Theme", placeholder: "The theme is not chosen yet" },
        problem: LineWords {
            label: "Problem to solve",
            placeholder: "Which question does this meetup want to answer?",
        },
        team: "The team",
        team_none: "Nobody is in the team yet. It is open: joining is all it takes.",
        join: "Join",
        leave: "Leave the team",
        role: LineWords { label: "Your role", placeholder: "Your role, if you have one" },
        intentions: "The intentions",
        intentions_what: "Short and in order: the bilan will compare them with what happened.",
        intentions_none: "No intention has been set yet.",
        intention: LineWords { label: "Intention", placeholder: "An intention" },
        new: LineWords { label: "One more intention", placeholder: "What do we want of this meetup?" },
        add: "Add",
        up: |text| format!("Move “{text}” up"),
        down: |text| format!("Move “{text}” down"),
        take_away: |text| format!("Take “{text}” away"),
        by: |name| format!("by {name}"),
        fixed: "As they stood when the co-construction ended",
        too_long: |length, most| format!("This is too long: {length} characters, where {most} is the most."),
        conflict: |n| format!("{n} answers were given at the same time. Which one do we keep?"),
    },
    ideas: Ideas {
        title: ("Idea box", "Propose, support"),
        what: "Anybody can propose, at any time, a theme, a problem, a place, a date, or to speak. The next meetup draws from it.",
        none: ("The box is empty", "The first idea is welcome: it can change, and others will join it."),
        count: |n| match n {
            0 => "No idea yet".to_owned(),
            n => some(n, "idea", "ideas"),
        },
        propose: "Propose an idea",
        topic: "What you propose",
        topics: [
            ("a theme", "Themes"),
            ("a problem to solve", "Problems"),
            ("a place", "Places"),
            ("a date", "Dates"),
            ("a speaker", "Speakers"),
        ],
        text: LineWords { label: "In one line", placeholder: "For a speaker: what it would be about." },
        about: LineWords {
            label: "Who would speak",
            placeholder: "Empty if it is you. The name is kept in the directory, where it can be erased.",
        },
        is_about: |name| format!("with {name}"),
        send: "Propose",
        idea: LineWords { label: "Idea", placeholder: "An idea" },
        support: |text| format!("Support “{text}”"),
        supported: |n| format!("{} for it", some(n, "person", "people")),
        discuss: |n| match n {
            0 => "Discuss".to_owned(),
            n => some(n, "remark", "remarks"),
        },
        remark: "Your remark",
        say: "Say",
        same: "It is the same idea as another",
        same_which: "Which one?",
        same_yes: "Join them",
        also: |text| format!("Joined with “{text}”"),
        part: "Part them",
        take_away: |text| format!("Take “{text}” away"),
        take_remark_away: "Take this remark away",
        taken_up: |edition| format!("Taken up by {edition}"),
        adopted: "Ideas taken up",
        others: "The community proposes",
        no_others: "The idea box has nothing else for now.",
        take_up: |text| format!("Take “{text}” up"),
        give_back: |text| format!("Give “{text}” back to the idea box"),
        take_up_short: "Take up",
        give_back_short: "Give back",
        see: "The idea box",
    },
    coming: Coming {
        title: "Who comes",
        what: "A name is enough. You can change your mind at any time.",
        answers: ["I will be there", "Maybe", "I will not be there"],
        unsaid: "You have not answered yet.",
        asked: "Your seat is asked for: you will know whether it is yours as soon as the server has that.",
        taken: "A seat is yours.",
        waiting: |n| {
            format!(
                "All seats are taken: you are number {n} on the waiting list, and will take the first that becomes free."
            )
        },
        maybe: "You may come.",
        cancelled: "You will not come.",
        seats: LineWords { label: "Number of seats", placeholder: "No limit" },
        wrong_seats: "A number from 1 to 100,000, or nothing for no limit.",
        count: |taken, seats| match seats {
            None => some(taken, "seat taken", "seats taken"),
            Some(seats) => format!("{} of {seats}", some(taken, "seat taken", "seats taken")),
        },
        overbooked: |n| {
            format!(
                "{} more than there are seats: several took the last one at the same moment, or there are fewer than before. Everybody keeps theirs.",
                some(n, "person", "people")
            )
        },
        who: "Have a seat",
        list: "Waiting list",
        maybes: "Maybe",
    },
    toolbar: Toolbar {
        title: "Formatting",
        bold: "Bold",
        italic: "Italic",
        heading: "Heading",
        bullet: "List",
        number: "Numbers",
        task: "Tasks",
        quote: "Quote",
        link: "Link",
        history: "History",
        undo: "Undo",
        redo: "Redo",
    },
    journal: Journal {
        title: "The journal",
        what: "Everything that was done here, by whom and when. One can come back to each moment, and go on from it.",
        link: "The journal",
        none: "Nothing was done here yet.",
        earlier: "See earlier",
        news: "Since your last visit",
        no_news: "Nothing new.",
        you: "You",
        someone: "Someone",
        look: "See this moment",
        restore: "Come back to this moment",
        ask: "Come back to this moment?",
        safe: "What came since stays in the journal: you can come back to it in the same way. Everybody will see this return.",
        named: |title| format!("gave the title “{title}”"),
        wrote: |added, removed| match (added, removed) {
            (added, 0) => format!("wrote ({})", some(added, "character", "characters")),
            (0, removed) => format!("erased ({})", some(removed, "character", "characters")),
            (added, removed) => format!("wrote ({}, {removed} fewer)", some(added, "character", "characters")),
        },
        moved: |phase| format!("moved to “{phase}”"),
        added: |edition, title| match title {
            "" => format!("began to prepare {edition}"),
            title => format!("began to prepare {edition}, “{title}”"),
        },
        withdrew: |edition| format!("took {edition} off the map"),
        put_back: |edition| format!("put {edition} back on the map"),
        renamed: |edition, title| format!("gave {edition} the title “{title}”"),
        reached: |edition, phase| format!("saw {edition} move to “{phase}”"),
        noted: |added, removed| match (added, removed) {
            (added, 0) => format!("wrote in the team’s notes ({})", some(added, "character", "characters")),
            (0, removed) => format!("erased in the team’s notes ({})", some(removed, "character", "characters")),
            (added, removed) => {
                format!("wrote in the team’s notes ({}, {removed} fewer)", some(added, "character", "characters"))
            }
        },
        theme: |theme| match theme {
            "" => "took the theme away".to_owned(),
            theme => format!("chose the theme “{theme}”"),
        },
        problem: |problem| match problem {
            "" => "took the problem away".to_owned(),
            problem => format!("posed the problem “{problem}”"),
        },
        joined: |role| match role {
            "" => "is in the team".to_owned(),
            role => format!("is in the team: {role}"),
        },
        left: "left the team",
        idea: |deed, text| match deed {
            Deed::Added => format!("proposed “{text}”"),
            Deed::Changed | Deed::Decided => format!("put an idea in other words: “{text}”"),
            Deed::Joined => format!("joined “{text}” with another idea"),
            Deed::Parted => format!("parted “{text}” from another idea"),
            Deed::TakenUp => format!("took “{text}” up in a meetup"),
            Deed::GivenBack => format!("gave “{text}” back to the idea box"),
            Deed::TookAway => format!("took the idea “{text}” away"),
            Deed::BroughtBack | Deed::Moved => format!("brought the idea “{text}” back"),
        },
        adopted: |deed, text| match deed {
            Deed::TookAway => format!("gave “{text}” back to the idea box"),
            _ => format!("took the idea “{text}” up"),
        },
        remark: |deed, text| match deed {
            Deed::TookAway => format!("took a remark away: “{text}”"),
            Deed::BroughtBack => format!("brought a remark back: “{text}”"),
            _ => format!("said of an idea: “{text}”"),
        },
        supported: |text| format!("supports the idea “{text}”"),
        supported_no_more: |text| format!("no longer supports the idea “{text}”"),
        seats: |seats| match seats {
            None => "opened the meetup without counting seats".to_owned(),
            Some(1) => "counted one seat".to_owned(),
            Some(seats) => format!("counted {seats} seats"),
        },
        seat: |seat| match seat {
            Some(Seat::Asked) => "asks for a seat",
            Some(Seat::Taken) => "has a seat",
            Some(Seat::Waiting(_)) => "is on the waiting list",
            Some(Seat::Maybe) => "may come",
            Some(Seat::Cancelled) | None => "does not come",
        },
        called: preparing::called,
        announced: preparing::announced,
        talk: preparing::talk,
        status: preparing::status,
        answered: "answered their invitation",
        date: preparing::date,
        venue: preparing::venue,
        voted: preparing::voted,
        took_in: |votes| format!("took in {}", some(votes, "answer", "answers")),
        closed: preparing::closed,
        opened: "opened the poll again",
        listed: preparing::listed,
        step: preparing::step,
        bilan: bilan::wrote,
        moment: bilan::moment,
        led: bilan::led,
        timed: bilan::TIMED,
        allowed: bilan::allowed,
        came: bilan::came,
        gave_points: bilan::gave_points,
        rated: bilan::rated,
        card: bilan::card,
        group: bilan::group,
        happening: bilan::happening,
        evidence: bilan::evidence,
        carried: bilan::carried,
        intention: |deed, text| match deed {
            Deed::Added => format!("added the intention “{text}”"),
            Deed::Changed => format!("put an intention in other words: “{text}”"),
            Deed::Moved => format!("moved the intention “{text}”"),
            Deed::TookAway => format!("took the intention “{text}” away"),
            Deed::Decided => format!("said how it is with the intention “{text}”"),
            Deed::BroughtBack | Deed::Joined | Deed::Parted | Deed::TakenUp | Deed::GivenBack => {
                format!("brought the intention “{text}” back")
            }
        },
    },
    name: Name {
        title: "What do people call you here?",
        why: "Your name is read beside what you write. It is kept on this device and in the server’s directory, where you can erase it: no account is made.",
        label: "Your name, or any you like",
        save: "That’s me",
        later: "Later",
    },
    me: Me {
        title: "You",
        profile: "Your profile",
        profile_what: "Your name and a few words, for the people of your commons to read. They stand in no document: they are in the server’s directory, signed by this device, and you can erase them there.",
        no_name: "A name is missing. Any will do.",
        long_name: |n, max| format!("This name has {n} characters; it can have {max}."),
        words: "A few words about you",
        words_hint: "What you map, what you like to do, how to reach you… or nothing.",
        long_words: |n, max| {
            format!("These words have {n} characters; there can be {max}. Nothing is lost, shorten them a little.")
        },
        save: "Save",
        unsaid: "Nothing is said of you yet.",
        said: "Saved in the server’s directory.",
        waits: "On this device; the directory will have it as soon as there is a network.",
        second: "Another device",
        second_what: "A phone and a computer can be the same person. Take a picture of this code with the other device, or open the link there.",
        show: "Show the code",
        hide: "Hide the code",
        qr: "QR code that makes another device one of yours",
        code_what: "This code counts for ten minutes. Whoever takes a picture of it becomes you: show it to nobody but yourself.",
        code_link: "The same, as a link",
        arrival: "Make this device one of yours?",
        arrival_what: "It will speak under the name of the other device. What it knows and keeps does not change; the name it had until now is no longer its own.",
        join: "It is me",
        not_ours: (
            "This code is none of Boucle’s, or it is not whole.",
            "Nothing has changed on this device. Show a new code on the other one, and take a picture of all of it.",
        ),
        expired: (
            "This code is too old.",
            "A code counts for ten minutes, and nothing has changed on this device. Show a new one on the other. If that goes on, the clock of one of the two is wrong.",
        ),
        forget: "Being forgotten",
        forget_what: "Your name and your words are erased from the server’s directory, then from each device that had read them, as soon as it comes back.",
        forget_button: "Forget me",
        forget_ask: "Be forgotten?",
        forget_goes: "Your name and your words will be erased. In documents you will become “someone”, and this device will begin again as somebody else. This cannot be undone.",
        forget_stays: "What you wrote in pads stays there: if your name is in it, erase it yourself first.",
        stay: "Stay",
        forgotten: "Done: the server’s directory has nothing of you any more.",
        forgotten_waits: "Erased from this device. The server’s directory will learn it as soon as there is a network.",
        link: "Your profile and your devices",
    },
    notices: Notices {
        no_storage: (
            "This browser keeps nothing.",
            "Whatever has not reached the server will go with this tab. An ordinary window, not a private one, often helps.",
        ),
        not_secure: (
            "This page comes over a plain connection (http).",
            "Everything works but two things: Boucle will not open without a network, and the browser may clear what it keeps.",
        ),
        left_out: (
            "A change to this meetup was left out.",
            "It stopped Boucle in this browser. The rest is here, and what you write is kept as usual.",
        ),
        interrupted: (
            "The server interrupted the exchange.",
            "It resumes by itself; what is not saved yet is sent again.",
        ),
        not_made: ("This edit could not be made.", "What was written has not changed."),
        not_read: (
            "What comes from the server cannot be read.",
            "What you write stays here. Reloading the page often helps.",
        ),
        detail: |detail| format!("Technical detail: {detail}"),
        not_received: (
            "This meetup has not reached this device yet.",
            "It will appear as soon as the server answers. You can write already: it will all come together.",
        ),
        read_only: (
            "A newer version of Boucle wrote this meetup.",
            "It can be read here. To write in it, reload the page when you have a network.",
        ),
    },
    lost: Lost {
        no_page: Message {
            title: "The path ends here",
            text: "No page of Boucle is at this address. The link may have been cut on its way.",
        },
        malformed: Message {
            title: "This address is not whole",
            text: "It looks like the address of a meetup, but a part is missing or a letter has changed. Ask whoever sent you the link for it again.",
        },
        unknown: Message {
            title: "No meetup at this address",
            text: "Neither this device nor the server knows it. If it was just started without a network, it will come when the device that holds it reaches the server.",
        },
        unknown_commons: Message {
            title: "No commons at this address",
            text: "Neither this device nor the server knows it. If it was opened without a network just now, it will arrive when the device that holds it reaches the server.",
        },
        broken: Message {
            title: "This meetup cannot be opened",
            text: "What this device keeps of it cannot be read. Nothing was erased: you can download what is there.",
        },
        failed: Message {
            title: "The server could not prepare this page",
            text: "What is saved, on your device and on the server, is as it was. Reload the page in a moment.",
        },
        details: "Technical detail",
        back: "Back to the start",
    },
};

fn some(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
