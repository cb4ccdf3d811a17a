//! What the rows of a change make, remembered in stretches, so that later rows can be held against them.

/// What an operation leaves behind that others can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value under a key or in an element, inserted or not.
    Value { insert: bool },
    /// An object with texts for keys, or with elements.
    Object { has_texts: bool, insert: bool },
    /// A deletion or an increment: nothing is left to speak of.
    Gone,
}

impl Kind {
    pub(super) fn of(action: u64, insert: bool) -> Self {
        match action {
            0 | 6 => Self::Object { has_texts: true, insert },
            2 | 4 => Self::Object { has_texts: false, insert },
            3 | 5 => Self::Gone,
            _ => Self::Value { insert },
        }
    }
}

/// Rows that are alike.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    end: u64,
    pub(super) object: Option<(u64, i64)>,
    pub(super) kind: Kind,
}

impl Own {
    pub(super) fn inserts_into(&self, object: Option<(u64, i64)>) -> bool {
        let inserts = matches!(self.kind, Kind::Value { insert: true } | Kind::Object { insert: true, .. });
        inserts && self.object == object
    }

    pub(super) fn makes_keys_of(&self, texts: bool) -> bool {
        matches!(self.kind, Kind::Object { has_texts, .. } if has_texts == texts)
    }
}

/// All rows so far.
#[derive(Debug, Default)]
pub(super) struct Rows(Vec<Own>);

impl Rows {
    pub(super) fn push(&mut self, begin: u64, rows: u64, object: Option<(u64, i64)>, kind: Kind) {
        let end = begin + rows;
        match self.0.last_mut() {
            Some(last) if last.object == object && last.kind == kind => last.end = end,
            _ => self.0.push(Own { end, object, kind }),
        }
    }

    pub(super) fn at(&self, row: u64) -> Option<&Own> {
        self.0.get(self.0.partition_point(|own| own.end <= row))
    }
}
