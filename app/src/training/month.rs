//! A month as a table: weeks in lines, days in columns. On a narrow screen the list beneath says the same.

use domain::{
    paths,
    time::{Day, Month, Quiet, french::of_month},
};
use leptos::prelude::*;
use services::training::SessionCard;

const WEEK: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// The table of `month`.
#[component]
pub(super) fn MonthTable(
    /// Which month.
    month: Month,
    /// What takes place in it.
    cards: Vec<SessionCard>,
    /// The present day, which is marked.
    today: Day,
    /// When schools have their holidays.
    quiet: Quiet,
) -> impl IntoView {
    let cell = |day: Day| view! { <Cell day month cards=on(&cards, day) today holiday=quiet.is_holiday(day)/> };
    let week = |days: [Day; 7]| view! { <tr>{days.map(cell).collect_view()}</tr> };
    view! {
        <div class="table-wrap month" role="region" tabindex="0" aria-label="Le mois en tableau">
            <table>
                <caption class="visually-hidden">"Sessions " {of_month(&month.to_string())}</caption>
                <thead><tr>{WEEK.map(|day| view! { <th scope="col">{day}</th> }).collect_view()}</tr></thead>
                <tbody>{month.weeks().into_iter().map(week).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The sessions that have a half-day on `day`.
fn on(cards: &[SessionCard], day: Day) -> Vec<SessionCard> {
    let falls = |card: &&SessionCard| card.half_days.iter().any(|half_day| half_day.from < day.end() && day.beginning() < half_day.until);
    cards.iter().filter(falls).cloned().collect()
}

#[component]
fn Cell(day: Day, month: Month, cards: Vec<SessionCard>, today: Day, holiday: bool) -> impl IntoView {
    let of_month = Month::containing(day) == month;
    if !of_month {
        return view! { <td class="outside"></td> }.into_any();
    }
    let link = |card: SessionCard| view! { <li><a href=paths::session(&card.slug, card.id)>{card.title}</a></li> };
    let current = (day == today).then_some("date");
    let sessions = (!cards.is_empty()).then(|| view! { <ul>{cards.into_iter().map(link).collect_view()}</ul> });
    let holiday = holiday.then(|| view! { <span class="byline">"Vacances"</span> });
    view! { <td aria-current=current><time datetime=day.to_string()>{day.number()}</time>{holiday}{sessions}</td> }.into_any()
}
