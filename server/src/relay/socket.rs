//! One websocket: the handshake, messages in, and a plain word before it closes.

use super::{
    Action, Letter, Relay, authorise,
    rate::Rate,
    reason::{Reason, Why},
    seat::{Door, Seat},
    wire::Wire,
};
use crate::serving::{Patient, Slot};
use axum::{body::Body, extract::Request, http::Response};
use boucle_sync::{
    DocumentId, DocumentName, PeerId,
    message::{Address, Message, PROTOCOL_VERSION, PeerMetadata, SyncKind},
    relay::{Event, Grant, Link},
};
use bytes::Bytes;
use hyper_util::rt::TokioIo;
use std::{
    future::poll_fn,
    io::{self, ErrorKind, Read, Write},
    sync::{Arc, atomic::Ordering},
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::timeout};
use tungstenite::{
    Error, Message as Frame,
    error::CapacityError,
    handshake::server::create_response_with_body,
    protocol::{CloseFrame, Role, WebSocketConfig, WebSocketContext, frame::coding::CloseCode},
};

/// A handshake that takes longer, or is larger, is no handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);
const HANDSHAKE_BYTES: usize = 16 << 10;
/// How often a silent connection is asked whether it is still there, and how many questions it may leave unanswered.
const PING: Duration = Duration::from_secs(20);
const UNANSWERED: u32 = 3;
/// How long the last words may take.
const GOODBYE: Duration = Duration::from_secs(2);
/// Connections leave over so long when the server stops: so much for each, and no more than the last.
const DRAIN_EACH: Duration = Duration::from_millis(2);
const DRAIN_MOST: Duration = Duration::from_secs(5);
const RESTARTS: &str = "the server restarts; your work stays on your device and is sent when it is back";
/// Documents that one connection may read at once.
const DOCUMENTS: usize = 64;
/// What an idle connection keeps in memory to read into, in bytes.
const READ_BUFFER: usize = 1 << 10;
/// Largest frame accepted, in bytes.
const MAX_FRAME: usize = 1 << 20;

/// Answers a request for a websocket, and serves it once the answer is out.
///
/// # Errors
/// When the request does not ask for a websocket.
pub fn upgrade(relay: Arc<Relay>, mut request: Request) -> tungstenite::Result<Response<Body>> {
    let answer = create_response_with_body(&request, Body::empty)?;
    let slot = request.extensions_mut().remove::<Slot>();
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let upgraded = match upgraded.await {
            Ok(upgraded) => upgraded,
            Err(error) => return tracing::debug!(%error, "gone before the websocket was there"),
        };
        // The socket itself: an edit is written to each reader without a layer between.
        match upgraded.downcast::<TokioIo<Patient>>() {
            Ok(parts) => serve(relay, parts.io.into_inner().into_inner(), parts.read_buf).await,
            Err(_other) => tracing::error!("a websocket over something that is no TCP socket"),
        }
        drop(slot);
    });
    Ok(answer)
}

/// Serves one websocket until either side ends it. `read` is what came in behind the request.
async fn serve(relay: Arc<Relay>, tcp: TcpStream, read: Bytes) {
    // An edit is worth a packet of its own.
    let _slower_without = tcp.set_nodelay(true);
    let wire = match tcp.into_std().and_then(Wire::new) {
        Ok(wire) => Arc::new(wire),
        Err(error) => return tracing::warn!(%error, "a socket cannot be served"),
    };
    let counted = Counted::new(&relay);
    let is_one_too_many = counted.is_none();
    let link = Link(relay.next_link.fetch_add(1, Ordering::Relaxed));
    let mut socket = Socket::new(Arc::clone(&relay), Arc::clone(&wire), read, link);
    let reason = tokio::select! {
        biased;
        reason = socket.live(is_one_too_many) => reason,
        reason = wire.ended() => reason.clone(),
        reason = wire.drain() => reason,
        reason = keep_alive(&wire) => reason,
        () = leave(&relay) => Reason::new(Why::Restart, RESTARTS),
    };
    relay.metrics.ended(reason.why);
    wire.end(reason.clone());
    for place in std::mem::take(&mut socket.places) {
        relay.deliver(place.document, &place.door, Letter::Left { link }).await;
    }
    let _heard = timeout(GOODBYE, socket.say_goodbye(&reason.words)).await;
}

/// Returns when this connection is to leave because the server stops: each at a moment of its own, so that they do not
/// all come back at once.
async fn leave(relay: &Relay) {
    relay.drained().await;
    let spread = (DRAIN_EACH * u32::try_from(relay.connections()).unwrap_or(u32::MAX)).min(DRAIN_MOST);
    tokio::time::sleep(spread.mul_f64(rand::random())).await;
}

/// One connection more, for as long as this lives.
struct Counted(Arc<Relay>);

impl Counted {
    /// `None` for one too many, which is told so and does not count: those who linger over it keep nobody out.
    fn new(relay: &Arc<Relay>) -> Option<Self> {
        let counted = Self(Arc::clone(relay));
        let before = relay.connections.fetch_add(1, Ordering::Relaxed);
        (before < relay.limits.connections).then_some(counted)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Asks a silent connection whether it is there; ends when it does not say.
async fn keep_alive(wire: &Wire) -> Reason {
    let mut unanswered = 0;
    while unanswered < UNANSWERED {
        tokio::time::sleep(PING).await;
        unanswered = if wire.was_heard() { 0 } else { unanswered + 1 };
        if unanswered > 0 {
            wire.ping();
        }
    }
    Reason::new(Why::Silent, "no sign of life for a minute")
}

struct Socket {
    relay: Arc<Relay>,
    link: Link,
    wire: Arc<Wire>,
    websocket: WebSocketContext,
    places: Vec<Place>,
    /// How many messages, and how many bytes of them, may still come.
    messages: Rate,
    bytes: Rate,
}

/// A document that this connection reads.
struct Place {
    document: DocumentId,
    name: DocumentName,
    seat: Arc<Seat>,
    door: Door,
}

impl Socket {
    fn new(relay: Arc<Relay>, wire: Arc<Wire>, read: Bytes, link: Link) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(HANDSHAKE_BYTES))
            .max_frame_size(Some(HANDSHAKE_BYTES));
        let websocket = WebSocketContext::from_partially_read(read.to_vec(), Role::Server, Some(config));
        let (limits, now) = (&relay.limits, Instant::now());
        let messages = Rate::new(limits.messages.at_once, limits.messages.a_second, now);
        let bytes = Rate::new(limits.bytes.at_once, limits.bytes.a_second, now);
        Self { relay, link, wire, websocket, places: Vec::new(), messages, bytes }
    }

    /// Reads until the connection ends; returns why.
    async fn live(&mut self, is_one_too_many: bool) -> Reason {
        if is_one_too_many {
            return Reason::new(Why::Limit, "the server has as many connections as it takes; try again later");
        }
        let peer = match timeout(HANDSHAKE, self.handshake()).await {
            Ok(Ok(peer)) => peer,
            Ok(Err(reason)) => return reason,
            Err(_elapsed) => return Reason::new(Why::Malformed, "no join within 5 seconds"),
        };
        self.websocket.set_config(|config| {
            config.max_message_size = Some(MAX_FRAME);
            config.max_frame_size = Some(MAX_FRAME);
        });
        loop {
            let received = match self.message().await {
                Ok(message) => self.receive(&peer, message).await,
                Err(reason) => return reason,
            };
            if let Err(reason) = received {
                return reason;
            }
        }
    }

    /// The next frame, as the websocket library reads it.
    async fn frame(&mut self) -> Result<Frame, Error> {
        let (websocket, wire) = (&mut self.websocket, &*self.wire);
        poll_fn(|context| match websocket.read(&mut Through { wire, context }) {
            Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => Poll::Pending,
            read => Poll::Ready(read),
        })
        .await
    }

    async fn message(&mut self) -> Result<Message, Reason> {
        let malformed = |words: String| Reason::new(Why::Malformed, words);
        loop {
            let frame = self.frame().await;
            match frame {
                Ok(Frame::Binary(frame)) => {
                    if !self.bytes.take(frame.len(), Instant::now()) {
                        let mib = self.relay.limits.bytes.a_second >> 20;
                        let words = format!("this connection sends more than {mib} MiB a second; connect again");
                        return Err(Reason::new(Why::Limit, words));
                    }
                    let known = |text: &str| {
                        self.places.iter().find(|place| place.name.as_str() == text).map(|place| place.document)
                    };
                    return Message::decode_knowing(&frame, known)
                        .map_err(|error| malformed(format!("malformed message: {error}")));
                }
                Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Frame(_)) => {}
                Ok(Frame::Text(_)) => {
                    return Err(malformed("this protocol speaks CBOR in binary frames, not text".into()));
                }
                Ok(Frame::Close(_)) => return Err(Reason::left()),
                Err(error) => return Err(in_words(&error)),
            }
        }
    }

    async fn handshake(&mut self) -> Result<PeerId, Reason> {
        let Message::Join { sender, versions, .. } = self.message().await? else {
            return Err(Reason::new(Why::Malformed, "the first message must be a join"));
        };
        if !versions.iter().any(|v| v == PROTOCOL_VERSION) {
            let words = format!("this relay speaks protocol version {PROTOCOL_VERSION} only");
            return Err(Reason::new(Why::Malformed, words));
        }
        let welcome = Message::Peer {
            sender: self.relay.me.clone(),
            target: sender.clone(),
            metadata: PeerMetadata { storage_id: Some(self.relay.storage_id.clone()), is_ephemeral: false },
            version: PROTOCOL_VERSION.into(),
        };
        self.wire.say(&welcome.encode());
        Ok(sender)
    }

    async fn receive(&mut self, peer: &PeerId, message: Message) -> Result<(), Reason> {
        let (document, event) = match message {
            Message::Sync { kind, document, data, .. } => {
                let grant = Grant {
                    write: authorise(self.link, document, Action::Write),
                    create: authorise(self.link, document, Action::Create),
                };
                (document, Event::Sync { link: self.link, kind, data, grant })
            }
            // Whoever joined under a name speaks under that name: nobody says goodbye for somebody else. The stock client
            // hands on what it hears, to us as well, from whom it has it.
            Message::Ephemeral { sender, .. } if sender != *peer => return Ok(()),
            Message::Ephemeral { document, count, session, data, .. } => {
                (document, Event::Ephemeral { link: self.link, sender: peer.clone(), count, session, data })
            }
            Message::Leave { .. } => return Err(Reason::left()),
            Message::Join { .. } => return Err(Reason::new(Why::Malformed, "join was already said")),
            Message::Peer { .. } | Message::Unavailable { .. } | Message::Error { .. } | Message::Other => {
                return Ok(());
            }
        };
        if !authorise(self.link, document, Action::Read) {
            return Err(Reason::new(Why::Refused, "you may not read this document"));
        }
        if let Event::Sync { kind: SyncKind::Sync, data, .. } = &event
            && self.lay_aside(document, data)
        {
            return Ok(());
        }
        // What was laid aside costs next to nothing, and whoever reads a busy document says it often.
        if !self.messages.take(1, Instant::now()) {
            let many = self.relay.limits.messages.a_second;
            let words = format!("this connection sends more than {many} messages a second; connect again");
            return Err(Reason::new(Why::Limit, words));
        }
        let place = match self.places.iter().position(|place| place.document == document) {
            Some(place) => &mut self.places[place],
            None => {
                if self.places.len() >= DOCUMENTS {
                    let words = format!("at most {DOCUMENTS} documents on one connection");
                    return Err(Reason::new(Why::Limit, words));
                }
                let Some(door) = self.relay.door_for_one_more(document) else {
                    let words = "the server has as many documents open as it takes; your device keeps your work";
                    return Err(Reason::new(Why::Limit, words));
                };
                let seat = Seat::new(self.link, Arc::clone(&self.wire), Address::from(peer));
                self.places.push_mut(Place { document, name: document.into(), seat, door })
            }
        };
        let seat = Arc::clone(&place.seat);
        if let Event::Sync { .. } = event {
            // Older than what follows it.
            let _superseded = seat.take_aside();
        }
        place.door = self.relay.deliver(document, &place.door, Letter::Event { event, seat }).await;
        Ok(())
    }

    fn lay_aside(&self, document: DocumentId, data: &Bytes) -> bool {
        let place = self.places.iter().find(|place| place.document == document);
        place.is_some_and(|place| place.door.lay_aside(&place.seat, data))
    }

    /// Tells why, after what already waits: an acknowledgement among it is still true, and worth hearing. Then reads,
    /// whatever it is, until the other side has closed too, because a socket closed with bytes unread takes the words back.
    async fn say_goodbye(&mut self, reason: &str) {
        if !reason.is_empty() {
            self.wire.say(&Message::Error { message: reason.to_owned() }.encode());
        }
        let close = CloseFrame { code: CloseCode::Away, reason: "".into() };
        let wire = Arc::clone(&self.wire);
        let _already_closed = poll_fn(|context| {
            let mut through = Through { wire: &wire, context };
            Poll::Ready(self.websocket.close(&mut through, Some(close.clone())))
        })
        .await;
        wire.empty().await;
        let mut unread = [0; 1 << 10];
        while poll_fn(|context| wire.poll_read(context, &mut unread)).await.is_ok_and(|read| read > 0) {}
    }
}

/// What to tell the other side of what went wrong with its frame; empty when it is gone.
fn in_words(error: &Error) -> Reason {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { max_size, .. }) if *max_size < MAX_FRAME => {
            Reason::new(Why::Malformed, "the first message must be a join of at most 16 KiB")
        }
        Error::Capacity(_) => Reason::new(Why::Limit, "a message was longer than 1 MiB"),
        Error::Protocol(error) => Reason::new(Why::Malformed, format!("malformed frame: {error}")),
        _ => Reason::left(),
    }
}

/// The socket in the hands of the websocket library: it reads here, and what it answers (a pong, a close) goes out in
/// its turn.
struct Through<'a, 'b> {
    wire: &'a Wire,
    context: &'a mut Context<'b>,
}

impl Read for Through<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.wire.poll_read(self.context, into) {
            Poll::Ready(read) => read,
            Poll::Pending => Err(ErrorKind::WouldBlock.into()),
        }
    }
}

impl Write for Through<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.wire.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
