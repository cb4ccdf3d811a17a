//! Opening the engine without losing what its journal holds.
//!
//! The engine replays its journal when it opens, and cuts it at the first batch that it cannot read, with everything
//! behind: right for the end that a crash tore off, and a silent loss when a bit flipped in the middle, because what
//! stands behind was acknowledged. So the journals are copied before it opens; whole records in what it cut, or could not
//! replay, are put back, and only then do the copies go. Whoever is interrupted begins again from them.
//!
//! Nor does the engine compare the lists of its tables with their checksums, and it removes what they do not name: where one
//! is damaged, it is not opened at all.
//!
//! What the engine replays is the new copy, and the old file is what is set aside: after a sync that failed, the system
//! may show bytes that are not on the disk, and take them for written from then on. Those of the copy are synced.

use super::{
    Cursor,
    lock::Lock,
    manifest,
    record::{Kind, Record},
    tables::{Tables, graph_from},
};
use crate::whole_file;
use boucle_sync::DocumentId;
use bytes::Bytes;
use fjall::PersistMode;
use rustix::{
    fs::{FallocateFlags, fallocate},
    io::Errno,
};
use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::FileExt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

const JOURNAL: &str = "jnl";
/// A journal from before the engine opened it.
const COPY: &str = "copy";
/// A journal that the engine refused. What was whole in it was put back; it stays for whoever wants to look.
const REFUSED: &str = "refused";

/// Room that opening is to have beside its copies of the journals.
const MARGIN: u64 = 1 << 20;
/// What is written to find out whether the disk takes it.
const SCRATCH: &str = "scratch";

/// What opening came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Bytes at the end of the journal that the engine could not replay: what a crash tore off, or a disk damaged.
    pub cut: usize,
    /// Records that were whole in them, and put back.
    pub put_back: usize,
}

/// Opens the tables in this folder, and puts back what the engine left out.
pub(super) fn open(folder: &Path) -> Result<(Tables, Recovery), String> {
    let said = |error: io::Error| format!("its journal cannot be copied: {error}");
    // The journals of another process are its own.
    let lock = Lock::take(folder).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => Refusal::Locked.to_string(),
        _ => said(error),
    })?;
    if let Some(list) = manifest::damaged(folder).map_err(|error| format!("its tables cannot be read: {error}"))? {
        return Err(Refusal::Damaged(format!("the list of its tables, {}, is not as it was written", list.display()))
            .to_string());
    }
    // Left by whoever was ended while it looked for room.
    let _not_there = fs::remove_file(folder.join(SCRATCH));
    let journals = journals(folder).map_err(said)?;
    for journal in journals.iter().filter(|journal| !journal.is_copy) {
        journal.write_anew().map_err(said)?;
    }
    sync_folder(folder).map_err(said)?;
    drop(lock);
    let (tables, refused) = match engine(folder) {
        Err(Refusal::Journal(reason)) => {
            tracing::error!(%reason, "the store's journal is damaged; it is set aside, and what is whole in it put back");
            (without_journals(folder, &journals), true)
        }
        opened => (opened, false),
    };
    let tables = tables.map_err(|refusal| match as_it_was(&journals, &refusal) {
        Ok(()) => refusal.to_string(),
        Err(error) => format!("{refusal}; its journal is beside it as .{COPY} ({error})"),
    })?;
    let cut: Vec<Bytes> = journals.iter().map(Journal::cut_off).filter(|bytes| !bytes.is_empty()).collect();
    let mut recovery = Recovery { cut: cut.iter().map(Bytes::len).sum(), put_back: 0 };
    if recovery.cut > 0 {
        let put_back = put_back(&tables, &cut);
        recovery.put_back = put_back.map_err(|error| format!("what its journal held cannot be put back: {error}"))?;
        let Recovery { cut: bytes, put_back } = recovery;
        tracing::warn!(bytes, put_back, "the store's journal did not end as it should, after a crash or by damage");
    }
    for journal in &journals {
        journal.forget_copy(refused).map_err(|error| format!("the copy of its journal is in the way: {error}"))?;
    }
    Ok((tables, recovery))
}

/// Whether the disk takes what opening writes to it. An engine that can be read is not closed for less.
pub(super) fn has_room(folder: &Path) -> io::Result<()> {
    let path = folder.join(SCRATCH);
    let tried = File::create(&path).and_then(|mut scratch| {
        let mut needed = MARGIN;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == JOURNAL) {
                needed += used(&File::open(path)?)? as u64;
            }
        }
        match fallocate(&scratch, FallocateFlags::empty(), 0, needed) {
            // Some file systems cannot promise room; what is written then says enough.
            Ok(()) | Err(Errno::OPNOTSUPP) => {}
            Err(error) => return Err(error.into()),
        }
        scratch.write_all(&[0; 4 << 10])?;
        scratch.sync_all()
    });
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => tried.and(Err(error)),
        _ => tried,
    }
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

/// Opens the engine with its journals emptied. They are not removed: where none is, the engine begins to count anew, and
/// takes what is written next for older than what its tables hold.
fn without_journals(folder: &Path, journals: &[Journal]) -> Result<Tables, Refusal> {
    for journal in journals.iter().filter(|journal| !journal.is_copy) {
        let file = fs::OpenOptions::new().write(true).open(&journal.path).map_err(Refusal::System)?;
        file.set_len(0).and_then(|()| file.sync_all()).map_err(Refusal::System)?;
    }
    engine(folder).map_err(|refusal| match refusal {
        Refusal::Journal(reason) => Refusal::Damaged(reason),
        other => other,
    })
}

fn engine(folder: &Path) -> Result<Tables, Refusal> {
    // What lies on the disk may be anything: a panic over it is a word about it.
    let opened = catch_unwind(AssertUnwindSafe(|| Tables::open(folder)));
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

/// A journal as it was before the engine opened it, without the empty room at its end; or the copy of one, left by
/// somebody who was interrupted.
struct Journal {
    path: PathBuf,
    bytes: Bytes,
    /// Of the file, with that room.
    length: u64,
    is_copy: bool,
}

fn journals(folder: &Path) -> io::Result<Vec<Journal>> {
    let mut journals = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(journals),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        let is_copy = path.extension().is_some_and(|extension| extension == COPY);
        if is_copy || path.extension().is_some_and(|extension| extension == JOURNAL) {
            let file = File::open(&path)?;
            let mut bytes = vec![0; used(&file)?];
            file.read_exact_at(&mut bytes, 0)?;
            if !bytes.is_empty() {
                let length = file.metadata()?.len();
                journals.push(Journal { path, bytes: bytes.into(), length, is_copy });
            }
        }
    }
    journals.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(journals)
}

/// How many bytes stand before the zeros at the end: the engine gives a new journal its room in advance.
fn used(file: &File) -> io::Result<usize> {
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
    /// The name of its copy: another one where somebody was interrupted before.
    fn copy_path(&self) -> PathBuf {
        let names = (0_u32..).map(|n| self.path.with_extension(format!("{n}.{COPY}")));
        names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| self.path.with_extension(COPY))
    }

    fn copies(&self) -> io::Result<Vec<PathBuf>> {
        let stem = self.path.with_extension("");
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let files = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
        let is_mine = |path: &PathBuf| {
            path.extension().is_some_and(|e| e == COPY) && path.with_extension("").with_extension("") == stem
        };
        files.filter(|path| path.as_ref().map_or(true, is_mine)).collect()
    }

    /// Sets the journal aside, and puts a synced copy in its place.
    fn write_anew(&self) -> io::Result<()> {
        let aside = self.copy_path();
        fs::hard_link(&self.path, &aside).or_else(|_without_links| {
            fs::copy(&self.path, &aside)?;
            File::open(&aside)?.sync_all()
        })?;
        whole_file::write(&self.path, &self.bytes)?;
        // With the room that it had: by its length the engine knows when to move what it holds into tables.
        let file = fs::OpenOptions::new().write(true).open(&self.path)?;
        file.set_len(self.length)?;
        file.sync_all()
    }

    /// What the engine cut off: all of it, where the file is not there any more or is a copy.
    fn cut_off(&self) -> Bytes {
        let kept = fs::metadata(&self.path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
        self.bytes.slice(if self.is_copy { 0 } else { kept.min(self.bytes.len()) }..)
    }

    /// Everything in it is in the store: the copy goes, or stays under another name for whoever wants to look.
    fn forget_copy(&self, refused: bool) -> io::Result<()> {
        let copies = if self.is_copy { vec![self.path.clone()] } else { self.copies()? };
        for copy in copies.iter().filter(|copy| copy.exists()) {
            if refused {
                let names = (0_u32..).map(|n| copy.with_extension("").with_extension(format!("{n}.{REFUSED}")));
                let free = names.into_iter().find(|name| !name.exists());
                free.map_or(Ok(()), |free| fs::rename(copy, free))?;
            } else {
                fs::remove_file(copy)?;
            }
        }
        Ok(())
    }
}

/// Gives the journals back what the engine cut, when it did not open after all. Whoever was quicker and has it open finds
/// what was set aside, when it opens it the next time.
fn as_it_was(journals: &[Journal], refusal: &Refusal) -> io::Result<()> {
    if matches!(refusal, Refusal::Locked) {
        return Ok(());
    }
    for journal in journals.iter().filter(|journal| !journal.is_copy) {
        if !journal.cut_off().is_empty() {
            let file = fs::OpenOptions::new().write(true).create(true).truncate(false).open(&journal.path)?;
            file.write_all_at(&journal.bytes, 0)?;
            file.sync_all()?;
        }
        journal.forget_copy(false)?;
    }
    Ok(())
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Puts back the records that are whole and not there, in the order they were written.
fn put_back(tables: &Tables, cut: &[Bytes]) -> fjall::Result<usize> {
    let mut batch = tables.database.batch();
    let mut covered: HashMap<DocumentId, Option<Cursor>> = HashMap::new();
    // A block of the graph without its snapshot would say more than the snapshot that is there covers.
    let mut graphs: HashMap<(DocumentId, Cursor), Record> = HashMap::new();
    let mut bound = HashSet::new();
    let mut count = 0;
    for (_, record) in cut.iter().flat_map(|bytes| Record::find(tables.mark(), bytes)) {
        let document = record.document;
        // Of a document whose snapshot cannot be read, changes are put back wherever they stood.
        let covered = covered.entry(document).or_insert_with(|| tables.upto(document).ok());
        match record.kind {
            Kind::Graph => drop(graphs.insert((document, record.position), record)),
            // The first one decides.
            Kind::Binding => {
                if !matches!(tables.binding(document), Ok(Some(_))) && bound.insert(document) {
                    tables.put(&mut batch, &record);
                    count += 1;
                }
            }
            Kind::Chunk => {
                let is_old = covered.is_some_and(|covered| record.position < covered);
                if !is_old && !tables.has_change(document, record.position)? {
                    tables.put(&mut batch, &record);
                    count += 1;
                }
            }
            Kind::Snapshot => {
                let from = graph_from(&record);
                let graph = graphs.get(&(document, from)).filter(|_| *covered == Some(from) && record.position > from);
                if let Some(graph) = graph {
                    tables.put(&mut batch, graph);
                    tables.put(&mut batch, &record);
                    *covered = Some(record.position);
                    count += 2;
                }
            }
        }
    }
    batch.durability(Some(PersistMode::SyncData)).commit().map(|()| count)
}
