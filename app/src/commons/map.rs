//! The temporal map: the meetups of a commons from left to right, each with its five phases, what flows between them, and
//! who is where.
//!
//! It is one ordered list of links, which the styles draw as a landscape on a desk and as a trail on a phone: whoever
//! reads it by keyboard, by voice or without scripts has the same things in the same order. Only the roads are SVG. It can be looked at as
//! it was (`past`).

mod edition;
mod past;
mod zoom;

use super::{strands::known_flows, withdraw::Withdraw};
use crate::{
    components::{Button, ButtonKind, EmptyState, Rows, Skeleton, row},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Edition, MeetupId, journal::Entry, last_edition, standing};
use boucle_sync::DocumentId;
pub(crate) use edition::OnMap;
use leptos::{html, prelude::*};
use past::{BackInTime, Past, PastPanel};
use std::collections::BTreeSet;
use zoom::{Zoom, ZoomBar};

#[component]
pub(super) fn TemporalMap(
    id: DocumentId,
    room: Room,
    writable: Signal<bool>,
    /// Whether the meetups can be known already.
    known: Signal<bool>,
    #[prop(into)] on_prepare: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let zoom = RwSignal::new(Zoom::default());
    // While the map is laid out from another distance, what stands far from the present has to wait.
    let turning = RwSignal::new(false);
    let asking = RwSignal::new(None);
    let past = Past::new(id, room);
    let is_past = past.is_looking();
    let writable = Signal::derive(move || writable.get() && !is_past.get());
    let today = Memo::new(move |_| room.editions().with(|editions| standing(editions).cloned().collect::<Vec<_>>()));
    let editions = Memo::new(move |_| past.editions().unwrap_or_else(|| today.get()));
    let last = Memo::new(move |_| editions.with(|editions| last_edition(editions).map(|last| last.id)));
    let none = Memo::new(move |_| editions.read().is_empty());
    let ids = Memo::new(move |_| editions.read().iter().map(|edition| edition.id).collect::<Vec<_>>());
    let window = NodeRef::<html::Div>::new();
    // The present stands at the end of the road: that is where one looks first, when something is added there, and from
    // another distance.
    Effect::new(move |_| {
        zoom.track();
        if last.get().is_some()
            && let Some(window) = window.get()
        {
            request_animation_frame(move || {
                window.set_scroll_left(window.scroll_width());
                request_animation_frame(move || turning.set(false));
            });
        }
    });
    let news = room.news();
    let changed = Memo::new(move |_| {
        let of = |news: &Vec<Entry>| news.iter().filter_map(|entry| entry.what.meetup()).collect::<BTreeSet<_>>();
        if is_past.get() { BTreeSet::new() } else { news.with(of) }
    });
    let device = expect_context::<Device>();
    Effect::new(move |_| device.recall_tellings(id));
    let flows =
        Memo::new(move |_| past.flows().unwrap_or_else(|| known_flows(&today.read(), &device.tellings().read())));
    let people = Memo::new(move |_| if is_past.get() { Vec::new() } else { room.people().get() });
    let on_map = move |meetup: MeetupId| {
        row(meetup, move || {
            view! {
                <OnMap
                    commons=id
                    meetup
                    editions
                    last
                    changed
                    flows
                    people=people.into()
                    writable
                    on_withdraw=move |number: u64| asking.set(Some((meetup, number)))
                />
            }
        })
    };
    let list = move || {
        view! {
            <div class="map__window" tabindex="0" role="group" aria-labelledby="map-title" node_ref=window>
                <ol
                    class="map__editions"
                    data-zoom=move || zoom.get().name()
                    data-turning=move || turning.get().then_some("")
                >
                    <Rows rows=Signal::derive(move || ids.get().into_iter().map(on_map).collect()) />
                </ol>
            </div>
        }
    };
    let nothing = move || {
        if known.get() {
            view! {
                <EmptyState
                    title=i18n.say(|w| w.map.none.0)
                    text=i18n.say(|w| w.map.none.1)
                    class:map__none=true
                />
            }
            .into_any()
        } else {
            view! { <Skeleton /> }.into_any()
        }
    };
    // In a turn of its own: the one that the press is part of has enough to do.
    let look = move |from| {
        request_animation_frame(move || {
            turning.set(true);
            zoom.set(from);
        });
    };
    let several = Signal::derive(move || today.read().len() > 1);
    view! {
        <section class="map" aria-labelledby="map-title" data-past=move || is_past.get().then_some("")>
            <div class="map__head">
                <h2 class="map__title" id="map-title">{i18n.say(|w| w.map.title)}</h2>
                <ZoomBar zoom on_zoom=look hidden=Signal::derive(move || !several.get()) />
                <BackInTime past hidden=Signal::derive(move || today.read().is_empty()) />
                <Button
                    kind=ButtonKind::Strong
                    disabled=move || !writable.get()
                    on_press=on_prepare
                >
                    {i18n.say(|w| w.map.prepare)}
                </Button>
            </div>
            <PastPanel past />
            {move || if none.get() { nothing().into_any() } else { list().into_any() }}
            <Withdraw asking on_withdraw=move |meetup| room.withdraw_meetup(meetup, true) />
        </section>
    }
}

/// How many editions lie between one and the one that opens it; `None` for one that none opens.
fn distance(editions: &[Edition], of: &Edition) -> Option<usize> {
    let place = |id| editions.iter().position(|edition| edition.id == id);
    let (here, there) = (place(of.id)?, place(of.previous?)?);
    here.checked_sub(there).filter(|distance| *distance > 0)
}

#[cfg(test)]
mod tests {
    use super::distance;
    use boucle_model::{Edition, MeetupId, Phase};

    #[test]
    fn what_flows_comes_from_where_it_was_learnt() {
        let edition = |n: u8, number, previous: Option<u8>| Edition {
            id: MeetupId::from_bytes([n; 16]),
            number,
            previous: previous.map(|n| MeetupId::from_bytes([n; 16])),
            title: String::new(),
            phase: Phase::Bilan,
            by: None,
            at: 0,
            is_withdrawn: false,
        };
        // Two who did not know of each other have both prepared the second.
        let all = [edition(1, 1, None), edition(2, 2, Some(1)), edition(3, 2, Some(1)), edition(4, 3, Some(9))];
        let distances: Vec<_> = all.iter().map(|edition| distance(&all, edition)).collect();
        assert_eq!(distances, [None, Some(1), Some(2), None]);
    }
}
