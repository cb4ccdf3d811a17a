//! What the documents of a map say: the map itself, the commons, and what its meetups tell.

use crate::{
    directory::Directory,
    pages::{ProjectionError, Projections},
};
use automerge::ActorId;
use boucle_app::{
    i18n::Words,
    projection::{Beside, Projection},
};
use boucle_carto::{Graph, Loop};
use boucle_model::{
    Carto, CartoId, CommonsId, Edition, Kind, MeetupId, PersonId, Telling, genesis, read_carto, standing,
};
use boucle_sync::DocumentId;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

/// How many editions the map is drawn from, the latest.
const MOST_TOLD: usize = 100;

/// A map on which nobody has put anything.
static EMPTY: LazyLock<Carto> = LazyLock::new(|| read_carto(&genesis::new(Kind::Carto, ActorId::from([0; 16]))).0);

/// All that is on a map, in no language.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) commons: DocumentId,
    /// What the commons is called; empty while nobody has said.
    pub(super) name: String,
    pub(super) carto: Arc<Carto>,
    editions: Vec<Edition>,
    tellings: BTreeMap<MeetupId, Telling>,
    names: BTreeMap<PersonId, String>,
}

/// The document that is the map of a commons.
pub(crate) fn carto_of(commons: DocumentId) -> DocumentId {
    DocumentId::from_bytes(*CartoId::of(CommonsId::from_bytes(*commons.as_bytes())).as_bytes())
}

/// The meetups of these editions from which a map is drawn.
fn told(editions: &[Edition]) -> Vec<MeetupId> {
    let mut meetups: Vec<_> = standing(editions).map(|edition| edition.id).collect();
    meetups.drain(..meetups.len().saturating_sub(MOST_TOLD));
    meetups
}

fn document(meetup: MeetupId) -> DocumentId {
    DocumentId::from_bytes(*meetup.as_bytes())
}

/// The map that this document is; an empty one, where it is none.
fn carto(found: Option<Projection>) -> Arc<Carto> {
    match found.map(|found| found.beside) {
        Some(Beside::Carto(carto)) => Arc::new(*carto),
        Some(Beside::Commons { .. } | Beside::Meetup(_)) | None => Arc::new(EMPTY.clone()),
    }
}

impl Said {
    /// Reads all of it; none where there is no such commons. A meetup that cannot be read is not there.
    pub(super) async fn read(
        from: &dyn Projections,
        directory: &Arc<Directory>,
        commons: DocumentId,
    ) -> Result<Option<Self>, ProjectionError> {
        let Some(found) = from.document(Kind::Commons, commons).await? else { return Ok(None) };
        let Beside::Commons { editions, .. } = found.beside else { return Ok(None) };
        let mut said = Self {
            commons,
            name: found.title,
            carto: carto(from.document(Kind::Carto, carto_of(commons)).await?),
            editions,
            tellings: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for meetup in told(&said.editions) {
            said.read_meetup(from.document(Kind::Meetup, document(meetup)).await, meetup);
        }
        said.read_names(directory).await;
        Ok(Some(said))
    }

    /// Reads again what was written since. What cannot be read stays as it was.
    pub(super) async fn read_again(
        &mut self,
        from: &dyn Projections,
        directory: &Arc<Directory>,
        written: &BTreeSet<DocumentId>,
    ) -> Result<(), ProjectionError> {
        if written.contains(&carto_of(self.commons)) {
            self.carto = carto(from.now(Kind::Carto, carto_of(self.commons)).await?);
        }
        let mut again: BTreeSet<_> =
            told(&self.editions).into_iter().filter(|id| written.contains(&document(*id))).collect();
        if written.contains(&self.commons)
            && let Some(found) = from.now(Kind::Commons, self.commons).await?
            && let Beside::Commons { editions, .. } = found.beside
        {
            (self.name, self.editions) = (found.title, editions);
            let now = told(&self.editions);
            self.tellings.retain(|meetup, _| now.contains(meetup));
            again.extend(now.into_iter().filter(|meetup| !self.tellings.contains_key(meetup)));
        }
        for meetup in again {
            self.read_meetup(from.now(Kind::Meetup, document(meetup)).await, meetup);
        }
        self.read_names(directory).await;
        Ok(())
    }

    fn read_meetup(&mut self, found: Result<Option<Projection>, ProjectionError>, meetup: MeetupId) {
        match found {
            Ok(found) => {
                self.tellings.extend(found.and_then(|found| found.telling()).map(|telling| (meetup, telling)));
            }
            Err(error) => tracing::error!(%error, %meetup, "a map lacks a meetup"),
        }
    }

    /// Reads what those are called who speak: whoever is erased has no name from then on.
    pub(super) async fn read_names(&mut self, directory: &Arc<Directory>) {
        let people: BTreeSet<_> = self.tellings.values().flat_map(|telling| telling.speakers.iter().copied()).collect();
        if people.is_empty() {
            self.names.clear();
            return;
        }
        match directory.names(people).await {
            Ok(names) => self.names = names,
            Err(error) => tracing::error!(%error, "the directory cannot be read for a map"),
        }
    }

    /// Everything of which something is shown, to be listened to.
    pub(super) fn documents(&self) -> BTreeSet<DocumentId> {
        let meetups = told(&self.editions).into_iter().map(document);
        [self.commons, carto_of(self.commons)].into_iter().chain(meetups).collect()
    }

    /// The map in a language.
    pub(super) fn graph(&self, words: &Words) -> Graph {
        let someone = || words.journal.someone.to_owned();
        graph(&self.carto, &self.editions, &self.tellings, words.map.edition, |person| {
            self.names.get(&person).cloned().unwrap_or_else(someone)
        })
    }
}

fn graph(
    carto: &Carto,
    editions: &[Edition],
    tellings: &BTreeMap<MeetupId, Telling>,
    edition: fn(u64) -> String,
    name: impl Fn(PersonId) -> String,
) -> Graph {
    Graph::of(carto, Loop { editions, tellings }.brings(edition, name))
}

/// The map of which only the places matter, from what a page has already: no place depends on what people are called.
pub(crate) fn nameless(carto: Option<&Carto>, editions: &[Edition], tellings: &[(MeetupId, Telling)]) -> Graph {
    let tellings = tellings.iter().cloned().collect();
    graph(carto.unwrap_or(&EMPTY), editions, &tellings, |n| n.to_string(), |_| String::new())
}
