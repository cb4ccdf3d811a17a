//! The Meta-Carto as it is watched by somebody who has nothing but a link: a light page, a frame for other sites, and what keeps
//! both up to date.
//!
//! The server draws; the page has a picture and a list before any script runs. From then on it is sent the pieces that change
//! (server-sent events), and never loads the module. It knows nothing of the relay but when something was written.

mod list;
mod page;
mod places;
mod said;
mod sheet;
mod step;
mod watcher;

pub use places::{Maps, Places};
pub(crate) use said::{carto_of, nameless};

use crate::{
    config::Limits,
    directory::Directory,
    error::HttpError,
    pages::{ProjectionError, Projections, language},
    relay::{Relay, written::Written},
    state::AppState,
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use boucle_app::i18n::Language;
use boucle_model::Kind;
use boucle_sync::DocumentId;
use futures::{Stream, StreamExt, stream};
use prometheus_client::metrics::gauge::Gauge;
use said::Said;
use serde::Deserialize;
use sheet::Sheet;
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch::Receiver};
use tower_http::compression::CompressionLayer;
use watcher::{Frame, Frames};

/// After how long a page tries again that has lost us, at least. Each waits longer by up to as much, so that not all come back at once.
const RETRY: Duration = Duration::from_secs(2);
/// A line that says nothing, so that nobody between takes the connection for dead.
const ALIVE: Duration = Duration::from_secs(15);
/// After how long one may try again who was one too many, in seconds.
const LATER: &str = "30";
/// Maps that are drawn at the same time.
const AT_ONCE: usize = 4;

/// What a page in a frame of another site may do: show itself and listen to us, and nothing else. Any site may frame it.
const IN_A_FRAME: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// Every map that is watched, and what they share.
pub struct Watches {
    projections: Arc<dyn Projections>,
    directory: Arc<Directory>,
    places: Arc<Maps>,
    written: Arc<Written>,
    maps: Mutex<HashMap<DocumentId, Arc<Frames>>>,
    seats: Arc<Semaphore>,
    most_of_one: usize,
    drawing: Semaphore,
    watching: Gauge,
}

impl std::fmt::Debug for Watches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watches").finish_non_exhaustive()
    }
}

/// The place of somebody who watches, and what they see there.
struct Seat {
    frames: Receiver<Option<Arc<Frame>>>,
    _permit: OwnedSemaphorePermit,
    watching: Gauge,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.watching.dec();
    }
}

/// As many watch as may.
#[derive(Debug)]
struct Full;

impl Watches {
    pub(crate) fn new(
        projections: Arc<dyn Projections>,
        directory: Arc<Directory>,
        places: Arc<Maps>,
        relay: &Relay,
        limits: &Limits,
    ) -> Arc<Self> {
        Arc::new(Self {
            projections,
            directory,
            places,
            written: relay.written(),
            maps: Mutex::default(),
            seats: Arc::new(Semaphore::new(limits.watchers)),
            most_of_one: limits.watchers_of_a_map,
            drawing: Semaphore::new(AT_ONCE),
            watching: relay.watchers(),
        })
    }

    fn maps(&self) -> MutexGuard<'_, HashMap<DocumentId, Arc<Frames>>> {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches a map from now on; somebody looks after it from the first who does.
    fn watch(self: &Arc<Self>, commons: DocumentId) -> Result<Seat, Full> {
        let permit = Arc::clone(&self.seats).try_acquire_owned().map_err(|_none_left| Full)?;
        let mut maps = self.maps();
        let frames = maps.entry(commons).or_insert_with(|| {
            let frames = Arc::new(Frames::default());
            tokio::spawn(watcher::run(Arc::clone(self), commons, Arc::clone(&frames)));
            frames
        });
        if frames.receiver_count() >= self.most_of_one {
            return Err(Full);
        }
        self.watching.inc();
        Ok(Seat { frames: frames.subscribe(), _permit: permit, watching: self.watching.clone() })
    }

    /// Whether a map can be left alone, because nobody watches it: it is, then.
    fn leaves(&self, commons: DocumentId, frames: &Arc<Frames>) -> bool {
        let mut maps = self.maps();
        let is_alone = frames.receiver_count() == 0;
        if is_alone && maps.get(&commons).is_some_and(|there| Arc::ptr_eq(there, frames)) {
            maps.remove(&commons);
        }
        is_alone
    }

    /// Nobody looks after these frames any more.
    fn is_gone(&self, commons: DocumentId, frames: &Arc<Frames>) {
        let mut maps = self.maps();
        if maps.get(&commons).is_some_and(|there| Arc::ptr_eq(there, frames)) {
            maps.remove(&commons);
        }
    }

    /// The frame that those see who watch this map, if anybody does.
    fn frame(&self, commons: DocumentId) -> Option<Arc<Frame>> {
        self.maps().get(&commons).and_then(|frames| frames.borrow().clone())
    }

    /// The map as it is now; none where there is no such commons.
    async fn now(&self, commons: DocumentId) -> Result<Option<Arc<Said>>, ProjectionError> {
        Ok(Said::read(&*self.projections, &self.directory, commons).await?.map(Arc::new))
    }

    /// Draws a map; nothing where that fails, which is said in the log.
    async fn draw(&self, said: &Arc<Said>, language: Language) -> Option<Sheet> {
        let graph = Arc::new(said.graph(language.words()));
        let places = self.places.places(said.commons, Arc::clone(&graph)).await;
        let _turn = self.drawing.acquire().await;
        let said = Arc::clone(said);
        let drawn = tokio::task::spawn_blocking(move || Sheet::draw(&said, &graph, &places, language));
        drawn.await.inspect_err(|error| tracing::error!(%error, "a map could not be drawn")).ok()
    }
}

/// The three addresses of a map that is watched.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/c/{commons}/carto/watch", get(page))
        .route("/c/{commons}/carto/embed", get(frame))
        .layer(CompressionLayer::new())
        .route("/c/{commons}/carto/changes", get(changes))
}

async fn page(State(state): State<AppState>, Path(commons): Path<String>, headers: HeaderMap) -> Response {
    let spoken = language(&headers);
    let html = match shown(&state, &commons, spoken).await {
        Ok(shown) => page::watched(&state.site, shown.sheet(spoken), &commons, &public(&headers, &commons)),
        Err(lost) => return page::lost(&state.site, lost, spoken),
    };
    page::answer(StatusCode::OK, html, spoken)
}

/// The picture for a frame of another site. What cannot be shown is said there too.
async fn frame(State(state): State<AppState>, Path(commons): Path<String>, headers: HeaderMap) -> Response {
    let spoken = language(&headers);
    let mut response = match shown(&state, &commons, spoken).await {
        Ok(shown) => page::answer(StatusCode::OK, page::framed(&state.site, shown.sheet(spoken), &commons), spoken),
        Err(lost) => page::lost(&state.site, lost, spoken),
    };
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(IN_A_FRAME));
    response
}

/// What a page shows: what those see who watch already, or what is read for it.
enum Shown {
    Frame(Arc<Frame>),
    Sheet(Box<Sheet>),
}

impl Shown {
    fn sheet(&self, language: Language) -> &Sheet {
        match self {
            Self::Frame(frame) => frame.sheet(language),
            Self::Sheet(sheet) => sheet,
        }
    }
}

/// Why a map cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    Malformed,
    Unknown,
    Failed,
}

async fn shown(state: &AppState, commons: &str, language: Language) -> Result<Shown, Lost> {
    let commons: DocumentId = commons.parse().map_err(|_misspelt| Lost::Malformed)?;
    if let Some(frame) = state.watches.frame(commons) {
        return Ok(Shown::Frame(frame));
    }
    let said = state.watches.now(commons).await.map_err(|error| {
        tracing::error!(%error, %commons, "a map could not be shown");
        Lost::Failed
    })?;
    let sheet = state.watches.draw(&said.ok_or(Lost::Unknown)?, language).await;
    sheet.map(|sheet| Shown::Sheet(Box::new(sheet))).ok_or(Lost::Failed)
}

/// What a page says when it begins to listen.
#[derive(Debug, Deserialize)]
struct Asked {
    /// What it shows already.
    at: Option<String>,
    /// The language it is in.
    lang: Option<String>,
}

/// What happens on a map, for as long as somebody listens.
async fn changes(
    State(state): State<AppState>,
    Path(commons): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let spoken = asked.lang.as_deref().and_then(Language::of_tag).unwrap_or_else(|| language(&headers));
    let words = spoken.words();
    let refused = |status, public: &str| HttpError::Refused { status, public: public.to_owned() };
    if state.relay.is_draining() {
        return Err(refused(StatusCode::SERVICE_UNAVAILABLE, words.watch.lost));
    }
    let commons: DocumentId =
        commons.parse().map_err(|_misspelt| refused(StatusCode::NOT_FOUND, words.lost.malformed.title))?;
    let is_watched = state.watches.frame(commons).is_some();
    if !is_watched {
        let found =
            state.watches.projections.document(Kind::Commons, commons).await.map_err(|error| {
                HttpError::Unavailable { public: words.lost.failed.title, cause: error.to_string() }
            })?;
        if found.is_none_or(|found| found.kind() != Kind::Commons) {
            return Err(refused(StatusCode::NOT_FOUND, words.lost.unknown_commons.title));
        }
    }
    let Ok(seat) = state.watches.watch(commons) else {
        let refusal = refused(StatusCode::SERVICE_UNAVAILABLE, words.watch.full);
        return Ok(([(header::RETRY_AFTER, LATER)], refusal).into_response());
    };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let listening = Listening { seat, language: spoken, has: last.or(asked.at), is_new: true };
    let relay = Arc::clone(&state.relay);
    let events = listening.events().take_until(async move { relay.drained().await });
    let sse = Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE));
    // Whoever stands between passes each on as it comes.
    Ok(([(HeaderName::from_static("x-accel-buffering"), "no")], sse).into_response())
}

/// Somebody who listens. What is not sent in time is not kept: the next that is sent leads to the latest.
struct Listening {
    seat: Seat,
    language: Language,
    /// What they have.
    has: Option<String>,
    is_new: bool,
}

impl Listening {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut listening| async move {
            if std::mem::take(&mut listening.is_new) {
                return Some((Ok(Event::default().retry(RETRY + RETRY.mul_f64(rand::random()))), listening));
            }
            loop {
                let frame = listening.seat.frames.borrow_and_update().clone();
                if let Some(event) = frame.and_then(|frame| listening.next(&frame)) {
                    return Some((Ok(event), listening));
                }
                // Nobody looks after the map any more: the page asks again.
                listening.seat.frames.changed().await.ok()?;
            }
        })
    }

    fn next(&mut self, frame: &Frame) -> Option<Event> {
        let told = frame.told_to(self.language, self.has.as_deref())?;
        let at = frame.sheet(self.language).at.clone();
        let event = Event::default().id(&at).data(told);
        self.has = Some(at);
        Some(event)
    }
}

/// The address of the frame for other sites: as whoever asked has ours. Without a word of what stands before us, it is by the
/// protocol of the site that shows it.
fn public(headers: &HeaderMap, commons: &str) -> String {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).filter(|host| host.parse::<axum::http::uri::Authority>().is_ok());
    let proto = text(HeaderName::from_static("x-forwarded-proto")).filter(|proto| ["http", "https"].contains(proto));
    let colon = if proto.is_some() { ":" } else { "" };
    let site = host.map(|host| format!("{}{colon}//{host}", proto.unwrap_or_default())).unwrap_or_default();
    format!("{site}/c/{commons}/carto/embed")
}
