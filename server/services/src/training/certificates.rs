//! After a session (T13, T14, T24): certificates for those who were there, the hours of a year, and the page on which anyone checks one.

use super::{Participant, Session, gate, presence, rows};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    outside,
};
use domain::{
    ids::{AccountId, RegistrationId, SessionId},
    problem::{Problems, Rule},
    time::{SchoolYear, Timestamp},
    training::{CertificateNumber, HalfDay, Presence},
};

/// What a certificate says.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Whose place it is of.
    pub registration: RegistrationId,
    /// Its number.
    pub number: CertificateNumber,
    /// Who was there.
    pub name: String,
    /// The name of a school of theirs; may be empty.
    pub school: String,
    /// What was taught: the title that it had.
    pub title: String,
    /// Where: the place, the room and the commune.
    pub place: String,
    /// Each half-day and whether they were there.
    pub half_days: Vec<(HalfDay, Presence)>,
    /// How long they were there, in minutes.
    pub minutes: i64,
    /// When it was made.
    pub issued: Timestamp,
}

impl Certificate {
    /// When it began.
    pub fn begins(&self) -> Timestamp {
        self.half_days.first().map_or(self.issued, |(half_day, _)| half_day.from)
    }
}

/// Makes the certificates of a session that is being closed: one for each who was there for a part of it at least.
///
/// # Errors
/// `Invalid` on `session` while it is not noted of everyone whether they were there.
pub(super) async fn issue(cx: &Cx, change: &mut Change, session: &Session) -> Result<()> {
    let mut missing = 0;
    let title = rows::training_of(change, session.training).await?.ok_or(Error::NotFound)?.form.title;
    let commune = rows::commune_of(change, session.id).await?.unwrap_or_default();
    let place = session.form.mode.place_in_words([session.form.place.as_str(), &session.form.room, &commune]);
    for registration in rows::registrations(change, session.id).await?.iter().filter(|known| presence::has_a_seat(known)) {
        let marks = rows::presences_of(change, registration.id).await?;
        missing += (0..session.form.half_days.len()).filter(|place| marks.iter().all(|(known, ..)| known != place)).count();
        let minutes: i64 = marks
            .iter()
            .map(|(place, presence, _)| presence.minutes(session.form.half_days.get(*place).map_or(0, |known| known.minutes())))
            .sum();
        if minutes > 0 {
            let Participant { registration, name, school, .. } = rows::participant(change, registration.clone()).await?;
            let number = CertificateNumber::of(outside::chance()?);
            // As it is today: what is named otherwise tomorrow does not make the paper a forgery.
            let said = rows::Issued { number, name, school, title: title.clone(), place: place.clone(), minutes, issued: cx.now() };
            rows::insert_certificate(change, registration.id, &said).await?;
        }
    }
    if missing > 0 {
        return Err(Problems::one("session", Rule::PresencesMissing { many: missing }).into());
    }
    Ok(())
}

/// The certificate of the place `registration`, for its owner and for who runs trainings.
///
/// # Errors
/// `SignIn`; `NotFound` for anyone else, and when there is none.
pub async fn certificate(cx: &Cx, registration: RegistrationId) -> Result<Certificate> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let known = rows::registration(&mut conn, registration).await?.ok_or(Error::NotFound)?;
    if known.account != account {
        let session = rows::session(&mut conn, known.session).await?.ok_or(Error::NotFound)?;
        if !gate::runs(cx, &mut conn, &session).await? {
            return Err(Error::NotFound);
        }
    }
    rows::certificate(&mut conn, registration).await?.ok_or(Error::NotFound)
}

/// Every certificate of a session, by name, for who runs trainings.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it has none.
pub async fn certificates(cx: &Cx, session: SessionId) -> Result<Vec<Certificate>> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let known = rows::session(&mut conn, session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &known).await?;
    let mut all = Vec::new();
    for registration in rows::registrations(&mut conn, session).await? {
        all.extend(rows::certificate(&mut conn, registration.id).await?);
    }
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    all.sort_by_cached_key(|certificate| domain::text::fold(&certificate.name));
    Ok(all)
}

/// The certificate of this number, for anyone who knows it: it says what the paper says, and no more (T24).
///
/// # Errors
/// `NotFound` when there is none.
pub async fn checked(cx: &Cx, number: &CertificateNumber) -> Result<Certificate> {
    let mut conn = cx.read().await?;
    let registration = rows::registration_of_certificate(&mut conn, number).await?.ok_or(Error::NotFound)?;
    rows::certificate(&mut conn, registration).await?.ok_or(Error::NotFound)
}

/// The hours of one school year.
#[derive(Clone, Debug)]
pub struct HoursOfYear {
    /// Which year.
    pub year: SchoolYear,
    /// What was followed, the first first.
    pub certificates: Vec<Certificate>,
}

impl HoursOfYear {
    /// How long in all, in minutes.
    pub fn minutes(&self) -> i64 {
        self.certificates.iter().map(|certificate| certificate.minutes).sum()
    }
}

/// The viewer's hours, by school year, the latest first (T14).
///
/// # Errors
/// `SignIn`.
pub async fn hours(cx: &Cx) -> Result<Vec<HoursOfYear>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    hours_of(cx, account).await
}

async fn hours_of(cx: &Cx, account: AccountId) -> Result<Vec<HoursOfYear>> {
    let mut conn = cx.read().await?;
    let mut years: Vec<HoursOfYear> = Vec::new();
    let mut all = Vec::new();
    for registration in rows::registrations_of(&mut conn, account).await? {
        all.extend(rows::certificate(&mut conn, registration.id).await?);
    }
    all.sort_by_key(Certificate::begins);
    for certificate in all {
        let year = SchoolYear::containing(certificate.begins());
        match years.iter_mut().find(|known| known.year == year) {
            Some(known) => known.certificates.push(certificate),
            None => years.push(HoursOfYear { year, certificates: vec![certificate] }),
        }
    }
    years.reverse();
    Ok(years)
}
