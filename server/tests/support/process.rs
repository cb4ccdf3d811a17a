//! The real program in a process of its own.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::OnceLock,
};

/// What is under the program's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disk {
    Real,
    /// Takes back, when the process dies, what was not synced.
    Forgetful,
}

pub(crate) struct Server {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
    disk: Disk,
    before_sync: bool,
}

/// The library that makes a disk forgetful, compiled once: it is a few functions in C, for the system's own compiler,
/// which Rust needs as well.
fn library() -> PathBuf {
    static LIBRARY: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_folder, path) = LIBRARY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("forgetful.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/forgetful.c");
        let compiled =
            Command::new("cc").args(["-O1", "-shared", "-fPIC", "-o"]).arg(&path).arg(source).arg("-ldl").status();
        assert!(compiled.is_ok_and(|s| s.success()), "the system's C compiler, cc, cannot compile {source}");
        (folder, path)
    });
    path.clone()
}

impl Server {
    pub(crate) fn start(disk: Disk, before_sync: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        crate::support::site(&folder.path().join("site"));
        let (child, address) = spawn(&folder, disk, before_sync);
        Self { child, address, folder, disk, before_sync }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// `kill -9`; a forgetful disk then forgets.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        if self.disk == Disk::Forgetful {
            forget(&self.folder.path().join("undo"));
        }
    }

    pub(crate) fn restart(&mut self) {
        (self.child, self.address) = spawn(&self.folder, self.disk, self.before_sync);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_dead = self.child.kill();
        let _already_waited = self.child.wait();
    }
}

fn spawn(folder: &tempfile::TempDir, disk: Disk, before_sync: bool) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("RUST_LOG", "warn");
    command.arg("--data").arg(folder.path().join("data")).arg("--site").arg(folder.path().join("site"));
    if before_sync {
        command.arg("--acknowledge-before-sync");
    }
    if disk == Disk::Forgetful {
        let undo = folder.path().join("undo");
        std::fs::create_dir_all(&undo).unwrap();
        command.env("LD_PRELOAD", library()).env("FORGETFUL_UNDO", undo);
        command.env("FORGETFUL_DATA", folder.path().join("data"));
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("Boucle is at http://").trim_end_matches('/').to_owned();
    assert!(address.contains(':'), "the server said {line:?}");
    (child, address)
}

/// Takes back every write that no sync followed, the latest first. An undo file is named by the process and the
/// order of its record: `{path}\n{offset} {length before} {bytes replaced}\n` and the bytes.
fn forget(undo: &std::path::Path) {
    use std::os::unix::fs::FileExt;
    let mut records: Vec<_> = std::fs::read_dir(undo).unwrap().map(|e| e.unwrap().path()).collect();
    records.sort();
    for record in records.iter().rev() {
        let bytes = std::fs::read(record).unwrap();
        let mut parts = bytes.splitn(3, |b| *b == b'\n');
        let path = PathBuf::from(String::from_utf8(parts.next().unwrap().to_vec()).unwrap());
        let numbers = String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
        let numbers: Vec<u64> = numbers.split(' ').map(|n| n.parse().unwrap()).collect();
        let old = parts.next().unwrap();
        if let Ok(file) = std::fs::OpenOptions::new().write(true).open(&path) {
            file.write_all_at(&old[..usize::try_from(numbers[2]).unwrap()], numbers[0]).unwrap();
            file.set_len(numbers[1]).unwrap();
        }
        std::fs::remove_file(record).unwrap();
    }
}

/// Starts the program with a file where its folder should be.
pub(crate) fn start_in_a_file() -> (ExitStatus, String) {
    let folder = tempfile::tempdir().unwrap();
    crate::support::site(&folder.path().join("site"));
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_boucle"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&file)
        .arg("--site")
        .arg(folder.path().join("site"))
        .output()
        .unwrap();
    (output.status, String::from_utf8_lossy(&output.stderr).into_owned())
}
