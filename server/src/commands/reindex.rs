//! `preau reindex`: makes the search index anew from the database.

use crate::{
    config::Config,
    wiring::{self, Use},
};
use indicatif::{ProgressBar, ProgressStyle};
use services::{cx::Cx, search};

/// Reindexes, with a progress bar. A server that is running goes on answering from the old index, and takes the new one up within
/// seconds.
///
/// # Errors
/// When the database cannot be read, or the disk refuses; then the old index stays in use.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let portal = wiring::portal(config, Use::Command).await?;
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
