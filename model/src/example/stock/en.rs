//! Taking stock, in English.

use super::Stock;

pub(in crate::example) static STOCK: Stock = Stock {
    kept: [
        "The wall of words at the door: everyone put theirs up on the way in",
        "The demo with a real garden, and with those who are in it",
    ],
    problems: [
        "Three tables, three vocabularies",
        "The three maps could never be joined",
        "Coming late meant not following any more",
        "Forty minutes of workshop are too short",
    ],
    improvements: [
        "Start with the words, before opening any tool at all",
        "Somebody at the door, and a summary at the top of the pad",
        "Two tools instead of three, and a full hour for the workshop",
        "Film all the demos",
    ],
    group: "No words in common",
    lessons: [
        "Without a shared vocabulary, three maps cannot be laid over each other",
        "",
        "To understand a word is not yet to keep to it",
    ],
    happenings: [
        "Welcome: everyone puts a word on the wall",
        "FreeMind: the map of ideas",
        "Kumu: the map of actors",
        "Gephi, ten minutes late",
        "Workshop, three tables",
    ],
    shown: "no way to merge the three files, each had its own words",
    message: "I came at half past seven and did not dare to ask where we were.",
    text: "A good evening, and half a map: it is on the wall, not yet in a file.\n\nWhat was missing is one thing: **words**. The tools did what we expected of them.\n\n- To keep: the wall, and a demo with those who are on the map\n- To tell the library: the room was perfect",
    note: "The page on the four types is begun",
};
