//! One who gives a talk, or might: how it stands with them, and when they can.

use super::Asking;
use crate::{
    components::{Avatar, Button, ButtonKind, Rows, focus_on, row},
    document::{Conflict, name_of},
    i18n::I18n,
    meetup::poll::Votes,
    state::{Device, Room},
};
use boucle_model::{PersonId, RowId, Slot, Speaker, Status, Vote};
use leptos::prelude::*;

#[component]
pub(super) fn OneSpeaker(
    talk: RowId,
    person: PersonId,
    said: Memo<Option<Speaker>>,
    room: Room,
    writable: Signal<bool>,
    inviting: RwSignal<Option<(RowId, PersonId)>>,
    asking: RwSignal<Option<Asking>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let name = Signal::derive(move || name_of(i18n, device, person));
    let initial = Signal::derive(move || device.card(person).map(|card| card.name).unwrap_or_default());
    let status = Memo::new(move |_| said.read().as_ref().map_or(Status::Suggested, |said| said.status));
    // What they answered at the same moment.
    let answers = Memo::new(move |_| {
        let all = |said: &Speaker| std::iter::once(said.status).chain(said.rivals.iter().copied()).collect::<Vec<_>>();
        said.with(|said| said.as_ref().map(all).unwrap_or_default())
    });
    let keep = move |n: usize| {
        answers.with_untracked(|answers| {
            answers.get(n).into_iter().for_each(|status| room.set_status(talk, person, Some(*status)));
        });
    };
    let option = move |of: Status| {
        view! {
            <option value=of.name() selected=move || status.get() == of>
                {move || i18n.words().talks.statuses[of as usize]}
            </option>
        }
    };
    let field = format!("status-{talk}-{person}");
    let here = field.clone();
    let choose = move |chosen: String| {
        Status::of(&chosen).into_iter().for_each(|chosen| room.set_status(talk, person, Some(chosen)));
        // It may stand in another list now: whoever chose goes along.
        let here = here.clone();
        request_animation_frame(move || focus_on(&here));
    };
    let awaited = Memo::new(move |_| status.get().is_awaited() && !device.is_me(person));
    view! {
        <li class="talks__speaker">
            <Avatar name=initial colour=person.colour() />
            <span class="talks__name" dir="auto">{name}</span>
            <select
                class="field__input talks__status"
                id=field
                disabled=move || !writable.get()
                aria-label=move || (i18n.words().talks.status_of)(&name.read())
                prop:value=move || status.get().name()
                on:change:target=move |event| choose(event.target().value())
            >
                {Status::ALL.map(option).into_iter().collect::<Vec<_>>()}
            </select>
            <div class="poll__acts">
                <Button
                    disabled=move || !writable.get()
                    on_press=move |()| inviting.set(Some((talk, person)))
                    attr:hidden=move || !awaited.get()
                    attr:aria-label=move || (i18n.words().talks.invite)(&name.read())
                >
                    {i18n.say(|w| w.talks.invite_short)}
                </Button>
                <Button
                    kind=ButtonKind::Icon
                    on_press=move |()| asking.set(Some(Asking::Speaker(talk, person)))
                    attr:hidden=move || !writable.get()
                    attr:aria-label=move || (i18n.words().talks.remove)(&name.read())
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </div>
            <Conflict
                id=format!("answers-{talk}-{person}")
                heading=move || (i18n.words().plan.conflict)(answers.read().len())
                choices=Signal::derive(move || {
                    let words = &i18n.words().talks;
                    answers.get().into_iter().map(|status| words.statuses[status as usize].to_owned()).collect()
                })
                writable
                on_keep=keep
            />
            <Dates person room writable />
        </li>
    }
}

/// When they can, as they said in the poll, or as somebody says for them.
#[component]
fn Dates(person: PersonId, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let poll = room.poll();
    let opened = RwSignal::new(false);
    let dates = Memo::new(move |_| poll.with(|poll| poll.dates.clone()));
    let said = move || {
        poll.with(|poll| {
            let words = &i18n.words().poll;
            let date = |slot: &Slot| {
                let n = Vote::ALL.iter().position(|vote| Some(*vote) == poll.vote_of(person, slot.id))?;
                Some((words.both)(&(words.when_short)(&slot.when), words.said[n]))
            };
            poll.dates.iter().filter_map(date).collect::<Vec<_>>().join(" · ")
        })
    };
    let date = move |slot: Slot| {
        row(format!("{} {}", slot.id, slot.when), move || {
            let (id, when) = (slot.id, StoredValue::new(slot.when.clone()));
            let name = move || when.with_value(|when| (i18n.words().poll.when)(when));
            let mine = Memo::new(move |_| poll.with(|poll| poll.vote_of(person, id)));
            let cast = move |vote| room.vote_for(person, id, vote);
            view! {
                <li class="talks__date">
                    <p>{name}</p>
                    <Votes label=name mine writable on_vote=cast />
                </li>
            }
        })
    };
    let list = move || {
        view! {
            <ul class="talks__dates"><Rows rows=Signal::derive(move || dates.get().into_iter().map(date).collect()) /></ul>
        }
    };
    view! {
        <details class="talks__when" hidden=move || dates.read().is_empty() on:toggle=move |_| opened.set(true)>
            <summary>
                {i18n.say(|w| w.talks.dates)}
                <span class="talks__said">
                    {move || if said().is_empty() { i18n.words().talks.silent.to_owned() } else { said() }}
                </span>
            </summary>
            {move || opened.get().then(list)}
        </details>
    }
}
