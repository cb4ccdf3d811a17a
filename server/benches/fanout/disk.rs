//! What one sync of this disk costs: no acknowledgement that means "on disk" can come sooner.

use crate::figures::quantile;
use anyhow::Context;
use std::{fs::File, io::Write, path::Path, time::Instant};

const SYNCS: usize = 100;
/// About what the store writes for one edit.
const RECORD: [u8; 512] = [0x42; 512];

/// Milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SyncTime {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
}

/// Appends small records to one file and syncs after each.
pub(crate) fn time_of_a_sync(folder: &Path) -> anyhow::Result<SyncTime> {
    let mut times = Vec::with_capacity(SYNCS);
    let mut write = || -> std::io::Result<()> {
        let mut file = File::create(folder.join("sync-time"))?;
        for _ in 0..SYNCS {
            let start = Instant::now();
            file.write_all(&RECORD)?;
            file.sync_data()?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        Ok(())
    };
    write().context("the disk cannot be written")?;
    times.sort_by(f64::total_cmp);
    Ok(SyncTime { p50: quantile(&times, 0.5), p95: quantile(&times, 0.95), p99: quantile(&times, 0.99) })
}
