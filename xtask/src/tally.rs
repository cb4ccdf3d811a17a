//! How many tests passed and failed, read from what the runners print.

use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// What a line of `cargo test` reports, such as `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn of_cargo(line: &str) -> Self {
        let Some((_, counts)) = line.split_once("test result: ") else { return Self::default() };
        let mut tally = Self::default();
        for part in counts.split(['.', ';']) {
            tally.count(part.trim(), |kind| match kind {
                "passed" => Some(true),
                "failed" => Some(false),
                _ => None,
            });
        }
        tally
    }

    /// What a line at the end of Playwright's report says, such as `  3 passed (12.1s)`.
    /// A test that failed and then passed counts as failed: what helped it is chance.
    pub(crate) fn of_playwright(line: &str) -> Self {
        let mut tally = Self::default();
        let counted = line.trim();
        let counted = counted.split_once(" (").map_or(counted, |(before, _)| before);
        tally.count(counted, |kind| match kind {
            "passed" => Some(true),
            "failed" | "flaky" | "interrupted" | "did not run" => Some(false),
            _ => None,
        });
        tally
    }

    /// What a line at the end of Node's report says: `# pass 12` in one of its formats, `ℹ pass 12` in the other.
    pub(crate) fn of_node(line: &str) -> Self {
        let mut tally = Self::default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["#" | "ℹ", kind, number] = words[..] else { return tally };
        tally.count(&format!("{number} {kind}"), |kind| match kind {
            "pass" => Some(true),
            "fail" | "cancelled" => Some(false),
            _ => None,
        });
        tally
    }

    fn count(&mut self, part: &str, passed: impl Fn(&str) -> Option<bool>) {
        let Some((number, kind)) = part.split_once(' ') else { return };
        let Ok(number) = number.parse::<u32>() else { return };
        match passed(kind) {
            Some(true) => self.passed += number,
            Some(false) => self.failed += number,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn sum(lines: &str, read: impl Fn(&str) -> Tally) -> Tally {
        let mut all = Tally::default();
        lines.lines().for_each(|line| all += read(line));
        all
    }

    #[test]
    fn sums_every_test_program_of_cargo() {
        let printed = "running 3 tests\ntest a ... ok\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                       test result: FAILED. 10 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.25s\n";
        assert_eq!(sum(printed, Tally::of_cargo), Tally { passed: 12, failed: 3 });
    }

    #[test]
    fn sums_the_report_of_node() {
        let printed = "ok 1 - # pass 3\n# tests 6\n# suites 0\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 0\n# duration_ms 81.2\n";
        assert_eq!(sum(printed, Tally::of_node), Tally { passed: 4, failed: 2 });
        assert_eq!(sum("ℹ tests 3\nℹ pass 3\nℹ fail 0\n", Tally::of_node), Tally { passed: 3, failed: 0 });
    }

    #[test]
    fn sums_the_report_of_playwright() {
        let printed = "  ✓  1 [chromium] › tests/pad.spec.ts:4:1 › 3 passed (1.2s)\n  2 failed\n    [chromium] › tests/pad.spec.ts:9:1 › Bob\n  \
                       1 flaky\n  4 skipped\n  5 did not run\n  12 passed (1.4m)\n";
        assert_eq!(sum(printed, Tally::of_playwright), Tally { passed: 12, failed: 8 });
    }
}
