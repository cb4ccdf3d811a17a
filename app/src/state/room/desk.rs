//! The editor in the page: it is brought in when there is a place for it, and taken away with that place.

use super::{EditorWords, core::Core};
use crate::browser::editor::{self, Callbacks, PadEditor};
use boucle_model::Text;
use std::rc::Rc;

/// The editor in the page, and what it calls.
pub(super) struct Mounted {
    pub(super) editor: PadEditor,
    _callbacks: Callbacks,
}

impl Core {
    pub(super) async fn mount_editor(self: Rc<Self>, of: Text, parent: web_sys::HtmlElement, words: EditorWords) {
        self.unmount_editor();
        self.replica.borrow_mut().turn_to(of);
        let on = Rc::downgrade(&self);
        let (typed, selected, stepped) = (on.clone(), on.clone(), on);
        let callbacks = Callbacks::new(
            move |splices| {
                if let Some(core) = typed.upgrade() {
                    core.typed(splices);
                }
            },
            move |selection| {
                if let Some(core) = selected.upgrade() {
                    core.selected(selection);
                }
            },
            move |undoable, redoable| {
                if let Some(core) = stepped.upgrade() {
                    core.history.borrow_mut().pad_has(undoable, redoable);
                    core.show_history();
                }
            },
        );
        let text = self.replica.borrow().text();
        let read_only = self.replica.borrow().is_newer();
        let words = (words.label.as_str(), words.placeholder.as_str());
        match editor::mount(&parent, &text, read_only, words, &callbacks).await {
            Ok(editor) => {
                if self.is_closed() {
                    return editor.destroy();
                }
                // What came in while the editor's script was on its way.
                let now = self.replica.borrow().text();
                if now != text {
                    editor.reset(&now);
                }
                editor.set_read_only(self.replica.borrow().is_newer());
                *self.editor.borrow_mut() = Some(Mounted { editor, _callbacks: callbacks });
                self.show_cursors();
            }
            Err(error) => leptos::logging::warn!("the editor could not be loaded: {error:?}"),
        }
    }

    pub(super) fn unmount_editor(self: &Rc<Self>) {
        self.flush();
        let mounted = self.editor.borrow_mut().take();
        if let Some(mounted) = mounted {
            mounted.editor.destroy();
        }
    }

    pub(super) fn with_editor(&self, act: impl FnOnce(&PadEditor)) {
        // Cloned out: the editor may call back while it acts.
        let editor = self.editor.borrow().as_ref().map(|m| m.editor.clone());
        if let Some(editor) = editor {
            act(&editor);
        }
    }

    pub(super) fn relabel_editor(&self, words: &EditorWords) {
        self.with_editor(|editor| editor.relabel(&words.label, &words.placeholder));
    }

    pub(super) fn format(&self, kind: &str) {
        self.with_editor(|editor| editor.format(kind));
    }
}
