//! The five phases of this meetup as a trail: what is behind, where it is, what lies ahead. A phase is a place, not a
//! lock: anyone may move the meetup to any of them, and is asked first.

use crate::{components::Confirm, i18n::I18n};
use boucle_model::{Phase, Standing};
use leptos::{either::Either, prelude::*};
use std::cmp::Ordering;

#[component]
pub(crate) fn Trail(
    phase: Signal<Standing>,
    writable: Signal<bool>,
    #[prop(into)] on_move: Callback<Phase>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let here = Memo::new(move |_| phase.with(|standing| standing.phase));
    let asking = RwSignal::new(None::<Phase>);
    let stops = Phase::ALL.map(|stop| view! { <Stop stop here writable on_ask=move |()| asking.set(Some(stop)) /> });
    let words = move || i18n.words().landing.phases[here.get() as usize];
    view! {
        <nav class="trail" aria-label=i18n.say(|w| w.trail.title)>
            <ol class="trail__stops">{stops.into_iter().collect::<Vec<_>>()}</ol>
            <p class="trail__here" data-phase=move || here.get().name() aria-hidden="true">
                <strong>{move || words().0}</strong>
                " "
                {move || words().1}
            </p>
            <Question asking on_move />
        </nav>
    }
}

#[component]
fn Stop(stop: Phase, here: Memo<Phase>, writable: Signal<bool>, #[prop(into)] on_ask: Callback<()>) -> impl IntoView {
    let i18n = I18n::from_context();
    let order = Memo::new(move |_| stop.cmp(&here.get()));
    let name = move || i18n.words().landing.phases[stop as usize].0;
    let state = move || match order.get() {
        Ordering::Less => "done",
        Ordering::Equal => "here",
        Ordering::Greater => "ahead",
    };
    let button = move || {
        view! {
            <button
                class="trail__name"
                type="button"
                aria-label=move || (i18n.words().trail.move_to)(name())
                on:click=move |_| on_ask.run(())
            >
                <span class="trail__label">{name}</span>
            </button>
        }
    };
    let words = move || {
        let whether = move || if order.get() == Ordering::Equal { i18n.words().trail.here } else { "" };
        view! {
            <span class="trail__name">
                <span class="trail__label">{name}</span>
                <span class="visually-hidden">{whether}</span>
            </span>
        }
    };
    let can_move = Memo::new(move |_| writable.get() && order.get() != Ordering::Equal);
    view! {
        <li
            class="trail__stop"
            data-phase=stop.name()
            data-state=state
            aria-current=move || (order.get() == Ordering::Equal).then_some("step")
        >
            {move || if can_move.get() { Either::Left(button()) } else { Either::Right(words()) }}
        </li>
    }
}

/// Before the meetup moves: everybody will see it.
#[component]
fn Question(asking: RwSignal<Option<Phase>>, on_move: Callback<Phase>) -> impl IntoView {
    let i18n = I18n::from_context();
    // What was asked about stays there while the question closes.
    let last = RwSignal::new(Phase::default());
    Effect::new(move |_| asking.get().into_iter().for_each(|phase| last.set(phase)));
    let phase = move || i18n.words().landing.phases[last.get() as usize];
    let answered = move |moves: bool| {
        if let Some(phase) = asking.get_untracked()
            && moves
        {
            on_move.run(phase);
        }
        asking.set(None);
    };
    view! {
        <Confirm
            id="move"
            open=Signal::derive(move || asking.read().is_some())
            title=move || (i18n.words().trail.ask)(phase().0)
            yes=move || (i18n.words().trail.move_to)(phase().0)
            no=i18n.say(|w| w.trail.stay)
            on_answer=answered
        >
            <p>{move || (i18n.words().trail.what)(phase().1)}</p>
        </Confirm>
    }
}
