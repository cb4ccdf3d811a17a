//! A row as it stands in its file: magic, the statement, and xxh3 of both (8 bytes, big endian).

use boucle_sync::directory::{MAX_STATEMENT, Statement};
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: [u8; 4] = [0xb0, 0x0c, 0x1e, 0x03];
const CHECKSUM: usize = 8;

/// No row is longer.
pub(super) const MOST: usize = MAGIC.len() + MAX_STATEMENT + CHECKSUM;

/// Why bytes are no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Damage {
    #[error("it is not as it was written")]
    Changed,
    #[error("it holds no statement")]
    NoStatement,
    #[error("it is the row of somebody else")]
    AnotherPerson,
    #[error("the signature does not fit")]
    WrongSignature,
}

pub(super) fn write(statement: &Statement) -> Vec<u8> {
    let mut bytes = [&MAGIC[..], &statement.encode()].concat();
    bytes.extend(xxh3_64(&bytes).to_be_bytes());
    bytes
}

/// Reads the row of a person. Its signature was looked at before it was written, and is not looked at again.
pub(super) fn read(person: [u8; 16], bytes: &[u8]) -> Result<Statement, Damage> {
    let (written, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(Damage::Changed)?;
    if xxh3_64(written).to_be_bytes() != *checksum {
        return Err(Damage::Changed);
    }
    let statement = written.strip_prefix(&MAGIC).ok_or(Damage::Changed)?;
    let statement = Statement::decode(statement).map_err(|_why| Damage::NoStatement)?;
    if statement.person() == person { Ok(statement) } else { Err(Damage::AnotherPerson) }
}
