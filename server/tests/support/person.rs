//! A client of the relay for tests: a real websocket, a real replica.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use automerge::{ActorId, Automerge, PatchLog};
use boucle_model::{Author, Command, Kind, Pad, PersonId, Splice, Text, apply, genesis};
use boucle_sync::{
    DocumentId, PeerId,
    message::Message,
    session::{Intent, Poll, Received, Session},
};
use futures::{SinkExt, StreamExt};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message as Frame};

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// One person's tab.
pub(crate) struct Person {
    pub(crate) replica: Automerge,
    pub(crate) session: Session,
    pub(crate) document: DocumentId,
    socket: Option<Socket>,
    started: Instant,
    id: PersonId,
    pub(crate) refusals: Vec<String>,
    /// Sync messages that came.
    pub(crate) heard: usize,
}

impl Person {
    pub(crate) fn new(name: &str, document: DocumentId, intent: Intent) -> Self {
        let replica = genesis::new(Kind::Meetup, ActorId::from(rand::random::<[u8; 16]>()));
        let mut session = Session::new(PeerId::from(format!("{name}-{:08x}", rand::random::<u32>()).as_str()));
        session.open(document, intent, None);
        let id = PersonId::from_bytes(rand::random());
        Self { replica, session, document, socket: None, started: Instant::now(), id, refusals: Vec::new(), heard: 0 }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap()
    }

    /// Opens a socket and says who we are. `false` when nobody answers there.
    pub(crate) async fn connect(&mut self, address: &str) -> bool {
        let Ok((socket, _)) = tokio_tungstenite::connect_async(format!("ws://{address}/sync")).await else {
            return false;
        };
        self.socket = Some(socket);
        let join = self.session.connect();
        self.send(join).await;
        self.run_until(Duration::from_secs(5), |p| p.session.is_connected()).await
    }

    pub(crate) fn cut(&mut self) {
        self.socket = None;
        self.session.disconnect();
    }

    pub(crate) fn is_open(&self) -> bool {
        self.socket.is_some()
    }

    async fn send(&mut self, frame: Vec<u8>) {
        if let Some(socket) = &mut self.socket
            && socket.send(Frame::Binary(frame.into())).await.is_err()
        {
            self.cut();
        }
    }

    pub(crate) async fn say(&mut self, data: &[u8]) {
        let frame = self.session.ephemeral(self.document, data).unwrap();
        self.send(frame).await;
    }

    pub(crate) async fn send_raw(&mut self, frame: Frame) {
        let _closed = self.socket.as_mut().unwrap().send(frame).await;
    }

    /// Acts, and tells it; in the name of anybody.
    pub(crate) async fn give(&mut self, person: PersonId, command: &Command) {
        let mut pad = Pad::of(&self.replica, Kind::Meetup.found(&self.replica).text());
        apply(&mut self.replica, &mut pad, Author { person, at: 0 }, command).unwrap();
        self.session.edited(self.document);
        self.speak().await;
    }

    /// Types at the end of the pad.
    pub(crate) async fn write(&mut self, text: &str) {
        let mut pad = Pad::of(&self.replica, Text::Pad);
        self.edit(&mut pad, usize::MAX, text);
        self.session.edited(self.document);
        self.speak().await;
    }

    /// Makes so many edits of one letter, to be sent together: in one place, or each somewhere else.
    pub(crate) fn type_a_burst(&mut self, edits: usize, seed: usize, scattered: bool) {
        let mut pad = Pad::of(&self.replica, Text::Pad);
        for edit in 0..edits {
            let step = if scattered { 977 } else { 1 };
            let at = (seed * 7_919 + edit * step) % (pad.length() + 1);
            self.edit(&mut pad, at, "z");
        }
        self.session.edited(self.document);
    }

    fn edit(&mut self, pad: &mut Pad, at: usize, text: &str) {
        let splices = vec![Splice { at: at.min(pad.length()), delete: 0, insert: text.into() }];
        apply(
            &mut self.replica,
            pad,
            Author { person: self.id, at: 0 },
            &Command::EditText { text: Text::Pad, splices },
        )
        .unwrap();
    }

    pub(crate) async fn speak(&mut self) {
        while let Poll::Send(frame) = {
            let now = self.now();
            self.session.poll(self.document, &self.replica, now)
        } {
            self.send(frame).await;
        }
    }

    pub(crate) fn pad(&self) -> String {
        Pad::of(&self.replica, Text::Pad).text(&self.replica)
    }

    pub(crate) fn unsaved(&self) -> usize {
        self.session.unsaved(self.document, &self.replica)
    }

    /// Reads and answers until `done`, or until the time is up; says whether it came to be.
    pub(crate) async fn run_until(&mut self, time: Duration, done: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + time;
        while !done(self) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.socket.is_none() {
                return false;
            }
            self.speak().await;
            let wait = left.min(Duration::from_millis(50));
            let Some(socket) = &mut self.socket else { return false };
            match tokio::time::timeout(wait, socket.next()).await {
                Err(_elapsed) => {}
                Ok(Some(Ok(Frame::Binary(frame)))) => self.hear(&frame),
                Ok(Some(Ok(Frame::Close(_)) | Err(_)) | None) => self.cut(),
                Ok(Some(Ok(_))) => {}
            }
        }
        true
    }

    fn hear(&mut self, frame: &[u8]) {
        let now = self.now();
        match self.session.receive(frame, now).unwrap() {
            Received::Sync { message, .. } => {
                self.heard += 1;
                let mut patches = PatchLog::inactive();
                self.session.apply(self.document, *message, &mut self.replica, &mut patches, now).unwrap();
            }
            Received::Error { message } => self.refusals.push(message),
            Received::Ephemeral { data, .. } => self.refusals.push(format!("heard {}", String::from_utf8_lossy(&data))),
            _ => {}
        }
    }
}

pub(crate) fn document() -> DocumentId {
    DocumentId::from_random(rand::random())
}

/// The next message on a bare socket.
pub(crate) async fn next_message(socket: &mut Socket) -> Option<Message> {
    loop {
        match tokio::time::timeout(Duration::from_secs(10), socket.next()).await.unwrap() {
            Some(Ok(Frame::Binary(frame))) => return Some(Message::decode(&frame).unwrap()),
            Some(Ok(Frame::Close(_)) | Err(_)) | None => return None,
            Some(Ok(_)) => {}
        }
    }
}

/// A site with nothing behind its names, for tests that draw no page in a browser.
pub(crate) fn site(folder: &std::path::Path) {
    let manifest = r#"{"build":"test","boot":"/assets/boot.js","style":"/assets/main.css","wasm":"/assets/boucle.wasm","preload":[],"watch":{"script":"/assets/watch.js","style":"/assets/watch.css"}}"#;
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    std::fs::write(folder.join("assets.json"), manifest).unwrap();
}
