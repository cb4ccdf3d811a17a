//! The invitation: a text to read, change and send, with the address where the person answers.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Copy, Dialog, Field},
    document::name_of,
    i18n::{I18n, Invitation},
    state::{Device, Room},
};
use boucle_model::{PersonId, RowId, Status};
use leptos::prelude::*;

#[component]
pub(super) fn Invite(
    room: Room,
    at: Memo<Option<MeetupAddress>>,
    inviting: RwSignal<Option<(RowId, PersonId)>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let text = RwSignal::new(String::new());
    // Whose invitation it was stays there while the question closes.
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some((talk, person)) = inviting.get() {
            untrack(|| {
                name.set(name_of(i18n, device, person));
                text.set((i18n.words().talks.invitation)(&invitation(i18n, room, at, talk, person, name.get())));
            });
        }
    });
    let mail = move || {
        let subject = (i18n.words().talks.mail_subject)(&room.title().read().text);
        mail_address(&subject, &text.read())
    };
    let closed = move |answer: String| {
        if let Some((talk, person)) = inviting.get_untracked()
            && answer == "sent"
        {
            let now =
                room.talks().with_untracked(|talks| talks.get(talk).and_then(|talk| talk.speaker(person).cloned()));
            // What they have answered meanwhile stays.
            if now.is_some_and(|now| now.status == Status::Suggested) {
                room.set_status(talk, person, Some(Status::Invited));
            }
        }
        inviting.set(None);
    };
    view! {
        <Dialog
            id="invite"
            open=Signal::derive(move || inviting.read().is_some())
            title=move || (i18n.words().talks.invitation_title)(&name.read())
            on_close=closed
        >
            <p>{i18n.say(|w| w.talks.invitation_what)}</p>
            <Field id="invitation" value=text label=i18n.say(|w| w.talks.invitation_label) rows=10 />
            <div class="poll__acts">
                <a class="button" href=mail>{i18n.say(|w| w.talks.mail)}</a>
                <Copy text label=i18n.say(|w| w.talks.copy) />
            </div>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Strong attr:value="sent">{i18n.say(|w| w.talks.sent)}</Button>
                <Button kind=ButtonKind::Quiet attr:value="close">{i18n.say(|w| w.talks.close)}</Button>
            </div>
        </Dialog>
    }
}

/// The address that opens a mail program (RFC 6068).
pub(in crate::meetup) fn mail_address(subject: &str, body: &str) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!("mailto:?subject={}&body={}", encoded(subject), encoded(&body.replace('\n', "\r\n")))
}

fn invitation(
    i18n: I18n,
    room: Room,
    at: Memo<Option<MeetupAddress>>,
    talk: RowId,
    person: PersonId,
    name: String,
) -> Invitation {
    let words = i18n.words();
    let when = words.poll.when;
    let dates = room.poll().with(|poll| match poll.chosen.and_then(|chosen| poll.slot(chosen.date?)) {
        Some(slot) => vec![when(&slot.when)],
        None => poll.dates.iter().map(|slot| when(&slot.when)).collect(),
    });
    let page = at.get().map(|at| MeetupAddress { page: MeetupPage::Answer(talk, person), ..at });
    let origin = window().location().origin().unwrap_or_default();
    let title = room.title().read().text.clone();
    Invitation {
        name,
        meetup: if title.is_empty() { words.title.untitled.to_owned() } else { title },
        subject: room.talks().with(|talks| talks.get(talk).map(|talk| talk.subject.text.clone()).unwrap_or_default()),
        dates,
        address: page.map(|page| format!("{origin}{page}")).unwrap_or_default(),
    }
}
