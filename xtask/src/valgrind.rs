//! Valgrind, which counts instructions: the one that is here, or one from the system's packages.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::packages::Installer;
use crate::process;

const NAME: &str = "valgrind";

/// Finds valgrind, and installs it when it is missing.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(path) = process::on_path(NAME) {
        return Ok(path);
    }
    let installer = Installer::find();
    if let Some(installer) = installer {
        println!("No valgrind was found; installing it with {}.", installer.name);
        installer.install(NAME, false);
    }
    match process::on_path(NAME) {
        Some(path) => Ok(path),
        None => {
            bail!("valgrind is missing: install it (for instance `apt-get install valgrind`), then run this again.")
        }
    }
}
