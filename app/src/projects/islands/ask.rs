//! What islands ask the portal for.
//!
//! Plain requests: what leptos makes of a call to a server function (its encodings, its errors, its client) is a tenth of the WASM.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys,
};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Reflect;

/// A request whose answer is for an island, not for a person.
pub(crate) fn request(address: &str, init: &web_sys::RequestInit) -> Option<web_sys::Request> {
    let request = web_sys::Request::new_with_str_and_init(address, init).ok()?;
    request.headers().set("Accept", "application/json").ok()?;
    Some(request)
}

/// The request that sends `pairs` as a form does; one that `outlives` the page may hold 64 KB.
pub(crate) fn post(address: &str, pairs: &[(&str, &str)], outlives: bool) -> Option<web_sys::Request> {
    let form = web_sys::UrlSearchParams::new().ok()?;
    for (name, value) in pairs {
        form.append(name, value);
    }
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&form);
    if outlives {
        Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE).ok()?;
    }
    request(address, &init)
}

/// The status and the text of the answer; nothing where the portal was not reached. The request leaves at once, whoever waits for it.
pub(crate) fn answer(request: &web_sys::Request) -> impl Future<Output = Option<(u16, String)>> + use<> {
    let sent = window().fetch_with_request(request);
    async move {
        let response: web_sys::Response = JsFuture::from(sent).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        Some((response.status(), text))
    }
}

/// Sends a request whose answer nobody waits for.
pub(crate) fn send(request: &web_sys::Request) {
    let answer = answer(request);
    leptos::task::spawn_local(async move { drop(answer.await) });
}

/// What is at `address`, where it can be read.
pub(crate) async fn text_at(address: &str) -> Option<String> {
    let (status, text) = answer(&request(address, &web_sys::RequestInit::new())?).await?;
    (status == 200).then_some(text)
}
