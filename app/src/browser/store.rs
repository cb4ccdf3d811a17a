//! What this device keeps, in IndexedDB.
//!
//! | store | key | value |
//! |---|---|---|
//! | `chunks` | document, hash | a change or a snapshot: `{document, hash, bytes}` |
//! | `meetups` | id | a document that was open here: `{id, kind, title, opened}`; without a kind, a meetup |
//! | `sync` | document, storage | what the server with that storage is known to have: `{document, storage, state}` |
//! | `people` | id | what somebody said of themselves, signed: `{id, statement}` |
//! | `device` | name | the person's key, what they said last and what is to be said yet, the server's storage; `unsent {id}`: a document with changes that no server is known to have; `seen {id}`: its heads at the last visit; `bound {id}`: the server knows its commons; `told {commons} {id}`: what a meetup tells to the long view |
//!
//! Chunks are only ever added, under the name that their bytes give them, so tabs cannot overwrite each other; a
//! snapshot replaces exactly the chunks that were read to make it.

use crate::state::KnownDocument;
use boucle_model::Kind;
use idb::{Factory, KeyPath, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

const NAME: &str = "boucle";
const VERSION: u32 = 2;

/// The kinds, as rows of the list say them.
const COMMONS: &str = "commons";
const MEETUP: &str = "meetup";
const CARTO: &str = "carto";

/// Why the device could not keep or give something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Idb(#[from] idb::Error),
    #[error("the browser gave the write up, most often for want of space")]
    Aborted,
}

/// A chunk and the name it is stored under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub hash: String,
    pub bytes: Vec<u8>,
}

/// Whether a write must be on the disk before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// My own unsent work: once the promise resolves, it survives a power cut.
    Strict,
    /// What the server has too.
    Relaxed,
}

/// The device's database.
#[derive(Debug, Clone)]
pub struct Store {
    database: IdbDatabase,
}

fn field(row: &JsValue, name: &str) -> JsValue {
    Reflect::get(row, &JsValue::from_str(name)).unwrap_or_default()
}

fn record(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _plain_object = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

fn pair(a: &str, b: &str) -> JsValue {
    Array::of2(&a.into(), &b.into()).into()
}

/// Every key that begins with `document`.
fn of_document(document: &str) -> Result<KeyRange, StoreError> {
    let upper = Array::of2(&document.into(), &Array::new());
    Ok(KeyRange::bound(&Array::of1(&document.into()), &upper, None, Some(true))?)
}

impl Store {
    /// Opens the database, laying it out when it is new.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or withholds it (a private window may).
    pub async fn open() -> Result<Self, StoreError> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let lay_out = || -> Result<(), idb::Error> {
                let database = idb::DatabaseEvent::database(&event)?;
                let two = |a, b| Some(KeyPath::new_array([a, b]));
                for (name, path) in [
                    ("chunks", two("document", "hash")),
                    ("sync", two("document", "storage")),
                    ("meetups", Some(KeyPath::new_single("id"))),
                    ("device", None),
                    // From the second version on.
                    ("people", Some(KeyPath::new_single("id"))),
                ] {
                    if database.store_names().iter().any(|known| known == name) {
                        continue;
                    }
                    let mut params = ObjectStoreParams::new();
                    params.key_path(path);
                    database.create_object_store(name, params)?;
                }
                Ok(())
            };
            if let Err(error) = lay_out() {
                leptos::logging::error!("the device's store could not be laid out: {error}");
            }
        });
        let mut database = request.await?;
        // A newer version in another tab must not wait for this one.
        database.on_version_change(|event| {
            let target = event.target();
            if let Some(database) = target.and_then(|t| t.dyn_into::<IdbDatabase>().ok()) {
                database.close();
            }
        });
        database.forget_callbacks();
        Ok(Self { database: database.into() })
    }

    fn read(&self, store: &str) -> Result<ObjectStore, StoreError> {
        let database = idb::Database::from(self.database.clone());
        Ok(database.transaction(&[store], TransactionMode::ReadOnly)?.object_store(store)?)
    }

    /// A transaction that writes. `durability` is newer than the bindings, so it is passed by hand.
    fn write(&self, stores: &[&str], durability: Durability) -> Result<Transaction, StoreError> {
        let refused = |error: JsValue| idb::Error::TransactionOpenFailed(error);
        let open: Function = field(&self.database, "transaction").dyn_into().map_err(refused)?;
        let names: Array = stores.iter().map(|s| JsValue::from_str(s)).collect();
        let how = match durability {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        };
        let options = record(&[("durability", how.into())]);
        let transaction = open.call3(&self.database, &names, &"readwrite".into(), &options).map_err(refused)?;
        Ok(transaction.dyn_into::<IdbTransaction>().map_err(refused)?.into())
    }

    /// Every chunk of a document.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn chunks(&self, document: &str) -> Result<Vec<Row>, StoreError> {
        let rows = self.read("chunks")?.get_all(Some(Query::KeyRange(of_document(document)?)), None)?.await?;
        let row = |row: &JsValue| {
            let bytes = field(row, "bytes").dyn_into::<Uint8Array>().ok()?.to_vec();
            Some(Row { hash: field(row, "hash").as_string()?, bytes })
        };
        Ok(rows.iter().filter_map(row).collect())
    }

    /// Adds chunks; what stands there already stays the same.
    ///
    /// # Errors
    /// When the browser cannot keep them, for want of space above all. None of them is kept then.
    pub async fn add(&self, document: &str, rows: &[Row], durability: Durability) -> Result<(), StoreError> {
        self.replace(document, rows, &[], durability).await
    }

    /// Adds chunks and removes others, in one transaction.
    ///
    /// # Errors
    /// When the browser cannot do it; nothing has changed then.
    pub async fn replace(
        &self,
        document: &str,
        rows: &[Row],
        gone: &[String],
        durability: Durability,
    ) -> Result<(), StoreError> {
        let transaction = self.write(&["chunks"], durability)?;
        let chunks = transaction.object_store("chunks")?;
        for row in rows {
            let bytes = Uint8Array::from(row.bytes.as_slice());
            let value =
                record(&[("document", document.into()), ("hash", row.hash.as_str().into()), ("bytes", bytes.into())]);
            chunks.put(&value, None)?;
        }
        for hash in gone {
            chunks.delete(Query::Key(pair(document, hash)))?;
        }
        done(transaction).await
    }

    /// What the server with this storage is known to have of a document.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn sync_state(&self, document: &str, storage: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.read("sync")?.get(Query::Key(pair(document, storage)))?.await?;
        Ok(row.and_then(|row| field(&row, "state").dyn_into::<Uint8Array>().ok()).map(|state| state.to_vec()))
    }

    /// Keeps what the server with this storage is known to have of a document.
    ///
    /// # Errors
    /// When the browser cannot write its store.
    pub async fn keep_sync_state(&self, document: &str, storage: &str, state: &[u8]) -> Result<(), StoreError> {
        let transaction = self.write(&["sync"], Durability::Relaxed)?;
        let value = record(&[
            ("document", document.into()),
            ("storage", storage.into()),
            ("state", Uint8Array::from(state).into()),
        ]);
        transaction.object_store("sync")?.put(&value, None)?;
        done(transaction).await
    }

    /// The documents that were open here, newest first.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn documents(&self) -> Result<Vec<KnownDocument>, StoreError> {
        let rows = self.read("meetups")?.get_all(None, None)?.await?;
        let row = |row: &JsValue| {
            #[expect(clippy::cast_possible_truncation, reason = "a time in milliseconds")]
            let opened = field(row, "opened").as_f64()? as i64;
            let kind = field(row, "kind").as_string();
            let kind = match kind.as_deref() {
                Some(COMMONS) => Kind::Commons,
                Some(CARTO) => Kind::Carto,
                _ => Kind::Meetup,
            };
            let (id, title) = (field(row, "id").as_string()?, field(row, "title").as_string()?);
            Some(KnownDocument { kind, id, title, opened })
        };
        let mut documents: Vec<_> = rows.iter().filter_map(row).collect();
        documents.sort_by_key(|known| std::cmp::Reverse(known.opened));
        Ok(documents)
    }

    /// Puts a document on the list, or moves it up.
    ///
    /// # Errors
    /// When the browser cannot write its store.
    pub async fn keep_document(&self, known: &KnownDocument) -> Result<(), StoreError> {
        let transaction = self.write(&["meetups"], Durability::Relaxed)?;
        let kind = match known.kind {
            Kind::Commons => COMMONS,
            Kind::Meetup => MEETUP,
            Kind::Carto => CARTO,
        };
        #[expect(clippy::cast_precision_loss, reason = "a time in milliseconds")]
        let value = record(&[
            ("id", known.id.as_str().into()),
            ("kind", kind.into()),
            ("title", known.title.as_str().into()),
            ("opened", JsValue::from_f64(known.opened as f64)),
        ]);
        transaction.object_store("meetups")?.put(&value, None)?;
        done(transaction).await
    }

    /// Removes a document and everything kept of it.
    ///
    /// # Errors
    /// When the browser cannot write its store; nothing has changed then.
    pub async fn forget(&self, document: &str) -> Result<(), StoreError> {
        let transaction = self.write(&["meetups", "chunks", "sync"], Durability::Strict)?;
        transaction.object_store("meetups")?.delete(Query::Key(document.into()))?;
        for store in ["chunks", "sync"] {
            transaction.object_store(store)?.delete(Query::KeyRange(of_document(document)?))?;
        }
        done(transaction).await
    }

    /// What people said of themselves, as the directory writes it.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn people(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let rows = self.read("people")?.get_all(None, None)?.await?;
        let row = |row: &JsValue| field(row, "statement").dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
        Ok(rows.iter().filter_map(row).collect())
    }

    /// Keeps what somebody said, in the place of what they said before.
    ///
    /// # Errors
    /// When the browser cannot write its store.
    pub async fn keep_person(&self, id: &str, statement: &[u8]) -> Result<(), StoreError> {
        let transaction = self.write(&["people"], Durability::Strict)?;
        let value = record(&[("id", id.into()), ("statement", Uint8Array::from(statement).into())]);
        transaction.object_store("people")?.put(&value, None)?;
        done(transaction).await
    }

    /// Something about the device itself.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn device(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.read("device")?.get(Query::Key(name.into()))?.await?.and_then(|value| value.as_string()))
    }

    /// Keeps something about the device itself; `None` removes it.
    ///
    /// # Errors
    /// When the browser cannot write its store.
    pub async fn keep_device(&self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let transaction = self.write(&["device"], Durability::Strict)?;
        let store = transaction.object_store("device")?;
        match value {
            Some(value) => drop(store.put(&value.into(), Some(&name.into()))?),
            None => drop(store.delete(Query::Key(name.into()))?),
        }
        done(transaction).await
    }
}

impl Store {
    /// The names of what is kept about the device itself that begin like this.
    ///
    /// # Errors
    /// When the browser cannot read its store.
    pub async fn device_names(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let range = KeyRange::bound(&beginning.into(), &format!("{beginning}\u{ffff}").into(), None, None)?;
        let keys = self.read("device")?.get_all_keys(Some(Query::KeyRange(range)), None)?.await?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }
}

/// Waits until a transaction is on the disk. One that was aborted (quota) is an error.
async fn done(transaction: Transaction) -> Result<(), StoreError> {
    let result = transaction.commit()?.await?;
    if result.is_committed() { Ok(()) } else { Err(StoreError::Aborted) }
}
