//! A phase of a meetup that is not the day itself: what it is for, and where to go from here.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::Button,
    i18n::I18n,
    state::Room,
};
use boucle_model::Phase;
use leptos::prelude::*;
use std::cmp::Ordering;

#[component]
pub(crate) fn PhasePage(
    phase: Phase,
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let here = Memo::new(move |_| room.phase().with(|standing| standing.phase));
    let words = move || i18n.words().phase.say[phase as usize];
    let state = move || {
        let [over, now, to_come] = i18n.words().phase.states;
        match phase.cmp(&here.get()) {
            Ordering::Less => over,
            Ordering::Equal => now,
            Ordering::Greater => to_come,
        }
    };
    let can_move = Memo::new(move |_| writable.get() && phase.cmp(&here.get()) != Ordering::Equal);
    let pad = move || at.get().map(|at| MeetupAddress { page: MeetupPage::Pad, ..at }.to_string());
    view! {
        <section class="phase card" data-phase=phase.name() aria-labelledby="phase-title">
            <p class="phase__state">{state}</p>
            <h2 class="phase__title" id="phase-title">{move || i18n.words().landing.phases[phase as usize].0}</h2>
            <blockquote class="phase__quote"><p>{move || words().0}</p></blockquote>
            <p class="phase__what">{move || words().1}</p>
            <p class="phase__actions">
                {move || can_move.get().then(|| view! {
                    <Button on_press=move |()| room.move_phase(phase)>
                        {move || (i18n.words().trail.move_to)(i18n.words().landing.phases[phase as usize].0)}
                    </Button>
                })}
                // Where stock is taken, the way on is the board's.
                <a class="button" class:button--strong=phase != Phase::Bilan href=pad>{i18n.say(|w| w.pad.title)}</a>
            </p>
        </section>
    }
}
