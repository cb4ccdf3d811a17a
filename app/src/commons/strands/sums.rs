//! Each edition in numbers: what it promised, what became of that, what came back, and how its intentions fared.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Rows, row},
    i18n::{I18n, Words},
};
use boucle_model::{Became, LongView, Outcome, Phase, Sum};
use boucle_sync::DocumentId;
use leptos::prelude::*;

#[component]
pub(super) fn Sums(commons: DocumentId, view: Memo<LongView>) -> impl IntoView {
    let i18n = I18n::from_context();
    let heads = move || {
        let head = |name: &'static str| {
            view! { <th class="strands__head" role="columnheader" scope="col">{name}</th> }
        };
        i18n.words().strands.columns.into_iter().map(head).collect::<Vec<_>>()
    };
    let rows = move || {
        let language = i18n.language();
        let of = |sum: &Sum| {
            let sum = sum.clone();
            row(format!("{} {sum:?}", language.code()), move || sum_row(commons, &sum, language.words()))
        };
        view.with(|view| view.sums.iter().map(of).collect::<Vec<_>>())
    };
    view! {
        <div class="strands__scroll" tabindex="0" role="group" aria-labelledby="strands-sums">
            <table class="strands__table strands__table--sums" role="table">
                <caption class="strands__caption">{i18n.say(|w| w.strands.sums_caption)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th class="strands__head" role="columnheader" scope="col">{i18n.say(|w| w.strands.edition)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <Rows rows=Signal::derive(rows) />
                </tbody>
            </table>
        </div>
    }
}

/// The numbers of an edition, in the order of the columns.
fn numbers(sum: &Sum) -> [usize; 10] {
    let under_way = [Became::Doing, Became::Open, Became::Waiting].map(|became| sum.became(became));
    [
        sum.promised,
        sum.became(Became::Done),
        sum.became(Became::Dropped),
        under_way.iter().sum(),
        sum.became(Became::Lost),
        sum.again,
        sum.outcome(Outcome::Met),
        sum.outcome(Outcome::Partly),
        sum.outcome(Outcome::Missed),
        sum.unsaid,
    ]
}

fn sum_row(commons: DocumentId, sum: &Sum, words: &'static Words) -> AnyView {
    let meetup = DocumentId::from_bytes(*sum.meetup.as_bytes());
    let page = MeetupPage::Phase(Phase::Bilan);
    let href = MeetupAddress { commons: Some(commons), meetup, page }.to_string();
    let is_told = sum.is_told;
    let cells = words.strands.columns.into_iter().zip(numbers(sum)).map(|(name, number)| {
        let said = if is_told { number.to_string() } else { "–".to_owned() };
        view! {
            <td class="strands__number" role="cell" data-none=(number == 0).then_some("")>
                <span class="strands__label" aria-hidden="true">{name}</span>
                {said}
            </td>
        }
    });
    let unread = (!is_told).then_some(words.strands.unread_edition);
    view! {
        <tr class="strands__row" role="row">
            <th class="strands__title" role="rowheader" scope="row">
                <a class="strands__link" href=href>{(words.map.edition)(sum.number)}</a>
                {unread}
            </th>
            {cells.collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::numbers;
    use boucle_model::{Chapter, Decision, MeetupId, Outcome, RowId, Telling, ToldCard, long_view};

    #[test]
    fn m63_the_columns_of_what_was_promised_add_up() {
        let card = |n| ToldCard {
            id: RowId::from_bytes([n; 16]),
            text: String::new(),
            is_problem: false,
            answers: None,
            again: None,
            decision: Some(Decision::Adopted),
        };
        let telling = Telling {
            cards: vec![card(1), card(2)],
            arrivals: Vec::new(),
            outcomes: vec![Some(Outcome::Met), None, Some(Outcome::Missed)],
            ..Telling::default()
        };
        let chapter = Chapter { meetup: MeetupId::from_bytes([1; 16]), number: 1, telling: Some(telling) };
        let found = numbers(&long_view(&[chapter]).sums[0]);
        assert_eq!(found[0], found[1..5].iter().sum::<usize>());
        assert_eq!(found, [2, 0, 0, 2, 0, 0, 1, 0, 1, 1]);
    }
}
