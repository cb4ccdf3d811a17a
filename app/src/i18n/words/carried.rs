//! What is said of improvements that are carried from one meetup to the next: where they leave, and where they arrive.

/// Improvements on their way.
#[derive(Debug)]
pub struct CarriedWords {
    /// Where they arrive: what each answers, from the words of its group and its problem, and the way back to its card.
    pub group: fn(&str) -> String,
    pub problem: fn(&str) -> String,
    pub card: &'static str,
    pub card_of: fn(&str) -> String,
    pub owner: fn(&str) -> String,
    pub no_owner: &'static str,
    pub take_on: &'static str,
    pub take_on_of: fn(&str) -> String,
    pub leave: &'static str,
    pub leave_of: fn(&str) -> String,
    /// Not said yet, doing, done, dropped.
    pub fates: [&'static str; 4],
    pub fate_of: fn(&str) -> String,
    /// The same, read: from one of those above.
    pub fate: fn(&str) -> String,
    pub note: &'static str,
    pub note_of: fn(&str) -> String,
    pub give_back: &'static str,
    pub give_back_of: fn(&str) -> String,
    /// How many were given back.
    pub given_back: fn(usize) -> String,
    pub bring_back: &'static str,
    pub bring_back_of: fn(&str) -> String,
    /// How many the bilan before has that are not here, and the act that brings them.
    pub missing: fn(usize) -> String,
    pub bring_here: fn(usize) -> String,
    pub not_brought: &'static str,
    /// What the team first looks at in its bilan: of how many, out of how many, it is said what became.
    pub kept: &'static str,
    pub kept_what: &'static str,
    pub said: fn(usize, usize) -> String,
    /// Where they leave.
    pub onward: &'static str,
    pub onward_what: &'static str,
    pub none: &'static str,
    /// From the number and the title of a meetup, which may be empty.
    pub into: fn(u64, &str) -> String,
    pub see: fn(u64) -> String,
    /// How many, and the number of the meetup.
    pub bring: fn(usize, u64) -> String,
    pub take_back: &'static str,
    pub all_there: fn(u64) -> String,
    pub on_device: &'static str,
    /// Of one of them: not there yet, given back; there, with what becomes of it.
    pub not_yet: &'static str,
    pub came_back: &'static str,
    /// Bringing one there again that was given back.
    pub again: &'static str,
    pub again_of: fn(&str) -> String,
    pub there: [&'static str; 4],
    /// Why none can be brought: the meetup has reached neither this device nor the server; it cannot be written here.
    pub not_received: &'static str,
    pub closed: &'static str,
    pub no_next: &'static str,
    pub prepare: fn(usize) -> String,
    pub not_prepared: &'static str,
    /// In the question that prepares a meetup: how many it has from the start.
    pub from_start: fn(usize) -> String,
    /// The next meetup was taken off the map: from its number and its title, and what is safe.
    pub withdrawn: fn(u64, &str) -> String,
    pub withdrawn_what: &'static str,
    pub put_back: fn(u64) -> String,
    pub another: &'static str,
}
