//! What the bilan of the meetup before brings to this one.

use crate::{
    address::{MeetupAddress, MeetupPage},
    i18n::I18n,
    state::Room,
};
use boucle_model::Phase;
use boucle_sync::DocumentId;
use leptos::prelude::*;

#[component]
pub(super) fn Carried(room: Room, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let previous = Memo::new(move |_| room.place().get().and_then(|place| place.previous));
    let what = move || {
        let words = &i18n.words().plan;
        if previous.read().is_some() { words.carried_none } else { words.carried_first }
    };
    let bilan = move || {
        let meetup = DocumentId::from_bytes(*previous.get()?.as_bytes());
        Some(MeetupAddress { meetup, page: MeetupPage::Phase(Phase::Bilan), ..at.get()? }.to_string())
    };
    let link = move || {
        let name = move || i18n.words().landing.phases[Phase::Bilan as usize].0;
        bilan().map(|href| view! { <p class="plan__more"><a href=href>{name}</a></p> })
    };
    view! {
        <section class="plan__carried card" aria-labelledby="carried-title" hidden=move || room.place().read().is_none()>
            <h2 class="card__title" id="carried-title">{i18n.say(|w| w.plan.carried)}</h2>
            <p class="field__hint">{what}</p>
            {link}
        </section>
    }
}
