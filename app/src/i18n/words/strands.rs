//! What the long view says.

use boucle_model::{Became, What};

/// The long view over all editions.
#[derive(Debug)]
pub struct StrandWords {
    /// Its name, and the words that lead there from the map.
    pub title: (&'static str, &'static str),
    pub what: &'static str,
    pub lead: &'static str,
    pub reading: &'static str,
    /// From the numbers of the editions that could not be read.
    pub unread: fn(&[u64]) -> String,
    pub again: &'static str,
    pub none: (&'static str, &'static str),
    /// Beside what one edition alone has adopted.
    pub alone: &'static str,
    pub picture: &'static str,
    pub picture_what: &'static str,
    pub legend: &'static str,
    pub table: &'static str,
    pub caption: &'static str,
    /// The heads of the first and the last column.
    pub column: &'static str,
    pub end: &'static str,
    /// A strand, by its place among them and its problem.
    pub name: fn(usize, &str) -> String,
    pub what_is: fn(What) -> &'static str,
    /// The same of a card that is an earlier one again.
    pub is_again: fn(&str) -> String,
    /// A stop said whole: what it is, its words, and why it became what it did.
    pub stop: fn(&str, &str, &str) -> String,
    pub became: fn(Became) -> &'static str,
    pub sums: &'static str,
    pub sums_caption: &'static str,
    pub edition: &'static str,
    /// Promised, kept, dropped, under way, arrived nowhere, came back; intentions: met, partly, missed, nobody said.
    pub columns: [&'static str; 10],
    pub unread_edition: &'static str,
    /// On the map: how many improvements were carried, and how many of them were kept.
    pub flow: fn(usize, usize) -> String,
}
