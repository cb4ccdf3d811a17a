//! The one who types: a real document, and our own client's session for a server that keeps documents.

use crate::{
    process::Kind,
    socket::Socket,
    tally::{Phase, Tally},
};
use anyhow::{Context, bail};
use automerge::{
    Automerge, Change, ObjId, ObjType, PatchLog, ROOT, ReadDoc,
    sync::{self, ChunkList, Have, MessageVersion},
    transaction::{CommitOptions, Transactable},
};
use boucle_sync::{
    DocumentId, PeerId,
    message::{SharedFrame, SyncKind},
    session::{Intent, Poll, Received, Session},
};
use std::{net::SocketAddr, rc::Rc, time::Duration};
use tokio::time::{interval, timeout};

/// What stands in the pad before the bench begins: some text, and a history.
const TEXT: &str = "Bring a friend, bring an idea, bring a question. ";
const EDITS: usize = 300;
/// How long making the document known may take.
const SEEDING: Duration = Duration::from_secs(60);

pub(crate) struct Typer {
    server: Kind,
    socket: Socket,
    session: Session,
    document: DocumentId,
    replica: Automerge,
    text: ObjId,
    /// For the floor, which no session speaks to.
    unsent: Option<Change>,
    tally: Rc<Tally>,
}

impl Typer {
    /// Connects, and gives the server the document.
    pub(crate) async fn arrive(
        server: Kind,
        address: SocketAddr,
        document: DocumentId,
        tally: Rc<Tally>,
    ) -> anyhow::Result<Self> {
        let (replica, text) = pad()?;
        let mut session = Session::new(PeerId::from("typer"));
        session.open(document, Intent::Offer, None);
        let mut socket = Socket::open(address).await?;
        socket.send(session.connect()).await?;
        let mut typer = Self { server, socket, session, document, replica, text, unsent: None, tally };
        while !typer.session.is_connected() {
            typer.hear().await?;
        }
        if server == Kind::Relay {
            timeout(SEEDING, typer.seed()).await.context("the server did not take the document in")??;
        }
        Ok(typer)
    }

    async fn seed(&mut self) -> anyhow::Result<()> {
        self.speak().await?;
        while self.session.unsaved(self.document, &self.replica) > 0 {
            self.hear().await?;
            self.speak().await?;
        }
        Ok(())
    }

    /// Types at this rate while edits are wanted, and listens until it is aborted.
    pub(crate) async fn write(mut self, rate: f64) -> anyhow::Result<()> {
        let mut beat = interval(Duration::from_secs_f64(1.0 / rate));
        loop {
            tokio::select! {
                due = beat.tick() => {
                    if matches!(self.tally.phase(), Phase::Warm | Phase::Measure) {
                        self.edit(due.elapsed())?;
                    }
                }
                message = self.socket.next() => self.take_in(&message?)?,
            }
            self.speak().await?;
        }
    }

    /// One character more at the end of the pad.
    fn edit(&mut self, late: Duration) -> anyhow::Result<()> {
        let marker = self.tally.mark(late);
        let end = self.replica.length(&self.text);
        let mut transaction = self.replica.transaction();
        transaction.splice_text(&self.text, end, 0, "x")?;
        let (hash, _) = transaction.commit_with(CommitOptions::default().with_message(marker.write()));
        match self.server {
            Kind::Relay => {
                self.tally.made(hash.context("an edit makes a change")?, marker);
                self.session.edited(self.document);
            }
            Kind::Floor => self.unsent = self.replica.get_last_local_change(),
        }
        Ok(())
    }

    async fn hear(&mut self) -> anyhow::Result<()> {
        let message = self.socket.next().await?;
        self.take_in(&message)
    }

    fn take_in(&mut self, message: &[u8]) -> anyhow::Result<()> {
        let now = self.tally.milliseconds();
        match self.session.receive(message, now)? {
            Received::Sync { document, message } => {
                self.session.apply(document, *message, &mut self.replica, &mut PatchLog::inactive(), now)?;
                self.tally.saved(self.session.saved(document));
                Ok(())
            }
            Received::Error { message } => bail!("refused: {message}"),
            _ => Ok(()),
        }
    }

    async fn speak(&mut self) -> anyhow::Result<()> {
        let message = match self.server {
            Kind::Relay => match self.session.poll(self.document, &self.replica, self.tally.milliseconds()) {
                Poll::Send(message) => message,
                Poll::Nothing | Poll::At(_) => return Ok(()),
            },
            Kind::Floor => match self.forwarded() {
                Some(message) => message,
                None => return Ok(()),
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
        let frame = SharedFrame::sync(SyncKind::Sync, &sender, self.document, &message.encode());
        Some(frame.to(&PeerId::from("reader-000")).to_vec())
    }
}

/// A pad with some text and a history.
fn pad() -> anyhow::Result<(Automerge, ObjId)> {
    let mut replica = Automerge::new();
    let mut transaction = replica.transaction();
    let text = transaction.put_object(ROOT, "pad", ObjType::Text)?;
    transaction.splice_text(&text, 0, 0, &TEXT.repeat(20))?;
    transaction.commit();
    for edit in 0..EDITS {
        let mut transaction = replica.transaction();
        transaction.splice_text(&text, edit * 3, 0, "y")?;
        transaction.commit();
    }
    Ok((replica, text))
}
