//! The pages, and which of them an address opens.

mod commons;
mod found;
mod landing;
mod lost;
mod me;
mod meetup;
#[cfg(debug_assertions)]
mod styleguide;

pub(crate) use landing::Landing;
pub(crate) use lost::{Lost, LostWay};
pub(crate) use me::Me;

use crate::{
    address::Address,
    parts::{self, Part},
};
use boucle_sync::DocumentId;
use commons::InCommons;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use meetup::MeetupAlone;

/// What is open, and stays so while one walks about in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Landing,
    Me,
    Commons(DocumentId),
    /// A meetup that is not looked at in a commons.
    Meetup(DocumentId),
    #[cfg(debug_assertions)]
    Styleguide,
    Lost(LostWay),
}

impl Open {
    fn of(address: &Address) -> Self {
        match address {
            Address::Landing => Self::Landing,
            Address::Me => Self::Me,
            Address::Commons(commons, _) => Self::Commons(*commons),
            Address::Meetup(address) => address.commons.map_or(Self::Meetup(address.meetup), Self::Commons),
            #[cfg(debug_assertions)]
            Address::Styleguide => Self::Styleguide,
            Address::Malformed => Self::Lost(LostWay::Malformed),
            Address::Nowhere => Self::Lost(LostWay::NoPage),
        }
    }
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let path = use_location().pathname;
    let address = Memo::new(move |_| path.with(|path| Address::of(path)));
    let open = Memo::new(move |_| Open::of(&address.read()));
    move || match open.get() {
        Open::Landing => parts::shown(Part::Landing, parts::landing),
        Open::Me => parts::shown(Part::Me, parts::me),
        Open::Commons(id) => view! { <InCommons id address /> }.into_any(),
        Open::Meetup(id) => view! { <MeetupAlone id address /> }.into_any(),
        #[cfg(debug_assertions)]
        Open::Styleguide => view! { <styleguide::Styleguide /> }.into_any(),
        Open::Lost(way) => view! { <Lost way /> }.into_any(),
    }
}
