//! What the process holds, made once from the configuration.

use crate::{
    building::Builder,
    config::{Backend, Limits, Serve, Store},
    directory::{Directory, Place},
    projection::Projector,
    quarantine::Quarantine,
    relay::Relay,
    repair, serving,
    site::Site,
    storage::{Acknowledge, Embedded, Memory, Storage},
    watch::{Maps, Watches},
    whole_file,
    worker::Bounds,
};
use anyhow::{Context, bail};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

/// Shared by every request. Cheap to copy.
#[derive(Debug, Clone)]
pub struct AppState {
    pub relay: Arc<Relay>,
    pub builder: Arc<Builder>,
    pub projector: Arc<Projector>,
    pub storage: Arc<dyn Storage>,
    pub directory: Arc<Directory>,
    pub maps: Arc<Maps>,
    pub watches: Arc<Watches>,
    pub site: Arc<Site>,
    pub site_dir: Arc<PathBuf>,
    /// Origins beside our own whose pages may open the websocket.
    pub origins: Arc<[String]>,
}

impl AppState {
    /// Opens the store and finds the built pages.
    ///
    /// # Errors
    /// In one sentence, when the store cannot be opened or the pages are not there.
    pub fn new(config: &Serve) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("where is this program?")?;
        let site_dir = config.site.clone().unwrap_or_else(|| program.with_file_name("site"));
        let site = Site::read(&site_dir).with_context(|| {
            format!("the built pages are not at {} (give their folder with --site)", site_dir.display())
        })?;
        let (storage, storage_id): (Arc<dyn Storage>, _) = match config.storage {
            Backend::Memory => (Arc::new(Memory::default()), fresh_id()),
            Backend::Embedded => {
                let acknowledge =
                    if config.acknowledge_before_sync { Acknowledge::BeforeSync } else { Acknowledge::AfterSync };
                let folder = Store::documents(&config.data);
                if let Some(rebuilt) = repair::was_interrupted(&folder) {
                    bail!("a repair was interrupted: rename {} to {}", rebuilt.display(), folder.display());
                }
                let storage = Embedded::open(&folder, acknowledge)?;
                (Arc::new(storage), storage_id(&config.data)?)
            }
        };
        let quarantine = match config.storage {
            Backend::Memory => Quarantine::Memory(Mutex::default()),
            Backend::Embedded => Quarantine::Folder(Store::quarantine(&config.data)),
        };
        let limits = Limits {
            connections: config.max_connections,
            documents: config.max_documents,
            people: config.max_people,
            // Pages and files have at least as many.
            watchers: Limits::default().watchers.min(serving::beside(config.max_connections) / 2),
            ..Limits::default()
        };
        let builder = Builder::new(config.worker.clone().unwrap_or(program), Bounds::default(), quarantine);
        let relay = Relay::new(Arc::clone(&storage), storage_id, Arc::clone(&builder), limits);
        // The store is open: nobody else has this folder.
        let people = match config.storage {
            Backend::Memory => Place::Memory,
            Backend::Embedded => Place::Folder(Store::people(&config.data)),
        };
        let directory = Directory::open(people, &limits, relay.people())
            .with_context(|| format!("the directory of people cannot be opened in {}", config.data.display()))?;
        let projector = Arc::new(Projector::new(Arc::clone(&storage), Arc::clone(&builder)));
        let maps = Arc::new(Maps::default());
        let watches = Watches::new(projector.clone(), Arc::clone(&directory), Arc::clone(&maps), &relay, &limits);
        Ok(Self {
            relay,
            directory,
            maps,
            watches,
            projector,
            builder,
            storage,
            site: Arc::new(site),
            site_dir: Arc::new(site_dir),
            origins: config.origins.iter().map(|o| o.trim_end_matches('/').to_owned()).collect(),
        })
    }
}

fn fresh_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The store's own name, made once and kept beside it: clients keep what they know of the store under it.
fn storage_id(data: &Path) -> anyhow::Result<String> {
    let path = data.join("storage-id");
    match std::fs::read_to_string(&path) {
        Ok(id) if !id.trim().is_empty() => Ok(id.trim().to_owned()),
        Ok(_) => bail!("{} is empty; restore it, or remove it to take a new name", path.display()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let id = fresh_id();
            whole_file::write(&path, id.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))?;
            Ok(id)
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}
