//! Room mode: one device writes and votes in the names of people who have none.

use super::Given;
use crate::{
    components::{Button, Field},
    document::name_of,
    head::one_line,
    i18n::I18n,
    state::Device,
};
use boucle_model::{Moment, PersonId};
use leptos::{ev, prelude::*};

#[component]
pub(super) fn Voice(given: Given) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let Given { room, board, writable, voice, .. } = given;
    let drafts = room.drafts();
    let voices = Memo::new(move |_| drafts.read().voices.clone());
    let moment = Memo::new(move |_| board.read().moment);
    let speaks = move || writable.get() && matches!(moment.get(), Moment::Gather | Moment::Reveal | Moment::Vote);
    let option = move |person: PersonId| {
        view! {
            <option value=person.to_string() selected=move || voice.get() == Some(person)>
                {move || name_of(i18n, device, person)}
            </option>
        }
    };
    let choose = move |value: String| voice.set(value.parse().ok());
    let name = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = name.with_untracked(|name| one_line(name));
        if !said.is_empty()
            && let Some(person) = room.speak_for(&said)
        {
            voice.set(Some(person));
            name.set(String::new());
        }
    };
    view! {
        <details class="voice" hidden=move || !speaks()>
            <summary>
                {i18n.say(|w| w.board.voice)}
                " "
                <strong dir="auto">
                    {move || voice.get().map_or_else(|| i18n.words().board.my_own.to_owned(), |person| name_of(i18n, device, person))}
                </strong>
            </summary>
            <p class="field__hint">{i18n.say(|w| w.board.voice_what)}</p>
            <div class="field" hidden=move || voices.read().is_empty()>
                <label class="field__label" for="voice">{i18n.say(|w| w.board.voice)}</label>
                <select
                    class="field__input"
                    id="voice"
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="" selected=move || voice.get().is_none()>{i18n.say(|w| w.board.my_own)}</option>
                    {move || voices.get().into_iter().map(option).collect::<Vec<_>>()}
                </select>
            </div>
            <form class="plan__add" on:submit=submit>
                <Field id="voice-name" value=name label=i18n.say(|w| w.board.voice_name) max=64 />
                <Button>{i18n.say(|w| w.board.voice_add)}</Button>
            </form>
        </details>
    }
}
