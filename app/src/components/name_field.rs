//! The field for the name or the title of something, which says when it is too long and keeps what was typed.

use crate::i18n::I18n;
use boucle_model::MAX_TITLE;
use leptos::prelude::*;

#[component]
pub(crate) fn NameField(
    id: &'static str,
    name: RwSignal<String>,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(into)] hint: Signal<&'static str>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let length = Memo::new(move |_| name.read().trim().chars().count());
    let too_long = move || length.get() > MAX_TITLE;
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="field__input"
                id=id
                name=id
                autocomplete="off"
                dir="auto"
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || too_long().then_some("true")
                prop:value=name
                on:input:target=move |event| name.set(event.target().value())
            />
            <p class="field__hint" id=format!("{id}-hint")>{hint}</p>
            <p class="field__error" id=format!("{id}-error") role="alert" hidden=move || !too_long()>
                {move || too_long().then(|| (i18n.words().title.too_long)(length.get(), MAX_TITLE))}
            </p>
        </div>
    }
}
