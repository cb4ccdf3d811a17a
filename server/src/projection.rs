//! History-free projections of public documents: what pages are drawn from.
//!
//! They are built away from the relay's tasks, in a worker and straight from the store. For pages at most one is
//! built at a time, and a busy document at most once a second; for those who follow a document, one at a time beside that.

use crate::{
    building::{Builder, Contents},
    pages::{ProjectionError, Projections},
    storage::{Cursor, Storage},
};
use boucle_app::projection::Projection;
use boucle_model::Kind;
use boucle_sync::DocumentId;
use futures::future::BoxFuture;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::Semaphore;

/// How old a projection of a busy document may be.
const MAX_AGE: Duration = Duration::from_secs(1);
/// Projections kept; the oldest go first.
const MAX_KEPT: usize = 500;
/// Documents built at the same time, so that pages never starve the relay.
const AT_ONCE: usize = 1;

/// A document, and what it was taken for.
type Key = (Kind, DocumentId);

#[derive(Clone)]
struct Kept {
    cursor: Cursor,
    made: Instant,
    projection: Projection,
}

/// Builds and keeps projections.
pub struct Projector {
    storage: Arc<dyn Storage>,
    builder: Arc<Builder>,
    kept: Mutex<HashMap<Key, Kept>>,
    turns: Semaphore,
    /// Those who show what is written as it is written do not wait for pages.
    following: Semaphore,
}

impl std::fmt::Debug for Projector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Projector").finish_non_exhaustive()
    }
}

impl Projector {
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, builder: Arc<Builder>) -> Self {
        Self {
            storage,
            builder,
            kept: Mutex::new(HashMap::new()),
            turns: Semaphore::new(AT_ONCE),
            following: Semaphore::new(AT_ONCE),
        }
    }

    fn kept(&self, key: Key) -> Option<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn keep(&self, key: Key, entry: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT
            && let Some(oldest) = kept.iter().min_by_key(|(_, k)| k.made).map(|(id, _)| *id)
        {
            kept.remove(&oldest);
        }
        kept.insert(key, entry);
    }

    /// The document as it was so long ago at most.
    async fn project(
        &self,
        kind: Kind,
        document: DocumentId,
        age: Duration,
    ) -> Result<Option<Projection>, ProjectionError> {
        let failed = |cause: String| ProjectionError { cause };
        if let Some(kept) = self.kept((kind, document)).filter(|k| k.made.elapsed() < age) {
            return Ok(Some(kept.projection));
        }
        let turns = if age.is_zero() { &self.following } else { &self.turns };
        let _turn = turns.acquire().await.map_err(|closed| failed(closed.to_string()))?;
        let cursor = self.storage.cursor(document).await.map_err(|error| failed(error.to_string()))?;
        if cursor == 0 {
            return Ok(None);
        }
        if self.builder.is_in_quarantine(document) {
            return Err(failed("it is in quarantine".into()));
        }
        if let Some(kept) = self.kept((kind, document)).filter(|k| k.cursor == cursor || k.made.elapsed() < age) {
            return Ok(Some(kept.projection));
        }
        let loaded = self.storage.load(document).await.map_err(|error| failed(error.to_string()))?;
        let (stored, cursor) = (loaded.stored, loaded.cursor);
        let covered = usize::try_from(cursor).unwrap_or(usize::MAX).saturating_sub(stored.chunks.len());
        let snapshot = stored.snapshot.map(|snapshot| snapshot.bytes);
        let contents = Contents { snapshot, covered, tail: stored.chunks };
        let built = self.builder.project(kind, document, &contents).await;
        let projection = built.map_err(|failure| failed(failure.to_string()))?;
        self.keep((kind, document), Kept { cursor, made: Instant::now(), projection: projection.clone() });
        Ok(Some(projection))
    }
}

impl Projections for Projector {
    fn document(&self, kind: Kind, document: DocumentId) -> BoxFuture<'_, Result<Option<Projection>, ProjectionError>> {
        Box::pin(self.project(kind, document, MAX_AGE))
    }

    fn now(&self, kind: Kind, document: DocumentId) -> BoxFuture<'_, Result<Option<Projection>, ProjectionError>> {
        Box::pin(self.project(kind, document, Duration::ZERO))
    }
}
