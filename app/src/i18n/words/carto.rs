//! The words of the Meta-Carto.

use super::{LineWords, Pad, TitleWords};
use boucle_carto::{
    Relation,
    exchange::{News, Wrong},
};
use boucle_model::{Given, journal::Deed};

/// The community's map of ideas and people.
#[derive(Debug)]
pub struct CartoWords {
    /// What it is, among the documents that a device knows.
    pub known: &'static str,
    pub title: TitleWords,
    pub legend: Pad,
    /// Above the title and the legend.
    pub legend_title: &'static str,
    pub told: CartoTold,
    pub none: (&'static str, &'static str),
    pub nothing_found: &'static str,
    /// Looks at everything again.
    pub all: &'static str,
    /// How one looks at it: as a map, as a table, as an outline.
    pub way: &'static str,
    pub ways: [&'static str; 3],
    pub add: &'static str,
    /// What is beside the map.
    pub beside: &'static str,
    /// What has no name yet.
    pub unnamed: &'static str,
    /// What follows from the loop, on the way between two.
    pub relation: fn(Relation) -> &'static str,
    /// Something, its type, the first of what it is linked to, and how many more there are.
    pub spoken: fn(&str, &str, &[String], usize) -> String,
    pub taken_away: fn(usize) -> String,
    /// The map for those who listen, and what its keys do.
    pub window: &'static str,
    pub keys: (&'static str, &'static str),
    pub tools_what: &'static str,
    /// What dragging does: it moves, links, chooses several.
    pub tools: [&'static str; 3],
    pub near: NearWords,
    pub minimap: &'static str,
    pub label: LineWords,
    pub about: LineWords,
    pub address: LineWords,
    pub tags: LineWords,
    pub tags_of: fn(&str) -> String,
    pub type_of: fn(&str) -> String,
    /// Which meetup brought it, and who drew it.
    pub origin: fn(Option<&str>, Option<&str>) -> String,
    pub open: &'static str,
    pub from_loop: &'static str,
    pub close: &'static str,
    pub names: fn(usize) -> String,
    pub pinned: &'static str,
    pub links: &'static str,
    pub no_links: &'static str,
    pub link: CartoLinkWords,
    pub around: &'static str,
    pub steps: fn(u8) -> String,
    pub merge: &'static str,
    pub take_away: &'static str,
    pub several: SeveralWords,
    pub quick: QuickWords,
    pub types: TypeWords,
    pub table_what: &'static str,
    pub columns: [&'static str; 4],
    pub choose: &'static str,
    pub choose_one: fn(&str) -> String,
    pub acts: &'static str,
    pub more: &'static str,
    pub more_of: fn(&str) -> String,
    pub more_left: fn(usize) -> String,
    pub page: fn(usize, usize, usize) -> String,
    pub degree: fn(usize) -> String,
    pub search: &'static str,
    pub arrange: &'static str,
    pub arrangements: [&'static str; 3],
    pub filters: &'static str,
    /// How many of how many are looked at.
    pub counted: fn(usize, usize) -> String,
    pub focused: fn(&str, u8) -> String,
    /// Takes a filter off.
    pub off: fn(&str) -> String,
    pub by_type: &'static str,
    pub by_meetup: &'static str,
    pub by_person: &'static str,
    pub views: ViewWords,
    pub whole_title: &'static str,
    /// How many things and links there are, and how many links lead nowhere here.
    pub whole: fn(usize, usize, usize) -> String,
    pub choose_hint: &'static str,
    pub past: CartoPastWords,
    pub along: AlongWords,
    pub bring_in: BringInWords,
}

/// How near one looks.
#[derive(Debug)]
pub struct NearWords {
    pub group: &'static str,
    pub closer: &'static str,
    pub farther: &'static str,
    pub all: &'static str,
    pub tidy: &'static str,
}

/// Links between things on the map.
#[derive(Debug)]
pub struct CartoLinkWords {
    pub add: &'static str,
    pub short: &'static str,
    pub words: LineWords,
    /// Of the link to something.
    pub words_of: fn(&str) -> String,
    pub directed: &'static str,
    pub type_of: fn(&str) -> String,
    pub turn: &'static str,
    pub take_away: fn(&str) -> String,
}

/// What is done to several at once.
#[derive(Debug)]
pub struct SeveralWords {
    pub title: fn(usize) -> String,
    pub turn: &'static str,
    pub tag: &'static str,
    pub tag_yes: &'static str,
    pub link: &'static str,
    pub merge: &'static str,
    pub pin: &'static str,
    pub unpin: &'static str,
    pub none: &'static str,
}

/// The field that finds what is there before it adds.
#[derive(Debug)]
pub struct QuickWords {
    pub add: &'static str,
    /// From the name of what is linked, or joined with another.
    pub link: fn(&str) -> String,
    pub merge: fn(&str) -> String,
    pub label: &'static str,
    pub hint: &'static str,
    pub merge_hint: &'static str,
    pub brought: fn(&str) -> String,
    pub options: &'static str,
    /// Beside what is there already.
    pub there: &'static str,
    pub new: fn(&str) -> String,
    pub of_type: &'static str,
    pub add_yes: &'static str,
    pub link_yes: &'static str,
    pub merge_yes: &'static str,
}

/// The types of what is on the map.
#[derive(Debug)]
pub struct TypeWords {
    pub open: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    pub one: &'static str,
    pub none: &'static str,
    pub given: fn(Given) -> &'static str,
    /// One that was taken away.
    pub gone: fn(&str) -> String,
    pub name: &'static str,
    pub new: &'static str,
    /// Of what a new one is: nodes, links.
    pub of: &'static str,
    pub ofs: [&'static str; 2],
    pub of_links: &'static str,
    pub add: &'static str,
    pub done: &'static str,
    /// How many are of it, whether these are links, and whether it was taken away.
    pub used: fn(usize, bool, bool) -> String,
    pub colours: [&'static str; 8],
    pub shapes: [&'static str; 9],
    pub colour_of: fn(&str) -> String,
    pub shape_of: fn(&str) -> String,
    pub icon_of: fn(&str) -> String,
    pub take_away: fn(&str) -> String,
    pub bring_back: &'static str,
    pub bring_back_of: fn(&str) -> String,
}

/// Views that were kept.
#[derive(Debug)]
pub struct ViewWords {
    pub title: &'static str,
    pub none: &'static str,
    pub name: &'static str,
    pub keep: &'static str,
    pub take_away: fn(&str) -> String,
}

/// Where the map stood.
#[derive(Debug)]
pub struct CartoPastWords {
    pub title: &'static str,
    pub none: &'static str,
    pub what: &'static str,
    pub then: fn(&str) -> String,
    pub unread: &'static str,
    pub now: &'static str,
}

/// The map to take along.
#[derive(Debug)]
pub struct AlongWords {
    pub title: &'static str,
    pub what: &'static str,
    /// The name of a file, without its ending.
    pub file: &'static str,
    pub svg: &'static str,
    pub png: &'static str,
    /// The tables of nodes and of links, and what programs read; the ends of the names of the files of the first two.
    pub nodes: &'static str,
    pub links: &'static str,
    pub json: &'static str,
    pub files: (&'static str, &'static str),
    pub failed: &'static str,
    pub watch: &'static str,
    pub watch_what: &'static str,
}

/// What was done on the map, in sentences that go on from a name.
#[derive(Debug)]
pub struct CartoTold {
    pub wrote: fn(usize, usize) -> String,
    pub node: fn(Deed, &str) -> String,
    /// From the words on it, which may be none.
    pub link: fn(Deed, &str) -> String,
    pub of_type: fn(Deed, &str) -> String,
    pub view: fn(Deed, &str) -> String,
    /// Somebody's device marked where the map stood at a meetup.
    pub marked: &'static str,
}

/// What is brought to the map from elsewhere.
#[derive(Debug)]
pub struct BringInWords {
    pub title: &'static str,
    pub sheet: &'static str,
    pub sheet_what: &'static str,
    pub list: &'static str,
    pub list_what: &'static str,
    pub look: &'static str,
    pub unreadable: &'static str,
    pub wrong: &'static str,
    pub wrong_line: fn(&Wrong) -> String,
    /// Before what would change.
    pub would: &'static str,
    /// What would change, a line each; of names at most so many.
    pub news: fn(&News, usize) -> Vec<String>,
    /// That nothing would.
    pub nothing: fn(&News) -> String,
    pub take_in: &'static str,
    pub taken_in: &'static str,
}
