//! What a worker does.

use automerge::{ActorId, Automerge, ChangeHash};
use boucle_app::projection::{Beside, OfMeetup, Projection};
use boucle_model::{Commons, Kind, genesis, read, read_carto, read_commons};
use boucle_sync::{DocumentId, gate};
use bytes::Bytes;

/// Something that asks for a document to be built. Its chunks are a snapshot, if there is one, and the changes since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// The changes of a whole document, in causal order.
    Split(Bytes),
    /// A snapshot of the document: built, saved, loaded back, and its heads compared with these.
    Snapshot { heads: Vec<ChangeHash>, chunks: Vec<Bytes> },
    /// Whether the document can be built, saved and loaded back at all.
    Try(Vec<Bytes>),
    /// The document without its history, as a page shows it: in JSON.
    Project { kind: Kind, document: DocumentId, chunks: Vec<Bytes> },
}

const SPLIT: u8 = 1;
const SNAPSHOT: u8 = 2;
const TRY: u8 = 3;
const PROJECT: u8 = 4;

impl Job {
    pub(super) fn parts(&self) -> (u8, Vec<Bytes>) {
        match self {
            Self::Split(document) => (SPLIT, vec![document.clone()]),
            Self::Snapshot { heads, chunks } => {
                let heads: Vec<u8> = heads.iter().flat_map(|head| head.0).collect();
                (SNAPSHOT, std::iter::once(heads.into()).chain(chunks.iter().cloned()).collect())
            }
            Self::Try(chunks) => (TRY, chunks.clone()),
            Self::Project { kind, document, chunks } => {
                let what = [&[*kind as u8], &document.as_bytes()[..]].concat();
                (PROJECT, std::iter::once(what.into()).chain(chunks.iter().cloned()).collect())
            }
        }
    }

    pub(super) fn of(kind: u8, mut parts: Vec<Bytes>) -> Option<Self> {
        match kind {
            SPLIT => parts.pop().map(Self::Split),
            SNAPSHOT => {
                let first = (!parts.is_empty()).then(|| parts.remove(0))?;
                let heads = first.chunks_exact(32).filter_map(|head| head.try_into().ok().map(ChangeHash)).collect();
                Some(Self::Snapshot { heads, chunks: parts })
            }
            TRY => Some(Self::Try(parts)),
            PROJECT => {
                let first = (!parts.is_empty()).then(|| parts.remove(0))?;
                let (kind, document) = first.split_first()?;
                let kind = Kind::ALL.into_iter().find(|of| *of as u8 == *kind)?;
                Some(Self::Project { kind, document: DocumentId::from_bytes(document.try_into().ok()?), chunks: parts })
            }
            _ => None,
        }
    }

    /// Does it. May panic, over whatever a document says.
    pub(super) fn run(&self) -> Result<Vec<Bytes>, String> {
        match self {
            Self::Split(document) => {
                let document = Automerge::load(document).map_err(|error| error.to_string())?;
                Ok(document.get_changes(&[]).iter().map(|c| Bytes::copy_from_slice(c.raw_bytes())).collect())
            }
            Self::Snapshot { heads, chunks } => {
                let (saved, found) = save(chunks)?;
                // Whoever is served it looks at it as closely.
                gate::chunk(&saved).map_err(|error| format!("nobody would take it: {error}"))?;
                if found == *heads { Ok(vec![saved]) } else { Err("its heads differ from those of its log".into()) }
            }
            Self::Try(chunks) => save(chunks).map(|_saved| Vec::new()),
            Self::Project { kind, document, chunks } => {
                let chunks: Vec<&[u8]> = chunks.iter().map(|bytes| &bytes[..]).collect();
                let replica = genesis::open(&chunks, ActorId::random()).map_err(|e| e.to_string())?;
                let json = serde_json::to_vec(&project(*kind, *document, &replica));
                Ok(vec![json.map_err(|error| error.to_string())?.into()])
            }
        }
    }
}

/// A document taken for one of this kind, as what it is.
fn project(kind: Kind, document: DocumentId, replica: &Automerge) -> Projection {
    let document = document.to_string();
    match kind.found(replica) {
        Kind::Commons => {
            let Commons { name, vision, editions, ideas, .. } = read_commons(replica).0;
            Projection { document, title: name.text, text: vision, beside: Beside::Commons { editions, ideas } }
        }
        Kind::Carto => {
            let carto = read_carto(replica).0;
            let (title, text) = (carto.title.text.clone(), carto.legend.clone());
            Projection { document, title, text, beside: Beside::Carto(Box::new(carto)) }
        }
        Kind::Meetup => {
            let meetup = read(replica).0;
            let beside = OfMeetup {
                phase: meetup.phase.phase,
                place: meetup.place,
                plan: meetup.plan,
                attendance: meetup.attendance,
                talks: meetup.talks,
                poll: meetup.poll,
                steps: meetup.steps,
                board: meetup.board,
                reviews: meetup.reviews,
                happenings: meetup.happenings,
                evidence: meetup.evidence,
                carried: meetup.carried,
                notes: meetup.notes,
                call: meetup.call,
                announcement: meetup.announcement,
                bilan: meetup.bilan,
            };
            let beside = Beside::Meetup(Box::new(beside));
            Projection { document, title: meetup.title.text, text: meetup.pad, beside }
        }
    }
}

/// Builds a document, saves it, and loads back what was saved.
fn save(chunks: &[Bytes]) -> Result<(Bytes, Vec<ChangeHash>), String> {
    let document = Automerge::load(&chunks.concat()).map_err(|error| error.to_string())?;
    let saved = document.save();
    let again = Automerge::load(&saved).map_err(|error| format!("it cannot be loaded back: {error}"))?;
    let heads = again.get_heads();
    if heads == document.get_heads() { Ok((saved.into(), heads)) } else { Err("it comes back with other heads".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_goes_through_the_pipe_as_it_is() {
        let chunks: Vec<Bytes> = vec!["a".into(), "bc".into()];
        for job in [
            Job::Split("document".into()),
            Job::Snapshot { heads: vec![ChangeHash([1; 32]), ChangeHash([2; 32])], chunks: chunks.clone() },
            Job::Try(chunks.clone()),
            Job::Project { kind: Kind::Meetup, document: DocumentId::from_bytes([7; 16]), chunks },
        ] {
            let (kind, parts) = job.parts();
            assert_eq!(Job::of(kind, parts), Some(job));
        }
        assert_eq!(Job::of(99, Vec::new()), None);
    }
}
