//! Where everything stands.
//!
//! Three arrangements: by forces, where what is linked is near; in rings around one vertex; and in time, from left to right by
//! meetup. None of them moves what somebody pinned where the arrangement is by forces, and none depends on chance: the same graph
//! with the same known places stands the same everywhere.

mod force;
mod radial;
mod time;

pub use force::Settling;
pub use radial::radial;
pub use time::time;

use boucle_model::Pin;

/// A position on the map, in its own units; y grows downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    pub x: f64,
    pub y: f64,
}

/// By what the map is arranged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arrangement {
    #[default]
    Force,
    Radial,
    Time,
}

impl Arrangement {
    pub const ALL: [Self; 3] = [Self::Force, Self::Radial, Self::Time];

    /// The name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Radial => "radial",
            Self::Time => "time",
        }
    }
}

impl From<Pin> for Position {
    fn from(pin: Pin) -> Self {
        Self { x: pin.x.into(), y: pin.y.into() }
    }
}

impl Position {
    /// Whether both are numbers that can be drawn.
    #[must_use]
    pub fn is_somewhere(self) -> bool {
        let far = f64::from(Pin::FARTHEST);
        self.x.is_finite() && self.y.is_finite() && self.x.abs() <= far && self.y.abs() <= far
    }

    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// How wide a vertex with so many edges is drawn, from its middle.
#[must_use]
pub fn radius(degree: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no map has so many edges")]
    let degree = degree as f64;
    (7.0 + 2.2 * degree.sqrt()).min(22.0)
}

/// The rectangle in which all of these are: its least corner, then its size. That of nothing is small and in the middle.
#[must_use]
pub fn bounds(places: impl IntoIterator<Item = Position>) -> (Position, Position) {
    let mut places = places.into_iter().filter(|place| place.is_somewhere());
    let Some(first) = places.next() else { return (Position { x: -50.0, y: -50.0 }, Position { x: 100.0, y: 100.0 }) };
    let (mut least, mut most) = (first, first);
    for place in places {
        least = Position { x: least.x.min(place.x), y: least.y.min(place.y) };
        most = Position { x: most.x.max(place.x), y: most.y.max(place.y) };
    }
    (least, Position { x: most.x - least.x, y: most.y - least.y })
}
