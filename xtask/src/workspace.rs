//! Where things are: the folders of the checkout and of what is built from it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// How a build is made: quickly while developing, or small and fast for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Development,
    Release,
}

impl Profile {
    pub(crate) fn chosen(release: bool) -> Self {
        if release { Self::Release } else { Self::Development }
    }

    pub(crate) fn is_release(self) -> bool {
        self == Self::Release
    }

    /// The cargo profile of the WebAssembly module.
    pub(crate) fn of_the_module(self) -> &'static str {
        match self {
            Self::Development => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// The checkout and its target folder.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the checkout this program belongs to, wherever it is started from.
    pub(crate) fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.parent().context("xtask stands in a folder of the workspace")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root, target })
    }

    /// What the server serves. The two profiles have a folder each, so that a test never replaces what `run` serves.
    pub(crate) fn site(&self, profile: Profile) -> PathBuf {
        self.target.join(match profile {
            Profile::Development => "site",
            Profile::Release => "site-release",
        })
    }

    /// What stands between the sources and the site: the module's bindings and the compiled style.
    pub(crate) fn web(&self, profile: Profile) -> PathBuf {
        self.target.join(match profile {
            Profile::Development => "web",
            Profile::Release => "web-release",
        })
    }

    /// Where the store of `cargo xtask run` lives.
    pub(crate) fn data(&self) -> PathBuf {
        self.target.join("data")
    }

    /// A path as people like to read it: from the checkout when it is inside.
    pub(crate) fn short<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}
