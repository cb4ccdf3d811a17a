//! What says the same together: groups of cards and cards in none, with their points.

use super::{
    Given,
    card::OneCard,
    points::{Ballot, Points, Purse},
    write::WriteCard,
};
use crate::{
    components::{Button, ButtonKind, Line, Rows, at_most, focus_on, row},
    document::Conflict,
    i18n::I18n,
};
use boucle_model::{MAX_TITLE, Moment, RowId, Side, Title};
use leptos::{ev, prelude::*};

/// A group, or a card in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum One {
    Group(RowId),
    Card(RowId),
}

impl One {
    const fn id(self) -> RowId {
        match self {
            Self::Group(id) | Self::Card(id) => id,
        }
    }
}

#[component]
pub(super) fn Heaps(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, board, moment, writable, .. } = given;
    let is_ranked = Memo::new(move |_| matches!(moment.get(), Moment::Decide | Moment::Closed));
    let heaps = Memo::new(move |_| {
        board.with(|board| {
            let heaps = if is_ranked.get() { board.ranked() } else { board.heaps() };
            let one = |heap: &boucle_model::Heap<'_>| match heap.group {
                Some(group) => Some(One::Group(group.id)),
                None => heap.cards.first().map(|card| One::Card(card.id)),
            };
            heaps.iter().filter_map(one).collect::<Vec<_>>()
        })
    });
    let heap = move |one: One| {
        row(one.id(), move || {
            let inside = match one {
                One::Group(id) => view! { <OneGroup id given /> }.into_any(),
                One::Card(id) => view! { <ul class="board__cards"><OneCard id given /></ul> }.into_any(),
            };
            let to = one.id();
            let moment = given.news.moment(to);
            let shows_points = Memo::new(move |_| matches!(moment.get(), Moment::Decide | Moment::Closed));
            view! {
                <li class="board__heap" class:board__heap--group=matches!(one, One::Group(_))>
                    <Show when=move || shows_points.get()><Points to given /></Show>
                    {inside}
                    <Show when=move || moment.get() == Moment::Vote><Ballot to given /></Show>
                </li>
            }
        })
    };
    let most = given.stage.growing(Signal::derive(move || heaps.read().len()));
    let shown = move || heaps.get().into_iter().take(most.get()).map(heap).collect();
    let gone = Memo::new(move |_| {
        board.with(|board| board.taken_away.iter().map(|card| (card.id, card.text.text.clone())).collect::<Vec<_>>())
    });
    let back = move |(id, text): (RowId, String)| {
        view! {
            <li>
                <Button kind=ButtonKind::Quiet disabled=move || !writable.get() on_press=move |()| room.take_card(id, false)>
                    {move || (i18n.words().board.put_back)(&text)}
                </Button>
            </li>
        }
    };
    view! {
        <Purse given />
        <ul class="board__heaps">
            <Rows rows=Signal::derive(shown) />
        </ul>
        <p class="plan__none" hidden=move || !heaps.read().is_empty()>{i18n.say(|w| w.board.none)}</p>
        // What was being typed when cards were put together is still there to be added.
        {Side::ALL.map(|side| view! { <Unsaid side given /> }).into_iter().collect::<Vec<_>>()}
        <details class="board__gone" hidden=move || gone.read().is_empty()>
            <summary>{i18n.say(|w| w.board.taken_away)}</summary>
            <ul>{move || gone.get().into_iter().map(back).collect::<Vec<_>>()}</ul>
        </details>
    }
}

/// A card that was being typed in the moment before, and was not added.
#[component]
fn Unsaid(side: Side, given: Given) -> impl IntoView {
    let text = given.typed[side as usize];
    let was_typed = !text.read_untracked().is_empty();
    was_typed.then(|| view! { <WriteCard side given /> })
}

#[component]
fn OneGroup(id: RowId, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, board, writable, dragged, .. } = given;
    let name =
        Memo::new(move |_| board.with(|board| board.group(id).map(|group| group.name.clone())).unwrap_or_default());
    let names = Memo::new(move |_| name.with(Title::all));
    let ids = Memo::new(move |_| given.of_group(id));
    let one = move |id: RowId| row(id, move || view! { <OneCard id given /> });
    let over = move |event: ev::DragEvent| {
        if dragged.get_untracked().is_some() {
            event.prevent_default();
        }
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        if let (Some(card), Some(first)) = (dragged.get_untracked(), ids.with_untracked(|ids| ids.first().copied())) {
            given.put_together(card, first);
        }
        dragged.set(None);
    };
    view! {
        <section class="board__group" aria-label=move || i18n.words().board.group.label on:dragover=over on:drop=drop>
            <Line
                id=format!("group-{id}")
                text=Signal::derive(move || name.read().text.clone())
                label=i18n.say(|w| w.board.group.label)
                placeholder=i18n.say(|w| w.board.group.placeholder)
                check=at_most(i18n, MAX_TITLE)
                writable
                on_say=move |text: String| room.name_group(id, &text)
            />
            <Conflict
                id=format!("group-{id}")
                heading=move || (i18n.words().plan.conflict)(names.read().len())
                choices=names
                writable
                on_keep=move |n: usize| {
                    names.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.name_group(id, text)));
                    focus_on("board-title");
                }
            />
            <ul class="board__cards"><Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) /></ul>
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| { room.take_apart(id); focus_on("board-title"); }
                attr:hidden=move || !writable.get()
            >
                {i18n.say(|w| w.board.take_apart)}
            </Button>
        </section>
    }
}
