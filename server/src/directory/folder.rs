//! Rows in a folder, each a file of its own: `people/ab/abcd…`, the person in hexadecimal digits.
//!
//! A file is there whole or not at all, and what it replaces is overwritten with zeros before it goes. While that is
//! done, two more files may stand beside a row: `.draft`, what is being written, and `.old`, what is being erased.
//! Whatever is found of them when nobody writes was left by an interrupted write, and is erased.

use super::{
    Found,
    row::{self, Damage},
};
use crate::whole_file;
use boucle_model::PersonId;
use boucle_sync::directory::Verified;
use rustix::io::Errno;
use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

const DRAFT: &str = "draft";
const OLD: &str = "old";
/// Damaged rows that are remembered as having been said in the log.
const REMEMBERED: usize = 1_000;

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Damaged rows that the log has told of.
    said: Mutex<HashSet<[u8; 16]>>,
}

impl Folder {
    /// Opens the folder, making it when it is not there, and counts its rows.
    pub(super) fn open(path: PathBuf) -> io::Result<(Self, usize)> {
        if !path.exists() {
            fs::create_dir_all(&path)?;
            sync_parent(&path)?;
        }
        let mut count = 0;
        for file in files(&path)? {
            match Kind::of(&file) {
                Some(Kind::Row(_)) => count += 1,
                Some(Kind::Leftover) => {
                    if let Err(error) = erase(&file) {
                        let file = file.display();
                        tracing::error!(%error, %file, "what an interrupted write left cannot be erased");
                    }
                }
                None => {}
            }
        }
        Ok((Self { path, said: Mutex::default() }, count))
    }

    pub(super) fn read(&self, person: [u8; 16]) -> io::Result<Found> {
        let damage = match read(&self.row(person), person)? {
            None => return Ok(Found::Nothing),
            Some(Ok(statement)) => return Ok(Found::Row(statement)),
            Some(Err(damage)) => damage,
        };
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() < REMEMBERED && said.insert(person) {
            let person = PersonId::from_bytes(person);
            tracing::error!(%person, %damage, "a row of the directory is damaged; it is as if it were not there");
        }
        Ok(Found::Damaged)
    }

    /// Puts a row in the place of whatever is there. Only one at a time writes the row of a person.
    pub(super) fn write(&self, statement: &Verified) -> io::Result<()> {
        let row = self.row(statement.person());
        settle(&row)?;
        self.make_room(&row)?;
        match fs::hard_link(&row, row.with_extension(OLD)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let written = whole_file::write(&row, &row::write(statement.statement()));
        // Whichever of the two is the row now: what is not, goes.
        written.and(settle(&row))
    }

    pub(super) fn settle(&self, person: [u8; 16]) -> io::Result<()> {
        let row = self.row(person);
        settle(&row)?;
        sync_parent(&row)
    }

    fn row(&self, person: [u8; 16]) -> PathBuf {
        let name = PersonId::from_bytes(person).to_string();
        self.path.join(&name[..2]).join(name)
    }

    /// Makes the folder that a row stands in.
    fn make_room(&self, row: &Path) -> io::Result<()> {
        match row.parent().map_or(Ok(()), fs::create_dir) {
            Ok(()) => File::open(&self.path)?.sync_all(),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// What a file in the folder is.
enum Kind {
    Row([u8; 16]),
    Leftover,
}

impl Kind {
    fn of(file: &Path) -> Option<Self> {
        let person: PersonId = file.file_stem()?.to_str()?.parse().ok()?;
        match file.extension().map(|extension| extension.to_str()) {
            None => Some(Self::Row(*person.as_bytes())),
            Some(Some(DRAFT | OLD)) => Some(Self::Leftover),
            Some(_) => None,
        }
    }
}

/// Every file in the folders of this one.
fn files(path: &Path) -> io::Result<impl Iterator<Item = PathBuf>> {
    let mut files = Vec::new();
    for folder in fs::read_dir(path)? {
        let folder = folder?.path();
        if folder.is_dir() {
            for file in fs::read_dir(folder)? {
                files.push(file?.path());
            }
        }
    }
    Ok(files.into_iter())
}

/// What is in this file: nothing, a row, or something that cannot be read.
fn read(file: &Path, person: [u8; 16]) -> io::Result<Option<Result<boucle_sync::directory::Statement, Damage>>> {
    let mut bytes = Vec::with_capacity(512);
    let read = File::open(file).and_then(|file| file.take(row::MOST as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_length) => Ok(Some(row::read(person, &bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // The disk has lost it. Any other failure may pass.
        Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => Ok(Some(Err(Damage::Changed))),
        Err(error) => Err(error),
    }
}

/// Erases what stands beside a row.
fn settle(row: &Path) -> io::Result<()> {
    erase(&row.with_extension(DRAFT))?;
    erase(&row.with_extension(OLD))
}

/// Overwrites a file with zeros, and removes it.
fn erase(file: &Path) -> io::Result<()> {
    let open = match OpenOptions::new().write(true).open(file) {
        Ok(open) => open,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let about = open.metadata()?;
    // What has another name is what the row is still, or is in somebody's backup: that stays.
    if about.nlink() == 1 {
        io::copy(&mut io::repeat(0).take(about.len()), &mut &open)?;
        open.sync_all()?;
    }
    fs::remove_file(file)
}

fn sync_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Reads every row, and says how many there are and which are damaged.
pub(super) fn check(path: &Path) -> io::Result<(usize, Vec<(PathBuf, String)>)> {
    let (mut count, mut damaged) = (0, Vec::new());
    for file in files(path)? {
        let Some(Kind::Row(person)) = Kind::of(&file) else { continue };
        count += 1;
        let found = read(&file, person)?.unwrap_or(Err(Damage::Changed));
        let verified = found.and_then(|row| row.verify(person, u64::MAX).map_err(|_why| Damage::WrongSignature));
        if let Err(damage) = verified {
            damaged.push((file, damage.to_string()));
        }
    }
    Ok((count, damaged))
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_sync::directory::{DeviceKey, Profile, Statement};
    use std::io::Seek;

    const NAME: &str = "Théodora Quillfeather";

    fn said(name: &str, version: u64) -> Verified {
        let key = DeviceKey::from_secret([1; 32]);
        let statement = match name {
            "" => Statement::of_forgotten(&key, version),
            name => Statement::of_profile(&key, version, Profile::new(name, "", 0).unwrap()),
        };
        statement.verify(key.person(), u64::MAX).unwrap()
    }

    struct Kept {
        rows: Folder,
        folder: tempfile::TempDir,
    }

    impl Kept {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            Self { rows: Folder::open(folder.path().join("people")).unwrap().0, folder }
        }

        fn open_again(&mut self) -> usize {
            let (rows, count) = Folder::open(self.folder.path().join("people")).unwrap();
            self.rows = rows;
            count
        }

        fn row(&self) -> PathBuf {
            self.rows.row(said("", 0).person())
        }

        fn version(&self) -> Option<u64> {
            match self.rows.read(said("", 0).person()).unwrap() {
                Found::Row(statement) => Some(statement.version()),
                Found::Nothing | Found::Damaged => None,
            }
        }

        /// The row is the only file, and the name is not in it.
        fn is_alone_without_the_name(&self) {
            let all: Vec<_> = files(&self.rows.path).unwrap().collect();
            assert_eq!(all, [self.row()]);
            let bytes = fs::read(&all[0]).unwrap();
            assert!(!bytes.windows(NAME.len()).any(|part| part == NAME.as_bytes()));
        }
    }

    #[test]
    fn a_row_is_read_back_and_another_takes_its_place() {
        let mut kept = Kept::new();
        assert_eq!(kept.version(), None);
        kept.rows.write(&said(NAME, 1)).unwrap();
        assert_eq!(kept.version(), Some(1));
        kept.rows.write(&said("Theo", 2)).unwrap();
        assert_eq!((kept.version(), kept.open_again(), kept.version()), (Some(2), 1, Some(2)));
        kept.is_alone_without_the_name();
    }

    #[test]
    fn d6_what_is_replaced_is_overwritten_before_it_goes() {
        let kept = Kept::new();
        kept.rows.write(&said(NAME, 1)).unwrap();
        let mut before = File::open(kept.row()).unwrap();
        kept.rows.write(&said("", 2)).unwrap();
        let mut bytes = Vec::new();
        before.rewind().unwrap();
        before.read_to_end(&mut bytes).unwrap();
        assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0), "{bytes:?}");
    }

    /// Each moment at which a write may be interrupted: what lies there then, and which row is there afterwards.
    #[test]
    fn d7_a_write_that_is_interrupted_leaves_the_old_row_or_the_new_one_and_nothing_else() {
        let (old, new) = (row::write(said(NAME, 1).statement()), row::write(said("", 2).statement()));
        let beside = |kept: &Kept, extension: &str, bytes: &[u8]| {
            fs::write(kept.row().with_extension(extension), bytes).unwrap();
        };
        for length in [0, 1, new.len() / 2, new.len()] {
            let mut kept = Kept::new();
            kept.rows.write(&said(NAME, 1)).unwrap();
            fs::hard_link(kept.row(), kept.row().with_extension(OLD)).unwrap();
            beside(&kept, DRAFT, &new[..length]);
            assert_eq!((kept.open_again(), kept.version()), (1, Some(1)), "before the new row was there");
            assert_eq!(files(&kept.rows.path).unwrap().count(), 1);
            kept.rows.write(&said("", 2)).unwrap();
            kept.is_alone_without_the_name();
        }
        for erased in [0, 1, old.len() / 2, old.len()] {
            let mut kept = Kept::new();
            kept.rows.write(&said("", 2)).unwrap();
            beside(&kept, OLD, &[&vec![0; erased][..], &old[erased..]].concat());
            assert_eq!((kept.open_again(), kept.version()), (1, Some(2)), "while the old row was erased");
            kept.is_alone_without_the_name();
        }
        // A first row, of which a part was written.
        let mut kept = Kept::new();
        fs::create_dir_all(kept.row().parent().unwrap()).unwrap();
        beside(&kept, DRAFT, &old[..old.len() - 9]);
        assert_eq!((kept.open_again(), kept.version(), files(&kept.rows.path).unwrap().count()), (0, None, 0));
    }

    #[test]
    fn d6_what_a_failed_write_left_is_erased_when_it_is_tried_again() {
        let kept = Kept::new();
        kept.rows.write(&said("", 2)).unwrap();
        fs::write(kept.row().with_extension(OLD), row::write(said(NAME, 1).statement())).unwrap();
        kept.rows.settle(said("", 2).person()).unwrap();
        kept.is_alone_without_the_name();
    }

    #[test]
    fn d6_a_copy_that_shares_its_bytes_with_a_row_stays_as_it_is() {
        let kept = Kept::new();
        kept.rows.write(&said(NAME, 1)).unwrap();
        let (copy, bytes) = (kept.folder.path().join("copy"), fs::read(kept.row()).unwrap());
        fs::hard_link(kept.row(), &copy).unwrap();
        kept.rows.write(&said("", 2)).unwrap();
        kept.is_alone_without_the_name();
        assert_eq!(fs::read(copy).unwrap(), bytes);
    }

    #[test]
    fn d7_a_damaged_row_counts_as_nothing_and_is_named() {
        let kept = Kept::new();
        kept.rows.write(&said(NAME, 1)).unwrap();
        let whole = fs::read(kept.row()).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(kept.row(), &bytes).unwrap();
            assert_eq!(kept.version(), None, "byte {at}");
            fs::write(kept.row(), &whole[..at]).unwrap();
            assert_eq!(kept.version(), None, "{at} bytes");
        }
        let (count, damaged) = check(&kept.rows.path).unwrap();
        assert_eq!((count, damaged.len()), (1, 1));
        assert_eq!(damaged[0], (kept.row(), "it is not as it was written".into()));
        kept.rows.write(&said("Theo", 1)).unwrap();
        assert_eq!(check(&kept.rows.path).unwrap(), (1, Vec::new()));
        kept.is_alone_without_the_name();
    }
}
