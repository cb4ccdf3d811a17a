//! The way back from a meetup to the map of its commons.

use crate::{
    address::{Address, CommonsPage, MeetupAddress},
    components::Crumb as Back,
    i18n::I18n,
    state::Room,
};
use leptos::prelude::*;

#[component]
pub(super) fn Crumb(commons: Room, room: Room, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let href = Signal::derive(move || {
        let commons = at.get().and_then(|at| at.commons);
        commons.map_or_else(|| "/".to_owned(), |commons| Address::Commons(commons, CommonsPage::Map).to_string())
    });
    let name = Signal::derive(move || {
        let name = commons.title().with(|title| title.text.clone());
        if name.trim().is_empty() { i18n.words().commons.unnamed.to_owned() } else { name }
    });
    let which = move || {
        let number = room.place().get().map(|place| place.number);
        number.map(|number| (i18n.words().map.edition)(number))
    };
    view! { <Back href name>{which}</Back> }
}
