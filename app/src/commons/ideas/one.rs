//! One idea: what it says, who supports it, what is said about it, and what became of it.

use super::{remarks::Remarks, same::Same};
use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Line, at_most, focus_on},
    document::{Conflict, name_of},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Idea, MAX_TITLE, Phase, RowId};
use boucle_sync::DocumentId;
use leptos::prelude::*;

#[component]
pub(super) fn OneIdea(commons: DocumentId, id: RowId, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let ideas = room.ideas();
    let idea = Memo::new(move |_| ideas.read().iter().find(|idea| idea.id == id).cloned());
    let with = move |read: fn(&Idea) -> String| idea.with(|idea| idea.as_ref().map(read).unwrap_or_default());
    let text = Memo::new(move |_| with(|idea| idea.text.text.clone()));
    let choices = Memo::new(move |_| idea.with(|idea| idea.as_ref().map(|idea| idea.text.all()).unwrap_or_default()));
    let count = Memo::new(move |_| idea.with(|idea| idea.as_ref().map_or(0, |idea| idea.supporters.len())));
    let is_mine = Memo::new(move |_| {
        idea.with(|idea| idea.as_ref().is_some_and(|idea| idea.supporters.iter().any(|person| device.is_me(*person))))
    });
    let topic = move || idea.with_untracked(|idea| idea.as_ref().map(|idea| idea.topic).unwrap_or_default());
    let author = move || {
        let by = idea.with(|idea| idea.as_ref().and_then(|idea| idea.by))?;
        let name = if device.is_me(by) { i18n.words().people.you.to_owned() } else { name_of(i18n, device, by) };
        Some((i18n.words().plan.by)(&name))
    };
    let speaker = move || {
        let person = idea.with(|idea| idea.as_ref().and_then(|idea| idea.person))?;
        Some((i18n.words().ideas.is_about)(&name_of(i18n, device, person)))
    };
    Effect::new(move |_| device.want(idea.with(|idea| idea.as_ref().and_then(|idea| idea.person))));
    let support = move |()| {
        idea.with_untracked(|idea| idea.iter().for_each(|idea| room.support(idea, !is_mine.get_untracked())));
    };
    let taken_up = move || {
        let meetup = idea.with(|idea| idea.as_ref().and_then(|idea| idea.meetup))?;
        let number = room.editions().with(|editions| editions.iter().find(|e| e.id == meetup).map(|e| e.number))?;
        let page = MeetupPage::Phase(Phase::CoConstruction);
        let address =
            MeetupAddress { commons: Some(commons), meetup: DocumentId::from_bytes(*meetup.as_bytes()), page };
        let words = move || (i18n.words().ideas.taken_up)(&(i18n.words().map.edition)(number));
        Some(view! { <a class="ideas__taken" href=address.to_string()>{words}</a> })
    };
    let heading = format!("ideas-{}", topic().name());
    let take_away = move |()| {
        room.take_idea_away(id);
        focus_on(&heading);
    };
    view! {
        <li class="ideas__idea card">
            <Line
                id=format!("idea-{id}")
                text
                label=i18n.say(|w| w.ideas.idea.label)
                placeholder=i18n.say(|w| w.ideas.idea.placeholder)
                check=at_most(i18n, MAX_TITLE)
                writable
                on_say=move |text: String| if !text.is_empty() { room.say_idea(id, &text) }
            />
            <Conflict
                id=format!("idea-{id}")
                heading=move || (i18n.words().plan.conflict)(choices.read().len())
                choices
                writable
                on_keep=move |n: usize| {
                    choices.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.say_idea(id, text)));
                }
            />
            <p class="ideas__speaker" dir="auto" hidden=move || speaker().is_none()>{speaker}</p>
            <p class="ideas__about">
                <span class="field__hint" dir="auto">{author}</span>
                " "
                {taken_up}
            </p>
            <div class="ideas__acts">
                <Button
                    disabled=move || !writable.get()
                    on_press=support
                    attr:aria-pressed=move || if is_mine.get() { "true" } else { "false" }
                    attr:aria-label=move || (i18n.words().ideas.support)(&text.read())
                    class:ideas__support=true
                >
                    <span aria-hidden="true">{move || if is_mine.get() { "♥" } else { "♡" }}</span>
                    <span>{move || (i18n.words().ideas.supported)(count.get())}</span>
                </Button>
                <Button
                    kind=ButtonKind::Icon
                    disabled=move || !writable.get()
                    on_press=take_away
                    attr:aria-label=move || (i18n.words().ideas.take_away)(&text.read())
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </div>
            <Remarks id idea room writable />
            <Same id idea room writable />
        </li>
    }
}
