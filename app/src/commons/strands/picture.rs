//! The picture of the strands: lines that lead through the editions, with a shape for everything that they go through. Each is a link to
//! what the table says of it.

use super::{
    anchor,
    lay::{self, Drawn, Time},
    wording,
};
use crate::i18n::{I18n, Words};
use boucle_model::{Became, Fate, LongView, Strand, What};
use leptos::prelude::*;

const TRIANGLE: &str = "M0-9 9 7H-9Z";
const DIAMOND: &str = "M0-10 10 0 0 10-10 0Z";
const SQUARE: &str = "M-7-7H7V7H-7Z";
const CIRCLE: &str = "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0Z";
const CHECK: &str = "M-4 0l3 3 5-6";
const CROSS: &str = "M-4-4 4 4M-4 4 4-4";
const HALF: &str = "M0-8a8 8 0 0 1 0 16Z";
/// Around what comes back.
const AROUND: &str = "M-14 0a14 14 0 1 0 28 0a14 14 0 1 0-28 0Z";

/// The name of what a stop is, in styles.
pub(super) const fn name(what: What) -> &'static str {
    match what {
        What::Problem => "problem",
        What::Proposed => "proposed",
        What::Adopted { .. } => "adopted",
        What::Arrived(fate) => match fate {
            Fate::Open => "open",
            Fate::Doing => "doing",
            Fate::Done => "done",
            Fate::Dropped => "dropped",
        },
    }
}

#[component]
pub(super) fn Picture(view: Memo<LongView>) -> impl IntoView {
    let i18n = I18n::from_context();
    let drawn = move |time: Time| move || view.with(|view| drawing(view, time, i18n.words()));
    view! {
        <div class="strands__window" data-time="across" tabindex="0" role="group" aria-labelledby="strands-picture">
            {drawn(Time::Across)}
        </div>
        <div class="strands__window" data-time="down" tabindex="0" role="group" aria-labelledby="strands-picture">
            {drawn(Time::Down)}
        </div>
        <Legend />
    }
}

fn drawing(view: &LongView, time: Time, words: &'static Words) -> AnyView {
    let picture = lay::picture(view, time);
    let names = picture.editions.iter().zip(&view.sums).map(|((x, y), sum)| {
        let name = (words.map.edition)(sum.number);
        view! { <text class="strands__edition" x=x.to_string() y=y.to_string()>{name}</text> }
    });
    let borders = picture.borders.iter().map(|d| view! { <path class="strands__border" d=d.clone()></path> });
    let strands = (1..)
        .zip(view.strands.iter().zip(&picture.strands))
        .map(|(n, (strand, drawn))| one(n, strand, drawn, time, words));
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    view! {
        <svg
            class="strands__drawing"
            width=width.clone()
            height=height.clone()
            viewBox=format!("0 0 {width} {height}")
            role="group"
            aria-label=words.strands.picture
        >
            <g aria-hidden="true">{borders.collect::<Vec<_>>()} {names.collect::<Vec<_>>()}</g>
            {strands.collect::<Vec<_>>()}
        </svg>
    }
    .into_any()
}

fn one(n: usize, strand: &Strand, drawn: &Drawn, time: Time, words: &'static Words) -> AnyView {
    let say = &words.strands;
    let whole = (say.name)(n, &strand.name);
    let shown = if time == Time::Across { cut(&whole, drawn.room) } else { n.to_string() };
    let spoken = format!("{whole}, {}", (say.became)(strand.end));
    let stops = drawn.stops.iter().map(|((x, y), what, is_again)| glyph((*x, *y), *what, *is_again));
    let (x, y, width, height) = drawn.field;
    let anchor_of_name = match (time, drawn.is_name_before) {
        (Time::Down, _) => "middle",
        (Time::Across, true) => "end",
        (Time::Across, false) => "start",
    };
    let lost = drawn.lost.map(|(x, y)| {
        view! { <path class="strands__lost" d=CROSS transform=format!("translate({x} {y})")></path> }
    });
    let tail = drawn.tail.clone().map(|d| view! { <path class="strands__tail" d=d></path> });
    view! {
        <g class="strands__strand" data-end=strand.end.name()>
            <a href=format!("#{}", anchor(strand.id)) aria-label=spoken>
                <rect
                    class="strands__field"
                    x=x.to_string()
                    y=y.to_string()
                    width=width.to_string()
                    height=height.to_string()
                    rx="10"
                ></rect>
                <path class="strands__line" d=drawn.line.clone()></path>
                {tail}
                {lost}
                {stops.collect::<Vec<_>>()}
                <text
                    class="strands__name"
                    x=drawn.name.0.to_string()
                    y=drawn.name.1.to_string()
                    text-anchor=anchor_of_name
                >
                    {shown}
                </text>
            </a>
        </g>
    }
    .into_any()
}

/// The shape of a stop.
fn glyph((x, y): (u32, u32), what: What, is_again: bool) -> AnyView {
    let (shape, mark) = match what {
        What::Problem => (TRIANGLE, None),
        What::Proposed => (SQUARE, None),
        What::Adopted { .. } => (DIAMOND, None),
        What::Arrived(Fate::Open) => (CIRCLE, None),
        What::Arrived(Fate::Doing) => (CIRCLE, Some(HALF)),
        What::Arrived(Fate::Done) => (CIRCLE, Some(CHECK)),
        What::Arrived(Fate::Dropped) => (CIRCLE, Some(CROSS)),
    };
    let around = is_again.then(|| view! { <path class="strands__again" d=AROUND></path> });
    let mark = mark.map(|d| view! { <path class="strands__mark" d=d></path> });
    view! {
        <g class="strands__stop" data-what=name(what) transform=format!("translate({x} {y})")>
            {around}
            <path class="strands__shape" d=shape></path>
            {mark}
        </g>
    }
    .into_any()
}

/// What the shapes mean.
#[component]
fn Legend() -> impl IntoView {
    let i18n = I18n::from_context();
    let kinds = [
        (What::Problem, false),
        (What::Problem, true),
        (What::Adopted { early: false, became: Became::Open }, false),
        (What::Arrived(Fate::Open), false),
        (What::Arrived(Fate::Doing), false),
        (What::Arrived(Fate::Done), false),
        (What::Arrived(Fate::Dropped), false),
    ];
    let kinds = kinds.map(|(what, is_again)| {
        view! {
            <li class="strands__kind">
                <svg class="strands__sign" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
                    {glyph((16, 16), what, is_again)}
                </svg>
                {move || wording(i18n.words(), what, is_again)}
            </li>
        }
    });
    view! {
        <ul class="strands__legend" aria-label=i18n.say(|w| w.strands.legend)>
            {kinds.into_iter().collect::<Vec<_>>()}
        </ul>
    }
}

/// As much of a name as there is room for.
fn cut(name: &str, room: usize) -> String {
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let beginning: String = name.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_name_is_cut_where_there_is_no_more_room() {
        assert_eq!(cut("1 : Le son", 10), "1 : Le son");
        assert_eq!(cut("1 : Le son", 8), "1 : Le…");
        assert_eq!(cut("é", 0), "…");
    }
}
