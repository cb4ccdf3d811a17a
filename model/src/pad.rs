//! The pad inside the document: where it is, what changed in it, and places that move with the text.

use crate::{Splice, field};
use automerge::{Automerge, Cursor, ObjId, ObjType, Patch, PatchAction, ROOT, ReadDoc, Value};

/// The pad's text object; `None` in a document that has none.
#[must_use]
pub fn object(doc: &Automerge) -> Option<ObjId> {
    match doc.get(ROOT, field::PAD) {
        Ok(Some((Value::Object(ObjType::Text), id))) => Some(id),
        _ => None,
    }
}

/// The pad's text.
#[must_use]
pub fn text(doc: &Automerge) -> String {
    object(doc).and_then(|id| doc.text(&id).ok()).unwrap_or_default()
}

/// What patches did to the pad, as splices in order; and whether they touched anything else.
#[must_use]
pub fn splices(pad: &ObjId, patches: &[Patch]) -> (Vec<Splice>, bool) {
    let mut splices = Vec::new();
    let mut others = false;
    for patch in patches {
        if patch.obj != *pad {
            others = true;
            continue;
        }
        match &patch.action {
            PatchAction::SpliceText { index, value, .. } => {
                splices.push(Splice { at: *index, delete: 0, insert: value.make_string() });
            }
            PatchAction::DeleteSeq { index, length } => {
                splices.push(Splice { at: *index, delete: *length, insert: String::new() });
            }
            _ => others = true,
        }
    }
    (splices, others)
}

/// A place in the pad that moves with the text around it, as a string to share. `None` without a pad.
#[must_use]
pub fn cursor(doc: &Automerge, at: usize) -> Option<String> {
    let id = object(doc)?;
    let length = doc.length(&id);
    let position = if at >= length { automerge::CursorPosition::End } else { automerge::CursorPosition::Index(at) };
    doc.get_cursor(&id, position, None).ok().map(|cursor| cursor.to_string())
}

/// Where such a place is now. `None` for one that this replica does not know (yet).
#[must_use]
pub fn position(doc: &Automerge, cursor: &str) -> Option<usize> {
    let id = object(doc)?;
    let cursor = Cursor::try_from(cursor).ok()?;
    doc.get_cursor_position(&id, &cursor, None).ok()
}
