//! Takes connections in. Anyone can open one: whoever then says nothing, or reads nothing, is let go, and there is a bound on
//! how many there are.

mod patient;

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
pub(crate) use patient::Patient;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};
use tower::ServiceExt;

/// A request whose head takes longer, or is larger, is no request.
const HEAD: Duration = Duration::from_secs(5);
const HEAD_BYTES: usize = 16 << 10;
/// How long nobody is taken in when the system gives no socket.
const PAUSE: Duration = Duration::from_millis(200);
/// Connections that may wait to be taken in. The system may allow fewer (`net.core.somaxconn`).
const LINE: u32 = 4_096;
/// Connections beside the websockets: who reads pages, who was refused and is being told why.
const BESIDE: usize = 256;
/// Those beyond who are told so at the same time, and how long that may take.
const REFUSALS: usize = 64;
const GOODBYE: Duration = Duration::from_secs(2);
/// Files beside the sockets: the store's, pages that are read, pipes to workers.
const FILES: u64 = 768;

const FULL: &str = "the server has as many connections as it takes; try again later\n";

/// One of the connections that there may be, for as long as somebody holds it.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    _turn: Arc<OwnedSemaphorePermit>,
}

/// How many connections there may be beside so many websockets.
#[must_use]
pub fn beside(websockets: usize) -> usize {
    (websockets / 4).max(BESIDE)
}

/// How many connections are taken in where there may be so many websockets.
#[must_use]
pub fn most(websockets: usize) -> usize {
    (websockets + beside(websockets)).min(Semaphore::MAX_PERMITS)
}

/// Asks the system for as many open files as so many connections need, where it gives fewer to a program that does not
/// ask. Returns how many connections it has files for, and says so when they are fewer.
#[must_use]
pub fn allowed(connections: usize) -> usize {
    let needed = connections as u64 + FILES;
    let files = getrlimit(Resource::Nofile);
    if files.current.is_none_or(|current| current >= needed) {
        return connections;
    }
    let most = files.maximum.map_or(needed, |most| most.min(needed));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: files.maximum });
    let files = if raised.is_ok() { most } else { files.current.unwrap_or(most) };
    let connections = fit(connections, files);
    if files < needed {
        tracing::warn!(files, needed, connections, "this system allows fewer open files than are needed");
    }
    connections
}

/// How many connections there is room for, of so many, where so many files may be open: the store comes first.
fn fit(connections: usize, files: u64) -> usize {
    let left = files.saturating_sub(FILES).max(files / 4);
    connections.min(usize::try_from(left).unwrap_or(usize::MAX))
}

/// Listens on this address. A crowd that comes at one moment waits in line for a moment, where a short line would have
/// those who do not fit try again a second later.
///
/// # Errors
/// When the address is taken, or is not of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(LINE)
}

/// Serves until `stop`, and then what has begun.
pub async fn serve(listener: TcpListener, router: Router, most: usize, stop: impl Future<Output = ()>) {
    let (slots, refusals) = (Arc::new(Semaphore::new(most)), Arc::new(Semaphore::new(REFUSALS)));
    // Every connection listens whether it is to end; when none does any more, all have.
    let (ending, listening) = watch::channel(());
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    let mut stop = pin!(stop);
    loop {
        let tcp = tokio::select! {
            tcp = accept(&listener) => tcp,
            () = &mut stop => break,
        };
        let Ok(turn) = Arc::clone(&slots).try_acquire_owned() else {
            // A flood of them costs no more than this: others are closed without a word.
            if let Ok(turn) = Arc::clone(&refusals).try_acquire_owned() {
                tokio::spawn(async move {
                    let _gone = timeout(GOODBYE, refuse(tcp)).await;
                    drop(turn);
                });
            }
            continue;
        };
        let slot = Slot { _turn: Arc::new(turn) };
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(slot.clone());
            request
        });
        let connection =
            http.serve_connection(TokioIo::new(Patient::new(tcp)), TowerToHyperService::new(service)).with_upgrades();
        let mut listening = listening.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = &mut connection => ended,
                _ = listening.changed() => {
                    // What was asked for is still answered.
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended badly");
            }
        });
    }
    drop((listener, listening));
    ending.send_replace(());
    ending.closed().await;
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((tcp, _from)) => return tcp,
            // Whoever it was is gone already.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken in");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Tells somebody that there are too many. Reads until they have gone, whatever it is: a socket closed with bytes unread
/// takes the words back.
async fn refuse(mut tcp: TcpStream) -> io::Result<()> {
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Retry-After: 10\r\nConnection: close\r\n\r\n{FULL}",
        FULL.len()
    );
    tcp.write_all(answer.as_bytes()).await?;
    tcp.shutdown().await?;
    let mut unread = [0; 1 << 10];
    while tcp.read(&mut unread).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FILES, fit};

    #[test]
    fn where_there_are_few_files_the_store_has_its_own() {
        assert_eq!(fit(12_500, 20_000), 12_500);
        assert_eq!(fit(12_500, 4_096), 4_096 - usize::try_from(FILES).unwrap());
        assert_eq!(fit(12_500, 256), 64);
    }
}
