//! Words as they are compared: without accents, in small letters.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds accents, cases and ligatures, so that who types `meta carto ete` finds “Méta-carto : été”.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in plain {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            '’' => folded.push('\''),
            '\u{a0}' | '\u{202f}' => folded.push(' '),
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_cases_and_ligatures_do_not_part_words() {
        assert_eq!(fold("Œuvre d’été, ÇA : là-haut"), "oeuvre d'ete, ca : la-haut");
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("e\u{301}"), fold("é"));
    }
}
