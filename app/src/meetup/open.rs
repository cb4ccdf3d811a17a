//! A meetup that can be shown.

use super::{crumb::Crumb, trail::Trail};
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{DeviceNotices, focus_on},
    document::{AsksName, Conflict, History, Pad, People, RoomNotices, SafetyChip, Title, TitleConflict},
    i18n::I18n,
    parts::{self, Given, Part},
    state::{Availability, Device, Room},
};
use boucle_model::{Kind, Phase, Text};
use leptos::prelude::*;

/// The page of a room. `drawn` says that the server's projection is there to be shown while the device answers.
#[component]
pub(crate) fn OpenMeetup(
    room: Room,
    /// The commons in which one looks at it.
    commons: Option<Room>,
    /// Where in it one is.
    at: Memo<Option<MeetupAddress>>,
    drawn: bool,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let availability = room.availability();
    // Told only when they change: an edit must build no field again under the hands of who writes in it.
    let open = Signal::from(Memo::new(move |_| availability.get() != Availability::Opening));
    let read_only = room.read_only();
    let writable = Signal::from(Memo::new(move |_| open.get() && !read_only.get()));
    let phases = Memo::new(move |_| {
        room.phase().with(|standing| std::iter::once(standing.phase).chain(standing.rivals.clone()).collect::<Vec<_>>())
    });
    let name = move |phase: &Phase| i18n.words().landing.phases[*phase as usize].0.to_owned();
    let keep_phase = move |n: usize| {
        phases.with_untracked(|phases| phases.get(n).into_iter().for_each(|phase| room.move_phase(*phase)));
        focus_on("main");
    };
    let page = Memo::new(move |_| at.get().map(|at| at.page).unwrap_or_default());
    // Who answered in the place of a stand-in that this device holds is here now: its name is taken back. It is said again
    // when that answer is taken back.
    Effect::new(move |_| {
        let talks = room.talks();
        let talks = talks.read();
        talks.answered_as.iter().for_each(|claim| device.release(claim.stand_in));
        talks.speakers().for_each(|speaker| device.say_again(speaker.person));
    });
    let given = Given { room, commons, open, writable, drawn, at };
    let inside = move || match page.get() {
        MeetupPage::Pad | MeetupPage::Phase(Phase::Live) => {
            view! { <Pad text=Text::Pad room open writable drawn /> }.into_any()
        }
        MeetupPage::Phase(Phase::Bilan) => parts::shown(Part::Bilan, move || parts::bilan(given)),
        MeetupPage::Evidence(id) => parts::shown(Part::Record, move || parts::record(Some(id), given)),
        MeetupPage::Record => parts::shown(Part::Record, move || parts::record(None, given)),
        MeetupPage::Phase(phase) => parts::shown(Part::Plan, move || parts::plan(phase, given)),
        MeetupPage::Poll => parts::shown(Part::Poll, move || parts::poll(given)),
        MeetupPage::Speakers => parts::shown(Part::Speakers, move || parts::speakers(None, given)),
        MeetupPage::Answer(talk, person) => {
            parts::shown(Part::Speakers, move || parts::speakers(Some((talk, person)), given))
        }
        MeetupPage::Call => parts::shown(Part::Tell, move || parts::tell(Text::Call, given)),
        MeetupPage::Announcement => parts::shown(Part::Tell, move || parts::tell(Text::Announcement, given)),
        MeetupPage::Journal => parts::shown(Part::Journal, move || parts::journal(Kind::Meetup, room, writable)),
    };
    let journal = move || at.get().map(|at| MeetupAddress { page: MeetupPage::Journal, ..at }.to_string());
    view! {
        <main class="page page--meetup" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <RoomNotices availability trouble=room.trouble() read_only=room.read_only() />
            <header class="pad__head">
                {commons.map(|commons| view! { <Crumb commons room at /> })}
                <Title
                    kind=Kind::Meetup
                    title=room.title()
                    writable
                    known=Signal::derive(move || drawn || open.get())
                    on_rename=move |title: String| room.rename(&title)
                />
                <div class="pad__state">
                    <History
                        attr:data-room=""
                        hidden=Signal::derive(move || !writable.get() || has_tools(page.get()))
                        can_undo=room.can_undo()
                        can_redo=room.can_redo()
                        on_undo=move |()| room.undo()
                        on_redo=move |()| room.redo()
                    />
                    <SafetyChip safety=room.safety() on_download=move |()| room.download() />
                </div>
            </header>
            <Trail phase=room.phase() writable on_move=move |phase| room.move_phase(phase) />
            <TitleConflict kind=Kind::Meetup room writable />
            <Conflict
                id="phase"
                heading=move || (i18n.words().trail.conflict)(phases.read().len())
                choices=Signal::derive(move || phases.read().iter().map(name).collect())
                writable
                on_keep=keep_phase
            />
            <People others=room.people() name=device.name() colour=device.colour() />
            {inside}
            <p class="page__more"><a href=journal>{i18n.say(|w| w.journal.link)}</a></p>
            <AsksName room />
        </main>
    }
}

/// Whether one undoes beside the text of this page.
const fn has_tools(page: MeetupPage) -> bool {
    matches!(page, MeetupPage::Pad | MeetupPage::Phase(Phase::Live) | MeetupPage::Call | MeetupPage::Announcement)
}
