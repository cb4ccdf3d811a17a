//! The words of what shows that cards and outcomes are so.

use super::LineWords;

/// Evidence: where it is added, and the page where it opens.
#[derive(Debug)]
pub struct EvidenceWords {
    /// A passage, an address, a message.
    pub kinds: [&'static str; 3],
    /// All of one card or intention, by its name.
    pub of: fn(&str) -> String,
    pub add: &'static str,
    /// The same for those who listen: to which card or intention.
    pub add_to: fn(&str) -> String,
    /// Which of the three kinds to add.
    pub which: &'static str,
    pub ways: [&'static str; 3],
    pub pad: LineWords,
    pub cite: &'static str,
    pub nothing: &'static str,
    pub no_pad: &'static str,
    pub moved_on: &'static str,
    pub read_again: &'static str,
    pub address: LineWords,
    pub wrong_address: &'static str,
    pub shows: LineWords,
    pub message: LineWords,
    pub no_message: &'static str,
    pub save: &'static str,
    pub see: &'static str,
    /// The same for those who listen: of which quote.
    pub see_quote: fn(&str) -> String,
    pub take_away: fn(&str) -> String,

    /// The page of one: each of the three kinds.
    pub titles: [&'static str; 3],
    /// Whoever has not said who they are, inside a sentence.
    pub someone: &'static str,
    /// By whom, and what follows is the card, the intention, or nothing that is still there.
    pub about_card: fn(&str) -> String,
    pub about_intention: fn(&str) -> String,
    pub about_gone: fn(&str) -> String,
    /// What became of a passage.
    pub same: &'static str,
    pub changed: &'static str,
    pub deleted: &'static str,
    pub unknown: &'static str,
    /// Where it stood, by the title of the text.
    pub stood_in: fn(&str) -> String,
    pub now: &'static str,
    pub back: &'static str,
    /// There is none at this address: what it says, and what that means.
    pub missing: (&'static str, &'static str),
}
