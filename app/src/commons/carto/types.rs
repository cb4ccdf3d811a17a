//! The types of nodes: what each is called, its colour, its shape and its sign; those that a community adds, and those that are given.

use super::desk::{Asking, Desk, fresh, named};
use crate::{
    components::{Button, Dialog, Line, Rows, at_most, focus_soon, row},
    head::one_line,
    i18n::I18n,
};
use boucle_carto::{Way, svg::outline};
use boucle_model::{COLOURS, Of, RowId, Shape, Type};
use leptos::{ev, prelude::*};

/// The name of a type, in characters.
const MAX_NAME: usize = 60;

#[component]
pub(super) fn Types(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let open = Signal::derive(move || desk.asking.get() == Some(Asking::Types));
    let all = move |of: Of| {
        Memo::new(move |_| {
            desk.carto.with(|carto| carto.types.iter().filter(|one| one.of == of).map(|one| one.id).collect::<Vec<_>>())
        })
    };
    let (types, of_links) = (all(Of::Nodes), all(Of::Links));
    let of = RwSignal::new(Of::Nodes);
    let name = RwSignal::new(String::new());
    let add = move || {
        let called = name.with_untracked(|name| one_line(name));
        if called.is_empty() || called.chars().count() > MAX_NAME {
            return;
        }
        // The next colour and shape, so that it is told from the others at once.
        let of = of.get_untracked();
        let many = if of == Of::Nodes { types } else { of_links }.read_untracked().len();
        let colours = usize::try_from(*COLOURS.end()).unwrap_or_default() + 1;
        let colour = u8::try_from(many % colours).unwrap_or_default();
        let shape = Shape::ALL[many % Shape::ALL.len()];
        if desk.room.draw(Type::add(fresh(), of, &called, colour, shape, "")) {
            name.set(String::new());
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            add();
        }
    };
    let one = move |id: RowId| row(id, move || view! { <One desk id /> });
    view! {
        <Dialog
            id="carto-types-dialog"
            open
            title=i18n.say(|w| w.carto.types.title)
            on_close=move |_answer: String| desk.asking.set(None)
        >
            <p>{i18n.say(|w| w.carto.types.what)}</p>
            <ul class="carto__types">
                <Rows rows=Signal::derive(move || types.get().into_iter().map(one).collect()) />
            </ul>
            <h3 class="carto__part" hidden=move || of_links.read().is_empty()>{i18n.say(|w| w.carto.types.of_links)}</h3>
            <ul class="carto__types">
                <Rows rows=Signal::derive(move || of_links.get().into_iter().map(one).collect()) />
            </ul>
            <div class="field">
                <label class="field__label" for="carto-type-of">{i18n.say(|w| w.carto.types.of)}</label>
                <select
                    class="field__input"
                    id="carto-type-of"
                    on:change:target=move |event| {
                        of.set(if event.target().value() == "links" { Of::Links } else { Of::Nodes });
                    }
                >
                    <option value="nodes">{move || i18n.words().carto.types.ofs[0]}</option>
                    <option value="links">{move || i18n.words().carto.types.ofs[1]}</option>
                </select>
            </div>
            <div class="carto__tagging">
                <div class="field">
                    <label class="field__label" for="carto-type-name">{i18n.say(|w| w.carto.types.new)}</label>
                    <input
                        class="field__input"
                        type="text"
                        id="carto-type-name"
                        autocomplete="off"
                        dir="auto"
                        maxlength=MAX_NAME.to_string()
                        prop:value=name
                        on:input:target=move |event| name.set(event.target().value())
                        on:keydown=keys
                    />
                </div>
                <Button on_press=move |()| add()>{i18n.say(|w| w.carto.types.add)}</Button>
            </div>
            <div class="dialog__actions">
                <Button attr:value="">{i18n.say(|w| w.carto.types.done)}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn One(desk: Desk, id: RowId) -> impl IntoView {
    let i18n = I18n::from_context();
    let one = Memo::new(move |_| desk.carto.with(|carto| carto.type_of(id).cloned()));
    let name = Signal::derive(move || {
        one.with(|one| one.as_ref().map(|one| named(&i18n.words().carto, one)).unwrap_or_default())
    });
    let look =
        move || one.with(|one| one.as_ref().map(|one| (one.colour, one.shape, one.icon.clone())).unwrap_or_default());
    let used = Memo::new(move |_| {
        desk.graph.with(|graph| {
            let is_of = |way: &Way| matches!(way, Way::Drawn { of_type, .. } if *of_type == Some(id));
            let nodes = graph.vertices.iter().filter(|vertex| vertex.of_type == Some(id)).count();
            nodes + graph.edges.iter().filter(|edge| is_of(&edge.way)).count()
        })
    });
    let is_of_links = Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|one| one.of == Of::Links)));
    let is_given = Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|one| one.given.is_some())));
    let is_gone = Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|one| one.is_gone)));
    let own = Signal::derive(move || desk.writable.get() && !is_gone.get());
    let colour = move |n: u8| {
        view! {
            <option value=n.to_string() selected=move || look().0 == n prop:selected=move || look().0 == n>
                {move || i18n.words().carto.types.colours[usize::from(n)]}
            </option>
        }
    };
    let shape = move |shape: Shape| {
        view! {
            <option value=shape.name() selected=move || look().1 == shape prop:selected=move || look().1 == shape>
                {move || i18n.words().carto.types.shapes[shape as usize]}
            </option>
        }
    };
    let change = move |change: &dyn Fn(&mut Type)| {
        let Some(now) = one.get_untracked() else { return };
        let mut other = now.clone();
        change(&mut other);
        desk.room.draw(now.look(other.colour, other.shape, &other.icon));
    };
    // Either button hides as it is pressed: the keyboard goes to the one that takes it back.
    let take = move |away: bool| {
        desk.draw(Type::take(id, away));
        focus_soon(format!("carto-type-{id}-{}", if away { "back" } else { "take" }));
    };
    let colours = 0..=u8::try_from(*COLOURS.end()).unwrap_or_default();
    view! {
        <li class="carto__type">
            <svg class="carto__sample" viewBox="-14 -14 28 28" aria-hidden="true" data-colour=move || look().0.to_string()>
                <path class="carto__shape" d=move || outline(look().1)></path>
                <text class="carto__icon" y="4">{move || look().2}</text>
            </svg>
            <Line
                id=format!("carto-type-{id}")
                text=name
                label=i18n.say(|w| w.carto.types.name)
                placeholder=i18n.say(|w| w.carto.types.name)
                check=at_most(i18n, MAX_NAME)
                writable=own
                on_say=move |said: String| desk.draw(Type::name(id, &said))
            />
            <span class="field__hint">{move || (i18n.words().carto.types.used)(used.get(), is_of_links.get(), is_gone.get())}</span>
            <div class="carto__look" hidden=move || !own.get()>
                <select
                    class="field__input"
                    aria-label=move || (i18n.words().carto.types.colour_of)(&name.read())
                    on:change:target=move |event| {
                        if let Ok(n) = event.target().value().parse() {
                            change(&|one| one.colour = n);
                        }
                    }
                >
                    {colours.map(colour).collect::<Vec<_>>()}
                </select>
                <select
                    class="field__input"
                    hidden=move || is_of_links.get()
                    aria-label=move || (i18n.words().carto.types.shape_of)(&name.read())
                    on:change:target=move |event| {
                        if let Some(shape) = Shape::of(&event.target().value()) {
                            change(&|one| one.shape = shape);
                        }
                    }
                >
                    {Shape::ALL.map(shape).into_iter().collect::<Vec<_>>()}
                </select>
                <input
                    class="field__input"
                    type="text"
                    maxlength="2"
                    size="2"
                    hidden=move || is_of_links.get()
                    autocomplete="off"
                    aria-label=move || (i18n.words().carto.types.icon_of)(&name.read())
                    prop:value=move || look().2
                    on:change:target=move |event| {
                        let sign = one_line(&event.target().value());
                        change(&|one| one.icon.clone_from(&sign));
                    }
                />
                <Button
                    attr:id=format!("carto-type-{id}-take")
                    attr:hidden=move || is_given.get()
                    attr:aria-label=move || (i18n.words().carto.types.take_away)(&name.read())
                    on_press=move |()| take(true)
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </div>
            <Button
                attr:id=format!("carto-type-{id}-back")
                attr:hidden=move || !(is_gone.get() && desk.writable.get())
                attr:aria-label=move || (i18n.words().carto.types.bring_back_of)(&name.read())
                on_press=move |()| take(false)
            >
                {i18n.say(|w| w.carto.types.bring_back)}
            </Button>
        </li>
    }
}
