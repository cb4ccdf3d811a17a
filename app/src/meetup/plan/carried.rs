//! What the bilan of the meetup before brings to this one: what has come from there, what has not yet, what was given back.

use crate::{
    address::MeetupAddress,
    components::{Button, ButtonKind, Rows, focus_on, row},
    i18n::I18n,
    meetup::carried::{CarriedList, HEADING, bilan_of, missing},
    state::Room,
};
use boucle_model::{Carried, Improvement, Kind, MeetupId, Phase};
use boucle_sync::DocumentId;
use leptos::prelude::*;

#[component]
pub(super) fn FromBefore(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let previous = Memo::new(move |_| room.place().get().and_then(|place| place.previous));
    let is_empty = Memo::new(move |_| room.carried().read().is_empty());
    let what = move || {
        let words = &i18n.words().plan;
        if previous.read().is_some() { words.carried_none } else { words.carried_first }
    };
    let link = move || {
        let name = move || i18n.words().landing.phases[Phase::Bilan as usize].0;
        let href = previous.get().zip(at.get()).map(|(previous, at)| bilan_of(at, previous).to_string());
        href.map(|href| view! { <p class="plan__more"><a href=href>{name}</a></p> })
    };
    let yet_to_come = move || previous.get().map(|previous| view! { <YetToCome room previous writable /> });
    view! {
        <section class="plan__carried card" aria-labelledby=HEADING hidden=move || room.place().read().is_none()>
            <h2 class="card__title" id=HEADING tabindex="-1">{i18n.say(|w| w.plan.carried)}</h2>
            <p class="field__hint" hidden=move || !is_empty.get()>{what}</p>
            <CarriedList room writable at returns=true />
            {yet_to_come}
            <GivenBack room writable />
            {link}
        </section>
    }
}

/// What the bilan before has adopted and is not here. Its document is opened beside this one, once that is here.
#[component]
fn YetToCome(room: Room, previous: MeetupId, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let before = Room::beside(Kind::Meetup, DocumentId::from_bytes(*previous.as_bytes()));
    let missing = Memo::new(move |_| {
        if !writable.get() || !before.is_here().get() {
            return Vec::new();
        }
        let (adopted, carried, given_back) = (before.board(), room.carried(), room.given_back());
        missing(adopted.read().improvements(), &carried.read(), &given_back.read())
    });
    let refused = RwSignal::new(false);
    let bring = move |()| {
        let brought = missing.with_untracked(|missing| room.bring(previous, missing));
        refused.set(!brought);
        if brought {
            focus_on(HEADING);
        }
    };
    let one = move |Improvement { card, text, .. }: Improvement| {
        let key = format!("{card} {text}");
        row(key, move || view! { <li dir="auto">{text.clone()}</li> })
    };
    view! {
        <div class="carried__missing" hidden=move || missing.read().is_empty()>
            <p role="status">{move || Some(missing.read().len()).filter(|n| *n > 0).map(i18n.words().carried.missing)}</p>
            <ul class="carried__texts">
                <Rows rows=Signal::derive(move || missing.get().into_iter().map(one).collect()) />
            </ul>
            <p class="plan__act">
                <Button kind=ButtonKind::Strong on_press=bring>
                    {move || (i18n.words().carried.bring_here)(missing.read().len())}
                </Button>
            </p>
            <p class="field__error" role="alert" hidden=move || !refused.get()>
                {move || refused.get().then(|| i18n.words().carried.not_brought)}
            </p>
        </div>
    }
}

/// What was given back, for whoever wants it again.
#[component]
fn GivenBack(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let given_back = room.given_back();
    let count = Memo::new(move |_| given_back.read().len());
    let one = move |Carried { id, text, .. }: Carried| {
        let text = text.text;
        row(format!("{id} {text}"), move || {
            let (said, aloud) = (text.clone(), text.clone());
            let bring_back = move |()| {
                room.hand_back(id, false);
                focus_on(HEADING);
            };
            view! {
                <li class="plan__idea">
                    <span class="plan__text" dir="auto">{said}</span>
                    " "
                    <Button
                        disabled=move || !writable.get()
                        on_press=bring_back
                        attr:aria-label=move || (i18n.words().carried.bring_back_of)(&aloud)
                    >
                        {i18n.say(|w| w.carried.bring_back)}
                    </Button>
                </li>
            }
        })
    };
    view! {
        <details class="plan__fixed" hidden=move || count.get() == 0>
            <summary>{move || (i18n.words().carried.given_back)(count.get())}</summary>
            <ul class="plan__adopted carried__back">
                <Rows rows=Signal::derive(move || given_back.get().into_iter().map(one).collect()) />
            </ul>
        </details>
    }
}
