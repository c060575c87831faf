//! From a configuration to a portal, and from a portal to the router that serves it.

use crate::{
    config::Config,
    endpoints,
    layers::{self, address::Proxies},
};
use anyhow::Context;
use app::visit::{Assets, DemoPerson};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::Response,
};
use sample::cast::CAST;
use services::{
    cx::{Portal, Settings},
    db::Db,
    files::Files,
    identity::Providers,
    index::Index,
    mail::Mailer,
    media::DocumentReader,
    outside::{Clock, Ids},
};
use std::{path::Path, sync::Arc};
use tokio::sync::Notify;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel, DefaultPredicate, Predicate, predicate::NotForContentType},
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
};

/// What a portal is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To be served: the search index is ours to write.
    Serve,
    /// To be served as a demo, which lets people in without a password.
    Demo,
    /// For one command, beside a server that may be running: the index is the server's, and can only be replaced.
    Command,
}

/// Opens everything that the portal is made of: the database with its schema up to date, index, files, mail, providers.
///
/// # Errors
/// What could not be opened, and why.
pub async fn portal(config: &Config, what_for: Use) -> anyhow::Result<Arc<Portal>> {
    // Before the database: its schema is not brought up to date for a portal that cannot be.
    let providers = Providers::new(config.providers.clone()).context("les fournisseurs de connexion ne sont pas clairs")?;
    let providers = providers.with_logos(&config.logos()).context("le logo d’un fournisseur de connexion ne se lit pas")?;
    std::fs::create_dir_all(&config.data).with_context(|| format!("le dossier {} ne peut pas être créé", config.data.display()))?;
    let db = Db::open(&config.database).await.context("la base de données ne s’ouvre pas")?;
    let mark = services::cx::database_mark(&db).await?;
    let index = index(config, &mark, what_for).context("l’index de recherche ne s’ouvre pas")?;
    let mailer = match &config.smtp {
        Some(smtp) => Mailer::smtp(smtp).context("le serveur de courrier n’est pas clair")?,
        None => Mailer::folder(&config.letters()).context("le dossier des lettres ne peut pas être créé")?,
    };
    Ok(Arc::new(Portal {
        db,
        index,
        remembered: Default::default(),
        live: Default::default(),
        measured: Default::default(),
        files: Files::in_folder(&config.media).context("le dossier des fichiers ne peut pas être créé")?,
        reader: DocumentReader::ours(std::env::current_exe().context("le système ne dit pas où est ce programme")?),
        mailer,
        clock: Clock::System,
        ids: Ids::Random,
        settings: settings(config, what_for == Use::Demo),
        providers,
        wake: Notify::new(),
    }))
}

fn index(config: &Config, mark: &str, what_for: Use) -> anyhow::Result<Index> {
    if what_for == Use::Command {
        return Index::to_rebuild(&config.index(), mark);
    }
    let (index, opening) = Index::open(&config.index(), mark)?;
    tracing::info!(?opening, "search index opened");
    Ok(index)
}

fn settings(config: &Config, demo: bool) -> Settings {
    Settings {
        public_url: config.url.clone(),
        name: config.name.clone(),
        territory: config.territory.clone(),
        sender: config.sender.email.to_string(),
        quiet: config.quiet.clone(),
        retention: config.retention,
        sender_name: config.sender.name.clone().unwrap_or_else(|| config.name.clone()),
        demo: demo && config.is_on_loopback(),
    }
}

/// The whole router: pages, endpoints, files of the site, and the layers around them; behind proxies of this machine, if any.
///
/// # Errors
/// When the public address has no origin.
pub fn router(portal: Arc<Portal>, site: &Path) -> anyhow::Result<Router> {
    router_behind(portal, site, Proxies::default())
}

/// The same, behind `proxies`.
///
/// # Errors
/// As for [`router`].
pub fn router_behind(portal: Arc<Portal>, site: &Path, proxies: Proxies) -> anyhow::Result<Router> {
    layered(app::routes::routes().merge(endpoints::routes()), portal, site, proxies)
}

/// `routes`, the files of the site, and the layers that all of them pass.
///
/// # Errors
/// As for [`router`].
pub fn around(routes: Router, portal: Arc<Portal>, site: &Path) -> anyhow::Result<Router> {
    layered(routes, portal, site, Proxies::default())
}

fn layered(routes: Router, portal: Arc<Portal>, site: &Path, proxies: Proxies) -> anyhow::Result<Router> {
    let sessions = layers::session::Sessions { assets: Arc::new(assets(site)), portal: portal.clone(), proxies: Arc::new(proxies) };
    let limits = Arc::new(layers::limits::Limits::default());
    let csrf = layers::csrf::layer(&portal.settings)?;
    let dynamic = routes
        .method_not_allowed_fallback(app::outcome::wrong_method)
        .layer(middleware::from_fn(layers::session::stop))
        .layer(middleware::from_fn_with_state(limits, layers::limits::hold))
        .layer(middleware::from_fn(app::outcome::show))
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest).compress_when(worth_compressing()));
    Ok(dynamic
        .merge(site_files(site))
        .layer(csrf)
        .layer(middleware::from_fn(layers::csrf::refuse_unsaid))
        .layer(CatchPanicLayer::custom(app::outcome::panicked))
        .layer(middleware::from_fn(app::outcome::show))
        .layer(middleware::from_fn(layers::headers::add))
        .layer(middleware::from_fn(layers::log::write))
        .layer(middleware::from_fn_with_state(sessions, layers::session::visit)))
}

/// What is compressed: not what was already, and is read in parts.
fn worth_compressing() -> impl Predicate {
    const COMPRESSED: [&str; 6] = [
        "audio/",
        "video/",
        "application/pdf",
        "application/vnd.oasis.opendocument",
        "application/vnd.openxmlformats-officedocument",
        "application/zip",
    ];
    let [sound, video, pdf, document, text, archive] = COMPRESSED.map(NotForContentType::const_new);
    DefaultPredicate::new().and(sound).and(video).and(pdf).and(document).and(text).and(archive)
}

/// Hashed files are kept for good; the others are asked for again after a week. A file that is not there may be a moment later: that
/// it is missing is not kept.
fn site_files(site: &Path) -> Router {
    let folder = |name: &str| ServeDir::new(site.join(name)).precompressed_br().precompressed_gzip();
    let keep = |value: &'static str| {
        let is_there = |status: StatusCode| status.is_success() || status == StatusCode::NOT_MODIFIED;
        let kept = move |response: &Response| is_there(response.status()).then(|| HeaderValue::from_static(value));
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, kept)
    };
    let hashed = Router::new().nest_service("/pkg", folder("pkg")).layer(keep("public, max-age=31536000, immutable"));
    let fonts = Router::new().nest_service("/fonts", folder("fonts")).layer(keep("public, max-age=604800"));
    let mut plain = Router::new();
    for file in ["favicon.svg", "partage.png", "site.webmanifest", "icon-192.png", "icon-512.png", "apple-touch-icon.png"] {
        plain = plain.route_service(&format!("/{file}"), tower_http::services::ServeFile::new(site.join(file)));
    }
    hashed.merge(fonts).merge(plain.layer(keep("public, max-age=604800")))
}

/// The names that the build gave to style and islands (`hash.txt`), read once.
fn assets(site: &Path) -> Assets {
    let hashes = std::fs::read_to_string(site.join("hash.txt")).unwrap_or_default();
    let hash = |kind: &str| hashes.lines().find_map(|line| line.strip_prefix(&format!("{kind}:"))).map(|hash| hash.trim().to_owned());
    let style = hash("css").map_or_else(|| "/pkg/preau.css".to_owned(), |hash| format!("/pkg/preau.{hash}.css"));
    let islands = leptos::config::LeptosOptions::builder()
        .output_name("preau")
        .site_root(site.display().to_string())
        .hash_files(hash("js").is_some())
        .hash_file(std::sync::Arc::<str>::from(std::path::absolute(site.join("hash.txt")).unwrap_or_default().display().to_string()))
        .build();
    let demo = CAST.map(|person| DemoPerson { key: person.key, name: person.name, presented_as: person.presented_as });
    Assets { style, islands, demo: demo.to_vec() }
}
