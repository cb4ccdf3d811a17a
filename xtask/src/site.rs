//! The site: everything a browser downloads, made in a fresh folder and put in place when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::manifest::{Metafile, content_hash};
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{bundle, compress, wasm};

/// How many steps [`build`] takes.
pub(crate) const STEPS: usize = 2;

/// Builds the site and returns its folder.
pub(crate) fn build(workspace: &Workspace, profile: Profile, progress: &mut Progress) -> Result<PathBuf> {
    let note = if wasm::is_first(workspace, profile) { "first time: a few minutes" } else { "" };
    progress.step_with_note("WebAssembly module", note, || wasm::compile(workspace, profile))?;
    progress.step("Site: bindings, styles, scripts", || assemble(workspace, profile))
}

fn assemble(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let site = workspace.site(profile);
    let fresh = site.with_extension("new");
    empty(&fresh)?;
    wasm::bind(workspace, profile)?;
    bundle::style(workspace, profile)?;
    let metafile = bundle::scripts(workspace, profile, &fresh)?;
    let public = copy_public(&workspace.root.join("public"), &fresh)?;
    let manifest = metafile.manifest(&public)?;
    if workspace.root.join("public/sw.ts").is_file() {
        bundle::service_worker(workspace, profile, &fresh, &manifest, &kept_offline(&metafile, &public))?;
    }
    fs::write(fresh.join("assets.json"), serde_json::to_string_pretty(&manifest)?)?;
    if profile.is_release() {
        compress::compress(&fresh)?;
    }
    replace(&fresh, &site)?;
    Ok(site)
}

/// The files that the service worker keeps: all that is hashed, and the pictures, fonts and manifest of public/.
fn kept_offline(metafile: &Metafile, public: &[(String, String)]) -> Vec<String> {
    let kinds = [".ico", ".png", ".svg", ".webp", ".woff2", ".webmanifest"];
    let others =
        public.iter().map(|(path, _)| path.clone()).filter(|path| kinds.iter().any(|kind| path.ends_with(kind)));
    metafile.assets().into_iter().chain(others).collect()
}

/// Copies public/ without its TypeScript; returns each address with its content's hash, in order.
fn copy_public(from: &Path, site: &Path) -> Result<Vec<(String, String)>> {
    let mut copied = Vec::new();
    let mut waiting = vec![from.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_none_or(|kind| kind != "ts") && !is_hidden(&path) {
                copied.push(copy(from, &path, site)?);
            }
        }
    }
    copied.sort();
    Ok(copied)
}

fn copy(from: &Path, path: &Path, site: &Path) -> Result<(String, String)> {
    let inside = path.strip_prefix(from).context("the file stands in public/")?;
    let to = site.join(inside);
    fs::create_dir_all(to.parent().context("the file has a folder")?)?;
    let content = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    fs::write(&to, &content).with_context(|| format!("{} cannot be written", to.display()))?;
    let words: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    Ok((format!("/{}", words.join("/")), content_hash(&content)))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))
}

/// Puts the fresh folder where the old one was; a server that is running never sees half a site.
fn replace(fresh: &Path, site: &Path) -> Result<()> {
    let old = site.with_extension("old");
    empty(&old)?;
    if site.exists() {
        fs::rename(site, old.join("site")).context("the old site cannot be moved away")?;
    }
    fs::rename(fresh, site).context("the new site cannot be put in place")?;
    fs::remove_dir_all(&old).context("the old site cannot be removed")
}
