//! A database goes away, or its disk is full, while the portal runs; then all is well again.

use crate::{
    cast::{begun, form, over, settle, teacher},
    harness::{TestPortal, postgres_database},
};
use services::{
    db::Db,
    error::Error,
    projects::{self, SaveMode},
};
use sqlx::AssertSqlSafe;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A wire to the database server that can be cut.
struct Wire {
    /// The database's address, through the wire.
    url: String,
    whole: Arc<AtomicBool>,
    cuts: watch::Sender<u32>,
}

impl Wire {
    async fn to(database: &str) -> Self {
        let mut url: url::Url = database.parse().expect("an address");
        let server = (url.host_str().expect("a host").to_owned(), url.port().unwrap_or(5432));
        let door = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = door.local_addr().expect("an address").port();
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(port)).expect("a port");
        let (whole, (cuts, _)) = (Arc::new(AtomicBool::new(true)), watch::channel(0));
        let wire = Self { url: url.into(), whole: whole.clone(), cuts: cuts.clone() };
        tokio::spawn(async move {
            while let Ok((mut near, _)) = door.accept().await {
                if !whole.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(mut far) = TcpStream::connect(&server).await else { continue };
                let mut cut = cuts.subscribe();
                tokio::spawn(async move {
                    tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        wire
    }

    fn cut(&self) {
        self.whole.store(false, Ordering::SeqCst);
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    fn mend(&self) {
        self.whole.store(true, Ordering::SeqCst);
    }
}

mod postgres {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn that_goes_away_is_told_and_what_was_typed_is_kept_once_it_is_back() {
        let wire = Wire::to(&postgres_database().await).await;
        let portal = TestPortal::at(&wire.url).await;
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Le premier texte")).await;
        wire.cut();
        let typed = over(saved.version, form("Radio", "Le deuxième"));
        for _ in 0..3 {
            let answer = projects::save(&author, &saved.slug, &typed, SaveMode::Kept).await;
            assert!(matches!(&answer, Err(Error::Unavailable { retry, .. }) if !retry.is_zero()), "{answer:?}");
            let answer = projects::open(&author, &saved.slug).await;
            assert!(matches!(answer, Err(Error::Unavailable { .. })), "{answer:?}");
        }
        wire.mend();
        let again = projects::save(&author, &saved.slug, &typed, SaveMode::Kept).await.expect("the same form is kept");
        assert_eq!(again.version, 2, "nothing was half done meanwhile");
        let (project, _) = projects::open_to_edit(&author, &saved.slug).await.expect("the project");
        assert_eq!(project.draft.body, "Le deuxième");
    }
}

/// On a full disk SQLite gives the whole transaction up, whichever statement it is at; the connection must not be lost with it.
#[tokio::test]
async fn a_disk_that_was_full_takes_everything_again_whatever_it_failed_at() {
    let portal = TestPortal::sqlite().await;
    settle(&portal).await;
    let Db::Sqlite { write, .. } = &portal.portal.db else { panic!("this one is a file") };
    let author = portal.cx(teacher());
    for (round, letters) in [200, 4_000, 12_000, 25_000, 40_000, 59_000].into_iter().enumerate() {
        let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(write).await.expect("a count");
        sqlx::query(AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"))).execute(write).await.expect("no page more");
        let long = form(&format!("Radio {round}"), &"é".repeat(letters));
        // Until what is left of the last page is used up.
        let mut refused = projects::start(&author, &long, SaveMode::Kept).await;
        while refused.is_ok() {
            refused = projects::start(&author, &long, SaveMode::Kept).await;
        }
        assert!(matches!(refused, Err(Error::Unavailable { .. })), "{refused:?}");
        sqlx::query("PRAGMA max_page_count = 1000000").execute(write).await.expect("room again");
        projects::start(&author, &long, SaveMode::Kept).await.expect("kept");
    }
}
