//! The room itself: the replica in the middle, and around it the editor, the device's store, the other tabs and
//! the server. Data goes one way: an edit becomes a change, is kept, told and sent; a change becomes what is shown.

use super::{
    Availability, EditorWords, Safety, Shown,
    history::{History, Step},
    keeping::Keeping,
    link::LinkState,
    presence::PresenceState,
    replica::Replica,
};
use crate::{
    browser::{
        channel::Channel,
        clock::{self, Timer},
        editor::{self, Callbacks, PadEditor},
        page::{self, Listener},
        random,
    },
    state::Device,
};
use automerge::ActorId;
use boucle_model::{ApplyError, Author, Command, PersonId, Splice, pad::Followed};
use boucle_sync::{
    DocumentId, PeerId,
    session::{Intent, Session},
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// After the first keystroke, which leaves at once, typing is gathered for so long.
const BURST: Duration = Duration::from_millis(150);
/// How far the reading view may lag behind the editor.
const READING: Duration = Duration::from_millis(300);
/// How long a meetup that this device does not hold is waited for before its page is offered all the same.
const WAIT: Duration = Duration::from_secs(2);

/// Everything about one open meetup. Lives in this tab's one thread.
pub(super) struct Core {
    pub(super) id: DocumentId,
    pub(super) name: String,
    pub(super) device: Device,
    pub(super) shown: Shown,
    pub(super) replica: RefCell<Replica>,
    pub(super) session: RefCell<Session>,
    pub(super) keeping: Keeping,
    pub(super) link: LinkState,
    pub(super) presence: PresenceState,
    pub(super) editor: RefCell<Option<Mounted>>,
    history: RefCell<History>,
    channel: RefCell<Option<Channel>>,
    burst: RefCell<Option<Timer>>,
    reading: RefCell<Option<Timer>>,
    waiting: RefCell<Option<Timer>>,
    listeners: RefCell<Vec<Option<Listener>>>,
    effects: RefCell<Vec<Effect<LocalStorage>>>,
    persisted: Cell<bool>,
    closed: Cell<bool>,
}

/// The editor in the page, and what it calls.
pub(super) struct Mounted {
    pub(super) editor: PadEditor,
    _callbacks: Callbacks,
}

impl Core {
    /// Opens what the device holds, then begins to speak with the other tabs and the server.
    pub(super) async fn open(id: DocumentId, device: Device, shown: Shown) -> Rc<Self> {
        device.until_ready().await;
        let name = id.to_string();
        let actor = ActorId::from(random::bytes::<16>());
        let (keeping, rows) = Keeping::open(device.store(), &name).await;
        // Started here a moment ago, in a browser that keeps nothing.
        let rows = if rows.is_empty() { device.started(&name) } else { rows };
        let (replica, problems) = Replica::open(rows.iter().map(|row| &row.bytes[..]), actor);
        for problem in &problems {
            leptos::logging::warn!("something this device kept cannot be read: {problem}");
        }
        let here = !rows.is_empty();
        let mut session = Session::new(PeerId::from(hex(&random::bytes::<16>()).as_str()));
        let storage = device.server_storage().await;
        let state = keeping.sync_state(&name, storage.as_deref()).await;
        session.open(id, if here { Intent::Offer } else { Intent::Find }, state.as_deref());
        let core = Rc::new(Self {
            id,
            name,
            device,
            shown,
            replica: RefCell::new(replica),
            session: RefCell::new(session),
            keeping,
            link: LinkState::new(storage),
            presence: PresenceState::default(),
            editor: RefCell::new(None),
            history: RefCell::default(),
            channel: RefCell::new(None),
            burst: RefCell::new(None),
            reading: RefCell::new(None),
            waiting: RefCell::new(None),
            listeners: RefCell::default(),
            effects: RefCell::default(),
            persisted: Cell::new(false),
            closed: Cell::new(false),
        });
        let unreadable = problems.first().filter(|_| core.replica.borrow().is_blank());
        if let Some(reason) = unreadable {
            // The server may have it whole; what comes from there is shown, and nothing here is removed.
            core.shown.availability.set(Availability::Broken(reason.clone()));
        } else if here {
            core.is_here();
        } else {
            let weak = Rc::downgrade(&core);
            *core.waiting.borrow_mut() = Some(Timer::after(WAIT, move || {
                if let Some(core) = weak.upgrade() {
                    core.waited_long_enough();
                }
            }));
        }
        if problems.is_empty() {
            core.keeping.tidy(&core, &rows);
        }
        core.listen();
        core.connect();
        core.show_safety();
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
            Listener::window("pageshow", on(Self::connect_now)),
            Listener::window("pagehide", on(Self::leave)),
            Listener::document("freeze", on(Self::flush)),
            Listener::document("visibilitychange", on(Self::visibility_changed)),
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
        } else {
            self.flush();
        }
    }

    fn leave(self: &Rc<Self>) {
        self.flush();
        self.keeping.keep_heard(self);
        self.say_goodbye();
    }

    /// Ends everything: the page was left. What was typed is kept first.
    pub(super) fn close(self: &Rc<Self>) {
        self.leave();
        self.closed.set(true);
        self.disconnect();
        self.unmount_editor();
        *self.channel.borrow_mut() = None;
        self.listeners.borrow_mut().clear();
        for effect in self.effects.borrow_mut().drain(..) {
            effect.stop();
        }
        *self.burst.borrow_mut() = None;
        *self.reading.borrow_mut() = None;
        *self.waiting.borrow_mut() = None;
        self.presence.close();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    fn author(&self) -> Author {
        Author { person: self.device.person().unwrap_or(PersonId::from_bytes([0; 16])), at: clock::utc() }
    }

    // --- an edit becomes a change ---------------------------------------------------------------------------

    /// The editor's person typed.
    fn typed(self: &Rc<Self>, splices: Vec<Splice>) {
        self.replica.borrow_mut().type_in(splices);
        self.first_edit();
        if self.burst.borrow().is_none() {
            self.flush();
            self.gather();
        } else {
            self.show_safety();
        }
    }

    /// What is typed from now on waits for the end of the burst.
    fn gather(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let timer = Timer::after(BURST, move || {
            let Some(core) = weak.upgrade() else { return };
            let ended = core.burst.borrow_mut().take();
            if core.replica.borrow().has_typed() {
                core.flush();
                core.gather();
            }
            // Dropped last: this closure is its own.
            drop(ended);
        });
        *self.burst.borrow_mut() = Some(timer);
    }

    /// Makes a change of what was typed, now.
    pub(super) fn flush(self: &Rc<Self>) {
        let committed = self.replica.borrow_mut().commit_typed(self.author());
        match committed {
            Ok(chunks) => self.changed_here(chunks),
            Err(error) => self.editor_and_replica_differ(&error),
        }
    }

    /// The editor's text could not be followed step by step. What it shows is what the person wrote: the replica
    /// takes it over as one edit.
    fn editor_and_replica_differ(self: &Rc<Self>, error: &ApplyError) {
        leptos::logging::error!("the editor and the replica differ: {error}");
        let Some(text) = self.editor.borrow().as_ref().map(|m| m.editor.text()) else { return };
        let splice = difference(&self.replica.borrow().text(), &text);
        self.replica.borrow_mut().type_in(vec![splice]);
        let committed = self.replica.borrow_mut().commit_typed(self.author());
        match committed {
            Ok(chunks) => self.changed_here(chunks),
            Err(error) => self.shown.trouble.set(Some(error.to_string())),
        }
    }

    pub(super) fn rename(self: &Rc<Self>, title: &str) {
        self.command(&Command::RenameMeetup { title: title.to_owned() }, History::did);
    }

    /// Gives a command; `remember` keeps what takes it back.
    fn command(self: &Rc<Self>, command: &Command, remember: fn(&mut History, Command)) {
        self.flush();
        let acted = self.replica.borrow_mut().act(self.author(), command);
        match acted {
            Ok((chunks, applied)) => {
                if let Some(undo) = applied.undo {
                    remember(&mut self.history.borrow_mut(), undo);
                    self.show_history();
                }
                if !chunks.is_empty() {
                    self.first_edit();
                }
                self.show_title();
                self.changed_here(chunks);
            }
            Err(error) => {
                self.show_title();
                self.shown.trouble.set(Some(error.to_string()));
            }
        }
    }

    pub(super) fn undo(self: &Rc<Self>) {
        let step = self.history.borrow_mut().undo();
        match step {
            Some(Step::Command(command)) => self.command(&command, History::undid),
            Some(Step::Pad) => self.with_editor(PadEditor::undo),
            None => {}
        }
        self.show_history();
    }

    pub(super) fn redo(self: &Rc<Self>) {
        let step = self.history.borrow_mut().redo();
        match step {
            Some(Step::Command(command)) => self.command(&command, History::redid),
            Some(Step::Pad) => self.with_editor(PadEditor::redo),
            None => {}
        }
        self.show_history();
    }

    /// A change was made here: it is kept, told to the other tabs, and sent.
    fn changed_here(self: &Rc<Self>, chunks: Vec<Vec<u8>>) {
        if chunks.is_empty() {
            return;
        }
        self.is_here();
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell(&chunks);
        }
        self.keeping.keep(self, chunks);
        self.session.borrow_mut().edited(self.id);
        self.speak();
        self.show_pad_soon();
        self.show_safety();
    }

    fn first_edit(&self) {
        if !self.persisted.replace(true) {
            page::ask_to_persist();
            self.device.remember(self.name.clone(), self.replica.borrow().title().text);
            if self.device.asks_name() {
                self.shown.asks_name.set(true);
            }
        }
    }

    // --- a change becomes what is shown ---------------------------------------------------------------------

    fn hear_tab(self: &Rc<Self>, chunks: &[Vec<u8>]) {
        self.flush();
        let heard = self.replica.borrow_mut().hear(chunks);
        match heard {
            Ok(seen) => {
                // The tab that wrote it sends it; so do we, in case it was frozen before it could.
                self.session.borrow_mut().edited(self.id);
                self.is_here();
                self.show(&seen);
                self.speak();
            }
            Err(error) => leptos::logging::warn!("another tab told something that cannot be read: {error}"),
        }
    }

    pub(super) fn show(self: &Rc<Self>, seen: &Followed) {
        if seen.replaced {
            let text = self.replica.borrow().text();
            self.with_editor(|editor| editor.reset(&text));
            self.show_pad_soon();
        } else if !seen.splices.is_empty() {
            let applied = self.editor.borrow().as_ref().is_none_or(|m| m.editor.apply_remote(&seen.splices));
            if !applied {
                let text = self.replica.borrow().text();
                self.with_editor(|editor| editor.reset(&text));
            }
            self.show_pad_soon();
        }
        if seen.others {
            self.show_title();
        }
        self.show_safety();
    }

    /// The meetup can be shown: this device has it, or has just received it.
    pub(super) fn is_here(&self) {
        if self.shown.availability.get_untracked() == Availability::Here {
            return;
        }
        *self.waiting.borrow_mut() = None;
        self.shown.availability.set(Availability::Here);
        self.show_title();
        self.shown.pad.notify();
        self.device.remember(self.name.clone(), self.replica.borrow().title().text);
    }

    /// The server does not know the meetup.
    pub(super) fn is_unknown(&self) {
        if self.replica.borrow().is_blank() {
            self.shown.availability.set(Availability::Unknown);
        }
    }

    fn waited_long_enough(&self) {
        if self.shown.availability.get_untracked() == Availability::Opening && !self.session.borrow().is_connected() {
            self.shown.availability.set(Availability::NotReceived);
        }
    }

    /// The pad's text, once this device has it.
    pub(super) fn text(&self) -> Option<String> {
        (self.shown.availability.get_untracked() == Availability::Here).then(|| self.replica.borrow().text())
    }

    fn show_title(&self) {
        let title = self.replica.borrow().title();
        if self.shown.title.get_untracked() != title {
            if self.shown.availability.get_untracked() == Availability::Here {
                self.device.remember(self.name.clone(), title.text.clone());
            }
            self.shown.title.set(title);
        }
    }

    fn show_pad_soon(self: &Rc<Self>) {
        if self.reading.borrow().is_some() {
            return;
        }
        let weak = Rc::downgrade(self);
        let timer = Timer::after(READING, move || {
            let Some(core) = weak.upgrade() else { return };
            let ended = core.reading.borrow_mut().take();
            core.shown.pad.notify();
            drop(ended);
        });
        *self.reading.borrow_mut() = Some(timer);
    }

    fn show_history(&self) {
        let history = self.history.borrow();
        self.shown.can_undo.set(history.can_undo());
        self.shown.can_redo.set(history.can_redo());
    }

    /// Says where my work is. The truth, or nothing.
    pub(super) fn show_safety(&self) {
        let (replica, session) = (self.replica.borrow(), self.session.borrow());
        let blank_and_not_mine = replica.is_blank() && self.shown.availability.get_untracked() != Availability::Here;
        let unsaved = session.unsaved(self.id, replica.doc()) + usize::from(replica.has_typed());
        let safety = if replica.is_newer() {
            Safety::ReadOnly
        } else if blank_and_not_mine {
            Safety::Opening
        } else if unsaved == 0 {
            Safety::Server
        } else if self.keeping.is_failing() {
            Safety::Unsaved(unsaved)
        } else if replica.has_typed() || self.keeping.is_busy() {
            Safety::Keeping
        } else if session.is_connected() {
            Safety::Sending(unsaved)
        } else {
            Safety::Device(unsaved)
        };
        if self.shown.safety.get_untracked() != safety {
            if safety == Safety::ReadOnly {
                self.with_editor(|editor| editor.set_read_only(true));
            }
            self.shown.safety.set(safety);
        }
    }

    // --- the editor -----------------------------------------------------------------------------------------

    pub(super) async fn mount_editor(self: Rc<Self>, parent: web_sys::HtmlElement, words: EditorWords) {
        self.unmount_editor();
        let on = Rc::downgrade(&self);
        let (typed, selected, stepped) = (on.clone(), on.clone(), on);
        let callbacks = Callbacks::new(
            move |splices| {
                if let Some(core) = typed.upgrade() {
                    core.typed(splices);
                }
            },
            move |selection| {
                if let Some(core) = selected.upgrade() {
                    core.selected(selection);
                }
            },
            move |undoable, redoable| {
                if let Some(core) = stepped.upgrade() {
                    core.history.borrow_mut().pad_has(undoable, redoable);
                    core.show_history();
                }
            },
        );
        let text = self.replica.borrow().text();
        let read_only = self.replica.borrow().is_newer();
        let words = (words.label.as_str(), words.placeholder.as_str());
        match editor::mount(&parent, &text, read_only, words, &callbacks).await {
            Ok(editor) => {
                if self.is_closed() {
                    return editor.destroy();
                }
                // What came in while the editor's script was on its way.
                let now = self.replica.borrow().text();
                if now != text {
                    editor.reset(&now);
                }
                editor.set_read_only(self.replica.borrow().is_newer());
                *self.editor.borrow_mut() = Some(Mounted { editor, _callbacks: callbacks });
                self.show_cursors();
            }
            Err(error) => leptos::logging::warn!("the editor could not be loaded: {error:?}"),
        }
    }

    pub(super) fn unmount_editor(self: &Rc<Self>) {
        self.flush();
        let mounted = self.editor.borrow_mut().take();
        if let Some(mounted) = mounted {
            mounted.editor.destroy();
        }
    }

    pub(super) fn with_editor(&self, act: impl FnOnce(&PadEditor)) {
        // Cloned out: the editor may call back while it acts.
        let editor = self.editor.borrow().as_ref().map(|m| m.editor.clone());
        if let Some(editor) = editor {
            act(&editor);
        }
    }

    pub(super) fn relabel_editor(&self, words: &EditorWords) {
        self.with_editor(|editor| editor.relabel(&words.label, &words.placeholder));
    }

    pub(super) fn format(&self, kind: &str) {
        self.with_editor(|editor| editor.format(kind));
    }

    pub(super) fn download(self: &Rc<Self>) {
        self.flush();
        let bytes = self.replica.borrow().doc().save();
        page::download(&format!("{}.automerge", self.name), &bytes);
    }
}

/// The one replacement that makes `from` into `to`.
fn difference(from: &str, to: &str) -> Splice {
    let (from, to): (Vec<u16>, Vec<u16>) = (from.encode_utf16().collect(), to.encode_utf16().collect());
    let start = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Never through the middle of a surrogate pair.
    let start = if start > 0 && (0xd800..0xdc00).contains(&from[start - 1]) { start - 1 } else { start };
    let end = from[start..].iter().rev().zip(to[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let end = if end > 0 && (0xdc00..0xe000).contains(&from[from.len() - end]) { end - 1 } else { end };
    Splice { at: start, delete: from.len() - end - start, insert: String::from_utf16_lossy(&to[start..to.len() - end]) }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_makes_one_text_into_the_other() {
        for (from, to) in
            [("", "abc"), ("abc", ""), ("abc", "aXc"), ("aa", "aaa"), ("🙂🙃", "🙂🙂"), ("é🙃x", "é🙂x"), ("x", "x")]
        {
            let splice = difference(from, to);
            let mut units: Vec<u16> = from.encode_utf16().collect();
            units.splice(splice.at..splice.at + splice.delete, splice.insert.encode_utf16());
            assert_eq!(String::from_utf16(&units).unwrap(), to, "{splice:?}");
        }
    }
}
