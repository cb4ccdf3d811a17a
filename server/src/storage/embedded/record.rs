//! A record as it lies on the disk: it says what it is and whose, and carries its own checksum, so that it can be
//! told from damage, and found again in the raw bytes of any file when the engine cannot read its own.
//!
//! ```text
//! record = magic (4) · kind (1) · document (16) · position (8) · length (4) · payload · xxh3 of all before (8)
//! ```
//!
//! Numbers are big endian. The engine compresses nothing, so that a record lies in one piece: Automerge has compressed
//! already what is worth it.

use super::Cursor;
use boucle_sync::DocumentId;
use bytes::Bytes;
use memchr::memmem::Finder;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: [u8; 4] = [0xb0, 0x0c, 0x1e, 0x01];
const HEADER: usize = 4 + 1 + 16 + 8 + 4;
const CHECKSUM: usize = 8;

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
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        [Self::Chunk, Self::Graph, Self::Snapshot].into_iter().find(|kind| *kind as u8 == byte)
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

    pub(super) fn encode(&self) -> Bytes {
        // A payload longer than a length can say does not come: a message has 1 MiB, a snapshot what memory can build.
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX);
        let mut out = Vec::with_capacity(self.encoded_len());
        out.extend(MAGIC);
        out.push(self.kind as u8);
        out.extend(self.document.as_bytes());
        out.extend(self.position.to_be_bytes());
        out.extend(length.to_be_bytes());
        out.extend_from_slice(&self.payload);
        out.extend(xxh3_64(&out).to_be_bytes());
        out.into()
    }

    /// The record at the beginning of these bytes, and its length; `None` when what stands there is none, or damaged.
    fn at(bytes: &Bytes) -> Option<(Self, usize)> {
        let header = bytes.get(..HEADER)?;
        let kind = Kind::of(header[4]).filter(|_| header[..4] == MAGIC)?;
        let document = DocumentId::from_bytes(header[5..21].try_into().ok()?);
        let position = Cursor::from_be_bytes(header[21..29].try_into().ok()?);
        let length = u32::from_be_bytes(header[29..HEADER].try_into().ok()?) as usize;
        let end = HEADER.checked_add(length)?;
        let checksum = bytes.get(end..end.checked_add(CHECKSUM)?)?;
        let right = xxh3_64(&bytes[..end]).to_be_bytes() == checksum;
        right.then(|| (Self { kind, document, position, payload: bytes.slice(HEADER..end) }, end + CHECKSUM))
    }

    /// Reads what the engine found under a key.
    pub(super) fn decode(bytes: &Bytes) -> Option<Self> {
        Self::at(bytes).filter(|(_, length)| *length == bytes.len()).map(|(record, _)| record)
    }

    pub(super) fn encoded_len(&self) -> usize {
        HEADER + self.payload.len() + CHECKSUM
    }

    /// Every whole record in these bytes and where it begins, whatever stands between.
    pub(super) fn find(bytes: &Bytes) -> Vec<(usize, Self)> {
        let finder = Finder::new(&MAGIC);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = finder.find(&bytes[from..]) {
            let begin = from + at;
            match Self::at(&bytes.slice(begin..)) {
                Some((record, length)) => {
                    found.push((begin, record));
                    from = begin + length;
                }
                None => from = begin + 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(n: u8) -> Record {
        let payload = vec![n; usize::from(n) * 3].into();
        Record::new(Kind::Chunk, DocumentId::from_random([n; 16]), u64::from(n) << 40, payload)
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_not_otherwise() {
        let bytes = record(7).encode();
        assert_eq!(Record::decode(&bytes), Some(record(7)));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.to_vec();
                flipped[at] ^= 1 << bit;
                assert_eq!(Record::decode(&flipped.into()), None, "bit {bit} of byte {at}");
            }
            assert_eq!(Record::decode(&bytes.slice(..at)), None, "cut at {at}");
        }
        assert_eq!(Record::decode(&[&bytes[..], &[0]].concat().into()), None, "more than a record");
    }

    #[test]
    fn records_are_found_between_whatever_stands_there() {
        let mut bytes = b"something".to_vec();
        for n in 0..5 {
            bytes.extend_from_slice(&record(n).encode());
            bytes.extend(&MAGIC[..usize::from(n).min(4)]);
        }
        let found =
            |bytes: Vec<u8>| Record::find(&bytes.into()).into_iter().map(|(_, record)| record).collect::<Vec<_>>();
        assert_eq!(found(bytes.clone()), (0..5).map(record).collect::<Vec<_>>());
        // Damage takes what it hits, and nothing else.
        let third = bytes.windows(9).position(|nine| nine == [3; 9]).unwrap();
        bytes[third] ^= 1;
        assert_eq!(found(bytes), [0, 1, 2, 4].map(record));
    }
}
