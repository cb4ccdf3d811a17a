//! A websocket that tells what happens to it, and closes when it is dropped.

use js_sys::{ArrayBuffer, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// What can happen to a socket.
#[derive(Debug)]
pub enum SocketEvent {
    Opened,
    Received(Vec<u8>),
    /// It is gone, or never came to be.
    Closed,
}

/// An open, or opening, websocket.
pub struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut()>,
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Socket").field("state", &self.socket.ready_state()).finish_non_exhaustive()
    }
}

impl Socket {
    /// Opens a socket to `/sync` of the server this page came from. `None` when the browser refuses even to try.
    #[must_use]
    pub fn open(hear: Rc<dyn Fn(SocketEvent)>) -> Option<Self> {
        let location = web_sys::window()?.location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let socket = WebSocket::new(&format!("{scheme}://{}/sync", location.host().ok()?)).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let on_open = {
            let hear = Rc::clone(&hear);
            Closure::<dyn FnMut()>::new(move || hear(SocketEvent::Opened))
        };
        let on_message = {
            let hear = Rc::clone(&hear);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                    hear(SocketEvent::Received(Uint8Array::new(&buffer).to_vec()));
                }
            })
        };
        let on_close = Closure::<dyn FnMut()>::new(move || hear(SocketEvent::Closed));
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self { socket, _on_open: on_open, _on_message: on_message, _on_close: on_close })
    }

    /// Sends a frame; one that cannot be sent is told by [`SocketEvent::Closed`] soon after.
    pub fn send(&self, frame: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _closing = self.socket.send_with_u8_array(frame);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _already_closed = self.socket.close();
    }
}
