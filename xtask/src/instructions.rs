//! The hot paths of `sync`, counted in instructions and held beside what they last were.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{artifact, process, valgrind};

const BENCH: &str = "instructions";
/// The function of the bench inside which instructions are counted.
const COUNTED: &str = "*instructions*counted*";
/// Accepts what is counted now.
const WRITE: &str = "--write";

/// Instructions a call, by the name of the case.
type Counts = BTreeMap<String, u64>;

/// Counts every case, or those whose name has one of these words in it, and prints them beside the last that were accepted.
pub(crate) fn instructions(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let (writes, words): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| *argument == WRITE);
    let mut progress = Progress::of(3);
    let valgrind = progress.step("Valgrind", valgrind::find_or_install)?;
    let program = progress.step("Bench for release", || {
        artifact::one(workspace, &["bench", "--package=boucle-sync", "--bench", BENCH], "bench", BENCH)
    })?;
    let folder = workspace.target.join(BENCH);
    fs::create_dir_all(&folder).context("there is no place for what is counted")?;
    let cases = process::answer(&program, &[]).context("the bench names no cases")?;
    let cases: Vec<&str> =
        cases.lines().filter(|case| words.is_empty() || words.iter().any(|word| case.contains(*word))).collect();
    let counts: Vec<(&str, u64)> = progress.step("Instructions", || {
        cases.iter().map(|case| Ok((*case, count(&valgrind, &program, case, &folder)?))).collect()
    })?;
    let path = workspace.root.join("sync/benches/instructions.json");
    let mut accepted = read(&path)?;
    println!("\n{}", table(&counts, &accepted));
    if !writes.is_empty() {
        accepted.extend(counts.into_iter().map(|(case, count)| (case.to_owned(), count)));
        fs::write(&path, serde_json::to_string_pretty(&accepted)? + "\n").context("the counts cannot be written")?;
    }
    Ok(())
}

fn count(valgrind: &Path, program: &Path, case: &str, folder: &Path) -> Result<u64> {
    let out: PathBuf = folder.join(case.replace(|c: char| !c.is_alphanumeric(), "-"));
    let mut command = Command::new(valgrind);
    command.args(["--tool=callgrind", "--quiet", "--collect-atstart=no"]);
    command.arg(format!("--toggle-collect={COUNTED}")).arg(format!("--callgrind-out-file={}", out.display()));
    let output =
        command.arg(program).arg(case).output().with_context(|| format!("starting {}", process::said(&command)))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let (Ok(calls), true) = (printed.trim().parse::<u64>(), output.status.success()) else {
        bail!("{case}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    };
    let counted = fs::read_to_string(&out).with_context(|| format!("{case}: valgrind wrote nothing"))?;
    let total = total(&counted).with_context(|| format!("{case}: valgrind counted nothing"))?;
    Ok(total / calls.max(1))
}

/// The sum in a file of callgrind.
fn total(counted: &str) -> Option<u64> {
    counted.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok().filter(|total| *total > 0)
}

fn read(path: &Path) -> Result<Counts> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{} cannot be understood", path.display())),
        Err(_) => Ok(Counts::new()),
    }
}

fn table(counts: &[(&str, u64)], accepted: &Counts) -> String {
    let mut table = String::from("| Case | Instructions | Accepted | Ratio |\n|---|---|---|---|\n");
    for (case, count) in counts {
        #[expect(clippy::cast_precision_loss, reason = "a ratio, for people")]
        let ratio = |before: &u64| format!("{} | {:.3}", grouped(*before), *count as f64 / *before as f64);
        let beside = accepted.get(*case).map_or_else(|| " | ".to_owned(), ratio);
        let _ = writeln!(table, "| {case} | {} | {beside} |", grouped(*count));
    }
    table
}

/// A number as people read it: 260,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut groups = if first == 0 { Vec::new() } else { vec![&digits[..first]] };
    groups.extend(digits.as_bytes()[first..].chunks(3).filter_map(|group| std::str::from_utf8(group).ok()));
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::{grouped, table, total};

    #[test]
    fn reads_the_sum_of_callgrind() {
        assert_eq!(total("events: Ir\nsummary: 12\n\ntotals: 4200\n"), Some(4200));
        assert_eq!(total("events: Ir\ntotals: 0\n"), None, "the function was not found");
    }

    #[test]
    fn a_case_stands_beside_what_was_accepted() {
        let accepted = [("read".to_owned(), 2_000)].into();
        let table = table(&[("read", 2_500), ("new", 1_234_567)], &accepted);
        assert!(table.contains("| read | 2,500 | 2,000 | 1.250 |"), "{table}");
        assert!(table.contains("| new | 1,234,567 |"), "{table}");
        assert_eq!(grouped(999), "999");
    }
}
