//! What is told, measure by measure. `docs/operating.md` says what each means, and when to be woken for it.

use super::text::{Sort, Text};
use domain::time::Timestamp;
use services::{
    cx::Portal,
    error::Result,
    index::Why,
    measured::{Asked, BOUNDS_US, Measured, Timing, Work},
    notifications,
    search::{self, Lag},
};
use std::time::Duration;

/// How long the database may take to say its part: whoever asks gives up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// The classes of answers, each by the first digit of its statuses.
const CLASSES: [(usize, &str); 5] = [(1, "1xx"), (2, "2xx"), (3, "3xx"), (4, "4xx"), (5, "5xx")];

/// Everything, of a process that started at `since`.
pub(super) async fn everything(portal: &Portal, since: Timestamp) -> String {
    let mut text = Text::default();
    let build = [("version", env!("CARGO_PKG_VERSION")), ("database", portal.db.engine())];
    text.measure("preau_build_info", Sort::Gauge, "The program, by its labels.").is("", &build, 1);
    text.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.", seconds(since.ms()));
    let told = from_database(portal).await;
    text.gauge("preau_database_up", "Whether the database answers.", u8::from(told.is_some()));
    if let Some(FromDatabase { lag, letters }) = told {
        text.gauge("preau_outbox_last", "The number of the last event told.", lag.last);
        text.gauge("preau_index_lag_events", "Events that the index has not taken in.", lag.events);
        text.gauge("preau_index_lag_seconds", "How long the oldest of them has waited.", seconds(lag.waited_ms));
        text.gauge("preau_letters_waiting", "Letters in the queue, due or not.", letters);
    }
    index(&mut text, portal);
    searches(&mut text, &portal.measured);
    let mut answers = text.measure("preau_http_requests_total", Sort::Counter, "Requests answered, by class of status.");
    for (class, name) in CLASSES {
        answers.is("", &[("class", name)], portal.measured.answers(class));
    }
    text.gauge("preau_live_streams", "Open pages that listen.", portal.live.listening());
    text.written()
}

fn index(text: &mut Text, portal: &Portal) {
    let (index, measured) = (&portal.index, &portal.measured);
    text.gauge("preau_index_seq", "The number of the last event that the index took in; 0 before it was filled.", index.seq().unwrap_or(0));
    text.gauge("preau_index_documents", "Documents in the index.", index.documents());
    text.gauge("preau_index_suspect", "Whether the index failed and is still to be looked at.", u8::from(index.is_suspect()));
    let rebuild = measured.rebuild();
    let (done, total) = rebuild.unwrap_or_default();
    text.gauge("preau_index_rebuilding", "Whether the index is being made again.", u8::from(rebuild.is_some()));
    text.gauge("preau_index_rebuild_done", "Things that are in the index being made.", done);
    text.gauge("preau_index_rebuild_total", "Things that will be in it.", total);
    let mut rebuilds = text.measure("preau_index_rebuilds_total", Sort::Counter, "Indexes made again and put in use, by reason.");
    for why in Why::ALL {
        rebuilds.is("", &[("why", why.key())], measured.rebuilds(why));
    }
    let mut failures = text.measure("preau_index_failures_total", Sort::Counter, "What could not be done with the index, by kind of work.");
    for work in Work::ALL {
        failures.is("", &[("work", work.key())], measured.failures(work));
    }
}

fn searches(text: &mut Text, measured: &Measured) {
    let timings = Asked::ALL.map(|asked| (asked.key(), measured.searches(asked)));
    let mut searches = text.measure("preau_searches_total", Sort::Counter, "Questions that the index answered.");
    for (asked, timing) in &timings {
        searches.is("", &[("asked", *asked)], timing.count);
    }
    let mut took = text.measure("preau_search_seconds", Sort::Histogram, "How long the index took to answer.");
    for (asked, Timing { up_to, count, sum }) in timings {
        for (bound, many) in BOUNDS_US.into_iter().zip(up_to) {
            let bound = Duration::from_micros(bound).as_secs_f64().to_string();
            took.is("_bucket", &[("asked", asked), ("le", bound.as_str())], many);
        }
        took.is("_bucket", &[("asked", asked), ("le", "+Inf")], count);
        took.is("_sum", &[("asked", asked)], sum.as_secs_f64());
        took.is("_count", &[("asked", asked)], count);
    }
}

/// What the database says.
struct FromDatabase {
    lag: Lag,
    letters: u64,
}

/// What the database says; nothing when it is away.
async fn from_database(portal: &Portal) -> Option<FromDatabase> {
    match tokio::time::timeout(PATIENCE, ask(portal)).await {
        Ok(Ok(told)) => Some(told),
        Ok(Err(error)) => {
            tracing::warn!("the database tells no measures: {error}");
            None
        }
        Err(_) => {
            tracing::warn!("the database tells no measures within {} s", PATIENCE.as_secs());
            None
        }
    }
}

async fn ask(portal: &Portal) -> Result<FromDatabase> {
    Ok(FromDatabase { lag: search::lag(portal).await?, letters: notifications::letters_waiting(portal).await? })
}

/// Milliseconds as seconds, without a rounding.
fn seconds(ms: i64) -> String {
    format!("{}{}.{:03}", if ms < 0 { "-" } else { "" }, ms.unsigned_abs() / 1_000, ms.unsigned_abs() % 1_000)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn milliseconds_are_told_as_seconds() {
        assert_eq!([0, 5, 90_000, 1_795_000_000_123, -250].map(seconds), ["0.000", "0.005", "90.000", "1795000000.123", "-0.250"]);
    }
}
