//! On a machine where a tool is missing, one sentence says which, and how to install it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A program that one test starts while the other still writes its scripts would hold those files open for writing, and
/// nobody can run a file that is being written. So they take turns.
fn in_turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn put(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What `cargo xtask run` says where there are only these programs, each of which prints one line.
fn says(programs: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, prints) in programs {
        put(folder.path(), name, &format!("echo '{prints}'"));
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
    let _turn = in_turn();
    let node = says(&[]);
    assert!(node.contains("Node is missing") && node.contains("https://nodejs.org"), "{node}");
    let old = says(&[("node", "v18.19.0")]);
    assert!(old.contains("Node v18.19.0 is too old") && old.contains("https://nodejs.org"), "{old}");
    let npm = says(&[("node", "v22.1.0")]);
    assert!(npm.contains("npm is missing") && npm.contains("https://nodejs.org"), "{npm}");
    let target = says(&[("node", "v22.1.0"), ("npm", "10.0.0")]);
    assert!(target.contains("WebAssembly target is missing") && target.contains("https://rustup.rs"), "{target}");
}

/// The packages are the test's own: this apt-get notes what it was asked, and puts a program in the place of the one
/// that it installs. What comes after that is not for these tests.
#[cfg(target_os = "linux")]
fn installs(program: &str, arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    put(path, "node", "echo v22.1.0");
    put(path, "npm", "echo 10.0.0");
    put(path, "rustc", "echo /");
    put(path, "id", "echo 0");
    let installed = path.join(program).display().to_string();
    put(
        path,
        "apt-get",
        &format!(
            "echo \"$@\" >> {0}/asked\nif [ \"$1\" = install ]; then\n\
             printf '#!/bin/sh\\necho {program} 1.0\\n' > {installed}\n/bin/chmod +x {installed}\nfi",
            path.display()
        ),
    );
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .env("PATH", path)
        .env("HOME", path)
        .env("CARGO", "/bin/false")
        .env_remove("CHROMIUM")
        .env_remove("PLAYWRIGHT_BROWSERS_PATH")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (said, fs::read_to_string(path.join("asked")).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_missing_chromium_comes_from_the_systems_packages() {
    let _turn = in_turn();
    let (said, asked) = installs("chromium", &["test", "e2e"]);
    assert!(said.contains("No Chromium was found; installing one with apt-get."), "{said}");
    assert!(said.contains("Chromium: done"), "{said}");
    assert_eq!(asked, "update\ninstall -y --no-install-recommends chromium\n");
}

#[test]
#[cfg(target_os = "linux")]
fn a_missing_valgrind_comes_from_the_systems_packages() {
    let _turn = in_turn();
    let (said, asked) = installs("valgrind", &["bench", "instructions"]);
    assert!(said.contains("No valgrind was found; installing it with apt-get."), "{said}");
    assert!(said.contains("Valgrind: done"), "{said}");
    assert_eq!(asked, "update\ninstall -y --no-install-recommends valgrind\n");
}
