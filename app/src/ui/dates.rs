//! Dates as people say them, with the exact one beside, on a Paris clock.

use domain::time::Timestamp;
use leptos::prelude::*;

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// « 12 mai 2026 ».
pub fn day(at: Timestamp) -> String {
    let date = at.paris();
    let number = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{number}\u{a0}{} {}", month(date.month()), date.year())
}

/// « mai 2026 », of `2026-05`.
pub fn month_and_year(key: &str) -> String {
    let (year, number) = key.split_once('-').unwrap_or((key, ""));
    format!("{} {year}", month(number.parse().unwrap_or_default()))
}

/// « mardi 12 mai 2026, 14 h 30 ».
pub fn day_and_hour(at: Timestamp) -> String {
    let date = at.paris();
    let weekday = DAYS[date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7];
    format!("{weekday} {}, {}", day(at), hour(at))
}

/// « 14 h » or « 14 h 30 ».
pub fn hour(at: Timestamp) -> String {
    let date = at.paris();
    if date.minute() == 0 { format!("{}\u{a0}h", date.hour()) } else { format!("{}\u{a0}h\u{a0}{:02}", date.hour(), date.minute()) }
}

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

fn month(number: i8) -> &'static str {
    MONTHS.get(usize::try_from(number - 1).unwrap_or(0)).copied().unwrap_or_default()
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
    fn dates_are_said_as_people_say_them() {
        let at = |typed| Timestamp::from_paris(typed).expect("a date");
        assert_eq!(day(at("2026-05-12T14:30")), "12\u{a0}mai 2026");
        assert_eq!(day(at("2026-02-01T14:30")), "1er\u{a0}février 2026");
        assert_eq!(day_and_hour(at("2026-05-12T14:30")), "mardi 12\u{a0}mai 2026, 14\u{a0}h\u{a0}30");
        assert_eq!(hour(at("2026-05-12T09:00")), "9\u{a0}h");
        assert_eq!(age(at("2026-05-12T14:30"), at("2026-05-15T14:31")), "il y a 3\u{a0}jours");
        assert_eq!(age(at("2026-05-12T14:30"), at("2026-05-12T14:31")), "il y a moins d’une heure");
    }
}
