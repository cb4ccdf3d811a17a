//! People who are not here yet: somebody proposes them, and holds their row of the directory until they answer.
//!
//! A stand-in is a key like any other, which this device holds beside its own. When the person answers, from a device with a
//! key of its own, the stand-in has done its work, and its name is taken back.

use super::Device;
use crate::{
    browser::{clock, random},
    hex,
};
use boucle_model::PersonId;
use boucle_sync::directory::{DeviceKey, NotAProfile, Profile, Statement, next_version};
use leptos::{prelude::*, task::spawn_local};

/// How the device names the key of a stand-in, before its id.
const STAND_IN: &str = "stand-in ";
/// Behind the key of one that is told to nobody.
const HERE: &str = " here";

impl Device {
    /// Makes a stand-in of this name. One `of_the_example` is told to nobody.
    ///
    /// # Errors
    /// When the name is empty or too long.
    pub fn stand_in(&self, name: &str, of_the_example: bool) -> Result<PersonId, NotAProfile> {
        let key = DeviceKey::from_secret(random::bytes());
        let person = PersonId::from_bytes(key.person());
        let profile = Profile::new(name, "", person.colour())?;
        let version = next_version(None, u64::try_from(clock::utc()).unwrap_or(0));
        self.announce(Statement::of_profile(&key, version, profile), of_the_example);
        let here = if of_the_example { HERE } else { "" };
        let (device, kept) = (*self, format!("{}{here}", hex::write(&key.secret())));
        spawn_local(async move { device.keep(&format!("{STAND_IN}{person}"), Some(&kept)).await });
        Ok(person)
    }

    /// Takes the name of a stand-in back, if it is one that this device holds.
    pub fn release(&self, person: PersonId) {
        let device = *self;
        spawn_local(async move {
            let name = format!("{STAND_IN}{person}");
            let Some(kept) = device.recall(&name).await else { return };
            let (secret, stays_here) = kept.strip_suffix(HERE).map_or((kept.as_str(), false), |secret| (secret, true));
            let Some(key) = hex::read(secret).map(DeviceKey::from_secret) else { return };
            let said = device.book.with_value(|book| book.said(person).map(|said| said.version()));
            let version = next_version(said, u64::try_from(clock::utc()).unwrap_or(0));
            device.announce(Statement::of_forgotten(&key, version), stays_here);
            device.keep(&name, None).await;
        });
    }
}
