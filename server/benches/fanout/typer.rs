//! One who types: a real document, and our own client's session for a server that keeps documents.

use crate::{
    marker::Marker,
    process::Kind,
    socket::Socket,
    tally::{Phase, Tally},
};
use anyhow::{Context, bail};
use automerge::{
    Automerge, Change, ChangeHash, ObjId, ObjType, PatchLog, ROOT, ReadDoc,
    sync::{self, ChunkList, Have, MessageVersion},
    transaction::{CommitOptions, Transactable},
};
use boucle_sync::{
    DocumentId, PeerId,
    message::{SharedFrame, SyncKind},
    session::{Intent, Poll, Received, Session},
};
use std::{collections::VecDeque, net::SocketAddr, rc::Rc, time::Duration};
use tokio::time::{Instant, interval_at, timeout};

/// What stands in the pad before the bench begins: some text, and a history.
const TEXT: &str = "Bring a friend, bring an idea, bring a question. ";
const EDITS: usize = 300;
/// How long making the document known, or having it, may take.
const SEEDING: Duration = Duration::from_secs(60);

/// Where to type, and as whom.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) server: Kind,
    pub(crate) address: SocketAddr,
    pub(crate) document: DocumentId,
    /// Everyone writes in a line of their own, as in a pad of ours.
    pub(crate) line: usize,
    /// Their place among the readers, for one who counts as such.
    pub(crate) reader: Option<usize>,
}

pub(crate) struct Typer {
    place: Place,
    socket: Socket,
    session: Session,
    replica: Automerge,
    text: ObjId,
    /// For the floor, which no session speaks to.
    unsent: Option<Change>,
    /// Edits that the server has not said to be on disk. Each is built on the one before.
    unsaved: VecDeque<(ChangeHash, Marker)>,
    tally: Rc<Tally>,
}

impl Typer {
    /// Connects, and gives the server a document of so many lines.
    pub(crate) async fn begin(place: Place, lines: usize, tally: Rc<Tally>) -> anyhow::Result<Self> {
        let (replica, text) = pad(lines)?;
        let mut typer = Self::connect(place, replica, text, Intent::Offer, tally).await?;
        if typer.place.server != Kind::Floor {
            timeout(SEEDING, typer.seed()).await.context("the server did not take the document in")??;
        }
        Ok(typer)
    }

    /// Connects, and takes the document from the server. For the floor, which keeps none, it is made anew.
    pub(crate) async fn join(place: Place, lines: usize, tally: Rc<Tally>) -> anyhow::Result<Self> {
        if place.server == Kind::Floor {
            return Self::begin(place, lines, tally).await;
        }
        let line = place.line;
        let mut typer = Self::connect(place, Automerge::new(), ROOT, Intent::Find, tally).await?;
        let found = async {
            typer.speak().await?;
            while typer.replica.get_heads().is_empty() {
                typer.hear().await?;
                typer.speak().await?;
            }
            anyhow::Ok(())
        };
        timeout(SEEDING, found).await.context("the server did not give the document")??;
        let (_, pad) = typer.replica.get(ROOT, "pad")?.context("the document has a pad")?;
        typer.text = typer.replica.get(&pad, line)?.context("the pad has a line for everyone")?.1;
        Ok(typer)
    }

    async fn connect(
        place: Place,
        replica: Automerge,
        text: ObjId,
        intent: Intent,
        tally: Rc<Tally>,
    ) -> anyhow::Result<Self> {
        let mut session = Session::new(PeerId::from(format!("typer-{}", place.line).as_str()));
        session.open(place.document, intent, None);
        let mut socket = Socket::open(place.address, &place.server.path(place.document)).await?;
        socket.send(session.connect()).await?;
        let unsaved = VecDeque::new();
        let mut typer = Self { place, socket, session, replica, text, unsent: None, unsaved, tally };
        while !typer.session.is_connected() {
            typer.hear().await?;
        }
        Ok(typer)
    }

    async fn seed(&mut self) -> anyhow::Result<()> {
        self.speak().await?;
        while self.session.unsaved(self.place.document, &self.replica) > 0 {
            self.hear().await?;
            self.speak().await?;
        }
        Ok(())
    }

    /// Types at this rate, if at any, while edits are wanted, from `offset` on, and listens until it is aborted.
    pub(crate) async fn write(mut self, rate: Option<f64>, offset: Duration) -> anyhow::Result<()> {
        let mut beat = interval_at(Instant::now() + offset, Duration::from_secs_f64(1.0 / rate.unwrap_or(1.0)));
        loop {
            tokio::select! {
                due = beat.tick(), if rate.is_some() => {
                    if matches!(self.tally.phase(), Phase::Warm | Phase::Measure) {
                        self.edit(due.elapsed())?;
                    }
                }
                message = self.socket.next() => self.take_in(&message?)?,
            }
            self.speak().await?;
        }
    }

    /// One character more at the end of the line.
    fn edit(&mut self, late: Duration) -> anyhow::Result<()> {
        let marker = self.tally.mark(self.place.reader, late);
        let end = self.replica.length(&self.text);
        let mut transaction = self.replica.transaction();
        transaction.splice_text(&self.text, end, 0, "x")?;
        let (hash, _) = transaction.commit_with(CommitOptions::default().with_message(marker.write()));
        match self.place.server {
            Kind::Floor => self.unsent = self.replica.get_last_local_change(),
            _ => {
                self.tally.made();
                self.unsaved.push_back((hash.context("an edit makes a change")?, marker));
                self.session.edited(self.place.document);
            }
        }
        Ok(())
    }

    async fn hear(&mut self) -> anyhow::Result<()> {
        let message = self.socket.next().await?;
        self.take_in(&message)
    }

    fn take_in(&mut self, message: &[u8]) -> anyhow::Result<()> {
        if let Some(reader) = self.place.reader {
            self.tally.arrived(reader, Marker::all(message), message.len());
        }
        if self.place.server == Kind::Floor && self.session.is_connected() {
            return Ok(());
        }
        let now = self.tally.milliseconds();
        match self.session.receive(message, now)? {
            Received::Sync { document, message } => {
                self.session.apply(document, *message, &mut self.replica, &mut PatchLog::inactive(), now)?;
                let saved = self.session.saved(document);
                if let Some(last) = self.last_saved(saved) {
                    self.unsaved.drain(..=last).for_each(|(_, marker)| self.tally.saved(marker));
                }
                Ok(())
            }
            Received::Error { message } => bail!("refused: {message}"),
            _ => Ok(()),
        }
    }

    /// The newest own edit among what is on disk: named by its hash, or below a head that somebody built on it.
    fn last_saved(&self, saved: &[ChangeHash]) -> Option<usize> {
        if self.unsaved.is_empty() {
            return None;
        }
        let named = self.unsaved.iter().rposition(|(hash, _)| saved.contains(hash));
        let all = || self.session.unsaved(self.place.document, &self.replica) == 0;
        named.or_else(|| all().then(|| self.unsaved.len() - 1))
    }

    async fn speak(&mut self) -> anyhow::Result<()> {
        let message = match self.place.server {
            Kind::Floor => match self.forwarded() {
                Some(message) => message,
                None => return Ok(()),
            },
            _ => match self.session.poll(self.place.document, &self.replica, self.tally.milliseconds()) {
                Poll::Send(message) => message,
                Poll::Nothing | Poll::At(_) => return Ok(()),
            },
        };
        self.socket.send(message).await
    }

    /// The newest edit in the frame in which a relay would hand it on: the floor has no relay to make one.
    fn forwarded(&mut self) -> Option<Vec<u8>> {
        let change = self.unsent.take()?;
        let message = sync::Message {
            heads: vec![change.hash()],
            need: Vec::new(),
            have: vec![Have { last_sync: vec![change.hash()], bloom: sync::BloomFilter::default() }],
            changes: ChunkList::from(vec![change.raw_bytes().to_vec()]),
            flags: None,
            version: MessageVersion::V1,
        };
        let sender = PeerId::from("relay-00000000");
        let frame = SharedFrame::sync(SyncKind::Sync, &sender, &self.place.document.into(), &message.encode());
        Some(frame.to(&PeerId::from("reader-000")).to_vec())
    }
}

/// A pad of so many lines, the first with some text and a history.
fn pad(lines: usize) -> anyhow::Result<(Automerge, ObjId)> {
    let mut replica = Automerge::new();
    let mut transaction = replica.transaction();
    let pad = transaction.put_object(ROOT, "pad", ObjType::List)?;
    for line in 0..lines {
        transaction.insert_object(&pad, line, ObjType::Text)?;
    }
    let (_, text) = transaction.get(&pad, 0)?.context("a pad has a line")?;
    transaction.splice_text(&text, 0, 0, &TEXT.repeat(20))?;
    transaction.commit();
    for edit in 0..EDITS {
        let mut transaction = replica.transaction();
        transaction.splice_text(&text, edit * 3, 0, "y")?;
        transaction.commit();
    }
    Ok((replica, text))
}
