//! The document in this tab. Every edit goes through here, and says which bytes have to be kept and sent.

use automerge::{ActorId, Automerge, AutomergeError, ObjId, PatchLog, ReadDoc, sync};
use boucle_model::{Applied, ApplyError, Author, Command, Splice, Title, apply, genesis, pad, read_title};
use boucle_sync::{DocumentId, chunk, session::Session};

/// What others' changes did here.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// To the pad, in order.
    pub(super) splices: Vec<Splice>,
    /// To anything else.
    pub(super) others: bool,
    /// The pad is another text than before: one made by another program, without our first change.
    pub(super) replaced: bool,
}

/// A replica of one meetup, written as one fresh actor.
pub(super) struct Replica {
    doc: Automerge,
    pad: Option<ObjId>,
    /// What was typed and is not yet a change.
    typed: Vec<Splice>,
}

impl Replica {
    /// Opens a replica from what the device holds. Chunks that cannot be read are left out and named: the server
    /// may still have what was in them.
    pub(super) fn open<'a>(chunks: impl Iterator<Item = &'a [u8]>, actor: ActorId) -> (Self, Vec<String>) {
        // Whole documents first: changes build on them.
        let (snapshots, changes): (Vec<_>, Vec<_>) =
            chunks.partition(|bytes| matches!(chunk::read(bytes), Ok(chunk::Chunk::Document)));
        let all: Vec<&[u8]> = std::iter::once(genesis::MEETUP).chain(snapshots).chain(changes).collect();
        let mut problems = Vec::new();
        let doc = genesis::open(&all, actor.clone()).unwrap_or_else(|_damaged| {
            let mut doc = genesis::meetup(actor);
            for bytes in &all[1..] {
                if let Err(error) = doc.load_incremental(bytes) {
                    problems.push(error.to_string());
                }
            }
            doc
        });
        let pad = pad::object(&doc);
        (Self { doc, pad, typed: Vec::new() }, problems)
    }

    pub(super) fn doc(&self) -> &Automerge {
        &self.doc
    }

    /// Whether anything was ever written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.doc.get_heads() == genesis_heads()
    }

    pub(super) fn title(&self) -> Title {
        read_title(&self.doc)
    }

    pub(super) fn text(&self) -> String {
        pad::text(&self.doc)
    }

    pub(super) fn is_newer(&self) -> bool {
        self.doc_schema() > boucle_model::SCHEMA
    }

    fn doc_schema(&self) -> u64 {
        boucle_model::read_schema(&self.doc)
    }

    /// Takes in what the editor did; it becomes a change with the next [`Replica::commit_typed`].
    pub(super) fn type_in(&mut self, splices: Vec<Splice>) {
        self.typed.extend(splices);
    }

    pub(super) fn has_typed(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Makes one change of everything typed since the last; its bytes, when there is any.
    pub(super) fn commit_typed(&mut self, author: Author) -> Result<Option<Vec<u8>>, ApplyError> {
        if self.typed.is_empty() {
            return Ok(None);
        }
        let splices = std::mem::take(&mut self.typed);
        let applied = apply(&mut self.doc, author, &Command::EditPad { splices })?;
        Ok(self.bytes_of(&applied))
    }

    /// Applies any other command.
    pub(super) fn act(&mut self, author: Author, command: &Command) -> Result<(Option<Vec<u8>>, Applied), ApplyError> {
        let applied = apply(&mut self.doc, author, command)?;
        Ok((self.bytes_of(&applied), applied))
    }

    fn bytes_of(&mut self, applied: &Applied) -> Option<Vec<u8>> {
        let hash = applied.change?;
        self.doc.get_change_by_hash(&hash).map(|change| change.raw_bytes().to_vec())
    }

    /// Applies what the server sent. What was typed must have been committed before, or its places would be wrong.
    pub(super) fn receive(
        &mut self,
        session: &mut Session,
        document: DocumentId,
        message: sync::Message,
        now: u64,
    ) -> Result<Seen, AutomergeError> {
        debug_assert!(self.typed.is_empty(), "commit what was typed before applying what comes in");
        let mut log = PatchLog::active();
        session.apply(document, message, &mut self.doc, &mut log, now)?;
        Ok(self.seen(log))
    }

    /// Applies what another tab wrote.
    pub(super) fn hear(&mut self, chunks: &[Vec<u8>]) -> Result<Seen, AutomergeError> {
        let mut log = PatchLog::active();
        self.doc.load_incremental_log_patches(&chunks.concat(), &mut log)?;
        Ok(self.seen(log))
    }

    fn seen(&mut self, mut log: PatchLog) -> Seen {
        let patches = self.doc.make_patches(&mut log);
        let pad = pad::object(&self.doc);
        if pad != self.pad {
            self.pad = pad;
            return Seen { splices: Vec::new(), others: true, replaced: true };
        }
        let (splices, others) = match &self.pad {
            Some(pad) => pad::splices(pad, &patches),
            None => (Vec::new(), !patches.is_empty()),
        };
        Seen { splices, others, replaced: false }
    }
}

fn genesis_heads() -> Vec<automerge::ChangeHash> {
    match chunk::read(genesis::MEETUP) {
        Ok(chunk::Chunk::Change(header)) => vec![header.hash],
        _ => Vec::new(),
    }
}
