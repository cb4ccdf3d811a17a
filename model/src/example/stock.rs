//! How stock is taken of the first meetup of the example, and what that gives to the next.

mod en;
mod fr;

use super::{
    Shows,
    story::{DAY, HOUR, MINUTE, Story, WEEK},
};
use crate::{
    Board, Card, Carried, Cell, Command, Datum, Decision, Evidence, Fate, Group, Happening, Improvement, Mark, Marks,
    Moment, Outcome, Put, Review, RowId, Side, Text, Title, restore,
};
use automerge::Automerge;
pub(super) use en::STOCK as ENGLISH;
pub(super) use fr::STOCK as FRENCH;

/// What is said when stock is taken, in one language. Who says it, and when, is the same in all.
pub(super) struct Stock {
    kept: [&'static str; 2],
    problems: [&'static str; 4],
    improvements: [&'static str; 4],
    /// What the first two problems have in common.
    group: &'static str,
    /// What was learnt of each intention; empty for nothing.
    lessons: [&'static str; 3],
    /// What happened on the day.
    happenings: [&'static str; 5],
    /// Words of the pad that show the first problem, and what somebody wrote who had the third.
    shown: &'static str,
    message: &'static str,
    /// What is written together, in Markdown.
    text: &'static str,
    /// Of the first improvement, once the next meetup is prepared.
    note: &'static str,
}

const FIRST: usize = 0;
const NEXT: usize = 1;

/// Who wrote each card.
const KEPT: [usize; 2] = [0, 3];
const PROBLEMS: [usize; 4] = [4, 1, 5, 2];
const IMPROVEMENTS: [usize; 4] = [4, 5, 0, 1];
/// The problem that each improvement answers.
const ANSWERS: [Option<usize>; 4] = [Some(0), Some(2), Some(3), None];
/// Who sees to it, of those that were adopted. For the last it was enough to say that it is not for now.
const DECISIONS: [(Decision, Option<usize>); 4] =
    [(Decision::Adopted, Some(4)), (Decision::Adopted, None), (Decision::Adopted, Some(1)), (Decision::SetAside, None)];
/// How many points each person gives to the first two problems together, to the third and to the fourth.
const POINTS: [[i64; 3]; 6] = [[2, 0, 1], [2, 0, 1], [1, 1, 1], [3, 0, 0], [2, 1, 0], [0, 2, 1]];
/// How far each person thinks that each intention was met.
const RATINGS: [[i64; 6]; 3] = [[3, 2, 3, 4, 2, 3], [5, 4, 5, 4, 5, 5], [2, 3, 4, 3, 2, 2]];
const OUTCOMES: [Outcome; 3] = [Outcome::Partly, Outcome::Met, Outcome::Partly];
/// Minutes after the meeting began.
const HOURS: [i64; 5] = [5, 22, 44, 70, 93];
/// Who noted each.
const NOTED: [usize; 5] = [0, 4, 5, 1, 2];
const CAME: i64 = 34;

fn card(side: Side, n: usize) -> RowId {
    let mut bytes = *b"boucle ex. card0";
    bytes[14] = side.name().as_bytes()[0];
    bytes[15] = u8::try_from(n).unwrap_or(u8::MAX);
    RowId::from_bytes(bytes)
}

fn row(which: u8, n: usize) -> RowId {
    let mut bytes = *b"boucle ex. bil00";
    bytes[14] = which;
    bytes[15] = u8::try_from(n).unwrap_or(u8::MAX);
    RowId::from_bytes(bytes)
}

/// A card on the wall, as it stands once it is added.
fn alone(side: Side, n: usize) -> Card {
    Card {
        id: card(side, n),
        side,
        text: Title::default(),
        by: None,
        group: None,
        answers: None,
        again: None,
        decision: None,
        rivals: Vec::new(),
        owner: None,
    }
}

impl Story {
    fn takes_stock(&mut self, who: usize, at: i64, command: Command) {
        self.meetups[FIRST].push((self.author(who, at), command));
    }

    /// The bilan of the first meetup, a week after it.
    pub(super) fn take_stock(&mut self, words: &Stock, evening: i64) {
        let from = evening + WEEK;
        let leads = self.author(2, from).person;
        self.takes_stock(2, from + MINUTE, Moment::led_by(Some(leads)));
        self.takes_stock(5, from + 2 * MINUTE, Board::count(Some(CAME)));
        self.tell_the_day(words, evening, from + 3 * MINUTE);
        // Each has written on their own device until then.
        self.takes_stock(2, from + 14 * MINUTE, Moment::Reveal.open());
        self.put_up_cards(words, from + 14 * MINUTE);
        self.takes_stock(2, from + 18 * MINUTE, Moment::Group.open());
        self.group_cards(words, from + 19 * MINUTE);
        self.takes_stock(2, from + 26 * MINUTE, Moment::Vote.open());
        self.give_points(from + 27 * MINUTE);
        self.review(words, from + 31 * MINUTE);
        self.takes_stock(2, from + 42 * MINUTE, Moment::Decide.open());
        self.decide(from + 43 * MINUTE);
        let splices = vec![restore::difference("", words.text)];
        self.takes_stock(4, from + 50 * MINUTE, Command::EditText { text: Text::Bilan, splices });
        self.takes_stock(2, from + HOUR, Moment::Closed.open());
    }

    fn tell_the_day(&mut self, words: &Stock, evening: i64, from: i64) {
        for (n, text) in words.happenings.into_iter().enumerate() {
            let happening = Happening::add(row(b'h', n), evening + HOURS[n] * MINUTE, text);
            self.takes_stock(NOTED[n], from + minutes(n), happening);
        }
    }

    fn put_up_cards(&mut self, words: &Stock, from: i64) {
        let sides: [(Side, &[&str], &[usize]); 3] = [
            (Side::Kept, &words.kept, &KEPT),
            (Side::Problem, &words.problems, &PROBLEMS),
            (Side::Improvement, &words.improvements, &IMPROVEMENTS),
        ];
        let mut at = from;
        for (side, texts, by) in sides {
            for (n, (text, who)) in texts.iter().zip(by).enumerate() {
                at += 2_000;
                self.takes_stock(*who, at, Card::add(card(side, n), side, text));
            }
        }
    }

    fn group_cards(&mut self, words: &Stock, from: i64) {
        let [first, second] = [0, 1].map(|n| alone(Side::Problem, n));
        self.takes_stock(1, from, second.put_to(&first));
        self.takes_stock(4, from + MINUTE, Group::name(self.together(), words.group));
        for (n, problem) in ANSWERS.into_iter().enumerate().filter_map(|(n, problem)| Some((n, problem?))) {
            let answer = Card::answer(card(Side::Improvement, n), Some(card(Side::Problem, problem)));
            self.takes_stock(IMPROVEMENTS[n], from + MINUTE + minutes(n), answer);
        }
        let (id, about) = (row(b'e', 0), card(Side::Problem, 0));
        let author = self.author(4, from + 4 * MINUTE + 30_000);
        self.shows.push(Shows { author, id, about, words: words.shown });
        let message = Evidence::message(row(b'e', 1), card(Side::Problem, 2), words.message);
        self.takes_stock(5, from + 5 * MINUTE, message);
    }

    fn give_points(&mut self, from: i64) {
        let to = [self.together(), card(Side::Problem, 2), card(Side::Problem, 3)];
        for (who, counts) in POINTS.into_iter().enumerate() {
            for (n, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let author = self.author(who, from + minutes(who) / 2 + 4_000 * i64::try_from(n).unwrap_or(0));
                let cell = Cell::Mark(Marks::Points, Mark::of(to[n], author.person));
                let puts = vec![Put { cell, value: Some(Datum::Whole(count)) }];
                self.meetups[FIRST].push((author, Command::Put { puts }));
            }
        }
    }

    fn review(&mut self, words: &Stock, from: i64) {
        for (n, outcome) in OUTCOMES.into_iter().enumerate() {
            let (intention, from) = (super::prepare::intention(n), from + 3 * minutes(n));
            for (who, rating) in RATINGS[n].into_iter().enumerate() {
                let author = self.author(who, from + 5_000 * i64::try_from(who).unwrap_or(0));
                self.meetups[FIRST].push((author, Review::rate(intention, author.person, Some(rating))));
            }
            self.takes_stock(2, from + MINUTE, Review::agree(intention, Some(outcome)));
            if !words.lessons[n].is_empty() {
                self.takes_stock(0, from + 2 * MINUTE, Review::learn(intention, words.lessons[n]));
            }
        }
    }

    fn decide(&mut self, from: i64) {
        for (n, (decision, owner)) in DECISIONS.into_iter().enumerate() {
            let (id, at) = (card(Side::Improvement, n), from + minutes(n));
            self.takes_stock(2, at, Card::decide(id, Some(decision)));
            if let Some(who) = owner {
                let owner = self.author(who, at).person;
                self.takes_stock(who, at + 20_000, Card::own(id, Some(owner)));
            }
        }
    }

    /// The group of the first two problems.
    fn together(&self) -> RowId {
        RowId::from_bytes(card(Side::Problem, 0).as_bytes().map(|byte| !byte))
    }

    /// What was adopted opens the next meetup, once that is begun.
    pub(super) fn carry_on(&mut self, words: &Stock, begun: i64, preparation: i64) {
        let adopted = DECISIONS.into_iter().enumerate().filter(|(_, (decision, _))| decision.is_adopted());
        let improvements: Vec<_> = adopted
            .map(|(n, (_, owner))| Improvement {
                card: card(Side::Improvement, n),
                text: words.improvements[n].to_owned(),
                group: String::new(),
                problem: ANSWERS[n].map(|problem| words.problems[problem].to_owned()).unwrap_or_default(),
                owner: owner.map(|who| self.author(who, begun).person),
            })
            .collect();
        let carries = Carried::import(&Automerge::new(), self.ids.meetups[FIRST], &improvements);
        self.meetups[NEXT].extend(carries.map(|carries| (self.author(2, begun + 3 * MINUTE), carries)));
        // Somebody sees to the first already; the others wait, one of them with nobody until the first evening of preparation.
        let [first, door] = [0, 1].map(|n| card(Side::Improvement, n));
        let said = [
            (4, preparation - DAY, Carried::turn_out(first, Fate::Doing)),
            (4, preparation - DAY + MINUTE, Carried::explain(first, words.note)),
            (5, preparation + 47 * MINUTE, Carried::own(door, Some(self.author(5, 0).person))),
        ];
        for (who, at, command) in said {
            self.meetups[NEXT].push((self.author(who, at), command));
        }
    }
}

fn minutes(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(0) * MINUTE
}
