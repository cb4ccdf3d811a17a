//! Brings to the server what was written in documents that nobody has open any more: a meetup that was prepared on a train,
//! and left before there was a network again.

use super::{Device, room};
use crate::browser::{clock, http, page};
use boucle_model::Kind;
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How the device names what is unsent, before the id of the document.
const UNSENT: &str = "unsent ";

/// How the device names what it has bound, before the id of the document.
const BOUND: &str = "bound ";
const PAUSE: Duration = Duration::from_millis(500);

impl Device {
    /// Notes whether a document has changes that no server is known to have.
    pub(super) async fn note_unsent(&self, id: &str, unsent: bool) {
        self.keep(&format!("{UNSENT}{id}"), unsent.then_some("yes")).await;
    }

    /// Says on the server to which commons a document belongs, unless this device has said so before. Whether the server
    /// knows.
    pub(super) async fn bind(self, id: &str, commons: DocumentId) -> bool {
        let name = format!("{BOUND}{id}");
        if self.recall(&name).await.is_some() {
            return true;
        }
        let path = format!("/documents/{id}/commons");
        let answer = http::send("PUT", &path, commons.to_string().as_bytes()).await;
        let said = answer.is_some_and(|answer| answer.status == 200);
        if said {
            self.keep(&name, Some("yes")).await;
        }
        said
    }

    /// Goes round now, and whenever there may be a network again.
    pub(super) fn send_round(self) {
        self.go_round();
        // The device is there as long as the page is.
        std::mem::forget(page::Listener::window("online", move || self.go_round()));
    }

    /// Brings what waits to the server, one document after the other.
    pub(super) fn go_round(self) {
        if self.is_going_round.try_update_value(|going| std::mem::replace(going, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            // What was written last is noted before it is looked for.
            clock::sleep(PAUSE).await;
            for (kind, id) in self.waiting().await {
                if !self.is_open(&id.to_string()) {
                    room::deliver(kind, id, self).await;
                }
            }
            self.is_going_round.set_value(false);
        });
    }

    async fn waiting(self) -> Vec<(Kind, DocumentId)> {
        let Some(store) = self.store() else { return Vec::new() };
        let (names, known) = (store.device_names(UNSENT).await, store.documents().await);
        let (Ok(names), Ok(known)) = (names, known) else { return Vec::new() };
        let of = |id: &str| known.iter().find(|known| known.id == id).map_or(Kind::default(), |known| known.kind);
        let ids = names.iter().filter_map(|name| name.strip_prefix(UNSENT));
        ids.filter_map(|id| Some((of(id), id.parse().ok()?))).collect()
    }

    /// A room opens a document, or closes it.
    pub(super) fn is_opened(&self, id: &str, opened: bool) {
        self.open.update_value(|open| {
            if opened {
                open.push(id.to_owned());
            } else if let Some(at) = open.iter().position(|other| other == id) {
                open.swap_remove(at);
            }
        });
    }

    fn is_open(&self, id: &str) -> bool {
        self.open.with_value(|open| open.iter().any(|other| other == id))
    }
}
