//! Others' edits: what their changes did to the parts becomes replacements in the whole pad.

use super::{Beside, Pad, Part, Root};
use crate::Splice;
use automerge::{Automerge, ObjId, ObjType, Patch, PatchAction, ReadDoc, Value};

/// What patches did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// To the pad, in order.
    pub splices: Vec<Splice>,
    pub beside: Beside,
    /// The pad is another than before, to be read anew: it has just come, or another program put it there.
    pub replaced: bool,
}

impl Followed {
    /// All of it is to be read anew.
    #[must_use]
    pub fn anew() -> Self {
        Self { beside: Beside::Anything, replaced: true, ..Self::default() }
    }

    /// What this and then `next` did.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.splices.extend(next.splices);
        let (beside, replaced) = (self.beside.then(next.beside), self.replaced || next.replaced);
        Self { splices: self.splices, beside, replaced }
    }
}

impl Pad {
    /// Keeps in step with a document to which others' changes were applied, and says what they did to the text.
    pub fn follow(&mut self, doc: &Automerge, patches: &[Patch]) -> Followed {
        if Root::read(doc, self.text) != self.root {
            *self = Self::of(doc, self.text);
            return Followed::anew();
        }
        let mut followed = Followed::default();
        let (structure, texts): (Vec<_>, Vec<_>) = patches.iter().partition(|patch| self.is_list(&patch.obj));
        // Which parts there are, first: a part that came is taken as it is now, whatever patches say of it.
        let mut came = Vec::new();
        for patch in structure {
            match &patch.action {
                PatchAction::Insert { index, values } => {
                    for (place, (value, id, _)) in (*index..).zip(values) {
                        let part = Part::read(doc, id.clone(), matches!(value, Value::Object(ObjType::Text)));
                        let insert = if part.is_text { doc.text(id).unwrap_or_default() } else { String::new() };
                        followed.note(self.start_of(place), 0, insert);
                        self.parts.insert(place, part);
                        came.push(id.clone());
                    }
                }
                PatchAction::DeleteSeq { index, length } => {
                    let gone = *index..index + length;
                    let (start, end) = (self.start_of(gone.start), self.start_of(gone.end));
                    followed.note(start, end - start, String::new());
                    self.parts.drain(gone);
                }
                PatchAction::Conflict { .. } => {}
                _ => {
                    *self = Self::of(doc, self.text);
                    return Followed::anew();
                }
            }
        }
        let mut others = Vec::new();
        for patch in texts.into_iter().filter(|patch| !came.contains(&patch.obj)) {
            let Some(index) = self.find(&patch.obj).filter(|index| self.parts[*index].is_text) else {
                others.push(patch);
                continue;
            };
            let start = self.start_of(index);
            match &patch.action {
                PatchAction::SpliceText { index: at, value, .. } => {
                    let insert = value.make_string();
                    self.parts[index].length += insert.encode_utf16().count();
                    followed.note(start + at, 0, insert);
                }
                PatchAction::DeleteSeq { index: at, length } => {
                    self.parts[index].length -= length;
                    followed.note(start + at, *length, String::new());
                }
                _ => others.push(patch),
            }
        }
        followed.beside = Beside::of(others);
        followed
    }

    fn is_list(&self, id: &ObjId) -> bool {
        matches!(&self.root, Some(Root::List(list)) if list == id)
    }
}

impl Followed {
    fn note(&mut self, at: usize, delete: usize, insert: String) {
        if delete > 0 || !insert.is_empty() {
            self.splices.push(Splice { at, delete, insert });
        }
    }
}
