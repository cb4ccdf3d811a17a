//! The room itself: the replica in the middle, and around it the editor, the device's store, the other tabs and
//! the server. Data goes one way: an edit becomes a change, is kept, told and sent; a change becomes what is shown.

use super::{
    Availability, Safety, Shown,
    alarm::Alarm,
    desk::Mounted,
    history::History,
    keeping::Keeping,
    link::LinkState,
    presence::PresenceState,
    replica::{self, Replica, TakenIn},
};
use crate::{
    address::commons_of_carto,
    browser::{
        channel::Channel,
        clock,
        page::{self, Listener},
        random,
        store::Row,
        trial,
    },
    hex,
    state::{
        Device, KnownDocument, Missing,
        unkept::{Ticket, Unkept},
    },
};
use automerge::{ActorId, ChangeHash};
use boucle_model::{Kind, Mark, Telling, read_place, read_telling};
use boucle_sync::{
    DocumentId, PeerId,
    session::{Intent, Session},
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
    time::Duration,
};

/// How long a meetup that this device does not hold is waited for before its page is offered all the same.
const WAIT: Duration = Duration::from_secs(2);
/// How long the server is waited for by whoever only brings something, in seconds.
const ROUND: usize = 30;
const SECOND: Duration = Duration::from_secs(1);
/// How often it is looked whether something has come.
const LOOK: Duration = Duration::from_millis(50);
/// When the page has been drawn, and before anybody is likely to have read what it says.
const REHEARSAL: Duration = Duration::from_secs(1);
/// A page that has lived so long has got over what stopped the one before.
const CALM: Duration = Duration::from_secs(30);

/// Whether somebody looks at what is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attendance {
    Here,
    /// Somebody does from the page of another document: they may change it, and are not told to be in it.
    Beside,
    /// Nobody does, and the others are not told of anybody.
    Unseen,
}

/// Everything about one open document. Lives in this tab's one thread.
pub(super) struct Core {
    pub(super) id: DocumentId,
    pub(super) name: String,
    pub(super) device: Device,
    pub(super) shown: Shown,
    pub(super) replica: RefCell<Replica>,
    pub(super) session: RefCell<Session>,
    pub(super) attendance: Attendance,
    /// It stays on this device: no server hears of it.
    pub(super) sandbox: bool,
    /// Its last changes when somebody looked at it here before; `None` on the first visit.
    pub(super) seen: Option<Vec<ChangeHash>>,
    pub(super) keeping: Keeping,
    pub(super) link: LinkState,
    pub(super) presence: PresenceState,
    pub(super) editor: RefCell<Option<Mounted>>,
    pub(super) history: RefCell<History>,
    pub(super) channel: RefCell<Option<Channel>>,
    pub(super) burst: Alarm,
    pub(super) reading: Alarm,
    /// Changes that were made here and not handed on yet: not kept, not told to the other tabs, not sent.
    pub(super) made: RefCell<Vec<Vec<u8>>>,
    pub(super) handing_on: Alarm,
    /// Votes that are to be shown, mine and those of others.
    pub(super) votes: RefCell<BTreeSet<Mark>>,
    pub(super) voting: Alarm,
    pub(super) others_vote: Alarm,
    pub(super) others: Alarm,
    pub(super) waiting: Alarm,
    /// Held while the cards that wait here are changed.
    pub(super) drafting: futures::lock::Mutex<()>,
    pub(super) settling: Cell<bool>,
    calm: Alarm,
    rehearsal: Alarm,
    listeners: RefCell<Vec<Option<Listener>>>,
    effects: RefCell<Vec<Effect<LocalStorage>>>,
    /// Whether something was written here since it was opened, and what that brings with it.
    pub(super) edited: Cell<bool>,
    pub(super) welcome: Alarm,
    /// What the device was told last of changes that no server is known to have.
    unsent: Cell<Option<bool>>,
    /// Whether the server was told to which commons it belongs; `None` when there is nothing to be told yet.
    bound: Cell<Option<bool>>,
    closed: Cell<bool>,
    /// Whether all that the device holds could be read.
    pub(super) complete: bool,
    /// Changes at which the module stopped on this device: they are not taken in.
    left_out: BTreeSet<ChangeHash>,
    /// What the page holds for this room, until the device keeps it.
    tickets: RefCell<Vec<Ticket>>,
}

impl Core {
    /// Opens what the device holds, then begins to speak with the other tabs and the server.
    pub(super) async fn open(
        kind: Kind,
        id: DocumentId,
        device: Device,
        shown: Shown,
        attendance: Attendance,
    ) -> Rc<Self> {
        device.until_ready().await;
        let name = id.to_string();
        device.is_opened(&name, true);
        let actor = ActorId::from(random::bytes::<16>());
        let left_out = trial::left_out(&name);
        let (keeping, rows) = Keeping::open(device.store(), &name).await;
        let (rows, unreadable) = rows.map_or_else(|error| (Vec::new(), Some(error.to_string())), |rows| (rows, None));
        let lent = device.lend(&name);
        let is_left_out = |row: &Row| row.hash.parse().is_ok_and(|hash: ChangeHash| left_out.contains(&hash));
        let chunks = rows.iter().filter(|row| !is_left_out(row)).map(|row| &row.bytes);
        let chunks = chunks.chain(&lent.chunks).map(|bytes| &bytes[..]);
        let (replica, mut problems) = Replica::open(kind, &name, trial::is_careful(&name), chunks, actor);
        problems.extend(unreadable);
        for problem in &problems {
            leptos::logging::warn!("something this device kept cannot be read: {problem}");
        }
        let here = !(rows.is_empty() && lent.chunks.is_empty());
        let mut session = Session::new(PeerId::from(hex::write(&random::bytes::<16>()).as_str()));
        let storage = device.server_storage().await;
        let complete = problems.is_empty();
        // What the server is known to have says nothing to a replica that lacks some of it.
        let state = if complete { keeping.sync_state(&name, storage.as_deref()).await.or(lent.state) } else { None };
        session.open(id, if here { Intent::Offer } else { Intent::Find }, state.as_deref());
        if !left_out.is_empty() {
            device.lacks(Missing::Change);
            session.leave_out(id, left_out.clone());
        }
        let seen = device.seen(&name).await;
        let sandbox = untrack(|| device.is_sandbox(&name));
        let core = Rc::new(Self {
            id,
            name,
            device,
            shown,
            replica: RefCell::new(replica),
            session: RefCell::new(session),
            attendance,
            sandbox,
            seen,
            keeping,
            link: LinkState::new(storage),
            presence: PresenceState::default(),
            editor: RefCell::new(None),
            history: RefCell::default(),
            channel: RefCell::new(None),
            burst: Alarm::default(),
            reading: Alarm::default(),
            made: RefCell::default(),
            handing_on: Alarm::default(),
            votes: RefCell::default(),
            voting: Alarm::default(),
            others_vote: Alarm::default(),
            others: Alarm::default(),
            waiting: Alarm::default(),
            drafting: futures::lock::Mutex::new(()),
            settling: Cell::new(false),
            calm: Alarm::default(),
            rehearsal: Alarm::default(),
            listeners: RefCell::default(),
            effects: RefCell::default(),
            edited: Cell::new(false),
            welcome: Alarm::default(),
            unsent: Cell::new(None),
            bound: Cell::new(None),
            closed: Cell::new(false),
            complete,
            left_out,
            tickets: RefCell::new(lent.tickets),
        });
        core.recall_drafts().await;
        let unreadable = problems.first().filter(|_| core.replica.borrow().is_blank());
        if let Some(reason) = unreadable {
            // The server may have it whole; what comes from there is shown, and nothing here is removed.
            core.shown.availability.set(Availability::Broken(reason.clone()));
        } else if here {
            core.is_here();
        } else {
            core.waiting.set(WAIT, &core, |core| core.waited_long_enough());
        }
        // A snapshot takes the place of all rows, and would not have what is left out.
        if problems.is_empty() && core.left_out.is_empty() {
            core.keeping.tidy(&core, &rows);
        }
        if trial::is_careful(&core.name) {
            core.calm.set(CALM, &core, |core| trial::calm(&core.name));
        }
        // There may be room for it by now.
        core.keeping.keep(&core, lent.chunks);
        if attendance == Attendance::Here {
            core.rehearsal.set(REHEARSAL, &core, |core| Replica::rehearse(core.kind()));
        }
        core.listen();
        core.connect();
        core.show_safety();
        core.settle_drafts();
        core
    }

    fn listen(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        *self.channel.borrow_mut() = Channel::join(&self.name, move |chunks| {
            if let Some(core) = weak.upgrade() {
                core.hear_tab(&chunks);
            }
        });
        let on = |act: fn(&Rc<Self>)| {
            let weak = Rc::downgrade(self);
            move || {
                if let Some(core) = weak.upgrade() {
                    act(&core);
                }
            }
        };
        *self.listeners.borrow_mut() = vec![
            Listener::window("online", on(Self::connect_now)),
            Listener::window("offline", on(Self::network_lost)),
            Listener::window("pageshow", on(Self::connect_now)),
            Listener::window("pagehide", on(Self::leave)),
            Listener::document("freeze", on(Self::flush)),
            Listener::document("visibilitychange", on(Self::visibility_changed)),
            Listener::leaving({
                let weak = Rc::downgrade(self);
                move || weak.upgrade().is_some_and(|core| matches!(core.safety(), Safety::Unsaved(_)))
            }),
        ];
        let weak = Rc::downgrade(self);
        let name = self.device.name();
        self.effects.borrow_mut().push(Effect::new(move |before: Option<()>| {
            name.track();
            if before.is_some()
                && let Some(core) = weak.upgrade()
            {
                core.tell_presence_soon();
            }
        }));
    }

    fn visibility_changed(self: &Rc<Self>) {
        if page::is_visible() {
            self.connect_now();
            // Another tab may have changed what waits here.
            let core = Rc::clone(self);
            spawn_local(async move {
                core.recall_drafts().await;
                core.settle_drafts();
            });
        } else {
            self.flush();
        }
    }

    fn leave(self: &Rc<Self>) {
        self.flush();
        self.keeping.keep_heard(self);
        self.note_unsent(self.is_unsent());
        if self.attendance == Attendance::Here && self.shown.is_here() {
            self.device.note_seen(&self.name, &self.replica.borrow().doc().get_heads());
        }
        self.say_goodbye();
    }

    /// Whether anything here is known to no server.
    fn is_unsent(&self) -> bool {
        !self.sandbox && self.session.borrow().unsaved(self.id, self.replica.borrow().doc()) > 0
    }

    /// Notes on the device whether something is to be brought to the server when nobody has this open.
    pub(super) fn note_unsent(&self, unsent: bool) {
        if self.unsent.replace(Some(unsent)) != Some(unsent) {
            let (device, name) = (self.device, self.name.clone());
            spawn_local(async move { device.note_unsent(&name, unsent).await });
        }
    }

    /// Says on the server to which commons the document belongs, once it is there. The first to say so decides; this device
    /// says it once.
    pub(super) fn bind(self: &Rc<Self>) {
        let commons = match self.kind() {
            Kind::Commons => Some(self.id),
            Kind::Carto => Some(commons_of_carto(self.id)),
            Kind::Meetup => read_place(self.replica.borrow().doc())
                .map(|place| *place.commons.as_bytes())
                .map(DocumentId::from_bytes),
        };
        let Some(commons) = commons.filter(|_| !self.sandbox && self.bound.get().is_none()) else { return };
        self.bound.set(Some(false));
        let core = Rc::clone(self);
        spawn_local(async move {
            // The commons itself may reach the server after its meetup.
            while !core.device.bind(&core.name, commons).await && !core.is_closed() {
                clock::sleep(SECOND).await;
            }
            core.bound.set(Some(true));
        });
    }

    /// Returns when the server has all that is written here, or after a while.
    pub(super) async fn until_delivered(self: &Rc<Self>) {
        for _ in 0..ROUND {
            if self.safety() == Safety::Server && self.bound.get() != Some(false) {
                return;
            }
            clock::sleep(SECOND).await;
        }
    }

    /// What a meetup tells to the long view, once it is here.
    pub(super) fn telling(&self) -> Option<Telling> {
        (self.shown.is_here() && self.kind() == Kind::Meetup).then(|| read_telling(self.replica.borrow().doc()))
    }

    /// Returns when all that the server has is here, when it says that it has nothing, or when it cannot be reached. Whether it
    /// answered. Of an example it is not asked.
    pub(super) async fn until_level(self: &Rc<Self>) -> bool {
        let begun = clock::passed();
        if self.sandbox {
            return true;
        }
        loop {
            let (is_level, is_connected) = {
                let session = self.session.borrow();
                let is_level = session.is_level(self.id, self.replica.borrow().doc());
                (is_level || session.is_unavailable(self.id), session.is_connected())
            };
            if is_level {
                self.keeping.keep_state(self);
                return true;
            }
            let most = if is_connected { ROUND as u64 * 1_000 } else { WAIT.as_secs() * 1_000 };
            if clock::passed().saturating_sub(begun) > most {
                return false;
            }
            clock::sleep(LOOK).await;
        }
    }

    /// Ends everything: the page was left. What was typed is kept first, by the page if the device refuses.
    pub(super) fn close(self: &Rc<Self>) {
        self.leave();
        if self.welcome.is_set() {
            self.remember(&self.replica.borrow().title());
        }
        self.hold();
        self.closed.set(true);
        self.device.is_opened(&self.name, false);
        if self.attendance == Attendance::Here {
            self.device.room_is_unkept(false);
        }
        if self.attendance != Attendance::Unseen && self.is_unsent() {
            self.device.go_round();
        }
        self.disconnect();
        self.unmount_editor();
        *self.channel.borrow_mut() = None;
        self.listeners.borrow_mut().clear();
        for effect in self.effects.borrow_mut().drain(..) {
            effect.stop();
        }
        for alarm in [&self.burst, &self.reading, &self.waiting, &self.calm] {
            alarm.clear();
        }
        self.presence.close();
    }

    /// A page says a last thing as it goes, after the room: there is no later.
    pub(super) fn hand_on_at_last(self: &Rc<Self>) {
        self.hand_on();
        self.hold();
        self.note_unsent(self.is_unsent());
        self.device.go_round();
    }

    fn hold(&self) {
        let replica = self.replica.borrow();
        if (self.keeping.is_failing() || self.keeping.is_busy()) && !replica.is_blank() {
            let (kind, id, title) = (self.kind(), self.name.clone(), replica.title().text);
            let document = KnownDocument { kind, id, title, opened: clock::utc() };
            let session = self.session.borrow();
            let (unsaved, state) = (session.unsaved(self.id, replica.doc()), session.state(self.id));
            let ticket = self.device.hold(Unkept { document, chunks: vec![replica.doc().save()], state, unsaved });
            // It holds all that was lent.
            self.device.let_go(&self.tickets.replace(Vec::from_iter(ticket)));
        }
    }

    /// The device keeps all of it: the page need not.
    pub(super) fn is_kept(&self) {
        self.device.let_go(&self.tickets.take());
    }

    pub(super) fn kind(&self) -> Kind {
        self.replica.borrow().kind()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    fn hear_tab(self: &Rc<Self>, chunks: &[Vec<u8>]) {
        self.flush();
        let is_left_out = |bytes: &&Vec<u8>| replica::hash(bytes).is_some_and(|hash| self.left_out.contains(&hash));
        let chunks: Vec<_> = chunks.iter().filter(|bytes| !is_left_out(bytes)).cloned().collect();
        let TakenIn { seen, chunks, refused } = self.replica.borrow_mut().hear(chunks);
        if let Some(error) = refused {
            leptos::logging::warn!("another tab told something that cannot be read: {error}");
        }
        // The tab that wrote it keeps and sends it; so do we, in case it ended before it could.
        if !chunks.is_empty() {
            self.keeping.keep(self, chunks);
            self.session.borrow_mut().edited(self.id);
            self.is_here();
        }
        self.show(&seen);
        self.speak();
    }

    pub(super) fn download(self: &Rc<Self>) {
        self.flush();
        let bytes = self.replica.borrow().doc().save();
        page::download(&format!("{}.automerge", self.name), &bytes);
    }
}
