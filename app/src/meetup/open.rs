//! A meetup that can be shown.

use super::{
    chip::Chip, conflict::Conflict, naming::asks_kindly, notices::RoomNotices, pad::Pad, people::People, title::Title,
};
use crate::{
    components::{DeviceNotices, NameDialog, focus_on},
    state::{Availability, Device, Room},
};
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
    let keep = move |title: String| {
        room.rename(&title);
        // The choice leaves the page with its buttons.
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
            <Conflict title=room.title() writable on_keep=keep />
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
