//! Whether the engine's lists of its tables are as it wrote them.
//!
//! Each keyspace has a file `v{n}` that lists its tables, and a file `current` that says which n it is and what the
//! checksum of that file is. The engine (`lsm-tree` 3.1) does not compare them when it opens, and removes every table that
//! is not on the list: one flipped bit in a list would take whole tables with it, without a word.
//!
//! ```text
//! current = n (8) · xxh3-128 of the file v{n} (16) · kind of checksum, 0 (1)          little endian
//! ```

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::xxh3_128;

const KEYSPACES: &str = "keyspaces";
const CURRENT: &str = "current";

/// The first list in the store in this folder that is not as it was written; `None` when all are.
pub(super) fn damaged(folder: &Path) -> io::Result<Option<PathBuf>> {
    let keyspaces = match fs::read_dir(folder.join(KEYSPACES)) {
        Ok(keyspaces) => keyspaces,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    for keyspace in keyspaces {
        let current = keyspace?.path().join(CURRENT);
        let bytes = match fs::read(&current) {
            Ok(bytes) => bytes,
            // One that was being made when the power went has none yet.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if !is_as_written(&current, &bytes)? {
            return Ok(Some(current));
        }
    }
    Ok(None)
}

fn is_as_written(current: &Path, bytes: &[u8]) -> io::Result<bool> {
    let Some((version, rest)) = bytes.split_first_chunk() else { return Ok(false) };
    let Some((checksum, [0])) = rest.split_first_chunk() else { return Ok(false) };
    let list = current.with_file_name(format!("v{}", u64::from_le_bytes(*version)));
    match fs::read(list) {
        Ok(list) => Ok(xxh3_128(&list) == u128::from_le_bytes(*checksum)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
