//! The seven steps that prepare the meetup: how far each is, and the way to its tool.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Dialog, Field},
    i18n::I18n,
    state::Room,
};
use boucle_model::{MAX_REMARK, Phase, Progress, Status, Step};
use leptos::prelude::*;

#[component]
pub(super) fn Steps(room: Room, writable: Signal<bool>, at: Memo<Option<MeetupAddress>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let asking = RwSignal::new(None::<Step>);
    let progress = Memo::new(move |_| {
        let team = room.plan().with(|plan| plan.team.len());
        let (steps, talks, poll) = (room.steps(), room.talks(), room.poll());
        steps.with(|steps| {
            talks.with(|talks| poll.with(|poll| Step::ALL.map(|step| steps.progress(step, team, talks, poll))))
        })
    });
    let done = Memo::new(move |_| progress.get().iter().filter(|progress| **progress == Progress::Done).count());
    let step = move |step: Step| view! { <OneStep step progress room writable at asking /> };
    view! {
        <section class="steps card" aria-labelledby="steps-title">
            <h2 class="card__title" id="steps-title" tabindex="-1">{i18n.say(|w| w.steps.title)}</h2>
            <p class="field__hint">{i18n.say(|w| w.steps.what)}</p>
            <p class="steps__count" role="status">{move || (i18n.words().steps.count)(done.get())}</p>
            <ol class="steps__steps">{Step::ALL.map(step).into_iter().collect::<Vec<_>>()}</ol>
            <Elsewhere room asking />
        </section>
    }
}

#[component]
fn OneStep(
    step: Step,
    progress: Memo<[Progress; 7]>,
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
    asking: RwSignal<Option<Step>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let words = move || &i18n.words().steps;
    let now = Memo::new(move |_| progress.get()[step as usize]);
    let name = move || words().steps[step as usize].0;
    let state = move || match now.get() {
        Progress::ToDo => "to-do",
        Progress::Begun => "begun",
        Progress::Done => "done",
    };
    let note = Memo::new(move |_| room.steps().with(|steps| steps.note(step).map(str::to_owned)));
    let tool = move || {
        let page = match step {
            Step::Call => MeetupPage::Call,
            Step::Team => MeetupPage::Phase(Phase::CoConstruction),
            Step::Invite | Step::List => MeetupPage::Speakers,
            Step::Poll => MeetupPage::Poll,
            Step::Announce | Step::Publish => MeetupPage::Announcement,
        };
        let part = match step {
            Step::Team => "#team-title",
            Step::Publish => "#listing-title",
            _ => "",
        };
        at.get().map(|at| format!("{}{part}", MeetupAddress { page, ..at }))
    };
    let aloud = move || (i18n.words().poll.both)(words().steps[step as usize].1, name());
    let tick = move || {
        let label = move || (words().elsewhere)(name());
        view! {
            <Button
                kind=ButtonKind::Quiet
                disabled=move || !writable.get()
                on_press=move |()| asking.set(Some(step))
                attr:hidden=move || now.get() == Progress::Done
                attr:aria-label=label
            >
                {move || words().elsewhere_short}
            </Button>
            <Button
                kind=ButtonKind::Quiet
                disabled=move || !writable.get()
                on_press=move |()| room.tick(step, None)
                attr:hidden=move || note.read().is_none()
                attr:aria-label=move || (words().untick)(name())
            >
                {move || words().untick_short}
            </Button>
        }
    };
    view! {
        <li class="steps__step" data-state=state>
            <p class="steps__name">
                {name}
                " "
                <span class="steps__state">{move || words().states[now.get() as usize]}</span>
            </p>
            <p class="steps__how" dir="auto">{move || how(i18n, room, step, note.get())}</p>
            <p class="steps__acts">
                <a class="button" href=tool aria-label=aloud>{move || words().steps[step as usize].1}</a>
                {tick()}
            </p>
        </li>
    }
}

/// How far a step is, in words: from what is in its tool, or from the note of whoever did it elsewhere.
fn how(i18n: I18n, room: Room, step: Step, note: Option<String>) -> String {
    if let Some(note) = note.filter(|note| !note.is_empty()) {
        return note;
    }
    let words = &i18n.words().steps;
    let steps = room.steps();
    let text = |is_written: bool| words.texts[usize::from(is_written)].to_owned();
    let count = |is: fn(Status) -> bool| room.talks().with(|talks| talks.speakers().filter(|s| is(s.status)).count());
    match step {
        Step::Call => text(steps.read().has_call),
        Step::Announce => text(steps.read().has_announcement),
        Step::Team => (words.team)(room.plan().with(|plan| plan.team.len())),
        Step::Invite => (words.invited)(count(|_| true), count(|status| !status.is_awaited())),
        Step::List => (words.answers)(count(Status::is_willing), count(Status::is_awaited)),
        Step::Poll => room.poll().with(|poll| match poll.chosen {
            Some(choice) => super::poll::in_words(i18n, poll, choice),
            None if poll.is_empty() => words.no_poll.to_owned(),
            None => (words.poll)(poll.dates.len(), poll.venues.len(), poll.ballots.len()),
        }),
        Step::Publish if steps.read().listing.is_empty() => words.unlisted.to_owned(),
        Step::Publish => words.listed.to_owned(),
    }
}

/// What was done elsewhere is ticked, with a note.
#[component]
pub(super) fn Elsewhere(room: Room, asking: RwSignal<Option<Step>>) -> impl IntoView {
    let i18n = I18n::from_context();
    // What was asked about stays there while the question closes.
    let last = RwSignal::new(Step::Call);
    let note = RwSignal::new(String::new());
    Effect::new(move |_| {
        asking.get().into_iter().for_each(|step| {
            last.set(step);
            note.set(String::new());
        });
    });
    let words = move || &i18n.words().steps;
    let closed = move |answer: String| {
        if let Some(step) = asking.get_untracked()
            && answer == "tick"
        {
            room.tick(step, Some(note.read_untracked().trim()));
        }
        asking.set(None);
    };
    view! {
        <Dialog
            id="elsewhere"
            open=Signal::derive(move || asking.read().is_some())
            title=move || (words().ask)(words().steps[last.get() as usize].0)
            on_close=closed
        >
            <Field
                id="elsewhere-note"
                value=note
                label=i18n.say(|w| w.steps.note.label)
                hint=i18n.say(|w| w.steps.note.placeholder)
                max=u16::try_from(MAX_REMARK).unwrap_or(u16::MAX)
            />
            <div class="dialog__actions">
                <Button kind=ButtonKind::Strong attr:value="tick">{move || words().tick}</Button>
                <Button kind=ButtonKind::Quiet attr:value="cancel">{move || words().cancel}</Button>
            </div>
        </Dialog>
    }
}
