//! The people of the commons: who is here, and where.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Avatar, Rows, row},
    document::person_key,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, Phase};
use boucle_sync::{
    DocumentId,
    presence::{Person, Spot},
};
use leptos::prelude::*;

#[component]
pub(crate) fn Community(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let others = room.people();
    let mine = Signal::derive(move || device.name().get().unwrap_or_default());
    let me = move || device.name().get().unwrap_or_else(|| i18n.words().people.you.to_owned());
    let count = Memo::new(move |_| others.read().len() + 1);
    let somebody = move |person: Person| {
        let spot = person.spot.as_ref().map(|spot| format!("{spot:?}"));
        row(person_key(&person) + &spot.unwrap_or_default(), move || {
            view! { <Somebody id room person=person.clone() /> }
        })
    };
    view! {
        <p class="commons__lead">{i18n.say(|w| w.commons.community_what)}</p>
        <section class="community card" aria-labelledby="community-here">
            <h2 class="card__title" id="community-here">{move || (i18n.words().people.here)(count.get())}</h2>
            <ul class="community__people">
                <li class="community__person">
                    <Avatar name=mine colour=device.colour() me=true />
                    " "
                    <span class="community__name" dir="auto">{me}</span>
                    " "
                    <span class="community__where">{i18n.say(|w| w.people.you)}</span>
                </li>
                <Rows rows=Signal::derive(move || others.get().into_iter().map(somebody).collect()) />
            </ul>
        </section>
        <Authors room />
    }
}

/// Everybody who has written in the commons, here or not, as they say they are.
#[component]
fn Authors(room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let authors = room.authors();
    Effect::new(move |_| device.want(authors.get()));
    let none = Memo::new(move |_| authors.read().is_empty());
    let author = move |person: PersonId| {
        let card = Memo::new(move |_| device.card(person));
        let name = Signal::derive(move || card.get().map(|card| card.name).unwrap_or_default());
        let shown = move || card.get().map_or_else(|| i18n.words().people.someone.to_owned(), |card| card.name);
        let words = move || card.get().map(|card| card.words).unwrap_or_default();
        let colour = person.colour();
        view! {
            <li class="community__person">
                <Avatar name colour />
                " "
                <span class="community__name" dir="auto">{shown}</span>
                " "
                <span class="community__words" dir="auto">{words}</span>
            </li>
        }
    };
    view! {
        <section class="community card" aria-labelledby="community-all" hidden=move || none.get()>
            <h2 class="card__title" id="community-all">{i18n.say(|w| w.commons.authors)}</h2>
            <ul class="community__people">
                <Rows rows=Signal::derive(move || {
                    authors.get().into_iter().map(|person| row(person, move || author(person))).collect()
                }) />
            </ul>
        </section>
    }
}

#[component]
fn Somebody(id: DocumentId, room: Room, person: Person) -> impl IntoView {
    let i18n = I18n::from_context();
    let Person { name, colour, spot, .. } = person;
    let shown = name.clone();
    let shown = move || if shown.is_empty() { i18n.words().people.someone.to_owned() } else { shown.clone() };
    let place = spot.map(|spot| {
        let number = room.editions().with_untracked(|editions| {
            editions.iter().find(|edition| *edition.id.as_bytes() == spot.document).map(|edition| edition.number)
        });
        let meetup = DocumentId::from_bytes(spot.document);
        let phase = phase_of(&spot);
        let address = MeetupAddress { commons: Some(id), meetup, page: MeetupPage::of(phase) };
        let words = move || {
            let (words, phase) = (i18n.words(), i18n.words().landing.phases[phase as usize].0);
            number.map_or_else(|| phase.to_owned(), |n| format!("{}, {phase}", (words.map.edition)(n)))
        };
        view! { <a class="community__where" href=address.to_string()>{words}</a> }
    });
    view! {
        <li class="community__person">
            <Avatar name colour />
            " "
            <span class="community__name" dir="auto">{shown}</span>
            " "
            {place}
        </li>
    }
}

/// The phase of which somebody looks at a part; the pad is that of the day itself.
pub(super) fn phase_of(spot: &Spot) -> Phase {
    Phase::of(&spot.part).unwrap_or(Phase::Live)
}
