//! A socket with a bound on its patience: whoever asks for something and then reads nothing is let go.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// How long a socket may take nothing of what is written to it.
const PATIENCE: Duration = Duration::from_secs(8);

/// A socket that fails a write when nothing was taken for so long.
#[derive(Debug)]
pub(crate) struct Patient {
    tcp: TcpStream,
    stuck: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    pub(super) fn new(tcp: TcpStream) -> Self {
        Self { tcp, stuck: None }
    }

    pub(crate) fn into_inner(self) -> TcpStream {
        self.tcp
    }

    fn bounded<T>(&mut self, written: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stuck = None;
            return written;
        }
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        stuck.as_mut().poll(context).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(context, into)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write(context, bytes);
        self.bounded(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write_vectored(context, slices);
        self.bounded(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        time::Instant,
    };

    async fn pair() -> (Patient, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (Patient::new(listener.accept().await.unwrap().0), far)
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_reads_nothing_is_let_go_after_eight_seconds() {
        let (mut near, _far) = pair().await;
        let begin = Instant::now();
        let error = near.write_all(&vec![0; 64 << 20]).await.unwrap_err();
        assert_eq!((error.kind(), begin.elapsed().as_secs()), (ErrorKind::TimedOut, 8));
    }

    #[tokio::test]
    async fn what_is_read_slowly_arrives_whole() {
        let (mut near, mut far) = pair().await;
        let bytes: Vec<u8> = (0..8_u32 << 20).map(|n| n.to_le_bytes()[1]).collect();
        let sent = bytes.clone();
        let writing = tokio::spawn(async move { near.write_all(&sent).await.unwrap() });
        let mut received = Vec::new();
        while far.read_buf(&mut received).await.unwrap() > 0 {
            tokio::task::yield_now().await;
        }
        writing.await.unwrap();
        assert!(received == bytes);
    }
}
