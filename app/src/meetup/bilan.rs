//! Taking stock of a meetup: what became of what the one before gave it, what happened when, what was intended beside what
//! happened, in numbers and in words, what it gives to the next, and a text that everybody writes.

mod board;
mod evidence;
mod kept;
mod numbers;
mod onward;
mod reviews;
mod timeline;

pub(crate) use evidence::EvidencePage;

use super::{phase::PhasePage, record::ToRecord};
use crate::{address::MeetupAddress, components::follow_links, document::Pad, i18n::I18n, state::Room};
use board::BoardView;
use boucle_model::{Moment, Phase, Text};
use kept::Kept;
use leptos::prelude::*;
use numbers::Numbers;
pub(in crate::meetup) use numbers::voices;
use onward::Onward;
use reviews::Reviews;
use timeline::Timeline;

#[component]
pub(crate) fn BilanPage(
    room: Room,
    /// The commons in which one looks at it.
    commons: Option<Room>,
    /// Whether the replica has answered.
    open: Signal<bool>,
    writable: Signal<bool>,
    drawn: bool,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    follow_links(&["card-", "review-"]);
    let board = room.board();
    // Once it is closed, nothing moves in it until the board opens it again.
    let still = Signal::from(Memo::new(move |_| writable.get() && board.read().moment != Moment::Closed));
    // What is open has its place, and keeps it for as long as this page is.
    let onward = commons.zip(at.get_untracked()).and_then(|(commons, here)| {
        let commons_id = here.commons?;
        Some(view! { <Onward room commons commons_id here /> })
    });
    view! {
        <div class="plan bilan">
            <PhasePage phase=Phase::Bilan room writable at />
            <Kept room writable=still at />
            <Timeline room writable=still />
            <Numbers room writable=still />
            <Reviews room writable=still at />
            <BoardView room writable at />
            {onward}
            <div>
                <h2 class="plan__title">{i18n.say(|w| w.bilan.title)}</h2>
                <Pad text=Text::Bilan room open writable=still drawn alone=false />
            </div>
            <ToRecord room at />
        </div>
    }
}
