//! A half-day as calendars read it (RFC 5545). Each travels alone: what one message asks for has one identifier (RFC 5546, 3.2.2).

use super::{PlaceNews, SessionNews};
use crate::{
    cx::Settings,
    identity::Recipient,
    mail::{Invitation, Method},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::SessionId,
    paths,
    time::Timestamp,
    training::{HalfDay, Mode},
};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// What is told to whose calendar.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The session.
    pub news: &'a SessionNews,
    /// Whose place it is about.
    pub place: &'a PlaceNews,
    /// Who reads it.
    pub reader: &'a Recipient,
    /// What is done with it.
    pub method: Method,
}

/// The half-day of this number, from 1, put into the reader's calendar or taken from it. Its identifier is its place in the session: what
/// was the second stays the second when its hours change. One that is no more has no hours.
pub fn appointment(settings: &Settings, told: Told<'_>, number: usize, at: Timestamp) -> Invitation {
    let Told { news, place, reader, method } = told;
    let form = &news.session.form;
    let page = settings.address(&paths::session(&news.training.slug, news.session.id));
    let mut attendee = person("ATTENDEE", &reader.name, &reader.email);
    // They asked for it themselves, in the portal: there is nothing to answer.
    attendee.add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
    let mut event = Event::with_uid(&uid(settings, news.session.id, &number.to_string()));
    event
        .timestamp(utc(at))
        .sequence(sequence(news, place, method))
        .summary(&news.training.form.title)
        .url(&page)
        .append_property(person("ORGANIZER", &settings.sender_name, &settings.sender))
        .append_multi_property(attendee);
    if let Some(HalfDay { from, until }) = number.checked_sub(1).and_then(|place| form.half_days.get(place)) {
        event.starts(utc(*from)).ends(utc(*until));
    }
    if method == Method::Cancel {
        event.status(EventStatus::Cancelled).description(&page);
    } else {
        let online = if form.online.is_empty() { String::new() } else { format!("\n\nPour se connecter :\n{}", form.online) };
        event.status(EventStatus::Confirmed).description(&format!("{}\n\n{page}{online}", news.training.form.summary));
        event.location(&location(news, true));
    }
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Préau//Formations//FR"));
    calendar.append_property(("METHOD", method.key()));
    calendar.push(event);
    Invitation { method, calendar: calendar.to_string() }
}

/// What calendars know a part of a session by, in letters and in feeds.
pub(super) fn uid(settings: &Settings, session: SessionId, part: &str) -> String {
    format!("session-{session}-{part}@{}", settings.public_url.host_str().unwrap_or("localhost"))
}

/// Which of its changes a session is at, as calendars count: a number is left between two, for what is taken away of the former.
pub(super) fn sequence_of(changes: i64) -> u32 {
    u32::try_from(2 * changes).unwrap_or(u32::MAX)
}

/// Grows with all that one calendar is told: with each change of the session, with what is taken away, and when it is put there again.
fn sequence(news: &SessionNews, place: &PlaceNews, method: Method) -> u32 {
    let told = 2 * news.session.sequence + 2 * place.seats_before + i64::from(method == Method::Cancel);
    u32::try_from(told).unwrap_or(u32::MAX)
}

/// Where one goes: the address of the visio when it is on line alone (T5), for those who have a seat.
pub(super) fn location(news: &SessionNews, has_a_seat: bool) -> String {
    let form = &news.session.form;
    match form.mode {
        Mode::Online if has_a_seat => form.online.clone(),
        Mode::Online | Mode::OnSite | Mode::Both => form.mode.place_in_words([form.place.as_str(), &form.room, &news.commune]),
    }
}

pub(super) fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.ms()).unwrap_or_default()
}

/// Someone and their address. A name cannot hold the quotes that it may have to stand in (RFC 5545, 3.2).
fn person(key: &str, name: &str, address: &str) -> Property {
    let mut property = Property::new(key, format!("mailto:{address}"));
    property.add_parameter("CN", &name.replace('"', "'"));
    property
}
