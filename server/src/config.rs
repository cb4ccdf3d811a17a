//! Everything an operator can set: flags, and environment variables of the same meaning.

use boucle_sync::DocumentId;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// Boucle: a community's recurring meetup, kept as a commons.
#[derive(Debug, Parser)]
#[command(name = "boucle", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the application and relays its documents.
    Serve(Serve),
    /// Reads every record of the store, and says which documents are damaged. The server must not run.
    Check(Store),
    /// Makes a new store of all that can be read of a damaged one, which stays beside it. The server must not run.
    Repair(Store),
    /// Shows which documents cannot be built, and why; or releases one. The server may run.
    Quarantine(Ward),
    /// Builds documents for the server that starts it.
    #[command(hide = true)]
    Worker {
        /// Bytes of address space.
        #[arg(long)]
        memory: u64,
    },
}

/// What to do with documents in quarantine.
#[derive(Debug, Clone, Args)]
pub struct Ward {
    #[command(flatten)]
    pub store: Store,
    /// The document to tell more of; all of them, when none is given.
    pub document: Option<DocumentId>,
    /// Releases the document: it is built again the next time there is reason to.
    #[arg(long, requires = "document")]
    pub release: bool,
}

/// Which store.
#[derive(Debug, Clone, Args)]
pub struct Store {
    /// Folder that keeps the documents.
    #[arg(long, env = "BOUCLE_DATA", default_value = "data")]
    pub data: PathBuf,
}

impl Store {
    /// The folder of the embedded store in a data folder.
    #[must_use]
    pub fn documents(data: &Path) -> PathBuf {
        data.join("documents")
    }

    /// The folder of the directory of people, in a data folder.
    #[must_use]
    pub fn people(data: &Path) -> PathBuf {
        data.join("people")
    }

    /// The folder of documents in quarantine, in a data folder.
    #[must_use]
    pub fn quarantine(data: &Path) -> PathBuf {
        data.join("quarantine")
    }
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "BOUCLE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Folder that keeps the documents; made when it is not there.
    #[arg(long, env = "BOUCLE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Where documents are kept.
    #[arg(long, env = "BOUCLE_STORAGE", value_enum, default_value_t = Backend::Embedded)]
    pub storage: Backend,
    /// Folder of the built pages; `site` beside the program when not given.
    #[arg(long, env = "BOUCLE_SITE")]
    pub site: Option<PathBuf>,
    /// Another origin whose pages may open the websocket, such as https://example.org; may be repeated.
    /// Pages served from here always may.
    #[arg(long = "origin", env = "BOUCLE_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,
    /// Most websockets open at the same time.
    #[arg(long, env = "BOUCLE_MAX_CONNECTIONS", default_value_t = Limits::default().connections)]
    pub max_connections: usize,
    /// Most documents in memory at the same time.
    #[arg(long, env = "BOUCLE_MAX_DOCUMENTS", default_value_t = Limits::default().documents)]
    pub max_documents: usize,
    /// Most people in the directory.
    #[arg(long, env = "BOUCLE_MAX_PEOPLE", default_value_t = Limits::default().people)]
    pub max_people: usize,
    /// Address and port that answer `GET /metrics` for Prometheus; none when not given. It is for the operator alone.
    #[arg(long, env = "BOUCLE_METRICS")]
    pub metrics: Option<SocketAddr>,
    /// How logs are written, on standard error. What is logged is set by `RUST_LOG`.
    #[arg(long, env = "BOUCLE_LOG", value_enum, default_value_t = LogFormat::Text)]
    pub log: LogFormat,
    /// The program that builds documents; this one when not given. For tests that serve from another program.
    #[arg(long, hide = true)]
    pub worker: Option<PathBuf>,
    /// Acknowledges before the disk has synced. For the tests that show what that would lose.
    #[arg(long, hide = true)]
    pub acknowledge_before_sync: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Backend {
    /// In the folder given by --data.
    Embedded,
    /// Nowhere: gone when the process ends.
    Memory,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// So much at once, and so much a second from then on.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    pub at_once: u32,
    pub a_second: u32,
}

/// Bounds the relay keeps to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Websockets open at the same time.
    pub connections: usize,
    /// Documents in memory at the same time.
    pub documents: usize,
    /// Messages of one connection, besides those that only acknowledge; and its bytes.
    pub messages: Allowance,
    pub bytes: Allowance,
    /// Messages for one document, from whomever, and their bytes.
    pub document_messages: Allowance,
    pub document_bytes: Allowance,
    /// Rows of the directory, and how many are written into it, by whomever.
    pub people: usize,
    pub statements: Allowance,
    /// People who watch a Meta-Carto, of all and of one.
    pub watchers: usize,
    pub watchers_of_a_map: usize,
    /// How long a document stays in memory after its last reader.
    pub idle: Duration,
    /// Changes after the last snapshot that make a new one worthwhile while people write.
    pub compact_after: usize,
    /// How long nobody must have written for a shorter tail to be worth a snapshot, and how short it may be.
    pub rest: Duration,
    pub compact_at_rest: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let mib = |at_once: u32, a_second: u32| Allowance { at_once: at_once << 20, a_second: a_second << 20 };
        Self {
            connections: 10_000,
            documents: 10_000,
            // Somebody who types and moves about sends some thirty messages a second; weeks of work offline, some megabytes.
            messages: Allowance { at_once: 2_000, a_second: 200 },
            bytes: mib(64, 1),
            // Two thousand people who come back at once send three messages each.
            document_messages: Allowance { at_once: 50_000, a_second: 5_000 },
            document_bytes: mib(256, 8),
            // Some 4 KiB each on most disks. Everybody at a venue may give a name at once; a stranger who writes all
            // the time fills the directory in half a day.
            people: 1_000_000,
            statements: Allowance { at_once: 2_000, a_second: 20 },
            // Each holds one of the connections that are not websockets.
            watchers: 1_000,
            watchers_of_a_map: 200,
            idle: Duration::from_secs(60),
            compact_after: 500,
            rest: Duration::from_secs(10),
            compact_at_rest: 32,
        }
    }
}
