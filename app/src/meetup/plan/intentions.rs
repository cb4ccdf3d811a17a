//! What the team wants of the meetup: short, in order, by whom; and how it stood when the phase ended.

use crate::{
    components::{Button, ButtonKind, Field, Line, Rows, at_most, focus_on, row},
    document::{Conflict, name_of},
    head::one_line,
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{Intention, MAX_TITLE, Plan, RowId, Title};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Intentions(room: Room, plan: Signal<Plan>, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let all = Memo::new(move |_| plan.with(|plan| plan.intentions.clone()));
    Effect::new(move |_| device.want(all.get().into_iter().filter_map(|intention| intention.by)));
    let ids = Memo::new(move |_| all.read().iter().map(|intention| intention.id).collect::<Vec<_>>());
    let one = move |id: RowId| row(id, move || view! { <One id all room writable /> });
    view! {
        <section class="plan__intentions card" aria-labelledby="intentions-title">
            <h2 class="card__title" id="intentions-title" tabindex="-1">{i18n.say(|w| w.plan.intentions)}</h2>
            <p class="field__hint">{i18n.say(|w| w.plan.intentions_what)}</p>
            <ol class="plan__list">
                <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
            </ol>
            <p class="plan__none" hidden=move || !ids.read().is_empty()>{i18n.say(|w| w.plan.intentions_none)}</p>
            <Add room writable />
            <Fixed room all />
        </section>
    }
}

#[component]
fn One(id: RowId, all: Memo<Vec<Intention>>, room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let said = Memo::new(move |_| {
        all.with(|all| all.iter().find(|one| one.id == id).map(|one| one.text.clone()).unwrap_or_default())
    });
    let by = Memo::new(move |_| all.with(|all| all.iter().find(|one| one.id == id).and_then(|one| one.by)));
    let place = Memo::new(move |_| all.with(|all| all.iter().position(|one| one.id == id).unwrap_or_default()));
    let is_last = Memo::new(move |_| place.get() + 1 >= all.read().len());
    let text = move || said.read().text.clone();
    let choices = Memo::new(move |_| said.with(Title::all));
    let (up, down) = (format!("up-{id}"), format!("down-{id}"));
    let to = [up.clone(), down.clone()];
    // What moves takes the focus along; at the end of its way, to the other button.
    let go = move |by: isize| {
        room.move_intention(id, by);
        let [up, down] = to.clone();
        request_animation_frame(move || {
            let forward = if by > 0 { place.get_untracked() > 0 } else { is_last.get_untracked() };
            focus_on(if forward { &up } else { &down });
        });
    };
    let (rise, sink) = (go.clone(), go);
    let author = move || {
        let name = |by| if device.is_me(by) { i18n.words().people.you.to_owned() } else { name_of(i18n, device, by) };
        by.get().map(|by| (i18n.words().plan.by)(&name(by)))
    };
    let take_away = move |()| {
        room.take_intention_away(id);
        focus_on("intentions-title");
    };
    view! {
        <li class="plan__item">
            <div class="plan__said">
                <Line
                    id=format!("intention-{id}")
                    text=Signal::derive(text)
                    label=i18n.say(|w| w.plan.intention.label)
                    placeholder=i18n.say(|w| w.plan.intention.placeholder)
                    check=at_most(i18n, MAX_TITLE)
                    writable
                    on_say=move |text: String| {
                        if text.is_empty() { room.take_intention_away(id) } else { room.say_intention(id, &text) }
                    }
                />
                <p class="plan__by field__hint" dir="auto">{author}</p>
            </div>
            <div class="plan__tools" hidden=move || !writable.get()>
                <Button
                    kind=ButtonKind::Icon
                    disabled=move || place.get() == 0
                    on_press=move |()| rise(1)
                    attr:id=up
                    attr:aria-label=move || (i18n.words().plan.up)(&text())
                >
                    <span aria-hidden="true">"↑"</span>
                </Button>
                <Button
                    kind=ButtonKind::Icon
                    disabled=move || is_last.get()
                    on_press=move |()| sink(-1)
                    attr:id=down
                    attr:aria-label=move || (i18n.words().plan.down)(&text())
                >
                    <span aria-hidden="true">"↓"</span>
                </Button>
                <Button
                    kind=ButtonKind::Icon
                    on_press=take_away
                    attr:aria-label=move || (i18n.words().plan.take_away)(&text())
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </div>
            <Conflict
                id=format!("intention-{id}")
                heading=move || (i18n.words().plan.conflict)(choices.read().len())
                choices
                writable
                on_keep=move |n: usize| {
                    choices.with_untracked(|all| all.get(n).into_iter().for_each(|text| room.say_intention(id, text)));
                    focus_on("intentions-title");
                }
            />
        </li>
    }
}

#[component]
fn Add(room: Room, writable: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let value = RwSignal::new(String::new());
    let check = at_most(i18n, MAX_TITLE);
    let error = Memo::new(move |_| check.run(one_line(&value.read())));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = value.with_untracked(|value| one_line(value));
        if !text.is_empty() && error.read_untracked().is_none() && room.intend(&text) {
            value.set(String::new());
        }
    };
    view! {
        <form class="plan__add" on:submit=submit hidden=move || !writable.get()>
            <Field
                id="new-intention"
                value
                label=i18n.say(|w| w.plan.new.label)
                hint=i18n.say(|w| w.plan.new.placeholder)
                error=Signal::derive(move || error.get())
            />
            <Button>{i18n.say(|w| w.plan.add)}</Button>
        </form>
    }
}

/// How they stood when the meetup went on, where they are no longer the same.
#[component]
fn Fixed(room: Room, all: Memo<Vec<Intention>>) -> impl IntoView {
    let i18n = I18n::from_context();
    let was = room.plan_as_it_was();
    let fixed = Memo::new(move |_| {
        let texts = |all: &[Intention]| all.iter().map(|one| one.text.text.clone()).collect::<Vec<_>>();
        let fixed = texts(&was.get()?.intentions);
        (!fixed.is_empty() && fixed != all.with(|all| texts(all))).then_some(fixed)
    });
    move || {
        fixed.get().map(|fixed| {
            let line = |text: String| view! { <li dir="auto">{text}</li> };
            view! {
                <details class="plan__fixed">
                    <summary>{i18n.say(|w| w.plan.fixed)}</summary>
                    <ol>{fixed.into_iter().map(line).collect::<Vec<_>>()}</ol>
                </details>
            }
        })
    }
}
