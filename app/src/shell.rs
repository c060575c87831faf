//! The document around every page: head, header, footer; and its rendering.

use crate::{ui::frame::Frame, visit::Visit};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use hydration_context::SsrSharedContext;
use leptos::{nonce::Nonce, prelude::*};
use std::sync::Arc;

/// What a page says about itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its title, without the portal's name.
    pub title: String,
    /// In a sentence, for search engines and link previews; may be empty.
    pub description: String,
    /// Whether it holds an island: only then are a script and the WASM loaded.
    pub islands: bool,
    /// Whether search engines may keep it.
    pub index: bool,
    /// Its lasting address (a path), when it has one (P8).
    pub canonical: Option<String>,
    /// The picture of its link preview (a path).
    pub picture: Option<String>,
}

impl Default for Page {
    fn default() -> Self {
        Self { title: String::new(), description: String::new(), islands: false, index: true, canonical: None, picture: None }
    }
}

/// Renders a whole document, at once: what it shows was asked of the services before, so its status is known and nothing streams.
pub fn render<V: IntoView + 'static>(visit: &Visit, status: StatusCode, page: Page, content: impl FnOnce() -> V) -> Response {
    let nonce = Nonce::new();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(nonce.clone());
        document(visit, page, content()).to_html()
    });
    owner.cleanup();
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(Some(nonce.as_inner()), visit)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The policy of a page (SECURITY 4.1). Without a nonce no script runs at all: files, feeds, errors of the server itself.
pub fn content_security_policy(nonce: Option<&str>, visit: &Visit) -> String {
    let script = nonce.map_or_else(|| "'none'".to_owned(), |nonce| format!("'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"));
    // On loopback without TLS there is nothing to upgrade to: the demo's own style would be asked for over https.
    let upgrade = if visit.cx.portal.settings.public_url.scheme() == "https" { "; upgrade-insecure-requests" } else { "" };
    // Signing out is a form, and goes on to the provider: Chromium holds redirects of forms to this list too.
    let providers: String =
        visit.cx.portal.providers.offered().map(|provider| format!(" {}", provider.issuer.url().origin().ascii_serialization())).collect();
    format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         media-src 'self'; manifest-src 'self'; form-action 'self'{providers}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'{upgrade}"
    )
}

/// `<meta property>`, which is RDFa and so not known to the macro.
fn property(name: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", name).content(content)
}

fn document<V: IntoView + 'static>(visit: &Visit, page: Page, content: V) -> impl IntoView + use<V> {
    let settings = &visit.cx.portal.settings;
    let title = if page.title.is_empty() { settings.name.clone() } else { format!("{} · {}", page.title, settings.name) };
    let canonical = page.canonical.as_deref().map(|path| settings.address(path));
    let picture = page.picture.as_deref().map(|path| settings.address(path));
    let scripts = page.islands.then(|| view! { <HydrationScripts options=visit.assets.islands.clone() islands=true/> });
    let style = visit.assets.style.clone();
    let social = page.index.then(|| {
        view! {
            {property("og:title", page.title.clone())}
            {property("og:site_name", settings.name.clone())}
            {property("og:type", "article".to_owned())}
            {property("og:locale", "fr_FR".to_owned())}
            {canonical.clone().map(|url| property("og:url", url))}
            {picture.map(|url| property("og:image", url))}
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang="fr" data-theme=visit.appearance.theme()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                {(!page.description.is_empty()).then(|| view! { <meta name="description" content=page.description.clone()/> })}
                {(!page.index).then(|| view! { <meta name="robots" content="noindex"/> })}
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                {canonical.map(|url| view! { <link rel="canonical" href=url/> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="alternate" type="application/atom+xml" href=domain::paths::PROJECTS_FEED title="Projets publiés"/>
                {social}
                {scripts}
            </head>
            <body>
                <Frame visit=visit.clone()>{content}</Frame>
            </body>
        </html>
    }
}
