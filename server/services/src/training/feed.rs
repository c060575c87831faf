//! What calendars follow (RFC 5545; T6, T7): everything that is announced, without a name; and a member's own places, at a secret address.

use super::{Registration, SessionCard, SessionNews, invitation, news, onlooker::Onlooker, rows};
use crate::{
    cx::{Cx, Settings},
    error::{Error, Result},
    outside::Secret,
};
use domain::{
    paths,
    time::Timestamp,
    training::{CalendarQuery, SessionState, Standing},
};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

/// How long a session that is over stays in feeds: calendars that look once a month do not lose what they showed.
const KEPT_MS: i64 = 92 * 24 * 3_600_000;
/// How long what opens and closes registration lasts in a calendar: programs draw nothing of what lasts no time.
const MARK_MS: i64 = 15 * 60_000;

/// The sessions that `query` asks for, its month aside, and when registration opens and closes. One file is for all: whoever asks, it has
/// what is announced to everyone. Nobody is named in it (R7).
///
/// # Errors
/// The database's.
pub async fn calendar_file(cx: &Cx, query: &CalendarQuery) -> Result<String> {
    let from = cx.now().plus_ms(-KEPT_MS);
    let cards = super::calendar::between(cx, query, Onlooker::anyone(cx), from, Timestamp::from_ms(i64::MAX)).await?;
    let settings = &cx.portal.settings;
    let mut calendar = empty(&format!("{} : formations", settings.name));
    for card in &cards {
        announce(settings, &mut calendar, card, cx.now());
    }
    Ok(calendar.to_string())
}

fn empty(name: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Préau//Formations//FR"));
    // The library escapes what it knows to be text (RFC 5545, 3.3.11), and does not know this name.
    calendar.append_property(("X-WR-CALNAME", name.replace([',', ';', '\\'], " ").as_str()));
    calendar.append_property(("X-WR-TIMEZONE", "Europe/Paris"));
    // Once an hour is often enough (RFC 7986, 5.7).
    calendar.append_property(icalendar::Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    calendar
}

fn announce(settings: &Settings, calendar: &mut Calendar, card: &SessionCard, now: Timestamp) {
    let page = settings.address(&paths::session(&card.slug, card.id));
    let place = card.mode.place_in_words([card.place.as_str(), &card.commune]);
    let status = if card.state == SessionState::Cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let sequence = invitation::sequence_of(card.sequence);
    for (number, half_day) in (1..).zip(&card.half_days) {
        let mut event = Event::with_uid(&invitation::uid(settings, card.id, &number.to_string()));
        event.timestamp(invitation::utc(now)).sequence(sequence).summary(&card.title).url(&page).description(&page).location(&place);
        event.status(status).starts(invitation::utc(half_day.from)).ends(invitation::utc(half_day.until));
        calendar.push(event);
    }
    if card.state != SessionState::Open {
        return;
    }
    for (mark, at, what) in [("opens", card.opens, "Les inscriptions ouvrent"), ("closes", card.closes, "Les inscriptions ferment")] {
        let Some(at) = at else { continue };
        let mut event = Event::with_uid(&invitation::uid(settings, card.id, mark));
        event.timestamp(invitation::utc(now)).sequence(sequence).summary(&format!("{what} : {}", card.title)).url(&page).description(&page);
        event.starts(invitation::utc(at)).ends(invitation::utc(at.plus_ms(MARK_MS)));
        // Nobody is busy because registration opens.
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event);
    }
}

/// The places of whoever the secret address is for, and where those connect who have a seat.
///
/// # Errors
/// `NotFound` when the address is nobody's (any more), or its owner's account is suspended.
pub async fn own_calendar_file(cx: &Cx, secret: &Secret) -> Result<String> {
    let mut conn = cx.read().await?;
    let account = rows::owner_of_feed(&mut conn, &secret.hash()).await?.ok_or(Error::NotFound)?;
    let settings = &cx.portal.settings;
    let mut calendar = empty(&format!("{} : mes formations", settings.name));
    for registration in rows::registrations_of(&mut conn, account).await?.into_iter().filter(|known| known.standing.is_live()) {
        let Some(session) = news::session_news(&mut conn, registration.session).await? else { continue };
        if session.session.ends().is_some_and(|ends| cx.now().since_ms(ends) < KEPT_MS) {
            own(settings, &mut calendar, &session, &registration, cx.now());
        }
    }
    Ok(calendar.to_string())
}

fn own(settings: &Settings, calendar: &mut Calendar, news: &SessionNews, registration: &Registration, now: Timestamp) {
    let title = &news.training.form.title;
    let page = settings.address(&paths::session(&news.training.slug, news.session.id));
    let has_a_seat = registration.standing == Standing::Registered;
    let (status, summary) = match (news.session.state, has_a_seat) {
        (SessionState::Cancelled, _) => (EventStatus::Cancelled, title.clone()),
        (_, true) => (EventStatus::Confirmed, title.clone()),
        (_, false) => (EventStatus::Tentative, format!("{title} ({})", registration.standing.label().to_lowercase())),
    };
    let online = Some(&news.session.form.online).filter(|online| has_a_seat && !online.is_empty());
    let description = online.map_or_else(|| page.clone(), |online| format!("{page}\n\nPour se connecter :\n{online}"));
    for (number, half_day) in (1..).zip(&news.session.form.half_days) {
        let mut event = Event::with_uid(&invitation::uid(settings, news.session.id, &number.to_string()));
        event.timestamp(invitation::utc(now)).sequence(invitation::sequence_of(news.session.sequence)).summary(&summary).url(&page);
        event.description(&description).location(&invitation::location(news, has_a_seat)).status(status);
        event.starts(invitation::utc(half_day.from)).ends(invitation::utc(half_day.until));
        calendar.push(event);
    }
}

/// Makes the viewer's secret address, in place of the one they had. The secret is given here and nowhere else.
///
/// # Errors
/// `SignIn`.
pub async fn make_feed(cx: &Cx) -> Result<Secret> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let secret = Secret::new()?;
    let mut change = cx.begin().await?;
    rows::set_feed(&mut change, account, &secret.hash(), cx.now()).await?;
    change.commit().await?;
    Ok(secret)
}

/// When the viewer's secret address was made, if they have one.
///
/// # Errors
/// `SignIn`.
pub async fn feed_made(cx: &Cx) -> Result<Option<Timestamp>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    rows::feed_made(&mut cx.read().await?, account).await
}

/// Has the viewer's secret address lead nowhere.
///
/// # Errors
/// `SignIn`.
pub async fn end_feed(cx: &Cx) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    rows::end_feed(&mut change, account).await?;
    change.commit().await
}
