//! The way back to what a page belongs to, and which part of it this is.

use crate::i18n::I18n;
use leptos::prelude::*;

#[component]
pub(crate) fn Crumb(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] name: Signal<String>,
    children: Children,
) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <p class="crumb">
            <a class="crumb__link" href=href title=i18n.say(|w| w.commons.back)>
                <span dir="auto">{name}</span>
            </a>
            " "
            <span class="crumb__here">{children()}</span>
        </p>
    }
}
