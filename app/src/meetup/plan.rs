//! The co-construction of a meetup: what the one before brings, what this one is about, who prepares it, what they want of it,
//! and what they note when they meet.

mod about;
mod carried;
mod ideas;
mod intentions;
mod team;

use super::{phase::PhasePage, steps::Steps, tools::Tools};
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::follow_links,
    document::Pad,
    i18n::I18n,
    state::Room,
};
use about::About;
use boucle_model::{Phase, Text};
use carried::FromBefore;
use ideas::TakesUp;
use intentions::Intentions;
use leptos::prelude::*;
use team::Team;

#[component]
pub(crate) fn CoConstruction(
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
    let plan = room.plan();
    follow_links(&["carried-"]);
    view! {
        <div class="plan">
            <Tools page=MeetupPage::Phase(Phase::CoConstruction) at />
            <PhasePage phase=Phase::CoConstruction room writable at />
            <Steps room writable at />
            <FromBefore room writable at />
            <About room plan writable />
            {commons.map(|commons| view! { <TakesUp room commons plan writable at /> })}
            <Intentions room plan writable />
            <Team room plan writable />
            <div>
                <h2 class="plan__title">{i18n.say(|w| w.notes.title)}</h2>
                <Pad text=Text::Notes room open writable drawn alone=false />
            </div>
        </div>
    }
}
