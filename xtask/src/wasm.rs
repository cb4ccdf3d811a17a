//! The WebAssembly module: compiled by cargo, then given the JavaScript that lets a browser call it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

mod parts;
mod unused;

use crate::manifest::content_hash;
use crate::process;
use crate::workspace::{Profile, Workspace};

/// True when cargo has nothing of this profile yet, and a person will wait.
pub(crate) fn is_first(workspace: &Workspace, profile: Profile) -> bool {
    !module(workspace, profile).is_file()
}

/// Compiles the app for the browser.
pub(crate) fn compile(workspace: &Workspace, profile: Profile) -> Result<()> {
    // Naming the crate type here keeps link-time optimisation: a crate that is also an rlib loses it.
    process::run(process::cargo(&workspace.root).args([
        "rustc",
        "--package=boucle-app",
        "--lib",
        "--crate-type=cdylib",
        "--target=wasm32-unknown-unknown",
        "--no-default-features",
        "--features=hydrate",
        "--profile",
        profile.of_the_module(),
        // What is where is known by it, and the module can be taken apart.
        "--",
        "-Clink-arg=--emit-relocs",
    ]))
}

/// Writes `bindgen/boucle.js` and `bindgen/boucle_bg.wasm`, unless they were made of this very module in this very way.
pub(crate) fn bind(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    check_versions(&lock)?;
    let module = module(workspace, profile);
    let folder = workspace.web(profile).join("bindgen");
    let stamp = folder.join("stamp");
    let written = stamp_of(&module)?;
    if fs::read_to_string(&stamp).is_ok_and(|before| before == written) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the old bindings cannot be removed")?;
    }
    fs::create_dir_all(&folder).context("the folder of the bindings cannot be made")?;
    let main = parts::part(&module, &folder, profile.is_release())?;
    let mut bindgen = Bindgen::new();
    // The parts find the table of functions and the memory by the names that the linker gave them.
    bindgen.input_path(&main).out_name("boucle").typescript(false).keep_lld_exports(true);
    bindgen.remove_name_section(profile.is_release()).remove_producers_section(profile.is_release());
    let mut output =
        bindgen.web(true)?.generate_output().context("the bindings of the WebAssembly module could not be made")?;
    if profile.is_release() {
        unused::cut(output.wasm_mut());
    }
    output.emit(&folder).context("the bindings of the WebAssembly module could not be written")?;
    fs::write(&stamp, written).context("the bindings cannot be stamped")?;
    Ok(folder)
}

fn module(workspace: &Workspace, profile: Profile) -> PathBuf {
    workspace.target.join("wasm32-unknown-unknown").join(profile.of_the_module()).join("boucle_app.wasm")
}

fn stamp_of(module: &Path) -> Result<String> {
    let file = fs::metadata(module).with_context(|| format!("{} was not built", module.display()))?;
    let age = file.modified()?.duration_since(UNIX_EPOCH).context("the module is older than 1970")?;
    // Also what is done to it: these texts say it.
    let how = content_hash(
        concat!(include_str!("wasm.rs"), include_str!("wasm/parts.rs"), include_str!("wasm/unused.rs")).as_bytes(),
    );
    Ok(format!("{} {} {how}", file.len(), age.as_nanos()))
}

/// wasm-bindgen and the library that reads its private format must be of one version.
fn check_versions(lock: &str) -> Result<()> {
    let Some(reader) = locked(lock, "wasm-bindgen-cli-support") else {
        bail!("Cargo.lock names no wasm-bindgen-cli-support: run `cargo metadata` once to write it again.");
    };
    match locked(lock, "wasm-bindgen") {
        Some(found) if found == reader => Ok(()),
        Some(found) => bail!(
            "Cargo.lock has wasm-bindgen {found} but its reader is {reader}: run `cargo update --package wasm-bindgen --precise {reader}`, \
             or change the version in xtask/Cargo.toml."
        ),
        None => bail!(
            "boucle-app does not depend on wasm-bindgen, so it cannot start in a browser: add `wasm-bindgen = \"={reader}\"`."
        ),
    }
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| **line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::{check_versions, locked};

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
                        [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.130\"\n";

    #[test]
    fn finds_the_locked_version_of_one_package() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm-bindgen-macro"), None);
    }

    #[test]
    fn refuses_a_lock_whose_versions_differ() {
        assert!(check_versions(LOCK).is_ok());
        let refusal = check_versions(&LOCK.replacen("0.2.130", "0.2.131", 1)).expect_err("they differ").to_string();
        assert!(refusal.contains("cargo update --package wasm-bindgen --precise 0.2.130"), "{refusal}");
    }
}
