//! The pages, rendered whole: a reader without scripts has everything, and the module finds in the browser what was drawn here.
//!
//! Leptos would write inline scripts behind the page to hand over what asynchronous resources resolved to. Our views have no
//! such resources and our pages no inline script: what the first render needs is data in a `<script type="application/json">`.

mod document;

use crate::{
    site::Site,
    watch::{self, Maps},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use boucle_app::{
    Outcome,
    address::{Address, CommonsPage, MeetupAddress, MeetupPage, commons_of_carto},
    commons_title,
    i18n::{Language, Message, Words},
    meetup_title, part_of,
    projection::{Beside, Initial, Projection},
};
use boucle_model::{Kind, MeetupId, Telling, standing};
use boucle_sync::DocumentId;
pub(crate) use document::WindowTitle;
use document::{Document, Failed, Shell};
use futures::{StreamExt, future::BoxFuture};
use leptos::prelude::*;
use leptos_axum::handle_response_inner;
use std::sync::Arc;

/// What pages are drawn from: documents without their history.
pub trait Projections: Send + Sync {
    /// The document as it is now; `None` when the server has none of this name. One that is not of this kind is projected as
    /// what it is.
    fn document(&self, kind: Kind, document: DocumentId) -> BoxFuture<'_, Result<Option<Projection>, ProjectionError>>;

    /// The same, and surely with all that was written before this was asked.
    fn now(&self, kind: Kind, document: DocumentId) -> BoxFuture<'_, Result<Option<Projection>, ProjectionError>> {
        self.document(kind, document)
    }
}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be projected: {cause}")]
pub struct ProjectionError {
    pub cause: String,
}

/// How many editions the long view is drawn from, the latest.
const MOST_TOLD: usize = 100;

/// What the pages share.
#[derive(Clone)]
struct Pages {
    site: Arc<Site>,
    projections: Arc<dyn Projections>,
    maps: Arc<Maps>,
}

/// Every page, and the empty shell from which the app starts without a network.
pub fn router<S>(site: Arc<Site>, projections: Arc<dyn Projections>, maps: Arc<Maps>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    // Refused when it is set already, which is as good.
    let _ = any_spawner::Executor::init_tokio();
    Router::new().route("/shell", get(shell)).fallback(page).with_state(Pages { site, projections, maps })
}

/// Renders the page of an address, whichever it is: an address where nothing is has a page too.
async fn page(State(pages): State<Pages>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let language = language(request.headers());
    let path = request.uri().path();
    let address = Address::of(path);
    let mut initial = Initial::default();
    for (kind, id) in address.documents() {
        match pages.projections.document(kind, id).await {
            Ok(Some(found)) if found.kind() != kind => return elsewhere(found.kind(), id),
            Ok(Some(found)) => initial.documents.push(found),
            Ok(None) => initial.unknown.push(id.to_string()),
            Err(error) => {
                tracing::error!(%error, path, "a page could not be drawn");
                return failed(&pages.site, language).await;
            }
        }
    }
    if let Address::Commons(_, CommonsPage::Strands | CommonsPage::Carto) = address {
        initial.tellings = Some(tellings(&*pages.projections, &initial).await);
    }
    if let Address::Commons(commons, CommonsPage::Carto) = address
        && let Err(error) = with_map(&pages, commons, &mut initial).await
    {
        tracing::error!(%error, path, "the page of a map could not be drawn");
        return failed(&pages.site, language).await;
    }
    let title = title(&address, &initial, language.words());
    let part = part_of(&address);
    let site = Arc::clone(&pages.site);
    let view = move || view! { <Document site language initial title part /> };
    drawn(view, language, path).await
}

/// Adds the map of a commons, and where everything on it stands: there as whoever watches it sees it. A map on which nobody
/// has put anything is not missing.
async fn with_map(pages: &Pages, commons: DocumentId, initial: &mut Initial) -> Result<(), ProjectionError> {
    let editions = initial.documents.iter().find_map(|found| match &found.beside {
        Beside::Commons { editions, .. } => Some(editions.clone()),
        Beside::Meetup(_) | Beside::Carto(_) => None,
    });
    // Of a commons that is not here nothing is on any map.
    let Some(editions) = editions else { return Ok(()) };
    let found = pages.projections.document(Kind::Carto, watch::carto_of(commons)).await?;
    let found = found.filter(|found| found.kind() == Kind::Carto);
    let carto = found.as_ref().and_then(|found| match &found.beside {
        Beside::Carto(carto) => Some(&**carto),
        Beside::Commons { .. } | Beside::Meetup(_) => None,
    });
    let graph = watch::nameless(carto, &editions, initial.tellings.as_deref().unwrap_or_default());
    let mut places: Vec<_> = pages.maps.places(commons, Arc::new(graph)).await.into_iter().collect();
    places.sort_by_key(|(id, _)| *id);
    initial.places = Some(places);
    initial.documents.extend(found);
    Ok(())
}

/// What the meetups of the commons tell, those of them that the server has and can read.
async fn tellings(projections: &dyn Projections, initial: &Initial) -> Vec<(MeetupId, Telling)> {
    let commons = initial.documents.iter().filter_map(|found| match &found.beside {
        Beside::Commons { editions, .. } => Some(standing(editions)),
        Beside::Meetup(_) | Beside::Carto(_) => None,
    });
    let mut meetups: Vec<_> = commons.flatten().map(|edition| edition.id).collect();
    meetups.drain(..meetups.len().saturating_sub(MOST_TOLD));
    let mut tellings = Vec::new();
    for meetup in meetups {
        let found = projections.document(Kind::Meetup, DocumentId::from_bytes(*meetup.as_bytes())).await;
        match found {
            Ok(found) => tellings.extend(found.and_then(|found| found.telling()).map(|telling| (meetup, telling))),
            // The others can be read: the page says which cannot.
            Err(error) => tracing::error!(%error, %meetup, "the long view lacks a meetup"),
        }
    }
    tellings
}

/// The title of the window; the page's own views keep it from then on.
fn title(address: &Address, initial: &Initial, words: &Words) -> String {
    let lost = |message: &Message| (words.frame.window)(message.title);
    let of = |kind| initial.documents.iter().find(|found| found.kind() == kind);
    match address {
        Address::Landing => words.landing.title.to_owned(),
        Address::Me => (words.frame.window)(words.me.title),
        Address::Commons(..) => of(Kind::Commons)
            .map_or_else(|| lost(&words.lost.unknown_commons), |commons| commons_title(words, &commons.title)),
        Address::Meetup(_) => {
            of(Kind::Meetup).map_or_else(|| lost(&words.lost.unknown), |meetup| meetup_title(words, &meetup.title))
        }
        #[cfg(debug_assertions)]
        Address::Styleguide => (words.frame.window)("Style guide"),
        Address::Malformed => lost(&words.lost.malformed),
        Address::Nowhere => lost(&words.lost.no_page),
    }
}

/// Leads to the address that a document has as what it is.
fn elsewhere(kind: Kind, id: DocumentId) -> Response {
    let right = match kind {
        Kind::Commons => Address::Commons(id, CommonsPage::Map),
        Kind::Carto => Address::Commons(commons_of_carto(id), CommonsPage::Carto),
        // What it says of its own place leads on from there.
        Kind::Meetup => Address::Meetup(MeetupAddress { commons: None, meetup: id, page: MeetupPage::Pad }),
    };
    Redirect::temporary(&right.to_string()).into_response()
}

/// The choice of this browser, or what it prefers.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let header = |name: HeaderName| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let chosen = header(header::COOKIE).find_map(Language::of_cookies);
    chosen.or_else(|| header(header::ACCEPT_LANGUAGE).find_map(Language::of_accept_language)).unwrap_or_default()
}

async fn drawn<V: IntoView + 'static>(
    view: impl FnOnce() -> V + Clone + Send + Sync + 'static,
    language: Language,
    path: &str,
) -> Response {
    let Ok(uri) = Uri::builder().path_and_query(path).build() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    // The router sees the path alone: nothing on a page depends on a query.
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    let outcome = Outcome::default();
    let context = {
        let outcome = outcome.clone();
        move || provide_context(outcome.clone())
    };
    let mut response = handle_response_inner(context, view, request, |view, _inline_scripts, _out_of_order| {
        Box::pin(async move { view.to_html_stream_in_order().boxed() })
    })
    .await;
    if outcome.is_lost() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    in_language(response, language)
}

/// A page that says what is safe. Where the module runs, it takes the page over with what the device holds.
async fn failed(site: &Site, language: Language) -> Response {
    let html = html(|| view! { <Failed site=site.clone() language /> });
    in_language((StatusCode::SERVICE_UNAVAILABLE, html).into_response(), language)
}

/// The same for everybody, and kept by the service worker.
async fn shell(State(pages): State<Pages>) -> Response {
    let html = html(|| view! { <Shell site=Site::clone(&pages.site) /> });
    with_headers(html.into_response(), [(header::CACHE_CONTROL, "no-cache")])
}

/// A page without anything that changes.
fn html<V: IntoView>(page: impl FnOnce() -> V) -> impl IntoResponse {
    let html = Owner::new().with(|| page().into_view().to_html());
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html)
}

pub(crate) fn in_language(response: Response, language: Language) -> Response {
    let headers = [
        // Asked for anew each time; the service worker keeps the shell, not the pages.
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "cookie, accept-language"),
        (header::CONTENT_LANGUAGE, language.code()),
    ];
    with_headers(response, headers)
}

fn with_headers<const N: usize>(mut response: Response, headers: [(HeaderName, &'static str); N]) -> Response {
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests;
