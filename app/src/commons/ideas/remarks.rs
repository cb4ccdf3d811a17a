//! What is said about an idea.

use crate::{
    components::{Button, ButtonKind, Field, Rows, at_most, row},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Idea, MAX_REMARK, Remark, RowId};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Remarks(id: RowId, idea: Memo<Option<Idea>>, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let remarks =
        Memo::new(move |_| idea.with(|idea| idea.as_ref().map(|idea| idea.remarks.clone()).unwrap_or_default()));
    let text = RwSignal::new(String::new());
    let check = at_most(i18n, MAX_REMARK);
    let error = Memo::new(move |_| check.run(text.read().trim().to_owned()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| text.trim().to_owned());
        if !said.is_empty() && error.read_untracked().is_none() && room.remark(id, &said) {
            text.set(String::new());
        }
    };
    let remark = move |Remark { id, text, by, .. }: Remark| {
        row(id, move || {
            let name =
                move || by.map_or_else(|| i18n.words().journal.someone.to_owned(), |by| name_of(i18n, device, by));
            let is_mine = move || by.is_some_and(|by| device.is_me(by)) && writable.get();
            view! {
                <li class="ideas__remark">
                    <p class="ideas__said" dir="auto"><strong dir="auto">{name}</strong> " " {text.clone()}</p>
                    <Button
                        kind=ButtonKind::Icon
                        on_press=move |()| room.take_remark_away(id)
                        attr:hidden=move || !is_mine()
                        attr:aria-label=i18n.say(|w| w.ideas.take_remark_away)
                    >
                        <span aria-hidden="true">"×"</span>
                    </Button>
                </li>
            }
        })
    };
    view! {
        <details class="ideas__more">
            <summary>{move || (i18n.words().ideas.discuss)(remarks.read().len())}</summary>
            <ul class="ideas__remarks">
                <Rows rows=Signal::derive(move || remarks.get().into_iter().map(remark).collect()) />
            </ul>
            <form class="ideas__say" on:submit=submit hidden=move || !writable.get()>
                <Field
                    id=format!("remark-{id}")
                    value=text
                    label=i18n.say(|w| w.ideas.remark)
                    error=Signal::derive(move || error.get())
                    rows=2
                />
                <Button>{i18n.say(|w| w.ideas.say)}</Button>
            </form>
        </details>
    }
}
