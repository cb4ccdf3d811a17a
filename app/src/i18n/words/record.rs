//! What the record of a bilan says.

use boucle_model::CardTable;

#[derive(Debug)]
pub struct RecordWords {
    pub title: &'static str,
    /// On the page of the bilan: what the record is, and the words that lead there.
    pub what: &'static str,
    pub link: &'static str,
    pub back: &'static str,
    pub closed: &'static str,
    pub going_on: &'static str,
    pub reopen: &'static str,
    pub reopen_what: &'static str,
    pub when: &'static str,
    pub place: &'static str,
    /// Between what something is and what is said of it.
    pub colon: &'static str,
    pub carried: &'static str,
    /// Open, being done, done, dropped.
    pub fates: [&'static str; 4],
    pub owner: fn(&str) -> String,
    pub in_group: fn(&str) -> String,
    pub answers: fn(&str) -> String,
    pub day: &'static str,
    /// An hour and its minutes.
    pub hour: fn(u32, u32) -> String,
    /// The same where the clock of whoever reads is not known.
    pub utc: fn(&str) -> String,
    pub intentions: &'static str,
    pub agreed: fn(&str) -> String,
    pub lesson: fn(&str) -> String,
    /// Kept, problems, improvements.
    pub sides: [&'static str; 3],
    pub cards: &'static str,
    pub unnamed: &'static str,
    pub points: fn(usize) -> String,
    pub again: &'static str,
    pub decisions: &'static str,
    pub adopted: &'static str,
    pub early: &'static str,
    pub set_aside: &'static str,
    pub undecided: &'static str,
    pub text: &'static str,
    pub people: &'static str,
    /// So many people whose names are not known here; whether others are named.
    pub others: fn(usize, bool) -> String,
    pub quote: fn(&str) -> String,
    pub passage: &'static str,
    pub message: &'static str,
    /// How it is taken along.
    pub share: &'static str,
    pub share_what: &'static str,
    /// Markdown, HTML, CSV: the name, and what it is for.
    pub forms: [(&'static str, &'static str); 3],
    pub copy: &'static str,
    pub copy_form: fn(&str) -> String,
    pub download: &'static str,
    pub download_form: fn(&str) -> String,
    pub print: &'static str,
    /// The name of the files, without their endings.
    pub file: &'static str,
    pub cards_file: &'static str,
    pub table: CardTable,
}
