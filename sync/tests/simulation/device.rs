//! One person's device: what it stored survives a crash, what is only in memory does not.

use automerge::{
    ActorId, Automerge, ChangeHash, ObjId, ObjType, PatchLog, ROOT, ReadDoc, TextEncoding,
    sync::Message,
    transaction::{CommitOptions, Transactable},
};
use boucle_sync::{
    DocumentId, PeerId,
    relay::Link,
    session::{Intent, Session},
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

pub(crate) struct Device {
    pub(crate) name: &'static str,
    pub(crate) replica: Automerge,
    pub(crate) session: Session,
    pub(crate) link: Option<Link>,
    pub(crate) connected_at: u64,
    document: DocumentId,
    stored: Vec<u8>,
    stored_changes: usize,
    changes: usize,
    /// How many changes were shown as saved since it connected.
    shown: usize,
    openings: u32,
}

fn genesis() -> Vec<u8> {
    let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(ActorId::from([0_u8; 16]));
    let mut tx = doc.transaction();
    tx.put_object(ROOT, "pad", ObjType::Text).unwrap();
    tx.commit_with(CommitOptions::default().with_time(0));
    doc.get_last_local_change().unwrap().raw_bytes().to_vec()
}

fn open_replica(stored: &[u8], actor: [u8; 16]) -> Automerge {
    let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(ActorId::from(actor));
    doc.load_incremental(stored).unwrap();
    doc
}

impl Device {
    /// One who has begun the meetup, as everybody may.
    pub(crate) fn new(name: &'static str, document: DocumentId, chance: &mut StdRng) -> Self {
        Self::with(name, document, genesis(), Intent::Offer, chance)
    }

    /// One who has nothing but the address.
    pub(crate) fn visitor(name: &'static str, document: DocumentId, chance: &mut StdRng) -> Self {
        Self::with(name, document, Vec::new(), Intent::Find, chance)
    }

    fn with(name: &'static str, document: DocumentId, stored: Vec<u8>, intent: Intent, chance: &mut StdRng) -> Self {
        let replica = open_replica(&stored, chance.random());
        let mut session = Session::new(PeerId::from(name));
        session.open(document, intent, None);
        let changes = usize::from(!stored.is_empty());
        Self {
            name,
            replica,
            session,
            link: None,
            connected_at: 0,
            document,
            stored,
            stored_changes: changes,
            changes,
            shown: 0,
            openings: 0,
        }
    }

    /// Opens a socket; the first frame on it.
    pub(crate) fn connect(&mut self, link: Link, now: u64) -> Vec<u8> {
        self.link = Some(link);
        self.connected_at = now;
        self.shown = 0;
        self.session.connect()
    }

    /// Writes or deletes something in the pad. Nothing, when half an emoji was to be deleted.
    pub(crate) fn edit(&mut self, chance: &mut StdRng) -> Option<ChangeHash> {
        let deletes = chance.random_bool(0.3);
        let (id, text) = pad(&self.replica);
        let length = text.encode_utf16().count();
        let at = chance.random_range(0..=length);
        let mut tx = self.replica.transaction();
        if deletes && at < length {
            tx.splice_text(&id, at, 1, "").unwrap();
        } else {
            let word = ["a", "é", "שלום", "🙂", "\n", "carte "].choose(chance).unwrap();
            tx.splice_text(&id, at, 0, word).unwrap();
        }
        let hash = tx.commit_with(CommitOptions::default().with_time(0)).0?;
        self.session.edited(self.document);
        self.changes += 1;
        Some(hash)
    }

    /// Keeps what was written last, as a tab does soon after.
    pub(crate) fn store_edit(&mut self) {
        let change = self.replica.get_last_local_change().unwrap();
        self.stored.extend_from_slice(change.raw_bytes());
        self.stored_changes += 1;
    }

    /// Takes in what the relay says and stores it; the changes that are new here.
    pub(crate) fn apply(&mut self, message: Message, now: u64) -> Vec<ChangeHash> {
        let before = self.replica.get_heads();
        let mut patches = PatchLog::inactive();
        self.session.apply(self.document, message, &mut self.replica, &mut patches, now).unwrap();
        if self.replica.get_heads() == before {
            return Vec::new();
        }
        let fresh = self.replica.get_changes(&before);
        fresh.iter().for_each(|change| self.stored.extend_from_slice(change.raw_bytes()));
        self.stored_changes += fresh.len();
        self.changes += fresh.len();
        fresh.iter().map(automerge::Change::hash).collect()
    }

    /// How many changes are shown as saved. On one connection, what was shown so stays so.
    pub(crate) fn shows_as_saved(&mut self) -> usize {
        let before = self.shown;
        self.shown = self.changes - self.session.unsaved(self.document, &self.replica);
        assert!(before <= self.shown, "{} was shown {before} changes as saved, then {}", self.name, self.shown);
        self.shown
    }

    /// Opens again with what was stored, under a new actor.
    pub(crate) fn reopen(&mut self, chance: &mut StdRng) {
        self.openings += 1;
        self.replica = open_replica(&self.stored, chance.random());
        self.changes = self.stored_changes;
        let kept = self.session.state(self.document);
        self.session = Session::new(PeerId::from(format!("{}-{}", self.name, self.openings).as_str()));
        // The sync state may be older than the crash, newer than the store, or gone.
        let kept = kept.filter(|_| chance.random_bool(0.5));
        self.session.open(self.document, Intent::Offer, kept.as_deref());
    }

    /// Whether it has nothing that the relay has not said to be saved.
    pub(crate) fn is_saved(&self) -> bool {
        self.session.unsaved(self.document, &self.replica) == 0
    }
}

pub(crate) fn pad(doc: &Automerge) -> (ObjId, String) {
    let (_, id) = doc.get(ROOT, "pad").unwrap().expect("the genesis makes the pad");
    let text = doc.text(&id).unwrap();
    (id, text)
}
