//! Cards that may say the same: a suggestion, which somebody takes or leaves.

use super::Card;
use std::collections::{BTreeSet, HashMap};

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
pub fn alike<'a>(cards: &[&'a Card]) -> Vec<(&'a Card, &'a Card)> {
    let stems: Vec<_> = cards.iter().map(|card| stems(&card.text.text)).collect();
    // Only cards that share a word are compared: which have it, by the word, the earlier first.
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let mut shared = vec![0_usize; cards.len()];
    for (n, card) in cards.iter().enumerate() {
        let earlier = || stems[n].iter().filter_map(|stem| having.get(stem.as_str())).flatten().copied();
        earlier().for_each(|other| shared[other] += 1);
        let mut best: Option<(usize, usize)> = None;
        for other in earlier() {
            let count = std::mem::take(&mut shared[other]);
            let is_together = card.group.is_some() && card.group == cards[other].group;
            let score = likeness(count, &stems[n], &stems[other]).filter(|_| !is_together);
            // Of those that are equally like it, the first.
            if let Some(score) = score
                && best.is_none_or(|(most, first)| score > most || (score == most && other < first))
            {
                best = Some((score, other));
            }
        }
        found.extend(best.map(|(_, other)| (*card, cards[other])));
        stems[n].iter().for_each(|stem| having.entry(stem).or_default().push(n));
    }
    found
}

/// Whether two texts may say the same.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (stems(one), stems(other));
    likeness(one.intersection(&other).count(), &one, &other).is_some()
}

/// How many words in a hundred of the shorter text are in the other, of which it shares so many; `None` below half.
fn likeness(shared: usize, one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<usize> {
    let shorter = one.len().min(other.len());
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
