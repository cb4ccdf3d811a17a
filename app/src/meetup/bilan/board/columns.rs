//! All cards, by what they are.

use super::{Given, card::OneCard, write::WriteCard};
use crate::{
    components::{Rows, row},
    i18n::I18n,
};
use boucle_model::{RowId, Side};
use leptos::prelude::*;

#[component]
pub(super) fn Columns(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let board = given.board;
    let column = move |side: Side| {
        let ids = Memo::new(move |_| {
            let board = board.read();
            board.cards.iter().filter(|card| card.side == side).map(|card| card.id).collect::<Vec<_>>()
        });
        let one = move |id: RowId| row(id, move || view! { <OneCard id given /> });
        let most = given.stage.growing(Signal::derive(move || ids.read().len()));
        let shown = move || ids.get().into_iter().take(most.get()).map(one).collect();
        let heading = format!("side-{}", side.name());
        let labelled = heading.clone();
        view! {
            <section class="board__column" aria-labelledby=labelled data-side=side.name()>
                <h3 class="board__heading" id=heading>{move || i18n.words().board.sides[side as usize].0}</h3>
                <ul class="board__cards">
                    <Rows rows=Signal::derive(shown) />
                </ul>
                <p class="field__hint" hidden=move || !ids.read().is_empty()>{i18n.say(|w| w.board.none)}</p>
                <WriteCard side given />
            </section>
        }
    };
    view! { <div class="board__columns">{Side::ALL.map(column).into_iter().collect::<Vec<_>>()}</div> }
}
