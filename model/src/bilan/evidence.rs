//! What shows that a card or an outcome is so: a passage of one of the meetup's texts as it stood, an address, or words that
//! somebody said elsewhere.

use crate::{
    Cell, Command, Datum, Field, MAX_REMARK, PersonId, Presence, Put, Row, RowId, Rows, Text, pad::Pad, read, restore,
};
use automerge::{Automerge, ChangeHash, ReadDoc};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Something that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub id: RowId,
    /// The card or the intention that it is about.
    pub about: RowId,
    /// The passage as it was taken, or what an address or a message says.
    pub quote: String,
    pub by: Option<PersonId>,
    pub passage: Option<Passage>,
    /// Where it leads, outside the meetup; empty for nowhere.
    pub address: String,
}

/// A passage of a text, as it stood with some changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The hashes of the changes, as they are written.
    heads: Vec<String>,
    /// Its ends, as [`Pad::cursor`] says them.
    from: String,
    until: String,
}

/// What became of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// It reads as it did, here (UTF-16 units).
    Same(Text, Range<usize>),
    /// Something was written into it or taken out of it.
    Changed(Text, Range<usize>),
    /// Nothing of it is left.
    Deleted,
    /// What it was taken from has not come to this replica.
    Unknown,
}

/// Reads what shows things alone, those that were added first first. What was taken away is not in it.
#[must_use]
pub fn read_evidence(doc: &Automerge) -> Vec<Evidence> {
    let mut rows = read::read_rows(doc, Rows::Evidence);
    rows.retain(|row| !row.is_gone);
    rows.sort_by_key(|row| (row.at, row.id));
    rows.iter().filter_map(Evidence::of).collect()
}

impl Evidence {
    fn of(row: &Row) -> Option<Self> {
        let (from, until) = (row.text(Field::From).to_owned(), row.text(Field::Until).to_owned());
        let heads: Vec<_> = row.text(Field::Heads).split_whitespace().map(ToOwned::to_owned).collect();
        let is_passage = !(heads.is_empty() || from.is_empty() || until.is_empty());
        Some(Self {
            id: row.id,
            about: row.text(Field::About).parse().ok()?,
            quote: row.text(Field::Text).to_owned(),
            by: row.by,
            passage: is_passage.then_some(Passage { heads, from, until }),
            address: row.text(Field::Address).to_owned(),
        })
    }

    /// Points at a passage of a text as it stands; `None` where there is nothing in it to point at.
    #[must_use]
    pub fn passage(id: RowId, about: RowId, doc: &Automerge, text: Text, range: Range<usize>) -> Option<Command> {
        let pad = Pad::of(doc, text);
        let quote = cut(&within(&pad.text(doc), &range)?);
        let heads: Vec<_> = doc.get_heads().iter().map(ToString::to_string).collect();
        let fields = [
            (Field::Text, quote),
            (Field::About, about.to_string()),
            (Field::Heads, heads.join(" ")),
            (Field::From, pad.cursor(doc, range.start)?),
            (Field::Until, pad.cursor(doc, range.end)?),
        ];
        Some(put(id, fields))
    }

    /// Points at an address, in the words of whoever does.
    #[must_use]
    pub fn link(id: RowId, about: RowId, address: &str, words: &str) -> Command {
        let fields = [(Field::Text, words), (Field::About, &about.to_string()), (Field::Address, address)];
        put(id, fields.map(|(field, text)| (field, text.to_owned())))
    }

    /// Keeps what somebody said elsewhere: in a message, aloud.
    #[must_use]
    pub fn message(id: RowId, about: RowId, words: &str) -> Command {
        put(id, [(Field::Text, words.to_owned()), (Field::About, about.to_string())])
    }

    /// Takes it away, or brings it back.
    #[must_use]
    pub fn take(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Evidence, id, gone }])
    }

    /// What became of the passage since; `None` for what is none. Of what is deleted the quote is left.
    #[must_use]
    pub fn stands(&self, doc: &Automerge) -> Option<Stands> {
        let passage = self.passage.as_ref()?;
        let Some((text, range)) = passage.find(doc) else { return Some(Stands::Unknown) };
        let now = within(&Pad::of(doc, text).text(doc), &range);
        Some(match now {
            None => Stands::Deleted,
            Some(now) if cut(&now) == self.quote => Stands::Same(text, range),
            Some(_) => Stands::Changed(text, range),
        })
    }

    /// The whole text as it stood, and where in it the passage was. `None` for what is none, and where the changes have not
    /// come to this replica.
    #[must_use]
    pub fn as_it_stood(&self, doc: &Automerge) -> Option<(Text, String, Range<usize>)> {
        let passage = self.passage.as_ref()?;
        let heads: Option<Vec<ChangeHash>> = passage.heads.iter().map(|hash| hash.parse().ok()).collect();
        let heads = heads?;
        if heads.iter().any(|hash| doc.get_change_by_hash(hash).is_none()) {
            return None;
        }
        let then = restore::at(doc, &heads).ok()?;
        let (text, range) = passage.find(&then)?;
        Some((text, Pad::of(&then, text).text(&then), range))
    }
}

impl Passage {
    /// Where it is in a document. Its ends move with what is around them, also past each other.
    fn find(&self, doc: &Automerge) -> Option<(Text, Range<usize>)> {
        Text::of(crate::Kind::Meetup).find_map(|text| {
            let pad = Pad::of(doc, text);
            let (from, until) = (pad.position(doc, &self.from)?, pad.position(doc, &self.until)?);
            Some((text, from..until.max(from)))
        })
    }
}

/// What stands between two places of a text (UTF-16 units); `None` where that is nothing but space.
fn within(text: &str, range: &Range<usize>) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let text = String::from_utf16_lossy(units.get(range.clone())?);
    (!text.trim().is_empty()).then_some(text)
}

/// As much of a passage as a cell takes.
fn cut(text: &str) -> String {
    if text.chars().count() <= MAX_REMARK {
        return text.to_owned();
    }
    text.chars().take(MAX_REMARK - 1).chain(['…']).collect()
}

fn put<const N: usize>(id: RowId, fields: [(Field, String); N]) -> Command {
    let put = |(field, text)| Put { cell: Cell::Row(Rows::Evidence, id, field), value: Some(Datum::Text(text)) };
    Command::Put { puts: fields.map(put).into() }
}
