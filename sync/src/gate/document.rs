//! A whole document: inflated column by column, counted, and let go of.
//!
//! Automerge builds a document from the counts that its columns claim, and indexes by the numbers that stand in them. Both
//! are looked at here; whether the operations make sense together only building shows, which a relay does apart.

use super::{
    Fault, MAX_DOCUMENT_CHANGES, MAX_DOCUMENT_OPS, MAX_INFLATED, Runs, Text, Weight, actors,
    columns::Columns,
    runs::{Deltas, Form, Steps, Turns},
};
use crate::chunk::Reader;

const FORM: Form = Form::Any;

/// The columns of the changes: actor, sequence, last operation, time, message, dependencies, and what else they hold.
mod changes {
    pub(super) const ACTOR: u32 = 1;
    pub(super) const SEQ: u32 = 3;
    pub(super) const LAST_OP: u32 = 19;
    pub(super) const TIME: u32 = 35;
    pub(super) const MESSAGE: u32 = 53;
    pub(super) const DEPS: u32 = 64;
    pub(super) const DEP: u32 = 67;
    pub(super) const EXTRA_META: u32 = 86;
    pub(super) const EXTRA: u32 = 87;
    pub(super) const ALL: [u32; 9] = [ACTOR, SEQ, LAST_OP, TIME, MESSAGE, DEPS, DEP, EXTRA_META, EXTRA];
}

/// The columns of the operations.
mod ops {
    pub(super) const OBJECT_ACTOR: u32 = 1;
    pub(super) const OBJECT: u32 = 2;
    pub(super) const KEY_ACTOR: u32 = 17;
    pub(super) const KEY: u32 = 19;
    pub(super) const KEY_TEXT: u32 = 21;
    pub(super) const ID_ACTOR: u32 = 33;
    pub(super) const ID: u32 = 35;
    pub(super) const INSERT: u32 = 52;
    pub(super) const ACTION: u32 = 66;
    pub(super) const VALUE_META: u32 = 86;
    pub(super) const VALUE: u32 = 87;
    pub(super) const SUCCESSORS: u32 = 128;
    pub(super) const SUCCESSOR_ACTOR: u32 = 129;
    pub(super) const SUCCESSOR: u32 = 131;
    pub(super) const EXPAND: u32 = 148;
    pub(super) const MARK_NAME: u32 = 165;
    pub(super) const ALL: [u32; 16] = [
        OBJECT_ACTOR,
        OBJECT,
        KEY_ACTOR,
        KEY,
        KEY_TEXT,
        ID_ACTOR,
        ID,
        INSERT,
        ACTION,
        VALUE_META,
        VALUE,
        SUCCESSORS,
        SUCCESSOR_ACTOR,
        SUCCESSOR,
        EXPAND,
        MARK_NAME,
    ];
}

/// Counts what the body of a document chunk holds.
pub(super) fn weigh(body: &[u8]) -> Result<Weight, Fault> {
    let mut r = Reader::new(body);
    let actors = actors(&mut r)?;
    if !actors.is_sorted_by(|a, b| a < b) {
        return Err(Fault::Malformed("the order of the actors"));
    }
    let heads = r.length().map_err(|_short| Fault::Malformed("the heads"))?;
    let bytes = heads.checked_mul(32).ok_or(Fault::Malformed("the heads"))?;
    r.take(bytes).map_err(|_short| Fault::Malformed("the heads"))?;
    let changes = Columns::read(&mut r)?;
    let ops = Columns::read(&mut r)?;
    let short = |_short| Fault::Malformed("the columns, which are cut short,");
    let changes_data = r.take(changes.length()).map_err(short)?;
    let ops_data = r.take(ops.length()).map_err(short)?;
    // Where the heads stand among the changes, which older programs leave out.
    for _ in 0..if r.is_empty() { 0 } else { heads } {
        r.uleb().map_err(|_short| Fault::Malformed("the places of the heads"))?;
    }
    if !r.is_empty() {
        return Err(Fault::Malformed("the document, which goes on after its end,"));
    }
    let mut set = Set { columns: &ops, data: ops_data, actors: actors.len() as u64, room: MAX_INFLATED, rows: 0 };
    let (op_count, last_op) = walk_ops(&mut set)?;
    let mut set = Set { columns: &changes, data: changes_data, rows: 0, ..set };
    let change_count = walk_changes(&mut set, last_op)?;
    if heads as u64 > change_count {
        return Err(Fault::Malformed("the heads, of which there are more than changes,"));
    }
    Weight { changes: change_count, ops: op_count, inflated_bytes: MAX_INFLATED - set.room }.bounded()
}

/// One of the two sets of columns, while its columns are walked.
struct Set<'a> {
    columns: &'a Columns,
    data: &'a [u8],
    actors: u64,
    room: usize,
    /// How many rows its first column has: the others have as many, or are empty.
    rows: u64,
}

impl Set<'_> {
    /// Inflates a column, lets `walk` count its rows, and holds them against the others.
    fn column(&mut self, number: u32, walk: impl FnOnce(&[u8]) -> Result<u64, Fault>) -> Result<(), Fault> {
        let bytes = self.columns.inflated(number, self.data, &mut self.room)?;
        let rows = walk(&bytes)?;
        if rows == self.rows || bytes.is_empty() { Ok(()) } else { Err(Fault::Malformed("columns of unequal length")) }
    }

    /// The column that says how many rows there are, each an actor.
    fn first(&mut self, number: u32, what: &'static str, most: u64) -> Result<(), Fault> {
        let (bytes, actors) = (self.columns.inflated(number, self.data, &mut self.room)?, self.actors);
        self.rows = Runs::new("the column of the actors", &bytes, FORM).walk(|_, actor| is_below(actor, actors))?;
        if self.rows > most { Err(Fault::TooMany { what, most }) } else { Ok(()) }
    }

    fn actor(&mut self, number: u32) -> Result<(), Fault> {
        let actors = self.actors;
        self.column(number, |bytes| {
            Runs::new("a column of actors", bytes, FORM)
                .walk(|_, actor| actor.map_or(Ok(()), |a| is_below(Some(a), actors)))
        })
    }

    fn numbers(&mut self, number: u32, most: u64, null: bool) -> Result<(), Fault> {
        self.column(number, |bytes| {
            Runs::new("a column of numbers", bytes, FORM).walk(|_, value: Option<u64>| {
                if value.map_or(null, |value| value <= most) { Ok(()) } else { Err(OUT_OF_RANGE) }
            })
        })
    }

    fn deltas(&mut self, number: u32, range: (i64, i64), null: bool) -> Result<(), Fault> {
        self.column(number, |bytes| walk_deltas(bytes, range, null))
    }

    fn texts(&mut self, number: u32) -> Result<(), Fault> {
        self.column(number, |bytes| Runs::<Text<'_>>::new("a column of texts", bytes, FORM).walk(|_, _| Ok(())))
    }

    fn turns(&mut self, number: u32) -> Result<(), Fault> {
        self.column(number, |bytes| Turns::new("a column of yes and no", bytes).walk())
    }

    /// A column that says how many rows of other columns belong to each row, and their sum.
    fn groups(&mut self, number: u32, most: u64) -> Result<u64, Fault> {
        let mut sum = 0_u64;
        self.column(number, |bytes| {
            Runs::new("a column of groups", bytes, FORM).walk(|rows, count: Option<u64>| {
                let more = count.and_then(|count| count.checked_mul(rows)).and_then(|more| sum.checked_add(more));
                sum = more.filter(|sum| *sum <= most).ok_or(OUT_OF_RANGE)?;
                Ok(())
            })
        })?;
        Ok(sum)
    }

    /// A column that says of what type and length each value is, and the values.
    fn values(&mut self, meta: u32, raw: u32) -> Result<(), Fault> {
        let length = self.columns.inflated(raw, self.data, &mut self.room)?.len() as u64;
        let mut sum = 0_u64;
        self.column(meta, |bytes| {
            Runs::new("a column of values", bytes, FORM).walk(|rows, meta: Option<u64>| {
                let more = meta.and_then(|meta| (meta >> 4).checked_mul(rows)).and_then(|more| sum.checked_add(more));
                sum = more.filter(|sum| *sum <= length).ok_or(OUT_OF_RANGE)?;
                Ok(())
            })
        })?;
        if sum == length { Ok(()) } else { Err(Fault::Malformed("the values, of which some belong to nothing,")) }
    }
}

const OUT_OF_RANGE: Fault = Fault::Malformed("a column with numbers that cannot be");
const U32: i64 = u32::MAX as i64;

fn is_below(value: Option<u64>, bound: u64) -> Result<(), Fault> {
    if value.is_some_and(|value| value < bound) { Ok(()) } else { Err(OUT_OF_RANGE) }
}

fn walk_deltas(bytes: &[u8], (least, most): (i64, i64), null: bool) -> Result<u64, Fault> {
    Deltas::new("a column of numbers", bytes, FORM).walk(|rows, steps: Option<Steps>| {
        let Some(steps) = steps else { return if null { Ok(()) } else { Err(OUT_OF_RANGE) } };
        let ends = [Some(steps.first), steps.last(rows)];
        let fits = ends.into_iter().all(|end| end.is_some_and(|end| (least..=most).contains(&end)));
        if fits { Ok(()) } else { Err(OUT_OF_RANGE) }
    })
}

/// How many operations there are, and up to which number operations can have gone.
fn walk_ops(set: &mut Set<'_>) -> Result<(u64, i64), Fault> {
    set.first(ops::ID_ACTOR, "the operations of a document", MAX_DOCUMENT_OPS)?;
    set.deltas(ops::ID, (1, U32), false)?;
    set.actor(ops::OBJECT_ACTOR)?;
    set.numbers(ops::OBJECT, u64::from(u32::MAX), true)?;
    set.actor(ops::KEY_ACTOR)?;
    set.deltas(ops::KEY, (0, U32), true)?;
    set.texts(ops::KEY_TEXT)?;
    set.turns(ops::INSERT)?;
    set.numbers(ops::ACTION, 7, false)?;
    set.values(ops::VALUE_META, ops::VALUE)?;
    set.turns(ops::EXPAND)?;
    set.texts(ops::MARK_NAME)?;
    let rows = set.rows;
    let successors = set.groups(ops::SUCCESSORS, MAX_DOCUMENT_OPS)?;
    set.rows = successors;
    set.actor(ops::SUCCESSOR_ACTOR)?;
    set.deltas(ops::SUCCESSOR, (1, U32), false)?;
    set.columns.inflate_others(&ops::ALL, set.data, &mut set.room)?;
    // Every operation is a row or the successor of one, but for a few that replaced nothing.
    let last_op = (rows + successors).saturating_mul(4).saturating_add(1 << 16);
    Ok((rows, last_op.min(u64::from(u32::MAX)).cast_signed()))
}

fn walk_changes(set: &mut Set<'_>, last_op: i64) -> Result<u64, Fault> {
    set.first(changes::ACTOR, "the changes of a document", MAX_DOCUMENT_CHANGES)?;
    set.deltas(changes::SEQ, (1, U32), false)?;
    set.deltas(changes::LAST_OP, (0, last_op), false)?;
    set.deltas(changes::TIME, (i64::MIN, i64::MAX), true)?;
    set.texts(changes::MESSAGE)?;
    set.values(changes::EXTRA_META, changes::EXTRA)?;
    let rows = set.rows;
    set.rows = set.groups(changes::DEPS, 4 * MAX_DOCUMENT_CHANGES)?;
    set.deltas(changes::DEP, (0, rows.cast_signed() - 1), false)?;
    set.columns.inflate_others(&changes::ALL, set.data, &mut set.room)?;
    Ok(rows)
}
