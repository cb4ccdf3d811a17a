//! What the meetups of a commons tell to the long view, as far as this device knows: what it noted when it had them open, and what it
//! reads of them, one after the other and unseen, where somebody looks at the long view.

use super::{Device, annals::WHEN, room};
use boucle_model::{MeetupId, Telling};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;

/// How the device names what a meetup tells, before the ids of its commons and of itself.
const TOLD: &str = "told ";

impl Device {
    /// What is known here of meetups.
    #[must_use]
    pub fn tellings(&self) -> Signal<BTreeMap<MeetupId, Telling>> {
        self.tellings.into()
    }

    /// Takes up what the server drew a page from, where nothing is known yet.
    pub(crate) fn take_up_tellings(&self, drawn: Vec<(MeetupId, Telling)>) {
        if !drawn.is_empty() {
            self.tellings.update(|known| {
                for (meetup, telling) in drawn {
                    known.entry(meetup).or_insert(telling);
                }
            });
        }
    }

    /// Recalls what this device noted of the meetups of a commons.
    pub(crate) fn recall_tellings(&self, commons: DocumentId) {
        let device = *self;
        spawn_local(async move {
            device.until_ready().await;
            let recalled = device.noted_tellings(commons).await;
            device.take_up_tellings(recalled);
        });
    }

    async fn noted_tellings(self, commons: DocumentId) -> Vec<(MeetupId, Telling)> {
        let Some(store) = self.store() else { return Vec::new() };
        let beginning = format!("{TOLD}{commons} ");
        let mut noted = Vec::new();
        for name in store.device_names(&beginning).await.unwrap_or_default() {
            let meetup = name.strip_prefix(&beginning).and_then(|id| id.parse().ok()).map(meetup_of);
            let telling = self.recall(&name).await.and_then(|json| serde_json::from_str(&json).ok());
            noted.extend(meetup.zip(telling));
        }
        noted
    }

    /// Notes what a meetup tells.
    pub(crate) fn note_telling(&self, commons: DocumentId, meetup: MeetupId, telling: Telling) {
        if self.tellings.with_untracked(|known| known.get(&meetup) == Some(&telling)) {
            return;
        }
        let device = *self;
        let name = format!("{TOLD}{commons} {}", document_of(meetup));
        let json = serde_json::to_string(&telling);
        self.tellings.update(|known| drop(known.insert(meetup, telling)));
        spawn_local(async move {
            // Nothing in it is refused by JSON.
            device.keep(&name, json.ok().as_deref()).await;
        });
    }

    /// Reads the meetups of a commons anew, one after the other, while `gathering` says so. Who begins again ends what was begun.
    pub(crate) fn gather_tellings(&self, commons: DocumentId, meetups: Vec<MeetupId>, gathering: RwSignal<bool>) {
        let device = *self;
        let round = self.next_gathering();
        gathering.set(true);
        spawn_local(async move {
            device.until_ready().await;
            let noted = device.noted_tellings(commons).await;
            device.take_up_tellings(noted);
            let mut answers = true;
            for meetup in meetups {
                if device.gatherings.get_value() != round {
                    return;
                }
                let note = |telling| device.note_telling(commons, meetup, telling);
                // Where the server did not answer once, what is here is read without waiting for it each time.
                answers = room::listen(document_of(meetup), device, answers, note).await;
            }
            if device.gatherings.get_value() == round {
                // The page may have been left meanwhile.
                let _gone = gathering.try_set(false);
            }
        });
    }

    /// Nobody looks any more.
    pub(crate) fn stop_gathering(&self) {
        self.next_gathering();
    }

    fn next_gathering(self) -> u64 {
        self.gatherings.update_value(|round| *round += 1);
        self.gatherings.get_value()
    }

    /// Forgets what was noted of a document. With a commons goes what was read of its meetups without their ever being open here.
    pub(super) async fn forget_tellings(self, id: &str) {
        let Some(store) = self.store() else { return };
        let mut names = Vec::new();
        for beginning in [TOLD, WHEN] {
            names.extend(store.device_names(beginning).await.unwrap_or_default());
        }
        let listed = store.documents().await.unwrap_or_default();
        for name in names {
            let ids = [TOLD, WHEN].into_iter().find_map(|beginning| name.strip_prefix(beginning));
            let Some((commons, meetup)) = ids.and_then(|ids| ids.split_once(' ')) else { continue };
            if commons != id && meetup != id {
                continue;
            }
            self.keep(&name, None).await;
            if let Ok(document) = meetup.parse::<DocumentId>() {
                self.tellings.update(|known| drop(known.remove(&meetup_of(document))));
                self.annals.update(|known| drop(known.remove(&meetup_of(document))));
            }
            if commons == id && listed.iter().all(|document| document.id != meetup) {
                let forgotten = store.forget(meetup).await;
                forgotten.unwrap_or_else(|error| leptos::logging::warn!("a meetup could not be forgotten: {error}"));
            }
        }
    }
}

pub(super) const fn meetup_of(document: DocumentId) -> MeetupId {
    MeetupId::from_bytes(*document.as_bytes())
}

pub(super) const fn document_of(meetup: MeetupId) -> DocumentId {
    DocumentId::from_bytes(*meetup.as_bytes())
}
