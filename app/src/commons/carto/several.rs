//! What can be done to several at once.

use super::desk::Desk;
use crate::{
    components::{Button, ButtonKind, focus_soon},
    head::one_line,
    i18n::I18n,
};
use boucle_model::{Command, Link, Node, RowId};
use leptos::{ev, prelude::*};

/// How many are named; all are counted.
const NAMED: usize = 40;

#[component]
pub(super) fn Several(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let many = Memo::new(move |_| desk.chosen.read().len());
    let tag = RwSignal::new(String::new());
    let name = move |id: RowId| {
        view! {
            <li>
                <Button kind=ButtonKind::Quiet on_press=move |()| {
                        desk.choose(id);
                        focus_soon("carto-panel-title".to_owned());
                    }
                >
                    <span dir="auto">{move || desk.name_of(id)}</span>
                </Button>
            </li>
        }
    };
    let turn = move |of: RowId| {
        let ids = desk.drawn(&desk.chosen.read_untracked());
        if !ids.is_empty() {
            desk.room.draw(Node::turn(&ids, of));
        }
    };
    let add_tag = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let word = tag.with_untracked(|tag| one_line(tag));
        if word.is_empty() {
            return;
        }
        let puts = desk.graph.with_untracked(|graph| {
            let of = |id: &RowId| {
                let vertex = graph.vertex(*id)?;
                match Node::tag(*id, &format!("{}, {word}", vertex.tags.join(", "))) {
                    Command::Put { puts } => Some(puts),
                    _ => None,
                }
            };
            desk.chosen.read_untracked().iter().filter_map(of).flatten().collect::<Vec<_>>()
        });
        if !puts.is_empty() && desk.room.draw(Command::Put { puts }) {
            tag.set(String::new());
        }
    };
    // Each to the first that was chosen to be where the keyboard is.
    let link_all = move |()| {
        let chosen = desk.chosen.get_untracked();
        let middle = desk.current.get_untracked().filter(|id| chosen.contains(id));
        let Some(middle) = middle.or_else(|| chosen.first().copied()) else { return };
        let meetup = desk.meetup.get_untracked();
        let to = chosen.iter().filter(|id| **id != middle);
        let puts: Vec<_> = to.flat_map(|id| Link::puts(super::desk::fresh(), middle, *id, "", false, meetup)).collect();
        desk.room.draw(Command::Put { puts });
    };
    let merge_all = move |()| {
        let drawn = desk.drawn(&desk.chosen.read_untracked());
        let Some((first, others)) = drawn.split_first() else { return };
        let puts: Vec<_> = others
            .iter()
            .filter_map(|id| match Node::merge(*id, *first) {
                Command::Put { puts } => Some(puts),
                _ => None,
            })
            .flatten()
            .collect();
        if !puts.is_empty() && desk.room.draw(Command::Put { puts }) {
            desk.choose(*first);
            focus_soon("carto-panel-title".to_owned());
        }
    };
    let types = move || {
        let option = |(id, name): (RowId, String)| view! { <option value=id.to_string()>{name}</option> };
        desk.node_types().into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <section class="carto__panel card" aria-labelledby="carto-panel-title">
            <h2 class="card__title" id="carto-panel-title" tabindex="-1">
                {move || (i18n.words().carto.several.title)(many.get())}
            </h2>
            <ul class="carto__chosen">
                {move || desk.chosen.get().into_iter().take(NAMED).map(name).collect::<Vec<_>>()}
            </ul>
            <div hidden=move || !desk.writable.get()>
                <div class="field">
                    <label class="field__label" for="carto-types-of-all">{i18n.say(|w| w.carto.several.turn)}</label>
                    <select
                        class="field__input"
                        id="carto-types-of-all"
                        on:change:target=move |event| {
                            event.target().value().parse().into_iter().for_each(turn);
                            // The same can be given to others.
                            event.target().set_value("");
                        }
                    >
                        <option value="">"…"</option>
                        {types}
                    </select>
                </div>
                <form class="carto__tagging" on:submit=add_tag>
                    <div class="field">
                        <label class="field__label" for="carto-tag-all">{i18n.say(|w| w.carto.several.tag)}</label>
                        <input
                            class="field__input"
                            type="text"
                            id="carto-tag-all"
                            autocomplete="off"
                            dir="auto"
                            prop:value=tag
                            on:input:target=move |event| tag.set(event.target().value())
                        />
                    </div>
                    <Button>{i18n.say(|w| w.carto.several.tag_yes)}</Button>
                </form>
                <div class="poll__acts">
                    <Button on_press=link_all>{i18n.say(|w| w.carto.several.link)}</Button>
                    <Button on_press=merge_all>{i18n.say(|w| w.carto.several.merge)}</Button>
                    <Button on_press=move |()| desk.pin(&desk.chosen.get_untracked(), true)>
                        {i18n.say(|w| w.carto.several.pin)}
                    </Button>
                    <Button on_press=move |()| desk.pin(&desk.chosen.get_untracked(), false)>
                        {i18n.say(|w| w.carto.several.unpin)}
                    </Button>
                    <Button on_press=move |()| {
                        desk.take_away(&desk.chosen.get_untracked());
                        focus_soon("carto-whole".to_owned());
                    }>
                        {i18n.say(|w| w.carto.take_away)}
                    </Button>
                </div>
            </div>
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| {
                    desk.choose_nothing();
                    focus_soon("carto-whole".to_owned());
                }
            >
                {i18n.say(|w| w.carto.several.none)}
            </Button>
        </section>
    }
}
