//! How an edit fans out: our relay beside a bare broadcaster, driven by the same clients in one run.
//!
//! One person types into one document, W readers follow it. What is said of a server is the CPU time it spends on
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

use anyhow::{Context, bail};
use arguments::{Answering, Arguments};
use clap::Parser;
use figures::Figures;
use process::{Kind, Server};
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
    let most = arguments.watchers.iter().max().copied().unwrap_or(0);
    machine::allow_open_files(most)?;
    // The documents lie on the disk that holds the build, never in a folder that may be memory: a sync has to cost.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).context("no folder for the documents")?;
    let sync = disk::time_of_a_sync(folder.path())?;
    let before = machine::load_average();
    let mut all = Vec::new();
    for &readers in &arguments.watchers {
        for (kind, answering) in passes(&arguments.ack) {
            let load = run::Load { readers, answering, rate: arguments.rate, seconds: arguments.seconds() };
            let figures = measure(kind, load, folder.path())
                .with_context(|| format!("{} with {readers} readers that answer {answering}", kind.name()))?;
            eprintln!("{figures}");
            all.push(figures);
        }
    }
    println!("\n{}", table::of(&all));
    println!("{}", machine::description(&before));
    println!("One sync of this disk: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms.", sync.p50, sync.p95, sync.p99);
    table::warnings(&all).iter().for_each(|warning| println!("{warning}"));
    let incomplete: Vec<_> = all.iter().filter(|f| !f.complete()).map(Figures::shortfall).collect();
    if incomplete.is_empty() { Ok(()) } else { bail!("edits were lost: {}", incomplete.join("; ")) }
}

/// The floor stands first, because the others are measured against it. Its readers are silent; where readers answer
/// each edit, it stands there once more, to show what reading the answers costs.
fn passes(ack: &[Answering]) -> Vec<(Kind, Answering)> {
    let mut passes = vec![(Kind::Floor, Answering::Never)];
    passes.extend(ack.iter().filter(|a| **a == Answering::AtOnce).map(|a| (Kind::Floor, *a)));
    passes.extend(ack.iter().map(|a| (Kind::Relay, *a)));
    passes
}

/// One server, started for this and stopped after it, so that no pass inherits another's memory.
fn measure(kind: Kind, load: run::Load, folder: &std::path::Path) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir_in(folder).context("no folder for the documents")?;
    let server = Server::start(kind, folder.path())?;
    // One thread: the server needs the other cores.
    let runtime = runtime::Builder::new_current_thread().enable_all().build().context("the runtime cannot start")?;
    let figures = LocalSet::new().block_on(&runtime, run::measure(&server, load));
    server.stop()?;
    figures
}
