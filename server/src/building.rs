//! Documents built in workers, for a snapshot or a page. One that cannot be built is put into quarantine, with the
//! change that is to blame; its log stays as it is.

use crate::{
    quarantine::{Blamed, Case, Quarantine},
    worker::{Bounds, Failure, Job, Workers},
};
use automerge::ChangeHash;
use boucle_app::projection::Projection;
use boucle_model::Kind;
use boucle_sync::{
    DocumentId,
    chunk::{self, Chunk},
};
use bytes::Bytes;
use std::{io, path::PathBuf, sync::Arc, time::Duration};
use tokio::time::timeout;

/// What a document is built from: the snapshot, if there is one, and the changes after it.
#[derive(Debug, Clone)]
pub struct Contents {
    pub snapshot: Option<Bytes>,
    /// How many changes the snapshot covers.
    pub covered: usize,
    pub tail: Vec<Bytes>,
}

impl Contents {
    /// The snapshot, and the first of the changes after it.
    fn chunks(&self, tail: usize) -> Vec<Bytes> {
        self.snapshot.iter().chain(&self.tail[..tail]).cloned().collect()
    }
}

/// Pages wait for no longer.
const PAGE: Duration = Duration::from_secs(10);

/// Whoever has documents built. What strangers send whole, and documents that failed, wait for workers of their own, so
/// that nobody else waits for them.
#[derive(Debug)]
pub struct Builder {
    workers: Workers,
    strangers: Workers,
    failed: Workers,
    quarantine: Quarantine,
}

impl Builder {
    #[must_use]
    pub fn new(program: PathBuf, bounds: Bounds, quarantine: Quarantine) -> Arc<Self> {
        let alone = Bounds { at_once: 1, ..bounds };
        let workers = |bounds| Workers::new(program.clone(), bounds);
        Arc::new(Self { workers: workers(bounds), strangers: workers(alone), failed: workers(alone), quarantine })
    }

    /// Whether the document has failed before, and nobody has released it since.
    #[must_use]
    pub fn is_in_quarantine(&self, document: DocumentId) -> bool {
        self.quarantine.holds(document)
    }

    /// How many documents are in quarantine.
    #[must_use]
    pub fn quarantined(&self) -> usize {
        self.quarantine.cases().map_or(0, |cases| cases.len())
    }

    /// A snapshot that has been loaded back, and whose heads are these.
    ///
    /// # Errors
    /// When the document cannot be built, or no worker can be had.
    pub async fn snapshot(
        self: &Arc<Self>,
        document: DocumentId,
        contents: &Contents,
        heads: Vec<ChangeHash>,
    ) -> Result<Bytes, Failure> {
        let job = Job::Snapshot { heads, chunks: contents.chunks(contents.tail.len()) };
        self.build(document, contents, &job).await?.pop().ok_or_else(no_answer)
    }

    /// The title, the name of the phase, and the pad of a meetup.
    ///
    /// # Errors
    /// When the document cannot be built, or no worker can be had.
    pub async fn project(
        self: &Arc<Self>,
        kind: Kind,
        document: DocumentId,
        contents: &Contents,
    ) -> Result<Projection, Failure> {
        let job = Job::Project { kind, document, chunks: contents.chunks(contents.tail.len()) };
        let built = timeout(PAGE, self.build(document, contents, &job)).await;
        let parts = built.unwrap_or_else(|_elapsed| Err(Failure::System("the page took too long".into())))?;
        let projection = parts.first().and_then(|json| serde_json::from_slice(json).ok());
        projection.ok_or_else(no_answer)
    }

    /// The changes of a whole document that somebody sent, in causal order.
    ///
    /// # Errors
    /// When it cannot be built, or no worker can be had.
    pub async fn split(&self, document: Bytes) -> Result<Vec<Bytes>, Failure> {
        self.strangers.run(&Job::Split(document)).await
    }

    async fn build(
        self: &Arc<Self>,
        document: DocumentId,
        contents: &Contents,
        job: &Job,
    ) -> Result<Vec<Bytes>, Failure> {
        if self.is_in_quarantine(document) {
            return Err(Failure::Document("it is in quarantine".into()));
        }
        let failure = match self.workers.run(job).await {
            Err(failure) if failure.is_of_the_document() => failure,
            built => return built,
        };
        // Once more, elsewhere and alone: a machine that was busy is no fault of the document.
        let (builder, contents, job) = (Arc::clone(self), contents.clone(), job.clone());
        tokio::spawn(async move { builder.look_into(document, &contents, &job).await });
        Err(failure)
    }

    /// A document has failed. If it does so again it is put away, and the change to blame is looked for.
    async fn look_into(&self, document: DocumentId, contents: &Contents, job: &Job) {
        let failure = match self.failed.run(job).await {
            Err(failure) if failure.is_of_the_document() => failure,
            _ => return tracing::warn!(%document, "it could not be built once, and then it could"),
        };
        if self.is_in_quarantine(document) {
            return;
        }
        self.put_away(document, contents, &failure, None);
        match self.blame(contents).await {
            Ok(None) => {}
            Ok(change) => self.put_away(document, contents, &failure, change),
            Err(error) => tracing::warn!(%document, %error, "which change is to blame could not be found out"),
        }
    }

    /// The change after the snapshot with which the document begins to fail, by its place among them.
    async fn blame(&self, contents: &Contents) -> Result<Option<usize>, Failure> {
        let (mut good, mut bad) = (0, contents.tail.len());
        if bad == 0 || !self.fails(contents, bad).await? || self.fails(contents, 0).await? {
            return Ok(None);
        }
        while bad - good > 1 {
            let middle = good.midpoint(bad);
            if self.fails(contents, middle).await? {
                bad = middle;
            } else {
                good = middle;
            }
        }
        Ok(Some(bad - 1))
    }

    async fn fails(&self, contents: &Contents, tail: usize) -> Result<bool, Failure> {
        match self.failed.run(&Job::Try(contents.chunks(tail))).await {
            Ok(_) => Ok(false),
            Err(failure) if failure.is_of_the_document() => Ok(true),
            Err(failure) => Err(failure),
        }
    }

    fn put_away(&self, document: DocumentId, contents: &Contents, failure: &Failure, change: Option<usize>) {
        let bytes = change.map(|change| &contents.tail[change]);
        let blamed = change.zip(bytes).and_then(|(change, bytes)| blamed(contents.covered + change, bytes));
        let hash = blamed.as_ref().map_or("not found yet", |blamed| &blamed.hash).to_owned();
        let case = Case::new(document, failure.to_string(), contents.covered + contents.tail.len(), blamed);
        tracing::error!(%document, %failure, change = %hash, "in quarantine: it is served from its log, which stays");
        let put: io::Result<()> = self.quarantine.put(document, case, bytes.map(|bytes| &bytes[..]));
        if let Err(error) = put {
            tracing::error!(%document, %error, "the quarantine cannot be written; it will be tried again");
        }
    }
}

fn blamed(position: usize, bytes: &Bytes) -> Option<Blamed> {
    let Ok(Chunk::Change(header)) = chunk::read(bytes) else { return None };
    let actor = header.actor.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Blamed { position, hash: header.hash.to_string(), actor, seq: header.seq, bytes: bytes.len() })
}

fn no_answer() -> Failure {
    Failure::System("a worker answered something else".into())
}
