//! The real program in a process of its own.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly")]

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::OnceLock,
    time::Duration,
};

/// What is under the program's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disk {
    Real,
    /// Takes back, when the process dies, what was not synced. Fails when it is told to ([`Server::fault`]).
    Forgetful,
}

/// What a faulty disk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Full,
    /// Full in the middle of a write.
    Short,
    Write,
    Sync,
}

impl Fault {
    pub(crate) const ALL: [Self; 4] = [Self::Full, Self::Short, Self::Write, Self::Sync];

    fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Write => "write",
            Self::Sync => "Sync",
        }
    }
}

pub(crate) struct Server {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
    disk: Disk,
    before_sync: bool,
}

/// The library that makes a disk bad, compiled once: it is a few functions in C, for the system's own compiler,
/// which Rust needs as well.
fn library() -> PathBuf {
    static LIBRARY: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_folder, path) = LIBRARY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("disk.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/disk.c");
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

    /// `kill -9`, and the machine goes on.
    pub(crate) fn crash(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// `kill -9`, and the power goes: a forgetful disk then forgets.
    pub(crate) fn kill(&mut self) {
        self.crash();
        if self.disk == Disk::Forgetful {
            forget(&self.folder.path().join("undo"));
        }
    }

    pub(crate) fn restart(&mut self) {
        (self.child, self.address) = spawn(&self.folder, self.disk, self.before_sync);
    }

    /// From now on the disk fails this way, or works again.
    pub(crate) fn fault(&self, fault: Option<Fault>) {
        let (path, draft) = (self.folder.path().join("fault"), self.folder.path().join("fault.draft"));
        match fault {
            Some(fault) => {
                std::fs::write(&draft, fault.word()).unwrap();
                std::fs::rename(draft, path).unwrap();
            }
            None => drop(std::fs::remove_file(path)),
        }
    }

    /// How often the program has synced a file to its disk, which must not be the real one.
    pub(crate) fn syncs(&self) -> u64 {
        std::fs::metadata(self.folder.path().join("syncs")).map_or(0, |counted| counted.len())
    }

    /// Runs the program on this server's data, while the server does not run.
    pub(crate) fn run(&self, arguments: &[&str]) -> (ExitStatus, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
        let output = command.args(arguments).env("BOUCLE_DATA", self.data()).output().unwrap();
        let said = [output.stdout, output.stderr].map(|words| String::from_utf8_lossy(&words).into_owned());
        (output.status, said.concat())
    }

    /// The folder of the documents, while the server does not run.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// SIGTERM, as an operator's tools send it.
    pub(crate) fn terminate(&self) {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    }

    /// How the process ended, once it has.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Bytes of memory that the process holds now.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        kib.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    }

    /// How long the process has been on a processor, without the workers it has started.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let (_, after_name) = stat.rsplit_once(')').unwrap();
        let ticks: u64 = after_name.split_whitespace().skip(11).take(2).map(|n| n.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 1_000 / rustix::param::clock_ticks_per_second())
    }

    /// What the process has logged since it began, a JSON object a line.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_dead = self.child.kill();
        let _already_waited = self.child.wait();
        if std::thread::panicking() {
            println!("the server's log:\n{}", self.log());
        }
    }
}

/// The program, told by its environment to serve that folder's site and to keep its documents there.
fn program(folder: &Path, data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
    command.arg("serve").env("BOUCLE_LISTEN", "127.0.0.1:0").env("BOUCLE_DATA", data);
    command.env("BOUCLE_SITE", folder.join("site"));
    command
}

fn spawn(folder: &tempfile::TempDir, disk: Disk, before_sync: bool) -> (Child, String) {
    let mut command = program(folder.path(), &folder.path().join("data"));
    command.env("BOUCLE_LOG", "json").stderr(File::create(folder.path().join("log")).unwrap());
    if before_sync {
        command.arg("--acknowledge-before-sync");
    }
    if disk == Disk::Forgetful {
        let undo = folder.path().join("undo");
        std::fs::create_dir_all(&undo).unwrap();
        command.env("DISK_UNDO", undo);
        command.env("LD_PRELOAD", library()).env("DISK_DATA", folder.path().join("data"));
        command.env("DISK_FAULT", folder.path().join("fault")).env("DISK_SYNCS", folder.path().join("syncs"));
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("Boucle is at http://").trim_end_matches('/').to_owned();
    assert!(address.contains(':'), "the server said {line:?}");
    (child, address)
}

/// Takes back every write that no sync followed, the latest first. A note is named by the order of its write and the
/// process, and "lost" when a sync failed behind it: `{path}\n{inode}\n{offset} {length before} {length of what was
/// replaced} {length written}\n` and what was replaced.
fn forget(undo: &std::path::Path) {
    use std::os::unix::fs::{FileExt, MetadataExt};
    let mut notes: Vec<_> = std::fs::read_dir(undo).unwrap().map(|e| e.unwrap().path()).collect();
    notes.sort();
    for note in notes.iter().rev() {
        let bytes = std::fs::read(note).unwrap();
        // Whoever was killed before its note was whole had not written yet.
        let Some((path, inode, [offset, before, written], mut old)) = read_note(&bytes) else {
            std::fs::remove_file(note).unwrap();
            continue;
        };
        // Another file may have taken its name.
        let file = std::fs::OpenOptions::new().write(true).open(&path);
        if let Ok(file) = file.and_then(|file| Ok((file.metadata()?.ino().to_string() == inode).then_some(file)))
            && let Some(file) = file
        {
            if note.to_string_lossy().ends_with("lost") {
                // What was written behind it may have come to the disk.
                old.resize(usize::try_from(written).unwrap(), 0);
                let there = file.metadata().unwrap().len().saturating_sub(offset);
                old.truncate(usize::try_from(there).unwrap());
                file.write_all_at(&old, offset).unwrap();
            } else {
                file.write_all_at(&old, offset).unwrap();
                file.set_len(before).unwrap();
            }
        }
        std::fs::remove_file(note).unwrap();
    }
}

/// The path and the inode of a note; where the write began, how long the file was, how much was written; what was replaced.
fn read_note(bytes: &[u8]) -> Option<(String, String, [u64; 3], Vec<u8>)> {
    let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || Some(String::from_utf8_lossy(parts.next()?).into_owned());
    let (path, inode, numbers) = (line()?, line()?, line()?);
    let numbers: Vec<u64> = numbers.split(' ').filter_map(|number| number.parse().ok()).collect();
    let [offset, before, replaced, written] = numbers[..] else { return None };
    let old = parts.next()?.get(..usize::try_from(replaced).ok()?)?.to_vec();
    Some((path, inode, [offset, before, written], old))
}

/// Starts the program where it cannot run, and returns how it ended and what it said: with a file in the place of its
/// folder, or with these arguments.
pub(crate) fn start_in_vain(in_a_file: bool, arguments: &[&str]) -> (ExitStatus, String) {
    let folder = tempfile::tempdir().unwrap();
    crate::support::site(&folder.path().join("site"));
    let data = folder.path().join("data");
    if in_a_file {
        std::fs::write(&data, "not a folder").unwrap();
    }
    let output = program(folder.path(), &data).args(arguments).output().unwrap();
    (output.status, String::from_utf8_lossy(&output.stderr).into_owned())
}
