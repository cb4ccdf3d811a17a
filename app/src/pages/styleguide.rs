//! The style guide: all that Boucle is made of, on one page. In development only.

use crate::{
    head,
    i18n::I18n,
    styleguide::{Answers, Colours, Loops, Parts, Scales, ThemeSwitch},
};
use leptos::prelude::*;

#[component]
pub(super) fn Styleguide() -> impl IntoView {
    let i18n = I18n::from_context();
    head::follow_title(move || (i18n.words().frame.window)("Style guide"));
    view! {
        <main class="page guide" id="main" tabindex="-1">
            <header class="guide__head">
                <h1>"Style guide"</h1>
                <ThemeSwitch />
            </header>
            <Colours />
            <Scales />
            <Parts />
            <Answers />
            <Loops />
        </main>
    }
}
