//! What is known of one thing on the map, and what can be said of it.

use super::desk::{Asking, Desk};
use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Line, Prose, Rows, at_most, focus_soon, row},
    document::{Conflict, name_of},
    i18n::I18n,
    state::Device,
};
use boucle_carto::{Source, Way};
use boucle_model::{Carto, Command, Duplicate, Field, MAX_TITLE, Node, Phase, RowId, Title};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use std::collections::BTreeSet;

#[component]
pub(super) fn Panel(desk: Desk) -> impl IntoView {
    // Built anew for another, and never under the hands of who writes in it.
    let id = Memo::new(move |_| desk.chosen.read().first().copied());
    move || id.get().map(|id| view! { <Of desk id /> })
}

#[component]
fn Of(desk: Desk, id: RowId) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let vertex = Memo::new(move |_| desk.graph.with(|graph| graph.vertex(id).cloned()));
    let node = Memo::new(move |_| desk.carto.with(|carto| carto.node(id).cloned()));
    let source = Memo::new(move |_| vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.source)));
    let is_drawn = Memo::new(move |_| source.get().is_none());
    let own = Signal::derive(move || desk.writable.get() && is_drawn.get());
    let name = Signal::derive(move || {
        vertex.with(|vertex| vertex.as_ref().map(|vertex| desk.name(vertex)).unwrap_or_default())
    });
    let title = move |pick: fn(&Node) -> &Title| {
        Signal::derive(move || node.with(|node| node.as_ref().map(|node| pick(node).text.clone()).unwrap_or_default()))
    };
    let rivals =
        Signal::derive(move || node.with(|node| node.as_ref().map(|node| node.label.all()).unwrap_or_default()));
    let keep = move |n: usize| {
        let chosen = rivals.with_untracked(|rivals| rivals.get(n).cloned());
        chosen.into_iter().for_each(|name| desk.draw(Node::name(id, &name)));
    };
    // Two who say something else at once leave a choice.
    let choice = move |part: &'static str, pick: fn(&Node) -> &Title, say: fn(RowId, &str) -> Command| {
        let all =
            Signal::derive(move || node.with(|node| node.as_ref().map(|node| pick(node).all()).unwrap_or_default()));
        let keep = move |n: usize| {
            all.with_untracked(|all| all.get(n).cloned()).into_iter().for_each(|said| desk.draw(say(id, &said)));
        };
        let heading = move || (i18n.words().plan.conflict)(all.read().len());
        view! { <Conflict id=format!("carto-{part}-choice") heading choices=all writable=own on_keep=keep /> }
    };
    let about = title(|node| &node.description);
    let address = title(|node| &node.address);
    let tags = Signal::derive(move || {
        vertex.with(|vertex| vertex.as_ref().map(|vertex| vertex.tags.join(", ")).unwrap_or_default())
    });
    let is_pinned =
        Memo::new(move |_| vertex.with(|vertex| vertex.as_ref().is_some_and(|vertex| vertex.pin.is_some())));
    let types = move || {
        let of = vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.of_type));
        let now = of.map(|of| of.to_string()).unwrap_or_default();
        let option = move |(one, name): (String, String)| {
            let is_so = one == now;
            view! { <option value=one selected=is_so prop:selected=is_so>{name}</option> }
        };
        desk.types_beside(of).into_iter().map(option).collect::<Vec<_>>()
    };
    let line = move |part: &'static str,
                     most: usize,
                     lines: bool,
                     text: Signal<String>,
                     writable: Signal<bool>,
                     say: fn(&Carto, RowId, &str) -> Command| {
        let words = move |words: &'static crate::i18n::Words| match part {
            "label" => &words.carto.label,
            "about" => &words.carto.about,
            "address" => &words.carto.address,
            _ => &words.carto.tags,
        };
        let on_say = move |said: String| {
            // A node keeps the name that it has.
            if part != "label" || !said.is_empty() {
                desk.draw(desk.carto.with_untracked(|carto| say(carto, id, &said)));
            }
        };
        view! {
            <div class="plan__line">
                <p class="plan__label" aria-hidden="true">{move || words(i18n.words()).label}</p>
                <Line
                    id=format!("carto-{part}")
                    text
                    label=leptos::text_prop::TextProp::from(move || words(i18n.words()).label)
                    placeholder=leptos::text_prop::TextProp::from(move || words(i18n.words()).placeholder)
                    check=at_most(i18n, most)
                    writable
                    on_say
                    lines
                />
            </div>
        }
    };
    let origin = move || {
        let words = &i18n.words().carto;
        let meetup = vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.meetup));
        let by = vertex.with(|vertex| vertex.as_ref().and_then(|vertex| vertex.by));
        let meetup = meetup.map(|meetup| desk.edition_name(meetup)).filter(|name| !name.is_empty());
        let by = by.map(|person| name_of(i18n, device, person));
        (words.origin)(meetup.as_deref(), by.as_deref())
    };
    let leads = move || {
        source.get().map(|source| {
            view! {
                <p>
                    <a class="button" href=href(desk.commons, source)>{i18n.say(|w| w.carto.open)}</a>
                </p>
                <p class="field__hint">{i18n.say(|w| w.carto.from_loop)}</p>
            }
        })
    };
    let web = move || {
        let address = address.get();
        is_web(&address).then(
            || view! { <p><a href=address.clone() rel="noopener noreferrer" target="_blank">{address.clone()}</a></p> },
        )
    };
    let steps = move |n: u8| {
        let is_so = move || desk.query.read().focus == Some((id, n));
        view! {
            <Button
                attr:aria-pressed=move || is_so().to_string()
                on_press=move |()| desk.look_with(|query| query.focus = (query.focus != Some((id, n))).then_some((id, n)))
            >
                {move || (i18n.words().carto.steps)(n)}
            </Button>
        }
    };
    let part = move |other: RowId| {
        if let Some(node) = desk.carto.with_untracked(|carto| carto.node(id).cloned()) {
            desk.draw(node.part(other));
            focus_soon("carto-panel-title".to_owned());
        }
    };
    let same = move |other: Duplicate| {
        let (other, text) = (other.id, other.label);
        row(other, move || {
            let text = text.clone();
            view! {
                <li>
                    <span dir="auto">{move || (i18n.words().ideas.also)(&text)}</span>
                    " "
                    <Button disabled=move || !desk.writable.get() on_press=move |()| part(other)>
                        {i18n.say(|w| w.ideas.part)}
                    </Button>
                </li>
            }
        })
    };
    let sames = Signal::derive(move || {
        let same_as = node.with(|node| node.as_ref().map(|node| node.same.clone()).unwrap_or_default());
        same_as.into_iter().map(same).collect::<Vec<_>>()
    });
    let all = move || BTreeSet::from([id]);
    view! {
        <section class="carto__panel card" aria-labelledby="carto-panel-title">
            <div class="carto__panel-head">
                <h2 class="card__title" id="carto-panel-title" tabindex="-1" dir="auto">{name}</h2>
                <Button
                    kind=ButtonKind::Icon
                    attr:aria-label=i18n.say(|w| w.carto.close)
                    on_press=move |()| {
                        desk.choose_nothing();
                        focus_soon("carto-whole".to_owned());
                    }
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </div>
            <p class="field__hint">{origin}</p>
            {leads}
            <Conflict
                id="carto-names"
                heading=move || (i18n.words().carto.names)(rivals.read().len())
                choices=rivals
                writable=own
                on_keep=keep
            />
            <div hidden=move || !is_drawn.get()>
                {line("label", MAX_TITLE, false, title(|node| &node.label), own, |_, id, said| Node::name(id, said))}
                <div class="field">
                    <label class="field__label" for="carto-type">{i18n.say(|w| w.carto.types.one)}</label>
                    <select
                        class="field__input"
                        id="carto-type"
                        disabled=move || !desk.writable.get()
                        on:change:target=move |event| {
                            if let Ok(of) = event.target().value().parse::<RowId>() {
                                desk.room.draw(Node::turn(&[id], of));
                            }
                        }
                    >
                        {types}
                    </select>
                </div>
                {choice("about", |node| &node.description, Node::describe)}
                {choice("address", |node| &node.address, Node::find_at)}
                {line("about", Node::most(Field::Summary), true, about, own, |_, id, said| Node::describe(id, said))}
                {move || (!about.read().is_empty()).then(|| view! { <div class="carto__about"><Prose markdown=about /></div> })}
                {line("address", Node::most(Field::Address), false, address, own, |_, id, said| Node::find_at(id, said))}
                {web}
            </div>
            {line("tags", Node::most(Field::Tags), false, tags, desk.writable, Carto::tag)}
            <label class="carto__check">
                <input
                    type="checkbox"
                    disabled=move || !desk.writable.get()
                    prop:checked=move || is_pinned.get()
                    on:change:target=move |event| desk.pin(&all(), event.target().checked())
                />
                {i18n.say(|w| w.carto.pinned)}
            </label>
            <h3 class="carto__part">{i18n.say(|w| w.carto.links)}</h3>
            <Links desk id />
            <div class="poll__acts" hidden=move || !desk.writable.get()>
                <Button on_press=move |()| desk.ask(Asking::Link(id))>{i18n.say(|w| w.carto.link.add)}</Button>
            </div>
            <h3 class="carto__part">{i18n.say(|w| w.carto.around)}</h3>
            <div class="poll__acts" role="group" aria-label=i18n.say(|w| w.carto.around)>
                {(1..=3).map(steps).collect::<Vec<_>>()}
            </div>
            <ul class="carto__same"><Rows rows=sames /></ul>
            <div class="poll__acts" hidden=move || !own.get()>
                <Button on_press=move |()| desk.ask(Asking::Merge(id))>{i18n.say(|w| w.carto.merge)}</Button>
                <Button on_press=move |()| {
                    desk.take_away(&all());
                    focus_soon("carto-whole".to_owned());
                }>{i18n.say(|w| w.carto.take_away)}</Button>
            </div>
        </section>
    }
}

/// What it is linked to: each can be reached, said otherwise, turned round and taken away.
#[component]
fn Links(desk: Desk, id: RowId) -> impl IntoView {
    let i18n = I18n::from_context();
    let edges = Memo::new(move |_| {
        desk.graph.with(|graph| {
            let Some(n) = graph.find(id) else { return Vec::new() };
            let of = |(edge, other): (&boucle_carto::Edge, usize)| (edge.id, graph.vertices[other].id);
            graph.around(n).map(of).collect::<Vec<_>>()
        })
    });
    let one = move |(edge_id, other): (RowId, RowId)| {
        row(format!("{edge_id} {other}"), move || {
            let edge = Memo::new(move |_| {
                desk.graph.with(|graph| {
                    let n = graph.find(id)?;
                    let found = graph.around(n).find(|(edge, _)| edge.id == edge_id).map(|(edge, _)| edge.clone());
                    found.map(|edge| (edge.from == n, edge.way))
                })
            });
            let link = move || desk.carto.with_untracked(|carto| carto.link(edge_id).cloned());
            let of_type =
                Memo::new(move |_| desk.carto.with(|carto| carto.link(edge_id).and_then(|link| link.of_type)));
            let types = move || {
                let now = of_type.get().map(|of| of.to_string()).unwrap_or_default();
                let option = move |(one, name): (String, String)| {
                    let is_so = one == now;
                    view! { <option value=one selected=is_so prop:selected=is_so>{name}</option> }
                };
                desk.link_types(of_type.get()).into_iter().map(option).collect::<Vec<_>>()
            };
            let has_types = Memo::new(move |_| desk.link_types(of_type.get()).len() > 1);
            let rivals = Signal::derive(move || {
                desk.carto.with(|carto| carto.link(edge_id).map(|link| link.text.all()).unwrap_or_default())
            });
            let keep = move |n: usize| {
                let said = rivals.with_untracked(|rivals| rivals.get(n).cloned());
                said.into_iter().for_each(|said| link().into_iter().for_each(|link| desk.draw(link.say(&said))));
            };
            let is_drawn = Memo::new(move |_| edge.with(|edge| matches!(edge, Some((_, Way::Drawn { .. })))));
            let is_directed =
                Memo::new(move |_| edge.with(|edge| edge.as_ref().is_some_and(|(_, way)| way.is_directed())));
            let says = Signal::derive(move || {
                edge.with(|edge| edge.as_ref().map(|(_, way)| desk.says(way)).unwrap_or_default())
            });
            let sign = move || {
                let goes_out = edge.with(|edge| edge.as_ref().is_some_and(|(out, _)| *out));
                match (is_directed.get(), goes_out) {
                    (false, _) => "↔",
                    (true, true) => "→",
                    (true, false) => "←",
                }
            };
            let own = Signal::derive(move || desk.writable.get() && is_drawn.get());
            let name = move || desk.name_of(other);
            view! {
                <li class="carto__link">
                    <div class="carto__link-head">
                        <span class="carto__sign" aria-hidden="true">{sign}</span>
                        <Button
                            kind=ButtonKind::Quiet
                            on_press=move |()| {
                                desk.choose(other);
                                focus_soon("carto-panel-title".to_owned());
                            }
                        >
                            <span dir="auto">{name}</span>
                        </Button>
                        <Button
                            kind=ButtonKind::Icon
                            attr:hidden=move || !own.get()
                            attr:aria-label=move || (i18n.words().carto.link.take_away)(&name())
                            on_press=move |()| {
                                link().into_iter().for_each(|link| desk.draw(link.take(true)));
                                focus_soon("carto-panel-title".to_owned());
                            }
                        >
                            <span aria-hidden="true">"×"</span>
                        </Button>
                    </div>
                    <Conflict
                        id=format!("carto-says-{edge_id}")
                        heading=move || (i18n.words().plan.conflict)(rivals.read().len())
                        choices=rivals
                        writable=own
                        on_keep=keep
                    />
                    <Line
                        id=format!("carto-says-{edge_id}")
                        text=says
                        label=leptos::text_prop::TextProp::from(move || (i18n.words().carto.link.words_of)(&name()))
                        placeholder=i18n.say(|w| w.carto.link.words.placeholder)
                        check=at_most(i18n, MAX_TITLE)
                        writable=own
                        on_say=move |said: String| link().into_iter().for_each(|link| desk.draw(link.say(&said)))
                    />
                    <select
                        class="field__input"
                        hidden=move || !(own.get() && has_types.get())
                        aria-label=move || (i18n.words().carto.link.type_of)(&name())
                        on:change:target=move |event| {
                            let of = event.target().value().parse().ok();
                            link().into_iter().for_each(|link| desk.draw(link.turn(of)));
                        }
                    >
                        {types}
                    </select>
                    <div class="carto__link-acts" hidden=move || !own.get()>
                        <label class="carto__check">
                            <input
                                type="checkbox"
                                prop:checked=move || is_directed.get()
                                on:change:target=move |event| {
                                    let one_way = event.target().checked();
                                    link().into_iter().for_each(|link| desk.draw(link.direct(one_way)));
                                }
                            />
                            {i18n.say(|w| w.carto.link.directed)}
                        </label>
                        <Button
                            kind=ButtonKind::Quiet
                            attr:hidden=move || !is_directed.get()
                            on_press=move |()| link().into_iter().for_each(|link| desk.draw(link.turn_round()))
                        >
                            {i18n.say(|w| w.carto.link.turn)}
                        </Button>
                    </div>
                </li>
            }
        })
    };
    let none = move || edges.read().is_empty();
    view! {
        <p class="field__hint" hidden=move || !none()>{i18n.say(|w| w.carto.no_links)}</p>
        <ul class="carto__links">
            <Rows rows=Signal::derive(move || edges.get().into_iter().map(one).collect()) />
        </ul>
    }
}

/// Where something of the loop is.
pub(super) fn href(commons: DocumentId, source: Source) -> String {
    let of = |meetup: boucle_model::MeetupId, page: MeetupPage| {
        MeetupAddress { commons: Some(commons), meetup: DocumentId::from_bytes(*meetup.as_bytes()), page }.to_string()
    };
    match source {
        Source::Edition(meetup) => of(meetup, MeetupPage::default()),
        Source::Theme(meetup) | Source::Question(meetup) => of(meetup, MeetupPage::Phase(Phase::CoConstruction)),
        Source::Speaker(_, meetup) => of(meetup, MeetupPage::Speakers),
        Source::Problem(meetup, card) | Source::Improvement(meetup, card) => {
            format!("{}#card-{card}", of(meetup, MeetupPage::Phase(Phase::Bilan)))
        }
    }
}

/// The address of the map of a commons.
pub(super) fn map_href(commons: DocumentId) -> String {
    Address::Commons(commons, CommonsPage::Carto).to_string()
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
