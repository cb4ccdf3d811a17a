//! What of the page stands outside `<body>`: its language, and the title of its window.

use crate::i18n::{I18n, Language, Words};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A text on one line: line breaks and the spaces around them become one space.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_ascii_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The title of the window on the page of a meetup.
#[must_use]
pub fn meetup_title(words: &Words, title: &str) -> String {
    let title = one_line(title);
    (words.frame.window)(if title.is_empty() { words.title.untitled } else { &title })
}

/// The title of the window on the pages of a commons.
#[must_use]
pub fn commons_title(words: &Words, name: &str) -> String {
    let name = one_line(name);
    (words.frame.window)(if name.is_empty() { words.commons.unnamed } else { &name })
}

/// Keeps the window's title. The server wrote the first one.
pub(crate) fn follow_title(title: impl Fn() -> String + Send + Sync + 'static) {
    Effect::new(move |_| document().set_title(&title()));
}

/// Keeps `<html lang dir>`, for hyphenation, voices and the scripts that speak before the module does.
pub(crate) fn follow_language(i18n: I18n) {
    Effect::new(move |_| {
        let language = i18n.language();
        if let Some(root) = document().document_element() {
            // A refusal would leave the language as it was.
            let _ = root.set_attribute("lang", language.code());
            let _ = root.set_attribute("dir", language.direction());
        }
    });
}

/// Makes a language the choice of this browser.
pub(crate) fn remember(language: Language) {
    let secure = window().is_secure_context();
    // A browser without cookies keeps the choice for as long as the page is open.
    let _ = document().unchecked_into::<web_sys::HtmlDocument>().set_cookie(&language.cookie(secure));
}

#[cfg(test)]
mod tests {
    use super::{meetup_title, one_line};
    use crate::i18n::Language;

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(one_line("  Cartographier\n les\tcommuns \r\n"), "Cartographier les communs");
        assert_eq!(one_line("Qui\u{a0}?"), "Qui\u{a0}?", "a space that does not break stays");
    }

    #[test]
    fn the_window_is_named_after_the_meetup() {
        let words = Language::French.words();
        assert_eq!(meetup_title(words, "Cartes\n"), "Cartes · Boucle");
        assert_eq!(meetup_title(words, " "), "Meetup sans titre · Boucle");
    }
}
