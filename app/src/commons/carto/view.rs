//! The map itself: a window that is moved over it, by hand, by wheel, by two fingers and by keys.

use super::{
    desk::{Asking, Desk},
    keys::{STEP, is_own, pressed},
    minimap::Minimap,
    paint::{Painter, Scene, hit, within},
    rename::{Rename, rename},
};
use crate::{i18n::I18n, state::Device};
use boucle_carto::{
    Camera, Position, Window,
    svg::{self, Scene as Whole},
};
use boucle_model::{Pin, RowId};
use leptos::{ev, html, prelude::*};
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, PointerEvent, ResizeObserver};

/// A press that moves by fewer pixels than this is no dragging.
const STEADY: f64 = 5.0;
/// After so long without moving, names are placed anew.
const STILL: Duration = Duration::from_millis(120);

/// What dragging does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tool {
    /// Moves the window, or what is dragged.
    #[default]
    Move,
    /// Draws a way from one to another.
    Link,
    /// Chooses all in a rectangle.
    Frame,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Move, Self::Link, Self::Frame];
}

/// What is being done by hand.
#[derive(Debug, Clone, Default)]
enum Gesture {
    #[default]
    None,
    /// The window moves.
    Pan {
        last: Position,
        begin: Position,
    },
    /// Something was pressed, and may be dragged yet.
    Press {
        id: RowId,
        begin: Position,
    },
    Drag {
        ids: BTreeSet<RowId>,
        begin: Position,
        now: Position,
    },
    Draw {
        from: RowId,
        now: Position,
    },
    Frame {
        begin: Position,
        now: Position,
    },
    /// Two fingers: where they were.
    Pinch {
        one: Position,
        other: Position,
    },
}

#[component]
pub(super) fn MapView(desk: Desk, way: RwSignal<usize>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let painter = StoredValue::new_local(None::<Rc<Painter>>);
    let ready = RwSignal::new(false);
    let gesture = RwSignal::new(Gesture::default());
    let pointers = StoredValue::new(HashMap::<i32, Position>::new());
    let tool = RwSignal::new(Tool::default());
    let renaming = RwSignal::new(None::<RowId>);
    let still = RwSignal::new(true);
    let window_ref = NodeRef::<html::Div>::new();
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let scene = move || {
        let gesture = gesture.get();
        let scale = desk.camera.get().scale;
        let in_map = |from: Position, to: Position| Position { x: (to.x - from.x) / scale, y: (to.y - from.y) / scale };
        Scene {
            placed: desk.placed.get(),
            shown: desk.shown.get(),
            chosen: desk.chosen.get(),
            current: desk.current.get(),
            camera: desk.camera.get(),
            window: desk.window.get(),
            dragged: match &gesture {
                Gesture::Drag { ids, begin, now } => Some((ids.clone(), in_map(*begin, *now))),
                _ => None,
            },
            drawing: match &gesture {
                Gesture::Draw { from, now } => Some((*from, *now)),
                _ => None,
            },
            frame: match &gesture {
                Gesture::Frame { begin, now } => Some((*begin, *now)),
                _ => None,
            },
            is_still: still.get(),
        }
    };
    mount(desk, window_ref, canvas_ref, painter, ready);
    paint_as_it_changes(desk, painter, ready, scene);
    stay_until_still(desk, still);
    let move_camera = move |camera: Camera| {
        desk.was_moved.set(true);
        desk.camera.set(camera);
    };
    let zoom = move |times: f64| {
        let window = desk.window.get_untracked();
        let middle = Position { x: window.width / 2.0, y: window.height / 2.0 };
        move_camera(desk.camera.get_untracked().zoomed(times, middle, window));
    };
    let at = move |event: &PointerEvent| spot(window_ref, event.client_x(), event.client_y());
    let down = move |event: PointerEvent| {
        if event.button() != 0 || is_in_field(&event) {
            return;
        }
        let Some(here) = at(&event) else { return };
        desk.was_moved.set(true);
        let _captured = window_ref.get_untracked().map(|window| window.set_pointer_capture(event.pointer_id()));
        pointers.update_value(|all| {
            // The first of its kind: whatever was down before has left without a word.
            if event.is_primary() {
                all.clear();
            }
            all.insert(event.pointer_id(), here);
        });
        let fingers: Vec<_> = pointers.with_value(|all| all.values().copied().collect());
        if let [one, other] = fingers[..] {
            gesture.set(Gesture::Pinch { one, other });
            return;
        }
        let found = untrack(|| hit(&scene(), here));
        let writable = desk.writable.get_untracked();
        let tool = if event.shift_key() {
            Tool::Frame
        } else if event.alt_key() {
            Tool::Link
        } else {
            tool.get_untracked()
        };
        gesture.set(match (tool, found) {
            (Tool::Frame, _) => Gesture::Frame { begin: here, now: here },
            (Tool::Link, Some(from)) if writable => Gesture::Draw { from, now: here },
            (_, Some(id)) => Gesture::Press { id, begin: here },
            (_, None) => Gesture::Pan { last: here, begin: here },
        });
    };
    let moved = move |event: PointerEvent| {
        let Some(here) = at(&event) else { return };
        let is_down = pointers.try_update_value(|all| all.get_mut(&event.pointer_id()).map(|at| *at = here)).flatten();
        if is_down.is_none() {
            return;
        }
        let next = match gesture.get_untracked() {
            Gesture::Pan { last, begin } => {
                move_camera(desk.camera.get_untracked().moved(here.x - last.x, here.y - last.y));
                Gesture::Pan { last: here, begin }
            }
            Gesture::Press { id, begin } if here.distance(begin) > STEADY => {
                // A place is a place among forces.
                if desk.writable.get_untracked() && untrack(|| desk.is_by_forces()) {
                    let chosen = desk.chosen.get_untracked();
                    let ids = if chosen.contains(&id) { chosen } else { BTreeSet::from([id]) };
                    Gesture::Drag { ids, begin, now: here }
                } else {
                    Gesture::Pan { last: here, begin }
                }
            }
            Gesture::Drag { ids, begin, .. } => Gesture::Drag { ids, begin, now: here },
            Gesture::Draw { from, .. } => Gesture::Draw { from, now: here },
            Gesture::Frame { begin, .. } => Gesture::Frame { begin, now: here },
            Gesture::Pinch { one, other } => {
                let fingers: Vec<_> = pointers.with_value(|all| all.values().copied().collect());
                let [a, b] = fingers[..] else { return };
                let middle = |a: Position, b: Position| Position { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 };
                let (was, is) = (middle(one, other), middle(a, b));
                let camera = desk.camera.get_untracked().moved(is.x - was.x, is.y - was.y);
                let times = a.distance(b) / one.distance(other).max(1.0);
                move_camera(camera.zoomed(times, is, desk.window.get_untracked()));
                Gesture::Pinch { one: a, other: b }
            }
            same => same,
        };
        gesture.set(next);
    };
    let up = move |event: PointerEvent| {
        pointers.update_value(|all| {
            all.remove(&event.pointer_id());
        });
        let Some(here) = at(&event) else { return };
        let done = gesture.get_untracked();
        gesture.set(Gesture::None);
        let also = event.shift_key() || event.ctrl_key() || event.meta_key();
        match done {
            Gesture::Press { id, .. } if also => desk.choose_also(id),
            Gesture::Press { id, .. } => desk.choose(id),
            Gesture::Pan { begin, .. } if here.distance(begin) <= STEADY && !also => desk.choose_nothing(),
            Gesture::Drag { ids, begin, now } => {
                let scale = desk.camera.get_untracked().scale;
                desk.pin_moved(&ids, Position { x: (now.x - begin.x) / scale, y: (now.y - begin.y) / scale });
            }
            Gesture::Draw { from, .. } => match untrack(|| hit(&scene(), here)) {
                Some(to) if to != from => {
                    desk.link(from, to, "", true);
                    desk.choose(from);
                }
                Some(_) => desk.choose(from),
                None => desk.ask(Asking::Link(from)),
            },
            Gesture::Frame { begin, now } if begin.distance(now) <= STEADY => {
                untrack(|| hit(&scene(), here)).into_iter().for_each(|id| desk.choose_also(id));
            }
            Gesture::Frame { begin, now } => {
                let found = untrack(|| within(&scene(), begin, now));
                desk.chosen.update(|chosen| chosen.extend(found));
            }
            Gesture::None | Gesture::Pan { .. } | Gesture::Pinch { .. } => {}
        }
    };
    let cancel = move |event: PointerEvent| {
        pointers.update_value(|all| {
            all.remove(&event.pointer_id());
        });
        gesture.set(Gesture::None);
    };
    let double = move |event: ev::MouseEvent| {
        let Some(here) = spot(window_ref, event.client_x(), event.client_y()) else { return };
        if is_in_field(&event) {
            return;
        }
        match untrack(|| hit(&scene(), here)) {
            Some(id) if desk.writable.get_untracked() => rename(desk, renaming, id),
            Some(_) => {}
            None => {
                if !untrack(|| desk.is_by_forces()) {
                    desk.ask(Asking::Add);
                    return;
                }
                let on_map = desk.camera.get_untracked().to_map(here, desk.window.get_untracked());
                Pin::at(on_map.x, on_map.y).into_iter().for_each(|pin| desk.ask(Asking::AddAt(pin)));
            }
        }
    };
    let wheel = move |event: ev::WheelEvent| {
        // A page that is scrolled goes on; whoever has come to the map comes nearer.
        let is_here = document().active_element().zip(window_ref.get_untracked()).is_some_and(|(active, window)| {
            let window: &HtmlElement = &window;
            window.contains(Some(&active))
        });
        if !(is_here || event.ctrl_key() || event.meta_key()) {
            return;
        }
        let Some(here) = spot(window_ref, event.client_x(), event.client_y()) else { return };
        event.prevent_default();
        let lines = if event.delta_mode() == 1 { 24.0 } else { 1.0 };
        let times = (-event.delta_y() * lines * 0.0018).clamp(-0.6, 0.6).exp();
        move_camera(desk.camera.get_untracked().zoomed(times, here, desk.window.get_untracked()));
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.alt_key() || !is_own(&event) || desk.asking.get_untracked().is_some() {
            return;
        }
        let done = pressed(desk, &event, renaming, zoom, move_camera);
        if done {
            event.prevent_default();
        }
    };
    let tools = Tool::ALL.map(|one| {
        view! {
            <button
                class="carto__tool"
                type="button"
                aria-pressed=move || (tool.get() == one).to_string()
                hidden=move || one == Tool::Link && !desk.writable.get()
                on:click=move |_| tool.set(one)
            >
                {move || i18n.words().carto.tools[one as usize]}
            </button>
        }
    });
    let name_field = move || renaming.get().map(|id| view! { <Rename desk id renaming window_ref /> });
    // Until the canvas is there, the map is the picture that the server drew.
    let drawn = StoredValue::new(untrack(|| picture(desk)));
    let first = move || {
        (!ready.get()).then(|| {
            let (view_box, inside) = drawn.get_value();
            view! {
                <svg
                    class="carto__first"
                    viewBox=view_box
                    role="img"
                    aria-label=i18n.say(|w| w.commons.carto.0)
                    inner_html=inside
                ></svg>
            }
        })
    };
    view! {
        <div class="carto__map" data-tool=move || (tool.get() as usize).to_string()>
            <div
                class="carto__window"
                role="application"
                tabindex="0"
                id="carto-window"
                aria-label=i18n.say(|w| w.carto.window)
                aria-describedby="carto-keys"
                node_ref=window_ref
                on:keydown=keys
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=cancel
                on:dblclick=double
                on:wheel=wheel
            >
                <canvas
                    class="carto__canvas"
                    aria-hidden="true"
                    node_ref=canvas_ref
                ></canvas>
                {first}
                {name_field}
            </div>
            <div class="carto__tools" role="group" aria-label=i18n.say(|w| w.carto.tools_what)>
                {tools.into_iter().collect::<Vec<_>>()}
            </div>
            <div class="carto__near" role="group" aria-label=i18n.say(|w| w.carto.near.group)>
                <Near label=i18n.say(|w| w.carto.near.closer) sign="+" on_press=move |()| zoom(STEP) />
                <Near label=i18n.say(|w| w.carto.near.farther) sign="−" on_press=move |()| zoom(1.0 / STEP) />
                <Near label=i18n.say(|w| w.carto.near.all) sign="⤢" on_press=move |()| desk.see_all() />
                <Near
                    label=i18n.say(|w| w.carto.near.tidy)
                    sign="✦"
                    on_press=move |()| desk.tidy(device)
                    attr:hidden=move || !desk.is_by_forces()
                />
            </div>
            <Minimap desk is_there=Signal::derive(move || way.get() == super::MAP) />
            <details class="carto__help">
                <summary>{i18n.say(|w| w.carto.keys.0)}</summary>
                <p id="carto-keys">{i18n.say(|w| w.carto.keys.1)}</p>
            </details>
        </div>
    }
}

#[component]
fn Near(
    #[prop(into)] label: Signal<&'static str>,
    sign: &'static str,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button class="carto__step" type="button" aria-label=label title=label on:click=move |_| on_press.run(())>
            <span aria-hidden="true">{sign}</span>
        </button>
    }
}

/// Whether it is in the field of a name, where one chooses letters.
fn is_in_field(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>())
}

/// Where something of the page is in the window of the map.
fn spot(window: NodeRef<html::Div>, x: i32, y: i32) -> Option<Position> {
    let window: HtmlElement = window.get_untracked()?.unchecked_into();
    let area = window.get_bounding_client_rect();
    Some(Position { x: f64::from(x) - area.left(), y: f64::from(y) - area.top() })
}

/// Brings the canvas to life, and follows the size of its window and the theme.
fn mount(
    desk: Desk,
    window_ref: NodeRef<html::Div>,
    canvas_ref: NodeRef<html::Canvas>,
    painter: StoredValue<Option<Rc<Painter>>, LocalStorage>,
    ready: RwSignal<bool>,
) {
    Effect::new(move |_| {
        let (Some(window), Some(canvas)) = (window_ref.get(), canvas_ref.get()) else { return };
        let Some(made) = Painter::new(canvas.unchecked_into()).map(Rc::new) else { return };
        let window: HtmlElement = window.unchecked_into();
        painter.set_value(Some(Rc::clone(&made)));
        let measured = window.clone();
        let measure = move || {
            let area = measured.get_bounding_client_rect();
            let now = Window { width: area.width(), height: area.height() };
            // While another way to look is shown, it has none.
            if now.width < 1.0 || desk.window.try_get_untracked().is_none_or(|before| before == now) {
                return;
            }
            let was_seen = desk.window.get_untracked().width >= 1.0;
            desk.window.set(now);
            if !was_seen || !desk.was_moved.get_untracked() {
                desk.see_all();
            }
        };
        measure();
        ready.set(true);
        let measured = Closure::<dyn FnMut()>::new(measure);
        let observer = ResizeObserver::new(measured.as_ref().unchecked_ref());
        if let Ok(observer) = &observer {
            observer.observe(&window);
        }
        let kept = send_wrapper::SendWrapper::new((observer, measured));
        on_cleanup(move || {
            let (observer, _measured) = kept.take();
            observer.into_iter().for_each(|observer| observer.disconnect());
        });
    });
    follow_theme(painter, desk);
}

/// The canvas has its colours from the theme, and takes them anew when that changes.
fn follow_theme(painter: StoredValue<Option<Rc<Painter>>, LocalStorage>, desk: Desk) {
    Effect::new(move |_| {
        let Ok(Some(query)) = leptos::prelude::window().match_media("(prefers-color-scheme: dark)") else { return };
        let changed = Closure::<dyn FnMut()>::new(move || {
            painter.try_with_value(|painter| painter.as_ref().map(|painter| painter.read_palette()));
            let _nobody_looks = desk.camera.try_update(|_| ());
        });
        let listener = changed.as_ref().unchecked_ref::<js_sys::Function>().clone();
        let _heard = query.add_event_listener_with_callback("change", &listener);
        let kept = send_wrapper::SendWrapper::new((query, listener, changed));
        on_cleanup(move || {
            let (query, listener, _changed) = kept.take();
            let _gone = query.remove_event_listener_with_callback("change", &listener);
        });
    });
}

/// Paints once a frame, however much changed.
fn paint_as_it_changes(
    desk: Desk,
    painter: StoredValue<Option<Rc<Painter>>, LocalStorage>,
    ready: RwSignal<bool>,
    scene: impl Fn() -> Scene + Copy + 'static,
) {
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        if !ready.get() {
            return;
        }
        let _what_is_painted = scene();
        if asked.get_value() {
            return;
        }
        asked.set_value(true);
        request_animation_frame(move || {
            if asked.try_set_value(false).is_some() {
                return;
            }
            let painter = painter.try_get_value().flatten();
            if let Some(painter) = painter {
                untrack(|| painter.show(desk, &scene()));
            }
        });
    });
}

/// Notes that the window has stopped moving.
fn stay_until_still(desk: Desk, still: RwSignal<bool>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<Camera>| {
        let camera = desk.camera.get();
        if before.is_some_and(|before| before != camera) {
            still.set(false);
            timer.update_value(|timer| timer.take().into_iter().for_each(|timer| timer.clear()));
            let again = set_timeout_with_handle(
                move || {
                    still.try_set(true);
                },
                STILL,
            );
            timer.set_value(again.ok());
        }
        camera
    });
    on_cleanup(move || {
        timer.try_update_value(|timer| timer.take().into_iter().for_each(|timer| timer.clear()));
    });
}

/// The map as the server knows it, before the canvas is there.
fn picture(desk: Desk) -> (String, String) {
    let (placed, shown) = (desk.placed.get(), desk.shown.get());
    let whole = Whole { graph: &placed.graph, places: &placed.at, shown: &shown };
    let picture = svg::picture(&whole, |way| desk.says(way));
    (picture.view_box(), picture.inside())
}
