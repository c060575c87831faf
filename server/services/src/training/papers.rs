//! What is printed: the sheet that people sign (T12), certificates (T13), the hours of a year (T14).

use super::{Certificate, certificates, presence, rows};
use crate::{
    cx::{Cx, Settings},
    error::{Error, Result},
    pdf,
};
use domain::{
    ids::{RegistrationId, SessionId},
    paths,
    time::{
        SchoolYear,
        french::{day, length},
    },
};

/// How much training a teacher of the first degree is due each school year, in minutes: 18 hours (circulaire 2013-019, II; BO of 21
/// February 2013).
pub const DUE_MINUTES: i64 = 18 * 60;

/// The sheet that those who have a seat sign, a page for each half-day; for who runs trainings.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn sign_in_sheet(cx: &Cx, session: SessionId) -> Result<Vec<u8>> {
    let presence::PresenceList { training, session, people } = presence::presences(cx, session).await?;
    let mut conn = cx.read().await?;
    let commune = rows::commune_of(&mut conn, session.id).await?.unwrap_or_default();
    let trainers = rows::trainer_names(&mut conn, session.id).await?.join(", ");
    drop(conn);
    let settings = &cx.portal.settings;
    let row = |who: super::Participant| pdf::SignInRow { name: who.name, school: who.school, uai: who.uai };
    pdf::sign_in_sheet(pdf::SignInSheet {
        portal: settings.name.clone(),
        territory: settings.territory.clone(),
        training: training.form.title,
        place: session.form.mode.place_in_words([session.form.place.as_str(), &session.form.room, &commune]),
        trainers,
        half_days: session.form.half_days.iter().map(|half_day| half_day.in_words()).collect(),
        rows: people.into_iter().map(|(who, _)| row(who)).collect(),
    })
    .await
}

/// The certificate of one place, on paper; for its owner and for who runs trainings.
///
/// # Errors
/// As [`super::certificate`].
pub async fn certificate_paper(cx: &Cx, registration: RegistrationId) -> Result<Vec<u8>> {
    let certificate = certificates::certificate(cx, registration).await?;
    pdf::certificates(vec![on_paper(&cx.portal.settings, certificate)]).await
}

/// Every certificate of a session, one a page; for who runs trainings.
///
/// # Errors
/// As [`super::certificates()`].
pub async fn certificates_paper(cx: &Cx, session: SessionId) -> Result<Vec<u8>> {
    let all = certificates::certificates(cx, session).await?;
    pdf::certificates(all.into_iter().map(|certificate| on_paper(&cx.portal.settings, certificate)).collect()).await
}

fn on_paper(settings: &Settings, certificate: Certificate) -> pdf::Certificate {
    let line = |(half_day, presence): &(domain::training::HalfDay, domain::training::Presence)| pdf::CertificateLine {
        when: half_day.in_words(),
        presence: presence.label().to_owned(),
        hours: length(presence.minutes(half_day.minutes())),
    };
    pdf::Certificate {
        portal: settings.name.clone(),
        territory: settings.territory.clone(),
        place: certificate.place,
        half_days: certificate.half_days.iter().map(line).collect(),
        hours: length(certificate.minutes),
        check: settings.address(&paths::certificate_check(&certificate.number)),
        number: certificate.number.to_string(),
        today: day(certificate.issued),
        name: certificate.name,
        school: certificate.school,
        training: certificate.title,
    }
}

/// The viewer's hours of `year`, on paper.
///
/// # Errors
/// `SignIn`.
pub async fn hours_paper(cx: &Cx, year: SchoolYear) -> Result<Vec<u8>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let years = certificates::hours(cx).await?;
    let of_year = years.into_iter().find(|known| known.year == year);
    let total = of_year.as_ref().map_or(0, certificates::HoursOfYear::minutes);
    let rows::Person { name, school, .. } = rows::person(&mut cx.read().await?, account).await?;
    let settings = &cx.portal.settings;
    let line = |certificate: Certificate| pdf::HoursLine {
        when: certificate.half_days.first().map(|(half_day, _)| day(half_day.from)).unwrap_or_default(),
        place: certificate.place,
        hours: length(certificate.minutes),
        number: certificate.number.to_string(),
        training: certificate.title,
    };
    pdf::hours(pdf::Hours {
        portal: settings.name.clone(),
        territory: settings.territory.clone(),
        name,
        school,
        year: year.to_string(),
        lines: of_year.map(|known| known.certificates).unwrap_or_default().into_iter().map(line).collect(),
        total: length(total),
        due: length(DUE_MINUTES),
        today: day(cx.now()),
    })
    .await
}
