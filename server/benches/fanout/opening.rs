//! What it costs a server that many people open a long pad at the same moment.

use crate::{
    figures::quantile,
    pad,
    process::{self, Kind, Server},
    reader, typist, yjs,
};
use anyhow::{Context, ensure};
use boucle_model::Splice;
use boucle_sync::DocumentId;
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

/// Edits in the pad, and those who open it.
const EDITS: usize = 260_000;
const OPENERS: usize = 200;
/// Edits of ten that take a letter back.
const DELETIONS: u32 = 2;
/// What a server still does after it has answered, and how long a stored document is waited for.
const SETTLE: Duration = Duration::from_secs(2);

/// What one server did. Times are milliseconds.
#[derive(Debug)]
pub(crate) struct Opening {
    server: &'static str,
    /// Bytes that one person receives.
    bytes: usize,
    /// CPU of the server for each.
    cpu: f64,
    p50: f64,
    p99: f64,
    memory: f64,
}

/// The servers that are given the pad: the others have no way to hold one of this length that is worth comparing.
pub(crate) const SERVERS: [Kind; 4] = [Kind::Relay, Kind::YSweet, Kind::YWebsocket, Kind::Hocuspocus];

/// The same edits, as each kind of server is given them.
pub(crate) struct LongPad {
    trace: Vec<Splice>,
    automerge: automerge::Automerge,
    yjs: Option<Vec<u8>>,
}

impl LongPad {
    pub(crate) fn write() -> anyhow::Result<Self> {
        let trace = typist::trace(EDITS, DELETIONS);
        let automerge = pad::written(&trace);
        let yjs = process::peers().map(|peers| by_yjs(&peers, &trace)).transpose()?;
        Ok(Self { trace, automerge, yjs })
    }
}

/// Yjs itself writes its pad, edit by edit.
fn by_yjs(peers: &Path, trace: &[Splice]) -> anyhow::Result<Vec<u8>> {
    let mut node = Command::new(peers.join("node_modules/.bin/node"));
    node.arg("typist.mjs").current_dir(peers).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().context("Yjs cannot be started")?;
    let mut edits = node.stdin.take().context("standard input is piped")?;
    let lines: String = trace.iter().map(|s| format!("[{},{},{:?}]\n", s.at, s.delete, s.insert)).collect();
    let writing = thread::spawn(move || edits.write_all(lines.as_bytes()));
    let output = node.wait_with_output()?;
    ensure!(
        output.status.success() && writing.join().is_ok_and(|written| written.is_ok()),
        "Yjs could not write the pad"
    );
    Ok(output.stdout)
}

/// Starts the server with the pad in it, lets everyone open it at once, and says what that came to.
pub(crate) async fn measure(kind: Kind, pad: &LongPad, folder: &Path) -> anyhow::Result<Opening> {
    let document = DocumentId::from_random(rand::random());
    if kind == Kind::Relay {
        pad::store(&folder.join("data/documents"), document, &pad.automerge).await?;
    }
    let server = Server::start(kind, folder)?;
    kind.announce(server.address, document)?;
    let mut _giver = None;
    if kind.speaks_yjs() {
        let update = pad.yjs.as_ref().context("Yjs has not written the pad")?;
        _giver = Some(yjs::give(kind, server.address, document, update).await?);
    }
    // The first makes the server read it; the others are what is measured.
    open(kind, server.address, document, 0).await?;
    sleep(SETTLE).await;
    let before = server.usage()?;
    let begin = Instant::now();
    let mut openers = JoinSet::new();
    for number in 1..=OPENERS {
        let (kind, address) = (server.kind, server.address);
        openers.spawn_local(async move {
            let bytes = open(kind, address, document, number).await?;
            anyhow::Ok((bytes, begin.elapsed().as_secs_f64() * 1e3))
        });
    }
    let mut times = Vec::new();
    let mut bytes = 0;
    while let Some(opened) = openers.join_next().await {
        let (received, time) = opened??;
        times.push(time);
        bytes = bytes.max(received);
    }
    sleep(SETTLE).await;
    let after = server.usage()?;
    times.sort_by(f64::total_cmp);
    let cpu = after.cpu.saturating_sub(before.cpu).as_secs_f64() * 1e3 / OPENERS as f64;
    let (p50, p99) = (quantile(&times, 0.5), quantile(&times, 0.99));
    server.stop()?;
    Ok(Opening { server: kind.name(), bytes, cpu, p50, p99, memory: after.memory as f64 })
}

async fn open(kind: Kind, address: std::net::SocketAddr, document: DocumentId, number: usize) -> anyhow::Result<usize> {
    if kind.speaks_yjs() {
        yjs::open(kind, address, document, number).await
    } else {
        reader::open(kind, address, document, number).await
    }
}

/// The table, in Markdown.
pub(crate) fn table(all: &[Opening], pad: &LongPad) -> String {
    let mut lines = vec![format!(
        "A pad of {} edits, opened by {OPENERS} people at once:\n\n\
         | server | bytes | × y-websocket | CPU ms each | last has it, p50 ms | p99 ms | RSS MB |\n\
         | ------ | ----: | ------------: | ----------: | ------------------: | -----: | -----: |",
        pad.trace.len()
    )];
    let reference = all.iter().find(|opening| opening.server == Kind::YWebsocket.name()).map(|o| o.bytes as f64);
    for Opening { server, bytes, cpu, p50, p99, memory } in all {
        let ratio = reference.map_or("–".into(), |reference| format!("{:.2}", *bytes as f64 / reference));
        let memory = memory / 1e6;
        lines.push(format!("| {server} | {bytes} | {ratio} | {cpu:.2} | {p50:.0} | {p99:.0} | {memory:.0} |"));
    }
    lines.join("\n")
}
