//! Which names can be read, and where: none covers another.
//!
//! Those that matter most come first, each below what it names, or beside or above it, where there is room; words on a way stand in its
//! middle, or just above or below. The others wait until one comes nearer. All lengths are in pixels of the screen.

use crate::Position;
use std::collections::HashMap;

/// A name that would like to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// The middle of what it names, and how wide that is from there; none where it stands in the middle itself.
    pub at: Position,
    pub radius: Option<f64>,
    /// How wide the name is.
    pub width: f64,
    /// The greatest come first.
    pub rank: f64,
}

/// How high a line is.
pub const LINE: f64 = 15.0;
/// Between what is named and its name, and between names.
const GAP: f64 = 3.0;
/// Where words on a way go: in its middle, or just above or below that.
const ON_WAY: [(f64, f64); 3] = [(0.0, 0.0), (0.0, -LINE), (0.0, LINE)];
/// The side of a field of the table in which boxes are looked up.
const FIELD: f64 = 48.0;

#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around(middle: Position, width: f64, height: f64) -> Self {
        let (width, height) = (width / 2.0, height / 2.0);
        Self { left: middle.x - width, top: middle.y - height, right: middle.x + width, bottom: middle.y + height }
    }

    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn fields(self) -> impl Iterator<Item = (i64, i64)> {
        #[expect(clippy::cast_possible_truncation, reason = "what is on a screen is near")]
        let field = |at: f64| (at / FIELD).floor() as i64;
        let (left, right, bottom) = (field(self.left), field(self.right), field(self.bottom));
        (field(self.top)..=bottom).flat_map(move |y| (left..=right).map(move |x| (x, y)))
    }
}

/// Where the middle of each name is, in the order of the wishes; `None` for those for which there is no room.
#[must_use]
pub fn place(wishes: &[Wish]) -> Vec<Option<Position>> {
    let mut taken: HashMap<(i64, i64), Vec<(Area, usize)>> = HashMap::new();
    let take = |area: Area, by: usize, taken: &mut HashMap<(i64, i64), Vec<(Area, usize)>>| {
        for field in area.fields() {
            taken.entry(field).or_default().push((area, by));
        }
    };
    for (n, wish) in wishes.iter().enumerate() {
        // A name may come close to what others name, and not over it.
        if let Some(radius) = wish.radius {
            take(Area::around(wish.at, radius * 1.6, radius * 1.6), n, &mut taken);
        }
    }
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|one, other| wishes[*other].rank.total_cmp(&wishes[*one].rank).then(one.cmp(other)));
    let mut placed = vec![None; wishes.len()];
    for n in order {
        let Wish { at, radius, width, .. } = wishes[n];
        let around = radius.map(|radius| {
            let (beside, below) = (radius + GAP + width / 2.0, radius + GAP + LINE / 2.0);
            [(0.0, below), (beside, 0.0), (0.0, -below), (-beside, 0.0)]
        });
        let tries = around.as_ref().map_or(&ON_WAY[..], |tries| &tries[..]);
        let free = tries.iter().find_map(|(x, y)| {
            let middle = Position { x: at.x + x, y: at.y + y };
            let area = Area::around(middle, width + 2.0 * GAP, LINE);
            let is_free = area.fields().all(|field| {
                taken.get(&field).is_none_or(|here| here.iter().all(|(other, by)| *by == n || !other.meets(area)))
            });
            is_free.then_some((middle, area))
        });
        if let Some((middle, area)) = free {
            // Its own name may cover what it names, and no other's may cover it.
            take(area, usize::MAX, &mut taken);
            placed[n] = Some(middle);
        }
    }
    placed
}

/// About how wide a text is where a letter is so high: nobody measures it here.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '!' | '|' | ' ' => 0.32,
        'm' | 'w' | 'M' | 'W' | '—' | '…' | '@' => 0.88,
        c if c.is_uppercase() => 0.68,
        // Signs that fill a square.
        c if c as u32 > 0x2e80 => 1.05,
        _ => 0.56,
    };
    text.chars().map(of).sum::<f64>() * size
}

/// As much of a name as is read at a glance.
#[must_use]
pub fn short(name: &str, most: usize) -> String {
    let name = name.trim();
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let beginning: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{LINE, Wish, place, short, width};
    use crate::Position;

    fn wish(x: f64, rank: f64) -> Wish {
        Wish { at: Position { x, y: 0.0 }, radius: Some(10.0), width: 80.0, rank }
    }

    #[test]
    fn no_name_covers_another_and_those_that_matter_come_first() {
        let wishes: Vec<_> = (0..40).map(|n| wish(f64::from(n) * 7.0, f64::from(n % 5))).collect();
        let placed = place(&wishes);
        let boxes: Vec<_> = placed.iter().flatten().collect();
        assert!(boxes.len() > 3 && boxes.len() < 40);
        for (n, one) in boxes.iter().enumerate() {
            for other in &boxes[n + 1..] {
                assert!((one.x - other.x).abs() >= 80.0 || (one.y - other.y).abs() >= LINE, "{one:?} {other:?}");
            }
        }
        let best = wishes.iter().position(|wish| wish.rank > 3.5).unwrap();
        assert!(placed[best].is_some());
    }

    #[test]
    fn a_name_goes_beside_what_it_names_where_there_is_no_room_below() {
        let mut below = wish(0.0, 2.0);
        below.at.y = 40.0;
        below.radius = Some(18.0);
        let placed = place(&[wish(0.0, 1.0), below]);
        assert_eq!(placed[0].unwrap(), Position { x: 53.0, y: 0.0 });
    }

    #[test]
    fn words_on_a_way_stand_in_its_middle_or_just_beside_it_or_nowhere() {
        let words = |x: f64| Wish { radius: None, rank: -1.0, ..wish(x, 0.0) };
        let placed = place(&[300.0, 320.0, 340.0, 330.0].map(words));
        let found: Vec<_> = placed.iter().map(|at| at.map(|at| (at.x, at.y))).collect();
        assert_eq!(found, [Some((300.0, 0.0)), Some((320.0, -LINE)), Some((340.0, LINE)), None]);
    }

    #[test]
    fn a_long_name_is_cut_and_a_wide_one_is_wide() {
        assert_eq!(short("  Carto  ", 8), "Carto");
        assert_eq!(short("Cartographie", 6), "Carto…");
        assert_eq!(short(&"é".repeat(10_000), 30).chars().count(), 30);
        assert!(width("mmm", 10.0) > width("iii", 10.0));
    }
}
