//! The two languages, one press apart.

use crate::{
    head,
    i18n::{I18n, Language},
};
use leptos::prelude::*;

/// Changes the language in place and keeps the choice. It is written in both languages at once, for whoever is in the wrong one.
#[component]
pub(crate) fn LanguageSwitch() -> impl IntoView {
    let i18n = I18n::from_context();
    let option = move |language: Language, short: &'static str, rest: &'static str| {
        view! {
            <button
                class="language__option"
                type="button"
                lang=language.code()
                aria-pressed=move || (i18n.language() == language).to_string()
                on:click=move |_| {
                    i18n.speak(language);
                    head::remember(language);
                }
            >
                {short}
                <span class="visually-hidden">{rest}</span>
            </button>
        }
    };
    view! {
        <div class="language" role="group" aria-label="Langue / Language">
            {option(Language::French, "FR", " français")}
            {option(Language::English, "EN", " English")}
        </div>
    }
}
