//! Proposing a talk: one's own, or somebody else's.

use crate::{
    components::{Button, ButtonKind, Field, at_most, focus_on},
    head::one_line,
    i18n::I18n,
    state::Room,
};
use boucle_model::MAX_TITLE;
use boucle_sync::directory::MAX_NAME;
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Propose(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let another = RwSignal::new(false);
    let (name, subject) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (check_name, check_subject) = (at_most(i18n, MAX_NAME), at_most(i18n, MAX_TITLE));
    let name_error = Memo::new(move |_| check_name.run(one_line(&name.read())));
    let subject_error = Memo::new(move |_| check_subject.run(one_line(&subject.read())));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (who, what) = (one_line(&name.read_untracked()), one_line(&subject.read_untracked()));
        if another.get_untracked() && (who.is_empty() || name_error.read_untracked().is_some()) {
            return focus_on("talk-name");
        }
        if what.is_empty() || subject_error.read_untracked().is_some() {
            return focus_on("talk-subject");
        }
        if room.propose_talk(&what, another.get_untracked().then_some(who.as_str())) {
            name.set(String::new());
            subject.set(String::new());
        }
    };
    let choice = move |is_another: bool| {
        view! {
            <label class="poll__whole">
                <input
                    type="radio"
                    name="talk-who"
                    prop:checked=move || another.get() == is_another
                    on:change=move |_| another.set(is_another)
                />
                " "
                {move || if is_another { i18n.words().talks.another } else { i18n.words().talks.oneself }}
            </label>
        }
    };
    let whom = move || {
        another.get().then(|| {
            view! {
                <Field
                    id="talk-name"
                    value=name
                    label=i18n.say(|w| w.talks.name.label)
                    hint=i18n.say(|w| w.talks.name.placeholder)
                    error=Signal::derive(move || name_error.get())
                />
            }
        })
    };
    view! {
        <form class="poll__add" on:submit=submit hidden=move || !writable.get() aria-labelledby="propose-talk">
            <h3 class="poll__add-title" id="propose-talk">{i18n.say(|w| w.talks.propose)}</h3>
            <fieldset class="talks__who">
                <legend class="field__label">{i18n.say(|w| w.talks.who)}</legend>
                {choice(false)}
                {choice(true)}
            </fieldset>
            <div class="poll__fields">
                {whom}
                <Field
                    id="talk-subject"
                    value=subject
                    label=i18n.say(|w| w.talks.subject.label)
                    hint=i18n.say(|w| w.talks.subject.placeholder)
                    error=Signal::derive(move || subject_error.get())
                />
            </div>
            <Button kind=ButtonKind::Strong>{i18n.say(|w| w.talks.send)}</Button>
        </form>
    }
}
