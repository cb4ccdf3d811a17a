//! Cards that wait on this device for the moment when all are shown.
//!
//! Nothing of them is in the document, and so in nothing that leaves the device, but how many wait (decision 24). They are kept
//! in the device's store until the cards that they became are.

use super::{
    Room,
    core::{Attendance, Core},
};
use crate::{
    browser::random,
    state::{Device, Missing},
};
use boucle_model::{Card, Draft, Kind, PersonId, RowId, Side, read_board};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// How the device names what waits, before the id of the document.
const DRAFTS: &str = "drafts ";

/// What waits here for one bilan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts {
    pub cards: Vec<Draft>,
    /// How many cards of each person the document was told to wait here.
    told: BTreeMap<PersonId, i64>,
    /// Those without a device of their own in whose name this one speaks.
    pub voices: Vec<PersonId>,
}

impl Drafts {
    fn is_settled(&self) -> bool {
        self.cards.is_empty() && self.told.is_empty()
    }
}

impl Device {
    /// Those that the browser keeps; where it does not, those that the page holds.
    async fn drafts(&self, id: &str) -> Option<Drafts> {
        let held = self.unkept_drafts.try_with_value(|held| held.get(id).cloned()).flatten();
        if held.is_some() {
            return held;
        }
        let text = self.recall(&format!("{DRAFTS}{id}")).await?;
        serde_json::from_str(&text).ok()
    }

    /// How many cards wait here for the bilan of a meetup.
    pub(crate) async fn waiting_cards(&self, id: &str) -> usize {
        self.drafts(id).await.map_or(0, |drafts| drafts.cards.len())
    }

    /// Keeps them; the page holds what the browser does not keep, until it does.
    async fn keep_drafts(&self, id: &str, drafts: &Drafts) {
        let text = serde_json::to_string(drafts).unwrap_or_default();
        let kept = match self.store() {
            Some(store) => {
                store.keep_device(&format!("{DRAFTS}{id}"), Some(&text)).await.map_err(|error| error.to_string())
            }
            None => Err("this browser keeps nothing".to_owned()),
        };
        self.unkept_drafts.update_value(|held| match &kept {
            Err(_) if !drafts.cards.is_empty() => drop(held.insert(id.to_owned(), drafts.clone())),
            _ => drop(held.remove(id)),
        });
        if let Err(error) = kept {
            leptos::logging::warn!("a card could not be kept: {error}");
            self.lacks(Missing::Storage);
        }
        self.note_unkept();
    }

    /// Whether cards wait that only the page holds.
    pub(in crate::state) fn holds_drafts(&self) -> bool {
        self.unkept_drafts.try_with_value(|held| !held.is_empty()).unwrap_or(false)
    }

    pub(crate) async fn forget_drafts(&self, id: &str) {
        self.unkept_drafts.update_value(|held| drop(held.remove(id)));
        self.keep(&format!("{DRAFTS}{id}"), None).await;
    }
}

impl Core {
    /// Learns what waits here: at first, and when another tab may have changed it.
    pub(super) async fn recall_drafts(self: &Rc<Self>) {
        if self.kind() != Kind::Meetup || self.attendance != Attendance::Here {
            return;
        }
        let _one_after_the_other = self.drafting.lock().await;
        if let Some(drafts) = self.device.drafts(&self.name).await {
            self.shown.drafts.set(drafts);
        }
    }

    /// Changes what waits here, one change after the other: another tab may have changed it meanwhile.
    fn draft(self: &Rc<Self>, change: impl FnOnce(&mut Drafts) + 'static) {
        let core = Rc::clone(self);
        spawn_local(async move {
            {
                let _one_after_the_other = core.drafting.lock().await;
                let kept = core.device.drafts(&core.name).await;
                let mut drafts = kept.or_else(|| core.shown.drafts.get()).unwrap_or_default();
                change(&mut drafts);
                core.shown.drafts.set(drafts.clone());
                core.device.keep_drafts(&core.name, &drafts).await;
            }
            core.settle_drafts();
        });
    }

    /// While cards are hidden, tells how many wait here. Once they are not, shows them, and lets them go when the cards that
    /// they became are kept.
    pub(super) fn settle_drafts(self: &Rc<Self>) {
        // Telling and showing is a change, after which it is asked again whether there is something to settle.
        if !self.settling.replace(true) {
            self.settle();
            self.settling.set(false);
        }
    }

    fn settle(self: &Rc<Self>) {
        let Some(drafts) = self.shown.drafts.get().filter(|drafts| !drafts.is_settled()) else { return };
        if !self.shown.is_here() || self.is_closed() || self.replica.borrow().is_newer() {
            return;
        }
        let board = read_board(self.replica.borrow().doc());
        if board.hides_cards() {
            if let Some(command) = Draft::tell(&drafts.cards, &drafts.told) {
                self.note(&command);
                let told = Draft::count(&drafts.cards);
                self.draft(move |drafts| drafts.told = told);
            }
            return;
        }
        let told: Vec<_> = drafts.cards.iter().map(|draft| draft.by).chain(drafts.told.into_keys()).collect();
        let commands = [Draft::tell_none(&told, &board), Draft::reveal(&drafts.cards, &board)];
        commands.iter().flatten().for_each(|command| self.note(command));
        let board = read_board(self.replica.borrow().doc());
        if Draft::reveal(&drafts.cards, &board).is_none() && !self.is_keeping() && !self.keeping.is_failing() {
            let shown: Vec<_> = drafts.cards.iter().map(|draft| draft.id).collect();
            self.draft(move |drafts| {
                drafts.cards.retain(|draft| !shown.contains(&draft.id));
                drafts.told.clear();
            });
        }
    }
}

impl Room {
    /// What waits on this device for the moment when all cards are shown.
    #[must_use]
    pub fn drafts(&self) -> Signal<Drafts> {
        self.shown.drafts.signal()
    }

    /// Writes a card, of mine or in somebody's name: it waits here while cards are hidden.
    pub fn write_card(&self, side: Side, text: &str, voice: Option<PersonId>) {
        let Some(me) = self.me() else { return };
        let id = RowId::from_bytes(random::bytes());
        // As the document has it now: what others say is shown a moment later.
        if self.with(|core| read_board(core.replica.borrow().doc()).hides_cards()).unwrap_or(true) {
            let draft = Draft { id, side, text: text.to_owned(), by: voice.unwrap_or(me), stands_in: voice.is_some() };
            self.draft(move |drafts| drafts.cards.push(draft));
            self.with(Core::first_edit);
        } else {
            self.give(voice.map_or_else(|| Card::add(id, side, text), |voice| Card::add_for(id, side, text, voice)));
        }
    }

    /// Says a card that waits in other words.
    pub fn say_draft(&self, id: RowId, text: &str) {
        let text = text.to_owned();
        self.draft(move |drafts| {
            drafts.cards.iter_mut().filter(|draft| draft.id == id).for_each(|draft| draft.text.clone_from(&text));
        });
    }

    /// Takes a card back that waits; it comes again with [`put_back`](Self::put_draft_back).
    pub fn take_draft(&self, id: RowId) {
        self.draft(move |drafts| drafts.cards.retain(|draft| draft.id != id));
    }

    pub fn put_draft_back(&self, draft: Draft) {
        self.draft(move |drafts| drafts.cards.push(draft));
    }

    /// Somebody without a device of their own, in whose name this one will speak.
    pub fn speak_for(&self, name: &str) -> Option<PersonId> {
        let person = self.stand_in(name)?;
        self.draft(move |drafts| drafts.voices.push(person));
        Some(person)
    }

    fn draft(&self, change: impl FnOnce(&mut Drafts) + 'static) {
        self.with(|core| core.draft(change));
    }
}
