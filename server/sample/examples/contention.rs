//! What `cargo xtask bench` measures of trainings: places asked for at once by two processes, and a month full of sessions.
//!
//! `run URL PEOPLE SEATS` has as many people ask for a place in one session as fast as the database lets them, then as many bare
//! transactions at one row, the limit of any such thing; prints both as JSON. `month URL SESSIONS MONTH` fills a month.

mod support {
    pub mod portal;
    pub mod processes;
}

use anyhow::{anyhow, bail, ensure};
use domain::{
    access::Role,
    ids::{AccountId, SessionId},
    training::{SessionForm, SessionMove, Standing, TrainingForm},
};
use services::{cx::Cx, training};
use support::{
    portal::{member, portal, someone},
    processes::{Process, accounts, at_once, bare, part, spread},
};

/// How many of one process ask at once.
const AT_ONCE: usize = 32;
/// The least change there is.
const BARE: &str = "UPDATE training_calendar SET changes = changes + 1";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", url, people, seats] => run(url, people.parse()?, seats).await,
        ["ask", url, session, asking @ ..] => ask(url, session.parse()?, &accounts(asking)?).await,
        ["month", url, sessions, month] => fill(url, sessions.parse()?, month).await,
        _ => bail!("contention run URL PEOPLE SEATS, or contention month URL SESSIONS MONTH"),
    }
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
    SessionForm::read(pairs).map_err(|problems| anyhow!("{problems:?}"))
}

/// The whole run: the parent settles, its children ask.
async fn run(url: &str, people: usize, seats: &str) -> anyhow::Result<()> {
    let portal = portal(url).await?;
    let system = Cx::system(portal.clone(), "the bench");
    let cx = system.as_viewer(member(AccountId::new(1), Role::Animator));
    let id = open(&cx, "Contention", &[session("2099-12-02", "14:00", "17:00", seats)?]).await?.remove(0);
    let mut accounts = Vec::new();
    for number in 0..people {
        accounts.push(someone(&system, &number.to_string(), &format!("Personne {number}"), Role::Teacher).await?);
    }
    let mut children = Process::start_all(&["ask".to_owned(), url.to_owned(), id.to_string()], &accounts)?;
    let asked = at_once(&mut children)?;
    let bare = at_once(&mut children)?;
    let desk = training::session_desk(&cx, id).await?;
    let standing = |wanted| desk.participants.iter().filter(|known| known.registration.standing == wanted).count();
    let (registered, waiting) = (standing(Standing::Registered), standing(Standing::Waiting));
    ensure!(registered.to_string() == seats && registered + waiting == people, "{registered} in, {waiting} wait, of {people}");
    for child in children {
        child.end()?;
    }
    println!("{{\"people\":{people},\"asked_s\":{},\"bare_s\":{}}}", asked.as_secs_f64(), bare.as_secs_f64());
    Ok(())
}

/// A child: asks for a place for each account, then does as many bare transactions, each part when it is told to.
async fn ask(url: &str, session: i64, accounts: &[AccountId]) -> anyhow::Result<()> {
    let (portal, session) = (portal(url).await?, SessionId::new(session));
    let mut told = std::io::stdin().lines();
    let system = Cx::system(portal.clone(), "the bench");
    let asking = spread(accounts, AT_ONCE, |account| {
        let cx = system.as_viewer(member(account, Role::Teacher));
        async move { training::register(&cx, session).await.map(drop).map_err(|error| anyhow!("{error:?}")) }
    });
    part(&mut told, asking).await?;
    let changing = spread(accounts, AT_ONCE, |_| {
        let db = portal.db.clone();
        async move { bare(&db, BARE).await }
    });
    part(&mut told, changing).await
}

/// Fills `month` (`2026-12`) with sessions, of ten trainings, from the first to the twenty-eighth.
async fn fill(url: &str, sessions: usize, month: &str) -> anyhow::Result<()> {
    let portal = portal(url).await?;
    let cx = Cx::system(portal, "the bench").as_viewer(member(AccountId::new(1), Role::Animator));
    for number in 0..10 {
        let forms = (0..sessions / 10)
            .map(|place| session(&format!("{month}-{:02}", place % 28 + 1), "09:00", "12:00", "20"))
            .collect::<Result<Vec<_>, _>>()?;
        open(&cx, &format!("Formation {number}"), &forms).await?;
    }
    Ok(())
}
