//! The directory of people: the rows in which they say who they are, and from which they can be erased.
//!
//! It stands beside the store of documents and not in it: an engine that writes logs forgets nothing at once, and what a
//! person erases has to be gone. Who may write what is said by [`boucle_sync::directory`]; here is where rows are kept,
//! how many there may be, and how many are written in a second.

mod folder;
pub(crate) mod http;
mod numbers;
mod row;

use crate::{config::Limits, relay::rate::Rate};
use boucle_model::PersonId;
use boucle_sync::directory::{Answer, Ask, NotAStatement, Profile, Statement, Taken, Verified, takes};
use folder::Folder;
pub(crate) use numbers::{Numbers, Why};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};
use tokio::sync::{Mutex as Turn, Semaphore};

/// Rows that are written at the same time, at most: each waits for the disk.
const LINES: usize = 16;
/// Questions that are answered at the same time, at most: each may read a thousand rows.
const READERS: usize = 4;

/// Where the rows are kept.
#[derive(Debug)]
pub enum Place {
    /// In this folder.
    Folder(PathBuf),
    /// Nowhere: gone when the process ends.
    Memory,
}

/// Why a statement was not taken. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    NotAStatement(#[from] NotAStatement),
    /// With what is there.
    #[error("what is there is newer")]
    Old(Box<Statement>),
    #[error("the directory takes no more people")]
    Full,
    #[error("too much is written into the directory at this moment; try again later")]
    TooFast,
    #[error("the directory cannot be written")]
    Failed(#[from] io::Error),
}

/// Every row there is.
#[derive(Debug)]
pub struct Directory {
    rows: Rows,
    count: AtomicUsize,
    most: usize,
    rate: Mutex<Rate>,
    /// The rows of one line are written one after the other.
    lines: [Arc<Turn<()>>; LINES],
    readers: Arc<Semaphore>,
    numbers: Numbers,
}

#[derive(Debug)]
enum Rows {
    Folder(Folder),
    Memory(Mutex<HashMap<[u8; 16], Statement>>),
}

/// What is in the place of a row.
#[derive(Debug)]
enum Found {
    Nothing,
    /// Something that cannot be read. It counts as nothing, and takes room.
    Damaged,
    Row(Statement),
}

impl Directory {
    /// Opens the directory, and erases what interrupted writes left in it.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub(crate) fn open(place: Place, limits: &Limits, numbers: Numbers) -> io::Result<Arc<Self>> {
        let (rows, count) = match place {
            Place::Memory => (Rows::Memory(Mutex::default()), 0),
            Place::Folder(folder) => Folder::open(folder).map(|(folder, count)| (Rows::Folder(folder), count))?,
        };
        numbers.rows.set(i64::try_from(count).unwrap_or(i64::MAX));
        Ok(Arc::new(Self {
            rows,
            count: AtomicUsize::new(count),
            most: limits.people,
            rate: Mutex::new(Rate::new(limits.statements.at_once, limits.statements.a_second, Instant::now())),
            lines: Default::default(),
            readers: Arc::new(Semaphore::new(READERS)),
            numbers,
        }))
    }

    /// Takes what this person says. When it returns, it survives a power cut, and what it replaces is erased. `now` is
    /// the time in UTC milliseconds.
    ///
    /// # Errors
    /// When it is not taken, and why.
    pub async fn put(self: &Arc<Self>, person: [u8; 16], bytes: &[u8], now: u64) -> Result<(), Refused> {
        let written = match Statement::decode(bytes).and_then(|statement| statement.verify(person, now)) {
            Ok(statement) => self.in_line(statement).await,
            Err(error) => Err(error.into()),
        };
        written.inspect_err(|refused| self.numbers.refused(refused.why()))
    }

    async fn in_line(self: &Arc<Self>, statement: Verified) -> Result<(), Refused> {
        let line = Arc::clone(&self.lines[usize::from(statement.person()[0]) % LINES]);
        // Whoever asked may leave: the turn goes with the work.
        let turn = line.lock_owned().await;
        let directory = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            directory.write(&statement)
        });
        written.await.unwrap_or_else(|error| Err(Refused::Failed(io::Error::other(error))))
    }

    fn write(&self, new: &Verified) -> Result<(), Refused> {
        let person = new.person();
        let there = self.rows.read(person)?;
        let is_new = matches!(there, Found::Nothing);
        let old = match there {
            // Nobody but its person can have written it; or else it is damaged.
            Found::Row(statement) => statement.verify(person, u64::MAX).ok(),
            Found::Nothing | Found::Damaged => None,
        };
        if let Some(old) = &old {
            match takes(Some(old), new) {
                Ok(Taken::New) => {}
                Ok(Taken::Known) => return Ok(self.rows.settle(person)?),
                Err(_older) => return Err(Refused::Old(Box::new(old.statement().clone()))),
            }
        }
        // Whoever wants to be forgotten never waits: there is no more of this than there was of writing.
        let erases = new.is_forgotten() && !is_new && !old.as_ref().is_some_and(Verified::is_forgotten);
        if !erases && !self.rate.lock().unwrap_or_else(PoisonError::into_inner).take(1, Instant::now()) {
            return Err(Refused::TooFast);
        }
        if is_new {
            let one_more = |count| (count < self.most).then_some(count + 1);
            self.count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).map_err(|_count| Refused::Full)?;
        }
        let written = self.rows.write(new);
        if is_new && written.is_err() {
            self.count.fetch_sub(1, Ordering::Relaxed);
        }
        self.numbers.rows.set(i64::try_from(self.count.load(Ordering::Relaxed)).unwrap_or(i64::MAX));
        Ok(written?)
    }

    /// Says what is newer here, and what is newer where the question comes from.
    ///
    /// # Errors
    /// When rows cannot be read. One that is damaged is as if it were not there.
    pub async fn answer(self: &Arc<Self>, ask: Ask) -> io::Result<Answer> {
        let turn = Arc::clone(&self.readers).acquire_owned().await.map_err(io::Error::other)?;
        let directory = Arc::clone(self);
        let answered = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut failed = None;
            let answer = ask.answer(|person| match directory.rows.read(person) {
                Ok(Found::Row(statement)) => Some(statement),
                Ok(Found::Nothing | Found::Damaged) => None,
                Err(error) => {
                    failed = Some(error);
                    None
                }
            });
            failed.map_or(Ok(answer), Err)
        });
        answered.await.map_err(io::Error::other)?
    }
}

impl Directory {
    /// What these people are called, those who say so. A row that cannot be read names nobody.
    ///
    /// # Errors
    /// When the directory is being closed.
    pub(crate) async fn names(self: &Arc<Self>, people: BTreeSet<PersonId>) -> io::Result<BTreeMap<PersonId, String>> {
        let turn = Arc::clone(&self.readers).acquire_owned().await.map_err(io::Error::other)?;
        let directory = Arc::clone(self);
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let name = |person: PersonId| match directory.rows.read(*person.as_bytes()) {
                // Nobody but its person can have written it; or else it is damaged.
                Ok(Found::Row(row)) => row.verify(*person.as_bytes(), u64::MAX).ok()?.profile().map(named),
                Ok(Found::Nothing | Found::Damaged) => None,
                Err(error) => {
                    tracing::warn!(%error, "a row of the directory cannot be read");
                    None
                }
            };
            people.into_iter().filter_map(|person| Some((person, name(person)?))).collect()
        });
        read.await.map_err(io::Error::other)
    }
}

fn named(profile: &Profile) -> String {
    profile.name().to_owned()
}

impl Rows {
    fn read(&self, person: [u8; 16]) -> io::Result<Found> {
        match self {
            Self::Folder(folder) => folder.read(person),
            Self::Memory(rows) => {
                let rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(rows.get(&person).cloned().map_or(Found::Nothing, Found::Row))
            }
        }
    }

    fn write(&self, statement: &Verified) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.write(statement),
            Self::Memory(rows) => {
                let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
                rows.insert(statement.person(), statement.statement().clone());
                Ok(())
            }
        }
    }

    /// Does what is left to do of a write that failed behind its row.
    fn settle(&self, person: [u8; 16]) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.settle(person),
            Self::Memory(_) => Ok(()),
        }
    }
}

impl Refused {
    fn why(&self) -> Why {
        match self {
            Self::NotAStatement(NotAStatement::AnotherKey | NotAStatement::WrongSignature) => Why::Forged,
            Self::NotAStatement(_) => Why::Malformed,
            Self::Old(_) => Why::Old,
            Self::Full => Why::Full,
            Self::TooFast => Why::TooFast,
            Self::Failed(_) => Why::Failed,
        }
    }
}

/// Reads every row in this folder, and says how many there are and which are damaged, by their file.
///
/// # Errors
/// When the folder cannot be read.
pub fn check(folder: &Path) -> io::Result<(usize, Vec<(PathBuf, String)>)> {
    folder::check(folder)
}
