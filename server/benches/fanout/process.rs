//! The servers under measurement, each a process of its own, and what the kernel says they used.

use anyhow::{Context, bail, ensure};
use boucle_sync::DocumentId;
use rustix::{
    param::page_size,
    process::{Pid, Signal, kill_process},
};
use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// How long a server may take to listen, and to leave. Long, because it may run under a profiler.
const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(30);

/// Names of files that need not be there: nobody asks for a page.
const ASSETS: &str = r#"{"build": "bench", "boot": "/assets/boot.js", "style": "/assets/main.css",
    "wasm": "/assets/boucle_bg.wasm", "preload": [], "watch": {"script": "/assets/watch.js", "style": "/assets/watch.css"}}"#;

/// What is measured: a bare broadcaster, our relay, and the servers of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Floor,
    Relay,
    YSweet,
    YWebsocket,
    Hocuspocus,
    AutomergeRepo,
}

impl Kind {
    pub(crate) const PEERS: [Self; 4] = [Self::YSweet, Self::YWebsocket, Self::Hocuspocus, Self::AutomergeRepo];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Relay => "boucle",
            Self::YSweet => "y-sweet",
            Self::YWebsocket => "y-websocket",
            Self::Hocuspocus => "hocuspocus",
            Self::AutomergeRepo => "automerge-repo",
        }
    }

    pub(crate) fn speaks_yjs(self) -> bool {
        matches!(self, Self::YSweet | Self::YWebsocket | Self::Hocuspocus)
    }

    /// Where the websocket of a document is.
    pub(crate) fn path(self, document: DocumentId) -> String {
        match self {
            Self::Floor | Self::Relay => "/sync".into(),
            Self::YSweet => format!("/d/{document}/ws/{document}"),
            Self::YWebsocket => format!("/{document}"),
            Self::Hocuspocus | Self::AutomergeRepo => "/".into(),
        }
    }

    /// Makes the document known to a server that wants to be told.
    pub(crate) fn announce(self, address: SocketAddr, document: DocumentId) -> anyhow::Result<()> {
        if self != Self::YSweet {
            return Ok(());
        }
        let body = format!("{{\"docId\":\"{document}\"}}");
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "POST /doc/new HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer)?;
        ensure!(answer.contains(" 200 "), "a document could not be made: {}", answer.trim());
        Ok(())
    }
}

/// A server that listens. It is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts a server that keeps what it keeps in this folder, and waits until it listens.
    pub(crate) fn start(kind: Kind, folder: &Path) -> anyhow::Result<Self> {
        match kind {
            Kind::Floor => Self::told(kind, floor()?),
            Kind::Relay => Self::told(kind, relay(folder)?),
            _ => Self::tried(kind, folder),
        }
    }

    /// One of ours takes a free port and says which.
    fn told(kind: Kind, mut command: Command) -> anyhow::Result<Self> {
        let mut child = spawn(command.stdout(Stdio::piped()))?;
        let output = child.stdout.take().context("standard output is piped")?;
        // On a thread of its own, because reading a line knows no time limit.
        let (said, saying) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let _read = BufReader::new(output).read_line(&mut line);
            let _heard = said.send(line);
        });
        let line = saying.recv_timeout(START).unwrap_or_default();
        let Some(address) = address(&line) else {
            let _gone = child.kill();
            let _reaped = child.wait();
            bail!("it did not say where it listens; what it said instead: {:?}", line.trim_end());
        };
        Ok(Self { kind, address, child })
    }

    /// Another's is given a port, and asked until it answers there.
    fn tried(kind: Kind, folder: &Path) -> anyhow::Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let mut command = peer(kind, address.port(), folder)?;
        let child = spawn(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let mut server = Self { kind, address, child };
        let asked = Instant::now();
        while TcpStream::connect(address).is_err() {
            ensure!(server.child.try_wait()?.is_none(), "{} ended before it listened", kind.name());
            ensure!(asked.elapsed() < START, "{} does not listen", kind.name());
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    pub(crate) fn usage(&self) -> anyhow::Result<Usage> {
        Usage::of(&self.child.id().to_string())
    }

    /// Asks it to leave, so that a profiler around it can write down what it saw.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        kill_process(Pid::from_child(&self.child), Signal::TERM).context("it was gone before it was told to stop")?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            ensure!(asked.elapsed() < STOP, "it did not stop within {STOP:?}");
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn spawn(command: &mut Command) -> anyhow::Result<Child> {
    let program = Path::new(command.get_program()).display().to_string();
    command.spawn().with_context(|| format!("{program} cannot be started; `cargo xtask bench` makes it"))
}

/// Where `cargo xtask bench` has put the servers of others, if it has.
pub(crate) fn peers() -> Option<PathBuf> {
    env::var_os("BOUCLE_PEERS").map(PathBuf::from)
}

/// Each as its documentation starts it. They write to this folder, if they write.
fn peer(kind: Kind, port: u16, folder: &Path) -> anyhow::Result<Command> {
    let peers = peers().context("the servers of others are not here; `cargo xtask bench` puts them there")?;
    let node = |script: &str| {
        let mut command = Command::new(peers.join("node_modules/.bin/node"));
        command.arg(peers.join(script)).env("NODE_ENV", "production");
        command
    };
    let mut command = match kind {
        Kind::YSweet => {
            let mut command = Command::new(peers.join("bin/y-sweet"));
            command.args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()]).arg(folder);
            return Ok(command);
        }
        Kind::YWebsocket => node("node_modules/@y/websocket-server/src/server.js"),
        Kind::Hocuspocus => node("hocuspocus.mjs"),
        Kind::AutomergeRepo => node("node_modules/@automerge/automerge-repo-sync-server/src/index.js"),
        Kind::Floor | Kind::Relay => bail!("{} is no peer", kind.name()),
    };
    command.env("PORT", port.to_string()).env("HOST", "127.0.0.1").env("DATA_DIR", folder).current_dir(&peers);
    Ok(command)
}

fn floor() -> anyhow::Result<Command> {
    let mut command = Command::new(env::current_exe().context("where is this program?")?);
    command.arg("--floor");
    Ok(command)
}

/// `BOUCLE_BIN` and `BOUCLE_SITE` choose others than the ones cargo built beside this and an empty one.
fn relay(folder: &Path) -> anyhow::Result<Command> {
    let program = env::var_os("BOUCLE_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_boucle")), PathBuf::from);
    let site = match env::var_os("BOUCLE_SITE") {
        Some(site) => PathBuf::from(site),
        None => {
            fs::write(folder.join("assets.json"), ASSETS).context("the site cannot be written")?;
            folder.to_owned()
        }
    };
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder.join("data")).arg("--site").arg(site);
    if env::var_os("RUST_LOG").is_none() {
        command.env("RUST_LOG", "warn");
    }
    Ok(command)
}

fn address(line: &str) -> Option<SocketAddr> {
    line.split_once("http://")?.1.split('/').next()?.parse().ok()
}

/// What a process has used so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usage {
    /// Time that its threads have run, in the kernel and outside.
    pub(crate) cpu: Duration,
    /// Memory that is really there, in bytes.
    pub(crate) memory: u64,
}

impl Usage {
    pub(crate) fn of_this_process() -> anyhow::Result<Self> {
        Self::of("self")
    }

    fn of(process: &str) -> anyhow::Result<Self> {
        let proc = Path::new("/proc").join(process);
        let statm = fs::read_to_string(proc.join("statm")).context("the process is gone")?;
        let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
        // In nanoseconds, where the times of a whole process are told in hundredths of a second.
        let threads = fs::read_dir(proc.join("task"))?.flatten();
        let nanoseconds = threads.filter_map(|thread| {
            fs::read_to_string(thread.path().join("schedstat")).ok()?.split(' ').next()?.parse::<u64>().ok()
        });
        let cpu = Duration::from_nanos(nanoseconds.sum());
        let memory = pages.context("/proc speaks differently on this system")? * page_size() as u64;
        Ok(Self { cpu, memory })
    }
}
