//! Who said what: the people who speak first, then everybody else, against all options.

use crate::{
    components::{Button, Rows, row},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, Vote};
use leptos::prelude::*;

/// How many people are shown at first, and how many more each time.
const PAGE: usize = 50;

#[component]
pub(super) fn WhoSaidWhat(room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let (poll, talks) = (room.poll(), room.talks());
    let opened = RwSignal::new(false);
    let most = RwSignal::new(PAGE);
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
                let (sign, said) = match vote {
                    Some(Vote::Yes) => ("✓", words.votes[0]),
                    Some(Vote::IfNeedBe) => ("(✓)", words.votes[1]),
                    Some(Vote::No) => ("✗", words.votes[2]),
                    None => ("", words.nothing),
                };
                view! {
                    <td data-vote=vote.map(Vote::name)>
                        <span aria-hidden="true">{sign}</span>
                        <span class="visually-hidden">{said}</span>
                    </td>
                }
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
    let shown = Signal::derive(move || people.get().into_iter().take(most.get()).map(person).collect::<Vec<_>>());
    let left = Memo::new(move |_| count.get().saturating_sub(most.get()));
    let table = move || {
        let head = move |head: String| view! { <th scope="col" dir="auto">{head}</th> };
        view! {
            <div class="poll__scroll" tabindex="0" role="region" aria-labelledby="table-title">
                <table class="poll__table">
                    <thead>
                        <tr>
                            <th scope="col">{i18n.say(|w| w.poll.person)}</th>
                            {move || heads.get().into_iter().map(head).collect::<Vec<_>>()}
                        </tr>
                    </thead>
                    <tbody><Rows rows=shown /></tbody>
                </table>
            </div>
            <Button on_press=move |()| most.update(|most| *most += PAGE) attr:hidden=move || left.get() == 0>
                {move || (i18n.words().poll.more)(left.get())}
            </Button>
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
