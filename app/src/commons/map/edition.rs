//! One meetup on the map: its title, its road, its five stations and who is at each.

use super::distance;
use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    commons::{community::phase_of, strands::anchor},
    components::Faces,
    i18n::I18n,
};
use boucle_model::{Edition, Flow, MeetupId, Phase};
use boucle_sync::{DocumentId, presence::Person};
use leptos::prelude::*;
use std::{cmp::Ordering, collections::BTreeSet};

/// The road from each station to the next, on a field of 1,000 by 300 that is stretched to the edition; a tenth of it lies
/// before, from where the strands come.
const ROADS: [&str; 4] = [
    "M100 206C180 200 220 178 300 154",
    "M300 154C380 130 420 96 500 96",
    "M500 96C580 96 620 130 700 154",
    "M700 154C780 178 820 200 900 206",
];
/// How many people have a face at a station; the others are counted.
const FACES: usize = 4;
/// How many strands are drawn where nobody knows how many there are, and at most.
const DIPS: usize = 3;
const MOST: usize = 6;

#[component]
pub(crate) fn OnMap(
    commons: DocumentId,
    meetup: MeetupId,
    editions: Memo<Vec<Edition>>,
    /// The edition that none follows yet.
    last: Memo<Option<MeetupId>>,
    /// Those of which something has changed since the last visit.
    changed: Memo<BTreeSet<MeetupId>>,
    /// What is known to have been carried from one to another.
    flows: Memo<Vec<Flow>>,
    people: Signal<Vec<Person>>,
    writable: Signal<bool>,
    #[prop(into)] on_withdraw: Callback<u64>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let edition = Memo::new(move |_| editions.with(|all| all.iter().find(|edition| edition.id == meetup).cloned()));
    let with =
        move |read: fn(&Edition) -> String| edition.with(|edition| edition.as_ref().map(read).unwrap_or_default());
    let phase = Memo::new(move |_| edition.with(|edition| edition.as_ref().map(|e| e.phase).unwrap_or_default()));
    let number = Memo::new(move |_| edition.with(|edition| edition.as_ref().map_or(0, |e| e.number)));
    let title = Memo::new(move |_| with(|edition| edition.title.trim().to_owned()));
    let followed = Memo::new(move |_| last.get() != Some(meetup));
    let is_news = Memo::new(move |_| changed.read().contains(&meetup));
    let flow = Memo::new(move |_| {
        let edition = edition.get()?;
        let all = editions.read();
        let from = all.iter().find(|other| Some(other.id) == edition.previous)?.number;
        Some((distance(&all, &edition)?, from))
    });
    let document = DocumentId::from_bytes(*meetup.as_bytes());
    let address = move |page| MeetupAddress { commons: Some(commons), meetup: document, page }.to_string();
    let named = move || {
        let title = title.get();
        if title.is_empty() { i18n.words().map.untitled.to_owned() } else { title }
    };
    let roads = ROADS.into_iter().zip(Phase::ALL).map(|(d, from)| {
        let state = move || if followed.get() || from < phase.get() { "done" } else { "ahead" };
        view! {
            <path class="edition__road" data-state=state d=d></path>
            <path class="edition__paint" data-state=state d=d></path>
        }
    });
    let carried = Memo::new(move |_| {
        let previous = edition.with(|edition| edition.as_ref().and_then(|edition| edition.previous))?;
        flows.with(|flows| flows.iter().find(|flow| flow.to == meetup && flow.from == previous).cloned())
    });
    let many = Memo::new(move |_| carried.with(|flow| flow.as_ref().map_or(DIPS, |flow| flow.carried.clamp(1, MOST))));
    let strands = move || {
        let paths = |distance| dips(many.get()).map(|dip| strand(distance, dip)).collect::<Vec<_>>();
        flow.get().map_or_else(Vec::new, |(distance, _)| paths(distance))
    };
    let stations = Phase::ALL.map(|station| {
        let here = Memo::new(move |_| {
            people.with(|people| {
                let is_here = |person: &&Person| {
                    let spot = person.spot.as_ref();
                    spot.is_some_and(|spot| spot.document == *meetup.as_bytes() && phase_of(spot) == station)
                };
                people.iter().filter(is_here).cloned().collect::<Vec<_>>()
            })
        });
        view! { <Station station phase followed href=address(MeetupPage::of(station)) here /> }
    });
    let flows = move || {
        flow.get().map(|(_, from)| {
            let which = move || (i18n.words().map.flow)(from, number.get());
            let Some(carried) = carried.get() else {
                return view! { <span class="edition__flow">{which}</span> }.into_any();
            };
            // To the first of them; the others stand near it.
            let to = carried.strands.first().map(|strand| format!("#{}", anchor(*strand))).unwrap_or_default();
            let href = format!("{}{to}", Address::Commons(commons, CommonsPage::Strands));
            let count = move || (i18n.words().strands.flow)(carried.carried, carried.done);
            view! {
                <a class="edition__flow" href=href>
                    {which} " "
                    <span class="edition__carried">{count}</span>
                </a>
            }
            .into_any()
        })
    };
    view! {
        <li class="edition" data-phase=move || phase.get().name() data-followed=move || followed.get().then_some("")>
            <svg class="edition__land" viewBox="-100 0 1100 300" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                {move || strands().into_iter().map(|d| view! { <path class="edition__strand" d=d></path> }).collect::<Vec<_>>()}
                {roads.collect::<Vec<_>>()}
            </svg>
            <div class="edition__head">
                <h3 class="edition__title">
                    <span class="edition__number">{move || (i18n.words().map.edition)(number.get())}</span>
                    " "
                    {move || is_news.get().then(|| view! { <span class="edition__news">{i18n.say(|w| w.map.changed)}</span> " " })}
                    <a class="edition__link" href=address(MeetupPage::Pad) dir="auto">{named}</a>
                </h3>
                <button
                    class="edition__withdraw"
                    type="button"
                    data-room=""
                    hidden=move || !writable.get()
                    aria-label=move || (i18n.words().map.withdraw)(number.get())
                    title=move || (i18n.words().map.withdraw)(number.get())
                    on:click=move |_| on_withdraw.run(number.get_untracked())
                >
                    <span aria-hidden="true">"×"</span>
                </button>
            </div>
            {flows}
            <ol class="edition__stations">{stations.into_iter().collect::<Vec<_>>()}</ol>
        </li>
    }
}

/// How deep so many strands dip, side by side.
fn dips(many: usize) -> impl Iterator<Item = u32> {
    let many = u32::try_from(many).unwrap_or(1).max(1);
    let middle = if many == 1 { 38 } else { 0 };
    (0..many).map(move |n| 236 + middle + 76 * n / (many - 1).max(1))
}

/// A strand of A>B: from the bilan so many editions before to this co-construction, through a dip.
fn strand(distance: usize, dip: u32) -> String {
    let from = 900_i64 - i64::try_from(distance).unwrap_or(i64::MAX).saturating_mul(1_000);
    format!("M{from} 206C{} {dip} {} {dip} 100 206", from + 30, 70)
}

#[component]
fn Station(
    station: Phase,
    phase: Memo<Phase>,
    /// The loop has gone on to another edition: all of this one is behind.
    followed: Memo<bool>,
    href: String,
    here: Memo<Vec<Person>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let order = Memo::new(move |_| if followed.get() { Ordering::Less } else { station.cmp(&phase.get()) });
    let state = move || match order.get() {
        Ordering::Less => "done",
        Ordering::Equal => "here",
        Ordering::Greater => "ahead",
    };
    let aloud = move || {
        let [done, here, ahead] = i18n.words().map.states;
        match order.get() {
            Ordering::Less => done,
            Ordering::Equal => here,
            Ordering::Greater => ahead,
        }
    };
    let count = Memo::new(move |_| here.read().len());
    let people = move || {
        (count.get() > 0).then(|| {
            view! {
                <span class="station__people">
                    <span class="faces" aria-hidden="true">
                        <Faces people=here most=FACES />
                    </span>
                    <span class="station__count">{move || (i18n.words().map.here)(count.get())}</span>
                </span>
            }
        })
    };
    view! {
        <li
            class="station"
            data-phase=station.name()
            data-state=state
            aria-current=move || (order.get() == Ordering::Equal).then_some("step")
        >
            <a class="station__link" href=href>
                <span class="station__name">{move || i18n.words().landing.phases[station as usize].0}</span>
                <span class="visually-hidden">{aloud}</span>
                <span class="station__say">{move || i18n.words().landing.phases[station as usize].1}</span>
            </a>
            {people}
        </li>
    }
}
