//! The programs that cargo builds, found by what cargo says of them.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;
use crate::workspace::Workspace;

/// A program that cargo has built.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) name: String,
    /// `bin`, `test`, `bench`.
    pub(crate) kind: String,
    /// Whether it is the test program of what it is named after.
    pub(crate) is_test: bool,
    pub(crate) path: PathBuf,
}

/// Has cargo build without running, and returns the programs that came of it.
pub(crate) fn built(workspace: &Workspace, what: &[&str]) -> Result<Vec<Program>> {
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(what).args(["--no-run", "--message-format=json-render-diagnostics"]);
    let output = cargo.stderr(Stdio::inherit()).output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("{} failed ({})", process::said(&cargo), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(program_in).collect())
}

/// Builds the one test or bench of this name and returns its path.
pub(crate) fn one(workspace: &Workspace, what: &[&str], kind: &str, name: &str) -> Result<PathBuf> {
    let mut programs = built(workspace, what)?.into_iter();
    let found = programs.find(|program| program.kind == kind && program.name == name);
    found.map(|program| program.path).with_context(|| format!("cargo built no {kind} {name}"))
}

/// Reads one message of cargo.
pub(crate) fn program_in(message: &str) -> Option<Program> {
    let artifact: Artifact = serde_json::from_str(message).ok()?;
    let kind = artifact.target.kind.into_iter().next()?;
    Some(Program { name: artifact.target.name, kind, is_test: artifact.profile.test, path: artifact.executable? })
}

#[derive(Deserialize)]
struct Artifact {
    target: Target,
    profile: BuildProfile,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct BuildProfile {
    test: bool,
}
