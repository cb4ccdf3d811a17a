//! The relay's load test, against a release server.

use anyhow::Result;

use crate::process;
use crate::progress::Progress;
use crate::server;
use crate::workspace::{Profile, Workspace};

const BENCH: &str = "fanout";

/// Builds the server for release and measures how it fans edits out; `arguments` go to the bench.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let mut progress = Progress::of(2);
    let note = if server::is_first(workspace, Profile::Release) { "first time: several minutes" } else { "" };
    let server = progress.step_with_note("Server for release", note, || server::as_measured(workspace, BENCH))?;
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["bench", server::SAME_GRAPH, "--bench", BENCH, "--"]).args(arguments).env("BOUCLE_BIN", server);
    progress.step("Fan-out", || process::run(&mut cargo))
}
