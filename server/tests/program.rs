//! The program as its operator meets it: its settings, how it begins, what it logs, how it ends.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/person.rs"]
mod support;

#[path = "support/process.rs"]
mod process;

use boucle_server::config::Cli;
use boucle_sync::session::Intent;
use clap::CommandFactory;
use process::{Disk, Server, start_in_vain};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use support::{Person, document};

const SOON: Duration = Duration::from_secs(10);

#[test]
fn help_names_every_setting_with_its_variable_and_its_meaning() {
    let output = Command::new(env!("CARGO_BIN_EXE_boucle")).args(["serve", "--help"]).output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    let command = Cli::command();
    let serve = command.find_subcommand("serve").unwrap();
    let settings: Vec<_> = serve.get_arguments().filter(|a| !a.is_hide_set() && a.get_id() != "help").collect();
    assert!(settings.len() >= 6, "{help}");
    for setting in settings {
        let (flag, variable) = (setting.get_long().unwrap(), setting.get_env().unwrap().to_str().unwrap());
        assert!(help.contains(&format!("--{flag}")) && help.contains(variable), "{flag}, {variable}: {help}");
        assert!(setting.get_help().is_some_and(|words| !words.to_string().is_empty()), "{flag} says what it means");
    }
}

#[test]
fn a_store_that_cannot_be_opened_ends_with_one_plain_sentence() {
    says_one_sentence(true, &[], "the store cannot be opened at");
}

#[test]
fn a_setting_that_cannot_be_ends_with_one_plain_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    says_one_sentence(false, &["--listen", &address], &format!("cannot listen on {address}"));
    says_one_sentence(false, &["--site", "/nowhere"], "/nowhere");
}

fn says_one_sentence(in_a_file: bool, arguments: &[&str], part: &str) {
    let (status, words) = start_in_vain(in_a_file, arguments);
    assert!(!status.success(), "{words}");
    let sentences: Vec<_> = words.lines().filter(|l| l.starts_with("boucle: ")).collect();
    assert_eq!(sentences.len(), 1, "{words}");
    assert!(sentences[0].contains(part), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_tells_everybody_keeps_everything_and_ends_well() {
    let mut server = Server::start(Disk::Real, false);
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    assert!(alice.connect(server.address()).await);
    alice.write("Avant la mise à jour.").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);

    server.terminate();
    let told = Instant::now();
    assert!(!alice.run_until(SOON, |_| false).await);
    assert!(!alice.is_open() && told.elapsed() < SOON, "she is let go before anybody loses patience");
    assert!(alice.refusals.iter().any(|r| r.contains("restarts")), "{:?}", alice.refusals);
    assert!(server.ended().success());

    let log = server.log();
    let said: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for word in ["serving", "draining", "stopped"] {
        assert!(said.iter().any(|l| l["fields"]["message"] == word && l["level"] == "INFO"), "{word}: {log}");
    }
    assert!(said.iter().all(|l| l["timestamp"].is_string()), "{log}");

    server.restart();
    let mut chloe = Person::new("Chloé", id, Intent::Find);
    assert!(chloe.connect(server.address()).await);
    assert!(chloe.run_until(SOON, |p| p.pad() == "Avant la mise à jour.").await, "{}", chloe.pad());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_is_given_what_it_lacks_by_those_who_hold_it() {
    let mut server = Server::start(Disk::Real, false);
    let backup = tempfile::tempdir().unwrap();
    let id = document();
    let mut alice = Person::new("Alice", id, Intent::Offer);
    let mut bob = Person::new("Bob", id, Intent::Find);
    assert!(alice.connect(server.address()).await && bob.connect(server.address()).await);
    alice.write("Sauvegardé. ").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    server.terminate();
    assert!(server.ended().success());
    copy(&server.data(), backup.path());

    server.restart();
    alice.cut();
    bob.cut();
    assert!(alice.connect(server.address()).await && bob.connect(server.address()).await);
    assert!(bob.run_until(SOON, |p| p.pad() == "Sauvegardé. ").await);
    bob.write("De Bob. ").await;
    assert!(bob.run_until(SOON, |p| p.unsaved() == 0).await);
    assert!(alice.run_until(SOON, |p| p.pad().ends_with("De Bob. ")).await);
    alice.write("D’Alice.").await;
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    server.kill();
    std::fs::remove_dir_all(server.data()).unwrap();
    copy(backup.path(), &server.data());

    // Both were told that all of it was saved. Alice comes back, and brings what Bob wrote as well.
    server.restart();
    alice.cut();
    assert!(alice.connect(server.address()).await);
    assert!(alice.run_until(SOON, |p| p.unsaved() > 0).await, "she hears that the server has less");
    assert!(alice.run_until(SOON, |p| p.unsaved() == 0).await);
    let mut chloe = Person::new("Chloé", id, Intent::Find);
    assert!(chloe.connect(server.address()).await);
    assert!(chloe.run_until(SOON, |p| p.pad() == "Sauvegardé. De Bob. D’Alice.").await, "{}", chloe.pad());
}
