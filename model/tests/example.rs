//! The example that a visitor opens: what a person's commands can make, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{ActorId, Automerge};
use boucle_model::{
    CartoId, Command, Commons, CommonsId, Decision, Fate, Kind, MAX_TITLE, Meetup, MeetupId, Moment, Outcome, Pad,
    PersonId, Phase, Place, RowId, Side, Stands, When, apply,
    example::{Document, Example, Ids, Language, PEOPLE, example},
    genesis,
    journal::{Act, journal},
    pad::MOST_AT_ONCE,
    read, read_carto, read_commons,
};
use std::collections::BTreeSet;

const HOUR: i64 = 60 * 60 * 1_000;
const NOW: i64 = 1_780_000_000_123;

fn person(n: usize) -> PersonId {
    PersonId::from_bytes([u8::try_from(n).unwrap() + 0x70; 16])
}

fn ids() -> Ids {
    Ids {
        commons: CommonsId::from_bytes([0xc; 16]),
        meetups: [MeetupId::from_bytes([0xa; 16]), MeetupId::from_bytes([0xb; 16])],
        people: std::array::from_fn(person),
    }
}

fn told(language: Language) -> Example {
    example(language, ids(), NOW)
}

/// One actor for each document and person.
fn chunks(document: &Document) -> Vec<Vec<u8>> {
    let actor = |person: PersonId| ActorId::from([document.id, *person.as_bytes()].concat());
    document.chunks(actor).unwrap()
}

fn open(document: &Document) -> Automerge {
    let chunks = chunks(document);
    let chunks: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
    genesis::open(&chunks, ActorId::from([9; 16])).unwrap()
}

fn commons(example: &Example) -> Commons {
    let (commons, problems) = read_commons(&open(&example.commons));
    assert_eq!(problems, []);
    commons
}

fn meetups(example: &Example) -> [Meetup; 2] {
    example.meetups.each_ref().map(|document| {
        let (meetup, problems) = read(&open(document));
        assert_eq!(problems, []);
        meetup
    })
}

/// Whatever a document says in words.
fn texts(document: &Document) -> Vec<&str> {
    let shown = document.shows.iter().map(|shows| shows.words);
    document.acts.iter().flat_map(|(_, command)| said(command)).chain(shown).collect()
}

fn said(command: &Command) -> Vec<&str> {
    match command {
        Command::EditText { splices, .. } => splices.iter().map(|splice| splice.insert.as_str()).collect(),
        Command::Rename { title } | Command::AddMeetup { title, .. } | Command::ShowMeetup { title, .. } => vec![title],
        Command::Put { puts } => puts.iter().filter_map(|put| Some(put.value.as_ref()?.text())).collect(),
        _ => Vec::new(),
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn m20_the_example_is_what_commands_make_and_none_of_them_is_refused_or_empty() {
    let examples = Language::ALL.map(told);
    for document in examples.iter().flat_map(Example::documents) {
        let mut doc = genesis::new(document.kind, ActorId::from([1; 16]));
        for (author, command) in &document.acts {
            genesis::begin(&mut doc, document.kind, command.schema());
            let mut pad = Pad::of(&doc, document.kind.text());
            let applied = apply(&mut doc, &mut pad, *author, command).unwrap();
            assert!(applied.change.is_some(), "{command:?} changes nothing");
        }
        let constants = doc.get_changes(&[]).len() - document.acts.len();
        assert_eq!(
            chunks(document).len(),
            document.acts.len() + document.shows.len() + constants,
            "and every word is found"
        );
        assert_eq!(
            constants,
            match document.kind {
                Kind::Meetup => 5,
                Kind::Commons => 2,
                Kind::Carto => 1,
            }
        );
    }
}

#[test]
fn m20_the_commons_shows_the_meetups_as_they_are() {
    let Ids { commons: id, meetups: [first, next], .. } = ids();
    for language in Language::ALL {
        let example = told(language);
        let (commons, [a, b]) = (commons(&example), meetups(&example));
        assert_eq!(commons.name.text, "Meetup Carto Paris");
        assert_eq!(
            example.documents().map(|d| d.id).collect::<Vec<_>>(),
            [[0xc; 16], [0xa; 16], [0xb; 16], *CartoId::of(id).as_bytes()]
        );
        let carto = read_carto(&open(&example.carto)).0;
        let titles = [&commons.name, &a.title, &b.title, &carto.title].map(|title| title.text.as_str());
        assert_eq!(example.documents().map(|document| document.title).collect::<Vec<_>>(), titles);
        assert_eq!((a.phase.phase, b.phase.phase), (Phase::Bilan, Phase::CoConstruction));
        assert_eq!(a.place, Some(Place { commons: id, number: 1, previous: None }));
        assert_eq!(b.place, Some(Place { commons: id, number: 2, previous: Some(first) }));
        let shown: Vec<_> = commons.editions.iter().map(|e| (e.id, e.number, e.previous, &e.title, e.phase)).collect();
        let are =
            [(first, 1, None, &a.title.text, a.phase.phase), (next, 2, Some(first), &b.title.text, b.phase.phase)];
        assert_eq!(shown, are);
    }
}

#[test]
fn m20_the_map_is_drawn_by_all_and_holds_together() {
    for language in Language::ALL {
        let (carto, problems) = read_carto(&open(&told(language).carto));
        assert_eq!(problems, []);
        assert_eq!((carto.nodes.len(), carto.links.len(), carto.views.len()), (26, 34, 1));
        assert_eq!(carto.loose(|_| false).count(), 0);
        assert!(carto.nodes.iter().all(|node| carto.links_of(node.id).count() > 0), "nothing stands alone");
        let by: BTreeSet<_> = carto.nodes.iter().filter_map(|node| node.by).collect();
        assert_eq!(by.len(), PEOPLE);
        let brought: BTreeSet<_> = carto.nodes.iter().map(|node| node.meetup).collect();
        assert_eq!(brought, BTreeSet::from([None, Some(MeetupId::from_bytes([0xa; 16]))]));
        assert!(carto.legend.lines().count() > 2);
    }
}

#[test]
fn m20_everybody_writes_in_the_order_of_time_and_before_now() {
    // A Thursday, a week before and after, and every hour between.
    let thursday = NOW - NOW.rem_euclid(7 * 24 * HOUR);
    let moments = (-7 * 24..7 * 24).map(|hours| thursday + hours * HOUR);
    for now in moments.chain([NOW]) {
        for document in example(Language::French, ids(), now).documents() {
            let times: Vec<_> = document.acts.iter().map(|(author, _)| author.at).collect();
            assert!(times.is_sorted());
            assert!(document.shows.iter().all(|shows| times.iter().any(|at| *at > shows.author.at)));
            assert!(times.last().is_some_and(|last| *last < now));
            assert!(times.first().is_some_and(|first| *first > now - 120 * 24 * HOUR));
            let begins = matches!(document.acts[0].1, Command::Rename { .. });
            assert!(begins, "nobody writes in what is not there");
        }
    }
}

#[test]
fn m20_pads_read_like_notes_that_several_people_took() {
    for language in Language::ALL {
        let example = told(language);
        let (commons, [a, b]) = (commons(&example), meetups(&example));
        let lines = |pad: &str| pad.lines().filter(|line| !line.is_empty()).count();
        assert!((40..=70).contains(&lines(&a.pad)), "{} lines: {}", lines(&a.pad), a.pad);
        assert!((15..=25).contains(&lines(&b.pad)), "{} lines: {}", lines(&b.pad), b.pad);
        assert_eq!(lines(&commons.vision), 3);
        for text in [&a.pad, &b.pad, &commons.vision] {
            assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
            assert!(!text.contains("\n\n\n") && !text.ends_with('\n'), "{text}");
        }
        for (actors, expected) in [
            (&a.actors, &[0, 1, 2, 3, 4, 5][..]),
            (&b.actors, &[0, 1, 2, 3, 4, 5]),
            (&commons.actors, &[0, 1, 2, 3, 4, 5]),
        ] {
            let people: BTreeSet<_> = actors.values().copied().collect();
            assert_eq!(people, expected.iter().copied().map(person).collect());
            assert_eq!(actors.len(), people.len(), "everybody writes as one actor");
        }
        for document in example.documents() {
            for (_, command) in &document.acts {
                match command {
                    Command::EditText { splices, .. } => {
                        assert!(splices.iter().all(|s| s.insert.len() < MOST_AT_ONCE / 16));
                    }
                    Command::Rename { title } => assert!((1..=MAX_TITLE).contains(&title.chars().count())),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn m20_the_first_meetup_went_through_its_phases_by_several_hands() {
    for language in Language::ALL {
        let doc = open(&told(language).meetups[0]);
        let moves: Vec<_> = journal(&doc, Kind::Meetup, &[])
            .into_iter()
            .filter_map(|entry| match entry.what {
                Act::Moved(to) => Some((entry.at, to, entry.by.unwrap())),
                _ => None,
            })
            .collect();
        assert_eq!(moves.iter().map(|(_, to, _)| *to).collect::<Vec<_>>(), Phase::ALL[1..]);
        assert!(moves.is_sorted_by_key(|(at, _, _)| *at));
        assert_eq!(moves.iter().map(|(_, _, by)| by).collect::<BTreeSet<_>>().len(), 4);
        let meetup = read(&doc).0;
        // A change keeps whole seconds.
        let kept: Vec<_> = meetup.moves.iter().map(|m| (m.at / 1_000 * 1_000, m.to, m.by.unwrap())).collect();
        assert_eq!(kept, moves);
    }
}

#[test]
fn m20_the_bilan_of_the_first_meetup_is_closed_and_opens_the_next() {
    for language in Language::ALL {
        let example = told(language);
        let [a, b] = meetups(&example);
        let side = |side| a.board.cards.iter().filter(move |card| card.side == side);
        assert_eq!(a.board.moment, Moment::Closed);
        assert_eq!(Side::ALL.map(|one| side(one).count()), [2, 4, 4]);
        assert_eq!((a.board.came, a.board.rivals.len(), a.board.beyond.len(), a.happenings.len()), (Some(34), 0, 0, 5));
        assert_eq!(a.board.waiting, []);
        assert!(a.bilan.lines().count() > 3 && a.bilan.lines().all(|line| line == line.trim_end()));
        // Everybody gives all their points; what two problems have in common has most.
        assert!((0..PEOPLE).all(|n| a.board.spent(person(n)) == a.board.allowance));
        let ranked = a.board.ranked();
        let first = ranked[0].group.unwrap();
        assert_eq!((first.name.text.is_empty(), ranked[0].cards.len(), ranked[0].points), (false, 2, 10));
        assert!(ranked[0].points > ranked[1].points);
        let adopted = |decision| side(Side::Improvement).filter(|card| card.decision == Some(decision)).count();
        assert_eq!((adopted(Decision::Adopted), adopted(Decision::SetAside)), (3, 1));

        assert!(a.reviews.iter().all(|review| review.ratings.len() == PEOPLE && review.rivals.is_empty()));
        let outcomes: BTreeSet<_> = a.reviews.iter().filter_map(|review| review.outcome).collect();
        assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), [Outcome::Met, Outcome::Partly]);
        assert!(a.reviews.iter().any(|review| !review.lesson.text.is_empty()));
        assert!(a.happenings.is_sorted_by_key(|happening| happening.hour));

        // What is shown for the first problem stands in the pad as it did.
        let doc = open(&example.meetups[0]);
        let about: Vec<RowId> = a.evidence.iter().map(|evidence| evidence.about).collect();
        assert!(about.len() == 2 && about.iter().all(|id| side(Side::Problem).any(|card| card.id == *id)));
        let stands: Vec<_> = a.evidence.iter().filter_map(|evidence| evidence.stands(&doc)).collect();
        assert!(matches!(stands[..], [Stands::Same(..)]), "{stands:?}");

        // What was adopted is in the next one, under the ids and in the words that it had.
        let improvements = a.board.improvements();
        assert_eq!(b.carried.len(), improvements.len());
        for (carried, improvement) in b.carried.iter().zip(&improvements) {
            assert_eq!((carried.id, &carried.text.text), (improvement.card, &improvement.text));
            assert_eq!((&carried.problem, &carried.group), (&improvement.problem, &improvement.group));
            assert_eq!(carried.from, Some(ids().meetups[0]));
            assert!(carried.owner.is_some());
            assert!(improvement.owner.is_none() || carried.owner == improvement.owner);
        }
        assert_eq!(b.carried.iter().map(|one| one.fate).collect::<Vec<_>>(), [Fate::Doing, Fate::Open, Fate::Open]);
        assert_eq!((b.board.moment, b.board.cards.len()), (Moment::Gather, 0));
    }
}

#[test]
fn m21_no_name_of_a_person_stands_in_a_document_of_the_example() {
    for language in Language::ALL {
        let (example, people) = (told(language), language.people());
        assert_eq!(people.map(|somebody| somebody.name).iter().collect::<BTreeSet<_>>().len(), PEOPLE);
        for document in example.documents() {
            let doc = open(document);
            let mut bytes: Vec<u8> = doc.get_changes(&[]).iter().flat_map(|c| c.raw_bytes().to_vec()).collect();
            bytes.extend(doc.save_nocompress());
            let mut lines = texts(document).into_iter().flat_map(str::lines);
            assert!(lines.all(|line| line.is_empty() || contains(&bytes, line)), "what stands there can be found");
            for somebody in people {
                let name = somebody.name;
                assert!(!contains(&bytes, name), "{name} in {:?}", document.title);
                // Nor as a part of a word that would look like it.
                let lower = name.to_lowercase();
                assert!(texts(document).iter().all(|text| !text.to_lowercase().contains(&lower)), "{name}");
            }
        }
    }
}

#[test]
fn m22_the_same_ids_and_the_same_moment_give_the_same_bytes() {
    for language in Language::ALL {
        let (one, other) = (told(language), told(language));
        assert_eq!(one, other);
        for (a, b) in one.documents().zip(other.documents()) {
            assert_eq!(chunks(a), chunks(b));
        }
    }
    let apart = [told(Language::French), told(Language::English)].map(|example| chunks(&example.commons));
    assert_ne!(apart[0], apart[1]);
}

#[test]
fn each_person_is_asked_for_one_actor_in_each_document() {
    for document in told(Language::French).documents() {
        let mut asked = Vec::new();
        document
            .chunks(|person| {
                asked.push(person);
                ActorId::from(person.as_bytes().as_slice())
            })
            .unwrap();
        let wrote: BTreeSet<_> = document.acts.iter().map(|(author, _)| author.person).collect();
        assert_eq!((asked.len(), asked.into_iter().collect::<BTreeSet<_>>()), (wrote.len(), wrote));
    }
}

/// Whatever a person reads of the example.
fn everything(language: Language) -> Vec<String> {
    let example = told(language);
    let said = example.documents().flat_map(|document| texts(document).into_iter().map(str::to_owned));
    let people = language.people().iter().flat_map(|somebody| [somebody.name.to_owned(), somebody.words.to_owned()]);
    said.chain(people).collect()
}

#[test]
fn apostrophes_and_quotes_are_typographic_in_both_languages() {
    for text in Language::ALL.into_iter().flat_map(everything) {
        assert!(!text.contains(['\'', '"', '\t']), "{text:?}");
        assert!(!text.contains("..."), "{text:?}");
    }
    for text in everything(Language::English) {
        assert!(!text.contains(['«', '»', '\u{a0}']), "{text:?}");
    }
}

#[test]
fn french_marks_stand_behind_a_space_that_does_not_break() {
    // A date is in no language.
    let is_french = |text: &String| text.parse::<When>().is_err();
    for text in everything(Language::French).into_iter().filter(is_french) {
        for (at, mark) in text.char_indices().filter(|(_, c)| ":;?!»".contains(*c)) {
            let is_of_an_address = text[at..].starts_with("://");
            let before = text[..at].chars().next_back();
            assert!(is_of_an_address || matches!(before, Some('\u{a0}' | '\u{202f}')), "{mark} in {text:?}");
        }
        for (at, quote) in text.match_indices('«') {
            assert!(text[at + quote.len()..].starts_with('\u{a0}'), "« in {text:?}");
        }
    }
}
