//! The meetups of a commons: one is added after the last, taken back, and shown as it is.

use super::{Applied, ApplyError, Author, bytes, checked_title, commit, object, signed, whole};
use crate::{Command, Edition, MeetupId, Phase, field, last_edition, next_number, read};
use automerge::{
    Automerge, AutomergeError, ObjId, ObjType, ROOT,
    transaction::{Transactable, Transaction},
};

pub(super) fn add(
    doc: &mut Automerge,
    author: Author,
    id: MeetupId,
    title: &str,
    previous: Option<MeetupId>,
) -> Result<Applied, ApplyError> {
    let title = checked_title(title)?;
    let editions = read::read_editions(doc);
    if editions.iter().any(|edition| edition.id == id) {
        return Ok(Applied::NOTHING);
    }
    // One after the other, on purpose. Two who did not know of each other may both have begun the next one.
    if last_edition(&editions).map(|last| last.id) != previous {
        return Err(ApplyError::NotTheLast);
    }
    let number = next_number(&editions);
    let change = commit(doc, author, |tx| {
        let all = self::editions(tx)?;
        let entry = tx.put_object(&all, id.to_string(), ObjType::Map)?;
        tx.put(&entry, field::NUMBER, whole(number))?;
        if let Some(previous) = previous {
            tx.put(&entry, field::PREVIOUS, bytes(previous.as_bytes()))?;
        }
        tx.put(&entry, field::TITLE, title.as_str())?;
        tx.put(&entry, field::PHASE, Phase::default().name())?;
        signed(tx, &entry, author)
    })?;
    Ok(Applied { change, undo: Some(Command::WithdrawMeetup { id, withdrawn: true }) })
}

pub(super) fn withdraw(
    doc: &mut Automerge,
    author: Author,
    id: MeetupId,
    withdrawn: bool,
) -> Result<Applied, ApplyError> {
    if known(doc, id)?.is_withdrawn == withdrawn {
        return Ok(Applied::NOTHING);
    }
    let change = commit(doc, author, |tx| {
        let entry = entry(tx, id)?;
        tx.put(&entry, field::WITHDRAWN, withdrawn)
    })?;
    Ok(Applied { change, undo: Some(Command::WithdrawMeetup { id, withdrawn: !withdrawn }) })
}

pub(super) fn show(
    doc: &mut Automerge,
    author: Author,
    id: MeetupId,
    title: &str,
    phase: Phase,
) -> Result<Applied, ApplyError> {
    let title = checked_title(title)?;
    let shown = known(doc, id)?;
    let change = commit(doc, author, |tx| {
        let entry = entry(tx, id)?;
        if shown.title != title {
            tx.put(&entry, field::TITLE, title.as_str())?;
        }
        if shown.phase != phase {
            tx.put(&entry, field::PHASE, phase.name())?;
        }
        Ok(())
    })?;
    Ok(Applied { change, undo: None })
}

fn known(doc: &Automerge, id: MeetupId) -> Result<Edition, ApplyError> {
    let editions = read::read_commons(doc).0.editions;
    editions.into_iter().find(|edition| edition.id == id).ok_or(ApplyError::UnknownMeetup)
}

fn editions(tx: &mut Transaction<'_>) -> Result<ObjId, AutomergeError> {
    object(tx, &ROOT, field::MEETUPS, ObjType::Map)
}

fn entry(tx: &mut Transaction<'_>, id: MeetupId) -> Result<ObjId, AutomergeError> {
    let editions = editions(tx)?;
    object(tx, &editions, &id.to_string(), ObjType::Map)
}
