//! The servers of others, which the relay is measured beside: installed from their registries, into the target folder.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{process, setup};

/// What npm needs, and what starts them. Beside the bench that uses it.
const SOURCE: &str = "server/benches/peers";
const FILES: [&str; 4] = ["package.json", "package-lock.json", "hocuspocus.mjs", "typist.mjs"];
const Y_SWEET: &str = "0.9.1";

/// Where they are, installed when they were not.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("peers");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for file in FILES {
        let from = workspace.root.join(SOURCE).join(file);
        fs::copy(&from, folder.join(file)).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    setup::packages_in(&folder)?;
    if !folder.join("bin").join(format!("y-sweet{}", std::env::consts::EXE_SUFFIX)).is_file() {
        let mut cargo = process::cargo(&folder);
        cargo.args(["install", "y-sweet", "--version", Y_SWEET, "--locked", "--root"]).arg(&folder);
        cargo.arg("--target-dir").arg(workspace.target.join("peers-build"));
        process::run(&mut cargo).context("y-sweet could not be installed; `--alone` measures without it")?;
    }
    Ok(folder)
}
