//! `preau read-document`: the text of a document that people sent, read in a process that a file made to harm may ruin.
//!
//! It hears the document on its standard input and says its text on its standard output; it opens nothing, and has little memory and time.
//! Exit codes: 0 read · 1 cannot be read · 4 the machine failed. One that takes more than it may is killed by the system.

use clap::Args;
use domain::media::Format;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use services::media;
use std::{
    fs,
    io::{self, Read, Write},
    process::ExitCode,
};

const MEGABYTE: u64 = 1024 * 1024;

#[derive(Clone, Copy, Debug, Args)]
pub(super) struct ReadArgs {
    /// Format du document : pdf, odt, ods, odp, docx
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// Secondes de calcul, au plus
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    seconds: u64,
    /// Mégaoctets de mémoire, au plus, en plus de ce que prend le programme
    #[arg(long, value_name = "N", default_value_t = 1024, hide_default_value = true)]
    megabytes: u64,
}

/// Reads; says how it ended.
pub(super) fn run(args: &ReadArgs) -> ExitCode {
    match read(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("preau\u{a0}: le document n’est pas lu : il est abîmé, protégé, trop lourd, ou n’est pas de ce format");
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("preau\u{a0}: le document n’a pas pu être lu ({error})");
            ExitCode::from(4)
        }
    }
}

/// Whether the document could be read; then its text was said.
fn read(args: &ReadArgs) -> io::Result<bool> {
    limit(args)?;
    let most = args.format.max_bytes();
    let mut bytes = Vec::new();
    io::stdin().lock().take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Ok(false);
    }
    let Ok(text) = media::read_document(args.format, bytes) else { return Ok(false) };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(true)
}

/// Gives away what a document does not need: from here on there is no way back.
fn limit(args: &ReadArgs) -> io::Result<()> {
    // The system warns first (SIGXCPU), and kills a little later.
    set(Resource::Cpu, args.seconds, args.seconds.saturating_add(5))?;
    let memory = args.megabytes.saturating_mul(MEGABYTE).saturating_add(taken());
    set(Resource::As, memory, memory)?;
    // What it has in memory is people's: it is written down nowhere.
    set(Resource::Core, 0, 0)?;
    // The three standard streams are open: nothing else ever is.
    set(Resource::Nofile, 3, 3)
}

/// The addresses that the program itself takes, in bytes; none where the system does not say (Linux does).
fn taken() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0).saturating_mul(1024)
}

/// Sets a limit, or leaves a stricter one.
fn set(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    let within = |limit: u64| getrlimit(resource).maximum.map_or(limit, |set| set.min(limit));
    setrlimit(resource, Rlimit { current: Some(within(soft)), maximum: Some(within(hard)) })?;
    Ok(())
}
