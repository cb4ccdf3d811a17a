//! Documents that cannot be built, and why, for whoever runs the server.
//!
//! A document in quarantine is served from its log, as every document is; its log is not cut, and no page is drawn of
//! it. Each is a file that can be read, `{document}.json`, and with it the change that is to blame, `{document}.change`.
//! Removing the file releases the document, also while the server runs: it is then tried again.

use crate::whole_file;
use boucle_sync::DocumentId;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    fs, io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

/// Why a document is in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub document: String,
    /// Seconds since 1970, UTC.
    pub since: u64,
    /// What building it came to.
    pub reason: String,
    /// How many changes its log had.
    pub changes: usize,
    /// The first change with which it fails; none when it fails without any of those after the last snapshot.
    pub change: Option<Blamed>,
}

/// A change that a document cannot be built with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blamed {
    /// Its place in the log.
    pub position: usize,
    pub hash: String,
    pub actor: String,
    pub seq: u64,
    pub bytes: usize,
}

impl Case {
    #[must_use]
    pub fn new(document: DocumentId, reason: String, changes: usize, change: Option<Blamed>) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        Self { document: document.to_string(), since, reason, changes, change }
    }
}

/// Every case there is: in a folder, or in memory where the store is.
#[derive(Debug)]
pub enum Quarantine {
    Folder(PathBuf),
    Memory(Mutex<HashMap<DocumentId, Case>>),
}

impl Quarantine {
    /// Whether the document is in quarantine.
    #[must_use]
    pub fn holds(&self, document: DocumentId) -> bool {
        match self {
            Self::Folder(_) => self.file(document, "json").is_some_and(|file| file.exists()),
            Self::Memory(cases) => cases.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&document),
        }
    }

    /// Puts a document into quarantine, with the change that is to blame.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn put(&self, document: DocumentId, case: Case, change: Option<&[u8]>) -> io::Result<()> {
        match self {
            Self::Folder(folder) => {
                fs::create_dir_all(folder)?;
                if let (Some(file), Some(bytes)) = (self.file(document, "change"), change) {
                    fs::write(file, bytes)?;
                }
                let words = serde_json::to_vec_pretty(&case).map_err(io::Error::other)?;
                let Some(file) = self.file(document, "json") else { return Ok(()) };
                // What is there holds the document.
                whole_file::write(&file, &words)
            }
            Self::Memory(cases) => {
                cases.lock().unwrap_or_else(PoisonError::into_inner).insert(document, case);
                Ok(())
            }
        }
    }

    /// Every case, the oldest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn cases(&self) -> io::Result<Vec<Case>> {
        let mut cases: Vec<Case> = match self {
            Self::Folder(folder) if folder.exists() => {
                let files = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
                let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
                files.filter_map(|path| serde_json::from_slice(&fs::read(path).ok()?).ok()).collect()
            }
            Self::Folder(_) => Vec::new(),
            Self::Memory(cases) => cases.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect(),
        };
        cases.sort_by_key(|case| case.since);
        Ok(cases)
    }

    /// Releases a document: it is tried again. `false` when it was not in quarantine.
    ///
    /// # Errors
    /// When its file cannot be removed.
    pub fn release(&self, document: DocumentId) -> io::Result<bool> {
        match self {
            Self::Folder(_) => {
                if !self.holds(document) {
                    return Ok(false);
                }
                for extension in ["change", "json"] {
                    match self.file(document, extension).map_or(Ok(()), fs::remove_file) {
                        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                        _ => {}
                    }
                }
                Ok(true)
            }
            Self::Memory(cases) => Ok(cases.lock().unwrap_or_else(PoisonError::into_inner).remove(&document).is_some()),
        }
    }

    /// The file of a document that ends in this.
    #[must_use]
    pub fn file(&self, document: DocumentId, extension: &str) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(folder.join(format!("{document}.{extension}"))),
            Self::Memory(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_found_again_until_it_is_released() {
        let folder = tempfile::tempdir().unwrap();
        for quarantine in [Quarantine::Folder(folder.path().join("q")), Quarantine::Memory(Mutex::default())] {
            let (one, other) = (DocumentId::from_random([1; 16]), DocumentId::from_random([2; 16]));
            assert_eq!(quarantine.cases().unwrap(), []);
            let blamed = Blamed { position: 3, hash: "ab".into(), actor: "cd".into(), seq: 1, bytes: 5 };
            let case = Case::new(one, "it panicked".into(), 9, Some(blamed));
            quarantine.put(one, case.clone(), Some(b"bytes")).unwrap();
            assert!(quarantine.holds(one) && !quarantine.holds(other));
            assert_eq!(quarantine.cases().unwrap(), [case]);
            assert!(!quarantine.release(other).unwrap());
            assert!(quarantine.release(one).unwrap() && !quarantine.holds(one));
            assert_eq!(quarantine.cases().unwrap(), []);
        }
    }
}
