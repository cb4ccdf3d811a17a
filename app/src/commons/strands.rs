//! The long view over all editions: what was promised, kept and dropped, what comes back, and how intentions fared; as a picture, and as
//! the table behind it.

mod lay;
mod picture;
mod sums;
mod table;

use crate::{
    address::{MeetupAddress, MeetupPage},
    app::FirstDraw,
    components::{Button, EmptyState, focus_on},
    i18n::{I18n, Words},
    state::{Device, Room},
};
use boucle_model::{
    Chapter, Edition, Flow, LongView, MeetupId, Phase, RowId, Stop, Telling, What, long_view, standing,
};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use picture::Picture;
use std::collections::BTreeMap;
use sums::Sums;
use table::Table;

#[component]
pub(crate) fn StrandsPage(
    id: DocumentId,
    room: Room,
    /// Whether the meetups can be known already.
    known: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let drawn = expect_context::<FirstDraw>().tellings();
    let gathering = RwSignal::new(drawn.is_none());
    device.take_up_tellings(drawn.unwrap_or_default());
    let editions = Memo::new(move |_| room.editions().with(|editions| standing(editions).cloned().collect::<Vec<_>>()));
    let ids =
        Memo::new(move |_| editions.with(|editions| editions.iter().map(|edition| edition.id).collect::<Vec<_>>()));
    let gather = move |ids: Vec<MeetupId>| device.gather_tellings(id, ids, gathering);
    Effect::new(move |_| {
        if known.get() {
            gather(ids.get());
        }
    });
    on_cleanup(move || device.stop_gathering());
    let view = Memo::new(move |_| long_view(&chapters(&editions.read(), &device.tellings().read())));
    follow_hash(view);
    let unread = Memo::new(move |_| {
        let numbers =
            view.with(|view| view.sums.iter().filter(|sum| !sum.is_told).map(|sum| sum.number).collect::<Vec<_>>());
        if gathering.get() { Vec::new() } else { numbers }
    });
    let none = Memo::new(move |_| view.with(|view| view.strands.is_empty()));
    let no_sums = Memo::new(move |_| view.with(|view| view.sums.is_empty()));
    let alone = Memo::new(move |_| view.with(|view| view.sums.len() == 1 && !view.strands.is_empty()));
    let state = move || if gathering.get() { i18n.words().strands.reading } else { "" };
    let nothing = move || {
        (none.get() && !gathering.get()).then(|| {
            view! { <EmptyState title=i18n.say(|w| w.strands.none.0) text=i18n.say(|w| w.strands.none.1) /> }
        })
    };
    view! {
        <p class="commons__lead">{i18n.say(|w| w.strands.lead)}</p>
        <p class="strands__state" role="status">{state}</p>
        <div class="strands__unread notice" data-kind="info" role="status" hidden=move || unread.read().is_empty()>
            <p class="notice__text">{move || (i18n.words().strands.unread)(&unread.read())}</p>
            <Button on_press=move |()| gather(ids.get_untracked())>{i18n.say(|w| w.strands.again)}</Button>
        </div>
        {nothing}
        <p class="strands__alone" hidden=move || !alone.get()>{i18n.say(|w| w.strands.alone)}</p>
        <section class="strands card" aria-labelledby="strands-picture" hidden=move || none.get()>
            <h2 class="card__title" id="strands-picture">{i18n.say(|w| w.strands.picture)}</h2>
            <p class="field__hint">{i18n.say(|w| w.strands.picture_what)}</p>
            <Picture view />
        </section>
        <section class="strands card" aria-labelledby="strands-table" hidden=move || none.get()>
            <h2 class="card__title" id="strands-table">{i18n.say(|w| w.strands.table)}</h2>
            <Table commons=id view />
        </section>
        <section class="strands card" aria-labelledby="strands-sums" hidden=move || no_sums.get()>
            <h2 class="card__title" id="strands-sums">{i18n.say(|w| w.strands.sums)}</h2>
            <Sums commons=id view />
        </section>
    }
}

/// The editions with what each of them tells.
fn chapters(editions: &[Edition], tellings: &BTreeMap<MeetupId, Telling>) -> Vec<Chapter> {
    let of = |edition: &Edition| Chapter {
        meetup: edition.id,
        number: edition.number,
        telling: tellings.get(&edition.id).cloned(),
    };
    editions.iter().map(of).collect()
}

/// What flows between the editions of a commons, as far as this device knows.
pub(super) fn known_flows(editions: &[Edition], tellings: &BTreeMap<MeetupId, Telling>) -> Vec<Flow> {
    if editions.iter().any(|edition| tellings.contains_key(&edition.id)) {
        long_view(&chapters(editions, tellings)).flows
    } else {
        Vec::new()
    }
}

/// The id of a strand's row on the page.
pub(super) fn anchor(strand: RowId) -> String {
    format!("strand-{strand}")
}

/// Whoever comes from the map to a strand is led to its row, once it is there.
fn follow_hash(view: Memo<LongView>) {
    let hash = use_location().hash;
    Effect::new(move |led: Option<String>| {
        let hash = hash.get();
        let wanted = hash.trim_start_matches('#').to_owned();
        let is_new = led.as_ref() != Some(&wanted);
        let is_there = view.with(|view| view.strands.iter().any(|strand| anchor(strand.id) == wanted));
        if is_new && is_there {
            let row = wanted.clone();
            // The page takes the focus one frame after it has opened.
            request_animation_frame(move || request_animation_frame(move || focus_on(&row)));
        }
        if is_there { wanted } else { led.filter(|_| !is_new).unwrap_or_default() }
    });
}

/// What a stop is, in a few words.
fn wording(words: &'static Words, what: What, is_again: bool) -> String {
    let what = (words.strands.what_is)(what);
    if is_again { (words.strands.is_again)(what) } else { what.to_owned() }
}

/// Where a stop is: what arrived is in a co-construction, all else in a bilan.
fn leads(commons: DocumentId, stop: &Stop) -> String {
    let (phase, part) = match stop.what {
        What::Arrived(_) => (Phase::CoConstruction, "carried"),
        _ => (Phase::Bilan, "card"),
    };
    let meetup = DocumentId::from_bytes(*stop.meetup.as_bytes());
    let page = MeetupAddress { commons: Some(commons), meetup, page: MeetupPage::Phase(phase) };
    format!("{page}#{part}-{}", stop.card)
}
