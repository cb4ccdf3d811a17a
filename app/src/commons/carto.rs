//! The Meta-Carto: the community's map of ideas, people and initiatives, which belongs to everyone and to no one.
//!
//! One state (`Desk`) and three ways to look at it with the same powers: the map, a table, and an outline.

mod acts;
mod bring_in;
mod desk;
mod find;
mod keys;
mod minimap;
mod outline;
mod paint;
mod panel;
mod past;
mod quick;
mod rename;
mod several;
mod table;
mod take_along;
mod types;
mod view;

use crate::{
    app::FirstDraw,
    components::{Button, ButtonKind, EmptyState, Line, Tab, Tabs, at_most, focus_soon},
    document::{AsksName, History, Pad, RoomNotices, SafetyChip, TitleConflict},
    i18n::I18n,
    state::{Availability, Device, Room},
};
use boucle_model::{CartoId, CommonsId, Edition, Kind, MAX_TITLE, Text, standing};
use boucle_sync::DocumentId;
use bring_in::BringIn;
use desk::{Asking, Desk};
use find::Find;
use leptos::prelude::*;
use outline::Outline;
use panel::Panel;
use past::{Past, mark_as_they_end};
use quick::QuickAdd;
use several::Several;
use table::Table;
use take_along::TakeAlong;
use types::Types;
use view::MapView;

/// The ways to look at it, in the order of their tabs.
const MAP: usize = 0;
const TABLE: usize = 1;
const OUTLINE: usize = 2;

/// The Meta-Carto of a commons.
fn carto_of(commons: DocumentId) -> DocumentId {
    let carto = CartoId::of(CommonsId::from_bytes(*commons.as_bytes()));
    DocumentId::from_bytes(*carto.as_bytes())
}

#[component]
pub(crate) fn CartoPage(
    id: DocumentId,
    /// That of the commons.
    room: Room,
    /// Whether the meetups can be known already.
    known: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let first = expect_context::<FirstDraw>();
    let (projection, _unknown) = first.take(carto_of(id));
    let map = Room::open(Kind::Carto, carto_of(id), projection.as_ref());
    let drawn = projection.is_some();
    let tellings = first.tellings();
    let gathering = RwSignal::new(tellings.is_none());
    device.take_up_tellings(tellings.unwrap_or_default());
    let editions = Memo::new(move |_| room.editions().with(|editions| standing(editions).cloned().collect::<Vec<_>>()));
    follow_meetups(id, device, editions, known, gathering);
    let availability = map.availability();
    let open = Signal::from(Memo::new(move |_| availability.get() != Availability::Opening));
    let read_only = map.read_only();
    let desk = Desk::new(id, map, editions, first.places(), Signal::derive(move || open.get() && !read_only.get()));
    mark_as_they_end(desk);
    let way = RwSignal::new(MAP);
    let many = Memo::new(move |_| desk.chosen.read().len());
    let none = Memo::new(move |_| desk.graph.read().vertices.is_empty());
    let is_open = Memo::new(move |_| desk.query.read().is_open());
    let tabs = vec![
        Tab { id: "carto-map-tab", panel: "carto-map", label: i18n.say(|w| w.carto.ways[MAP]).into() },
        Tab { id: "carto-table-tab", panel: "carto-table", label: i18n.say(|w| w.carto.ways[TABLE]).into() },
        Tab { id: "carto-outline-tab", panel: "carto-outline", label: i18n.say(|w| w.carto.ways[OUTLINE]).into() },
    ];
    let nothing = move || {
        let empty = none.get() && open.get();
        empty.then(|| view! { <EmptyState title=i18n.say(|w| w.carto.none.0) text=i18n.say(|w| w.carto.none.1) /> })
    };
    let nothing_found = move || !none.get() && !is_open.get() && !desk.shown.read().iter().any(|shown| *shown);
    let beside = move || match many.get() {
        0 => view! { <Past desk /> }.into_any(),
        1 => view! { <Panel desk /> }.into_any(),
        _ => view! { <Several desk /> }.into_any(),
    };
    let panel = move |n: usize, id: &'static str, tab: &'static str, inside: AnyView| {
        view! {
            <div class="carto__way" role="tabpanel" id=id aria-labelledby=tab hidden=move || way.get() != n>
                {inside}
            </div>
        }
    };
    let table = move || (way.get() == TABLE).then(|| view! { <Table desk /> });
    let outline = move || (way.get() == OUTLINE).then(|| view! { <Outline desk /> });
    view! {
        <RoomNotices availability trouble=map.trouble() read_only />
        <div class="carto" data-way=move || way.get().to_string()>
            <div class="carto__bar">
                <Tabs
                    label=i18n.say(|w| w.carto.way)
                    tabs
                    chosen=way
                    on_choose=move |n| way.set(n)
                />
                <div class="carto__acts" hidden=move || !desk.writable.get()>
                    <Button kind=ButtonKind::Strong on_press=move |()| desk.ask(Asking::Add)>
                        {i18n.say(|w| w.carto.add)}
                    </Button>
                    <Button on_press=move |()| desk.ask(Asking::Types)>{i18n.say(|w| w.carto.types.open)}</Button>
                </div>
                <div class="carto__state">
                    <History
                        attr:data-room=""
                        hidden=Signal::derive(move || !desk.writable.get())
                        can_undo=map.can_undo()
                        can_redo=map.can_redo()
                        on_undo=move |()| map.undo()
                        on_redo=move |()| map.redo()
                    />
                    <SafetyChip safety=map.safety() on_download=move |()| map.download() />
                </div>
            </div>
            <Find desk />
            <p class="carto__told visually-hidden" aria-live="polite">{move || desk.told.get()}</p>
            <p class="notice" data-kind="info" role="status" hidden=move || !nothing_found()>
                {i18n.say(|w| w.carto.nothing_found)} " "
                <Button on_press=move |()| {
                    desk.look(desk.query.get_untracked().opened());
                    focus_soon("carto-search".to_owned());
                }>
                    {i18n.say(|w| w.carto.all)}
                </Button>
            </p>
            <div class="carto__desk">
                <div class="carto__ways">
                    {nothing}
                    {panel(MAP, "carto-map", "carto-map-tab", view! { <MapView desk way /> }.into_any())}
                    {panel(TABLE, "carto-table", "carto-table-tab", table.into_any())}
                    {panel(OUTLINE, "carto-outline", "carto-outline-tab", outline.into_any())}
                </div>
                <aside class="carto__beside" aria-label=i18n.say(|w| w.carto.beside)>
                    {beside}
                </aside>
            </div>
            <BringIn desk />
            <TakeAlong desk />
            <Legend desk open drawn />
        </div>
        <QuickAdd desk />
        <Types desk />
        <AsksName room=map />
    }
}

/// Reads anew what the meetups of the commons tell, while somebody looks.
fn follow_meetups(
    id: DocumentId,
    device: Device,
    editions: Memo<Vec<Edition>>,
    known: Signal<bool>,
    gathering: RwSignal<bool>,
) {
    let ids =
        Memo::new(move |_| editions.with(|editions| editions.iter().map(|edition| edition.id).collect::<Vec<_>>()));
    Effect::new(move |_| {
        if known.get() {
            device.gather_tellings(id, ids.get(), gathering);
        }
    });
    Effect::new(move |_| device.want(device.tellings().read().values().flat_map(|telling| telling.speakers.clone())));
    on_cleanup(move || device.stop_gathering());
}

/// What the map is called and how it is read: written together, like a pad.
#[component]
fn Legend(desk: Desk, open: Signal<bool>, drawn: bool) -> impl IntoView {
    let i18n = I18n::from_context();
    let map = desk.room;
    let title = Signal::derive(move || map.title().with(|title| title.text.clone()));
    view! {
        <section class="carto__legend card" aria-labelledby="carto-legend">
            <h2 class="card__title" id="carto-legend">{i18n.say(|w| w.carto.legend_title)}</h2>
            <TitleConflict kind=Kind::Carto room=map writable=desk.writable />
            <Line
                id="carto-title"
                text=title
                label=i18n.say(|w| w.carto.title.label)
                placeholder=i18n.say(|w| w.carto.title.placeholder)
                check=at_most(i18n, MAX_TITLE)
                writable=desk.writable
                on_say=move |said: String| map.rename(&said)
            />
            <Pad text=Text::Legend room=map open writable=desk.writable drawn alone=false />
        </section>
    }
}
