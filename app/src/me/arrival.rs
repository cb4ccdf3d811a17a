//! Another device's code was opened here: becoming the same person is asked about, and what is no code says so.

use crate::{
    components::{Confirm, Notice},
    i18n::I18n,
    state::{Code, Device, NoCode},
};
use leptos::prelude::*;

#[component]
pub(crate) fn Arrival(device: Device) -> impl IntoView {
    let i18n = I18n::from_context();
    let code = RwSignal::new(None::<Code>);
    let wrong = RwSignal::new(None::<NoCode>);
    let read = move || {
        let Some(fragment) = device.take_fragment() else { return };
        match Code::read(&fragment, device.now()) {
            Ok(read) => code.set(Some(read)),
            Err(why) => wrong.set(Some(why)),
        }
    };
    Effect::new(move |_| read());
    // The camera may open it in a tab that is here already.
    Effect::new(move |_| {
        let opened = window_event_listener(leptos::ev::hashchange, move |_| read());
        on_cleanup(move || opened.remove());
    });
    let answered = move |join: bool| {
        if let Some(code) = code.get_untracked()
            && join
        {
            device.accept(&code);
        }
        code.set(None);
    };
    let notice = move || {
        wrong.get().map(|why| {
            let said = move || match why {
                NoCode::Malformed => i18n.words().me.not_ours,
                NoCode::Expired => i18n.words().me.expired,
            };
            view! { <Notice kind="error" strong=move || said().0 text=move || said().1 /> }
        })
    };
    view! {
        {notice}
        <Confirm
            id="arrival"
            open=Signal::derive(move || code.read().is_some())
            title=i18n.say(|w| w.me.arrival)
            yes=i18n.say(|w| w.me.join)
            no=i18n.say(|w| w.map.cancel)
            on_answer=answered
        >
            <p>{i18n.say(|w| w.me.arrival_what)}</p>
        </Confirm>
    }
}
