//! The project's commands, in Rust so that a clone needs nothing but Rust and Node to run, test and release.
//!
//! This file knows only the arguments; each module beside it knows one part of the work.

#![allow(clippy::print_stdout, reason = "this program talks to the person who started it")]

mod artifact;
mod bench;
mod bundle;
mod check;
mod chromium;
mod compress;
mod deny;
mod dist;
mod instructions;
mod manifest;
mod packages;
mod peers;
mod process;
mod progress;
mod serve;
mod server;
mod setup;
mod site;
mod sizes;
mod soak;
mod tally;
mod valgrind;
mod version;
mod wasm;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::check::{Check, Request};
use crate::soak::Soak;
use crate::workspace::{Profile, Workspace};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Runs, builds and tests Boucle", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything that is needed and serves it on this machine
    Run(RunArguments),
    /// Builds the site and the server
    Build {
        /// Small and fast, and slow to build
        #[arg(long)]
        release: bool,
    },
    /// Runs every check, or those that are named
    Test(TestArguments),
    /// Holds the size of a first visit under its ceiling
    Sizes {
        /// Accepts what is measured now
        #[arg(long)]
        write: bool,
    },
    /// Measures the relay under load; `pad`, a long pad in a browser; `instructions`, the hot paths of sync
    Bench {
        /// What the bench is given
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Runs for a long time, and goes on where it was broken off
    Soak {
        /// What is run
        run: Soak,
        /// How many seeds in all, when not as many as the run is meant to have
        #[arg(long)]
        seeds: Option<u64>,
    },
    /// Builds a release into dist/
    Dist,
}

#[derive(Args)]
struct TestArguments {
    /// The checks to run [default: all]
    checks: Vec<Check>,
    /// Leaves out what needs a release build
    #[arg(long)]
    fast: bool,
    /// Looks for known vulnerabilities too
    #[arg(long)]
    advisories: bool,
    /// What Playwright is given, after `--`
    #[arg(last = true)]
    browser_arguments: Vec<String>,
}

#[derive(Args)]
struct RunArguments {
    /// Small and fast, and slow to build
    #[arg(long)]
    release: bool,
    /// Where to listen; port 0 takes any free port
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: String,
    /// Where the meetups are stored [default: target/data]
    #[arg(long)]
    data: Option<PathBuf>,
}

impl From<TestArguments> for Request {
    fn from(test: TestArguments) -> Self {
        Self {
            checks: test.checks,
            fast: test.fast,
            advisories: test.advisories,
            browser_arguments: test.browser_arguments,
        }
    }
}

fn main() -> ExitCode {
    match perform(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Run(run) => serve::run(&workspace, Profile::chosen(run.release), &run.listen, run.data),
        Command::Build { release } => serve::build(&workspace, Profile::chosen(release)),
        Command::Test(test) => check::run(&workspace, &test.into()),
        Command::Sizes { write } => sizes::command(&workspace, write),
        Command::Bench { arguments } => bench::bench(&workspace, &arguments),
        Command::Soak { run, seeds } => soak::soak(&workspace, run, seeds),
        Command::Dist => dist::dist(&workspace),
    }
}
