//! Other programs, run so that a failure is one clear sentence.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::{env, io};

use anyhow::{Context, Result, anyhow, bail};

/// The cargo that started this program, in the checkout.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// A program that npm installed in the checkout.
pub(crate) fn npm_program(root: &Path, name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let mut command = Command::new(root.join("node_modules").join(".bin").join(file));
    command.current_dir(root);
    command
}

/// npm itself, in the checkout.
pub(crate) fn npm(root: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root);
    command
}

/// Runs a program that talks to the person directly.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = spawn(command)?.wait().with_context(|| format!("waiting for {}", said(command)))?;
    succeeded(command, status)
}

/// Runs a program and shows each line it prints as it comes; `line` sees the same lines.
/// Returns whether it succeeded, because what was read matters then too.
pub(crate) fn run_reading(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let printed = child.stdout.take().context("the output is piped")?;
    for read in BufReader::new(printed).split(b'\n') {
        let bytes = read.with_context(|| format!("reading from {}", said(command)))?;
        let text = String::from_utf8_lossy(&bytes);
        println!("{text}");
        line(text.trim_end());
    }
    Ok(child.wait().with_context(|| format!("waiting for {}", said(command)))?.success())
}

/// What a program prints, or nothing when it is not there or fails.
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Looks for a program on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The command as a person would type it, shortened where it is long.
pub(crate) fn said(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program()).to_string_lossy();
    let words: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    let shown = words.iter().take(6).map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
    let rest = if words.len() > 6 { " …" } else { "" };
    format!("`{program} {shown}{rest}`")
}

fn spawn(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| not_started(command, error))
}

fn not_started(command: &Command, error: io::Error) -> anyhow::Error {
    if error.kind() == ErrorKind::NotFound {
        anyhow!("{} is not installed", Path::new(command.get_program()).display())
    } else {
        anyhow::Error::new(error).context(format!("starting {}", said(command)))
    }
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status})", said(command));
}
