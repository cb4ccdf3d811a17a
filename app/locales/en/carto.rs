//! The Meta-Carto, in English.

use crate::i18n::words::{CartoTold, CartoWords, Pad, TitleWords};
use boucle_model::journal::Deed;

pub(super) const CARTO: CartoWords = CartoWords {
    known: "Meta-Carto",
    title: TitleWords {
        label: "Title of the Meta-Carto",
        placeholder: "A title for this map",
        untitled: "Untitled map",
        too_long: |n, max| {
            format!("This title has {n} characters; it can have {max}. Shorten it a little: nothing is lost.")
        },
        conflict: |n| match n {
            2 => "Two titles came at the same moment".to_owned(),
            _ => format!("{n} titles came at the same moment"),
        },
        keep: "Keep this one",
    },
    legend: Pad {
        title: "The legend",
        write: "Write",
        read: "Read",
        label: "Text of the legend",
        placeholder: "What this map is about, and how to read it…",
        empty: "The legend is not written yet.",
        for_ever: "What is written here stays with everybody who has received it: deleting it does not take it back from them.",
        done: "done",
        to_do: "to do",
    },
    told: CartoTold {
        wrote: |added, removed| super::preparing::wrote("the legend of the Meta-Carto", added, removed),
        node: |deed, name| match deed {
            Deed::Added => format!("put “{name}” on the map"),
            Deed::TookAway => format!("took “{name}” off the map"),
            Deed::BroughtBack => format!("put “{name}” back on the map"),
            Deed::Joined => format!("joined “{name}” with another node"),
            Deed::Parted => format!("parted “{name}” from another node"),
            _ => format!("changed “{name}” on the map"),
        },
        link: |deed, words| {
            let link = if words.is_empty() { "a link".to_owned() } else { format!("the link “{words}”") };
            match deed {
                Deed::Added => format!("drew {link}"),
                Deed::TookAway => format!("took {link} away"),
                Deed::BroughtBack => format!("put {link} back"),
                _ => format!("changed {link}"),
            }
        },
        of_type: |deed, name| match deed {
            Deed::Added => format!("added the type “{name}” to the map"),
            Deed::TookAway => format!("took the type “{name}” off the map"),
            Deed::BroughtBack => format!("put the type “{name}” back on the map"),
            _ => format!("changed the type “{name}”"),
        },
        view: |deed, name| match deed {
            Deed::Added => format!("kept the view “{name}”"),
            Deed::TookAway => format!("took the view “{name}” away"),
            Deed::BroughtBack => format!("put the view “{name}” back"),
            _ => format!("changed the view “{name}”"),
        },
        marked: "marked where the map stood at a meetup",
    },
};
