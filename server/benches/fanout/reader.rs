//! A reader: follows the document without holding it, and answers as a peer that has applied what it received.

use crate::{arguments::Answering, marker::Marker, process::Kind, socket::Socket, tally::Tally};
use anyhow::bail;
use automerge::{
    ChangeHash,
    sync::{self, ChunkList, Have, MessageVersion},
};
use boucle_sync::{
    DocumentId, PeerId,
    message::{Message, SharedFrame, SyncKind},
    presence::{HEARTBEAT, Presence, Sign},
    session::{LATEST, LEISURE},
};
use bytes::Bytes;
use std::{net::SocketAddr, rc::Rc, time::Duration};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

/// How often somebody says that they are there. The servers of Yjs want it as often.
pub(crate) const PRESENCE: Duration = Duration::from_millis(HEARTBEAT);
/// The type of a message that is passed on and forgotten, as it stands near the beginning.
const PASSING: &[u8] = b"ephemeral";

/// Opens a document and leaves. Returns the bytes that came with it.
pub(crate) async fn open(
    server: Kind,
    address: SocketAddr,
    document: DocumentId,
    number: usize,
) -> anyhow::Result<usize> {
    let reader = Reader { number, server, address, document, answering: Answering::Never, presence: false };
    let me = PeerId::from(format!("reader-{number}").as_str());
    let mut socket = Socket::open(address, &server.path(document)).await?;
    let them = socket.join(&me).await?;
    socket.send(reader.say(SyncKind::Request, &me, &them, &[], Vec::new())).await?;
    let mut received = 0;
    loop {
        let message = socket.next().await?;
        received += message.len();
        if reader.read(&message)?.is_some_and(|message| !message.changes.is_empty()) {
            return Ok(received);
        }
    }
}

/// Where to go and how to behave there.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(crate) number: usize,
    pub(crate) server: Kind,
    pub(crate) address: SocketAddr,
    pub(crate) document: DocumentId,
    pub(crate) answering: Answering,
    /// Says who it is, and again from time to time.
    pub(crate) presence: bool,
}

impl Reader {
    /// Reads until it is aborted or something goes wrong. Says once when it has the document.
    pub(crate) async fn follow(self, tally: Rc<Tally>, joined: mpsc::UnboundedSender<()>) -> anyhow::Result<()> {
        let me = PeerId::from(format!("reader-{}", self.number).as_str());
        let mut socket = Socket::open(self.address, &self.server.path(self.document)).await?;
        let server = socket.join(&me).await?;
        let say = |kind, heads: &[ChangeHash], need| self.say(kind, &me, &server, heads, need);
        let mut heads = Vec::new();
        if self.server != Kind::Floor {
            socket.send(say(SyncKind::Request, &heads, Vec::new())).await?;
            // A whole document comes as one message, or as several.
            while heads.is_empty() {
                heads = self.read(&socket.next().await?)?.map_or(heads, |message| message.heads);
            }
            socket.send(say(SyncKind::Sync, &heads, Vec::new())).await?;
        }
        let _heard = joined.send(());
        // Not all at once: people come when they come.
        let spread = PRESENCE.mul_f64(self.number as f64 % 1e3 / 1e3);
        let (mut present_at, mut said) = (Instant::now() + spread, 0);
        let mut unanswered: Option<Bytes> = None;
        let (mut answer_at, mut latest) = (Instant::now(), Instant::now());
        loop {
            let message = tokio::select! {
                message = socket.next() => message?,
                () = sleep_until(present_at), if self.presence => {
                    present_at += PRESENCE;
                    said += 1;
                    socket.send(self.presence(&me, &server, said)).await?;
                    continue;
                }
                () = sleep_until(answer_at), if unanswered.is_some() => {
                    if let Some(message) = unanswered.take().map(|m| self.read(&m)).transpose()?.flatten() {
                        heads = message.heads;
                        socket.send(say(SyncKind::Sync, &heads, Vec::new())).await?;
                    }
                    continue;
                }
            };
            let carries_edits = tally.arrived(self.number, Marker::all(&message), message.len());
            if (carries_edits && self.answering == Answering::Never) || self.is_passing(&message) {
                continue;
            }
            if carries_edits && self.answering == Answering::Lazy {
                // Read only when it is answered: until then the newest message says it all.
                let now = Instant::now();
                if unanswered.replace(message).is_none() {
                    latest = now + Duration::from_millis(LATEST);
                }
                answer_at = latest.min(now + Duration::from_millis(LEISURE));
                continue;
            }
            let Some(message) = self.read(&message)? else { continue };
            let unknown: Vec<_> = message.heads.iter().filter(|head| !heads.contains(head)).copied().collect();
            if !message.changes.is_empty() {
                heads = message.heads;
                socket.send(say(SyncKind::Sync, &heads, Vec::new())).await?;
            } else if !unknown.is_empty() {
                // Announced and not sent: asked for, as any peer would.
                socket.send(say(SyncKind::Sync, &heads, unknown)).await?;
            }
        }
    }

    /// What somebody said in passing is heard and not answered.
    fn is_passing(&self, message: &[u8]) -> bool {
        self.presence && message.windows(PASSING.len()).take(32).any(|bytes| bytes == PASSING)
    }

    /// Who this is, as our own client says it.
    fn presence(&self, me: &PeerId, server: &PeerId, count: u64) -> Vec<u8> {
        let person = u128::from(self.number as u64).to_be_bytes();
        let name = format!("User {}", self.number);
        let presence =
            Presence { person, name, colour: 3, sign: Sign::Here, selection: None, spot: None, quiet: false };
        SharedFrame::ephemeral(me, &self.document.into(), count, me.as_str(), &presence.encode()).to(server).to_vec()
    }

    /// The sync message in this frame, if it is one on our document.
    fn read(&self, frame: &[u8]) -> anyhow::Result<Option<sync::Message>> {
        match Message::decode(frame)? {
            Message::Sync { document, data, .. } if document == self.document => {
                Ok(Some(sync::Message::decode(&data)?))
            }
            Message::Unavailable { .. } => bail!("the server does not know the document"),
            Message::Error { message } => bail!("refused: {message}"),
            _ => Ok(None),
        }
    }

    /// What a peer says whose document stands exactly at these heads.
    fn say(
        &self,
        kind: SyncKind,
        me: &PeerId,
        server: &PeerId,
        heads: &[ChangeHash],
        need: Vec<ChangeHash>,
    ) -> Vec<u8> {
        let message = sync::Message {
            heads: heads.to_vec(),
            need,
            have: vec![Have { last_sync: heads.to_vec(), bloom: sync::BloomFilter::default() }],
            changes: ChunkList::empty(),
            flags: None,
            version: MessageVersion::V1,
        };
        SharedFrame::sync(kind, me, &self.document.into(), &message.encode()).to(server).to_vec()
    }
}
