//! What somebody writes into a text, as the edit that it is.

use crate::Splice;

/// Some lines, and where they are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    place: Place,
    text: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// Below everything else.
    Last,
    /// Below the line that has these words.
    Below(&'static str),
    /// In place of these words.
    Instead(&'static str),
}

pub(super) const fn last(text: &'static str) -> Note {
    Note { place: Place::Last, text }
}

pub(super) const fn below(words: &'static str, text: &'static str) -> Note {
    Note { place: Place::Below(words), text }
}

pub(super) const fn instead(words: &'static str, text: &'static str) -> Note {
    Note { place: Place::Instead(words), text }
}

/// A text while it is being written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
}

impl Draft {
    /// Writes a note, below everything else when the words of its place are not there.
    pub(super) fn write(&mut self, note: &Note) -> Splice {
        let last = self.text.len();
        let (start, end) = match note.place {
            Place::Last => (last, last),
            Place::Below(words) => {
                let found = self.text.find(words).unwrap_or(last);
                let end = self.text[found..].find('\n').map_or(last, |length| found + length);
                (end, end)
            }
            Place::Instead(words) => self.text.find(words).map_or((last, last), |found| (found, found + words.len())),
        };
        let insert = if start < end || self.text.is_empty() { note.text.into() } else { format!("\n{}", note.text) };
        let splice = Splice { at: units(&self.text[..start]), delete: units(&self.text[start..end]), insert };
        self.text.replace_range(start..end, &splice.insert);
        splice
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::Language;

    #[test]
    fn a_note_finds_its_place() {
        let mut draft = Draft::default();
        let splice = |at, delete, insert: &str| Splice { at, delete, insert: insert.into() };
        assert_eq!(draft.write(&last("une 🦊\ntrois")), splice(0, 0, "une 🦊\ntrois"));
        assert_eq!(draft.write(&below("une", "deux")), splice(6, 0, "\ndeux"));
        assert_eq!(draft.write(&instead("🦊", "fin")), splice(4, 2, "fin"));
        assert_eq!(draft.write(&below("quatre", "cinq")), splice(18, 0, "\ncinq"));
        assert_eq!(draft.text, "une fin\ndeux\ntrois\ncinq");
    }

    #[test]
    fn the_words_of_each_place_stand_in_the_text_once() {
        for words in Language::ALL.map(Language::words) {
            for notes in [&words.vision[..], &words.first_pad, &words.next_pad] {
                let mut draft = Draft::default();
                for note in notes {
                    if let Place::Below(words) | Place::Instead(words) = note.place {
                        assert_eq!(draft.text.matches(words).count(), 1, "{words:?} in {:?}", draft.text);
                    }
                    draft.write(note);
                }
            }
        }
    }
}
