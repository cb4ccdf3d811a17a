//! The board of the bilan: cards, the groups they are put into, the points they are given, and what was decided of them.

use super::{ALLOWANCE, Moment, Timer, USUAL_ALLOWANCE};
use crate::{
    Cell, Command, Datum, Field, Improvement, Mark, Marks, Own, PersonId, Presence, Put, Row, RowId, Rows, Title, read,
};
use automerge::Automerge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a card is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Something to do again.
    #[default]
    Kept,
    Problem,
    /// What would be better next time.
    Improvement,
}

/// What was decided of an improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It goes on into the next meetup.
    Adopted,
    /// The same, before the points were given.
    AdoptedEarly,
    SetAside,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: RowId,
    pub side: Side,
    /// What it says, and what else was said there at the same moment.
    pub text: Title,
    /// Whose it is: who wrote it, or in whose name it was written down.
    pub by: Option<PersonId>,
    /// The group that it is in. One that was taken apart is none.
    pub group: Option<RowId>,
    /// The problem that it answers.
    pub answers: Option<RowId>,
    /// The card of an earlier meetup that it is again, under this name.
    pub again: Option<RowId>,
    pub decision: Option<Decision>,
    /// What else was decided at the same moment.
    pub rivals: Vec<Decision>,
    /// Who sees to it.
    pub owner: Option<PersonId>,
}

/// Cards that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: RowId,
    /// Empty until somebody names it.
    pub name: Title,
}

/// What is given points: a group with its cards, or a card in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heap<'a> {
    pub group: Option<&'a Group>,
    pub cards: Vec<&'a Card>,
    pub points: i64,
}

/// Points that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Given {
    to: RowId,
    by: PersonId,
    count: i64,
}

/// Points, by what they were given to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those of one person: of a group, with those of its cards.
    pub mine: BTreeMap<RowId, i64>,
    /// Those of everybody: of a group, with those of its cards.
    pub on: BTreeMap<RowId, i64>,
    /// How many that person has left.
    pub left: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub moment: Moment,
    /// Other moments that were opened at the same time.
    pub rivals: Vec<Moment>,
    pub facilitator: Option<PersonId>,
    pub timer: Option<Timer>,
    /// How many points each person has to give.
    pub allowance: i64,
    /// Whose cards wait on their device, and how many.
    pub waiting: Vec<(PersonId, i64)>,
    /// Those that were added first first.
    pub cards: Vec<Card>,
    pub groups: Vec<Group>,
    pub taken_away: Vec<Card>,
    points: Vec<Given>,
    /// Who gave more points than they have, from several devices at once, and how many of them do not count.
    pub beyond: Vec<(PersonId, i64)>,
    /// How many people came; `None` while nobody has counted.
    pub came: Option<i64>,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Kept, Self::Problem, Self::Improvement];

    /// The name in documents and styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Problem => "problem",
            Self::Improvement => "improvement",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name)
    }
}

impl Decision {
    const ALL: [Self; 3] = [Self::Adopted, Self::AdoptedEarly, Self::SetAside];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::AdoptedEarly => "adopted-early",
            Self::SetAside => "set-aside",
        }
    }

    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.name() == name)
    }

    #[must_use]
    pub const fn is_adopted(self) -> bool {
        matches!(self, Self::Adopted | Self::AdoptedEarly)
    }
}

/// Reads the board alone.
#[must_use]
pub fn read_board(doc: &Automerge) -> Board {
    let own = |own| read::read_own(doc, own);
    let moment = own(Own::Moment);
    let (moment, rivals) = moment.map_or_else(Default::default, |said| {
        let rivals = said.rival_texts().iter().filter_map(|name| Moment::of(name)).collect();
        (Moment::of(said.value.text()).unwrap_or_default(), rivals)
    });
    let allowance = own(Own::Allowance).and_then(|said| said.value.whole());
    let allowance = allowance.filter(|count| ALLOWANCE.contains(count)).unwrap_or(USUAL_ALLOWANCE);

    let mut groups = read::read_rows(doc, Rows::Groups);
    groups.retain(|row| !row.is_gone);
    groups.sort_by_key(|row| (row.at, row.id));
    let mut groups: Vec<_> = groups.iter().map(Group::of).collect();
    let (gone, mut rows): (Vec<_>, Vec<_>) = read::read_rows(doc, Rows::Cards).into_iter().partition(|row| row.is_gone);
    rows.sort_by_key(|row| (row.at, row.id));
    let cards: Vec<_> = rows.iter().map(|row| Card::of(row, &groups)).collect();
    // One that no card is in is none.
    groups.retain(|group| cards.iter().any(|card| card.group == Some(group.id)));

    let stands = |id| cards.iter().any(|card| card.id == id) || groups.iter().any(|group| group.id == id);
    let given = read::read_marks(doc, Marks::Points).into_iter().filter_map(|(mark, said)| {
        let given = Given { to: RowId::from_bytes(mark.of?), by: mark.by, count: said.whole()? };
        (given.count > 0 && stands(given.to)).then_some(given)
    });
    let (points, beyond) = counted(given, allowance);
    let waiting = read::read_marks(doc, Marks::Waiting).into_iter();
    Board {
        moment,
        rivals,
        facilitator: own(Own::Facilitator).and_then(|said| said.value.text().parse().ok()),
        timer: own(Own::Timer).and_then(|said| Timer::of(said.value.text())).filter(|timer| timer.moment() == moment),
        allowance,
        waiting: waiting.filter_map(|(mark, said)| Some((mark.by, said.whole().filter(|count| *count > 0)?))).collect(),
        taken_away: gone.iter().map(|row| Card::of(row, &groups)).collect(),
        cards,
        groups,
        points,
        beyond,
        came: own(Own::Came).and_then(|said| said.value.whole()),
    }
}

/// Of each person no more points than they have, the same ones on every replica: in the order of what they are given to.
fn counted(given: impl Iterator<Item = Given>, allowance: i64) -> (Vec<Given>, Vec<(PersonId, i64)>) {
    let (mut counted, mut spent, mut beyond) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    // Marks are read in the order of what they are about, then of who says them.
    for given in given {
        let spent: &mut i64 = spent.entry(given.by).or_insert(0);
        let count = given.count.min(allowance - *spent);
        *spent += count;
        if count < given.count {
            *beyond.entry(given.by).or_insert(0) += given.count - count;
        }
        if count > 0 {
            counted.push(Given { count, ..given });
        }
    }
    (counted, beyond.into_iter().collect())
}

impl Board {
    /// Whether cards stay on the device of whoever writes them: also while it is a choice whether they do.
    #[must_use]
    pub fn hides_cards(&self) -> bool {
        std::iter::once(&self.moment).chain(&self.rivals).any(|moment| moment.hides_cards())
    }

    #[must_use]
    pub fn card(&self, id: RowId) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    #[must_use]
    pub fn group(&self, id: RowId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// Whether anybody has given a point.
    #[must_use]
    pub fn has_points(&self) -> bool {
        !self.points.is_empty()
    }

    /// How many points a person has given.
    #[must_use]
    pub fn spent(&self, by: PersonId) -> i64 {
        self.points.iter().filter(|given| given.by == by).map(|given| given.count).sum()
    }

    /// How many of a person's points a card or a group has.
    #[must_use]
    pub fn given(&self, to: RowId, by: PersonId) -> i64 {
        self.points.iter().filter(|given| given.to == to && given.by == by).map(|given| given.count).sum()
    }

    /// How many points were given in all, and by how many people.
    #[must_use]
    pub fn given_in_all(&self) -> (i64, usize) {
        let people: std::collections::BTreeSet<_> = self.points.iter().map(|given| given.by).collect();
        (self.points.iter().map(|given| given.count).sum(), people.len())
    }

    /// What was given, by what it was given to, as one person sees it.
    #[must_use]
    pub fn tally(&self, by: Option<PersonId>) -> Tally {
        let groups: BTreeMap<_, _> = self.cards.iter().filter_map(|card| Some((card.id, card.group?))).collect();
        let mut tally = Tally { left: self.allowance, ..Tally::default() };
        for given in &self.points {
            if Some(given.by) == by {
                tally.left -= given.count;
            }
            for to in std::iter::once(given.to).chain(groups.get(&given.to).copied()) {
                *tally.on.entry(to).or_insert(0) += given.count;
                if Some(given.by) == by {
                    *tally.mine.entry(to).or_insert(0) += given.count;
                }
            }
        }
        tally
    }

    /// What can be given points. A group has those of its cards too, which were given before they were put together.
    #[must_use]
    pub fn heaps(&self) -> Vec<Heap<'_>> {
        let on = self.tally(None).on;
        let mut in_groups: BTreeMap<RowId, Vec<&Card>> = BTreeMap::new();
        for card in &self.cards {
            in_groups.entry(card.group.unwrap_or(card.id)).or_default().push(card);
        }
        let heap = |group, id| {
            let cards = in_groups.get(&id)?.clone();
            Some(Heap { group, cards, points: on.get(&id).copied().unwrap_or(0) })
        };
        let groups = self.groups.iter().filter_map(|group| heap(Some(group), group.id));
        let alone = self.cards.iter().filter(|card| card.group.is_none()).filter_map(|card| heap(None, card.id));
        groups.chain(alone).collect()
    }

    /// The same, what has most points first.
    #[must_use]
    pub fn ranked(&self) -> Vec<Heap<'_>> {
        let mut heaps = self.heaps();
        heaps.sort_by_key(|heap| std::cmp::Reverse(heap.points));
        heaps
    }

    /// Gives a card or a group so many of a person's points; none takes them back. `None` where they do not have so many.
    #[must_use]
    pub fn give(&self, to: RowId, by: PersonId, count: i64) -> Option<Command> {
        if count > self.allowance - (self.spent(by) - self.given(to, by)) {
            return None;
        }
        let cell = Cell::Mark(Marks::Points, Mark::of(to, by));
        Some(Command::Put { puts: vec![Put { cell, value: (count > 0).then_some(Datum::Whole(count)) }] })
    }

    /// Gives one point more. `None` where the person has none left.
    #[must_use]
    pub fn give_one(&self, to: RowId, by: PersonId) -> Option<Command> {
        self.give(to, by, self.given(to, by) + 1)
    }

    /// Takes one back: of a group, from the group itself, then from one of its cards, which had it before. `None` where there is
    /// none.
    #[must_use]
    pub fn take_one(&self, from: RowId, by: PersonId) -> Option<Command> {
        let cards = self.cards.iter().filter(|card| card.group == Some(from)).map(|card| card.id);
        let (id, given) = std::iter::once(from).chain(cards).find_map(|id| {
            let given = self.given(id, by);
            (given > 0).then_some((id, given))
        })?;
        self.give(id, by, given - 1)
    }

    /// Takes a group apart; its cards stay, each by itself. Its row stays too, and is shown no more: a card that somebody puts into
    /// it at the same moment is in it.
    #[must_use]
    pub fn take_apart(&self, id: RowId) -> Option<Command> {
        let cards = self.cards.iter().filter(|card| card.group == Some(id));
        let puts: Vec<_> = cards.map(|card| put(card.id, Field::Group, None)).collect();
        (!puts.is_empty()).then_some(Command::Put { puts })
    }

    /// Says how many points each person has to give.
    #[must_use]
    pub fn allow(count: i64) -> Command {
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Allowance), value: Some(Datum::Whole(count)) }] }
    }

    /// Says how many people came; `None` for what nobody counted.
    #[must_use]
    pub fn count(came: Option<i64>) -> Command {
        Command::Put { puts: vec![Put { cell: Cell::Own(Own::Came), value: came.map(Datum::Whole) }] }
    }

    /// What goes on into the next meetup: each improvement that was adopted, with what it came from.
    #[must_use]
    pub fn improvements(&self) -> Vec<Improvement> {
        let words = |id: Option<RowId>| id.and_then(|id| self.card(id)).map(|card| card.text.text.clone());
        let is_adopted =
            |card: &&Card| card.side == Side::Improvement && card.decision.is_some_and(Decision::is_adopted);
        let adopted = self.cards.iter().filter(is_adopted);
        adopted
            .map(|card| Improvement {
                card: card.id,
                text: card.text.text.clone(),
                group: card
                    .group
                    .and_then(|id| self.group(id))
                    .map(|group| group.name.text.clone())
                    .unwrap_or_default(),
                problem: words(card.answers).unwrap_or_default(),
                owner: card.owner,
            })
            .collect()
    }
}

impl Group {
    fn of(row: &Row) -> Self {
        Self { id: row.id, name: row.title(Field::Text) }
    }

    /// Names a group, or settles which of several names it has.
    #[must_use]
    pub fn name(id: RowId, name: &str) -> Command {
        let cell = Cell::Row(Rows::Groups, id, Field::Text);
        Command::Put { puts: vec![Put { cell, value: Some(Datum::Text(name.to_owned())) }] }
    }
}

impl Card {
    fn of(row: &Row, groups: &[Group]) -> Self {
        let id = |field| row.text(field).parse::<RowId>().ok();
        Self {
            id: row.id,
            side: Side::of(row.text(Field::Side)).unwrap_or_default(),
            text: row.title(Field::Text),
            by: row.text(Field::Voice).parse().ok().or(row.by),
            group: id(Field::Group).filter(|id| groups.iter().any(|group| group.id == *id)),
            answers: id(Field::Answers),
            again: id(Field::SameAs),
            decision: Decision::of(row.text(Field::Decision)),
            rivals: row.rivals(Field::Decision).iter().filter_map(|name| Decision::of(name)).collect(),
            owner: row.text(Field::Person).parse().ok(),
        }
    }

    #[must_use]
    pub fn add(id: RowId, side: Side, text: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, Some(text)), put(id, Field::Side, Some(side.name()))] }
    }

    /// Adds an improvement that answers a problem.
    #[must_use]
    pub fn add_answer(id: RowId, text: &str, problem: RowId) -> Command {
        let fields =
            [(Field::Text, text), (Field::Side, Side::Improvement.name()), (Field::Answers, &problem.to_string())];
        Command::Put { puts: fields.map(|(field, value)| put(id, field, Some(value))).into() }
    }

    /// Says it in other words, or settles which of several it is.
    #[must_use]
    pub fn say(id: RowId, text: &str) -> Command {
        Command::Put { puts: vec![put(id, Field::Text, Some(text))] }
    }

    /// Says that it is something else.
    #[must_use]
    pub fn turn(id: RowId, side: Side) -> Command {
        Command::Put { puts: vec![put(id, Field::Side, Some(side.name()))] }
    }

    /// Takes a card away, or brings it back.
    #[must_use]
    pub fn take(id: RowId, gone: bool) -> Command {
        Command::TakeAway(vec![Presence { of: Rows::Cards, id, gone }])
    }

    /// Puts a card to another: into its group, or into a new one with it. Two who put cards to one at the same moment make one
    /// group: its id follows from that of the card.
    #[must_use]
    pub fn put_to(&self, other: &Self) -> Command {
        let group = other.group.unwrap_or_else(|| RowId::from_bytes(other.id.as_bytes().map(|byte| !byte)));
        let id = group.to_string();
        let mut cards = vec![self.id];
        if other.group.is_none() {
            cards.push(other.id);
        }
        // In one order, whichever is put to which: who puts two cards to each other at the same moment as somebody else does it the
        // other way round has both of them in one group, theirs or the other's.
        cards.sort_unstable();
        let mut puts: Vec<_> = cards.into_iter().map(|card| put(card, Field::Group, Some(&id))).collect();
        if other.group.is_none() {
            let cell = Cell::Row(Rows::Groups, group, Field::Text);
            puts.push(Put { cell, value: Some(Datum::Text(String::new())) });
        }
        Command::Put { puts }
    }

    /// Takes it out of its group.
    #[must_use]
    pub fn part(&self) -> Command {
        Command::Put { puts: vec![put(self.id, Field::Group, None)] }
    }

    /// Says which problem it answers.
    #[must_use]
    pub fn answer(id: RowId, problem: Option<RowId>) -> Command {
        Command::Put { puts: vec![put(id, Field::Answers, problem.map(|id| id.to_string()).as_deref())] }
    }

    /// Says which card of an earlier meetup it is again; `None` for none.
    #[must_use]
    pub fn is_again(id: RowId, earlier: Option<RowId>) -> Command {
        Command::Put { puts: vec![put(id, Field::SameAs, earlier.map(|id| id.to_string()).as_deref())] }
    }

    /// Says what was decided of it; `None` takes it back.
    #[must_use]
    pub fn decide(id: RowId, decision: Option<Decision>) -> Command {
        Command::Put { puts: vec![put(id, Field::Decision, decision.map(Decision::name))] }
    }

    /// Says who sees to it.
    #[must_use]
    pub fn own(id: RowId, owner: Option<PersonId>) -> Command {
        Command::Put { puts: vec![put(id, Field::Person, owner.map(|person| person.to_string()).as_deref())] }
    }
}

fn put(id: RowId, field: Field, value: Option<&str>) -> Put {
    Put { cell: Cell::Row(Rows::Cards, id, field), value: value.map(|text| Datum::Text(text.to_owned())) }
}
