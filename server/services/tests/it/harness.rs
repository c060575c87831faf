//! A portal of one's own for each test, on each engine.

use domain::{
    access::{Member, Role, Viewer},
    ids::AccountId,
    territory::Uai,
    time::{Quiet, SchoolZone, Timestamp},
};
use services::{
    cx::{Cx, Portal, Settings},
    db::Db,
    files::Files,
    identity::Providers,
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
};
use sqlx::{Connection, Executor, PgConnection};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use tokio::sync::OnceCell;

/// Defines tests that run on SQLite and on PostgreSQL: `both! { async fn a_true_sentence(portal: TestPortal) { … } }`.
macro_rules! both {
    ($($(#[$with:meta])* async fn $name:ident($portal:ident: TestPortal) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn run($portal: $crate::harness::TestPortal) $body
            $(#[$with])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::harness::TestPortal::sqlite().await).await;
            }
            $(#[$with])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run($crate::harness::TestPortal::postgres().await).await;
            }
        }
    )+};
}
pub(crate) use both;

/// A portal with an empty database, files and index in memory, a clock moved by hand, and ids that count.
pub struct TestPortal {
    pub portal: Arc<Portal>,
    url: String,
    folder: Arc<tempfile::TempDir>,
}

impl TestPortal {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("preau.sqlite").display());
        Self::on(Db::open(&url).await.expect("a database"), url, Arc::new(folder))
    }

    /// # Panics
    /// When there is no PostgreSQL: a test that did not run must not look as if it had.
    pub async fn postgres() -> Self {
        Self::at(&postgres_database().await).await
    }

    /// On a database that is there.
    pub async fn at(url: &str) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        Self::on(Db::connect(url).await.expect("a database"), url.to_owned(), folder)
    }

    /// The same database and the same store opened once more, as by the next process: of what was in memory nothing is left. Time is the
    /// same for both; ids are counted from `first`, which no other process has reached.
    pub async fn reopened(&self, first: i64) -> Self {
        let db = Db::connect(&self.url).await.expect("a database");
        Self::on(db, self.url.clone(), self.folder.clone()).changed(|portal| {
            portal.files = self.portal.files.clone();
            portal.clock = self.portal.clock.clone();
            portal.ids = Ids::counted(first);
        })
    }

    fn on(db: Db, url: String, folder: Arc<tempfile::TempDir>) -> Self {
        let portal = Portal {
            db,
            index: Index::in_memory().expect("an index"),
            remembered: Default::default(),
            live: Default::default(),
            measured: Default::default(),
            files: Files::in_memory(),
            reader: Default::default(),
            mailer: Mailer::memory(),
            providers: Providers::new(Vec::new()).expect("no providers"),
            clock: Clock::fixed(Timestamp::from_paris("2026-11-23T09:00").expect("a date")),
            ids: Ids::counted(1_000),
            settings: Settings {
                public_url: "https://preau.example.fr/".parse().expect("an address"),
                name: "Préau".into(),
                territory: "Bordeaux Métropole".into(),
                sender: "preau@example.fr".into(),
                sender_name: "Préau".into(),
                quiet: Quiet::of(SchoolZone::A),
                retention: Default::default(),
                demo: false,
            },
            wake: tokio::sync::Notify::new(),
        };
        Self { portal: Arc::new(portal), url, folder }
    }

    /// The folder that the portal has on disk: the database lies in it where that is a file.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The same portal with something changed: before anything else holds it.
    pub fn changed(mut self, change: impl FnOnce(&mut Portal)) -> Self {
        change(Arc::get_mut(&mut self.portal).expect("nobody else holds this portal yet"));
        self
    }

    pub fn cx(&self, viewer: Viewer) -> Cx {
        Cx::new(self.portal.clone(), viewer, "test")
    }

    pub fn system(&self) -> Cx {
        Cx::system(self.portal.clone(), "a test")
    }
}

/// A member for rights' sake. `id` must be an account when the test writes.
pub fn member(id: i64, roles: &[Role], schools: &[Uai]) -> Viewer {
    let member = Member {
        id: AccountId::new(id),
        name: format!("Membre {id}"),
        roles: roles.to_vec(),
        schools: schools.to_vec(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: Vec::new(),
        links: Vec::new(),
    };
    Viewer::Member(member)
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A fresh database, copied from a template that was migrated once. The whole server is thrown away by `cargo xtask test`.
pub async fn postgres_database() -> String {
    let server = std::env::var("PREAU_TEST_POSTGRES")
        .expect("no PostgreSQL: run `cargo xtask test`, or set PREAU_TEST_POSTGRES to a server where databases may be made");
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("preau_template_{}", std::process::id());
            create(&server, &name, "").await;
            let db = Db::open(&in_database(&server, &name)).await.expect("a migrated template");
            db.close().await;
            name
        })
        .await;
    let name = format!("preau_test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::SeqCst));
    create(&server, &name, &format!("TEMPLATE {template}")).await;
    in_database(&server, &name)
}

/// Makes a database, in place of one that an earlier process of the same number left.
async fn create(server: &str, name: &str, like: &str) {
    let mut connection = PgConnection::connect(server).await.expect("a PostgreSQL server");
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name} {like}")] {
        connection.execute(sqlx::AssertSqlSafe(sql)).await.expect("a database is made");
    }
}

fn in_database(server: &str, name: &str) -> String {
    let mut url: url::Url = server.parse().expect("an address");
    url.set_path(name);
    url.into()
}
