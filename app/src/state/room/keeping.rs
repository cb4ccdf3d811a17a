//! What this device keeps of the room: every change, as soon as it is made or received.

use super::{alarm::Alarm, core::Core};
use crate::browser::store::{Durability, Row, Store, StoreError};
use boucle_sync::chunk;
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// How long after a refusal the device is asked again.
const RETRY: Duration = Duration::from_secs(5);
/// Chunks of one document before they are made into one.
const TIDY_AFTER: usize = 200;
/// How long what others wrote may wait for company.
const HEARD_AFTER: Duration = Duration::from_millis(300);
/// How far the kept sync state may lag: losing it costs some bytes at the next opening, and nothing else.
const STATE_AFTER: Duration = Duration::from_secs(1);

fn rows(chunks: impl IntoIterator<Item = Vec<u8>>) -> Vec<Row> {
    chunks.into_iter().filter_map(|bytes| Some(Row { hash: chunk::name(&bytes).ok()?, bytes })).collect()
}

/// The device's side of one room.
pub(super) struct Keeping {
    store: Option<Store>,
    /// Chunks the device refused, to be offered again.
    refused: RefCell<Vec<Row>>,
    retry: Alarm,
    /// What others wrote and is to be kept soon.
    heard: RefCell<Vec<Vec<u8>>>,
    soon: Alarm,
    state: Alarm,
    failing: Cell<bool>,
    /// Writes that the device has not answered yet: all, and those of my own.
    writing: Cell<usize>,
    writing_mine: Cell<usize>,
}

impl Keeping {
    /// Takes up a document, with everything the device holds of it.
    pub(super) async fn open(store: Option<Store>, document: &str) -> (Self, Result<Vec<Row>, StoreError>) {
        let rows = match &store {
            Some(store) => store.chunks(document).await,
            None => Ok(Vec::new()),
        };
        let failing = Cell::new(store.is_none());
        let keeping = Self {
            store,
            refused: RefCell::default(),
            retry: Alarm::default(),
            heard: RefCell::default(),
            soon: Alarm::default(),
            state: Alarm::default(),
            failing,
            writing: Cell::new(0),
            writing_mine: Cell::new(0),
        };
        (keeping, rows)
    }

    /// Whether what is written now is not kept on this device.
    pub(super) fn is_failing(&self) -> bool {
        self.failing.get()
    }

    /// Whether the device is still writing something of mine.
    pub(super) fn is_busy(&self) -> bool {
        self.writing_mine.get() > 0
    }

    /// What the server with this storage is known to have of the document.
    pub(super) async fn sync_state(&self, document: &str, storage: Option<&str>) -> Option<Vec<u8>> {
        let (store, storage) = (self.store.as_ref()?, storage?);
        store.sync_state(document, storage).await.ok().flatten()
    }

    /// Keeps changes of my own, which must reach the disk, and with them those of others that they may build on.
    pub(super) fn keep(&self, core: &Rc<Core>, chunks: Vec<Vec<u8>>) {
        if !chunks.is_empty() {
            self.write(core, rows(self.heard.take().into_iter().chain(chunks)), Durability::Strict);
        }
    }

    /// Keeps changes of others, a little later and many at once: the server has them as well.
    pub(super) fn keep_soon(&self, core: &Rc<Core>, chunks: Vec<Vec<u8>>) {
        if self.store.is_none() {
            return;
        }
        self.heard.borrow_mut().extend(chunks);
        self.soon.set_once(HEARD_AFTER, core, |core| core.keeping.keep_heard(core));
    }

    /// Keeps now what was to be kept soon.
    pub(super) fn keep_heard(&self, core: &Rc<Core>) {
        let chunks = self.heard.take();
        if !chunks.is_empty() {
            self.write(core, rows(chunks), Durability::Relaxed);
        }
    }

    fn write(&self, core: &Rc<Core>, rows: Vec<Row>, durability: Durability) {
        if !rows.is_empty() {
            self.write_then(core, rows, durability, |_core| {});
        }
    }

    /// Writes, and goes on once the device keeps all that it was given until now.
    fn write_then(
        &self,
        core: &Rc<Core>,
        rows: Vec<Row>,
        durability: Durability,
        then: impl FnOnce(&Rc<Core>) + 'static,
    ) {
        self.put(core, rows, durability, move |core, rows, answer| {
            match answer {
                Ok(()) => core.keeping.kept(core),
                Err(error) => core.keeping.refused(core, rows, &error),
            }
            if !core.keeping.is_failing() {
                then(core);
            }
        });
    }

    /// Gives rows to the device, and its answer to `answered`.
    fn put(
        &self,
        core: &Rc<Core>,
        rows: Vec<Row>,
        durability: Durability,
        answered: impl FnOnce(&Rc<Core>, Vec<Row>, Result<(), StoreError>) + 'static,
    ) {
        let Some(store) = self.store.clone() else { return };
        let core = Rc::clone(core);
        let mine = usize::from(durability == Durability::Strict);
        self.writing.set(self.writing.get() + 1);
        self.writing_mine.set(self.writing_mine.get() + mine);
        spawn_local(async move {
            let answer = store.add(&core.name, &rows, durability).await;
            let keeping = &core.keeping;
            keeping.writing.set(keeping.writing.get() - 1);
            keeping.writing_mine.set(keeping.writing_mine.get() - mine);
            answered(&core, rows, answer);
        });
    }

    fn kept(&self, core: &Rc<Core>) {
        if self.is_failing() && self.refused.borrow().is_empty() {
            self.failing.set(false);
            // The list refused it as well.
            core.remember(&core.replica.borrow().title());
        }
        if !self.is_failing() && self.writing.get() == 0 {
            core.is_kept();
        }
        core.show_safety();
    }

    fn refused(&self, core: &Rc<Core>, rows: Vec<Row>, error: &StoreError) {
        leptos::logging::warn!("this device refused to keep a change: {error}");
        self.failing.set(true);
        self.refused.borrow_mut().extend(rows);
        core.show_safety();
        self.retry_later(core);
    }

    fn retry_later(&self, core: &Rc<Core>) {
        self.retry.set(RETRY, core, |core| {
            let rows = core.keeping.refused.borrow().clone();
            core.keeping.put(core, rows, Durability::Strict, |core, rows, answer| {
                if answer.is_ok() {
                    // What was refused meanwhile stands behind it.
                    core.keeping.refused.borrow_mut().drain(..rows.len());
                    core.keeping.kept(core);
                } else {
                    core.keeping.retry_later(core);
                }
            });
        });
    }

    /// Keeps what the server is known to have, when things have calmed down.
    pub(super) fn keep_state_soon(&self, core: &Rc<Core>) {
        if self.store.is_some() {
            self.state.set_once(STATE_AFTER, core, |core| core.keeping.keep_state(core));
        }
    }

    /// Keeps it now. It may name only what the device holds: what was heard is kept before it.
    pub(super) fn keep_state(&self, core: &Rc<Core>) {
        if self.is_failing() {
            return self.keep_state_soon(core);
        }
        let Some(storage) = core.link.storage() else { return };
        let Some(state) = core.session.borrow().state(core.id) else { return };
        let rows = rows(self.heard.take());
        if rows.is_empty() && self.writing.get() > 0 {
            return self.keep_state_soon(core);
        }
        self.write_then(core, rows, Durability::Relaxed, |core| core.keeping.put_state(core, storage, state));
    }

    fn put_state(&self, core: &Rc<Core>, storage: String, state: Vec<u8>) {
        let Some(store) = self.store.clone() else { return };
        let name = core.name.clone();
        spawn_local(async move {
            if let Err(error) = store.keep_sync_state(&name, &storage, &state).await {
                leptos::logging::warn!("the sync state could not be kept: {error}");
            }
        });
    }

    /// Makes one snapshot of many chunks, and removes exactly those that were read to make it.
    pub(super) fn tidy(&self, core: &Rc<Core>, rows: &[Row]) {
        let Some(store) = self.store.clone().filter(|_| rows.len() > TIDY_AFTER) else { return };
        let bytes = core.replica.borrow().doc().save();
        let Ok(hash) = chunk::name(&bytes) else { return };
        let gone: Vec<_> = rows.iter().map(|r| r.hash.clone()).filter(|h| *h != hash).collect();
        let name = core.name.clone();
        spawn_local(async move {
            if let Err(error) = store.replace(&name, &[Row { hash, bytes }], &gone, Durability::Strict).await {
                leptos::logging::warn!("the device's chunks stay as they are: {error}");
            }
        });
    }
}
