//! The engine's lock, held while its files are read or written past it.

use std::{
    fs::File,
    io::{self, ErrorKind},
    path::Path,
};

/// The file that the engine locks.
const LOCK: &str = "lock";

/// The lock of the store in this folder; nobody else opens it for as long as this lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock. The error is "would block" when another process has the store open.
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        // A new store has none; and it may be among what was lost.
        let file = match File::open(folder.join(LOCK)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self { _file: None }),
            Err(error) => return Err(error),
        };
        file.try_lock().map_err(io::Error::from)?;
        Ok(Self { _file: Some(file) })
    }
}
