//! The whole URL table, and the headers every answer carries.

use crate::{
    binding,
    directory::http,
    error::HttpError,
    example, pages,
    relay::{Relay, socket},
    state::AppState,
    storage::StorageError,
    watch,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use std::sync::Arc;
use tower_http::{services::ServeDir, trace::TraceLayer};

/// No inline script, no inline style, nobody else's origin. `wasm-unsafe-eval` lets the module compile, and nothing more.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that is served.
///
/// | path | what |
/// |---|---|
/// | `/sync` | the websocket of the relay |
/// | `/documents/{id}/commons` | to which commons a document is bound; said once (PUT) |
/// | `/example/{language}` | an example for a visitor: documents, in JSON |
/// | `/health`, `/ready` | for whoever runs it |
/// | `PUT /people/{id}` | what a person says of themselves, signed |
/// | `POST /people` | what is newer here of these people, and of whom the asker has something newer |
/// | `/assets/*` | hashed files, kept for ever |
/// | `/sw.js`, `/manifest.webmanifest`, icons | files of the site, asked for anew each time |
/// | `/c/{commons}/carto/watch` | the Meta-Carto on a light page |
/// | `/c/{commons}/carto/embed` | the same for a frame of another site |
/// | `/c/{commons}/carto/changes` | what happens on it, as server-sent events |
/// | `/shell` | the empty page for starting without network |
/// | everything else | a page |
pub fn router(state: AppState) -> Router {
    let files = ServeDir::new(state.site_dir.as_path()).precompressed_br().precompressed_gzip();
    let assets = Router::new()
        .nest_service("/assets", ServeDir::new(state.site_dir.join("assets")).precompressed_br().precompressed_gzip())
        .layer(middleware::from_fn(for_ever));
    let mut site = Router::new();
    for file in ["/sw.js", "/manifest.webmanifest", "/favicon.svg"] {
        site = site.route_service(file, files.clone());
    }
    let site =
        site.nest_service("/icons", ServeDir::new(state.site_dir.join("icons"))).layer(middleware::from_fn(ask_anew));
    let people = Router::new()
        .route("/people/{id}", put(http::put).layer(DefaultBodyLimit::max(http::PUT_BYTES)))
        .route("/people", post(http::ask).layer(DefaultBodyLimit::max(http::ASK_BYTES)))
        .layer(middleware::from_fn_with_state(state.clone(), from_our_pages))
        .layer(middleware::from_fn(never_kept));
    Router::new()
        .route("/sync", get(sync))
        .route("/example/{language}", get(example::get))
        .route(
            "/documents/{id}/commons",
            get(binding::get).put(binding::put).layer(DefaultBodyLimit::max(binding::BYTES)),
        )
        .route("/health", get(health))
        .route("/ready", get(ready))
        .merge(people)
        .merge(assets)
        .merge(site)
        .merge(watch::router())
        .merge(pages::router(state.site.clone(), state.projector.clone(), state.maps.clone()))
        .layer(middleware::from_fn(security))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            // The path only: a query could carry what nobody meant to log.
            tracing::debug_span!("http", method = %request.method(), path = request.uri().path())
        }))
        .with_state(state)
}

async fn sync(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    if !origin_allowed(request.headers(), &state.origins) {
        return Err(HttpError::Forbidden { public: "pages of this origin may not open the websocket" });
    }
    if state.relay.is_draining() {
        return Err(HttpError::Unavailable { public: "the server restarts", cause: "a socket while draining".into() });
    }
    let answer = socket::upgrade(state.relay, request);
    answer.map_err(|error| HttpError::BadRequest { public: "this address is for websockets", cause: error.to_string() })
}

/// A page's origin must be ours or on the list; programs that are not browsers send none.
pub(crate) fn origin_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let ours = headers.get(header::HOST).and_then(|h| h.to_str().ok()).is_some_and(|host| {
        origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(|o| o == host)
    });
    ours || allowed.iter().any(|a| a == origin)
}

/// Whether the process lives and its store can be written.
async fn health(State(state): State<AppState>) -> Result<&'static str, HttpError> {
    let unavailable = |error: StorageError| HttpError::Unavailable {
        public: "the store cannot be written",
        cause: error.to_string(),
    };
    state.storage.health().map(|()| "ok").map_err(unavailable)
}

/// Whether new visitors should be sent here.
async fn ready(State(state): State<AppState>) -> Result<&'static str, HttpError> {
    if state.relay.is_draining() {
        return Err(HttpError::Unavailable { public: "draining", cause: "the relay is draining".into() });
    }
    health(State(state)).await.map(|_| "ready")
}

/// What the operator's own listener answers: `/metrics`, and nothing else.
pub fn metrics(relay: Arc<Relay>) -> Router {
    Router::new().route("/metrics", get(numbers)).with_state(relay)
}

async fn numbers(State(relay): State<Arc<Relay>>) -> Result<Response, HttpError> {
    // It counts what lies in a folder.
    let text = tokio::task::spawn_blocking(move || relay.metrics()).await;
    let unavailable = |cause: String| HttpError::Unavailable { public: "no metrics", cause };
    let text = text.map_err(|error| unavailable(error.to_string()))?.map_err(|error| unavailable(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}

async fn security(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        // What other sites may frame says so itself.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Pages of other origins have no business with the directory.
async fn from_our_pages(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, HttpError> {
    if origin_allowed(request.headers(), &state.origins) {
        Ok(next.run(request).await)
    } else {
        Err(HttpError::Forbidden { public: "pages of this origin may not use the directory" })
    }
}

/// What somebody may erase stays in nobody's cache.
async fn never_kept(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn for_ever(request: Request, next: Next) -> Response {
    cached(next.run(request).await, "public, max-age=31536000, immutable")
}

async fn ask_anew(request: Request, next: Next) -> Response {
    cached(next.run(request).await, "no-cache")
}

fn cached(mut response: Response, how: &'static str) -> Response {
    if response.status().is_success() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    }
    response.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r6_a_foreign_origin_is_refused() {
        let headers = |origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("meetup.example:3000"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            headers
        };
        let allowed = ["https://carto.example".to_owned()];
        for (origin, expected) in [
            (None, true),
            (Some("http://meetup.example:3000"), true),
            (Some("https://meetup.example:3000"), true),
            (Some("https://carto.example"), true),
            (Some("https://meetup.example"), false),
            (Some("https://meetup.example:3000.evil.example"), false),
            (Some("https://evil.example"), false),
            (Some("null"), false),
        ] {
            assert_eq!(origin_allowed(&headers(origin), &allowed), expected, "{origin:?}");
        }
    }
}
