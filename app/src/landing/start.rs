//! Starting something: a name if one has it, and it exists on this device.

use crate::{
    components::{Button, ButtonKind, NameField},
    i18n::StartWords,
};
use boucle_model::MAX_TITLE;
use leptos::{ev, prelude::*};

/// A form of one field and one button. What is started is known by its address, to which `on_start` leads.
#[component]
pub(crate) fn Start(
    /// Begins the ids of its parts.
    id: &'static str,
    #[prop(into)] words: Signal<&'static StartWords>,
    /// Whether its button is the strong one of the page.
    #[prop(optional)]
    strong: bool,
    #[prop(into)] on_start: Callback<String>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    // The module has not come: pressing now would lose what was typed.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let length = Memo::new(move |_| name.read().trim().chars().count());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if ready.get_untracked() && length.get_untracked() <= MAX_TITLE {
            ready.set(false);
            on_start.run(name.get_untracked().trim().to_owned());
        }
    };
    let kind = if strong { ButtonKind::Strong } else { ButtonKind::Plain };
    view! {
        <form class="start card" aria-labelledby=format!("{id}-start") on:submit=submit>
            <h2 class="card__title" id=format!("{id}-start")>{move || words.get().title}</h2>
            <NameField id name label=move || words.get().label hint=move || words.get().hint />
            <Button kind disabled=move || !ready.get()>{move || words.get().button}</Button>
        </form>
    }
}
