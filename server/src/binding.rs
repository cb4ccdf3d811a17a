//! To which commons a document belongs: said once, when there is something of it, and by whoever says it first.
//!
//! Nothing depends on it yet but that it is so: rights will be asked of the commons.

use crate::{error::HttpError, routes::origin_allowed, state::AppState, storage::StorageError};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use boucle_sync::DocumentId;

/// Longest body: an id, and what stands around it.
pub(crate) const BYTES: usize = 256;

fn named(text: &str) -> Result<DocumentId, HttpError> {
    text.trim()
        .parse::<DocumentId>()
        .map_err(|cause| HttpError::BadRequest { public: "this is not the id of a document", cause: cause.to_string() })
}

fn unavailable(error: StorageError) -> HttpError {
    HttpError::Unavailable { public: "the store does not answer", cause: error.to_string() }
}

fn not_here(public: &str) -> HttpError {
    HttpError::Refused { status: StatusCode::NOT_FOUND, public: public.to_owned() }
}

fn bound(commons: DocumentId) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], commons.to_string()).into_response()
}

/// `GET /documents/{id}/commons`
pub(crate) async fn get(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, HttpError> {
    let commons = state.storage.commons(named(&id)?).await.map_err(unavailable)?;
    commons.map(bound).ok_or_else(|| not_here("this document is bound to no commons here"))
}

/// `PUT /documents/{id}/commons`, with the id of the commons. Answers to which commons the document is bound, which may be
/// another one.
pub(crate) async fn put(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    commons: String,
) -> Result<Response, HttpError> {
    if !origin_allowed(&headers, &state.origins) {
        return Err(HttpError::Forbidden { public: "pages of this origin may not bind documents" });
    }
    let (document, commons) = (named(&id)?, named(&commons)?);
    for known in [document, commons] {
        // A stranger cannot fill the store with what is bound and not there.
        if state.storage.cursor(known).await.map_err(unavailable)? == 0 {
            return Err(not_here("nothing of this document, or of this commons, is here"));
        }
    }
    state.storage.bind(document, commons).await.map(bound).map_err(unavailable)
}
