//! The mark that tells the records of one store from everything else: how it is chosen, kept and found again.
//!
//! Whoever writes a document chooses what stands in its records, and could write there what looks like a record of
//! somebody else's: where the record around it is damaged, a search through the file would find it. So a store has a
//! mark that chance gave it and that nobody outside knows, and each of its records begins with it.
//!
//! It is kept in a file of its own, three times and each time with a checksum. Where none of them can be read, it is the
//! mark that most records carry.

use super::record::{Mark, Record};
use crate::whole_file;
use bytes::Bytes;
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::xxh3_64;

const FILE: &str = "mark";
const COPIES: usize = 3;

impl Mark {
    /// The mark of the store in this folder; a store that has none yet is given one. Nobody else may have it open.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let mark = Self::find(folder)?.unwrap_or_else(|| Self(rand::random()));
        if Self::kept(folder).is_none() {
            whole_file::write(&folder.join(FILE), &mark.copy().repeat(COPIES))?;
        }
        Ok(mark)
    }

    /// The mark of the store in this folder, as it is; `None` where nothing carries one.
    pub(super) fn find(folder: &Path) -> io::Result<Option<Self>> {
        Self::kept(folder).map_or_else(|| commonest(folder), |mark| Ok(Some(mark)))
    }

    /// Whether the store in this folder was given a mark.
    pub(super) fn is_kept(folder: &Path) -> bool {
        Self::kept(folder).is_some()
    }

    /// The first copy that is whole. A file that cannot be read holds none.
    fn kept(folder: &Path) -> Option<Self> {
        let bytes = fs::read(folder.join(FILE)).ok()?;
        let copies = bytes.chunks_exact(Self::LENGTH + size_of::<u64>());
        let mut marks = copies.filter_map(|copy| Some((Self(*copy.first_chunk()?), copy)));
        marks.find(|(mark, copy)| mark.copy() == *copy).map(|(mark, _)| mark)
    }

    fn copy(self) -> Vec<u8> {
        [self.0, xxh3_64(&self.0).to_be_bytes()].concat()
    }
}

/// The mark that most records carry in the files of this folder.
fn commonest(folder: &Path) -> io::Result<Option<Mark>> {
    let mut counts: HashMap<Mark, usize> = HashMap::new();
    for file in files(folder)? {
        let bytes = Bytes::from(fs::read(file)?);
        Record::marks(&bytes).for_each(|mark| *counts.entry(mark).or_default() += 1);
    }
    Ok(counts.into_iter().max_by_key(|(_, count)| *count).map(|(mark, _)| mark))
}

/// Every file in this folder and those in it.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(self::files(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::embedded::record::Kind;
    use boucle_sync::DocumentId;

    fn record(mark: Mark, n: u8) -> Bytes {
        Record::new(Kind::Chunk, DocumentId::from_random([n; 16]), 0, Bytes::from_static(b"payload")).encode(mark)
    }

    #[test]
    fn a_mark_is_made_once_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(Mark::find(folder.path()).unwrap(), None);
        let mark = Mark::of(folder.path()).unwrap();
        let whole = fs::read(&file).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            fs::write(&file, damaged).unwrap();
            assert_eq!(Mark::of(folder.path()).unwrap(), mark, "bit {bit}");
        }
        fs::write(&file, vec![0; whole.len()]).unwrap();
        assert_eq!(Mark::find(folder.path()).unwrap(), None, "zeros are no mark");
    }

    #[test]
    fn a_mark_that_is_lost_is_the_one_that_most_records_carry() {
        let (ours, other) = (Mark([1; 8]), Mark([2; 8]));
        for left in [None, Some(vec![0; 48]), Some(ours.copy()[..15].to_vec())] {
            let folder = tempfile::tempdir().unwrap();
            let records = [record(ours, 1), record(other, 2), record(ours, 3)].concat();
            fs::create_dir(folder.path().join("tables")).unwrap();
            fs::write(folder.path().join("tables/1"), records).unwrap();
            left.iter().for_each(|left| fs::write(folder.path().join(FILE), left).unwrap());
            assert_eq!(Mark::of(folder.path()).unwrap(), ours);
            assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), ours.copy().repeat(3), "and it is kept again");
        }
    }
}
