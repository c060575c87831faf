//! Program `preau`: reads what is asked on the command line and does it.

use clap::Parser;
use server::commands::{self, Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("preau : le système ne donne pas de fils d’exécution ({error})");
            return ExitCode::from(1);
        }
    };
    runtime.block_on(commands::run(cli))
}
