//! From a commit of the database to its being found, while two others search all the time.

use super::portal;
use anyhow::{Context, anyhow};
use domain::{access::Role, projects::ProjectForm, search::Query};
use services::{
    cx::{Cx, Portal},
    index::Index,
    projects::{self, SaveMode},
    search,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How many commits are waited for, and how many people search meanwhile.
const COMMITS: u32 = 100;
const SEARCHING: usize = 2;
/// Between two looks.
const LOOK: Duration = Duration::from_millis(5);
/// Beyond this, something is broken.
const GIVE_UP: Duration = Duration::from_secs(60);

/// Measures it, and says it as JSON.
pub async fn measure(url: &str, index: Index) -> anyhow::Result<String> {
    let mut made = portal::portal(url).await?;
    Arc::get_mut(&mut made).context("a portal of its own")?.index = index;
    let system = Cx::system(made.clone(), "the bench");
    let author = portal::someone(&system, "finding-author", "Alix Martin", Role::Teacher).await?;
    let cx = Cx::new(made.clone(), portal::member(author, Role::Teacher), "the bench");
    let stop = Arc::new(AtomicBool::new(false));
    let follower = tokio::spawn(search::run(made.clone(), std::future::pending()));
    let searching: Vec<_> = (0..SEARCHING).map(|_| tokio::spawn(search_on(made.clone(), stop.clone()))).collect();
    let mut took = Vec::new();
    for number in 0..COMMITS {
        took.push(from_commit_to_found(&cx, number).await?);
    }
    stop.store(true, Ordering::Relaxed);
    let mut searched = 0;
    for task in searching {
        searched += task.await??;
    }
    follower.abort();
    took.sort_unstable();
    let ms = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)].as_secs_f64() * 1_000.0;
    Ok(format!("{{\"searched\":{searched},\"p50_ms\":{:.1},\"p99_ms\":{:.1},\"worst_ms\":{:.1}}}", ms(50), ms(99), ms(100)))
}

async fn from_commit_to_found(cx: &Cx, number: u32) -> anyhow::Result<Duration> {
    let name = format!("Xylo{}", number + 10_000);
    let fields = [("title", name.clone()), ("summary", "Une année en classe.".to_owned())];
    let form = ProjectForm::read(fields.iter().map(|(name, value)| (*name, value.as_str())));
    projects::start(cx, &form, SaveMode::Kept).await.map_err(|error| anyhow!("{error:?}"))?;
    let committed = Instant::now();
    let query = Query { words: name, ..Query::default() };
    loop {
        let found = search::find(cx, &query).await?;
        if found.said == search::Said::default() && found.total == 1 {
            return Ok(committed.elapsed());
        }
        anyhow::ensure!(committed.elapsed() < GIVE_UP, "not found after a minute");
        tokio::time::sleep(LOOK).await;
    }
}

/// Searches without a pause, and says how many times.
async fn search_on(portal: Arc<Portal>, stop: Arc<AtomicBool>) -> anyhow::Result<usize> {
    let cx = Cx::new(portal, domain::access::Viewer::Nobody, "the bench");
    let asked = ["élèves", "robot", "jardin école", "tablette", "écriture", "musique sons"];
    let mut times = 0;
    while !stop.load(Ordering::Relaxed) {
        let query = Query { words: asked[times % asked.len()].to_owned(), ..Query::default() };
        search::find(&cx, &query).await?;
        times += 1;
        tokio::task::yield_now().await;
    }
    Ok(times)
}
