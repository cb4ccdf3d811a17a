//! Somebody who writes a long pad, with a seed: the same pad each time.

use boucle_model::Splice;
use rand::{Rng, SeedableRng, rngs::StdRng};

/// So many edits of one letter, with the habits counted in a recorded history of 259,778 edits (the trace of a scientific paper,
/// github.com/automerge/automerge-perf, CC BY 4.0): every 48 edits they go
/// elsewhere, most often into the middle of a line; one insertion of a hundred is a new line, begun nine times of ten at the end of
/// another. In that history three edits of ten take the letter before back (here `deletions` of
/// ten), and the next place is near, 47 letters in the median (here it is anywhere).
pub(crate) fn trace(edits: usize, deletions: u32) -> Vec<Splice> {
    let mut chance = StdRng::seed_from_u64(1);
    let (mut text, mut at) = (Vec::new(), 0_usize);
    (0..edits)
        .map(|_| {
            if chance.random_ratio(1, 48) {
                let distance = [3, 10, 30, 100, 300, 1_000][chance.random_range(0..6)];
                at = if chance.random() { at.saturating_sub(distance) } else { text.len().min(at + distance) };
            }
            if at > 0 && chance.random_ratio(deletions, 10) {
                at -= 1;
                text.remove(at);
                return Splice { at, delete: 1, insert: String::new() };
            }
            let letter = if chance.random_ratio(1, 100) { b'\n' } else { b'a' };
            if letter == b'\n' && chance.random_ratio(9, 10) {
                at += text[at..].iter().position(|letter| *letter == b'\n').unwrap_or(text.len() - at);
            }
            text.insert(at, letter);
            at += 1;
            Splice { at: at - 1, delete: 0, insert: char::from(letter).into() }
        })
        .collect()
}
