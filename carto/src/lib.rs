//! How the Meta-Carto is seen: what is on it, where everything stands, what of it is looked for, and its picture.
//!
//! All of it is a function of what the documents say: the server draws with it what the browser draws.
//!
//! ```text
//! Carto (model) ─┐
//!                ├→ Graph ─┬→ Query::shown ─┐
//! what the loop ─┘         └→ layout ───────┴→ picture ─→ SVG (server, export), canvas (browser)
//! brings
//! ```

pub mod brought;
mod camera;
pub mod exchange;
mod fold;
pub mod graph;
pub mod labels;
pub mod layout;
pub mod query;
pub mod svg;
mod walk;

pub use brought::{Loop, Relation, Source};
pub use camera::{Camera, Window};
pub use fold::fold;
pub use graph::{Edge, Graph, Look, Vertex, Way};
pub use layout::{Arrangement, Position, Settling};
pub use query::Query;
pub use walk::{Direction, walk};
