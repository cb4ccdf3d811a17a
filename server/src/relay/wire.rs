//! A connection's way out. What is said is written where it is said, by whoever says it, as long as the socket takes
//! it; what the socket does not take waits in order for the connection's own task, up to a bound in bytes and in time.

use super::reason::{Reason, Why};
use bytes::{Buf, Bytes};
use std::{
    collections::VecDeque,
    io::{self, ErrorKind, IoSlice, Read, Write},
    net::TcpStream,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{io::unix::AsyncFd, sync::Notify, time::timeout};
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
    /// Written to without asking whether it is ready: it nearly always is, and asking costs a thousand times.
    tcp: AsyncFd<TcpStream>,
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
    reason: OnceLock<Reason>,
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
    /// Takes over a socket that does not block.
    pub(super) fn new(tcp: TcpStream) -> io::Result<Self> {
        #[expect(unsafe_code, reason = "tokio asks for a promise that the standard library's socket keeps")]
        // SAFETY: a `TcpStream` owns its descriptor, keeps it open for as long as it lives, and never changes it.
        let tcp = unsafe { AsyncFd::register(tcp) }?;
        Ok(Self {
            tcp,
            waiting: Mutex::default(),
            stuck: Notify::new(),
            ending: Ending::default(),
            heard: AtomicBool::new(true),
        })
    }

    /// Reads what has come in, for the connection's own task.
    pub(super) fn poll_read(&self, context: &mut Context<'_>, into: &mut [u8]) -> Poll<io::Result<usize>> {
        loop {
            let Poll::Ready(ready) = self.tcp.poll_read_ready(context)? else { return Poll::Pending };
            let mut guard = ready;
            match guard.try_io(|tcp| tcp.get_ref().read(into)) {
                Ok(Ok(read)) => {
                    self.heard();
                    // Less than there was room for: the socket is empty, and asking again would only cost.
                    if read > 0 && read < into.len() {
                        guard.clear_ready();
                    }
                    return Poll::Ready(Ok(read));
                }
                Ok(Err(error)) if error.kind() == ErrorKind::Interrupted => {}
                Ok(Err(error)) => return Poll::Ready(Err(error)),
                Err(_not_ready) => {}
            }
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
            match self.tcp.get_ref().write(bytes) {
                Ok(written) if written == bytes.len() => return,
                Ok(written) => taken = written,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                Err(_gone) => return self.end(Reason::left()),
            }
        }
        self.enqueue(waiting, [Bytes::copy_from_slice(&bytes[taken..])]);
    }

    /// Writes parts of one message, framed already. They are shared, not copied.
    pub(crate) fn write_parts(&self, parts: impl IntoIterator<Item = Bytes>) {
        let waiting = self.waiting();
        let nothing_before = waiting.parts.is_empty();
        self.enqueue(waiting, parts);
        if nothing_before && self.flush().is_err_and(|error| error.kind() != ErrorKind::WouldBlock) {
            self.end(Reason::left());
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
                let words = "too slow: the messages for you filled their queue; connect again to catch up";
                return self.end(Reason::new(Why::Slow, words));
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
    pub(super) async fn drain(&self) -> Reason {
        loop {
            if !self.is_behind() {
                self.stuck.notified().await;
            }
            match timeout(PATIENCE, self.flush_when_ready()).await {
                Ok(Ok(())) => {}
                Ok(Err(_gone)) => return Reason::left(),
                Err(_elapsed) => {
                    let words = "too slow: nothing was read for 8 seconds; connect again to catch up";
                    return Reason::new(Why::Slow, words);
                }
            }
        }
    }

    /// Returns once nothing waits any more, or the socket is gone.
    pub(super) async fn empty(&self) {
        while self.is_behind() && self.flush_when_ready().await.is_ok() {}
    }

    /// Waits until the socket takes something, and writes what it takes.
    async fn flush_when_ready(&self) -> io::Result<()> {
        let mut guard = self.tcp.writable().await?;
        // What it does not take now waits for the next time it is ready.
        guard.try_io(|_tcp| self.flush()).unwrap_or(Ok(()))
    }

    /// Writes all that waits; "would block" when the socket does not take all of it.
    fn flush(&self) -> io::Result<()> {
        let mut waiting = self.waiting();
        while !waiting.parts.is_empty() {
            let mut slices = [IoSlice::new(&[]); PARTS];
            let some = waiting.parts.iter().zip(&mut slices).map(|(part, slice)| *slice = IoSlice::new(part)).count();
            match self.tcp.get_ref().write_vectored(&slices[..some]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(taken) => {
                    waiting.took(taken);
                    self.heard();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Bytes that come in or go out are a sign of life: a long message may take longer than an answer to a ping may.
    fn heard(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    /// Whether anything was heard since this was last asked.
    pub(super) fn was_heard(&self) -> bool {
        self.heard.swap(false, Ordering::Relaxed)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the connection; the first reason is the one it is told, and none is told when it has no words.
    pub(crate) fn end(&self, reason: Reason) {
        let _first_reason_stays = self.ending.reason.set(reason);
        self.ending.notify.notify_waiters();
        self.ending.notify.notify_one();
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ending.reason.get().is_some()
    }

    /// The reason, once the connection is to end.
    pub(super) async fn ended(&self) -> &Reason {
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
        // The room that was needed once is given back.
        self.parts = VecDeque::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use tokio::{io::AsyncReadExt, time::Instant};

    /// A wire, and the socket at its other end.
    fn pair() -> (Wire, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let far = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (near, _) = listener.accept().unwrap();
        near.set_nonblocking(true).unwrap();
        far.set_nonblocking(true).unwrap();
        (Wire::new(near).unwrap(), far)
    }

    fn fill(wire: &Wire) {
        while !wire.is_behind() {
            wire.write(&[0; 64 << 10]);
        }
    }

    #[tokio::test]
    async fn r4_what_waits_for_a_stalled_reader_is_bounded_and_it_is_told_why() {
        let (wire, _far) = pair();
        fill(&wire);
        let mut most = 0;
        for _ in 0..100 {
            wire.write(&[1; 32 << 10]);
            let waiting = wire.waiting().parts.iter().map(Bytes::len).sum::<usize>();
            most = most.max(waiting);
            if wire.ending.reason.get().is_some() {
                break;
            }
        }
        assert!(wire.ended().await.words.contains("too slow"));
        assert!(most <= BACKLOG + (64 << 10) + (32 << 10), "{most} bytes wait");
    }

    #[tokio::test(start_paused = true)]
    async fn r4_a_reader_that_takes_nothing_is_let_go_after_eight_seconds() {
        let (wire, _far) = pair();
        fill(&wire);
        let begin = Instant::now();
        assert!(wire.drain().await.words.contains("8 seconds"));
        assert_eq!(begin.elapsed().as_secs(), 8);
    }

    #[tokio::test]
    async fn what_a_slow_reader_takes_is_whole_and_in_order() {
        let (wire, far) = pair();
        let piece = |n: u32| n.to_be_bytes().repeat(5_000);
        let shared = Bytes::from(piece(7));
        fill(&wire);
        wire.write_parts([Bytes::from(piece(6)), shared.clone(), shared]);
        (8..16).for_each(|n| wire.write(&piece(n)));
        let before: usize = wire.waiting().parts.iter().map(Bytes::len).sum();
        assert!(before > 11 * 20_000, "{before} bytes wait");
        let mut far = tokio::net::TcpStream::from_std(far).unwrap();
        let mut received = Vec::new();
        let expected = [vec![6, 7, 7], (8..16).collect()].concat();
        let wanted: Vec<u8> = expected.iter().flat_map(|n| piece(*n)).collect();
        let reading = async {
            while !received.ends_with(&wanted) {
                far.read_buf(&mut received).await.unwrap();
            }
        };
        tokio::select! {
            reason = wire.drain() => panic!("let go: {reason:?}"),
            () = reading => {}
        }
        assert!(
            received[..received.len() - wanted.len()].iter().all(|byte| *byte == 0),
            "what was written first came first"
        );
        assert!(!wire.is_behind());
    }
}
