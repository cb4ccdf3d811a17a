//! Takes connections in. Anyone can open one: whoever then says nothing is let go, and there is a bound on how many there
//! are, so that there is always room for one more who asks for something.

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{io, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};
use tower::ServiceExt;

/// A request whose head takes longer, or is larger, is no request.
const HEAD: Duration = Duration::from_secs(5);
const HEAD_BYTES: usize = 16 << 10;
/// How long nobody is taken in when the system gives no socket.
const PAUSE: Duration = Duration::from_millis(200);
/// Connections beside the websockets: who reads pages, who was refused and is being told why.
const BESIDE: usize = 256;
/// Those beyond who are told so at the same time, and how long that may take.
const REFUSALS: usize = 64;
const GOODBYE: Duration = Duration::from_secs(2);
/// Files beside the sockets: the store's, and pipes to workers.
const FILES: u64 = 512;

const FULL: &str = "the server has as many connections as it takes; try again later\n";

/// One of the connections that there may be, for as long as somebody holds it.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    _turn: Arc<OwnedSemaphorePermit>,
}

/// How many connections are taken in where there may be so many websockets.
#[must_use]
pub fn most(websockets: usize) -> usize {
    (websockets + (websockets / 4).max(BESIDE)).min(Semaphore::MAX_PERMITS)
}

/// Asks the system for as many open files as so many connections need, where it gives fewer to a program that does not
/// ask. Says so when it does not allow them.
pub fn allow(connections: usize) {
    let needed = connections as u64 + FILES;
    let files = getrlimit(Resource::Nofile);
    if files.current.is_none_or(|current| current >= needed) {
        return;
    }
    let allowed = files.maximum.map_or(needed, |most| most.min(needed));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum: files.maximum });
    if allowed < needed || raised.is_err() {
        tracing::warn!(allowed, needed, "this system allows fewer open files than so many connections need");
    }
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
        let connection = http.serve_connection(TokioIo::new(tcp), TowerToHyperService::new(service)).with_upgrades();
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
