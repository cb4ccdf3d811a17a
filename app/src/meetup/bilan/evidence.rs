//! What shows that a card or an outcome is so: each where it opens, and a way to add more.

mod add;
mod cite;
mod page;

pub(crate) use page::EvidencePage;

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Rows, focus_on, row},
    document::name_of,
    i18n::I18n,
    markdown::is_on_the_web,
    state::{Device, Room},
};
use add::Add;
use boucle_model::{Evidence, RowId};
use leptos::prelude::*;

/// The kinds of evidence, in the order of their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Passage,
    Address,
    Message,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Passage, Self::Address, Self::Message];

    const fn of(evidence: &Evidence) -> Self {
        if evidence.passage.is_some() {
            Self::Passage
        } else if evidence.address.is_empty() {
            Self::Message
        } else {
            Self::Address
        }
    }
}

#[component]
pub(crate) fn Proofs(
    /// The card or the intention.
    about: RowId,
    /// What it says.
    #[prop(into)]
    name: Signal<String>,
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let evidence = room.evidence();
    let of_it = Memo::new(move |_| {
        evidence.with(|all| all.iter().filter(|one| one.about == about).cloned().collect::<Vec<_>>())
    });
    Effect::new(move |_| device.want(of_it.read().iter().filter_map(|one| one.by)));
    let add = format!("prove-{about}");
    let go_on = StoredValue::new(add.clone());
    let proof = move |evidence: Evidence| {
        row(evidence.id, move || {
            let focus = move || go_on.with_value(|id| focus_on(id));
            view! { <Proof evidence=evidence.clone() room writable at on_gone=focus /> }
        })
    };
    view! {
        <div class="proofs">
            <ul
                class="proofs__list"
                aria-label=move || (i18n.words().evidence.of)(&name.read())
                hidden=move || of_it.read().is_empty()
            >
                <Rows rows=Signal::derive(move || of_it.get().into_iter().map(proof).collect()) />
            </ul>
            <Add about name id=add room writable />
        </div>
    }
}

/// One of them. Nothing of it changes once it is there.
#[component]
fn Proof(
    evidence: Evidence,
    room: Room,
    writable: Signal<bool>,
    at: Memo<Option<MeetupAddress>>,
    #[prop(into)] on_gone: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let kind = Kind::of(&evidence);
    let Evidence { id, by, .. } = evidence;
    let quote = StoredValue::new(quoted(&evidence));
    let author = move || {
        let name = |by| if device.is_me(by) { i18n.words().people.you.to_owned() } else { name_of(i18n, device, by) };
        by.map(|by| (i18n.words().plan.by)(&name(by)))
    };
    let there = move || at.get().map(|at| MeetupAddress { page: MeetupPage::Evidence(id), ..at }.to_string());
    let passage = move || {
        (kind == Kind::Passage).then(|| {
            view! {
                <a
                    class="button"
                    href=there
                    aria-label=move || quote.with_value(|quote| (i18n.words().evidence.see_quote)(quote))
                >
                    {i18n.say(|w| w.evidence.see)}
                </a>
            }
        })
    };
    let take_away = move |()| {
        room.take_evidence(id, true);
        on_gone.run(());
    };
    view! {
        <li class="proofs__proof" id=format!("evidence-{id}")>
            <span class="proofs__kind">{move || i18n.words().evidence.kinds[kind as usize]}</span>
            <Quote evidence />
            <span class="proofs__by" dir="auto">{author}</span>
            <span class="proofs__acts">
                {passage()}
                <Button
                    kind=ButtonKind::Icon
                    on_press=take_away
                    attr:hidden=move || !writable.get()
                    attr:aria-label=move || quote.with_value(|quote| (i18n.words().evidence.take_away)(quote))
                >
                    <span aria-hidden="true">"×"</span>
                </Button>
            </span>
        </li>
    }
}

/// Its words: those of an address lead there.
#[component]
fn Quote(evidence: Evidence) -> impl IntoView {
    let quote = quoted(&evidence);
    let address = evidence.address;
    if is_on_the_web(&address) {
        view! { <a class="proofs__quote" dir="auto" href=address rel="noopener nofollow ugc">{quote}</a> }.into_any()
    } else {
        view! { <blockquote class="proofs__quote" dir="auto">{quote}</blockquote> }.into_any()
    }
}

/// What it says; an address without words says itself.
fn quoted(evidence: &Evidence) -> String {
    if evidence.quote.is_empty() { evidence.address.clone() } else { evidence.quote.clone() }
}
