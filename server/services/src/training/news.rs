//! What letters about sessions need to know.

use super::{Participant, Registration, Session, Training, rows};
use crate::{
    db::Conn,
    error::{Error, Result},
    identity::{self, Recipient},
};
use domain::ids::{RegistrationId, SessionId};

/// A session with what letters say of it.
#[derive(Clone, Debug)]
pub struct SessionNews {
    /// What is taught.
    pub training: Training,
    /// The session.
    pub session: Session,
    /// The name of the commune where it takes place; may be empty.
    pub commune: String,
}

/// The session `id`, if it is still there.
///
/// # Errors
/// The database's.
pub async fn session_news(conn: &mut impl Conn, id: SessionId) -> Result<Option<SessionNews>> {
    let Some(session) = rows::session(conn, id).await? else { return Ok(None) };
    let training = rows::training_of(conn, session.training).await?.ok_or(Error::NotFound)?;
    let commune = rows::commune_of(conn, id).await?.unwrap_or_default();
    Ok(Some(SessionNews { training, session, commune }))
}

/// Someone's place, as letters tell of it.
#[derive(Clone, Debug)]
pub struct PlaceNews {
    /// The place.
    pub registration: Registration,
    /// Its owner's name.
    pub name: String,
    /// Its owner, if they read letters.
    pub reader: Option<Recipient>,
    /// How many places with a seat its owner had in the session before.
    pub seats_before: i64,
}

/// A place and what it is in, if both are still there.
///
/// # Errors
/// The database's.
pub async fn place_news(conn: &mut impl Conn, id: RegistrationId) -> Result<Option<(PlaceNews, SessionNews)>> {
    let Some(registration) = rows::registration(conn, id).await? else { return Ok(None) };
    let Some(news) = session_news(conn, registration.session).await? else { return Ok(None) };
    Ok(Some((of_place(conn, registration).await?, news)))
}

/// Those whose place in a session stands, those who wait included, in the order in which they came.
///
/// # Errors
/// The database's.
pub async fn places_of_session(conn: &mut impl Conn, id: SessionId) -> Result<Vec<PlaceNews>> {
    let mut places = Vec::new();
    for registration in rows::registrations(conn, id).await?.into_iter().filter(|registration| registration.standing.is_live()) {
        places.push(of_place(conn, registration).await?);
    }
    Ok(places)
}

async fn of_place(conn: &mut impl Conn, registration: Registration) -> Result<PlaceNews> {
    let reader = identity::address_of(conn, registration.account).await?;
    let seats_before = rows::seats_before(conn, &registration).await?;
    let Participant { registration, name, .. } = rows::participant(conn, registration).await?;
    Ok(PlaceNews { registration, name, reader, seats_before })
}

/// How long the owner of a place was there, if a certificate says it.
///
/// # Errors
/// The database's.
pub async fn minutes_certified(conn: &mut impl Conn, id: RegistrationId) -> Result<Option<i64>> {
    Ok(rows::certificate(conn, id).await?.map(|certificate| certificate.minutes))
}

/// Those who must say whether the owner of `registration` may come, and who read letters; where there are none, the animators.
///
/// # Errors
/// The database's.
pub async fn approvers(conn: &mut impl Conn, registration: &Registration, session: &Session) -> Result<Vec<Recipient>> {
    let mut readers = Vec::new();
    for account in rows::approvers(conn, session.form.approval, registration.account).await? {
        readers.extend(identity::address_of(conn, account).await?);
    }
    if readers.is_empty() { identity::animators(conn).await } else { Ok(readers) }
}
