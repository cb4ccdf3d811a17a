//! Where somebody who was invited answers, without an account: whether they come, and when they could.

use super::poll::Votes;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, EmptyState, Field, Rows, at_most, focus_on, row},
    document::name_of,
    head::one_line,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, Phase, RowId, Slot, Status};
use boucle_sync::directory::MAX_NAME;
use leptos::{either::EitherOf3, prelude::*};

const ANSWERS: [Status; 3] = [Status::Interested, Status::Confirmed, Status::Declined];

/// What an invitation came to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Invitation {
    /// The meetup does not have it, or not any more.
    Unknown,
    /// It was answered from another device, by this person, so.
    Used(PersonId, Status),
    /// It can be answered, and was perhaps. `is_gone`: the talk was taken away.
    Open { subject: String, mine: Option<Status>, is_gone: bool },
}

#[component]
pub(crate) fn AnswerPage(
    talk: RowId,
    person: PersonId,
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let talks = room.talks();
    Effect::new(move |_| {
        let others: Vec<_> = talks.read().answered_as(talk, person).collect();
        device.want(others.into_iter().chain([person]));
    });
    // Whoever answers from another device all the same.
    let anyway = RwSignal::new(false);
    let invitation = Memo::new(move |_| {
        let me = device.me();
        talks.with(|talks| {
            let gone = talks.taken_away.iter().find(|gone| gone.id == talk);
            let Some(talk) = talks.get(talk).or(gone) else { return Invitation::Unknown };
            let status = |person| talk.speaker(person).map(|speaker| speaker.status);
            let mine = me.and_then(status);
            let others: Vec<_> = talks.answered_as(talk.id, person).filter(|other| Some(*other) != me).collect();
            let (subject, is_gone) = (talk.subject.text.clone(), gone.is_some());
            let open = move |mine| Invitation::Open { subject, mine, is_gone };
            match (mine, others.first()) {
                (Some(mine), _) => open(Some(mine)),
                (None, Some(other)) if !anyway.get() => {
                    Invitation::Used(*other, status(*other).unwrap_or(Status::Invited))
                }
                (None, _) if status(person).is_some() || anyway.get() => open(None),
                (None, _) => Invitation::Unknown,
            }
        })
    });
    let prepared =
        move || at.get().map(|at| MeetupAddress { page: MeetupPage::Phase(Phase::CoConstruction), ..at }.to_string());
    let unknown = move || {
        let words = move || i18n.words().answer.unknown;
        view! { <EmptyState title=move || words().0 text=move || words().1 /> }
    };
    let answer_anyway = move |()| {
        anyway.set(true);
        request_animation_frame(|| focus_on("answer-name"));
    };
    let used = move || {
        let said = move || {
            let Invitation::Used(other, status) = invitation.get() else { return String::new() };
            let status = i18n.words().talks.statuses[status as usize];
            (i18n.words().answer.used)(&name_of(i18n, device, other), status)
        };
        view! {
            <p class="answer__mine" role="status">{said}</p>
            <p>{i18n.say(|w| w.answer.used_what)}</p>
            <p class="poll__acts">
                <a class="button" href="/me">{i18n.say(|w| w.me.link)}</a>
                <Button disabled=move || !writable.get() on_press=answer_anyway>
                    {i18n.say(|w| w.answer.used_anyway)}
                </Button>
            </p>
        }
    };
    let inside = move || match invitation.get() {
        Invitation::Unknown => EitherOf3::A(unknown()),
        Invitation::Used(..) => EitherOf3::B(used()),
        Invitation::Open { .. } => EitherOf3::C(view! { <Answer talk person invitation room writable /> }),
    };
    // Which of the three it is changes what stands there, and nothing else does.
    let which = Memo::new(move |_| match invitation.get() {
        Invitation::Open { .. } => 2,
        Invitation::Used(..) => 1,
        Invitation::Unknown => 0,
    });
    view! {
        <div class="plan answer">
            <section class="card" aria-labelledby="answer-title">
                <h2 class="card__title" id="answer-title" tabindex="-1">
                    {move || (i18n.words().answer.title)(&room.title().read().text)}
                </h2>
                {move || {
                    let _which_of_them = which.get();
                    untrack(inside)
                }}
            </section>
            <p class="page__more"><a href=prepared>{i18n.say(|w| w.answer.see)}</a></p>
        </div>
    }
}

#[component]
fn Answer(
    talk: RowId,
    person: PersonId,
    invitation: Memo<Invitation>,
    room: Room,
    writable: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let name = RwSignal::new(String::new());
    let is_typed = RwSignal::new(false);
    let stand_in = Memo::new(move |_| device.card(person).map(|card| card.name).unwrap_or_default());
    // Who was invited is who answers, until they say otherwise.
    Effect::new(move |_| {
        let known = device.name().get().unwrap_or_else(|| stand_in.get());
        if !is_typed.get_untracked() {
            name.set(known);
        }
    });
    let lacks_name = RwSignal::new(false);
    let check = at_most(i18n, MAX_NAME);
    let error = Memo::new(move |_| {
        let missing = lacks_name.get().then(|| i18n.words().answer.no_name.to_owned());
        missing.or_else(|| check.run(one_line(&name.read())))
    });
    let typed = move |()| {
        is_typed.set(true);
        lacks_name.set(false);
    };
    let mine = Memo::new(move |_| match invitation.get() {
        Invitation::Open { mine, .. } => mine,
        _ => None,
    });
    let is_gone = Memo::new(move |_| matches!(*invitation.read(), Invitation::Open { is_gone: true, .. }));
    let subject = move || match invitation.get() {
        Invitation::Open { subject, .. } => subject,
        _ => String::new(),
    };
    let answer = move |status: Status| {
        let said = one_line(&name.read_untracked());
        if said.is_empty() {
            lacks_name.set(true);
        }
        if error.read_untracked().is_some() {
            return focus_on("answer-name");
        }
        if device.name().get_untracked().as_ref() != Some(&said) {
            device.set_name(&said);
        }
        match (device.me(), mine.get_untracked()) {
            (Some(me), Some(_)) => room.set_status(talk, me, Some(status)),
            _ => room.answer_as(talk, person, status),
        }
    };
    let button = move |(n, status): (usize, Status)| {
        let is_said = move || mine.get() == Some(status);
        view! {
            <Button
                disabled=move || !writable.get()
                on_press=move |()| answer(status)
                attr:aria-pressed=move || if is_said() { "true" } else { "false" }
                class:votes__vote=true
            >
                {move || i18n.words().answer.answers[n]}
            </Button>
        }
    };
    let lead = move || (i18n.words().answer.lead)(&stand_in.read());
    view! {
        <p class="answer__lead" dir="auto" hidden=move || stand_in.read().is_empty() || mine.get().is_some()>{lead}</p>
        <p class="answer__about" dir="auto">{move || (i18n.words().answer.about)(&subject())}</p>
        <p class="notice" data-kind="warn" role="status" hidden=move || !is_gone.get()>{i18n.say(|w| w.answer.gone)}</p>
        <Field
            id="answer-name"
            value=name
            label=i18n.say(|w| w.answer.name.label)
            hint=i18n.say(|w| w.answer.name.placeholder)
            error=Signal::derive(move || error.get())
            autocomplete="name"
            on_type=typed
        />
        <p class="answer__mine" role="status">
            {move || (i18n.words().answer.mine)(mine.get().unwrap_or(Status::Invited))}
        </p>
        <div class="answer__answers" role="group" aria-labelledby="answer-title">
            {ANSWERS.into_iter().enumerate().map(button).collect::<Vec<_>>()}
        </div>
        <p class="field__hint">{i18n.say(|w| w.answer.safe)}</p>
        <Dates room writable />
    }
}

/// When they could come.
#[component]
fn Dates(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let poll = room.poll();
    let dates = Memo::new(move |_| poll.with(|poll| poll.dates.clone()));
    let date = move |slot: Slot| {
        row(format!("{} {}", slot.id, slot.when), move || {
            let (id, when) = (slot.id, StoredValue::new(slot.when.clone()));
            let name = move || when.with_value(|when| (i18n.words().poll.when)(when));
            let mine = Memo::new(move |_| poll.with(|poll| poll.vote_of(device.me()?, id)));
            let cast = move |vote| room.vote(id, vote);
            view! {
                <li class="poll__option">
                    <p class="poll__name">{name}</p>
                    <Votes label=move || (i18n.words().poll.vote_of)(&name()) mine writable on_vote=cast />
                </li>
            }
        })
    };
    view! {
        <div class="answer__dates" hidden=move || dates.read().is_empty()>
            <h3 class="poll__add-title">{i18n.say(|w| w.answer.dates)}</h3>
            <p class="field__hint">{i18n.say(|w| w.answer.dates_what)}</p>
            <ul class="poll__options">
                <Rows rows=Signal::derive(move || dates.get().into_iter().map(date).collect()) />
            </ul>
        </div>
    }
}
