//! The colours, with what is measured of each on paper and on a sheet.

use super::{
    Part,
    tokens::{self, Group, Token},
};
use leptos::prelude::*;

#[component]
pub(crate) fn Colours() -> impl IntoView {
    let themes = ["light", "dark"].map(|theme| (theme, tokens::colours(theme)));
    let groups: Vec<_> = themes[0]
        .1
        .iter()
        .map(|group| {
            // The relief is a drawing.
            let tokens = group.tokens.iter().filter(|token| token.name != "relief");
            let colours: Vec<_> = tokens.map(|token| view! { <Colour token=*token themes=&themes /> }).collect();
            let said = if group.said.is_empty() { "Grounds, ink and lines." } else { group.said };
            view! {
                <h3 class="guide__name">{said}</h3>
                <ul class="guide__colours">{colours}</ul>
            }
        })
        .collect();
    view! {
        <Part id="colours" title="Colours">
            <p>"Contrast on paper, then on a sheet. Text needs 4.5, the edge of something 3; what has less is an ornament."</p>
            {groups}
        </Part>
    }
}

#[component]
fn Colour<'a>(token: Token, themes: &'a [(&'static str, Vec<Group>); 2]) -> impl IntoView {
    let measured: Vec<_> = themes
        .iter()
        .map(|(theme, groups)| {
            let value = tokens::value(groups, token.name).unwrap_or_default();
            // What is written upon people is never on a ground.
            let on = |ground| {
                let ground = tokens::value(groups, ground).filter(|_| token.name != "on-person");
                contrast(value, ground?)
            };
            view! { <Measured theme value paper=on("paper") sheet=on("sheet") /> }
        })
        .collect();
    view! {
        <li class="guide__colour">
            <svg class="guide__swatch" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
                <rect width="48" height="48" rx="12" fill=format!("var(--{})", token.name)></rect>
            </svg>
            <div>
                <p class="guide__token">{format!("--{}", token.name)}</p>
                <dl class="guide__measures">{measured}</dl>
            </div>
        </li>
    }
}

/// What can be said of a contrast, and how much of it there is.
fn contrast(one: &str, other: &str) -> Option<(String, &'static str)> {
    let ratio = tokens::contrast(one, other)?;
    let serves = match ratio {
        4.5.. => "text",
        3.0.. => "edge",
        _ => "ornament",
    };
    Some((format!("{ratio:.1}"), serves))
}

#[component]
fn Measured(
    theme: &'static str,
    value: &'static str,
    #[prop(optional_no_strip)] paper: Option<(String, &'static str)>,
    #[prop(optional_no_strip)] sheet: Option<(String, &'static str)>,
) -> impl IntoView {
    let ratio = |measured: Option<(String, &'static str)>| {
        measured.map(|(ratio, serves)| view! { <span class="guide__ratio" data-serves=serves>{ratio}</span> })
    };
    view! {
        <div>
            <dt>{theme}</dt>
            <dd><code>{value}</code>" "{ratio(paper)}" "{ratio(sheet)}</dd>
        </div>
    }
}
