//! From a fresh clone to an address one can click.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{server, setup, site};

/// What was built, ready to be served.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) server: PathBuf,
    pub(crate) site: PathBuf,
}

/// Builds the site and the server, and says where they are.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    let built = everything(workspace, profile)?;
    println!(
        "The server is {}, the site {}.",
        workspace.short(&built.server).display(),
        workspace.short(&built.site).display()
    );
    Ok(())
}

/// Builds what is needed and becomes the server.
pub(crate) fn run(workspace: &Workspace, profile: Profile, listen: &str, data: Option<PathBuf>) -> Result<()> {
    let built = everything(workspace, profile)?;
    let mut server = Command::new(built.server);
    server.args(["serve", "--listen", listen, "--data"]).arg(data.unwrap_or_else(|| workspace.data()));
    server.arg("--site").arg(built.site);
    become_program(&mut server)
}

/// Builds the site and the server.
pub(crate) fn everything(workspace: &Workspace, profile: Profile) -> Result<Built> {
    let mut progress = Progress::of(3 + site::STEPS);
    progress.step("Tools", || setup::tools(workspace))?;
    progress.step("npm packages", || setup::packages(workspace))?;
    let site = site::build(workspace, profile, &mut progress)?;
    let note = if server::is_first(workspace, profile) { "first time: several minutes" } else { "" };
    let server = progress.step_with_note("Server", note, || server::build(workspace, profile))?;
    Ok(Built { server, site })
}

/// Hands this process over to the server, so that Ctrl-C and SIGTERM reach it as they are.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(command.exec()).context("the server could not be started"))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    crate::process::run(command)
}
