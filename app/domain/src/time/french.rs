//! Dates as people say them, on a Paris clock.

use super::Timestamp;

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

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

/// « de mai 2026 », « d’avril 2026 », of `2026-05` and `2026-04`.
pub fn of_month(key: &str) -> String {
    let said = month_and_year(key);
    if said.starts_with(['a', 'o']) { format!("d’{said}") } else { format!("de {said}") }
}

/// « mardi 12 mai 2026, 14 h 30 ».
pub fn day_and_hour(at: Timestamp) -> String {
    format!("{} {}, {}", weekday(at), day(at), hour(at))
}

/// « mardi ».
pub fn weekday(at: Timestamp) -> &'static str {
    DAYS[at.paris().weekday().to_monday_zero_offset().unsigned_abs() as usize % 7]
}

/// « 14 h » or « 14 h 30 ».
pub fn hour(at: Timestamp) -> String {
    let date = at.paris();
    if date.minute() == 0 { format!("{}\u{a0}h", date.hour()) } else { format!("{}\u{a0}h\u{a0}{:02}", date.hour(), date.minute()) }
}

/// « 3 h » or « 2 h 30 », of a number of minutes.
pub fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

fn month(number: i8) -> &'static str {
    MONTHS.get(usize::try_from(number - 1).unwrap_or(0)).copied().unwrap_or_default()
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
        assert_eq!([length(45), length(180), length(150)], ["45\u{a0}min", "3\u{a0}h", "2\u{a0}h\u{a0}30"]);
        assert_eq!(month_and_year("2026-12"), "décembre 2026");
        assert_eq!([of_month("2026-05"), of_month("2026-08"), of_month("2026-10")], ["de mai 2026", "d’août 2026", "d’octobre 2026"]);
    }
}
