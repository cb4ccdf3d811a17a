//! The name of something, written where it stands on the map.

use super::desk::Desk;
use crate::{head::one_line, i18n::I18n};
use boucle_model::{MAX_TITLE, Node, RowId};
use leptos::{ev, html, prelude::*};

/// The name of something, where it stands.
#[component]
pub(super) fn Rename(
    desk: Desk,
    id: RowId,
    renaming: RwSignal<Option<RowId>>,
    window_ref: NodeRef<html::Div>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let said =
        desk.graph.with_untracked(|graph| graph.vertex(id).map(|vertex| vertex.label.clone()).unwrap_or_default());
    let value = RwSignal::new(said.clone());
    let field = NodeRef::<html::Input>::new();
    let said = StoredValue::new(said);
    let place = move || {
        let at = desk.placed.with(|placed| placed.graph.find(id).and_then(|n| placed.at.get(n).copied()));
        desk.camera.get().to_window(at.unwrap_or_default(), desk.window.get())
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Its value is set as late as this; chosen whole, it is written over at once.
            field.set_value(&said.get_value());
            let _focused = field.focus();
            field.select();
        }
    });
    let done = move |says: bool| {
        if renaming.get_untracked() != Some(id) {
            return;
        }
        renaming.set(None);
        let typed = value.with_untracked(|value| one_line(value));
        let is_new = !typed.is_empty() && said.with_value(|said| *said != typed);
        if says && is_new && typed.chars().count() <= MAX_TITLE {
            desk.room.draw(Node::name(id, &typed));
        }
        if let Some(window) = window_ref.get_untracked() {
            let _focused = window.focus();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" if !event.is_composing() => done(true),
            "Escape" => done(false),
            _ => {}
        }
    };
    view! {
        <input
            class="carto__rename"
            type="text"
            dir="auto"
            autocomplete="off"
            maxlength=MAX_TITLE.to_string()
            aria-label=i18n.say(|w| w.carto.label.label)
            node_ref=field
            style:left=move || format!("{:.0}px", place().x)
            style:top=move || format!("{:.0}px", place().y)
            prop:value=value
            on:input:target=move |event| value.set(event.target().value())
            on:keydown=keys
            on:blur=move |_| done(true)
        />
    }
}

/// Begins to call something otherwise.
pub(super) fn rename(desk: Desk, renaming: RwSignal<Option<RowId>>, id: RowId) {
    // What the loop brings has its name from where it comes from.
    if desk.graph.with_untracked(|graph| graph.vertex(id).is_some_and(|vertex| vertex.source.is_none())) {
        desk.choose(id);
        renaming.set(Some(id));
    }
}
