//! The document around every page: head, header, footer; and its rendering.

use crate::{ui::frame::Frame, visit::Visit};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use hydration_context::SsrSharedContext;
use leptos::{
    nonce::{Nonce, use_nonce},
    prelude::*,
};
use std::sync::Arc;

/// The picture of pages that have none of their own, for link previews.
const PREVIEW: &str = "/partage.png";

/// Puts what lies in the template into the page, once someone is in the search box.
const WAKE: &str = "addEventListener('focusin',function wake(e){if(e.target.id!=='q')return;removeEventListener('focusin',wake);\
                    document.head.append(document.getElementById('ilots').content)})";

/// What a page says about itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its title, without the portal's name.
    pub title: String,
    /// In a sentence, for search engines and link previews; may be empty.
    pub description: String,
    /// Whether it holds an island of its own: only then, and for members, are a script and the WASM loaded.
    pub islands: bool,
    /// Whether it holds the search box: a script and the WASM are then loaded for visitors too, once they are in it.
    pub search_box: bool,
    /// Whether search engines may keep it.
    pub index: bool,
    /// Its lasting address (a path), when it has one (P8).
    pub canonical: Option<String>,
    /// The picture of its link preview (a path); without one, the portal's.
    pub picture: Option<String>,
    /// The feed of what it lists (a path); without one, that of all projects.
    pub feed: Option<String>,
    /// What that feed holds.
    pub feed_title: &'static str,
    /// What it tells machines of itself, as JSON-LD.
    pub told: Option<serde_json::Value>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            islands: false,
            search_box: false,
            index: true,
            canonical: None,
            picture: None,
            feed: None,
            feed_title: "Projets publiés",
            told: None,
        }
    }
}

impl Page {
    /// A page that says its title and no more.
    pub fn titled(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
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
        visit.cx.portal.providers.offered().map(|provider| format!(" {}", provider.leaves_to().origin().ascii_serialization())).collect();
    format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         media-src 'self'; manifest-src 'self'; form-action 'self'{providers}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'{upgrade}"
    )
}

/// `<meta property>`, which is RDFa and so not known to the macro.
fn property(name: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", name).content(content)
}

/// JSON as a block of data: no script, so the policy has nothing to say about it. `<` is written so that no text can end the block.
fn data_block(json: &serde_json::Value) -> impl IntoView + use<> {
    leptos::html::script().r#type("application/ld+json").inner_html(json.to_string().replace('<', "\\u003c"))
}

/// What the search box needs, for a page that is otherwise read without any script: it lies in a template, where nothing is loaded and
/// nothing runs, until someone is in the box.
#[component]
fn OnceSought(options: LeptosOptions) -> impl IntoView {
    view! {
        <template id="ilots"><HydrationScripts options islands=true/></template>
        <script nonce=use_nonce()>{WAKE}</script>
    }
}

fn document<V: IntoView + 'static>(visit: &Visit, page: Page, content: V) -> impl IntoView + use<V> {
    let settings = &visit.cx.portal.settings;
    let title = if page.title.is_empty() { settings.name.clone() } else { format!("{} · {}", page.title, settings.name) };
    let canonical = page.canonical.as_deref().map(|path| settings.address(path));
    let picture = settings.address(page.picture.as_deref().unwrap_or(PREVIEW));
    let feed = page.feed.unwrap_or_else(|| domain::paths::PROJECTS_FEED.to_owned());
    let told = page.told.as_ref().map(data_block);
    // Whoever is signed in has an island in every page.
    let awake = page.islands || visit.cx.account().is_some();
    let options = visit.assets.islands.clone();
    let scripts = if awake {
        Some(view! { <HydrationScripts options islands=true/> }.into_any())
    } else {
        page.search_box.then(|| view! { <OnceSought options/> }.into_any())
    };
    let has_island = awake || page.search_box;
    let style = visit.assets.style.clone();
    let social = page.index.then(|| {
        view! {
            {property("og:title", page.title.clone())}
            {property("og:site_name", settings.name.clone())}
            {property("og:type", "article".to_owned())}
            {property("og:locale", "fr_FR".to_owned())}
            {canonical.clone().map(|url| property("og:url", url))}
            {(!page.description.is_empty()).then(|| property("og:description", page.description.clone()))}
            {property("og:image", picture)}
            <meta name="twitter:card" content="summary_large_image"/>
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
                <link rel="manifest" href="/site.webmanifest"/>
                <link rel="alternate" type="application/atom+xml" href=feed title=page.feed_title/>
                {social}
                {told}
                {scripts}
            </head>
            <body>
                <Frame visit=visit.clone() has_island>{content}</Frame>
            </body>
        </html>
    }
}
