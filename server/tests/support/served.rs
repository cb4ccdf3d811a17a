//! The whole server in the process of the test.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use boucle_server::{
    building::Builder,
    config::{Cli, Command},
    routes, serving,
    state::AppState,
};
use clap::Parser;
use std::path::PathBuf;

pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) state: AppState,
    folder: tempfile::TempDir,
}

impl Server {
    /// The folder of its data.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn builder(&self) -> &Builder {
        &self.state.builder
    }
}

pub(crate) async fn serve(storage: &str) -> Server {
    serve_with(&["--storage", storage]).await
}

/// With these settings beside those of the test.
pub(crate) async fn serve_with(settings: &[&str]) -> Server {
    let folder = tempfile::tempdir().unwrap();
    crate::support::site(&folder.path().join("site"));
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (data, site) = (path("data"), path("site"));
    let worker = env!("CARGO_BIN_EXE_boucle");
    let arguments = [&["boucle", "serve", "--data", &data, "--site", &site, "--worker", worker], settings].concat();
    let Command::Serve(config) = Cli::parse_from(arguments).command else { panic!("serve was asked for") };
    let state = AppState::new(&config).unwrap();
    let listener = serving::listen(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let router = routes::router(state.clone());
    tokio::spawn(serving::serve(listener, router, serving::most(config.max_connections), std::future::pending()));
    Server { address, state, folder }
}
