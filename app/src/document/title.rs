//! The title, changed where it stands.

use super::conflict::Conflict;
use crate::{
    components::{Draft, LineField, focus_on},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Kind, MAX_TITLE, Title as Titles};
use leptos::{either::Either, prelude::*};

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
    let text = Memo::new(move |_| title.with(|title| title.text.clone()));
    let check = Callback::new(move |text: String| {
        let length = text.chars().count();
        (length > MAX_TITLE).then(|| (i18n.words().title_of(kind).too_long)(length, MAX_TITLE))
    });
    let draft = Draft::of(text, check, on_rename);
    let writable = Memo::new(move |_| writable.get());
    let read = move || match (known.get(), text.get()) {
        (false, _) => i18n.words().safety.opening.to_owned(),
        (true, text) if text.trim().is_empty() => i18n.words().title_of(kind).untitled.to_owned(),
        (true, text) => text,
    };
    let field = move || {
        view! {
            <LineField
                draft
                class="pad__title-field"
                label=move || i18n.words().title_of(kind).label
                placeholder=move || i18n.words().title_of(kind).placeholder
                error="document-title-error".to_owned()
            />
        }
    };
    view! {
        <h1 class="pad__title" dir="auto" data-value=move || writable.get().then(|| draft.shown())>
            {move || if writable.get() { Either::Left(field()) } else { Either::Right(read) }}
        </h1>
        <p class="field__error" id="document-title-error" role="alert" hidden=move || draft.wrong().is_none()>
            {move || draft.wrong()}
        </p>
    }
}

/// Titles given at once: whoever comes by chooses.
#[component]
pub(crate) fn TitleConflict(kind: Kind, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let titles = Memo::new(move |_| room.title().with(Titles::all));
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
