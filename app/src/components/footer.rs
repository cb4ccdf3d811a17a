//! The foot of every page.

use crate::i18n::I18n;
use leptos::prelude::*;

#[component]
pub(crate) fn Footer() -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <footer class="footer">
            <p>{i18n.say(|w| w.frame.footer)}</p>
        </footer>
    }
}
