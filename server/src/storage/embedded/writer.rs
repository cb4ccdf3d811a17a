//! The one thread that writes.

use super::{
    Acknowledge, Cursor, Snapshot, StorageError, Tables,
    record::{Kind, Record},
    recovery,
    tables::binding_record,
};
use boucle_sync::DocumentId;
use bytes::Bytes;
use fjall::PersistMode;
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};
use tokio::sync::oneshot;

/// Jobs that may wait for the disk. One document has at most one append waiting, so this many documents.
const QUEUE: usize = 8_192;
/// Cursors remembered, so that an append need not look for the end of its log.
const CURSORS: usize = 65_536;

/// How often a store in trouble tries again.
const PROBE: Duration = Duration::from_secs(1);

type Answer<T> = oneshot::Sender<Result<T, StorageError>>;

pub(super) enum Job {
    /// Opens the engine again, if it is closed.
    Open {
        answer: Answer<()>,
    },
    Append {
        document: DocumentId,
        chunks: Vec<Bytes>,
        answer: Answer<Cursor>,
    },
    Compact {
        document: DocumentId,
        snapshot: Snapshot,
        answer: Answer<bool>,
    },
    Bind {
        document: DocumentId,
        commons: DocumentId,
        answer: Answer<DocumentId>,
    },
}

pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<String>>>,
    waiting: Arc<AtomicUsize>,
}

impl Writer {
    pub(super) fn start(
        path: PathBuf,
        tables: Arc<RwLock<Option<Tables>>>,
        acknowledge: Acknowledge,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = sync_channel(QUEUE);
        let trouble = Arc::new(Mutex::new(None));
        let waiting = Arc::new(AtomicUsize::new(0));
        let (cursors, told) = (HashMap::new(), (Arc::clone(&trouble), Arc::clone(&waiting)));
        let state = State { path, tables, poisoned: false, acknowledge, trouble: told.0, waiting: told.1, cursors };
        let thread = std::thread::Builder::new().name("store".into()).spawn(move || state.run(&queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread), trouble, waiting })
    }

    pub(super) fn give(&self, job: Job) -> Result<(), StorageError> {
        let jobs = self.jobs.as_ref().ok_or(StorageError::Closed)?;
        // Counted before, or it could be done before it is counted.
        self.waiting.fetch_add(1, Ordering::Relaxed);
        jobs.try_send(job).map_err(|error| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            match error {
                TrySendError::Full(_) => StorageError::Write("too many writes are waiting for the disk".into()),
                TrySendError::Disconnected(_) => StorageError::Closed,
            }
        })
    }

    /// Jobs that were given and are not done.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    pub(super) fn health(&self) -> Result<(), StorageError> {
        if self.thread.as_ref().is_none_or(JoinHandle::is_finished) {
            return Err(StorageError::Closed);
        }
        match &*self.trouble.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(reason) => Err(StorageError::Write(reason.clone())),
            None => Ok(()),
        }
    }
}

impl Drop for Writer {
    /// Waits until everything given has been written.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _finished = thread.join();
        }
    }
}

struct State {
    path: PathBuf,
    tables: Arc<RwLock<Option<Tables>>>,
    /// Whether the engine takes no other write, and has to be opened anew.
    poisoned: bool,
    acknowledge: Acknowledge,
    trouble: Arc<Mutex<Option<String>>>,
    waiting: Arc<AtomicUsize>,
    cursors: HashMap<DocumentId, Cursor>,
}

impl State {
    fn run(mut self, queue: &Receiver<Job>) {
        loop {
            match queue.recv_timeout(PROBE) {
                Ok(first) => {
                    let jobs: Vec<_> = std::iter::once(first).chain(queue.try_iter()).collect();
                    let done = jobs.len();
                    self.commit(jobs);
                    self.waiting.fetch_sub(done, Ordering::Relaxed);
                }
                Err(RecvTimeoutError::Timeout) => self.probe(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.close();
    }

    fn close(&self) {
        *self.tables.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// After a failure, finds out on its own whether the disk takes writes again: readers wait for that, and
    /// whoever asks after the health of an idle server.
    fn probe(&mut self) {
        if self.trouble.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
            return;
        }
        let written = self.tables().and_then(|tables| tables.probe().map_err(|error| error.to_string()));
        match written {
            Ok(()) => {
                tracing::info!("the store can be written again");
                *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
            Err(reason) => {
                tracing::debug!(%reason, "the store still cannot be written");
                self.poisoned = true;
            }
        }
    }

    /// Everything that waited goes into one batch and one sync.
    fn commit(&mut self, jobs: Vec<Job>) {
        let tables = match self.tables() {
            Ok(tables) => tables,
            Err(reason) => return refuse(jobs, &reason),
        };
        let mut batch = tables.database.batch();
        let mut appended = Vec::new();
        let mut compacted = Vec::new();
        let mut bound: HashMap<DocumentId, DocumentId> = HashMap::new();
        let mut bindings = Vec::new();
        for job in jobs {
            match job {
                Job::Open { answer } => drop(answer.send(Ok(()))),
                Job::Append { document, chunks, answer } => {
                    let from = match self.cursor(&tables, document) {
                        Ok(from) => from,
                        Err(error) => {
                            let _gone = answer.send(Err(error));
                            continue;
                        }
                    };
                    let mut next = from;
                    for chunk in chunks {
                        tables.put(&mut batch, &Record::new(Kind::Chunk, document, next, chunk));
                        next += 1;
                    }
                    self.remember(document, next);
                    appended.push((answer, next));
                }
                Job::Compact { document, snapshot, answer } => match self.fits(&tables, document, &snapshot) {
                    Ok(false) => drop(answer.send(Ok(false))),
                    Ok(true) => {
                        tables.put_snapshot(&mut batch, document, &snapshot);
                        compacted.push(answer);
                    }
                    Err(error) => drop(answer.send(Err(error))),
                },
                Job::Bind { document, commons, answer } => {
                    let there = match bound.get(&document) {
                        Some(commons) => Ok(Some(*commons)),
                        None => tables.binding(document),
                    };
                    match there {
                        Ok(Some(there)) if !bound.contains_key(&document) => drop(answer.send(Ok(there))),
                        Ok(there) => {
                            let commons = there.unwrap_or(commons);
                            if there.is_none() {
                                tables.put(&mut batch, &binding_record(document, commons));
                                bound.insert(document, commons);
                            }
                            bindings.push((answer, commons));
                        }
                        Err(error) => drop(answer.send(Err(error))),
                    }
                }
            }
        }
        if batch.is_empty() {
            // Nothing was written that would say how the disk is.
            return appended.into_iter().for_each(|(answer, cursor)| drop(answer.send(Ok(cursor))));
        }
        let early = self.acknowledge == Acknowledge::BeforeSync;
        let mode = if early { None } else { Some(PersistMode::SyncData) };
        match batch.durability(mode).commit() {
            Ok(()) => {
                *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = None;
                appended.into_iter().for_each(|(answer, cursor)| drop(answer.send(Ok(cursor))));
                compacted.into_iter().for_each(|answer| drop(answer.send(Ok(true))));
                bindings.into_iter().for_each(|(answer, commons)| drop(answer.send(Ok(commons))));
            }
            Err(error) => {
                let reason = self.failed(&error);
                appended
                    .into_iter()
                    .for_each(|(answer, _)| drop(answer.send(Err(StorageError::Write(reason.clone())))));
                compacted.into_iter().for_each(|answer| drop(answer.send(Err(StorageError::Write(reason.clone())))));
                bindings
                    .into_iter()
                    .for_each(|(answer, _)| drop(answer.send(Err(StorageError::Write(reason.clone())))));
            }
        }
    }

    /// The engine, as it can be written; after a failure, opened anew once the disk takes writes.
    fn tables(&mut self) -> Result<Tables, String> {
        let open = self.tables.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(tables) = open.filter(|_| !self.poisoned) {
            return Ok(tables);
        }
        recovery::has_room(&self.path).map_err(|error| error.to_string())?;
        self.close();
        // Nobody waits for the lock meanwhile: only this thread opens and closes.
        let (opened, _said_by_itself) = recovery::open(&self.path)?;
        self.poisoned = false;
        tracing::info!("the store is open again");
        Ok(self.tables.write().unwrap_or_else(PoisonError::into_inner).insert(opened).clone())
    }

    fn failed(&mut self, error: &fjall::Error) -> String {
        let reason = match error {
            fjall::Error::Io(io) => io.to_string(),
            other => other.to_string(),
        };
        tracing::error!(%reason, "the store could not be written; it will be opened anew");
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.clone());
        self.poisoned = true;
        self.cursors.clear();
        reason
    }

    fn cursor(&self, tables: &Tables, document: DocumentId) -> Result<Cursor, StorageError> {
        self.cursors.get(&document).map_or_else(|| tables.cursor(document), |cursor| Ok(*cursor))
    }

    fn remember(&mut self, document: DocumentId, cursor: Cursor) {
        if self.cursors.len() >= CURSORS {
            self.cursors.clear();
        }
        self.cursors.insert(document, cursor);
    }

    /// Whether the snapshot may take the place of the beginning of the log.
    fn fits(&self, tables: &Tables, document: DocumentId, snapshot: &Snapshot) -> Result<bool, StorageError> {
        let follows = tables.upto(document)? == snapshot.from && snapshot.from < snapshot.upto;
        Ok(follows && snapshot.upto <= self.cursor(tables, document)?)
    }
}

fn refuse(jobs: Vec<Job>, reason: &str) {
    let error = || StorageError::Write(reason.into());
    for job in jobs {
        match job {
            Job::Open { answer } => drop(answer.send(Err(StorageError::Read(reason.into())))),
            Job::Append { answer, .. } => drop(answer.send(Err(error()))),
            Job::Compact { answer, .. } => drop(answer.send(Err(error()))),
            Job::Bind { answer, .. } => drop(answer.send(Err(error()))),
        }
    }
}
