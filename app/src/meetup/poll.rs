//! The poll for the date and the venue: what suits me, what suits everybody, and what is chosen.

mod add_date;
mod add_venue;
mod best;
mod chosen;
mod diary;
mod option;
mod sheets;
mod table;
mod taken_off;
mod votes;

pub(super) use chosen::AddToCalendar;
pub(super) use votes::Votes;

use super::tools::Tools;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Confirm, Rows, focus_on, row},
    i18n::I18n,
    state::{Agenda, Device, Room},
};
use add_date::AddDate;
use add_venue::AddVenue;
use best::Best;
use boucle_model::{Choice, Poll, RowId, Rows as Table, Slot, Venue};
use chosen::Chosen;
use diary::Diary;
use leptos::prelude::*;
use option::{DateOption, VenueOption};
use sheets::Sheets;
use table::WhoSaidWhat;
use taken_off::TakenOff;

/// An option that somebody would take away: what it is, and how many have said something of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Taking {
    of: Table,
    id: RowId,
    name: String,
    votes: usize,
}

#[component]
pub(crate) fn PollPage(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let (poll, talks) = (room.poll(), room.talks());
    let agenda = Agenda::new();
    provide_context(agenda);
    agenda.follow(move || poll.read().dates.iter().map(|slot| slot.when.clone()).collect());
    Effect::new(move |_| device.want(poll.read().ballots.iter().map(|ballot| ballot.person)));
    Effect::new(move |_| device.want(talks.read().possible()));
    let dates = Memo::new(move |_| poll.with(|poll| poll.dates.clone()));
    let venues = Memo::new(move |_| poll.with(|poll| poll.venues.clone()));
    let taking = RwSignal::new(None::<Taking>);
    let is_closed = Memo::new(move |_| poll.read().chosen.is_some());
    let votable = Signal::from(Memo::new(move |_| writable.get() && !is_closed.get()));
    let date = move |slot: Slot| {
        row(format!("{} {}", slot.id, slot.when), move || {
            view! { <DateOption date=slot.clone() room writable=votable taking /> }
        })
    };
    let venue = move |Venue { id, .. }: Venue| {
        row(id, move || {
            let venue = Memo::new(move |_| poll.read().venue(id).cloned());
            view! { <VenueOption id venue room writable votable taking /> }
        })
    };
    view! {
        <div class="plan poll">
            <Tools page=MeetupPage::Poll at />
            <section class="card" aria-labelledby="poll-title">
                <h2 class="card__title" id="poll-title" tabindex="-1">{i18n.say(|w| w.poll.title)}</h2>
                <p class="field__hint">
                    {move || if is_closed.get() { i18n.words().poll.is_closed } else { i18n.words().poll.what }}
                </p>
                <p class="field__error" role="alert" hidden=move || !agenda.is_missing().get()>
                    {i18n.say(|w| w.poll.no_script)}
                </p>
                <Chosen room writable at />
            </section>
            <section class="card" aria-labelledby="dates-title">
                <h2 class="card__title" id="dates-title" tabindex="-1">{i18n.say(|w| w.poll.dates)}</h2>
                <p class="field__hint" hidden=move || !dates.read().is_empty()>{i18n.say(|w| w.poll.no_dates)}</p>
                <ul class="poll__options">
                    <Rows rows=Signal::derive(move || dates.get().into_iter().map(date).collect()) />
                </ul>
                <AddDate room writable=votable />
            </section>
            <section class="card" aria-labelledby="venues-title">
                <h2 class="card__title" id="venues-title" tabindex="-1">{i18n.say(|w| w.poll.venues)}</h2>
                <p class="field__hint" hidden=move || !venues.read().is_empty()>{i18n.say(|w| w.poll.no_venues)}</p>
                <ul class="poll__options">
                    <Rows rows=Signal::derive(move || venues.get().into_iter().map(venue).collect()) />
                </ul>
                <AddVenue room writable=votable />
            </section>
            <Best room writable />
            <TakenOff room writable />
            <WhoSaidWhat room />
            <section class="card" aria-labelledby="exchange-title">
                <h2 class="card__title" id="exchange-title">{i18n.say(|w| w.poll.exchange)}</h2>
                <Sheets room writable />
                <Diary room />
            </section>
            <AskToTake room taking />
        </div>
    }
}

/// Before an option leaves the poll.
#[component]
fn AskToTake(room: Room, taking: RwSignal<Option<Taking>>) -> impl IntoView {
    let i18n = I18n::from_context();
    // What was asked about stays there while the question closes.
    let last = RwSignal::new((String::new(), 0));
    Effect::new(move |_| {
        taking.get().into_iter().for_each(|taking| last.set((taking.name, taking.votes)));
    });
    let answered = move |takes: bool| {
        if let Some(Taking { of, id, .. }) = taking.get_untracked()
            && takes
        {
            room.take_option(of, id, true);
            // What had the keyboard leaves the page.
            focus_on(if of == Table::Dates { "dates-title" } else { "venues-title" });
        }
        taking.set(None);
    };
    view! {
        <Confirm
            id="take-option"
            open=Signal::derive(move || taking.read().is_some())
            title=move || (i18n.words().poll.take_ask)(&last.read().0)
            yes=i18n.say(|w| w.poll.take_away_short)
            no=i18n.say(|w| w.poll.keep)
            takes_away=Signal::stored(true)
            on_answer=answered
        >
            <p>{move || (i18n.words().poll.take_what)(last.read().1)}</p>
        </Confirm>
    }
}

/// A choice in words: the date, the venue, or both. What was taken off the poll says so.
pub(super) fn in_words(i18n: I18n, poll: &Poll, choice: Choice) -> String {
    let words = &i18n.words().poll;
    let off =
        |id: RowId| poll.taken_off.iter().find(|off| off.id == id).map(|off| off.says.clone()).unwrap_or_default();
    let gone = |text: &str| format!("{text} {}", words.option_gone);
    let date = choice.date.map(|id| match poll.slot(id) {
        Some(slot) => (words.when)(&slot.when),
        None => gone(&off(id).parse().map(|when| (words.when)(&when)).unwrap_or_default()),
    });
    let venue = choice.venue.map(|id| match poll.venue(id) {
        Some(venue) => venue.name.text.clone(),
        None => gone(&off(id)),
    });
    match (date, venue) {
        (Some(date), Some(venue)) => (words.both)(&date, &venue),
        (date, venue) => date.or(venue).unwrap_or_default(),
    }
}
