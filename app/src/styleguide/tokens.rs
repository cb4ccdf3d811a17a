//! The tokens as their style files declare them, and the contrast of two colours.

/// A custom property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Without its two dashes.
    pub(super) name: &'static str,
    pub(super) value: &'static str,
}

/// Tokens that stand together, under what is said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) said: &'static str,
    pub(super) tokens: Vec<Token>,
}

const COLOURS: &str = include_str!("../../../style/tokens/colour.scss");
const TYPE: &str = include_str!("../../../style/tokens/type.scss");
const SPACE: &str = include_str!("../../../style/tokens/space.scss");
const MOTION: &str = include_str!("../../../style/tokens/motion.scss");

/// The colours of a theme, `light` or `dark`, in groups.
pub(super) fn colours(theme: &str) -> Vec<Group> {
    let mixin = format!("@mixin {theme} {{");
    let inside = COLOURS.split_once(&mixin).map_or("", |(_, rest)| rest);
    groups(inside.split_once("\n}").map_or("", |(inside, _)| inside))
}

/// The value of a colour in such groups.
pub(super) fn value(groups: &[Group], name: &str) -> Option<&'static str> {
    groups.iter().flat_map(|group| &group.tokens).find(|token| token.name == name).map(|token| token.value)
}

pub(super) fn of_type() -> Vec<Token> {
    all(TYPE)
}

pub(super) fn of_space() -> Vec<Token> {
    all(SPACE)
}

/// What is said last counts: that is with the leave of the system.
pub(super) fn of_motion() -> Vec<Token> {
    let mut tokens = all(MOTION);
    let first_of_the_last = tokens.len() / 2;
    tokens.split_off(first_of_the_last)
}

fn all(scss: &'static str) -> Vec<Token> {
    scss.lines().filter_map(token).collect()
}

/// Paragraphs of declarations, each with the comment that it begins with.
fn groups(scss: &'static str) -> Vec<Group> {
    let group = |paragraph: &'static str| {
        let said = paragraph.lines().find_map(|line| line.trim().strip_prefix("// ")).unwrap_or_default();
        let tokens: Vec<_> = paragraph.lines().filter_map(token).collect();
        (!tokens.is_empty()).then_some(Group { said, tokens })
    };
    scss.split("\n\n").filter_map(group).collect()
}

fn token(line: &'static str) -> Option<Token> {
    let (name, value) = line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": ")?;
    Some(Token { name, value })
}

/// The contrast of two colours written as `#rrggbb`, from 1 to 21 (WCAG 2.2, relative luminance).
pub(super) fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let channel = |n: usize| {
        let c = f64::from(u8::from_str_radix(hex.get(2 * n..2 * n + 2)?, 16).ok()?) / 255.0;
        Some(if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(1)? + 0.0722 * channel(2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../style/layout/styleguide.scss");
    /// What text stands on; a contour passes beneath it.
    const GROUNDS: [&str; 4] = ["paper", "sheet", "sunk", "contour"];
    /// What is neither text nor a ground.
    const OTHERS: [&str; 6] = ["line", "edge", "relief", "selection", "veil", "on-person"];

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert_eq!(contrast("#000000", "#ffffff"), Some(21.0));
        assert_eq!(contrast("#ffffff", "#ffffff"), Some(1.0));
        // The examples that are passed from hand to hand: the greys on either side of 4.5:1.
        let grey = |grey| contrast(grey, "#ffffff").unwrap();
        assert!(grey("#767676") > 4.5 && grey("#777777") < 4.5);
        assert_eq!((contrast("rgb(0 0 0 / 5%)", "#ffffff"), contrast("#fff", "#ffffff")), (None, None));
    }

    #[test]
    fn both_themes_have_the_same_tokens() {
        let names = |theme| {
            let groups = colours(theme);
            groups.iter().flat_map(|group| &group.tokens).map(|token| token.name).collect::<Vec<_>>()
        };
        assert_eq!(names("light"), names("dark"));
        assert_eq!(names("light").len(), 31, "all that the file declares");
    }

    #[test]
    fn every_colour_of_text_reads_on_every_ground_in_both_themes() {
        for theme in ["light", "dark"] {
            let groups = colours(theme);
            let of = |name: &str| value(&groups, name).unwrap();
            let at_least = |least: f64, name: &str, on: &str| {
                let found = contrast(of(name), of(on)).unwrap();
                assert!(found >= least, "{theme}: {name} on {on} is {found:.2}:1");
            };
            let names = groups.iter().flat_map(|group| &group.tokens).map(|token| token.name);
            for name in names.filter(|name| !GROUNDS.contains(name) && !OTHERS.contains(name)) {
                GROUNDS.iter().for_each(|ground| at_least(4.5, name, ground));
            }
            ["paper", "sheet", "sunk"].iter().for_each(|ground| at_least(3.0, "edge", ground));
            at_least(4.5, "ink", "selection");
            (0..8).for_each(|n| at_least(4.5, "on-person", &format!("person-{n}")));
        }
    }

    #[test]
    fn what_is_declared_is_shown() {
        for token in of_type().into_iter().chain(of_space()) {
            let shown = token.name.split_once('-').map_or(token.name, |(kind, _)| kind);
            if ["text", "title", "space", "radius"].contains(&shown) {
                assert!(STYLE.contains(token.name), "{} has a place in styleguide.scss", token.name);
            }
        }
        assert_eq!(of_motion().iter().map(|token| token.name).collect::<Vec<_>>(), ["quick", "breath"]);
    }
}
