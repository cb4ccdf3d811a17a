//! How an edit fans out: our relay beside a bare broadcaster, driven by the same clients in one run.
//!
//! One person types into one document, W readers follow it; a hundred people type; a thousand say who they are; five
//! thousand do nothing. Beside the relay stand the servers of others, where `cargo xtask bench` has put them. What is said of a server is the CPU time it spends on
//! each delivered edit, how late the edit arrives, how much memory a reader costs, and how soon the writer knows its
//! work to be on disk. The broadcaster (the floor) holds no document and writes once to each reader: what the kernel
//! alone charges. Figures on a shared machine drift; the ratio to the floor of the same run is what counts.
//!
//! `cargo bench -p boucle-server --bench fanout -- --help` says what can be chosen. It fails when any reader missed
//! an edit.

#![allow(clippy::print_stdout, reason = "the table is what this program is for")]

#[path = "fanout/arguments.rs"]
mod arguments;
#[path = "fanout/disk.rs"]
mod disk;
#[path = "fanout/figures.rs"]
mod figures;
#[path = "fanout/floor.rs"]
mod floor;
#[path = "fanout/machine.rs"]
mod machine;
#[path = "fanout/marker.rs"]
mod marker;
#[path = "fanout/opening.rs"]
mod opening;
#[path = "support/pad.rs"]
mod pad;
#[path = "fanout/process.rs"]
mod process;
#[path = "fanout/reader.rs"]
mod reader;
#[path = "fanout/run.rs"]
mod run;
#[path = "fanout/socket.rs"]
mod socket;
#[path = "fanout/table.rs"]
mod table;
#[path = "fanout/tally.rs"]
mod tally;
#[path = "fanout/typer.rs"]
mod typer;
#[path = "support/typist.rs"]
mod typist;
#[path = "fanout/yjs.rs"]
mod yjs;

use anyhow::{Context, bail};
use arguments::{Answering, Arguments, Scene};
use clap::Parser;
use figures::Figures;
use process::{Kind, Server};
use run::Load;
use std::process::ExitCode;
use tokio::{runtime, task::LocalSet};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = if arguments.floor { floor::serve() } else { bench(&arguments) };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fanout: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(arguments: &Arguments) -> anyhow::Result<()> {
    let most = arguments.watchers.iter().max().copied().unwrap_or(0).max(arguments.idle);
    machine::allow_open_files(most)?;
    // The documents lie on the disk that holds the build, never in a folder that may be memory: a sync has to cost.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).context("no folder for the documents")?;
    let sync = disk::time_of_a_sync(folder.path())?;
    let before = machine::load_average();
    let mut all = Vec::new();
    for (kind, load) in passes(arguments) {
        let Load { scene, readers, answering, .. } = load;
        let figures = measure(kind, load, folder.path());
        match figures {
            Ok(figures) => {
                eprintln!("{figures}");
                all.push(figures);
            }
            // What another's server cannot bear is a result.
            Err(error) if Kind::PEERS.contains(&kind) => {
                eprintln!("{}, {scene}, {readers} readers: not measured, because {error:#}", kind.name());
            }
            Err(error) => {
                return Err(
                    error.context(format!("{}, {scene}, {readers} readers that answer {answering}", kind.name()))
                );
            }
        }
    }
    if !all.is_empty() {
        println!("\n{}", table::of(&all));
    }
    if arguments.scenes.contains(&Scene::Opening) {
        println!("{}\n", openings(arguments, folder.path())?);
    }
    println!("{}", machine::description(&before));
    println!("One sync of this disk: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms.", sync.p50, sync.p95, sync.p99);
    table::warnings(&all).iter().for_each(|warning| println!("{warning}"));
    let (theirs, ours): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|figures| !figures.complete())
        .partition(|figures| Kind::PEERS.iter().any(|peer| peer.name() == figures.server));
    theirs.iter().for_each(|figures| println!("Did not deliver everything: {}.", figures.shortfall()));
    let ours: Vec<_> = ours.into_iter().map(Figures::shortfall).collect();
    if ours.is_empty() { Ok(()) } else { bail!("edits were lost: {}", ours.join("; ")) }
}

/// Everyone who types at once, and how often each does, in a second.
const CROWD: usize = 100;
const EACH: f64 = 1.0;
/// Readers who say who they are.
const PRESENT: usize = 1_000;
/// Readers beyond which the server of automerge-repo delivers next to nothing.
const MOST_FOR_AUTOMERGE_REPO: usize = 200;

/// All that is measured, in order. The floor stands first, because the others are measured against it. Its readers are
/// silent; where readers answer each edit, it stands there once more, to show what reading the answers costs.
fn passes(arguments: &Arguments) -> Vec<(Kind, Load)> {
    let peers = if arguments.alone || process::peers().is_none() { &[][..] } else { &Kind::PEERS[..] };
    let mut passes = Vec::new();
    for &scene in &arguments.scenes {
        let (sizes, rate) = match scene {
            Scene::One => (arguments.watchers.clone(), arguments.rate),
            Scene::All => (vec![CROWD], EACH),
            Scene::Presence => (vec![PRESENT], arguments.rate),
            Scene::Idle => (vec![arguments.idle], arguments.rate),
            Scene::Opening => continue,
        };
        for readers in sizes {
            let mut add = |kind, answering| {
                passes.push((kind, Load { scene, readers, answering, rate, seconds: arguments.seconds() }));
            };
            if scene != Scene::Idle {
                add(Kind::Floor, Answering::Never);
            }
            if scene == Scene::One {
                arguments.ack.iter().filter(|a| **a == Answering::AtOnce).for_each(|a| add(Kind::Floor, *a));
                arguments.ack.iter().for_each(|a| add(Kind::Relay, *a));
            } else {
                add(Kind::Relay, Answering::Lazy);
            }
            for &peer in peers {
                if peer.speaks_yjs() {
                    add(peer, Answering::Never);
                } else if scene == Scene::One && readers <= MOST_FOR_AUTOMERGE_REPO {
                    add(peer, Answering::AtOnce);
                }
            }
        }
    }
    passes
}

/// What it costs that many people open a long pad at once, as a table.
fn openings(arguments: &Arguments, folder: &std::path::Path) -> anyhow::Result<String> {
    let pad = opening::LongPad::write()?;
    let mut all = Vec::new();
    for kind in opening::SERVERS {
        if kind == Kind::Relay || !(arguments.alone || process::peers().is_none()) {
            let folder = tempfile::tempdir_in(folder).context("no folder for the documents")?;
            let opened = on_one_thread(opening::measure(kind, &pad, folder.path()))?;
            all.push(opened.with_context(|| format!("{}, opening", kind.name()))?);
        }
    }
    Ok(opening::table(&all, &pad))
}

/// One thread: the server needs the other cores.
fn on_one_thread<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().context("the runtime cannot start")?;
    Ok(LocalSet::new().block_on(&runtime, work))
}

/// One server, started for this and stopped after it, so that no pass inherits another's memory.
fn measure(kind: Kind, load: Load, folder: &std::path::Path) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir_in(folder).context("no folder for the documents")?;
    let server = Server::start(kind, folder.path())?;
    let figures = on_one_thread(run::measure(&server, load))?;
    server.stop()?;
    figures
}
