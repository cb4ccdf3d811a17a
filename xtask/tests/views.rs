//! What keeps the server and the browser drawing the same page.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

#[test]
fn no_view_is_another_on_the_server_and_there_is_no_server_function() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let files = rust_files(&root.join("app/src"));
    assert!(files.len() > 40, "{} files", files.len());
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        for forbidden in ["feature = \"ssr\"", "#[server", "target_arch"] {
            assert!(!source.contains(forbidden), "{forbidden} in {}", path.display());
        }
    }
}
