//! From where the map is seen: what is in the middle of the window, and how near.

use crate::Position;

/// The window through which the map is seen: its size in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Window {
    pub width: f64,
    pub height: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// What of the map is in the middle of the window.
    pub middle: Position,
    /// Pixels for each unit of the map.
    pub scale: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { middle: Position::default(), scale: 1.0 }
    }
}

/// No farther and no nearer than this.
const LEAST: f64 = 0.04;
const MOST: f64 = 4.0;
/// What fits into the window is not looked at through a magnifying glass.
const FITTING: f64 = 1.25;
/// Around what fits, in pixels.
const MARGIN: f64 = 48.0;

impl Camera {
    /// Where in the window something of the map is, in pixels from its corner.
    #[must_use]
    pub fn to_window(self, at: Position, window: Window) -> Position {
        Position {
            x: (at.x - self.middle.x) * self.scale + window.width / 2.0,
            y: (at.y - self.middle.y) * self.scale + window.height / 2.0,
        }
    }

    /// What of the map is there in the window.
    #[must_use]
    pub fn to_map(self, at: Position, window: Window) -> Position {
        Position {
            x: (at.x - window.width / 2.0) / self.scale + self.middle.x,
            y: (at.y - window.height / 2.0) / self.scale + self.middle.y,
        }
    }

    /// The map moves by so many pixels under the window.
    #[must_use]
    pub fn moved(self, x: f64, y: f64) -> Self {
        let middle = Position { x: self.middle.x - x / self.scale, y: self.middle.y - y / self.scale };
        Self { middle, ..self }
    }

    /// Comes so many times nearer, and what is there in the window stays there.
    #[must_use]
    pub fn zoomed(self, times: f64, about: Position, window: Window) -> Self {
        let held = self.to_map(about, window);
        let near = Self { scale: (self.scale * times).clamp(LEAST, MOST), ..self };
        let now = near.to_window(held, window);
        near.moved(about.x - now.x, about.y - now.y)
    }

    /// Sees all of this: its least corner, and its size.
    #[must_use]
    pub fn fitting((least, size): (Position, Position), window: Window) -> Self {
        let room = |window: f64| (window - 2.0 * MARGIN).max(window / 2.0).max(1.0);
        let scale = f64::min(room(window.width) / size.x.max(1.0), room(window.height) / size.y.max(1.0));
        Self {
            middle: Position { x: least.x + size.x / 2.0, y: least.y + size.y / 2.0 },
            scale: scale.clamp(LEAST, FITTING),
        }
    }

    /// Moves as little as it takes for this to be well inside the window.
    #[must_use]
    pub fn showing(self, at: Position, window: Window) -> Self {
        let seen = self.to_window(at, window);
        let by = |at: f64, size: f64| {
            let margin = MARGIN.min(size / 4.0);
            f64::max(0.0, margin - at) + f64::min(0.0, size - margin - at)
        };
        self.moved(by(seen.x, window.width), by(seen.y, window.height))
    }
}

#[cfg(test)]
mod tests {
    use super::{Camera, Window};
    use crate::Position;

    const WINDOW: Window = Window { width: 800.0, height: 600.0 };

    fn is_near(one: Position, other: Position) -> bool {
        one.distance(other) < 1e-6
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_when_one_comes_nearer() {
        let camera = Camera { middle: Position { x: 30.0, y: -20.0 }, scale: 0.7 };
        let about = Position { x: 120.0, y: 500.0 };
        let held = camera.to_map(about, WINDOW);
        for times in [0.5, 1.3, 100.0] {
            assert!(is_near(camera.zoomed(times, about, WINDOW).to_window(held, WINDOW), about));
        }
        assert!(is_near(camera.to_map(camera.to_window(held, WINDOW), WINDOW), held));
    }

    #[test]
    fn everything_fits_and_nothing_is_magnified() {
        let least = Position { x: -500.0, y: 0.0 };
        let size = Position { x: 3_000.0, y: 100.0 };
        let camera = Camera::fitting((least, size), WINDOW);
        let seen = camera.to_window(least, WINDOW);
        assert!(seen.x > 0.0 && seen.y > 0.0);
        let one = Camera::fitting((least, Position::default()), WINDOW);
        assert!(one.scale < 2.0);
        // A window that has no size yet shows nothing, and breaks nothing.
        assert!(Camera::fitting((least, size), Window::default()).scale.is_finite());
    }

    #[test]
    fn what_is_looked_for_comes_into_the_window_and_what_is_there_moves_nothing() {
        let camera = Camera::default();
        let far = Position { x: 5_000.0, y: 10.0 };
        let seen = camera.showing(far, WINDOW).to_window(far, WINDOW);
        assert!((0.0..=800.0).contains(&seen.x) && (0.0..=600.0).contains(&seen.y));
        assert_eq!(camera.showing(Position { x: 5.0, y: 5.0 }, WINDOW), camera);
    }
}
