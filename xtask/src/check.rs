//! Every check the project has, in the order in which a mistake shows soonest.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde_json::Value;

use crate::progress::Progress;
use crate::tally::Tally;
use crate::workspace::{Profile, Workspace};
use crate::{chromium, deny, process, server, setup, site, sizes};

/// The checks, by the names that `cargo xtask test` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Check {
    /// Formatting
    Fmt,
    /// TypeScript types
    Types,
    /// Tests of the pad's editor
    Editor,
    /// Lints of every crate
    Clippy,
    /// Lints of the app as the browser runs it
    ClippyApp,
    /// Licences, banned crates and sources of dependencies
    Deny,
    /// Tests of the crates
    Unit,
    /// Size of a first visit, from a release build
    Sizes,
    /// Real browsers against a real server
    E2e,
}

/// What a person asks of a test run.
#[derive(Debug)]
pub(crate) struct Request {
    /// The checks to run; none means all.
    pub(crate) checks: Vec<Check>,
    /// Leaves out what needs a release build.
    pub(crate) fast: bool,
    /// Asks for known vulnerabilities too, which needs the advisory database.
    pub(crate) advisories: bool,
    /// Given to Playwright as they are.
    pub(crate) browser_arguments: Vec<String>,
}

/// One step of a run: getting ready, or a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Tools,
    Packages,
    Chromium,
    Site(Profile),
    Check(Check),
}

/// Runs the checks, and says at the end how many tests passed and failed.
pub(crate) fn run(workspace: &Workspace, request: &Request) -> Result<()> {
    let steps = plan(&request.checks, request.fast);
    let counting = [Check::Editor, Check::Unit, Check::E2e].map(Step::Check);
    let counts_tests = steps.iter().any(|step| counting.contains(step));
    let titles = steps.iter().map(|step| if matches!(step, Step::Site(_)) { site::STEPS } else { 1 });
    let mut run = Run {
        workspace,
        request,
        progress: Progress::of(titles.sum()),
        tally: Tally::default(),
        chromium: None,
        site: None,
    };
    let outcome = steps.into_iter().try_for_each(|step| run.perform(step));
    run.progress.summary();
    if counts_tests {
        println!("\n{} passed, {} failed", run.tally.passed, run.tally.failed);
    }
    outcome
}

/// The steps that the wanted checks need, in order.
fn plan(wanted: &[Check], fast: bool) -> Vec<Step> {
    let all = Check::value_variants().iter().copied();
    let checks: Vec<Check> = match wanted {
        [] => all.filter(|check| !(fast && *check == Check::Sizes)).collect(),
        some => all.filter(|check| some.contains(check)).collect(),
    };
    let any = |of: &[Check]| checks.iter().any(|check| of.contains(check));
    let mut steps = Vec::new();
    if any(&[Check::ClippyApp, Check::Types, Check::Editor, Check::Sizes, Check::E2e]) {
        steps.push(Step::Tools);
    }
    if any(&[Check::Types, Check::Editor, Check::Sizes, Check::E2e]) {
        steps.push(Step::Packages);
    }
    if any(&[Check::E2e]) {
        steps.push(Step::Chromium);
    }
    let needs_site = |check: &Check| *check >= Check::Sizes;
    steps.extend(checks.iter().copied().filter(|check| !needs_site(check)).map(Step::Check));
    if checks.iter().any(needs_site) {
        let release = !fast || checks.contains(&Check::Sizes);
        steps.push(Step::Site(Profile::chosen(release)));
    }
    steps.extend(checks.iter().copied().filter(needs_site).map(Step::Check));
    steps
}

struct Run<'a> {
    workspace: &'a Workspace,
    request: &'a Request,
    progress: Progress,
    tally: Tally,
    chromium: Option<PathBuf>,
    site: Option<PathBuf>,
}

impl Run<'_> {
    fn perform(&mut self, step: Step) -> Result<()> {
        let workspace = self.workspace;
        match step {
            Step::Tools => self.progress.step("Tools", || setup::tools(workspace)),
            Step::Packages => self.progress.step("npm packages", || setup::packages(workspace)),
            Step::Chromium => {
                self.chromium = Some(self.progress.step("Chromium", chromium::find_or_install)?);
                Ok(())
            }
            Step::Site(profile) => {
                let command = if profile.is_release() { "cargo xtask build --release" } else { "cargo xtask build" };
                let built = site::build(workspace, profile, &mut self.progress);
                self.site = Some(
                    built.with_context(|| format!("The site was not built; `{command}` does just that.\nReason"))?,
                );
                Ok(())
            }
            Step::Check(check) => self.check(check),
        }
    }

    fn check(&mut self, check: Check) -> Result<()> {
        let Self { workspace, request, progress, tally, chromium, site } = self;
        let outcome = progress.step(title(check), || match check {
            Check::Fmt => process::run(process::cargo(&workspace.root).args(["fmt", "--check"])),
            Check::Types => types(workspace),
            Check::Editor => editor(workspace, tally),
            Check::Clippy => clippy(workspace, &[server::SAME_GRAPH, "--all-targets"]),
            Check::ClippyApp => {
                let browser = ["--target=wasm32-unknown-unknown", "--no-default-features", "--features=hydrate"];
                clippy(workspace, &[&["--package=boucle-app"], &browser[..]].concat())
            }
            Check::Deny => deny::check(workspace, request.advisories),
            Check::Unit => unit(workspace, tally),
            Check::Sizes => sizes::check_or_write(workspace, false),
            Check::E2e => {
                let chromium = chromium.as_deref().context("a Chromium is looked for before")?;
                let site = site.as_deref().context("the site is built before")?;
                let arguments = &request.browser_arguments;
                browsers(workspace, chromium, site, arguments, tally)
            }
        });
        outcome.with_context(|| {
            format!("Step `{0}` failed. Run just this step with `cargo xtask test {0}`.\nReason", name(check))
        })
    }
}

fn name(check: Check) -> String {
    check.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn title(check: Check) -> &'static str {
    match check {
        Check::Fmt => "Formatting",
        Check::Types => "TypeScript types",
        Check::Editor => "Tests of the editor",
        Check::Clippy => "Lints",
        Check::ClippyApp => "Lints of the app in the browser",
        Check::Deny => "Licences and sources of dependencies",
        Check::Unit => "Tests of the crates",
        Check::Sizes => "Size of a first visit",
        Check::E2e => "End-to-end tests",
    }
}

/// A package that is made of several projects says in its `check` script how all are checked.
fn types(workspace: &Workspace) -> Result<()> {
    for package in ["app/editor", "end2end"] {
        let folder = workspace.root.join(package);
        let description = fs::read_to_string(folder.join("package.json"))
            .with_context(|| format!("{package} has no package.json"))?;
        let description: Value = serde_json::from_str(&description)
            .with_context(|| format!("{package}/package.json cannot be understood"))?;
        if description.pointer("/scripts/check").is_some() {
            process::run(process::npm(&workspace.root).args(["run", "--silent", "check", "--workspace", package]))?;
        } else if folder.join("tsconfig.json").is_file() {
            process::run(process::npm_program(&workspace.root, "tsc").args(["--noEmit", "--project", package]))?;
        }
    }
    Ok(())
}

fn editor(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut npm = process::npm(&workspace.root);
    npm.args(["run", "--silent", "test", "--workspace", "app/editor"]);
    read_tests(&mut npm, Tally::of_node, tally)
}

fn clippy(workspace: &Workspace, which: &[&str]) -> Result<()> {
    process::run(process::cargo(&workspace.root).arg("clippy").args(which).args(["--", "--deny=warnings"]))
}

fn unit(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["test", server::SAME_GRAPH, "--no-fail-fast"]);
    read_tests(&mut cargo, Tally::of_cargo, tally)
}

/// Plays the end-to-end tests against the very server that the tests of the crates have built.
fn browsers(
    workspace: &Workspace,
    chromium: &Path,
    site: &Path,
    arguments: &[String],
    tally: &mut Tally,
) -> Result<()> {
    let mut playwright = process::npm_program(&workspace.root, "playwright");
    playwright.arg("test").args(arguments).current_dir(workspace.root.join("end2end"));
    playwright.env("BOUCLE_BIN", server::as_tested(workspace)?).env("BOUCLE_SITE", site).env("CHROMIUM", chromium);
    read_tests(&mut playwright, Tally::of_playwright, tally)
}

/// Runs tests and counts them by the lines their runner prints.
fn read_tests(runner: &mut Command, count: impl Fn(&str) -> Tally, tally: &mut Tally) -> Result<()> {
    let mut here = Tally::default();
    let succeeded = process::run_reading(runner, |line| here += count(line))?;
    *tally += here;
    judge(here, succeeded)
}

/// A runner that reports no test at all has not tested anything, whatever its exit status says.
fn judge(tally: Tally, succeeded: bool) -> Result<()> {
    match tally {
        Tally { failed: 0, .. } if !succeeded => bail!("the tests could not all be built or run"),
        Tally { passed: 0, failed: 0 } => bail!("no test was reported"),
        Tally { failed: 0, .. } => Ok(()),
        Tally { failed, .. } => bail!("{failed} failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Profile, Step, Tally, judge, plan};

    #[test]
    fn everything_runs_once_and_the_site_is_built_for_what_needs_it() {
        let steps = plan(&[], false);
        let expected = [
            Step::Tools,
            Step::Packages,
            Step::Chromium,
            Step::Check(Check::Fmt),
            Step::Check(Check::Types),
            Step::Check(Check::Editor),
            Step::Check(Check::Clippy),
            Step::Check(Check::ClippyApp),
            Step::Check(Check::Deny),
            Step::Check(Check::Unit),
            Step::Site(Profile::Release),
            Step::Check(Check::Sizes),
            Step::Check(Check::E2e),
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn a_check_alone_brings_only_what_it_needs() {
        assert_eq!(plan(&[Check::Fmt], false), [Step::Check(Check::Fmt)]);
        assert_eq!(plan(&[Check::Types], false), [Step::Tools, Step::Packages, Step::Check(Check::Types)]);
    }

    #[test]
    fn a_fast_run_builds_nothing_for_release() {
        let steps = plan(&[], true);
        assert!(steps.contains(&Step::Site(Profile::Development)));
        assert!(!steps.contains(&Step::Check(Check::Sizes)));
    }

    #[test]
    fn silence_is_not_success() {
        assert!(judge(Tally { passed: 3, failed: 0 }, true).is_ok());
        assert!(judge(Tally { passed: 3, failed: 0 }, false).is_err());
        assert!(judge(Tally { passed: 3, failed: 1 }, true).is_err());
        assert!(judge(Tally::default(), true).is_err());
        let unbuilt = judge(Tally::default(), false).expect_err("nothing ran").to_string();
        assert!(unbuilt.contains("built"), "{unbuilt}");
    }
}
