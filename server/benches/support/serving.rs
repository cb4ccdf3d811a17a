//! The real program for a bench, and the browser that looks at what it serves.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; run `cargo xtask bench`"))
}

/// Serves what is in a folder with the release site: the server, and its host and port.
pub(crate) fn serve(folder: &Path) -> (Child, String) {
    let mut server = Command::new(variable("BOUCLE_BIN"))
        .args(["serve", "--listen", "127.0.0.1:0", "--site", &variable("BOUCLE_SITE"), "--data"])
        .arg(folder)
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("Boucle is at http://").trim_end_matches('/').to_owned();
    (server, address)
}

pub(crate) fn stop(mut server: Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Runs a script of `end2end/bench` in node, which opens a page: its address, and what else the script takes.
pub(crate) fn look(script: &str, arguments: &[String]) -> Child {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Command::new("node")
        .arg(format!("bench/{script}"))
        .args(arguments)
        .current_dir(root.join("end2end"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What else the machine had to do.
pub(crate) fn say_load() {
    println!("load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
}
