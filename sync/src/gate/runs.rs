//! A column, read run by run: what a few bytes claim to repeat a million times is one step here.
//!
//! Source: the Automerge binary format, "run length encoding", "delta encoding" and "boolean encoding". A change is hashed,
//! so there is one way to write it: forms that no encoder writes would be other bytes once Automerge has read and written
//! them, and the document that holds them could not be loaded again. In a document columns may be written in any way.

use super::Fault;
use crate::chunk::{ChunkError, Reader};

/// More rows than this in one column are not counted on.
const MOST: u64 = 1 << 32;

/// Something a column repeats.
pub(super) trait Value<'a>: Copy + PartialEq {
    fn read(r: &mut Reader<'a>) -> Result<Self, ChunkError>;
}

impl Value<'_> for u64 {
    fn read(r: &mut Reader<'_>) -> Result<Self, ChunkError> {
        r.uleb()
    }
}

impl Value<'_> for i64 {
    fn read(r: &mut Reader<'_>) -> Result<Self, ChunkError> {
        r.sleb()
    }
}

/// A text that is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'a>(pub(super) &'a [u8]);

impl<'a> Value<'a> for Text<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, ChunkError> {
        let length = r.length()?;
        let bytes = r.take(length)?;
        std::str::from_utf8(bytes).map_err(|_invalid| ChunkError::Header)?;
        Ok(Self(bytes))
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Before<T> {
    Nothing,
    Null,
    Run(T),
    Literal(T),
}

/// How strictly a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The one way in which a change is written.
    Canonical,
    Any,
}

/// A column of values that repeat, some of them null.
#[derive(Debug)]
pub(super) struct Runs<'a, T> {
    pub(super) what: &'static str,
    rest: Reader<'a>,
    form: Form,
    before: Before<T>,
    /// How often the value at hand comes still, and how many single values come after it.
    left: u64,
    literals: u64,
    value: Option<T>,
    rows: u64,
}

impl<'a, T: Value<'a>> Runs<'a, T> {
    pub(super) fn new(what: &'static str, bytes: &'a [u8], form: Form) -> Self {
        let before = Before::Nothing;
        Self { what, rest: Reader::new(bytes), form, before, left: 0, literals: 0, value: None, rows: 0 }
    }

    /// The value at hand and how many rows have it; nothing at the end of the column.
    pub(super) fn head(&mut self) -> Result<Option<(u64, Option<T>)>, Fault> {
        if self.left == 0 && (self.literals > 0 || !self.rest.is_empty()) {
            self.next().ok_or(Fault::Malformed(self.what))?;
        }
        Ok((self.left > 0).then_some((self.left, self.value)))
    }

    /// The value at hand, where a column that ends early goes on with nulls.
    pub(super) fn or_null(&mut self) -> Result<(u64, Option<T>), Fault> {
        Ok(self.head()?.unwrap_or((u64::MAX, None)))
    }

    /// Goes over rows of the value at hand.
    pub(super) fn skip(&mut self, rows: u64) {
        self.left -= rows.min(self.left);
    }

    /// Goes to the end: how many rows there are. `each` sees every run.
    pub(super) fn walk(mut self, mut each: impl FnMut(u64, Option<T>) -> Result<(), Fault>) -> Result<u64, Fault> {
        while let Some((rows, value)) = self.head()? {
            each(rows, value)?;
            self.skip(rows);
        }
        Ok(self.rows)
    }

    pub(super) fn ends(&mut self) -> Result<(), Fault> {
        if self.head()?.is_some() { Err(Fault::Malformed(self.what)) } else { Ok(()) }
    }

    fn next(&mut self) -> Option<()> {
        if self.literals > 0 {
            self.literals -= 1;
            let value = T::read(&mut self.rest).ok()?;
            return self.take(1, Before::Literal(value));
        }
        let count = self.rest.sleb().ok()?;
        match count {
            0 => {
                let rows = self.rest.uleb().ok()?;
                self.take(rows, Before::Null)
            }
            1.. => {
                let value = T::read(&mut self.rest).ok()?;
                self.take(count.unsigned_abs(), Before::Run(value))
            }
            _ => {
                let literals = count.unsigned_abs();
                if self.form == Form::Canonical && matches!(self.before, Before::Literal(_)) {
                    return None;
                }
                // Each value takes a byte at least.
                self.literals = (literals <= self.rest.left() as u64).then_some(literals)?;
                self.next()
            }
        }
    }

    fn take(&mut self, rows: u64, now: Before<T>) -> Option<()> {
        self.rows = self.rows.checked_add(rows).filter(|rows| *rows <= MOST)?;
        let again = match (self.before, now) {
            (Before::Null, Before::Null) => true,
            (Before::Run(before) | Before::Literal(before), Before::Run(value) | Before::Literal(value)) => {
                before == value
            }
            _ => false,
        };
        let single = matches!(now, Before::Run(_)) && rows == 1;
        if rows == 0 || (self.form == Form::Canonical && (again || single)) {
            return None;
        }
        self.value = match now {
            Before::Run(value) | Before::Literal(value) => Some(value),
            Before::Null | Before::Nothing => None,
        };
        (self.before, self.left) = (now, rows);
        Some(())
    }
}

/// A column of numbers of which each says how far it is from the one before it.
#[derive(Debug)]
pub(super) struct Deltas<'a> {
    pub(super) runs: Runs<'a, i64>,
    at: i64,
}

/// The same step, taken some rows long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Steps {
    pub(super) first: i64,
    pub(super) step: i64,
}

impl Steps {
    /// The number in the last of so many rows.
    pub(super) fn last(self, rows: u64) -> Option<i64> {
        self.step.checked_mul(i64::try_from(rows - 1).ok()?)?.checked_add(self.first)
    }
}

impl<'a> Deltas<'a> {
    pub(super) fn new(what: &'static str, bytes: &'a [u8], form: Form) -> Self {
        Self { runs: Runs::new(what, bytes, form), at: 0 }
    }

    pub(super) fn head(&mut self) -> Result<Option<(u64, Option<Steps>)>, Fault> {
        let Some((rows, step)) = self.runs.head()? else { return Ok(None) };
        let what = self.runs.what;
        let steps = step.map(|step| Some(Steps { first: self.at.checked_add(step)?, step }));
        steps.map(|steps| steps.ok_or(Fault::Malformed(what))).transpose().map(|steps| Some((rows, steps)))
    }

    pub(super) fn or_null(&mut self) -> Result<(u64, Option<Steps>), Fault> {
        Ok(self.head()?.unwrap_or((u64::MAX, None)))
    }

    pub(super) fn skip(&mut self, rows: u64) -> Result<(), Fault> {
        if let Some((_, Some(steps))) = self.head()? {
            self.at = steps.last(rows).ok_or(Fault::Malformed(self.runs.what))?;
        }
        self.runs.skip(rows);
        Ok(())
    }

    pub(super) fn walk(mut self, mut each: impl FnMut(u64, Option<Steps>) -> Result<(), Fault>) -> Result<u64, Fault> {
        while let Some((rows, steps)) = self.head()? {
            each(rows, steps)?;
            self.skip(rows)?;
        }
        Ok(self.runs.rows)
    }
}

/// A column of yes and no, which take turns, beginning with no.
#[derive(Debug)]
pub(super) struct Turns<'a> {
    what: &'static str,
    rest: Reader<'a>,
    begun: bool,
    value: bool,
    left: u64,
    rows: u64,
}

impl<'a> Turns<'a> {
    pub(super) fn new(what: &'static str, bytes: &'a [u8]) -> Self {
        Self { what, rest: Reader::new(bytes), begun: false, value: true, left: 0, rows: 0 }
    }

    pub(super) fn head(&mut self) -> Result<Option<(u64, bool)>, Fault> {
        while self.left == 0 && !self.rest.is_empty() {
            let what = self.what;
            self.left = self.rest.uleb().map_err(|_short| Fault::Malformed(what))?;
            self.rows = self.rows.saturating_add(self.left);
            // Only the first turn may be empty.
            if (self.begun && self.left == 0) || self.rows > MOST {
                return Err(Fault::Malformed(what));
            }
            (self.begun, self.value) = (true, !self.value);
        }
        Ok((self.left > 0).then_some((self.left, self.value)))
    }

    pub(super) fn or_no(&mut self) -> Result<(u64, bool), Fault> {
        Ok(self.head()?.unwrap_or((u64::MAX, false)))
    }

    pub(super) fn skip(&mut self, rows: u64) {
        self.left -= rows.min(self.left);
    }

    pub(super) fn walk(mut self) -> Result<u64, Fault> {
        while let Some((rows, _)) = self.head()? {
            self.skip(rows);
        }
        Ok(self.rows)
    }

    pub(super) fn ends(&mut self) -> Result<(), Fault> {
        if self.head()?.is_some() { Err(Fault::Malformed(self.what)) } else { Ok(()) }
    }
}
