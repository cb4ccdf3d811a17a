//! The built site: the names, carrying a hash, of the files that a page asks for.

use serde::Deserialize;
use std::{io, path::Path};

/// What `assets.json` says of one build.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Site {
    /// A short hash over everything the browser holds.
    pub build: String,
    /// The script that starts the module.
    pub boot: String,
    pub style: String,
    /// Fonts of the first page.
    pub preload: Vec<String>,
    pub watch: Light,
}

/// The files of the page on which a map is watched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Light {
    pub script: String,
    pub style: String,
}

/// Why the built site cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("the built site has no assets.json that can be read")]
    Unreadable(#[source] io::Error),
    #[error("assets.json does not say what a page needs")]
    Malformed(#[source] serde_json::Error),
}

impl Site {
    /// Reads `assets.json` in the site's folder.
    ///
    /// # Errors
    /// When the file is missing, or is not what the build writes.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let text = std::fs::read_to_string(folder.join("assets.json")).map_err(SiteError::Unreadable)?;
        serde_json::from_str(&text).map_err(SiteError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Site, SiteError};

    const ASSETS: &str = r#"{"build": "f81b", "boot": "/assets/boot-A.js", "style": "/assets/main-B.css",
        "preload": ["/assets/text-D.woff2"], "watch": {"script": "/assets/watch-E.js", "style": "/assets/watch-F.css"}}"#;

    #[test]
    fn reads_what_the_build_wrote() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("assets.json"), ASSETS).unwrap();
        let site = Site::read(folder.path()).unwrap();
        assert_eq!((site.build.as_str(), site.boot.as_str()), ("f81b", "/assets/boot-A.js"));
        assert_eq!(site.preload, ["/assets/text-D.woff2"]);
    }

    #[test]
    fn a_missing_or_broken_build_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Site::read(folder.path()), Err(SiteError::Unreadable(_))));
        std::fs::write(folder.path().join("assets.json"), "{}").unwrap();
        assert!(matches!(Site::read(folder.path()), Err(SiteError::Malformed(_))));
    }
}
