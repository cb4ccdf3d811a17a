//! The light page, and the frame for other sites. Neither loads the module; both are whole without any script.

use super::{
    Lost,
    sheet::{COUNT, EDGES, LIST, NOTE, Sheet, VERTICES},
};
use crate::{
    pages::{WindowTitle, in_language},
    site::Site,
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use boucle_app::i18n::{Language, Words};
use leptos::prelude::*;

/// A page that says all of it.
pub(super) fn watched(site: &Site, sheet: &Sheet, commons: &str, embed: &str) -> String {
    let words = sheet.words;
    let code = format!(
        "<iframe src=\"{embed}\" title=\"{}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>",
        boucle_carto::svg::escape(&sheet.title)
    );
    let (list, whole) = (sheet.list(), format!("/c/{commons}/carto"));
    html(|| {
        let body = view! {
            <a class="skip-link" href="#main">{words.frame.skip}</a>
            <header class="watch__brand">
                <a href="/">"Boucle"</a>
            </header>
            <main class="watch" id="main">
                {shown(sheet, commons)}
                <p class="watch__lead">{words.watch.lead}</p>
                <p>
                    <a class="button" href=whole>{words.watch.whole}</a>
                </p>
                <section class="watch__reading" aria-labelledby="map-list-title">
                    <h2 id="map-list-title">{words.watch.list}</h2>
                    <p>{words.watch.list_what}</p>
                    <div id=LIST inner_html=list></div>
                </section>
                <details class="watch__embed">
                    <summary>{words.watch.embed}</summary>
                    <p>{words.watch.embed_what}</p>
                    <label for="map-embed">{words.watch.embed_label}</label>
                    <textarea id="map-embed" readonly=true rows="4" spellcheck="false">{code}</textarea>
                </details>
            </main>
            <footer class="watch__foot">{words.frame.footer}</footer>
        };
        page(site, sheet.language, sheet.window(), body.into_any())
    })
}

/// The picture, and what leads to the rest.
pub(super) fn framed(site: &Site, sheet: &Sheet, commons: &str) -> String {
    let whole = format!("/c/{commons}/carto");
    html(|| {
        let body = view! {
            <main class="watch watch--framed" id="main">
                {shown(sheet, commons)}
                <p class="watch__lead">
                    <a href=whole target="_blank" rel="noopener">{sheet.words.watch.whole}</a>
                </p>
            </main>
        };
        page(site, sheet.language, sheet.window(), body.into_any())
    })
}

/// What is said where no map can be shown.
pub(super) fn lost(site: &Site, lost: Lost, language: Language) -> Response {
    let words = language.words();
    let (status, message) = match lost {
        Lost::Malformed => (StatusCode::NOT_FOUND, &words.lost.malformed),
        Lost::Unknown => (StatusCode::NOT_FOUND, &words.lost.unknown_commons),
        Lost::Failed => (StatusCode::SERVICE_UNAVAILABLE, &words.lost.failed),
    };
    let page = html(|| {
        let body = view! {
            <main class="watch" id="main">
                <h1>{message.title}</h1>
                <p>{message.text}</p>
                <p>
                    <a class="button" href="/" target="_top">{words.lost.back}</a>
                </p>
            </main>
        };
        page(site, language, (words.frame.window)(message.title), body.into_any())
    });
    answer(status, page, language)
}

pub(super) fn answer(status: StatusCode, html: String, language: Language) -> Response {
    let response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    in_language(response, language)
}

fn html<V: IntoView>(page: impl FnOnce() -> V) -> String {
    Owner::new().with(|| page().into_view().to_html())
}

/// The document around it.
fn page(site: &Site, language: Language, title: String, body: AnyView) -> impl IntoView + use<> {
    let words: &Words = language.words();
    view! {
        <!DOCTYPE html>
        <html lang=language.code() dir=language.direction()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <WindowTitle text=title />
                <meta name="description" content=words.frame.description />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=site.watch.style.clone() />
                <script type="module" src=site.watch.script.clone()></script>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
            </head>
            <body>{body}</body>
        </html>
    }
}

/// The title, how much there is, and the picture; with all that the script needs to keep them.
fn shown(sheet: &Sheet, commons: &str) -> impl IntoView + use<> {
    let say = &sheet.words.watch;
    let changes = format!("/c/{commons}/carto/changes?lang={}&at={}", sheet.language.code(), sheet.at);
    let (nearer, farther, all) = say.zoom;
    let (one, many) = say.changes;
    view! {
        <h1 id="map-title">{sheet.title.clone()}</h1>
        <div class="watch__state">
            <div id=COUNT inner_html=sheet.inside(COUNT)></div>
            <p id="map-state" hidden=true></p>
        </div>
        <p class="visually-hidden" id="map-heard" aria-live="polite"></p>
        <div id=NOTE inner_html=sheet.inside(NOTE)></div>
        <div
            class="watch__frame"
            id="map-frame"
            role="group"
            tabindex="0"
            aria-label=say.tools
            data-changes=changes
            data-live=say.live
            data-lost=say.lost
            data-away=say.away
            data-one=one
            data-many=many
        >
            <svg
                id="map"
                class="watch__map"
                role="img"
                aria-labelledby="map-title"
                aria-describedby="map-said"
                viewBox=sheet.view.clone()
            >
                <g id=EDGES inner_html=sheet.inside(EDGES)></g>
                <g id=VERTICES inner_html=sheet.inside(VERTICES)></g>
            </svg>
        </div>
        <div class="watch__tools" id="map-tools" role="group" aria-label=say.tools hidden=true>
            <button class="button button--icon" type="button" data-zoom="in" aria-label=nearer>"+"</button>
            <button class="button button--icon" type="button" data-zoom="out" aria-label=farther>"−"</button>
            <button class="button" type="button" data-zoom="all">{all}</button>
            <p>{say.keys}</p>
        </div>
    }
}
