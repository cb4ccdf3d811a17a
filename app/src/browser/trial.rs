//! What is remembered of changes at which the module stopped.
//!
//! In a browser nothing catches a panic: the module is gone. So before something strange is taken in, it is noted what is
//! being tried; the panic hook reads the note, remembers it beyond the module, and has the page loaded again. The second
//! time a document's changes are taken in one by one, so that the one to blame is known; from then on it is left out.

#![cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the panic hook is in the browser's module alone"))]

use automerge::ChangeHash;
use std::{cell::RefCell, collections::BTreeSet};
use web_sys::Storage;

/// Where it is remembered, as long as this build is used, which changes of a document to leave out: another build may
/// read them. And in this tab, which document to be careful with, and how often it was loaded again (`panic.ts`).
const LEFT_OUT: &str = "boucle-left-out";
const CAREFUL: &str = "boucle-careful/";
const RECOVERIES: &str = "boucle-recoveries";

/// What is being tried, if anything is.
struct Trial {
    document: String,
    change: Option<ChangeHash>,
}

thread_local! {
    static TRIAL: RefCell<Option<Trial>> = const { RefCell::new(None) };
}

/// Takes something of a document in: one change, or several together.
pub fn of<T>(document: &str, change: Option<ChangeHash>, take_in: impl FnOnce() -> T) -> T {
    TRIAL.set(Some(Trial { document: document.to_owned(), change }));
    let taken = take_in();
    TRIAL.set(None);
    taken
}

/// Called by the panic hook: remembers what was being tried. `false` when it was nothing of the kind.
#[must_use]
pub fn failed() -> bool {
    let Some(Trial { document, change }) = TRIAL.take() else { return false };
    let Some(window) = web_sys::window() else { return false };
    let noted = match change {
        Some(change) => {
            window.local_storage().ok().flatten().and_then(|storage| leave_out(&storage, &document, change))
        }
        // Whatever it was, it fails one by one as well, or not again.
        None if is_careful(&document) => None,
        None => {
            window.session_storage().ok().flatten().and_then(|s| s.set_item(&(CAREFUL.to_owned() + &document), "").ok())
        }
    };
    noted.is_some()
}

fn place(document: &str) -> String {
    format!("{LEFT_OUT}/{}/{document}", super::page::build())
}

fn leave_out(storage: &Storage, document: &str, change: ChangeHash) -> Option<()> {
    let mut changes = left_out(document);
    changes.insert(change);
    let words: Vec<String> = changes.iter().map(ToString::to_string).collect();
    storage.set_item(&place(document), &words.join(" ")).ok()
}

/// The changes of a document that are left out on this device.
#[must_use]
pub fn left_out(document: &str) -> BTreeSet<ChangeHash> {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let words = storage.and_then(|storage| storage.get_item(&place(document)).ok().flatten());
    words.iter().flat_map(|words| words.split(' ')).filter_map(|word| word.parse().ok()).collect()
}

/// Whether this tab stopped over the document before, and takes its changes in one by one.
#[must_use]
pub fn is_careful(document: &str) -> bool {
    let storage = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    storage.is_some_and(|storage| storage.get_item(&(CAREFUL.to_owned() + document)).ok().flatten().is_some())
}

/// The tab need not be careful with the document any more.
pub fn calm(document: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.session_storage().ok().flatten()) {
        for key in [CAREFUL.to_owned() + document, RECOVERIES.to_owned()] {
            let _refused = storage.remove_item(&key);
        }
    }
}
