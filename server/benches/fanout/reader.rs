//! A reader: follows the document without holding it, and answers as a peer that has applied what it received.

use crate::{arguments::Answering, process::Kind, socket::Socket, tally::Tally};
use anyhow::bail;
use automerge::{
    ChangeHash,
    sync::{self, ChunkList, Have, MessageVersion},
};
use boucle_sync::{
    DocumentId, PeerId,
    message::{Message, SharedFrame, SyncKind},
    session::LEISURE,
};
use bytes::Bytes;
use std::{net::SocketAddr, rc::Rc, time::Duration};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

/// Where to go and how to behave there.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(crate) number: usize,
    pub(crate) server: Kind,
    pub(crate) address: SocketAddr,
    pub(crate) document: DocumentId,
    pub(crate) answering: Answering,
}

impl Reader {
    /// Reads until it is aborted or something goes wrong. Says once when it has the document.
    pub(crate) async fn follow(self, tally: Rc<Tally>, joined: mpsc::UnboundedSender<()>) -> anyhow::Result<()> {
        let me = PeerId::from(format!("reader-{}", self.number).as_str());
        let mut socket = Socket::open(self.address).await?;
        let server = socket.join(&me).await?;
        let say = |kind, heads: &[ChangeHash], need| self.say(kind, &me, &server, heads, need);
        let mut heads = Vec::new();
        if self.server == Kind::Relay {
            socket.send(say(SyncKind::Request, &heads, Vec::new())).await?;
            // A whole document comes as one message, or as several.
            while heads.is_empty() {
                heads = self.read(&socket.next().await?)?.map_or(heads, |message| message.heads);
            }
            socket.send(say(SyncKind::Sync, &heads, Vec::new())).await?;
        }
        let _heard = joined.send(());
        let mut unanswered: Option<Bytes> = None;
        let mut answer_at = Instant::now();
        loop {
            let message = tokio::select! {
                message = socket.next() => message?,
                () = sleep_until(answer_at), if unanswered.is_some() => {
                    if let Some(message) = unanswered.take().map(|m| self.read(&m)).transpose()?.flatten() {
                        heads = message.heads;
                        socket.send(say(SyncKind::Sync, &heads, Vec::new())).await?;
                    }
                    continue;
                }
            };
            let carries_edits = tally.arrived(self.number, &message);
            if carries_edits && self.answering == Answering::Never {
                continue;
            }
            if carries_edits && self.answering == Answering::Lazy {
                // Read only when it is answered: until then the newest message says it all.
                if unanswered.replace(message).is_none() {
                    answer_at = Instant::now() + Duration::from_millis(LEISURE);
                }
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
        SharedFrame::sync(kind, me, self.document, &message.encode()).to(server).to_vec()
    }
}
