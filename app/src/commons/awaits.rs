//! What needs a hand next: read from the commons, never ticked.

use crate::{
    address::{Address, CommonsPage, MeetupAddress, MeetupPage},
    i18n::I18n,
    state::Room,
};
use boucle_model::{Edition, MeetupId, Phase, Text, last_edition};
use boucle_sync::DocumentId;
use leptos::prelude::*;

/// Something that somebody could do now.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    WriteVision,
    PrepareFirst,
    /// The last meetup is at its bilan: the next one can begin.
    PrepareNext,
    /// What the phase of the last meetup is for.
    Join(MeetupId, Phase),
}

/// What a commons with this vision and these meetups needs, the most pressing first.
fn acts(has_vision: bool, editions: &[Edition]) -> Vec<Act> {
    let mut acts = Vec::new();
    match last_edition(editions) {
        Some(last) => {
            acts.push(Act::Join(last.id, last.phase));
            if last.phase == Phase::Bilan {
                acts.push(Act::PrepareNext);
            }
        }
        None => acts.push(Act::PrepareFirst),
    }
    if !has_vision {
        acts.push(Act::WriteVision);
    }
    acts
}

#[component]
pub(super) fn Awaits(
    id: DocumentId,
    room: Room,
    writable: Signal<bool>,
    #[prop(into)] on_prepare: Callback<()>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let text = room.text(Text::Vision);
    let has_vision = Memo::new(move |_| !text.read().trim().is_empty());
    let acts = Memo::new(move |_| room.editions().with(|editions| acts(has_vision.get(), editions)));
    let row = move |act: Act| {
        let words = i18n.words();
        let (what, why, lead) = match &act {
            Act::WriteVision => words.awaits.vision,
            Act::PrepareFirst => words.awaits.first,
            Act::PrepareNext => words.awaits.next,
            Act::Join(_, phase) => words.awaits.phases[*phase as usize],
        };
        let (phase, href) = match act {
            Act::WriteVision => (None, Some(Address::Commons(id, CommonsPage::Vision).to_string())),
            Act::PrepareFirst | Act::PrepareNext => (None, None),
            Act::Join(meetup, phase) => {
                let meetup = DocumentId::from_bytes(*meetup.as_bytes());
                (
                    Some(phase.name()),
                    Some(MeetupAddress { commons: Some(id), meetup, page: MeetupPage::of(phase) }.to_string()),
                )
            }
        };
        let lead = match href {
            Some(href) => {
                view! { <a class="button awaits__lead" href=href aria-label=format!("{lead} : {what}")>{lead}</a> }
                    .into_any()
            }
            None => view! {
                <button
                    class="button awaits__lead"
                    type="button"
                    aria-label=format!("{lead} : {what}")
                    disabled=move || !writable.get()
                    on:click=move |_| on_prepare.run(())
                >
                    {lead}
                </button>
            }
            .into_any(),
        };
        view! {
            <li class="awaits__act" data-phase=phase>
                <p class="awaits__what"><strong>{what}</strong> <span>{why}</span></p>
                {lead}
            </li>
        }
    };
    view! {
        <section class="awaits card" aria-labelledby="awaits-title">
            <h2 class="card__title" id="awaits-title">{i18n.say(|w| w.awaits.title)}</h2>
            <ul class="awaits__acts">{move || acts.get().into_iter().map(row).collect::<Vec<_>>()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(n: u8, previous: Option<u8>, phase: Phase) -> Edition {
        Edition {
            id: MeetupId::from_bytes([n; 16]),
            number: n.into(),
            previous: previous.map(|n| MeetupId::from_bytes([n; 16])),
            title: String::new(),
            phase,
            by: None,
            at: 0,
            is_withdrawn: false,
        }
    }

    #[test]
    fn what_needs_a_hand_is_read_from_the_commons() {
        assert_eq!(acts(false, &[]), [Act::PrepareFirst, Act::WriteVision]);
        let a = edition(1, None, Phase::Live);
        assert_eq!(acts(true, std::slice::from_ref(&a)), [Act::Join(a.id, Phase::Live)]);
        let a = edition(1, None, Phase::Bilan);
        assert_eq!(acts(true, std::slice::from_ref(&a)), [Act::Join(a.id, Phase::Bilan), Act::PrepareNext]);
        let b = edition(2, Some(1), Phase::CoConstruction);
        assert_eq!(acts(true, &[a, b.clone()]), [Act::Join(b.id, Phase::CoConstruction)], "the loop goes on with B");
    }
}
