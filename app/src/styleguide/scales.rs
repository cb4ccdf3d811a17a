//! Type, space, radii and motion.

use super::{
    Part, Shown,
    tokens::{self, Token},
};
use leptos::prelude::*;

/// In the language that the type was drawn for first.
const SAMPLE: &str = "Cartographier les communs, à plusieurs, où l’on vit";

#[component]
pub(crate) fn Scales() -> impl IntoView {
    let of = |tokens: Vec<Token>, kind: &'static str| {
        tokens.into_iter().filter(move |token| token.name.starts_with(kind)).collect::<Vec<_>>()
    };
    let sizes =
        of(tokens::of_type(), "title-").into_iter().rev().chain(of(tokens::of_type(), "text-").into_iter().rev());
    let sizes: Vec<_> = sizes
        .map(|token| {
            view! {
                <li>
                    <p class="guide__sample" data-token=token.name lang="fr">{SAMPLE}</p>
                    <Named token />
                </li>
            }
        })
        .collect();
    let shapes = move |kind, class: &'static str| {
        let shape = |token: Token| view! { <li><span class=class data-token=token.name></span><Named token /></li> };
        of(tokens::of_space(), kind).into_iter().map(shape).collect::<Vec<_>>()
    };
    let motions: Vec<_> = tokens::of_motion().into_iter().map(|token| view! { <li><Named token /></li> }).collect();
    view! {
        <Part id="type" title="Type">
            <ul class="guide__type">{sizes}</ul>
        </Part>
        <Part id="space" title="Space, radii, motion">
            <Shown name="Steps of one walk"><ul class="guide__steps">{shapes("space-", "guide__step")}</ul></Shown>
            <Shown name="Radii"><ul class="guide__radii">{shapes("radius-", "guide__radius")}</ul></Shown>
            <Shown name="Motion, where the system gives leave">
                <ul class="guide__motion">{motions}</ul>
                <p class="guide__quick" tabindex="0">"Quick: under a pointer"</p>
                <p class="guide__breath">"Breath: on its way"</p>
            </Shown>
        </Part>
    }
}

#[component]
fn Named(token: Token) -> impl IntoView {
    view! { <p class="guide__token">{format!("--{}", token.name)} " " <code>{token.value}</code></p> }
}
