//! How much one change may insert.

use crate::Splice;

/// The weight of what one change inserts at most: a UTF-16 unit weighs one. A connection takes 1 MiB at once, and a change
/// that is larger would never leave the device, nor anything written after it.
pub const MOST_AT_ONCE: usize = 64 << 10;

/// What a line break weighs beside itself: it begins a part, which takes some 30 bytes where a letter takes one to three.
const PART: usize = 15;

fn weight(c: char) -> usize {
    c.len_utf16() + if c == '\n' { PART } else { 0 }
}

/// Parts edits into runs that insert at most [`MOST_AT_ONCE`] each; given one after the other, they come to the same.
#[must_use]
pub fn cut(splices: Vec<Splice>) -> Vec<Vec<Splice>> {
    let (mut runs, mut run, mut room) = (Vec::new(), Vec::new(), MOST_AT_ONCE);
    for mut splice in splices {
        loop {
            let (end, weight) = end_within(&splice.insert, room);
            let rest = splice.insert.split_off(end);
            room -= weight;
            let next = Splice { at: splice.at + splice.insert.encode_utf16().count(), delete: 0, insert: rest };
            run.push(splice);
            if next.insert.is_empty() {
                break;
            }
            runs.push(std::mem::take(&mut run));
            room = MOST_AT_ONCE;
            splice = next;
        }
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// Where, in bytes, the longest beginning of `text` ends that weighs at most so much, and what it weighs.
fn end_within(text: &str, room: usize) -> (usize, usize) {
    let mut total = 0;
    for (at, c) in text.char_indices() {
        if total + weight(c) > room {
            return (at, total);
        }
        total += weight(c);
    }
    (text.len(), total)
}

#[cfg(test)]
mod tests {
    use super::{MOST_AT_ONCE, cut, weight};
    use crate::Splice;

    fn splice(at: usize, delete: usize, insert: &str) -> Splice {
        Splice { at, delete, insert: insert.into() }
    }

    #[test]
    fn m11_what_is_typed_is_one_change_and_a_long_paste_is_several() {
        assert_eq!(cut(Vec::new()), Vec::<Vec<Splice>>::new());
        let typed = vec![splice(0, 0, "a"), splice(1, 3, ""), splice(1, 0, "é🙂")];
        assert_eq!(cut(typed.clone()), [typed]);
        let paste = "🙂é\n".repeat(MOST_AT_ONCE / 4);
        let runs = cut(vec![splice(2, 5, "avant"), splice(7, 9, &paste), splice(0, 0, "après")]);
        assert_eq!(runs.len(), 5);
        assert_eq!(runs[0][0], splice(2, 5, "avant"));
        let all: Vec<&Splice> = runs.iter().flatten().collect();
        assert_eq!(all.last(), Some(&&splice(0, 0, "après")));
        let pasted = &all[1..all.len() - 1];
        assert_eq!(pasted.iter().map(|s| s.insert.as_str()).collect::<String>(), paste);
        assert_eq!(pasted.iter().map(|s| s.delete).collect::<Vec<_>>()[..2], [9, 0]);
        let mut at = 7;
        for part in pasted {
            assert_eq!(part.at, at);
            at += part.insert.encode_utf16().count();
        }
        for run in &runs {
            assert!(run.iter().flat_map(|s| s.insert.chars()).map(weight).sum::<usize>() <= MOST_AT_ONCE);
        }
    }
}
