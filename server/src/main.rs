//! `boucle`: configuration in, a serving process out.

use anyhow::Context;
use boucle_server::{
    config::{Cli, Command, LogFormat, Serve},
    operate, routes, serving,
    state::AppState,
    worker,
};
use clap::Parser;
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How long connections have to leave after SIGTERM.
const DRAIN: Duration = Duration::from_secs(10);
/// Connections that the operator's own listener takes.
const OPERATORS: usize = 64;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(config) => in_runtime(serve(config)),
        Command::Check(store) => in_runtime(operate::check(&store.data)),
        Command::Repair(store) => operate::repair(&store.data),
        Command::Quarantine(ward) => operate::quarantine(&ward),
        Command::Worker { memory } => worker::serve(memory).map(|()| ExitCode::SUCCESS).map_err(Into::into),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // One plain sentence; the causes follow in it.
            let _unheard = writeln!(std::io::stderr(), "boucle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn in_runtime(done: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("the runtime cannot start")?.block_on(done)
}

async fn serve(config: Serve) -> anyhow::Result<ExitCode> {
    start_log(config.log);
    let connections = serving::allowed(serving::most(config.max_connections));
    let state = AppState::new(&config)?;
    let listener = serving::listen(config.listen).with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr().context("the listener has no address")?;
    writeln!(std::io::stdout(), "Boucle is at http://{address}/").context("standard output is closed")?;
    tracing::info!(%address, data = %config.data.display(), "serving");

    if let Some(address) = config.metrics {
        let metrics = serving::listen(address).with_context(|| format!("cannot listen on {address}"))?;
        let address = metrics.local_addr().context("the listener has no address")?;
        tracing::info!(%address, "metrics");
        let numbers = routes::metrics(state.relay.clone());
        tokio::spawn(serving::serve(metrics, numbers, OPERATORS, std::future::pending()));
    }
    let relay = state.relay.clone();
    let leaving = relay.clone();
    let stopped = async move {
        let stop = told_to_stop().await;
        tracing::info!(signal = stop, connections = leaving.connections(), "draining");
        leaving.begin_drain();
        // The listener stays while people leave, so that whoever balances the load hears `/ready` say no.
        while leaving.connections() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let served = serving::serve(listener, routes::router(state), connections, stopped);
    let out_of_time = async {
        relay.drained().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        () = served => {}
        () = out_of_time => tracing::warn!(connections = relay.connections(), "not everyone left in time"),
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The store's engine is silent unless `RUST_LOG` names it: what it could not do is said by the store, once and in words.
const QUIET_ENGINE: &str = "fjall=off,lsm_tree=off";

fn start_log(format: LogFormat) {
    let asked = std::env::var("RUST_LOG").ok().filter(|asked| !asked.is_empty()).unwrap_or_else(|| "info".into());
    let filter = EnvFilter::new(if asked.contains("fjall") { asked } else { format!("{asked},{QUIET_ENGINE}") });
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

async fn told_to_stop() -> &'static str {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::error!("signals cannot be heard; stop the process by other means");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => "SIGTERM",
        _ = interrupt.recv() => "SIGINT",
    }
}
