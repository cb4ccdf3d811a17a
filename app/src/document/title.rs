//! The title, changed where it stands.

use super::conflict::Conflict;
use crate::{components::focus_on, head::one_line, i18n::I18n, state::Room};
use boucle_model::{Kind, MAX_TITLE, Title as Titles};
use leptos::{either::Either, ev, html, prelude::*};

/// Enter and leaving the field commit, Escape takes back what was typed; a title that is too long stays in the field.
#[component]
pub(crate) fn Title(
    /// What it is the title of.
    kind: Kind,
    title: Signal<Titles>,
    writable: Signal<bool>,
    /// Whether the title can be known already.
    known: Signal<bool>,
    #[prop(into)] on_rename: Callback<String>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let draft = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| title.with(|title| title.text.clone()));
    let shown = Memo::new(move |_| draft.get().unwrap_or_else(|| text.get()));
    let length = Memo::new(move |_| draft.with(|draft| draft.as_deref().map_or(0, |d| one_line(d).chars().count())));
    let too_long = Memo::new(move |_| length.get() > MAX_TITLE);
    let commit = move || {
        if too_long.get_untracked() {
            return false;
        }
        if let Some(typed) = draft.get_untracked() {
            let typed = one_line(&typed);
            if typed != text.get_untracked() {
                on_rename.run(typed);
            }
            draft.set(None);
        }
        true
    };
    let read = move || match (known.get(), text.get()) {
        (false, _) => i18n.words().safety.opening.to_owned(),
        (true, text) if text.trim().is_empty() => i18n.words().title_of(kind).untitled.to_owned(),
        (true, text) => text,
    };
    view! {
        <h1 class="pad__title" dir="auto" data-value=move || writable.get().then(|| shown.get())>
            {move || if writable.get() {
                Either::Left(view! { <Field kind shown draft too_long commit /> })
            } else {
                Either::Right(read)
            }}
        </h1>
        <p class="field__error" id="document-title-error" role="alert" hidden=move || !too_long.get()>
            {move || too_long.get().then(|| (i18n.words().title_of(kind).too_long)(length.get(), MAX_TITLE))}
        </p>
    }
}

#[component]
fn Field(
    kind: Kind,
    shown: Memo<String>,
    draft: RwSignal<Option<String>>,
    too_long: Memo<bool>,
    /// Gives the title, and tells whether it could be given.
    commit: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let field = NodeRef::<html::Textarea>::new();
    let leave = move || {
        if let Some(field) = field.get_untracked() {
            // Refused only for an element that is no longer in the page.
            let _ = field.blur();
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        // While an input method composes, Enter and Escape are its own.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                if commit() {
                    leave();
                }
            }
            "Escape" => {
                draft.set(None);
                leave();
            }
            _ => {}
        }
    };
    view! {
        <textarea
            class="pad__title-field"
            rows="1"
            dir="auto"
            spellcheck="true"
            enterkeyhint="done"
            aria-label=i18n.say(move |w| w.title_of(kind).label)
            aria-describedby="document-title-error"
            aria-invalid=move || too_long.get().then_some("true")
            placeholder=i18n.say(move |w| w.title_of(kind).placeholder)
            node_ref=field
            prop:value=move || shown.get()
            on:input:target=move |event| draft.set(Some(event.target().value()))
            on:keydown=keydown
            on:blur=move |_| {
                commit();
            }
        ></textarea>
    }
}

/// Titles given at once: whoever comes by chooses.
#[component]
pub(crate) fn TitleConflict(kind: Kind, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let titles = Memo::new(move |_| {
        room.title().with(|title| std::iter::once(&title.text).chain(&title.rivals).cloned().collect::<Vec<_>>())
    });
    let keep = move |n: usize| {
        titles.with_untracked(|titles| titles.get(n).into_iter().for_each(|title| room.rename(title)));
        // The choice leaves the page with its buttons.
        focus_on("main");
    };
    view! {
        <Conflict
            id="title"
            heading=move || (i18n.words().title_of(kind).conflict)(titles.read().len())
            choices=titles
            writable
            on_keep=keep
        />
    }
}
