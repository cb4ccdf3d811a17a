//! A snapshot stands for the beginning of a log, and the log is cut only once the snapshot has been loaded
//! back and its heads compared.

use automerge::{Automerge, ChangeHash};
use boucle_sync::DocumentId;
use bytes::Bytes;

/// Builds a document away from the relay's tasks, saves it, and loads it back. `None`, and the log stays, when
/// anything about it is not exactly as it was.
pub(super) async fn snapshot(
    id: DocumentId,
    (before, chunks): (Option<Bytes>, Vec<Bytes>),
    heads: Vec<ChangeHash>,
) -> Option<Bytes> {
    let built = tokio::task::spawn_blocking(move || {
        std::panic::catch_unwind(|| {
            let bytes: Vec<u8> = before.iter().chain(&chunks).flat_map(|b| b.iter().copied()).collect();
            let document = Automerge::load(&bytes).map_err(|error| error.to_string())?;
            let saved = document.save();
            let again = Automerge::load(&saved).map_err(|error| format!("it cannot be loaded back: {error}"))?;
            if again.get_heads() == heads { Ok(Bytes::from(saved)) } else { Err("its heads differ".to_owned()) }
        })
        .unwrap_or_else(|_panic| Err("building it panicked".to_owned()))
    })
    .await;
    match built {
        Ok(Ok(bytes)) => Some(bytes),
        Ok(Err(reason)) => {
            tracing::warn!(document = %id, %reason, "no snapshot was made; the log stays");
            None
        }
        Err(error) => {
            tracing::warn!(document = %id, %error, "no snapshot was made; the log stays");
            None
        }
    }
}
