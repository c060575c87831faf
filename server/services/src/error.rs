//! What a use case may answer when it does not do what was asked.
//!
//! | variant | when | what the views make of it |
//! |---|---|---|
//! | `NotFound` | nothing there, or not for this viewer | 404, the same page for both |
//! | `SignIn` | it takes someone, and nobody is there | 303 to sign-in, and back |
//! | `Denied` | seen, but not allowed | 403, and why |
//! | `Invalid` | broken rules, each naming its field | 422, the form again with what was typed |
//! | `Conflict` | true when the page was shown, no longer | 409, what happened meanwhile |
//! | `Slow` | too many attempts | 429 and `Retry-After` |
//! | `Unavailable` | database, store or provider away | 503 and `Retry-After` |
//! | `Internal` | our fault | 500 with a request id; the chain is logged, never shown |

use domain::{
    access::Denial,
    problem::Problems,
    projects::ForbiddenMove,
    training::{ForbiddenHappening, SessionState, WishState},
};
use std::time::Duration;

/// What every use case returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not do what was asked. The module's table says what becomes of each.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing there, or not for this viewer: one answer, nothing leaks.
    #[error("not found")]
    NotFound,
    /// It takes someone, and nobody is there.
    #[error("signing in is needed")]
    SignIn,
    /// Seen, but not allowed; the page can say why.
    #[error("denied: {0}")]
    Denied(Denial),
    /// Broken rules of `domain`, each naming its field.
    #[error("{} broken rules", .0.iter().count())]
    Invalid(Problems),
    /// True when it was shown, no longer true.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// Too many attempts: try again after this long.
    #[error("too many attempts")]
    Slow(Duration),
    /// Database, store or provider away: try again after this long.
    #[error("unavailable: {cause}")]
    Unavailable {
        /// When to try again.
        retry: Duration,
        /// What is away, for the log.
        cause: String,
    },
    /// Ours: logged with its chain, never shown.
    #[error("{0:#}")]
    Internal(#[from] anyhow::Error),
}

/// What changed between the page being shown and the form being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Someone saved another version meanwhile.
    StaleVersion {
        /// The version now kept.
        current: i64,
    },
    /// The project is no longer in a state that allows this.
    State(ForbiddenMove),
    /// The session is no longer in a state that allows this.
    Session {
        /// Where it stands.
        state: SessionState,
    },
    /// The wish waits no more.
    Wish {
        /// Where it stands.
        state: WishState,
    },
    /// The topic takes no more messages: what was written in it is kept as a draft.
    TopicClosed,
    /// The message, or the act of moderation, no longer stands where this can be done to it.
    Moderated,
    /// The place in a session is no longer one that allows this.
    Registration(ForbiddenHappening),
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Unseen => Self::NotFound,
            Denial::SignIn => Self::SignIn,
            other => Self::Denied(other),
        }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems)
    }
}

impl From<ForbiddenMove> for Error {
    fn from(forbidden: ForbiddenMove) -> Self {
        Self::Conflict(Conflict::State(forbidden))
    }
}

impl From<ForbiddenHappening> for Error {
    fn from(forbidden: ForbiddenHappening) -> Self {
        Self::Conflict(Conflict::Registration(forbidden))
    }
}

/// How long to wait before asking again when something that we depend on is away.
const RETRY: Duration = Duration::from_secs(10);

impl Error {
    /// Something that we depend on is away.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        Self::Unavailable { retry: RETRY, cause: cause.to_string() }
    }
}

/// SQLite: disk I/O error, database full, cannot open. PostgreSQL: connection (08), out of disk or memory (53), shutdown (57).
fn is_passing(code: &str) -> bool {
    matches!(code, "5" | "6" | "10" | "13" | "14" | "778" | "1034" | "1546" | "2570" | "3338" | "4874")
        || (code.len() == 5 && ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let passing = match &error {
            // A server, or what stands before it, that hangs up in the middle of a word.
            sqlx::Error::Protocol(_) => true,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                true
            }
            sqlx::Error::Database(database) => database.code().is_some_and(|code| is_passing(&code)),
            _ => false,
        };
        if passing {
            Self::unavailable(format!("database: {error}"))
        } else {
            Self::Internal(anyhow::Error::new(error).context("database"))
        }
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::unavailable(format!("file store: {other}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_from_what_is_our_fault() {
        // SQLite: busy, locked, I/O, full, cannot open; PostgreSQL: connection lost, too many of them, disk full, shutting down.
        for passing in ["5", "6", "10", "13", "14", "778", "08006", "08001", "53300", "53100", "57P01", "57P03"] {
            assert!(is_passing(passing), "{passing}");
        }
        // Constraint, no such table, damaged file; unique, undefined table, syntax.
        for ours in ["19", "1", "11", "26", "2067", "23505", "42P01", "42601", ""] {
            assert!(!is_passing(ours), "{ours}");
        }
        for gone in [sqlx::Error::PoolTimedOut, sqlx::Error::PoolClosed, std::io::Error::other("reset").into()] {
            assert!(matches!(Error::from(gone), Error::Unavailable { .. }));
        }
        assert!(matches!(Error::from(sqlx::Error::RowNotFound), Error::Internal(_)));
    }
}
