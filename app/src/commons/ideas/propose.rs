//! Proposing: what it is about, and what it says.

use crate::{
    components::{Button, ButtonKind, Field, at_most, focus_on},
    head::one_line,
    i18n::I18n,
    state::Room,
};
use boucle_model::{MAX_TITLE, Topic};
use boucle_sync::directory::MAX_NAME;
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Propose(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (topic, text) = (RwSignal::new(Topic::default()), RwSignal::new(String::new()));
    // Whom an idea for a speaker is about, when that is another.
    let about = RwSignal::new(String::new());
    let check = at_most(i18n, MAX_TITLE);
    let error = Memo::new(move |_| check.run(one_line(&text.read())));
    let check_name = at_most(i18n, MAX_NAME);
    let name_error = Memo::new(move |_| check_name.run(one_line(&about.read())));
    let is_speaker = Memo::new(move |_| topic.get() == Topic::Speaker);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| one_line(text));
        let name = about.with_untracked(|name| one_line(name));
        let other = (is_speaker.get_untracked() && !name.is_empty()).then_some(name.as_str());
        if said.is_empty() {
            focus_on("idea");
        } else if other.is_some() && name_error.read_untracked().is_some() {
            focus_on("idea-about");
        } else if error.read_untracked().is_none() && room.propose(topic.get_untracked(), &said, other) {
            text.set(String::new());
            about.set(String::new());
        }
    };
    let option = move |of: Topic| {
        view! {
            <option value=of.name() selected=of == Topic::default()>{move || i18n.words().ideas.topics[of as usize].0}</option>
        }
    };
    let choose = move |name: String| Topic::of(&name).into_iter().for_each(|chosen| topic.set(chosen));
    let whom = move || {
        view! {
            <Field
                id="idea-about"
                value=about
                label=i18n.say(|w| w.ideas.about.label)
                hint=i18n.say(|w| w.ideas.about.placeholder)
                error=Signal::derive(move || name_error.get())
            />
        }
    };
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
            {move || is_speaker.get().then(whom)}
            <Button kind=ButtonKind::Strong>{i18n.say(|w| w.ideas.send)}</Button>
        </form>
    }
}
