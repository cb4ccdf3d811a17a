//! Boucle in English.

use super::words::{
    Ago, Awaits, Commons, Frame, Known, Landing, Lost, Map, Message, Name, Notices, Pad, People, PhaseWords,
    SafetyWords, StartWords, Starts, TitleWords, Toolbar, Trail, Words,
};

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
        carto_empty: (
            "Nothing is on this map yet.",
            "It will belong to everyone and to no one: each meetup will leave on it what it brought about.",
        ),
        back: "The map of the commons",
    },
    map: Map {
        title: "The loop",
        zoom: "From farther, from closer",
        zooms: ["The whole history", "Close", "One edition"],
        edition: |n| format!("Meetup {n}"),
        untitled: "untitled",
        states: [": done", ": now", ": to come"],
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
                "This is where the meetup is prepared. Nothing is here yet: the notes of your first gatherings have their place in the pad.",
            ),
            (
                "This time is left to the speakers to get in touch with the community: a simple exchange of mails, an invitation to try the software or to a forum, a question about what it expects.",
                "Nobody has written here yet. What is exchanged until the day has its place in the pad.",
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
                "The bilan has not begun. What you want to keep in mind has its place in the pad.",
            ),
        ],
    },
    safety: SafetyWords {
        opening: "Opening…",
        keeping: "Saving…",
        server: "Saved on the server",
        sending: "Saved on this device, sending",
        device: |n| format!("Only on this device ({})", some(n, "change", "changes")),
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
    name: Name {
        title: "What do people call you here?",
        why: "Your name is read beside what you write, for as long as you are here. It is kept on this device and shown to whoever is here: no account is made.",
        label: "Your name, or any you like",
        save: "That’s me",
        later: "Later",
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
