//! What the meetup is about, and which question it asks.

use crate::{
    components::{Line, at_most, focus_on},
    document::Conflict,
    i18n::{I18n, LineWords, Words},
    state::Room,
};
use boucle_model::{MAX_TITLE, Own, Plan, Title};
use leptos::prelude::*;

#[component]
pub(super) fn About(room: Room, plan: Signal<Plan>, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <section class="plan__about card" aria-labelledby="about-title">
            <h2 class="card__title" id="about-title">{i18n.say(|w| w.plan.about)}</h2>
            <dl class="plan__lines">
                <Said own=Own::Theme words=|w: &Words| &w.plan.theme said=move || plan.read().theme.clone() room writable />
                <Said own=Own::Problem words=|w: &Words| &w.plan.problem said=move || plan.read().problem.clone() room writable />
            </dl>
        </section>
    }
}

/// One of the two, and the choice between those that were said at once.
#[component]
fn Said(
    own: Own,
    words: fn(&Words) -> &LineWords,
    #[prop(into)] said: Signal<Title>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let id = if own == Own::Theme { "theme" } else { "problem" };
    let choices = Memo::new(move |_| said.with(Title::all));
    let keep = move |n: usize| {
        choices.with_untracked(|choices| choices.get(n).into_iter().for_each(|text| room.say(own, text)));
        // The choice leaves the page with its buttons.
        focus_on("main");
    };
    view! {
        <div class="plan__line">
            <dt class="plan__label">{move || words(i18n.words()).label}</dt>
            <dd>
                <Line
                    id
                    text=Signal::derive(move || said.read().text.clone())
                    label=move || words(i18n.words()).label
                    placeholder=move || words(i18n.words()).placeholder
                    check=at_most(i18n, MAX_TITLE)
                    writable
                    on_say=move |text: String| room.say(own, &text)
                />
                <Conflict
                    id
                    heading=move || (i18n.words().plan.conflict)(choices.read().len())
                    choices
                    writable
                    on_keep=keep
                />
            </dd>
        </div>
    }
}
