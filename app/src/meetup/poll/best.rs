//! What suits best, and why; and choosing it.

use super::in_words;
use crate::{
    components::{Button, Confirm, Rows, row},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Choice, Ranked};
use leptos::prelude::*;

/// How many choices are shown at first.
const SHOWN: usize = 5;

#[component]
pub(super) fn Best(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let (poll, talks) = (room.poll(), room.talks());
    let all = RwSignal::new(false);
    let ranked = Memo::new(move |_| {
        let mut ranked = poll.with(|poll| talks.with(|talks| poll.rank(talks)));
        let more = ranked.len().saturating_sub(SHOWN);
        if !all.get() {
            ranked.truncate(SHOWN);
        }
        (ranked, more)
    });
    let more = Memo::new(move |_| ranked.read().1);
    let ranked = Memo::new(move |_| ranked.read().0.clone());
    let asking = RwSignal::new(None::<Choice>);
    let choices = Memo::new(move |_| ranked.read().iter().map(|ranked| ranked.choice).collect::<Vec<_>>());
    // Votes change nothing of what a choice is called.
    let names = Memo::new(move |_| {
        let choices = choices.get();
        poll.with(|poll| choices.into_iter().map(|choice| (choice, in_words(i18n, poll, choice))).collect::<Vec<_>>())
    });
    let name = move |choice: Choice| {
        names.with(|names| names.iter().find(|(of, _)| *of == choice).map(|(_, name)| name.clone()).unwrap_or_default())
    };
    let chosen = Memo::new(move |_| poll.with(|poll| poll.chosen.filter(|_| poll.rivals.is_empty())));
    let is_chosen = move |choice: Choice| chosen.get() == Some(choice);
    let place = move |choice: Choice| {
        row(choice, move || {
            let why = Memo::new(move |_| {
                ranked.with(|all| all.iter().find(|ranked| ranked.choice == choice).map(|ranked| why(i18n, ranked)))
            });
            view! {
                <li class="poll__ranked">
                    <p class="poll__name" dir="auto">{move || name(choice)}</p>
                    <p class="poll__why">{why}</p>
                    <Button
                        disabled=move || !writable.get()
                        on_press=move |()| asking.set(Some(choice))
                        attr:hidden=move || is_chosen(choice)
                        attr:aria-label=move || (i18n.words().poll.choose)(&name(choice))
                    >
                        {i18n.say(|w| w.poll.choose_short)}
                    </Button>
                </li>
            }
        })
    };
    // What was asked about stays there while the question closes.
    let last = RwSignal::new(String::new());
    Effect::new(move |_| asking.get().into_iter().for_each(|choice| last.set(untrack(|| name(choice)))));
    let answered = move |chooses: bool| {
        if chooses {
            room.close_poll(asking.get_untracked());
        }
        asking.set(None);
    };
    view! {
        <section class="card" aria-labelledby="best-title">
            <h2 class="card__title" id="best-title" tabindex="-1">{i18n.say(|w| w.poll.best)}</h2>
            <p class="field__hint" hidden=move || ranked.read().is_empty()>{i18n.say(|w| w.poll.best_what)}</p>
            <p class="field__hint" hidden=move || !ranked.read().is_empty()>{i18n.say(|w| w.poll.no_best)}</p>
            <ol class="poll__ranking">
                <Rows rows=Signal::derive(move || choices.get().into_iter().map(place).collect()) />
            </ol>
            <p class="poll__acts" hidden=move || all.get() || more.get() == 0>
                <Button on_press=move |()| all.set(true)>{move || (i18n.words().poll.all_choices)(more.get())}</Button>
            </p>
            <Confirm
                id="choose"
                open=Signal::derive(move || asking.read().is_some())
                title=move || (i18n.words().poll.choose_ask)(&last.read())
                yes=i18n.say(|w| w.poll.choose_short)
                no=i18n.say(|w| w.map.cancel)
                on_answer=answered
            >
                <p>{i18n.say(|w| w.poll.choose_what)}</p>
            </Confirm>
        </section>
    }
}

/// Why a choice stands where it does.
fn why(i18n: I18n, ranked: &Ranked) -> String {
    let words = &i18n.words().poll;
    let mut said = vec![(words.can)(ranked.can)];
    said.extend((ranked.could > 0).then(|| (words.could)(ranked.could)));
    said.extend((ranked.cannot > 0).then(|| (words.cannot)(ranked.cannot)));
    if ranked.speakers > 0 {
        said.push((words.speakers)(ranked.speakers_can, ranked.speakers_could, ranked.speakers));
    }
    said.extend(ranked.capacity.map(|seats| (words.room)(seats, ranked.holds_all())));
    said.join(", ")
}
