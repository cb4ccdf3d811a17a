//! The module's way in: it wakes the server's page, or draws its own in the empty shell.

use crate::{App, address::Address, browser::trial, i18n::Language, parts::Part, projection::Initial};
use leptos::{
    mount::{hydrate_body, mount_to_renderer},
    prelude::*,
};
use std::time::Duration;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Shows the page of last resort (`app/editor/src/panic.ts`).
    #[wasm_bindgen(js_namespace = boucle, js_name = panic)]
    fn show_panic(message: &str);
    /// Loads the page again after a moment, unless that has been done too often.
    #[wasm_bindgen(js_namespace = boucle)]
    fn recover(message: &str);
}

/// Starts the app. The boot script calls it by loading the module.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if trial::failed() { recover(&info.to_string()) } else { show_panic(&info.to_string()) }
    }));
    // Beginning and drawing are two turns of the page's thread, between which it can answer.
    set_timeout(draw, Duration::ZERO);
}

/// Wakes the server's page, or draws one in the empty shell.
fn draw() {
    let body = document().body().expect("the boot script runs after the body began");
    if body.has_attribute("data-shell") {
        // The shell is the same for everybody: what it shows while waiting makes room for the app.
        body.set_inner_text("");
        let language = preferred_language();
        // Not `mount_to_body`, which warns in a build that can hydrate too.
        mount_to_renderer(&body, move || view! { <App language initial=Initial::default() /> }).forget();
    } else {
        // Leptos has no executor yet: it makes one when it wakes the page.
        wasm_bindgen_futures::spawn_local(wake());
    }
}

/// Wakes the server's page, once all that it is made of is here.
async fn wake() {
    let path = window().location().pathname().unwrap_or_default();
    if let Some(part) = Part::of(&Address::of(&path)) {
        part.bring().await;
    }
    let language = page_language();
    let initial = initial();
    hydrate_body(move || {
        // Leptos says so for ever otherwise; what is drawn from now on, the server has not drawn.
        Effect::new(|_| {
            if let Some(context) = Owner::current_shared_context() {
                context.set_is_hydrating(false);
            }
        });
        view! { <App language initial /> }
    });
}

/// The language the server drew the page in.
fn page_language() -> Language {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}

/// The language for a page that no server drew: the choice of this browser, or what it prefers.
fn preferred_language() -> Language {
    let cookies = document().unchecked_into::<web_sys::HtmlDocument>().cookie().unwrap_or_default();
    let preferred = || {
        window().navigator().languages().iter().filter_map(|tag| tag.as_string()).find_map(|tag| Language::of_tag(&tag))
    };
    Language::of_cookies(&cookies).or_else(preferred).unwrap_or_default()
}

/// What the server drew the page from.
fn initial() -> Initial {
    let text = document().get_element_by_id("initial").and_then(|script| script.text_content());
    // A page without it is one of an older server, which the service worker does not let meet this module.
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}
