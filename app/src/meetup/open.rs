//! A meetup that can be shown.

use super::{
    chip::Chip, conflict::Conflict, naming::asks_kindly, notices::RoomNotices, pad::Pad, people::People, title::Title,
    trail::Trail,
};
use crate::{
    components::{DeviceNotices, NameDialog, focus_on},
    i18n::I18n,
    state::{Availability, Device, Room},
};
use boucle_model::Phase;
use leptos::prelude::*;

/// The page of a room. `drawn` says that the server's projection is there to be shown while the device answers.
#[component]
pub(crate) fn OpenMeetup(room: Room, drawn: bool) -> impl IntoView {
    let device = expect_context::<Device>();
    let availability = room.availability();
    let open = Signal::derive(move || availability.get() != Availability::Opening);
    let writable = Signal::derive(move || open.get() && !room.read_only().get());
    // Somebody may have given a name by the masthead meanwhile.
    let unnamed = move || room.asks_name().get() && device.name().read().is_none();
    let named = move |answer: Option<String>| {
        if let Some(name) = answer {
            device.set_name(&name);
        }
        room.name_was_asked();
    };
    let i18n = I18n::from_context();
    let titles = Memo::new(move |_| {
        room.title().with(|title| std::iter::once(&title.text).chain(&title.rivals).cloned().collect::<Vec<_>>())
    });
    let keep_title = move |n: usize| {
        titles.with_untracked(|titles| titles.get(n).into_iter().for_each(|title| room.rename(title)));
        // The choice leaves the page with its buttons.
        focus_on("main");
    };
    let phases = Memo::new(move |_| {
        room.phase().with(|standing| std::iter::once(standing.phase).chain(standing.rivals.clone()).collect::<Vec<_>>())
    });
    let name = move |phase: &Phase| i18n.words().landing.phases[*phase as usize].0.to_owned();
    let keep_phase = move |n: usize| {
        phases.with_untracked(|phases| phases.get(n).into_iter().for_each(|phase| room.move_phase(*phase)));
        focus_on("main");
    };
    view! {
        <main class="page page--meetup" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <RoomNotices availability trouble=room.trouble() read_only=room.read_only() />
            <header class="pad__head">
                <Title
                    title=room.title()
                    writable
                    known=Signal::derive(move || drawn || open.get())
                    on_rename=move |title: String| room.rename(&title)
                />
                <div class="pad__state">
                    <Chip safety=room.safety() on_download=move |()| room.download() />
                </div>
            </header>
            <Trail phase=room.phase() writable on_move=move |phase| room.move_phase(phase) />
            <Conflict
                id="title"
                heading=Signal::derive(move || (i18n.words().title.conflict)(titles.read().len()))
                choices=titles
                writable
                on_keep=keep_title
            />
            <Conflict
                id="phase"
                heading=Signal::derive(move || (i18n.words().trail.conflict)(phases.read().len()))
                choices=Signal::derive(move || phases.read().iter().map(name).collect())
                writable
                on_keep=keep_phase
            />
            <People others=room.people() name=device.name() colour=device.colour() />
            <Pad room open writable drawn />
            <NameDialog
                id="first-name"
                open=asks_kindly(Signal::derive(unnamed))
                name=device.name()
                on_answer=named
            />
        </main>
    }
}
