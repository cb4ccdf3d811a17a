//! The machine this runs on: what it allows, and how busy it is.

use anyhow::bail;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{fs, thread};

/// Files that a server and this bench have open beside one socket a reader.
const OTHERS: u64 = 200;

/// Lets this process and the servers it starts open a socket for each reader.
pub(crate) fn allow_open_files(readers: usize) -> anyhow::Result<()> {
    let needed = readers as u64 + OTHERS;
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    let raised = Rlimit { current: Some(needed), maximum: limit.maximum };
    if limit.maximum.is_some_and(|most| most < needed) || setrlimit(Resource::Nofile, raised).is_err() {
        bail!(
            "{readers} readers need {needed} open files, which this system does not allow; `ulimit -Hn {needed}` as root raises it"
        );
    }
    Ok(())
}

/// Processes that ran or wanted to, over the last minute.
pub(crate) fn load_average() -> String {
    let all = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    all.split(' ').next().filter(|first| !first.is_empty()).unwrap_or("unknown").to_owned()
}

/// One sentence for under the table; `before` is the load average when the bench began.
pub(crate) fn description(before: &str) -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores; load average {before} before, {} after (this bench is part of it).", load_average())
}
