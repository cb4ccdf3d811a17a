//! One date or one venue: what it is, what I say of it, and how many say what.

use super::{Taking, Votes};
use crate::{
    components::{Button, ButtonKind, Line, at_most},
    document::Conflict,
    i18n::I18n,
    state::{Agenda, Device, Room},
};
use boucle_model::{CAPACITY, Field, MAX_TITLE, RowId, Rows, Slot, Venue, Vote};
use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub(super) fn DateOption(
    date: Slot,
    room: Room,
    writable: Signal<bool>,
    taking: RwSignal<Option<Taking>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let agenda = expect_context::<Agenda>();
    let Slot { id, when, .. } = date;
    let when = StoredValue::new(when);
    let name = Signal::derive(move || when.with_value(|when| (i18n.words().poll.when)(when)));
    // The clock, and whose calendar it is, are known in a browser only.
    let is_over = RwSignal::new(false);
    Effect::new(move |_| is_over.set(when.with_value(|when| agenda.is_over(when))));
    let notes = move || {
        let words = &i18n.words().poll;
        let here = when.with_value(|when| agenda.here(when, i18n.language())).map(|here| (words.here)(&here));
        let busy = when.with_value(|when| agenda.busy(when)).map(|busy| match &busy[..] {
            [] => words.free.to_owned(),
            busy => (words.busy)(&busy.join(", ")),
        });
        let past = is_over.get().then(|| words.past.to_owned());
        [here, busy, past].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li class="poll__option">
            <div class="poll__head">
                <p class="poll__name">{name}</p>
                <Take of=Rows::Dates id name room writable taking />
            </div>
            <p class="poll__notes" hidden=move || notes().is_empty()>{notes}</p>
            <MyVote id name room writable />
            <Counts id room />
        </li>
    }
}

#[component]
pub(super) fn VenueOption(
    id: RowId,
    venue: Memo<Option<Venue>>,
    room: Room,
    /// Whether one may say more of it.
    writable: Signal<bool>,
    /// Whether one may vote, or take it away.
    votable: Signal<bool>,
    taking: RwSignal<Option<Taking>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let read = move |pick: fn(&Venue) -> String| venue.with(|venue| venue.as_ref().map(pick).unwrap_or_default());
    let name = Signal::derive(move || read(|venue| venue.name.text.clone()));
    let capacity = Memo::new(move |_| venue.with(|venue| venue.as_ref().and_then(|venue| venue.capacity)));
    let choices = Memo::new(move |_| venue.with(|venue| venue.as_ref().map(|v| v.name.all()).unwrap_or_default()));
    let keep = move |n: usize| {
        choices.with_untracked(|choices| {
            choices.get(n).into_iter().for_each(|name| room.say_venue(id, Field::Text, name));
        });
    };
    let notes = move || {
        let address = read(|venue| venue.address.clone());
        let holds = capacity.get().map(|n| (i18n.words().poll.holds)(n)).unwrap_or_default();
        let access = read(|venue| venue.access.clone());
        [address, holds, access].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let line = move |part: &'static str,
                     field: Field,
                     label: fn(&'static crate::i18n::Words) -> &'static crate::i18n::LineWords,
                     text: Signal<String>| {
        let on_say = move |text: String| {
            // A venue has a name.
            if field != Field::Text || !text.is_empty() {
                room.say_venue(id, field, &text);
            }
        };
        view! {
            <div class="plan__line">
                <p class="plan__label" aria-hidden="true">{move || label(i18n.words()).label}</p>
                <Line
                    id=format!("{part}-{id}")
                    text
                    label=TextProp::from(move || label(i18n.words()).label)
                    placeholder=TextProp::from(move || label(i18n.words()).placeholder)
                    check=at_most(i18n, MAX_TITLE)
                    writable
                    on_say
                />
            </div>
        }
    };
    let check =
        Callback::new(move |text: String| wrong_capacity(&text).then(|| i18n.words().poll.wrong_capacity.to_owned()));
    let details = move || {
        view! {
            {line("venue-name", Field::Text, |w| &w.poll.venue_name, name)}
            {line("venue-address", Field::Address, |w| &w.poll.venue_address, Signal::derive(move || read(|v| v.address.clone())))}
            <div class="plan__line">
                <p class="plan__label" aria-hidden="true">{i18n.say(|w| w.poll.venue_capacity.label)}</p>
                <Line
                    id=format!("venue-capacity-{id}")
                    text=Signal::derive(move || capacity.get().map(|n| n.to_string()).unwrap_or_default())
                    label=i18n.say(|w| w.poll.venue_capacity.label)
                    placeholder=i18n.say(|w| w.poll.venue_capacity.placeholder)
                    check
                    writable
                    on_say=move |text: String| room.hold(id, crate::meetup::number(&text))
                />
            </div>
            {line("venue-access", Field::Access, |w| &w.poll.venue_access, Signal::derive(move || read(|v| v.access.clone())))}
        }
    };
    let opened = RwSignal::new(false);
    view! {
        <li class="poll__option">
            <div class="poll__head">
                <p class="poll__name" dir="auto">{name}</p>
                <Take of=Rows::Venues id name room writable=votable taking />
            </div>
            <p class="poll__notes" dir="auto" hidden=move || notes().is_empty()>{notes}</p>
            <Conflict
                id=format!("venue-{id}")
                heading=move || (i18n.words().plan.conflict)(choices.read().len())
                choices
                writable
                on_keep=keep
            />
            <MyVote id name room writable=votable />
            <Counts id room />
            <details class="poll__details" hidden=move || !writable.get() on:toggle=move |_| opened.set(true)>
                <summary>{i18n.say(|w| w.poll.details)}</summary>
                {move || opened.get().then(details)}
            </details>
        </li>
    }
}

/// Whether this is no number of seats that a venue can have; nothing is, for what nobody knows.
pub(super) fn wrong_capacity(text: &str) -> bool {
    !text.is_empty() && crate::meetup::number(text).is_none_or(|capacity| !CAPACITY.contains(&capacity))
}

#[component]
fn MyVote(id: RowId, name: Signal<String>, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let mine = Memo::new(move |_| {
        let me = device.me()?;
        room.poll().with(|poll| poll.vote_of(me, id))
    });
    let cast = move |vote| room.vote(id, vote);
    view! { <Votes label=move || (i18n.words().poll.vote_of)(&name.read()) mine writable on_vote=cast /> }
}

/// How many say what, as a strip and in words.
#[component]
fn Counts(id: RowId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let counts = Memo::new(move |_| room.poll().with(|poll| poll.count(id)));
    // Each part as wide as its share.
    let part = move |n: usize, vote: Vote| {
        let before = move || counts.get()[..n].iter().sum::<usize>().to_string();
        view! { <rect data-vote=vote.name() x=before width=move || counts.get()[n].to_string() height="1"></rect> }
    };
    let strip = move || {
        let all = counts.get().iter().sum::<usize>();
        (all > 0).then(|| {
            view! {
                <svg
                    class="poll__strip"
                    viewBox=format!("0 0 {all} 1")
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    {part(0, Vote::Yes)}
                    {part(1, Vote::IfNeedBe)}
                    {part(2, Vote::No)}
                </svg>
            }
        })
    };
    view! {
        <div class="poll__counts">
            {strip}
            <span>{move || (i18n.words().poll.counts)(counts.get())}</span>
        </div>
    }
}

#[component]
fn Take(
    of: Rows,
    id: RowId,
    name: Signal<String>,
    room: Room,
    writable: Signal<bool>,
    taking: RwSignal<Option<Taking>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let ask = move |()| {
        let votes = room.poll().with_untracked(|poll| poll.count(id).iter().sum());
        taking.set(Some(Taking { of, id, name: name.get_untracked(), votes }));
    };
    view! {
        <Button
            kind=ButtonKind::Icon
            on_press=ask
            attr:hidden=move || !writable.get()
            attr:aria-label=move || (i18n.words().poll.take_away)(&name.read())
        >
            <span aria-hidden="true">"×"</span>
        </Button>
    }
}
