//! Two titles given at once: whoever comes by chooses.

use crate::i18n::I18n;
use boucle_model::Title;
use leptos::prelude::*;

#[component]
pub(super) fn Conflict(
    title: Signal<Title>,
    writable: Signal<bool>,
    #[prop(into)] on_keep: Callback<String>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let titles = Memo::new(move |_| {
        title.with(|title| std::iter::once(&title.text).chain(&title.rivals).cloned().collect::<Vec<_>>())
    });
    let shown = Memo::new(move |_| writable.get() && titles.read().len() > 1);
    let choice = move |(n, text): (usize, String)| {
        let id = format!("title-choice-{n}");
        let described = id.clone();
        let value = text.clone();
        view! {
            <li class="conflict__choice">
                <span class="conflict__value" id=id dir="auto">{value}</span>
                " "
                <button class="button" type="button" aria-describedby=described on:click=move |_| on_keep.run(text.clone())>
                    {i18n.say(|w| w.title.keep)}
                </button>
            </li>
        }
    };
    let section = move || {
        view! {
            <section class="conflict card" aria-labelledby="conflict-title">
                <h2 class="conflict__title" id="conflict-title">
                    {move || (i18n.words().title.conflict)(titles.read().len())}
                </h2>
                <ul class="conflict__choices">
                    {move || titles.get().into_iter().enumerate().map(choice).collect::<Vec<_>>()}
                </ul>
            </section>
        }
    };
    move || shown.get().then(section)
}
