//! Ideas that are the same: they are joined, and can be parted.

use crate::{
    components::{Button, Rows, row},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Idea, RowId};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Same(id: RowId, idea: Memo<Option<Idea>>, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let same = Memo::new(move |_| idea.with(|idea| idea.as_ref().map(|idea| idea.same.clone()).unwrap_or_default()));
    let others = Memo::new(move |_| {
        let topic = idea.with(|idea| idea.as_ref().map(|idea| idea.topic));
        let is_other = |other: &&Idea| other.id != id && Some(other.topic) == topic;
        let ideas = room.ideas();
        ideas.with(|ideas| {
            ideas.iter().filter(is_other).map(|idea| (idea.id, idea.text.text.clone())).collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(None::<RowId>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let first = || others.with_untracked(|others| others.first().map(|(id, _)| *id));
        if let Some(other) = chosen.get_untracked().or_else(first) {
            room.merge_idea(id, Some(other));
        }
    };
    let joined = move |(other, text): (RowId, String)| {
        row(other, move || {
            let text = text.clone();
            view! {
                <li class="ideas__same">
                    <span class="field__hint" dir="auto">{move || (i18n.words().ideas.also)(&text)}</span>
                    " "
                    <Button
                        disabled=move || !writable.get()
                        on_press=move |()| {
                            room.merge_idea(other, None);
                        }
                    >
                        {i18n.say(|w| w.ideas.part)}
                    </Button>
                </li>
            }
        })
    };
    let field = format!("same-{id}");
    let label = field.clone();
    let option = move |(other, text): (RowId, String)| view! { <option value=other.to_string()>{text}</option> };
    view! {
        <ul class="ideas__joined" hidden=move || same.read().is_empty()>
            <Rows rows=Signal::derive(move || same.get().into_iter().map(joined).collect()) />
        </ul>
        <details class="ideas__more" hidden=move || others.read().is_empty() || !writable.get()>
            <summary>{i18n.say(|w| w.ideas.same)}</summary>
            <form class="ideas__say" on:submit=submit>
                <div class="field">
                    <label class="field__label" for=label>{i18n.say(|w| w.ideas.same_which)}</label>
                    <select
                        class="field__input"
                        name=field.clone()
                        id=field
                        on:change:target=move |event| chosen.set(event.target().value().parse().ok())
                    >
                        {move || others.get().into_iter().map(option).collect::<Vec<_>>()}
                    </select>
                </div>
                <Button>{i18n.say(|w| w.ideas.same_yes)}</Button>
            </form>
        </details>
    }
}
