//! What a first visit downloads, held under ceilings that stand in docs/sizes.json.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::manifest::{Manifest, Metafile};
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{setup, site};

/// Bytes as they travel (brotli), for a visit with an empty cache.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Sizes {
    /// The WebAssembly module that every page needs.
    wasm: Limit,
    /// What it was taken apart into: a page needs one of them, and `shared`.
    parts: BTreeMap<String, Limit>,
    /// The boot script, what it imports at once, and the style.
    first_load: Limit,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Limit {
    measured: u64,
    ceiling: u64,
}

impl Limit {
    fn five_percent_above(measured: u64) -> Self {
        Self { measured, ceiling: measured + measured / 20 }
    }

    fn check(self, what: &str, now: u64) -> Result<()> {
        let change = signed_difference(now, self.measured);
        println!("{what}: {now} bytes ({change} since it was written down; ceiling {})", self.ceiling);
        if now > self.ceiling {
            bail!(
                "{what} takes {now} bytes, {} over the ceiling of {}: make it smaller, or accept it with `cargo xtask sizes --write`.",
                now - self.ceiling,
                self.ceiling
            );
        }
        Ok(())
    }
}

/// Builds the release site, then does what [`check_or_write`] does.
pub(crate) fn command(workspace: &Workspace, write: bool) -> Result<()> {
    let mut progress = Progress::of(3 + site::STEPS);
    progress.step("Tools", || setup::tools(workspace))?;
    progress.step("npm packages", || setup::packages(workspace))?;
    site::build(workspace, Profile::Release, &mut progress)?;
    progress.step("Size of a first visit", || check_or_write(workspace, write))
}

/// Measures the release site against the ceilings, or writes new ones.
pub(crate) fn check_or_write(workspace: &Workspace, write: bool) -> Result<()> {
    let now = measure(workspace)?;
    let path = file(workspace);
    if write {
        fs::create_dir_all(workspace.root.join("docs")).context("docs/ cannot be created")?;
        fs::write(&path, serde_json::to_string_pretty(&now)? + "\n").context("docs/sizes.json cannot be written")?;
        println!(
            "{}: {} bytes of WebAssembly and {} in parts, {} of scripts and style.",
            workspace.short(&path).display(),
            now.wasm.measured,
            now.parts.values().map(|part| part.measured).sum::<u64>(),
            now.first_load.measured
        );
        return Ok(());
    }
    let text = fs::read_to_string(&path)
        .context("docs/sizes.json cannot be read: write it with `cargo xtask sizes --write`")?;
    let limits: Sizes = serde_json::from_str(&text).context("docs/sizes.json cannot be understood")?;
    check(&limits, &now)
}

fn check(limits: &Sizes, now: &Sizes) -> Result<()> {
    limits.wasm.check("The WebAssembly module", now.wasm.measured)?;
    for (name, part) in &now.parts {
        let limit = limits
            .parts
            .get(name)
            .with_context(|| format!("the part {name} is new: accept it with `cargo xtask sizes --write`"))?;
        limit.check(&format!("Its part {name}"), part.measured)?;
    }
    limits.first_load.check("Scripts and style of a first visit", now.first_load.measured)
}

fn measure(workspace: &Workspace) -> Result<Sizes> {
    let site = workspace.site(Profile::Release);
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let manifest: Manifest =
        serde_json::from_str(&read(&site.join("assets.json"))?).context("assets.json cannot be understood")?;
    let metafile = Metafile::read(&read(&workspace.web(Profile::Release).join("metafile.json"))?)?;
    let part = |(name, address)| Ok((name, Limit::five_percent_above(travelling(&site, &BTreeSet::from([address]))?)));
    Ok(Sizes {
        parts: metafile.parts().into_iter().map(part).collect::<Result<_>>()?,
        wasm: Limit::five_percent_above(travelling(&site, &BTreeSet::from([manifest.wasm]))?),
        first_load: Limit::five_percent_above(travelling(&site, &metafile.first_load()?)?),
    })
}

fn travelling(site: &Path, addresses: &BTreeSet<String>) -> Result<u64> {
    let mut bytes = 0;
    for address in addresses {
        let path = site.join(format!("{}.br", address.trim_start_matches('/')));
        bytes += fs::metadata(&path).with_context(|| format!("{} was not written", path.display()))?.len();
    }
    Ok(bytes)
}

fn signed_difference(now: u64, before: u64) -> String {
    if now >= before { format!("+{}", now - before) } else { format!("-{}", before - now) }
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.root.join("docs/sizes.json")
}

#[cfg(test)]
mod tests {
    use super::{Limit, Sizes, check};
    use std::collections::BTreeMap;

    fn sizes(wasm: u64, first_load: u64) -> Sizes {
        let limit = Limit::five_percent_above;
        Sizes {
            wasm: limit(wasm),
            parts: BTreeMap::from([("map".to_owned(), limit(30_000))]),
            first_load: limit(first_load),
        }
    }

    #[test]
    fn the_ceiling_is_five_percent_above_what_was_measured() {
        assert_eq!(Limit::five_percent_above(400_000), Limit { measured: 400_000, ceiling: 420_000 });
    }

    #[test]
    fn a_size_at_its_ceiling_passes_and_one_byte_more_is_refused_with_the_figures() {
        let limits = sizes(400_000, 20_000);
        assert!(check(&limits, &sizes(420_000, 21_000)).is_ok());
        let refusal = check(&limits, &sizes(420_001, 20_000)).expect_err("too big").to_string();
        assert!(refusal.contains("420001 bytes, 1 over the ceiling of 420000"), "{refusal}");
        let refusal = check(&limits, &sizes(1, 21_001)).expect_err("too big").to_string();
        assert!(refusal.starts_with("Scripts and style"), "{refusal}");
    }

    #[test]
    fn a_part_has_a_ceiling_of_its_own_and_a_new_one_is_to_be_accepted() {
        let limits = sizes(400_000, 20_000);
        let mut now = limits.clone();
        now.parts.insert("map".to_owned(), Limit::five_percent_above(31_501));
        let refusal = check(&limits, &now).expect_err("too big").to_string();
        assert!(refusal.starts_with("Its part map takes 31501 bytes, 1 over"), "{refusal}");
        now.parts = BTreeMap::from([("bilan".to_owned(), Limit::five_percent_above(1))]);
        let refusal = check(&limits, &now).expect_err("new").to_string();
        assert!(refusal.starts_with("the part bilan is new"), "{refusal}");
    }
}
