//! Which columns there are and where each lies. A column has a number that says what it is and how it is written.
//!
//! Source: the Automerge binary format, "column metadata": the low three bits of the number are the type, the next says
//! that the column is deflated, the others are the id.

use super::Fault;
use crate::chunk::{self, Reader};
use std::{borrow::Cow, ops::Range};

const WHAT: &str = "the list of columns";
const DEFLATED: u32 = 8;
/// Columns that are known are sixteen; later versions may have more.
const MAX_COLUMNS: usize = 256;

/// The types of columns that matter to how columns follow one another.
const GROUP: u32 = 0;
const VALUE_META: u32 = 6;
const VALUE: u32 = 7;

#[derive(Debug)]
struct Column {
    number: u32,
    at: Range<usize>,
}

/// The columns of a change, or one of the two sets of a document.
#[derive(Debug)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Reads which columns there are.
    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Fault> {
        let malformed = |_short| Fault::Malformed(WHAT);
        let count = r.length().map_err(malformed)?;
        if count > MAX_COLUMNS {
            return Err(Fault::TooMany { what: "columns", most: MAX_COLUMNS as u64 });
        }
        let mut columns: Vec<Column> = Vec::with_capacity(count);
        let mut end = 0_usize;
        for _ in 0..count {
            let number = u32::try_from(r.uleb().map_err(malformed)?).map_err(|_large| Fault::Malformed(WHAT))?;
            let begin = end;
            end = begin.checked_add(r.length().map_err(malformed)?).ok_or(Fault::Malformed(WHAT))?;
            columns.push(Column { number, at: begin..end });
        }
        let columns = Self(columns);
        if columns.follow() { Ok(columns) } else { Err(Fault::Malformed("the order of the columns")) }
    }

    /// Whether they stand in order, each once, and values behind what says how long they are.
    fn follow(&self) -> bool {
        let number = |column: &Column| column.number & !DEFLATED;
        let (id, kind) = (|column: &Column| column.number >> 4, |column: &Column| column.number & 7);
        self.0.windows(2).all(|pair| number(&pair[0]) < number(&pair[1]))
            && self.0.iter().enumerate().all(|(place, column)| {
                let before = place.checked_sub(1).map(|place| &self.0[place]);
                match kind(column) {
                    VALUE => before.is_some_and(|before| kind(before) == VALUE_META && id(before) == id(column)),
                    GROUP => before.is_none_or(|before| id(before) != id(column)),
                    _ => true,
                }
            })
    }

    pub(super) fn is_deflated(&self) -> bool {
        self.0.iter().any(|column| column.number & DEFLATED != 0)
    }

    /// How many bytes they take together.
    pub(super) fn length(&self) -> usize {
        self.0.last().map_or(0, |column| column.at.end)
    }

    /// Where the column of this number lies; nowhere, when there is none.
    fn find(&self, number: u32) -> Option<&Column> {
        self.0.iter().find(|column| column.number & !DEFLATED == number)
    }

    /// The bytes of a column that is not deflated; none, when there is no such column.
    pub(super) fn plain<'a>(&self, number: u32, data: &'a [u8]) -> &'a [u8] {
        self.find(number).and_then(|column| data.get(column.at.clone())).unwrap_or_default()
    }

    /// The bytes of a column, inflated while `room` lasts.
    pub(super) fn inflated<'a>(&self, number: u32, data: &'a [u8], room: &mut usize) -> Result<Cow<'a, [u8]>, Fault> {
        let Some(column) = self.find(number) else { return Ok(Cow::default()) };
        column.inflated(data, room)
    }

    /// Inflates the columns that are none of these numbers, for the sake of their size.
    pub(super) fn inflate_others(&self, known: &[u32], data: &[u8], room: &mut usize) -> Result<(), Fault> {
        let mut others = self.0.iter().filter(|column| !known.contains(&(column.number & !DEFLATED)));
        others.try_for_each(|column| column.inflated(data, room).map(drop))
    }
}

impl Column {
    fn inflated<'a>(&self, data: &'a [u8], room: &mut usize) -> Result<Cow<'a, [u8]>, Fault> {
        const TOO_MANY: Fault =
            Fault::TooMany { what: "the inflated bytes of a document", most: super::MAX_INFLATED as u64 };
        let bytes = data.get(self.at.clone()).ok_or(Fault::Malformed(WHAT))?;
        let bytes = if self.number & DEFLATED == 0 {
            Cow::Borrowed(bytes)
        } else {
            Cow::Owned(chunk::inflate(bytes, *room).map_err(|_reason| TOO_MANY)?)
        };
        *room = room.checked_sub(bytes.len()).ok_or(TOO_MANY)?;
        Ok(bytes)
    }
}
