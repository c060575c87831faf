//! `cargo xtask search-speed`: what the index costs and how fast it answers at several sizes, in two tables of Markdown.

use super::page;
use crate::{
    machine::{self, cargo, say},
    place,
};
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;
use std::{fmt::Write, process::Command};

/// What was asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// How many documents the index holds; several sizes, one after the other
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000, 500_000])]
    documents: Vec<u32>,
    /// Write the tables into docs/search.md, between its marks
    #[arg(long)]
    write: bool,
    /// Measure what was built last, without building it again
    #[arg(long)]
    built: bool,
}

/// What holds for a page of results at a hundred thousand documents, with rights, counts and snippets; for a suggestion; and from a commit to its
/// being found: all in milliseconds, for 99 in a hundred.
const PAGE_MS: f64 = 20.0;
const SUGGESTION_MS: f64 = 30.0;
const FOUND_MS: f64 = 1_000.0;

/// Builds the example, runs it at each size in a process of its own, prints the tables.
///
/// # Errors
/// When the example cannot be built or run, or answers something else.
pub fn run(asked: &Asked) -> Result<()> {
    // Beside the program: by itself it would ask for other features of what both are made of, and have all of it made again.
    let both = ["-p", "server", "-p", "sample", "--bin", "preau", "--example", "finding"];
    if !asked.built {
        machine::run(cargo().args(["build", "--quiet", "--release"]).args(both))?;
    }
    let mut sizes = Vec::new();
    for documents in &asked.documents {
        say(&format!("an index of {documents} documents"));
        let folder = tempfile::Builder::new().prefix("preau-finding-").tempdir()?;
        let example = place::program(true).with_file_name("examples").join("finding");
        let told = machine::output(Command::new(example).arg(folder.path()).arg(documents.to_string()))?;
        sizes.push(serde_json::from_str::<Value>(told.trim()).context("what the example says is not JSON")?);
    }
    let tables = tables(&sizes)?;
    println!("{tables}");
    if asked.write { page::put("speed", &tables) } else { Ok(()) }
}

fn number(value: &Value, key: &str) -> Result<f64> {
    value[key].as_f64().with_context(|| format!("the example says no {key}"))
}

fn tables(sizes: &[Value]) -> Result<String> {
    let mut text = format!("Measured on {}.\n\n", machine::utc("%Y-%m-%d")?);
    text.push_str("| documents | indexed per second | per second of CPU | on disk | memory, at rest / after all queries | commit to found, p50 / p99 / worst |\n");
    text.push_str("|---:|---:|---:|---:|---:|---:|\n");
    for size in sizes {
        let late = &size["late"];
        let documents = number(size, "documents")?;
        writeln!(
            text,
            "| {documents} | {:.0} | {:.0} | {:.1} MB | {:.0} / {:.0} MB | {:.0} / {} / {:.0} ms |",
            documents / number(size, "made_s")?,
            documents / number(size, "made_cpu_s")?.max(0.01),
            number(size, "size_mb")?,
            number(size, "resting_mb")?,
            number(size, "resident_mb")?,
            number(late, "p50_ms")?,
            judged(number(late, "p99_ms")?, FOUND_MS),
            number(late, "worst_ms")?,
        )?;
    }
    text.push_str("\n| query, p50 / p99 in ms |");
    for size in sizes {
        write!(text, " {} |", number(size, "documents")?)?;
    }
    text.push_str("\n|---|");
    text.push_str(&"---:|".repeat(sizes.len()));
    text.push('\n');
    let rows = sizes.first().and_then(|size| size["queries"].as_array()).context("no queries")?;
    for (at, row) in rows.iter().enumerate() {
        let name = row["name"].as_str().context("a query without a name")?;
        write!(text, "| {name} |")?;
        for size in sizes {
            let query = &size["queries"][at];
            ensure!(query["name"].as_str() == Some(name), "the sizes asked other queries");
            let limit = if name.starts_with("suggestions") { SUGGESTION_MS } else { PAGE_MS };
            write!(text, " {:.2} / {} |", number(query, "p50_ms")?, judged(number(query, "p99_ms")?, limit))?;
        }
        text.push('\n');
    }
    Ok(text)
}

/// A figure, in bold when it is over its limit.
fn judged(figure: f64, limit: f64) -> String {
    if figure > limit { format!("**{figure:.1}, over {limit}**") } else { format!("{figure:.1}") }
}
