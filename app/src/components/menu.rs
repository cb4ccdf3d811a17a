//! A button that opens a list of things to do (ARIA: menu button).

use super::{Button, ButtonKind, focus_on};
use leptos::{ev, html, prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, Node};

/// One of the things to do.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) label: TextProp,
    pub(crate) on_choose: Callback<()>,
}

/// Where a key leads in a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// To an action, by its place among them.
    To(usize),
    /// Back to the button: the menu closes.
    Back,
    /// The menu closes, and the focus goes on from the button as if it had stayed there.
    Past,
}

impl Step {
    /// `at` is the action that has the focus, of `count`; none while the menu is closed.
    fn of(key: &str, at: Option<usize>, count: usize) -> Option<Self> {
        let last = count.checked_sub(1)?;
        match (key, at) {
            ("ArrowDown", None) | ("Home", Some(_)) => Some(Self::To(0)),
            ("ArrowUp", None) | ("End", Some(_)) => Some(Self::To(last)),
            ("ArrowDown", Some(at)) => Some(Self::To((at + 1) % count)),
            ("ArrowUp", Some(at)) => Some(Self::To((at + last) % count)),
            ("Escape", Some(_)) => Some(Self::Back),
            ("Tab", Some(_)) => Some(Self::Past),
            _ => None,
        }
    }
}

/// The next action behind `at` that begins with the letter on a key.
fn beginning_with<T: AsRef<str>>(key: &str, at: usize, labels: &[T]) -> Option<usize> {
    let mut letters = key.chars();
    let (letter, None) = (letters.next().filter(|letter| letter.is_alphanumeric())?, letters.next()) else {
        return None;
    };
    let begins = |label: &str| label.chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()));
    let count = labels.len();
    (1..=count).map(|step| (at + step) % count).find(|n| begins(labels[*n].as_ref()))
}

/// The arrow keys, Home, End and first letters walk along the actions. Closing gives the focus back to the button.
#[component]
pub(crate) fn Menu(
    /// That of its button; begins the ids of its parts.
    id: &'static str,
    #[prop(into)] label: TextProp,
    /// With [`ButtonKind::Icon`] the label is for those who listen, and three dots are for those who look.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether the list ends where the button does, which stands at the end of its line.
    #[prop(optional)]
    at_end: bool,
    actions: Vec<Action>,
) -> impl IntoView {
    let count = actions.len();
    // The action that has the focus; none while the menu is closed.
    let at = RwSignal::new(None::<usize>);
    let is_open = Memo::new(move |_| at.get().is_some());
    let close = move || {
        focus_on(id);
        at.set(None);
    };
    let labels: Vec<_> = actions.iter().map(|action| action.label.clone()).collect();
    let keydown = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (key, now) = (event.key(), at.get_untracked());
        // The key that opened the menu, held down, chooses nothing.
        if event.repeat() && key == "Enter" {
            return event.prevent_default();
        }
        let lettered = |at| {
            let labels: Vec<_> = labels.iter().map(TextProp::get).collect();
            beginning_with(&key, at, &labels).map(Step::To)
        };
        let Some(step) = Step::of(&key, now, count).or_else(|| untrack(|| now.and_then(lettered))) else { return };
        if step != Step::Past {
            event.prevent_default();
            // It is the menu's key: a dialog around it stays open.
            event.stop_propagation();
        }
        match step {
            Step::To(n) => at.set(Some(n)),
            Step::Back | Step::Past => close(),
        }
    };
    Effect::new(move |_| {
        if let Some(n) = at.get() {
            // The list can have the focus once it is shown.
            request_animation_frame(move || focus_on(&format!("{id}-{n}")));
        }
    });
    let root = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        let pressed = window_event_listener(ev::pointerdown, move |event| {
            let at_home = root.get_untracked().is_some_and(|root| root.contains(node(event.target()).as_ref()));
            if !at_home {
                at.set(None);
            }
        });
        on_cleanup(move || pressed.remove());
    });
    // On a phone a veil lies over the page, which is the menu's own.
    let veil = move |event: ev::MouseEvent| {
        if is_open.get_untracked() && event.target() == event.current_target() {
            close();
        }
    };
    let toggle = move |()| if is_open.get_untracked() { close() } else { at.set(Some(0)) };
    let action = move |(n, action): (usize, Action)| {
        let choose = move |_| {
            close();
            action.on_choose.run(());
        };
        view! {
            <button class="menu__action" role="menuitem" type="button" id=format!("{id}-{n}") tabindex="-1" on:click=choose>
                {move || action.label.get()}
            </button>
        }
    };
    let is_icon = kind == ButtonKind::Icon;
    let (name, shown) = (label.clone(), label);
    let face =
        if is_icon { view! { <Dots /> }.into_any() } else { view! { {move || shown.get()} <Hook /> }.into_any() };
    view! {
        <div class="menu" class:menu--end=at_end node_ref=root on:keydown=keydown on:click=veil>
            <Button
                kind
                on_press=toggle
                attr:id=id
                attr:aria-haspopup="menu"
                attr:aria-expanded=move || is_open.get().to_string()
                attr:aria-controls=format!("{id}-list")
                attr:aria-label=move || is_icon.then(|| name.get())
            >
                {face}
            </Button>
            <div class="menu__list" role="menu" id=format!("{id}-list") aria-labelledby=id hidden=move || !is_open.get()>
                {actions.into_iter().enumerate().map(action).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

fn node(target: Option<EventTarget>) -> Option<Node> {
    target.and_then(|target| target.dyn_into().ok())
}

#[component]
fn Dots() -> impl IntoView {
    view! {
        <svg class="icon menu__dots" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M5 12h.01M12 12h.01M19 12h.01"></path>
        </svg>
    }
}

/// What says of a button that more comes out of it.
#[component]
fn Hook() -> impl IntoView {
    view! {
        <svg class="icon menu__hook" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="m7 10 5 5 5-5"></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, beginning_with};

    #[test]
    fn arrows_open_the_menu_at_either_end_and_go_round_in_it() {
        let step = |key, at| Step::of(key, at, 3);
        assert_eq!((step("ArrowDown", None), step("ArrowUp", None)), (Some(Step::To(0)), Some(Step::To(2))));
        let along = |key| [0, 1, 2].map(|at| step(key, Some(at)));
        assert_eq!(along("ArrowDown"), [1, 2, 0].map(|n| Some(Step::To(n))));
        assert_eq!(along("ArrowUp"), [2, 0, 1].map(|n| Some(Step::To(n))));
        assert_eq!((step("Home", Some(1)), step("End", Some(1))), (Some(Step::To(0)), Some(Step::To(2))));
    }

    #[test]
    fn escape_goes_back_to_the_button_and_tab_past_it() {
        let step = |key, at| Step::of(key, at, 3);
        assert_eq!((step("Escape", Some(1)), step("Tab", Some(1))), (Some(Step::Back), Some(Step::Past)));
        for key in ["Escape", "Tab", "Home", "End", "Enter", " "] {
            assert_eq!(step(key, None), None, "{key} is the page's while the menu is closed");
        }
        assert_eq!((step("Enter", Some(1)), step(" ", Some(1))), (None, None), "the action is pressed as any button");
        assert_eq!(Step::of("ArrowDown", None, 0), None, "nothing can be done");
    }

    #[test]
    fn a_letter_leads_to_the_next_action_that_begins_with_it() {
        let labels = ["Écrire", "Retirer", "Renommer", "Étendre"];
        let found = |key, at| beginning_with(key, at, &labels);
        assert_eq!([0, 1, 2, 3].map(|at| found("r", at)), [Some(1), Some(2), Some(1), Some(1)]);
        assert_eq!((found("É", 0), found("é", 3)), (Some(3), Some(0)));
        assert_eq!((found("x", 0), found(" ", 0), found("F5", 0), found("", 0)), (None, None, None, None));
        assert_eq!(found("é", 0), Some(3));
        assert_eq!(beginning_with("é", 0, &labels[..1]), Some(0), "the only one stays");
    }
}
