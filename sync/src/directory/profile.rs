//! What a person says of themselves: a name, a few words, a colour.

use std::fmt;

/// Longest name, in characters.
pub const MAX_NAME: usize = 64;
/// Longest words about oneself, in characters.
pub const MAX_WORDS: usize = 280;

/// A name and a few words, as they may be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) colour: u8,
}

/// Why something is not a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAProfile {
    #[error("the name is empty")]
    NoName,
    #[error("the name has more than {MAX_NAME} characters")]
    LongName,
    #[error("the words about oneself have more than {MAX_WORDS} characters")]
    LongWords,
    #[error("there are spaces around the name or the words, or characters that nobody sees")]
    Untidy,
    #[error("there are 8 colours, 0 to 7")]
    NoColour,
}

impl Profile {
    /// Makes a profile of what somebody typed. Spaces around it and characters that nobody sees are left out.
    ///
    /// # Errors
    /// When the name is then empty, or something is too long.
    pub fn new(name: &str, words: &str, colour: u8) -> Result<Self, NotAProfile> {
        let tidy = |text: &str, unseen: fn(char) -> bool| -> String {
            text.chars().filter(|c| !unseen(*c)).collect::<String>().trim().into()
        };
        let profile = Self { name: tidy(name, unseen), words: tidy(words, unseen_in_words), colour };
        profile.check().map(|()| profile)
    }

    /// 1 to [`MAX_NAME`] characters on one line.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Up to [`MAX_WORDS`] characters; there may be line breaks in them.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// 0 to 7.
    #[must_use]
    pub fn colour(&self) -> u8 {
        self.colour
    }

    pub(super) fn check(&self) -> Result<(), NotAProfile> {
        let Self { name, words, colour } = self;
        let is_tidy = |text: &str, unseen: fn(char) -> bool| text.trim() == text && !text.contains(unseen);
        if name.trim().is_empty() {
            return Err(NotAProfile::NoName);
        }
        if name.chars().count() > MAX_NAME {
            return Err(NotAProfile::LongName);
        }
        if words.chars().count() > MAX_WORDS {
            return Err(NotAProfile::LongWords);
        }
        if !is_tidy(name, unseen) || !is_tidy(words, unseen_in_words) {
            return Err(NotAProfile::Untidy);
        }
        if *colour > 7 { Err(NotAProfile::NoColour) } else { Ok(()) }
    }
}

/// Control characters, and those that turn the direction of the text around them.
fn unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn unseen_in_words(c: char) -> bool {
    c != '\n' && unseen(c)
}

impl fmt::Debug for Profile {
    /// A name must not come into a log by accident.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_typed_is_made_tidy() {
        let profile = Profile::new("  Chloé\u{0}\t ", " Je regarde.\r\nDe loin. ", 3).unwrap();
        assert_eq!((profile.name(), profile.words(), profile.colour()), ("Chloé", "Je regarde.\nDe loin.", 3));
        assert_eq!(Profile::new("\u{202e}ecilA", "", 0).unwrap().name(), "ecilA");
        assert_eq!(Profile::new(&"é".repeat(MAX_NAME), &"é".repeat(MAX_WORDS), 7).unwrap().check(), Ok(()));
    }

    #[test]
    fn what_cannot_be_shown_is_no_profile() {
        for (name, words, colour, why) in [
            (" \n ", "", 0, NotAProfile::NoName),
            (&*"é".repeat(MAX_NAME + 1), "", 0, NotAProfile::LongName),
            ("Bob", &*"é".repeat(MAX_WORDS + 1), 0, NotAProfile::LongWords),
            ("Bob", "", 8, NotAProfile::NoColour),
        ] {
            assert_eq!(Profile::new(name, words, colour), Err(why));
        }
        for (name, words) in [("Bob ", ""), ("B\nob", ""), ("Bob", " x"), ("Bob", "a\tb"), ("\u{2066}Bob", "")] {
            let profile = Profile { name: name.into(), words: words.into(), colour: 0 };
            assert_eq!(profile.check(), Err(NotAProfile::Untidy), "{name:?} {words:?}");
        }
    }

    #[test]
    fn d8_a_name_does_not_come_into_a_log_by_accident() {
        assert_eq!(format!("{:?}", Profile::new("Chloé", "Bonjour", 1).unwrap()), "Profile { .. }");
    }
}
