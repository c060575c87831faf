//! What `cargo xtask bench` measures of pages that listen (D13): many of them, open at once on one topic.
//!
//! `make DATABASE` makes a topic that everyone reads, and prints its number and the address of its stream. `listen ADDRESS PATH MANY SECONDS`
//! opens as many streams of a server that runs, says `ready`, holds them that long, and prints how many are still open and how many events
//! came in all, as JSON. `say DATABASE TOPIC` writes a message in the topic: as another process would.

use anyhow::{Context, bail, ensure};
use domain::{
    access::{Member, Role, Viewer},
    discussions::{PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::TopicId,
    paths,
};
use services::{
    cx::{Cx, Portal, Settings},
    db::Db,
    discussions,
    files::Files,
    identity::{self, NewPerson, Providers},
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// What an event of a topic holds, and nothing else does.
const EVENT: &[u8] = b"event: topic";

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", database] => make(database).await,
        ["say", database, topic] => say(database, topic.parse()?).await,
        ["listen", address, path, many, seconds] => listen(address, path, many.parse()?, Duration::from_secs(seconds.parse()?)).await,
        _ => bail!("streams make DATABASE, streams say DATABASE TOPIC, or streams listen ADDRESS PATH MANY SECONDS"),
    }
}

/// An animator of the database at `url`.
async fn animator(url: &str) -> anyhow::Result<Cx> {
    let portal = Portal {
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
    };
    let system = Cx::system(Arc::new(portal), "the bench");
    let person = NewPerson {
        provider: "bench".into(),
        subject: "animator".into(),
        name: "Banc d’essai".into(),
        email: None,
        roles: vec![Role::Animator],
        schools: Vec::new(),
        communes: Vec::new(),
    };
    let id = identity::ensure_account(&system, &person).await?;
    let member = Member {
        id,
        name: person.name,
        roles: person.roles,
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        links: Vec::new(),
    };
    Ok(system.as_viewer(Viewer::Member(member)))
}

fn post() -> PostForm {
    PostForm { body: "Pour mesurer.".into(), ..PostForm::default() }
}

async fn make(url: &str) -> anyhow::Result<()> {
    let cx = animator(url).await?;
    let access = SpaceAccess { public: true, post: vec![Role::Teacher], ..SpaceAccess::default() };
    let space = SpaceForm { name: "Banc d’essai".into(), summary: String::new(), access, takes_needs: false };
    let slug = discussions::make_space(&cx, &space).await?;
    let space = discussions::space(&cx, &slug).await?.id;
    let title = "Pages ouvertes".to_owned();
    let form = TopicForm { title, kind: TopicKind::Talk, tags: Vec::new(), spaces: vec![space], opens: None, post: post() };
    let (topic, _) = discussions::open_topic(&cx, &form, None).await?;
    println!("{topic} {}", paths::live(topic, discussions::readable(&cx, topic).await?.seq));
    Ok(())
}

async fn say(url: &str, topic: i64) -> anyhow::Result<()> {
    discussions::reply(&animator(url).await?, TopicId::new(topic), &post()).await?;
    Ok(())
}

async fn listen(address: &str, path: &str, many: usize, time: Duration) -> anyhow::Result<()> {
    let heard = Arc::new(AtomicUsize::new(0));
    let mut streams = JoinSet::new();
    for number in 0..many {
        let stream = open(address, path).await.with_context(|| format!("stream {number}"))?;
        streams.spawn(hear(stream, heard.clone()));
    }
    println!("ready");
    tokio::time::sleep(time).await;
    while let Some(ended) = streams.try_join_next() {
        ended??;
    }
    println!("{{\"open\":{},\"events\":{}}}", streams.len(), heard.load(Ordering::SeqCst));
    Ok(())
}

/// A stream whose head was read.
async fn open(address: &str, path: &str) -> anyhow::Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        ensure!(stream.read_buf(&mut head).await? > 0, "closed before it began");
    }
    ensure!(head.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&head));
    Ok(stream)
}

/// Counts what comes until it ends. An event is far shorter than a packet: it comes whole.
async fn hear(mut stream: TcpStream, heard: Arc<AtomicUsize>) -> anyhow::Result<()> {
    let mut room = [0; 512];
    loop {
        let many = stream.read(&mut room).await?;
        if many == 0 {
            return Ok(());
        }
        let events = room.iter().take(many).copied().collect::<Vec<_>>().windows(EVENT.len()).filter(|part| *part == EVENT).count();
        heard.fetch_add(events, Ordering::SeqCst);
    }
}
