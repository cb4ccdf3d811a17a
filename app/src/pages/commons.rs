//! The pages of one commons. It stays open while one walks from one to the other, and into its meetups.

use super::{
    LostWay,
    found::{Found, Opened},
    meetup::Meetup,
};
use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    commons::OpenCommons,
    head,
    i18n::I18n,
};
use boucle_model::Kind;
use boucle_sync::{DocumentId, presence::Spot};
use leptos::{either::Either, prelude::*};

/// The part of a meetup that has no name in its address.
const PAD: &str = "pad";

/// Where in the commons one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Here {
    Page,
    Meetup(DocumentId),
}

#[component]
pub(super) fn InCommons(id: DocumentId, address: Memo<Address>) -> impl IntoView {
    let i18n = I18n::from_context();
    let opened = Opened::of(Kind::Commons, id);
    let room = opened.room;
    let here = Memo::new(move |_| match address.get() {
        Address::Meetup(at) => Here::Meetup(at.meetup),
        _ => Here::Page,
    });
    let page = Memo::new(move |_| match address.get() {
        Address::Commons(_, page) => page,
        _ => CommonsPage::Map,
    });
    room.looks_at(Signal::derive(move || match address.get() {
        Address::Meetup(at) => {
            let part = at.page.name().unwrap_or(PAD).to_owned();
            Some(Spot { document: *at.meetup.as_bytes(), part })
        }
        _ => None,
    }));
    let other = move |_kind: Kind| MeetupAddress { commons: None, meetup: id, page: MeetupPage::Pad }.to_string();
    move || match here.get() {
        Here::Meetup(meetup) => Either::Left(view! { <Meetup id=meetup address commons=Some(room) /> }),
        Here::Page => Either::Right(view! {
            <Found opened lost=LostWay::UnknownCommons other>
                {
                    let name = room.title();
                    head::follow_title(move || head::commons_title(i18n.words(), &name.read().text));
                    view! { <OpenCommons id room page drawn=opened.drawn /> }
                }
            </Found>
        }),
    }
}
