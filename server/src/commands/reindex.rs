//! `preau reindex`: makes the search index anew from the database.

use crate::{config::Config, wiring};
use indicatif::{ProgressBar, ProgressStyle};
use services::{cx::Cx, search};

/// Reindexes, with a progress bar.
///
/// # Errors
/// When the database or the index cannot be opened: a server that is running holds the index; it is asked to be stopped first.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let portal = wiring::portal(config, false).await?;
    let cx = Cx::system(portal.clone(), "preau reindex");
    let bar = bar("projets indexés");
    let done = search::rebuild(&cx, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    println!("L’index est refait : {done} projets.");
    portal.db.close().await;
    Ok(())
}

/// A progress bar on standard error; nothing when nobody looks.
pub(super) fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {what} ({{elapsed}})")) {
        bar.set_style(style);
    }
    bar
}
