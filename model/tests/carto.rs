//! The Meta-Carto: what many draw at once merges by field, nothing dangles, and what is the same counts once.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/delivery.rs"]
mod delivery;

use automerge::{ActorId, Automerge};
use boucle_model::{
    Applied, ApplyError, Author, Carto, CartoId, Command, CommonsId, Duplicate, Given, Kind, Link, MAX_TITLE, MeetupId,
    Node, Of, Pad, PersonId, Pin, RowId, Shape, Type, View, Waymark, apply, genesis,
    journal::{Act, Deed, journal},
    read_carto, tags,
};
use delivery::{everyone_receives_everything, exchange};
use proptest::prelude::*;
use std::collections::BTreeSet;

const IDEA: RowId = Given::Idea.id();

fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

fn row(n: u8) -> RowId {
    RowId::from_bytes([n; 16])
}

fn replica(n: u8) -> Automerge {
    let mut doc = genesis::new(Kind::Carto, ActorId::from([n; 16]));
    genesis::begin(&mut doc, Kind::Carto, Kind::Carto.schema());
    doc
}

fn give(doc: &mut Automerge, n: u8, command: &Command) -> Result<Applied, ApplyError> {
    apply(doc, &mut Pad::of(doc, Kind::Carto.text()), Author { person: person(n), at: i64::from(n) }, command)
}

fn add(doc: &mut Automerge, by: u8, id: u8, label: &str) -> Applied {
    give(doc, by, &Node::add(row(id), label, IDEA, None, None)).unwrap()
}

fn link(doc: &mut Automerge, by: u8, id: u8, from: u8, to: u8) -> Applied {
    give(doc, by, &Link::add(row(id), row(from), row(to), "mène à", true, None)).unwrap()
}

fn carto(doc: &Automerge) -> Carto {
    let (carto, problems) = read_carto(doc);
    assert_eq!(problems, []);
    carto
}

fn node(doc: &Automerge, id: u8) -> Node {
    carto(doc).node(row(id)).unwrap().clone()
}

/// Alice and Bob, who have these nodes.
fn two(nodes: &[(u8, &str)]) -> (Automerge, Automerge) {
    let (mut alice, mut bob) = (replica(1), replica(2));
    for (id, label) in nodes {
        add(&mut alice, 1, *id, label);
    }
    exchange(&mut alice, &mut bob);
    (alice, bob)
}

#[test]
fn m67_what_two_say_of_one_node_at_once_is_all_there() {
    let (mut alice, mut bob) = two(&[(1, "Les communs")]);
    give(&mut alice, 1, &Node::name(row(1), "Les communs urbains")).unwrap();
    give(&mut alice, 1, &Node::tag(row(1), "ville, Communs")).unwrap();
    give(&mut alice, 1, &Node::pin(&[(row(1), Pin::at(10.4, -3.0))])).unwrap();
    give(&mut bob, 2, &Node::describe(row(1), "Ce que l’on **partage**.\n\n- l’eau")).unwrap();
    give(&mut bob, 2, &Node::tag(row(1), "eau;  communs")).unwrap();
    give(&mut bob, 2, &Node::turn(&[row(1)], Given::Theme.id())).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(carto(&alice), carto(&bob));
    let node = node(&alice, 1);
    assert_eq!((node.label.text.as_str(), node.of_type), ("Les communs urbains", Some(Given::Theme.id())));
    assert_eq!(node.description.text, "Ce que l’on **partage**.\n\n- l’eau");
    assert_eq!(node.pin, Some(Pin { x: 10, y: -3 }));
    assert_eq!(node.tags.len(), 3, "tags that were given at once are all there: {:?}", node.tags);
}

#[test]
fn m67_two_names_given_at_once_are_a_choice() {
    let (mut alice, mut bob) = two(&[(1, "Les communs")]);
    give(&mut alice, 1, &Node::name(row(1), "Les communs urbains")).unwrap();
    give(&mut bob, 2, &Node::name(row(1), "Communs de la ville")).unwrap();
    exchange(&mut alice, &mut bob);
    let label = node(&alice, 1).label;
    assert_eq!(label, node(&bob, 1).label);
    let mut both = [vec![label.text], label.rivals].concat();
    both.sort_unstable();
    assert_eq!(both, ["Communs de la ville", "Les communs urbains"]);
    give(&mut bob, 2, &Node::name(row(1), "Les communs urbains")).unwrap();
    assert_eq!(node(&bob, 1).label.rivals, [""; 0]);
}

#[test]
fn m68_a_node_that_is_taken_away_while_another_links_it_is_there() {
    let (mut alice, mut bob) = two(&[(1, "Les communs"), (2, "La ville")]);
    give(&mut alice, 1, &Node::take(&[row(1)], true)).unwrap();
    assert_eq!(carto(&alice).nodes.len(), 1);
    link(&mut bob, 2, 9, 2, 1);
    exchange(&mut alice, &mut bob);
    assert_eq!(carto(&alice), carto(&bob));
    assert_eq!((carto(&alice).nodes.len(), carto(&alice).links.len()), (2, 1), "linking it brought it back");
    assert_eq!(carto(&alice).loose(|_| false).count(), 0);
}

#[test]
fn m68_the_links_of_a_node_go_with_it_and_come_back() {
    let (mut alice, _) = two(&[(1, "Les communs"), (2, "La ville"), (3, "L’eau")]);
    link(&mut alice, 1, 8, 1, 2);
    link(&mut alice, 1, 9, 2, 3);
    let undo = give(&mut alice, 1, &Node::take(&[row(2), row(3)], true)).unwrap().undo.unwrap();
    let map = carto(&alice);
    assert_eq!(map.nodes.len(), 1);
    assert_eq!(map.loose(|_| false).count(), 2, "they lead nowhere, and are known");
    assert_eq!(map.loose(|id| id == row(2)).count(), 1, "unless it is something that the loop brings");
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(
        (carto(&alice).nodes.len(), carto(&alice).loose(|_| false).count()),
        (3, 0),
        "many in one step, and back"
    );
}

#[test]
fn m69_duplicates_count_as_one_with_the_links_of_both_and_can_be_parted() {
    let (mut alice, mut bob) = two(&[(1, "Les communs"), (2, "Communs"), (3, "La ville")]);
    link(&mut alice, 1, 8, 1, 3);
    link(&mut bob, 2, 9, 2, 3);
    give(&mut bob, 2, &Node::describe(row(2), "Ce que l’on partage")).unwrap();
    give(&mut bob, 2, &Node::tag(row(2), "ville")).unwrap();
    exchange(&mut alice, &mut bob);
    // Each finds the other's to be the same, at the same moment.
    let undo = give(&mut alice, 1, &Node::merge(row(2), row(1))).unwrap().undo.unwrap();
    give(&mut bob, 2, &Node::merge(row(1), row(2))).unwrap();
    exchange(&mut alice, &mut bob);
    let map = carto(&alice);
    assert_eq!(map, carto(&bob));
    let one = node(&alice, 1);
    assert_eq!(one.same, [Duplicate { id: row(2), label: "Communs".to_owned(), tags: vec!["ville".to_owned()] }]);
    assert_eq!(
        (one.description.text.as_str(), one.tags.as_slice()),
        ("Ce que l’on partage", &["ville".to_owned()][..])
    );
    assert_eq!(map.links.len(), 1, "both said the same");
    assert_eq!((map.links[0].from, map.links[0].to, map.links[0].also.as_slice()), (row(1), row(3), &[row(9)][..]));
    assert_eq!(map.all_of(row(1)), [row(1), row(2)]);
    // A link between the two is none while they are one.
    link(&mut alice, 1, 10, 1, 2);
    assert_eq!(carto(&alice).links.len(), 1);
    // One step parts them, whoever said what, and one step joins them again.
    let part = node(&bob, 1).part(row(2));
    let join = give(&mut bob, 2, &part).unwrap().undo.unwrap();
    assert_eq!((carto(&bob).nodes.len(), carto(&bob).links.len()), (3, 2), "parted, each has its own");
    give(&mut bob, 2, &join).unwrap();
    assert_eq!(carto(&bob).nodes.len(), 2);
    give(&mut alice, 1, &undo).unwrap();
    let part = node(&alice, 2).part(row(1));
    give(&mut alice, 1, &part).unwrap();
    assert_eq!((carto(&alice).nodes.len(), carto(&alice).links.len()), (3, 3), "parted, each has its own");
}

#[test]
fn m70_a_type_that_is_taken_away_while_it_is_used_is_there_and_one_that_is_gone_is_known() {
    let (mut alice, mut bob) = two(&[(1, "Les communs")]);
    let ours = Type::add(row(50), Of::Nodes, "Fanzine", 2, Shape::Star, "✎");
    give(&mut alice, 1, &ours).unwrap();
    exchange(&mut alice, &mut bob);
    give(&mut alice, 1, &Type::take(row(50), true)).unwrap();
    give(&mut bob, 2, &Node::turn(&[row(1)], row(50))).unwrap();
    exchange(&mut alice, &mut bob);
    let found = carto(&alice).type_of(row(50)).cloned().unwrap();
    assert!(!found.is_gone, "it is used");
    assert_eq!(
        (found.name.text.as_str(), found.colour, found.shape, found.icon.as_str()),
        ("Fanzine", 2, Shape::Star, "✎")
    );
    give(&mut alice, 1, &Type::take(row(50), true)).unwrap();
    let map = carto(&alice);
    assert!(map.type_of(row(50)).unwrap().is_gone, "what is of it can say which type it was");
    assert_eq!(map.node(row(1)).unwrap().of_type, Some(row(50)));
}

#[test]
fn m70_what_two_say_of_a_given_type_merges() {
    let (mut alice, mut bob) = two(&[]);
    assert_eq!(carto(&alice).types.len(), Given::ALL.len(), "they are there before anybody says a word of them");
    give(&mut alice, 1, &Type::name(Given::Actor.id(), "Personne")).unwrap();
    let actor = |doc: &Automerge| carto(doc).type_of(Given::Actor.id()).cloned().unwrap();
    let plain = actor(&alice);
    give(&mut alice, 1, &plain.look(5, plain.shape, "")).unwrap();
    give(&mut bob, 2, &plain.look(plain.colour, Shape::Drop, "")).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(carto(&alice), carto(&bob));
    let actor = actor(&alice);
    assert_eq!(
        (actor.name.text.as_str(), actor.colour, actor.shape, actor.given),
        ("Personne", 5, Shape::Drop, Some(Given::Actor))
    );
    let ids: BTreeSet<_> = Given::ALL.into_iter().map(Given::id).collect();
    assert_eq!(ids.len(), Given::ALL.len());
    assert!(Given::ALL.into_iter().all(|given| Given::of(given.id()) == Some(given)));
    assert!(matches!(
        give(&mut alice, 1, &Type::add(row(50), Of::Nodes, "Fanzine", 8, Shape::Disc, "")),
        Err(ApplyError::OutOfRange { .. })
    ));
}

#[test]
fn m71_the_map_of_a_commons_is_one_whoever_opens_it_first() {
    let commons = CommonsId::from_bytes(*b"0123456789abcdef");
    let id = CartoId::of(commons);
    assert_eq!(id, CartoId::of(commons));
    assert_eq!(id.commons(), commons);
    assert_ne!(id.as_bytes(), commons.as_bytes());
    assert_ne!(id, CartoId::of(CommonsId::from_bytes(*b"0123456789abcdeg")));
    assert_eq!((id.as_bytes()[6] >> 4, id.as_bytes()[8] >> 6), (b'6' >> 4, b'8' >> 6), "it is the id that it was");
    let (mut alice, mut bob) = (replica(1), replica(2));
    add(&mut alice, 1, 1, "Les communs");
    add(&mut bob, 2, 2, "La ville");
    exchange(&mut alice, &mut bob);
    assert_eq!((carto(&alice).nodes.len(), carto(&bob).nodes.len()), (2, 2));
}

#[test]
fn m72_the_map_is_read_as_it_stood_at_a_meetup_which_two_mark_once() {
    let (mut alice, mut bob) = two(&[(1, "Les communs")]);
    let meetup = MeetupId::from_bytes([0xa; 16]);
    let heads = alice.get_heads();
    give(&mut alice, 1, &Waymark::mark(meetup, &heads)).unwrap();
    give(&mut bob, 2, &Waymark::mark(meetup, &heads)).unwrap();
    exchange(&mut alice, &mut bob);
    add(&mut alice, 1, 2, "La ville");
    let map = carto(&alice);
    assert_eq!(map.waymarks.len(), 1);
    assert_eq!((map.waymarks[0].meetup, map.nodes.len()), (meetup, 2));
    let then = alice.fork_at(&map.waymarks[0].heads).unwrap();
    assert_eq!(carto(&then).nodes.len(), 1);
}

#[test]
fn m97_tags_given_to_duplicates_take_the_place_of_those_of_all() {
    let (mut alice, mut bob) = two(&[(1, "Les communs"), (2, "Communs"), (3, "La ville")]);
    give(&mut alice, 1, &Node::tag(row(1), "eau")).unwrap();
    give(&mut bob, 2, &Node::tag(row(2), "air, Ville")).unwrap();
    give(&mut bob, 2, &Node::merge(row(2), row(1))).unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(node(&alice, 1).tags, ["air", "eau", "Ville"]);
    let tag = carto(&alice).tag(row(1), "Ville, feu");
    let undo = give(&mut alice, 1, &tag).unwrap().undo.unwrap();
    exchange(&mut alice, &mut bob);
    assert_eq!(node(&bob, 1).tags, ["feu", "Ville"]);
    let part = node(&bob, 1).part(row(2));
    give(&mut bob, 2, &part).unwrap();
    assert_eq!(node(&bob, 2).tags, ["Ville"], "parted, it keeps what was not taken off");
    give(&mut alice, 1, &undo).unwrap();
    assert_eq!(node(&alice, 1).tags, ["air", "eau", "Ville"], "one step back");
    let elsewhere = carto(&alice).tag(row(9), "eau");
    assert_eq!(elsewhere, Node::tag(row(9), "eau"), "what the loop brings has none of its own");
}

#[test]
fn m73_every_act_on_the_map_is_taken_back_by_one_step_and_told() {
    let (mut alice, _) = two(&[(1, "Les communs"), (2, "La ville")]);
    link(&mut alice, 1, 9, 1, 2);
    let first = carto(&alice).links[0].clone();
    let acts = [
        Node::add(row(3), "L’eau", IDEA, None, Pin::at(1.0, 2.0)),
        Node::name(row(1), "Communs"),
        Node::describe(row(1), "Ce que l’on partage"),
        Node::find_at(row(1), "https://example.org/communs"),
        Node::turn(&[row(1), row(2)], Given::Place.id()),
        Node::tag(row(1), "eau"),
        Node::pin(&[(row(1), Pin::at(5.0, 5.0)), (row(2), None)]),
        Node::merge(row(2), row(1)),
        Node::take(&[row(1), row(2)], true),
        first.say("dépend de"),
        first.direct(false),
        first.turn_round(),
        first.turn(Some(row(50))),
        first.take(true),
        Type::add(row(50), Of::Links, "influence", 1, Shape::Disc, ""),
        Type::name(Given::Idea.id(), "Pensée"),
        View::keep(row(60), "Tout", "type=idea"),
    ];
    // A type that was taken away is known, and offered no more.
    let carto = |doc: &Automerge| {
        let mut map = carto(doc);
        map.types.retain(|one| !one.is_gone);
        map
    };
    for act in acts {
        let before = carto(&alice);
        let undo = give(&mut alice, 1, &act).unwrap().undo.unwrap();
        let after = carto(&alice);
        assert_ne!(before, after, "{act:?}");
        assert!(!journal(&alice, Kind::Carto, &[]).is_empty());
        let redo = give(&mut alice, 1, &undo).unwrap().undo.unwrap();
        assert_eq!(carto(&alice), before, "{act:?} is taken back");
        give(&mut alice, 1, &redo).unwrap();
        assert_eq!(carto(&alice), after, "{act:?} is done again");
        let back = give(&mut alice, 1, &undo).map(|done| done.undo);
        assert!(back.is_ok());
        assert_eq!(carto(&alice), before);
    }
    let told = journal(&alice, Kind::Carto, &[]);
    let is_added = |what: &Act| matches!(what, Act::Row { deed: Deed::Added, name, .. } if name == "La ville");
    assert!(told.iter().any(|entry| is_added(&entry.what)));
}

#[test]
fn m74_what_cannot_stand_on_the_map_is_refused_and_what_is_strange_is_read_as_far_as_it_goes() {
    let mut alice = replica(1);
    let long = "é".repeat(10_000);
    assert!(matches!(
        give(&mut alice, 1, &Node::add(row(1), &long, IDEA, None, None)),
        Err(ApplyError::LongText { most: MAX_TITLE })
    ));
    assert_eq!(carto(&alice).nodes, [], "nothing was half added");
    assert_eq!(Pin::at(f64::NAN, 0.0), None);
    assert_eq!(Pin::at(0.0, f64::INFINITY), None);
    assert_eq!(Pin::at(1e12, -1e12), Some(Pin { x: Pin::FARTHEST, y: -Pin::FARTHEST }));
    add(&mut alice, 1, 1, "Les communs");
    // As another program could write them: a place that is none, a link that lacks an end, one that leads to where it begins.
    use automerge::{ObjId, ROOT, ReadDoc, transaction::Transactable};
    let within = |doc: &Automerge, at: &ObjId, key: &str| doc.get(at, key).unwrap().unwrap().1;
    let nodes = within(&alice, &ROOT, "nodes");
    let first = within(&alice, &nodes, &row(1).to_string());
    let links = within(&alice, &ROOT, "links");
    let mut tx = alice.transaction();
    tx.put(&first, "pin", "NaN 12").unwrap();
    let no_end = tx.put_object(&links, row(8).to_string(), automerge::ObjType::Map).unwrap();
    tx.put(&no_end, "source", row(1).to_string()).unwrap();
    let round = tx.put_object(&links, row(9).to_string(), automerge::ObjType::Map).unwrap();
    tx.put(&round, "source", row(1).to_string()).unwrap();
    tx.put(&round, "target", row(1).to_string()).unwrap();
    let nowhere = tx.put_object(&links, row(10).to_string(), automerge::ObjType::Map).unwrap();
    tx.put(&nowhere, "source", row(1).to_string()).unwrap();
    tx.put(&nowhere, "target", row(77).to_string()).unwrap();
    tx.commit();
    let map = carto(&alice);
    assert_eq!((map.nodes.len(), map.nodes[0].pin, map.links.len()), (1, None, 1));
    assert_eq!(map.loose(|_| false).map(|link| link.id).collect::<Vec<_>>(), [row(10)]);
}

#[test]
fn tags_are_read_as_people_write_them() {
    assert_eq!(tags(" ville,  Eau potable;eau  potable,,VILLE\nàlu"), ["Eau potable", "ville", "àlu"]);
    assert_eq!(tags("  , ;"), [""; 0]);
}

/// What one of three people does.
#[derive(Debug, Clone)]
enum Deal {
    Add(u8),
    Name(u8, u8),
    Link(u8, u8, u8),
    Merge(u8, u8),
    Part(u8),
    Take(u8, bool),
    Meet(u8, u8),
}

fn deals() -> impl Strategy<Value = Vec<(u8, Deal)>> {
    let id = 1..6_u8;
    let deal = prop_oneof![
        id.clone().prop_map(Deal::Add),
        (id.clone(), any::<u8>()).prop_map(|(id, name)| Deal::Name(id, name)),
        (20..24_u8, id.clone(), id.clone()).prop_map(|(link, from, to)| Deal::Link(link, from, to)),
        (id.clone(), id.clone()).prop_map(|(one, other)| Deal::Merge(one, other)),
        id.clone().prop_map(Deal::Part),
        (id, any::<bool>()).prop_map(|(id, gone)| Deal::Take(id, gone)),
        (0..3_u8, 0..3_u8).prop_map(|(a, b)| Deal::Meet(a, b)),
    ];
    proptest::collection::vec((0..3_u8, deal), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever three do apart and however they meet: in the end they have one map, no node counts twice, and each link that was
    /// drawn between two things that are there leads from one of them to the other.
    #[test]
    fn m67_m69_whoever_draws_what_all_have_one_map(deals in deals()) {
        let mut docs: Vec<_> = (1..=3).map(replica).collect();
        for (who, deal) in deals {
            let by = who + 1;
            let doc = &mut docs[usize::from(who)];
            match deal {
                Deal::Add(id) => drop(add(doc, by, id, &format!("Nœud {id}"))),
                Deal::Name(id, name) if carto(doc).node(row(id)).is_some() => {
                    give(doc, by, &Node::name(row(id), &format!("Nom {name}"))).unwrap();
                }
                Deal::Link(id, from, to) => drop(link(doc, by, id, from, to)),
                Deal::Merge(one, other) if carto(doc).node(row(one)).is_some() => {
                    give(doc, by, &Node::merge(row(one), row(other))).unwrap();
                }
                Deal::Part(id) if carto(doc).node(row(id)).is_some() => {
                    let node = node(doc, id);
                    let other = node.same.first().map_or(row(id), |same| same.id);
                    give(doc, by, &node.part(other)).unwrap();
                }
                // Who takes away what is not there is refused.
                Deal::Take(id, gone) => drop(give(doc, by, &Node::take(&[row(id)], gone))),
                Deal::Meet(a, b) if a != b => {
                    let mut other = docs[usize::from(b)].fork();
                    docs[usize::from(a)].merge(&mut other).unwrap();
                }
                _ => {}
            }
        }
        everyone_receives_everything(&mut docs);
        let map = carto(&docs[0]);
        for doc in &docs[1..] {
            prop_assert_eq!(&map, &carto(doc));
        }
        let mut all: Vec<_> = map.nodes.iter().flat_map(|node| map.all_of(node.id)).collect();
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(all.len(), many, "each counts once");
        for link in &map.links {
            prop_assert!(link.from != link.to);
            let is_merged = |id: RowId| map.nodes.iter().any(|node| node.same.iter().any(|same| same.id == id));
            prop_assert!(!is_merged(link.from) && !is_merged(link.to), "a link leads to what counts");
        }
    }
}

#[test]
fn m93_what_brings_something_back_by_speaking_of_it_is_taken_back_whole() {
    let mut doc = replica(1);
    add(&mut doc, 1, 11, "Le jardin");
    add(&mut doc, 1, 12, "La rue");
    give(&mut doc, 1, &Node::take(&[row(11)], true)).unwrap();
    let before = carto(&doc);
    // Named again, and linked to: each brings it back, and each is one step.
    for command in [Node::name(row(11), "Le jardin partagé"), Link::add(row(21), row(12), row(11), "", false, None)] {
        let undo = give(&mut doc, 1, &command).unwrap().undo.unwrap();
        assert!(carto(&doc).node(row(11)).is_some());
        let redo = give(&mut doc, 1, &undo).unwrap().undo.unwrap();
        assert_eq!(carto(&doc), before);
        let undo = give(&mut doc, 1, &redo).unwrap().undo.unwrap();
        assert!(carto(&doc).node(row(11)).is_some());
        give(&mut doc, 1, &undo).unwrap();
        assert_eq!(carto(&doc), before);
    }
    // What somebody else has said of it since stays, and so does the thing.
    let mut bob = doc.fork().with_actor(ActorId::from([2; 16]));
    let undo = give(&mut doc, 1, &Node::name(row(11), "Le verger")).unwrap().undo.unwrap();
    exchange(&mut doc, &mut bob);
    give(&mut bob, 2, &Node::describe(row(11), "Des pommes")).unwrap();
    exchange(&mut doc, &mut bob);
    give(&mut doc, 1, &undo).unwrap();
    assert_eq!(node(&doc, 11).description.text, "Des pommes");
}

#[test]
fn m96_links_that_say_the_same_go_on_saying_the_same() {
    let mut doc = replica(1);
    for (id, label) in [(11, "Énergie"), (12, "Energie"), (13, "Le toit")] {
        add(&mut doc, 1, id, label);
    }
    link(&mut doc, 1, 21, 11, 13);
    link(&mut doc, 1, 22, 12, 13);
    give(&mut doc, 1, &Node::merge(row(12), row(11))).unwrap();
    let one = |doc: &Automerge| {
        let links = carto(doc).links;
        assert_eq!(links.len(), 1, "{links:?}");
        links.into_iter().next().unwrap()
    };
    let changes: [fn(&Link) -> Command; 4] =
        [|link| link.say("éclaire"), |link| link.direct(false), |link| link.turn(Some(IDEA)), Link::turn_round];
    for change in changes {
        let now = one(&doc);
        give(&mut doc, 1, &change(&now)).unwrap();
        assert_eq!(one(&doc).also.len(), 1);
    }
    let last = one(&doc);
    assert_eq!((last.text.text.as_str(), last.is_directed, last.of_type), ("éclaire", false, Some(IDEA)));
    // Turned round, each leads from where its row says.
    let part = node(&doc, 11).part(row(12));
    give(&mut doc, 1, &part).unwrap();
    let ends: BTreeSet<_> = carto(&doc).links.iter().map(|link| (link.from, link.to)).collect();
    assert_eq!(ends, BTreeSet::from([(row(13), row(11)), (row(13), row(12))]));
}
