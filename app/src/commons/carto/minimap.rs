//! The whole map, small, and where on it the window is.

use super::desk::Desk;
use crate::i18n::I18n;
use boucle_carto::{Camera, Position, Window, layout::bounds};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 110.0;
const SMALL: Window = Window { width: WIDTH, height: HEIGHT };
/// More are thinned out: they are dots of one pixel.
const MOST: usize = 1_500;

#[component]
pub(super) fn Minimap(desk: Desk, is_there: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let canvas_ref = NodeRef::<html::Canvas>::new();
    let whole = Memo::new(move |_| {
        let (placed, shown) = (desk.placed.get(), desk.shown.get());
        let seen = placed.at.iter().zip(shown.iter()).filter(|(_, shown)| **shown).map(|(at, _)| *at);
        fitted(bounds(seen))
    });
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        // Told by all that it shows, and drawn once a frame.
        let (_placed, _shown) = (desk.placed.read(), desk.shown.read());
        let (_camera, _window, is_there, _whole) = (desk.camera.get(), desk.window.get(), is_there.get(), whole.get());
        if !is_there || asked.get_value() {
            return;
        }
        asked.set_value(true);
        request_animation_frame(move || {
            // On a phone it is not shown.
            if asked.try_set_value(false).is_none()
                && let Some(canvas) = canvas_ref.get_untracked()
                && canvas.offset_width() > 0
            {
                untrack(|| draw(desk, &canvas.unchecked_into(), whole.get_untracked()));
            }
        });
    });
    let pressed = StoredValue::new(false);
    let go = move |event: &ev::PointerEvent| {
        let Some(canvas) = canvas_ref.get_untracked() else { return };
        let canvas: HtmlElement = canvas.unchecked_into();
        let area = canvas.get_bounding_client_rect();
        let at = Position { x: f64::from(event.client_x()) - area.left(), y: f64::from(event.client_y()) - area.top() };
        let middle = whole.get_untracked().to_map(at, SMALL);
        desk.was_moved.set(true);
        desk.camera.update(|camera| camera.middle = middle);
    };
    view! {
        <canvas
            class="carto__minimap"
            width=(WIDTH * 2.0).to_string()
            height=(HEIGHT * 2.0).to_string()
            role="img"
            aria-label=i18n.say(|w| w.carto.minimap)
            node_ref=canvas_ref
            on:pointerdown=move |event| {
                pressed.set_value(true);
                go(&event);
            }
            on:pointermove=move |event| {
                if pressed.get_value() && event.buttons() != 0 {
                    go(&event);
                }
            }
            on:pointerup=move |_| pressed.set_value(false)
        ></canvas>
    }
}

/// All of it in the small window, to its rims.
fn fitted((least, size): (Position, Position)) -> Camera {
    let scale = f64::min((WIDTH - 12.0) / size.x.max(200.0), (HEIGHT - 12.0) / size.y.max(140.0));
    Camera { middle: Position { x: least.x + size.x / 2.0, y: least.y + size.y / 2.0 }, scale }
}

fn draw(desk: Desk, canvas: &HtmlCanvasElement, whole: Camera) {
    let context =
        canvas.get_context("2d").ok().flatten().and_then(|one| one.dyn_into::<CanvasRenderingContext2d>().ok());
    let style = web_sys::window().and_then(|window| window.get_computed_style(canvas).ok().flatten());
    let (Some(context), Some(style)) = (context, style) else { return };
    let colour = |name: &str| style.get_property_value(name).unwrap_or_default();
    // Refused only for what is no number.
    let _ = context.set_transform(2.0, 0.0, 0.0, 2.0, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, WIDTH, HEIGHT);
    let (placed, shown) = (desk.placed.get(), desk.shown.get());
    context.set_fill_style_str(&colour("--soft"));
    let thin = placed.at.len().div_ceil(MOST).max(1);
    for (at, shown) in placed.at.iter().zip(shown.iter()).step_by(thin) {
        if *shown {
            let at = whole.to_window(*at, SMALL);
            context.fill_rect(at.x - 1.0, at.y - 1.0, 2.0, 2.0);
        }
    }
    let (camera, window) = (desk.camera.get(), desk.window.get());
    let corner = |x: f64, y: f64| whole.to_window(camera.to_map(Position { x, y }, window), SMALL);
    let (least, most) = (corner(0.0, 0.0), corner(window.width, window.height));
    context.set_stroke_style_str(&colour("--accent"));
    context.set_line_width(1.5);
    context.stroke_rect(least.x, least.y, most.x - least.x, most.y - least.y);
}
