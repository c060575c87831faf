//! `preau demo`: fills a demo territory, serves it, and says where and as whom to visit it.

use super::reindex::bar;
use crate::{
    config::Config,
    wiring::{self, Use},
};
use anyhow::bail;
use clap::Args;
use sample::{Filled, Filling, cast::CAST, fill};
use services::cx::Portal;
use std::{path::PathBuf, sync::Arc};

#[derive(Clone, Debug, Args)]
pub(super) struct DemoArgs {
    /// Remplit sans servir
    #[arg(long)]
    seed_only: bool,
    /// Écrit chaque projet autant de fois, pour les mesures [par défaut : 1]
    #[arg(long, default_value_t = 1, hide_default_value = true, value_name = "N")]
    times: usize,
    /// Dossier des données [par défaut : data]
    #[arg(long, value_name = "DOSSIER")]
    data: Option<PathBuf>,
}

/// Fills, then serves.
///
/// # Errors
/// When the public address, or the one that is listened at, is not this machine's: the demo lets anyone in as anyone.
pub(super) async fn run(config: Config, args: &DemoArgs) -> anyhow::Result<()> {
    let config = args.data.clone().map_or_else(|| config.clone(), |data| config.in_folder(data));
    if let Some(elsewhere) = elsewhere(&config) {
        bail!("la démonstration laisse entrer n’importe qui\u{a0}: elle n’est servie que sur cette machine (127.0.0.1), pas à {elsewhere}");
    }
    if args.seed_only {
        let portal = wiring::portal(&config, Use::Demo).await?;
        seed(&portal, args.times).await?;
        portal.db.close().await;
        return Ok(());
    }
    let listener = super::serve::listen(&config).await?;
    let portal = wiring::portal(&config, Use::Demo).await?;
    seed(&portal, args.times).await?;
    present(&config);
    super::serve::until_stopped(&config, portal, listener).await
}

/// The address at which others would reach it, if there is one.
fn elsewhere(config: &Config) -> Option<String> {
    match () {
        () if !config.is_on_loopback() => Some(config.url.to_string()),
        () if !config.addr.ip().is_loopback() => Some(config.addr.to_string()),
        () => None,
    }
}

async fn seed(portal: &Arc<Portal>, times: usize) -> anyhow::Result<()> {
    let bar = bar("images et projets de démonstration");
    let filling = Filling { times, ..Filling::default() };
    let filled = fill(portal, filling, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    match filled {
        Filled::Made(projects) => println!("Le territoire de démonstration est prêt : {projects} projets."),
        Filled::AlreadyThere => println!("Le territoire de démonstration est déjà là ; il est gardé comme il est."),
    }
    Ok(())
}

fn present(config: &Config) {
    println!("\n  Préau est à l’adresse  {}\n", config.url);
    println!("  Connectez-vous depuis {}connexion comme :", config.url);
    for person in CAST {
        println!("    {:<12} {}, {}", person.key, person.name, person.presented_as);
    }
    println!("\n  Ctrl-C pour arrêter.\n");
}
