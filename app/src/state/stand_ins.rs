//! People who are not here yet: somebody proposes them, and holds their row of the directory until they answer.
//!
//! A stand-in is a key like any other, which this device holds beside its own. When the person answers, from a device with a
//! key of its own, the stand-in has done its work, and its name is taken back; it is said again if that answer is.

use super::Device;
use crate::{
    browser::{clock, random},
    hex,
};
use boucle_model::PersonId;
use boucle_sync::directory::{DeviceKey, Profile, Statement, next_version};
use leptos::{prelude::*, task::spawn_local};

/// How the device names a stand-in, before its id: its key, whether it is told to the directory, and its name.
const STAND_IN: &str = "stand-in ";
/// One of the example is told to nobody.
const HERE: &str = "here";
const THERE: &str = "there";

/// What the device keeps of a stand-in.
struct Kept {
    key: DeviceKey,
    stays_here: bool,
    name: String,
}

impl Kept {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let key = DeviceKey::from_secret(hex::read(parts.next()?)?);
        Some(Self { key, stays_here: parts.next()? == HERE, name: parts.next()?.to_owned() })
    }

    fn write(&self) -> String {
        let place = if self.stays_here { HERE } else { THERE };
        format!("{} {place} {}", hex::write(&self.key.secret()), self.name)
    }
}

impl Device {
    /// Makes stand-ins of these names; none of a name that no directory takes. Those of the example are told to nobody.
    pub fn stand_ins(&self, names: &[&str], of_the_example: bool) -> Vec<Option<PersonId>> {
        let version = next_version(None, u64::try_from(clock::utc()).unwrap_or(0));
        let (mut statements, mut kept, mut people) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let key = DeviceKey::from_secret(random::bytes());
            let person = PersonId::from_bytes(key.person());
            let Ok(profile) = Profile::new(name, "", person.colour()) else {
                people.push(None);
                continue;
            };
            people.push(Some(person));
            statements.push(Statement::of_profile(&key, version, profile));
            kept.push((person, Kept { key, stays_here: of_the_example, name: (*name).to_owned() }.write()));
        }
        self.announce(statements, of_the_example);
        let device = *self;
        spawn_local(async move {
            for (person, kept) in kept {
                device.keep(&format!("{STAND_IN}{person}"), Some(&kept)).await;
            }
        });
        people
    }

    /// Learns which names stay on this device.
    pub(super) async fn wake_stand_ins(self) {
        let Some(store) = self.store() else { return };
        for name in store.device_names(STAND_IN).await.unwrap_or_default() {
            let person = name.strip_prefix(STAND_IN).and_then(|person| person.parse().ok());
            let kept = self.recall(&name).await.and_then(|text| Kept::read(&text));
            if let Some((person, _)) = person.zip(kept.filter(|kept| kept.stays_here)) {
                self.book.update_value(|book| book.keeps_here(person));
            }
        }
    }

    /// Takes the name of a stand-in back, if it is one that this device holds.
    pub fn release(&self, person: PersonId) {
        if self.book.with_value(|book| book.is_forgotten(person)) != Some(true) {
            self.say_as(person, |kept, version| Some(Statement::of_forgotten(&kept.key, version)));
        }
    }

    /// Says the name of a stand-in that was taken back, if it is one that this device holds.
    pub fn say_again(&self, person: PersonId) {
        if self.book.with_value(|book| book.is_forgotten(person)) == Some(true) {
            self.say_as(person, |kept, version| {
                let profile = Profile::new(&kept.name, "", PersonId::from_bytes(kept.key.person()).colour()).ok()?;
                Some(Statement::of_profile(&kept.key, version, profile))
            });
        }
    }

    fn say_as(self, person: PersonId, make: impl FnOnce(&Kept, u64) -> Option<Statement> + 'static) {
        spawn_local(async move {
            let kept = self.recall(&format!("{STAND_IN}{person}")).await.and_then(|text| Kept::read(&text));
            let Some(kept) = kept else { return };
            let said = self.book.with_value(|book| book.said(person).map(|said| said.version()));
            let version = next_version(said, u64::try_from(clock::utc()).unwrap_or(0));
            self.announce(make(&kept, version).into_iter().collect(), kept.stays_here);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use boucle_sync::directory::DeviceKey;

    #[test]
    fn a_stand_in_is_kept_with_its_name_and_where_it_stays() {
        for stays_here in [true, false] {
            let kept = Kept { key: DeviceKey::from_secret([7; 32]), stays_here, name: "Zoé de la Carte".into() };
            let read = Kept::read(&kept.write()).unwrap();
            assert_eq!((read.key.secret(), read.stays_here, read.name), ([7; 32], stays_here, kept.name));
        }
        assert!(Kept::read("yes").is_none());
    }
}
