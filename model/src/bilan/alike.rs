//! Cards that may say the same: a suggestion, which somebody takes or leaves.

use super::Card;
use std::collections::BTreeSet;

/// So many letters at the beginning of a word say what it is about: its ending says how many, or when.
const STEM: usize = 5;
/// Shorter words are seldom what a card is about.
const SHORTEST: usize = 4;
/// Words that are in any sentence, in the languages of the app, without accents.
const SMALL: [&str; 26] = [
    "about", "apres", "aussi", "avant", "avec", "comme", "dans", "elle", "encor", "entre", "etait", "from", "have",
    "leur", "mais", "meme", "nous", "plus", "pour", "quand", "that", "this", "trop", "very", "were", "with",
];

/// Of each card that is like an earlier one, both; those that are in one group already are not suggested. In the order of the
/// cards.
#[must_use]
pub fn alike(cards: &[Card]) -> Vec<(&Card, &Card)> {
    let stems: Vec<_> = cards.iter().map(|card| stems(&card.text.text)).collect();
    let of = |n: usize| {
        let earlier = (0..n).filter(|&other| cards[n].group.is_none() || cards[n].group != cards[other].group);
        let scored = earlier.filter_map(|other| Some((likeness(&stems[n], &stems[other])?, other)));
        // Of those that are equally like it, the first.
        let (_, other) = scored.max_by_key(|(score, other)| (*score, std::cmp::Reverse(*other)))?;
        Some((&cards[n], &cards[other]))
    };
    (0..cards.len()).filter_map(of).collect()
}

/// Whether two texts may say the same.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    likeness(&stems(one), &stems(other)).is_some()
}

/// How many words in a hundred of the shorter text are in the other; `None` below half.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<usize> {
    let shorter = one.len().min(other.len());
    let shared = one.intersection(other).count();
    (shared > 0 && 2 * shared >= shorter).then(|| 100 * shared / shorter)
}

fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    let stems = words.map(|word| word.to_lowercase().chars().take(STEM).map(without_accent).collect::<String>());
    stems.filter(|stem| !SMALL.contains(&stem.as_str())).collect()
}

const fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn texts_about_the_same_are_alike() {
        for (one, other) in [
            ("On entendait mal au fond", "Mal entendu au fond de la salle"),
            ("Un micro", "Des micros pour la salle"),
            ("Réserver une salle calme", "RESERVATION d’une salle"),
            ("The room was too cold", "Cold room"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} / {other}");
        }
        for (one, other) in [
            ("Un micro", "Plus de temps pour les questions"),
            ("Avec les enfants", "Avec plus de lumière"),
            ("", ""),
            ("Très bien", "…"),
        ] {
            assert!(!are_alike(one, other), "{one} / {other}");
        }
    }
}
