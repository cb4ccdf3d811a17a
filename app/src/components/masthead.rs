//! The head of every page: the way home, the language, and who I am.

use super::{Avatar, Button, ButtonKind, LanguageSwitch};
use crate::i18n::I18n;
use leptos::prelude::*;

#[component]
pub(crate) fn Masthead(
    name: Signal<Option<String>>,
    colour: Signal<u8>,
    #[prop(into)] on_name: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let named = Signal::derive(move || name.get().unwrap_or_default());
    let shown = move || name.get().unwrap_or_else(|| i18n.words().frame.your_name.to_owned());
    let described = move || name.read().is_some().then(|| i18n.words().frame.your_name);
    view! {
        <header class="masthead">
            <a class="masthead__brand" href="/">
                <Mark />
                <span>"Boucle"</span>
            </a>
            <div class="masthead__tools">
                <LanguageSwitch />
                <Button kind=ButtonKind::Quiet on_press=on_name class:masthead__name=true attr:title=described>
                    <Avatar name=named colour me=true />
                    <span class="masthead__name-text">{shown}</span>
                </Button>
            </div>
        </header>
    }
}

/// The sign of Boucle: a trail and a road that make one loop, and a station where they meet.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 50 28" width="50" height="28" aria-hidden="true" focusable="false">
            <path class="mark__trail" d="M30.4 7.3A10 10 0 1 1 30.4 20.7L25 14"></path>
            <path class="mark__road" d="M30.4 7.3 19.6 20.7A10 10 0 1 1 19.6 7.3L25 14"></path>
            <circle class="mark__station" cx="30.7" cy="6.9" r="3.9"></circle>
        </svg>
    }
}
