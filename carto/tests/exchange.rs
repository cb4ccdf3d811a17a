//! The map taken along and brought in. The numbers are those of `docs/rules.md`.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{ActorId, Automerge, ReadDoc};
use boucle_carto::{
    Graph, Loop, Relation, Source,
    brought::Brought,
    exchange::{self, MOST_ROWS, MOST_TEXT, News, Sheet, What, Wrong, json, links, nodes, paste},
};
use boucle_model::{
    Applied, Author, Carto, Command, Decision, Duplicate, Edition, Given, Kind, Link, MAX_TITLE, MeetupId, Node, Of,
    Pad, PersonId, Phase, Pin, RowId, Shape, Telling, Title, ToldCard, Type, apply, genesis, read_carto,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const IDEA: RowId = Given::Idea.id();

fn row(n: u16) -> RowId {
    let mut bytes = [9; 16];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    RowId::from_bytes(bytes)
}

/// Ids as a device draws them, always the same.
fn drawn(seed: u64) -> impl FnMut() -> RowId {
    let mut state = seed;
    move || {
        let mut bytes = [0; 16];
        for half in bytes.chunks_mut(8) {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            half.copy_from_slice(&(z ^ (z >> 31)).to_be_bytes());
        }
        RowId::from_bytes(bytes)
    }
}

fn meetup(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn title(text: &str) -> Title {
    Title { text: text.to_owned(), rivals: Vec::new() }
}

/// A document of the map on Alice's device.
fn document() -> Automerge {
    let mut doc = genesis::new(Kind::Carto, ActorId::from([1; 16]));
    genesis::begin(&mut doc, Kind::Carto, Kind::Carto.schema());
    doc
}

fn give(doc: &mut Automerge, at: i64, command: &Command) -> Applied {
    let author = Author { person: PersonId::from_bytes([1; 16]), at };
    apply(doc, &mut Pad::of(doc, Kind::Carto.text()), author, command).unwrap()
}

/// A document with three nodes and two links.
fn drawing() -> Automerge {
    let mut doc = document();
    give(&mut doc, 1, &Node::add(row(1), "Les communs", IDEA, Some(meetup(1)), Pin::at(10.0, -4.0)));
    give(&mut doc, 2, &Node::add(row(2), "La ville", Given::Place.id(), None, None));
    give(&mut doc, 3, &Node::add(row(3), "L’eau", IDEA, None, None));
    give(&mut doc, 4, &Node::tag(row(1), "ville, eau"));
    give(&mut doc, 5, &Node::describe(row(1), "Ce que l’on **partage**.\n\n- l’eau"));
    give(&mut doc, 6, &Link::add(row(8), row(1), row(2), "mène à", true, None));
    give(&mut doc, 7, &Link::add(row(9), row(2), row(3), "", false, Some(meetup(1))));
    doc
}

/// The map; types that were taken away are known, and offered no more.
fn carto(doc: &Automerge) -> Carto {
    let (mut carto, problems) = read_carto(doc);
    assert_eq!(problems, []);
    carto.types.retain(|one| !one.is_gone);
    carto
}

fn graph(carto: &Carto) -> Graph {
    Graph::of(carto, Brought::default())
}

fn read(carto: &Carto, table: &str) -> Result<Sheet, Vec<Wrong>> {
    Sheet::read(table.as_bytes(), carto, &graph(carto))
}

/// All that is wrong in a table: line, column, what.
fn wrong(carto: &Carto, table: &str) -> Vec<(usize, Option<String>, What)> {
    let all = read(carto, table).unwrap_err();
    all.into_iter().map(|wrong| (wrong.line, wrong.column, wrong.what)).collect()
}

fn at(line: usize, column: &str, what: What) -> (usize, Option<String>, What) {
    (line, Some(column.to_owned()), what)
}

/// Brings a table in, and takes it back: the map is then as it was. Gives the news, and the map as it was between.
fn bring_in(doc: &mut Automerge, table: &str) -> (News, Carto) {
    let before = carto(doc);
    let sheet = read(&before, table).unwrap();
    let news = sheet.news(&before);
    // Never the same ids twice.
    let seed = doc.get_changes(&[]).len() as u64;
    let Some(command) = sheet.command(&before, None, drawn(seed)) else {
        assert!(news.is_none(), "{news:?}");
        return (news, before);
    };
    assert!(!news.is_none(), "{news:?}");
    let heads = doc.get_heads();
    let applied = give(doc, 100, &command);
    assert_eq!(doc.get_changes(&heads).len(), 1, "it is one act");
    let after = carto(doc);
    assert_ne!(after, before);
    assert_eq!(sheet.command(&after, None, drawn(7)), None, "all of it is there");
    give(doc, 101, &applied.undo.unwrap());
    assert_eq!(carto(doc), before, "it is taken back whole");
    (news, after)
}

fn told() -> (Vec<Edition>, BTreeMap<MeetupId, Telling>) {
    let edition = |n: u8| Edition {
        id: meetup(n),
        number: n.into(),
        previous: (n > 1).then(|| meetup(n - 1)),
        title: format!("=Édition {n}"),
        phase: Phase::Bilan,
        by: None,
        at: n.into(),
        is_withdrawn: false,
    };
    let card = |n, is_problem, answers, decision| ToldCard {
        id: row(n),
        text: format!("Carte {n}"),
        is_problem,
        answers,
        again: None,
        decision,
    };
    let telling = Telling {
        cards: vec![card(500, true, None, None), card(501, false, Some(row(500)), Some(Decision::Adopted))],
        theme: "Les communs".into(),
        question: "Comment se retrouver ?".into(),
        speakers: vec![PersonId::from_bytes([7; 16])],
        ..Telling::default()
    };
    let next = Telling { theme: "La ville".into(), question: "Par où commencer ?".into(), ..Telling::default() };
    (vec![edition(1), edition(2)], BTreeMap::from([(meetup(1), telling), (meetup(2), next)]))
}

/// The graph of a map with what the loop brings.
fn with_loop(carto: &Carto) -> Graph {
    let (editions, tellings) = told();
    let brings =
        Loop { editions: &editions, tellings: &tellings }.brings(|n| format!("Édition {n}"), |_| "Zoé".to_owned());
    Graph::of(carto, brings)
}

/// What people write: formulas, apostrophes, what parts cells and lines, accents, signs.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'a-]{0,3}[a-zé,;\"'|=\t 🙂-]{0,12}",
        "\\PC{0,20}",
        Just("Les communs".to_owned()),
        Just("opens".to_owned()),
        Just(row(3).to_string()),
    ]
}

/// Words, and what is about as long as a label can be.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![9 => words(), 1 => "[a-zé ]{190,202}"]
}

/// What stands in a column of ids: nothing, or one of few.
fn ids(of: std::ops::Range<u16>) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), of.prop_map(|n| row(n).to_string())]
}

/// What an end of a link can be called.
fn ends() -> impl Strategy<Value = String> {
    let names = ["Les communs", "la ville", "L'EAU", "Les  communs"].map(str::to_owned);
    prop_oneof![prop::sample::select(names.to_vec()), (1_u16..4).prop_map(|n| row(n).to_string())]
}

fn directions() -> impl Strategy<Value = String> {
    prop::sample::select(["", "oui", "non", "mutual", "->"].map(str::to_owned).to_vec())
}

fn maps() -> impl Strategy<Value = Carto> {
    let kinds = || prop::sample::select(vec![None, Some(IDEA), Some(row(700)), Some(row(701)), Some(row(799))]);
    let meetups = || prop::option::of((0_u8..3).prop_map(meetup));
    let pins = prop::option::of((-100_000_i32..=100_000, -100_000_i32..=100_000).prop_map(|(x, y)| Pin { x, y }));
    let node =
        (words(), kinds(), words(), words(), prop::collection::vec(words(), 0..3), meetups(), pins, any::<bool>());
    let link = (0_u16..12, 0_u16..12, words(), any::<bool>(), kinds(), meetups());
    (prop::collection::vec(node, 0..10), prop::collection::vec(link, 0..12), words()).prop_map(|(some, ways, name)| {
        let nodes =
            (0..).zip(some).map(|(n, (label, of_type, description, address, tags, meetup, pin, is_two))| Node {
                id: row(n),
                label: title(&label),
                of_type,
                description: title(&format!("{description}\n\n{address}")),
                address: title(&address),
                tags: boucle_model::tags(&tags.join(",")),
                meetup,
                pin,
                same: if is_two {
                    vec![Duplicate { id: row(900 + n), label: description, tags: Vec::new() }]
                } else {
                    Vec::new()
                },
                by: None,
                at: n.into(),
            });
        let links = (0..).zip(ways).filter(|(_, (from, to, ..))| from != to);
        let links = links.map(|(n, (from, to, text, is_directed, of_type, meetup))| Link {
            id: row(1_000 + n),
            from: row(from),
            to: row(to),
            text: title(&text),
            is_directed,
            of_type,
            meetup,
            also: Vec::new(),
            ends: vec![(row(from), row(to))],
            by: None,
            at: n.into(),
        });
        let kind = |id, of, name: &str| Type {
            id,
            of,
            given: None,
            name: title(name),
            colour: 0,
            shape: Shape::Disc,
            icon: String::new(),
            is_gone: id == row(701),
        };
        let types = [kind(row(700), Of::Nodes, &name), kind(row(701), Of::Links, &name)];
        Carto { nodes: nodes.collect(), links: links.collect(), types: types.into(), ..Carto::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn m85_what_goes_out_and_comes_back_in_changes_nothing(map in maps(), has_loop in any::<bool>()) {
        let graph = if has_loop { with_loop(&map) } else { graph(&map) };
        for table in [nodes::write(&map, &graph), links::write(&map, &graph)] {
            let marked = format!("\u{feff}{table}");
            for table in [table.as_str(), marked.as_str()] {
                let sheet = Sheet::read(table.as_bytes(), &map, &graph);
                let sheet = sheet.map_err(|wrong| TestCaseError::fail(format!("{wrong:?}\n{table}")))?;
                let news = sheet.news(&map);
                prop_assert!(news.is_none() && news.new_types.is_empty() && news.passed_over.is_empty(), "{news:?}\n{table}");
                prop_assert_eq!(sheet.command(&map, Some(meetup(2)), drawn(1)), None);
            }
        }
    }

    #[test]
    fn m85_a_map_that_is_brought_into_an_empty_one_is_the_same_there(
        labels in prop::collection::btree_map("[a-z]{1,9}", (words(), words(), prop::option::of((-9_i32..9, -9_i32..9))), 1..8),
        ways in prop::collection::vec((0_usize..8, 0_usize..8, "[a-z ]{0,5}", any::<bool>()), 0..8),
    ) {
        let (mut here, mut there) = (document(), document());
        for (n, (label, (description, address, pin))) in (0..).zip(&labels) {
            let pin = pin.and_then(|(x, y)| Pin::at(x.into(), y.into()));
            give(&mut here, n.into(), &Node::add(row(n), label, IDEA, Some(meetup(1)), pin));
            give(&mut here, n.into(), &Node::describe(row(n), description));
            give(&mut here, n.into(), &Node::find_at(row(n), address));
        }
        for (n, (from, to, text, is_directed)) in (1_000..).zip(ways) {
            let end = |n: usize| row(u16::try_from(n % labels.len()).unwrap());
            give(&mut here, n.into(), &Link::add(row(n), end(from), end(to), &text, is_directed, None));
        }
        let map = carto(&here);
        for table in [nodes::write(&map, &graph(&map)), links::write(&map, &graph(&map))] {
            let now = carto(&there);
            if let Some(command) = read(&now, &table).unwrap().command(&now, None, drawn(1)) {
                give(&mut there, 1, &command);
            }
        }
        let says = |map: &Carto| {
            let nodes: BTreeMap<_, _> = map.nodes.iter().map(|node| {
                (node.id, (node.label.clone(), node.of_type, node.description.clone(), node.address.clone(), node.pin, node.meetup))
            }).collect();
            let links: BTreeSet<_> = map.links.iter().map(|link| {
                (link.from, link.to, link.text.text.clone(), link.is_directed)
            }).collect();
            (nodes, links)
        };
        prop_assert_eq!(says(&carto(&there)), says(&map));
    }

    #[test]
    fn m88_whatever_was_read_applies_and_is_taken_back_whole(
        nodes in prop::collection::vec((ids(0..8), texts(), words(), words(), texts(), words()), 1..5),
        links in prop::collection::vec((ids(6..12), ends(), ends(), texts(), words(), directions()), 1..5),
    ) {
        let mut doc = drawing();
        let before = carto(&doc);
        let tables = [
            ("id,label,type,tags,description,address", nodes.iter().map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]).collect::<Vec<_>>()),
            ("id,from,to,label,type,sens", links.iter().map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]).collect()),
        ];
        for (heads, rows) in tables {
            let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let rows = rows.into_iter().map(|row| row.map(cell).join(","));
            let table = std::iter::once(heads.to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
            if read(&before, &table).is_ok() {
                bring_in(&mut doc, &table);
            }
        }
    }

    #[test]
    fn m87_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "(label|from,to|\"|\n|[,;a=' ]){0,40}") {
        let map = carto(&drawing());
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            if let Err(wrong) = Sheet::read(bytes, &map, &graph(&map)) {
                prop_assert!(!wrong.is_empty() && wrong.iter().all(|wrong| wrong.line > 0 && wrong.found.chars().count() <= 80));
            }
        }
        let _read_or_refused = paste::read(&text);
    }
}

#[test]
fn m86_nothing_in_a_table_is_a_formula() {
    let mut doc = document();
    for (n, label) in (1..).zip(["=1+1", "+33 6", "@here", "-a", "'=1", "'x", "-12"]) {
        give(&mut doc, n.into(), &Node::add(row(n), label, IDEA, None, Pin::at(-3.0, -4.0)));
        give(&mut doc, n.into(), &Node::describe(row(n), "=HYPERLINK(\"https://example.org\")"));
    }
    let map = carto(&doc);
    let table = nodes::write(&map, &graph(&map));
    let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut many = 0;
    for record in cells.records() {
        for cell in &record.unwrap() {
            many += 1;
            let is_number = cell.parse::<i32>().is_ok() && !cell.starts_with('+');
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    assert_eq!(many, 80);
    assert!(table.contains(",-3,-4,"), "a place is a number: {table}");
    let news = read(&map, &table).unwrap().news(&map);
    assert_eq!((news.same, news.is_none()), (7, true), "and what was put before them is taken off");
}

#[test]
fn m87_duplicate_ids() {
    let mut doc = drawing();
    let map = carto(&doc);
    let table = format!("id,label\n{0},Un\n{1},Deux\n{0},Trois\n", row(50), row(51));
    assert_eq!(wrong(&map, &table), [at(4, "id", What::Twice { first: 2 })]);
    let table = format!("id,from,to\n\n{0},{1},{2}\n{0},{2},{1}\n", row(50), row(1), row(2));
    assert_eq!(wrong(&map, &table), [at(4, "id", What::Twice { first: 3 })]);
    assert_eq!(wrong(&map, "id,label\nseven,Un\n"), [at(2, "id", What::NotAnId)]);
    // What stands twice and has no id is one.
    let (news, after) = bring_in(&mut doc, "label,type,description\nUn,idea,\nun,Idée,Le premier\n");
    assert_eq!((news.added, news.same), (vec!["Un".to_owned()], 1));
    assert_eq!(after.nodes.last().unwrap().description.text, "Le premier");
}

#[test]
fn m87_links_to_nodes_that_are_not_there() {
    let mut doc = drawing();
    give(&mut doc, 10, &Node::add(row(4), "l'EAU", Given::Place.id(), None, None));
    let map = carto(&doc);
    let table = format!(
        "from,to\nLes communs,Nulle part\n{},La ville\nLa ville,L’eau\n,La ville\nLa ville,LA VILLE\n",
        row(77)
    );
    assert_eq!(
        wrong(&map, &table),
        [
            at(2, "to", What::NoSuchNode),
            at(3, "from", What::NoSuchNode),
            at(4, "to", What::SeveralSuch),
            at(5, "from", What::NoSuchNode),
            at(6, "to", What::ToItself),
        ]
    );
    assert_eq!(read(&map, &table).unwrap_err()[0].found, "Nulle part");
    assert_eq!(wrong(&map, "from,to,sens\nLes communs,La ville,vers le haut\n"), [at(2, "sens", What::NotADirection)]);
}

#[test]
fn m87_nan_coordinates() {
    let map = carto(&drawing());
    let table = "label,x,y\na,NaN,1\nb,1,inf\nc,100001,0\nd,12,\ne,,3\nf,1e3,-2.5\ng,0,x\n";
    assert_eq!(
        wrong(&map, table),
        [
            at(2, "x", What::NotANumber),
            at(3, "y", What::NotANumber),
            at(4, "x", What::NotANumber),
            at(5, "y", What::NotANumber),
            at(6, "x", What::NotANumber),
            at(8, "y", What::NotANumber),
        ]
    );
}

#[test]
fn m87_a_label_of_ten_thousand_characters() {
    let map = carto(&drawing());
    let long = "é".repeat(10_000);
    let table =
        format!("label,type,tags,address,description\n{long},idea\nb,{long}\nc,,{long}\nd,,,{long}\ne,,,,{long}é\n");
    let all = read(&map, &table).unwrap_err();
    let found: Vec<_> = all.iter().map(|wrong| (wrong.line, wrong.column.as_deref(), wrong.what)).collect();
    assert_eq!(
        found,
        [
            (2, Some("label"), What::TooLong { most: MAX_TITLE }),
            (3, Some("type"), What::TooLong { most: MAX_TITLE }),
            (4, Some("tags"), What::TooLong { most: 1_000 }),
            (5, Some("address"), What::TooLong { most: 1_000 }),
            (6, Some("description"), What::TooLong { most: 10_000 }),
        ]
    );
    assert_eq!(all[0].found, "é".repeat(80));
    let table = format!("from,to,label\nLes communs,La ville,{long}\n");
    assert_eq!(wrong(&map, &table), [at(2, "label", What::TooLong { most: MAX_TITLE })]);
    assert_eq!(wrong(&map, "label,type\n,idea\n"), [at(2, "label", What::NoLabel)]);
}

#[test]
fn m87_a_table_with_mixed_encodings() {
    let map = carto(&drawing());
    // The third and the fifth line were written by another program, in Latin-1.
    let table = b"label,type\nCaf\xc3\xa9,idea\nCaf\xe9,idea\nTh\xc3\xa9,idea\nTh\xe9,idea\n";
    let all = Sheet::read(table, &map, &graph(&map)).unwrap_err();
    let found: Vec<_> = all.iter().map(|wrong| (wrong.line, wrong.what, wrong.found.as_str())).collect();
    assert_eq!(found, [(3, What::NotText, "Caf\u{fffd},idea"), (5, What::NotText, "Th\u{fffd},idea")]);
    let many = b"label\n\xff\n".repeat(50);
    assert_eq!(Sheet::read(&many, &map, &graph(&map)).unwrap_err().len(), 20);
}

#[test]
fn m87_a_table_that_lacks_columns() {
    let map = carto(&drawing());
    assert_eq!(wrong(&map, "type,description\nidea,x\n"), [(1, None, What::NoColumn("label"))]);
    assert_eq!(wrong(&map, "\n\nfrom,label\na,b\n"), [(3, None, What::NoColumn("to"))]);
    assert_eq!(wrong(&map, "label,vers\na,b\n"), [(1, None, What::NoColumn("from"))]);
    assert_eq!(wrong(&map, ""), [(1, None, What::Empty)]);
    assert_eq!(wrong(&map, "\u{feff}\n \n,,\n"), [(1, None, What::Empty)]);
    assert_eq!(wrong(&map, "label\nUn, deux\n"), [(2, None, What::Cells { most: 1 })]);
}

#[test]
fn m87_a_table_that_is_too_much_for_one_message() {
    let map = carto(&drawing());
    let rows = (0..=MOST_ROWS).map(|n| format!("Nœud {n}\n")).collect::<String>();
    assert_eq!(wrong(&map, &format!("label\n{rows}")), [(MOST_ROWS + 2, None, What::TooMany { most: MOST_ROWS })]);
    let much = (0..=MOST_TEXT / 10_000).map(|n| format!("n{n},{}\n", "x".repeat(10_000))).collect::<String>();
    assert_eq!(wrong(&map, &format!("label,description\n{much}")), [(1, None, What::TooMuch { most: MOST_TEXT })]);
}

#[test]
fn m87_the_present_map_is_untouched_by_what_is_wrong() {
    let doc = drawing();
    let before = carto(&doc);
    let heads = doc.get_heads();
    let table = format!("id,label,x,y\n{},Autrement,1,2\n,Un,NaN,0\n", row(1));
    assert_eq!(wrong(&before, &table), [at(3, "x", What::NotANumber)]);
    assert_eq!((carto(&doc), doc.get_heads()), (before, heads));
}

#[test]
fn m88_the_largest_table_is_one_change_that_fits_in_a_message() {
    const MESSAGE: usize = 1 << 20;
    let mut doc = document();
    let mut id = drawn(3);
    // Texts in which nothing repeats: nothing of them can be packed.
    let wide = MOST_TEXT / MOST_ROWS - 13;
    let rows = (0..MOST_ROWS)
        .map(|n| format!("n{n},{},idea\n", &[id().to_string(), id().to_string(), id().to_string()].concat()[..wide]));
    let table = format!("label,description,type\n{}", rows.collect::<String>());
    let sheet = read(&carto(&doc), &table).unwrap();
    let command = sheet.command(&carto(&doc), Some(meetup(1)), drawn(4)).unwrap();
    let change = give(&mut doc, 1, &command).change.unwrap();
    let long = doc.get_change_by_hash(&change).unwrap().bytes().len();
    assert!(long < MESSAGE, "{long}");
    // And so many links between them.
    let map = carto(&doc);
    let ends = map.nodes.iter().zip(map.nodes.iter().rev()).filter(|(one, other)| one.id != other.id);
    let rows = ends.map(|(from, to)| format!("{},{},{}\n", from.id, to.id, &id().to_string()));
    let sheet = read(&map, &format!("from,to,label\n{}", rows.collect::<String>())).unwrap();
    let command = sheet.command(&map, Some(meetup(1)), drawn(5)).unwrap();
    let change = give(&mut doc, 2, &command).change.unwrap();
    let long = doc.get_change_by_hash(&change).unwrap().bytes().len();
    assert!(long < MESSAGE, "{long}");
    assert_eq!((carto(&doc).nodes.len(), carto(&doc).links.len()), (MOST_ROWS, MOST_ROWS));
}

#[test]
fn m89_what_is_on_the_map_already_is_found_and_not_added_twice() {
    let mut doc = drawing();
    let table = format!(
        "id,label,type,tags,description,x\n{},Les communs urbains,,,,\n,la ville,lieu,,,\n,La ville,Fanzine,,Un journal,\n,L'EAU,,\"boire, Fleuve\",,\n",
        row(1)
    );
    let (news, after) = bring_in(&mut doc, &table);
    assert_eq!(news.added, ["La ville"]);
    assert_eq!(news.changed, ["Les communs urbains", "L’eau"]);
    assert_eq!((news.same, news.new_types), (1, vec!["Fanzine".to_owned()]));
    let one = after.node(row(1)).unwrap();
    assert_eq!(one.label.text, "Les communs urbains");
    assert_eq!(
        (one.tags.len(), one.pin, one.of_type),
        (2, Pin::at(10.0, -4.0), Some(IDEA)),
        "an empty cell says nothing"
    );
    assert_eq!(after.node(row(3)).unwrap().tags, ["boire", "Fleuve"]);
    let fanzine = after.nodes.iter().find(|node| node.description.text == "Un journal").unwrap();
    let of = after.type_of(fanzine.of_type.unwrap()).unwrap();
    assert_eq!((of.name.text.as_str(), of.of), ("Fanzine", Of::Nodes));
    // Several are called so, and nothing says which.
    give(&mut doc, 20, &Node::add(row(4), "Les communs", Given::Theme.id(), None, None));
    let map = carto(&doc);
    assert_eq!(wrong(&map, "label\nles communs\n"), [at(2, "label", What::SeveralSuch)]);
    assert!(read(&map, "label,type\nles communs,thème\n").unwrap().news(&map).is_none());
}

#[test]
fn m97_a_table_takes_a_tag_off_duplicates_too() {
    let mut doc = drawing();
    give(&mut doc, 10, &Node::tag(row(3), "fleuve, Ville"));
    give(&mut doc, 11, &Node::merge(row(3), row(1)));
    assert_eq!(carto(&doc).node(row(1)).unwrap().tags, ["eau", "fleuve", "ville"]);
    let (news, after) = bring_in(&mut doc, &format!("id,label,tags\n{},Les communs,\"eau, ville\"\n", row(1)));
    assert_eq!(news.changed, ["Les communs"]);
    assert_eq!(after.node(row(1)).unwrap().tags, ["eau", "ville"]);
}

#[test]
fn m89_a_link_that_says_the_same_is_not_drawn_twice() {
    let mut doc = drawing();
    let table = format!(
        "id,from,to,label,directed,type\n,les communs,LA VILLE,mene a,oui,\n,L’eau,La ville,,,\n{},,,dépend de,,Influence\n,Les communs,L'eau,,,\n,L'eau,Les communs,,,\n",
        row(9)
    );
    let (news, after) = bring_in(&mut doc, &table);
    assert_eq!((news.same, news.linked, news.changed), (2, 2, vec!["La ville → L’eau".to_owned()]));
    assert_eq!((after.links.len(), news.new_types), (4, vec!["Influence".to_owned()]));
    let changed = after.link(row(9)).unwrap();
    assert_eq!((changed.text.text.as_str(), changed.is_directed, changed.from), ("dépend de", false, row(2)));
    assert_eq!(after.type_of(changed.of_type.unwrap()).unwrap().of, Of::Links);
    // One that leads both ways can be written from either end; one that leads one way is then turned round.
    let turned = format!("id,from,to,directed\n{},{},{},no\n", row(9), row(3), row(2));
    assert!(bring_in(&mut doc, &turned).0.is_none());
    let (_, after) = bring_in(&mut doc, &format!("id,from,to\n{},{},{}\n", row(8), row(2), row(1)));
    assert_eq!((after.link(row(8)).unwrap().from, after.link(row(8)).unwrap().to), (row(2), row(1)));
}

#[test]
fn m89_a_link_to_what_counts_as_another_leads_to_that() {
    let mut doc = drawing();
    give(&mut doc, 10, &Node::add(row(4), "Bien commun", IDEA, None, None));
    give(&mut doc, 11, &Node::merge(row(4), row(1)));
    let (news, after) = bring_in(&mut doc, &format!("from,to\n{},L'eau\nbien commun,L’eau\n", row(4)));
    assert_eq!((news.linked, news.same), (1, 1));
    let link = after.links.last().unwrap();
    assert_eq!((link.from, link.to), (row(1), row(3)));
    let (news, _) = bring_in(&mut doc, &format!("id,label\n{},Autrement\n", row(4)));
    assert_eq!((news.left_alone, news.is_none()), (1, true));
}

#[test]
fn m90_what_the_loop_brings_goes_out_and_is_left_alone_when_it_comes_in() {
    let mut doc = drawing();
    give(&mut doc, 9, &Link::add(row(10), row(1), Source::Edition(meetup(1)).id(), "vu à", true, None));
    give(&mut doc, 9, &Node::tag(Source::Theme(meetup(1)).id(), "gouvernance"));
    let map = carto(&doc);
    let graph = with_loop(&map);
    let (all_nodes, all_links) = (nodes::write(&map, &graph), links::write(&map, &graph));
    let theme = Source::Theme(meetup(1)).id();
    assert!(all_nodes.contains(&format!("{theme},Les communs,theme,gouvernance,,,{},,,theme\r\n", meetup(1))));
    for source in ["edition", "question", "speaker", "problem", "improvement"] {
        assert!(all_nodes.contains(&format!(",{source}\r\n")), "{all_nodes}");
    }
    assert!(all_links.contains(",opens,true,,,'=Édition 1,'=Édition 2\r\n"), "{all_links}");
    let news = Sheet::read(all_nodes.as_bytes(), &map, &graph).unwrap().news(&map);
    assert_eq!((news.same, news.left_alone, news.is_none()), (3, 9, true));
    let news = Sheet::read(all_links.as_bytes(), &map, &graph).unwrap().news(&map);
    let follows = graph.edges.iter().filter(|edge| matches!(edge.way, boucle_carto::Way::Brought(_))).count();
    assert_eq!((news.same, news.left_alone, news.is_none()), (3, follows, true));
    // Where the loop is not known, it is left alone as well; what leads there is as it was.
    let alone = self::graph(&map);
    for table in [&all_nodes, &all_links] {
        assert!(Sheet::read(table.as_bytes(), &map, &alone).unwrap().news(&map).is_none());
    }
    // Without ids, it is known by what it says.
    let says = "label,type\nComment se retrouver ?,problem\n";
    assert_eq!(Sheet::read(says.as_bytes(), &map, &graph).unwrap().news(&map).left_alone, 1);
    let says = format!("from,to,label\n'=Édition 1,=édition 2,{}\n", Relation::Opens.name());
    assert_eq!(Sheet::read(says.as_bytes(), &map, &graph).unwrap().news(&map).left_alone, 1);
    // What people draw to it is drawn.
    let table = "from,to\nL’eau,Zoé\n";
    let command = Sheet::read(table.as_bytes(), &map, &graph).unwrap().command(&map, None, drawn(1)).unwrap();
    give(&mut doc, 30, &command);
    assert_eq!(carto(&doc).links.last().unwrap().to, Source::Speaker(PersonId::from_bytes([7; 16]), meetup(1)).id());
}

#[test]
fn m90_the_whole_map_is_one_document_for_programs() {
    let mut doc = drawing();
    give(&mut doc, 8, &Command::Rename { title: "Nos \"communs\"".into() });
    give(&mut doc, 9, &Type::name(IDEA, "Pensée"));
    let map = carto(&doc);
    let graph = with_loop(&map);
    let text = json::write(&map, &graph);
    assert_eq!(text, json::write(&map, &with_loop(&map)));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((value["format"].as_str(), value["version"].as_u64()), (Some("boucle-carto"), Some(1)));
    assert_eq!(value["title"], "Nos \"communs\"");
    let many = |of: &str| value[of].as_array().unwrap().len();
    assert_eq!((many("types"), many("nodes"), many("links")), (9, 12, graph.edges.len()));
    let ids: BTreeSet<_> = value["links"].as_array().unwrap().iter().map(|link| link["id"].to_string()).collect();
    assert_eq!(ids.len(), graph.edges.len(), "each has an id of its own");
    let node = &value["nodes"][0];
    assert_eq!(
        (node["label"].as_str(), node["x"].as_i64(), node["y"].as_i64()),
        (Some("Les communs"), Some(10), Some(-4))
    );
    assert_eq!(node["type"], IDEA.to_string());
    assert_eq!((node["tags"][1].as_str(), &node["source"]), (Some("ville"), &serde_json::Value::Null));
    assert_eq!(value["nodes"][9]["source"], "improvement");
    assert_eq!((&value["types"][2]["given"], &value["types"][2]["name"]), (&"idea".into(), &"Pensée".into()));
    assert_eq!(value["links"][1]["directed"], false);
    assert_eq!(value["links"][2]["relation"], value["links"][2]["label"]);
    let first =
        ["format", "version", "title", "types", "nodes", "links"].map(|name| text.find(&format!("\n  \"{name}\":")));
    assert!(first.is_sorted() && first[0].is_some());
    // It says the same of the types in the tables.
    assert!(nodes::write(&map, &graph).contains(",Les communs,Pensée,"));
}

#[test]
fn m91_a_pasted_list_is_nodes_and_links_to_what_stands_under_what() {
    let mut doc = drawing();
    let text = "\u{feff}- Gouvernance\n    * les COMMUNS\n    * Communs  urbains\n\t\t1. L’eau\n\n• Ville :\n  12) La ville\n2027. Une année\n- \nGouvernance\n  Communs urbains\n";
    let lines = paste::read(text).unwrap();
    let found: Vec<_> = lines.iter().map(|line| (line.depth, line.label.as_str())).collect();
    assert_eq!(
        found,
        [
            (0, "Gouvernance"),
            (1, "les COMMUNS"),
            (1, "Communs urbains"),
            (2, "L’eau"),
            (0, "Ville :"),
            (1, "La ville"),
            (0, "2027. Une année"),
            (0, "Gouvernance"),
            (1, "Communs urbains"),
        ]
    );
    let before = carto(&doc);
    let (news, command) = paste::command(&lines, &graph(&before), Given::Theme.id(), Some(meetup(2)), drawn(1));
    assert_eq!(news.added, ["Gouvernance", "Communs urbains", "Ville :", "2027. Une année"]);
    assert_eq!((news.same, news.linked), (5, 4));
    let undo = give(&mut doc, 50, &command.unwrap()).undo.unwrap();
    let after = carto(&doc);
    assert_eq!((after.nodes.len(), after.links.len()), (7, 6));
    let leads = |from: &str, to: &str| {
        let id = |label| after.nodes.iter().find(|node| node.label.text == label).unwrap().id;
        after.links.iter().any(|link| (link.from, link.to) == (id(from), id(to)))
    };
    assert!(leads("Gouvernance", "Les communs") && leads("Communs urbains", "L’eau") && leads("Ville :", "La ville"));
    assert!(
        after.nodes[3..].iter().all(|node| node.meetup == Some(meetup(2)) && node.of_type == Some(Given::Theme.id()))
    );
    let (news, command) = paste::command(&lines, &graph(&after), Given::Theme.id(), None, drawn(2));
    assert_eq!((command, news.is_none(), news.same), (None, true, 9), "all of it is there");
    give(&mut doc, 51, &undo);
    assert_eq!(carto(&doc), before);
    // What the loop brings is linked as well.
    let map = carto(&doc);
    let lines = paste::read("L’eau\n  Zoé").unwrap();
    let (news, _) = paste::command(&lines, &with_loop(&map), IDEA, None, drawn(3));
    assert_eq!((news.added.len(), news.linked, news.same), (0, 1, 2));
}

#[test]
fn m91_a_list_that_cannot_be_taken_is_refused_with_its_lines() {
    let long = "é".repeat(MAX_TITLE + 1);
    let all = paste::read(&format!("Un\n- {long}\nDeux\n{long}")).unwrap_err();
    let found: Vec<_> = all.iter().map(|wrong| (wrong.line, wrong.what)).collect();
    assert_eq!(found, [2, 4].map(|line| (line, What::TooLong { most: MAX_TITLE })));
    let all = paste::read(&"a\n".repeat(paste::MOST_LINES + 1)).unwrap_err();
    assert_eq!((all[0].line, all[0].what), (501, What::TooMany { most: 500 }));
    assert_eq!(paste::read(" \n - \n").unwrap_err()[0].what, What::Empty);
    assert_eq!(paste::read(&"a\n".repeat(paste::MOST_LINES)).unwrap().len(), 500);
}

#[test]
fn m92_tables_are_read_as_spreadsheets_and_kumu_write_them() {
    let mut doc = drawing();
    // Kumu's elements and connections.
    let (news, after) = bring_in(
        &mut doc,
        "Label,Type,Description,Tags,Image\nJardin,Projet,Un potager,vert | Ville,https://example.org/a.png\n",
    );
    assert_eq!((news.added.len(), news.new_types.len(), news.passed_over), (1, 0, vec!["Image".to_owned()]));
    let garden = after.nodes.last().unwrap();
    assert_eq!(
        (garden.of_type, garden.tags.as_slice()),
        (Some(Given::Project.id()), ["vert", "Ville"].map(str::to_owned).as_slice())
    );
    let table = "From,To,Type,Direction,Label\nLes communs,L’eau,,directed,a\nLa ville,Les communs,,mutual,b\nL’eau,Les communs,,undirected,c\n";
    let (news, after) = bring_in(&mut doc, table);
    assert_eq!(news.linked, 3);
    let ways: BTreeMap<_, _> = after.links.iter().map(|link| (link.text.text.as_str(), link.is_directed)).collect();
    assert_eq!(["a", "b", "c"].map(|text| ways[text]), [true, false, false]);
    // A spreadsheet in French, with a mark of its encoding, semicolons, and lines as Windows ends them.
    let table = "\u{feff}Étiquette;Type;Mots-clés;Adresse;X;Y\r\nJardin;idée;\"vert; ville\";https://example.org;12,5;-3\r\n\r\n;;;;;\r\n";
    let (news, after) = bring_in(&mut doc, table);
    assert_eq!((news.added.len(), news.passed_over.len()), (1, 0));
    let garden = after.nodes.last().unwrap();
    assert_eq!(
        (garden.pin, garden.address.text.as_str(), garden.tags.len()),
        (Pin::at(12.5, -3.0), "https://example.org", 2)
    );
    // Tabulators, as they are copied from one.
    let (news, after) = bring_in(&mut doc, "de\tà\tlibellé\tsens\nLa ville\tL’eau\tboit, et rend\t->\n");
    assert_eq!((news.linked, after.links.last().unwrap().text.text.as_str()), (1, "boit, et rend"));
    // A type that the community calls in its own way.
    give(&mut doc, 20, &Type::name(Given::Actor.id(), "Personne"));
    let (_, after) = bring_in(&mut doc, "nom,type\nZoé,personne\nAda,acteur\n");
    assert!(after.nodes[3..].iter().all(|node| node.of_type == Some(Given::Actor.id())));
}

#[test]
fn what_the_table_says_not_is_from_the_meetup_that_is_on() {
    let mut doc = drawing();
    let map = carto(&doc);
    let table = format!("label,meetup\nUn,{}\nDeux,\n", meetup(3));
    let command = read(&map, &table).unwrap().command(&map, Some(meetup(2)), drawn(1)).unwrap();
    give(&mut doc, 9, &command);
    let brought: BTreeMap<_, _> = carto(&doc).nodes.into_iter().map(|node| (node.label.text, node.meetup)).collect();
    assert_eq!((brought["Un"], brought["Deux"]), (Some(meetup(3)), Some(meetup(2))));
    let exchange::News { added, .. } = read(&map, &table).unwrap().news(&map);
    assert_eq!(added, ["Un", "Deux"]);
}

#[test]
fn m89_a_row_without_an_id_is_what_is_called_so_when_the_others_have_their_names() {
    let mut doc = drawing();
    let table = format!("id,label,type,address\n,Le fleuve,,https://example.org\n{},Le fleuve,idea,\n", row(3));
    let (news, after) = bring_in(&mut doc, &table);
    assert_eq!((news.added.len(), news.changed, news.same), (0, vec!["Le fleuve".to_owned()], 1));
    assert_eq!(after.node(row(3)).unwrap().address.text, "https://example.org");
    // Of two that the table makes, nothing says which.
    let table = "label,type,address\nUn,idea,\nUn,lieu,\nun,,https://example.org\n";
    assert_eq!(wrong(&carto(&doc), table), [at(4, "label", What::SeveralSuch)]);
}
