//! Proposing: what it is about, and what it says.

use crate::{
    components::{Button, ButtonKind, Field, at_most, focus_on},
    head::one_line,
    i18n::I18n,
    state::Room,
};
use boucle_model::{MAX_TITLE, Topic};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Propose(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (topic, text) = (RwSignal::new(Topic::default()), RwSignal::new(String::new()));
    let check = at_most(i18n, MAX_TITLE);
    let error = Memo::new(move |_| check.run(one_line(&text.read())));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| one_line(text));
        if said.is_empty() {
            focus_on("idea");
        } else if error.read_untracked().is_none() && room.propose(topic.get_untracked(), &said, None) {
            text.set(String::new());
        }
    };
    let option = move |of: Topic| {
        view! {
            <option value=of.name() selected=of == Topic::default()>{move || i18n.words().ideas.topics[of as usize].0}</option>
        }
    };
    let choose = move |name: String| Topic::of(&name).into_iter().for_each(|chosen| topic.set(chosen));
    view! {
        <form class="ideas__propose card" on:submit=submit hidden=move || !writable.get() aria-labelledby="propose-title">
            <h2 class="card__title" id="propose-title">{i18n.say(|w| w.ideas.propose)}</h2>
            <div class="field">
                <label class="field__label" for="topic">{i18n.say(|w| w.ideas.topic)}</label>
                <select
                    class="field__input"
                    id="topic"
                    name="topic"
                    on:change:target=move |event| choose(event.target().value())
                >
                    {Topic::ALL.map(option).into_iter().collect::<Vec<_>>()}
                </select>
            </div>
            <Field
                id="idea"
                value=text
                label=i18n.say(|w| w.ideas.text.label)
                hint=i18n.say(|w| w.ideas.text.placeholder)
                error=Signal::derive(move || error.get())
            />
            <Button kind=ButtonKind::Strong>{i18n.say(|w| w.ideas.send)}</Button>
        </form>
    }
}
