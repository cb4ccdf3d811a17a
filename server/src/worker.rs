//! Where documents are built: in a process of its own, bounded in memory and time.
//!
//! A document is what strangers wrote. Bytes that pass every check can still make Automerge panic, turn in circles or
//! ask for more memory than there is. In here that ends a worker, and never the relay.

mod child;
mod frame;
mod job;

pub use child::serve;
pub use job::Job;

use bytes::Bytes;
use rustix::process::Signal;
use std::{
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Semaphore,
    time::timeout,
};

/// Jobs after which a worker is let go, so that what it never gave back goes with it.
const JOBS: u32 = 200;
/// Most bytes of an answer: more than any document that fits a worker's memory.
const MAX_ANSWER: usize = 1 << 30;

/// What a worker may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of address space.
    pub memory: u64,
    /// For one job.
    pub time: Duration,
    /// Workers at the same time.
    pub at_once: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { memory: 1 << 30, time: Duration::from_secs(30), at_once: 2 }
    }
}

/// Why a job has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Document(String),
    #[error("building it took more than {} seconds", .0.as_secs())]
    Time(Duration),
    #[error("building it ended the worker ({0}); it may have asked for more memory than the {1} MiB it is given")]
    Died(ExitStatus, u64),
    #[error("no worker can be had: {0}")]
    System(String),
}

impl Failure {
    /// Whether it was the document, which will fail again, and not the machine.
    #[must_use]
    pub fn is_of_the_document(&self) -> bool {
        !matches!(self, Self::System(_))
    }
}

/// The workers of this process. Each is started when it is needed.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    bounds: Bounds,
    turns: Semaphore,
    idle: Mutex<Vec<Worker>>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    jobs: u32,
}

impl Workers {
    /// `program` is this program, which is a worker when it is told so.
    #[must_use]
    pub fn new(program: PathBuf, bounds: Bounds) -> Self {
        Self { program, bounds, turns: Semaphore::new(bounds.at_once), idle: Mutex::default() }
    }

    /// Has a job done.
    ///
    /// # Errors
    /// When the document cannot be built within the bounds, or no worker can be had.
    pub async fn run(&self, job: &Job) -> Result<Vec<Bytes>, Failure> {
        let system = |error: &dyn std::error::Error| Failure::System(error.to_string());
        let _turn = self.turns.acquire().await.map_err(|closed| system(&closed))?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // One that has died meanwhile says nothing of this job.
        if idle.as_mut().is_some_and(|worker| !matches!(worker.child.try_wait(), Ok(None))) {
            idle = None;
        }
        let mut worker = match idle {
            Some(worker) => worker,
            None => self.start().map_err(|error| system(&error))?,
        };
        match timeout(self.bounds.time, worker.ask(job)).await {
            Ok(Ok(answer)) => {
                worker.jobs += 1;
                if worker.jobs < JOBS {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                }
                answer.map_err(Failure::Document)
            }
            Ok(Err(_broken_pipe)) => {
                // It may also have answered nonsense, and live.
                let _dead_already = worker.child.start_kill();
                let status = worker.child.wait().await.map_err(|error| system(&error))?;
                // Somebody ended it from outside: whoever stops the server, or a machine without memory.
                match status.signal().and_then(Signal::from_named_raw) {
                    Some(signal @ (Signal::TERM | Signal::INT | Signal::HUP | Signal::KILL)) => {
                        Err(Failure::System(format!("it was ended from outside ({signal:?})")))
                    }
                    _ => Err(Failure::Died(status, self.bounds.memory >> 20)),
                }
            }
            // Dropped here, and killed with that.
            Err(_elapsed) => Err(Failure::Time(self.bounds.time)),
        }
    }

    fn start(&self) -> std::io::Result<Worker> {
        let mut command = Command::new(&self.program);
        command.arg("worker").arg("--memory").arg(self.bounds.memory.to_string());
        // What a document says of itself does not belong into the log: the answer tells why it failed.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        // What a terminal says to the server is not said to its workers.
        command.process_group(0);
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (stdin, stdout) = pipes.ok_or_else(|| std::io::Error::other("a worker without pipes"))?;
        Ok(Worker { child, stdin, stdout, jobs: 0 })
    }
}

impl Worker {
    async fn ask(&mut self, job: &Job) -> std::io::Result<Result<Vec<Bytes>, String>> {
        let (kind, parts) = job.parts();
        self.stdin.write_all(&frame::encode(kind, &parts)).await?;
        self.stdin.flush().await?;
        let mut header = [0; frame::HEADER];
        self.stdout.read_exact(&mut header).await?;
        let (kind, length) = frame::header(header);
        if length > MAX_ANSWER {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        let mut body = vec![0; length];
        self.stdout.read_exact(&mut body).await?;
        frame::answer(kind, &body.into()).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
    }
}
