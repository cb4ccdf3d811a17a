//! One card, and what can be done with it.

use super::{super::evidence::Proofs, Asking, By, Given, decide::Decide};
use crate::{
    components::{Button, ButtonKind, Line, at_most, focus_on, focus_soon},
    document::Conflict,
    i18n::I18n,
};
use boucle_model::{Card, MAX_TITLE, Moment, RowId, Side, Title};
use leptos::{ev, prelude::*};
use std::sync::Arc;

#[component]
pub(super) fn OneCard(id: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, writable, dragged, at, .. } = given;
    let card = given.news.card(id);
    let moment = given.news.moment(id);
    let side = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.side)).unwrap_or_default());
    let said = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.text.clone())).unwrap_or_default());
    let by = Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.by)));
    let answers = Memo::new(move |_| {
        let problem = card.with(|card| card.as_ref().and_then(|card| card.answers))?;
        Some((problem, given.text(problem)))
    });
    // From an improvement back to its problem, and what shows it.
    let to_problem = move || {
        answers.get().map(|(problem, text)| {
            let said = (i18n.words().board.answers)(&text);
            view! { <p class="board__link" dir="auto"><a href=format!("#card-{problem}")>{said}</a></p> }
        })
    };
    let again = Memo::new(move |_| {
        let id = card.with(|card| card.as_ref().and_then(|card| card.again))?;
        room.carried().with(|all| all.iter().find(|one| one.id == id).map(|one| one.text.text.clone()))
    });
    let choices = Memo::new(move |_| said.with(Title::all));
    let text = move || {
        let text = said.read().text.clone();
        if text.is_empty() { i18n.words().board.empty_card.to_owned() } else { text }
    };
    let groups = move || writable.get() && moment.get() >= Moment::Group;
    let decides = Memo::new(move |_| {
        let is_time = matches!(moment.get(), Moment::Decide | Moment::Closed);
        is_time && side.get() != Side::Kept
    });
    let over = move |event: ev::DragEvent| {
        if dragged.get_untracked().is_some_and(|dragged| dragged != id) {
            event.prevent_default();
        }
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        if let Some(other) = dragged.get_untracked().filter(|other| *other != id) {
            given.put_together(other, id);
        }
        dragged.set(None);
    };
    let opened = RwSignal::new(false);
    let evidence = room.evidence();
    // Three hundred cards are light because what few have is built where it is.
    let proven = Memo::new(move |_| opened.get() || evidence.with(|all| all.iter().any(|one| one.about == id)));
    let more = move || opened.get().then(|| view! { <More id card given /> });
    view! {
        <li
            class="board__card"
            id=format!("card-{id}")
            data-side=move || side.get().name()
            tabindex="-1"
            aria-label=text
            on:dragover=over
            on:drop=drop
        >
            <div class="board__top">
                <span class="board__side">{move || i18n.words().board.sides[side.get() as usize].1}</span>
                <Show when=groups><Grip id said given /></Show>
            </div>
            <Line
                id=format!("say-{id}")
                text=Signal::derive(move || said.read().text.clone())
                label=i18n.say(|w| w.board.card)
                placeholder=i18n.say(|w| w.board.empty_card)
                check=at_most(i18n, MAX_TITLE)
                writable
                on_say=move |text: String| {
                    if text.is_empty() {
                        room.take_card(id, true);
                        focus_on("board-title");
                    } else {
                        room.say_card(id, &text);
                    }
                }
            />
            <Conflict
                id=format!("card-{id}")
                heading=move || (i18n.words().plan.conflict)(choices.read().len())
                choices
                writable
                on_keep=move |n: usize| {
                    choices.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.say_card(id, text)));
                    focus_on("board-title");
                }
            />
            <By person=by />
            {to_problem}
            {move || again.get().map(|text| view! { <p class="board__link" dir="auto">{(i18n.words().board.again_of)(&text)}</p> })}
            <Show when=move || proven.get()>
                <Proofs about=id name=Signal::derive(text) room writable at />
            </Show>
            <Show when=move || writable.get() && moment.get() == Moment::Group><Alike id given /></Show>
            <Show when=move || decides.get()><Decide id card given /></Show>
            <details
                class="board__more"
                hidden=move || !writable.get()
                on:toggle=move |_| opened.set(true)
            >
                <summary aria-label=move || (i18n.words().board.more_of)(&text())>{i18n.say(|w| w.board.more)}</summary>
                {more}
            </details>
        </li>
    }
}

/// What a pointer takes a card by. Whoever has none puts it with another by the button below.
#[component]
fn Grip(id: RowId, said: Memo<Title>, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let start = move |event: ev::DragEvent| {
        given.dragged.set(Some(id));
        if let Some(data) = event.data_transfer() {
            data.set_effect_allowed("move");
            // Some browsers drag nothing that has no data.
            let _refused_by_none = data.set_data("text/plain", &said.read_untracked().text);
        }
    };
    view! {
        <span
            class="board__grip"
            draggable="true"
            title=move || (i18n.words().board.grip)(&said.read().text)
            on:dragstart=start
            on:dragend=move |_| given.dragged.set(None)
            aria-hidden="true"
        >
            "⠿"
        </span>
    }
}

/// An earlier card that may say the same.
#[component]
fn Alike(id: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let found = given.news.like(id);
    let like = Memo::new(move |_| found.get().map(|other| (other, given.text(other))));
    move || {
        like.get().map(|(other, text)| {
            view! {
                <div class="board__alike">
                    <p dir="auto">{move || (i18n.words().board.alike)(&text)}</p>
                    <Button on_press=move |()| given.put_together(id, other)>{i18n.say(|w| w.board.join)}</Button>
                </div>
            }
        })
    }
}

/// What is done with a card now and then.
#[component]
fn More(id: RowId, card: Signal<Option<Arc<Card>>>, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, moment, asking, .. } = given;
    let side = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.side)).unwrap_or_default());
    let is_in_group = Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|card| card.group.is_some())));
    let groups = move || moment.get() >= Moment::Group;
    let carried = room.carried();
    let turn = move |to: Side| {
        view! {
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| room.turn_card(id, to)
                attr:hidden=move || side.get() == to
            >
                {move || (i18n.words().board.turn)(i18n.words().board.sides[to as usize].1)}
            </Button>
        }
    };
    let take = move |()| {
        room.take_card(id, true);
        focus_on("board-title");
    };
    view! {
        <div class="board__acts">
            <Button
                on_press=move |()| asking.set(Some(Asking::With(id)))
                attr:hidden=move || !groups()
            >
                {i18n.say(|w| w.board.put_with)}
            </Button>
            <Button
                on_press=move |()| {
                    room.part_card(id);
                    focus_soon(format!("card-{id}"));
                }
                attr:hidden=move || !(groups() && is_in_group.get())
            >
                {i18n.say(|w| w.board.part)}
            </Button>
            <Button
                on_press=move |()| asking.set(Some(Asking::Problem(id)))
                attr:hidden=move || side.get() != Side::Improvement
            >
                {i18n.say(|w| w.board.choose_problem)}
            </Button>
            <Button
                on_press=move |()| asking.set(Some(Asking::Again(id)))
                attr:hidden=move || carried.read().is_empty()
            >
                {i18n.say(|w| w.board.again)}
            </Button>
            {Side::ALL.map(turn).into_iter().collect::<Vec<_>>()}
            <Button kind=ButtonKind::Quiet on_press=take>{move || (i18n.words().board.take_away)(&given.text(id))}</Button>
        </div>
    }
}
