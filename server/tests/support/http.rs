//! A client that sends one request and reads its answer.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines of its head, in small letters.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn words(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// `what` is a method and a path; `lines` are more of the head, each ended with `\r\n`.
pub(crate) async fn send(address: &str, what: &str, lines: &str, body: &[u8]) -> Answer {
    try_send(address, what, lines, body).await.unwrap()
}

/// The same; none when the server is not there, or goes.
pub(crate) async fn try_send(address: &str, what: &str, lines: &str, body: &[u8]) -> Option<Answer> {
    let length = body.len();
    let head =
        format!("{what} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{lines}\r\n");
    let mut tcp = TcpStream::connect(address).await.ok()?;
    tcp.write_all(&[head.as_bytes(), body].concat()).await.ok()?;
    let mut bytes = Vec::new();
    tcp.read_to_end(&mut bytes).await.ok()?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head, body: bytes[end + 4..].to_vec() })
}
