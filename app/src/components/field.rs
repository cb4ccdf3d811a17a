//! Where one writes a line or several: what is asked for, what helps, and what is wrong with the answer.

use leptos::{either::Either, prelude::*, text_prop::TextProp};

/// What is wrong is said beside what was typed, which stays.
#[component]
pub(crate) fn Field(
    /// Begins the ids of its parts.
    #[prop(into)]
    id: String,
    value: RwSignal<String>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// What is wrong with the value, if anything can be.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// What it takes, as HTML says it: a text, a date, a time.
    #[prop(default = "text")]
    kind: &'static str,
    /// How many lines are seen of a text of several; of one line without it.
    #[prop(optional)]
    rows: Option<u8>,
    /// How long the value can be, in UTF-16 code units, where more cannot be typed.
    #[prop(optional)]
    max: Option<u16>,
    #[prop(default = "off")] autocomplete: &'static str,
    /// Which keyboard a phone offers, by its name in HTML.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] readonly: bool,
    /// Hears that somebody types, and not that the value was set.
    #[prop(optional, into)]
    on_type: Option<Callback<()>>,
) -> impl IntoView {
    let described: Vec<_> = [hint.is_some().then_some("hint"), error.map(|_| "error")]
        .into_iter()
        .flatten()
        .map(|part| format!("{id}-{part}"))
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let is_wrong = move || error.is_some_and(|error| error.read().is_some());
    let invalid = move || is_wrong().then_some("true");
    let typed = move |text: String| {
        on_type.into_iter().for_each(|on_type| on_type.run(()));
        value.set(text);
    };
    let (max, label_for) = (max.map(|max| max.to_string()), id.clone());
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let input = match rows {
        None => Either::Left(view! {
            <input
                class="field__input"
                type=kind
                name=id.clone()
                id=id
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=max
                readonly=readonly
                dir="auto"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input:target=move |event| typed(event.target().value())
            />
        }),
        Some(rows) => Either::Right(view! {
            <textarea
                class="field__input"
                name=id.clone()
                id=id
                rows=rows.to_string()
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=max
                readonly=readonly
                dir="auto"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input:target=move |event| typed(event.target().value())
            ></textarea>
        }),
    };
    view! {
        <div class="field">
            <label class="field__label" for=label_for>{move || label.get()}</label>
            {input}
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{move || hint.get()}</p> })}
            {error.map(|error| view! {
                <p class="field__error" id=error_id role="alert" hidden=move || !is_wrong()>{move || error.get()}</p>
            })}
        </div>
    }
}
