//! What `cargo xtask bench` measures of discussions: fifty people, in two processes, who write in one topic at once, and what readers wait
//! for meanwhile.
//!
//! `run URL EACH` has each of them write so many messages as fast as the database lets them, then as many bare transactions at one row, the
//! limit of any such thing; all the while, pages of a topic of a thousand messages are read. Prints what it took as JSON. It fails unless
//! each message is there once, and their numbers have no gap.

use anyhow::{Context, anyhow, bail, ensure};
use domain::{
    access::{Member, Role, Viewer},
    discussions::{PAGE, PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{AccountId, TopicId},
};
use services::{
    cx::{Cx, Portal, Settings},
    db::{Db, Rd, Tx},
    discussions::{self, Where},
    files::Files,
    identity::{self, NewPerson, Providers},
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How many write at once, in all processes.
const WRITERS: usize = 50;
/// How many processes write.
const PROCESSES: usize = 2;
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

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", url, each] => run(url, each.parse()?).await,
        ["write", url, topic, each, accounts @ ..] => write(url, topic.parse()?, each.parse()?, accounts).await,
        _ => bail!("posting run URL EACH"),
    }
}

async fn portal(url: &str) -> anyhow::Result<Arc<Portal>> {
    Ok(Arc::new(Portal {
        db: Db::open(url).await?,
        index: Index::in_memory()?,
        remembered: Default::default(),
        live: Default::default(),
        files: Files::in_memory(),
        mailer: Mailer::memory(),
        clock: Clock::System,
        ids: Ids::Random,
        settings: Settings {
            public_url: "http://127.0.0.1:3000/".parse()?,
            name: "Préau".into(),
            territory: String::new(),
            sender: "preau@localhost".into(),
            sender_name: "Préau".into(),
            quiet: domain::time::Quiet::of(domain::time::SchoolZone::A),
            retention: Default::default(),
            demo: false,
        },
        providers: Providers::new(Vec::new())?,
        wake: tokio::sync::Notify::new(),
    }))
}

fn member(id: AccountId, role: Role) -> Viewer {
    Viewer::Member(Member {
        id,
        name: String::new(),
        roles: vec![role],
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        links: Vec::new(),
    })
}

/// Someone of this run's own.
async fn someone(system: &Cx, name: &str, role: Role) -> anyhow::Result<AccountId> {
    let person = NewPerson {
        provider: "bench".into(),
        subject: format!("posting-{}-{name}", std::process::id()),
        name: name.to_owned(),
        email: None,
        roles: vec![role],
        schools: Vec::new(),
        communes: Vec::new(),
    };
    Ok(identity::ensure_account(system, &person).await?)
}

/// A message, and the mark that tells its sending from any other.
fn message(body: &str, mark: &str) -> anyhow::Result<PostForm> {
    PostForm::read([("body", body), ("sent", mark)]).map_err(|problems| anyhow!("{problems:?}"))
}

fn mark(account: i64, number: u32) -> String {
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
    let mut children = (0..PROCESSES)
        .map(|part| Writing::start(url, topic, each, accounts.iter().skip(part).step_by(PROCESSES)))
        .collect::<Result<Vec<_>, _>>()?;
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
async fn meanwhile(children: &mut [Writing], reader: &Cx, long: TopicId) -> anyhow::Result<(Duration, Vec<Duration>)> {
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
    let expected: BTreeSet<String> = accounts.iter().flat_map(|account| (0..each).map(move |number| mark(account.get(), number))).collect();
    // The first message is the topic's own.
    ensure!(rows.len() == expected.len() + 1, "{} messages for {}", rows.len(), expected.len() + 1);
    ensure!(rows.iter().zip(1..).all(|((position, _), number)| *position == Some(number)), "the numbers have a gap");
    let there: BTreeSet<String> = rows.into_iter().filter_map(|(_, sent)| sent).collect();
    ensure!(there == expected, "not every message is there");
    Ok(())
}

/// Has every child do its next part, and waits for all.
fn at_once(children: &mut [Writing]) -> anyhow::Result<Duration> {
    for child in children.iter_mut() {
        child.wait()?;
    }
    let began = now();
    for child in children.iter_mut() {
        child.go()?;
    }
    for child in children.iter_mut() {
        child.wait()?;
    }
    Ok(began.elapsed())
}

#[expect(clippy::disallowed_methods, reason = "what is measured is time")]
fn now() -> Instant {
    Instant::now()
}

/// A process that writes.
struct Writing {
    child: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Writing {
    fn start<'a>(url: &str, topic: TopicId, each: u32, accounts: impl Iterator<Item = &'a AccountId>) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["write", url, &topic.to_string(), &each.to_string()]).args(accounts.map(ToString::to_string));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (told, said) = (child.stdin.take().context("a pipe")?, child.stdout.take().context("a pipe")?);
        Ok(Self { child, told, said: BufReader::new(said) })
    }

    /// Until it says that it is ready, or done.
    fn wait(&mut self) -> anyhow::Result<()> {
        let mut line = String::new();
        ensure!(self.said.read_line(&mut line)? > 0, "a process that writes has ended");
        Ok(())
    }

    fn go(&mut self) -> anyhow::Result<()> {
        Ok(writeln!(self.told, "go")?)
    }

    fn end(mut self) -> anyhow::Result<()> {
        drop(self.told);
        ensure!(self.child.wait()?.success(), "a process that writes went wrong");
        Ok(())
    }
}

/// A child: each account writes its messages, then does as many bare transactions, each part when it is told to.
async fn write(url: &str, topic: i64, each: u32, accounts: &[&str]) -> anyhow::Result<()> {
    let (portal, topic) = (portal(url).await?, TopicId::new(topic));
    let accounts: Vec<i64> = accounts.iter().map(|account| account.parse()).collect::<Result<_, _>>()?;
    let mut told = std::io::stdin().lines();
    println!("ready");
    told.next().context("told nothing")??;
    let system = Cx::system(portal.clone(), "the bench");
    all(&accounts, |account| {
        let cx = system.as_viewer(member(AccountId::new(account), Role::Teacher));
        async move {
            for number in 0..each {
                let form = message(BODY, &mark(account, number))?;
                discussions::reply(&cx, topic, &form).await.map_err(|error| anyhow!("{error:?}"))?;
            }
            anyhow::Ok(())
        }
    })
    .await?;
    println!("done");
    println!("ready");
    told.next().context("told nothing")??;
    all(&accounts, |_| {
        let db = portal.db.clone();
        async move {
            for _ in 0..each {
                bare(&db).await?;
            }
            anyhow::Ok(())
        }
    })
    .await?;
    println!("done");
    Ok(())
}

/// Does `work` for every account at once.
async fn all<F: Future<Output = anyhow::Result<()>> + Send + 'static>(accounts: &[i64], work: impl Fn(i64) -> F) -> anyhow::Result<()> {
    let mut running = tokio::task::JoinSet::new();
    for account in accounts {
        running.spawn(work(*account));
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(())
}

/// The least that a change at one row costs.
async fn bare(db: &Db) -> anyhow::Result<()> {
    const SQL: &str = "UPDATE discussion_setting SET read_first = read_first WHERE id = 1";
    let mut tx = db.write().await?;
    let changed = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(SQL).execute(&mut **tx).await?.rows_affected(),
        Tx::Postgres(tx) => sqlx::query(SQL).execute(&mut **tx).await?.rows_affected(),
    };
    ensure!(changed == 1, "the row is not there");
    Ok(tx.commit().await?)
}
