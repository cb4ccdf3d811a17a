//! The account of a long run: one line for each slice that is finished, in a file that survives whatever stops the run.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// How the name of a count ends that is a bound, and not a number of things.
const AT_MOST: &str = "at most";

/// Some seeds that are run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Slice {
    pub(crate) first: u64,
    pub(crate) seeds: u64,
}

/// How many there were of what, in the order in which they are told: seeds, operations, failures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts(pub(crate) Vec<(String, u64)>);

impl Counts {
    pub(crate) fn of(&self, what: &str) -> u64 {
        self.0.iter().find(|(counted, _)| counted == what).map_or(0, |(_, n)| *n)
    }

    /// Sums up. Of what there was at most, the most counts.
    pub(crate) fn add(&mut self, other: &Self) {
        for (what, n) in &other.0 {
            match self.0.iter_mut().find(|(counted, _)| counted == what) {
                Some((_, most)) if what.ends_with(AT_MOST) => *most = (*most).max(*n),
                Some((_, sum)) => *sum += n,
                None => self.0.push((what.clone(), *n)),
            }
        }
    }
}

/// What came of a slice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) seconds: f64,
    pub(crate) counts: Counts,
    /// How what failed is played again.
    pub(crate) replays: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    slice: Slice,
    #[serde(flatten)]
    outcome: Outcome,
}

/// The finished slices of one run of one program.
#[derive(Debug)]
pub(crate) struct Ledger {
    path: PathBuf,
    finished: BTreeMap<Slice, Outcome>,
}

impl Ledger {
    /// Reads what is there. A line that was being written when the run was stopped is no slice.
    pub(crate) fn open(path: PathBuf) -> Result<Self> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).context("the account has no folder")?;
        let text = fs::read_to_string(&path).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let finished = lines.map(|line| (line.slice, line.outcome)).collect();
        Ok(Self { path, finished })
    }

    pub(crate) fn outcome(&self, slice: Slice) -> Option<&Outcome> {
        self.finished.get(&slice)
    }

    pub(crate) fn add(&mut self, slice: Slice, outcome: Outcome) -> Result<()> {
        let line = Line { slice, outcome };
        let whole = format!("{}\n", serde_json::to_string(&line)?);
        self.file().and_then(|mut file| Ok(file.write_all(whole.as_bytes())?)).context("the account cannot be kept")?;
        self.finished.insert(slice, line.outcome);
        Ok(())
    }

    fn file(&self) -> Result<File> {
        let torn = fs::read(&self.path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'));
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        if torn {
            file.write_all(b"\n")?;
        }
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Ledger, Outcome, Slice};
    use std::fs;

    const A: Slice = Slice { first: 0, seeds: 100 };
    const B: Slice = Slice { first: 100, seeds: 100 };

    fn outcome(operations: u64) -> Outcome {
        let counts = Counts(vec![("operations".to_owned(), operations)]);
        Outcome { seconds: 1.5, counts, replays: vec!["BOUCLE_SEED=7".into()] }
    }

    #[test]
    fn a_run_that_was_stopped_finds_the_slices_that_were_finished() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("converge/account");
        let mut ledger = Ledger::open(path.clone()).expect("it opens");
        ledger.add(A, outcome(50)).expect("it is kept");
        let torn = fs::read_to_string(&path).expect("it is there") + r#"{"first":100,"see"#;
        fs::write(&path, torn).expect("it is written");

        let mut again = Ledger::open(path.clone()).expect("it opens");
        assert_eq!((again.outcome(A), again.outcome(B)), (Some(&outcome(50)), None));
        again.add(B, outcome(60)).expect("it is kept");
        let last = Ledger::open(path).expect("it opens");
        assert_eq!((last.outcome(A), last.outcome(B)), (Some(&outcome(50)), Some(&outcome(60))));
    }
}
