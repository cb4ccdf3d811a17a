//! The measurements, with release builds: the relay under load, a long pad in a browser, and instructions.

use anyhow::Result;

use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{chromium, instructions, peers, process, server, setup, site};

const FANOUT: &str = "fanout";
const PAD: &str = "pad";
const MAP: &str = "map";
const POLL: &str = "poll";
const BOARD: &str = "board";
const CARTO: &str = "carto";
const INSTRUCTIONS: &str = "instructions";
/// Asks for no server of others.
const ALONE: &str = "--alone";
/// Tools, packages, and what `site::build` says of itself.
const SITE_STEPS: usize = 5;

/// Measures how edits fan out; or, when the first argument is `pad`, `map`, `poll`, `board` or `carto`, what a long pad, a large
/// map, a large poll, a board of sixty people or a large Meta-Carto costs in a browser; or, when it is `instructions`, what the
/// hot paths of `sync` cost. The other arguments go to the bench.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((first, rest)) if first == PAD => in_browser(workspace, PAD, "A long pad", rest),
        Some((first, rest)) if first == MAP => in_browser(workspace, MAP, "A large map", rest),
        Some((first, rest)) if first == POLL => in_browser(workspace, POLL, "A large poll", rest),
        Some((first, rest)) if first == BOARD => in_browser(workspace, BOARD, "A board of sixty people", rest),
        Some((first, rest)) if first == CARTO => in_browser(workspace, CARTO, "A large Meta-Carto", rest),
        Some((first, rest)) if first == INSTRUCTIONS => instructions::instructions(workspace, rest),
        _ => fanout(workspace, arguments),
    }
}

fn fanout(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let alone = arguments.iter().any(|argument| argument == ALONE);
    let mut progress = Progress::of(if alone { 2 } else { 4 });
    let server = progress
        .step_with_note("Server for release", first_time(workspace), || server::as_measured(workspace, FANOUT))?;
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["bench", server::SAME_GRAPH, "--bench", FANOUT, "--"]).args(arguments).env("BOUCLE_BIN", server);
    if !alone {
        progress.step("Tools", || setup::tools(workspace))?;
        let note = "first time: several minutes";
        let peers = progress.step_with_note("Servers of others", note, || peers::install(workspace))?;
        cargo.env("BOUCLE_PEERS", peers);
    }
    progress.step("Fan-out", || process::run(&mut cargo))
}

fn in_browser(workspace: &Workspace, bench: &str, what: &str, arguments: &[String]) -> Result<()> {
    let mut progress = Progress::of(SITE_STEPS + 2);
    progress.step("Tools", || setup::tools(workspace))?;
    progress.step("npm packages", || setup::packages(workspace))?;
    let browser = progress.step("Chromium", chromium::find_or_install)?;
    let site = site::build(workspace, Profile::Release, &mut progress)?;
    let server = progress
        .step_with_note("Server for release", first_time(workspace), || server::as_measured(workspace, bench))?;
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["bench", server::SAME_GRAPH, "--bench", bench, "--"]).args(arguments);
    cargo.env("BOUCLE_BIN", server).env("BOUCLE_SITE", site).env("CHROMIUM", browser);
    progress.step(what, || process::run(&mut cargo))
}

fn first_time(workspace: &Workspace) -> &'static str {
    if server::is_first(workspace, Profile::Release) { "first time: several minutes" } else { "" }
}
