//! What is decided: improvements are adopted or set aside, and a problem may find one.

use super::{Asking, Choice, Given};
use crate::{
    components::{Button, ButtonKind, Field, focus_on},
    document::{Conflict, name_of},
    head::one_line,
    i18n::I18n,
    state::Device,
};
use boucle_model::{Card, Decision, Draft, RowId, Side};
use leptos::{ev, prelude::*};
use std::sync::Arc;

#[component]
pub(super) fn Decide(id: RowId, card: Signal<Option<Arc<Card>>>, given: Given) -> impl IntoView {
    let is_improvement =
        Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|card| card.side == Side::Improvement)));
    move || match is_improvement.get() {
        true => view! { <Decided id card given /> }.into_any(),
        false => view! { <Propose id given /> }.into_any(),
    }
}

#[component]
fn Decided(id: RowId, card: Signal<Option<Arc<Card>>>, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { room, board, writable, asking, .. } = given;
    let decision = Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.decision)));
    let adopted = Memo::new(move |_| decision.get().is_some_and(Decision::is_adopted));
    let owner = Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.owner)));
    let is_mine = Memo::new(move |_| owner.get().is_some_and(|owner| device.is_me(owner)));
    let all = Memo::new(move |_| {
        let rivals = card.with(|card| card.as_ref().map(|card| card.rivals.clone())).unwrap_or_default();
        decision.get().into_iter().chain(rivals).collect::<Vec<_>>()
    });
    let adopt = move |()| match decision.get_untracked() {
        Some(decision) if decision.is_adopted() => room.decide(id, None),
        _ if board.with_untracked(boucle_model::Board::has_points) => room.decide(id, Some(Decision::Adopted)),
        _ => asking.set(Some(Asking::Early(id))),
    };
    let set_aside = move |()| {
        let is_so = decision.get_untracked() == Some(Decision::SetAside);
        room.decide(id, (!is_so).then_some(Decision::SetAside));
    };
    let name = move |decision: &Decision| {
        let words = &i18n.words().board;
        match decision {
            Decision::Adopted => words.adopt,
            Decision::AdoptedEarly => words.early,
            Decision::SetAside => words.set_aside,
        }
        .to_owned()
    };
    let keep = move |n: usize| {
        all.with_untracked(|all| all.get(n).into_iter().for_each(|decision| room.decide(id, Some(*decision))));
        focus_on("board-title");
    };
    let sees_to_it = move || owner.get().map(|owner| (i18n.words().board.owner)(&name_of(i18n, device, owner)));
    let own = move || if is_mine.get() { i18n.words().board.disown } else { i18n.words().board.own };
    view! {
        <div class="votes board__decide" role="group" aria-label=move || (i18n.words().board.decision_of)(&given.text(id))>
            <Choice chosen=adopted writable on_press=adopt>{i18n.say(|w| w.board.adopt)}</Choice>
            <Choice chosen=Signal::derive(move || decision.get() == Some(Decision::SetAside)) writable on_press=set_aside>
                {i18n.say(|w| w.board.set_aside)}
            </Choice>
        </div>
        <p class="field__hint" hidden=move || decision.get() != Some(Decision::AdoptedEarly)>{i18n.say(|w| w.board.early)}</p>
        <Conflict
            id=format!("decision-{id}")
            heading=move || (i18n.words().plan.conflict)(all.read().len())
            choices=Signal::derive(move || all.read().iter().map(name).collect())
            writable
            on_keep=keep
        />
        <div class="board__owner" hidden=move || !adopted.get()>
            <p dir="auto">{sees_to_it}</p>
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| room.own_card(id, !is_mine.get_untracked())
                attr:hidden=move || !writable.get()
            >
                {own}
            </Button>
        </div>
    }
}

/// An improvement that answers this problem.
#[component]
fn Propose(id: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, writable, .. } = given;
    let text = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| one_line(text));
        if Draft::fits(&said) && room.propose_for(id, &said) {
            text.set(String::new());
        }
    };
    // A browser looks through each form for what it could fill in, and there is one a card.
    let opened = RwSignal::new(false);
    let form = move || {
        view! {
            <form class="board__write" on:submit=submit>
                <Field
                    id=format!("for-{id}")
                    value=text
                    label=move || (i18n.words().board.propose_for)(&given.text(id))
                    max=200
                />
                <Button>{i18n.say(|w| w.board.add)}</Button>
            </form>
        }
    };
    view! {
        <details class="board__more" hidden=move || !writable.get() on:toggle=move |_| opened.set(true)>
            <summary>{i18n.say(|w| w.board.propose)}</summary>
            {move || opened.get().then(&form)}
        </details>
    }
}
