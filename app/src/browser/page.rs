//! The window: its events, its connection, its downloads.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, EventTarget};

/// Something heard until it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Listener {
    fn new(target: EventTarget, name: &'static str, hear: impl FnMut(Event) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Event)>::new(hear);
        target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref()).ok()?;
        Some(Self { target, name, callback })
    }

    /// Listens to the window.
    #[must_use]
    pub fn window(name: &'static str, mut hear: impl FnMut() + 'static) -> Option<Self> {
        Self::new(web_sys::window()?.into(), name, move |_| hear())
    }

    /// Has the browser ask before the page is left, when that would lose something.
    #[must_use]
    pub fn leaving(loses: impl Fn() -> bool + 'static) -> Option<Self> {
        Self::new(web_sys::window()?.into(), "beforeunload", move |event| {
            if loses() {
                event.prevent_default();
            }
        })
    }

    /// Listens to the document.
    #[must_use]
    pub fn document(name: &'static str, mut hear: impl FnMut() + 'static) -> Option<Self> {
        Self::new(web_sys::window()?.document()?.into(), name, move |_| hear())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _gone = self.target.remove_event_listener_with_callback(self.name, callback);
    }
}

/// Whether somebody can see the page.
#[must_use]
pub fn is_visible() -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    document.is_none_or(|d| d.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether the page has what browsers give to secure contexts only.
#[must_use]
pub fn is_secure() -> bool {
    web_sys::window().is_none_or(|w| w.is_secure_context())
}

/// Notes for the pages of last resort, which cannot ask the module, whether it holds something that exists nowhere else.
pub fn note_unkept(unkept: bool) {
    if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
        let _noted = root.toggle_attribute_with_force("data-unkept", unkept);
    }
}

/// Asks the browser not to clear what is stored when space runs out. It may ask the person, or say no.
pub fn ask_to_persist() {
    let Some(window) = web_sys::window() else { return };
    // On plain http there is no `navigator.storage`.
    let storage = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("storage")).unwrap_or_default();
    if let Ok(storage) = storage.dyn_into::<web_sys::StorageManager>()
        && let Ok(asked) = storage.persist()
    {
        leptos::task::spawn_local(async move {
            let _granted_or_not = wasm_bindgen_futures::JsFuture::from(asked).await;
        });
    }
}

/// Prints the page, or lets the person keep it as it would be printed.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser without a printer says so itself.
        let _said = window.print();
    }
}

/// Gives the person a file.
pub fn download(name: &str, bytes: &[u8]) {
    let give = || {
        let document = web_sys::window()?.document()?;
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = web_sys::Blob::new_with_u8_array_sequence(&parts).ok()?;
        let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&address).ok()
    };
    if give().is_none() {
        leptos::logging::warn!("the browser refused the download of {name}");
    }
}

/// The text of the file that was chosen in a field; `None` where there is none, or it is no text.
pub async fn chosen_text(field: &web_sys::HtmlInputElement) -> Option<String> {
    String::from_utf8(chosen_bytes(field).await?).ok()
}

/// The bytes of the file that was chosen in a field; `None` where there is none, or it cannot be read.
pub async fn chosen_bytes(field: &web_sys::HtmlInputElement) -> Option<Vec<u8>> {
    let file = field.files()?.get(0)?;
    // The same file can be chosen again.
    let read = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
    field.set_value("");
    Some(js_sys::Uint8Array::new(&read.ok()?).to_vec())
}

/// Takes the newer version of the app, which is stored and waits.
pub fn activate_update() {
    let boucle = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("boucle")).unwrap_or_default();
    let activate = js_sys::Reflect::get(&boucle, &JsValue::from_str("activateUpdate")).unwrap_or_default();
    if let Ok(activate) = activate.dyn_into::<js_sys::Function>() {
        let _reloading = activate.call0(&boucle);
    }
}

/// The build that made this page.
#[must_use]
pub fn build() -> String {
    let boucle = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("boucle")).unwrap_or_default();
    js_sys::Reflect::get(&boucle, &JsValue::from_str("build"))
        .ok()
        .and_then(|build| build.as_string())
        .unwrap_or_default()
}

/// Whether a newer version waited before anybody listened.
#[must_use]
pub fn update_waits() -> bool {
    let boucle = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("boucle")).unwrap_or_default();
    js_sys::Reflect::get(&boucle, &JsValue::from_str("updateWaiting")).is_ok_and(|waits| waits.is_truthy())
}

/// Puts a text into the clipboard; `false` when the browser withholds it, as it does on plain http.
pub async fn copy(text: &str) -> bool {
    if !is_secure() {
        return false;
    }
    let Some(window) = web_sys::window() else { return false };
    wasm_bindgen_futures::JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// The fragment of the address with its `#`, if it has one. It leaves the address bar and the history.
#[must_use]
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok().filter(|hash| hash.len() > 1)?;
    let path = location.pathname().ok()?;
    // A browser that refuses leaves it where it is: it still counts for ten minutes only.
    let _refused = window.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    Some(fragment)
}
