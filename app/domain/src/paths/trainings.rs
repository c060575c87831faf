//! Addresses of trainings, their sessions, and what comes of them.

use super::{CERTIFICATES, DESK, MY_CALENDAR, MY_TRAININGS, RUN_TRAININGS, TRAININGS, WISHES};
use crate::{
    ids::{RegistrationId, SessionId, WishId},
    training::CertificateNumber,
};

/// A training, its sessions, and where one asks for a place (POST).
pub fn training(slug: &str) -> String {
    format!("{TRAININGS}/{slug}")
}

/// A session on its training's page.
pub fn session(slug: &str, session: SessionId) -> String {
    format!("{TRAININGS}/{slug}#session-{session}")
}

/// The secret address at which a calendar follows someone's places. Its secret travels in the query: the log keeps paths only.
pub fn own_calendar(secret: &str) -> String {
    format!("{MY_CALENDAR}?cle={secret}")
}

/// Where a training is made, and its sessions prepared.
pub fn run_training(slug: &str) -> String {
    format!("{RUN_TRAININGS}/{slug}")
}

/// Where a session is run: changed, opened, and who comes.
pub fn run_session(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}")
}

/// Where it is noted who was there.
pub fn presences(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}/presences")
}

/// The sheet that those who come sign.
pub fn sign_in_sheet(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}/emargement.pdf")
}

/// The certificates of a session, one a page.
pub fn session_certificates(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}/attestations.pdf")
}

/// Where the list of those who come is taken away (POST).
pub fn export(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}/export")
}

/// What was thought of a session, and its report.
pub fn session_results(session: SessionId) -> String {
    format!("{DESK}/sessions/{session}/bilan")
}

/// What the code of a place leads to, read by who runs the session.
pub fn check_in(registration: RegistrationId) -> String {
    format!("{DESK}/presences/{registration}")
}

/// The code that someone brings to a session.
pub fn ticket(registration: RegistrationId) -> String {
    format!("{MY_TRAININGS}/{registration}")
}

/// The certificate of having been there.
pub fn certificate(registration: RegistrationId) -> String {
    format!("{MY_TRAININGS}/{registration}/attestation.pdf")
}

/// Where the certificate of this number is checked. The number opens a name: it travels in the query, since the log keeps paths.
pub fn certificate_check(number: &CertificateNumber) -> String {
    format!("{CERTIFICATES}?numero={number}")
}

/// Where those who came say what they think of a session.
pub fn evaluation(session: SessionId) -> String {
    format!("{MY_TRAININGS}/sessions/{session}/avis")
}

/// A training that is wished for.
pub fn wish(wish: WishId) -> String {
    format!("{WISHES}#souhait-{wish}")
}
