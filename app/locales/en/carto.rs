//! The Meta-Carto, in English.

use crate::i18n::words::{
    AlongWords, BringInWords, CartoLinkWords, CartoPastWords, CartoTold, CartoWords, LineWords, NearWords, Pad,
    QuickWords, SeveralWords, TitleWords, TypeWords, ViewWords,
};
use boucle_carto::{
    Relation,
    exchange::{News, What},
};
use boucle_model::{Given, journal::Deed};

pub(super) const CARTO: CartoWords = CartoWords {
    known: "Meta-Carto",
    title: TitleWords {
        label: "Title of the Meta-Carto",
        placeholder: "A title for this map",
        untitled: "Untitled map",
        too_long: |n, max| {
            format!("This title has {n} characters; it can have {max}. Shorten it a little: nothing is lost.")
        },
        conflict: |n| match n {
            2 => "Two titles came at the same moment".to_owned(),
            _ => format!("{n} titles came at the same moment"),
        },
        keep: "Keep this one",
    },
    legend: Pad {
        title: "The legend",
        write: "Write",
        read: "Read",
        label: "Text of the legend",
        placeholder: "What this map is about, and how to read it…",
        empty: "The legend is not written yet.",
        for_ever: "What is written here stays with everybody who has received it: deleting it does not take it back from them.",
        done: "done",
        to_do: "to do",
    },
    legend_title: "The title and the legend",
    told: CartoTold {
        wrote: |added, removed| super::preparing::wrote("the legend of the Meta-Carto", added, removed),
        node: |deed, name| match deed {
            Deed::Added => format!("put “{name}” on the map"),
            Deed::TookAway => format!("took “{name}” off the map"),
            Deed::BroughtBack => format!("put “{name}” back on the map"),
            Deed::Joined => format!("joined “{name}” with another node"),
            Deed::Parted => format!("parted “{name}” from another node"),
            _ => format!("changed “{name}” on the map"),
        },
        link: |deed, words| {
            let link = if words.is_empty() { "a link".to_owned() } else { format!("the link “{words}”") };
            match deed {
                Deed::Added => format!("drew {link}"),
                Deed::TookAway => format!("took {link} away"),
                Deed::BroughtBack => format!("put {link} back"),
                _ => format!("changed {link}"),
            }
        },
        of_type: |deed, name| match deed {
            Deed::Added => format!("added the type “{name}” to the map"),
            Deed::TookAway => format!("took the type “{name}” off the map"),
            Deed::BroughtBack => format!("put the type “{name}” back on the map"),
            _ => format!("changed the type “{name}”"),
        },
        view: |deed, name| match deed {
            Deed::Added => format!("kept the view “{name}”"),
            Deed::TookAway => format!("took the view “{name}” away"),
            Deed::BroughtBack => format!("put the view “{name}” back"),
            _ => format!("changed the view “{name}”"),
        },
        marked: "marked where the map stood at a meetup",
    },
    none: (
        "The map is still blank",
        "Add an idea, a person, a project, a resource. Meetups, their themes and their problems come by themselves.",
    ),
    nothing_found: "Nothing on the map answers to what is looked for.",
    all: "Show everything",
    way: "How to look at the map",
    ways: ["Map", "Table", "Outline"],
    add: "Add",
    beside: "Beside the map",
    unnamed: "Unnamed",
    relation: |relation| match relation {
        Relation::Opens => "opens",
        Relation::IsAbout => "is about",
        Relation::SpeaksAt => "speaks at",
        Relation::Found => "ran into",
        Relation::Answers => "answers",
        Relation::Decided => "decided",
        Relation::CarriedInto => "is carried into",
    },
    spoken: |name, of_type, around, more| {
        let links = around.len() + more;
        let rest = match more {
            0 => String::new(),
            1 => " and one more".to_owned(),
            n => format!(" and {n} more"),
        };
        match links {
            0 => format!("{name}, {of_type}, no link."),
            1 => format!("{name}, {of_type}, 1 link: {}.", around.join(", ")),
            n => format!("{name}, {of_type}, {n} links: {}{rest}.", around.join(", ")),
        }
    },
    taken_away: |n| match n {
        1 => "1 node taken away, with its links. “Undo” brings it back.".to_owned(),
        _ => format!("{n} nodes taken away, with their links. “Undo” brings them back."),
    },
    window: "The map",
    keys: (
        "The keys of the map",
        "Arrows: go to the next node. Enter: open it, or add. Space: choose it beside others. N: add. L: link. F2: rename. Delete: take away. Shift and arrows: move the view. + and −: come closer, go farther. 0: see everything. Escape: choose nothing.",
    ),
    tools_what: "What dragging does",
    tools: ["Move", "Link", "Choose"],
    near: NearWords {
        group: "Near or far",
        closer: "Come closer",
        farther: "Go farther",
        all: "See everything",
        tidy: "Tidy the map",
    },
    minimap: "The whole map, small, and the part that is seen",
    label: LineWords { label: "Name", placeholder: "What it is called" },
    about: LineWords { label: "Description", placeholder: "What it is about…" },
    address: LineWords { label: "Web address", placeholder: "where more is found" },
    tags: LineWords { label: "Tags", placeholder: "between commas" },
    tags_of: |name| format!("Tags of “{name}”"),
    type_of: |name| format!("Type of “{name}”"),
    origin: |meetup, by| match (meetup, by) {
        (Some(meetup), Some(by)) => format!("Brought by {meetup}, added by {by}."),
        (Some(meetup), None) => format!("Brought by {meetup}."),
        (None, Some(by)) => format!("Added by {by}."),
        (None, None) => String::new(),
    },
    open: "Go where it comes from",
    from_loop: "The loop put it here: its name is changed where it comes from.",
    close: "Close",
    names: |n| format!("{n} names arrived at the same time"),
    pinned: "Pinned in its place for everybody",
    links: "Links",
    no_links: "No link yet.",
    link: CartoLinkWords {
        add: "Link to…",
        short: "Link",
        words: LineWords { label: "What the link says", placeholder: "without words" },
        words_of: |name| format!("What the link with “{name}” says"),
        directed: "leads one way only",
        type_of: |name| format!("Type of the link with “{name}”"),
        turn: "Turn round",
        take_away: |name| format!("Take away the link with “{name}”"),
    },
    around: "Look around",
    steps: |n| if n == 1 { "1 step".to_owned() } else { format!("{n} steps") },
    merge: "It is the same as…",
    take_away: "Take away",
    several: SeveralWords {
        title: |n| format!("{n} nodes chosen"),
        turn: "Give them a type",
        tag: "Give them a tag",
        tag_yes: "Give",
        link: "Link to the current node",
        merge: "They are the same",
        pin: "Pin",
        unpin: "Let go",
        none: "Choose nothing",
    },
    quick: QuickWords {
        add: "Add to the map",
        link: |name| format!("Link “{name}” to…"),
        merge: |name| format!("“{name}” is the same as…"),
        label: "Name",
        hint: "What is on the map already is offered first.",
        merge_hint: "The links and tags of both will be together. They can be parted.",
        brought: |meetup| format!("Brought by {meetup}."),
        options: "What has this name",
        there: "on the map already",
        new: |name| format!("Add “{name}”"),
        of_type: "Type, if it is new",
        add_yes: "Add",
        link_yes: "Link",
        merge_yes: "Join",
    },
    types: TypeWords {
        open: "Types",
        title: "The types of the map",
        what: "PAIR (project, actor, idea, resource) and some others are given; the community adds its own.",
        one: "Type",
        none: "no type",
        given: |given| match given {
            Given::Project => "Project",
            Given::Actor => "Actor",
            Given::Idea => "Idea",
            Given::Resource => "Resource",
            Given::Meetup => "Meetup",
            Given::Theme => "Theme",
            Given::Problem => "Problem",
            Given::Tool => "Tool",
            Given::Place => "Place",
        },
        gone: |name| format!("{name} (type taken away)"),
        name: "Name of the type",
        new: "A new type",
        of: "For",
        ofs: ["nodes", "links"],
        of_links: "Types of links",
        add: "Add this type",
        done: "Done",
        used: |n, is_of_links, is_gone| {
            let used = match n {
                0 => "nothing is of it".to_owned(),
                n if is_of_links => links(n),
                n => nodes(n),
            };
            if is_gone { format!("taken away; {used}") } else { used }
        },
        colours: ["Indigo", "Teal", "Vermilion", "Plum", "Ochre", "Green", "Raspberry", "Blue"],
        shapes: ["Disc", "Square", "Diamond", "Triangle", "Hexagon", "Pentagon", "Star", "Drop", "Pill"],
        colour_of: |name| format!("Colour of “{name}”"),
        shape_of: |name| format!("Shape of “{name}”"),
        icon_of: |name| format!("Sign of “{name}”, two letters at most"),
        take_away: |name| format!("Take away the type “{name}”"),
        bring_back: "Bring back",
        bring_back_of: |name| format!("Bring back the type “{name}”"),
    },
    table_what: "Everything on the map",
    columns: ["Name", "Type", "Links", "Meetup"],
    choose: "Choose",
    choose_one: |name| format!("Choose “{name}”"),
    acts: "Acts",
    more: "Open",
    more_of: |name| format!("Open “{name}”"),
    more_left: |n| if n == 1 { "Show one more".to_owned() } else { format!("Show more ({n} left)") },
    page: |from, to, all| format!("{from} to {to} of {all}"),
    degree: links,
    search: "Search the map",
    arrange: "Arrangement",
    arrangements: ["By links", "In rings", "In time"],
    filters: "Filters",
    counted: |shown, all| match (shown, all) {
        (1, 1) => "1 node".to_owned(),
        (shown, all) if shown == all => format!("{all} nodes"),
        (shown, all) => format!("{shown} of {all}"),
    },
    focused: |name, steps| match steps {
        1 => format!("Around “{name}”, 1 step"),
        n => format!("Around “{name}”, {n} steps"),
    },
    off: |label| format!("Filter no more: {label}"),
    by_type: "Types",
    by_meetup: "Brought by",
    by_person: "People",
    views: ViewWords {
        title: "Views that were kept",
        none: "No view is kept: search, filter, then give it a name. Its address can be shared.",
        name: "Name of the view",
        keep: "Keep this view",
        take_away: |name| format!("Take away the view “{name}”"),
    },
    whole_title: "The whole map",
    whole: |nodes, links, loose| {
        let n = if nodes == 1 { "1 node".to_owned() } else { format!("{nodes} nodes") };
        let l = if links == 1 { "1 link".to_owned() } else { format!("{links} links") };
        match loose {
            0 => format!("{n}, {l}."),
            1 => format!("{n}, {l}. One link leads to something that is not known here."),
            k => format!("{n}, {l}. {k} links lead to something that is not known here."),
        }
    },
    choose_hint: "Choose a node to read it, link it or change it.",
    past: CartoPastWords {
        title: "The map as it was",
        none: "Where the map stands is marked at the end of each meetup.",
        what: "Here is the map as it was at the end of a meetup: to read, and to change nothing.",
        then: |meetup| format!("You look at the map as it was at “{meetup}”. Nothing is changed there."),
        unread: "This device has not all it takes to show the map as it was: here is that of today.",
        now: "Back to today",
    },
    along: AlongWords {
        title: "Take along, share",
        what: "The pictures are the map as it is seen here, filters included; the tables and the JSON say everything.",
        file: "meta-carto",
        svg: "SVG picture",
        png: "PNG picture",
        nodes: "Table of nodes (CSV)",
        links: "Table of links (CSV)",
        json: "The whole map (JSON)",
        files: ("nodes", "links"),
        failed: "The browser could not make the picture. The SVG picture does not depend on it.",
        watch: "Watch it without installing anything",
        watch_what: "A light page, without an account, where the map can be read and changes before one’s eyes:",
    },
    bring_in: BringInWords {
        title: "Bring in",
        sheet: "A CSV table of nodes or of links",
        sheet_what: "A column “label” (or “name”) for nodes, “from” and “to” for links. Nothing changes before you have seen it.",
        list: "Or a list, a node on each line",
        list_what: "A line that is indented is linked to the one above. What is on the map already is not added twice.",
        look: "See what it would change",
        unreadable: "This file could not be read. The map has not changed.",
        wrong: "This table was not taken in: the map has not changed. Here is what is wrong, and where.",
        wrong_line: |wrong| {
            let column = wrong.column.as_ref().map(|name| format!(", column “{name}”")).unwrap_or_default();
            let found = if wrong.found.is_empty() { String::new() } else { format!(" (“{}”)", wrong.found) };
            let what = match wrong.what {
                What::NotText => "is not UTF-8; the file mixes encodings, save it as UTF-8".to_owned(),
                What::Empty => "nothing is written there".to_owned(),
                What::NoColumn(name) => format!("the column “{name}” is missing"),
                What::Cells { most: 1 } => "has more than one cell, and the first line has one column".to_owned(),
                What::Cells { most } => format!("has more cells than the {most} columns of the first line"),
                What::Twice { first } => format!("the same id is on line {first} already"),
                What::NoSuchNode => "no node of the map has this id or this name".to_owned(),
                What::SeveralSuch => "several nodes have this name; put its id".to_owned(),
                What::ToItself => "a link does not lead to where it begins".to_owned(),
                What::NotANumber => "two numbers are needed, x and y, that are on the map".to_owned(),
                What::TooLong { most } => format!("too long: {most} characters at most"),
                What::NotAnId => "an id is 32 hexadecimal digits".to_owned(),
                What::NotADirection => "say “yes” or “no”, “directed” or “undirected”".to_owned(),
                What::TooMany { most } => format!("too many lines: {most} at most at a time"),
                What::TooMuch { most } => format!("too much text at a time: {} kB at most", most / 1_000),
                What::NoLabel => "what is new has to be called something".to_owned(),
            };
            format!("Line {}{column}: {what}{found}.", wrong.line)
        },
        would: "Here is what it would change:",
        news: |news, most| {
            let mut lines = Vec::new();
            if !news.added.is_empty() {
                lines.push(format!("{} to add: {}", nodes(news.added.len()), some(&news.added, most)));
            }
            if !news.changed.is_empty() {
                lines.push(format!("{} to change: {}", news.changed.len(), some(&news.changed, most)));
            }
            if news.linked > 0 {
                lines.push(if news.linked == 1 {
                    "1 link to draw".to_owned()
                } else {
                    format!("{} links to draw", news.linked)
                });
            }
            if !news.new_types.is_empty() {
                let said = if news.new_types.len() == 1 { "a new type" } else { "new types" };
                lines.push(format!("{said}: {}", some(&news.new_types, most)));
            }
            lines.extend(passed(news, most));
            lines
        },
        nothing: |news| {
            let passed = passed(news, 6);
            let rest = if passed.is_empty() { String::new() } else { format!(" ({})", passed.join("; ")) };
            format!("All of it is there already: nothing would change{rest}.")
        },
        take_in: "Take in",
        taken_in: "It is taken in. “Undo” takes all of it back at once.",
    },
};

fn links(n: usize) -> String {
    if n == 1 { "1 link".to_owned() } else { format!("{n} links") }
}

fn nodes(n: usize) -> String {
    if n == 1 { "1 node".to_owned() } else { format!("{n} nodes") }
}

fn some(names: &[String], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let said = names[..names.len() - more].join(", ");
    if more == 0 { said } else { format!("{said}… and {more} more") }
}

fn passed(news: &News, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if news.same > 0 {
        lines.push(if news.same == 1 {
            "1 line says what is there already".to_owned()
        } else {
            format!("{} lines say what is there already", news.same)
        });
    }
    if news.left_alone > 0 {
        lines.push(format!("{} left alone: of what the loop brings, or of a duplicate", news.left_alone));
    }
    if !news.passed_over.is_empty() {
        let said = if news.passed_over.len() == 1 { "a column that is not read" } else { "columns that are not read" };
        lines.push(format!("{said}: {}", some(&news.passed_over, most)));
    }
    lines
}
