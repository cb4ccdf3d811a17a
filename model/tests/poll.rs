//! The poll: no vote is ever lost, whoever votes where, and closing it twice is one visible choice.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;
#[path = "support/meetup.rs"]
mod meetup;

use automerge::{Automerge, PatchLog, ReadDoc};
use boucle_model::{
    Applied, ApplyError, CAPACITY, Choice, Field, Kind, Mark, Pad, Poll, RowId, Rows, Slot, Status, TakenOff, Talk,
    Talks, Text, Venue, Vote, When, count_seats,
    journal::{Act, Deed, journal},
    pad::Beside,
    read_attendance, read_poll, read_talks, restore,
    sheet::{self, Column, Expected, News, Wrong},
};
use delivery::{everyone_receives_everything, exchange};
use meetup::{give, person, replica, row};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn when(text: &str) -> When {
    text.parse().unwrap()
}

fn add_date(doc: &mut Automerge, by: u8, id: u8, text: &str) -> Applied {
    give(doc, by, &Slot::add(row(id), &when(text))).unwrap()
}

fn add_venue(doc: &mut Automerge, by: u8, id: u8, name: &str, capacity: Option<i64>) -> Applied {
    give(doc, by, &Venue::add(row(id), name, "", capacity)).unwrap()
}

fn vote(doc: &mut Automerge, by: u8, option: u8, vote: impl Into<Option<Vote>>) -> Applied {
    give(doc, by, &Vote::cast(row(option), person(by), vote.into())).unwrap()
}

fn choice(date: u8, venue: u8) -> Choice {
    Choice { date: Some(row(date)), venue: Some(row(venue)) }
}

fn close(doc: &mut Automerge, by: u8, choice: Option<Choice>) -> Applied {
    let command = read_poll(doc).close(choice, read_attendance(doc).seats);
    give(doc, by, &command).unwrap()
}

#[test]
fn m36_votes_and_options_of_people_who_could_not_see_each_other_are_all_there() {
    let mut docs = [replica(1), replica(2), replica(3)];
    add_date(&mut docs[0], 1, 1, "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris");
    add_venue(&mut docs[0], 1, 3, "Médiathèque", Some(40));
    everyone_receives_everything(&mut docs);
    // Alice adds a date while the others vote; Bob votes on two devices of his.
    add_date(&mut docs[0], 1, 2, "2027-01-07T19:00/2027-01-07T22:00 Europe/Paris");
    vote(&mut docs[1], 7, 1, Vote::Yes);
    vote(&mut docs[1], 7, 3, Vote::IfNeedBe);
    vote(&mut docs[2], 7, 1, Vote::Yes);
    vote(&mut docs[2], 8, 1, Vote::No);
    everyone_receives_everything(&mut docs);
    let poll = read_poll(&docs[0]);
    assert!(docs.iter().all(|doc| read_poll(doc) == poll));
    assert_eq!(poll.options().collect::<Vec<_>>(), [row(2), row(1), row(3)], "the earliest first");
    assert_eq!((poll.count(row(1)), poll.count(row(2)), poll.count(row(3))), ([1, 0, 1], [0; 3], [0, 1, 0]));
    assert_eq!(poll.votes_of(person(7)).collect::<Vec<_>>(), [(row(1), Vote::Yes), (row(3), Vote::IfNeedBe)]);
    // Taking back a vote, and that.
    let undo = vote(&mut docs[1], 7, 1, Vote::No).undo.unwrap();
    give(&mut docs[1], 7, &undo).unwrap();
    assert_eq!(read_poll(&docs[1]).vote_of(person(7), row(1)), Some(Vote::Yes));
    vote(&mut docs[1], 7, 1, None);
    assert_eq!(read_poll(&docs[1]).vote_of(person(7), row(1)), None, "nothing said");
    let wide = Venue::add(row(9), "Stade", "", Some(CAPACITY.end() + 1));
    assert!(matches!(give(&mut docs[1], 7, &wide), Err(ApplyError::OutOfRange { .. })));
    assert!(matches!(give(&mut docs[1], 7, &Venue::hold(row(3), Some(0))), Err(ApplyError::OutOfRange { .. })));
}

#[test]
fn m100_votes_that_came_are_told_from_anything_else() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    add_date(&mut alice, 1, 1, "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris");
    add_venue(&mut alice, 1, 2, "Médiathèque", Some(40));
    exchange(&mut alice, &mut bob);
    let mut pad = Pad::of(&alice, Text::Pad);
    let mut hears = |bob: &mut Automerge| {
        let mut log = PatchLog::active();
        alice.merge_and_log_patches(&mut bob.fork(), &mut log).unwrap();
        pad.follow(&alice, &alice.make_patches(&mut log)).beside
    };
    assert_eq!(hears(&mut bob), Beside::Nothing);
    vote(&mut bob, 2, 1, Vote::Yes);
    vote(&mut bob, 3, 2, Vote::No);
    let mark = |by: u8, option: u8| Mark::of(row(option), person(by));
    assert_eq!(hears(&mut bob), Beside::Votes(BTreeSet::from([mark(2, 1), mark(3, 2)])), "his first ones sign him in");
    vote(&mut bob, 2, 1, None);
    assert_eq!(hears(&mut bob), Beside::Votes(BTreeSet::from([mark(2, 1)])), "and what he takes back");
    add_venue(&mut bob, 2, 3, "Café", None);
    vote(&mut bob, 2, 1, Vote::Yes);
    assert_eq!(hears(&mut bob), Beside::Anything, "a venue came with it");
    give(&mut bob, 2, &TakenOff::take(Rows::Venues, row(3), true)).unwrap();
    assert_eq!(hears(&mut bob), Beside::Anything);
    give(&mut bob, 2, &TakenOff::take(Rows::Venues, row(3), false)).unwrap();
    vote(&mut bob, 2, 1, Vote::No);
    assert_eq!(hears(&mut bob), Beside::Anything, "another option came back");
    give(&mut bob, 2, &Talk::propose(row(4), "Les cartes", person(2), Status::Confirmed)).unwrap();
    assert_eq!(hears(&mut bob), Beside::Anything);
}

#[test]
fn m37_an_option_that_is_voted_on_while_it_is_taken_away_stays_and_no_vote_goes_with_one() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    add_date(&mut alice, 1, 1, "2027-01-14");
    vote(&mut alice, 1, 1, Vote::Yes);
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &TakenOff::take(Rows::Dates, row(1), true)).unwrap();
    let off = &read_poll(&alice).taken_off[0];
    assert_eq!((off.says.as_str(), &off.voters[..]), ("2027-01-14", &[person(1)][..]), "what was said of it is kept");
    vote(&mut bob, 2, 1, Vote::IfNeedBe);
    exchange(&mut alice, &mut bob);
    assert_eq!(read_poll(&alice).count(row(1)), [1, 1, 0], "restored");
    assert_eq!(read_poll(&alice), read_poll(&bob));
    // After everybody has voted it goes, and comes back with all that was said.
    give(&mut alice, 1, &TakenOff::take(Rows::Dates, row(1), true)).unwrap();
    exchange(&mut alice, &mut bob);
    assert!(read_poll(&bob).is_empty());
    give(&mut bob, 2, &TakenOff::take(Rows::Dates, row(1), false)).unwrap();
    assert_eq!(read_poll(&bob).count(row(1)), [1, 1, 0]);
}

/// Found by reading: taking back that a date was added took the votes of twenty people with it, without a question.
#[test]
fn m26_taking_back_takes_no_votes_of_others_along_and_brings_nothing_back() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    let undo = add_date(&mut alice, 1, 1, "2027-01-14").undo.unwrap();
    vote(&mut alice, 1, 1, Vote::Yes);
    exchange(&mut alice, &mut bob);
    vote(&mut bob, 2, 1, Vote::Yes);
    exchange(&mut alice, &mut bob);
    assert_eq!(give(&mut alice, 1, &undo).unwrap().change, None);
    assert_eq!(read_poll(&alice).count(row(1)), [2, 0, 0]);
    // A vote that is taken back says nothing of an option that is gone by then.
    let undo = vote(&mut alice, 1, 1, Vote::No).undo.unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut bob, 2, &TakenOff::take(Rows::Dates, row(1), true)).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &undo).unwrap();
    assert!(read_poll(&alice).is_empty(), "taken away it stays");
    give(&mut alice, 1, &TakenOff::take(Rows::Dates, row(1), false)).unwrap();
    assert_eq!(read_poll(&alice).vote_of(person(1), row(1)), Some(Vote::Yes));
}

#[test]
fn m39_closing_a_poll_twice_at_once_is_one_visible_choice_and_shows_the_other() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    add_date(&mut alice, 1, 1, "2027-01-14");
    add_date(&mut alice, 1, 2, "2027-01-21");
    add_venue(&mut alice, 1, 3, "Médiathèque", Some(40));
    exchange(&mut alice, &mut bob);
    let undo = close(&mut alice, 1, Some(choice(1, 3))).undo.unwrap();
    assert_eq!(read_attendance(&alice).seats, Some(40), "the seats are those of the venue");
    close(&mut bob, 2, Some(choice(2, 3)));
    exchange(&mut alice, &mut bob);
    let poll = read_poll(&alice);
    assert_eq!(poll, read_poll(&bob));
    let mut both = [poll.chosen.unwrap(), poll.rivals[0]];
    both.sort();
    assert_eq!(both, [choice(1, 3), choice(2, 3)]);
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(read_poll(&alice), poll, "it is not as she left it");
    close(&mut alice, 1, poll.chosen);
    exchange(&mut alice, &mut bob);
    assert_eq!((read_poll(&bob).chosen, read_poll(&bob).rivals.len()), (poll.chosen, 0), "settled");
    // Opened again by one while another closes it: it is closed.
    close(&mut alice, 1, None);
    close(&mut bob, 2, Some(choice(1, 3)));
    exchange(&mut alice, &mut bob);
    assert_eq!(read_poll(&alice).chosen, Some(choice(1, 3)));
    give(&mut alice, 1, &count_seats(Some(12))).unwrap();
    let undo = close(&mut alice, 1, Some(choice(2, 3))).undo.unwrap();
    assert_eq!(read_attendance(&alice).seats, Some(12), "somebody has counted them");
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(read_poll(&alice).chosen, Some(choice(1, 3)));
}

#[test]
fn m33_restoring_a_moment_leaves_everybody_their_vote() {
    let mut doc = replica(1);
    add_date(&mut doc, 1, 1, "2027-01-14");
    let then = doc.get_heads();
    vote(&mut doc, 2, 1, Vote::Yes);
    add_venue(&mut doc, 1, 3, "Médiathèque", None);
    close(&mut doc, 1, Some(choice(1, 3)));
    let then = restore::at(&doc, &then).unwrap();
    for command in restore::restore(&doc, &then, Kind::Meetup) {
        give(&mut doc, 1, &command).unwrap();
    }
    let poll = read_poll(&doc);
    assert_eq!((poll.count(row(1)), poll.venues.len(), poll.chosen), ([1, 0, 0], 0, None));
}

#[test]
fn m18_the_journal_says_what_was_done_in_the_poll() {
    let mut doc = replica(1);
    add_date(&mut doc, 1, 1, "2027-01-14");
    add_venue(&mut doc, 1, 3, "Médiathèque", None);
    give(&mut doc, 1, &Venue::say(row(3), Field::Address, "4 rue des Cartes")).unwrap();
    vote(&mut doc, 1, 1, Vote::Yes);
    give(&mut doc, 1, &TakenOff::take(Rows::Venues, row(3), true)).unwrap();
    let told: Vec<_> = journal(&doc, Kind::Meetup, &[]).into_iter().map(|entry| entry.what).collect();
    let deed = |of, id, deed, name: &str| Act::Row { of, id: row(id), deed, name: name.into() };
    assert_eq!(told[0], deed(Rows::Dates, 1, Deed::Added, "2027-01-14"));
    assert_eq!(told[1], deed(Rows::Venues, 3, Deed::Added, "Médiathèque"));
    assert_eq!(told[2], deed(Rows::Venues, 3, Deed::Changed, "Médiathèque"));
    assert!(matches!(&told[3], Act::Put { value: Some(said), .. } if said.text() == "yes"), "{:?}", told[3]);
    assert_eq!(told[4..], [deed(Rows::Venues, 3, Deed::TookAway, "Médiathèque")]);
}

/// Found end to end: whoever kept the choice that was shown was said to have opened the poll again.
#[test]
fn m18_keeping_the_choice_that_is_shown_is_told_as_that_choice() {
    let (mut alice, mut bob) = (replica(1), replica(2));
    add_date(&mut alice, 1, 1, "2027-01-14");
    add_date(&mut alice, 1, 2, "2027-01-21");
    exchange(&mut alice, &mut bob);
    let date = |n| Choice { date: Some(row(n)), venue: None };
    close(&mut alice, 1, Some(date(1)));
    close(&mut bob, 2, Some(date(2)));
    exchange(&mut alice, &mut bob);
    for shown in [true, false] {
        let mut doc = alice.fork().with_actor(automerge::ActorId::from([9; 16]));
        let poll = read_poll(&doc);
        let kept = if shown { poll.chosen } else { Some(poll.rivals[0]) };
        let since = doc.get_heads();
        close(&mut doc, 3, kept);
        let told: Vec<_> = journal(&doc, Kind::Meetup, &since).into_iter().map(|entry| entry.what).collect();
        let said = Some(boucle_model::Datum::Text(kept.unwrap().to_string()));
        assert_eq!(told, [Act::Put { cell: boucle_model::Cell::Own(boucle_model::Own::Chosen), value: said }]);
        close(&mut doc, 3, None);
        let told = journal(&doc, Kind::Meetup, &since);
        assert!(matches!(told[1].what, Act::Put { value: None, .. }), "opened again: {told:?}");
    }
}

fn names(poll: &Poll) -> String {
    sheet::write(poll, "nom", |person| match person.as_bytes()[0] {
        1 => "Alice".into(),
        2 => "=2+3".into(),
        n => format!("personne {n}"),
    })
}

#[test]
fn m40_a_poll_is_read_as_it_was_written_and_taking_it_in_again_does_nothing() {
    let mut doc = replica(1);
    add_date(&mut doc, 1, 1, "2027-01-14T19:00/2027-01-14T22:00 Europe/Paris");
    add_date(&mut doc, 1, 2, "2027-01-21");
    add_venue(&mut doc, 1, 3, "Médiathèque, salle « Atlas »", Some(40));
    add_venue(&mut doc, 1, 4, "@home", None);
    for (by, option, said) in [(1, 1, Vote::Yes), (1, 2, Vote::No), (2, 3, Vote::IfNeedBe)] {
        vote(&mut doc, by, option, said);
    }
    let poll = read_poll(&doc);
    let text = names(&poll);
    assert!(text.contains("\r\n'=2+3,"), "no spreadsheet takes a name for a formula: {text}");
    let read = sheet::read(&text).unwrap();
    let known = |name: &str| match name {
        "Alice" => Some(person(1)),
        "=2+3" => Some(person(2)),
        _ => None,
    };
    assert_eq!(read.news(&poll, known), News::default());
    let again = read.take_in(&poll, || unreachable!(), |name| known(name).unwrap());
    assert_eq!(give(&mut doc, 1, &again).unwrap().change, None);
    // Into an empty poll it is the same poll.
    let mut empty = replica(2);
    let mut ids = 20..;
    let everything = read.take_in(&Poll::default(), || row(ids.next().unwrap()), |name| known(name).unwrap());
    let undo = give(&mut empty, 1, &everything).unwrap().undo.unwrap();
    assert_eq!(names(&read_poll(&empty)), text);
    let told = journal(&empty, Kind::Meetup, &[]);
    assert_eq!(told.len(), 4, "options, and the votes on them goes without saying: {told:?}");
    give(&mut empty, 1, &undo).unwrap();
    assert!(read_poll(&empty).is_empty(), "one act, taken back as one");
    assert!(read_poll(&empty).ballots.is_empty());
}

#[test]
fn m40_a_table_is_taken_in_beside_what_is_there_and_what_is_wrong_says_where() {
    let mut doc = replica(1);
    add_date(&mut doc, 1, 1, "2027-01-14");
    vote(&mut doc, 1, 1, Vote::No);
    let poll = read_poll(&doc);
    let text = "\u{feff}qui;2027-01-14;2027-01-21;Mairie (30)\nAlice;oui;si besoin;\n\nZoé;non;;oui\n";
    let read = sheet::read(text).unwrap();
    let known = |name: &str| (name == "Alice").then(|| person(1));
    assert_eq!(read.news(&poll, known), News { options: 2, votes: 3, differing: 1 });
    let mut ids = 20..;
    let command = read.take_in(&poll, || row(ids.next().unwrap()), |name| known(name).unwrap_or(person(9)));
    give(&mut doc, 1, &command).unwrap();
    let poll = read_poll(&doc);
    assert_eq!(poll.vote_of(person(1), row(1)), Some(Vote::No), "what Alice said herself stays");
    assert_eq!(poll.venues[0].capacity, Some(30));
    assert_eq!(poll.ballots.len(), 2);

    let wrong = |text: &str| sheet::read(text).unwrap_err();
    let one = |line, column, expected, found: &str| vec![Wrong { line, column, expected, found: found.into() }];
    assert_eq!(wrong(""), one(1, 0, Expected::Heads, ""));
    assert_eq!(wrong("\nnom\nAlice"), one(2, 0, Expected::Heads, "nom"));
    assert_eq!(wrong("nom,2027-01-14\nAlice,peut-être bien"), one(2, 2, Expected::Vote, "peut-être bien"));
    assert_eq!(wrong("nom,2027-01-14\nAlice,oui,non"), one(2, 0, Expected::Cells(2), "3"));
    assert_eq!(wrong("nom,2027-01-14\n,oui"), one(2, 1, Expected::Name, ""));
    assert_eq!(wrong("nom,Mairie (0)\n"), one(1, 2, Expected::Capacity, "Mairie (0)"));
    assert_eq!(wrong("nom,Mairie,Mairie\n"), one(1, 3, Expected::Another, "Mairie"));
    let no_date = boucle_model::NotAWhen::NoBeginning;
    assert_eq!(wrong("nom,2027-02-30\n"), one(1, 2, Expected::Time(no_date), "2027-02-30"));
    let all = wrong("nom,2027-02-30\nAlice,si\nBob,ni\n");
    assert_eq!(all.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), [1, 2, 3], "all at once");
    let quoted = sheet::read("nom,\"Chez \"\"Léa\"\", au fond\"\n\"Ali\nce\",oui\nBob,non\n").unwrap();
    let venue = Column::Venue { name: "Chez \"Léa\", au fond".into(), capacity: None };
    assert_eq!((&quoted.columns[..], quoted.rows.len()), (&[venue][..], 2));
}

/// Found by reading: a table of five thousand people would have been one change that no connection takes.
#[test]
fn m40_the_largest_table_is_a_change_that_a_connection_takes_and_a_larger_one_is_refused() {
    let heads: Vec<_> = (1..=12).map(|day| format!("2027-01-{day:02}")).collect();
    let table = |people: usize| {
        let rows = (0..people).map(|n| format!("Personne {n}{}\n", [",oui", ",non", ",si besoin"].repeat(4).concat()));
        format!("nom,{}\n{}", heads.join(","), rows.collect::<String>())
    };
    let most = sheet::MOST_VOTES / 12;
    let read = sheet::read(&table(most)).unwrap();
    let mut doc = replica(1);
    let mut ids = 20..;
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        seed.to_be_bytes()
    };
    let mut someone = |_: &str| {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&random());
        bytes[8..].copy_from_slice(&random());
        boucle_model::PersonId::from_bytes(bytes)
    };
    let command = read.take_in(&Poll::default(), || row(ids.next().unwrap()), &mut someone);
    let hash = give(&mut doc, 1, &command).unwrap().change.unwrap();
    let bytes = doc.get_change_by_hash(&hash).unwrap().raw_bytes().len();
    // A message of the relay has at most 1 MiB.
    assert!(bytes < 512 << 10, "{bytes} bytes");
    assert_eq!(read_poll(&doc).ballots.len(), most);
    let wrong = sheet::read(&table(most + 1)).unwrap_err();
    assert_eq!((wrong[0].line, wrong[0].expected), (335, Expected::People(most)));
    let narrow = format!("nom,2027-01-14\n{}", (0..501).map(|n| format!("Personne {n},oui\n")).collect::<String>());
    assert_eq!(sheet::read(&narrow).unwrap_err()[0].expected, Expected::People(500));
    let wide = format!("nom{}\n", (0..61).map(|n| format!(",Lieu {n}")).collect::<String>());
    assert_eq!(sheet::read(&wide).unwrap_err()[0].expected, Expected::Options(60));
}

/// What people may do with a poll.
#[derive(Debug, Clone)]
enum Deal {
    Date(u8),
    Vote(u8, Option<u8>),
    Take(u8, bool),
    Close(u8, bool),
}

fn deals() -> impl Strategy<Value = Deal> {
    prop_oneof![
        2 => (0..8_u8).prop_map(Deal::Date),
        6 => (0..8_u8, prop::option::weighted(0.9, 0..3_u8)).prop_map(|(option, vote)| Deal::Vote(option, vote)),
        1 => (0..8_u8, any::<bool>()).prop_map(|(option, gone)| Deal::Take(option, gone)),
        1 => (0..8_u8, any::<bool>()).prop_map(|(option, closes)| Deal::Close(option, closes)),
    ]
}

/// Somebody does it with one of these options, and votes for themselves or somebody else. The vote that was given, if one was.
fn make(doc: &mut Automerge, by: u8, votes_for: u8, deal: &Deal, options: &[RowId]) -> Option<(RowId, Option<Vote>)> {
    let option = |k: u8| options.get(usize::from(k) % options.len().max(1)).copied();
    match *deal {
        Deal::Date(k) => drop(add_date(doc, by, by * 16 + k, &format!("2027-01-{:02}", k + 1))),
        Deal::Vote(k, vote) => {
            let (option, vote) = (option(k)?, vote.map(|vote| Vote::ALL[usize::from(vote)]));
            give(doc, by, &Vote::cast(option, person(votes_for), vote)).unwrap();
            return Some((option, vote));
        }
        Deal::Take(k, gone) => drop(give(doc, by, &TakenOff::take(Rows::Dates, option(k)?, gone)).unwrap()),
        Deal::Close(k, closes) => {
            let choice = option(k).filter(|_| closes).map(|date| Choice { date: Some(date), venue: None });
            close(doc, by, choice);
        }
    }
    None
}

proptest! {
    /// Three people act apart, in rounds; then everyone receives everything, each in another order.
    #[test]
    fn m36_any_order_of_delivery_gives_the_same_poll_and_loses_no_vote(
        rounds in prop::collection::vec((0..3_u8, deals(), any::<bool>()), 1..40)
    ) {
        let mut docs = [replica(1), replica(2), replica(3)];
        let mut said: BTreeMap<(u8, RowId), Option<Vote>> = BTreeMap::new();
        for (who, deal, meets) in rounds {
            let (n, at) = (who + 1, usize::from(who));
            let doc = &mut docs[at];
            let options: Vec<_> = read_poll(doc).options().collect();
            if let Some((option, vote)) = make(doc, n, n, &deal, &options) {
                said.insert((n, option), vote);
            }
            if meets {
                let (left, right) = docs.split_at_mut(1);
                exchange(&mut left[0], &mut right[at % 2]);
            }
        }
        everyone_receives_everything(&mut docs);
        let poll = read_poll(&docs[0]);
        prop_assert_eq!(&poll, &read_poll(&docs[1]));
        prop_assert_eq!(&poll, &read_poll(&docs[2]));
        for ((n, option), vote) in said {
            let kept = poll.taken_off.iter().find(|off| off.id == option).map(|off| off.voters.contains(&person(n)));
            match kept {
                Some(kept) => prop_assert_eq!(kept, vote.is_some(), "kept with what was taken away"),
                None => prop_assert_eq!(poll.vote_of(person(n), option), vote),
            }
        }
        let ranked = poll.rank(&Talks::default());
        prop_assert_eq!(ranked.len(), poll.dates.len());
        prop_assert!(ranked.iter().all(|r| r.can + r.could + r.cannot <= poll.ballots.len()));
    }

    /// Alice and Bob act apart; Alice hears of what Bob did whenever they meet, and reads again what he did, and no more.
    #[test]
    fn m100_a_poll_to_which_only_votes_came_is_the_one_that_is_read_whole(
        rounds in prop::collection::vec((any::<bool>(), any::<bool>(), deals(), any::<bool>()), 1..60)
    ) {
        let (mut alice, mut bob) = (replica(1), replica(2));
        let (mut pad, mut shown) = (Pad::of(&alice, Text::Pad), read_poll(&alice));
        for (is_hers, for_the_next, deal, meets) in rounds {
            let (n, doc) = if is_hers { (1, &mut alice) } else { (2, &mut bob) };
            let poll = read_poll(doc);
            let options: Vec<_> = poll.options().chain(poll.taken_off.iter().map(|off| off.id)).collect();
            let votes_for = n + u8::from(for_the_next);
            let mark = make(doc, n, votes_for, &deal, &options).map(|(option, _)| Mark::of(option, person(votes_for)));
            match mark {
                Some(mark) if is_hers => shown.read_again(&alice, [&mark]),
                None if is_hers => shown = read_poll(&alice),
                _ => {}
            }
            prop_assert_eq!(&shown, &read_poll(&alice), "what she said herself");
            if meets {
                let mut log = PatchLog::active();
                alice.merge_and_log_patches(&mut bob.fork(), &mut log).unwrap();
                match pad.follow(&alice, &alice.make_patches(&mut log)).beside {
                    Beside::Nothing => {}
                    Beside::Votes(votes) => shown.read_again(&alice, &votes),
                    Beside::Anything => shown = read_poll(&alice),
                }
                prop_assert_eq!(&shown, &read_poll(&alice), "what he said");
                bob.merge(&mut alice.fork()).unwrap();
            }
        }
    }

    /// Any table that is written is read as it was.
    #[test]
    fn m40_no_table_makes_the_reader_fail(text in "[a-zé0-9;,\"'=\n\t() -]{0,200}") {
        if let Ok(read) = sheet::read(&text) {
            prop_assert!(!read.columns.is_empty());
            prop_assert!(read.rows.iter().all(|(_, votes)| votes.len() == read.columns.len()));
        }
    }
}

#[test]
fn m38_speakers_of_talks_weigh_in_the_ranking_of_a_document() {
    let mut doc = replica(1);
    add_date(&mut doc, 1, 1, "2027-01-14");
    add_date(&mut doc, 1, 2, "2027-01-21");
    give(&mut doc, 5, &Talk::propose(row(7), "Cartes sensibles", person(5), boucle_model::Status::Interested)).unwrap();
    vote(&mut doc, 1, 1, Vote::Yes);
    vote(&mut doc, 2, 1, Vote::Yes);
    vote(&mut doc, 5, 2, Vote::Yes);
    let (poll, talks) = (read_poll(&doc), read_talks(&doc));
    assert_eq!(poll.rank(&talks)[0].choice.date, Some(row(2)), "the one who speaks can come");
    assert_eq!(poll.rank(&Talks::default())[0].choice.date, Some(row(1)));
}
