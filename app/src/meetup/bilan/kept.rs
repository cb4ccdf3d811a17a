//! What the team looks at first when it takes stock: what became of the improvements that the bilan before carried here.

use crate::{
    address::MeetupAddress,
    i18n::I18n,
    meetup::carried::{CarriedList, HEADING},
    state::Room,
};
use boucle_model::Fate;
use leptos::prelude::*;

#[component]
pub(super) fn Kept(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let count = Memo::new(move |_| {
        room.carried().with(|all| (all.iter().filter(|one| one.fate != Fate::Open).count(), all.len()))
    });
    view! {
        <section class="plan__carried card" aria-labelledby=HEADING hidden=move || count.get().1 == 0>
            <h2 class="card__title" id=HEADING tabindex="-1">{i18n.say(|w| w.carried.kept)}</h2>
            <p class="field__hint">{i18n.say(|w| w.carried.kept_what)}</p>
            <p class="carried__count" role="status">
                {move || {
                    let (said, all) = count.get();
                    (i18n.words().carried.said)(said, all)
                }}
            </p>
            <CarriedList room writable at />
        </section>
    }
}
