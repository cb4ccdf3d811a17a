//! On a machine where a tool is missing, one sentence says which, and how to install it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

/// What `cargo xtask run` says where there are only these programs, each of which prints one line.
fn says(programs: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, prints) in programs {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\necho '{prints}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("run").env("PATH", folder.path()).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    let sentences: Vec<&str> = said.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(sentences.len(), 1, "{said}");
    sentences[0].to_owned()
}

#[test]
fn a_missing_tool_is_one_sentence_that_says_how_to_install_it() {
    let node = says(&[]);
    assert!(node.contains("Node is missing") && node.contains("https://nodejs.org"), "{node}");
    let old = says(&[("node", "v18.19.0")]);
    assert!(old.contains("Node v18.19.0 is too old") && old.contains("https://nodejs.org"), "{old}");
    let npm = says(&[("node", "v22.1.0")]);
    assert!(npm.contains("npm is missing") && npm.contains("https://nodejs.org"), "{npm}");
    let target = says(&[("node", "v22.1.0"), ("npm", "10.0.0")]);
    assert!(target.contains("WebAssembly target is missing") && target.contains("https://rustup.rs"), "{target}");
}
