//! One websocket: the handshake, frames in, frames out, and a plain word before it closes.

use super::{Action, Ending, Letter, Outbox, Relay, authorise};
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, close_code};
use boucle_sync::{
    DocumentId, PeerId,
    message::{Message, PROTOCOL_VERSION, PeerMetadata},
    relay::{Event, Grant, Link},
};
use bytes::Bytes;
use futures::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use std::{
    collections::HashSet,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{sync::mpsc, time::timeout};

/// Frames that may wait for one connection.
const QUEUE: usize = 512;
/// Frames written before the socket is flushed.
const FLUSH_EVERY: usize = 64;
/// A handshake that takes longer, or is larger, is no handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);
const HANDSHAKE_BYTES: usize = 16 << 10;
/// How often a silent connection is asked whether it is still there, and how long it may stay silent.
const PING: Duration = Duration::from_secs(20);
const SILENCE: Duration = Duration::from_secs(60);
/// How long the last words may take.
const GOODBYE: Duration = Duration::from_secs(2);
/// Documents that one connection may read at once.
const DOCUMENTS: usize = 64;

/// Largest frame accepted, in bytes.
pub const MAX_FRAME: usize = 1 << 20;

/// Serves one websocket until either side ends it.
pub async fn serve(relay: Arc<Relay>, socket: WebSocket) {
    relay.connections.fetch_add(1, Ordering::Relaxed);
    let (sink, stream) = socket.split();
    let (frames, queue) = mpsc::channel(QUEUE);
    let ending = Arc::new(Ending::default());
    let outbox = Outbox { frames, ending: Arc::clone(&ending) };
    let writer = tokio::spawn(write(sink, queue, Arc::clone(&ending)));
    let link = Link(relay.next_link.fetch_add(1, Ordering::Relaxed));
    let mut reader = Reader { relay: Arc::clone(&relay), link, outbox, documents: HashSet::new() };
    let reason = tokio::select! {
        reason = reader.read(stream) => reason,
        reason = ending.wait() => reason.to_owned(),
        () = relay.drained() => "the server restarts; your work stays on your device and is sent when it is back".to_owned(),
    };
    reader.outbox.end(&reason);
    for document in std::mem::take(&mut reader.documents) {
        relay.deliver(document, Letter::Left { link }).await;
    }
    drop(reader);
    let _written = writer.await;
    relay.connections.fetch_sub(1, Ordering::Relaxed);
}

struct Reader {
    relay: Arc<Relay>,
    link: Link,
    outbox: Outbox,
    documents: HashSet<DocumentId>,
}

impl Reader {
    /// Reads until the connection ends; returns why, empty when the other side left.
    async fn read(&mut self, mut stream: SplitStream<WebSocket>) -> String {
        let peer = match timeout(HANDSHAKE, self.handshake(&mut stream)).await {
            Ok(Ok(peer)) => peer,
            Ok(Err(reason)) => return reason,
            Err(_elapsed) => return "no join within 5 seconds".into(),
        };
        loop {
            let frame = match timeout(SILENCE, stream.next()).await {
                Ok(Some(Ok(Frame::Binary(frame)))) => frame,
                Ok(Some(Ok(Frame::Ping(_) | Frame::Pong(_)))) => continue,
                Ok(Some(Ok(Frame::Text(_)))) => return "this protocol speaks CBOR in binary frames, not text".into(),
                Ok(Some(Ok(Frame::Close(_))) | None) => return String::new(),
                Ok(Some(Err(error))) => return transport(&error),
                Err(_elapsed) => return "no sign of life for a minute".into(),
            };
            match Message::decode(&frame) {
                Ok(message) => {
                    if let Err(reason) = self.receive(&peer, message).await {
                        return reason;
                    }
                }
                Err(error) => return format!("malformed message: {error}"),
            }
        }
    }

    async fn handshake(&mut self, stream: &mut SplitStream<WebSocket>) -> Result<PeerId, String> {
        let frame = loop {
            match stream.next().await {
                Some(Ok(Frame::Binary(frame))) if frame.len() <= HANDSHAKE_BYTES => break frame,
                Some(Ok(Frame::Binary(_))) => return Err("the first message must be a join of at most 16 KiB".into()),
                Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                Some(Ok(Frame::Text(_))) => return Err("this protocol speaks CBOR in binary frames, not text".into()),
                Some(Ok(Frame::Close(_))) | None => return Err(String::new()),
                Some(Err(error)) => return Err(transport(&error)),
            }
        };
        let (sender, versions) = match Message::decode(&frame) {
            Ok(Message::Join { sender, versions, .. }) => (sender, versions),
            Ok(_) => return Err("the first message must be a join".into()),
            Err(error) => return Err(format!("malformed message: {error}")),
        };
        if !versions.iter().any(|v| v == PROTOCOL_VERSION) {
            return Err(format!("this relay speaks protocol version {PROTOCOL_VERSION} only"));
        }
        let welcome = Message::Peer {
            sender: self.relay.me.clone(),
            target: sender.clone(),
            metadata: PeerMetadata { storage_id: Some(self.relay.storage_id.clone()), is_ephemeral: false },
            version: PROTOCOL_VERSION.into(),
        };
        self.outbox.send(welcome.encode().into());
        Ok(sender)
    }

    async fn receive(&mut self, peer: &PeerId, message: Message) -> Result<(), String> {
        let (document, event) = match message {
            Message::Sync { kind, document, data, .. } => {
                let grant = Grant {
                    write: authorise(self.link, document, Action::Write),
                    create: authorise(self.link, document, Action::Create),
                };
                (document, Event::Sync { link: self.link, peer: peer.clone(), kind, data, grant })
            }
            // Whoever joined under a name speaks under that name: nobody says goodbye for somebody else.
            Message::Ephemeral { document, count, session, data, .. } => {
                (document, Event::Ephemeral { link: self.link, sender: peer.clone(), count, session, data })
            }
            Message::Leave { .. } => return Err(String::new()),
            Message::Join { .. } => return Err("join was already said".into()),
            Message::Peer { .. } | Message::Unavailable { .. } | Message::Error { .. } | Message::Other => {
                return Ok(());
            }
        };
        if !authorise(self.link, document, Action::Read) {
            return Err("you may not read this document".into());
        }
        if !self.documents.contains(&document) {
            if self.documents.len() >= DOCUMENTS {
                return Err(format!("at most {DOCUMENTS} documents on one connection"));
            }
            self.documents.insert(document);
        }
        let outbox = self.outbox.clone();
        self.relay.deliver(document, Letter::Event { event, outbox }).await;
        Ok(())
    }
}

fn transport(error: &axum::Error) -> String {
    let text = error.to_string();
    if text.contains("Space limit exceeded") || text.contains("too long") || text.contains("too big") {
        "a message was longer than 1 MiB".to_owned()
    } else {
        String::new()
    }
}

/// Writes what is queued, flushing once a burst, until the connection ends; then says why.
async fn write(mut sink: SplitSink<WebSocket, Frame>, mut queue: mpsc::Receiver<Bytes>, ending: Arc<Ending>) {
    let mut burst = Vec::with_capacity(FLUSH_EVERY);
    let reason = loop {
        burst.clear();
        tokio::select! {
            biased;
            reason = ending.wait() => break reason,
            _ = queue.recv_many(&mut burst, FLUSH_EVERY) => {}
            () = tokio::time::sleep(PING) => {}
        }
        let written = async {
            if burst.is_empty() {
                return sink.send(Frame::Ping(Bytes::new())).await;
            }
            for frame in burst.drain(..) {
                sink.feed(Frame::Binary(frame)).await?;
            }
            sink.flush().await
        };
        tokio::select! {
            result = written => if result.is_err() { ending_unheard(&ending); },
            reason = ending.wait() => break reason,
        }
    };
    let goodbye = async {
        if !reason.is_empty() {
            // What was queued before the end is still true: an acknowledgement among it is worth hearing.
            while let Ok(frame) = queue.try_recv() {
                sink.feed(Frame::Binary(frame)).await?;
            }
            sink.feed(Frame::Binary(Message::Error { message: reason.to_owned() }.encode().into())).await?;
        }
        sink.send(Frame::Close(Some(CloseFrame { code: close_code::AWAY, reason: "".into() }))).await?;
        sink.close().await
    };
    let _heard = timeout(GOODBYE, goodbye).await;
}

fn ending_unheard(ending: &Ending) {
    let _first_reason_stays = ending.reason.set(String::new());
    ending.notify.notify_waiters();
    ending.notify.notify_one();
}
