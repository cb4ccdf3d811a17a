//! A record on its way out: copied, downloaded, printed.

use super::{said::Record, write};
use crate::{
    browser::page,
    components::{Button, Copy},
    i18n::I18n,
    markdown,
};
use leptos::{prelude::*, text_prop::TextProp};

/// Markdown, HTML, CSV: the ending of each file, and what stands before what is in it.
const FORMS: [(&str, &str); 3] = [("md", ""), ("html", ""), ("csv", "\u{feff}")];

#[component]
pub(super) fn Share(
    record: Memo<Record>,
    /// Says whether the bilan is closed.
    standing: Signal<&'static str>,
    /// The cards as a table.
    #[prop(into)]
    table: Signal<String>,
    /// Whether there is something to take along.
    open: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let text = Memo::new(move |_| write::markdown(&record.read(), standing.get(), &i18n.words().record));
    let html = Memo::new(move |_| {
        let title = format!("{} – {}", record.read().title, i18n.words().record.title);
        markdown::page(i18n.language().code(), &title, &text.read())
    });
    let form = move |n: usize| {
        let text: Signal<String> = match n {
            0 => text.into(),
            1 => html.into(),
            _ => table,
        };
        let (ending, mark) = FORMS[n];
        let words = move || i18n.words().record.forms[n];
        let aloud = TextProp::from(move || (i18n.words().record.copy_form)(words().0));
        let download = move |()| {
            let words = untrack(|| &i18n.words().record);
            let name = if n == 2 { words.cards_file } else { words.file };
            // Spreadsheets need the mark of its encoding to read accents.
            page::download(&format!("{name}.{ending}"), format!("{mark}{}", text.get_untracked()).as_bytes());
        };
        view! {
            <li class="record__form">
                <p class="record__kind"><strong>{move || words().0}</strong> " " <span class="field__hint">{move || words().1}</span></p>
                <div class="record__acts">
                    <Copy text label=i18n.say(|w| w.record.copy) aloud />
                    <Button
                        on_press=download
                        attr:aria-label=move || (i18n.words().record.download_form)(words().0)
                    >
                        {i18n.say(|w| w.record.download)}
                    </Button>
                </div>
            </li>
        }
    };
    view! {
        <section class="record__share card" aria-labelledby="share-title" hidden=move || !open.get()>
            <h3 class="record__title" id="share-title">{i18n.say(|w| w.record.share)}</h3>
            <p class="field__hint">{i18n.say(|w| w.record.share_what)}</p>
            <ul class="record__forms">{(0..FORMS.len()).map(form).collect::<Vec<_>>()}</ul>
            <p><Button on_press=move |()| page::print()>{i18n.say(|w| w.record.print)}</Button></p>
        </section>
    }
}
