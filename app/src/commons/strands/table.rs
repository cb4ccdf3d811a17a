//! The strands as a table: one a row, with a column for each edition, and what became of it. On a phone each row is a short list.

use super::{anchor, leads, wording};
use crate::{
    components::{Rows, row},
    i18n::{I18n, Words},
};
use boucle_model::{LongView, Stop, Strand, Sum};
use boucle_sync::DocumentId;
use leptos::prelude::*;

#[component]
pub(super) fn Table(commons: DocumentId, view: Memo<LongView>) -> impl IntoView {
    let i18n = I18n::from_context();
    let sums = Memo::new(move |_| view.with(|view| view.sums.clone()));
    let heads = move || {
        let words = i18n.words();
        let head = |sum: &Sum| {
            view! { <th class="strands__head" role="columnheader" scope="col">{(words.map.edition)(sum.number)}</th> }
        };
        sums.with(|sums| sums.iter().map(head).collect::<Vec<_>>())
    };
    let rows = move || {
        let language = i18n.language();
        let of = |(n, strand): (usize, &Strand)| {
            let (strand, sums) = (strand.clone(), sums.get());
            row(format!("{} {n} {strand:?} {}", language.code(), sums.len()), move || {
                strand_row(commons, n, &strand, &sums, language.words())
            })
        };
        view.with(|view| (1..).zip(&view.strands).map(of).collect::<Vec<_>>())
    };
    view! {
        <div class="strands__scroll" tabindex="0" role="group" aria-labelledby="strands-table">
            <table class="strands__table" role="table">
                <caption class="strands__caption">{i18n.say(|w| w.strands.caption)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th class="strands__head" role="columnheader" scope="col">{i18n.say(|w| w.strands.column)}</th>
                        {heads}
                        <th class="strands__head" role="columnheader" scope="col">{i18n.say(|w| w.strands.end)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <Rows rows=Signal::derive(rows) />
                </tbody>
            </table>
        </div>
    }
}

fn strand_row(commons: DocumentId, n: usize, strand: &Strand, sums: &[Sum], words: &'static Words) -> AnyView {
    let cells = sums.iter().map(|sum| {
        let stops: Vec<_> = strand.stops.iter().filter(|stop| stop.meetup == sum.meetup).collect();
        let is_empty = stops.is_empty().then_some("");
        let edition = (words.map.edition)(sum.number);
        let items = stops.into_iter().map(|stop| stop_item(commons, stop, words)).collect::<Vec<_>>();
        let list = is_empty.is_none().then(|| {
            view! {
                <span class="strands__label" aria-hidden="true">{edition}</span>
                <ul class="strands__stops">{items}</ul>
            }
        });
        view! { <td class="strands__cell" role="cell" data-empty=is_empty>{list}</td> }
    });
    let end = words.strands.end;
    view! {
        <tr class="strands__row" role="row">
            <th class="strands__title" role="rowheader" scope="row" id=anchor(strand.id) tabindex="-1" dir="auto">
                {(words.strands.name)(n, &strand.name)}
            </th>
            {cells.collect::<Vec<_>>()}
            <td class="strands__cell" role="cell">
                <span class="strands__label" aria-hidden="true">{end}</span>
                <span class="strands__end" data-end=strand.end.name()>{(words.strands.became)(strand.end)}</span>
            </td>
        </tr>
    }
    .into_any()
}

fn stop_item(commons: DocumentId, stop: &Stop, words: &'static Words) -> AnyView {
    let what = wording(words, stop.what, stop.is_again);
    // What stands in the cell is short; who listens hears the words of the card too.
    let whole = (words.strands.stop)(&what, &stop.text, &stop.note);
    let href = leads(commons, stop);
    view! {
        <li>
            <a class="strands__link" href=href title=whole.clone() aria-label=whole data-what=super::picture::name(stop.what)>
                {what}
            </a>
        </li>
    }
    .into_any()
}
