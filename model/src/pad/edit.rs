//! One's own edits: a replacement somewhere in the whole pad becomes operations on its parts.

use super::{Pad, Part, Root};
use crate::{ApplyError, Splice};
use automerge::{
    AutomergeError, ObjType, ReadDoc, ScalarValue, Value, transaction::Transactable, transaction::Transaction,
};

fn length_of(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Cuts before each line break, so that every piece but the first begins with one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.char_indices().skip(1).find(|(_, c)| *c == '\n').map(|(place, _)| place);
        rest = end.map(|end| &text[end..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

impl Pad {
    /// Says whether these edits fit, each in the text that the one before it leaves.
    pub(crate) fn check(&self, splices: &[Splice]) -> Result<(), ApplyError> {
        if !self.exists() {
            return Err(ApplyError::NoPad);
        }
        let mut length = self.length();
        for splice in splices {
            let end = splice.at.saturating_add(splice.delete);
            if end > length {
                return Err(ApplyError::OutsidePad { at: end, length });
            }
            length = length - splice.delete + length_of(&splice.insert);
        }
        Ok(())
    }

    /// Makes edits that were [checked](Self::check). After an error the pad must be read anew.
    pub(crate) fn edit(&mut self, tx: &mut Transaction<'_>, splices: &[Splice]) -> Result<(), AutomergeError> {
        for splice in splices {
            self.delete(tx, splice.at, splice.delete)?;
            if !splice.insert.is_empty() {
                self.insert(tx, splice.at, &splice.insert)?;
            }
        }
        Ok(())
    }

    fn delete(&mut self, tx: &mut Transaction<'_>, at: usize, mut length: usize) -> Result<(), AutomergeError> {
        let mut start = 0;
        for part in &mut self.parts {
            if length == 0 {
                break;
            }
            let before = part.length;
            if at < start + before {
                let local = at - start;
                let here = length.min(before - local);
                tx.splice_text(&part.id, local, isize::try_from(here).unwrap_or(isize::MAX), "")?;
                part.length -= here;
                length -= here;
            }
            // What was deleted here is gone: the next part begins where this one ends now.
            start += part.length;
        }
        Ok(())
    }

    fn insert(&mut self, tx: &mut Transaction<'_>, at: usize, text: &str) -> Result<(), AutomergeError> {
        if let Some(Root::Text(_)) = self.root {
            return self.splice(tx, 0, at, text);
        }
        match self.left_of(at) {
            Some((index, local)) if local == self.parts[index].length => self.append(tx, index, text),
            // At the beginning of a line whose part begins with the break before it: the same text comes of inserting one place
            // earlier, between two parts.
            Some((index, 1)) if text.ends_with('\n') && self.begins_with_break(tx, index) => {
                self.insert(tx, at - 1, &format!("\n{}", &text[..text.len() - 1]))
            }
            Some((index, local)) => self.splice(tx, index, local, text),
            None => self.prepend(tx, text),
        }
    }

    /// Continues a part; each further line is a part of its own after it.
    fn append(&mut self, tx: &mut Transaction<'_>, index: usize, text: &str) -> Result<(), AutomergeError> {
        let (rest_of_line, further) = text.split_at(text.find('\n').unwrap_or(text.len()));
        if !rest_of_line.is_empty() {
            self.splice(tx, index, self.parts[index].length, rest_of_line)?;
        }
        if further.is_empty() { Ok(()) } else { self.add(tx, index + 1, further) }
    }

    /// Puts text before everything else. Its last line joins what was the first.
    fn prepend(&mut self, tx: &mut Transaction<'_>, text: &str) -> Result<(), AutomergeError> {
        if !self.parts.first().is_some_and(|first| first.is_text) {
            return self.add(tx, 0, text);
        }
        match text.rfind('\n') {
            Some(last) => {
                self.splice(tx, 0, 0, &text[last..])?;
                self.add(tx, 0, &text[..last])
            }
            None => self.splice(tx, 0, 0, text),
        }
    }

    /// Adds parts, one for each line.
    fn add(&mut self, tx: &mut Transaction<'_>, index: usize, text: &str) -> Result<(), AutomergeError> {
        let Some(Root::List(list)) = self.root.clone() else { return Ok(()) };
        let mut added = Vec::new();
        for (index, line) in (index..).zip(lines(text)) {
            let id = tx.insert_object(&list, index, ObjType::Text)?;
            tx.splice_text(&id, 0, 0, line)?;
            added.push(Part { id, length: length_of(line), is_text: true });
        }
        self.parts.splice(index..index, added);
        Ok(())
    }

    fn splice(
        &mut self,
        tx: &mut Transaction<'_>,
        index: usize,
        local: usize,
        text: &str,
    ) -> Result<(), AutomergeError> {
        let part = &mut self.parts[index];
        tx.splice_text(&part.id, local, 0, text)?;
        part.length += length_of(text);
        Ok(())
    }

    fn begins_with_break(&self, tx: &Transaction<'_>, index: usize) -> bool {
        match tx.get(&self.parts[index].id, 0) {
            Ok(Some((Value::Scalar(first), _))) => matches!(first.as_ref(), ScalarValue::Str(first) if first == "\n"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn every_piece_but_the_first_begins_with_its_break() {
        for (text, pieces) in [
            ("", vec![""]),
            ("a", vec!["a"]),
            ("a\nb\n", vec!["a", "\nb", "\n"]),
            ("\n\né🙂\nb", vec!["\n", "\né🙂", "\nb"]),
        ] {
            assert_eq!(lines(text).collect::<Vec<_>>(), pieces);
        }
    }
}
