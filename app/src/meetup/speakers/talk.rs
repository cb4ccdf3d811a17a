//! One talk: what it is about, and who gives it.

use super::{Asking, speaker::OneSpeaker};
use crate::{
    components::{Button, ButtonKind, Field as TextField, Line, Rows, at_most, focus_on, row},
    document::Conflict,
    head::one_line,
    i18n::{I18n, LineWords, Words},
    markdown::is_on_the_web,
    state::Room,
};
use boucle_model::{Field, MAX_REMARK, MAX_TITLE, PersonId, RowId, Speaker, Talk};
use boucle_sync::directory::MAX_NAME;
use leptos::{ev, prelude::*, text_prop::TextProp};

#[component]
pub(super) fn OneTalk(
    id: RowId,
    room: Room,
    writable: Signal<bool>,
    inviting: RwSignal<Option<(RowId, PersonId)>>,
    asking: RwSignal<Option<Asking>>,
    /// The talks of which more is shown.
    opened: RwSignal<Vec<RowId>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let talks = room.talks();
    let talk = Memo::new(move |_| talks.read().get(id).cloned());
    let with = move |read: fn(&Talk) -> String| {
        Signal::derive(move || talk.with(|talk| talk.as_ref().map(read).unwrap_or_default()))
    };
    let subject = with(|talk| talk.subject.text.clone());
    let links = with(|talk| talk.links.clone());
    let speakers = Memo::new(move |_| {
        let of = |talk: &Talk| talk.speakers.iter().map(|Speaker { person, .. }| *person).collect::<Vec<_>>();
        talk.with(|talk| talk.as_ref().map(of).unwrap_or_default())
    });
    let speaker = move |person: PersonId| {
        row(person, move || {
            let said =
                Memo::new(move |_| talk.with(|talk| talk.as_ref().and_then(|talk| talk.speaker(person).cloned())));
            view! { <OneSpeaker talk=id person said room writable inviting asking /> }
        })
    };
    let check_links = Callback::new(move |text: String| {
        let too_long = at_most(i18n, MAX_REMARK).run(text.clone());
        let is_wrong = text.lines().map(str::trim).any(|line| !line.is_empty() && !is_on_the_web(line));
        too_long.or_else(|| is_wrong.then(|| i18n.words().talks.wrong_link.to_owned()))
    });
    let addresses = move || {
        let all = links.get();
        let address = |line: &str| {
            let address = line.trim().to_owned();
            is_on_the_web(&address).then(|| {
                let words = address.clone();
                view! { <li><a href=address rel="noopener nofollow ugc">{words}</a></li> }
            })
        };
        all.lines().filter_map(address).collect::<Vec<_>>()
    };
    let part = move |name: &'static str,
                     field: Field,
                     label: fn(&'static Words) -> &'static LineWords,
                     text: Signal<String>,
                     check,
                     lines: bool| {
        let say = move |words: String| {
            if field != Field::Text || !words.is_empty() {
                room.say_talk(id, field, &words);
            }
        };
        view! {
            <div class="plan__line">
                <p class="plan__label" aria-hidden="true">{move || label(i18n.words()).label}</p>
                <Line
                    id=format!("{name}-{id}")
                    text
                    label=TextProp::from(move || label(i18n.words()).label)
                    placeholder=TextProp::from(move || label(i18n.words()).placeholder)
                    check
                    writable
                    on_say=say
                    lines
                />
            </div>
        }
    };
    let choice = move |name: &'static str, field: Field, all: fn(&Talk) -> Vec<String>| {
        let choices = Memo::new(move |_| talk.with(|talk| talk.as_ref().map(all).unwrap_or_default()));
        let keep = move |n: usize| {
            choices.with_untracked(|all| all.get(n).into_iter().for_each(|words| room.say_talk(id, field, words)));
        };
        view! {
            <Conflict
                id=format!("{name}-{id}")
                heading=move || (i18n.words().plan.conflict)(choices.read().len())
                choices
                writable
                on_keep=keep
            />
        }
    };
    let is_open = Memo::new(move |_| opened.read().contains(&id));
    let toggle = move |shows: bool| {
        if shows != is_open.get_untracked() {
            opened.update(|all| if shows { all.push(id) } else { all.retain(|other| *other != id) });
        }
    };
    let summary = with(|talk| talk.summary.text.clone());
    let details = move || {
        view! {
            {part("summary", Field::Summary, |w| &w.talks.summary, summary, at_most(i18n, MAX_REMARK), true)}
            {choice("summary", Field::Summary, |talk| talk.summary.all())}
            {part("links", Field::Links, |w| &w.talks.links, links, check_links, true)}
            <AlsoBy talk=id room writable />
        }
    };
    view! {
        <li class="talks__talk card">
            {part("subject", Field::Text, |w| &w.talks.subject, subject, at_most(i18n, MAX_TITLE), false)}
            {choice("subject", Field::Text, |talk| talk.subject.all())}
            <ul class="talks__speakers">
                <Rows rows=Signal::derive(move || speakers.get().into_iter().map(speaker).collect()) />
            </ul>
            <p class="talks__summary" dir="auto" hidden=move || is_open.get() || summary.read().is_empty()>{summary}</p>
            <ul class="talks__links">{addresses}</ul>
            <details class="poll__details" hidden=move || !writable.get() prop:open=is_open on:toggle:target=move |event| toggle(event.target().open())>
                <summary>{i18n.say(|w| w.talks.summary.label)} ", " {i18n.say(|w| w.talks.links.label)}</summary>
                {move || is_open.get().then(details)}
            </details>
            <div class="poll__acts">
                <Button
                    kind=ButtonKind::Quiet
                    disabled=move || !writable.get()
                    on_press=move |()| asking.set(Some(Asking::Talk(id)))
                    attr:aria-label=move || (i18n.words().talks.take_away)(&subject.read())
                >
                    {i18n.say(|w| w.talks.take_away_short)}
                </Button>
            </div>
        </li>
    }
}

/// Somebody who gives the talk too.
#[component]
fn AlsoBy(talk: RowId, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let name = RwSignal::new(String::new());
    let check = at_most(i18n, MAX_NAME);
    let error = Memo::new(move |_| check.run(one_line(&name.read())));
    let field = format!("also-{talk}");
    let focus = field.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let who = one_line(&name.read_untracked());
        if who.is_empty() || error.read_untracked().is_some() {
            focus_on(&focus);
        } else if room.add_speaker(talk, &who) {
            name.set(String::new());
        }
    };
    view! {
        <form class="poll__add" on:submit=submit hidden=move || !writable.get()>
            <TextField
                id=field
                value=name
                label=i18n.say(|w| w.talks.also)
                hint=i18n.say(|w| w.talks.name.placeholder)
                error=Signal::derive(move || error.get())
            />
            <Button>{i18n.say(|w| w.talks.add)}</Button>
        </form>
    }
}
