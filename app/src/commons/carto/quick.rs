//! One field for adding, linking and joining: what is there already is found first (ARIA: combobox with a list).

use super::desk::{Asking, Desk};
use crate::{
    components::{Button, ButtonKind, Dialog, focus_soon},
    head::one_line,
    i18n::I18n,
};
use boucle_carto::query::meant;
use boucle_model::{MAX_TITLE, Node, RowId};
use leptos::{ev, prelude::*};

/// How many that are there already are offered.
const OFFERED: usize = 7;

/// What is offered: by what it is, as its place may change while others draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    There(RowId),
    New,
}

impl Offer {
    fn dom_id(self) -> String {
        match self {
            Self::There(id) => format!("carto-option-{id}"),
            Self::New => "carto-option-new".to_owned(),
        }
    }
}

#[component]
pub(super) fn QuickAdd(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let asking = Memo::new(move |_| desk.asking.get().filter(|asking| *asking != Asking::Types));
    let typed = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let is_directed = RwSignal::new(true);
    let of_type = RwSignal::new(None::<RowId>);
    let at = RwSignal::new(None::<Offer>);
    Effect::new(move |before: Option<Option<Asking>>| {
        let now = asking.get();
        if now.is_some() && before != Some(now) {
            typed.set(String::new());
            words.set(String::new());
            at.set(None);
            focus_soon("carto-quick".to_owned());
        }
        now
    });
    let from = Memo::new(move |_| match asking.get() {
        Some(Asking::Link(id) | Asking::Merge(id)) => Some(id),
        _ => None,
    });
    let is_link = Memo::new(move |_| matches!(asking.get(), Some(Asking::Link(_))));
    let is_merge = Memo::new(move |_| matches!(asking.get(), Some(Asking::Merge(_))));
    let found = Memo::new(move |_| {
        desk.graph.with(|graph| {
            let may_be = |n: &usize| {
                let vertex = &graph.vertices[*n];
                Some(vertex.id) != from.get() && !(is_merge.get() && vertex.source.is_some())
            };
            let found = meant(graph, &typed.read(), 4 * OFFERED).into_iter().filter(may_be).take(OFFERED);
            found.map(|n| graph.vertices[n].id).collect::<Vec<_>>()
        })
    });
    let name = Memo::new(move |_| typed.with(|typed| one_line(typed)));
    let too_long = Memo::new(move |_| {
        let length = name.read().chars().count();
        (length > MAX_TITLE).then(|| (i18n.words().plan.too_long)(length, MAX_TITLE))
    });
    // Behind those that are there stands what would be new.
    let is_new = Memo::new(move |_| {
        !name.read().is_empty() && !is_merge.get() && desk.writable.get() && too_long.read().is_none()
    });
    let offers = Memo::new(move |_| {
        let there = found.get().into_iter().map(Offer::There);
        there.chain(is_new.get().then_some(Offer::New)).collect::<Vec<_>>()
    });
    // What the arrows chose, as long as it is offered.
    let chosen = Memo::new(move |_| at.get().filter(|offer| offers.read().contains(offer)));
    let close = move || desk.asking.set(None);
    let take = move |offer: Offer| {
        let Some(asked) = asking.get_untracked() else { return };
        let there = match offer {
            Offer::There(id) => Some(id),
            Offer::New => None,
        };
        let label = name.get_untracked();
        let link = words.with_untracked(|words| one_line(words));
        let directed = is_directed.get_untracked();
        let new_type = of_type.get_untracked().unwrap_or_else(|| desk.usual_type());
        let reached = match (asked, there) {
            (Asking::Add | Asking::AddAt(_), Some(id)) => Some(id),
            (Asking::Link(from), Some(to)) => desk.link(from, to, &link, directed).then_some(from),
            (Asking::Merge(id), Some(other)) => desk.room.draw(Node::merge(id, other)).then_some(other),
            (_, None) if !is_new.get_untracked() => None,
            (Asking::Add, None) => desk.add(&label, new_type, None),
            (Asking::AddAt(pin), None) => desk.add(&label, new_type, Some(pin)),
            (Asking::Link(from), None) => desk.add_linked(&label, new_type, from, &link, directed).map(|_| from),
            (Asking::Merge(_) | Asking::Types, _) => None,
        };
        if let Some(id) = reached {
            close();
            desk.choose(id);
            focus_soon("carto-window".to_owned());
        }
    };
    // Without a choice: what is called just so, or else what would be new, or what alone is meant.
    let usual = move || {
        let named = boucle_carto::fold(&name.read_untracked());
        let exact = || {
            let found = found.read_untracked();
            found.iter().copied().find(|id| boucle_carto::fold(&desk.name_of(*id)) == named).map(Offer::There)
        };
        let alone = || match offers.read_untracked()[..] {
            [alone] => Some(alone),
            _ => None,
        };
        let new = || is_new.get_untracked().then_some(Offer::New);
        chosen.get_untracked().or_else(exact).or_else(new).or_else(alone)
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let all = offers.get_untracked();
        let here = chosen.get_untracked().and_then(|offer| all.iter().position(|one| *one == offer));
        let go = |n: usize| at.set(all.get(n).copied());
        match event.key().as_str() {
            "ArrowDown" if !all.is_empty() => go(here.map_or(0, |n| (n + 1) % all.len())),
            "ArrowUp" if !all.is_empty() => go(here.map_or(all.len() - 1, |n| (n + all.len() - 1) % all.len())),
            "Enter" => untrack(usual).into_iter().for_each(take),
            _ => return,
        }
        event.prevent_default();
    };
    // In the other fields Enter does the same, and never what closes the question.
    let enter = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            untrack(usual).into_iter().for_each(take);
        }
    };
    let option = move |offer: Offer, text: String, hint: String| {
        view! {
            <li
                class="carto__option"
                role="option"
                id=offer.dom_id()
                aria-selected=move || (chosen.get() == Some(offer)).to_string()
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| take(offer)
            >
                <span dir="auto">{text}</span>
                " "
                <span class="field__hint">{hint}</span>
            </li>
        }
    };
    let options = move || {
        let say = &i18n.words().carto.quick;
        let drawn = move |offer: Offer| match offer {
            Offer::There(id) => {
                let of = desk.graph.with(|graph| graph.vertex(id).and_then(|vertex| vertex.of_type));
                option(offer, desk.name_of(id), format!("{} · {}", desk.type_name(of), say.there))
            }
            Offer::New => option(offer, (say.new)(&name.read()), String::new()),
        };
        offers.get().into_iter().map(drawn).collect::<Vec<_>>()
    };
    let types = move || {
        let chosen = of_type.get().unwrap_or_else(|| desk.usual_type());
        let option = move |(id, name): (RowId, String)| {
            view! { <option value=id.to_string() selected=id == chosen prop:selected=id == chosen>{name}</option> }
        };
        desk.node_types().into_iter().map(option).collect::<Vec<_>>()
    };
    let title = move || {
        let say = &i18n.words().carto.quick;
        match asking.get() {
            Some(Asking::Link(id)) => (say.link)(&desk.name_of(id)),
            Some(Asking::Merge(id)) => (say.merge)(&desk.name_of(id)),
            _ => say.add.to_owned(),
        }
    };
    let brought = move || {
        let meetup = desk.meetup.get().filter(|_| !is_merge.get());
        meetup.map(|meetup| (i18n.words().carto.quick.brought)(&desk.edition_name(meetup)))
    };
    view! {
        <Dialog
            id="carto-quick-dialog"
            open=Signal::derive(move || asking.get().is_some())
            title
            on_close=move |_answer: String| close()
        >
            <div class="field">
                <label class="field__label" for="carto-quick">{i18n.say(|w| w.carto.quick.label)}</label>
                <input
                    class="field__input"
                    type="text"
                    id="carto-quick"
                    dir="auto"
                    autocomplete="off"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-controls="carto-options"
                    aria-expanded=move || (!offers.read().is_empty()).to_string()
                    aria-activedescendant=move || chosen.get().map(Offer::dom_id)
                    aria-describedby="carto-quick-hint carto-quick-error"
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        at.set(None);
                    }
                    on:keydown=keys
                />
                <p class="field__hint" id="carto-quick-hint">
                    {move || {
                        let say = &i18n.words().carto.quick;
                        if is_merge.get() { say.merge_hint } else { say.hint }
                    }}
                    " "
                    {brought}
                </p>
                <p class="field__error" id="carto-quick-error" role="alert" hidden=move || too_long.read().is_none()>
                    {move || too_long.get()}
                </p>
                <ul
                    class="carto__options"
                    role="listbox"
                    id="carto-options"
                    aria-label=i18n.say(|w| w.carto.quick.options)
                    hidden=move || offers.read().is_empty()
                >
                    {options}
                </ul>
            </div>
            <div class="carto__link-words" hidden=move || !is_link.get()>
                <div class="field">
                    <label class="field__label" for="carto-link-words">{i18n.say(|w| w.carto.link.words.label)}</label>
                    <input
                        class="field__input"
                        type="text"
                        id="carto-link-words"
                        dir="auto"
                        autocomplete="off"
                        maxlength=MAX_TITLE.to_string()
                        placeholder=i18n.say(|w| w.carto.link.words.placeholder)
                        prop:value=words
                        on:input:target=move |event| words.set(event.target().value())
                        on:keydown=enter
                    />
                </div>
                <label class="carto__check">
                    <input
                        type="checkbox"
                        prop:checked=is_directed
                        on:keydown=enter
                        on:change:target=move |event| is_directed.set(event.target().checked())
                    />
                    {i18n.say(|w| w.carto.link.directed)}
                </label>
            </div>
            <div class="field" hidden=move || is_merge.get()>
                <label class="field__label" for="carto-new-type">{i18n.say(|w| w.carto.quick.of_type)}</label>
                <select
                    class="field__input"
                    id="carto-new-type"
                    on:change:target=move |event| of_type.set(event.target().value().parse().ok())
                >
                    {types}
                </select>
            </div>
            <div class="dialog__actions">
                <Button
                    kind=ButtonKind::Strong
                    disabled=move || offers.read().is_empty()
                    on_press=move |()| untrack(usual).into_iter().for_each(take)
                >
                    {move || {
                        let say = &i18n.words().carto.quick;
                        if is_link.get() { say.link_yes } else if is_merge.get() { say.merge_yes } else { say.add_yes }
                    }}
                </Button>
                <Button kind=ButtonKind::Quiet attr:value="">{i18n.say(|w| w.map.cancel)}</Button>
            </div>
        </Dialog>
    }
}
