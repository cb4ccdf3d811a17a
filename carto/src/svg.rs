//! The map as a picture: what the server draws first, what a visitor watches, and what is taken along.
//!
//! It is made of pieces with ids, so that whoever watches is sent only those that changed. The colours are in a style sheet
//! (`carto.scss` on pages); a picture that is taken along brings its own.

use crate::{
    Edge, Graph, Position, Vertex, Way,
    labels::{self, Wish},
    layout::{bounds, radius},
};
use boucle_model::Shape;
use std::fmt::Write;

/// Around everything.
const MARGIN: f64 = 60.0;
/// The longest name in a picture, in characters.
const LABEL: usize = 36;
/// The longest words on a way.
const WORDS: usize = 28;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.0;

/// What is drawn, and what is said on it.
#[derive(Debug)]
pub struct Scene<'a> {
    pub graph: &'a Graph,
    /// Where each vertex stands.
    pub places: &'a [Position],
    /// Which are looked at.
    pub shown: &'a [bool],
}

/// A picture in pieces.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// Left, top, width and height, in the units of the map.
    pub view: [f64; 4],
    /// Below everything else.
    pub edges: Vec<Piece>,
    pub vertices: Vec<Piece>,
}

/// One thing in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its id in the picture.
    pub id: String,
    /// An SVG element that has this id.
    pub svg: String,
}

/// The outline of a shape: the data of a path around 0 0, ten from there to its farthest point or so.
#[must_use]
pub const fn outline(shape: Shape) -> &'static str {
    match shape {
        Shape::Disc => "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0Z",
        Shape::Square => "M-9-7a2 2 0 0 1 2-2H7a2 2 0 0 1 2 2V7a2 2 0 0 1-2 2H-7a2 2 0 0 1-2-2Z",
        Shape::Diamond => "M0-11.5 11.5 0 0 11.5-11.5 0Z",
        Shape::Triangle => "M0-11.5 11 8H-11Z",
        Shape::Hexagon => "M-5.5-9.5H5.5L11 0 5.5 9.5H-5.5L-11 0Z",
        Shape::Pentagon => "M0-11 10.5-3.4 6.5 9H-6.5L-10.5-3.4Z",
        Shape::Star => "M0-12.5 3.4-4.6 12-3.9 5.5 1.8 7.4 10.1 0 5.7-7.4 10.1-5.5 1.8-12-3.9-3.4-4.6Z",
        Shape::Drop => "M0 12.5C-5 6-9 2-9-3.5a9 9 0 1 1 18 0C9 2 5 6 0 12.5Z",
        Shape::Pill => "M-7-7H7a7 7 0 0 1 0 14H-7a7 7 0 0 1 0-14Z",
    }
}

/// The way of an edge between the rims of its two vertices, with the head of an arrow where it is directed: begin, bend, end.
#[must_use]
pub fn way(from: (Position, f64), to: (Position, f64), bend: f64) -> [Position; 3] {
    let ((a, ra), (b, rb)) = (from, to);
    let far = a.distance(b).max(0.01);
    let (ux, uy) = ((b.x - a.x) / far, (b.y - a.y) / far);
    let middle = Position { x: (a.x + b.x) / 2.0 - uy * bend, y: (a.y + b.y) / 2.0 + ux * bend };
    // From a rim towards the bend.
    let rim = |at: Position, r: f64| {
        let d = at.distance(middle).max(0.01);
        let r = r.min(far / 2.0 - 1.0).max(0.0);
        Position { x: at.x + (middle.x - at.x) / d * r, y: at.y + (middle.y - at.y) / d * r }
    };
    [rim(a, ra + 2.0), middle, rim(b, rb + 3.0)]
}

/// The two ends of the head of an arrow that comes from there and ends here.
#[must_use]
pub fn head(from: Position, end: Position) -> [Position; 2] {
    const LONG: f64 = 8.0;
    let far = from.distance(end).max(0.01);
    let (ux, uy) = ((end.x - from.x) / far, (end.y - from.y) / far);
    let side = |way: f64| Position {
        x: end.x - LONG * ux - way * LONG * 0.5 * uy,
        y: end.y - LONG * uy + way * LONG * 0.5 * ux,
    };
    [side(1.0), side(-1.0)]
}

/// The middle of a way.
#[must_use]
pub fn on_way(begin: Position, middle: Position, end: Position) -> Position {
    Position { x: (begin.x + 2.0 * middle.x + end.x) / 4.0, y: (begin.y + 2.0 * middle.y + end.y) / 4.0 }
}

/// Draws what is looked at. `says` are the words on what follows from the loop.
#[must_use]
pub fn picture(scene: &Scene<'_>, says: impl Fn(&Way) -> String) -> Picture {
    let Scene { graph, places, shown } = *scene;
    let is_shown = |n: usize| shown.get(n) == Some(&true) && places.get(n).is_some_and(|place| place.is_somewhere());
    let at = |n: usize| (places[n], radius(graph.degree(n)));
    let all: Vec<usize> = (0..graph.vertices.len()).filter(|n| is_shown(*n)).collect();
    let (least, size) = bounds(all.iter().map(|n| places[*n]));
    let edges: Vec<_> = graph.edges.iter().filter(|edge| is_shown(edge.from) && is_shown(edge.to)).collect();
    let names = all.iter().map(|n| labels::short(&graph.vertices[*n].label, LABEL));
    // What follows from the loop is plain from what it links.
    let on_ways = edges.iter().map(|edge| match edge.way {
        Way::Drawn { .. } => labels::short(&says(&edge.way), WORDS),
        Way::Brought(_) => String::new(),
    });
    let texts: Vec<_> = names.chain(on_ways).collect();
    let wishes = all.iter().map(|n| {
        #[expect(clippy::cast_precision_loss, reason = "no map has so many edges")]
        let rank = graph.degree(*n) as f64;
        (at(*n).0, Some(at(*n).1), SIZE, rank)
    });
    let on_ways = edges.iter().map(|edge| {
        let [begin, middle, end] = way(at(edge.from), at(edge.to), edge.bend);
        (on_way(begin, middle, end), None, SMALL, -1.0)
    });
    let wishes: Vec<_> = wishes
        .chain(on_ways)
        .zip(&texts)
        .map(|((at, radius, size, rank), text)| Wish { at, radius, width: labels::width(text, size), rank })
        .collect();
    let placed = labels::place(&wishes);
    let said = |n: usize| placed[n].filter(|_| !texts[n].is_empty()).map(|at| (at, texts[n].as_str()));
    let vertices = all.iter().enumerate().map(|(k, n)| vertex(&graph.vertices[*n], at(*n), said(k)));
    let edges = edges.iter().enumerate().map(|(k, one)| edge(one, at(one.from), at(one.to), said(all.len() + k)));
    Picture {
        view: [least.x - MARGIN, least.y - MARGIN, size.x + 2.0 * MARGIN, size.y + 2.0 * MARGIN].map(round),
        edges: edges.collect(),
        vertices: vertices.collect(),
    }
}

fn vertex(vertex: &Vertex, (at, radius): (Position, f64), label: Option<(Position, &str)>) -> Piece {
    let id = format!("vertex-{}", vertex.id);
    let look = &vertex.look;
    let mut svg = format!(
        "<g id=\"{id}\" class=\"carto__vertex\" data-colour=\"{}\"{} transform=\"translate({} {})\">",
        look.colour,
        if vertex.source.is_some() { " data-brought=\"\"" } else { "" },
        round(at.x),
        round(at.y)
    );
    // Whole, for whoever rests the pointer on it.
    let _ = write!(svg, "<title>{}</title>", escape(&labels::short(&vertex.label, 200)));
    let scale = round(radius / 10.0);
    let _ = write!(svg, "<path class=\"carto__shape\" transform=\"scale({scale})\" d=\"{}\"/>", outline(look.shape));
    let icon: String = look.icon.chars().take(2).collect();
    if !icon.is_empty() {
        let _ = write!(svg, "<text class=\"carto__icon\" y=\"4\">{}</text>", escape(&icon));
    }
    if let Some((place, name)) = label {
        let (x, y) = (round(place.x - at.x), round(place.y - at.y + SIZE * 0.35));
        let _ = write!(svg, "<text class=\"carto__label\" x=\"{x}\" y=\"{y}\">{}</text>", escape(name));
    }
    svg.push_str("</g>");
    Piece { id, svg }
}

fn edge(edge: &Edge, from: (Position, f64), to: (Position, f64), says: Option<(Position, &str)>) -> Piece {
    let id = format!("edge-{}", edge.id);
    let [begin, middle, end] = way(from, to, edge.bend);
    let mut path = format!("M{} {}", round(begin.x), round(begin.y));
    if edge.bend == 0.0 {
        let _ = write!(path, "L{} {}", round(end.x), round(end.y));
    } else {
        let _ = write!(path, "Q{} {} {} {}", round(middle.x), round(middle.y), round(end.x), round(end.y));
    }
    if edge.way.is_directed() {
        let [one, other] = head(middle, end);
        let _ = write!(
            path,
            "M{} {}L{} {}L{} {}",
            round(one.x),
            round(one.y),
            round(end.x),
            round(end.y),
            round(other.x),
            round(other.y)
        );
    }
    let colour = match &edge.way {
        Way::Drawn { colour: Some(colour), .. } => format!(" data-colour=\"{colour}\""),
        Way::Drawn { .. } => String::new(),
        Way::Brought(_) => " data-brought=\"\"".to_owned(),
    };
    let mut svg = format!("<g id=\"{id}\" class=\"carto__edge\"{colour}><path d=\"{path}\"/>");
    if let Some((at, says)) = says {
        let (x, y) = (round(at.x), round(at.y + SMALL * 0.35));
        let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\">{}</text>", escape(says));
    }
    svg.push_str("</g>");
    Piece { id, svg }
}

impl Picture {
    /// What stands in an `<svg>`: all that is below, then all that is above.
    #[must_use]
    pub fn inside(&self) -> String {
        let of = |pieces: &[Piece]| pieces.iter().map(|piece| piece.svg.as_str()).collect::<String>();
        format!(
            "<g class=\"carto__edges\">{}</g><g class=\"carto__vertices\">{}</g>",
            of(&self.edges),
            of(&self.vertices)
        )
    }

    /// As it stands in `viewBox`.
    #[must_use]
    pub fn view_box(&self) -> String {
        self.view.map(|n| n.to_string()).join(" ")
    }

    /// A file of its own, that any program can show: in light and in dark, by what its viewer prefers.
    #[must_use]
    pub fn file(&self, title: &str) -> String {
        let [_, _, width, height] = self.view;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{}\"><title>{}</title><style>{STYLE}</style><rect class=\"paper\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\"/>{}</svg>\n",
            self.view_box(),
            escape(title),
            self.view[0],
            self.view[1],
            self.inside()
        )
    }
}

/// The colours of a picture that is taken along: those of the pages.
const STYLE: &str = "\
.paper{fill:#fffdf8}\
text{font:13px 'Atkinson Hyperlegible Next',system-ui,sans-serif;fill:#1d2733;text-anchor:middle}\
.carto__label{paint-order:stroke;stroke:#fffdf8;stroke-width:3px;stroke-linejoin:round}\
.carto__edge path{fill:none;stroke:#5a6472;stroke-width:1.4}\
.carto__edge text{font-size:11px;fill:#5a6472;paint-order:stroke;stroke:#fffdf8;stroke-width:3px}\
.carto__edge[data-brought] path{stroke-dasharray:3 4}\
.carto__shape{fill:#5a6472;stroke:#fffdf8;stroke-width:1.2}\
.carto__icon{fill:#fffdf8;font-size:12px;font-weight:700}\
[data-colour='0'] .carto__shape{fill:#3f4e87}[data-colour='1'] .carto__shape{fill:#1b6864}\
[data-colour='2'] .carto__shape{fill:#ae3319}[data-colour='3'] .carto__shape{fill:#6e3562}\
[data-colour='4'] .carto__shape{fill:#84540a}[data-colour='5'] .carto__shape{fill:#2b663a}\
[data-colour='6'] .carto__shape{fill:#a3305f}[data-colour='7'] .carto__shape{fill:#1d6391}\
[data-brought] .carto__shape{stroke-dasharray:2 2;stroke:#1d2733}\
@media(prefers-color-scheme:dark){.paper{fill:#1d2530}text{fill:#efe9dc}\
.carto__label,.carto__edge text{stroke:#1d2530}.carto__edge path{stroke:#a9b0ba}.carto__edge text{fill:#a9b0ba}}";

/// To a tenth: nobody sees less, and a picture is shorter.
fn round(n: f64) -> f64 {
    let tenth = (n * 10.0).round() / 10.0;
    // Never `-0`.
    if tenth == 0.0 { 0.0 } else { tenth }
}

/// As text in XML: what it cannot hold is left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
