//! Letters about sessions: a place one has, waits for, is offered or lost; another day or place; a session that does not take place.
//!
//! A calendar is told of one half-day by each letter (RFC 5546, 3.2.2): a session of three makes three.

use super::news::News;
use crate::{
    cx::Cx,
    error::Result,
    identity::Recipient,
    mail::Method,
    outbox::Entry,
    training::{self, PlaceNews, Registration, SessionNews, Told},
};
use domain::{
    ids::{RegistrationId, SessionId},
    notifications::LetterKind,
    paths,
    time::{Day, french::day_and_hour},
    training::{SessionState, Standing},
};

/// Of where someone stands: to them; of a place that must be agreed to, to who must agree as well. Nothing when they stand elsewhere by now.
pub(super) async fn standing(cx: &Cx, entry: &Entry, id: RegistrationId, standing: Standing) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some((place, news)) = training::place_news(&mut conn, id).await? else { return Ok(Vec::new()) };
    // What was given up is taken from calendars whatever became of the session.
    let tells = news.session.state == SessionState::Open || standing == Standing::Cancelled;
    if place.registration.standing != standing || !tells {
        return Ok(Vec::new());
    }
    let title = &news.training.form.title;
    let (subject, said, then) = words(title, &place.registration);
    let answers = standing == Standing::Cancelled || cx.now().since_ms(place.registration.asked) < JUST_ASKED_MS;
    let mut letters = about(cx, entry, &place, &news, &Said { subject, said, then, urgent: answers }, method_of(&place.registration));
    if standing == Standing::Asked {
        for approver in training::approvers(&mut conn, &place.registration, &news.session).await? {
            letters.push(to_approve(cx, entry, &approver, &place.name, &news));
        }
    }
    Ok(letters)
}

/// What a letter says first, and what one may do then, at the session's page.
pub(super) struct Said {
    pub(super) subject: String,
    pub(super) said: String,
    pub(super) then: &'static str,
    /// Whether it answers what its reader just did.
    pub(super) urgent: bool,
}

/// How long after asking for a place its owner still looks at their letters for the answer.
const JUST_ASKED_MS: i64 = 10 * 60_000;
/// What is told less than this long before a session comes late.
const LATE_MS: i64 = 24 * 3_600_000;

/// Whether the session begins so soon that what is told of it tomorrow morning, or after the holidays, comes late.
fn begins_soon(cx: &Cx, news: &SessionNews) -> bool {
    let morning = cx.portal.settings.quiet.next_open(Day::containing(cx.now()).tomorrow().beginning());
    news.session.begins().is_some_and(|begins| begins.since_ms(morning) < LATE_MS)
}

pub(super) const SEE: &str = "Pour voir la session :";
pub(super) const GIVE_UP: &str = "Pour voir la session, ou rendre votre place :";
const LEAVE: &str = "Pour voir la session, ou annuler votre demande :";

fn words(title: &str, registration: &Registration) -> (String, String, &'static str) {
    match registration.standing {
        Standing::Registered => (format!("Votre place : {title}"), "Votre place est réservée.".to_owned(), GIVE_UP),
        Standing::Asked => {
            (format!("Votre demande : {title}"), "Votre demande attend un accord, qui est demandé pour vous.".to_owned(), LEAVE)
        }
        Standing::Waiting => {
            (format!("Liste d’attente : {title}"), "Aucune place n’est libre. Vous êtes sur la liste d’attente.".to_owned(), LEAVE)
        }
        Standing::Offered => (format!("Une place pour vous : {title}"), offered(registration), "Pour la confirmer, ou la laisser :"),
        Standing::Cancelled => {
            (format!("Place rendue : {title}"), "Votre place est rendue. Merci pour la personne suivante.".to_owned(), SEE)
        }
        Standing::Refused => {
            let said =
                "L’accord n’a pas été donné pour cette session. Pour en savoir plus, adressez-vous à la personne qui devait le donner."
                    .to_owned();
            (format!("Demande non acceptée : {title}"), said, SEE)
        }
        Standing::Lapsed => {
            let said = "La place n’a pas été confirmée à temps : elle va à la personne suivante.".to_owned();
            (format!("Place non confirmée : {title}"), said, "Pour voir la session, ou redemander une place :")
        }
    }
}

fn offered(registration: &Registration) -> String {
    let until = registration.offered_until.map(|until| format!(" Confirmez-la avant le {}.", day_and_hour(until))).unwrap_or_default();
    format!("Une place s’est libérée pour vous.{until}")
}

/// What the reader's calendar does: it keeps what they have a seat for, and forgets what they gave up.
const fn method_of(registration: &Registration) -> Option<Method> {
    match registration.standing {
        Standing::Registered => Some(Method::Request),
        Standing::Cancelled if registration.had_a_seat => Some(Method::Cancel),
        _ => None,
    }
}

/// Of a session that takes place otherwise: to everyone whose place stands. A later change tells of itself; half-days that are no more are
/// taken from calendars in any case.
pub(super) async fn rescheduled(cx: &Cx, entry: &Entry, id: SessionId, sequence: i64, half_days_before: usize) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = training::session_news(&mut conn, id).await? else { return Ok(Vec::new()) };
    let places = training::places_of_session(&mut conn, id).await?;
    let mut letters: Vec<_> = places.iter().flat_map(|place| withdrawn(cx, entry, place, &news, half_days_before)).collect();
    if news.session.sequence != sequence || news.session.state != SessionState::Open {
        return Ok(letters);
    }
    let said = Said {
        subject: format!("Du nouveau : {}", news.training.form.title),
        said: "La date, l’heure ou le lieu de cette session a changé. Voici ce qui vaut maintenant.".to_owned(),
        then: GIVE_UP,
        urgent: false,
    };
    for place in &places {
        letters.extend(about(cx, entry, place, &news, &said, seated(place, Method::Request)));
    }
    Ok(letters)
}

/// Of a session that does not take place: to everyone whose place stands.
pub(super) async fn cancelled(cx: &Cx, entry: &Entry, id: SessionId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = training::session_news(&mut conn, id).await? else { return Ok(Vec::new()) };
    let said = Said {
        subject: format!("Annulée : {}", news.training.form.title),
        said: "Cette session n’aura pas lieu. Vous n’avez rien à faire.".to_owned(),
        then: SEE,
        urgent: false,
    };
    let places = training::places_of_session(&mut conn, id).await?;
    Ok(places.iter().flat_map(|place| about(cx, entry, place, &news, &said, seated(place, Method::Cancel))).collect())
}

/// Only calendars of those who have a seat were told.
fn seated(place: &PlaceNews, method: Method) -> Option<Method> {
    (place.registration.standing == Standing::Registered).then_some(method)
}

/// A letter with all that is to be known of the session (T9), and one more for each half-day that a calendar has to be told of. Where one
/// connects is for those who have a seat.
fn about(cx: &Cx, entry: &Entry, place: &PlaceNews, news: &SessionNews, said: &Said, method: Option<Method>) -> Vec<News> {
    let Some(reader) = &place.reader else { return Vec::new() };
    let text = details(cx, news, said, method == Some(Method::Request));
    let urgent = said.urgent || begins_soon(cx, news);
    let told = |subject: &str| News { urgent, ..News::new(entry, reader, LetterKind::Places, subject, &text) };
    let Some(method) = method else { return vec![told(&said.subject)] };
    let many = news.session.form.half_days.len();
    let one = |number: usize| {
        let subject = if many == 1 { said.subject.clone() } else { format!("{} ({number} sur {many})", said.subject) };
        // A calendar is told of each half-day; a person, once.
        let letter = News { notice: (number == 1).then(|| said.subject.clone()), ..told(&subject) };
        with_appointment(cx, letter, Told { news, place, reader, method }, number)
    };
    (1..=many).map(one).collect()
}

/// What is said, all that is to be known of the session, and where to see it; where one connects for those who may know.
pub(super) fn details(cx: &Cx, news: &SessionNews, said: &Said, has_a_seat: bool) -> String {
    let form = &news.session.form;
    let when: Vec<_> = form.half_days.iter().map(|half_day| half_day.in_words()).collect();
    let where_ = form.mode.place_in_words([form.place.as_str(), &form.room, &news.commune]);
    let online = if form.online.is_empty() || !has_a_seat { String::new() } else { format!("\n\nPour se connecter :\n{}", form.online) };
    let address = cx.portal.settings.address(&paths::session(&news.training.slug, news.session.id));
    format!("{}\n\n{}\n{}\n{where_}{online}\n\n{}\n{address}", said.said, news.training.form.title, when.join("\n"), said.then)
}

/// Of half-days that are no more, to one whose calendar holds them.
fn withdrawn(cx: &Cx, entry: &Entry, place: &PlaceNews, news: &SessionNews, before: usize) -> Vec<News> {
    let (Some(reader), Some(method)) = (&place.reader, seated(place, Method::Cancel)) else { return Vec::new() };
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::session(&news.training.slug, news.session.id));
    let title = &news.training.form.title;
    let text = format!("Une demi-journée de « {title} » n’aura pas lieu.\n\nPour voir ce qui vaut maintenant :\n{address}");
    let one = |number: usize| {
        let mut told = News::new(entry, reader, LetterKind::Places, format!("Une demi-journée de moins : {title}"), &text);
        // An event that is read again later must not take it for what it told of this half-day before.
        told.id.push_str("-moins");
        told.notice = None;
        with_appointment(cx, News { urgent: begins_soon(cx, news), ..told }, Told { news, place, reader, method }, number)
    };
    (news.session.form.half_days.len() + 1..=before).map(one).collect()
}

fn with_appointment(cx: &Cx, mut letter: News, told: Told<'_>, number: usize) -> News {
    letter.id = format!("{}-{number}", letter.id);
    letter.invitation = Some(training::appointment(&cx.portal.settings, told, number, cx.now()));
    letter
}

/// To who must agree. Who asks is named; why is between them.
fn to_approve(cx: &Cx, entry: &Entry, approver: &Recipient, name: &str, news: &SessionNews) -> News {
    let settings = &cx.portal.settings;
    let address = settings.address(paths::MY_TRAININGS);
    let when: Vec<_> = news.session.form.half_days.iter().map(|half_day| half_day.in_words()).collect();
    let title = &news.training.form.title;
    let when = when.join("\n");
    let text = format!("{name} demande une place : {title}.\n{when}\n\nVotre accord est nécessaire. Pour répondre :\n{address}");
    let mut letter = News::new(entry, approver, LetterKind::Approvals, format!("Votre accord : {title}"), text);
    letter.urgent = begins_soon(cx, news);
    letter.id.push_str("-accord");
    letter
}
