//! What the page says on which a Meta-Carto is watched. The server draws it, and a small script keeps it.

/// The map as somebody watches it who has nothing but a link.
#[derive(Debug)]
pub struct WatchWords {
    /// From the name of the commons.
    pub title: fn(&str) -> String,
    pub lead: &'static str,
    /// How many things and how many links are on the map.
    pub count: fn(usize, usize) -> String,
    pub empty: &'static str,
    /// How what is shown stands to what is.
    pub live: &'static str,
    pub lost: &'static str,
    /// The server takes no more people who watch, or cannot be asked now.
    pub away: &'static str,
    /// To whoever is one too many.
    pub full: &'static str,
    /// What has just changed: one thing, and several from `{n}`.
    pub changes: (&'static str, &'static str),
    /// Nearer, farther, all of it.
    pub zoom: (&'static str, &'static str, &'static str),
    pub tools: &'static str,
    pub keys: &'static str,
    pub list: &'static str,
    pub list_what: &'static str,
    /// The names of the given types, of many things, in their order.
    pub types: [&'static str; 9],
    /// What has no type, or one that nobody can read.
    pub untyped: &'static str,
    /// What has no name yet.
    pub unnamed: &'static str,
    pub links: fn(usize) -> String,
    /// A link that leads from here, one that leads here, and one that does neither.
    pub ways: (&'static str, &'static str, &'static str),
    /// Between what a link leads to and the words on it.
    pub colon: &'static str,
    /// Where something of the loop comes from; where more is said of something; from its name.
    pub source: fn(&str) -> String,
    pub address: fn(&str) -> String,
    pub whole: &'static str,
    pub embed: &'static str,
    pub embed_what: &'static str,
    pub embed_label: &'static str,
}
