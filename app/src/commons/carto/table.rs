//! The map as a table: a page at a time, in the order that one chooses.

use super::{acts::Acts, desk::Desk, panel::href};
use crate::{
    components::{Line, Pager, Rows, at_most, row},
    i18n::I18n,
};
use boucle_carto::{Vertex, fold};
use boucle_model::{Field, MAX_TITLE, Node, RowId};
use leptos::prelude::*;

/// How many are shown at once.
const PAGE: usize = 40;

/// By what the rows are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Name,
    Type,
    Links,
    Meetup,
}

impl By {
    const ALL: [Self; 4] = [Self::Name, Self::Type, Self::Links, Self::Meetup];
}

#[component]
pub(super) fn Table(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let by = RwSignal::new((By::Name, false));
    let from = RwSignal::new(0);
    let order = Memo::new(move |_| {
        let (graph, shown) = (desk.graph.get(), desk.shown.get());
        let mut all: Vec<usize> = (0..graph.vertices.len()).filter(|n| shown.get(*n) == Some(&true)).collect();
        let (by, is_turned) = by.get();
        let key = |n: &usize| {
            let vertex = &graph.vertices[*n];
            let first = match by {
                By::Name => String::new(),
                By::Type => fold(&desk.type_name(vertex.of_type)),
                // Those with most first.
                By::Links => format!("{:08}", usize::MAX / 2 - graph.degree(*n)),
                By::Meetup => {
                    let editions = desk.editions.read();
                    let place = vertex.meetup.and_then(|one| editions.iter().position(|edition| edition.id == one));
                    format!("{:08}", place.map_or(0, |n| n + 1))
                }
            };
            (first, fold(&desk.name(vertex)))
        };
        all.sort_by_cached_key(key);
        if is_turned {
            all.reverse();
        }
        all.into_iter().map(|n| graph.vertices[n].id).collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| order.read().len());
    let first = Memo::new(move |_| from.get().min(count.get().saturating_sub(1) / PAGE * PAGE));
    let head = move |one: By| {
        let sorted = move || match by.get() {
            (now, is_turned) if now == one => {
                if is_turned {
                    "descending"
                } else {
                    "ascending"
                }
            }
            _ => "none",
        };
        view! {
            <th scope="col" aria-sort=sorted>
                <button
                    class="carto__sort"
                    type="button"
                    on:click=move |_| by.update(|(now, is_turned)| {
                        *is_turned = *now == one && !*is_turned;
                        *now = one;
                    })
                >
                    {move || i18n.words().carto.columns[one as usize]}
                </button>
            </th>
        }
    };
    let shown = Signal::derive(move || {
        let page: Vec<_> = order.with(|order| order.iter().skip(first.get()).take(PAGE).copied().collect());
        page.into_iter().map(|id| row(id, move || view! { <Of desk id /> })).collect()
    });
    view! {
        <div class="carto__scroll" tabindex="0" role="group" aria-label=i18n.say(|w| w.carto.ways[super::TABLE])>
            <table class="carto__table">
                <caption class="visually-hidden">{i18n.say(|w| w.carto.table_what)}</caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="visually-hidden">{i18n.say(|w| w.carto.choose)}</span>
                        </th>
                        {By::ALL.map(head).into_iter().collect::<Vec<_>>()}
                        <th scope="col">{i18n.say(|w| w.carto.tags.label)}</th>
                        <th scope="col">{i18n.say(|w| w.carto.acts)}</th>
                    </tr>
                </thead>
                <tbody><Rows rows=shown /></tbody>
            </table>
        </div>
        <Pager
            first
            count
            page=PAGE
            shown=move || (i18n.words().carto.page)(first.get() + 1, (first.get() + PAGE).min(count.get()), count.get())
            on_turn=move |n| from.set(n)
        />
    }
}

#[component]
fn Of(desk: Desk, id: RowId) -> impl IntoView {
    let i18n = I18n::from_context();
    let vertex = Memo::new(move |_| desk.graph.with(|graph| graph.vertex(id).cloned()));
    let links = Memo::new(move |_| desk.graph.with(|graph| graph.find(id).map_or(0, |n| graph.degree(n))));
    let read = move |pick: fn(&Vertex) -> String| {
        Signal::derive(move || vertex.with(|vertex| vertex.as_ref().map(pick).unwrap_or_default()))
    };
    let name = move || vertex.with(|vertex| vertex.as_ref().map(|vertex| desk.name(vertex)).unwrap_or_default());
    let source = Memo::new(move |_| vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.source)));
    let own = Signal::derive(move || desk.writable.get() && source.get().is_none());
    let is_chosen = Memo::new(move |_| desk.chosen.read().contains(&id));
    let of = Memo::new(move |_| vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.of_type)));
    let type_of = move || {
        let option = move |(one, name): (String, String)| {
            let is_so = one == of.get().map(|of| of.to_string()).unwrap_or_default();
            view! { <option value=one selected=is_so prop:selected=is_so>{name}</option> }
        };
        if own.get() {
            view! {
                <select
                    class="field__input carto__cell-type"
                    aria-label=move || (i18n.words().carto.type_of)(&name())
                    on:change:target=move |event| {
                        if let Ok(one) = event.target().value().parse::<RowId>() {
                            desk.room.draw(Node::turn(&[id], one));
                        }
                    }
                >
                    {move || desk.types_beside(of.get()).into_iter().map(option).collect::<Vec<_>>()}
                </select>
            }
            .into_any()
        } else {
            (move || desk.type_name(of.get())).into_any()
        }
    };
    let called = move || match source.get() {
        Some(source) => {
            let at = href(desk.commons, source);
            view! { <a href=at dir="auto">{name}</a> }.into_any()
        }
        None => {
            let on_say = move |said: String| {
                if !said.is_empty() {
                    desk.room.draw(Node::name(id, &said));
                }
            };
            view! {
                <Line
                    id=format!("carto-row-{id}")
                    text=read(|vertex| vertex.label.clone())
                    label=i18n.say(|w| w.carto.label.label)
                    placeholder=i18n.say(|w| w.carto.unnamed)
                    check=at_most(i18n, MAX_TITLE)
                    writable=desk.writable
                    on_say
                />
            }
            .into_any()
        }
    };
    view! {
        <tr data-chosen=move || is_chosen.get().then_some("")>
            <td>
                <input
                    class="carto__choose"
                    type="checkbox"
                    aria-label=move || (i18n.words().carto.choose_one)(&name())
                    prop:checked=is_chosen
                    on:change=move |_| desk.choose_also(id)
                />
            </td>
            <th scope="row">{called}</th>
            <td>{type_of}</td>
            <td>{move || links.get()}</td>
            <td dir="auto">{move || vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.meetup)).map(|one| desk.edition_name(one))}</td>
            <td dir="auto">
                <Line
                    id=format!("carto-tags-{id}")
                    text=read(|vertex| vertex.tags.join(", "))
                    label=leptos::text_prop::TextProp::from(move || (i18n.words().carto.tags_of)(&name()))
                    placeholder=i18n.say(|w| w.carto.add)
                    check=at_most(i18n, Node::most(Field::Tags))
                    writable=desk.writable
                    on_say=move |said: String| desk.draw(desk.carto.with_untracked(|carto| carto.tag(id, &said)))
                />
            </td>
            <td>
                <Acts desk id />
            </td>
        </tr>
    }
}
