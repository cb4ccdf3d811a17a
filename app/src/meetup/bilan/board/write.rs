//! Where one writes a card of one side.

use super::Given;
use crate::{
    components::{Button, Field, focus_on},
    head::one_line,
    i18n::I18n,
};
use boucle_model::{Draft, MAX_TITLE, Side};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn WriteCard(side: Side, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, writable, voice, typed, .. } = given;
    let text = typed[side as usize];
    let id = format!("new-{}", side.name());
    let error = Signal::derive(move || {
        let length = text.with(|text| one_line(text).chars().count());
        (length > MAX_TITLE).then(|| (i18n.words().board.too_long)(length, MAX_TITLE))
    });
    let field = id.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| one_line(text));
        if Draft::fits(&said) {
            room.write_card(side, &said, voice.get_untracked());
            text.set(String::new());
        }
        focus_on(&field);
    };
    let hint = move || i18n.words().board.sides[side as usize].3;
    view! {
        <form class="board__write" on:submit=submit hidden=move || !writable.get()>
            <Field id value=text label=move || i18n.words().board.sides[side as usize].2 hint error />
            <Button>{i18n.say(|w| w.board.add)}</Button>
        </form>
    }
}
