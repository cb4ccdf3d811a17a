//! Which date and venue suit best, and why.

use super::{Choice, Poll, Vote};
use crate::{PersonId, Talks};
use std::cmp::Reverse;

/// A date and a venue, and whom they suit.
///
/// Somebody *can* come to both when they say yes to the date and nothing worse of the venue; *could* when the worst they say
/// is *if need be*; *cannot* when they say no to one of them. Who says nothing of the date, where there are dates, is not
/// counted; who says nothing of the venue has nothing against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    pub choice: Choice,
    pub can: usize,
    pub could: usize,
    pub cannot: usize,
    /// How many might speak, and of these, how many can, and how many could.
    pub speakers: usize,
    pub speakers_can: usize,
    pub speakers_could: usize,
    /// How many people the venue holds, where that is known.
    pub capacity: Option<usize>,
}

impl Ranked {
    /// Whether the venue holds all who can come and all who could; so it does while nobody knows.
    #[must_use]
    pub fn holds_all(&self) -> bool {
        self.capacity.is_none_or(|capacity| capacity >= self.can + self.could)
    }
}

impl Poll {
    /// All dates with all venues, of many those twenty of each that suit most, the best first: where most speakers can come or could, then where most of them can; then
    /// where most people come, a *could* counting for half of a *can*, and no more of them than the venue holds; then where
    /// fewest cannot; then where most say yes in so many words; then the earliest.
    #[must_use]
    pub fn rank(&self, talks: &Talks) -> Vec<Ranked> {
        let speakers = talks.possible();
        let counts: Vec<_> = self.options().map(|option| self.count(option)).collect();
        let dates = best(&counts[..self.dates.len()]);
        let venues = best(&counts[self.dates.len()..]);
        let mut all: Vec<(Ranked, usize)> = Vec::new();
        for date in &dates {
            for venue in &venues {
                if date.is_some() || venue.is_some() {
                    let columns = (*date, venue.map(|venue| self.dates.len() + venue));
                    let said_yes = [columns.0, columns.1].into_iter().flatten().map(|column| counts[column][0]).sum();
                    all.push((self.weigh(*date, *venue, columns, &speakers), said_yes));
                }
            }
        }
        let comes = |ranked: &Ranked| {
            let weight = 2 * ranked.can + ranked.could;
            ranked.capacity.map_or(weight, |capacity| weight.min(capacity.saturating_mul(2)))
        };
        // Dates and venues stand in their order: a stable sort leaves the earliest first.
        all.sort_by_key(|(ranked, said_yes)| {
            let speak = ranked.speakers_can + ranked.speakers_could;
            (Reverse(speak), Reverse(ranked.speakers_can), Reverse(comes(ranked)), ranked.cannot, Reverse(*said_yes))
        });
        all.into_iter().map(|(ranked, _)| ranked).collect()
    }

    fn weigh(
        &self,
        date: Option<usize>,
        venue: Option<usize>,
        columns: (Option<usize>, Option<usize>),
        speakers: &[PersonId],
    ) -> Ranked {
        let (date, venue) = (date.map(|n| self.dates[n].id), venue.map(|n| &self.venues[n]));
        let mut ranked = Ranked {
            choice: Choice { date, venue: venue.map(|venue| venue.id) },
            can: 0,
            could: 0,
            cannot: 0,
            speakers: speakers.len(),
            speakers_can: 0,
            speakers_could: 0,
            capacity: venue.and_then(|venue| venue.capacity),
        };
        for ballot in &self.ballots {
            let vote = |column: Option<usize>| column.and_then(|column| ballot.votes.0.get(column).copied().flatten());
            let both = match columns {
                (Some(_), _) => vote(columns.0).map(|date| vote(columns.1).map_or(date, |venue| date.min(venue))),
                (None, column) => vote(column),
            };
            let speaks = usize::from(speakers.binary_search(&ballot.person).is_ok());
            match both {
                Some(Vote::Yes) => {
                    ranked.can += 1;
                    ranked.speakers_can += speaks;
                }
                Some(Vote::IfNeedBe) => {
                    ranked.could += 1;
                    ranked.speakers_could += speaks;
                }
                Some(Vote::No) => ranked.cannot += 1,
                None => {}
            }
        }
        ranked
    }
}

/// How many dates, and how many venues, are weighed against each other.
const WEIGHED: usize = 20;

/// The places of those that suit most people, in their order; nothing alone where there are none.
fn best(counts: &[[usize; 3]]) -> Vec<Option<usize>> {
    let mut places: Vec<_> = (0..counts.len()).collect();
    places.sort_by_key(|n| Reverse(2 * counts[*n][0] + counts[*n][1]));
    places.truncate(WEIGHED);
    places.sort_unstable();
    if places.is_empty() { vec![None] } else { places.into_iter().map(Some).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ballot, RowId, Slot, Speaker, Status, Talk, Title, Venue, Votes};

    fn id(n: u8) -> RowId {
        RowId::from_bytes([n; 16])
    }

    fn slot(n: u8, when: &str) -> Slot {
        Slot { id: id(n), when: when.parse().unwrap(), by: None }
    }

    fn venue(n: u8, capacity: Option<usize>) -> Venue {
        let name = Title { text: format!("lieu {n}"), rivals: Vec::new() };
        Venue { id: id(n), name, address: String::new(), capacity, access: String::new(), by: None }
    }

    fn ballot(n: u8, votes: &str) -> Ballot {
        let vote = |letter| match letter {
            'y' => Some(Vote::Yes),
            'i' => Some(Vote::IfNeedBe),
            'n' => Some(Vote::No),
            _ => None,
        };
        Ballot { person: PersonId::from_bytes([n; 16]), votes: Votes(votes.chars().map(vote).collect()) }
    }

    fn talks(speakers: &[(u8, Status)]) -> Talks {
        let speaker = |(n, status): &(u8, Status)| Speaker {
            person: PersonId::from_bytes([*n; 16]),
            status: *status,
            rivals: Vec::new(),
        };
        let talk = Talk {
            id: id(99),
            subject: Title::default(),
            summary: Title::default(),
            links: String::new(),
            by: None,
            speakers: speakers.iter().map(speaker).collect(),
        };
        Talks { all: vec![talk], ..Talks::default() }
    }

    /// (date, venue, can, could, cannot) of each, the best first.
    fn ranking(poll: &Poll, talks: &Talks) -> Vec<(u8, u8, usize, usize, usize)> {
        let n = |id: Option<RowId>| id.map_or(0, |id| id.as_bytes()[0]);
        let all = poll.rank(talks).into_iter();
        all.map(|r| (n(r.choice.date), n(r.choice.venue), r.can, r.could, r.cannot)).collect()
    }

    #[test]
    fn m38_the_ranking_counts_who_can_come_to_both_and_speakers_come_first() {
        let mut poll = Poll {
            dates: vec![slot(1, "2027-01-14"), slot(2, "2027-01-21")],
            venues: vec![venue(3, Some(40)), venue(4, None)],
            // Dates 1 and 2, venues 3 and 4.
            ballots: vec![
                ballot(1, "yyyn"),
                ballot(2, "yiy-"),
                ballot(3, "yn-y"),
                ballot(4, "-yyy"),
                ballot(5, "ny--"),
            ],
            ..Poll::default()
        };
        let nobody = Talks::default();
        assert_eq!(
            ranking(&poll, &nobody),
            [(2, 3, 3, 1, 1), (1, 3, 3, 0, 1), (2, 4, 2, 1, 2), (1, 4, 2, 0, 2)],
            "who could counts for half"
        );
        // The one who speaks cannot come to the second date.
        let ranked = poll.rank(&talks(&[(3, Status::Interested), (5, Status::Declined)]));
        assert_eq!(ranked[0].choice, Choice { date: Some(id(1)), venue: Some(id(3)) });
        assert_eq!((ranked[0].speakers, ranked[0].speakers_can, ranked[0].speakers_could), (1, 1, 0));
        assert_eq!(ranked[3].speakers_can, 0);
        // A room that holds one is worth one, however many would come.
        poll.venues[0].capacity = Some(1);
        assert_eq!(poll.rank(&nobody)[0].choice.venue, Some(id(4)));
        let small = poll.rank(&nobody).into_iter().find(|ranked| ranked.capacity == Some(1)).unwrap();
        assert!(!small.holds_all());
        // Of two venues against which nobody has anything, the one that somebody wants.
        let silent = Poll {
            dates: vec![slot(1, "2027-01-14")],
            venues: vec![venue(3, None), venue(4, None)],
            ballots: vec![ballot(1, "y-y"), ballot(2, "y--")],
            ..Poll::default()
        };
        assert_eq!(ranking(&silent, &nobody), [(1, 4, 2, 0, 0), (1, 3, 2, 0, 0)]);
    }

    /// Found by reading: four million choices were weighed on the server, for one small document.
    #[test]
    fn m38_of_thousands_of_options_those_that_suit_most_are_weighed() {
        let many = 3_000;
        let id = |n: usize| RowId::from_bytes(std::array::from_fn(|at| n.to_be_bytes()[at % 8]));
        let poll = Poll {
            dates: (0..many).map(|n| Slot { id: id(n), ..slot(1, "2027-01-14") }).collect(),
            venues: (0..many).map(|n| Venue { id: id(many + n), ..venue(1, Some(usize::MAX)) }).collect(),
            ballots: vec![Ballot {
                person: PersonId::from_bytes([1; 16]),
                votes: Votes((0..2 * many).map(|n| (n % many == many - 1).then_some(Vote::Yes)).collect()),
            }],
            ..Poll::default()
        };
        let ranked = poll.rank(&Talks::default());
        assert_eq!(ranked.len(), 400);
        assert_eq!(ranked[0].choice, Choice { date: Some(id(many - 1)), venue: Some(id(2 * many - 1)) });
    }

    #[test]
    fn m38_dates_alone_and_venues_alone_are_ranked_too() {
        let dates = Poll {
            dates: vec![slot(1, "2027-01-14"), slot(2, "2027-01-21")],
            ballots: vec![ballot(1, "yy"), ballot(2, "-i")],
            ..Poll::default()
        };
        assert_eq!(ranking(&dates, &Talks::default()), [(2, 0, 1, 1, 0), (1, 0, 1, 0, 0)]);
        let venues =
            Poll { venues: vec![venue(3, None), venue(4, None)], ballots: vec![ballot(1, "ny")], ..Poll::default() };
        assert_eq!(ranking(&venues, &Talks::default()), [(0, 4, 1, 0, 0), (0, 3, 0, 0, 1)]);
        assert!(Poll::default().rank(&Talks::default()).is_empty());
        // Nobody has voted: the earliest first.
        let silent = Poll { ballots: Vec::new(), ..dates };
        assert_eq!(ranking(&silent, &Talks::default()), [(1, 0, 0, 0, 0), (2, 0, 0, 0, 0)]);
    }
}
