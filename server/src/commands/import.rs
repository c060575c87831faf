//! `preau import schools FILE`, `preau import communes FILE`: takes official files in, or says what would be done.

mod words;

use super::reindex::bar;
use crate::{
    config::Config,
    wiring::{self, Use},
};
use anyhow::{Context, bail};
use clap::Subcommand;
use domain::problem::Rule;
use services::{
    cx::Cx,
    error::Error,
    territory::{self, CommuneReport, ImportReport, Mode},
};
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum What {
    /// Importe l’annuaire de l’éducation (CSV ; en-têtes de 2022, 2023 et 2026)
    Schools {
        /// Le fichier
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Dit ce qui serait fait, sans rien changer
        #[arg(long)]
        dry_run: bool,
        /// Ferme les écoles absentes du fichier, même si elles sont nombreuses
        #[arg(long)]
        allow_closures: bool,
    },
    /// Importe les communes du territoire (CSV code_insee;nom;population;latitude;longitude, ou GeoJSON)
    Communes {
        /// Le fichier
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Dit ce qui serait fait, sans rien changer
        #[arg(long)]
        dry_run: bool,
    },
}

/// Imports, and prints the report.
///
/// # Errors
/// When the file cannot be read, or is refused as a whole; lines that are refused are listed, and make the exit code 1.
pub(super) async fn run(config: &Config, what: &What) -> anyhow::Result<()> {
    let portal = wiring::portal(config, Use::Command).await?;
    let cx = Cx::system(portal.clone(), "preau import");
    let refused = match what {
        What::Schools { file, dry_run, allow_closures } => schools(&cx, file, *dry_run, *allow_closures).await,
        What::Communes { file, dry_run } => communes(&cx, file, *dry_run).await,
    };
    portal.db.close().await;
    match refused? {
        0 => Ok(()),
        1 => bail!("une ligne a été refusée"),
        many => bail!("{many} lignes ont été refusées"),
    }
}

async fn schools(cx: &Cx, file: &Path, dry_run: bool, allow_closures: bool) -> anyhow::Result<usize> {
    let bytes = read(file)?;
    let mode = match (dry_run, allow_closures) {
        (true, _) => Mode::DryRun,
        (false, true) => Mode::ApplyWithClosures,
        (false, false) => Mode::Apply,
    };
    let bar = bar("lignes");
    let report = territory::import_schools(cx, &bytes, mode, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await;
    bar.finish_and_clear();
    let report: ImportReport = report.map_err(in_french)?;
    print!("{}", words::schools(&report, mode));
    Ok(report.refused.len())
}

async fn communes(cx: &Cx, file: &Path, dry_run: bool) -> anyhow::Result<usize> {
    let mode = if dry_run { Mode::DryRun } else { Mode::Apply };
    let report: CommuneReport = territory::import_communes(cx, &read(file)?, mode).await.map_err(in_french)?;
    print!("{}", words::communes(&report, mode));
    Ok(report.refused.len())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("le fichier {} ne peut pas être lu", file.display()))
}

/// A file that is refused as a whole says why in French; other errors keep their chain for the log.
fn in_french(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(problems) => {
            let said: Vec<_> = problems.iter().map(|problem| explained(&problem.rule)).collect();
            anyhow::anyhow!("{}", said.join("\n"))
        }
        other => other.into(),
    }
}

fn explained(rule: &Rule) -> String {
    let said = app::ui::problems::sentence(rule);
    match rule {
        Rule::TerritoryFile(domain::territory::FileProblem::DoubtfulClosures { .. }) => {
            format!("{said} Si elles sont vraiment fermées, recommencez avec --allow-closures.")
        }
        _ => said,
    }
}
