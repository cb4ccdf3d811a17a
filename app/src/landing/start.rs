//! Starting a meetup: a title if one has it, and the meetup exists on this device.

use crate::{i18n::I18n, state::Device};
use boucle_model::MAX_TITLE;
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// Where the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The module has not come: pressing now would lose what was typed.
    Waking,
    Ready,
    Starting,
}

#[component]
pub(crate) fn Start(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let title = RwSignal::new(String::new());
    let step = RwSignal::new(Step::Waking);
    Effect::new(move |_| step.set(Step::Ready));
    let length = Memo::new(move |_| title.read().trim().chars().count());
    let too_long = move || length.get() > MAX_TITLE;
    let navigate = use_navigate();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if step.get_untracked() != Step::Ready || length.get_untracked() > MAX_TITLE {
            return;
        }
        step.set(Step::Starting);
        let navigate = navigate.clone();
        spawn_local(async move {
            let address = device.start_meetup(title.get_untracked().trim().to_owned()).await;
            navigate(&address, Default::default());
        });
    };
    view! {
        <form class="hero__start card" on:submit=submit>
            <h2 class="card__title">{i18n.say(|w| w.start.title)}</h2>
            <div class="field">
                <label class="field__label" for="title">{i18n.say(|w| w.start.label)}</label>
                <input
                    class="field__input"
                    id="title"
                    name="title"
                    autocomplete="off"
                    dir="auto"
                    aria-describedby="title-hint title-error"
                    aria-invalid=move || too_long().then_some("true")
                    prop:value=title
                    on:input:target=move |event| title.set(event.target().value())
                />
                <p class="field__hint" id="title-hint">{i18n.say(|w| w.start.hint)}</p>
                <p class="field__error" id="title-error" role="alert" hidden=move || !too_long()>
                    {move || too_long().then(|| (i18n.words().title.too_long)(length.get(), MAX_TITLE))}
                </p>
            </div>
            <button class="button button--strong" type="submit" disabled=move || step.get() != Step::Ready>
                {i18n.say(|w| w.start.button)}
            </button>
        </form>
    }
}
