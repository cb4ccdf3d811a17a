//! Formatting for people who do not know Markdown, and taking back what I did.

use crate::{
    components::move_along,
    i18n::{I18n, Words},
    state::Format,
};
use leptos::prelude::*;

/// The tools, in the groups they are shown in.
const GROUPS: [&[Format]; 3] = [
    &[Format::Bold, Format::Italic, Format::Heading],
    &[Format::Bullet, Format::Number, Format::Task],
    &[Format::Quote, Format::Link],
];

/// A toolbar is one stop of the Tab key; the arrow keys move inside (ARIA: toolbar).
#[component]
pub(super) fn Toolbar(#[prop(into)] hidden: Signal<bool>, #[prop(into)] on_format: Callback<Format>) -> impl IntoView {
    let i18n = I18n::from_context();
    let reachable = RwSignal::new(0);
    let tool = move |n: usize, format: Format| {
        view! {
            <button
                class="toolbar__tool"
                type="button"
                data-format=format.name()
                tabindex=move || if reachable.get() == n { "0" } else { "-1" }
                // The selection stays in the editor.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| {
                    reachable.set(n);
                    on_format.run(format);
                }
            >
                {move || said(format, i18n.words())}
            </button>
        }
    };
    let mut tools = 0..;
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|group| {
            let tools: Vec<_> = tools.by_ref().zip(group.iter()).map(|(n, format)| tool(n, *format)).collect();
            view! { <div class="toolbar__group">{tools}</div> }
        })
        .collect();
    view! {
        <div
            class="toolbar"
            role="toolbar"
            aria-label=i18n.say(|w| w.toolbar.title)
            aria-controls="pad-write"
            hidden=hidden
            on:keydown=move |event| {
                if let Some(n) = move_along(&event) {
                    reachable.set(n);
                }
            }
        >
            {groups}
        </div>
    }
}

const fn said(format: Format, words: &Words) -> &'static str {
    match format {
        Format::Bold => words.toolbar.bold,
        Format::Italic => words.toolbar.italic,
        Format::Heading => words.toolbar.heading,
        Format::Bullet => words.toolbar.bullet,
        Format::Number => words.toolbar.number,
        Format::Task => words.toolbar.task,
        Format::Quote => words.toolbar.quote,
        Format::Link => words.toolbar.link,
    }
}

/// Undo and redo of my own edits. A button that can do nothing stays reachable, so that the focus is not lost under a finger.
#[component]
pub(crate) fn History(
    #[prop(into)] hidden: Signal<bool>,
    can_undo: Signal<bool>,
    can_redo: Signal<bool>,
    #[prop(into)] on_undo: Callback<()>,
    #[prop(into)] on_redo: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <div class="pad__history" role="group" aria-label=i18n.say(|w| w.toolbar.history) hidden=hidden>
            <Step
                label=Signal::derive(i18n.say(|w| w.toolbar.undo))
                path="M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3"
                can=can_undo
                on_press=on_undo
            />
            <Step
                label=Signal::derive(i18n.say(|w| w.toolbar.redo))
                path="m15 6 4.5 4.5L15 15m4-4.5h-9a5 5 0 0 0 0 10h3"
                can=can_redo
                on_press=on_redo
            />
        </div>
    }
}

#[component]
fn Step(label: Signal<&'static str>, path: &'static str, can: Signal<bool>, on_press: Callback<()>) -> impl IntoView {
    let press = move |_| {
        if can.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            class="toolbar__tool"
            type="button"
            aria-label=label
            title=label
            aria-disabled=move || (!can.get()).to_string()
            on:mousedown=move |event| event.prevent_default()
            on:click=press
        >
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d=path></path>
            </svg>
        </button>
    }
}
