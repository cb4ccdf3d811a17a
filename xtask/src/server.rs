//! The server's binary, built by cargo.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::artifact::{self, Program};
use crate::process;
use crate::workspace::{Profile, Workspace};

/// Cargo gives a dependency the features that the chosen packages ask for. Choosing all of them each time means that running,
/// testing and measuring share one build of every dependency.
pub(crate) const SAME_GRAPH: &str = "--workspace";

/// True when cargo has not built the server yet, and a person will wait.
pub(crate) fn is_first(workspace: &Workspace, profile: Profile) -> bool {
    !binary(workspace, profile).is_file()
}

/// Builds the server and returns its path.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["build", SAME_GRAPH, "--bin=boucle"]);
    if profile.is_release() {
        cargo.arg("--release");
    }
    process::run(&mut cargo)?;
    let path = binary(workspace, profile);
    fs::metadata(&path).with_context(|| format!("cargo built no {}", path.display()))?;
    Ok(path)
}

/// Builds the tests of every crate and returns the server among them: one debug build serves `cargo test` and the browsers.
pub(crate) fn as_tested(workspace: &Workspace) -> Result<PathBuf> {
    match built_beside(workspace, &["test", SAME_GRAPH])? {
        Some(path) => Ok(path),
        None => build(workspace, Profile::Development),
    }
}

/// Builds a bench of the server and returns the server that cargo builds beside it, optimised like the bench.
pub(crate) fn as_measured(workspace: &Workspace, bench: &str) -> Result<PathBuf> {
    match built_beside(workspace, &["bench", SAME_GRAPH, "--bench", bench])? {
        Some(path) => Ok(path),
        None => build(workspace, Profile::Release),
    }
}

fn built_beside(workspace: &Workspace, what: &[&str]) -> Result<Option<PathBuf>> {
    Ok(artifact::built(workspace, what)?.into_iter().find(is_server).map(|program| program.path))
}

/// Whether a program is the server; its test program bears the same name and is not meant.
fn is_server(program: &Program) -> bool {
    program.name == "boucle" && program.kind == "bin" && !program.is_test
}

fn binary(workspace: &Workspace, profile: Profile) -> PathBuf {
    let folder = if profile.is_release() { "release" } else { "debug" };
    workspace.target.join(folder).join(format!("boucle{}", env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::is_server;
    use crate::artifact::{Program, program_in};

    fn server_in(message: &str) -> Option<PathBuf> {
        program_in(message).filter(|program: &Program| is_server(program)).map(|program| program.path)
    }

    fn message(test: bool) -> String {
        format!(
            r#"{{"reason":"compiler-artifact","target":{{"kind":["bin"],"name":"boucle"}},
                "profile":{{"opt_level":"0","test":{test}}},"executable":"/target/debug/boucle"}}"#
        )
    }

    #[test]
    fn finds_the_server_among_what_cargo_built() {
        assert_eq!(server_in(&message(false)), Some(PathBuf::from("/target/debug/boucle")));
        assert_eq!(server_in(&message(true)), None);
        assert_eq!(server_in(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
