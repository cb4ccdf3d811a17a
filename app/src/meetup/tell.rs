//! Telling of the meetup: a text that everybody edits, drafted from what the document says, and the ways to send it.

mod listing;

use super::{speakers::mail_address, steps::Elsewhere, tools::Tools};
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Confirm, Copy},
    document::{Pad, name_of},
    i18n::{I18n, Told, Words},
    markdown,
    state::{Device, Room},
};
use boucle_model::{Phase, Status, Step, Text};
use leptos::prelude::*;
use listing::Listing;

#[component]
pub(crate) fn TellPage(
    /// The call, or the announcement.
    text: Text,
    room: Room,
    /// The commons in which one looks at it.
    commons: Option<Room>,
    open: Signal<bool>,
    writable: Signal<bool>,
    drawn: bool,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    Effect::new(move |_| device.want(room.talks().read().possible()));
    let is_call = text == Text::Call;
    let words = move || if is_call { i18n.words().tell.call } else { i18n.words().tell.announcement };
    let is_written =
        Memo::new(move |_| room.steps().with(|steps| if is_call { steps.has_call } else { steps.has_announcement }));
    let lacks_date = move || !is_call && room.poll().with(|poll| poll.chosen.is_none());
    let names_somebody = move || {
        !is_call && room.talks().with(|talks| talks.speakers().any(|speaker| speaker.status == Status::Confirmed))
    };
    let write = move || {
        let told = untrack(|| told(i18n, device, room, commons, at));
        let tell = untrack(|| &i18n.words().tell);
        room.write(text, &if is_call { (tell.call_draft)(&told) } else { (tell.announcement_draft)(&told) });
    };
    let asking = RwSignal::new(false);
    let draft = move |()| if is_written.get_untracked() { asking.set(true) } else { write() };
    let answered = move |replaces: bool| {
        asking.set(false);
        if replaces {
            write();
        }
    };
    view! {
        <div class="plan tell">
            <Tools page=if is_call { MeetupPage::Call } else { MeetupPage::Announcement } at />
            <div class="card">
                <h2 class="card__title" id="tell-title" tabindex="-1">{move || words().0}</h2>
                <p class="field__hint">{move || words().1}</p>
                <p class="field__hint" hidden=move || !lacks_date()>{i18n.say(|w| w.tell.missing)}</p>
                <p class="field__hint" hidden=move || !names_somebody()>{i18n.say(|w| w.tell.names)}</p>
                <p class="poll__acts">
                    <Button

                        disabled=move || !writable.get()
                        on_press=draft
                    >
                        {move || {
                            let tell = &i18n.words().tell;
                            if is_written.get() { tell.draft_again } else { tell.draft }
                        }}
                    </Button>
                </p>
            </div>
            <Pad text room open writable drawn />
            <Send text room writable is_written />
            {(!is_call).then(|| view! { <Listing room writable /> })}
            <Confirm
                id="draft"
                open=Signal::derive(move || asking.get())
                title=i18n.say(|w| w.tell.draft_ask)
                yes=i18n.say(|w| w.tell.draft_yes)
                no=i18n.say(|w| w.tell.draft_no)
                takes_away=Signal::stored(true)
                on_answer=answered
            >
                <p>{i18n.say(|w| w.tell.draft_what)}</p>
            </Confirm>
        </div>
    }
}

/// The ways to send a text, and saying that it was sent.
#[component]
fn Send(text: Text, room: Room, writable: Signal<bool>, is_written: Memo<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let step = if text == Text::Call { Step::Call } else { Step::Announce };
    let markdown = room.text(text);
    let plain = Memo::new(move |_| markdown::plain(&markdown.read()));
    let html = Memo::new(move |_| markdown::html(&markdown.read()));
    // The address of a mail is encoded in a browser only.
    let mail = RwSignal::new(String::new());
    Effect::new(move |_| mail.set(mail_address(&room.title().read().text, &plain.read())));
    let asking = RwSignal::new(None::<Step>);
    let is_done = Memo::new(move |_| room.steps().with(|steps| steps.note(step).is_some()));
    let copy = move |n: usize, text: Signal<String>| {
        let label = move || i18n.words().tell.copy[n];
        view! { <div class="tell__copy"><Copy text label /></div> }
    };
    view! {
        <section class="card tell__send" aria-labelledby="send-title" hidden=move || !is_written.get()>
            <h2 class="card__title" id="send-title">{i18n.say(|w| w.tell.send)}</h2>
            <p class="field__hint">{i18n.say(|w| w.tell.send_what)}</p>
            <div class="poll__acts">
                {copy(0, markdown)}
                {copy(1, plain.into())}
                {copy(2, html.into())}
                <a class="button" href=mail>{i18n.say(|w| w.tell.mail)}</a>
            </div>
            <p class="poll__acts">
                <Button
                    kind=ButtonKind::Strong
                    disabled=move || !writable.get()
                    on_press=move |()| asking.set(Some(step))
                    attr:hidden=move || is_done.get()
                >
                    {i18n.say(|w| w.tell.sent)}
                </Button>
                <strong role="status" hidden=move || !is_done.get()>{i18n.say(|w| w.tell.is_sent)}</strong>
            </p>
            <Elsewhere room asking />
        </section>
    }
}

/// What the document says, for a draft.
fn told(i18n: I18n, device: Device, room: Room, commons: Option<Room>, at: Memo<Option<MeetupAddress>>) -> Told {
    let words: &Words = i18n.words();
    let page = at.get().map(|at| MeetupAddress { page: MeetupPage::Phase(Phase::Before), ..at });
    let origin = window().location().origin().unwrap_or_default();
    let talk = |talk: &boucle_model::Talk| {
        let confirmed = talk.speakers.iter().filter(|speaker| speaker.status == Status::Confirmed);
        let names: Vec<_> = confirmed.map(|speaker| name_of(i18n, device, speaker.person)).collect();
        (!names.is_empty()).then(|| (talk.subject.text.clone(), names.join(", ")))
    };
    let plan = room.plan().get();
    let mut told = Told {
        community: commons.map(|commons| commons.title().read().text.clone()).unwrap_or_default(),
        meetup: room.title().read().text.clone(),
        theme: plan.theme.text,
        problem: plan.problem.text,
        intentions: plan.intentions.into_iter().map(|intention| intention.text.text).collect(),
        talks: room.talks().with(|talks| talks.all.iter().filter_map(talk).collect()),
        seats: room.attendance().read().seats,
        link: page.map(|page| format!("{origin}{page}")).unwrap_or_default(),
        ..Told::default()
    };
    room.poll().with(|poll| {
        let chosen = poll.chosen.unwrap_or(boucle_model::Choice { date: None, venue: None });
        if let Some(slot) = chosen.date.and_then(|date| poll.slot(date)) {
            told.when = (words.poll.when)(&slot.when);
        }
        if let Some(venue) = chosen.venue.and_then(|venue| poll.venue(venue)) {
            told.venue.clone_from(&venue.name.text);
            told.address.clone_from(&venue.address);
            told.access = venue.access.replace('\n', ", ");
        }
    });
    told
}
