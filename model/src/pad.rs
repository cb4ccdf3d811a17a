//! A text of many hands inside a document ([`Text`]): a list of texts, read one after the other. The first of them, the
//! pad of a meetup, gave it its name.
//!
//! Applying somebody else's change walks every operation of the text it touches, so a pad of one text would slow down with
//! its history (`docs/decisions/0010-a-pad-is-a-list-of-texts.md`). A new line becomes a text of its own, a *part*,
//! wherever it can without moving what is there. Text never goes from one part to another and a part is never removed: what somebody
//! else writes in it at the same time stays where they wrote it.
//!
//! A pad that another program made as one text is read and written as a single part.

mod beside;
mod cut;
mod edit;
mod follow;

pub use beside::Beside;
pub use cut::{MOST_AT_ONCE, cut};
pub use follow::Followed;

use crate::{Kind, Text};
use automerge::{Automerge, Cursor, CursorPosition, ObjId, ObjType, ROOT, ReadDoc, Value, ValueRef};

/// Where the pad's texts are, and how long. Made once from a document, then kept in step with it by
/// [`apply`](crate::apply()) and [`Pad::follow`].
#[derive(Debug, Clone, Default)]
pub struct Pad {
    text: Text,
    root: Option<Root>,
    parts: Vec<Part>,
}

/// What stands at the field of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Root {
    List(ObjId),
    /// Another program's pad.
    Text(ObjId),
}

#[derive(Debug, Clone)]
struct Part {
    id: ObjId,
    /// UTF-16 units. Of what is not a text: 0.
    length: usize,
    is_text: bool,
}

impl Part {
    fn read(doc: &Automerge, id: ObjId, is_text: bool) -> Self {
        let length = if is_text { doc.length(&id) } else { 0 };
        Self { id, length, is_text }
    }
}

impl Root {
    fn read(doc: &Automerge, text: Text) -> Option<Self> {
        match doc.get(ROOT, text.name()) {
            Ok(Some((Value::Object(ObjType::List), id))) => Some(Self::List(id)),
            Ok(Some((Value::Object(ObjType::Text), id))) => Some(Self::Text(id)),
            _ => None,
        }
    }
}

impl Pad {
    /// This text of a document, which may have none.
    #[must_use]
    pub fn of(doc: &Automerge, text: Text) -> Self {
        let root = Root::read(doc, text);
        let parts = match &root {
            None => Vec::new(),
            Some(Root::Text(id)) => vec![Part::read(doc, id.clone(), true)],
            Some(Root::List(id)) => doc
                .list_range(id, ..)
                .map(|item| Part::read(doc, item.id(), matches!(item.value, ValueRef::Object(ObjType::Text))))
                .collect(),
        };
        Self { text, root, parts }
    }

    /// Whether a document has this text.
    pub(crate) fn stands_in(doc: &Automerge, text: Text) -> bool {
        Root::read(doc, text).is_some()
    }

    /// What its document is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.text.kind()
    }

    /// Which text it is.
    #[must_use]
    pub fn which(&self) -> Text {
        self.text
    }

    #[must_use]
    pub fn exists(&self) -> bool {
        self.root.is_some()
    }

    /// Whether everything in it is text. What is not is passed over.
    pub(crate) fn is_all_text(&self) -> bool {
        self.parts.iter().all(|part| part.is_text)
    }

    /// What it is made of.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &ObjId> {
        self.parts.iter().map(|part| &part.id)
    }

    /// In UTF-16 units.
    #[must_use]
    pub fn length(&self) -> usize {
        self.start_of(self.parts.len())
    }

    #[must_use]
    pub fn text(&self, doc: &Automerge) -> String {
        self.parts.iter().filter(|part| part.is_text).filter_map(|part| doc.text(&part.id).ok()).collect()
    }

    /// A place that moves with the text around it, as a string to share: the id of a part, a slash, and an Automerge cursor
    /// in that part. `None` without a pad.
    #[must_use]
    pub fn cursor(&self, doc: &Automerge, at: usize) -> Option<String> {
        let (index, local) = self
            .left_of(at.min(self.length()))
            .or_else(|| Some((self.parts.iter().position(|part| part.is_text)?, 0)))?;
        let part = &self.parts[index];
        let place = if local >= part.length { CursorPosition::End } else { CursorPosition::Index(local) };
        let cursor = doc.get_cursor(&part.id, place, None).ok()?;
        Some(format!("{}/{cursor}", part.id))
    }

    /// Where such a place is now. `None` for one that this replica does not know (yet).
    #[must_use]
    pub fn position(&self, doc: &Automerge, cursor: &str) -> Option<usize> {
        let (part, cursor) = cursor.split_once('/')?;
        let index = self.find(&doc.import_obj(part).ok()?)?;
        let cursor = Cursor::try_from(cursor).ok()?;
        Some(self.start_of(index) + doc.get_cursor_position(&self.parts[index].id, &cursor, None).ok()?)
    }

    /// Where a part begins.
    fn start_of(&self, index: usize) -> usize {
        self.parts[..index].iter().map(|part| part.length).sum()
    }

    fn find(&self, id: &ObjId) -> Option<usize> {
        self.parts.iter().position(|part| part.id == *id)
    }

    /// The part of the character before a place, and the place in it. At the very beginning that is an empty first part, or none.
    fn left_of(&self, at: usize) -> Option<(usize, usize)> {
        if at == 0 {
            return self.parts.first().is_some_and(|first| first.is_text && first.length == 0).then_some((0, 0));
        }
        let mut start = 0;
        for (index, part) in self.parts.iter().enumerate() {
            if at <= start + part.length {
                return Some((index, at - start));
            }
            start += part.length;
        }
        None
    }
}
