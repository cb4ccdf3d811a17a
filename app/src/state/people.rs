//! Who uses this device, and who everybody is: the device's part in the directory of people.

use super::{
    Device,
    book::{Book, Card},
};
use crate::{
    browser::{clock, http, page, random},
    hex,
    i18n::I18n,
};
use boucle_model::{PersonId, example::Ids};
use boucle_sync::directory::{Answer, DeviceKey, NotAProfile, Outdated, Profile, Statement, Verified, next_version};
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use std::time::Duration;

/// What the device keeps under these names: its key, the statements that are still to be said.
const KEY: &str = "key";
const UNSAID: &str = "unsaid";
/// How long a code for a second device counts, in milliseconds.
const CODE: i64 = 10 * 60 * 1_000;
/// How often the directory is spoken to again that could not be reached.
const AGAIN_SOON: Duration = Duration::from_secs(3);
/// After how long a round that has no answer is given up, in milliseconds.
const ROUND: u64 = 10_000;
/// The fragment that leads to the content of a page, and holds nothing.
const MAIN: &str = "#main";
/// After how long it is asked again about people of whom it knew nothing.
const ASK_AGAIN: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
    Duration::from_secs(32),
];
/// How often the directory is asked about everybody, at most, in milliseconds.
const AGAIN: u64 = 30_000;

/// Why a code does not make this device one of somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCode {
    /// It is none of ours, or not whole.
    Malformed,
    /// It was made too long ago.
    Expired,
}

/// A code that makes another device one of the same person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    secret: [u8; 32],
}

impl Code {
    /// Reads a code from the fragment of an address, which was made with [`Device::code`].
    ///
    /// # Errors
    /// When it is none, or too old.
    pub fn read(fragment: &str, now: i64) -> Result<Self, NoCode> {
        let (secret, until) = fragment.trim_start_matches('#').split_once('.').ok_or(NoCode::Malformed)?;
        let secret = hex::read(secret).ok_or(NoCode::Malformed)?;
        let until = i64::from_str_radix(until, 16).map_err(|_not_a_time| NoCode::Malformed)?;
        // A code whose time is further away than any that is made has been tampered with, or a clock is wrong.
        if now > until || until - now > 2 * CODE { Err(NoCode::Expired) } else { Ok(Self { secret }) }
    }

    fn write(&self, now: i64) -> String {
        format!("{}.{:x}", hex::write(&self.secret), now + CODE)
    }
}

impl Device {
    /// Learns who uses this device, and whom it knows.
    pub(super) async fn wake_people(self) {
        let kept = self.recall(KEY).await.and_then(|text| hex::read(&text));
        let key = DeviceKey::from_secret(kept.unwrap_or_else(random::bytes));
        if kept.is_none() {
            self.keep(KEY, Some(&hex::write(&key.secret()))).await;
        }
        if let Some(store) = self.store() {
            let rows = store.people().await.unwrap_or_default();
            let unsaid = self.recall(UNSAID).await.unwrap_or_default();
            self.book.update_value(|book| {
                rows.iter().filter_map(|bytes| Statement::decode(bytes).ok()).for_each(|said| drop(book.hear(said)));
                let unsaid = unsaid.split(' ').filter_map(|text| Statement::decode(&hex::bytes(text)?).ok());
                unsaid.for_each(|said| book.say(said));
            });
        }
        self.wake_stand_ins().await;
        self.is(key);
        // A name that was given before there was a directory.
        let before = self.recall("name").await.filter(|_| self.said().is_none());
        if let Some(name) = before
            && self.name.get_untracked().is_none()
        {
            self.set_name(&name);
        }
        self.speak_up();
        std::mem::forget(page::Listener::window("online", move || self.speak_up()));
        set_interval(
            move || {
                if self.unsaid.try_get_untracked() == Some(true) {
                    self.speak_up();
                }
            },
            AGAIN_SOON,
        );
    }

    /// This device is one of the person whose key this is.
    fn is(self, key: DeviceKey) {
        self.person.set(Some(PersonId::from_bytes(key.person())));
        self.key.set_value(Some(SendWrapper::new(key)));
        self.show_me();
        self.told.update(|told| *told += 1);
    }

    /// Shows my name as I said it last.
    fn show_me(self) {
        let mine = self.person().and_then(|me| self.book.with_value(|book| book.card(me)));
        let name = mine.map(|card| card.name);
        if self.name.get_untracked() != name {
            self.name.set(name);
        }
    }

    fn said(self) -> Option<Verified> {
        let me = self.person()?;
        self.book.with_value(|book| book.said(me).cloned())
    }

    /// Who somebody says they are; nobody, for whom nothing is known here, or who was forgotten. Follows what is learnt.
    #[must_use]
    pub fn card(&self, person: PersonId) -> Option<Card> {
        self.told.track();
        let said = self.book.with_value(|book| book.card(person));
        said.or_else(|| Self::fictional(person, use_context::<I18n>().map(I18n::language).unwrap_or_default()))
    }

    /// Who I am; `None` until the device has answered. Follows.
    #[must_use]
    pub fn me(&self) -> Option<PersonId> {
        self.person.get()
    }

    /// Whether this is me.
    #[must_use]
    pub fn is_me(&self, person: PersonId) -> bool {
        self.person.get() == Some(person)
    }

    /// What I say of myself.
    #[must_use]
    pub fn mine(&self) -> Option<Card> {
        self.person.get().and_then(|me| self.card(me))
    }

    /// Asks the directory who these are, unless it is known. A name may reach the directory after the document in which
    /// somebody is named: it is asked again, ever less often.
    pub fn want(&self, people: impl IntoIterator<Item = PersonId>) {
        let people = people.into_iter().filter(|person| !Ids::PEOPLE.contains(person));
        if self.book.try_update_value(|book| book.want(people)) == Some(true) {
            self.ask_around(true);
            self.ask_again(0);
        }
    }

    fn ask_again(self, times: usize) {
        let Some(delay) = ASK_AGAIN.get(times) else { return };
        let round = self.rounds.try_update_value(|rounds| {
            *rounds += 1;
            *rounds
        });
        let ask = move || {
            // Whoever is wanted since has begun a round of their own.
            if self.rounds.try_get_value() == round && self.book.try_with_value(Book::lacks_somebody) == Some(true) {
                self.ask_around(true);
                self.ask_again(times + 1);
            }
        };
        set_timeout(ask, *delay);
    }

    /// Says who I am: here, to those who are present, and in the directory as soon as it can be reached.
    ///
    /// # Errors
    /// When the name is empty, or something is too long. Nothing is said then.
    pub fn say(&self, name: &str, words: &str) -> Result<(), NotAProfile> {
        Profile::new(name, words, 0)?;
        let (name, words) = (name.to_owned(), words.to_owned());
        self.once_known(move |device| {
            let colour = device.person().map_or(0, |me| me.colour());
            if let Ok(profile) = Profile::new(&name, &words, colour) {
                device.speak(|key, version| Statement::of_profile(key, version, profile));
            }
        });
        Ok(())
    }

    /// Does it as soon as the device has answered who uses it: at once, unless the page has just come.
    pub(super) fn once_known(self, then: impl FnOnce(Self) + 'static) {
        if self.person().is_some() {
            return then(self);
        }
        spawn_local(async move {
            self.until_ready().await;
            then(self);
        });
    }

    /// Takes back all that I said of myself, everywhere the directory reaches, and becomes somebody new.
    pub fn forget_me(&self) {
        self.speak(Statement::of_forgotten);
        let device = *self;
        spawn_local(async move { device.keep("name", None).await });
        self.become_key(DeviceKey::from_secret(random::bytes()));
    }

    /// Makes this device one of somebody's.
    pub fn accept(&self, code: &Code) {
        let key = DeviceKey::from_secret(code.secret);
        self.once_known(move |device| {
            device.become_key(key);
            device.want(device.person());
            device.ask_around(true);
        });
    }

    /// The fragment of an address that makes another device one of mine.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let secret = self.key.with_value(|key| key.as_ref().map(|key| key.secret()))?;
        Some(Code { secret }.write(clock::utc()))
    }

    /// The fragment of this page's address, which leaves the address bar with it: it may hold a secret.
    #[must_use]
    pub fn take_fragment(&self) -> Option<String> {
        page::take_fragment().filter(|fragment| fragment != MAIN)
    }

    /// The time of day, UTC milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        clock::utc()
    }

    fn become_key(self, key: DeviceKey) {
        let secret = hex::write(&key.secret());
        self.is(key);
        spawn_local(async move { self.keep(KEY, Some(&secret)).await });
    }

    /// Signs something, keeps it, shows it, and sees that it is said.
    fn speak(self, make: impl FnOnce(&DeviceKey, u64) -> Statement) {
        let now = u64::try_from(clock::utc()).unwrap_or(0);
        let version = next_version(self.said().map(|said| said.version()), now);
        let Some(statement) = self.key.with_value(|key| key.as_ref().map(|key| make(key, version))) else { return };
        self.announce(vec![statement], false);
    }

    /// Keeps and shows what is signed here, and sees that it is said, unless it stays on this device.
    pub(super) fn announce(self, statements: Vec<Statement>, stays_here: bool) {
        self.book.update_value(|book| {
            for statement in &statements {
                if stays_here {
                    book.keeps_here(PersonId::from_bytes(statement.person()));
                } else {
                    book.say(statement.clone());
                }
            }
        });
        let heard = |book: &mut Book| statements.into_iter().filter_map(|said| book.hear(said)).collect();
        let news = self.book.try_update_value(heard).unwrap_or_default();
        self.keep_people(news);
        if !stays_here {
            self.keep_unsaid();
            self.speak_up();
        }
    }

    /// Somebody said something: it is kept and shown, if it is news.
    fn heard(self, statement: Statement) {
        let news = self.book.try_update_value(|book| book.hear(statement)).flatten();
        self.keep_people(news.into_iter().collect());
    }

    fn keep_people(self, news: Vec<Verified>) {
        if news.is_empty() {
            return;
        }
        self.show_me();
        self.told.update(|told| *told += 1);
        spawn_local(async move {
            let Some(store) = self.store() else { return };
            for said in news {
                let id = PersonId::from_bytes(said.person()).to_string();
                if let Err(error) = store.keep_person(&id, &said.encode()).await {
                    leptos::logging::warn!("what somebody said of themselves could not be kept: {error}");
                }
            }
        });
    }

    fn keep_unsaid(self) {
        let unsaid = self.book.with_value(|book| {
            book.unsaid().iter().map(|said| hex::write(&said.encode())).collect::<Vec<_>>().join(" ")
        });
        self.unsaid.set(!unsaid.is_empty());
        spawn_local(async move { self.keep(UNSAID, Some(unsaid.as_str()).filter(|text| !text.is_empty())).await });
    }

    /// Whether the directory has all that I said.
    #[must_use]
    pub fn is_said(&self) -> Signal<bool> {
        let unsaid = self.unsaid;
        Signal::derive(move || !unsaid.get())
    }

    /// Says in the directory what was not said yet. A round that has no answer holds up none that comes later.
    fn speak_up(self) {
        let now = clock::passed();
        if self.speaks.get_value().is_some_and(|since| now.saturating_sub(since) < ROUND) {
            return;
        }
        self.speaks.set_value(Some(now));
        spawn_local(async move {
            for statement in self.book.with_value(|book| book.unsaid().to_vec()) {
                self.put(&statement).await;
            }
            self.keep_unsaid();
            self.speaks.set_value(None);
        });
    }

    async fn put(self, statement: &Statement) {
        let path = format!("/people/{}", PersonId::from_bytes(statement.person()));
        let Some(answer) = http::send("PUT", &path, &statement.encode()).await else { return };
        match answer.status {
            // Later: the server is busy, or cannot write.
            408 | 429 | 500.. => return,
            409 => Outdated::decode(&answer.body).into_iter().for_each(|outdated| self.heard(outdated.there)),
            200..300 => {}
            status => {
                let why = String::from_utf8_lossy(&answer.body).into_owned();
                leptos::logging::warn!("the directory refuses ({status}): {why}");
            }
        }
        self.book.update_value(|book| book.is_said(statement));
    }

    /// Asks what is newer of everybody this device knows: whoever was forgotten is forgotten here. A directory that lacks
    /// something, because an older backup was restored, is told.
    pub(super) fn ask_around(self, now: bool) {
        let at = clock::passed();
        let lately = self.asked.get_value().is_some_and(|before| at - before < AGAIN);
        if lately && !now {
            return;
        }
        self.asked.set_value(Some(at));
        spawn_local(async move {
            for ask in self.book.with_value(super::book::Book::questions) {
                let Some(answer) = http::send("POST", "/people", &ask.encode()).await else { return };
                let Ok(answer) = Answer::decode(&answer.body) else { return };
                let taken = self.book.try_update_value(|book| book.answered(answer));
                let Some((news, lacking)) = taken else { return };
                self.keep_people(news);
                for statement in lacking {
                    self.put(&statement).await;
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_counts_for_ten_minutes_and_only_one_of_ours_does() {
        let code = Code { secret: [0xa7; 32] };
        let written = code.write(1_000);
        assert_eq!(Code::read(&format!("#{written}"), 1_000 + CODE), Ok(code));
        assert_eq!(Code::read(&written, 1_001 + CODE), Err(NoCode::Expired));
        assert_eq!(Code::read(&written, 1_000 - 2 * CODE), Err(NoCode::Expired), "from a clock that is far ahead");
        let cut = &written[1..];
        for other in ["", "#", "#main", "a7a7.10", cut, &written.replace('.', ""), "https://ailleurs.example/#x.1"] {
            assert_eq!(Code::read(other, 0), Err(NoCode::Malformed), "{other}");
        }
    }
}
