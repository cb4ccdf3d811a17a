//! The five phases: as a route, as a trail that can be walked, and as two meetups on the map.

use super::{Part, Shown, everybody};
use crate::{commons::OnMap, document::Conflict, i18n::I18n, landing::Phases, meetup::Trail};
use boucle_model::{Edition, Flow, MeetupId, Phase, Standing};
use boucle_sync::{
    DocumentId,
    presence::{Person, Spot},
};
use leptos::prelude::*;

#[component]
pub(crate) fn Loops() -> impl IntoView {
    let i18n = I18n::from_context();
    let phase = RwSignal::new(Phase::Live);
    let standing = Signal::derive(move || Standing { phase: phase.get(), rivals: Vec::new() });
    let choices = Signal::derive(move || [1, 3].map(|n: usize| i18n.words().landing.phases[n].0.to_owned()).to_vec());
    view! {
        <Part id="phases" title="The loop">
            <Phases />
            <Shown name="A trail: done, here, ahead; each can be moved to" wide=true>
                <Trail phase=standing writable=Signal::stored(true) on_move=move |to| phase.set(to) />
            </Shown>
            <TwoOnMap phase />
            <Shown name="The same thing decided twice at once" wide=true>
                <Conflict
                    id="guide"
                    heading=move || (i18n.words().trail.conflict)(2)
                    choices
                    writable=Signal::stored(true)
                    on_keep=|_: usize| ()
                />
            </Shown>
        </Part>
    }
}

/// A meetup that is over and the one that follows it, which is where the trail above it is.
#[component]
fn TwoOnMap(phase: RwSignal<Phase>) -> impl IntoView {
    let [first, second] = [1, 2].map(|n| MeetupId::from_bytes([n; 16]));
    let edition = |id, number, previous, title: &str, phase| Edition {
        id,
        number,
        previous,
        title: title.to_owned(),
        phase,
        by: None,
        at: 0,
        is_withdrawn: false,
    };
    let editions = Memo::new(move |_| {
        vec![
            edition(first, 1, None, "Cartographier les communs", Phase::Bilan),
            edition(second, 2, Some(first), "Une heure de moins", phase.get()),
        ]
    });
    let last = Memo::new(move |_| Some(second));
    let changed = Memo::new(move |_| [second].into());
    let flow = Flow { from: first, to: second, carried: 3, done: 2, dropped: 0, strands: Vec::new() };
    let flows = Memo::new(move |_| vec![flow.clone()]);
    let people = Signal::derive(move || {
        let spot = Spot { document: *second.as_bytes(), part: phase.get().name().to_owned() };
        let here = everybody().into_iter().take(3);
        here.map(|person| Person { spot: Some(spot.clone()), ..person }).collect::<Vec<_>>()
    });
    let on_map = move |meetup| {
        view! {
            <OnMap
                commons=DocumentId::from_bytes([7; 16])
                meetup
                editions
                last
                changed
                flows
                people
                writable=Signal::stored(true)
                on_withdraw=|_: u64| ()
            />
        }
    };
    // What it leads to does not exist.
    let stay = |event: leptos::ev::MouseEvent| event.prevent_default();
    view! {
        <div class="map" on:click=stay>
            <div class="map__head"><h3 class="map__title" id="guide-map">"On the map"</h3></div>
            <div class="map__window" tabindex="0" role="group" aria-labelledby="guide-map">
                <ol class="map__editions" data-zoom="near">{on_map(first)} {on_map(second)}</ol>
            </div>
        </div>
    }
}
