//! Brotli and gzip beside each text of a release, so that the server never compresses a file twice.
//!
//! Node has both in native code. Brotli at its highest quality in an unoptimised xtask would take minutes.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

const SCRIPT: &str = include_str!("compress.mjs");

/// Writes `.br` and `.gz` beside every file of the site that gets smaller by it.
pub(crate) fn compress(site: &Path) -> Result<()> {
    process::run(Command::new("node").args(["--input-type=module", "--eval", SCRIPT, "--"]).arg(site))
        .context("the site could not be compressed")
}
