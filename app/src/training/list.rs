//! `/formations`: what is to come, or a month of the calendar; of a commune, for a cycle.

use super::{month::MonthTable, words};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::month_and_year,
        field::{Choice, Question, SelectField},
        listing::CommuneNames,
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{
    access::PortalAction,
    paths,
    problem::Problems,
    projects::Cycle,
    time::{Day, Month, Quiet, french::of_month},
    training::{CalendarQuery, SessionState},
};
use leptos::prelude::*;
use services::training::{self, SessionCard};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let query = CalendarQuery::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let cards = training::calendar(&visit.cx, &query).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let own = Own {
        places: visit.may(PortalAction::Register),
        wishes: visit.may(PortalAction::Register) || visit.may(PortalAction::RunTraining),
    };
    let settings = &visit.cx.portal.settings;
    let feed = settings.address(&feed_address(&query));
    let quiet = settings.quiet.clone();
    let today = Day::containing(visit.cx.now());
    let title = query.month.map_or_else(|| "Formations".to_owned(), |month| format!("Formations {}", of_month(&month.to_string())));
    let page = Page {
        title,
        description: "Les formations au numérique pour les écoles\u{a0}: dates, lieux, places libres.".into(),
        index: !query.is_narrowed(),
        canonical: (query == CalendarQuery::default()).then(|| paths::TRAININGS.to_owned()),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <CalendarPage query cards communes today own feed quiet/> }))
}

/// Which pages of their own the viewer has.
#[derive(Clone, Copy)]
struct Own {
    places: bool,
    wishes: bool,
}

/// The address that calendars follow, of the commune and for the cycle that are asked for.
fn feed_address(query: &CalendarQuery) -> String {
    let pairs: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query.of(None).pairs()).finish();
    if pairs.is_empty() { paths::TRAININGS_CALENDAR.to_owned() } else { format!("{}?{pairs}", paths::TRAININGS_CALENDAR) }
}

/// How to have the calendar in one's own.
#[component]
fn Follow(feed: String, narrowed: bool) -> impl IntoView {
    let what = if narrowed { "les formations que vous venez de choisir" } else { "toutes les formations" };
    view! {
        <section class="section" aria-labelledby="agenda">
            <h2 id="agenda">"Dans votre agenda"</h2>
            <p>"Donnez cette adresse à votre agenda («\u{a0}s’abonner\u{a0}», «\u{a0}ajouter par URL\u{a0}»)\u{a0}: il montrera " {what} ", les ouvertures d’inscription, et ce qui change."</p>
            <p class="address"><a href=feed.clone()>{feed.clone()}</a></p>
        </section>
    }
}

/// The address of the calendar as `query` asks for it.
fn address(query: &CalendarQuery) -> String {
    let pairs: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query.pairs()).finish();
    if pairs.is_empty() { paths::TRAININGS.to_owned() } else { format!("{}?{pairs}", paths::TRAININGS) }
}

#[component]
fn CalendarPage(
    query: CalendarQuery,
    cards: Vec<SessionCard>,
    communes: CommuneNames,
    today: Day,
    own: Own,
    /// The full address that calendars follow.
    feed: String,
    /// When schools have their holidays.
    quiet: Quiet,
) -> impl IntoView {
    let shown = query.month.map(|month| month_and_year(&month.to_string()));
    let heading = shown.clone().map_or_else(|| "À venir".to_owned(), capitalized);
    let table = query.month.map(|month| view! { <MonthTable month cards=cards.clone() today quiet=quiet.clone()/> });
    let none = cards.is_empty();
    let empty = none.then(|| view! { <Nothing query=query.clone()/> });
    let mine = own.places.then(|| view! { <a class="button quiet" href=paths::MY_TRAININGS>"Mes formations"</a> });
    let wishes = own.wishes.then(|| view! { <a class="button quiet" href=paths::WISHES>"Formations souhaitées"</a> });
    let narrowed = query.is_narrowed();
    view! {
        <div class="page-head">
            <div class="page-head-row">
                <h1>"Formations"</h1>
                <div class="button-row">{mine} {wishes}</div>
            </div>
            <p class="lead">"Une demi-journée, une journée\u{a0}: essayer ensemble, puis refaire en classe."</p>
        </div>
        <Narrow query=query.clone() communes action=paths::TRAININGS/>
        <section class="section" aria-labelledby="sessions">
            <div class="section-head">
                <h2 id="sessions">{heading}</h2>
                <Around query today/>
            </div>
            {table}
            {empty}
            <ol class="session-list">{cards.into_iter().map(|card| view! { <SessionItem card/> }).collect_view()}</ol>
        </section>
        <Follow feed narrowed/>
    }
}

fn capitalized(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The months around, and the way back to what is to come.
#[component]
fn Around(query: CalendarQuery, today: Day) -> impl IntoView {
    let link = |month: Month| {
        let address = address(&query.of(Some(month)));
        view! { <a href=address>{month_and_year(&month.to_string())}</a> }
    };
    let links = match query.month {
        None => view! { {link(Month::containing(today))} }.into_any(),
        Some(month) => {
            let coming = address(&query.of(None));
            view! { {link(month.previous())} {link(month.next())} <a href=coming>"Tout ce qui vient"</a> }.into_any()
        }
    };
    view! { <nav class="button-row" aria-label="Mois">{links}</nav> }
}

/// Where, and for which cycle.
#[component]
pub(super) fn Narrow(
    /// What is chosen.
    query: CalendarQuery,
    /// The communes of the territory.
    communes: CommuneNames,
    /// The page that is narrowed.
    action: &'static str,
) -> impl IntoView {
    let none = Problems::new();
    let all = |label: &str, chosen: bool| Choice { value: String::new(), label: label.to_owned(), note: "", chosen };
    let asked = query.commune.as_ref().map(ToString::to_string);
    let mut places = vec![all("Toutes", asked.is_none())];
    places.extend(communes.into_iter().map(|(value, label)| {
        let chosen = asked.as_deref() == Some(value.as_str());
        Choice { value, label, note: "", chosen }
    }));
    places[1..].sort_by_cached_key(|choice| domain::text::fold(&choice.label));
    let mut cycles = vec![all("Tous", query.cycle.is_none())];
    cycles.extend(Cycle::ALL.iter().map(|cycle| Choice {
        value: cycle.key().to_owned(),
        label: cycle.label().to_owned(),
        note: "",
        chosen: query.cycle == Some(*cycle),
    }));
    let month = query.month.map(|month| view! { <input type="hidden" name="mois" value=month.to_string()/> });
    let commune = Question::new("commune", "Commune", "", false, &none);
    let cycle = Question::new("cycle", "Cycle", "", false, &none);
    view! {
        <search aria-label="Choisir des formations">
            <form class="narrow" method="get" action=action>
                {month}
                <SelectField question=commune choices=places/>
                <SelectField question=cycle choices=cycles/>
                <button class="button quiet">"Afficher"</button>
            </form>
        </search>
    }
}

#[component]
fn Nothing(query: CalendarQuery) -> impl IntoView {
    let words = if query.is_narrowed() {
        "Rien ici pour ce choix. Essayez une autre commune, ou tous les cycles."
    } else if query.month.is_some() {
        "Rien ce mois-ci."
    } else {
        "Aucune session n’est annoncée pour l’instant. Les prochaines paraîtront ici."
    };
    view! { <p class="empty">{words}</p> }
}

#[component]
fn SessionItem(card: SessionCard) -> impl IntoView {
    let when: Vec<_> = card.half_days.iter().map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect();
    let cycles: Vec<_> = card.cycles.iter().map(|cycle| cycle.label()).collect();
    let cycles = if cycles.is_empty() { "Tous les cycles".to_owned() } else { cycles.join(", ") };
    let seats = match card.state {
        SessionState::Open => words::seats(card.taken, card.capacity),
        other => other.label().to_owned(),
    };
    let place = card.mode.place_in_words([card.place.as_str(), &card.commune]);
    view! {
        <li>
            <h3><a href=paths::session(&card.slug, card.id)>{card.title}</a></h3>
            <ul class="when">{when}</ul>
            <p class="byline">{place} " · " {cycles}</p>
            <p><span class="badge" data-state=card.state.key()>{seats}</span></p>
        </li>
    }
}
