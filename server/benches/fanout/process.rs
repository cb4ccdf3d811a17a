//! The servers under measurement, each a process of its own, and what the kernel says they used.

use anyhow::{Context, bail, ensure};
use rustix::{
    param::{clock_ticks_per_second, page_size},
    process::{Pid, Signal, kill_process},
};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
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
    "wasm": "/assets/boucle_bg.wasm", "preload": []}"#;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Floor,
    Relay,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Relay => "boucle",
        }
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
        let mut command = match kind {
            Kind::Floor => floor()?,
            Kind::Relay => relay(folder)?,
        };
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| {
            format!(
                "{} cannot be started; `cargo build --release -p boucle-server` makes it",
                Path::new(command.get_program()).display()
            )
        })?;
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
    /// User and system time of all its threads. The kernel counts in hundredths of a second.
    pub(crate) cpu: Duration,
    /// Memory that is really there, in bytes.
    pub(crate) memory: u64,
}

impl Usage {
    pub(crate) fn of_this_process() -> anyhow::Result<Self> {
        Self::of("self")
    }

    fn of(process: &str) -> anyhow::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).context("the process is gone")?;
        Self::parse(&stat).context("/proc speaks differently on this system")
    }

    /// Fields are counted from 1 in proc(5). The second is the program's name in parentheses and may hold anything.
    fn parse(stat: &str) -> Option<Self> {
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        let ticks = field(14)? + field(15)?;
        let cpu = Duration::from_secs_f64(ticks as f64 / clock_ticks_per_second() as f64);
        Some(Self { cpu, memory: field(24)? * page_size() as u64 })
    }
}
