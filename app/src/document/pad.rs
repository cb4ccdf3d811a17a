//! The pad: written in the editor, read as it will be read.

use super::{
    shortcuts,
    tabs::{Face, PadTabs},
    toolbar::{History, Toolbar},
};
use crate::{
    components::{Prose, Skeleton},
    i18n::{I18n, Words},
    state::{EditorWords, Format, Room},
};
use boucle_model::Text;
use leptos::{ev, html, prelude::*};

/// The server draws the reading view; writing is offered once the replica is open.
#[component]
pub(crate) fn Pad(
    text: Text,
    room: Room,
    /// Whether the replica has answered.
    open: Signal<bool>,
    writable: Signal<bool>,
    /// Whether the server's text is there to be shown until then.
    drawn: bool,
    /// Whether it is all there is on its page: then one undoes here.
    #[prop(default = true)]
    alone: bool,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let chosen = RwSignal::new(None::<Face>);
    let face = Memo::new(move |_| match (open.get(), chosen.get()) {
        (false, _) => Face::Read,
        (true, Some(face)) => face,
        (true, None) => {
            if writable.get() {
                Face::Write
            } else {
                Face::Read
            }
        }
    });
    let reading = Memo::new(move |_| face.get() == Face::Read);
    let closed = Signal::derive(move || !open.get());
    let no_tools = Signal::derive(move || reading.get() || !writable.get());
    shortcuts::listen(room);
    view! {
        <section class="pad" aria-label=move || i18n.words().text_of(text).title>
            <div class="pad__bar">
                <PadTabs chosen=face on_choose=move |face| chosen.set(Some(face)) hidden=closed />
                <Toolbar hidden=no_tools on_format=move |format: Format| room.format(format) />
                {alone.then(|| view! {
                    <History
                        hidden=no_tools
                        can_undo=room.can_undo()
                        can_redo=room.can_redo()
                        on_undo=move |()| room.undo()
                        on_redo=move |()| room.redo()
                    />
                })}
            </div>
            <Writing text room hidden=reading />
            <Reading text pad=room.text(text) reading known=Signal::derive(move || drawn || open.get()) />
            <p class="pad__note field__hint" hidden=no_tools>
                {move || i18n.words().text_of(text).for_ever}
            </p>
        </section>
    }
}

/// The place of the editor, which stays while one reads.
#[component]
fn Writing(text: Text, room: Room, hidden: Memo<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            room.mount_editor(text, place.into(), untrack(|| editor_words(text, i18n.words())));
        }
    });
    Effect::new(move |mounted: Option<()>| {
        let words = editor_words(text, i18n.words());
        if mounted.is_some() {
            room.relabel_editor(words);
        }
    });
    view! {
        <div class="pad__editor" id="pad-write" role="tabpanel" aria-labelledby="tab-write" node_ref=place hidden=hidden></div>
    }
}

/// The text as it reads. While one writes it stands still, unless it is about to be printed.
#[component]
fn Reading(text: Text, pad: Signal<String>, reading: Memo<bool>, known: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let printing = RwSignal::new(false);
    Effect::new(move |_| {
        let before =
            window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| printing.set(true));
        let after =
            window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| printing.set(false));
        on_cleanup(move || {
            before.remove();
            after.remove();
        });
    });
    let shown = Memo::new(move |before: Option<&String>| match before {
        Some(before) if !(reading.get() || printing.get()) => before.clone(),
        _ => pad.get(),
    });
    let empty = Memo::new(move |_| shown.read().trim().is_empty());
    let nothing = move || {
        if known.get() {
            view! { <p class="pad__empty">{move || i18n.words().text_of(text).empty}</p> }.into_any()
        } else {
            view! { <Skeleton /> }.into_any()
        }
    };
    view! {
        <div
            class="pad__reading prose"
            id="pad-read"
            role="tabpanel"
            aria-labelledby="tab-read"
            tabindex="0"
            hidden=move || !reading.get()
        >
            <Prose markdown=shown />
            {move || empty.get().then(nothing)}
        </div>
    }
}

fn editor_words(text: Text, words: &Words) -> EditorWords {
    let words = words.text_of(text);
    EditorWords { label: words.label.to_owned(), placeholder: words.placeholder.to_owned() }
}
