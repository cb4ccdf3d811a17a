//! Opening what somebody sent the link of.

use crate::{
    address::Address,
    components::{Button, Field},
    i18n::I18n,
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

/// Where a text leads that was pasted as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lead {
    /// To a page of this instance.
    Here(Address),
    /// To a commons or a meetup of another instance, at this host.
    Elsewhere { host: String, link: String },
    /// To none of ours.
    Nowhere,
}

impl Lead {
    /// Reads a link; `here` is the host of this instance.
    fn of(text: &str, here: &str) -> Self {
        let text = text.trim();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) if ["http", "https"].contains(&scheme) => (Some(scheme), rest),
            Some(_) => return Self::Nowhere,
            None => (None, text),
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let address = Address::of(path);
        if !matches!(address, Address::Commons(..) | Address::Meetup(_)) {
            return Self::Nowhere;
        }
        match scheme {
            Some(scheme) if host != here => {
                Self::Elsewhere { host: host.to_owned(), link: format!("{scheme}://{host}{path}") }
            }
            None if !host.is_empty() && host != here => {
                Self::Elsewhere { host: host.to_owned(), link: format!("https://{host}{path}") }
            }
            _ => Self::Here(address),
        }
    }
}

#[component]
pub(crate) fn ByLink() -> impl IntoView {
    let i18n = I18n::from_context();
    let text = RwSignal::new(String::new());
    let led = RwSignal::new(None::<Lead>);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let navigate = use_navigate();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let here = window().location().host().unwrap_or_default();
        match text.with_untracked(|text| Lead::of(text, &here)) {
            Lead::Here(address) => navigate(&address.to_string(), Default::default()),
            other => led.set(Some(other)),
        }
    };
    let wrong =
        move || led.with(|led| matches!(led, Some(Lead::Nowhere))).then(|| i18n.words().start.no_link.to_owned());
    let elsewhere = move || match led.get() {
        Some(Lead::Elsewhere { host, link }) => Some(view! {
            <p class="by-link__elsewhere" role="status">
                {move || (i18n.words().start.elsewhere)(&host)}
                " "
                <a href=link rel="external">{link.clone()}</a>
            </p>
        }),
        _ => None,
    };
    view! {
        <form class="by-link" on:submit=submit>
            <Field
                id="link"
                value=text
                label=i18n.say(|w| w.start.link)
                error=wrong
                inputmode="url"
                on_type=move |()| led.set(None)
            />
            <Button disabled=move || !ready.get()>{i18n.say(|w| w.start.open_link)}</Button>
            {elsewhere}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::CommonsPage;
    use boucle_sync::DocumentId;

    #[test]
    fn a_link_leads_here_to_another_instance_or_nowhere() {
        let id = DocumentId::from_random([1; 16]);
        let here = |text: &str| Lead::of(text, "boucle.example");
        let map = Lead::Here(Address::Commons(id, CommonsPage::Map));
        for text in [
            format!("https://boucle.example/c/{id}"),
            format!(" http://boucle.example/c/{id}/?utm=1#main "),
            format!("boucle.example/c/{id}"),
            format!("/c/{id}"),
        ] {
            assert_eq!(here(&text), map, "{text}");
        }
        for (text, link) in [
            (format!("https://autre.example:3000/c/{id}"), format!("https://autre.example:3000/c/{id}")),
            (format!("autre.example/c/{id}"), format!("https://autre.example/c/{id}")),
        ] {
            let Lead::Elsewhere { link: found, .. } = here(&text) else { panic!("{text}") };
            assert_eq!(found, link);
        }
        for text in ["", "bonjour", "https://boucle.example/", "javascript:alert(1)", "https://boucle.example/c/abc"] {
            assert_eq!(here(text), Lead::Nowhere, "{text}");
        }
        assert_eq!(here(&format!("javascript://boucle.example/c/{id}")), Lead::Nowhere);
    }
}
