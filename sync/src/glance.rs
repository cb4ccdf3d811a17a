//! What an Automerge sync message says at a glance, without decoding it.
//!
//! Source: the Automerge sync protocol, message version 1: type, heads, need, have, changes, each list behind its length.

use crate::chunk::{ChunkError, Reader};

const VERSION_1: u8 = 0x42;
const HASH: usize = 32;

/// The heads in a message that tells heads and nothing else: it brings no change, needs none, and knows a common point.
/// They stand one after the other, 32 bytes each, in the order they were written. `None` for every other message, and for
/// what is none.
#[must_use]
pub fn heads_told(message: &[u8]) -> Option<&[u8]> {
    read(message).ok().flatten()
}

fn read(message: &[u8]) -> Result<Option<&[u8]>, ChunkError> {
    let mut rest = Reader::new(message);
    if rest.take(1)?[0] != VERSION_1 {
        return Ok(None);
    }
    let heads = hashes(&mut rest)?;
    let mut plain = hashes(&mut rest)?.is_empty();
    for _ in 0..rest.length()? {
        plain &= !hashes(&mut rest)?.is_empty();
        let bloom = rest.length()?;
        rest.take(bloom)?;
    }
    plain &= rest.length()? == 0;
    Ok(plain.then_some(heads))
}

fn hashes<'a>(rest: &mut Reader<'a>) -> Result<&'a [u8], ChunkError> {
    let count = rest.length()?;
    rest.take(count.checked_mul(HASH).ok_or(ChunkError::Short)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{
        ChangeHash,
        sync::{BloomFilter, ChunkList, Have, Message, MessageVersion},
    };

    fn message() -> Message {
        let heads = vec![ChangeHash([1; 32]), ChangeHash([2; 32])];
        let have = vec![Have { last_sync: heads.clone(), bloom: BloomFilter::default() }];
        let (need, changes) = (Vec::new(), ChunkList::empty());
        Message { heads, need, have, changes, flags: None, version: MessageVersion::V1 }
    }

    fn told(message: Message) -> Option<Vec<u8>> {
        heads_told(&message.encode()).map(<[u8]>::to_vec)
    }

    #[test]
    fn a_message_that_only_tells_heads_is_known_by_them() {
        let both = [[1; 32], [2; 32]].concat();
        assert_eq!(told(message()), Some(both.clone()));
        let bloom = BloomFilter::from_hashes([ChangeHash([3; 32])].iter());
        let have = vec![Have { last_sync: vec![ChangeHash([1; 32])], bloom }];
        assert_eq!(told(Message { have, ..message() }), Some(both));
    }

    #[test]
    fn a_message_that_says_more_is_not_passed_over() {
        assert_eq!(told(Message { need: vec![ChangeHash([9; 32])], ..message() }), None);
        assert_eq!(told(Message { changes: ChunkList::from(vec![vec![7; 100]]), ..message() }), None);
        let reset = vec![Have { last_sync: Vec::new(), bloom: BloomFilter::default() }];
        assert_eq!(told(Message { have: reset, ..message() }), None, "it knows no common point any more");
        assert_eq!(told(Message { version: MessageVersion::V2, ..message() }), None);
    }

    #[test]
    fn what_is_no_message_says_nothing() {
        let whole = message().encode();
        for cut in 0..whole.len() {
            assert_eq!(heads_told(&whole[..cut]), None, "{cut} bytes");
        }
        assert_eq!(heads_told(&[0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), None);
    }
}
