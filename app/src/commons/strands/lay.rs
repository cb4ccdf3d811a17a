//! Where everything stands on the picture of the strands: along the editions, each strand in a lane that it shares with those that
//! ended before it begins.

use boucle_model::{Became, LongView, MeetupId, Stop, Strand, What};
use std::collections::BTreeMap;

/// Which way time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// From left to right: with room for names.
    Across,
    /// Downwards, for a phone: the numbers of the strands only.
    Down,
}

/// Sizes, in pixels.
struct Sizes {
    /// An edition, along time.
    edition: u32,
    /// What stands before the lanes: the names of the editions.
    head: u32,
    lane: u32,
    /// From the beginning of a lane to its line.
    line: u32,
    /// Before the first edition.
    before: u32,
    /// What leads on behind the last stop.
    tail: u32,
    /// How many editions a strand takes at least: so that its name has room.
    least: usize,
}

impl Time {
    /// For so many editions: few of them have room.
    fn sizes(self, editions: usize) -> Sizes {
        let room = ROOM / u32::try_from(editions).unwrap_or(u32::MAX).max(1);
        match self {
            Self::Across => {
                Sizes { edition: room.clamp(132, 400), head: 44, lane: 64, line: 42, before: 0, tail: 26, least: 2 }
            }
            Self::Down => Sizes { edition: 116, head: 88, lane: 28, line: 14, before: 8, tail: 16, least: 1 },
        }
    }

    /// A point, from where it is along time and across the lanes.
    const fn point(self, along: u32, across: u32) -> (u32, u32) {
        match self {
            Self::Across => (along, across),
            Self::Down => (across, along),
        }
    }
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Where the name of each edition stands, in their order.
    pub(super) editions: Vec<(u32, u32)>,
    /// Between the editions.
    pub(super) borders: Vec<String>,
    /// In their order.
    pub(super) strands: Vec<Drawn>,
}

/// A strand on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) line: String,
    /// What is not at rest leads on a little.
    pub(super) tail: Option<String>,
    /// Where what was lost stops.
    pub(super) lost: Option<(u32, u32)>,
    pub(super) stops: Vec<((u32, u32), What, bool)>,
    /// Where its name or its number stands.
    pub(super) name: (u32, u32),
    /// Whether its name ends there: it begins in the last edition.
    pub(super) is_name_before: bool,
    /// How many characters there is room for.
    pub(super) room: usize,
    /// What is pressed: its place, its width and its height.
    pub(super) field: (u32, u32, u32, u32),
}

/// How far into its edition something is, in hundredths: what arrives opens it, its bilan ends it.
const fn into_edition(what: What) -> u32 {
    match what {
        What::Arrived(_) => 20,
        What::Problem | What::Proposed => 50,
        What::Adopted { .. } => 78,
    }
}

/// How wide a picture of few editions is.
const ROOM: u32 = 1_040;
/// Room that a letter of a name takes, in pixels, at most.
const LETTER: u32 = 8;
/// From one thing to another that stands in the same place.
const APART: u32 = 13;
/// Room behind the last edition.
const BEHIND: u32 = 8;

/// Where a strand stands: its lane, and the editions that it has there for itself.
#[derive(Debug, Clone, Copy)]
struct Seat {
    lane: usize,
    from: usize,
    to: usize,
    /// It begins in the last edition, where there is no room behind it: its name stands before.
    is_last: bool,
}

pub(super) fn picture(view: &LongView, time: Time) -> Picture {
    let sizes = time.sizes(view.sums.len());
    let places: BTreeMap<MeetupId, usize> = view.sums.iter().map(|sum| sum.meetup).zip(0..).collect();
    let seats = seats(view, &places, sizes.least);
    let lanes = seats.iter().map(|seat| seat.lane + 1).max().unwrap_or(0);
    let strands = view.strands.iter().zip(seats).map(|(strand, seat)| drawn(strand, time, &places, seat));
    let many = view.sums.len();
    let length = sizes.edge(many.max(sizes.least)) + BEHIND;
    let breadth = sizes.across(lanes) - sizes.line;
    let (width, height) = time.point(length, breadth);
    let editions = (0..many).map(|n| match time {
        Time::Across => (sizes.edge(n) + 10, 26),
        Time::Down => (2, sizes.edge(n) + 22),
    });
    let borders = (1..many).map(|n| {
        let ((x, y), (to_x, to_y)) = (time.point(sizes.edge(n), 0), time.point(sizes.edge(n), breadth));
        format!("M{x} {y}L{to_x} {to_y}")
    });
    Picture { width, height, editions: editions.collect(), borders: borders.collect(), strands: strands.collect() }
}

/// Gives each strand the first lane that is free for as long as it needs one.
fn seats(view: &LongView, places: &BTreeMap<MeetupId, usize>, least: usize) -> Vec<Seat> {
    let last = view.sums.len().saturating_sub(1);
    // Of each lane, the edition from which it is free.
    let mut free: Vec<usize> = Vec::new();
    let seat = |strand: &Strand| {
        let ends = || strand.stops.iter().filter_map(|stop| places.get(&stop.meetup).copied());
        let (first, end) = (ends().min().unwrap_or(0), ends().max().unwrap_or(0));
        let is_last = first == last && last > 0 && least > 1;
        let from = if is_last { last + 1 - least } else { first };
        let to = end.max(from + least - 1);
        let lane = free.iter().position(|free| *free <= from).unwrap_or_else(|| {
            free.push(0);
            free.len() - 1
        });
        free[lane] = to + 1;
        Seat { lane, from, to, is_last }
    };
    view.strands.iter().map(seat).collect()
}

impl Sizes {
    /// Where an edition begins, along time.
    fn edge(&self, edition: usize) -> u32 {
        self.before + self.edition * u32::try_from(edition).unwrap_or(0)
    }

    /// Where the line of a lane is.
    fn across(&self, lane: usize) -> u32 {
        self.head + self.lane * u32::try_from(lane).unwrap_or(0) + self.line
    }
}

fn drawn(strand: &Strand, time: Time, places: &BTreeMap<MeetupId, usize>, seat: Seat) -> Drawn {
    let sizes = time.sizes(places.len());
    let across = sizes.across(seat.lane);
    let along = |stop: &Stop| {
        let edition = places.get(&stop.meetup).copied().unwrap_or(0);
        sizes.edge(edition) + sizes.edition * into_edition(stop.what) / 100
    };
    let mut at: Vec<(u32, MeetupId)> = strand.stops.iter().map(|stop| (along(stop), stop.meetup)).collect();
    at.dedup();
    let (begin, end) = (at.first().map_or(0, |at| at.0), at.last().map_or(0, |at| at.0));
    let leads_on = matches!(strand.end, Became::Doing | Became::Open | Became::Waiting | Became::Lost);
    let tail = end + sizes.tail;
    let ((x, y), (to_x, to_y)) = (time.point(end, across), time.point(tail, across));
    let mut beside: BTreeMap<u32, u32> = BTreeMap::new();
    let stops = strand.stops.iter().map(|stop| {
        let many = beside.entry(along(stop)).or_insert(0);
        *many += 1;
        let aside = match *many {
            1 => across,
            many if many.is_multiple_of(2) => across + APART,
            _ => across.saturating_sub(APART),
        };
        (time.point(along(stop), aside), stop.what, stop.is_again)
    });
    let stops = stops.collect();
    let right = sizes.edge(seat.to + 1) - 4;
    let (name, room, field) = match time {
        Time::Across if seat.is_last => {
            let left = sizes.edge(seat.from) + 4;
            ((right - 6, across - 20), right - left - 12, (left, across - 40, right - left, 56))
        }
        Time::Across => {
            let left = begin.saturating_sub(16);
            ((left + 6, across - 20), right - left - 12, (left, across - 40, right - left, 56))
        }
        Time::Down => {
            let top = begin.saturating_sub(28);
            ((across, begin.saturating_sub(13)), 3 * LETTER, (across - 14, top, 28, (tail + 4 - top).max(48)))
        }
    };
    Drawn {
        line: line(time, across, &at),
        tail: leads_on.then(|| format!("M{x} {y}L{to_x} {to_y}")),
        lost: (strand.end == Became::Lost).then_some((to_x, to_y)),
        stops,
        name,
        is_name_before: seat.is_last,
        room: usize::try_from(room / LETTER).unwrap_or(0),
        field,
    }
}

/// A line through these places: from one edition to the next through a dip, as on the map.
fn line(time: Time, across: u32, at: &[(u32, MeetupId)]) -> String {
    let mut line = String::new();
    let mut before: Option<(u32, MeetupId)> = None;
    for (here, meetup) in at {
        let (x, y) = time.point(*here, across);
        line.push_str(&match before {
            None => format!("M{x} {y}"),
            Some((_, same)) if same == *meetup => format!("L{x} {y}"),
            Some((there, _)) => {
                let dip = |along| time.point(along, across + 9);
                let ((a, b), (c, d)) = (dip(there + 14), dip(here.saturating_sub(14)));
                format!("C{a} {b} {c} {d} {x} {y}")
            }
        });
        before = Some((*here, *meetup));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Time, picture};
    use boucle_model::{Arrival, Chapter, Decision, Fate, LongView, MeetupId, RowId, Telling, ToldCard, long_view};

    /// Editions in each of which so many improvements are adopted, which all arrive in the next.
    fn view(adopted: &[u8]) -> LongView {
        let meetup = |n: usize| MeetupId::from_bytes([u8::try_from(n).unwrap(); 16]);
        let row = |n: usize, k: u8| RowId::from_bytes([u8::try_from(n).unwrap() * 16 + k; 16]);
        let card = |id| ToldCard {
            id,
            text: "Un micro".into(),
            is_problem: false,
            answers: None,
            again: None,
            decision: Some(Decision::Adopted),
        };
        let arrival = |from, id| Arrival {
            id,
            text: "Un micro".into(),
            from: Some(from),
            problem: String::new(),
            fate: Fate::Done,
            note: String::new(),
        };
        let chapters = adopted.iter().enumerate().map(|(n, many)| Chapter {
            meetup: meetup(n),
            number: n as u64 + 1,
            telling: Some(Telling {
                cards: (0..*many).map(|k| card(row(n, k))).collect(),
                arrivals: n
                    .checked_sub(1)
                    .map(|before| (0..adopted[before]).map(|k| arrival(meetup(before), row(before, k))).collect())
                    .unwrap_or_default(),
                ..Telling::default()
            }),
        });
        long_view(&chapters.collect::<Vec<_>>())
    }

    #[test]
    fn strands_share_a_lane_only_where_they_do_not_meet() {
        for time in [Time::Across, Time::Down] {
            let drawn = picture(&view(&[2, 0, 3, 1, 0, 0, 1, 2, 1, 2]), time);
            for (n, one) in drawn.strands.iter().enumerate() {
                for other in &drawn.strands[..n] {
                    let ((x, y, width, height), (left, top, wide, high)) = (one.field, other.field);
                    let apart = x + width <= left || left + wide <= x || y + height <= top || top + high <= y;
                    assert!(apart, "{time:?}: {one:?} lies on {other:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_stands_outside_the_picture() {
        for adopted in [&[1][..], &[0, 1], &[9, 9, 9], &[]] {
            for time in [Time::Across, Time::Down] {
                let drawn = picture(&view(adopted), time);
                for strand in &drawn.strands {
                    let ((x, y), (left, top, wide, high)) = (strand.name, strand.field);
                    assert!(x <= drawn.width && y <= drawn.height, "{strand:?} in {time:?}");
                    assert!(left + wide <= drawn.width && top + high <= drawn.height, "{strand:?} in {time:?}");
                    assert!(strand.stops.iter().all(|((x, y), ..)| *x < drawn.width && *y < drawn.height));
                }
            }
        }
    }
}
