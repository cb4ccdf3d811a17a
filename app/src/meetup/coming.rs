//! Who comes: what I say of it, what came of that, and everybody else.

use super::{
    number,
    poll::{AddToCalendar, in_words},
};
use crate::{
    address::MeetupAddress,
    components::{Avatar, Button, Line, Rows, row},
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Answer, Attendance, PersonId, SEATS, Seat};
use leptos::{prelude::*, text_prop::TextProp};

const ANSWERS: [Answer; 3] = [Answer::Going, Answer::Maybe, Answer::Cancelled];

#[component]
pub(crate) fn Coming(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let attendance = room.attendance();
    Effect::new(move |_| device.want(attendance.read().all.iter().map(|attendee| attendee.person)));
    let mine = Memo::new(move |_| {
        attendance.with(|attendance| attendance.all.iter().find(|a| device.is_me(a.person)).map(|a| (a.person, a.seat)))
    });
    let said = move || {
        let words = &i18n.words().coming;
        match mine.get() {
            None => words.unsaid.to_owned(),
            Some((_, Seat::Asked)) => words.asked.to_owned(),
            Some((_, Seat::Taken)) => words.taken.to_owned(),
            Some((me, Seat::Waiting(_))) => {
                let before = attendance.with(|attendance| attendance.waiting().iter().position(|next| *next == me));
                (words.waiting)(before.unwrap_or_default() + 1)
            }
            Some((_, Seat::Maybe)) => words.maybe.to_owned(),
            Some((_, Seat::Cancelled)) => words.cancelled.to_owned(),
        }
    };
    let is_said = move |answer: Answer| {
        let seat = mine.get().map(|(_, seat)| seat);
        match answer {
            Answer::Going => matches!(seat, Some(Seat::Asked | Seat::Taken | Seat::Waiting(_))),
            Answer::Maybe => seat == Some(Seat::Maybe),
            Answer::Cancelled => seat == Some(Seat::Cancelled),
        }
    };
    let button = move |(n, answer): (usize, Answer)| {
        view! {
            <Button
                disabled=move || !writable.get()
                on_press=move |()| room.answer(answer)
                attr:aria-pressed=move || if is_said(answer) { "true" } else { "false" }
                class:coming__answer=true
            >
                {move || i18n.words().coming.answers[n]}
            </Button>
        }
    };
    let count = move || {
        let taken = attendance.with(|attendance| attendance.with(Seat::Taken).count());
        (i18n.words().coming.count)(taken, attendance.read().seats)
    };
    let when = move || room.poll().with(|poll| poll.chosen.map(|choice| in_words(i18n, poll, choice)));
    let overbooked = Memo::new(move |_| attendance.with(Attendance::overbooked));
    view! {
        <section class="coming card" aria-labelledby="coming-title">
            <h2 class="card__title" id="coming-title">{i18n.say(|w| w.coming.title)}</h2>
            <p class="coming__when" dir="auto" hidden=move || when().is_none()>{when}</p>
            <p class="field__hint">{i18n.say(|w| w.coming.what)}</p>
            <p class="coming__mine" role="status">{move || said()}</p>
            <div class="coming__answers" role="group" aria-labelledby="coming-title">
                {ANSWERS.into_iter().enumerate().map(button).collect::<Vec<_>>()}
            </div>
            <p class="coming__calendar"><AddToCalendar room at /></p>
            <p class="coming__count">{move || count()}</p>
            <p class="coming__over" hidden=move || overbooked.get() == 0>
                {move || (i18n.words().coming.overbooked)(overbooked.get())}
            </p>
            <Seats room writable />
            <People heading=i18n.say(|w| w.coming.who) people=Memo::new(move |_| attendance.read().with(Seat::Taken).collect()) />
            <People heading=i18n.say(|w| w.coming.list) people=Memo::new(move |_| attendance.read().waiting()) />
            <People heading=i18n.say(|w| w.coming.maybes) people=Memo::new(move |_| attendance.read().with(Seat::Maybe).collect()) />
        </section>
    }
}

/// How many seats there are, said where it stands.
#[component]
fn Seats(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let seats = room.attendance();
    let check = Callback::new(move |text: String| {
        let is_right = text.is_empty() || number(&text).is_some_and(|seats| SEATS.contains(&seats));
        (!is_right).then(|| i18n.words().coming.wrong_seats.to_owned())
    });
    view! {
        <div class="coming__seats">
            <p class="coming__label" aria-hidden="true">{i18n.say(|w| w.coming.seats.label)}</p>
            <Line
                id="seats"
                text=Signal::derive(move || seats.read().seats.map(|seats| seats.to_string()).unwrap_or_default())
                label=i18n.say(|w| w.coming.seats.label)
                placeholder=i18n.say(|w| w.coming.seats.placeholder)
                check
                writable
                on_say=move |text: String| room.count_seats(number(&text))
            />
        </div>
    }
}

#[component]
fn People(#[prop(into)] heading: TextProp, people: Memo<Vec<PersonId>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let person = move |person: PersonId| {
        row(person, move || {
            let initial = Signal::derive(move || device.card(person).map(|card| card.name).unwrap_or_default());
            view! {
                <li class="coming__person">
                    <Avatar name=initial colour=person.colour() />
                    " "
                    <span dir="auto">{move || name_of(i18n, device, person)}</span>
                </li>
            }
        })
    };
    view! {
        <div class="coming__people" hidden=move || people.read().is_empty()>
            <h3 class="coming__label">{move || heading.get()}</h3>
            <ol class="coming__list"><Rows rows=Signal::derive(move || people.get().into_iter().map(person).collect()) /></ol>
        </div>
    }
}
