//! A record as it is read on the page.

use super::{
    said::{Item, Origin, Part, Quote, Record, Section},
    write::deeper,
};
use crate::components::{Prose, Rows, row};
use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

#[component]
pub(super) fn Sections(record: Memo<Record>) -> impl IntoView {
    // A section that stays the same stays in the page.
    let key = |section: &Section| {
        let mut hasher = DefaultHasher::new();
        section.hash(&mut hasher);
        hasher.finish()
    };
    let shown = move |section: Section| row(key(&section), move || drawn(section.clone()));
    view! { <Rows rows=Signal::derive(move || record.get().sections.into_iter().map(shown).collect()) /> }
}

fn drawn(section: Section) -> AnyView {
    let Section { name, title, parts, text } = section;
    let id = format!("record-{name}");
    let labelled = id.clone();
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    let prose = (!text.trim().is_empty()).then(|| {
        let text = deeper(&text);
        view! { <div class="prose"><Prose markdown=Signal::stored(text) /></div> }
    });
    view! {
        <section class="record__section card" data-section=name aria-labelledby=labelled>
            <h3 class="record__title" id=id>{title}</h3>
            {parts}
            {prose}
        </section>
    }
    .into_any()
}

fn part(part: Part) -> AnyView {
    let Part { title, side, items } = part;
    view! {
        <div class="record__part" data-side=side.map(boucle_model::Side::name)>
            {title.map(|title| view! { <h4 class="record__side">{title}</h4> })}
            {list(items)}
        </div>
    }
    .into_any()
}

fn list(items: Vec<Item>) -> AnyView {
    let items: Vec<_> = items.into_iter().map(item).collect();
    view! { <ul class="record__items">{items}</ul> }.into_any()
}

fn item(item: Item) -> AnyView {
    let Item { lead, text, spread, notes, quotes, items } = item;
    let lead = (!lead.is_empty()).then(|| view! { <span class="record__lead">{lead}</span> " " });
    let notes: Vec<_> = notes.into_iter().map(|note| view! { <li dir="auto">{note}</li> }).collect();
    let notes = (!notes.is_empty()).then(|| view! { <ul class="record__notes">{notes}</ul> });
    let quotes: Vec<_> = quotes.into_iter().map(quote).collect();
    let within = (!items.is_empty()).then(|| list(items));
    view! {
        <li class="record__item">
            <p class="record__text" dir="auto">{lead}{text}</p>
            {spread.map(columns)}
            {notes}
            {quotes}
            {within}
        </li>
    }
    .into_any()
}

/// How the ratings are spread, as columns: the words beside them say the same.
fn columns(spread: [usize; 5]) -> AnyView {
    let most = spread.into_iter().max().unwrap_or(0).max(1);
    let columns = spread.into_iter().enumerate().map(|(n, count)| {
        let height = (count * 24 / most).max(1);
        view! { <rect x=(n * 12).to_string() y=(24 - height).to_string() width="10" height=height.to_string() /> }
    });
    view! {
        <svg class="record__spread" viewBox="0 0 58 24" aria-hidden="true">{columns.collect::<Vec<_>>()}</svg>
    }
    .into_any()
}

fn quote(quote: Quote) -> AnyView {
    let Quote { words, from } = quote;
    let from = match from {
        Origin::Said(from) => view! { <cite class="record__from">{from}</cite> }.into_any(),
        Origin::Address(address) => {
            let shown = address.clone();
            view! {
                <cite class="record__from">
                    <a href=address rel="nofollow ugc noopener noreferrer">{shown}</a>
                </cite>
            }
            .into_any()
        }
    };
    view! { <blockquote class="record__quote"><p dir="auto">{words}</p>{from}</blockquote> }.into_any()
}
