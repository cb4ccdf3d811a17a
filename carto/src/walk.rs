//! From one vertex to the next by the arrow keys.

use crate::Position;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// The nearest in this direction of those that are shown; what is straight ahead counts as nearer than what is aside.
#[must_use]
pub fn walk(places: &[Position], shown: &[bool], from: usize, to: Direction) -> Option<usize> {
    let here = *places.get(from)?;
    let cost = |there: Position| {
        let (x, y) = (there.x - here.x, there.y - here.y);
        let (ahead, aside) = match to {
            Direction::Left => (-x, y.abs()),
            Direction::Right => (x, y.abs()),
            Direction::Up => (-y, x.abs()),
            Direction::Down => (y, x.abs()),
        };
        // What is more aside than ahead is in another direction.
        (ahead > 0.0 && aside <= ahead).then_some(ahead + 2.0 * aside)
    };
    let is_shown = |n: &usize| *n != from && shown.get(*n) == Some(&true);
    let all = (0..places.len()).filter(is_shown).filter_map(|n| Some((cost(places[n])?, n)));
    all.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))).map(|(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::{Direction, walk};
    use crate::Position;

    #[test]
    fn arrows_lead_to_the_nearest_that_is_shown_on_that_side() {
        let places = [(0.0, 0.0), (50.0, 0.0), (40.0, 30.0), (-10.0, 0.0), (0.0, 90.0), (30.0, 0.0)];
        let places = places.map(|(x, y)| Position { x, y });
        let shown = [true, true, true, true, true, false];
        let to = |direction| walk(&places, &shown, 0, direction);
        assert_eq!(to(Direction::Right), Some(1));
        assert_eq!(to(Direction::Left), Some(3));
        assert_eq!(to(Direction::Down), Some(4));
        assert_eq!(to(Direction::Up), None);
        assert_eq!(walk(&places, &shown, 9, Direction::Up), None);
    }
}
