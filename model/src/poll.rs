//! The poll of a meetup: dates and venues that anyone adds, what everybody says of each, and what was chosen.
//!
//! A ballot is a mark, one for each person and option: voting twice is once, and no two people's votes meet.

mod rank;
pub mod sheet;

pub use rank::Ranked;

use crate::{
    Cell, Command, Datum, Field, Mark, Marks, Own, PersonId, Presence, Put, Row, RowId, Rows, Title, When, read,
};
use automerge::Automerge;
use serde::{Deserialize, Serialize, de};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::{self, Display, Formatter},
    ops::RangeInclusive,
    str::FromStr,
};

/// How many people a venue can hold.
pub const CAPACITY: RangeInclusive<i64> = crate::SEATS;

/// What somebody says of a date or a venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    No,
    IfNeedBe,
    Yes,
}

/// When the meetup could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub id: RowId,
    pub when: When,
    pub by: Option<PersonId>,
}

/// Where it could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    pub id: RowId,
    /// What it is called, and what else was said there at the same moment.
    pub name: Title,
    pub address: String,
    /// How many people it holds; `None` while nobody knows.
    pub capacity: Option<usize>,
    /// How one comes in, for whom it is easy and for whom not.
    pub access: String,
    pub by: Option<PersonId>,
}

/// What one person says of all options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    pub person: PersonId,
    /// In the order of [`Poll::options`].
    pub votes: Votes,
}

/// What somebody says of each option; nothing, of some. As a text, a letter for each: `y`, `i`, `n`, or `-` for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Votes(pub Vec<Option<Vote>>);

/// A date and a venue, or one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Choice {
    pub date: Option<RowId>,
    pub venue: Option<RowId>,
}

/// An option that was taken away. What was said of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOff {
    pub of: Rows,
    pub id: RowId,
    /// The time of a date, the name of a venue.
    pub says: String,
    /// Everybody who has said something of it.
    pub voters: Vec<PersonId>,
}

/// Dates, venues, and what everybody says of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The earliest first.
    pub dates: Vec<Slot>,
    /// Those that were added first first.
    pub venues: Vec<Venue>,
    /// Everybody who has said something, in the order of their ids.
    pub ballots: Vec<Ballot>,
    pub taken_off: Vec<TakenOff>,
    /// What it was closed on; `None` while it is open.
    pub chosen: Option<Choice>,
    /// What others closed it on at the same moment.
    pub rivals: Vec<Choice>,
}

/// Reads the poll alone.
#[must_use]
pub fn read_poll(doc: &Automerge) -> Poll {
    let mut rows = read::read_rows(doc, Rows::Dates);
    rows.retain(|row| row.text(Field::When).parse::<When>().is_ok());
    let (gone, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_gone);
    let mut dates: Vec<_> = rows.iter().filter_map(Slot::of).collect();
    dates.sort_by_cached_key(|slot| (slot.when.starts(), slot.when.clone(), slot.id));
    let (closed, mut rows): (Vec<_>, Vec<_>) =
        read::read_rows(doc, Rows::Venues).into_iter().partition(|row| row.is_gone);
    rows.sort_by_key(|row| (row.at, row.id));
    let venues: Vec<_> = rows.iter().map(Venue::of).collect();

    let mut taken_off: Vec<_> = gone.iter().map(|row| TakenOff::of(Rows::Dates, row)).collect();
    taken_off.extend(closed.iter().map(|row| TakenOff::of(Rows::Venues, row)));
    let ids = dates.iter().map(|slot| slot.id).chain(venues.iter().map(|venue| venue.id));
    let columns: HashMap<RowId, usize> = ids.zip(0..).collect();
    let mut ballots: BTreeMap<PersonId, Vec<Option<Vote>>> = BTreeMap::new();
    read::each_said(doc, Marks::Ballots, |mark, said| {
        let Some(option) = mark.of.map(RowId::from_bytes) else { return };
        let Some(vote) = Vote::of(said.value.text()) else { return };
        if let Some(column) = columns.get(&option) {
            ballots.entry(mark.by).or_insert_with(|| vec![None; columns.len()])[*column] = Some(vote);
        } else if let Some(taken) = taken_off.iter_mut().find(|taken| taken.id == option) {
            taken.voters.push(mark.by);
        }
    });
    let ballots = ballots.into_iter().map(|(person, votes)| Ballot { person, votes: Votes(votes) }).collect();

    let said = read::read_own(doc, Own::Chosen);
    let chosen = said.as_ref().and_then(|said| said.value.text().parse().ok());
    let rivals = said.iter().flat_map(|said| &said.rivals).filter_map(|rival| rival.text().parse().ok()).collect();
    Poll { dates, venues, ballots, taken_off, chosen, rivals }
}

impl Poll {
    /// Reads again what these people say of these options, where nothing else has changed in the document since all of it
    /// was read.
    pub fn read_again<'a>(&mut self, doc: &Automerge, votes: impl IntoIterator<Item = &'a Mark>) {
        let columns = self.options().count();
        for mark in votes {
            // What was taken off the poll comes back with a vote.
            let Some(column) = mark.of.and_then(|option| self.column(RowId::from_bytes(option))) else {
                *self = read_poll(doc);
                return;
            };
            let said = read::read_cell(doc, Cell::Mark(Marks::Ballots, *mark));
            let vote = said.and_then(|said| Vote::of(said.value.text()));
            match self.ballots.binary_search_by_key(&mark.by, |ballot| ballot.person) {
                Ok(at) => {
                    let Votes(votes) = &mut self.ballots[at].votes;
                    votes.resize(columns, None);
                    votes[column] = vote;
                    if votes.iter().all(Option::is_none) {
                        self.ballots.remove(at);
                    }
                }
                Err(at) if vote.is_some() => {
                    let mut votes = vec![None; columns];
                    votes[column] = vote;
                    self.ballots.insert(at, Ballot { person: mark.by, votes: Votes(votes) });
                }
                Err(_) => {}
            }
        }
    }

    /// Whether there is nothing to choose between.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.venues.is_empty()
    }

    /// Its columns: the dates, then the venues.
    pub fn options(&self) -> impl Iterator<Item = RowId> {
        self.dates.iter().map(|slot| slot.id).chain(self.venues.iter().map(|venue| venue.id))
    }

    fn column(&self, option: RowId) -> Option<usize> {
        self.options().position(|id| id == option)
    }

    #[must_use]
    pub fn slot(&self, id: RowId) -> Option<&Slot> {
        self.dates.iter().find(|slot| slot.id == id)
    }

    #[must_use]
    pub fn venue(&self, id: RowId) -> Option<&Venue> {
        self.venues.iter().find(|venue| venue.id == id)
    }

    #[must_use]
    pub fn ballot(&self, person: PersonId) -> Option<&Ballot> {
        self.ballots.binary_search_by_key(&person, |ballot| ballot.person).ok().map(|at| &self.ballots[at])
    }

    #[must_use]
    pub fn vote_of(&self, person: PersonId, option: RowId) -> Option<Vote> {
        self.ballot(person)?.votes.0.get(self.column(option)?).copied().flatten()
    }

    /// What somebody said, option by option.
    pub fn votes_of(&self, person: PersonId) -> impl Iterator<Item = (RowId, Vote)> {
        let votes = self.ballot(person).map(|ballot| ballot.votes.0.as_slice()).unwrap_or_default();
        self.options().zip(votes).filter_map(|(id, vote)| Some((id, (*vote)?)))
    }

    /// How many say yes to an option, if need be, and no.
    #[must_use]
    pub fn count(&self, option: RowId) -> [usize; 3] {
        let mut counts = [0; 3];
        let votes = self.column(option).into_iter().flat_map(|column| {
            self.ballots.iter().filter_map(move |ballot| ballot.votes.0.get(column).copied().flatten())
        });
        for vote in votes {
            counts[match vote {
                Vote::Yes => 0,
                Vote::IfNeedBe => 1,
                Vote::No => 2,
            }] += 1;
        }
        counts
    }

    /// Closes the poll on this, or opens it again. Where nobody has counted the seats yet, they are those of the venue.
    #[must_use]
    pub fn close(&self, choice: Option<Choice>, seats: Option<usize>) -> Command {
        let value = choice.map(|choice| Datum::Text(choice.to_string()));
        let venue = choice.and_then(|choice| self.venue(choice.venue?));
        let capacity = venue.and_then(|venue| i64::try_from(venue.capacity?).ok()).filter(|_| seats.is_none());
        let seats = capacity.map(|seats| Put { cell: Cell::Own(Own::Seats), value: Some(Datum::Whole(seats)) });
        Command::Put { puts: std::iter::once(Put { cell: Cell::Own(Own::Chosen), value }).chain(seats).collect() }
    }
}

impl Vote {
    pub const ALL: [Self; 3] = [Self::Yes, Self::IfNeedBe, Self::No];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::IfNeedBe => "if-need-be",
            Self::No => "no",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.name() == name)
    }

    pub(crate) fn put(self, option: RowId, by: PersonId) -> Put {
        put_vote(option, by, Some(self))
    }

    /// Says this of an option; `None` takes it back.
    #[must_use]
    pub fn cast(option: RowId, by: PersonId, vote: Option<Self>) -> Command {
        Command::Put { puts: vec![put_vote(option, by, vote)] }
    }
}

fn put_vote(option: RowId, by: PersonId, vote: Option<Vote>) -> Put {
    let value = vote.map(|vote| Datum::Text(vote.name().to_owned()));
    Put { cell: Cell::Mark(Marks::Ballots, Mark::of(option, by)), value }
}

impl Slot {
    fn of(row: &Row) -> Option<Self> {
        Some(Self { id: row.id, when: row.text(Field::When).parse().ok()?, by: row.by })
    }

    #[must_use]
    pub fn add(id: RowId, when: &When) -> Command {
        Command::Put { puts: vec![Self::put(id, when)] }
    }

    fn put(id: RowId, when: &When) -> Put {
        Put { cell: Cell::Row(Rows::Dates, id, Field::When), value: Some(Datum::Text(when.to_string())) }
    }
}

impl Venue {
    fn of(row: &Row) -> Self {
        Self {
            id: row.id,
            name: row.title(Field::Text),
            address: row.text(Field::Address).to_owned(),
            // A number that no device of another width could hold would not even be a number there.
            capacity: row
                .whole(Field::Capacity)
                .filter(|capacity| CAPACITY.contains(capacity))
                .and_then(|capacity| usize::try_from(capacity).ok()),
            access: row.text(Field::Access).to_owned(),
            by: row.by,
        }
    }

    /// Adds a venue, with what is known of it.
    #[must_use]
    pub fn add(id: RowId, name: &str, address: &str, capacity: Option<i64>) -> Command {
        Command::Put { puts: Self::puts(id, name, address, capacity) }
    }

    pub(crate) fn puts(id: RowId, name: &str, address: &str, capacity: Option<i64>) -> Vec<Put> {
        let put = |field, value| Put { cell: Cell::Row(Rows::Venues, id, field), value: Some(value) };
        let mut puts = vec![put(Field::Text, Datum::Text(name.to_owned()))];
        if !address.is_empty() {
            puts.push(put(Field::Address, Datum::Text(address.to_owned())));
        }
        puts.extend(capacity.map(|capacity| put(Field::Capacity, Datum::Whole(capacity))));
        puts
    }

    /// Says its name, its address or how one comes in, in other words.
    #[must_use]
    pub fn say(id: RowId, field: Field, words: &str) -> Command {
        let value = Some(Datum::Text(words.to_owned()));
        Command::Put { puts: vec![Put { cell: Cell::Row(Rows::Venues, id, field), value }] }
    }

    /// Says how many people it holds; `None` for what nobody knows.
    #[must_use]
    pub fn hold(id: RowId, capacity: Option<i64>) -> Command {
        let cell = Cell::Row(Rows::Venues, id, Field::Capacity);
        Command::Put { puts: vec![Put { cell, value: capacity.map(Datum::Whole) }] }
    }
}

impl TakenOff {
    fn of(of: Rows, row: &Row) -> Self {
        Self { of, id: row.id, says: row.text(of.says()).to_owned(), voters: Vec::new() }
    }

    /// Takes an option away, or brings it back.
    #[must_use]
    pub fn take(of: Rows, id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of, id, gone }])
    }
}

impl Display for Choice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (n, id) in [self.date, self.venue].into_iter().enumerate() {
            let space = if n > 0 { " " } else { "" };
            match id {
                Some(id) => write!(f, "{space}{id}")?,
                None => write!(f, "{space}-")?,
            }
        }
        Ok(())
    }
}

impl FromStr for Choice {
    type Err = crate::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (date, venue) = text.split_once(' ').ok_or(crate::NotAnId)?;
        let id = |text: &str| if text == "-" { Ok(None) } else { text.parse().map(Some) };
        Ok(Self { date: id(date)?, venue: id(venue)? })
    }
}

impl Serialize for Votes {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let letter = |vote: &Option<Vote>| match vote {
            Some(Vote::Yes) => 'y',
            Some(Vote::IfNeedBe) => 'i',
            Some(Vote::No) => 'n',
            None => '-',
        };
        to.serialize_str(&self.0.iter().map(letter).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Votes {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let vote = |letter| match letter {
            'y' => Ok(Some(Vote::Yes)),
            'i' => Ok(Some(Vote::IfNeedBe)),
            'n' => Ok(Some(Vote::No)),
            '-' => Ok(None),
            _ => Err(de::Error::custom("a vote is y, i, n or -")),
        };
        text.chars().map(vote).collect::<Result<_, _>>().map(Self)
    }
}
