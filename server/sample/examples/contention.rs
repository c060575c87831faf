//! What `cargo xtask bench` measures of trainings: places asked for at once by two processes, and a month full of sessions.
//!
//! `run URL PEOPLE SEATS` has as many people ask for a place in one session as fast as the database lets them, then as many bare
//! transactions at one row, the limit of any such thing; prints both as JSON. `month URL SESSIONS MONTH` fills a month.

use anyhow::{Context, bail, ensure};
use domain::{
    access::{Member, Role, Viewer},
    ids::{AccountId, SessionId},
    training::{SessionForm, SessionMove, TrainingForm},
};
use services::{
    cx::{Cx, Portal, Settings},
    db::{Db, Tx},
    files::Files,
    identity::{self, NewPerson, Providers},
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
    training,
};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// How many of one process ask at once.
const AT_ONCE: usize = 32;
/// How many processes ask.
const PROCESSES: usize = 2;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", url, people, seats] => run(url, people.parse()?, seats).await,
        ["ask", url, session, accounts @ ..] => ask(url, session.parse()?, accounts).await,
        ["month", url, sessions, month] => fill(url, sessions.parse()?, month).await,
        _ => bail!("contention run URL PEOPLE SEATS, or contention month URL SESSIONS MONTH"),
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

fn member(id: i64, role: Role) -> Viewer {
    let id = AccountId::new(id);
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

async fn open(cx: &Cx, title: &str, sessions: &[SessionForm]) -> anyhow::Result<Vec<SessionId>> {
    let slug = training::make(cx, &TrainingForm::read([("title", title), ("summary", "Pour mesurer.")]), None).await?;
    let mut ids = Vec::new();
    for form in sessions {
        let id = training::prepare(cx, &slug, form.clone(), &[]).await?;
        training::move_session(cx, id, SessionMove::Open).await?;
        ids.push(id);
    }
    Ok(ids)
}

fn session(day: &str, from: &str, until: &str, seats: &str) -> anyhow::Result<SessionForm> {
    let pairs = [
        ("mode", "online"),
        ("online", "https://visio.example/x"),
        ("day-1", day),
        ("from-1", from),
        ("until-1", until),
        ("capacity", seats),
    ];
    SessionForm::read(pairs).map_err(|problems| anyhow::anyhow!("{problems:?}"))
}

/// The whole run: the parent settles, its children ask.
async fn run(url: &str, people: usize, seats: &str) -> anyhow::Result<()> {
    let portal = portal(url).await?;
    let system = Cx::system(portal.clone(), "the bench");
    let cx = system.as_viewer(member(1, Role::Animator));
    let id = open(&cx, "Contention", &[session("2099-12-02", "14:00", "17:00", seats)?]).await?.remove(0);
    let mut accounts = Vec::new();
    for number in 0..people {
        let person = NewPerson {
            provider: "bench".into(),
            subject: number.to_string(),
            name: format!("Personne {number}"),
            email: None,
            roles: vec![Role::Teacher],
            schools: Vec::new(),
            communes: Vec::new(),
        };
        accounts.push(identity::ensure_account(&system, &person).await?);
    }
    let mut children =
        (0..PROCESSES).map(|part| Asking::start(url, id, accounts.iter().skip(part).step_by(PROCESSES))).collect::<Result<Vec<_>, _>>()?;
    let asked = at_once(&mut children)?;
    let bare = at_once(&mut children)?;
    let desk = training::session_desk(&cx, id).await?;
    let standing = |wanted| desk.participants.iter().filter(|known| known.registration.standing == wanted).count();
    let (registered, waiting) = (standing(domain::training::Standing::Registered), standing(domain::training::Standing::Waiting));
    ensure!(registered.to_string() == seats && registered + waiting == people, "{registered} in, {waiting} wait, of {people}");
    for child in children {
        child.end()?;
    }
    println!("{{\"people\":{people},\"asked_s\":{},\"bare_s\":{}}}", asked.as_secs_f64(), bare.as_secs_f64());
    Ok(())
}

/// Has every child do its next part, and waits for all.
fn at_once(children: &mut [Asking]) -> anyhow::Result<Duration> {
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

/// A process that asks.
struct Asking {
    child: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Asking {
    fn start<'a>(url: &str, session: SessionId, accounts: impl Iterator<Item = &'a AccountId>) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["ask", url, &session.to_string()]).args(accounts.map(ToString::to_string));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (told, said) = (child.stdin.take().context("a pipe")?, child.stdout.take().context("a pipe")?);
        Ok(Self { child, told, said: BufReader::new(said) })
    }

    /// Until it says that it is ready, or done.
    fn wait(&mut self) -> anyhow::Result<()> {
        let mut line = String::new();
        ensure!(self.said.read_line(&mut line)? > 0, "a process that asks has ended");
        Ok(())
    }

    fn go(&mut self) -> anyhow::Result<()> {
        Ok(writeln!(self.told, "go")?)
    }

    fn end(mut self) -> anyhow::Result<()> {
        drop(self.told);
        ensure!(self.child.wait()?.success(), "a process that asks went wrong");
        Ok(())
    }
}

/// A child: asks for a place for each account, then does as many bare transactions, each part when it is told to.
async fn ask(url: &str, session: i64, accounts: &[&str]) -> anyhow::Result<()> {
    let (portal, session) = (portal(url).await?, SessionId::new(session));
    let accounts: Vec<i64> = accounts.iter().map(|account| account.parse()).collect::<Result<_, _>>()?;
    let mut told = std::io::stdin().lines();
    println!("ready");
    told.next().context("told nothing")??;
    let system = Cx::system(portal.clone(), "the bench");
    spread(&accounts, |account| {
        let cx = system.as_viewer(member(account, Role::Teacher));
        async move { training::register(&cx, session).await.map(drop).map_err(|error| anyhow::anyhow!("{error:?}")) }
    })
    .await?;
    println!("done");
    println!("ready");
    told.next().context("told nothing")??;
    spread(&accounts, |_| {
        let db = portal.db.clone();
        async move { bare(&db).await }
    })
    .await?;
    println!("done");
    Ok(())
}

/// Does `work` for each account, so many at once.
async fn spread<F: Future<Output = anyhow::Result<()>> + Send + 'static>(accounts: &[i64], work: impl Fn(i64) -> F) -> anyhow::Result<()> {
    let mut running = tokio::task::JoinSet::new();
    for account in accounts {
        while running.len() >= AT_ONCE {
            running.join_next().await.context("none runs")???;
        }
        running.spawn(work(*account));
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(())
}

/// The least that a change at one row costs.
async fn bare(db: &Db) -> anyhow::Result<()> {
    const SQL: &str = "UPDATE training_calendar SET changes = changes + 1";
    let mut tx = db.write().await?;
    let changed = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(SQL).execute(&mut **tx).await?.rows_affected(),
        Tx::Postgres(tx) => sqlx::query(SQL).execute(&mut **tx).await?.rows_affected(),
    };
    ensure!(changed == 1, "the row is not there");
    Ok(tx.commit().await?)
}

/// Fills `month` (`2026-12`) with sessions, of ten trainings, from the first to the twenty-eighth.
async fn fill(url: &str, sessions: usize, month: &str) -> anyhow::Result<()> {
    let portal = portal(url).await?;
    let cx = Cx::system(portal, "the bench").as_viewer(member(1, Role::Animator));
    for number in 0..10 {
        let forms = (0..sessions / 10)
            .map(|place| session(&format!("{month}-{:02}", place % 28 + 1), "09:00", "12:00", "20"))
            .collect::<Result<Vec<_>, _>>()?;
        open(&cx, &format!("Formation {number}"), &forms).await?;
    }
    Ok(())
}
