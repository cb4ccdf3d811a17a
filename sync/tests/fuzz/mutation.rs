//! Bytes, damaged by chance.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

/// Damages bytes in one to four places. `others` lend their halves.
pub(crate) fn mutate(bytes: &[u8], others: &[Vec<u8>], chance: &mut StdRng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..chance.random_range(1..=4) {
        once(&mut bytes, others, chance);
    }
    bytes
}

fn once(bytes: &mut Vec<u8>, others: &[Vec<u8>], chance: &mut StdRng) {
    let at = chance.random_range(0..=bytes.len());
    let until = (at + chance.random_range(0..12)).min(bytes.len());
    match chance.random_range(0..12) {
        0..3 if at < bytes.len() => bytes[at] ^= 1 << chance.random_range(0..8),
        3..5 if at < bytes.len() => bytes[at] = *[0, 1, 2, 0x7e, 0x7f, 0x80, 0xff].choose(chance).unwrap(),
        5 if at < bytes.len() => bytes[at] = bytes[at].wrapping_add(if chance.random() { 1 } else { 255 }),
        6 => bytes.insert(at, chance.random()),
        7 => drop(bytes.drain(at..until)),
        8 => {
            let again = bytes[at..until].to_vec();
            bytes.splice(at..at, again);
        }
        9 => {
            let huge = [0xff_u8; 9].into_iter().take(chance.random_range(1..10)).chain([0x01]);
            bytes.splice(at..(at + 1).min(bytes.len()), huge);
        }
        10 if chance.random_ratio(1, 4) => bytes.truncate(at),
        _ => {
            if let Some(other) = others.choose(chance).filter(|_| chance.random_ratio(1, 4)) {
                bytes.truncate(at);
                bytes.extend(&other[chance.random_range(0..=other.len())..]);
            }
        }
    }
}
