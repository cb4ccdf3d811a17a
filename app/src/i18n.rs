//! The languages people read Boucle in: French first, English complete.
//!
//! A language is one constant of the type [`Words`], so a sentence that is missing does not compile, and changing
//! language is changing one signal. The choice is a cookie, so that the server draws the page in it; before anybody
//! has chosen, the browser's own preference speaks (docs/decisions/0002-languages.md).

mod words;

#[path = "../locales/en.rs"]
mod en;
#[path = "../locales/fr.rs"]
mod fr;

pub use words::*;

use leptos::prelude::*;

/// A language that has all the words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
    English,
}

/// The cookie that keeps the choice.
const COOKIE: &str = "lang";
const ONE_YEAR: u32 = 365 * 24 * 60 * 60;

impl Language {
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The code for `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The direction of its writing, for `<html dir>`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        "ltr"
    }

    /// The language of a tag such as `fr`, `fr-CH` or `EN`; `None` for one we do not speak.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The choice kept in a `Cookie` header, or in `document.cookie`, which is written alike.
    #[must_use]
    pub fn of_cookies(cookies: &str) -> Option<Self> {
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, value)| Self::of_tag(value))
    }

    /// The first language of an `Accept-Language` header that we speak, by its weights (RFC 9110, 12.5.4).
    #[must_use]
    pub fn of_accept_language(header: &str) -> Option<Self> {
        let weighed = header.split(',').filter_map(|range| {
            let mut parts = range.split(';');
            let language = Self::of_tag(parts.next()?)?;
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            weight.filter(|w| (f32::MIN_POSITIVE..=1.0).contains(w)).map(|w| (language, w))
        });
        weighed.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
    }

    /// The cookie that makes this the choice of the browser, for `document.cookie`.
    #[must_use]
    pub fn cookie(self, secure: bool) -> String {
        let secure = if secure { "; secure" } else { "" };
        format!("{COOKIE}={}; max-age={ONE_YEAR}; path=/; samesite=lax{secure}", self.code())
    }

    #[must_use]
    pub fn words(self) -> &'static Words {
        match self {
            Self::French => &fr::WORDS,
            Self::English => &en::WORDS,
        }
    }
}

/// The language of the page, in context: views read their words from it and follow when it changes.
#[derive(Debug, Clone, Copy)]
pub struct I18n(RwSignal<Language>);

impl I18n {
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self(RwSignal::new(language))
    }

    /// The one that the app provides.
    #[must_use]
    pub fn from_context() -> Self {
        expect_context()
    }

    #[must_use]
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// The words of the moment.
    #[must_use]
    pub fn words(self) -> &'static Words {
        self.0.get().words()
    }

    /// One word or sentence, as something that a view follows.
    ///
    /// What is picked is picked by a function without an environment, so that all sayings are of one type: each type of its
    /// own that stands in a view puts more than a kilobyte into the module.
    pub fn say(
        self,
        pick: fn(&'static Words) -> &'static str,
    ) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || pick(self.words())
    }

    /// Changes the language of the page, in place.
    pub fn speak(self, language: Language) {
        self.0.set(language);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_says_what_was_chosen() {
        let chosen = |cookies: &str| Language::of_cookies(cookies);
        assert_eq!(chosen("theme=dark; lang=en; other=fr"), Some(Language::English));
        assert_eq!(chosen("lang=fr"), Some(Language::French));
        for other in ["", "lang", "lang=", "lang=de", "slang=en", "language=en"] {
            assert_eq!(chosen(other), None, "{other:?}");
        }
        for language in Language::ALL {
            let written = language.cookie(true);
            assert_eq!(chosen(&written), Some(language), "what is written can be read");
        }
    }

    #[test]
    fn the_browser_is_heard_by_its_own_weights() {
        let heard = |header: &str| Language::of_accept_language(header);
        assert_eq!(heard("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), Some(Language::French));
        assert_eq!(heard("de-DE,de;q=0.9,en-GB;q=0.8,fr;q=0.3"), Some(Language::English));
        assert_eq!(heard("en;q=0.4, fr;q=0.6"), Some(Language::French));
        assert_eq!(heard("fr;q=0, en;q=0.1"), Some(Language::English), "a weight of 0 is a refusal");
        for neither in ["", "de", "*", "fr;q=0", "fr;q=high", ";;;,,,", "fr;q=NaN"] {
            assert_eq!(heard(neither), None, "{neither:?}");
        }
    }

    const FRENCH: [&str; 12] = [
        include_str!("../locales/fr.rs"),
        include_str!("../locales/fr/bilan.rs"),
        include_str!("../locales/fr/board.rs"),
        include_str!("../locales/fr/carried.rs"),
        include_str!("../locales/fr/carto.rs"),
        include_str!("../locales/fr/evidence.rs"),
        include_str!("../locales/fr/past.rs"),
        include_str!("../locales/fr/preparing.rs"),
        include_str!("../locales/fr/record.rs"),
        include_str!("../locales/fr/strands.rs"),
        include_str!("../locales/fr/timeline.rs"),
        include_str!("../locales/fr/watch.rs"),
    ];
    const ENGLISH: [&str; 12] = [
        include_str!("../locales/en.rs"),
        include_str!("../locales/en/bilan.rs"),
        include_str!("../locales/en/board.rs"),
        include_str!("../locales/en/carried.rs"),
        include_str!("../locales/en/carto.rs"),
        include_str!("../locales/en/evidence.rs"),
        include_str!("../locales/en/past.rs"),
        include_str!("../locales/en/preparing.rs"),
        include_str!("../locales/en/record.rs"),
        include_str!("../locales/en/strands.rs"),
        include_str!("../locales/en/timeline.rs"),
        include_str!("../locales/en/watch.rs"),
    ];

    /// The French of a source file: its string literals, without their quotes.
    fn literals(source: &str) -> Vec<&str> {
        source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| line.split('"').skip(1).step_by(2))
            .collect()
    }

    #[test]
    fn apostrophes_are_typographic_in_both_languages() {
        for source in FRENCH.into_iter().chain(ENGLISH) {
            let found: Vec<_> = literals(source).into_iter().filter(|text| text.contains('\'')).collect();
            assert_eq!(found, Vec::<&str>::new());
        }
    }

    #[test]
    fn french_marks_stand_behind_a_space_that_does_not_break() {
        for text in FRENCH.into_iter().flat_map(literals) {
            let before_mark = text.char_indices().filter(|(_, c)| ":;?!»".contains(*c));
            for (at, mark) in before_mark {
                let (before, open) = (text[..at].chars().next_back(), text[..at].rfind('{'));
                // How a number is written is no sentence.
                if open.is_some_and(|open| !text[open..at].contains('}')) {
                    continue;
                }
                // A format such as {n:?} and the start of a part are not sentences.
                assert!(matches!(before, Some('\u{a0}' | '\u{202f}')), "{mark} in {text:?}");
            }
            for (at, quote) in text.match_indices('«') {
                assert!(text[at + quote.len()..].starts_with('\u{a0}'), "« in {text:?}");
            }
        }
    }
}
