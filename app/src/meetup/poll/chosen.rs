//! What the poll was closed on: for everybody's calendar; and opening it again.

use super::in_words;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Confirm, focus_on},
    document::Conflict,
    i18n::I18n,
    state::{Agenda, Invite, Room},
};
use boucle_model::{Choice, Phase};
use leptos::prelude::*;

#[component]
pub(super) fn Chosen(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let poll = room.poll();
    let chosen = Memo::new(move |_| poll.read().chosen);
    let choices = Memo::new(move |_| {
        poll.with(|poll| poll.chosen.into_iter().chain(poll.rivals.iter().copied()).collect::<Vec<Choice>>())
    });
    let name = move |choice: Choice| poll.with(|poll| in_words(i18n, poll, choice));
    let keep = move |n: usize| {
        room.close_poll(choices.with_untracked(|choices| choices.get(n).copied()));
        focus_on("poll-title");
    };
    let opening = RwSignal::new(false);
    let answered = move |opens: bool| {
        opening.set(false);
        if opens {
            room.close_poll(None);
            focus_on("poll-title");
        }
    };
    view! {
        <div class="poll__chosen" role="status" hidden=move || chosen.read().is_none()>
            <p class="poll__settled">{i18n.say(|w| w.poll.chosen)}</p>
            <p class="poll__choice" dir="auto">{move || chosen.get().map(name)}</p>
            <div class="poll__acts">
                <AddToCalendar room at />
                <Button
                    kind=ButtonKind::Quiet
                    disabled=move || !writable.get()
                    on_press=move |()| opening.set(true)
                >
                    {i18n.say(|w| w.poll.open_again)}
                </Button>
            </div>
        </div>
        <Conflict
            id="chosen"
            heading=move || (i18n.words().poll.conflict)(choices.read().len())
            choices=Signal::derive(move || choices.get().into_iter().map(name).collect())
            writable
            on_keep=keep
        />
        <Confirm
            id="open-again"
            open=Signal::derive(move || opening.get())
            title=i18n.say(|w| w.poll.open_ask)
            yes=i18n.say(|w| w.poll.open_again)
            no=i18n.say(|w| w.map.cancel)
            on_answer=answered
        >
            <p>{i18n.say(|w| w.poll.open_what)}</p>
        </Confirm>
    }
}

/// Puts the chosen date into a calendar of one's own, as a file.
#[component]
pub(in crate::meetup) fn AddToCalendar(room: Room, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let agenda = use_context::<Agenda>().unwrap_or_default();
    let poll = room.poll();
    let when = Memo::new(move |_| poll.with(|poll| Some(poll.slot(poll.chosen?.date?)?.when.clone())));
    let give = move |()| {
        let Some((when, invite)) = when.get_untracked().zip(untrack(|| invite(room, at))) else { return };
        agenda.download(i18n.words().poll.file, invite, when);
    };
    let is_settled = move || when.read().is_some() && poll.read().rivals.is_empty();
    view! {
        <Button kind=ButtonKind::Strong on_press=give attr:hidden=move || !is_settled()>
            {i18n.say(|w| w.poll.add_to_calendar)}
        </Button>
    }
}

/// What a calendar is told. It is known again by the id of the meetup, whenever and from wherever it was written.
fn invite(room: Room, at: Memo<Option<MeetupAddress>>) -> Option<Invite> {
    let at = at.get()?;
    let page = MeetupAddress { page: MeetupPage::Phase(Phase::Before), ..at };
    let origin = window().location().origin().unwrap_or_default();
    let place = room.poll().with(|poll| {
        let venue = poll.venue(poll.chosen?.venue?)?;
        let said = [venue.name.text.clone(), venue.address.clone()];
        Some(said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", "))
    });
    let about = room.plan().with(|plan| [plan.theme.text.clone(), plan.problem.text.clone()]);
    Some(Invite {
        uid: format!("{}@boucle", at.meetup),
        title: room.title().read().text.clone(),
        description: about.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n"),
        place: place.unwrap_or_default(),
        url: format!("{origin}{page}"),
    })
}
