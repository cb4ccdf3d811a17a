//! The document in this tab. Every edit goes through here, and says which bytes have to be kept and sent.

use super::shown::Fields;
use crate::browser::trial;
use automerge::{
    ActorId, Automerge, AutomergeError, ChangeHash, PatchLog, ReadDoc,
    sync::{self, SyncDoc},
};
use boucle_model::{
    Applied, ApplyError, Author, Command, Kind, Pad, PersonId, RowId, Splice, Text, Title, Vote, apply, genesis,
    pad::{self, Followed},
    read_title,
};
use boucle_sync::{DocumentId, chunk, session::Session};

/// A replica of one document, written as one fresh actor.
pub(super) struct Replica {
    kind: Kind,
    name: String,
    /// Whether changes are taken in one by one, so that one at which the module stops is known.
    careful: bool,
    doc: Automerge,
    /// The text that is written here.
    pad: Pad,
    /// What was typed there and is not yet a change.
    typed: Vec<Splice>,
    /// The constant changes that were added here, and not yet handed out to be kept and sent.
    begun: Vec<&'static [u8]>,
}

impl Replica {
    /// Opens a replica from what the device holds. Chunks that cannot be read are left out and named: the server
    /// may still have what was in them.
    pub(super) fn open<'a>(
        kind: Kind,
        name: &str,
        careful: bool,
        chunks: impl Iterator<Item = &'a [u8]>,
        actor: ActorId,
    ) -> (Self, Vec<String>) {
        // Whole documents first: changes build on them.
        let (snapshots, changes): (Vec<_>, Vec<_>) =
            chunks.partition(|bytes| matches!(chunk::read(bytes), Ok(chunk::Chunk::Document)));
        let all: Vec<&[u8]> = snapshots.into_iter().chain(changes).collect();
        let mut problems = Vec::new();
        let together = || trial::of(name, None, || genesis::open(&all, actor.clone()).ok());
        let opened = if careful { None } else { together() };
        let doc = opened.unwrap_or_else(|| {
            let mut doc = genesis::empty(actor);
            for bytes in all {
                if let Err(error) = trial::of(name, hash(bytes), || doc.load_incremental(bytes)) {
                    problems.push(error.to_string());
                }
            }
            doc
        });
        let pad = Pad::of(&doc, kind.text());
        (Self { kind, name: name.to_owned(), careful, doc, pad, typed: Vec::new(), begun: Vec::new() }, problems)
    }

    /// Does once, in a document that is nobody's, what an edit does. A browser compiles each function of a module when it is
    /// called for the first time: a first edit took a slow phone three times as long as the next.
    pub(super) fn rehearse(kind: Kind) {
        let (mut nobodys, _) = Self::open(kind, "", true, std::iter::empty(), ActorId::from([0; 16]));
        let (person, row) = (PersonId::from_bytes([0; 16]), RowId::from_bytes([0; 16]));
        let author = Author { person, at: 0 };
        nobodys.type_in(vec![Splice { at: 0, delete: 0, insert: " ".into() }]);
        let (_chunks, _all) = nobodys.commit_typed(author);
        if kind == Kind::Meetup {
            for vote in [Some(Vote::Yes), None] {
                let _acted = nobodys.act(author, &Vote::cast(row, person, vote));
            }
        }
        let _message = nobodys.doc.generate_sync_message(&mut sync::State::new());
    }

    pub(super) fn doc(&self) -> &Automerge {
        &self.doc
    }

    /// A place in the pad, to be shared. It counts in the text without what was typed since.
    pub(super) fn cursor(&self, at: usize) -> Option<String> {
        self.pad.cursor(&self.doc, at)
    }

    /// Where a place that somebody shared is now.
    pub(super) fn position(&self, cursor: &str) -> Option<usize> {
        self.pad.position(&self.doc, cursor)
    }

    /// Whether anything was ever written in it.
    pub(super) fn is_blank(&self) -> bool {
        genesis::is_blank(&self.doc)
    }

    pub(super) fn title(&self) -> Title {
        read_title(&self.doc, self.kind)
    }

    pub(super) fn fields(&self) -> Fields {
        Fields::read(&self.doc, self.kind)
    }

    /// What its document was taken for.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// What its document is.
    pub(super) fn found(&self) -> Kind {
        self.kind.found(&self.doc)
    }

    /// The text that is written here.
    pub(super) fn text(&self) -> String {
        self.pad.text(&self.doc)
    }

    /// Any of its texts.
    pub(super) fn read(&self, text: Text) -> String {
        if self.pad.which() == text { self.text() } else { Pad::of(&self.doc, text).text(&self.doc) }
    }

    pub(super) fn written(&self) -> Text {
        self.pad.which()
    }

    /// Writes another text from here on. What was typed in the one before must have been committed.
    pub(super) fn turn_to(&mut self, text: Text) {
        debug_assert!(self.typed.is_empty(), "commit what was typed before turning to another text");
        self.pad = Pad::of(&self.doc, text);
    }

    pub(super) fn is_newer(&self) -> bool {
        self.doc_schema() > self.kind.schema()
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

    /// Makes changes of everything typed since the last, one unless much was pasted: the chunks to keep and send, and
    /// whether that was all.
    pub(super) fn commit_typed(&mut self, author: Author) -> (Vec<Vec<u8>>, Result<(), ApplyError>) {
        let mut chunks = Vec::new();
        for splices in pad::cut(std::mem::take(&mut self.typed)) {
            match self.act(author, &Command::EditText { text: self.pad.which(), splices }) {
                Ok((made, _)) => chunks.extend(made),
                Err(error) => return (chunks, Err(error)),
            }
        }
        (chunks, Ok(()))
    }

    /// Applies a command. The first of all, in a document nobody began, begins it.
    pub(super) fn act(&mut self, author: Author, command: &Command) -> Result<(Vec<Vec<u8>>, Applied), ApplyError> {
        if !self.is_newer() && (!self.pad.exists() || self.doc_schema() < command.schema()) {
            self.begun.extend(genesis::begin(&mut self.doc, self.kind, command.schema()));
            self.pad = Pad::of(&self.doc, self.pad.which());
        }
        let applied = apply(&mut self.doc, &mut self.pad, author, command)?;
        let first = std::mem::take(&mut self.begun).into_iter().map(<[u8]>::to_vec);
        let change = applied.change.and_then(|hash| self.doc.get_change_by_hash(&hash));
        Ok((first.chain(change.map(|change| change.raw_bytes().to_vec())).collect(), applied))
    }

    /// Applies what the server sent. What was typed must have been committed before, or its places would be wrong.
    pub(super) fn receive(
        &mut self,
        session: &mut Session,
        document: DocumentId,
        message: sync::Message,
        now: u64,
    ) -> TakenIn {
        let chunks: Vec<Vec<u8>> = message.changes.iter().map(<[u8]>::to_vec).collect();
        self.take_in(chunks, |replica, chunks, taken| {
            let mut seen = Followed::default();
            if replica.careful {
                seen = replica.one_by_one(chunks, taken)?;
            }
            trial::of(&replica.name.clone(), None, || {
                let mut log = PatchLog::active();
                session.apply(document, message, &mut replica.doc, &mut log, now)?;
                Ok(seen.then(replica.seen(log)))
            })
        })
    }

    /// Applies what another tab wrote.
    pub(super) fn hear(&mut self, chunks: Vec<Vec<u8>>) -> TakenIn {
        self.take_in(chunks, |replica, chunks, taken| match replica.careful {
            true => replica.one_by_one(chunks, taken),
            false => trial::of(&replica.name.clone(), None, || replica.load(&chunks.concat())),
        })
    }

    /// Takes chunks in: together whole or not at all, one by one up to the one that is refused. What was taken in by then
    /// counts (`taken`): it is shown and kept.
    fn take_in(
        &mut self,
        mut chunks: Vec<Vec<u8>>,
        apply: impl FnOnce(&mut Self, &[Vec<u8>], &mut usize) -> Result<Followed, AutomergeError>,
    ) -> TakenIn {
        debug_assert!(self.typed.is_empty(), "commit what was typed before applying what comes in");
        let mut taken = 0;
        match apply(self, &chunks, &mut taken) {
            Ok(seen) => TakenIn { seen, chunks, refused: None },
            Err(error) => {
                self.pad = Pad::of(&self.doc, self.pad.which());
                chunks.truncate(taken);
                let seen = Followed::anew();
                TakenIn { seen, chunks, refused: Some(error) }
            }
        }
    }

    fn one_by_one(&mut self, chunks: &[Vec<u8>], taken: &mut usize) -> Result<Followed, AutomergeError> {
        let name = self.name.clone();
        let mut seen = Followed::default();
        for bytes in chunks {
            seen = seen.then(trial::of(&name, hash(bytes), || self.load(bytes))?);
            *taken += 1;
        }
        Ok(seen)
    }

    fn load(&mut self, bytes: &[u8]) -> Result<Followed, AutomergeError> {
        let mut log = PatchLog::active();
        self.doc.load_incremental_log_patches(bytes, &mut log)?;
        Ok(self.seen(log))
    }

    fn seen(&mut self, mut log: PatchLog) -> Followed {
        let patches = self.doc.make_patches(&mut log);
        self.pad.follow(&self.doc, &patches)
    }
}

/// What came of taking something in.
pub(super) struct TakenIn {
    /// What it did, for the editor to follow.
    pub(super) seen: Followed,
    /// The chunks that are in the document now, to be kept.
    pub(super) chunks: Vec<Vec<u8>>,
    /// Why not all of them are.
    pub(super) refused: Option<AutomergeError>,
}

/// The hash of a change; `None` for a whole document.
pub(super) fn hash(bytes: &[u8]) -> Option<ChangeHash> {
    match chunk::read(bytes) {
        Ok(chunk::Chunk::Change(header)) => Some(header.hash),
        Ok(chunk::Chunk::Document) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{ObjType, ROOT, transaction::Transactable};

    fn author() -> Author {
        Author { person: PersonId::from_bytes([1; 16]), at: 0 }
    }

    fn open(chunks: &[Vec<u8>]) -> Replica {
        let (replica, problems) =
            Replica::open(Kind::Meetup, "m", false, chunks.iter().map(|c| &c[..]), ActorId::random());
        assert_eq!(problems, [""; 0]);
        replica
    }

    fn typed(replica: &mut Replica, text: &str) -> Vec<Vec<u8>> {
        replica.type_in(vec![Splice { at: 0, delete: 0, insert: text.into() }]);
        let (chunks, all) = replica.commit_typed(author());
        all.unwrap();
        chunks
    }

    #[test]
    fn what_is_handed_out_is_all_it_takes_to_open_again() {
        let mut replica = open(&[]);
        assert!(replica.is_blank());
        let mut kept = typed(&mut replica, "un ");
        kept.extend(typed(&mut replica, "et "));
        assert_eq!(open(&kept).text(), "et un ");
        kept.reverse();
        assert_eq!(open(&kept).text(), "et un ", "in any order");
    }

    /// Found by pasting 1.8 MB: one change, which no connection took, nor anything written after it.
    #[test]
    fn a_long_paste_leaves_in_changes_that_a_connection_takes() {
        let mut random = 1_u32;
        let mut letter = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!' + random.to_be_bytes()[0] % 94)
        };
        let lines: String = (0..6_000).flat_map(|_| [letter(), '\n']).collect();
        let block: String = (0..400_000).map(|_| letter()).collect();
        for paste in [lines, block] {
            let mut replica = open(&[]);
            let chunks = typed(&mut replica, &paste);
            assert!(chunks.len() > 2, "{}", chunks.len());
            let longest = chunks.iter().map(Vec::len).max().unwrap();
            assert!(longest < 256 << 10, "{longest} bytes");
            assert_eq!(replica.text(), paste);
            assert_eq!(open(&chunks).text(), paste);
        }
    }

    #[test]
    fn what_is_taken_in_one_by_one_is_the_same() {
        let mut theirs = open(&[]);
        let mut kept = typed(&mut theirs, "un ");
        kept.extend(typed(&mut theirs, "et\n"));
        kept.extend(typed(&mut theirs, "deux "));
        let chunks = || kept.iter().map(|chunk| &chunk[..]);
        let (careful, problems) = Replica::open(Kind::Meetup, "m", true, chunks(), ActorId::random());
        assert_eq!((careful.text(), problems), (theirs.text(), Vec::new()));
        let (mut careful, _) = Replica::open(Kind::Meetup, "m", true, chunks().take(2), ActorId::random());
        let before = careful.text();
        let seen = careful.hear(kept[2..].to_vec()).seen;
        assert_eq!(careful.text(), theirs.text());
        let mut shown = before;
        for Splice { at, delete, insert } in seen.splices {
            shown.replace_range(at..at + delete, &insert);
        }
        assert_eq!(shown, theirs.text(), "and the editor shows it");
    }

    /// Found by reading: the editor never heard of what was taken in before the one that is refused, and stood at other
    /// places from then on.
    #[test]
    fn what_was_taken_in_before_something_that_is_refused_is_shown_and_kept() {
        // Together they are taken in whole or not at all; one by one, up to the one that is refused.
        for (careful, expected) in [(true, "et un "), (false, "un ")] {
            let mut theirs = open(&[]);
            let mut kept = typed(&mut theirs, "un ");
            // Another change in the place of the first of hers.
            let mut rival = genesis::open(&[&kept[0][..]], theirs.doc.get_actor().clone()).unwrap();
            let mut tx = rival.transaction();
            tx.put(ROOT, "title", "un autre").unwrap();
            tx.commit();
            let broken = rival.get_last_local_change().unwrap().raw_bytes().to_vec();
            kept.extend(typed(&mut theirs, "et "));
            let first = kept[..2].iter().map(|chunk| &chunk[..]);
            let (mut replica, _) = Replica::open(Kind::Meetup, "m", careful, first, ActorId::random());
            let TakenIn { seen, chunks, refused } = replica.hear(vec![kept[2].clone(), broken]);
            assert!(refused.is_some(), "careful: {careful}");
            assert!(seen.replaced, "the editor reads it anew");
            assert_eq!(replica.text(), expected);
            kept.truncate(2);
            kept.extend(chunks);
            // What is kept is all that it builds on from then on.
            kept.extend(typed(&mut replica, "aussi "));
            assert_eq!(open(&kept).text(), format!("aussi {expected}"));
        }
    }

    #[test]
    fn a_refused_first_command_does_not_lose_the_first_change() {
        let mut replica = open(&[]);
        let long = Command::Rename { title: "x".repeat(boucle_model::MAX_TITLE + 1) };
        assert!(replica.act(author(), &long).is_err());
        assert_eq!(open(&typed(&mut replica, "gardé")).text(), "gardé");
    }

    /// Found with the stock client: our first change came before what it had written, and its pad lost.
    #[test]
    fn a_document_that_another_program_began_is_the_one_that_is_shown_and_written() {
        let mut theirs = genesis::empty(ActorId::random());
        let mut tx = theirs.transaction();
        let pad = tx.put_object(ROOT, "pad", ObjType::Text).unwrap();
        tx.splice_text(&pad, 0, 0, "d’ailleurs").unwrap();
        tx.commit();
        let mut replica = open(&[]);
        let seen = replica.hear(vec![theirs.save()]).seen;
        assert!(seen.replaced);
        assert_eq!(replica.text(), "d’ailleurs");
        let written = typed(&mut replica, "d’ici et ");
        theirs.load_incremental(&written.concat()).unwrap();
        assert_eq!(theirs.text(&pad).unwrap(), "d’ici et d’ailleurs");
    }
}
