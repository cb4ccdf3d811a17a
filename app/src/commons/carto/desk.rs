//! Everything that the views of the Meta-Carto share: what is on it, where it stands, what is looked at, what is chosen, and what can
//! be done to it.

use crate::{
    browser::random,
    document::name_of,
    i18n::I18n,
    state::{Device, Room},
};
use automerge::ChangeHash;
use boucle_carto::{
    Arrangement, Camera, Graph, Loop, Position, Query, Settling, Vertex, Way, Window,
    layout::{bounds, radial, time},
};
use boucle_model::{Carto, Command, Edition, Given, Link, MeetupId, Node, Of, Phase, Pin, RowId, Type};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

/// How much of an arrangement is found in one turn of the page.
const STEPS: usize = 2;

/// The map as it stood at these last changes.
type Past = Option<(Vec<ChangeHash>, Arc<Carto>)>;

/// How long everything has been at rest before the device remembers where.
const LEISURE: Duration = Duration::from_secs(1);

/// A graph, and where each of its vertices stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Placed {
    pub(super) graph: Arc<Graph>,
    pub(super) at: Vec<Position>,
}

/// What is asked in front of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// What is added, or looked for.
    Add,
    /// The same, at a position of the map.
    AddAt(Pin),
    /// To what this is linked.
    Link(RowId),
    /// With what this is the same.
    Merge(RowId),
    Types,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    pub(super) commons: DocumentId,
    pub(super) room: Room,
    pub(super) editions: Memo<Vec<Edition>>,
    /// Whether the map can be changed: it is here, and it is the present one.
    pub(super) writable: Signal<bool>,
    /// As it stands, or as it stood.
    pub(super) carto: Memo<Carto>,
    /// Whether the map as it stood cannot be read here.
    pub(super) is_past_unread: Signal<bool>,
    pub(super) graph: Memo<Arc<Graph>>,
    /// The graph as it was last arranged.
    pub(super) placed: RwSignal<Arc<Placed>>,
    pub(super) query: RwSignal<Query>,
    /// Of each vertex of the graph whether it is looked at.
    pub(super) shown: Memo<Arc<Vec<bool>>>,
    pub(super) chosen: RwSignal<BTreeSet<RowId>>,
    /// Where the keyboard is.
    pub(super) current: RwSignal<Option<RowId>>,
    pub(super) camera: RwSignal<Camera>,
    pub(super) window: RwSignal<Window>,
    /// Said to those who listen.
    pub(super) told: RwSignal<String>,
    pub(super) asking: RwSignal<Option<Asking>>,
    /// The meetup that brings what is added now.
    pub(super) meetup: Memo<Option<MeetupId>>,
    /// Whether somebody has moved the camera: until then it sees everything.
    pub(super) was_moved: RwSignal<bool>,
    i18n: I18n,
    /// Which arrangement is being found; a later one ends it.
    round: StoredValue<u64>,
    /// What has not come to rest yet.
    moving: StoredValue<HashSet<RowId>>,
    /// Where everything stands that was ever arranged by forces here, also while another arrangement is looked at, and what was taken
    /// away meanwhile.
    rest: StoredValue<HashMap<RowId, Position>>,
}

impl Desk {
    pub(super) fn new(
        commons: DocumentId,
        room: Room,
        editions: Memo<Vec<Edition>>,
        places: Option<Vec<(RowId, Pin)>>,
        may_write: Signal<bool>,
    ) -> Self {
        let i18n = I18n::from_context();
        let device = expect_context::<Device>();
        let query = RwSignal::new(Query::default());
        let then = Memo::new(move |_| query.read().then);
        let past = Memo::new(move |before: Option<&Past>| {
            let meetup = then.get()?;
            let waymark = room.carto().with(|carto| carto.waymarks.iter().find(|one| one.meetup == meetup).cloned())?;
            // The past does not change: it is read once.
            match before.and_then(Option::as_ref) {
                Some((heads, carto)) if *heads == waymark.heads => Some((heads.clone(), Arc::clone(carto))),
                _ => room.carto_at(&waymark.heads).map(|carto| (waymark.heads, Arc::new(carto))),
            }
        });
        let carto = Memo::new(move |_| match past.get() {
            Some((_, carto)) => (*carto).clone(),
            None => room.carto().get(),
        });
        let graph = Memo::new(move |_| {
            let tellings = device.tellings();
            let (mut editions, tellings) = (editions.get(), tellings.read());
            // Nothing that came later was on the map then.
            let last = then.get().and_then(|meetup| editions.iter().position(|edition| edition.id == meetup));
            last.into_iter().for_each(|last| editions.truncate(last + 1));
            let brings = Loop { editions: &editions, tellings: &tellings };
            let brought = brings.brings(i18n.words().map.edition, |person| name_of(i18n, device, person));
            Arc::new(Graph::of(&carto.read(), brought))
        });
        let shown = Memo::new(move |_| Arc::new(query.read().shown(&graph.read())));
        let meetup = Memo::new(move |_| {
            let is_on = |edition: &&Edition| matches!(edition.phase, Phase::Live | Phase::After | Phase::Bilan);
            editions.with(|editions| editions.iter().rev().find(is_on).map(|edition| edition.id))
        });
        let writable = Signal::from(Memo::new(move |_| may_write.get() && then.get().is_none()));
        let first = untrack(|| drawn_first(&graph.get(), places));
        let desk = Self {
            commons,
            room,
            editions,
            writable,
            carto,
            is_past_unread: Signal::derive(move || then.get().is_some() && past.read().is_none()),
            graph,
            placed: RwSignal::new(Arc::new(first.clone())),
            query,
            shown,
            chosen: RwSignal::new(BTreeSet::new()),
            current: RwSignal::new(None),
            camera: RwSignal::new(Camera::default()),
            window: RwSignal::new(Window::default()),
            told: RwSignal::new(String::new()),
            asking: RwSignal::new(None),
            meetup,
            was_moved: RwSignal::new(false),
            i18n,
            round: StoredValue::new(0),
            moving: StoredValue::new(HashSet::new()),
            rest: StoredValue::new(known_of(&first)),
        };
        desk.follow_address();
        desk.arrange_as_it_changes(device);
        desk.forget_what_is_gone();
        desk.tell_where_the_keyboard_is();
        desk
    }

    /// What is looked at stands in the address.
    fn follow_address(self) {
        let walked = use_location();
        Effect::new(move |_| {
            // By links on the page, and by the way back; what is written into the address without walking is there too.
            let (_path, _search) = (walked.pathname.get(), walked.search.get());
            let asked = Query::read(&search());
            if *self.query.read_untracked() != asked {
                self.query.set(asked);
            }
        });
    }

    /// Looks at something else, and says so in the address.
    pub(super) fn look(self, query: Query) {
        if *self.query.read_untracked() == query {
            return;
        }
        note(&query);
        self.query.set(query);
    }

    pub(super) fn look_with(self, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.look(query);
    }

    fn arrange_as_it_changes(self, device: Device) {
        let arrangement = Memo::new(move |_| self.query.read().arrangement);
        let focus = Memo::new(move |_| self.query.read().focus.map(|(focus, _)| focus));
        let name = format!("{PLACES}{}", super::carto_of(self.commons));
        let kept = name.clone();
        // What the device remembers comes first, so that the map is where it was.
        let recalled = RwSignal::new(false);
        Effect::new(move |_| {
            let name = name.clone();
            leptos::task::spawn_local(async move {
                device.until_ready().await;
                let json = device.recall(&name).await;
                let remembered: Vec<(RowId, Pin)> =
                    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
                // What the server drew a page from is the same for all, and comes first.
                let is_there = self.rest.try_update_value(|rest| {
                    for (id, pin) in remembered {
                        rest.entry(id).or_insert_with(|| pin.into());
                    }
                });
                if is_there.is_none() {
                    return;
                }
                let _gone = recalled.try_set(true);
            });
        });
        Effect::new(move |_| {
            if !recalled.get() {
                return;
            }
            let graph = self.graph.get();
            self.round.update_value(|round| *round += 1);
            match arrangement.get() {
                Arrangement::Force => self.settle(self.going_on(&graph), graph, kept.clone(), device),
                Arrangement::Radial => {
                    let most = || (0..graph.vertices.len()).max_by_key(|n| (graph.degree(*n), usize::MAX - n));
                    let middle = focus.get().and_then(|id| graph.find(id)).or_else(most).unwrap_or(0);
                    self.arranged(Placed { at: radial(&graph, middle), graph });
                }
                Arrangement::Time => {
                    let order: Vec<_> = self.editions.read().iter().map(|edition| edition.id).collect();
                    self.arranged(Placed { at: time(&graph, &order), graph });
                }
            }
        });
    }

    /// Whether places mean anything: in rings and in time they follow from the map.
    pub(super) fn is_by_forces(self) -> bool {
        self.query.with(|query| query.arrangement == Arrangement::Force)
    }

    /// Lets everything find a better place but what is pinned.
    pub(super) fn tidy(self, device: Device) {
        if !untrack(|| self.is_by_forces()) {
            return;
        }
        let graph = self.graph.get_untracked();
        let name = format!("{PLACES}{}", super::carto_of(self.commons));
        self.settle(Settling::tidying(&graph, &self.known()), graph, name, device);
    }

    /// From where everything is: what has come to rest stays there.
    fn going_on(self, graph: &Graph) -> Settling {
        self.moving.with_value(|moving| Settling::going_on(graph, &self.known(), moving))
    }

    /// Where what is arranged by forces stands by now.
    fn known(self) -> HashMap<RowId, Position> {
        self.rest.get_value()
    }

    /// Finds an arrangement in several turns, so that the page answers meanwhile.
    fn settle(self, settling: Settling, graph: Arc<Graph>, name: String, device: Device) {
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        self.go_on(settling, graph, name, device, round);
    }

    fn go_on(self, mut settling: Settling, graph: Arc<Graph>, name: String, device: Device, round: u64) {
        let more = settling.step(STEPS);
        self.moving.set_value(settling.moving());
        self.rest.update_value(|rest| rest.extend(settling.known()));
        self.arranged(Placed { at: settling.places().to_vec(), graph: Arc::clone(&graph) });
        if more {
            request_animation_frame(move || {
                if self.round.try_get_value() == Some(round) {
                    self.go_on(settling, graph, name, device, round);
                }
            });
            return;
        }
        // Remembered at leisure: a crowd that draws lets it come to rest many times.
        set_timeout(
            move || {
                if self.round.try_get_value() == Some(round) {
                    self.remember(name, device);
                }
            },
            LEISURE,
        );
    }

    /// Has the device remember where everything stands.
    fn remember(self, name: String, device: Device) {
        let rest = self.known();
        let pins: Vec<_> = rest.into_iter().filter_map(|(id, at)| Some((id, Pin::at(at.x, at.y)?))).collect();
        // Before the document has answered there is next to nothing, and that is not worth remembering.
        if self.room.is_here().get_untracked()
            && let Ok(json) = serde_json::to_string(&pins)
        {
            leptos::task::spawn_local(async move { device.keep(&name, Some(&json)).await });
        }
    }

    fn arranged(self, placed: Placed) {
        let is_same =
            self.placed.with_untracked(|before| Arc::ptr_eq(&before.graph, &placed.graph) && before.at == placed.at);
        if is_same {
            return;
        }
        let current = self.current.get_untracked();
        let is_new = current.is_some_and(|id| self.position(id).is_none());
        self.placed.set(Arc::new(placed));
        if !self.was_moved.get_untracked() {
            self.see_all();
        } else if let Some(id) = current.filter(|_| is_new) {
            self.go_to(id);
        }
    }

    /// What is not there any more is not chosen.
    fn forget_what_is_gone(self) {
        Effect::new(move |_| {
            let graph = self.graph.read();
            let is_there = |id: &RowId| graph.find(*id).is_some();
            if !self.chosen.read_untracked().iter().all(is_there) {
                self.chosen.update(|chosen| chosen.retain(is_there));
            }
            if self.current.get_untracked().is_some_and(|id| !is_there(&id)) {
                self.current.set(None);
            }
        });
    }

    /// The camera sees everything that is looked at.
    pub(super) fn see_all(self) {
        let (placed, shown) = (self.placed.get_untracked(), self.shown.get_untracked());
        let seen = placed.at.iter().zip(shown.iter()).filter(|(_, shown)| **shown).map(|(at, _)| *at);
        self.camera.set(Camera::fitting(bounds(seen), self.window.get_untracked()));
    }

    /// Where something stands, as far as it is arranged.
    pub(super) fn position(self, id: RowId) -> Option<Position> {
        self.placed.with_untracked(|placed| placed.graph.find(id).and_then(|n| placed.at.get(n).copied()))
    }

    /// Chooses this alone, and brings it into the window.
    pub(super) fn choose(self, id: RowId) {
        self.chosen.set(BTreeSet::from([id]));
        self.go_to(id);
    }

    /// Chooses this beside the others, or not any more.
    pub(super) fn choose_also(self, id: RowId) {
        self.chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
        self.current.set(Some(id));
    }

    /// The keyboard goes there.
    pub(super) fn go_to(self, id: RowId) {
        self.current.set(Some(id));
        if let Some(at) = self.position(id) {
            let camera = self.camera.get_untracked().showing(at, self.window.get_untracked());
            if camera != self.camera.get_untracked() {
                self.was_moved.set(true);
                self.camera.set(camera);
            }
        }
    }

    /// Says what the keyboard has come to, once it is there; and says nothing again of what others do to it.
    fn tell_where_the_keyboard_is(self) {
        Effect::new(move |told: Option<Option<RowId>>| {
            let (current, graph) = (self.current.get(), self.graph.read());
            let told = told.flatten();
            match current {
                Some(id) if Some(id) != told && graph.find(id).is_some() => {
                    self.told.set(untrack(|| self.spoken(id)));
                    Some(id)
                }
                Some(_) => told,
                None => None,
            }
        });
    }

    pub(super) fn choose_nothing(self) {
        self.chosen.set(BTreeSet::new());
    }

    pub(super) fn ask(self, asking: Asking) {
        if self.writable.get_untracked() || asking == Asking::Add {
            // Whoever draws is not moved about.
            self.was_moved.set(true);
            self.asking.set(Some(asking));
        }
    }

    /// What something is called here, also where nobody has named it.
    pub(super) fn name(self, vertex: &Vertex) -> String {
        if vertex.label.trim().is_empty() { self.i18n.words().carto.unnamed.to_owned() } else { vertex.label.clone() }
    }

    pub(super) fn name_of(self, id: RowId) -> String {
        self.graph.with(|graph| graph.vertex(id).map(|vertex| self.name(vertex)).unwrap_or_default())
    }

    /// What a type is called here.
    pub(super) fn type_name(self, id: Option<RowId>) -> String {
        let words = &self.i18n.words().carto;
        let Some(id) = id else { return words.types.none.to_owned() };
        self.carto.with(|carto| carto.type_of(id).map_or_else(|| words.types.none.to_owned(), |one| named(words, one)))
    }

    /// The types that something of this one can have: those that there are, and its own where that was taken away, or none.
    pub(super) fn types_beside(self, of: Option<RowId>) -> Vec<(String, String)> {
        let words = &self.i18n.words().carto.types;
        let mut all: Vec<_> = self.node_types().into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        match of {
            None => all.insert(0, (String::new(), words.none.to_owned())),
            Some(of) if all.iter().all(|(id, _)| *id != of.to_string()) => {
                all.push((of.to_string(), (words.gone)(&self.type_name(Some(of)))));
            }
            Some(_) => {}
        }
        all
    }

    /// The types that a link can have, of none first; and its own where that was taken away.
    pub(super) fn link_types(self, of: Option<RowId>) -> Vec<(String, String)> {
        let words = &self.i18n.words().carto;
        let mut all = vec![(String::new(), words.types.none.to_owned())];
        self.carto.with(|carto| {
            let is_one = |one: &&Type| one.of == Of::Links && (!one.is_gone || Some(one.id) == of);
            let named = |one: &Type| {
                let name = named(words, one);
                (one.id.to_string(), if one.is_gone { (words.types.gone)(&name) } else { name })
            };
            all.extend(carto.types.iter().filter(is_one).map(named));
        });
        all
    }

    /// The types that nodes can have.
    pub(super) fn node_types(self) -> Vec<(RowId, String)> {
        let words = &self.i18n.words().carto;
        let is_of_nodes = |one: &&Type| one.of == Of::Nodes && !one.is_gone;
        self.carto.with(|carto| carto.types.iter().filter(is_of_nodes).map(|one| (one.id, named(words, one))).collect())
    }

    pub(super) fn edition_name(self, meetup: MeetupId) -> String {
        let words = &self.i18n.words().map;
        self.editions
            .with(|editions| {
                let edition = editions.iter().find(|edition| edition.id == meetup);
                edition.map(|edition| match edition.title.trim() {
                    "" => (words.edition)(edition.number),
                    title => title.to_owned(),
                })
            })
            .unwrap_or_default()
    }

    /// What an edge says.
    pub(super) fn says(self, way: &Way) -> String {
        match way {
            Way::Drawn { text, .. } => text.clone(),
            Way::Brought(relation) => (self.i18n.words().carto.relation)(*relation).to_owned(),
        }
    }

    /// Something and what it is linked to, in a sentence.
    pub(super) fn spoken(self, id: RowId) -> String {
        /// More are counted.
        const MOST: usize = 5;
        self.graph.with(|graph| {
            let Some(n) = graph.find(id) else { return String::new() };
            let vertex = &graph.vertices[n];
            let around: Vec<_> = graph.around(n).map(|(_, other)| self.name(&graph.vertices[other])).collect();
            let (named, more) = (&around[..around.len().min(MOST)], around.len().saturating_sub(MOST));
            (self.i18n.words().carto.spoken)(&self.name(vertex), &self.type_name(vertex.of_type), named, more)
        })
    }

    // What a person does.

    /// Draws on the map. What cannot be drawn is told by the room.
    pub(super) fn draw(self, command: Command) {
        self.room.draw(command);
    }

    /// Adds something, and tells under which id.
    pub(super) fn add(self, label: &str, of_type: RowId, at: Option<Pin>) -> Option<RowId> {
        let id = fresh();
        let added = self.room.draw(Node::add(id, label, of_type, self.meetup.get_untracked(), at));
        added.then_some(id)
    }

    /// Adds something linked to what is there already, as one act.
    pub(super) fn add_linked(
        self,
        label: &str,
        of_type: RowId,
        from: RowId,
        text: &str,
        is_directed: bool,
    ) -> Option<RowId> {
        let (id, link) = (fresh(), fresh());
        let meetup = self.meetup.get_untracked();
        let mut puts = Node::puts(id, label, of_type, meetup, None);
        puts.extend(Link::puts(link, from, id, text, is_directed, meetup));
        self.room.draw(Command::Put { puts }).then_some(id)
    }

    pub(super) fn link(self, from: RowId, to: RowId, text: &str, is_directed: bool) -> bool {
        let meetup = self.meetup.get_untracked();
        from != to && self.room.draw(Link::add(fresh(), from, to, text, is_directed, meetup))
    }

    /// Takes away what people drew of these, with what is the same; what the loop brings stays.
    pub(super) fn take_away(self, ids: &BTreeSet<RowId>) {
        let drawn = self.drawn(ids);
        let all: Vec<_> = self.carto.with_untracked(|carto| drawn.iter().flat_map(|id| carto.all_of(*id)).collect());
        if !all.is_empty() && self.room.draw(Node::take(&all, true)) {
            let words = untrack(|| (self.i18n.words().carto.taken_away)(drawn.len()));
            self.choose_nothing();
            self.told.set(words);
        }
    }

    /// Those that people drew.
    pub(super) fn drawn(self, ids: &BTreeSet<RowId>) -> Vec<RowId> {
        self.graph.with_untracked(|graph| {
            let is_drawn = |id: &RowId| graph.vertex(*id).is_some_and(|vertex| vertex.source.is_none());
            ids.iter().copied().filter(is_drawn).collect()
        })
    }

    /// Puts these where all see them, by so much from where they stand.
    pub(super) fn pin_moved(self, ids: &BTreeSet<RowId>, by: Position) {
        let pins: Vec<_> = ids
            .iter()
            .filter_map(|id| {
                let at = self.rest.with_value(|rest| rest.get(id).copied())?;
                Some((*id, Some(Pin::at(at.x + by.x, at.y + by.y)?)))
            })
            .collect();
        if !pins.is_empty() {
            self.room.draw(Node::pin(&pins));
        }
    }

    /// Holds these where they stand, or lets the arrangement say.
    pub(super) fn pin(self, ids: &BTreeSet<RowId>, pinned: bool) {
        if pinned {
            self.pin_moved(ids, Position::default());
        } else {
            self.room.draw(Node::pin(&ids.iter().map(|id| (*id, None)).collect::<Vec<_>>()));
        }
    }

    /// Of which type what is added is, unless somebody says: as the last.
    pub(super) fn usual_type(self) -> RowId {
        let last = || self.carto.with_untracked(|carto| carto.nodes.last().and_then(|node| node.of_type));
        last().unwrap_or(Given::Idea.id())
    }
}

/// What a type is called: as the community says, or as everybody does.
pub(super) fn named(words: &crate::i18n::CartoWords, one: &Type) -> String {
    match one.given.filter(|_| one.name.text.trim().is_empty()) {
        Some(given) => (words.types.given)(given).to_owned(),
        None => one.name.text.clone(),
    }
}

/// How the device names where everything stands, before the id of the map.
const PLACES: &str = "places ";

pub(super) fn fresh() -> RowId {
    RowId::from_bytes(random::bytes())
}

/// The graph where the server or the device had it. What is new since is found a place for afterwards.
fn drawn_first(graph: &Arc<Graph>, places: Option<Vec<(RowId, Pin)>>) -> Placed {
    let Some(places) = places else { return Placed::default() };
    let known: HashMap<_, _> = places.into_iter().map(|(id, pin)| (id, Position::from(pin))).collect();
    let settling = Settling::adding(graph, &known);
    Placed { at: settling.places().to_vec(), graph: Arc::clone(graph) }
}

/// Where everything stands, by its id.
fn known_of(placed: &Placed) -> HashMap<RowId, Position> {
    placed.graph.vertices.iter().map(|vertex| vertex.id).zip(placed.at.iter().copied()).collect()
}

fn search() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Writes into the address what is looked at; the way back leads to where one came from, not through each filter.
fn note(query: &Query) {
    let write = || {
        let window = web_sys::window()?;
        let path = window.location().pathname().ok()?;
        let text = query.to_string();
        let address = if text.is_empty() { path } else { format!("{path}?{text}") };
        let history = window.history().ok()?;
        history.replace_state_with_url(&history.state().ok()?, "", Some(&address)).ok()
    };
    // A browser that refuses shows all the same what was asked for.
    let _noted = write();
}
