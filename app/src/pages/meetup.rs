//! The page of one meetup: the meetup, or what is said in its place.

use crate::{
    app::FirstDraw,
    head,
    i18n::I18n,
    meetup::{Broken, OpenMeetup},
    pages::{Lost, LostWay},
    state::{Availability, Room},
};
use boucle_sync::DocumentId;
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page of the meetup that the address names. Another address in place is another meetup, drawn anew.
#[component]
pub(crate) fn Meetup() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    move || {
        let id = id.get();
        if id.parse::<DocumentId>().is_ok() {
            Either::Left(view! { <KnownOrNot id /> })
        } else {
            Either::Right(view! { <Lost way=LostWay::Malformed /> })
        }
    }
}

/// What is shown, so that the page is drawn again when this changes and not at each change of the meetup.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Meetup,
    Unknown,
    Broken(String),
}

#[component]
fn KnownOrNot(id: String) -> impl IntoView {
    let i18n = I18n::from_context();
    let (projection, unknown_to_server) = expect_context::<FirstDraw>().take(&id);
    let room = Room::open(&id, projection.as_ref());
    let drawn = projection.is_some();
    let availability = room.availability();
    let shown = Memo::new(move |_| match availability.get() {
        // The device may hold a meetup that has not reached the server yet.
        Availability::Opening if unknown_to_server => Shown::Unknown,
        Availability::Opening | Availability::Here | Availability::NotReceived => Shown::Meetup,
        Availability::Unknown => Shown::Unknown,
        Availability::Broken(reason) => Shown::Broken(reason),
    });
    move || match shown.get() {
        Shown::Meetup => {
            let title = room.title();
            head::follow_title(move || head::meetup_title(i18n.words(), &title.read().text));
            view! { <OpenMeetup room drawn /> }.into_any()
        }
        Shown::Unknown => view! { <Lost way=LostWay::Unknown /> }.into_any(),
        Shown::Broken(reason) => view! { <Broken reason on_download=move |()| room.download() /> }.into_any(),
    }
}
