//! The components that stand still: buttons, fields, cards, chips, avatars, what is empty or not here yet.

use super::{Part, Shown, everybody};
use crate::{
    components::{
        Avatar, Button, ButtonKind, Card, Chip, ChipState, EmptyState, Faces, Field, NameField, Notice, Prose, Qr,
        Skeleton, Tab, Tabs,
    },
    i18n::I18n,
};
use leptos::prelude::*;

#[component]
pub(crate) fn Parts() -> impl IntoView {
    view! {
        <Buttons />
        <Fields />
        <Sheets />
        <States />
        <People />
        <Nothing />
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let i18n = I18n::from_context();
    let kind = move |kind: ButtonKind, disabled: bool| {
        let face = move || match kind {
            ButtonKind::Strong => view! { {i18n.say(|w| w.map.prepare)} }.into_any(),
            ButtonKind::Quiet => view! { {i18n.say(|w| w.name.later)} }.into_any(),
            ButtonKind::Plain => view! { {i18n.say(|w| w.journal.look)} }.into_any(),
            ButtonKind::Icon => view! {
                <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3"></path>
                </svg>
            }
            .into_any(),
        };
        let label = move || (kind == ButtonKind::Icon).then(|| i18n.words().toolbar.undo);
        view! { <Button kind disabled on_press=|()| () attr:aria-label=label>{face()}</Button> }
    };
    let all = [ButtonKind::Strong, ButtonKind::Plain, ButtonKind::Quiet, ButtonKind::Icon];
    view! {
        <Part id="buttons" title="Buttons">
            <Shown name="Strong: one a view. Plain, quiet, icon">{all.map(|of| kind(of, false)).into_iter().collect::<Vec<_>>()}</Shown>
            <Shown name="While they cannot be pressed">{all.map(|of| kind(of, true)).into_iter().collect::<Vec<_>>()}</Shown>
            <Shown name="A link that is one">
                <a class="button" href="#buttons">{i18n.say(|w| w.lost.back)}</a>
            </Shown>
        </Part>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let i18n = I18n::from_context();
    let (title, name, words) =
        (RwSignal::new("Trop long. ".repeat(19)), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let missing = move || name.read().trim().is_empty().then(|| i18n.words().me.no_name.to_owned());
    view! {
        <Part id="fields" title="Fields">
            <div class="guide__pair">
                <Field id="guide-field" value=RwSignal::new(String::new()) label=i18n.say(|w| w.start.meetup.label) hint=i18n.say(|w| w.start.meetup.hint) />
                <Field id="guide-missing" value=name label=i18n.say(|w| w.name.label) error=missing />
                <NameField id="guide-long" name=title label=i18n.say(|w| w.start.meetup.label) hint=i18n.say(|w| w.start.meetup.hint) />
                <Field id="guide-lines" value=words label=i18n.say(|w| w.me.words) hint=i18n.say(|w| w.me.words_hint) rows=3 />
                <Field id="guide-fixed" value=RwSignal::new("https://boucle.example/me".to_owned()) label=i18n.say(|w| w.me.code_link) readonly=true />
            </div>
        </Part>
    }
}

#[component]
fn Sheets() -> impl IntoView {
    let i18n = I18n::from_context();
    let chosen = RwSignal::new(0);
    let tabs = vec![
        Tab { id: "guide-tab-0", panel: "guide-panel-0", label: i18n.say(|w| w.pad.write).into() },
        Tab { id: "guide-tab-1", panel: "guide-panel-1", label: i18n.say(|w| w.pad.read).into() },
        Tab { id: "guide-tab-2", panel: "guide-panel-2", label: i18n.say(|w| w.journal.title).into() },
    ];
    let panel = move |n: usize, words: &'static str| {
        view! {
            <div
                class="guide__panel"
                role="tabpanel"
                id=format!("guide-panel-{n}")
                aria-labelledby=format!("guide-tab-{n}")
                tabindex="0"
                hidden=move || chosen.get() != n
            >
                <p>{words}</p>
            </div>
        }
    };
    view! {
        <Part id="sheets" title="Cards and tabs">
            <div class="guide__pair">
                <Card id="guide-card" title=i18n.say(|w| w.awaits.title)>
                    <p>{i18n.say(|w| w.awaits.first.1)}</p>
                </Card>
                <Card id="guide-tabs" title=i18n.say(|w| w.pad.title)>
                    <Tabs label=i18n.say(|w| w.pad.title) tabs chosen on_choose=move |n| chosen.set(n) />
                    {panel(0, "The arrow keys, Home and End choose.")}
                    {panel(1, "The row is one stop of the Tab key.")}
                    {panel(2, "Each panel is another.")}
                </Card>
                <Card id="guide-code" title=i18n.say(|w| w.me.second)>
                    <Qr text="https://boucle.example/".to_owned() label=Signal::derive(i18n.say(|w| w.me.qr)) />
                </Card>
                <Card id="guide-prose" title="Prose">
                    <div class="prose">
                        <Prose markdown="# Ordre du jour\n\nUn *commun*, **plusieurs** mains, un [lien](https://boucle.example/).\n\n- [x] la salle\n- [ ] le café\n\n> Chacun peut le reprendre.\n\n| Qui | Quoi |\n|---|---|\n| Alice | `accueil` |" />
                    </div>
                </Card>
            </div>
        </Part>
    }
}

#[component]
fn States() -> impl IntoView {
    let i18n = I18n::from_context();
    let chip = move |state: ChipState| {
        let text = move || {
            let words = &i18n.words().safety;
            match state {
                ChipState::Connecting => words.opening.to_owned(),
                ChipState::Server => words.server.to_owned(),
                ChipState::Sending => words.sending.to_owned(),
                ChipState::Device => (words.device)(3),
                ChipState::Unsaved => words.unsaved.to_owned(),
                ChipState::ReadOnly => words.read_only.to_owned(),
            }
        };
        let action = move || (state == ChipState::Unsaved).then(|| i18n.words().safety.download);
        view! { <Chip state text action /> }
    };
    let chips = [
        ChipState::Connecting,
        ChipState::Server,
        ChipState::Sending,
        ChipState::Device,
        ChipState::Unsaved,
        ChipState::ReadOnly,
    ];
    view! {
        <Part id="states" title="Chips and notices">
            <Shown name="Where my work is">{chips.map(chip).into_iter().collect::<Vec<_>>()}</Shown>
            <Shown name="What a page says first" wide=true>
                <Notice kind="info" strong=i18n.say(|w| w.notices.not_received.0) text=i18n.say(|w| w.notices.not_received.1) />
                <Notice kind="warn" strong=i18n.say(|w| w.notices.read_only.0) text=i18n.say(|w| w.notices.read_only.1) />
                <Notice kind="error" strong=i18n.say(|w| w.me.not_ours.0) text=i18n.say(|w| w.me.not_ours.1) />
            </Shown>
        </Part>
    }
}

#[component]
fn People() -> impl IntoView {
    let faces: Vec<_> =
        everybody().into_iter().map(|person| view! { <Avatar name=person.name colour=person.colour /> }).collect();
    view! {
        <Part id="people" title="People">
            <Shown name="The eight colours">{faces}</Shown>
            <Shown name="Close together">
                <span class="faces"><Faces people=Signal::stored(everybody()) most=7 /></span>
            </Shown>
            <Shown name="Me, and somebody not named yet">
                <Avatar name="Alice".to_owned() colour=0 me=true />
                <Avatar name=String::new() colour=0 />
            </Shown>
        </Part>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <Part id="nothing" title="Nothing yet">
            <div class="guide__pair">
                <EmptyState title=i18n.say(|w| w.known.none) text=i18n.say(|w| w.known.none_hint) />
                <Skeleton />
            </div>
        </Part>
    }
}
