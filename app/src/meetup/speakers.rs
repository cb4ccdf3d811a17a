//! Who could come to tell something: proposing them, inviting them, and the list that their answers make.

mod invite;
mod propose;
mod speaker;
mod talk;

use super::tools::Tools;
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, Confirm, Rows, focus_on, row},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{PersonId, RowId, Status, Talk};
use invite::Invite;
pub(super) use invite::mail_address;
use leptos::prelude::*;
use propose::Propose;
use talk::OneTalk;

/// In which order the lists stand.
const LISTS: [Status; 5] =
    [Status::Confirmed, Status::Interested, Status::Invited, Status::Suggested, Status::Declined];

/// What is asked before somebody or something is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Speaker(RowId, PersonId),
    Talk(RowId),
}

#[component]
pub(crate) fn SpeakersPage(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let talks = room.talks();
    Effect::new(move |_| device.want(talks.read().speakers().map(|speaker| speaker.person)));
    let inviting = RwSignal::new(None::<(RowId, PersonId)>);
    let asking = RwSignal::new(None::<Asking>);
    // A talk that goes to another list is drawn there anew: what was open stays open.
    let opened = RwSignal::new(Vec::<RowId>::new());
    let statuses = Memo::new(move |_| {
        talks.with(|talks| talks.all.iter().map(|talk| (talk.id, talk.status())).collect::<Vec<_>>())
    });
    let list = move |status: Status| {
        let ids = Memo::new(move |_| {
            let of = statuses.get().into_iter().filter(|(_, of)| *of == status);
            of.map(|(id, _)| id).collect::<Vec<_>>()
        });
        let talk = move |id: RowId| row(id, move || view! { <OneTalk id room writable inviting asking opened /> });
        let heading = format!("talks-{}", status.name());
        let labelled = heading.clone();
        view! {
            <section class="talks__list" aria-labelledby=labelled hidden=move || ids.read().is_empty()>
                <h2 class="talks__heading" id=heading tabindex="-1">{move || i18n.words().talks.lists[status as usize]}</h2>
                <ul class="talks__talks"><Rows rows=Signal::derive(move || ids.get().into_iter().map(talk).collect()) /></ul>
            </section>
        }
    };
    view! {
        <div class="plan talks">
            <Tools page=MeetupPage::Speakers at />
            <section class="card" aria-labelledby="talks-title">
                <h2 class="card__title" id="talks-title" tabindex="-1">{i18n.say(|w| w.talks.title)}</h2>
                <p class="field__hint">{i18n.say(|w| w.talks.what)}</p>
                <p hidden=move || !statuses.read().is_empty()>{i18n.say(|w| w.talks.none)}</p>
                <Propose room writable />
            </section>
            {LISTS.map(list).into_iter().collect::<Vec<_>>()}
            <TakenAway room writable />
            <Invite room at inviting />
            <Ask room asking />
        </div>
    }
}

/// Before somebody leaves a talk, or a talk the meetup.
#[component]
fn Ask(room: Room, asking: RwSignal<Option<Asking>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    // What was asked about stays there while the question closes.
    let last = RwSignal::new(None::<Asking>);
    Effect::new(move |_| {
        if let Some(now) = asking.get() {
            last.set(Some(now));
        }
    });
    let words = move || &i18n.words().talks;
    let title = move || match last.get() {
        Some(Asking::Speaker(_, person)) => (words().remove_ask)(&crate::document::name_of(i18n, device, person)),
        _ => words().take_ask.to_owned(),
    };
    let yes = move || match last.get() {
        Some(Asking::Speaker(..)) => words().remove_yes,
        _ => words().take_away_short,
    };
    let what = move || match last.get() {
        Some(Asking::Speaker(..)) => words().remove_what,
        _ => words().take_what,
    };
    let answered = move |takes: bool| {
        if takes {
            match asking.get_untracked() {
                Some(Asking::Speaker(talk, person)) => room.set_status(talk, person, None),
                Some(Asking::Talk(talk)) => room.take_talk(talk, true),
                None => {}
            }
            // What had the keyboard leaves the page.
            focus_on("talks-title");
        }
        asking.set(None);
    };
    view! {
        <Confirm
            id="take-talk"
            open=Signal::derive(move || asking.read().is_some())
            title
            yes
            no=i18n.say(|w| w.talks.keep)
            takes_away=Signal::stored(true)
            on_answer=answered
        >
            <p>{what}</p>
        </Confirm>
    }
}

/// The talks that were taken away, which can be brought back.
#[component]
fn TakenAway(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let talks = room.talks();
    let gone = Memo::new(move |_| talks.with(|talks| talks.taken_away.clone()));
    let talk = move |talk: Talk| {
        let (id, subject) = (talk.id, talk.subject.text);
        row(format!("{id} {subject}"), move || {
            let (said, aloud) = (subject.clone(), subject.clone());
            view! {
                <li class="plan__idea">
                    <span class="plan__text" dir="auto">{said}</span>
                    " "
                    <Button
                        disabled=move || !writable.get()
                        on_press=move |()| {
                            room.take_talk(id, false);
                            focus_on("talks-title");
                        }
                        attr:aria-label=move || (i18n.words().talks.bring_back)(&aloud)
                    >
                        {i18n.say(|w| w.talks.bring_back_short)}
                    </Button>
                </li>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="gone-title" hidden=move || gone.read().is_empty()>
            <h2 class="card__title" id="gone-title">{i18n.say(|w| w.talks.taken_away)}</h2>
            <ul class="plan__adopted"><Rows rows=Signal::derive(move || gone.get().into_iter().map(talk).collect()) /></ul>
        </section>
    }
}
