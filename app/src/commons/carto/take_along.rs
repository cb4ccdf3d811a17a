//! The map to take along: as a picture, as tables, and where others can watch it.

use super::{
    desk::Desk,
    paint::{Painter, Scene},
};
use crate::{
    browser::page,
    components::{Button, Copy},
    i18n::I18n,
};
use boucle_carto::{
    Camera, Window,
    exchange::{json, links, nodes},
    layout::bounds,
    svg::{self, Scene as Whole},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlCanvasElement;

/// The longer side of a picture in pixels.
const PIXELS: f64 = 2_400.0;
const MARGIN: f64 = 140.0;

/// What is taken along as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Nodes,
    Links,
    Json,
}

#[component]
pub(super) fn TakeAlong(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let none = Memo::new(move |_| !desk.shown.read().iter().any(|shown| *shown));
    let empty = Memo::new(move |_| desk.graph.read().vertices.is_empty());
    let failed = RwSignal::new(false);
    let name = move |ending: &str| format!("{}.{ending}", untrack(|| i18n.words().carto.along.file));
    let svg = move |()| {
        let (placed, shown) = (desk.placed.get_untracked(), desk.shown.get_untracked());
        let whole = Whole { graph: &placed.graph, places: &placed.at, shown: &shown };
        let picture = untrack(|| svg::picture(&whole, |way| desk.says(way)));
        let title = untrack(|| i18n.words().commons.carto.0);
        page::download(&name("svg"), picture.file(title).as_bytes());
    };
    let png = move |()| {
        let name = name("png");
        failed.set(untrack(|| draw(desk, name)).is_none());
    };
    let table = move |what: Table| {
        let (carto, graph) = (desk.carto.get_untracked(), desk.graph.get_untracked());
        let files = untrack(|| i18n.words().carto.along.files);
        // With a mark of their encoding, which spreadsheets need to read accents.
        let csv = |part: &str, text: String| {
            page::download(&name(&format!("{part}.csv")), format!("\u{feff}{text}").as_bytes());
        };
        match what {
            Table::Nodes => csv(files.0, nodes::write(&carto, &graph)),
            Table::Links => csv(files.1, links::write(&carto, &graph)),
            Table::Json => page::download(&name("json"), json::write(&carto, &graph).as_bytes()),
        }
    };
    let watch = RwSignal::new(String::new());
    Effect::new(move |_| {
        let origin = window().location().origin().unwrap_or_default();
        watch.set(format!("{origin}{}/watch", super::panel::map_href(desk.commons)));
    });
    view! {
        <details class="carto__along card">
            <summary>{i18n.say(|w| w.carto.along.title)}</summary>
            <p class="field__hint">{i18n.say(|w| w.carto.along.what)}</p>
            <div class="poll__acts">
                <Button disabled=none on_press=svg>{i18n.say(|w| w.carto.along.svg)}</Button>
                <Button disabled=none on_press=png>{i18n.say(|w| w.carto.along.png)}</Button>
                <Button disabled=empty on_press=move |()| table(Table::Nodes)>{i18n.say(|w| w.carto.along.nodes)}</Button>
                <Button disabled=empty on_press=move |()| table(Table::Links)>{i18n.say(|w| w.carto.along.links)}</Button>
                <Button disabled=empty on_press=move |()| table(Table::Json)>{i18n.say(|w| w.carto.along.json)}</Button>
            </div>
            <p class="field__error" role="alert" hidden=move || !failed.get()>{i18n.say(|w| w.carto.along.failed)}</p>
            <h3 class="carto__part">{i18n.say(|w| w.carto.along.watch)}</h3>
            <p class="field__hint">{i18n.say(|w| w.carto.along.watch_what)}</p>
            <p><a href=move || watch.get() rel="external">{move || watch.get()}</a></p>
            <Copy text=watch label=i18n.say(|w| w.settings.copy) />
        </details>
    }
}

/// Draws what is looked at, whole, and gives it as a picture.
fn draw(desk: Desk, name: String) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let painter = Painter::new(canvas.clone())?;
    let (placed, shown) = (desk.placed.get(), desk.shown.get());
    let seen = placed.at.iter().zip(shown.iter()).filter(|(_, shown)| **shown).map(|(at, _)| *at);
    let (least, size) = bounds(seen);
    let (wide, high) = (size.x + 2.0 * MARGIN, size.y + 2.0 * MARGIN);
    let scale = (PIXELS / wide.max(high)).min(2.0);
    let window = Window { width: wide * scale, height: high * scale };
    painter.fit(window);
    let middle = boucle_carto::Position { x: least.x + size.x / 2.0, y: least.y + size.y / 2.0 };
    let scene = Scene {
        placed,
        shown,
        chosen: BTreeSet::new(),
        current: None,
        camera: Camera { middle, scale },
        window,
        dragged: None,
        drawing: None,
        frame: None,
        is_still: true,
    };
    painter.paint_on_sheet(desk, &scene);
    let give = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
        let Some(blob) = blob else { return };
        leptos::task::spawn_local(async move {
            let read = wasm_bindgen_futures::JsFuture::from(blob.array_buffer()).await;
            if let Ok(bytes) = read {
                page::download(&name, &js_sys::Uint8Array::new(&bytes).to_vec());
            }
        });
    });
    canvas.to_blob(give.unchecked_ref()).ok()
}
