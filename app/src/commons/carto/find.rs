//! What of the map is looked at: words, filters, what is around something, and views that were kept.

use super::{desk::Desk, panel::map_href};
use crate::{
    components::{Button, ButtonKind, Rows, focus_soon, row},
    document::name_of,
    head::one_line,
    i18n::I18n,
    state::Device,
};
use boucle_carto::{
    Arrangement, Query,
    query::{meant, person_of},
};
use boucle_model::{MAX_TITLE, MeetupId, PersonId, RowId, View};
use leptos::{ev, prelude::*};
use std::collections::BTreeSet;

#[component]
pub(super) fn Find(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let words = Memo::new(move |_| desk.query.read().words.clone());
    let counted = move || {
        let shown = desk.shown.read().iter().filter(|shown| **shown).count();
        (i18n.words().carto.counted)(shown, desk.shown.read().len())
    };
    let arrangement = Memo::new(move |_| desk.query.read().arrangement);
    let arrange = move |name: String| {
        let named = Arrangement::ALL.into_iter().find(|one| one.name() == name);
        named.into_iter().for_each(|one| {
            desk.was_moved.set(false);
            desk.look_with(|query| query.arrangement = one);
        });
    };
    let option = move |one: Arrangement| {
        view! {
            <option
                value=one.name()
                selected=move || arrangement.get() == one
                prop:selected=move || arrangement.get() == one
            >
                {move || i18n.words().carto.arrangements[one as usize]}
            </option>
        }
    };
    // Enter goes to the likeliest.
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let found = desk
            .graph
            .with_untracked(|graph| meant(graph, &words.read_untracked(), 1).first().map(|n| graph.vertices[*n].id));
        found.into_iter().for_each(|id| desk.choose(id));
    };
    let is_open = Memo::new(move |_| desk.query.read().is_open());
    let focus = move || {
        let (id, steps) = desk.query.read().focus?;
        let off = move |()| {
            desk.look_with(|query| query.focus = None);
            focus_soon("carto-search".to_owned());
        };
        let label = move || (i18n.words().carto.focused)(&desk.name_of(id), steps);
        Some(view! { <Chip label on_off=off /> })
    };
    view! {
        <div class="carto__find">
            <form class="carto__search" role="search" on:submit=submit>
                <div class="field">
                    <label class="visually-hidden" for="carto-search">{i18n.say(|w| w.carto.search)}</label>
                    <input
                        class="field__input"
                        type="search"
                        id="carto-search"
                        placeholder=i18n.say(|w| w.carto.search)
                        dir="auto"
                        autocomplete="off"
                        prop:value=words
                        on:input:target=move |event| {
                            let typed = event.target().value();
                            desk.look_with(|query| query.words = typed);
                        }
                    />
                </div>
                <div class="field">
                    <label class="visually-hidden" for="carto-arrange">{i18n.say(|w| w.carto.arrange)}</label>
                    <select
                        class="field__input"
                        id="carto-arrange"
                        on:change:target=move |event| arrange(event.target().value())
                    >
                        {Arrangement::ALL.map(option).into_iter().collect::<Vec<_>>()}
                    </select>
                </div>
            </form>
            <div class="carto__filters">
                <p class="carto__counted field__hint" role="status">{counted}</p>
                {focus}
                <details class="carto__more">
                    <summary>{i18n.say(|w| w.carto.filters)}</summary>
                    <Filters desk />
                </details>
                <details class="carto__more">
                    <summary>{i18n.say(|w| w.carto.views.title)}</summary>
                    <Views desk />
                </details>
                <Button
                    kind=ButtonKind::Quiet
                    attr:hidden=move || is_open.get()
                    on_press=move |()| {
                        desk.look(desk.query.get_untracked().opened());
                        focus_soon("carto-search".to_owned());
                    }
                >
                    {i18n.say(|w| w.carto.all)}
                </Button>
            </div>
        </div>
    }
}

/// Something that narrows what is looked at, and can be taken off.
#[component]
fn Chip(
    label: impl Fn() -> String + Copy + Send + Sync + 'static,
    #[prop(into)] on_off: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    view! {
        <Button attr:aria-label=move || (i18n.words().carto.off)(&label()) on_press=on_off>
            <span dir="auto">{label}</span>
            <span aria-hidden="true">" ×"</span>
        </Button>
    }
}

#[component]
fn Filters(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let types = Memo::new(move |_| {
        let graph = desk.graph.read();
        let used: BTreeSet<_> = graph.vertices.iter().filter_map(|vertex| vertex.of_type).collect();
        let mut types: Vec<_> = used.into_iter().map(|id| (desk.type_name(Some(id)), id)).collect();
        types.sort();
        types
    });
    let tags = Memo::new(move |_| desk.graph.read().tags());
    let meetups = Memo::new(move |_| {
        desk.editions.read().iter().map(|edition| (desk.edition_name(edition.id), edition.id)).collect::<Vec<_>>()
    });
    let people = Memo::new(move |_| {
        let graph = desk.graph.read();
        let all: BTreeSet<_> = graph.vertices.iter().filter_map(person_of).collect();
        let mut people: Vec<_> = all.into_iter().map(|person| (name_of(i18n, device, person), person)).collect();
        people.sort();
        people
    });
    Effect::new(move |_| device.want(people.read().iter().map(|(_, person)| *person)));
    let of_type = move |(name, id): (String, RowId)| {
        let is_on = move || desk.query.read().types.contains(&id);
        check(name, Signal::derive(is_on), move || desk.look_with(|query| toggle(&mut query.types, id)))
    };
    let tag = move |name: String| {
        let (here, there) = (name.clone(), name.clone());
        let is_on = move || desk.query.read().tags.contains(&here);
        check(name, Signal::derive(is_on), move || desk.look_with(|query| toggle(&mut query.tags, there.clone())))
    };
    let meetup = move |(name, id): (String, MeetupId)| {
        let is_on = move || desk.query.read().meetups.contains(&id);
        check(name, Signal::derive(is_on), move || desk.look_with(|query| toggle(&mut query.meetups, id)))
    };
    let person = move |(name, id): (String, PersonId)| {
        let is_on = move || desk.query.read().people.contains(&id);
        check(name, Signal::derive(is_on), move || desk.look_with(|query| toggle(&mut query.people, id)))
    };
    let group =
        move |words: fn(&'static crate::i18n::Words) -> &'static str, inside: AnyView, is_empty: Signal<bool>| {
            view! {
                <fieldset class="carto__filter" hidden=is_empty>
                    <legend class="field__label">{i18n.say(words)}</legend>
                    {inside}
                </fieldset>
            }
        };
    view! {
        <div class="carto__filter-groups">
            {group(
                |w| w.carto.by_type,
                (move || types.get().into_iter().map(of_type).collect::<Vec<_>>()).into_any(),
                Signal::derive(move || types.read().is_empty()),
            )}
            {group(
                |w| w.carto.tags.label,
                (move || tags.get().into_iter().map(tag).collect::<Vec<_>>()).into_any(),
                Signal::derive(move || tags.read().is_empty()),
            )}
            {group(
                |w| w.carto.by_meetup,
                (move || meetups.get().into_iter().map(meetup).collect::<Vec<_>>()).into_any(),
                Signal::derive(move || meetups.read().is_empty()),
            )}
            {group(
                |w| w.carto.by_person,
                (move || people.get().into_iter().map(person).collect::<Vec<_>>()).into_any(),
                Signal::derive(move || people.read().is_empty()),
            )}
        </div>
    }
}

fn check(name: String, is_on: Signal<bool>, on_change: impl Fn() + 'static) -> impl IntoView {
    view! {
        <label class="carto__check">
            <input type="checkbox" prop:checked=is_on on:change=move |_| on_change() />
            <span dir="auto">{name}</span>
        </label>
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, one: T) {
    if !set.remove(&one) {
        set.insert(one);
    }
}

#[component]
fn Views(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let name = RwSignal::new(String::new());
    let views = Memo::new(move |_| desk.carto.with(|carto| carto.views.clone()));
    let keep = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let called = name.with_untracked(|name| one_line(name));
        let query = desk.query.with_untracked(ToString::to_string);
        if !called.is_empty() && desk.room.draw(View::keep(super::desk::fresh(), &called, &query)) {
            name.set(String::new());
        }
    };
    let one = move |view: View| {
        row(format!("{} {}", view.id, view.query), move || {
            let View { id, query, .. } = view.clone();
            let called = view.name.text.clone();
            let aloud = called.clone();
            let address =
                if query.is_empty() { map_href(desk.commons) } else { format!("{}?{query}", map_href(desk.commons)) };
            let go = move |event: ev::MouseEvent| {
                // The others open it in a tab of its own.
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    desk.was_moved.set(false);
                    desk.look(Query::read(&query));
                    desk.see_all();
                }
            };
            view! {
                <li class="carto__view">
                    <a href=address dir="auto" on:click=go>{called}</a>
                    <Button
                        kind=ButtonKind::Icon
                        attr:hidden=move || !desk.writable.get()
                        attr:aria-label=move || (i18n.words().carto.views.take_away)(&aloud)
                        on_press=move |()| {
                            desk.draw(View::take(id, true));
                            focus_soon("carto-view-name".to_owned());
                        }
                    >
                        <span aria-hidden="true">"×"</span>
                    </Button>
                </li>
            }
        })
    };
    view! {
        <p class="field__hint" hidden=move || !views.read().is_empty()>{i18n.say(|w| w.carto.views.none)}</p>
        <ul class="carto__views">
            <Rows rows=Signal::derive(move || views.get().into_iter().map(one).collect()) />
        </ul>
        <form class="carto__tagging" on:submit=keep hidden=move || !desk.writable.get()>
            <div class="field">
                <label class="field__label" for="carto-view-name">{i18n.say(|w| w.carto.views.name)}</label>
                <input
                    class="field__input"
                    type="text"
                    id="carto-view-name"
                    autocomplete="off"
                    dir="auto"
                    maxlength=MAX_TITLE.to_string()
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                />
            </div>
            <Button>{i18n.say(|w| w.carto.views.keep)}</Button>
        </form>
    }
}
