//! The map as an outline: everything by its type, and below each what it is linked to, as deep as one goes.

use super::{acts::Acts, desk::Desk};
use crate::{
    components::{Button, Rows, row},
    i18n::I18n,
};
use boucle_carto::fold;
use boucle_model::RowId;
use leptos::prelude::*;

/// How many of a type are shown before one asks for more.
const PAGE: usize = 60;

#[component]
pub(super) fn Outline(desk: Desk) -> impl IntoView {
    let i18n = I18n::from_context();
    let groups = Memo::new(move |_| {
        let (graph, shown) = (desk.graph.get(), desk.shown.get());
        let mut groups: Vec<(Option<RowId>, String, Vec<RowId>)> = Vec::new();
        let mut all: Vec<usize> = (0..graph.vertices.len()).filter(|n| shown.get(*n) == Some(&true)).collect();
        all.sort_by_cached_key(|n| {
            let vertex = &graph.vertices[*n];
            (fold(&desk.type_name(vertex.of_type)), vertex.of_type, fold(&desk.name(vertex)))
        });
        for n in all {
            let vertex = &graph.vertices[n];
            match groups.last_mut().filter(|(of, ..)| *of == vertex.of_type) {
                Some((.., ids)) => ids.push(vertex.id),
                None => groups.push((vertex.of_type, desk.type_name(vertex.of_type), vec![vertex.id])),
            }
        }
        groups
    });
    let group = move |(of, name, ids): (Option<RowId>, String, Vec<RowId>)| {
        // Another name or other members make another group: each of them stays.
        let key = of.map(|of| of.to_string()).unwrap_or_default();
        row(format!("{key} {name}"), move || {
            let name = name.clone();
            let many = RwSignal::new(PAGE);
            let ids = Memo::new({
                let first = ids.clone();
                move |_| {
                    let found =
                        groups.with(|groups| groups.iter().find(|(one, ..)| *one == of).map(|(.., ids)| ids.clone()));
                    found.unwrap_or_else(|| first.clone())
                }
            });
            let rows = Signal::derive(move || {
                let page: Vec<_> = ids.with(|ids| ids.iter().take(many.get()).copied().collect());
                page.into_iter().map(|id| row(id, move || view! { <Branch desk id above=Vec::new() /> })).collect()
            });
            let more = move || ids.read().len().saturating_sub(many.get());
            view! {
                <section class="carto__group">
                    <h2 class="carto__part">{name} " (" {move || ids.read().len()} ")"</h2>
                    <ul class="carto__branches"><Rows rows /></ul>
                    <Button attr:hidden=move || more() == 0 on_press=move |()| many.update(|many| *many += PAGE)>
                        {move || (i18n.words().carto.more_left)(more())}
                    </Button>
                </section>
            }
        })
    };
    view! {
        <div class="carto__outline">
            <Rows rows=Signal::derive(move || groups.get().into_iter().map(group).collect()) />
        </div>
    }
}

/// One, and below it what it is linked to. What is above it is not below it again.
#[component]
fn Branch(desk: Desk, id: RowId, above: Vec<RowId>) -> impl IntoView {
    let i18n = I18n::from_context();
    let opened = RwSignal::new(false);
    let below: Vec<_> = above.iter().copied().chain([id]).collect();
    let name = move || desk.name_of(id);
    let degree = Memo::new(move |_| desk.graph.with(|graph| graph.find(id).map_or(0, |n| graph.degree(n))));
    let many = RwSignal::new(PAGE);
    let edges = Memo::new({
        let below = below.clone();
        move |_| {
            desk.graph.with(|graph| {
                let Some(n) = graph.find(id) else { return Vec::new() };
                let around = graph.around(n).map(|(edge, other)| {
                    let sign = match (edge.way.is_directed(), edge.from == n) {
                        (false, _) => "↔",
                        (true, true) => "→",
                        (true, false) => "←",
                    };
                    (edge.id, graph.vertices[other].id, sign, desk.says(&edge.way))
                });
                around.filter(|(_, other, ..)| !below.contains(other)).collect::<Vec<_>>()
            })
        }
    });
    let rows = Signal::derive(move || {
        let below = below.clone();
        let one = move |(edge, other, sign, says): (RowId, RowId, &'static str, String)| {
            let below = below.clone();
            row(format!("{edge} {other} {sign} {says}"), move || {
                let (below, says) = (below.clone(), says.clone());
                let above = format!("{sign} {says}");
                view! {
                    <li class="carto__says">
                        <span class="field__hint" dir="auto">{above}</span>
                        {branch(desk, other, below)}
                    </li>
                }
            })
        };
        if opened.get() { edges.get().into_iter().take(many.get()).map(one).collect() } else { Vec::new() }
    });
    let more = move || edges.read().len().saturating_sub(many.get());
    view! {
        <li class="carto__branch">
            <details on:toggle=move |_| opened.set(true)>
                <summary>
                    <span dir="auto">{name}</span>
                    " "
                    <span class="field__hint">{move || (i18n.words().carto.degree)(degree.get())}</span>
                </summary>
                <Acts desk id />
                <ul class="carto__branches"><Rows rows /></ul>
                <Button attr:hidden=move || more() == 0 on_press=move |()| many.update(|many| *many += PAGE)>
                    {move || (i18n.words().carto.more_left)(more())}
                </Button>
            </details>
        </li>
    }
}

/// The same, of one type: a branch holds branches.
fn branch(desk: Desk, id: RowId, above: Vec<RowId>) -> AnyView {
    view! { <ul class="carto__branch-below"><Branch desk id above /></ul> }.into_any()
}
