//! The floor: a broadcaster with no document. One thread, one write for each reader of each message: what the kernel
//! alone charges for a fan-out. Going below it takes several edits in one message.
//!
//! It speaks as much of the protocol as the clients of this bench need: it answers a websocket with its name, hands on
//! what carries a mark, and reads everything else for nothing.

use crate::marker::Marker;
use anyhow::Context;
use boucle_sync::{
    PeerId,
    message::{Message, PROTOCOL_VERSION, PeerMetadata},
};
use mio::{
    Events, Interest, Poll, Registry, Token,
    net::{TcpListener, TcpStream},
};
use std::io::{Cursor, ErrorKind, Read, Write};
use tokio_tungstenite::tungstenite::{
    handshake::derive_accept_key,
    protocol::frame::{
        FrameHeader,
        coding::{Data, OpCode},
    },
};

const LISTENER: Token = Token(usize::MAX);
const BUFFER: usize = 64 << 10;
/// What may wait for a reader that does not read. More, and it is let go.
const MOST_UNSENT: usize = 4 << 20;

/// Serves until it is killed.
pub(crate) fn serve() -> anyhow::Result<()> {
    let mut poll = Poll::new()?;
    let mut listener = TcpListener::bind(([127, 0, 0, 1], 0).into()).context("no address is free")?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    println!("The floor is at http://{}/", listener.local_addr()?);
    let name = Message::Peer {
        sender: PeerId::from("floor"),
        target: PeerId::from(""),
        metadata: PeerMetadata::default(),
        version: PROTOCOL_VERSION.into(),
    };
    let welcome = framed(&name.encode())?;
    let mut connections: Vec<Option<Connection>> = Vec::new();
    let mut events = Events::with_capacity(256);
    let mut buffer = vec![0; BUFFER];
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        for event in &events {
            if event.token() == LISTENER {
                accept(&listener, poll.registry(), &mut connections)?;
                continue;
            }
            let index = event.token().0;
            let Some(connection) = connections.get_mut(index).and_then(Option::as_mut) else { continue };
            match connection.turn(&mut buffer, &welcome) {
                Ok(messages) => messages.iter().try_for_each(|m| broadcast(&mut connections, index, m))?,
                Err(_gone) => connections[index] = None,
            }
        }
    }
}

fn accept(
    listener: &TcpListener,
    registry: &Registry,
    connections: &mut Vec<Option<Connection>>,
) -> anyhow::Result<()> {
    loop {
        match listener.accept() {
            Ok((mut stream, _)) => {
                stream.set_nodelay(true)?;
                registry.register(&mut stream, Token(connections.len()), Interest::READABLE | Interest::WRITABLE)?;
                connections.push(Some(Connection { stream, open: false, input: Vec::new(), unsent: Vec::new() }));
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error).context("no more connections can be taken"),
        }
    }
}

fn broadcast(connections: &mut [Option<Connection>], from: usize, message: &[u8]) -> anyhow::Result<()> {
    let frame = framed(message)?;
    for (index, place) in connections.iter_mut().enumerate() {
        if let Some(connection) = place
            && index != from
            && connection.open
            && connection.write(&frame).is_err()
        {
            *place = None;
        }
    }
    Ok(())
}

/// A message as a server sends it: one frame, unmasked.
fn framed(message: &[u8]) -> anyhow::Result<Vec<u8>> {
    let header = FrameHeader { opcode: OpCode::Data(Data::Binary), ..FrameHeader::default() };
    let mut frame = Vec::with_capacity(message.len() + 10);
    header.format(message.len() as u64, &mut frame)?;
    frame.extend_from_slice(message);
    Ok(frame)
}

/// The connection is of no more use.
struct Gone;

impl From<std::io::Error> for Gone {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

struct Connection {
    stream: TcpStream,
    /// The websocket stands.
    open: bool,
    input: Vec<u8>,
    unsent: Vec<u8>,
}

impl Connection {
    /// Does what the socket is ready for. Returns the messages that are to be handed on.
    fn turn(&mut self, buffer: &mut [u8], welcome: &[u8]) -> Result<Vec<Vec<u8>>, Gone> {
        if !self.unsent.is_empty() {
            let waiting = std::mem::take(&mut self.unsent);
            self.write(&waiting)?;
        }
        loop {
            match self.stream.read(buffer) {
                Ok(0) => return Err(Gone),
                Ok(count) => {
                    self.input.extend_from_slice(&buffer[..count]);
                    // Less than was asked for: the socket is empty, and asking again would only cost.
                    if count < buffer.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        if !self.open && !self.upgrade(welcome)? {
            return Ok(Vec::new());
        }
        let mut messages = Vec::new();
        while let Some(message) = self.message()? {
            if Marker::all(&message).next().is_some() {
                messages.push(message);
            }
        }
        Ok(messages)
    }

    /// Answers the request for a websocket once all of it is here.
    fn upgrade(&mut self, welcome: &[u8]) -> Result<bool, Gone> {
        let Some(end) = self.input.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(false) };
        let request = String::from_utf8_lossy(&self.input[..end]).into_owned();
        self.input.drain(..end + 4);
        let headers = request.lines().filter_map(|line| line.split_once(':'));
        let mut keys = headers.filter(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"));
        let key = derive_accept_key(keys.next().ok_or(Gone)?.1.trim().as_bytes());
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {key}\r\n\r\n"
        );
        self.write(answer.as_bytes())?;
        self.write(welcome)?;
        self.open = true;
        Ok(true)
    }

    /// The next whole message. Only what the clients of this bench send: one frame a message.
    fn message(&mut self) -> Result<Option<Vec<u8>>, Gone> {
        let mut cursor = Cursor::new(&self.input);
        let Some((header, length)) = FrameHeader::parse(&mut cursor).map_err(|_malformed| Gone)? else {
            return Ok(None);
        };
        let start = usize::try_from(cursor.position()).map_err(|_huge| Gone)?;
        let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length)).ok_or(Gone)?;
        let Some(payload) = self.input.get(start..end) else { return Ok(None) };
        let mask = header.mask.ok_or(Gone)?;
        let message = payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
        self.input.drain(..end);
        match header.opcode {
            OpCode::Data(Data::Binary) => Ok(Some(message)),
            _ => Err(Gone),
        }
    }

    /// Writes now what the socket takes, and the rest when it takes more.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        let mut sent = 0;
        while self.unsent.is_empty() && sent < bytes.len() {
            match self.stream.write(&bytes[sent..]) {
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.unsent.extend_from_slice(&bytes[sent..]);
        if self.unsent.len() > MOST_UNSENT { Err(Gone) } else { Ok(()) }
    }
}
