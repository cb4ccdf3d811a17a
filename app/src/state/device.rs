//! This browser: who uses it, which documents it knows, and what it cannot do.

use super::{
    Drafts,
    book::Book,
    unkept::{Lent, Shelf, Ticket, Unkept},
};
use crate::browser::{
    clock, page, random,
    store::{Durability, Row, Store},
};
use automerge::{ActorId, Automerge, ChangeHash};
use boucle_model::{
    Annals, ApplyError, Author, Carried, Command, Improvement, Kind, MeetupId, Pad, PersonId, Place, Telling, apply,
    genesis,
};
use boucle_sync::{
    DocumentId, chunk,
    directory::{DeviceKey, MAX_NAME},
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use std::collections::BTreeMap;

/// A commons or a meetup this device has opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDocument {
    pub kind: Kind,
    /// The document's id, as it stands in its address.
    pub id: String,
    /// Empty while it has none.
    pub title: String,
    /// When it was last open here, UTC milliseconds.
    pub opened: i64,
}

/// Something the browser withholds, to be said plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No IndexedDB: nothing is kept when the tab closes.
    Storage,
    /// Not a secure context (plain http): no start without network, the browser may clear what is kept.
    SecureContext,
    /// A change at which the module stopped: it was left out.
    Change,
}

/// How the device names what was seen of a document, before its id.
const SEEN: &str = "seen ";

/// A handle on this device, provided in context by the app.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    pub(super) name: RwSignal<Option<String>>,
    pub(super) person: RwSignal<Option<PersonId>>,
    pub(super) key: StoredValue<Option<SendWrapper<DeviceKey>>>,
    pub(super) book: StoredValue<Book>,
    /// Another number when something was learnt of somebody.
    pub(super) told: RwSignal<u64>,
    /// Whether something of mine is not in the directory yet.
    pub(super) unsaid: RwSignal<bool>,
    /// Since when that is being said.
    pub(super) speaks: StoredValue<Option<u64>>,
    /// How often people were asked about anew.
    pub(super) rounds: StoredValue<u64>,
    /// When the directory was asked about everybody.
    pub(super) asked: StoredValue<Option<u64>>,
    documents: RwSignal<Option<Vec<KnownDocument>>>,
    missing: RwSignal<Vec<Missing>>,
    update: RwSignal<bool>,
    name_was_asked: RwSignal<bool>,
    store: StoredValue<Option<SendWrapper<Store>>>,
    /// What no store keeps: as long as the page lives.
    unkept: StoredValue<Shelf>,
    /// Whether the room that is open has what exists nowhere else.
    room_is_unkept: StoredValue<bool>,
    /// Cards that wait for their moment and that the browser does not keep, by the id of their meetup.
    pub(super) unkept_drafts: StoredValue<BTreeMap<String, Drafts>>,
    /// The documents that rooms have open.
    pub(super) open: StoredValue<Vec<String>>,
    pub(super) is_going_round: StoredValue<bool>,
    /// What meetups tell, as far as this device knows.
    pub(super) tellings: RwSignal<BTreeMap<MeetupId, Telling>>,
    /// How often the meetups of a commons were gone through.
    pub(super) gatherings: StoredValue<u64>,
    /// What came about in meetups, as far as this device knows.
    pub(super) annals: RwSignal<BTreeMap<MeetupId, Annals>>,
    /// How often what came about in the meetups of a commons was gone through.
    pub(super) readings: StoredValue<u64>,
    /// The documents of the examples that are here.
    pub(super) sandbox: RwSignal<Vec<String>>,
    /// Whether the store was asked for, so that what needs it knows to wait.
    ready: RwSignal<bool>,
}

impl Device {
    /// Makes the handle. It learns what the device holds after the first render.
    #[must_use]
    pub fn new() -> Self {
        let device = Self {
            name: RwSignal::new(None),
            person: RwSignal::new(None),
            key: StoredValue::new(None),
            book: StoredValue::new(Book::default()),
            told: RwSignal::new(0),
            unsaid: RwSignal::new(false),
            speaks: StoredValue::new(None),
            rounds: StoredValue::new(0),
            asked: StoredValue::new(None),
            documents: RwSignal::new(None),
            missing: RwSignal::new(Vec::new()),
            update: RwSignal::new(false),
            name_was_asked: RwSignal::new(false),
            store: StoredValue::new(None),
            unkept: StoredValue::new(Shelf::default()),
            room_is_unkept: StoredValue::new(false),
            unkept_drafts: StoredValue::new(BTreeMap::new()),
            open: StoredValue::new(Vec::new()),
            is_going_round: StoredValue::new(false),
            tellings: RwSignal::new(BTreeMap::new()),
            gatherings: StoredValue::new(0),
            annals: RwSignal::new(BTreeMap::new()),
            readings: StoredValue::new(0),
            sandbox: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
        };
        Effect::new(move || spawn_local(device.wake()));
        device
    }

    async fn wake(self) {
        if !page::is_secure() {
            self.lacks(Missing::SecureContext);
        }
        match Store::open().await {
            Ok(store) => self.store.set_value(Some(SendWrapper::new(store))),
            Err(error) => {
                leptos::logging::warn!("this browser keeps nothing: {error}");
                self.lacks(Missing::Storage);
            }
        }
        self.wake_people().await;
        self.wake_sandbox().await;
        if self.recall("name-asked").await.is_some() {
            self.name_was_asked.set(true);
        }
        self.ready.set(true);
        self.refresh_documents().await;
        self.send_round();
        self.update.set(page::update_waits());
        let update = self.update;
        // The device is there as long as the page is.
        std::mem::forget(page::Listener::window("boucle:update", move || update.set(true)));
        std::mem::forget(page::Listener::window("pageshow", move || spawn_local(self.refresh_documents())));
        let unkept = self.unkept;
        std::mem::forget(page::Listener::leaving(move || {
            unkept.with_value(|shelf| shelf.unsaved(None) > 0) || self.holds_drafts()
        }));
    }

    pub(crate) fn lacks(&self, missing: Missing) {
        if !self.missing.read_untracked().contains(&missing) {
            self.missing.update(|known| known.push(missing));
        }
    }

    /// The store, once it was asked for; `None` in a browser that keeps nothing.
    pub(crate) fn store(&self) -> Option<Store> {
        self.store.with_value(|s| s.as_ref().map(|s| (**s).clone()))
    }

    /// Returns once the device has said who uses it and what it can keep.
    pub(crate) async fn until_ready(&self) {
        let (tell, told) = futures::channel::oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        let ready = self.ready;
        let effect = Effect::new(move || {
            if ready.get()
                && let Some(tell) = tell.lock().ok().and_then(|mut tell| tell.take())
            {
                let _still_waiting = tell.send(());
            }
        });
        let _told = told.await;
        effect.stop();
    }

    pub(crate) async fn recall(&self, name: &str) -> Option<String> {
        self.store()?.device(name).await.ok().flatten()
    }

    pub(crate) async fn keep(&self, name: &str, value: Option<&str>) {
        if let Some(store) = self.store()
            && let Err(error) = store.keep_device(name, value).await
        {
            leptos::logging::warn!("{name} could not be kept: {error}");
        }
    }

    /// The last changes of a document when somebody looked at it here before.
    pub(crate) async fn seen(&self, id: &str) -> Option<Vec<ChangeHash>> {
        let heads = self.recall(&format!("{SEEN}{id}")).await?;
        Some(heads.split_whitespace().filter_map(|hash| hash.parse().ok()).collect())
    }

    /// Notes them, when whoever looked goes away.
    pub(crate) fn note_seen(&self, id: &str, heads: &[ChangeHash]) {
        let heads = heads.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let (device, name) = (*self, format!("{SEEN}{id}"));
        spawn_local(async move { device.keep(&name, Some(&heads)).await });
    }

    /// The storage of the server this device last spoke with.
    pub(crate) async fn server_storage(&self) -> Option<String> {
        self.recall("server").await
    }

    /// Who uses this device; `None` until it has been asked.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person.get_untracked()
    }

    /// Whether to ask for a name now: at the first edit, and once.
    pub(crate) fn asks_name(&self) -> bool {
        let asks = self.name.get_untracked().is_none() && !self.name_was_asked.get_untracked();
        self.name_was_asked.set(true);
        asks
    }

    /// The question about a name was answered or put off: it is not asked again, in any tab.
    pub(crate) fn name_was_asked(&self) {
        let device = *self;
        spawn_local(async move { device.keep("name-asked", Some("yes")).await });
    }

    /// The name this person goes by; `None` until one is given.
    #[must_use]
    pub fn name(&self) -> Signal<Option<String>> {
        self.name.into()
    }

    /// One of eight colours for this person's avatar.
    #[must_use]
    pub fn colour(&self) -> Signal<u8> {
        let person = self.person;
        Signal::derive(move || person.get().map_or(0, |p| p.colour()))
    }

    /// Gives or changes the name (trimmed, at most 64 characters; empty takes it back, and all that was said with it).
    pub fn set_name(&self, name: &str) {
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_NAME).collect();
        if name.is_empty() {
            if self.name.get_untracked().is_some() {
                self.forget_me();
            }
            return;
        }
        self.once_known(move |device| {
            let words = device.mine().map(|card| card.words).unwrap_or_default();
            if let Err(error) = device.say(&name, &words) {
                leptos::logging::warn!("the name was refused: {error}");
            }
        });
    }

    /// What this device knows, newest first; `None` until the device has answered.
    #[must_use]
    pub fn documents(&self) -> Signal<Option<Vec<KnownDocument>>> {
        self.documents.into()
    }

    /// Whether a document is on the list of those known here.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.documents.with_untracked(|known| known.iter().flatten().any(|known| known.id == id))
    }

    pub(super) async fn refresh_documents(self) {
        let mut known = match self.store() {
            Some(store) => store.documents().await.unwrap_or_else(|error| {
                leptos::logging::warn!("the list of what is known here cannot be read: {error}");
                self.lacks(Missing::Storage);
                Vec::new()
            }),
            None => Vec::new(),
        };
        self.unkept.with_value(|shelf| shelf.join(&mut known));
        self.documents.set(Some(known));
    }

    /// Puts a document on the list of those known here.
    pub(crate) fn remember(&self, kind: Kind, id: String, title: String) {
        let device = *self;
        spawn_local(async move {
            let Some(store) = device.store() else { return };
            let kept = store.keep_document(&KnownDocument { kind, id, title, opened: clock::utc() }).await;
            if let Err(error) = kept {
                leptos::logging::warn!("the document could not be put on this device's list: {error}");
            }
            device.refresh_documents().await;
        });
    }

    /// Starts a commons of this name and returns its id. It exists on this device at once, and on the server as soon as it
    /// can be reached.
    pub async fn start_commons(&self, name: String) -> DocumentId {
        self.start(Kind::Commons, name, std::iter::empty()).await
    }

    /// Starts a meetup of this title, in its place if it has one, with what the bilan of the one before it gives it, and
    /// returns its id. It exists on this device at once, and on the server as soon as it can be reached.
    pub async fn start_meetup(&self, title: String, place: Option<Place>, given: &[Improvement]) -> DocumentId {
        self.start(Kind::Meetup, title, place.into_iter().flat_map(|place| in_its_place(place, given))).await
    }

    async fn start(&self, kind: Kind, title: String, then: impl Iterator<Item = Command>) -> DocumentId {
        self.until_ready().await;
        let document = DocumentId::from_random(random::bytes());
        let id = document.to_string();
        let title: String = title.chars().take(boucle_model::MAX_TITLE).collect();
        let rename = Command::Rename { title: title.clone() };
        let author = Author { person: self.person().unwrap_or(PersonId::from_bytes([0; 16])), at: clock::utc() };
        let (chunks, refused) =
            begun(kind, ActorId::from(random::bytes::<16>()), author, std::iter::once(rename).chain(then));
        for error in refused {
            leptos::logging::warn!("the new document lacks something: {error}");
        }
        let rows: Vec<_> =
            chunks.into_iter().filter_map(|bytes| Some(Row { hash: chunk::name(&bytes).ok()?, bytes })).collect();
        let kept = match self.store() {
            Some(store) => store.add(&id, &rows, Durability::Strict).await.map_err(|error| error.to_string()),
            None => Err("this browser keeps nothing".into()),
        };
        if let Err(error) = kept {
            leptos::logging::warn!("the new document could not be kept on this device: {error}");
            let document = KnownDocument { kind, id: id.clone(), title: title.clone(), opened: clock::utc() };
            let unsaved = rows.len();
            let _held_until_its_room_opens = self.hold(Unkept {
                document,
                chunks: rows.into_iter().map(|row| row.bytes).collect(),
                state: None,
                unsaved,
            });
        }
        self.note_unsent(&id, true).await;
        self.remember(kind, id, title);
        document
    }

    /// Holds what the browser does not keep, as long as the page lives.
    pub(crate) fn hold(&self, unkept: Unkept) -> Option<Ticket> {
        let ticket = self.unkept.try_update_value(|shelf| shelf.hold(unkept));
        self.note_unkept();
        spawn_local(self.refresh_documents());
        ticket
    }

    /// The browser keeps this after all.
    pub(crate) fn let_go(&self, tickets: &[Ticket]) {
        self.unkept.update_value(|shelf| shelf.let_go(tickets));
        self.note_unkept();
    }

    /// Whether the room that is open has what exists nowhere else.
    pub(crate) fn room_is_unkept(&self, unkept: bool) {
        self.room_is_unkept.set_value(unkept);
        self.note_unkept();
    }

    pub(super) fn note_unkept(&self) {
        let held = self.unkept.with_value(|shelf| shelf.unsaved(None) > 0) || self.holds_drafts();
        page::note_unkept(held || self.room_is_unkept.get_value());
    }

    /// What the page holds of a meetup because the browser does not, for the room that opens it.
    pub(crate) fn lend(&self, id: &str) -> Lent {
        self.unkept.try_update_value(|shelf| shelf.lend(id)).unwrap_or_default()
    }

    /// Removes a document from this device. What the server has stays there.
    pub fn forget(&self, id: &str) {
        let (device, id) = (*self, id.to_owned());
        self.unkept.update_value(|shelf| shelf.forget(&id));
        self.note_unkept();
        spawn_local(async move {
            device.forget_drafts(&id).await;
            if let Some(store) = device.store()
                && let Err(error) = store.forget(&id).await
            {
                leptos::logging::warn!("the document could not be forgotten: {error}");
            }
            device.forget_tellings(&id).await;
            device.refresh_documents().await;
        });
    }

    /// How many changes of this document stand on this device only; asked before it is forgotten. `None` when the device
    /// cannot say.
    pub async fn unsaved(&self, id: String) -> Option<usize> {
        let held = self.unkept.with_value(|shelf| shelf.unsaved(Some(&id)));
        let waiting = self.waiting_cards(&id).await;
        let (Some(store), Ok(document)) = (self.store(), id.parse::<DocumentId>()) else { return Some(held + waiting) };
        let rows = store.chunks(&id).await.ok()?;
        let chunks: Vec<&[u8]> = rows.iter().map(|r| &r.bytes[..]).collect();
        let Ok(replica) = genesis::open(&chunks, ActorId::from(random::bytes::<16>())) else { return None };
        let state = match self.server_storage().await {
            Some(storage) => store.sync_state(&id, &storage).await.ok().flatten(),
            None => None,
        };
        let mut session = Session::new("forgetting".into());
        session.open(document, boucle_sync::session::Intent::Find, state.as_deref());
        Some(held.max(session.unsaved(document, &replica)) + waiting)
    }

    /// What this browser withholds.
    #[must_use]
    pub fn missing(&self) -> Signal<Vec<Missing>> {
        self.missing.into()
    }

    /// Whether a newer version of the app is stored and waits.
    #[must_use]
    pub fn update(&self) -> Signal<bool> {
        self.update.into()
    }

    /// Takes the newer version. Every edit is stored first.
    pub fn take_update(&self) {
        page::activate_update();
    }
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}

/// What a new meetup is told: its place, and what came from the bilan of the one before it.
fn in_its_place(place: Place, given: &[Improvement]) -> impl Iterator<Item = Command> {
    let Place { commons, number, previous } = place;
    // Nothing has come to it yet.
    let carried = previous.and_then(|previous| Carried::import(&Automerge::new(), previous, given));
    std::iter::once(Command::PlaceMeetup { commons, number, previous }).chain(carried)
}

/// A new document on which these commands were given: its changes, and why any of the commands was refused.
fn begun(
    kind: Kind,
    actor: ActorId,
    author: Author,
    commands: impl Iterator<Item = Command>,
) -> (Vec<Vec<u8>>, Vec<ApplyError>) {
    let mut doc = genesis::new(kind, actor);
    let mut refused = Vec::new();
    for command in commands {
        genesis::begin(&mut doc, kind, command.schema());
        let mut pad = Pad::of(&doc, kind.text());
        refused.extend(apply(&mut doc, &mut pad, author, &command).err());
    }
    (doc.get_changes(&[]).iter().map(|change| change.raw_bytes().to_vec()).collect(), refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_model::{CommonsId, MeetupId, RowId, read};

    #[test]
    fn a_meetup_begins_in_its_place() {
        let author = Author { person: PersonId::from_bytes([1; 16]), at: 0 };
        let place =
            Place { commons: CommonsId::from_bytes([2; 16]), number: 3, previous: Some(MeetupId::from_bytes([4; 16])) };
        let given = Improvement {
            card: RowId::from_bytes([5; 16]),
            text: "Un micro".into(),
            group: String::new(),
            problem: "On entendait mal".into(),
            owner: None,
        };
        let commands = std::iter::once(Command::Rename { title: "Cartes".into() });
        let commands = commands.chain(in_its_place(place, std::slice::from_ref(&given)));
        let (chunks, refused) = begun(Kind::Meetup, ActorId::random(), author, commands);
        assert!(refused.is_empty());
        let chunks: Vec<&[u8]> = chunks.iter().map(|chunk| &chunk[..]).collect();
        let (meetup, problems) = read(&genesis::open(&chunks, ActorId::random()).unwrap());
        assert_eq!((meetup.title.text.as_str(), meetup.place, problems), ("Cartes", Some(place), Vec::new()));
        let [carried] = &meetup.carried[..] else { panic!("one improvement, and no other") };
        assert_eq!((carried.id, carried.from, &carried.text.text), (given.card, place.previous, &given.text));
        assert_eq!(carried.problem, given.problem);
    }

    #[test]
    fn the_first_meetup_begins_with_nothing_from_before() {
        let place = Place { commons: CommonsId::from_bytes([2; 16]), number: 1, previous: None };
        assert_eq!(in_its_place(place, &[]).count(), 1);
    }
}
