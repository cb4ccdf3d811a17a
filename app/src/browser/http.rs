//! Requests to the server this page came from.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestCache, RequestInit, Response};

/// What the server answers: its status and its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// Sends bytes. `None` when the server cannot be reached.
pub async fn send(method: &str, path: &str, body: &[u8]) -> Option<Answer> {
    request(method, path, Some(body)).await.ok()
}

/// Asks for something. `None` when the server cannot be reached.
pub async fn get(path: &str) -> Option<Answer> {
    request("GET", path, None).await.ok()
}

async fn request(method: &str, path: &str, body: Option<&[u8]>) -> Result<Answer, JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    if let Some(body) = body {
        init.set_body(&Uint8Array::from(body));
    }
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let request = Request::new_with_str_and_init(path, &init)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
    let body: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Answer { status: response.status(), body: Uint8Array::new(&body).to_vec() })
}
