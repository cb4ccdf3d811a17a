//! Licences, bans and sources of dependencies, judged by cargo-deny after deny.toml.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

const VERSION: &str = "0.20.2";

/// Checks dependencies; installs cargo-deny under the target folder when it is not there.
pub(crate) fn check(workspace: &Workspace, advisories: bool) -> Result<()> {
    let program = find_or_install(workspace)?;
    let mut deny = Command::new(program);
    deny.current_dir(&workspace.root).args([
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]);
    if advisories {
        deny.arg("advisories");
    }
    process::run(&mut deny)
}

fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.target.join("tools");
    let ours = tools.join("bin").join(format!("cargo-deny{}", env::consts::EXE_SUFFIX));
    if ours.is_file() {
        return Ok(ours);
    }
    if let Some(found) = process::on_path("cargo-deny") {
        return Ok(found);
    }
    println!("Installing cargo-deny {VERSION} under the target folder (once, a few minutes).");
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["install", "--locked", "--debug", "--quiet", "cargo-deny", "--version", VERSION, "--root"]).arg(&tools);
    cargo.arg("--target-dir").arg(tools.join("build"));
    // It runs for two seconds at a time: built without optimisation it is there sooner.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
    process::run(&mut cargo)
        .with_context(|| format!("cargo-deny is missing: run `cargo install --locked cargo-deny --version {VERSION}` where there is a network"))?;
    Ok(ours)
}
