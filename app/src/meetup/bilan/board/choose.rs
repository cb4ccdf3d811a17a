//! One of many, chosen in front of the page. Many are found by a part of their words.

use crate::{
    components::{Button, ButtonKind, Dialog, Field, Rows, row},
    i18n::I18n,
};
use leptos::{prelude::*, text_prop::TextProp};

/// From so many on, one looks for them.
const MANY: usize = 8;
/// The answer that is none of them.
const NONE: &str = "none";
const CANCEL: &str = "";

/// What can be chosen, by its id.
pub(super) type Options = Vec<(String, String)>;

#[component]
pub(super) fn Choose(
    /// Begins the ids of its parts.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] options: Signal<Options>,
    /// What stands for none of them, where that is an answer.
    #[prop(optional, into)]
    none: Option<TextProp>,
    /// Hears the id; `Some(None)` for none of them, `None` where nothing was chosen.
    #[prop(into)]
    on_choose: Callback<Option<Option<String>>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let sought = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            sought.set(String::new());
        }
    });
    let found = Memo::new(move |_| {
        let sought = sought.read().to_lowercase();
        let mut options = options.get();
        options.retain(|(_, words)| words.to_lowercase().contains(&sought));
        options
    });
    let one = move |(value, words): (String, String)| {
        row(format!("{value} {words}"), move || {
            let (value, words) = (value.clone(), words.clone());
            view! { <li><Button attr:value=value class:choose__one=true><span dir="auto">{words}</span></Button></li> }
        })
    };
    let closed = move |answer: String| {
        on_choose.run(match answer.as_str() {
            CANCEL => None,
            NONE => Some(None),
            _ => Some(Some(answer)),
        });
    };
    view! {
        <Dialog id open title on_close=closed>
            // Enter looks for something, and answers nothing.
            <div
                hidden=move || options.read().len() < MANY
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() }
            >
                <Field id=format!("{id}-sought") value=sought label=i18n.say(|w| w.board.filter) />
            </div>
            <ul class="choose">
                <Rows rows=Signal::derive(move || found.get().into_iter().map(one).collect()) />
            </ul>
            <p hidden=move || !found.read().is_empty()>{i18n.say(|w| w.board.none)}</p>
            <div class="dialog__actions">
                {none.map(|none| view! { <Button attr:value=NONE>{move || none.get()}</Button> })}
                <Button kind=ButtonKind::Quiet attr:value=CANCEL>{i18n.say(|w| w.map.cancel)}</Button>
            </div>
        </Dialog>
    }
}
