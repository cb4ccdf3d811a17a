//! The page on which a Meta-Carto is watched, in English.

use crate::i18n::words::WatchWords;

pub(super) const WATCH: WatchWords = WatchWords {
    title: |name| format!("Meta-Carto · {name}"),
    lead: "This page shows the map as it is, and changes with it.",
    count: |nodes, links| format!("{}, {}", super::some(nodes, "node", "nodes"), super::some(links, "link", "links")),
    empty: "Nothing is on this map yet. What is put there will appear here.",
    live: "Live",
    lost: "Connection lost, trying again…",
    away: "The map cannot be watched live at this moment. It will be tried again; the map below is that of when the page was opened, or of the last change that came.",
    full: "Too many people watch this map live at this moment. The page can still be read: reload it to see what has changed.",
    changes: ("1 change", "{n} changes"),
    zoom: ("Nearer", "Farther", "See the whole map"),
    tools: "Move about on the map",
    keys: "With the keyboard: + and − to go nearer and farther, the arrows to move, 0 to see everything.",
    list: "Everything on the map",
    list_what: "The same content, to be read: each node with its links.",
    types: ["Projects", "Actors", "Ideas", "Resources", "Meetups", "Themes", "Problems", "Tools", "Places"],
    untyped: "Without a type",
    unnamed: "Without a name",
    links: |n| super::some(n, "link", "links"),
    ways: ("to", "from", "with"),
    colon: ": ",
    source: |name| format!("Where “{name}” comes from"),
    address: |name| format!("The site of “{name}”"),
    whole: "Open the whole map",
    embed: "Show this map on another site",
    embed_what: "This code shows the map in a page of another site, and keeps it up to date there.",
    embed_label: "Code to copy",
};
