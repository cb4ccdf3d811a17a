//! Where the map stood at each meetup. It is marked when a meetup is over, by whoever has the map open, and looked at without touching
//! anything.

use super::desk::Desk;
use crate::{
    components::{Button, Rows, focus_soon, row},
    i18n::I18n,
    state::Safety,
};
use boucle_model::{Edition, MeetupId, Phase, standing};
use leptos::prelude::*;

#[component]
pub(super) fn Past(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let marked = Memo::new(move |_| {
        let marked = desk.room.carto().with(|carto| carto.waymarks.iter().map(|one| one.meetup).collect::<Vec<_>>());
        desk.editions.read().iter().map(|edition| edition.id).filter(|id| marked.contains(id)).collect::<Vec<_>>()
    });
    let then = Memo::new(move |_| desk.query.read().then);
    let unread = desk.is_past_unread;
    let look = move |meetup: Option<MeetupId>| {
        desk.choose_nothing();
        desk.look_with(|query| query.then = meetup);
    };
    let one = move |meetup: MeetupId| {
        row(meetup, move || {
            view! {
                <li>
                    <Button
                        attr:aria-pressed=move || (then.get() == Some(meetup)).to_string()
                        on_press=move |()| look((then.get_untracked() != Some(meetup)).then_some(meetup))
                    >
                        <span dir="auto">{move || desk.edition_name(meetup)}</span>
                    </Button>
                </li>
            }
        })
    };
    let count = move || {
        let graph = desk.graph.read();
        (i18n.words().carto.whole)(graph.vertices.len(), graph.edges.len(), graph.loose.len())
    };
    view! {
        <section class="carto__panel card" aria-labelledby="carto-whole">
            <h2 class="card__title" id="carto-whole" tabindex="-1">{i18n.say(|w| w.carto.whole_title)}</h2>
            <p>{count}</p>
            <p class="field__hint">{i18n.say(|w| w.carto.choose_hint)}</p>
            <h3 class="carto__part">{i18n.say(|w| w.carto.past.title)}</h3>
            <p class="field__hint">
                {move || {
                    let say = &i18n.words().carto.past;
                    if marked.read().is_empty() { say.none } else { say.what }
                }}
            </p>
            <ul class="carto__past">
                <Rows rows=Signal::derive(move || marked.get().into_iter().map(one).collect()) />
            </ul>
            <div role="status">
                <p hidden=move || then.get().is_none() || unread.get()>
                    {move || then.get().map(|meetup| (i18n.words().carto.past.then)(&desk.edition_name(meetup)))}
                </p>
                <p class="field__error" hidden=move || !unread.get()>{i18n.say(|w| w.carto.past.unread)}</p>
            </div>
            <Button
                attr:hidden=move || then.get().is_none()
                on_press=move |()| {
                    look(None);
                    focus_soon("carto-whole".to_owned());
                }
            >
                {i18n.say(|w| w.carto.past.now)}
            </Button>
        </section>
    }
}

/// Marks the map at the meetup that was over last, once this device is level with the server. It is asked once, when the page opens
/// or the meetup ends: a map that was begun afterwards did not stand anywhere then. An earlier one without a mark has none: nobody
/// looked.
pub(super) fn mark_as_they_end(desk: Desk) {
    let over = Memo::new(move |_| {
        let is_over = |one: &&Edition| matches!(one.phase, Phase::After | Phase::Bilan);
        standing(&desk.editions.read()).filter(is_over).last().map(|one| one.id)
    });
    let is_level = Memo::new(move |_| {
        let is_safe = matches!(desk.room.safety().get(), Safety::Server | Safety::Sandbox);
        is_safe && desk.room.is_here().get() && desk.writable.get()
    });
    Effect::new(move |asked: Option<Option<MeetupId>>| {
        let asked = asked.flatten();
        let Some(meetup) = over.get().filter(|meetup| asked != Some(*meetup) && is_level.get()) else { return asked };
        let is_due = desk
            .room
            .carto()
            .with_untracked(|carto| !carto.nodes.is_empty() && carto.waymarks.iter().all(|mark| mark.meetup != meetup));
        if is_due {
            desk.room.mark(meetup);
        }
        Some(meetup)
    });
}
