//! My name and a few words about me, as everybody here reads them.

use crate::{
    components::{Button, ButtonKind, Field},
    i18n::I18n,
    state::Device,
};
use boucle_sync::directory::{MAX_NAME, MAX_WORDS};
use leptos::{ev, prelude::*};

#[component]
pub(crate) fn ProfileForm(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let (name, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // What was typed stays when something is learnt meanwhile.
    let touched = RwSignal::new(false);
    Effect::new(move |_| {
        let mine = device.mine();
        if !touched.get_untracked() {
            name.set(mine.as_ref().map(|card| card.name.clone()).unwrap_or_default());
            words.set(mine.map(|card| card.words).unwrap_or_default());
        }
    });
    let count = |text: &str| text.trim().chars().count();
    let wrong_words = Memo::new(move |_| {
        let n = words.with(|words| count(words));
        (n > MAX_WORDS).then(|| (i18n.words().me.long_words)(n, MAX_WORDS))
    });
    let wrong_name = Memo::new(move |_| match name.with(|name| count(name)) {
        0 if touched.get() => Some(i18n.words().me.no_name.to_owned()),
        n if n > MAX_NAME => Some((i18n.words().me.long_name)(n, MAX_NAME)),
        _ => None,
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        touched.set(true);
        if wrong_name.get_untracked().is_some() || wrong_words.get_untracked().is_some() {
            return;
        }
        match device.say(&name.get_untracked(), &words.get_untracked()) {
            Ok(()) => touched.set(false),
            Err(error) => leptos::logging::warn!("the profile was refused: {error}"),
        }
    };
    let state = move || match (device.mine().is_some(), device.is_said().get()) {
        (false, _) => i18n.words().me.unsaid,
        (true, true) => i18n.words().me.said,
        (true, false) => i18n.words().me.waits,
    };
    view! {
        <form class="me__card card" aria-labelledby="me-profile" on:submit=submit>
            <h2 class="card__title" id="me-profile">{i18n.say(|w| w.me.profile)}</h2>
            <p class="field__hint">{i18n.say(|w| w.me.profile_what)}</p>
            <Field
                id="me-name"
                value=name
                label=i18n.say(|w| w.name.label)
                error=wrong_name
                autocomplete="nickname"
                on_type=move |()| touched.set(true)
            />
            <Field
                id="me-words"
                value=words
                label=i18n.say(|w| w.me.words)
                hint=i18n.say(|w| w.me.words_hint)
                error=wrong_words
                rows=3
                on_type=move |()| touched.set(true)
            />
            <div class="me__row">
                <Button kind=ButtonKind::Strong>{i18n.say(|w| w.me.save)}</Button>
                <p class="field__hint" role="status">{state}</p>
            </div>
        </form>
    }
}
