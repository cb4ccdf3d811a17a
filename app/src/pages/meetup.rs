//! The page of one meetup, in its commons or alone.

use super::{
    LostWay,
    found::{Found, Opened},
};
use crate::{
    address::{Address, CommonsPage, MeetupAddress},
    head,
    i18n::I18n,
    meetup::OpenMeetup,
    state::{Device, Room},
};
use boucle_model::{Idea, Kind, MeetupId, Telling};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A meetup whose address names no commons. One that has its place in a commons is led there.
#[component]
pub(super) fn MeetupAlone(id: DocumentId, address: Memo<Address>) -> impl IntoView {
    view! { <Meetup id address /> }
}

#[component]
pub(super) fn Meetup(
    id: DocumentId,
    address: Memo<Address>,
    /// The commons in which one looks at it.
    #[prop(optional_no_strip)]
    commons: Option<Room>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let opened = Opened::of(Kind::Meetup, id);
    let room = opened.room;
    let at = Memo::new(move |_| match address.get() {
        Address::Meetup(at) => Some(at),
        _ => None,
    });
    // Its own place is where it is looked at.
    let navigate = use_navigate();
    Effect::new(move |_| {
        let place = room.place().get();
        let (Some(place), Some(at)) = (place, at.get()) else { return };
        let commons = Some(DocumentId::from_bytes(*place.commons.as_bytes()));
        if at.meetup == id && at.commons != commons {
            let address = MeetupAddress { commons, ..at };
            navigate(&address.to_string(), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    if let Some(commons) = commons {
        tell(commons, room, id);
    }
    note(room, id);
    let other = move |_kind: Kind| Address::Commons(id, CommonsPage::Map).to_string();
    view! {
        <Found opened lost=LostWay::Unknown other>
            {
                let title = room.title();
                head::follow_title(move || head::meetup_title(i18n.words(), &title.read().text));
                view! { <OpenMeetup room commons at drawn=opened.drawn /> }
            }
        </Found>
    }
}

/// Notes on the device what the meetup tells to the long view and to the Meta-Carto of its commons.
fn note(meetup: Room, id: DocumentId) {
    let device = expect_context::<Device>();
    let telling = Memo::new(move |_| {
        let commons = meetup.place().get()?.commons;
        let told = || {
            let (board, carried, reviews) = (meetup.board(), meetup.carried(), meetup.reviews());
            let (plan, talks) = (meetup.plan(), meetup.talks());
            Telling::of(&board.read(), &carried.read(), &reviews.read(), &plan.read(), &talks.read())
        };
        meetup.is_here().get().then(|| (commons, told()))
    });
    Effect::new(move |_| {
        if let Some((commons, telling)) = telling.get() {
            let commons = DocumentId::from_bytes(*commons.as_bytes());
            device.note_telling(commons, MeetupId::from_bytes(*id.as_bytes()), telling);
        }
    });
}

/// Whoever has both open tells the commons what its map shows of the meetup.
fn tell(commons: Room, meetup: Room, id: DocumentId) {
    let id = MeetupId::from_bytes(*id.as_bytes());
    Effect::new(move |_| {
        let here = meetup.is_here().get() && commons.is_here().get() && !commons.read_only().get();
        let (title, phase) = (meetup.title().get(), meetup.phase().get());
        if !here || !title.rivals.is_empty() || !phase.rivals.is_empty() {
            return;
        }
        let differs = commons.editions().with(|editions| {
            let edition = editions.iter().find(|edition| edition.id == id);
            edition.is_some_and(|edition| (&edition.title, edition.phase) != (&title.text, phase.phase))
        });
        if differs {
            commons.show_meetup(id, title.text, phase.phase);
        }
    });
    Effect::new(move |_| {
        if !meetup.is_here().get() || !commons.is_here().get() || commons.read_only().get() {
            return;
        }
        let plan = meetup.plan().get();
        let told = commons.ideas().with(|ideas| {
            let is_taken_up = |idea: &Idea| plan.adopted.iter().any(|adopted| idea.says(adopted.id).is_some());
            // What this replica has not heard of yet was not given back.
            let is_back = |idea: &Idea| !is_taken_up(idea) && plan.given_back.iter().any(|id| idea.says(*id).is_some());
            // What another meetup has taken up meanwhile stays there too.
            let taken = ideas.iter().filter(|idea| idea.meetup.is_none() && is_taken_up(idea));
            let back = ideas.iter().filter(|idea| idea.meetup == Some(id) && is_back(idea));
            let told = taken.map(|idea| (idea.id, Some(id))).chain(back.map(|idea| (idea.id, None)));
            told.collect::<Vec<_>>()
        });
        for (idea, meetup) in told {
            commons.note_adoption(idea, meetup);
        }
    });
}
