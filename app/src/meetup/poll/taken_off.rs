//! The options that were taken away: what was said of them is kept, and they can be brought back.

use crate::{
    components::{Button, Rows, focus_on, row},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Rows as Table, TakenOff as Off};
use leptos::prelude::*;

#[component]
pub(super) fn TakenOff(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let poll = room.poll();
    let all = Memo::new(move |_| poll.with(|poll| poll.taken_off.clone()));
    let option = move |Off { of, id, says, voters }: Off| {
        let (says, votes) = (StoredValue::new(says), voters.len());
        row(format!("{id} {votes}"), move || {
            let name = move || {
                says.with_value(|says| {
                    says.parse().map_or_else(|_venue| says.clone(), |when| (i18n.words().poll.when)(&when))
                })
            };
            view! {
                <li class="plan__idea">
                    <span class="plan__text" dir="auto">{name}</span>
                    " "
                    <span class="plan__count" hidden=votes == 0>{move || (i18n.words().poll.taken_off_votes)(votes)}</span>
                    " "
                    <Button
                        disabled=move || !writable.get()
                        on_press=move |()| {
                            room.take_option(of, id, false);
                            focus_on(if of == Table::Dates { "dates-title" } else { "venues-title" });
                        }
                        attr:aria-label=move || (i18n.words().poll.bring_back)(&name())
                    >
                        {i18n.say(|w| w.poll.bring_back_short)}
                    </Button>
                </li>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="off-title" hidden=move || all.read().is_empty()>
            <h2 class="card__title" id="off-title">{i18n.say(|w| w.poll.taken_off)}</h2>
            <ul class="plan__adopted"><Rows rows=Signal::derive(move || all.get().into_iter().map(option).collect()) /></ul>
        </section>
    }
}
