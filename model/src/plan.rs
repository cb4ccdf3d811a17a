//! The co-construction of a meetup as views read it: what it is about, who prepares it, and what they want of it.

use crate::{
    Cell, Command, Datum, Field, Mark, Marks, Own, PersonId, Phase, Presence, Put, Row, RowId, Rows, Said, Title,
    Topic,
    journal::{Act, journal},
    read, restore,
};
use automerge::{Automerge, ChangeHash};
use serde::{Deserialize, Serialize};

/// What a meetup is about, who prepares it, and what they want of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub theme: Title,
    pub problem: Title,
    /// Everybody who takes part in preparing it, in the order of their ids.
    pub team: Vec<Member>,
    /// In the order that the team gave them.
    pub intentions: Vec<Intention>,
    /// The ideas of the community that it has taken up, in the order in which it did.
    pub adopted: Vec<Adopted>,
    /// Those that it has given back since.
    pub given_back: Vec<RowId>,
}

/// An idea of the community, as it was when the meetup took it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// The id that it has in the commons.
    pub id: RowId,
    pub topic: Topic,
    pub text: String,
}

/// One who prepares the meetup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub person: PersonId,
    /// Empty for none in particular.
    pub role: String,
}

/// One thing that the team wants of the meetup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intention {
    pub id: RowId,
    /// What it says, and what else was said there at the same moment.
    pub text: Title,
    pub by: Option<PersonId>,
    rank: i64,
}

/// Between two intentions there is room for so many halvings.
const GAP: i64 = 1 << 32;

impl Plan {
    /// Whether anybody has said anything yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self { given_back: Vec::new(), ..self.clone() } == Self::default()
    }

    /// What a person is in the team; `None` for one who is not in it.
    #[must_use]
    pub fn member(&self, person: PersonId) -> Option<&Member> {
        self.team.iter().find(|member| member.person == person)
    }
}

/// Reads the co-construction alone.
#[must_use]
pub fn read_plan(doc: &Automerge) -> Plan {
    let own = |own| read::read_own(doc, own).map(Title::from).unwrap_or_default();
    let team = read::read_marks(doc, Marks::Team).into_iter();
    let mut intentions: Vec<_> = read::read_rows(doc, Rows::Intentions).iter().filter_map(Intention::of).collect();
    intentions.sort_by_key(|intention| (intention.rank, intention.id));
    let (gone, mut adopted): (Vec<_>, Vec<_>) =
        read::read_rows(doc, Rows::Adopted).into_iter().partition(|row| row.is_gone);
    adopted.sort_by_key(|row| (row.at, row.id));
    Plan {
        theme: own(Own::Theme),
        problem: own(Own::Problem),
        team: team.map(|(mark, role)| Member { person: mark.by, role: role.text().to_owned() }).collect(),
        intentions,
        adopted: adopted.iter().map(Adopted::of).collect(),
        given_back: gone.iter().map(|row| row.id).collect(),
    }
}

/// The plan as it stood when the meetup last went on from its co-construction; `None` while it never has.
#[must_use]
pub fn plan_as_it_was(doc: &Automerge) -> Option<Plan> {
    let then = restore::at(doc, &[went_on(doc)?]).ok()?;
    Some(read_plan(&then))
}

/// The change with which the meetup last left its co-construction.
fn went_on(doc: &Automerge) -> Option<ChangeHash> {
    let mut here = Phase::default();
    let mut left = None;
    for entry in journal(doc, crate::Kind::Meetup, &[]) {
        if let Act::Moved(to) = entry.what {
            if here == Phase::CoConstruction && to != here {
                left = Some(entry.change);
            }
            here = to;
        }
    }
    left
}

impl Adopted {
    fn of(row: &Row) -> Self {
        let topic = Topic::of(row.text(Field::Topic)).unwrap_or_default();
        Self { id: row.id, topic, text: row.text(Field::Text).to_owned() }
    }

    /// Gives the idea back to the community. What was said of it in the meetup stays.
    #[must_use]
    pub fn give_back(id: RowId) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Adopted, id, gone: true }])
    }
}

impl Intention {
    fn of(row: &Row) -> Option<Self> {
        let text = row.title(Field::Text);
        let rank = row.whole(Field::Rank).unwrap_or(0);
        (!row.is_gone).then_some(Self { id: row.id, text, by: row.by, rank })
    }

    /// Adds an intention after all others.
    #[must_use]
    pub fn add(all: &[Self], id: RowId, text: &str) -> Command {
        let rank = all.last().map_or(0, |last| last.rank.saturating_add(GAP));
        Command::Put {
            puts: vec![put(id, Field::Text, Datum::Text(text.to_owned())), put(id, Field::Rank, Datum::Whole(rank))],
        }
    }

    /// Says it in other words, or settles which of several it is.
    #[must_use]
    pub fn say(id: RowId, text: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, Datum::Text(text.to_owned()))] }
    }

    /// Moves one to this place among all. Where there is no room left between two, all get new ranks.
    #[must_use]
    pub fn move_to(all: &[Self], id: RowId, place: usize) -> Command {
        let others: Vec<_> = all.iter().filter(|intention| intention.id != id).collect();
        let place = place.min(others.len());
        let rank = |n: Option<usize>| n.and_then(|n| others.get(n)).map(|intention| intention.rank);
        let puts = match (rank(place.checked_sub(1)), rank(Some(place))) {
            (None, None) => Vec::new(),
            (None, Some(next)) => vec![put(id, Field::Rank, Datum::Whole(next.saturating_sub(GAP)))],
            (Some(last), None) => vec![put(id, Field::Rank, Datum::Whole(last.saturating_add(GAP)))],
            (Some(before), Some(after)) if after.saturating_sub(before) > 1 => {
                vec![put(id, Field::Rank, Datum::Whole(before + (after - before) / 2))]
            }
            _ => {
                let mut order: Vec<_> = others.iter().map(|intention| intention.id).collect();
                order.insert(place, id);
                (0..)
                    .map(|n: i64| n * GAP)
                    .zip(order)
                    .map(|(rank, id)| put(id, Field::Rank, Datum::Whole(rank)))
                    .collect()
            }
        };
        Command::Put { puts }
    }
}

fn put(id: RowId, field: Field, value: Datum) -> Put {
    Put { cell: Cell::Row(Rows::Intentions, id, field), value: Some(value) }
}

/// Takes a person into the team, or gives them another role there.
#[must_use]
pub fn join(person: PersonId, role: &str) -> Command {
    Command::Put {
        puts: vec![Put { cell: Cell::Mark(Marks::Team, Mark::by(person)), value: Some(Datum::Text(role.to_owned())) }],
    }
}

#[must_use]
pub fn leave(person: PersonId) -> Command {
    Command::Put { puts: vec![Put { cell: Cell::Mark(Marks::Team, Mark::by(person)), value: None }] }
}

/// Says what the meetup is about, or which question it asks; and settles it where several were said at once.
#[must_use]
pub fn say(own: Own, text: &str) -> Command {
    let value = (!text.trim().is_empty()).then(|| Datum::Text(text.to_owned()));
    Command::Put { puts: vec![Put { cell: Cell::Own(own), value }] }
}

impl From<Said> for Title {
    fn from(said: Said) -> Self {
        Self { text: said.value.text().to_owned(), rivals: said.rival_texts() }
    }
}

#[cfg(test)]
mod tests {
    use super::{GAP, Intention};
    use crate::{Command, Datum, Put, RowId, Title};

    fn intention(n: u8, rank: i64) -> Intention {
        Intention { id: RowId::from_bytes([n; 16]), text: Title::default(), by: None, rank }
    }

    fn ranks(command: Command) -> Vec<i64> {
        let Command::Put { puts } = command else { panic!("a command that puts") };
        puts.into_iter().filter_map(|Put { value, .. }| value.as_ref().and_then(Datum::whole)).collect()
    }

    #[test]
    fn one_that_moves_goes_between_two_and_all_are_counted_anew_when_there_is_no_room() {
        let all = [intention(1, 0), intention(2, GAP), intention(3, 2 * GAP)];
        assert_eq!(ranks(Intention::move_to(&all, all[2].id, 1)), [GAP / 2]);
        assert_eq!(ranks(Intention::move_to(&all, all[2].id, 0)), [-GAP]);
        assert_eq!(ranks(Intention::move_to(&all, all[0].id, 9)), [3 * GAP]);
        let tight = [intention(1, 0), intention(2, 1), intention(3, 2)];
        assert_eq!(ranks(Intention::move_to(&tight, tight[2].id, 1)), [0, GAP, 2 * GAP]);
        assert!(ranks(Intention::move_to(&all[..1], all[0].id, 0)).is_empty(), "alone, it is in its place");
    }
}
