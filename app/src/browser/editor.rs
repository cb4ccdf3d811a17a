//! The pad's editor: CodeMirror, behind the few calls of `app/editor/src/api.ts`.

use boucle_model::Splice;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = boucle, js_name = mountEditor, catch)]
    async fn mount_editor(parent: &HtmlElement, options: &JsValue) -> Result<JsValue, JsValue>;

    /// Waits until an element is in the window, or nearly.
    #[wasm_bindgen(js_namespace = boucle)]
    pub async fn near(element: &HtmlElement);

    /// The mounted editor.
    #[derive(Debug, Clone)]
    pub type PadEditor;

    #[wasm_bindgen(method, js_name = applyRemote)]
    fn apply_remote_js(this: &PadEditor, splices: &Array) -> bool;
    #[wasm_bindgen(method, js_name = setCursors)]
    fn set_cursors_js(this: &PadEditor, cursors: &Array);
    #[wasm_bindgen(method, js_name = edit)]
    fn edit_js(this: &PadEditor, at: f64, delete: f64, insert: &str);
    #[wasm_bindgen(method)]
    pub fn undo(this: &PadEditor);
    #[wasm_bindgen(method)]
    pub fn redo(this: &PadEditor);
    #[wasm_bindgen(method)]
    pub fn format(this: &PadEditor, kind: &str);
    #[wasm_bindgen(method, js_name = setReadOnly)]
    pub fn set_read_only(this: &PadEditor, on: bool);
    #[wasm_bindgen(method)]
    pub fn relabel(this: &PadEditor, label: &str, placeholder: &str);
    #[wasm_bindgen(method)]
    pub fn reset(this: &PadEditor, text: &str);
    #[wasm_bindgen(method)]
    pub fn text(this: &PadEditor) -> String;
    #[wasm_bindgen(method)]
    pub fn destroy(this: &PadEditor);
}

/// What the editor calls back, kept as long as the editor lives.
pub struct Callbacks {
    edit: Closure<dyn FnMut(Array)>,
    selection: Closure<dyn FnMut(f64, f64)>,
    history: Closure<dyn FnMut(f64, f64)>,
}

impl std::fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Callbacks")
    }
}

fn unit(number: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position in a text")]
    let unit = number.max(0.0) as usize;
    unit
}

impl Callbacks {
    /// `selection` hears `None` when the editor loses the focus.
    pub fn new(
        mut edit: impl FnMut(Vec<Splice>) + 'static,
        mut selection: impl FnMut(Option<(usize, usize)>) + 'static,
        mut history: impl FnMut(usize, usize) + 'static,
    ) -> Self {
        let splices = |array: Array| {
            let splice = |entry: JsValue| {
                let entry = entry.dyn_into::<Array>().ok()?;
                let number = |i| entry.get(i).as_f64().map(unit);
                Some(Splice { at: number(0)?, delete: number(1)?, insert: entry.get(2).as_string()? })
            };
            array.iter().filter_map(splice).collect()
        };
        Self {
            edit: Closure::new(move |array| edit(splices(array))),
            selection: Closure::new(move |anchor: f64, head: f64| {
                selection((anchor >= 0.0).then(|| (unit(anchor), unit(head))));
            }),
            history: Closure::new(move |undoable, redoable| history(unit(undoable), unit(redoable))),
        }
    }
}

/// A caret of somebody else, at positions of the pad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorAt {
    pub id: String,
    pub name: String,
    pub colour: u8,
    pub anchor: usize,
    pub head: usize,
}

fn record(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _plain_object = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// Loads the editor and puts it into `parent`.
///
/// # Errors
/// When the editor's script could not be loaded; the person has been told how to go on.
pub async fn mount(
    parent: &HtmlElement,
    text: &str,
    read_only: bool,
    (label, placeholder): (&str, &str),
    callbacks: &Callbacks,
) -> Result<PadEditor, JsValue> {
    let options = record(&[
        ("text", text.into()),
        ("readOnly", read_only.into()),
        ("label", label.into()),
        ("placeholder", placeholder.into()),
        ("onEdit", callbacks.edit.as_ref().clone()),
        ("onSelection", callbacks.selection.as_ref().clone()),
        ("onHistory", callbacks.history.as_ref().clone()),
    ]);
    Ok(mount_editor(parent, &options).await?.unchecked_into())
}

#[expect(clippy::cast_precision_loss, reason = "positions in a text")]
const fn float(n: usize) -> f64 {
    n as f64
}

fn number(n: usize) -> JsValue {
    JsValue::from_f64(float(n))
}

impl PadEditor {
    /// Applies what others wrote; `false` when the editor's text was not the replica's, and has to be reset.
    #[must_use]
    pub fn apply_remote(&self, splices: &[Splice]) -> bool {
        let array: Array = splices
            .iter()
            .map(|s| JsValue::from(Array::of3(&number(s.at), &number(s.delete), &s.insert.as_str().into())))
            .collect();
        self.apply_remote_js(&array)
    }

    /// Edits as the person would, who can take it back.
    pub fn edit(&self, splice: &Splice) {
        self.edit_js(float(splice.at), float(splice.delete), &splice.insert);
    }

    pub fn set_cursors(&self, cursors: &[CursorAt]) {
        let array: Array = cursors
            .iter()
            .map(|c| {
                record(&[
                    ("id", c.id.as_str().into()),
                    ("name", c.name.as_str().into()),
                    ("colour", c.colour.into()),
                    ("anchor", number(c.anchor)),
                    ("head", number(c.head)),
                ])
            })
            .collect();
        self.set_cursors_js(&array);
    }
}
