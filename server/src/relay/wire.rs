//! A connection's way out. What is said is written where it is said, by whoever says it, as long as the socket takes
//! it; what the socket does not take waits in order for the connection's own task, up to a bound in bytes and in time.

use bytes::{Buf, Bytes};
use std::{
    collections::VecDeque,
    io::{self, ErrorKind, IoSlice},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{net::tcp::OwnedWriteHalf, sync::Notify, time::timeout};
use tungstenite::protocol::frame::{
    FrameHeader,
    coding::{Control, Data, OpCode},
};

/// Bytes that may wait behind what is being written. That itself may be longer: a newcomer's is a document.
const BACKLOG: usize = 512 << 10;
/// How long a socket may take nothing of what waits.
const PATIENCE: Duration = Duration::from_secs(8);
/// Parts that one write takes at most.
const PARTS: usize = 8;

/// The socket, and what it has not taken yet.
#[derive(Debug)]
pub(crate) struct Wire {
    tcp: OwnedWriteHalf,
    waiting: Mutex<Waiting>,
    /// Told when something begins to wait.
    stuck: Notify,
    ending: Ending,
    /// Whether anything came in since this was last asked.
    heard: AtomicBool,
}

#[derive(Debug, Default)]
struct Waiting {
    parts: VecDeque<Bytes>,
    /// Bytes of what was being written when the rest began to wait, and of the rest.
    first: usize,
    behind: usize,
}

/// Why a connection ends, said once.
#[derive(Debug, Default)]
struct Ending {
    reason: OnceLock<String>,
    notify: Notify,
}

/// Puts the header of a binary message of this length behind what is in `out`.
pub(super) fn put_header(out: &mut Vec<u8>, length: usize) {
    put(out, OpCode::Data(Data::Binary), length);
}

fn put(out: &mut Vec<u8>, opcode: OpCode, length: usize) {
    let header = FrameHeader { opcode, ..FrameHeader::default() };
    let written = header.format(length as u64, out);
    debug_assert!(written.is_ok(), "writing into memory");
}

impl Wire {
    pub(super) fn new(tcp: OwnedWriteHalf) -> Self {
        Self {
            tcp,
            waiting: Mutex::default(),
            stuck: Notify::new(),
            ending: Ending::default(),
            heard: AtomicBool::new(true),
        }
    }

    /// Sends one binary message.
    pub(super) fn say(&self, message: &[u8]) {
        let mut bytes = Vec::with_capacity(message.len() + 10);
        put_header(&mut bytes, message.len());
        bytes.extend_from_slice(message);
        self.write(&bytes);
    }

    /// Asks the other side whether it is still there.
    pub(super) fn ping(&self) {
        let mut bytes = Vec::new();
        put(&mut bytes, OpCode::Control(Control::Ping), 0);
        self.write(&bytes);
    }

    /// Writes bytes that are framed already. What the socket does not take at once is copied.
    pub(crate) fn write(&self, bytes: &[u8]) {
        let waiting = self.waiting();
        let mut taken = 0;
        if waiting.parts.is_empty() {
            match self.tcp.try_write(bytes) {
                Ok(written) if written == bytes.len() => return,
                Ok(written) => taken = written,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_gone) => return self.end(""),
            }
        }
        self.enqueue(waiting, [Bytes::copy_from_slice(&bytes[taken..])]);
    }

    /// Writes parts of one message, framed already. They are shared, not copied.
    pub(crate) fn write_parts(&self, parts: impl IntoIterator<Item = Bytes>) {
        let waiting = self.waiting();
        let nothing_before = waiting.parts.is_empty();
        self.enqueue(waiting, parts);
        if nothing_before && self.flush().is_err() {
            self.end("");
        }
    }

    fn enqueue(&self, mut waiting: MutexGuard<'_, Waiting>, parts: impl IntoIterator<Item = Bytes>) {
        let before = waiting.parts.len();
        waiting.parts.extend(parts);
        let more = waiting.parts.range(before..).map(Bytes::len).sum::<usize>();
        if before == 0 {
            waiting.first = more;
        } else {
            waiting.behind += more;
            if waiting.behind > BACKLOG {
                return self.end("too slow: the messages for you filled their queue; connect again to catch up");
            }
        }
        drop(waiting);
        self.stuck.notify_one();
    }

    /// Whether the socket has not taken everything yet.
    pub(crate) fn is_behind(&self) -> bool {
        !self.waiting().parts.is_empty()
    }

    /// Writes what waits whenever the socket takes it. Ends when it takes nothing, with the reason why; may be dropped
    /// and begun again.
    pub(super) async fn drain(&self) -> &'static str {
        loop {
            if !self.is_behind() {
                self.stuck.notified().await;
            }
            match timeout(PATIENCE, self.tcp.writable()).await {
                Ok(Ok(())) if self.flush().is_ok() => {}
                Ok(_gone) => return "",
                Err(_elapsed) => return "too slow: nothing was read for 8 seconds; connect again to catch up",
            }
        }
    }

    /// Returns once nothing waits any more, or the socket is gone.
    pub(super) async fn empty(&self) {
        while self.is_behind() && self.tcp.writable().await.is_ok() && self.flush().is_ok() {}
    }

    /// Writes what waits, as far as the socket takes it.
    fn flush(&self) -> io::Result<()> {
        let mut waiting = self.waiting();
        while !waiting.parts.is_empty() {
            let mut slices = [IoSlice::new(&[]); PARTS];
            let some = waiting.parts.iter().zip(&mut slices).map(|(part, slice)| *slice = IoSlice::new(part)).count();
            match self.tcp.try_write_vectored(&slices[..some]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(taken) => waiting.took(taken),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    pub(super) fn heard(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    /// Whether anything was heard since this was last asked.
    pub(super) fn was_heard(&self) -> bool {
        self.heard.swap(false, Ordering::Relaxed)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the connection; the first reason is the one it is told, and none is told when it is empty.
    pub(crate) fn end(&self, reason: &str) {
        let _first_reason_stays = self.ending.reason.set(reason.to_owned());
        self.ending.notify.notify_waiters();
        self.ending.notify.notify_one();
    }

    /// The reason, once the connection is to end.
    pub(super) async fn ended(&self) -> &str {
        loop {
            let notified = self.ending.notify.notified();
            if let Some(reason) = self.ending.reason.get() {
                return reason;
            }
            notified.await;
        }
    }
}

impl Waiting {
    fn took(&mut self, mut taken: usize) {
        let of_first = taken.min(self.first);
        self.first -= of_first;
        self.behind -= taken - of_first;
        while let Some(part) = self.parts.front_mut() {
            if taken < part.len() {
                part.advance(taken);
                return;
            }
            taken -= part.len();
            self.parts.pop_front();
        }
        // What is large once need not stay so.
        self.parts = VecDeque::new();
    }
}
