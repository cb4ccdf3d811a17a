//! Whether a bilan is closed, and opening it again.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, focus_on},
    i18n::I18n,
    state::Room,
};
use boucle_model::Moment;
use leptos::prelude::*;

/// Whether the bilan is closed, in words.
pub(super) fn standing(room: Room, i18n: I18n) -> Signal<&'static str> {
    let is_closed = Memo::new(move |_| room.board().with(|board| board.moment == Moment::Closed));
    Signal::derive(move || {
        let words = &i18n.words().record;
        if is_closed.get() { words.closed } else { words.going_on }
    })
}

/// Says whether it is closed, and opens a closed one again.
#[component]
pub(super) fn Standing(
    room: Room,
    writable: Signal<bool>,
    /// What has the focus once the button is gone.
    heading: &'static str,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let said = standing(room, i18n);
    let is_closed = Memo::new(move |_| room.board().with(|board| board.moment == Moment::Closed));
    let reopen = move |()| {
        // One decides again, and says that the bilan is closed again: the moments before it have what they had.
        room.open_moment(Moment::Decide);
        focus_on(heading);
    };
    view! {
        <p class="record__standing" role="status">{said}</p>
        <div class="record__reopen" hidden=move || !(is_closed.get() && writable.get())>
            <Button on_press=reopen>{i18n.say(|w| w.record.reopen)}</Button>
            <p class="field__hint">{i18n.say(|w| w.record.reopen_what)}</p>
        </div>
    }
}

/// From the page of the bilan to its record.
#[component]
pub(crate) fn ToRecord(room: Room, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let href = move || at.get().map(|at| MeetupAddress { page: MeetupPage::Record, ..at }.to_string());
    view! {
        <section class="record__to card" aria-labelledby="to-record-title">
            <h2 class="card__title" id="to-record-title">{i18n.say(|w| w.record.title)}</h2>
            <p class="field__hint">{i18n.say(|w| w.record.what)}</p>
            <p class="record__standing">{standing(room, i18n)}</p>
            <p><a class="button" href=href>{i18n.say(|w| w.record.link)}</a></p>
        </section>
    }
}
