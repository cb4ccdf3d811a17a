//! Opening the engine without losing what its journal holds.
//!
//! The engine replays its journal when it opens, and cuts it at the first batch that it cannot read, with everything
//! behind: right for the end that a crash tore off, and a silent loss when a bit flipped in the middle, because what
//! stands behind was acknowledged. So the journals are read before it opens; whole records in what it cut, or could not
//! replay, are put back.

use super::{
    Cursor,
    record::{Kind, Record},
    tables::{Tables, graph_from},
};
use boucle_sync::DocumentId;
use bytes::Bytes;
use fjall::PersistMode;
use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    os::unix::fs::FileExt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

const JOURNAL: &str = "jnl";
/// A journal that the engine refused; what was whole in it is put back, and it stays for whoever wants to look.
const DAMAGED: &str = "damaged";
const PUT_BACK: &str = "put-back";

/// A journal as it was before the engine opened it, without the empty room at its end.
struct Journal {
    path: PathBuf,
    bytes: Bytes,
}

/// What opening came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Bytes at the end of the journal that the engine could not replay: what a crash tore off, or a disk damaged.
    pub cut: usize,
    /// Records that were whole in them, and put back.
    pub put_back: usize,
}

/// Opens the tables in this folder, and puts back what the engine left out.
pub(super) fn open(path: &Path) -> Result<(Tables, Recovery), String> {
    let journals = journals(path).map_err(|error| error.to_string())?;
    let tables = match engine(path) {
        Ok(tables) => tables,
        Err(Refusal::Journal(reason)) => {
            tracing::error!(%reason, "the store's journal is damaged; it is set aside, and what is whole in it put back");
            without_journals(path, &journals).map_err(|refusal| refusal.to_string())?
        }
        Err(other) => return Err(other.to_string()),
    };
    let cut: Vec<Bytes> = journals.iter().map(Journal::cut_off).filter(|bytes| !bytes.is_empty()).collect();
    let mut recovery = Recovery { cut: cut.iter().map(Bytes::len).sum(), put_back: 0 };
    if recovery.cut > 0 {
        recovery.put_back =
            put_back(&tables, &cut).map_err(|error| format!("what its journal held cannot be put back: {error}"))?;
        let Recovery { cut, put_back } = recovery;
        tracing::warn!(
            bytes = cut,
            put_back,
            "the store's journal did not end as it should, after a crash or by damage"
        );
    }
    for journal in &journals {
        let damaged = journal.path.with_extension(DAMAGED);
        if damaged.exists() {
            fs::rename(&damaged, journal.path.with_extension(PUT_BACK)).map_err(|error| error.to_string())?;
        }
    }
    Ok((tables, recovery))
}

/// Why the engine did not open.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("another process has it open")]
    Locked,
    #[error("its journal is damaged: {0}")]
    Journal(String),
    #[error("{0}")]
    System(io::Error),
    #[error("it is damaged ({0}); nothing was changed: `boucle repair` makes a new one of all that can be read")]
    Damaged(String),
}

/// Opens the engine with its journals set aside; with them as they were, when that does not help.
fn without_journals(path: &Path, journals: &[Journal]) -> Result<Tables, Refusal> {
    let active: Vec<_> = journals.iter().filter(|j| j.path.extension().is_some_and(|e| e == JOURNAL)).collect();
    for journal in &active {
        journal.set_aside().map_err(Refusal::System)?;
    }
    engine(path).map_err(|refusal| {
        for journal in &active {
            if let Err(error) = fs::rename(journal.path.with_extension(DAMAGED), &journal.path) {
                return Refusal::System(error);
            }
        }
        match refusal {
            Refusal::Journal(reason) => Refusal::Damaged(reason),
            other => other,
        }
    })
}

fn engine(path: &Path) -> Result<Tables, Refusal> {
    // What lies on the disk may be anything: a panic over it is a word about it.
    let opened = catch_unwind(AssertUnwindSafe(|| Tables::open(path)));
    opened.map_err(|_panic| Refusal::Journal("the engine panicked over it".into()))?.map_err(|error| match error {
        fjall::Error::Locked => Refusal::Locked,
        fjall::Error::JournalRecovery(reason) => Refusal::Journal(format!("{reason:?}")),
        fjall::Error::Io(error) if !is_damage(&error) => Refusal::System(error),
        other => Refusal::Damaged(other.to_string()),
    })
}

/// Whether an error of input or output speaks of what was read, and not of the system.
fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
}

fn journals(path: &Path) -> io::Result<Vec<Journal>> {
    let mut journals = Vec::new();
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(journals),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == JOURNAL || extension == DAMAGED) {
            let file = fs::File::open(&path)?;
            let mut bytes = vec![0; used(&file)?];
            file.read_exact_at(&mut bytes, 0)?;
            journals.push(Journal { bytes: bytes.into(), path });
        }
    }
    journals.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(journals)
}

/// How many bytes stand before the zeros at the end: the engine gives a new journal its room in advance.
fn used(file: &fs::File) -> io::Result<usize> {
    static ZEROS: [u8; 64 << 10] = [0; 64 << 10];
    let mut block = ZEROS;
    let mut end = file.metadata()?.len();
    while end > 0 {
        let begin = end.saturating_sub(ZEROS.len() as u64);
        let length = usize::try_from(end - begin).unwrap_or(ZEROS.len());
        let block = &mut block[..length];
        file.read_exact_at(block, begin)?;
        end = begin;
        if *block != ZEROS[..length] {
            end += block.iter().rposition(|byte| *byte != 0).map_or(0, |last| last as u64 + 1);
            break;
        }
    }
    Ok(usize::try_from(end).unwrap_or(usize::MAX))
}

impl Journal {
    /// Keeps a copy, and leaves an empty journal: where none is, the engine begins to count anew, and takes what is
    /// written next for older than what its tables hold.
    fn set_aside(&self) -> io::Result<()> {
        let copy = self.path.with_extension(DAMAGED);
        fs::copy(&self.path, &copy)?;
        fs::File::open(&copy)?.sync_all()?;
        let journal = fs::OpenOptions::new().write(true).open(&self.path)?;
        journal.set_len(0)?;
        journal.sync_all()
    }

    /// What the engine cut off: all of it, where the file is not there any more.
    fn cut_off(&self) -> Bytes {
        let kept = fs::metadata(&self.path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
        let gone = self.path.extension().is_some_and(|extension| extension == DAMAGED);
        self.bytes.slice(if gone { 0 } else { kept.min(self.bytes.len()) }..)
    }
}

/// Puts back the records that are whole and not there, in the order they were written.
fn put_back(tables: &Tables, cut: &[Bytes]) -> fjall::Result<usize> {
    let mut batch = tables.database.batch();
    let mut upto: HashMap<DocumentId, Cursor> = HashMap::new();
    let mut graphs: BTreeSet<(DocumentId, Cursor)> = BTreeSet::new();
    let mut count = 0;
    for (_, record) in cut.iter().flat_map(Record::find) {
        let document = record.document;
        let covered = match upto.get(&document) {
            Some(covered) => *covered,
            None => *upto.entry(document).or_insert(tables.upto(document)?),
        };
        let wanted = match record.kind {
            Kind::Chunk | Kind::Graph => record.position >= covered,
            // Only with its graph, and where the one before it ends.
            Kind::Snapshot => {
                let from = graph_from(&record);
                let has_graph = graphs.contains(&(document, from)) || tables.has(Kind::Graph, document, from)?;
                record.position > covered && from == covered && has_graph
            }
        };
        if !wanted || tables.has(record.kind, document, record.position)? {
            continue;
        }
        match record.kind {
            Kind::Chunk => {}
            Kind::Graph => drop(graphs.insert((document, record.position))),
            Kind::Snapshot => drop(upto.insert(document, record.position)),
        }
        tables.put(&mut batch, &record);
        count += 1;
    }
    batch.durability(Some(PersistMode::SyncData)).commit().map(|()| count)
}
