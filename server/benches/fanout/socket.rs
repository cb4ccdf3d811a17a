//! A websocket to a server under measurement.

use anyhow::{Context, bail};
use boucle_sync::{
    PeerId,
    message::{Message, PROTOCOL_VERSION, PeerMetadata},
};
use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message as Frame, protocol::WebSocketConfig},
};

pub(crate) struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    pub(crate) async fn open(address: SocketAddr, path: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("no connection")?;
        stream.set_nodelay(true)?;
        // The default buffer of 128 KiB is cleared at each read, and would be most of what a client costs.
        let config = WebSocketConfig::default().read_buffer_size(4 << 10).write_buffer_size(0);
        let url = format!("ws://{address}{path}");
        let (socket, _answer) = client_async_with_config(url, stream, Some(config)).await.context("no websocket")?;
        Ok(Self(socket))
    }

    /// Says who we are and waits for the server's name.
    pub(crate) async fn join(&mut self, me: &PeerId) -> anyhow::Result<PeerId> {
        let metadata = PeerMetadata { storage_id: None, is_ephemeral: true };
        let join = Message::Join { sender: me.clone(), metadata, versions: vec![PROTOCOL_VERSION.into()] };
        self.send(join.encode()).await?;
        match Message::decode(&self.next().await?)? {
            Message::Peer { sender, .. } => Ok(sender),
            Message::Error { message } => bail!("refused: {message}"),
            other => bail!("joining was answered by {other:?}"),
        }
    }

    pub(crate) async fn send(&mut self, message: Vec<u8>) -> anyhow::Result<()> {
        Ok(self.0.send(Frame::Binary(message.into())).await?)
    }

    /// The next message of the protocol. Dropping the future loses nothing.
    pub(crate) async fn next(&mut self) -> anyhow::Result<Bytes> {
        loop {
            match self.0.next().await {
                Some(Ok(Frame::Binary(message))) => return Ok(message),
                Some(Ok(Frame::Close(_))) | None => bail!("the server closed the connection"),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
            }
        }
    }
}
