//! What `cargo xtask search-quality` measures: how well the queries of `search/judged.toml` are answered over the demo, by Préau, by
//! PostgreSQL's own French full-text search, and by SQLite's FTS5.
//!
//! `quality DATABASE [--verbose]` fills the demo into a database that is empty, asks each engine each query, and prints a table in
//! Markdown; with `--verbose`, what Préau answers worst is told on standard error. PostgreSQL is where `PREAU_TEST_POSTGRES` says; nothing
//! is left there.
//!
//! Everyone is asked as the portal itself, which may read everything: the rivals, who know no rights, are given the same documents. They
//! get every help that they have: see `rivals`.

mod rivals;

#[path = "../support/portal.rs"]
#[expect(dead_code, reason = "nobody signs in")]
mod portal;

use anyhow::{Context, bail};
use domain::{search::Thing, time::Timestamp};
use rivals::{Postgres, Sqlite};
use sample::{
    Filling,
    quality::{Engine, Figures, Judged, judged, preau, table},
};
use services::{
    cx::{Cx, Portal},
    index::Document,
    outside::Clock,
    search,
};
use std::{collections::BTreeMap, sync::Arc};

/// The day of the demo: its trainings and its talks are counted from it.
const TODAY: &str = "2026-11-23T09:00";
/// How many of the worst answers are told.
const WORST: usize = 60;
/// How much of a title tells what it is.
const TITLE: usize = 60;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let verbose = match args.as_slice() {
        [_] => false,
        [_, flag] if flag == "--verbose" => true,
        _ => bail!("quality DATABASE [--verbose]"),
    };
    let portal = demo(args.first().context("a database")?).await?;
    let cx = Cx::system(portal, "measuring the search");
    let documents = search::readable_documents(&cx).await?;
    let judged = judged(&documents)?;
    let mut answers = Vec::with_capacity(judged.len());
    for query in &judged {
        answers.push(preau(&cx, &query.words).await?);
    }
    let ours = Engine { name: "Préau".into(), figures: Some(figures(&judged, &answers)) };
    let rivals = [postgres(&judged, &documents).await?, sqlite(&judged, &documents).await?];
    println!(
        "{} queries over the {} documents of the demo, read by the portal itself; in each cell {}.\n",
        judged.len(),
        documents.len(),
        Figures::NAMES.join(" · ")
    );
    print!("{}", table(&judged, &ours, &rivals));
    if verbose {
        tell_worst(&judged, &answers, &documents);
    }
    Ok(())
}

/// The demo, without pictures, its index filled.
async fn demo(url: &str) -> anyhow::Result<Arc<Portal>> {
    let mut portal = portal::portal(url).await?;
    let today = Timestamp::from_paris(TODAY).context("the day is one")?;
    Arc::get_mut(&mut portal).context("nobody else holds the portal yet")?.clock = Clock::fixed(today);
    sample::fill(&portal, Filling { times: 1, picture_width: None }, |_, _| ()).await?;
    search::catch_up(&portal).await?;
    Ok(portal)
}

async fn postgres(judged: &[Judged], documents: &[Document]) -> anyhow::Result<Engine> {
    let Ok(url) = std::env::var("PREAU_TEST_POSTGRES") else { return Ok(Engine { name: "PostgreSQL".into(), figures: None }) };
    let mut postgres = Postgres::open(&url, documents).await?;
    let mut answers = Vec::with_capacity(judged.len());
    for query in judged {
        answers.push(postgres.ask(&query.words).await?);
    }
    Ok(Engine { name: postgres.name, figures: Some(figures(judged, &answers)) })
}

async fn sqlite(judged: &[Judged], documents: &[Document]) -> anyhow::Result<Engine> {
    let mut sqlite = Sqlite::open(documents).await?;
    let mut answers = Vec::with_capacity(judged.len());
    for query in judged {
        answers.push(sqlite.ask(&query.words).await?);
    }
    Ok(Engine { name: sqlite.name, figures: Some(figures(judged, &answers)) })
}

fn figures(judged: &[Judged], answers: &[Vec<Thing>]) -> Vec<Figures> {
    judged.iter().zip(answers).map(|(query, answer)| Figures::of(&query.grades, answer)).collect()
}

/// The worst answered queries, the worst first: what came first, and what did not come.
fn tell_worst(judged: &[Judged], answers: &[Vec<Thing>], documents: &[Document]) {
    let titles: BTreeMap<&Thing, String> = documents.iter().map(|document| (&document.thing, title(document))).collect();
    let mut all: Vec<_> = judged.iter().zip(answers).map(|(query, answer)| (Figures::of(&query.grades, answer), query, answer)).collect();
    all.sort_by(|(one, ..), (other, ..)| one.ndcg.total_cmp(&other.ndcg));
    for (figures, query, answer) in all.into_iter().take(WORST) {
        eprintln!("\n{:.3} · {:.3} · {:.0}  {}  « {} »", figures.ndcg, figures.recall, figures.success, query.class.label(), query.words);
        let named = |thing: &Thing| titles.get(thing).map_or("?", String::as_str).to_owned();
        for thing in answer.iter().take(5) {
            eprintln!("  {} {}", query.grades.get(thing).copied().unwrap_or_default(), named(thing));
        }
        let lacks = query.grades.iter().filter(|(thing, grade)| **grade >= 2 && !answer.iter().take(10).any(|found| found == *thing));
        for (thing, grade) in lacks.take(8) {
            eprintln!("  lacks {grade} {}", named(thing));
        }
    }
}

fn title(document: &Document) -> String {
    let said = if document.title.is_empty() { &document.text } else { &document.title };
    format!("{} {}", document.thing, said.chars().take(TITLE).collect::<String>())
}
