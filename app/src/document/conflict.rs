//! The same thing decided twice at once: whoever comes by chooses.

use crate::{components::Button, i18n::I18n};
use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(crate) fn Conflict(
    /// What it is about; begins the ids of its parts.
    #[prop(into)]
    id: String,
    #[prop(into)] heading: TextProp,
    /// What stands against each other; one alone is no conflict.
    #[prop(into)]
    choices: Signal<Vec<String>>,
    writable: Signal<bool>,
    /// The one to keep, by its place among them.
    #[prop(into)]
    on_keep: Callback<usize>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let choices = Memo::new(move |_| choices.get());
    let shown = Memo::new(move |_| writable.get() && choices.read().len() > 1);
    let part = id.clone();
    let choice = move |(n, text): (usize, String)| {
        let value = format!("{part}-choice-{n}");
        let described = value.clone();
        view! {
            <li class="conflict__choice">
                <span class="conflict__value" id=value dir="auto">{text}</span>
                " "
                <Button on_press=move |()| on_keep.run(n) attr:aria-describedby=described>
                    {i18n.say(|w| w.title.keep)}
                </Button>
            </li>
        }
    };
    let section = move || {
        let (heading, choice, title) = (heading.clone(), choice.clone(), format!("{id}-conflict"));
        let labelled = title.clone();
        view! {
            <section class="conflict card" aria-labelledby=labelled>
                <h2 class="conflict__title" id=title>{move || heading.get()}</h2>
                <ul class="conflict__choices">
                    {move || choices.get().into_iter().enumerate().map(&choice).collect::<Vec<_>>()}
                </ul>
            </section>
        }
    };
    move || shown.get().then(&section)
}
