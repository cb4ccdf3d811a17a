//! A list whose rows stay in the page for as long as their keys are in it.
//!
//! All lists of the app are of this one type: each type of list that the compiler makes of its own puts some ten kilobytes
//! into the module.

use leptos::prelude::*;
use std::{fmt::Display, sync::Arc};

/// What stands in a list, and the key by which it is known again: another key is another row.
#[derive(Clone)]
pub(crate) struct Row {
    key: String,
    view: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// A row of this key.
pub(crate) fn row<V: IntoView + 'static>(key: impl Display, view: impl Fn() -> V + Send + Sync + 'static) -> Row {
    Row { key: key.to_string(), view: Arc::new(move || view().into_any()) }
}

#[component]
pub(crate) fn Rows(#[prop(into)] rows: Signal<Vec<Row>>) -> impl IntoView {
    view! { <For each=move || rows.get() key=|row| row.key.clone() children=|row| (row.view)() /> }
}
