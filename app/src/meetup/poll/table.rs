//! Who said what: the people who speak first, then everybody else, against all options.

use crate::{
    components::{Pager, Rows, row},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, Vote};
use leptos::prelude::*;

/// How many people are shown at once: of more, a vote would measure a page too long.
const PAGE: usize = 20;

#[component]
pub(super) fn WhoSaidWhat(room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let (poll, talks) = (room.poll(), room.talks());
    let opened = RwSignal::new(false);
    let from = RwSignal::new(0);
    let count = Memo::new(move |_| poll.read().ballots.len());
    let speakers = Memo::new(move |_| talks.read().possible());
    let people = Memo::new(move |_| {
        let mut people: Vec<_> = poll.with(|poll| poll.ballots.iter().map(|ballot| ballot.person).collect());
        people.sort_by_key(|person| speakers.read().binary_search(person).is_err());
        people
    });
    let heads = Memo::new(move |_| {
        let words = &i18n.words().poll;
        poll.with(|poll| {
            let dates = poll.dates.iter().map(|slot| (words.when_short)(&slot.when));
            dates.chain(poll.venues.iter().map(|venue| venue.name.text.clone())).collect::<Vec<_>>()
        })
    });
    let person = move |person: PersonId| {
        row(person, move || {
            let votes = Memo::new(move |_| {
                poll.with(|poll| poll.ballot(person).map(|ballot| ballot.votes.clone()).unwrap_or_default())
            });
            let speaks = Memo::new(move |_| speakers.read().binary_search(&person).is_ok());
            let cell = move |vote: Option<Vote>| {
                let words = &i18n.words().poll;
                let said = vote.and_then(|vote| Vote::ALL.iter().position(|known| *known == vote));
                let said = said.map_or(words.nothing, |n| words.said[n]);
                view! { <td data-vote=vote.map(Vote::name)>{said}</td> }
            };
            view! {
                <tr>
                    <th scope="row" dir="auto">
                        {move || name_of(i18n, device, person)}
                        <span class="poll__speaks" hidden=move || !speaks.get()>" " {i18n.say(|w| w.poll.speaker)}</span>
                    </th>
                    {move || votes.get().0.into_iter().map(cell).collect::<Vec<_>>()}
                </tr>
            }
        })
    };
    // The last page, when there are fewer than there were.
    let first = Memo::new(move |_| from.get().min(count.get().saturating_sub(1) / PAGE * PAGE));
    let shown =
        Signal::derive(move || people.get().into_iter().skip(first.get()).take(PAGE).map(person).collect::<Vec<_>>());
    let table = move || {
        let head = move |head: String| view! { <th scope="col" dir="auto">{head}</th> };
        view! {
            <div class="poll__scroll" tabindex="0" role="group" aria-labelledby="table-title">
                <table class="poll__table" style:--columns=move || heads.read().len().to_string()>
                    <thead>
                        <tr>
                            <th scope="col">{i18n.say(|w| w.poll.person)}</th>
                            {move || heads.get().into_iter().map(head).collect::<Vec<_>>()}
                        </tr>
                    </thead>
                    <tbody><Rows rows=shown /></tbody>
                </table>
            </div>
            <Pager
                first
                count
                page=PAGE
                shown=move || (i18n.words().poll.shown)(first.get() + 1, (first.get() + PAGE).min(count.get()), count.get())
                on_turn=move |n| from.set(n)
            />
        }
    };
    view! {
        <section class="card" aria-labelledby="table-title">
            <h2 class="card__title" id="table-title">{i18n.say(|w| w.poll.table)}</h2>
            <p class="field__hint" hidden=move || count.get() != 0>{i18n.say(|w| w.poll.table_none)}</p>
            <details hidden=move || count.get() == 0 on:toggle=move |_| opened.set(true)>
                <summary>{move || (i18n.words().poll.table_show)(count.get())}</summary>
                {move || opened.get().then(table)}
            </details>
        </section>
    }
}
