//! How the Meta-Carto is seen. The numbers are those of `docs/rules.md`.

use boucle_carto::{
    Arrangement, Graph, Loop, Position, Query, Relation, Settling, Source, layout,
    query::meant,
    svg::{self, Scene},
};
use boucle_model::{
    Carto, Decision, Edition, Given, Link, MeetupId, Node, PersonId, Phase, Pin, RowId, Telling, Title, ToldCard,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn row(n: u16) -> RowId {
    let mut bytes = [9; 16];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    RowId::from_bytes(bytes)
}

fn meetup(n: u8) -> MeetupId {
    MeetupId::from_bytes([n; 16])
}

fn title(text: &str) -> Title {
    Title { text: text.to_owned(), rivals: Vec::new() }
}

fn node(n: u16, label: &str) -> Node {
    Node {
        id: row(n),
        label: title(label),
        of_type: Some(Given::Idea.id()),
        description: Title::default(),
        address: Title::default(),
        tags: Vec::new(),
        meetup: None,
        pin: None,
        same: Vec::new(),
        by: None,
        at: n.into(),
    }
}

fn link(n: u16, from: RowId, to: RowId) -> Link {
    Link {
        id: row(n),
        from,
        to,
        text: title("mène à"),
        is_directed: true,
        of_type: None,
        meetup: None,
        also: Vec::new(),
        ends: vec![(from, to)],
        by: None,
        at: n.into(),
    }
}

/// A map of so many nodes, linked in pairs.
fn map(many: u16, links: &[(u16, u16)]) -> Carto {
    let links = (1_000..).zip(links).filter(|(_, (a, b))| a != b);
    Carto {
        nodes: (0..many).map(|n| node(n, &format!("Nœud {n}"))).collect(),
        links: links.map(|(n, (a, b))| link(n, row(*a), row(*b))).collect(),
        ..Carto::default()
    }
}

fn graph(carto: &Carto) -> Graph {
    Graph::of(carto, boucle_carto::brought::Brought::default())
}

fn edition(n: u8) -> Edition {
    Edition {
        id: meetup(n),
        number: n.into(),
        previous: (n > 1).then(|| meetup(n - 1)),
        title: if n == 1 { "Le premier".into() } else { String::new() },
        phase: Phase::Bilan,
        by: None,
        at: n.into(),
        is_withdrawn: false,
    }
}

fn told() -> BTreeMap<MeetupId, Telling> {
    let card = |n, is_problem, answers, decision| ToldCard {
        id: row(n),
        text: format!("Carte {n}"),
        is_problem,
        answers,
        again: None,
        decision,
    };
    let telling = Telling {
        cards: vec![
            card(500, true, None, None),
            card(501, false, Some(row(500)), Some(Decision::Adopted)),
            card(502, false, None, None),
        ],
        theme: "Les communs".into(),
        question: "Comment se retrouver ?".into(),
        speakers: vec![PersonId::from_bytes([7; 16])],
        ..Telling::default()
    };
    BTreeMap::from([(meetup(1), telling)])
}

fn brought(carto: &Carto, editions: &[Edition], tellings: &BTreeMap<MeetupId, Telling>) -> Graph {
    let brings = Loop { editions, tellings }.brings(|n| format!("Édition {n}"), |_| "Zoé".to_owned());
    Graph::of(carto, brings)
}

#[test]
fn m75_what_the_loop_brings_is_on_the_map_and_leads_back() {
    let mut carto = map(2, &[(0, 1)]);
    // Linked to the edition, by the id that it has where it comes from.
    carto.links.push(link(2_000, row(0), Source::Edition(meetup(1)).id()));
    let graph = brought(&carto, &[edition(1), edition(2)], &told());
    let labels: BTreeSet<_> = graph.vertices.iter().map(|vertex| vertex.label.as_str()).collect();
    let expected = [
        "Nœud 0",
        "Nœud 1",
        "Le premier",
        "Édition 2",
        "Les communs",
        "Comment se retrouver ?",
        "Zoé",
        "Carte 500",
        "Carte 501",
    ];
    assert_eq!(labels, BTreeSet::from(expected));
    let leads = graph.vertices.iter().filter_map(|vertex| vertex.source).collect::<Vec<_>>();
    assert!(leads.contains(&Source::Improvement(meetup(1), row(501))));
    assert_eq!(leads.len(), 7);
    let relation = |wanted| graph.edges.iter().filter(|edge| edge.way == boucle_carto::Way::Brought(wanted)).count();
    assert_eq!([Relation::Opens, Relation::Answers, Relation::SpeaksAt].map(relation), [1, 1, 1]);
    assert_eq!(graph.degree(graph.find(row(0)).unwrap()), 2);
    assert_eq!(graph.loose, []);
}

#[test]
fn m76_what_nobody_knows_here_leaves_its_links_loose_and_nothing_else() {
    let mut carto = map(2, &[(0, 1)]);
    carto.links.push(link(2_000, row(0), Source::Edition(meetup(1)).id()));
    let graph = graph(&carto);
    assert_eq!(graph.loose, [row(2_000)]);
    assert_eq!(graph.edges.len(), 1);
}

#[test]
fn m77_what_is_said_of_what_the_loop_brings_is_added_to_it() {
    let mut carto = map(0, &[]);
    let theme = Source::Theme(meetup(1)).id();
    carto.nodes.push(Node {
        id: theme,
        of_type: None,
        label: Title::default(),
        tags: vec!["gouvernance".into()],
        pin: Some(Pin { x: 40, y: -3 }),
        ..node(0, "")
    });
    let graph = brought(&carto, &[edition(1)], &told());
    let vertex = graph.vertex(theme).unwrap();
    assert_eq!(vertex.label, "Les communs");
    assert_eq!(
        (vertex.tags.as_slice(), vertex.pin),
        (["gouvernance".to_owned()].as_slice(), Some(Pin { x: 40, y: -3 }))
    );
    // And where the loop is not known, there is nothing that it would be said of.
    assert_eq!(self::graph(&carto).vertices, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn m78_the_map_does_not_jump_when_something_is_added(
        many in 2_u16..40,
        links in prop::collection::vec((0_u16..40, 0_u16..40), 0..60),
        new in prop::collection::vec(0_u16..40, 1..5),
    ) {
        let links: Vec<_> = links.into_iter().map(|(a, b)| (a % many, b % many)).collect();
        let before = graph(&map(many, &links));
        let mut settling = Settling::adding(&before, &HashMap::new());
        while settling.step(40) {}
        let known = settling.known();
        let more: Vec<_> = links.iter().copied().chain((many..).zip(new.iter().map(|n| n % many))).collect();
        let added = u16::try_from(new.len()).unwrap();
        let after = graph(&map(many + added, &more));
        let places = Settling::adding(&after, &known).settled();
        for (vertex, place) in after.vertices.iter().zip(&places) {
            prop_assert!(place.is_somewhere());
            if let Some(was) = known.get(&vertex.id) {
                prop_assert_eq!(place, was);
            }
        }
        // What is new is near what it is linked to, and on nothing.
        for n in usize::from(many)..after.vertices.len() {
            let nearest = (0..n).map(|other| places[n].distance(places[other])).fold(f64::INFINITY, f64::min);
            prop_assert!(nearest > 5.0, "{nearest}");
        }
    }

    #[test]
    fn m79_an_arrangement_depends_on_nothing_but_the_map_and_leaves_pins_where_they_are(
        many in 1_u16..40,
        links in prop::collection::vec((0_u16..40, 0_u16..40), 0..60),
        pin in (-500..500, -500..500),
    ) {
        let links: Vec<_> = links.into_iter().map(|(a, b)| (a % many, b % many)).collect();
        let mut carto = map(many, &links);
        carto.nodes[0].pin = Some(Pin { x: pin.0, y: pin.1 });
        let graph = graph(&carto);
        let places = Settling::adding(&graph, &HashMap::new()).settled();
        prop_assert_eq!(&places, &Settling::adding(&graph, &HashMap::new()).settled());
        prop_assert_eq!(places[0], Position { x: pin.0.into(), y: pin.1.into() });
        let known = graph.vertices.iter().map(|vertex| vertex.id).zip(places).collect();
        prop_assert_eq!(Settling::tidying(&graph, &known).settled()[0], Position { x: pin.0.into(), y: pin.1.into() });
        for places in [layout::radial(&graph, 0), layout::time(&graph, &[])] {
            prop_assert!(places.iter().all(|place| place.is_somewhere()));
        }
    }

    #[test]
    fn m83_a_query_is_the_same_after_its_address(
        words in ".{0,20}",
        tags in prop::collection::btree_set("[a-zé&= ]{1,9}", 0..3),
        types in prop::collection::btree_set(any::<[u8; 16]>().prop_map(RowId::from_bytes), 0..3),
        focus in prop::option::of((any::<[u8; 16]>().prop_map(RowId::from_bytes), 1_u8..=3)),
        arrangement in prop::sample::select(&Arrangement::ALL[..]),
        then in prop::option::of(any::<[u8; 16]>().prop_map(MeetupId::from_bytes)),
    ) {
        let query = Query { words: words.trim().to_owned(), tags, types, focus, arrangement, then, ..Query::default() };
        prop_assert_eq!(Query::read(&format!("?{query}")), query);
    }
}

#[test]
fn m80_time_goes_from_left_to_right() {
    let mut carto = map(9, &[(0, 4), (4, 8), (1, 5)]);
    for (n, node) in carto.nodes.iter_mut().enumerate() {
        node.meetup = u8::try_from(n / 3).ok().filter(|n| *n > 0).map(meetup);
    }
    let graph = graph(&carto);
    let places = layout::time(&graph, &[meetup(1), meetup(2)]);
    for n in 0..6 {
        assert!(places[n].x < places[n + 3].x);
    }
    let all: BTreeSet<_> = places.iter().map(|place| (place.x.to_bits(), place.y.to_bits())).collect();
    assert_eq!(all.len(), 9);
}

#[test]
fn m81_rings_say_how_many_steps_it_is_to_the_middle() {
    let graph = graph(&map(8, &[(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (6, 7)]));
    let places = layout::radial(&graph, 0);
    let far: Vec<_> = places.iter().map(|place| place.distance(Position::default()).round()).collect();
    assert_eq!(far[0].to_bits(), 0.0_f64.to_bits());
    assert!((far[1] - far[2]).abs() < 1.0 && far[1] > 50.0);
    assert!(far[3..6].iter().all(|ring| (ring - far[3]).abs() < 1.0 && *ring > far[1] + 50.0));
    // What nothing leads to is outside.
    assert!(far[6..].iter().all(|ring| *ring > far[3] + 50.0));
    let nearest = |n: usize| {
        (0..8).filter(|other| *other != n).map(|other| places[n].distance(places[other])).fold(f64::INFINITY, f64::min)
    };
    assert!((0..8).all(|n| nearest(n) > 30.0), "{places:?}");
}

#[test]
fn m82_filters_of_one_kind_add_and_kinds_narrow() {
    let mut carto = map(6, &[(0, 1), (1, 2), (2, 3)]);
    carto.nodes[0].label = title("Éco-lieu de l’Œuvre");
    carto.nodes[1].tags = vec!["Énergie".into()];
    carto.nodes[2].description = title("parle d’énergie");
    carto.nodes[3].of_type = Some(Given::Place.id());
    carto.nodes[4].meetup = Some(meetup(1));
    carto.nodes[5].by = Some(PersonId::from_bytes([7; 16]));
    let graph = graph(&carto);
    let shown = |text: &str| {
        let shown = Query::read(text).shown(&graph);
        (0..6).filter(|n| shown[*n]).collect::<Vec<_>>()
    };
    assert_eq!(shown(""), [0, 1, 2, 3, 4, 5]);
    assert_eq!(shown("q=eco+oeuvre"), [0]);
    assert_eq!(shown("q=energie"), [1, 2]);
    assert_eq!(shown("tag=energie"), [1]);
    assert_eq!(shown(&format!("type={}", Given::Place.id())), [3]);
    assert_eq!(shown(&format!("type={}&type={}", Given::Place.id(), Given::Idea.id())), [0, 1, 2, 3, 4, 5]);
    assert_eq!(shown(&format!("type={}&q=energie", Given::Place.id())), [0; 0]);
    assert_eq!(shown(&format!("meetup={}", meetup(1))), [4]);
    assert_eq!(shown(&format!("person={}", PersonId::from_bytes([7; 16]))), [5]);
    assert_eq!(shown(&format!("focus={}&steps=2", row(0))), [0, 1, 2]);
    assert_eq!(shown(&format!("focus={}&steps=9", row(0))), [0, 1]);
    // One that is not there any more is not in the middle.
    assert_eq!(shown(&format!("focus={}", row(99))), [0, 1, 2, 3, 4, 5]);
    assert_eq!(meant(&graph, "oeuvre", 5), [0]);
    assert_eq!(meant(&graph, "noeud 1", 5), [1]);
    assert_eq!(meant(&graph, " ", 5), [0; 0]);
}

#[test]
fn m84_no_place_that_is_no_number_is_drawn_and_nothing_that_is_written_is_markup() {
    let mut carto = map(4, &[(0, 1), (1, 2)]);
    carto.nodes[0].label = title("<script>alert(\"&\")</script>\u{0}");
    carto.nodes[1].label = title(&"long ".repeat(2_000));
    let graph = graph(&carto);
    let mut places = Settling::adding(&graph, &HashMap::new()).settled();
    places[2] = Position { x: f64::NAN, y: 0.0 };
    places[3] = Position { x: 1e300, y: 0.0 };
    let shown = vec![true; 4];
    let picture = svg::picture(&Scene { graph: &graph, places: &places, shown: &shown }, |_| "<b>".to_owned());
    assert_eq!((picture.vertices.len(), picture.edges.len()), (2, 1));
    let file = picture.file("a & b");
    assert!(!file.contains("<script") && !file.contains("<b>") && !file.contains("NaN") && file.len() < 6_000);
    assert!(picture.view.iter().all(|n| n.is_finite()));
    // Nothing at all is a small empty picture.
    let none = svg::picture(&Scene { graph: &Graph::default(), places: &[], shown: &[] }, |_| String::new());
    assert_eq!(none.view_box(), "-110 -110 220 220");
}

#[test]
fn a_picture_changes_where_the_map_did() {
    let before = graph(&map(6, &[(0, 1), (1, 2), (3, 4)]));
    let places = Settling::adding(&before, &HashMap::new()).settled();
    let known: HashMap<_, _> = before.vertices.iter().map(|vertex| vertex.id).zip(places.clone()).collect();
    let draw = |graph: &Graph, places: &[Position]| {
        let shown = vec![true; places.len()];
        svg::picture(&Scene { graph, places, shown: &shown }, |_| String::new())
    };
    let first = draw(&before, &places);
    let mut carto = map(6, &[(0, 1), (1, 2), (3, 4)]);
    carto.nodes[5].label = title("Autrement");
    let after = graph(&carto);
    let second = draw(&after, &Settling::adding(&after, &known).settled());
    let changed = first.vertices.iter().zip(&second.vertices).filter(|(one, other)| one != other).count();
    assert_eq!((changed, first.edges == second.edges), (1, true));
}

#[test]
fn m94_on_a_large_map_what_is_new_finds_a_place_of_its_own_among_what_is_near() {
    let tree = |many: u16| {
        let links: Vec<_> = (1..many).filter(|n| n % 10 != 0).map(|n| (n, n / 3)).collect();
        graph(&map(many, &links))
    };
    let old = tree(500);
    let before = Settling::adding(&old, &HashMap::new()).settled();
    let known: HashMap<_, _> = old.vertices.iter().map(|vertex| vertex.id).zip(before).collect();
    // Some that are linked, one to a new one, and one to which nothing leads.
    let more = tree(511);
    let places = Settling::adding(&more, &known).settled();
    assert_eq!(places, Settling::adding(&more, &known).settled());
    let wide = |n: usize| layout::radius(more.degree(n));
    for (n, at) in places.iter().enumerate() {
        if let Some(was) = known.get(&more.vertices[n].id) {
            assert_eq!(at, was);
            continue;
        }
        for (_, other) in more.around(n) {
            let far = at.distance(places[other]);
            assert!(far < 400.0, "a link is {far} long");
        }
        for other in (0..places.len()).filter(|other| *other != n) {
            let far = at.distance(places[other]);
            assert!(far >= wide(n) + wide(other), "{n} stands on {other}");
        }
    }
}

#[test]
fn m95_what_had_not_come_to_rest_when_something_came_goes_on_and_all_else_stays() {
    let old = graph(&map(12, &[(0, 1), (1, 2), (2, 3), (4, 5)]));
    let mut begun = Settling::adding(&old, &HashMap::new());
    begun.step(3);
    let (known, moving) = (begun.known(), begun.moving());
    assert_eq!(moving.len(), 12);
    let more = graph(&map(13, &[(0, 1), (1, 2), (2, 3), (4, 5), (12, 0)]));
    let mut settling = Settling::going_on(&more, &known, &moving);
    assert_eq!(settling.moving().len(), 13);
    while settling.step(20) {}
    assert_eq!(settling.moving().len(), 0);
    let wide = |n: usize| layout::radius(more.degree(n));
    let places = settling.places();
    for n in 0..13 {
        for other in 0..n {
            assert!(places[n].distance(places[other]) >= wide(n) + wide(other), "{n} stands on {other}");
        }
    }
    // At rest, all of it stays.
    let known = settling.known();
    assert_eq!(Settling::going_on(&more, &known, &settling.moving()).settled(), places);
}
