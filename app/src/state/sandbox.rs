//! The example on this device: a commons and its meetups that can be changed as one likes, and that never leave it.

use super::{Device, KnownDocument};
use crate::{
    browser::{
        clock, http, random,
        store::{Durability, Row},
    },
    example::Sample,
    i18n::Language,
};
use automerge::ActorId;
use boucle_model::{Kind, MeetupId, genesis, read_telling};
use boucle_sync::{DocumentId, chunk};
use leptos::prelude::*;

/// What the device keeps under this name: for each language, the ids of its example, the commons first.
const SANDBOX: &str = "sandbox ";

/// Why there is no example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoExample {
    /// The server cannot be reached, and this device has none yet.
    NoNetwork,
    /// This device keeps nothing.
    NoStorage,
}

impl Device {
    /// Learns which documents here are of an example.
    pub(super) async fn wake_sandbox(self) {
        let mut all = Vec::new();
        for language in Language::ALL {
            all.extend(self.example_in(language).await);
        }
        self.sandbox.set(all);
    }

    async fn example_in(self, language: Language) -> Vec<String> {
        let kept = self.recall(&format!("{SANDBOX}{}", language.code())).await.unwrap_or_default();
        kept.split_whitespace().map(str::to_owned).collect()
    }

    /// Whether a document is of an example: it stays on this device.
    #[must_use]
    pub fn is_sandbox(&self, id: &str) -> bool {
        self.sandbox.with(|sandbox| sandbox.iter().any(|other| other == id))
    }

    /// The commons of the example in this language, as it was left; taken up from the server when there is none here.
    ///
    /// # Errors
    /// When there is none here and none can be had.
    pub async fn visit_example(&self, language: Language) -> Result<DocumentId, NoExample> {
        self.until_ready().await;
        let here = self.example_in(language).await;
        let known = self.store().ok_or(NoExample::NoStorage)?.documents().await.unwrap_or_default();
        match here.first().filter(|id| known.iter().any(|document| document.id == **id)) {
            Some(id) => id.parse().map_err(|_not_an_id| NoExample::NoNetwork),
            None => self.take_up(language).await,
        }
    }

    /// A new example in the place of the one that is here.
    ///
    /// # Errors
    /// When none can be had. The one that is here stays.
    pub async fn reset_example(&self, language: Language) -> Result<DocumentId, NoExample> {
        let before = self.example_in(language).await;
        let commons = self.take_up(language).await?;
        before.iter().for_each(|id| self.forget(id));
        Ok(commons)
    }

    async fn take_up(&self, language: Language) -> Result<DocumentId, NoExample> {
        let store = self.store().ok_or(NoExample::NoStorage)?;
        let answer = http::get(&format!("/example/{}", language.code())).await.filter(|answer| answer.status == 200);
        let samples: Vec<Sample> =
            answer.and_then(|answer| serde_json::from_slice(&answer.body).ok()).ok_or(NoExample::NoNetwork)?;
        let ids: Vec<_> = samples.iter().map(|sample| sample.id.clone()).collect();
        // Known for what it is before anything of it is here: nothing of it is ever sent.
        self.sandbox.update(|sandbox| sandbox.extend(ids.iter().cloned()));
        self.keep(&format!("{SANDBOX}{}", language.code()), Some(&ids.join(" "))).await;
        for sample in &samples {
            let Sample { kind, id, title, .. } = sample;
            let row = |bytes: Vec<u8>| Some(Row { hash: chunk::name(&bytes).ok()?, bytes });
            let rows: Vec<_> = sample.chunks().into_iter().filter_map(row).collect();
            store.add(id, &rows, Durability::Relaxed).await.map_err(|_refused| NoExample::NoStorage)?;
            if *kind == Kind::Commons {
                let document =
                    KnownDocument { kind: *kind, id: id.clone(), title: title.clone(), opened: clock::utc() };
                store.keep_document(&document).await.map_err(|_refused| NoExample::NoStorage)?;
            }
        }
        self.refresh_documents().await;
        let commons = samples.first().and_then(|sample| sample.id.parse().ok()).ok_or(NoExample::NoNetwork)?;
        samples
            .iter()
            .filter(|sample| sample.kind == Kind::Meetup)
            .for_each(|sample| self.note_sample(commons, sample));
        Ok(commons)
    }

    /// The map of the example shows at once what flows from one of its meetups to the next.
    fn note_sample(self, commons: DocumentId, sample: &Sample) {
        let chunks = sample.chunks();
        let chunks: Vec<&[u8]> = chunks.iter().map(|chunk| &chunk[..]).collect();
        let document = genesis::open(&chunks, ActorId::from(random::bytes::<16>()));
        if let (Ok(document), Ok(id)) = (document, sample.id.parse::<DocumentId>()) {
            self.note_telling(commons, MeetupId::from_bytes(*id.as_bytes()), read_telling(&document));
        }
    }

    /// Somebody of the example, in this language.
    pub(super) fn fictional(person: boucle_model::PersonId, language: Language) -> Option<super::Card> {
        let at = boucle_model::example::Ids::PEOPLE.iter().position(|other| *other == person)?;
        let somebody = &language.of_example().people()[at];
        Some(super::Card { name: somebody.name.into(), words: somebody.words.into(), colour: person.colour() })
    }
}
