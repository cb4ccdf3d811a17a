//! The idea box: what anyone proposes for a next meetup, supports, discusses, and finds to be the same.

mod one;
mod propose;
mod remarks;
mod same;

use crate::{
    components::{EmptyState, Rows, row},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{RowId, Topic};
use boucle_sync::DocumentId;
use leptos::prelude::*;
use one::OneIdea;
use propose::Propose;

#[component]
pub(crate) fn IdeaBox(id: DocumentId, room: Room, writable: Signal<bool>, known: Signal<bool>) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let ideas = room.ideas();
    Effect::new(move |_| {
        device.want(ideas.read().iter().flat_map(|idea| {
            idea.by.into_iter().chain(idea.remarks.iter().filter_map(|remark| remark.by)).collect::<Vec<_>>()
        }));
    });
    let none = Memo::new(move |_| ideas.read().is_empty());
    let shelf = move |topic: Topic| {
        let ids = Memo::new(move |_| {
            ideas.read().iter().filter(|idea| idea.topic == topic).map(|idea| idea.id).collect::<Vec<RowId>>()
        });
        let heading = format!("ideas-{}", topic.name());
        let labelled = heading.clone();
        let one = move |idea: RowId| row(idea, move || view! { <OneIdea commons=id id=idea room writable /> });
        view! {
            <section class="ideas__shelf" aria-labelledby=labelled hidden=move || ids.read().is_empty()>
                <h2 class="ideas__topic" id=heading tabindex="-1">{move || i18n.words().ideas.topics[topic as usize].1}</h2>
                <ul class="ideas__list">
                    <Rows rows=Signal::derive(move || ids.get().into_iter().map(one).collect()) />
                </ul>
            </section>
        }
    };
    let nothing = move || {
        (none.get() && known.get()).then(|| {
            view! { <EmptyState title=i18n.say(|w| w.ideas.none.0) text=i18n.say(|w| w.ideas.none.1) /> }
        })
    };
    view! {
        <p class="commons__lead">{i18n.say(|w| w.ideas.what)}</p>
        <Propose room writable />
        {nothing}
        <div class="ideas">{Topic::ALL.map(shelf).into_iter().collect::<Vec<_>>()}</div>
    }
}
