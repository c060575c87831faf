//! What one can ask of the program `preau`. Each command is a file.
//!
//! Exit codes: 0 done · 1 not done, and why · 2 not understood · 3 configuration refused.

mod admin;
mod check;
mod demo;
mod french;
mod import;
mod migrate;
mod read_document;
mod reindex;
mod serve;

pub use french::asked;

use crate::config::Config;
use clap::{ArgAction, Args, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Préau, le portail où se rencontrent les écoles d’un territoire
#[derive(Debug, Parser)]
#[command(name = "preau", version, disable_help_flag = true, disable_version_flag = true)]
#[command(after_help = "Codes de sortie\u{a0}: 0 fait · 1 pas fait, et pourquoi · 2 demande pas comprise · 3 configuration refusée")]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Fichier de configuration [par défaut : preau.toml s’il existe ; variable PREAU_CONFIG]
    #[arg(long, global = true, env = "PREAU_CONFIG", hide_env = true, value_name = "FICHIER")]
    config: Option<PathBuf>,
    /// Dit comment on s’en sert
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Dit la version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sert le portail
    Serve,
    /// Remplit un territoire de démonstration, puis le sert (sur cette machine seulement)
    Demo(demo::DemoArgs),
    /// Met le schéma de la base à jour
    Migrate,
    /// Importe des écoles ou des communes
    Import {
        #[command(subcommand)]
        what: import::What,
    },
    /// Refait l’index de recherche à partir de la base
    Reindex,
    /// Gère les personnes
    Admin {
        #[command(subcommand)]
        what: admin::What,
    },
    /// Vérifie configuration, base, index, fichiers et courrier, et dit quoi faire
    Check {
        #[command(subcommand)]
        what: Option<check::What>,
    },
    /// Lit le texte d’un document, donné sur l’entrée standard (le portail s’appelle ainsi lui-même)
    #[command(hide = true)]
    ReadDocument(read_document::ReadArgs),
}

/// Does what is done without anything of the portal, on this thread alone; says how it ended, or nothing when that is not what was asked.
pub fn run_alone(cli: &Cli) -> Option<ExitCode> {
    match &cli.command {
        Command::ReadDocument(args) => Some(read_document::run(args)),
        _ => None,
    }
}

/// Runs what was asked; says how it ended.
pub async fn run(cli: Cli) -> ExitCode {
    if let Some(code) = run_alone(&cli) {
        return code;
    }
    log_to_stderr();
    let config = match configuration(&cli.options) {
        Ok(config) => config,
        Err(faults) => {
            eprintln!("preau\u{a0}: {faults}");
            return ExitCode::from(3);
        }
    };
    let done = match cli.command {
        Command::Serve => serve::run(&config).await,
        Command::Demo(args) => demo::run(config, &args).await,
        Command::Migrate => migrate::run(&config).await,
        Command::Import { what } => import::run(&config, &what).await,
        Command::Reindex => reindex::run(&config).await,
        Command::Admin { what } => admin::run(&config, &what).await,
        Command::Check { what: None } => check::run(&config).await,
        Command::Check { what: Some(check::What::SignIn) } => check::sign_in(&config).await,
        // Done alone, above.
        Command::ReadDocument(_) => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("preau\u{a0}: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn configuration(options: &Options) -> Result<Config, crate::config::Faults> {
    let default = PathBuf::from("preau.toml");
    let file = options.config.clone().or_else(|| default.is_file().then_some(default));
    Config::load(file.as_deref(), std::env::vars_os())
}

/// The log goes to standard error, as text for a person and as JSON for a machine (`PREAU_LOG=json`).
fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_from_env("RUST_LOG").unwrap_or_else(|_| EnvFilter::new("warn,preau=info,server=info,services=info,app=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::env::var("PREAU_LOG").as_deref() == Ok("json") { log.json().try_init() } else { log.try_init() };
    if let Err(error) = started {
        eprintln!("preau\u{a0}: le journal ne démarre pas ({error})");
    }
}
