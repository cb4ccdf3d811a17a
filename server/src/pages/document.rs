//! The whole document around the app: what stands in `<head>`, and what the browser draws its first page from.
//!
//! No inline script, no inline style: the content security policy would refuse them.

#![allow(unreachable_pub, reason = "the component macro writes a public type beside each component")]

use crate::site::Site;
use boucle_app::{
    App,
    i18n::{Language, Words},
    projection::Initial,
};
use leptos::{
    attr::Attribute,
    html::{self, HtmlElement, Meta},
    prelude::*,
};
use std::sync::Arc;

/// A page, rendered by the app in the visitor's language.
#[component]
pub(super) fn Document(
    site: Arc<Site>,
    language: Language,
    initial: Initial,
    title: String,
    /// The part of the module that it is drawn with.
    part: Option<&'static str>,
) -> impl IntoView {
    let words = language.words();
    let data = data(&initial);
    view! {
        <!DOCTYPE html>
        <html lang=language.code() dir=language.direction()>
            <head>
                <Head site=Arc::clone(&site) title words />
            </head>
            <body data-build=site.build.clone() data-part=part>
                <App language initial />
                <script type="application/json" id="initial">{data}</script>
            </body>
        </html>
    }
}

/// The page for when the server cannot draw the one that was asked for.
#[component]
pub(super) fn Failed(site: Site, language: Language) -> impl IntoView {
    let words = language.words();
    let build = site.build.clone();
    let title = (words.frame.window)(words.lost.failed.title);
    view! {
        <!DOCTYPE html>
        <html lang=language.code() dir=language.direction()>
            <head>
                <Head site=Arc::new(site) title words />
            </head>
            <body data-build=build data-shell="failed">
                <main class="page page--message" id="main">
                    <section class="panic card">
                        <h1 class="panic__title">{words.lost.failed.title}</h1>
                        <p>{words.lost.failed.text}</p>
                        <p class="panic__actions">
                            <a class="button button--strong" href="/">{words.lost.back}</a>
                        </p>
                    </section>
                </main>
            </body>
        </html>
    }
}

/// The empty page from which the app starts without a network. It speaks no language: nobody knows yet who opens it, or where.
#[component]
pub(super) fn Shell(site: Site) -> impl IntoView {
    let build = site.build.clone();
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <Assets site=Arc::new(site) />
                <WindowTitle text="Boucle".to_owned() />
            </head>
            <body data-build=build data-shell="offline">
                <header class="masthead">
                    <p class="masthead__brand">"Boucle"</p>
                </header>
                <main class="page" id="main">
                    <div class="skeleton" aria-hidden="true">
                        <span></span>
                        <span></span>
                        <span></span>
                    </div>
                </main>
            </body>
        </html>
    }
}

#[component]
fn Head(site: Arc<Site>, title: String, words: &'static Words) -> impl IntoView {
    view! {
        <Assets site />
        <WindowTitle text=title.clone() />
        <meta name="description" content=words.frame.description />
        {meta("property", "og:title", title)}
        {meta("property", "og:description", words.frame.description)}
        {meta("property", "og:site_name", "Boucle")}
    }
}

/// The title of the window. Leptos parts views by comments, which inside a title would be read as text.
#[component]
pub(crate) fn WindowTitle(text: String) -> impl IntoView {
    view! { <title inner_html=text.replace('&', "&amp;").replace('<', "&lt;")></title> }
}

#[component]
fn Assets(site: Arc<Site>) -> impl IntoView {
    let fonts: Vec<_> = site
        .preload
        .iter()
        .map(|font| view! { <link as="font" rel="preload" type="font/woff2" crossorigin="anonymous" href=font.clone() /> })
        .collect();
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href=site.style.clone() />
        <script type="module" src=site.boot.clone()></script>
        {fonts}
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        <link rel="apple-touch-icon" href="/icons/boucle-touch-180.png" />
        <meta name="color-scheme" content="light dark" />
        {meta("media", "(prefers-color-scheme: light)", "#f7f2e8").attr("name", "theme-color")}
        {meta("media", "(prefers-color-scheme: dark)", "#161c24").attr("name", "theme-color")}
    }
}

/// A `<meta>` with an attribute that Leptos does not list.
fn meta(
    attribute: &'static str,
    value: &'static str,
    content: impl Into<String>,
) -> HtmlElement<Meta, impl Attribute, ()> {
    html::meta().attr(attribute, value).attr("content", content.into())
}

/// The data of the first render. Without a `<`, no text in it can end the script that holds it.
fn data(initial: &Initial) -> String {
    serde_json::to_string(initial).expect("strings and booleans are JSON").replace('<', "\\u003c")
}
