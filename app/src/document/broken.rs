//! A meetup that the device holds and cannot read: what is safe, and how to take it home.

use crate::{
    components::{Button, ButtonKind},
    head,
    i18n::I18n,
};
use leptos::prelude::*;

#[component]
pub(crate) fn Broken(reason: String, #[prop(into)] on_download: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    head::follow_title(move || (i18n.words().frame.window)(i18n.words().lost.broken.title));
    view! {
        <main class="page page--message" id="main" tabindex="-1">
            <section class="panic card">
                <h1 class="panic__title">{i18n.say(|w| w.lost.broken.title)}</h1>
                <p>{i18n.say(|w| w.lost.broken.text)}</p>
                <p class="panic__actions">
                    <Button kind=ButtonKind::Strong on_press=on_download>{i18n.say(|w| w.safety.download)}</Button>
                    " "
                    <a class="button" href="/">{i18n.say(|w| w.lost.back)}</a>
                </p>
                <details class="panic__details">
                    <summary>{i18n.say(|w| w.lost.details)}</summary>
                    <pre>{reason}</pre>
                </details>
            </section>
        </main>
    }
}
