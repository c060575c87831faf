//! Dates as people say them, with the exact one beside, on a Paris clock.

use domain::time::Timestamp;
pub use domain::time::french::{day, day_and_hour, hour, month_and_year};
use leptos::prelude::*;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// « il y a 3 jours », for what waits.
pub fn age(since: Timestamp, now: Timestamp) -> String {
    let ms = now.since_ms(since);
    match ms {
        _ if ms < HOUR_MS => "il y a moins d’une heure".to_owned(),
        _ if ms < DAY_MS => count("il y a", ms / HOUR_MS, "heure", "heures"),
        _ if ms < 60 * DAY_MS => count("il y a", ms / DAY_MS, "jour", "jours"),
        _ => count("il y a", ms / (30 * DAY_MS), "mois", "mois"),
    }
}

/// How many whole days since then.
pub fn days(since: Timestamp, now: Timestamp) -> i64 {
    now.since_ms(since) / DAY_MS
}

fn count(before: &str, number: i64, one: &str, many: &str) -> String {
    format!("{before} {number}\u{a0}{}", if number < 2 { one } else { many })
}

/// A day in a `<time>`.
#[component]
pub fn Day(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.rfc3339()>{day(at)}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_said_as_people_say_them() {
        let at = |typed| Timestamp::from_paris(typed).expect("a date");
        assert_eq!(age(at("2026-05-12T14:30"), at("2026-05-15T14:31")), "il y a 3\u{a0}jours");
        assert_eq!(age(at("2026-05-12T14:30"), at("2026-05-12T14:31")), "il y a moins d’une heure");
    }
}
