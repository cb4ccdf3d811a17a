//! What the meetup takes up of what the community proposes.

use crate::{
    address::{Address, CommonsPage, MeetupAddress},
    components::{Button, Rows, row},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Adopted, Idea, Plan, Topic};
use leptos::prelude::*;

#[component]
pub(super) fn TakesUp(
    room: Room,
    /// The commons in which one looks at it.
    commons: Room,
    plan: Signal<Plan>,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let adopted = Memo::new(move |_| plan.with(|plan| plan.adopted.clone()));
    let others = Memo::new(move |_| {
        let is_free = |idea: &&Idea| {
            idea.meetup.is_none() && !adopted.read().iter().any(|adopted| idea.says(adopted.id).is_some())
        };
        commons.ideas().with(|ideas| ideas.iter().filter(is_free).cloned().collect::<Vec<_>>())
    });
    let topic = move |topic: Topic| i18n.words().ideas.topics[topic as usize].0;
    let taken = move |Adopted { id, topic: of, text }: Adopted| {
        row(id, move || {
            let (said, aloud) = (text.clone(), text.clone());
            view! {
                <li class="plan__idea">
                    <span class="plan__topic">{move || topic(of)}</span>
                    " "
                    <span class="plan__text" dir="auto">{said}</span>
                    " "
                    <Button
                        disabled=move || !writable.get()
                        on_press=move |()| room.give_back(id)
                        attr:aria-label=move || (i18n.words().ideas.give_back)(&aloud)
                    >
                        {i18n.say(|w| w.ideas.give_back_short)}
                    </Button>
                </li>
            }
        })
    };
    let other = move |idea: Idea| {
        let (count, of, said, aloud) =
            (idea.supporters.len(), idea.topic, idea.text.text.clone(), idea.text.text.clone());
        view! {
            <li class="plan__idea">
                <span class="plan__topic">{move || topic(of)}</span>
                " "
                <span class="plan__text" dir="auto">{said}</span>
                " "
                <span class="plan__count">{move || (i18n.words().ideas.supported)(count)}</span>
                " "
                <Button
                    disabled=move || !writable.get()
                    on_press=move |()| room.take_up(&idea)
                    attr:aria-label=move || (i18n.words().ideas.take_up)(&aloud)
                >
                    {i18n.say(|w| w.ideas.take_up_short)}
                </Button>
            </li>
        }
    };
    let other = move |idea: Idea| {
        row(format!("{} {} {}", idea.id, idea.supporters.len(), idea.text.text), move || other(idea.clone()))
    };
    let to_box = move || {
        let commons = at.get().and_then(|at| at.commons);
        commons.map(|commons| Address::Commons(commons, CommonsPage::Ideas).to_string())
    };
    view! {
        <section class="plan__ideas card" aria-labelledby="adopted-title">
            <h2 class="card__title" id="adopted-title">{i18n.say(|w| w.ideas.adopted)}</h2>
            <ul class="plan__adopted">
                <Rows rows=Signal::derive(move || adopted.get().into_iter().map(taken).collect()) />
            </ul>
            <h3 class="plan__label">{i18n.say(|w| w.ideas.others)}</h3>
            <ul class="plan__adopted">
                <Rows rows=Signal::derive(move || others.get().into_iter().map(other).collect()) />
            </ul>
            <p class="plan__none" hidden=move || !others.read().is_empty()>{i18n.say(|w| w.ideas.no_others)}</p>
            <p class="plan__more"><a href=to_box>{i18n.say(|w| w.ideas.see)}</a></p>
        </section>
    }
}
