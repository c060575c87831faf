//! A site of one's own for each test, filled with the demo, and browsers for its people.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::Response,
};
use domain::{
    access::{Member, Role, Viewer},
    projects::ProjectForm,
    time::Timestamp,
};
use http_body_util::BodyExt;
use sample::{
    Filling,
    cast::{Person, TEACHER},
    fill,
};
use scraper::{Html, Selector};
use services::{
    cx::{Cx, Portal, Settings},
    db::Db,
    files::Files,
    identity::{Provider, Providers},
    index::Index,
    live::Live,
    mail::Mailer,
    media::DocumentReader,
    outside::{Clock, Ids},
    projects::{self, SaveMode},
    search,
};
use std::{path::Path, sync::Arc};
use tokio::sync::{Notify, OnceCell};
use tower::ServiceExt;

/// The day on which every test takes place.
pub const TODAY: &str = "2026-11-23T09:00";
/// Where the site says it is.
pub const ORIGIN: &str = "http://127.0.0.1:3000";

/// A demo database, made once per process and copied for each test.
static TEMPLATE: OnceCell<tempfile::TempDir> = OnceCell::const_new();

/// A site of one's own.
pub struct Site {
    pub portal: Arc<Portal>,
    pub router: Router,
    folder: tempfile::TempDir,
}

impl Site {
    /// The demo, without pictures.
    pub async fn open() -> Self {
        Self::at(ORIGIN, Vec::new()).await
    }

    /// The same, where open pages listen to `live`.
    pub async fn listened_to(live: Live) -> Self {
        Self::made(ORIGIN, Vec::new(), live).await
    }

    /// The same at another public address, where people sign in with `providers`.
    pub async fn at(origin: &str, providers: Vec<Provider>) -> Self {
        Self::made(origin, providers, Live::default()).await
    }

    async fn made(origin: &str, providers: Vec<Provider>, live: Live) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy_demo(&folder.path().join("preau.sqlite")).await;
        let mut portal = portal(folder.path(), origin, providers).await;
        Arc::get_mut(&mut portal).expect("nobody else holds this portal yet").live = live;
        search::catch_up(&portal).await.expect("the index is filled");
        let router = server::wiring::router(portal.clone(), folder.path()).expect("a router");
        Self { portal, router, folder }
    }

    /// The folder in which everything lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A browser of nobody's.
    pub fn nobody(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None, links: None }
    }

    /// A browser in which `person` has signed in.
    pub async fn as_(&self, person: Person) -> Browser {
        let mut browser = self.nobody();
        let page = browser.post("/connexion/demo", &[("personne", person.key)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{} signs in", person.key);
        browser.cookie = page.set_cookie("preau");
        assert!(browser.cookie.is_some());
        browser
    }

    /// Has the index and the letters follow what happened.
    pub async fn catch_up(&self) {
        search::catch_up(&self.portal).await.expect("the index follows");
        services::notifications::catch_up(self.portal.clone()).await.expect("the letters follow");
    }

    pub fn system(&self) -> Cx {
        Cx::system(self.portal.clone(), "a test")
    }
}

/// Has someone write a project of their own.
pub async fn write_project(portal: &Arc<Portal>, title: &str) {
    let cx = Cx::system(portal.clone(), "a test");
    let id = services::identity::ensure_account(&cx, &TEACHER.account()).await.expect("an account");
    let writer = Member {
        id,
        name: TEACHER.name.into(),
        roles: vec![Role::Teacher],
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: Vec::new(),
        links: Vec::new(),
    };
    let form = ProjectForm::read([("title", title)]);
    projects::start(&cx.as_viewer(Viewer::Member(writer)), &form, SaveMode::Kept).await.expect("kept");
}

/// Copies the demo's database to `path`, and its files beside it.
pub async fn copy_demo(path: &Path) {
    let template = TEMPLATE.get_or_init(make_template).await;
    std::fs::copy(template.path().join("preau.sqlite"), path).expect("a copy of the demo");
    copy_folder(&template.path().join("media"), &path.parent().expect("a folder").join("media"));
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let copy = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy_folder(&entry, &copy);
        } else {
            std::fs::copy(&entry, &copy).expect("a copy");
        }
    }
}

async fn make_template() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portal = portal(folder.path(), ORIGIN, Vec::new()).await;
    fill(&portal, Filling { times: 1, picture_width: None }, |_, _| ()).await.expect("the demo is filled");
    portal.db.close().await;
    folder
}

pub async fn portal(folder: &Path, origin: &str, providers: Vec<Provider>) -> Arc<Portal> {
    let db = Db::open(&format!("sqlite:{}", folder.join("preau.sqlite").display())).await.expect("a database");
    Arc::new(Portal {
        db,
        index: Index::in_memory().expect("an index"),
        remembered: Default::default(),
        live: Default::default(),
        measured: Default::default(),
        files: Files::in_folder(&folder.join("media")).expect("a folder"),
        reader: DocumentReader::ours(env!("CARGO_BIN_EXE_preau").into()),
        mailer: Mailer::memory(),
        clock: Clock::fixed(Timestamp::from_paris(TODAY).expect("a date")),
        ids: Ids::counted(1_000_000),
        settings: Settings {
            public_url: format!("{origin}/").parse().expect("an address"),
            name: "Préau".into(),
            territory: "Bordeaux Métropole".into(),
            sender: "preau@example.fr".into(),
            sender_name: "Préau".into(),
            quiet: domain::time::Quiet::of(domain::time::SchoolZone::A),
            retention: Default::default(),
            demo: true,
        },
        providers: Providers::new(providers).expect("sound providers"),
        wake: Notify::new(),
    })
}

/// What a person looks at the site with.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    /// The secret links that were opened in it.
    pub links: Option<String>,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// A part of a form with a file.
pub enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, &'a [u8]),
}

impl Browser {
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Request::builder().uri(path).body(Body::empty()).expect("a request")).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request = headers.iter().fold(Request::builder().uri(path), |request, (name, value)| request.header(*name, *value));
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, ORIGIN)
            .body(Body::from(form.finish()));
        self.ask(request.expect("a request")).await
    }

    pub async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Page {
        const BOUNDARY: &str = "----preau";
        let mut body = Vec::new();
        for part in parts {
            body.extend(format!("--{BOUNDARY}\r\n").into_bytes());
            match part {
                Part::Text(name, value) => {
                    body.extend(format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}").into_bytes())
                }
                Part::File(name, file, content) => {
                    let head =
                        format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: image/jpeg\r\n\r\n");
                    body.extend(head.into_bytes());
                    body.extend_from_slice(content);
                }
            }
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header(header::ORIGIN, ORIGIN)
            .body(Body::from(body));
        self.ask(request.expect("a request")).await
    }

    /// Sends any request, with this browser's cookie.
    pub async fn ask(&self, request: Request<Body>) -> Page {
        let (parts, body) = self.begin(request).await.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Page { status: parts.status, headers: parts.headers, bytes }
    }

    /// The same, without waiting for the body of the answer.
    pub async fn begin(&self, mut request: Request<Body>) -> Response {
        if let Some(cookie) = &self.cookie {
            let value = format!("preau={cookie}").parse().expect("a cookie");
            request.headers_mut().append(header::COOKIE, value);
        }
        if let Some(links) = &self.links {
            let value = format!("preau-liens={links}").parse().expect("a cookie");
            request.headers_mut().append(header::COOKIE, value);
        }
        request.headers_mut().entry(header::HOST).or_insert("127.0.0.1:3000".parse().expect("a host"));
        self.router.clone().oneshot(request).await.expect("the router answers")
    }
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The texts of what `selector` selects, spaces folded.
    pub fn select(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).expect("a selector");
        html.select(&selector).map(|found| found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// An attribute of what `selector` selects.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).expect("a selector");
        html.select(&selector).filter_map(|found| found.value().attr(attribute).map(str::to_owned)).collect()
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    pub fn location(&self) -> String {
        self.header("location")
    }

    pub fn set_cookie(&self, name: &str) -> Option<String> {
        let found = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        found
            .filter_map(|line| line.split(';').next())
            .filter_map(|pair| pair.split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.to_owned())
    }
}
