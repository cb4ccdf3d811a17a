//! What is done from a row of the table or of the outline: open it, link it.

use super::desk::{Asking, Desk};
use crate::{
    components::{Button, ButtonKind, focus_soon},
    i18n::I18n,
};
use boucle_model::RowId;
use leptos::prelude::*;

#[component]
pub(super) fn Acts(desk: Desk, id: RowId) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <span class="carto__row-acts">
            <Button
                kind=ButtonKind::Quiet
                attr:aria-label=move || (i18n.words().carto.more_of)(&desk.name_of(id))
                on_press=move |()| {
                    desk.choose(id);
                    focus_soon("carto-panel-title".to_owned());
                }
            >
                {i18n.say(|w| w.carto.more)}
            </Button>
            <Button
                kind=ButtonKind::Quiet
                attr:hidden=move || !desk.writable.get()
                attr:aria-label=move || (i18n.words().carto.quick.link)(&desk.name_of(id))
                on_press=move |()| desk.ask(Asking::Link(id))
            >
                {i18n.say(|w| w.carto.link.short)}
            </Button>
        </span>
    }
}
