//! Trainings on both engines: planned, asked for, given fairly.

mod day;
mod delegates;
mod feeds;
mod head_start;
mod invitations;
mod letters;
mod places;
mod planning;
mod reminders;
mod wishes;

use crate::{
    cast::{animator, sql, tilleuls},
    harness::{TestPortal, member},
};
use domain::{
    access::{Role, Viewer},
    ids::SessionId,
    territory::Uai,
    training::{SessionForm, SessionMove, Standing, TrainingForm},
};
use services::{
    cx::Cx,
    training::{self, Registration},
};

const HOUR_MS: i64 = 3_600_000;

pub fn radio() -> TrainingForm {
    TrainingForm::read([("title", "Radio en classe"), ("summary", "Une demi-journée pour émettre."), ("cycles", "2")])
}

pub fn session(more: &[(&'static str, &'static str)]) -> SessionForm {
    let mut pairs = vec![
        ("mode", "on-site"),
        ("place", "École des Tilleuls"),
        ("commune", "33063"),
        ("day-1", "2026-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "2"),
    ];
    for (name, value) in more {
        pairs.retain(|(known, _)| known != name);
        pairs.push((name, value));
    }
    SessionForm::read(pairs).expect("a sound session")
}

/// A session of its own training, open to registration.
async fn open(portal: &TestPortal, more: &[(&'static str, &'static str)]) -> SessionId {
    let cx = portal.cx(animator());
    let slug = training::make(&cx, &radio(), None).await.expect("a training");
    let id = training::prepare(&cx, &slug, session(more), &[]).await.expect("a session");
    training::move_session(&cx, id, SessionMove::Open).await.expect("open");
    id
}

pub fn teacher(id: i64, school: Uai) -> Viewer {
    member(id, &[Role::Teacher], &[school])
}

/// Accounts from 100 on, teachers of the first school.
pub async fn teachers(portal: &TestPortal) {
    sql(
        portal,
        "INSERT INTO account (id, name, created_ms, seen_ms) WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 299) \
         SELECT i, 'Enseignante ' || i, 0, 0 FROM n;
         INSERT INTO account_school (account_id, uai) SELECT id, '0990001N' FROM account WHERE id >= 100;",
    )
    .await;
}

pub async fn asks(portal: &TestPortal, session: SessionId, id: i64) -> Registration {
    training::register(&portal.cx(teacher(id, tilleuls())), session).await.expect("an answer")
}

fn standings(registrations: &[Registration]) -> Vec<Standing> {
    registrations.iter().map(|registration| registration.standing).collect()
}

async fn everyone(cx: &Cx, session: SessionId) -> Vec<Registration> {
    let desk = training::session_desk(cx, session).await.expect("who runs it sees it");
    desk.participants.into_iter().map(|participant| participant.registration).collect()
}

/// Changes a session, as it is now.
async fn change(cx: &Cx, id: SessionId, more: &[(&'static str, &'static str)]) -> services::error::Result<()> {
    let seen = training::session_desk(cx, id).await.expect("a desk").session.updated;
    training::change_session(cx, id, seen, session(more), &[]).await
}

async fn gives_up(cx: &Cx, session: SessionId) {
    training::give_up(cx, session).await.expect("given up");
}
