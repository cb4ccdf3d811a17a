//! What must be on the machine before anything is built, and what can be fetched when it is not.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::process;
use crate::version::Version;
use crate::workspace::Workspace;

const NODE: Version = Version(20, 0, 0);
const WASM: &str = "wasm32-unknown-unknown";

/// Checks Node and npm, and adds the WebAssembly target when it is missing.
pub(crate) fn tools(workspace: &Workspace) -> Result<()> {
    let Some(printed) = process::answer("node", &["--version"]) else {
        bail!("Node is missing: install version 20 or later from https://nodejs.org, then run this again.");
    };
    if Version::read(&printed).is_none_or(|found| found < NODE) {
        bail!("Node {printed} is too old: install version 20 or later from https://nodejs.org, then run this again.");
    }
    if !process::npm(&workspace.root).arg("--version").output().is_ok_and(|output| output.status.success()) {
        bail!(
            "npm is missing: install it with Node from https://nodejs.org or your system's packages, then run this again."
        );
    }
    wasm_target()
}

fn wasm_target() -> Result<()> {
    let folder = process::answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if process::on_path("rustup").is_none() {
        bail!("Rust's WebAssembly target is missing: install rustup from https://rustup.rs, then run this again.");
    }
    let added = process::run(std::process::Command::new("rustup").args(["target", "add", WASM]));
    added.with_context(|| {
        format!("Rust's WebAssembly target is missing: run `rustup target add {WASM}` where there is a network")
    })
}

/// Installs the npm packages when what is on the disk is not what package-lock.json asks for.
pub(crate) fn packages(workspace: &Workspace) -> Result<()> {
    packages_in(&workspace.root)
}

/// Installs the npm packages of this folder when what is there is not what its package-lock.json asks for.
pub(crate) fn packages_in(folder: &Path) -> Result<()> {
    let path = folder.join("package-lock.json");
    let text = fs::read_to_string(&path).context("package-lock.json cannot be read: run `npm install` once")?;
    let lock: Value = serde_json::from_str(&text).context("package-lock.json cannot be understood")?;
    // npm writes this file last, so a first installation that was interrupted leaves none.
    let finished = folder.join("node_modules/.package-lock.json").is_file();
    if finished && missing_package(&lock, |place| installed_version(&folder.join(place))).is_none() {
        return Ok(());
    }
    process::run(process::npm(folder).args(["ci", "--no-fund", "--no-audit"]))
        .context("the npm packages could not be installed: look at npm's message above, then run this again")
}

/// The first package that package-lock.json requires and that is absent or has another version.
/// Optional packages are for other systems as often as for this one, and links are our own workspaces.
fn missing_package(lock: &Value, installed: impl Fn(&str) -> Option<String>) -> Option<&str> {
    let packages = lock.get("packages").and_then(Value::as_object).map_or_else(Vec::new, |all| all.iter().collect());
    packages
        .into_iter()
        .filter(|(place, _)| place.contains("node_modules/"))
        .filter_map(|(place, package)| Some((place, package.as_object()?)))
        .filter(|(_, package)| {
            !is_set(package, "optional") && !is_set(package, "link") && !is_set(package, "devOptional")
        })
        .find(|(place, package)| installed(place).as_deref() != package.get("version").and_then(Value::as_str))
        .map(|(place, _)| place.as_str())
}

fn is_set(package: &Map<String, Value>, name: &str) -> bool {
    package.get(name).and_then(Value::as_bool).unwrap_or(false)
}

fn installed_version(folder: &Path) -> Option<String> {
    let package: Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json")).ok()?).ok()?;
    Some(package.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::missing_package;
    use serde_json::json;

    #[test]
    fn npm_runs_when_a_package_is_absent_or_has_another_version() {
        let lock = json!({"packages": {
            "": {"name": "boucle"},
            "app/editor": {"version": "0.1.0"},
            "node_modules/@boucle/editor": {"link": true, "resolved": "app/editor"},
            "node_modules/esbuild": {"version": "0.28.2"},
            "node_modules/@esbuild/win32-x64": {"version": "0.28.2", "optional": true},
        }});
        assert_eq!(missing_package(&lock, |_| None), Some("node_modules/esbuild"));
        assert_eq!(missing_package(&lock, |_| Some("0.28.1".to_owned())), Some("node_modules/esbuild"));
        assert_eq!(missing_package(&lock, |_| Some("0.28.2".to_owned())), None);
    }
}
