//! The operations of one change: each column, and whether they agree row by row.
//!
//! Automerge takes an operation that fits no document for granted and panics, so what one change tells about itself is
//! checked: its actors are in its list, it speaks only of what came before it, what it makes itself is there and of the
//! right kind.

use super::{
    Fault, MAX_MESSAGE, MAX_OPS, MAX_PREDECESSORS, Runs, Text, actors,
    columns::Columns,
    rows::{Kind, Own, Rows},
    runs::{Deltas, Form, Steps, Turns},
};
use crate::chunk::{ChangeHeader, Reader};

/// The columns of a change.
const OBJECT_ACTOR: u32 = 1;
const OBJECT_COUNTER: u32 = 2;
const KEY_ACTOR: u32 = 17;
const KEY_COUNTER: u32 = 19;
const KEY_TEXT: u32 = 21;
const INSERT: u32 = 52;
const ACTION: u32 = 66;
const VALUE_META: u32 = 86;
const VALUE: u32 = 87;
const PREDECESSORS: u32 = 112;
const PREDECESSOR_ACTOR: u32 = 113;
const PREDECESSOR_COUNTER: u32 = 115;
const EXPAND: u32 = 148;
const MARK_NAME: u32 = 165;

/// What stands behind the columns when an author is named.
const AUTHOR: u64 = 1;

/// The actions that matter here.
const DELETE: u64 = 3;
const INCREMENT: u64 = 5;
const MARK: u64 = 7;

/// What the rest of a change says: of whom it speaks, the number of its first operation, and how many it has.
pub(super) struct Operations<'a> {
    pub(super) others: Vec<&'a [u8]>,
    pub(super) first: u64,
    pub(super) count: u64,
}

/// Walks the rest of a change behind its header.
pub(super) fn read<'a>(header: &ChangeHeader, mut r: Reader<'a>) -> Result<Operations<'a>, Fault> {
    if header.actor.len() > super::MAX_ACTOR {
        return Err(Fault::TooMany { what: "the bytes of an actor", most: super::MAX_ACTOR as u64 });
    }
    if u32::try_from(header.seq).is_err() {
        return Err(Fault::Malformed("the sequence number"));
    }
    if !header.deps.is_sorted_by(|a, b| a < b) {
        return Err(Fault::Malformed("the order of the dependencies"));
    }
    let start = r.uleb().map_err(|_short| Fault::Malformed("the first operation's number"))?;
    r.sleb().map_err(|_short| Fault::Malformed("the time"))?;
    let length = r.length().map_err(|_short| Fault::Malformed("the message"))?;
    if length > MAX_MESSAGE {
        return Err(Fault::TooMany { what: "the bytes of the message", most: MAX_MESSAGE as u64 });
    }
    let message = r.take(length).map_err(|_short| Fault::Malformed("the message"))?;
    // The first change of a document begins it: nothing can have come before.
    if header.deps.is_empty() && (start != 1 || header.seq != 1) {
        return Err(Fault::Malformed("the first change"));
    }
    std::str::from_utf8(message).map_err(|_invalid| Fault::Malformed("the message"))?;
    let others = actors(&mut r)?;
    if !others.is_sorted_by(|a, b| a < b) || others.contains(&&header.actor[..]) {
        return Err(Fault::Malformed("the order of the actors"));
    }
    let columns = Columns::read(&mut r)?;
    if columns.is_deflated() {
        return Err(Fault::Malformed("a column that is deflated inside a change"));
    }
    let data = r.take(columns.length()).map_err(|_short| Fault::Malformed("the columns, which are cut short,"))?;
    // What follows the columns is for later versions; of an author told late Automerge knows that it cannot be.
    if header.seq > 1 && tells_author(r) {
        return Err(Fault::Malformed("the author, told after the first change,"));
    }
    let mut walk = Walk::new(start, others.len() as u64 + 1, &columns, data);
    while walk.step()? {}
    Ok(Operations { others, first: start, count: walk.ends()? })
}

/// Whether the bytes behind the columns name an author: a number, a length and so many bytes. Automerge reads these numbers
/// in any form, and panics when it finds one where none can be.
fn tells_author(mut r: Reader<'_>) -> bool {
    let mut number = || {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = r.take(1).ok()?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    };
    let (kind, length) = (number(), number());
    kind == Some(AUTHOR) && length.is_some_and(|length| length <= r.left() as u64)
}

struct Walk<'a> {
    /// The number of the first operation, and how many there were.
    start: i64,
    rows: u64,
    /// Which of the actors were spoken of, the author beside them.
    spoken_of: Vec<bool>,
    own: Rows,
    predecessors_seen: u64,
    object_actor: Runs<'a, u64>,
    object_counter: Runs<'a, u64>,
    key_actor: Runs<'a, u64>,
    key_counter: Deltas<'a>,
    key_text: Runs<'a, Text<'a>>,
    insert: Turns<'a>,
    action: Runs<'a, u64>,
    value_meta: Runs<'a, u64>,
    value: Reader<'a>,
    predecessors: Runs<'a, u64>,
    predecessor_actor: Runs<'a, u64>,
    predecessor_counter: Deltas<'a>,
    expand: Turns<'a>,
    mark_name: Runs<'a, Text<'a>>,
}

/// An object, or the one in which all others are.
type Object = Option<(u64, i64)>;

enum Key {
    Text,
    /// An element of a list; `None` stands for its beginning.
    Element(Option<(u64, Steps)>),
}

impl<'a> Walk<'a> {
    fn new(start: u64, actors: u64, columns: &Columns, data: &'a [u8]) -> Self {
        let bytes = |number| columns.plain(number, data);
        let form = Form::Canonical;
        Self {
            start: i64::try_from(start).unwrap_or(i64::MAX),
            rows: 0,
            spoken_of: (0..actors).map(|actor| actor == 0).collect(),
            own: Rows::default(),
            predecessors_seen: 0,
            object_actor: Runs::new("the column of the objects' actors", bytes(OBJECT_ACTOR), form),
            object_counter: Runs::new("the column of the objects", bytes(OBJECT_COUNTER), form),
            key_actor: Runs::new("the column of the elements' actors", bytes(KEY_ACTOR), form),
            key_counter: Deltas::new("the column of the elements", bytes(KEY_COUNTER), form),
            key_text: Runs::new("the column of the keys", bytes(KEY_TEXT), form),
            insert: Turns::new("the column of the insertions", bytes(INSERT)),
            action: Runs::new("the column of the actions", bytes(ACTION), form),
            value_meta: Runs::new("the column of the values' lengths", bytes(VALUE_META), form),
            value: Reader::new(bytes(VALUE)),
            predecessors: Runs::new("the column of the predecessors' numbers", bytes(PREDECESSORS), form),
            predecessor_actor: Runs::new("the column of the predecessors' actors", bytes(PREDECESSOR_ACTOR), form),
            predecessor_counter: Deltas::new("the column of the predecessors", bytes(PREDECESSOR_COUNTER), form),
            expand: Turns::new("the column of the marks that grow", bytes(EXPAND)),
            mark_name: Runs::new("the column of the marks' names", bytes(MARK_NAME), form),
        }
    }

    /// Looks at the rows that come next and are alike; false, when there are no more.
    fn step(&mut self) -> Result<bool, Fault> {
        let Some((mut alike, action)) = self.action.head()? else { return Ok(false) };
        let action = action.filter(|action| *action <= MARK).ok_or(Fault::Operation("its action is not known"))?;
        let mut at_most = |rows: u64| alike = alike.min(rows);
        let (rows, object_actor) = self.object_actor.or_null()?;
        at_most(rows);
        let (rows, object_counter) = self.object_counter.or_null()?;
        at_most(rows);
        let (rows, key_actor) = self.key_actor.or_null()?;
        at_most(rows);
        let (rows, key_counter) = self.key_counter.or_null()?;
        at_most(rows);
        let (rows, key_text) = self.key_text.or_null()?;
        at_most(rows);
        let (rows, insert) = self.insert.or_no()?;
        at_most(rows);
        let (rows, meta) = self.value_meta.head()?.ok_or(Fault::Operation("it has no value"))?;
        at_most(rows);
        let meta = meta.ok_or(Fault::Operation("it has no value"))?;
        let (rows, predecessors) =
            self.predecessors.head()?.ok_or(Fault::Operation("its predecessors are not told"))?;
        at_most(rows);
        let predecessors = predecessors.ok_or(Fault::Operation("its predecessors are not told"))?;
        let (rows, _) = self.expand.or_no()?;
        at_most(rows);
        let (rows, mark_name) = self.mark_name.or_null()?;
        at_most(rows);

        if self.rows + alike > MAX_OPS {
            return Err(Fault::TooMany { what: "the operations of a change", most: MAX_OPS });
        }
        let id = self.start.checked_add_unsigned(self.rows).filter(|id| *id > 0);
        let id = id.filter(|id| *id <= i64::from(u32::MAX) - MAX_OPS.cast_signed());
        let id = id.ok_or(Fault::Malformed("the first operation's number"))?;

        let object = self.object(object_actor, object_counter, id)?;
        let key = self.key(key_actor, key_counter, key_text, alike)?;
        fits(action, insert, &key, mark_name.is_some())?;
        self.own.push(self.rows, alike, object, Kind::of(action, insert));
        self.in_object(object, &key)?;
        if let Key::Element(Some((actor, steps))) = key {
            self.came_before(actor, steps, alike, id, object, |own| own.inserts_into(object))?;
        }
        self.values(action, meta, alike)?;
        self.replaced(predecessors, alike, id, object)?;
        if insert && predecessors > 0 {
            return Err(Fault::Operation("an insertion replaces something"));
        }

        for runs in [&mut self.object_actor, &mut self.object_counter, &mut self.key_actor] {
            runs.skip(alike);
        }
        for runs in [&mut self.action, &mut self.value_meta, &mut self.predecessors] {
            runs.skip(alike);
        }
        self.key_counter.skip(alike)?;
        self.key_text.skip(alike);
        self.mark_name.skip(alike);
        self.insert.skip(alike);
        self.expand.skip(alike);
        self.rows += alike;
        Ok(true)
    }

    fn speak_of(&mut self, actor: u64) -> Result<(), Fault> {
        let known = usize::try_from(actor).ok().and_then(|actor| self.spoken_of.get_mut(actor));
        *known.ok_or(Fault::Operation("its actor is not in the list"))? = true;
        Ok(())
    }

    fn object(&mut self, actor: Option<u64>, counter: Option<u64>, id: i64) -> Result<Object, Fault> {
        match (actor, counter) {
            (None, None) => Ok(None),
            (Some(actor), Some(counter)) => {
                let counter = i64::try_from(counter).unwrap_or(i64::MAX);
                self.speak_of(actor)?;
                if counter == 0 || counter >= id {
                    return Err(Fault::Operation("its object does not come before it"));
                }
                Ok(Some((actor, counter)))
            }
            _ => Err(Fault::Operation("its object is half told")),
        }
    }

    fn key(
        &mut self,
        actor: Option<u64>,
        counter: Option<Steps>,
        text: Option<Text<'_>>,
        rows: u64,
    ) -> Result<Key, Fault> {
        match (actor, counter, text) {
            (None, None, Some(_)) => Ok(Key::Text),
            (None, Some(steps), None) if steps.first == 0 && (rows == 1 || steps.step == 0) => Ok(Key::Element(None)),
            (Some(actor), Some(steps), None) => {
                self.speak_of(actor)?;
                Ok(Key::Element(Some((actor, steps))))
            }
            _ => Err(Fault::Operation("its key is not one")),
        }
    }

    /// Whether the object, if this change made it, is one of such keys.
    fn in_object(&self, object: Object, key: &Key) -> Result<(), Fault> {
        let has_texts = matches!(key, Key::Text);
        let agrees = match object {
            None => has_texts,
            Some((0, counter)) if counter >= self.start => {
                let row = counter.abs_diff(self.start);
                self.own.at(row).is_some_and(|own| own.makes_keys_of(has_texts))
            }
            Some(_) => true,
        };
        if agrees { Ok(()) } else { Err(Fault::Operation("its object is not of such keys")) }
    }

    /// Whether what is spoken of came before, and after the object that it is in: by number, and where this change made it,
    /// as it must be.
    fn came_before(
        &mut self,
        actor: u64,
        steps: Steps,
        rows: u64,
        id: i64,
        object: Object,
        as_it_must: impl Fn(&Own) -> bool,
    ) -> Result<(), Fault> {
        const LATER: Fault = Fault::Operation("what it speaks of does not come before it, in its object");
        let last = steps.last(rows).ok_or(LATER)?;
        let last_id = id.checked_add_unsigned(rows - 1).ok_or(LATER)?;
        let begin = object.map_or(0, |(_, counter)| counter);
        if steps.first <= begin || last <= begin || steps.first >= id || last >= last_id {
            return Err(LATER);
        }
        let is_own = |counter: i64| actor == 0 && counter >= self.start;
        let there = |counter: i64| self.own.at(counter.abs_diff(self.start)).is_some_and(&as_it_must);
        if [steps.first, last].into_iter().any(|counter| is_own(counter) && !there(counter)) {
            return Err(Fault::Operation("what it speaks of is not there"));
        }
        Ok(())
    }

    fn values(&mut self, action: u64, meta: u64, rows: u64) -> Result<(), Fault> {
        const WHAT: Fault = Fault::Malformed("a value");
        let length = usize::try_from(meta >> 4).map_err(|_large| WHAT)?;
        let kind = meta & 15;
        if action == INCREMENT && !matches!(kind, 3 | 4) {
            return Err(Fault::Operation("it adds what is not a number"));
        }
        if length == 0 {
            return if matches!(kind, 0..=2 | 6 | 7 | 10..) { Ok(()) } else { Err(WHAT) };
        }
        if kind <= 2 {
            return Err(WHAT);
        }
        for _ in 0..rows {
            let bytes = self.value.take(length).map_err(|_short| WHAT)?;
            let mut r = Reader::new(bytes);
            let whole = match kind {
                3 => r.uleb().is_ok() && r.is_empty(),
                4 | 8 | 9 => r.sleb().is_ok() && r.is_empty(),
                5 => length == 8,
                6 => std::str::from_utf8(bytes).is_ok(),
                _ => true,
            };
            if !whole {
                return Err(WHAT);
            }
        }
        Ok(())
    }

    /// Goes over the predecessors of these rows.
    fn replaced(&mut self, each: u64, rows: u64, id: i64, object: Object) -> Result<(), Fault> {
        const TOO_MANY: Fault = Fault::TooMany { what: "the predecessors", most: MAX_PREDECESSORS };
        let mut left = each.checked_mul(rows).filter(|sum| *sum <= MAX_PREDECESSORS).ok_or(TOO_MANY)?;
        self.predecessors_seen += left;
        if self.predecessors_seen > MAX_PREDECESSORS {
            return Err(TOO_MANY);
        }
        while left > 0 {
            let (actor_rows, actor) = self.predecessor_actor.or_null()?;
            let (counter_rows, steps) = self.predecessor_counter.or_null()?;
            let alike = left.min(actor_rows).min(counter_rows);
            let (Some(actor), Some(steps)) = (actor, steps) else {
                return Err(Fault::Operation("its predecessors are not there"));
            };
            self.speak_of(actor)?;
            // With one for each row, the rows and what they replace go along; otherwise all must come before the last.
            let gone = (each * rows - left) / each;
            let first_id = id.saturating_add_unsigned(if each == 1 { gone } else { rows - 1 });
            self.came_before(actor, steps, alike, first_id, object, |own| {
                own.object == object && own.kind != Kind::Gone
            })?;
            self.predecessor_actor.skip(alike);
            self.predecessor_counter.skip(alike)?;
            left -= alike;
        }
        Ok(())
    }

    fn ends(mut self) -> Result<u64, Fault> {
        for runs in [&mut self.object_actor, &mut self.object_counter, &mut self.key_actor, &mut self.value_meta] {
            runs.ends()?;
        }
        self.key_counter.runs.ends()?;
        self.key_text.ends()?;
        self.insert.ends()?;
        self.predecessors.ends()?;
        self.predecessor_actor.ends()?;
        self.predecessor_counter.runs.ends()?;
        self.expand.ends()?;
        self.mark_name.ends()?;
        if !self.value.is_empty() {
            return Err(Fault::Malformed("the values, of which some belong to nothing,"));
        }
        if self.rows == 0 && self.start <= 0 {
            return Err(Fault::Malformed("the first operation's number"));
        }
        if self.start > i64::from(u32::MAX) - MAX_OPS.cast_signed() {
            return Err(Fault::Malformed("the first operation's number"));
        }
        if self.spoken_of.contains(&false) {
            return Err(Fault::Malformed("the list of actors, of whom one is not spoken of,"));
        }
        Ok(self.rows)
    }
}

/// Whether such an action goes with such a key.
fn fits(action: u64, insert: bool, key: &Key, has_mark_name: bool) -> Result<(), Fault> {
    let wrong = match key {
        Key::Text if insert => Some("it inserts under a key"),
        Key::Element(None) if !insert => Some("it writes to the beginning of a list"),
        _ if insert && matches!(action, DELETE | INCREMENT) => Some("it inserts nothing"),
        _ if action == MARK && !insert => Some("a mark that is not inserted"),
        _ if action != MARK && has_mark_name => Some("a mark's name without a mark"),
        _ => None,
    };
    wrong.map_or(Ok(()), |wrong| Err(Fault::Operation(wrong)))
}
