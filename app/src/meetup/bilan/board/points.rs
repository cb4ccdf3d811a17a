//! Points: those that one gives, those that are left, and what they came to.

use super::Given;
use crate::{
    components::{Button, ButtonKind},
    document::name_of,
    i18n::I18n,
    state::Device,
};
use boucle_model::{Moment, PersonId, RowId};
use leptos::prelude::*;

/// What is left to be given, and how many were.
#[component]
pub(super) fn Purse(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { board, moment, left, .. } = given;
    let mine = move || match given.voice.get() {
        None => (i18n.words().board.points_left)(left.get()),
        Some(person) => (i18n.words().board.points_left_of)(&name_of(i18n, device, person), left.get()),
    };
    let all = move || {
        let (points, people) = board.read().given_in_all();
        (i18n.words().board.given)(points, people)
    };
    let beyond = move || {
        let told = |(person, points): (PersonId, i64)| {
            view! { <li dir="auto">{(i18n.words().board.beyond)(&name_of(i18n, device, person), points)}</li> }
        };
        board.read().beyond.iter().copied().map(told).collect::<Vec<_>>()
    };
    view! {
        <div class="board__purse" hidden=move || moment.get() < Moment::Vote>
            <p class="board__left" role="status" hidden=move || moment.get() != Moment::Vote>{mine}</p>
            <p class="field__hint">{all}</p>
            <ul class="field__hint" hidden=move || board.read().beyond.is_empty()>{beyond}</ul>
        </div>
    }
}

/// What a group or a card is called, for those who hear its buttons.
fn called(given: Given, to: RowId) -> Memo<String> {
    Memo::new(move |_| {
        let of_card = given.text(to);
        if !of_card.is_empty() {
            return of_card;
        }
        let name = given.board.with(|board| board.group(to).map(|group| group.name.text.clone())).unwrap_or_default();
        let first = || given.of_group(to).first().map(|id| given.text(*id));
        if name.is_empty() { first().unwrap_or_default() } else { name }
    })
}

/// One's own points for something.
#[component]
pub(super) fn Ballot(to: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, left, writable, voice, .. } = given;
    let count = given.news.count(to);
    let name = called(given, to);
    let mine = Memo::new(move |_| count.get().mine);
    let has_none = Memo::new(move |_| left.get() <= 0);
    // A button that has the focus keeps it when there is nothing more to press.
    let cannot_take = move || !writable.get() || mine.get() == 0;
    let cannot_give = move || !writable.get() || has_none.get();
    view! {
        <div class="ballot" role="group" aria-label=move || (i18n.words().board.points_of)(&name.read())>
            <Button
                kind=ButtonKind::Icon
                on_press=move |()| if !untrack(cannot_take) { room.take_point(to, voice.get_untracked()) }
                attr:aria-disabled=move || cannot_take().then_some("true")
                attr:aria-label=move || (i18n.words().board.one_less)(&name.read())
            >
                <span aria-hidden="true">"−"</span>
            </Button>
            <output class="ballot__mine">{move || (i18n.words().board.points)(mine.get())}</output>
            <Button
                kind=ButtonKind::Icon
                on_press=move |()| if !untrack(cannot_give) { room.give_point(to, voice.get_untracked()) }
                attr:aria-disabled=move || cannot_give().then_some("true")
                attr:aria-label=move || (i18n.words().board.one_more)(&name.read())
            >
                <span aria-hidden="true">"+"</span>
            </Button>
        </div>
    }
}

/// What everybody's points came to.
#[component]
pub(super) fn Points(to: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let count = given.news.count(to);
    view! { <p class="board__points">{move || (i18n.words().board.points)(count.get().on)}</p> }
}
