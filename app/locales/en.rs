//! Boucle in English.

use super::words::{
    Ago, Frame, Known, Landing, Lost, Message, Name, Notices, Pad, People, SafetyWords, Start, TitleWords, Toolbar,
    Trail, Words,
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
    start: Start {
        title: "Start a meetup",
        label: "What is it called?",
        hint: "The title can change later. No account is needed.",
        button: "Start",
        needs_scripts: "This browser runs no scripts. Reading a meetup at its address needs none; starting one, or writing in it, needs JavaScript and WebAssembly.",
    },
    known: Known {
        title: "The meetups this device knows",
        untitled: "Untitled",
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
