//! Who wants to hear that something was written into a document: whoever draws it for people who watch.
//!
//! It is told which documents, and nothing of what was written. Whoever hears of it reads the store, where it is by then.

use boucle_sync::DocumentId;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Everybody who listens, by what they listen to.
#[derive(Debug, Default)]
pub(crate) struct Written(Mutex<HashMap<DocumentId, Vec<Arc<Heard>>>>);

/// What one who listens has heard and not yet taken.
#[derive(Debug, Default)]
struct Heard {
    documents: Mutex<BTreeSet<DocumentId>>,
    news: Notify,
}

/// Somebody who listens, for as long as it is kept.
#[derive(Debug)]
pub(crate) struct Ear {
    written: Arc<Written>,
    heard: Arc<Heard>,
    to: BTreeSet<DocumentId>,
}

impl Written {
    /// Changes of this document are on the disk.
    pub(crate) fn tell(&self, document: DocumentId) {
        let listening = self.all();
        for one in listening.get(&document).into_iter().flatten() {
            one.documents().insert(document);
            one.news.notify_one();
        }
    }

    /// Listens to nothing yet.
    pub(crate) fn listen(self: &Arc<Self>) -> Ear {
        Ear { written: Arc::clone(self), heard: Arc::default(), to: BTreeSet::new() }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<DocumentId, Vec<Arc<Heard>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    fn documents(&self) -> MutexGuard<'_, BTreeSet<DocumentId>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ear {
    /// Listens to these, and to no others any more.
    pub(crate) fn listen_to(&mut self, documents: BTreeSet<DocumentId>) {
        let mut all = self.written.all();
        for document in documents.difference(&self.to) {
            all.entry(*document).or_default().push(Arc::clone(&self.heard));
        }
        for document in self.to.difference(&documents) {
            forget(&mut all, *document, &self.heard);
        }
        drop(all);
        self.to = documents;
    }

    /// Returns when there is something to take.
    pub(crate) async fn hears(&self) {
        while self.heard.documents().is_empty() {
            self.heard.news.notified().await;
        }
    }

    /// The documents that were written since this was asked last.
    pub(crate) fn take(&self) -> BTreeSet<DocumentId> {
        std::mem::take(&mut *self.heard.documents())
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.listen_to(BTreeSet::new());
    }
}

fn forget(all: &mut HashMap<DocumentId, Vec<Arc<Heard>>>, document: DocumentId, heard: &Arc<Heard>) {
    if let Some(listening) = all.get_mut(&document) {
        listening.retain(|one| !Arc::ptr_eq(one, heard));
        if listening.is_empty() {
            all.remove(&document);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Written;
    use boucle_sync::DocumentId;
    use std::{collections::BTreeSet, sync::Arc};

    fn id(n: u8) -> DocumentId {
        DocumentId::from_random([n; 16])
    }

    #[tokio::test]
    async fn who_listens_hears_of_what_it_listens_to_and_of_each_once() {
        let written = Arc::new(Written::default());
        let mut ear = written.listen();
        ear.listen_to([id(1), id(2)].into());
        for n in [1, 2, 1, 3] {
            written.tell(id(n));
        }
        ear.hears().await;
        assert_eq!(ear.take(), BTreeSet::from([id(1), id(2)]));
        assert_eq!(ear.take(), BTreeSet::new());
        ear.listen_to([id(2)].into());
        written.tell(id(1));
        written.tell(id(2));
        ear.hears().await;
        assert_eq!(ear.take(), BTreeSet::from([id(2)]));
    }

    #[test]
    fn nothing_is_kept_of_who_has_left() {
        let written = Arc::new(Written::default());
        let (mut one, mut other) = (written.listen(), written.listen());
        one.listen_to([id(1)].into());
        other.listen_to([id(1), id(2)].into());
        drop(other);
        assert_eq!(written.all().len(), 1);
        drop(one);
        assert!(written.all().is_empty());
    }
}
