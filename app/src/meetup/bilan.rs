//! Taking stock of a meetup: what was intended beside what happened, in numbers and in words, and a text that everybody writes.

mod numbers;
mod reviews;

use super::{phase::PhasePage, record::ToRecord};
use crate::{address::MeetupAddress, document::Pad, i18n::I18n, state::Room};
use boucle_model::{Phase, Text};
use leptos::prelude::*;
use numbers::Numbers;
pub(in crate::meetup) use numbers::voices;
use reviews::Reviews;

#[component]
pub(crate) fn BilanPage(
    room: Room,
    /// Whether the replica has answered.
    open: Signal<bool>,
    writable: Signal<bool>,
    drawn: bool,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <div class="plan bilan">
            <PhasePage phase=Phase::Bilan room writable at />
            <Numbers room writable />
            <Reviews room writable at />
            <div>
                <h2 class="plan__title">{i18n.say(|w| w.bilan.title)}</h2>
                <Pad text=Text::Bilan room open writable drawn alone=false />
            </div>
            <ToRecord room writable at />
        </div>
    }
}
