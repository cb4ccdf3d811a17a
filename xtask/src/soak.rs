//! Long runs: what a check tries two hundred times, tried ten thousand times. A run is done in slices, and those that are
//! finished are written down: it can be broken off at any moment, and goes on there when it is started again.

mod ledger;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;
use crate::{artifact, process};
use ledger::{Counts, Ledger, Outcome, Slice};

/// What a program prints of a slice: this word, then numbers and what they count (`slice: 100 seeds, 3 failed`). Of what
/// there was at most, the name says so (`20 ms at most`).
const REPORT: &str = "slice: ";
/// What it prints of each failure: this word, then the command that plays it again.
const REPLAY: &str = "replay: ";
/// People in a crowd that comes back.
const CROWD: &str = "2000";
/// The count that must be what was asked for, and the one that must be nought.
const SEEDS: &str = "seeds";
const FAILED: &str = "failed";

/// The long runs, by the names that `cargo xtask soak` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Soak {
    /// Five replicas and a relay, on a bad network: 10,000 stories
    Converge,
    /// The server is killed while people type: 1,000 times
    Kills,
    /// The same, on a disk that forgets what was not synced
    Forgetful,
    /// A million messages of strangers
    Strangers,
    /// Two thousand clients come back through a restart
    Crowd,
    /// A bit flips in the store: 500 times
    Flips,
    /// The end of the journal is torn off: 500 times
    Torn,
    /// The disk is full or fails, in four ways: 500 times each
    Faults,
}

/// One test program, and the test in it that takes seeds from `BOUCLE_FIRST_SEED` and `BOUCLE_SEEDS`.
struct Story {
    package: &'static str,
    program: &'static str,
    test: &'static str,
    /// Seeds of a whole run, and of a slice: some ten seconds of work, which is what is lost when a run is stopped.
    seeds: u64,
    slice: u64,
}

impl Soak {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn story(self) -> Story {
        let server = |program, test, seeds, slice| Story { package: "boucle-server", program, test, seeds, slice };
        match self {
            Self::Converge => {
                let (program, test) = ("simulation", "s1_replicas_converge_and_nothing_acknowledged_is_lost");
                Story { package: "boucle-sync", program, test, seeds: 10_000, slice: 100 }
            }
            Self::Kills => server("crash", "r2_nothing_shown_as_saved_is_lost_by_a_kill", 50, 1),
            Self::Forgetful => {
                let test = "r2_nothing_shown_as_saved_is_lost_by_a_disk_that_forgets_what_was_not_synced";
                server("crash", test, 50, 1)
            }
            Self::Strangers => {
                server("strangers", "r3_the_bytes_of_strangers_neither_end_the_relay_nor_fill_it", 1_000, 10)
            }
            Self::Crowd => server("crowd", "r5_a_crowd_fifty_edits_behind_comes_back_through_a_restart", 5, 1),
            Self::Flips => server("bad_disk", "r8_a_bit_that_flips_is_said_and_takes_its_own_record_only", 500, 20),
            Self::Torn => server("bad_disk", "r8_a_torn_end_takes_nothing_that_stands_before_it", 500, 20),
            Self::Faults => {
                let test = "r8_what_a_full_or_failing_disk_does_not_take_is_said_and_nothing_saved_is_lost";
                server("bad_disk", test, 25, 1)
            }
        }
    }
}

impl Story {
    /// The test program, and the fingerprint of it and of the programs that it starts.
    fn build(&self, workspace: &Workspace) -> Result<(PathBuf, String)> {
        let (package, test) = (format!("--package={}", self.package), format!("--test={}", self.program));
        let built = artifact::built(workspace, &["test", "--release", &package, &test])?;
        let mine = built.iter().find(|program| program.kind == "test" && program.name == self.program);
        let mine = mine.with_context(|| format!("cargo built no test {}", self.program))?;
        let fingerprint = fingerprint(built.iter().map(|program| program.path.as_path()))?;
        Ok((mine.path.clone(), fingerprint))
    }
}

/// Runs as many seeds as are wanted and not yet done, and says what there was in all of them.
pub(crate) fn soak(workspace: &Workspace, run: Soak, seeds: Option<u64>) -> Result<()> {
    println!("Building…");
    let story = run.story();
    let seeds = seeds.unwrap_or(story.seeds);
    let (program, fingerprint) = story.build(workspace)?;
    // Another program is another run: what it does with a seed says nothing of this one.
    let path = workspace.target.join("soak").join(run.name()).join(format!("{fingerprint}.jsonl"));
    println!("Progress is kept in {}", workspace.short(&path).display());
    let mut ledger = Ledger::open(path)?;
    let slices = slices(seeds, story.slice);
    let total = slices.len();
    for (place, slice) in slices.iter().enumerate() {
        if ledger.outcome(*slice).is_none() {
            let outcome = perform(story.test, &program, *slice)?;
            println!("[{}/{total}] from seed {}: {}", place + 1, slice.first, said(&outcome));
            outcome.replays.iter().for_each(|replay| println!("  {replay}"));
            ledger.add(*slice, outcome)?;
        }
    }
    let sum = sum(slices.iter().filter_map(|slice| ledger.outcome(*slice)));
    println!("\n{}: {}", run.name(), said(&sum));
    sum.replays.iter().for_each(|replay| println!("  {replay}"));
    match sum.counts.of(FAILED) {
        0 => Ok(()),
        failed => bail!("{failed} of {seeds} failed"),
    }
}

fn slices(seeds: u64, size: u64) -> Vec<Slice> {
    let beginnings = (0..seeds).step_by(usize::try_from(size).unwrap_or(usize::MAX));
    beginnings.map(|first| Slice { first, seeds: size.min(seeds - first) }).collect()
}

fn perform(test: &str, program: &Path, slice: Slice) -> Result<Outcome> {
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args([test, "--exact", "--nocapture"]).stdin(Stdio::null());
    command.env("BOUCLE_FIRST_SEED", slice.first.to_string()).env("BOUCLE_SEEDS", slice.seeds.to_string());
    command.env_remove("BOUCLE_SEED").env("RUST_BACKTRACE", "0").env("BOUCLE_CROWD", CROWD);
    let output = command.output().with_context(|| format!("starting {}", process::said(&command)))?;
    let (printed, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let Some(counts) = printed.lines().find_map(report) else {
        bail!("{} ended without a report ({})\n{printed}{errors}", process::said(&command), output.status);
    };
    let replays: Vec<String> = errors.lines().filter_map(|line| line.strip_prefix(REPLAY)).map(str::to_owned).collect();
    let failed = counts.of(FAILED) > 0;
    if failed == output.status.success() {
        bail!("{} says one thing and ends with another ({})", process::said(&command), output.status);
    }
    if counts.of(SEEDS) != slice.seeds {
        bail!("{} was asked for {} seeds and speaks of {}", process::said(&command), slice.seeds, counts.of(SEEDS));
    }
    if failed {
        eprintln!("{errors}");
    }
    Ok(Outcome { seconds: start.elapsed().as_secs_f64(), counts, replays })
}

/// The counts in a line of the program, when it is its report.
fn report(line: &str) -> Option<Counts> {
    let (_, counts) = line.split_once(REPORT)?;
    let count = |text: &str| text.split_once(' ').and_then(|(n, what)| Some((what.to_owned(), n.parse().ok()?)));
    counts.split(", ").map(count).collect::<Option<_>>().map(Counts)
}

fn sum<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Outcome {
    let mut sum = Outcome::default();
    for outcome in outcomes {
        sum.seconds += outcome.seconds;
        sum.replays.extend_from_slice(&outcome.replays);
        sum.counts.add(&outcome.counts);
    }
    sum
}

fn said(outcome: &Outcome) -> String {
    let counts = outcome.counts.0.iter().map(|(what, n)| format!("{n} {what}, ")).collect::<String>();
    let seeds = outcome.counts.of(SEEDS);
    #[expect(clippy::cast_precision_loss, reason = "a rate, for people")]
    let rate = seeds as f64 / outcome.seconds;
    format!("{counts}{:.1} s ({rate:.1} seeds a second)", outcome.seconds)
}

fn fingerprint<'a>(programs: impl Iterator<Item = &'a Path>) -> Result<String> {
    let mut digest = Sha256::new();
    let mut programs: Vec<_> = programs.collect();
    programs.sort_unstable();
    for program in programs {
        digest.update(fs::read(program).with_context(|| format!("{} cannot be read", program.display()))?);
    }
    Ok(digest.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{Slice, fingerprint, report, slices};
    use std::fs;

    /// Found by a run that went on with what another server had done.
    #[test]
    fn another_program_that_is_started_is_another_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let (test, server) = (folder.path().join("crash"), folder.path().join("boucle"));
        fs::write(&test, "the test").expect("it is written");
        fs::write(&server, "the server").expect("it is written");
        let print = || fingerprint([test.as_path(), server.as_path()].into_iter()).expect("a fingerprint");
        let before = print();
        assert_eq!(before, print());
        fs::write(&server, "another server").expect("it is written");
        assert_ne!(before, print());
    }

    #[test]
    fn a_run_is_cut_in_slices_and_the_last_is_what_is_left() {
        let expected = [(0, 100), (100, 100), (200, 50)].map(|(first, seeds)| Slice { first, seeds });
        assert_eq!(slices(250, 100), expected);
        assert_eq!(slices(10_000, 100).len(), 100);
    }

    #[test]
    fn a_report_is_found_in_what_a_test_prints() {
        let counts = report("test s1_stories ... slice: 100 seeds, 50000 operations, 0 failed").expect("a report");
        assert_eq!((counts.of("seeds"), counts.of("operations"), counts.of("failed")), (100, 50_000, 0));
        assert_eq!(report("test result: ok. 1 passed; 0 failed"), None);
        let mut twice = counts.clone();
        twice.add(&counts);
        assert_eq!((twice.of("operations"), twice.0.len()), (100_000, 3));
        let mut bounds = report("slice: 1 seeds, 20 ms at most, 0 failed").expect("a report");
        bounds.add(&report("slice: 1 seeds, 7 ms at most, 0 failed").expect("a report"));
        assert_eq!((bounds.of("seeds"), bounds.of("ms at most")), (2, 20));
    }
}
