//! Writing and reading: two faces of one pad.

use crate::{
    components::{Tab, Tabs},
    i18n::I18n,
};
use leptos::prelude::*;

/// A face of the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Write,
    Read,
}

impl Face {
    /// In the order of their tabs.
    const ALL: [Self; 2] = [Self::Write, Self::Read];
}

#[component]
pub(super) fn PadTabs(
    #[prop(into)] chosen: Signal<Face>,
    #[prop(into)] on_choose: Callback<Face>,
    #[prop(into)] hidden: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let tabs = vec![
        Tab { id: "tab-write", panel: "pad-write", label: i18n.say(|w| w.pad.write).into() },
        Tab { id: "tab-read", panel: "pad-read", label: i18n.say(|w| w.pad.read).into() },
    ];
    let choose = move |n: usize| Face::ALL.get(n).into_iter().for_each(|face| on_choose.run(*face));
    view! {
        <Tabs
            label=i18n.say(|w| w.pad.title)
            tabs
            chosen=move || chosen.get() as usize
            on_choose=choose
            hidden
        />
    }
}
