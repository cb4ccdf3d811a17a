//! Gathering: each writes cards, which nobody else sees yet.

use super::{By, Given, write::WriteCard};
use crate::{
    components::{Button, ButtonKind, Line, Rows, at_most, focus_on, row},
    i18n::I18n,
};
use boucle_model::{Draft, MAX_TITLE, RowId, Side};
use leptos::prelude::*;

#[component]
pub(super) fn Gather(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, board, .. } = given;
    let drafts = room.drafts();
    let waiting = Memo::new(move |_| {
        let board = board.read();
        (board.waiting.iter().map(|(_, count)| count).sum::<i64>(), board.waiting.len())
    });
    // What was taken back last, to be put back.
    let taken = RwSignal::new(None::<Draft>);
    let put_back = move |()| {
        if let Some(draft) = taken.get_untracked() {
            taken.set(None);
            focus_on(&format!("new-{}", draft.side.name()));
            room.put_draft_back(draft);
        }
    };
    let column = move |side: Side| {
        let ids = Memo::new(move |_| {
            let drafts = drafts.read();
            let of = drafts.cards.iter().filter(|draft| draft.side == side);
            of.map(|draft| draft.id).collect::<Vec<_>>()
        });
        let one = move |id: RowId| row(id, move || view! { <OneDraft id taken given /> });
        let heading = format!("side-{}", side.name());
        let labelled = heading.clone();
        view! {
            <section class="board__column" aria-labelledby=labelled data-side=side.name()>
                <h3 class="board__heading" id=heading>{move || i18n.words().board.sides[side as usize].0}</h3>
                <ul class="board__cards">
                    <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
                </ul>
                <WriteCard side given />
            </section>
        }
    };
    view! {
        <p class="board__waiting" role="status">
            {move || (i18n.words().board.waiting)(waiting.get().0, waiting.get().1)}
        </p>
        <p class="field__hint" hidden=move || drafts.read().cards.is_empty()>{i18n.say(|w| w.board.here_only)}</p>
        <div class="board__columns">{Side::ALL.map(column).into_iter().collect::<Vec<_>>()}</div>
        <p hidden=move || taken.read().is_none()>
            <Button kind=ButtonKind::Quiet on_press=put_back>
                {move || taken.get().map(|draft| (i18n.words().board.put_back)(&draft.text))}
            </Button>
        </p>
    }
}

#[component]
fn OneDraft(id: RowId, taken: RwSignal<Option<Draft>>, given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let Given { room, writable, .. } = given;
    let drafts = room.drafts();
    let draft = Memo::new(move |_| drafts.with(|drafts| drafts.cards.iter().find(|draft| draft.id == id).cloned()));
    let text =
        Signal::derive(move || draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone())).unwrap_or_default());
    let voice =
        Memo::new(move |_| draft.with(|draft| draft.as_ref().filter(|draft| draft.stands_in).map(|draft| draft.by)));
    let take = move || {
        if let Some(draft) = draft.get_untracked() {
            focus_on(&format!("new-{}", draft.side.name()));
            taken.set(Some(draft));
            room.take_draft(id);
        }
    };
    view! {
        <li class="board__card board__card--draft" aria-label=move || text.get()>
            <Line
                id=format!("draft-{id}")
                text
                label=i18n.say(|w| w.board.draft)
                placeholder=i18n.say(|w| w.board.draft)
                check=at_most(i18n, MAX_TITLE)
                writable
                on_say=move |text: String| if text.is_empty() { take() } else { room.say_draft(id, &text) }
            />
            <Button
                kind=ButtonKind::Icon
                on_press=move |()| take()
                attr:aria-label=move || (i18n.words().board.take_away)(&text.read())
            >
                <span aria-hidden="true">"×"</span>
            </Button>
            <Show when=move || voice.read().is_some()><By person=voice /></Show>
        </li>
    }
}
