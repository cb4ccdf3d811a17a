//! What came about in the meetups of a commons, as far as this device knows: it reads them one after the other and unseen, where somebody
//! goes back in time on the map, and notes what they tell.

use super::{Device, room};
use crate::state::tellings::{document_of, meetup_of};
use boucle_model::{Annals, MeetupId};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;

/// How the device names what came about in a meetup, before the ids of its commons and of itself.
pub(super) const WHEN: &str = "when ";

impl Device {
    /// What is known here of what came about in meetups.
    #[must_use]
    pub fn annals(&self) -> Signal<BTreeMap<MeetupId, Annals>> {
        self.annals.into()
    }

    /// Reads the meetups of a commons anew, one after the other, while `reading` says so. Who begins again ends what was begun.
    pub(crate) fn gather_annals(&self, commons: DocumentId, meetups: Vec<MeetupId>, reading: RwSignal<bool>) {
        let device = *self;
        let round = self.next_reading();
        reading.set(true);
        spawn_local(async move {
            device.until_ready().await;
            device.recall_annals(commons).await;
            let mut answers = true;
            for meetup in meetups {
                if device.readings.get_value() != round {
                    return;
                }
                let note = |annals| device.note_annals(commons, meetup, annals);
                // Where the server did not answer once, what is here is read without waiting for it each time.
                answers = room::hear_annals(document_of(meetup), device, answers, note).await;
            }
            if device.readings.get_value() == round {
                // The page may have been left meanwhile.
                let _gone = reading.try_set(false);
            }
        });
    }

    /// Nobody looks any more.
    pub(crate) fn stop_reading(&self) {
        self.next_reading();
    }

    fn next_reading(self) -> u64 {
        self.readings.update_value(|round| *round += 1);
        self.readings.get_value()
    }

    async fn recall_annals(self, commons: DocumentId) {
        let Some(store) = self.store() else { return };
        let beginning = format!("{WHEN}{commons} ");
        let mut noted = Vec::new();
        for name in store.device_names(&beginning).await.unwrap_or_default() {
            let meetup = name.strip_prefix(&beginning).and_then(|id| id.parse().ok()).map(meetup_of);
            let annals = self.recall(&name).await.and_then(|json| serde_json::from_str(&json).ok());
            noted.extend(meetup.zip(annals));
        }
        if !noted.is_empty() {
            self.annals.update(|known| {
                for (meetup, annals) in noted {
                    known.entry(meetup).or_insert(annals);
                }
            });
        }
    }

    fn note_annals(self, commons: DocumentId, meetup: MeetupId, annals: Annals) {
        if self.annals.with_untracked(|known| known.get(&meetup) == Some(&annals)) {
            return;
        }
        let name = format!("{WHEN}{commons} {}", document_of(meetup));
        let json = serde_json::to_string(&annals);
        self.annals.update(|known| drop(known.insert(meetup, annals)));
        spawn_local(async move {
            // Nothing in it is refused by JSON.
            self.keep(&name, json.ok().as_deref()).await;
        });
    }
}
