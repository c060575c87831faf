//! What `cargo xtask bench` measures of discussions: fifty people, in two processes, who write in one topic at once, and what readers wait
//! for meanwhile.
//!
//! `run URL EACH` has each of them write so many messages as fast as the database lets them, then as many bare transactions at one row, the
//! limit of any such thing; all the while, pages of a topic of a thousand messages are read. Prints what it took as JSON. It fails unless
//! each message is there once, and their numbers have no gap.

mod support {
    pub mod portal;
    pub mod processes;
}

use anyhow::{Context, anyhow, bail, ensure};
use domain::{
    access::Role,
    discussions::{PAGE, PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{AccountId, TopicId},
};
use services::{
    cx::Cx,
    db::{Db, Rd},
    discussions::{self, Where},
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use support::{
    portal::{self, member, portal},
    processes::{Process, accounts, at_once, bare, now, part, spread},
};

/// How many write at once, in all processes.
const WRITERS: usize = 50;
/// How many read meanwhile.
const READERS: usize = 2;
/// How many messages the topic has that they read.
const LONG: u32 = 1_000;
/// How long each looks at a page.
const LOOKED_AT: Duration = Duration::from_millis(20);
/// What a message says: a few lines, as people write them.
const BODY: &str = "Nous l’avons essayé **deux fois** cette semaine, avec douze tablettes pour vingt-six élèves.\n\n\
- La première séance a duré trop longtemps\u{a0}: il a fallu charger, ouvrir, attendre.\n\
- La seconde a tenu en quarante minutes, parce que deux élèves avaient tout préparé.\n\n\
Ce qui a aidé\u{a0}: un sablier, une consigne par carte, et le droit de se tromper.";

/// The least change there is.
const BARE: &str = "UPDATE discussion_setting SET read_first = read_first WHERE id = 1";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", url, each] => run(url, each.parse()?).await,
        ["write", url, topic, each, writing @ ..] => write(url, topic.parse()?, each.parse()?, &accounts(writing)?).await,
        _ => bail!("posting run URL EACH"),
    }
}

/// Someone of this run's own.
async fn someone(system: &Cx, name: &str, role: Role) -> anyhow::Result<AccountId> {
    portal::someone(system, &format!("posting-{}-{name}", std::process::id()), name, role).await
}

/// A message, and the mark that tells its sending from any other.
fn message(body: &str, mark: &str) -> anyhow::Result<PostForm> {
    PostForm::read([("body", body), ("sent", mark)]).map_err(|problems| anyhow!("{problems:?}"))
}

fn mark(account: AccountId, number: u32) -> String {
    format!("w{account}n{number}")
}

/// A space, the topic that is written in, and a long one that is read.
async fn settle(animator: &Cx) -> anyhow::Result<(TopicId, TopicId)> {
    let access = SpaceAccess { public: false, read: Vec::new(), post: vec![Role::Teacher], communes: Vec::new() };
    let form = SpaceForm { name: "Mesures".into(), summary: "Pour mesurer.".into(), access, takes_needs: false };
    let slug = discussions::make_space(animator, &form).await?;
    let spaces = vec![discussions::space(animator, &slug).await?.id];
    let mut opened = Vec::new();
    for title in ["On écrit", "On lit"] {
        let post = message(BODY, "")?;
        let form = TopicForm { title: title.into(), kind: TopicKind::Talk, tags: Vec::new(), spaces: spaces.clone(), opens: None, post };
        opened.push(discussions::open_topic(animator, &form, None).await?.0);
    }
    let [written, read] = opened.as_slice() else { bail!("two topics were opened") };
    for _ in 1..LONG {
        discussions::reply(animator, *read, &message(BODY, "")?).await?;
    }
    Ok((*written, *read))
}

/// The whole run: the parent settles and reads, its children write.
async fn run(url: &str, each: u32) -> anyhow::Result<()> {
    let portal = portal(url).await?;
    let system = Cx::system(portal.clone(), "the bench");
    let animator = system.as_viewer(member(someone(&system, "animatrice", Role::Animator).await?, Role::Animator));
    let (topic, long) = settle(&animator).await?;
    let mut accounts = Vec::new();
    for number in 0..WRITERS {
        accounts.push(someone(&system, &number.to_string(), Role::Teacher).await?);
    }
    let words = ["write".to_owned(), url.to_owned(), topic.to_string(), each.to_string()];
    let mut children = Process::start_all(&words, &accounts)?;
    let reader = system.as_viewer(member(*accounts.first().context("there are writers")?, Role::Teacher));
    let (wrote, mut pages) = meanwhile(&mut children, &reader, long).await?;
    let (bare, _) = meanwhile(&mut children, &reader, long).await?;
    for child in children {
        child.end()?;
    }
    check(&portal.db, topic, &accounts, each).await?;
    pages.sort_unstable();
    println!(
        "{{\"messages\":{},\"wrote_s\":{},\"bare_s\":{},\"pages\":{},\"p50_ms\":{},\"p99_ms\":{}}}",
        accounts.len() * each as usize,
        wrote.as_secs_f64(),
        bare.as_secs_f64(),
        pages.len(),
        percentile(&pages, 50)?,
        percentile(&pages, 99)?
    );
    Ok(())
}

/// In milliseconds, of what is sorted.
fn percentile(took: &[Duration], percent: usize) -> anyhow::Result<f64> {
    let at = took.get(took.len() * percent / 100).context("no page was read")?;
    Ok(at.as_secs_f64() * 1_000.0)
}

/// Has every child do its next part while pages are read: how long it took, and how long each page did.
async fn meanwhile(children: &mut [Process], reader: &Cx, long: TopicId) -> anyhow::Result<(Duration, Vec<Duration>)> {
    let over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..READERS).map(|_| tokio::spawn(read(reader.clone(), long, over.clone()))).collect();
    let took = tokio::task::block_in_place(|| at_once(children))?;
    over.store(true, Ordering::Relaxed);
    let mut pages = Vec::new();
    for reader in readers {
        pages.extend(reader.await??);
    }
    Ok((took, pages))
}

/// Reads one page of a topic after the other, until it is `over`; how long each took.
async fn read(cx: Cx, topic: TopicId, over: Arc<AtomicBool>) -> anyhow::Result<Vec<Duration>> {
    let mut took = Vec::new();
    for page in (1..=LONG / PAGE).cycle() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let began = now();
        let seen = discussions::topic(&cx, topic, Where::Page(page)).await?;
        took.push(began.elapsed());
        ensure!(seen.page == page && seen.posts.len() == PAGE as usize, "page {page} has {} messages", seen.posts.len());
        tokio::time::sleep(LOOKED_AT).await;
    }
    Ok(took)
}

/// Each message is there once, and the numbers go from 1 on without a gap.
async fn check(db: &Db, topic: TopicId, accounts: &[AccountId], each: u32) -> anyhow::Result<()> {
    const SQL: &str = "SELECT position, sent FROM post WHERE topic_id = $1 ORDER BY position";
    type Row = (Option<i64>, Option<String>);
    let rows: Vec<Row> = match db.read().await? {
        Rd::Sqlite(mut conn) => sqlx::query_as::<sqlx::Sqlite, Row>(SQL).bind(topic.get()).fetch_all(&mut *conn).await?,
        Rd::Postgres(mut conn) => sqlx::query_as::<sqlx::Postgres, Row>(SQL).bind(topic.get()).fetch_all(&mut *conn).await?,
    };
    let expected: BTreeSet<String> = accounts.iter().flat_map(|account| (0..each).map(move |number| mark(*account, number))).collect();
    // The first message is the topic's own.
    ensure!(rows.len() == expected.len() + 1, "{} messages for {}", rows.len(), expected.len() + 1);
    ensure!(rows.iter().zip(1..).all(|((position, _), number)| *position == Some(number)), "the numbers have a gap");
    let there: BTreeSet<String> = rows.into_iter().filter_map(|(_, sent)| sent).collect();
    ensure!(there == expected, "not every message is there");
    Ok(())
}

/// A child: each account writes its messages, then does as many bare transactions, each part when it is told to.
async fn write(url: &str, topic: i64, each: u32, accounts: &[AccountId]) -> anyhow::Result<()> {
    let (portal, topic) = (portal(url).await?, TopicId::new(topic));
    let mut told = std::io::stdin().lines();
    let system = Cx::system(portal.clone(), "the bench");
    let writing = spread(accounts, WRITERS, |account| {
        let cx = system.as_viewer(member(account, Role::Teacher));
        async move {
            for number in 0..each {
                let form = message(BODY, &mark(account, number))?;
                discussions::reply(&cx, topic, &form).await.map_err(|error| anyhow!("{error:?}"))?;
            }
            anyhow::Ok(())
        }
    });
    part(&mut told, writing).await?;
    let changing = spread(accounts, WRITERS, |_| {
        let db = portal.db.clone();
        async move {
            for _ in 0..each {
                bare(&db, BARE).await?;
            }
            anyhow::Ok(())
        }
    });
    part(&mut told, changing).await
}
