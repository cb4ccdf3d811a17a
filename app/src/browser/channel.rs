//! Word from one tab to the others of this browser.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// The tabs that have the same document open. Nobody waits for an answer: a tab may be frozen.
pub struct Channel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Channel").field("name", &self.channel.name()).finish_non_exhaustive()
    }
}

impl Channel {
    /// Joins the tabs on this document. `None` in a browser without such channels.
    #[must_use]
    pub fn join(document: &str, hear: impl Fn(Vec<Vec<u8>>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("boucle/{document}")).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let chunks = event.data().dyn_into::<Array>().map(|chunks| {
                chunks.iter().filter_map(|c| c.dyn_into::<Uint8Array>().ok()).map(|c| c.to_vec()).collect()
            });
            hear(chunks.unwrap_or_default());
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { channel, _on_message: on_message })
    }

    /// Tells the other tabs of changes made here.
    pub fn tell(&self, chunks: &[Vec<u8>]) {
        let array: Array = chunks.iter().map(|c| JsValue::from(Uint8Array::from(c.as_slice()))).collect();
        let _nobody_listens = self.channel.post_message(&array);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
