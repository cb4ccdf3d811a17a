//! The loop as a route, in words that the styles draw.

use crate::i18n::I18n;
use leptos::prelude::*;

/// The phases as the styles and the model name them.
const PHASES: [&str; 5] = ["co-construction", "before", "live", "after", "bilan"];

#[component]
pub(crate) fn Phases() -> impl IntoView {
    let i18n = I18n::from_context();
    let stops: Vec<_> = PHASES
        .into_iter()
        .enumerate()
        .map(|(n, phase)| {
            let words = move || i18n.words().landing.phases[n];
            view! {
                <li class="route__stop" data-phase=phase>
                    <span class="route__name">{move || words().0}</span>
                    " "
                    <span class="route__say">{move || words().1}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="loop" aria-labelledby="loop-title">
            <h2 class="visually-hidden" id="loop-title">{i18n.say(|w| w.landing.loop_title)}</h2>
            <ol class="route">{stops}</ol>
            <p class="route__back">{i18n.say(|w| w.landing.back)}</p>
        </section>
    }
}
