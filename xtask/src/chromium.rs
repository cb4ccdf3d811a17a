//! A Chromium for the end-to-end tests: the one that is here, or one from the system's packages.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Result, bail};

use crate::packages::Installer;
use crate::process;

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MISSING: &str = "No Chromium was found: install one (for instance `apt-get install chromium`), or name it in the variable CHROMIUM.";

/// Finds a Chromium that starts, and installs one when there is none.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(named);
        if !starts(&path) {
            bail!("CHROMIUM names {}, which does not start: correct the variable or remove it.", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    install()?;
    match find() {
        Some(path) => Ok(path),
        None => bail!(MISSING),
    }
}

fn find() -> Option<PathBuf> {
    let named = NAMES.iter().filter_map(|name| process::on_path(name));
    let bundles = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"];
    let installed = bundles.iter().map(|bundle| Path::new("/Applications").join(bundle));
    named.chain(installed).chain(from_playwright()).find(|path| starts(path))
}

/// Some systems put a program there that only says how to install the real one.
fn starts(path: &Path) -> bool {
    path.is_file() && process::answer(path, &["--version"]).is_some()
}

/// The browsers that `npx playwright install chromium` keeps, the newest first.
fn from_playwright() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let caches = [".cache/ms-playwright", "Library/Caches/ms-playwright"];
    let folders = env::var_os("PLAYWRIGHT_BROWSERS_PATH")
        .map(PathBuf::from)
        .into_iter()
        .chain(caches.iter().filter_map(|cache| Some(home.as_ref()?.join(cache))));
    let programs = ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-mac/Chromium.app/Contents/MacOS/Chromium"];
    let mut versions: Vec<PathBuf> =
        folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten().map(|entry| entry.path()).collect();
    versions.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("chromium-")));
    versions.sort();
    versions.iter().rev().flat_map(|version| programs.map(|program| version.join(program))).collect()
}

fn install() -> Result<()> {
    let Some(installer) = Installer::find() else { bail!(MISSING) };
    let name = installer.name;
    println!("No Chromium was found; installing one with {name}.");
    if !installer.install("chromium", true) {
        bail!("{name} could not install a Chromium: install one yourself, or name it in the variable CHROMIUM.");
    }
    Ok(())
}
