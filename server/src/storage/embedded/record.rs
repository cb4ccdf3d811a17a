//! A record as it lies on the disk: it says what it is and whose, and carries its own checksum, so that it can be
//! told from damage, and found again in the raw bytes of any file when the engine cannot read its own.
//!
//! ```text
//! record = magic (4) · mark (8) · kind (1) · document (16) · position (8) · length (4) · payload · xxh3 of all before (8)
//! ```
//!
//! The mark is that of the store (`mark.rs`): what somebody writes into a payload is never a record.
//!
//! Numbers are big endian. The engine compresses nothing, so that a record lies in one piece: Automerge has compressed
//! already what is worth it.

use super::Cursor;
use boucle_sync::DocumentId;
use bytes::Bytes;
use memchr::memmem::Finder;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: [u8; 4] = [0xb0, 0x0c, 0x1e, 0x02];
/// What records began with before they had a mark.
const MAGIC_BEFORE: [u8; 4] = [0xb0, 0x0c, 0x1e, 0x01];
const HEADER: usize = 4 + Mark::LENGTH + 1 + 16 + 8 + 4;
const CHECKSUM: usize = 8;

/// What tells the records of one store from everything else (`mark.rs`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Mark(pub(super) [u8; Mark::LENGTH]);

impl Mark {
    pub(super) const LENGTH: usize = 8;
}

/// What a record holds, and so the table it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A chunk of the log; its position is its place in it.
    Chunk = 1,
    /// A block of the graph; its position is the place of the first change in it.
    Graph = 2,
    /// A snapshot; its position is the number of changes it covers. Its payload begins with the position of the last
    /// block of its graph.
    Snapshot = 3,
    /// The commons to which the document is bound.
    Binding = 4,
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        [Self::Chunk, Self::Graph, Self::Snapshot, Self::Binding].into_iter().find(|kind| *kind as u8 == byte)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) document: DocumentId,
    pub(super) position: Cursor,
    pub(super) payload: Bytes,
}

impl Record {
    pub(super) fn new(kind: Kind, document: DocumentId, position: Cursor, payload: Bytes) -> Self {
        Self { kind, document, position, payload }
    }

    pub(super) fn encode(&self, mark: Mark) -> Bytes {
        // A payload longer than a length can say does not come: a message has 1 MiB, a snapshot what memory can build.
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX);
        let mut out = Vec::with_capacity(self.encoded_len());
        out.extend(MAGIC);
        out.extend(mark.0);
        out.push(self.kind as u8);
        out.extend(self.document.as_bytes());
        out.extend(self.position.to_be_bytes());
        out.extend(length.to_be_bytes());
        out.extend_from_slice(&self.payload);
        out.extend(xxh3_64(&out).to_be_bytes());
        out.into()
    }

    /// The record at the beginning of these bytes, its mark and its length; `None` when what stands there is none, or
    /// damaged.
    fn at(bytes: &Bytes) -> Option<(Self, Mark, usize)> {
        let header: &[u8; HEADER] = bytes.first_chunk()?;
        let (magic, header) = header.split_first_chunk()?;
        let (mark, header) = header.split_first_chunk()?;
        let (&kind, header) = header.split_first()?;
        let (document, header) = header.split_first_chunk()?;
        let (position, length) = header.split_first_chunk()?;
        let kind = Kind::of(kind).filter(|_| *magic == MAGIC)?;
        let (document, position) = (DocumentId::from_bytes(*document), Cursor::from_be_bytes(*position));
        let end = HEADER.checked_add(u32::from_be_bytes(length.try_into().ok()?) as usize)?;
        let checksum = bytes.get(end..end.checked_add(CHECKSUM)?)?;
        let right = xxh3_64(&bytes[..end]).to_be_bytes() == checksum;
        let record = Self { kind, document, position, payload: bytes.slice(HEADER..end) };
        right.then_some((record, Mark(*mark), end + CHECKSUM))
    }

    /// Reads what the engine found under a key.
    pub(super) fn decode(mark: Mark, bytes: &Bytes) -> Option<Self> {
        let (record, of, length) = Self::at(bytes)?;
        (of == mark && length == bytes.len()).then_some(record)
    }

    /// Whether these bytes were written by a version before records had marks.
    pub(super) fn is_of_before(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC_BEFORE)
    }

    #[cfg(test)]
    pub(super) fn of_before() -> Vec<u8> {
        MAGIC_BEFORE.to_vec()
    }

    pub(super) fn encoded_len(&self) -> usize {
        HEADER + self.payload.len() + CHECKSUM
    }

    /// Every whole record of this store in these bytes and where it begins, whatever stands between.
    pub(super) fn find(mark: Mark, bytes: &Bytes) -> impl Iterator<Item = (usize, Self)> {
        let beginning = [&MAGIC[..], &mark.0].concat();
        Self::each(Finder::new(&beginning).into_owned(), bytes).map(|(at, record, _)| (at, record))
    }

    /// The marks of every whole record in these bytes, of whatever store.
    pub(super) fn marks(bytes: &Bytes) -> impl Iterator<Item = Mark> {
        Self::each(Finder::new(&MAGIC), bytes).map(|(_, _, mark)| mark)
    }

    fn each<'a>(finder: Finder<'a>, bytes: &'a Bytes) -> impl Iterator<Item = (usize, Self, Mark)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let begin = from + finder.find(&bytes[from..])?;
                match Self::at(&bytes.slice(begin..)) {
                    Some((record, mark, length)) => {
                        from = begin + length;
                        return Some((begin, record, mark));
                    }
                    None => from = begin + 1,
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: Mark = Mark([9; Mark::LENGTH]);

    fn record(n: u8) -> Record {
        let payload = vec![n; usize::from(n) * 3].into();
        Record::new(Kind::Chunk, DocumentId::from_random([n; 16]), u64::from(n) << 40, payload)
    }

    fn found(bytes: Vec<u8>) -> Vec<Record> {
        Record::find(MARK, &bytes.into()).map(|(_, record)| record).collect()
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_not_otherwise() {
        let bytes = record(7).encode(MARK);
        assert_eq!(Record::decode(MARK, &bytes), Some(record(7)));
        assert_eq!(Record::decode(Mark([8; Mark::LENGTH]), &bytes), None, "of another store");
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.to_vec();
                flipped[at] ^= 1 << bit;
                assert_eq!(Record::decode(MARK, &flipped.into()), None, "bit {bit} of byte {at}");
            }
            assert_eq!(Record::decode(MARK, &bytes.slice(..at)), None, "cut at {at}");
        }
        assert_eq!(Record::decode(MARK, &[&bytes[..], &[0]].concat().into()), None, "more than a record");
    }

    #[test]
    fn records_are_found_between_whatever_stands_there() {
        let mut bytes = b"something".to_vec();
        for n in 0..5 {
            bytes.extend_from_slice(&record(n).encode(MARK));
            bytes.extend(&MAGIC[..usize::from(n).min(4)]);
        }
        assert_eq!(found(bytes.clone()), (0..5).map(record).collect::<Vec<_>>());
        // Damage takes what it hits, and nothing else.
        let third = bytes.windows(9).position(|nine| nine == [3; 9]).unwrap();
        bytes[third] ^= 1;
        assert_eq!(found(bytes), [0, 1, 2, 4].map(record));
    }

    #[test]
    fn what_somebody_writes_into_a_record_is_none_when_that_is_damaged() {
        let forged = record(5).encode(Mark([0; Mark::LENGTH]));
        let around = Record::new(Kind::Chunk, DocumentId::from_random([1; 16]), 0, forged);
        let mut bytes = around.encode(MARK).to_vec();
        assert_eq!(found(bytes.clone()), [around]);
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert_eq!(found(bytes), []);
    }
}
