//! The record of the example, which has something of everything.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::{
    said::{Origin, Record, Section},
    tell::{Sources, Teller, record},
    write,
};
use crate::{i18n::Language, markdown};
use automerge::ActorId;
use boucle_model::{
    CommonsId, Meetup, MeetupId, PersonId, Side,
    example::{Ids, example},
    genesis, read,
};

/// Both meetups of the example.
fn meetups(language: Language) -> [Meetup; 2] {
    let ids = Ids {
        commons: CommonsId::from_bytes([1; 16]),
        meetups: [MeetupId::from_bytes([2; 16]), MeetupId::from_bytes([3; 16])],
        people: Ids::PEOPLE,
    };
    example(language.of_example(), ids, 1_780_000_000_000).meetups.map(|document| {
        let actor = |person: PersonId| ActorId::from([document.id, *person.as_bytes()].concat());
        let chunks = document.chunks(actor).unwrap();
        let chunks: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
        read(&genesis::open(&chunks, ActorId::from([9; 16])).unwrap()).0
    })
}

fn told(meetup: &Meetup, language: Language, name: &dyn Fn(PersonId) -> Option<String>) -> Record {
    let of = Sources {
        title: &meetup.title.text,
        plan: &meetup.plan,
        poll: &meetup.poll,
        attendance: &meetup.attendance,
        board: &meetup.board,
        reviews: &meetup.reviews,
        happenings: &meetup.happenings,
        evidence: &meetup.evidence,
        carried: &meetup.carried,
        bilan: &meetup.bilan,
        written: 512,
        voices: 6,
    };
    record(&of, &Teller { words: language.words(), name, hour: &|at| format!("h{at}") })
}

/// Of the people of the example, by their places.
fn known(language: Language) -> impl Fn(PersonId) -> Option<String> {
    move |person| {
        let at = Ids::PEOPLE.iter().position(|one| *one == person)?;
        Some(language.of_example().people()[at].name.to_owned())
    }
}

fn section<'a>(record: &'a Record, name: &str) -> &'a Section {
    record.sections.iter().find(|section| section.name == name).unwrap()
}

fn names(record: &Record) -> Vec<&str> {
    record.sections.iter().map(|section| section.name).collect()
}

#[test]
fn e95_the_record_has_all_that_the_bilan_leaves_and_nothing_that_is_not_there() {
    for language in Language::ALL {
        let words = &language.words().record;
        let [a, b] = meetups(language);
        let first = told(&a, language, &known(language));
        assert_eq!(names(&first), ["day", "intentions", "cards", "decisions", "text", "people"]);
        assert_eq!(first.facts.len(), 8, "when, where, what about and the numbers: {:?}", first.facts);
        assert!(first.facts[1].1.contains("4 rue des Cartes"));
        let came = language.words().stock.came.label;
        assert!(first.facts.contains(&(came, "34".to_owned())));

        let intentions = &section(&first, "intentions").parts[0].items;
        assert_eq!(intentions[0].spread, Some([0, 2, 3, 1, 0]));
        assert_eq!(intentions.iter().map(|one| one.notes.len()).collect::<Vec<_>>(), [3, 2, 3]);

        // The problems that are together stand first, with what shows one of them.
        let cards = section(&first, "cards");
        assert_eq!(cards.parts.iter().map(|part| part.side.unwrap()).collect::<Vec<_>>(), Side::ALL);
        let problems = &cards.parts[1].items;
        assert_eq!((problems.len(), problems[0].items.len()), (3, 2));
        assert_eq!(problems[0].notes, [(words.points)(10)]);
        assert_eq!(problems[0].items[0].quotes[0].from, Origin::Said(words.passage));
        let improvement = &cards.parts[2].items.iter().find(|item| item.notes.len() == 1).unwrap();
        assert_eq!(improvement.notes[0], (words.answers)(&a.board.cards[2].text.text));

        let decisions = section(&first, "decisions");
        let titles: Vec<_> = decisions.parts.iter().map(|part| (part.title.unwrap(), part.items.len())).collect();
        assert_eq!(titles, [(words.adopted, 3), (words.set_aside, 1)]);
        assert_eq!(decisions.parts[0].items[0].notes, [(words.owner)("Soizic")]);
        assert_eq!(section(&first, "people").parts[0].items.len(), 6);

        // The next has what was carried into it, and no bilan yet.
        let next = told(&b, language, &known(language));
        assert_eq!(names(&next), ["carried", "intentions"]);
        let carried = &section(&next, "carried").parts[0].items;
        assert_eq!(carried[0].notes[0], words.fates[1]);
        assert_eq!(carried[0].notes[2], (words.owner)("Soizic"));
    }
}

#[test]
fn e95_whose_names_are_not_known_are_counted_and_not_named() {
    let words = &Language::French.words().record;
    let [a, b] = meetups(Language::French);
    let people = |name: &dyn Fn(PersonId) -> Option<String>| {
        let record = told(&a, Language::French, name);
        let items = &section(&record, "people").parts[0].items;
        items.iter().map(|item| item.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(people(&|_| None), [(words.others)(6, false)]);
    let one = |person| known(Language::French)(person).filter(|name| name == "Malik");
    assert_eq!(people(&one), ["Malik".to_owned(), (words.others)(5, true)]);
    let nobody = told(&a, Language::French, &|_| None);
    assert!(section(&nobody, "decisions").parts.iter().flat_map(|part| &part.items).all(|item| item.notes.is_empty()));
    let carried = told(&b, Language::French, &|_| None);
    assert_eq!(section(&carried, "carried").parts[0].items[1].notes.len(), 2, "a fate, and the problem");
}

#[test]
fn e95_of_a_meetup_of_which_nothing_is_said_there_is_only_its_title() {
    let record = told(&Meetup::default(), Language::French, &|_| None);
    assert_eq!((record.title.as_str(), record.sections.len()), (Language::French.words().title.untitled, 0));
    assert!(record.facts.iter().all(|(_, value)| ["512", "6"].contains(&value.as_str())));
}

#[test]
fn e96_the_markdown_has_all_of_the_record_and_reads_as_such() {
    for language in Language::ALL {
        let words = &language.words().record;
        let [a, _] = meetups(language);
        let record = told(&a, language, &known(language));
        let text = write::markdown(&record, words.closed, words);
        assert!(text.starts_with(&format!("# {}\n\n*{}*. {}\n", a.title.text, words.title, words.closed)), "{text}");
        assert!(text.lines().all(|line| line.trim_end() == line) && !text.contains("\n\n\n"), "{text}");
        let plain = markdown::plain(&text);
        for card in &a.board.cards {
            assert!(plain.contains(&card.text.text), "{}", card.text.text);
        }
        for one in &a.evidence {
            assert!(plain.contains(&one.quote), "{}", one.quote);
        }
        for happening in &a.happenings {
            assert!(plain.contains(&format!("- h{} {}", happening.hour, happening.text.text)), "{plain}");
        }
        // Each section and side is a heading, and nothing else is.
        let html = markdown::page(language.code(), &record.title, &text);
        assert_eq!((html.matches("<h1>").count(), html.matches("<h2>").count()), (1, record.sections.len()));
        assert_eq!(html.matches("<h3>").count(), 5);
        assert!(html.contains("<strong>"), "what was written together keeps its marks");
    }
}
