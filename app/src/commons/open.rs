//! A commons that can be shown, on one of its pages.

use super::{awaits::Awaits, doors::Doors, map::TemporalMap, news::News, next::NextMeetup, sandbox::Sandbox};
use crate::{
    address::{Address, CommonsPage},
    components::{Crumb, DeviceNotices},
    document::{AsksName, History, Pad, RoomNotices, SafetyChip, Title, TitleConflict},
    i18n::I18n,
    parts::{self, Part},
    state::{Availability, Device, Room},
};
use boucle_model::{Kind, Text};
use boucle_sync::DocumentId;
use leptos::{either::Either, prelude::*};

#[component]
pub(crate) fn OpenCommons(
    id: DocumentId,
    room: Room,
    page: Memo<CommonsPage>,
    /// The server's projection is there to be shown while the device answers.
    drawn: bool,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let availability = room.availability();
    // Told only when they change: an edit must build no field again under the hands of who writes in it.
    let open = Signal::from(Memo::new(move |_| availability.get() != Availability::Opening));
    let read_only = room.read_only();
    let writable = Signal::from(Memo::new(move |_| open.get() && !read_only.get()));
    let known = Signal::derive(move || drawn || open.get());
    let name = Signal::derive(move || {
        let name = room.title().with(|title| title.text.clone());
        if name.trim().is_empty() { i18n.words().commons.unnamed.to_owned() } else { name }
    });
    let head = move || match page.get() {
        CommonsPage::Map => Either::Left(view! {
            <Title
                kind=Kind::Commons
                title=room.title()
                writable
                known
                on_rename=move |name: String| room.rename(&name)
            />
        }),
        page => Either::Right(view! {
            <Crumb href=Address::Commons(id, CommonsPage::Map).to_string() name>""</Crumb>
            <h1 class="commons__title">{move || door(i18n, page)}</h1>
        }),
    };
    // The Meta-Carto is a document of its own, which says itself where my work is.
    let is_own = move || page.get() == CommonsPage::Carto;
    let inside = move || match page.get() {
        CommonsPage::Map => parts::shown(Part::Map, move || parts::map(id, room, writable, known)),
        CommonsPage::Vision => view! {
            <p class="commons__lead">{i18n.say(|w| w.commons.vision_what)}</p>
            <Pad text=Text::Vision room open writable drawn />
        }
        .into_any(),
        CommonsPage::Community => parts::shown(Part::Community, move || parts::community(false, id, room)),
        CommonsPage::Ideas => parts::shown(Part::Ideas, move || parts::ideas(id, room, writable, known)),
        CommonsPage::Strands => parts::shown(Part::Strands, move || parts::strands(id, room, known)),
        CommonsPage::Carto => parts::shown(Part::Carto, move || parts::carto(id, room, known)),
        CommonsPage::Journal => parts::shown(Part::Journal, move || parts::journal(Kind::Commons, room, writable)),
        CommonsPage::Settings => parts::shown(Part::Community, move || parts::community(true, id, room)),
    };
    view! {
        <main class="page page--commons" id="main" tabindex="-1">
            <DeviceNotices missing=device.missing() />
            <Sandbox id />
            <RoomNotices availability trouble=room.trouble() read_only=room.read_only() />
            <header class="commons__head">
                <div class="commons__name">{head}</div>
                <div class="commons__state">
                    <History
                        attr:data-room=""
                        hidden=Signal::derive(move || !writable.get() || page.get() == CommonsPage::Vision || is_own())
                        can_undo=room.can_undo()
                        can_redo=room.can_redo()
                        on_undo=move |()| room.undo()
                        on_redo=move |()| room.redo()
                    />
                    <a
                        class="button button--quiet"
                        href=Address::Commons(id, CommonsPage::Settings).to_string()
                        hidden=move || page.get() != CommonsPage::Map
                    >
                        {i18n.say(|w| w.settings.link)}
                    </a>
                    <div hidden=is_own>
                        <SafetyChip safety=room.safety() on_download=move |()| room.download() />
                    </div>
                </div>
            </header>
            <TitleConflict kind=Kind::Commons room writable />
            {inside}
            <AsksName room />
        </main>
    }
}

/// The name of a page of the commons.
fn door(i18n: I18n, page: CommonsPage) -> &'static str {
    let words = &i18n.words().commons;
    match page {
        CommonsPage::Map => i18n.words().map.title,
        CommonsPage::Vision => words.vision.0,
        CommonsPage::Community => words.community.0,
        CommonsPage::Ideas => i18n.words().ideas.title.0,
        CommonsPage::Strands => i18n.words().strands.title.0,
        CommonsPage::Carto => words.carto.0,
        CommonsPage::Journal => i18n.words().journal.title,
        CommonsPage::Settings => i18n.words().settings.title,
    }
}

#[component]
pub(crate) fn MapPage(id: DocumentId, room: Room, writable: Signal<bool>, known: Signal<bool>) -> impl IntoView {
    let preparing = RwSignal::new(false);
    view! {
        <Doors id room />
        <TemporalMap id room writable known on_prepare=move |()| preparing.set(true) />
        <div class="commons__beside">
            <Awaits id room writable on_prepare=move |()| preparing.set(true) />
            <News id room />
        </div>
        <NextMeetup id room open=preparing />
    }
}
