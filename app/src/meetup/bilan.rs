//! Taking stock of a meetup: what happened when, what was intended beside what happened, in numbers and in words, and a text that everybody writes.

mod evidence;
mod numbers;
mod reviews;
mod timeline;

pub(crate) use evidence::EvidencePage;

use super::phase::PhasePage;
use crate::{address::MeetupAddress, document::Pad, i18n::I18n, state::Room};
use boucle_model::{Phase, Text};
use leptos::prelude::*;
use numbers::Numbers;
use reviews::Reviews;
use timeline::Timeline;

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
            <Timeline room writable />
            <Numbers room writable />
            <Reviews room writable at />
            <div>
                <h2 class="plan__title">{i18n.say(|w| w.bilan.title)}</h2>
                <Pad text=Text::Bilan room open writable drawn alone=false />
            </div>
        </div>
    }
}
