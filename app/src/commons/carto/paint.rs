//! Draws the map on a canvas: what is near in full, what is far as dots and lines. The canvas is larger than the window, and moves as a picture
//! while the window does.

use super::desk::{Desk, Placed};
use boucle_carto::{
    Camera, Position, Way, Window,
    labels::{self, LINE, Wish},
    layout::radius,
    svg,
};
use boucle_model::{RowId, Shape};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

/// How much more is painted on each side of the window than is seen, in parts of it: so far it moves without being painted.
const MARGIN: f64 = 0.5;
/// As many as types can have.
const COLOURS: usize = 8;
/// How high letters are, in pixels.
const SIZE: f64 = 13.0;
/// The same of words on a way.
const SMALL: f64 = 11.0;
/// A name on the map, in characters.
const LABEL: usize = 32;
/// No more names at once: a map of words is no map.
const LABELS: usize = 220;
/// From so small a scale on, ways are straight and have no heads and no words.
const FAR: f64 = 0.4;
const WORDS: f64 = 0.9;
/// A vertex of fewer pixels than this is a dot.
const DOT: f64 = 3.2;

/// What is drawn in one go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) placed: Arc<Placed>,
    pub(super) shown: Arc<Vec<bool>>,
    pub(super) chosen: BTreeSet<RowId>,
    pub(super) current: Option<RowId>,
    pub(super) camera: Camera,
    pub(super) window: Window,
    /// What is being dragged, and by how much.
    pub(super) dragged: Option<(BTreeSet<RowId>, Position)>,
    /// A way that is being drawn: from there to here.
    pub(super) drawing: Option<(RowId, Position)>,
    /// A rectangle in which everything is being chosen, in pixels.
    pub(super) frame: Option<(Position, Position)>,
    /// Whether one has stopped moving: then names are placed anew.
    pub(super) is_still: bool,
}

#[derive(Debug, Clone, Default)]
struct Palette {
    sheet: String,
    ink: String,
    soft: String,
    line: String,
    focus: String,
    accent: String,
    on_type: String,
    types: Vec<String>,
    font: String,
}

/// Names where they were placed last, by what they name; for this scale and this graph.
#[derive(Debug, Default)]
struct Names {
    scale: f64,
    middle: Position,
    of: Option<Arc<Placed>>,
    shown: Option<Arc<Vec<bool>>>,
    lit: (BTreeSet<RowId>, Option<RowId>),
    placed: HashMap<usize, (f64, f64, String)>,
    /// The words on edges, by these.
    ways: HashMap<usize, String>,
}

pub(super) struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    outlines: HashMap<Shape, Path2d>,
    palette: RefCell<Palette>,
    names: RefCell<Names>,
    /// What was painted last, as the canvas has it.
    painted: RefCell<Option<Scene>>,
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").finish_non_exhaustive()
    }
}

impl Painter {
    pub(super) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        let outline = |shape: Shape| Some((shape, Path2d::new_with_path_string(svg::outline(shape)).ok()?));
        let outlines = Shape::ALL.into_iter().filter_map(outline).collect();
        let painter = Self {
            canvas,
            context,
            outlines,
            palette: RefCell::default(),
            names: RefCell::default(),
            painted: RefCell::default(),
        };
        painter.read_palette();
        Some(painter)
    }

    /// Takes the colours of the theme.
    pub(super) fn read_palette(&self) {
        let read = || {
            // Also for a canvas that is not in the page.
            let window = web_sys::window()?;
            let style = window.get_computed_style(&window.document()?.body()?.into()).ok()??;
            let of = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
            Some(Palette {
                sheet: of("--sheet"),
                ink: of("--ink"),
                soft: of("--soft"),
                line: of("--edge"),
                focus: of("--focus"),
                accent: of("--accent"),
                on_type: of("--on-person"),
                types: (0..COLOURS).map(|n| of(&format!("--person-{n}"))).collect(),
                font: of("font-family"),
            })
        };
        if let Some(palette) = read() {
            *self.palette.borrow_mut() = palette;
            *self.painted.borrow_mut() = None;
        }
    }

    /// Gives the canvas as many pixels as its window has.
    pub(super) fn fit(&self, window: Window) {
        let ratio = ratio();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a window has some thousand pixels"
        )]
        let pixels = |n: f64| (n * ratio).round().max(1.0) as u32;
        let (width, height) = (pixels(window.width), pixels(window.height));
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
    }

    /// The same upon the ground of a sheet: a picture has nothing behind it.
    pub(super) fn paint_on_sheet(&self, desk: Desk, scene: &Scene) {
        self.paint(desk, scene);
        let context = &self.context;
        // Refused only for names that no browser knows.
        let _ = context.set_global_composite_operation("destination-over");
        context.set_fill_style_str(&self.palette.borrow().sheet);
        context.fill_rect(0.0, 0.0, scene.window.width, scene.window.height);
        let _ = context.set_global_composite_operation("source-over");
    }

    /// Shows the map through its window. While that moves, what is painted moves as a picture; it is painted anew when the window has
    /// stopped, or has come to where nothing is painted.
    pub(super) fn show(&self, desk: Desk, scene: &Scene) {
        let moved = self.painted.borrow().as_ref().filter(|_| !scene.is_still).and_then(|before| moved(before, scene));
        let style = self.canvas.style();
        if let Some((x, y, scale)) = moved {
            // Refused only for names that no browser knows.
            let _ = style.set_property("transform", &format!("translate({x:.2}px, {y:.2}px) scale({scale:.5})"));
            return;
        }
        let whole = Scene { window: around(scene.window), ..scene.clone() };
        let margin = Position { x: scene.window.width * MARGIN, y: scene.window.height * MARGIN };
        let within = |at: Position| Position { x: at.x + margin.x, y: at.y + margin.y };
        let whole = Scene {
            drawing: scene.drawing.map(|(from, to)| (from, within(to))),
            frame: scene.frame.map(|(one, other)| (within(one), within(other))),
            ..whole
        };
        self.paint(desk, &whole);
        let _ = style.set_property("transform", "none");
        *self.painted.borrow_mut() = Some(scene.clone());
    }

    pub(super) fn paint(&self, desk: Desk, scene: &Scene) {
        self.fit(scene.window);
        let context = &self.context;
        let ratio = ratio();
        let palette = self.palette.borrow();
        // Refused only for what is no number.
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, scene.window.width, scene.window.height);
        let points = self.points(scene);
        let ways = self.edges(scene, &points, &palette);
        self.vertices(scene, &points, &palette, ratio);
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        self.labels(desk, scene, &points, &ways, &palette);
        self.gestures(scene, &points, &palette);
    }

    /// Where everything is in the window; `None` for what is not looked at.
    fn points(&self, scene: &Scene) -> Vec<Option<(Position, f64)>> {
        let Placed { graph, at } = &*scene.placed;
        let moved = |n: usize| {
            let by = scene.dragged.as_ref().filter(|(ids, _)| ids.contains(&graph.vertices[n].id)).map(|(_, by)| *by);
            let by = by.unwrap_or_default();
            Position { x: at[n].x + by.x, y: at[n].y + by.y }
        };
        (0..at.len().min(graph.vertices.len()))
            .map(|n| {
                // The filter may be of a graph that is not arranged yet.
                let is_shown = scene.shown.get(n).copied().unwrap_or(true);
                is_shown.then(|| {
                    let near = scene.camera.scale.sqrt().clamp(0.35, 1.4);
                    (scene.camera.to_window(moved(n), scene.window), radius(graph.degree(n)) * near)
                })
            })
            .collect()
    }

    /// Draws the ways, and tells where the middle is of those that could say something.
    fn edges(&self, scene: &Scene, points: &[Option<(Position, f64)>], palette: &Palette) -> HashMap<usize, Position> {
        let context = &self.context;
        let graph = &scene.placed.graph;
        let is_far = scene.camera.scale < FAR;
        let near_one = |id: Option<RowId>| id.and_then(|id| graph.find(id));
        let (current, window) = (near_one(scene.current), scene.window);
        let is_lit = |n: usize| Some(n) == current || scene.chosen.contains(&graph.vertices[n].id);
        let mut ways = HashMap::new();
        // All of one colour in one go: drawn, brought, and those of what is chosen on top.
        let mut paths: HashMap<(bool, bool, Option<u8>), Path2d> = HashMap::new();
        for (n, edge) in graph.edges.iter().enumerate() {
            let (Some(Some((from, ra))), Some(Some((to, rb)))) = (points.get(edge.from), points.get(edge.to)) else {
                continue;
            };
            let outside = |a: f64, b: f64, size: f64| (a < 0.0 && b < 0.0) || (a > size && b > size);
            if outside(from.x, to.x, window.width) || outside(from.y, to.y, window.height) {
                continue;
            }
            let lit = is_lit(edge.from) || is_lit(edge.to);
            let (is_brought, colour) = match &edge.way {
                Way::Drawn { colour, .. } => (false, *colour),
                Way::Brought(_) => (true, None),
            };
            let Some(path) = path_of(&mut paths, (lit, is_brought, colour)) else { continue };
            if is_far {
                path.move_to(from.x, from.y);
                path.line_to(to.x, to.y);
                continue;
            }
            let [begin, middle, end] = svg::way((*from, *ra), (*to, *rb), edge.bend * scene.camera.scale);
            path.move_to(begin.x, begin.y);
            if edge.bend == 0.0 {
                path.line_to(end.x, end.y);
            } else {
                path.quadratic_curve_to(middle.x, middle.y, end.x, end.y);
            }
            if edge.way.is_directed() {
                let [one, other] = svg::head(middle, end);
                path.move_to(one.x, one.y);
                path.line_to(end.x, end.y);
                path.line_to(other.x, other.y);
            }
            let says = lit || (scene.camera.scale >= WORDS && !is_brought);
            if says && begin.distance(end) > 40.0 {
                ways.insert(n, svg::on_way(begin, middle, end));
            }
        }
        let mut order: Vec<_> = paths.into_iter().collect();
        order.sort_by_key(|(key, _)| *key);
        for ((lit, is_brought, colour), path) in order {
            let of_type = colour.and_then(|colour| palette.types.get(usize::from(colour)));
            context.set_stroke_style_str(if lit { &palette.ink } else { of_type.unwrap_or(&palette.line) });
            context.set_line_width(if lit { 2.0 } else { 1.2 });
            context.set_global_alpha(if lit || !is_far { 1.0 } else { 0.55 });
            dash(context, is_brought && !is_far);
            context.stroke_with_path(&path);
        }
        dash(context, false);
        context.set_global_alpha(1.0);
        ways
    }

    fn vertices(&self, scene: &Scene, points: &[Option<(Position, f64)>], palette: &Palette, ratio: f64) {
        let context = &self.context;
        let graph = &scene.placed.graph;
        let none = String::new();
        let mut dots: Vec<Vec<(Position, f64)>> = vec![Vec::new(); COLOURS];
        context.set_text_align("center");
        context.set_text_baseline("middle");
        for (n, point) in points.iter().enumerate() {
            let Some((at, radius)) = *point else { continue };
            if !is_within(at, radius, scene.window) {
                continue;
            }
            let vertex = &graph.vertices[n];
            let is_chosen = scene.chosen.contains(&vertex.id);
            let is_current = scene.current == Some(vertex.id);
            let colour = usize::from(vertex.look.colour) % COLOURS;
            if radius < DOT && !is_chosen && !is_current {
                dots[colour].push((at, radius));
                continue;
            }
            let Some(outline) = self.outlines.get(&vertex.look.shape) else { continue };
            let scale = ratio * radius / 10.0;
            let _ = context.set_transform(scale, 0.0, 0.0, scale, at.x * ratio, at.y * ratio);
            if is_chosen || is_current {
                context.set_stroke_style_str(&palette.focus);
                context.set_line_width((if is_chosen { 7.0 } else { 4.5 }) * 10.0 / radius);
                context.stroke_with_path(outline);
            }
            context.set_stroke_style_str(&palette.sheet);
            context.set_line_width(if is_chosen || is_current { 30.0 / radius } else { 20.0 / radius });
            context.stroke_with_path(outline);
            context.set_fill_style_str(palette.types.get(colour).unwrap_or(&none));
            context.fill_with_path_2d(outline);
            if vertex.source.is_some() {
                // What the loop brings is a ring: nobody has to tell colours apart.
                context.set_fill_style_str(&palette.sheet);
                let small = scale * 0.42;
                let _ = context.set_transform(small, 0.0, 0.0, small, at.x * ratio, at.y * ratio);
                context.fill_with_path_2d(outline);
            } else if radius > 8.0 && !vertex.look.icon.is_empty() {
                let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
                context.set_font(&format!("700 {radius:.0}px {}", palette.font));
                context.set_fill_style_str(&palette.on_type);
                let icon: String = vertex.look.icon.chars().take(2).collect();
                let _ = context.fill_text(&icon, at.x, at.y + 0.5);
            }
            if vertex.pin.is_some() && radius > 5.0 {
                let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
                context.set_fill_style_str(&palette.ink);
                context.fill_rect(at.x + radius * 0.6, at.y - radius * 0.95, 3.5, 3.5);
            }
        }
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        for (colour, dots) in dots.iter().enumerate().filter(|(_, dots)| !dots.is_empty()) {
            context.set_fill_style_str(palette.types.get(colour).unwrap_or(&none));
            for (at, radius) in dots {
                context.fill_rect(at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius);
            }
        }
    }

    fn labels(
        &self,
        desk: Desk,
        scene: &Scene,
        points: &[Option<(Position, f64)>],
        ways: &HashMap<usize, Position>,
        palette: &Palette,
    ) {
        self.place_names(desk, scene, points, ways);
        let names = self.names.borrow();
        self.context.set_text_align("center");
        self.context.set_text_baseline("middle");
        self.context.set_font(&format!("{SMALL}px {}", palette.font));
        for (n, says) in &names.ways {
            if let Some(at) = ways.get(n) {
                self.outlined(says, *at, &palette.soft, &palette.sheet);
            }
        }
        self.context.set_font(&format!("{SIZE}px {}", palette.font));
        self.context.set_text_align("center");
        self.context.set_text_baseline("middle");
        for (n, (x, y, name)) in &names.placed {
            if let Some(Some((at, radius))) = points.get(*n)
                && is_within(*at, *radius + 80.0, scene.window)
            {
                self.outlined(name, Position { x: at.x + x, y: at.y + y }, &palette.ink, &palette.sheet);
            }
        }
    }

    /// Finds room for names where the scale is another or one has come far; until one stops, they go with what they name.
    fn place_names(
        &self,
        desk: Desk,
        scene: &Scene,
        points: &[Option<(Position, f64)>],
        ways: &HashMap<usize, Position>,
    ) {
        let mut names = self.names.borrow_mut();
        let is_same = names.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &scene.placed))
            && names.shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, &scene.shown))
            && names.lit.1 == scene.current
            && names.lit.0 == scene.chosen;
        let come = names.middle.distance(scene.camera.middle) * scene.camera.scale;
        let has_moved = names.scale.to_bits() != scene.camera.scale.to_bits() || come > 1.0;
        if is_same && !(has_moved && scene.is_still) {
            return;
        }
        let graph = &scene.placed.graph;
        let mut seen: Vec<usize> = points
            .iter()
            .enumerate()
            .filter_map(|(n, point)| point.filter(|(at, _)| is_within(*at, 120.0, scene.window)).map(|_| n))
            .collect();
        let rank = |n: usize| {
            let vertex = &graph.vertices[n];
            let is_lit = scene.current == Some(vertex.id) || scene.chosen.contains(&vertex.id);
            #[expect(clippy::cast_precision_loss, reason = "no map has so many edges")]
            let degree = graph.degree(n) as f64;
            degree + if is_lit { 1e6 } else { 0.0 }
        };
        seen.sort_by(|one, other| rank(*other).total_cmp(&rank(*one)));
        // From far away, those that most leads to.
        seen.truncate(if scene.camera.scale < 0.25 { LABELS / 4 } else { LABELS * 2 });
        let mut said: Vec<usize> = ways.keys().copied().collect();
        said.sort_unstable();
        said.truncate(LABELS);
        let names_of = seen.iter().map(|n| labels::short(&desk.name(&graph.vertices[*n]), LABEL));
        let on_ways = said.iter().map(|n| labels::short(&desk.says(&graph.edges[*n].way), 26));
        let texts: Vec<_> = names_of.chain(on_ways).collect();
        let here = seen.iter().map(|n| {
            // Those that are seen have a place.
            let (at, radius) = points[*n].unwrap_or_default();
            (at, Some(radius), SIZE, rank(*n))
        });
        let on_ways = said.iter().map(|n| (ways[n], None, SMALL, -1.0));
        let wishes: Vec<_> = here
            .chain(on_ways)
            .zip(&texts)
            .map(|((at, radius, size, rank), text)| Wish { at, radius, width: labels::width(text, size), rank })
            .collect();
        let placed = labels::place(&wishes);
        let has_room = |n: usize| placed[n].filter(|_| !texts[n].is_empty());
        let found = seen.iter().enumerate().filter_map(|(k, n)| {
            let middle = has_room(k)?;
            Some((*n, (middle.x - wishes[k].at.x, middle.y - wishes[k].at.y, texts[k].clone())))
        });
        let say = said
            .iter()
            .enumerate()
            .filter_map(|(k, n)| has_room(seen.len() + k).map(|_| (*n, texts[seen.len() + k].clone())));
        *names = Names {
            scale: scene.camera.scale,
            middle: scene.camera.middle,
            of: Some(Arc::clone(&scene.placed)),
            shown: Some(Arc::clone(&scene.shown)),
            lit: (scene.chosen.clone(), scene.current),
            placed: found.take(LABELS).collect(),
            ways: say.collect(),
        };
    }

    fn gestures(&self, scene: &Scene, points: &[Option<(Position, f64)>], palette: &Palette) {
        let context = &self.context;
        if let Some((from, to)) = scene.drawing
            && let Some(Some((at, _))) = scene.placed.graph.find(from).and_then(|n| points.get(n))
        {
            context.set_stroke_style_str(&palette.accent);
            context.set_line_width(2.5);
            context.begin_path();
            context.move_to(at.x, at.y);
            context.line_to(to.x, to.y);
            context.stroke();
        }
        if let Some((one, other)) = scene.frame {
            context.set_stroke_style_str(&palette.focus);
            context.set_line_width(1.5);
            dash(context, true);
            context.stroke_rect(
                one.x.min(other.x),
                one.y.min(other.y),
                (one.x - other.x).abs(),
                (one.y - other.y).abs(),
            );
            dash(context, false);
        }
    }

    /// A text with the ground around it, so that it is read upon lines.
    fn outlined(&self, text: &str, at: Position, colour: &str, ground: &str) {
        let context = &self.context;
        context.set_line_width(3.0);
        context.set_line_join("round");
        context.set_stroke_style_str(ground);
        // Refused only for what is no number.
        let _ = context.stroke_text(text, at.x, at.y);
        context.set_fill_style_str(colour);
        let _ = context.fill_text(text, at.x, at.y);
    }
}

/// The window, and the margin of the canvas around it.
fn around(window: Window) -> Window {
    Window { width: window.width * (1.0 + 2.0 * MARGIN), height: window.height * (1.0 + 2.0 * MARGIN) }
}

/// By how much the picture of a scene has to move, and to grow, to show another; `None` where it cannot show that.
fn moved(before: &Scene, now: &Scene) -> Option<(f64, f64, f64)> {
    let is_same = Arc::ptr_eq(&before.placed, &now.placed)
        && Arc::ptr_eq(&before.shown, &now.shown)
        && before.chosen == now.chosen
        && before.current == now.current
        && before.window == now.window
        && [before, now]
            .iter()
            .all(|scene| scene.dragged.is_none() && scene.drawing.is_none() && scene.frame.is_none());
    let scale = now.camera.scale / before.camera.scale;
    let middle = now.camera.to_window(before.camera.middle, now.window);
    let (x, y) = (middle.x - now.window.width / 2.0, middle.y - now.window.height / 2.0);
    // The picture still reaches to all four sides of the window; whoever goes farther sees its rims until they stop.
    let reaches = |by: f64, size: f64| size / 2.0 * (1.0 + 2.0 * MARGIN) * scale - by.abs() >= size / 2.0;
    let is_there = scale < 1.0 || (reaches(x, now.window.width) && reaches(y, now.window.height));
    (is_same && is_there && (0.25..=4.0).contains(&scale)).then_some((x, y, scale))
}

/// What is under this point of the window, the one on top.
pub(super) fn hit(scene: &Scene, at: Position) -> Option<RowId> {
    /// A finger is not that precise.
    const NEAR: f64 = 8.0;
    let graph = &scene.placed.graph;
    let near = scene.camera.scale.sqrt().clamp(0.35, 1.4);
    let distance = |n: usize| {
        let place = scene.camera.to_window(*scene.placed.at.get(n)?, scene.window);
        let far = place.distance(at) - radius(graph.degree(n)) * near;
        (scene.shown.get(n) == Some(&true) && far < NEAR).then_some((far, n))
    };
    let found = (0..graph.vertices.len()).filter_map(distance).min_by(|one, other| one.0.total_cmp(&other.0));
    found.map(|(_, n)| graph.vertices[n].id)
}

/// Those that are in this rectangle of the window.
pub(super) fn within(scene: &Scene, one: Position, other: Position) -> BTreeSet<RowId> {
    let (left, right) = (one.x.min(other.x), one.x.max(other.x));
    let (top, bottom) = (one.y.min(other.y), one.y.max(other.y));
    let is_in = |at: Position| (left..=right).contains(&at.x) && (top..=bottom).contains(&at.y);
    let graph = &scene.placed.graph;
    let all = graph.vertices.iter().enumerate().zip(&scene.placed.at);
    all.filter(|((n, _), at)| scene.shown.get(*n) == Some(&true) && is_in(scene.camera.to_window(**at, scene.window)))
        .map(|((_, vertex), _)| vertex.id)
        .collect()
}

fn path_of<K: std::hash::Hash + Eq>(paths: &mut HashMap<K, Path2d>, key: K) -> Option<&Path2d> {
    match paths.entry(key) {
        std::collections::hash_map::Entry::Occupied(there) => Some(there.into_mut()),
        std::collections::hash_map::Entry::Vacant(free) => Some(free.insert(Path2d::new().ok()?)),
    }
}

fn is_within(at: Position, around: f64, window: Window) -> bool {
    (-around..=window.width + around).contains(&at.x)
        && (-around - LINE..=window.height + around + LINE).contains(&at.y)
}

fn dash(context: &CanvasRenderingContext2d, dashed: bool) {
    let pattern = js_sys::Array::new();
    if dashed {
        pattern.push(&JsValue::from_f64(3.0));
        pattern.push(&JsValue::from_f64(5.0));
    }
    // Refused only for what is no number.
    let _ = context.set_line_dash(&pattern);
}

/// Pixels of the screen for each of the page; more than two nobody sees.
fn ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 2.0)
}
