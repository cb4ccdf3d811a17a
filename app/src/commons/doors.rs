//! The objects on which everything rests, across the top of the map: vision, community, idea box, long view, Meta-Carto.

use crate::{
    address::{Address, CommonsPage},
    components::{Avatar, Faces, Prose},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::Text;
use boucle_sync::DocumentId;
use leptos::prelude::*;

/// How much of the vision stands on the map, in characters.
const EXCERPT: usize = 280;
/// How many people have a face there; the others are counted.
const FACES: usize = 7;

#[component]
pub(super) fn Doors(id: DocumentId, room: Room) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let text = room.text(Text::Vision);
    let excerpt = Memo::new(move |_| excerpt(&text.read()));
    let others = room.people();
    let count = Memo::new(move |_| others.read().len() + 1);
    let mine = Signal::derive(move || device.name().get().unwrap_or_default());
    let ideas = Memo::new(move |_| room.ideas().read().len());
    let vision = move || {
        if excerpt.read().is_empty() {
            view! { <p class="doors__none">{i18n.say(|w| w.commons.no_vision)}</p> }.into_any()
        } else {
            view! { <div class="doors__vision prose"><Prose markdown=excerpt /></div> }.into_any()
        }
    };
    let href = move |page| Address::Commons(id, page).to_string();
    view! {
        <div class="doors">
            <section class="doors__door" aria-labelledby="door-vision">
                <h2 class="doors__title" id="door-vision">{i18n.say(|w| w.commons.vision.0)}</h2>
                {vision}
                <a class="doors__link" href=href(CommonsPage::Vision)>{i18n.say(|w| w.commons.vision.1)}</a>
            </section>
            <section class="doors__door" aria-labelledby="door-community">
                <h2 class="doors__title" id="door-community">{i18n.say(|w| w.commons.community.0)}</h2>
                <p class="doors__people">
                    <span class="faces" aria-hidden="true">
                        <Avatar name=mine colour=device.colour() me=true />
                        <Faces people=others most=FACES - 1 />
                    </span>
                    <span>{move || (i18n.words().map.here)(count.get())}</span>
                </p>
                <a class="doors__link" href=href(CommonsPage::Community)>{i18n.say(|w| w.commons.community.1)}</a>
            </section>
            <section class="doors__door" aria-labelledby="door-ideas">
                <h2 class="doors__title" id="door-ideas">{i18n.say(|w| w.ideas.title.0)}</h2>
                <p class="doors__what">{move || (i18n.words().ideas.count)(ideas.get())}</p>
                <a class="doors__link" href=href(CommonsPage::Ideas)>{i18n.say(|w| w.ideas.title.1)}</a>
            </section>
            <section class="doors__door" aria-labelledby="door-strands">
                <h2 class="doors__title" id="door-strands">{i18n.say(|w| w.strands.title.0)}</h2>
                <p class="doors__what">{i18n.say(|w| w.strands.what)}</p>
                <a class="doors__link" href=href(CommonsPage::Strands)>{i18n.say(|w| w.strands.title.1)}</a>
            </section>
            <section class="doors__door" aria-labelledby="door-carto">
                <h2 class="doors__title" id="door-carto">{i18n.say(|w| w.commons.carto.0)}</h2>
                <p class="doors__what">{i18n.say(|w| w.commons.carto_what)}</p>
                <a class="doors__link" href=href(CommonsPage::Carto)>{i18n.say(|w| w.commons.carto.1)}</a>
            </section>
        </div>
    }
}

/// The beginning of a text, whole paragraphs of it where they fit.
fn excerpt(text: &str) -> String {
    let text = text.trim();
    let mut taken = String::new();
    for paragraph in text.split("\n\n") {
        if taken.chars().count() + paragraph.chars().count() > EXCERPT {
            break;
        }
        taken.push_str(paragraph);
        taken.push_str("\n\n");
    }
    if !taken.trim().is_empty() || text.is_empty() {
        return taken.trim_end().to_owned();
    }
    let cut: String = text.chars().take(EXCERPT).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::{EXCERPT, excerpt};

    #[test]
    fn the_map_shows_how_the_vision_begins() {
        assert_eq!(excerpt(" \n"), "");
        assert_eq!(excerpt("Faire du meetup un *commun*.\n"), "Faire du meetup un *commun*.");
        let second = "é".repeat(EXCERPT);
        assert_eq!(excerpt(&format!("Un.\n\nDeux.\n\n{second}")), "Un.\n\nDeux.");
        let long = "des mots ".repeat(100);
        let cut = excerpt(&long);
        assert!(cut.ends_with("mots…") || cut.ends_with("des…"), "{cut}");
        assert!(cut.chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(&second.repeat(2)).chars().count(), EXCERPT + 1, "a word without an end");
    }
}
