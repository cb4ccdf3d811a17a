//! A chunk is what a log holds: one change, or a whole document, in Automerge's storage format.
//!
//! The relay reads a change's header (hash, dependencies, actor, sequence) and leaves its operations
//! sealed. What is read here was checked when it came in: one's own log is read with [`read`], what a stranger sends
//! goes through [`crate::gate`]. Source: the Automerge binary format, "chunk header" and "change chunks".

use automerge::ChangeHash;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, io::Read};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const DOCUMENT: u8 = 0;
const CHANGE: u8 = 1;
const COMPRESSED_CHANGE: u8 = 2;

/// Most bytes one change may have once inflated.
pub const MAX_CHANGE: usize = 4 << 20;

/// What a change says of itself before its operations begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeHeader {
    pub hash: ChangeHash,
    pub deps: Vec<ChangeHash>,
    pub actor: Vec<u8>,
    pub seq: u64,
}

/// A chunk, told apart by its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    Change(ChangeHeader),
    /// A whole document: its changes can only be had by building it.
    Document,
}

/// Why bytes are not a chunk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    #[error("the bytes do not begin with an Automerge chunk")]
    NotAChunk,
    #[error("the chunk is cut short")]
    Short,
    #[error("the chunk has bytes after its end")]
    Trailing,
    #[error("the chunk's type {0} is not known")]
    UnknownType(u8),
    #[error("the chunk does not match its checksum")]
    Checksum,
    #[error("the change is larger than {MAX_CHANGE} bytes or cannot be inflated")]
    Inflate,
    #[error("the change's header is malformed")]
    Header,
}

/// Reads what Automerge writes: bytes, and numbers in LEB128.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], ChunkError> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(ChunkError::Short)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }

    /// A number in as few bytes as it takes: Automerge refuses longer forms.
    pub(crate) fn uleb(&mut self) -> Result<u64, ChunkError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            let bits = u64::from(byte & 0x7f);
            if (shift == 63 && bits > 1) || (shift > 0 && byte == 0) {
                return Err(ChunkError::Header);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(ChunkError::Header)
    }

    /// A signed number, likewise.
    pub(crate) fn sleb(&mut self) -> Result<i64, ChunkError> {
        let (mut value, mut before) = (0_i64, 0);
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let padded = (byte == 0 && before & 0x40 == 0) || (byte == 0x7f && before & 0x40 != 0);
                if (shift > 0 && padded) || (shift == 63 && byte != 0 && byte != 0x7f) {
                    return Err(ChunkError::Header);
                }
                return Ok(if shift < 57 && byte & 0x40 != 0 { value | (-1 << (shift + 7)) } else { value });
            }
            before = byte;
        }
        Err(ChunkError::Header)
    }

    pub(crate) fn length(&mut self) -> Result<usize, ChunkError> {
        usize::try_from(self.uleb()?).map_err(|_too_large| ChunkError::Short)
    }

    pub(crate) fn hash(&mut self) -> Result<ChangeHash, ChunkError> {
        let bytes = self.take(32)?.try_into().map_err(|_length| ChunkError::Header)?;
        Ok(ChangeHash(bytes))
    }
}

/// Reads the chunk that `bytes` is: a change, whole and alone, or a document, behind which changes may stand.
///
/// # Errors
/// When the bytes are not that, fail their checksum, or inflate past [`MAX_CHANGE`].
pub fn read(bytes: &[u8]) -> Result<Chunk, ChunkError> {
    let mut r = Reader(bytes);
    match open(&mut r)? {
        // `Automerge::save` writes changes that wait for others after the document: whoever builds it reads them too.
        Opened::Document { .. } => Ok(Chunk::Document),
        Opened::Change { .. } if !r.is_empty() => Err(ChunkError::Trailing),
        Opened::Change { hash, body } => header(&mut Reader(&body), hash).map(Chunk::Change),
    }
}

/// What stands inside a chunk whose checksum holds. A change is inflated; the columns of a document may still be deflated.
pub(crate) enum Opened<'a> {
    Change { hash: ChangeHash, body: Cow<'a, [u8]> },
    Document { body: &'a [u8] },
}

/// Opens the chunk that comes next.
pub(crate) fn open<'a>(r: &mut Reader<'a>) -> Result<Opened<'a>, ChunkError> {
    if r.take(4).map_err(|_short| ChunkError::NotAChunk)? != MAGIC {
        return Err(ChunkError::NotAChunk);
    }
    let checksum = r.take(4)?;
    let kind = r.take(1)?[0];
    let length = r.length()?;
    let body = r.take(length)?;
    // The hash covers the change as if it had never been compressed.
    let (kind, body) = match kind {
        DOCUMENT | CHANGE => (kind, Cow::Borrowed(body)),
        COMPRESSED_CHANGE => (CHANGE, Cow::Owned(inflate(body, MAX_CHANGE)?)),
        other => return Err(ChunkError::UnknownType(other)),
    };
    if kind == CHANGE && body.len() > MAX_CHANGE {
        return Err(ChunkError::Inflate);
    }
    let hash = digest(kind, &body);
    if hash[..4] != *checksum {
        return Err(ChunkError::Checksum);
    }
    Ok(match body {
        Cow::Borrowed(body) if kind == DOCUMENT => Opened::Document { body },
        body => Opened::Change { hash: ChangeHash(hash), body },
    })
}

/// A name for a chunk, the same wherever the same bytes are stored: the change's hash, or `snapshot-` and the
/// digest of a document.
///
/// # Errors
/// When the bytes are not a chunk.
pub fn name(bytes: &[u8]) -> Result<String, ChunkError> {
    Ok(match read(bytes)? {
        Chunk::Change(header) => header.hash.to_string(),
        Chunk::Document => format!("snapshot-{}", ChangeHash(Sha256::digest(bytes).into())),
    })
}

/// Inflates at most `most` bytes: what is asked for beyond is never made.
pub(crate) fn inflate(body: &[u8], most: usize) -> Result<Vec<u8>, ChunkError> {
    let mut inflated = Vec::new();
    flate2::read::DeflateDecoder::new(body)
        .take(most as u64 + 1)
        .read_to_end(&mut inflated)
        .map_err(|_reason| ChunkError::Inflate)?;
    if inflated.len() > most { Err(ChunkError::Inflate) } else { Ok(inflated) }
}

fn digest(kind: u8, body: &[u8]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update([kind]);
    let mut left = body.len();
    loop {
        let low = u8::try_from(left & 0x7f).expect("seven bits fit a byte");
        left >>= 7;
        sha.update([if left == 0 { low } else { low | 0x80 }]);
        if left == 0 {
            break;
        }
    }
    sha.update(body);
    sha.finalize().into()
}

/// Reads a change's header, and leaves the rest of its body to whoever goes on.
pub(crate) fn header(r: &mut Reader<'_>, hash: ChangeHash) -> Result<ChangeHeader, ChunkError> {
    let count = r.length()?;
    if count > r.0.len() / 32 {
        return Err(ChunkError::Header);
    }
    let deps = (0..count).map(|_| r.hash()).collect::<Result<Vec<_>, _>>()?;
    let length = r.length()?;
    let actor = r.take(length)?.to_vec();
    let seq = r.uleb()?;
    if seq == 0 { Err(ChunkError::Header) } else { Ok(ChangeHeader { hash, deps, actor, seq }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{Automerge, ROOT, transaction::Transactable};

    fn changes() -> Vec<automerge::Change> {
        let mut doc = Automerge::new();
        for i in 0..3 {
            let mut tx = doc.transaction();
            // Long enough that Automerge compresses the second change.
            tx.put(ROOT, "k", "word ".repeat(if i == 1 { 400 } else { 1 })).unwrap();
            tx.commit();
        }
        doc.get_changes(&[])
    }

    #[test]
    fn a_header_is_what_automerge_reads() {
        for mut change in changes() {
            let expected = ChangeHeader {
                hash: change.hash(),
                deps: change.deps().to_vec(),
                actor: change.actor_id().to_bytes().to_vec(),
                seq: change.seq(),
            };
            assert_eq!(read(change.raw_bytes()).unwrap(), Chunk::Change(expected.clone()));
            assert_eq!(read(&change.bytes()).unwrap(), Chunk::Change(expected), "compressed");
        }
    }

    #[test]
    fn a_document_is_told_apart() {
        let mut doc = Automerge::new();
        doc.apply_changes(changes()).unwrap();
        assert_eq!(read(&doc.save()).unwrap(), Chunk::Document);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let change = changes()[0].raw_bytes().to_vec();
        let mut document = Automerge::new();
        document.apply_changes(changes()).unwrap();
        let document = document.save();
        for bytes in [&change, &document] {
            assert!(read(bytes).is_ok());
            for cut in 0..bytes.len() {
                assert!(read(&bytes[..cut]).is_err(), "cut at {cut}");
            }
            for at in 0..bytes.len() {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1;
                assert!(read(&flipped).is_err(), "flipped at {at}");
            }
        }
        assert_eq!(read(&[&change[..], b"x"].concat()), Err(ChunkError::Trailing));
        let with_an_orphan = [&document[..], &change].concat();
        assert_eq!(read(&with_an_orphan), Ok(Chunk::Document), "as Automerge saves changes that wait for others");
    }

    #[test]
    fn a_bomb_is_refused_before_it_inflates() {
        let mut body = Vec::new();
        let zeros = vec![0; MAX_CHANGE + 1];
        flate2::read::DeflateEncoder::new(&zeros[..], flate2::Compression::best()).read_to_end(&mut body).unwrap();
        let mut bytes = [&MAGIC[..], &[0; 4], &[COMPRESSED_CHANGE]].concat();
        let mut left = body.len();
        while left > 0x7f {
            bytes.push(u8::try_from(left & 0x7f).unwrap() | 0x80);
            left >>= 7;
        }
        bytes.push(u8::try_from(left).unwrap());
        bytes.extend(body);
        assert_eq!(read(&bytes), Err(ChunkError::Inflate));
    }
}
