//! The command line in French: clap knows English only, in its help as in what it says of a call that it does not understand.

use super::Cli;
use clap::{
    Command, CommandFactory, Error, FromArgMatches,
    error::{ContextKind, ErrorKind},
};
use std::process::ExitCode;

const HELP: &str = "{about}\n\nUsage\u{a0}: {usage}\n\n{all-args}{after-help}";

/// What is asked on the command line.
///
/// # Errors
/// How to end, when there is nothing left to do: help or the version was asked for, or the call is not understood. It was said.
pub fn asked() -> Result<Cli, ExitCode> {
    let command = french(Cli::command());
    let read = command.clone().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    read.map_err(|error| said(&error, command))
}

/// `command` and those below it, with headings of ours. Clap puts the colon itself, right after them.
fn french(command: Command) -> Command {
    command
        .help_template(HELP)
        .subcommand_help_heading("Commandes\u{a0}")
        .subcommand_value_name("COMMANDE")
        .disable_help_subcommand(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "Arguments\u{a0}" } else { "Options\u{a0}" };
            arg.help_heading(heading)
        })
        .mut_subcommands(french)
}

/// Says what clap answers instead of matches; how to end.
fn said(error: &Error, command: Command) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Who reads no further (`| head`) has read enough.
            error.print().ok();
        }
        _ => eprintln!("preau\u{a0}: {}", refusal(error, command)),
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// What is wrong, what may have been meant, and how one writes it.
fn refusal(error: &Error, command: Command) -> String {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.map(|kind| named(error, kind)).into_iter().find(|near| !near.is_empty());
    let near = near.map(|near| format!(" Vouliez-vous dire « {near} »\u{202f}?")).unwrap_or_default();
    let mut called = called(command);
    let usage = called.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let name = called.get_bin_name().unwrap_or("preau");
    format!("{}.{near}\n\nUsage\u{a0}: {usage}\n`{name} --help` en dit plus.", fault(error))
}

fn fault(error: &Error) -> String {
    let kinds = [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand, ContextKind::PriorArg];
    let [arg, value, command, prior] = kinds.map(|kind| named(error, kind));
    match error.kind() {
        ErrorKind::UnknownArgument => format!("« {arg} » n’est pas attendu ici"),
        ErrorKind::InvalidSubcommand => format!("« {command} » n’est pas une commande"),
        ErrorKind::MissingSubcommand => format!("« {command} » attend une commande"),
        ErrorKind::MissingRequiredArgument => format!("il manque {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("« {arg} » attend une valeur"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("« {value} » ne convient pas à « {arg} »"),
        ErrorKind::TooManyValues => format!("« {value} » est de trop après « {arg} »"),
        ErrorKind::ArgumentConflict if prior.is_empty() || prior == arg => format!("« {arg} » est donné plusieurs fois"),
        ErrorKind::ArgumentConflict => format!("« {arg} » et « {prior} » ne vont pas ensemble"),
        ErrorKind::InvalidUtf8 => "la demande n’est pas écrite en UTF-8".to_owned(),
        _ => "la demande n’est pas comprise".to_owned(),
    }
}

/// What clap says of `kind`; empty when it says nothing.
fn named(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map(ToString::to_string).unwrap_or_default()
}

/// The command that the call names: each of its words that is a command below the one before.
fn called(mut command: Command) -> Command {
    // So that each knows its whole name.
    command.build();
    std::env::args_os().skip(1).fold(&command, |found, word| found.find_subcommand(&word).unwrap_or(found)).clone()
}
