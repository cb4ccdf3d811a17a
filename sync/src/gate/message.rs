//! The shape of a sync message, before it is decoded.
//!
//! Automerge decodes what passes here without making more than is there. A Bloom filter with sizes that cannot be panics
//! when it is asked about a change, and one with billions of probes takes the memory for them, so its sizes are looked at.

use super::{Fault, MAX_HASHES, MAX_HAVE};
use crate::chunk::{ChunkError, Reader};
use automerge::sync;

/// The least a chunk has: its magic bytes, checksum, type, length and one byte.
const LEAST_CHUNK: usize = 11;
/// Automerge writes 10 bits an entry and 7 probes.
const MAX_BITS: u64 = 128;
const MAX_PROBES: u64 = 64;

pub(super) fn read(bytes: &[u8]) -> Result<sync::Message, Fault> {
    check(bytes)?;
    sync::Message::decode(bytes).map_err(|_reason| Fault::Malformed("the sync message"))
}

fn check(bytes: &[u8]) -> Result<(), Fault> {
    let malformed = |_short: ChunkError| Fault::Malformed("the sync message");
    let mut r = Reader::new(bytes);
    r.take(1).map_err(malformed)?;
    hashes(&mut r, "the heads of a sync message")?;
    hashes(&mut r, "the needs of a sync message")?;
    let have = r.length().map_err(malformed)?;
    if have > MAX_HAVE {
        return Err(Fault::TooMany { what: "the points of common knowledge", most: MAX_HAVE as u64 });
    }
    for _ in 0..have {
        hashes(&mut r, "the heads of common knowledge")?;
        let length = r.length().map_err(malformed)?;
        bloom(r.take(length).map_err(malformed)?)?;
    }
    let chunks = r.length().map_err(malformed)?;
    if chunks > r.left() / LEAST_CHUNK {
        return Err(Fault::Malformed("the list of changes"));
    }
    for _ in 0..chunks {
        let length = r.length().map_err(malformed)?;
        r.take(length).map_err(malformed)?;
    }
    Ok(())
}

fn hashes(r: &mut Reader<'_>, what: &'static str) -> Result<(), Fault> {
    let count = r.length().map_err(|_short| Fault::Malformed(what))?;
    if count > MAX_HASHES {
        return Err(Fault::TooMany { what, most: MAX_HASHES as u64 });
    }
    r.take(count * 32).map_err(|_short| Fault::Malformed(what))?;
    Ok(())
}

fn bloom(bytes: &[u8]) -> Result<(), Fault> {
    const WHAT: Fault = Fault::Malformed("a Bloom filter");
    if bytes.is_empty() {
        return Ok(());
    }
    let mut r = Reader::new(bytes);
    let mut number = || r.uleb().map_err(|_short| WHAT);
    let (entries, bits, probes) = (number()?, number()?, number()?);
    let fits = bits <= MAX_BITS && probes <= MAX_PROBES && entries <= u64::from(u32::MAX);
    let size = (entries.saturating_mul(bits)).div_ceil(8);
    let asks = entries == 0 || (bits > 0 && probes > 0);
    if fits && asks && size == r.left() as u64 { Ok(()) } else { Err(WHAT) }
}
