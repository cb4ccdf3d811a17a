//! A mark that rides in an edit's commit message, so that whoever gets the bytes knows which edit it is and when it
//! was made, without building a document. Changes as small as ours are never compressed.

const TAG: &[u8] = b"@fanout ";
const DIGITS: usize = 8 + 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Counts the edits that count, from 1. Those before them bear 0.
    pub(crate) number: u32,
    /// When it was made, in nanoseconds since the pass began.
    pub(crate) made: u64,
}

impl Marker {
    pub(crate) fn write(self) -> String {
        format!("@fanout {:08x}{:016x}", self.number, self.made)
    }

    /// Every mark in these bytes.
    pub(crate) fn all(bytes: &[u8]) -> impl Iterator<Item = Self> + '_ {
        bytes.windows(TAG.len() + DIGITS).filter(|window| window.starts_with(TAG)).filter_map(|window| {
            let digits = std::str::from_utf8(&window[TAG.len()..]).ok()?;
            Some(Self {
                number: u32::from_str_radix(digits.get(..8)?, 16).ok()?,
                made: u64::from_str_radix(digits.get(8..)?, 16).ok()?,
            })
        })
    }
}
