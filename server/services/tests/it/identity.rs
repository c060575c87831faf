//! People come in, are who they are, and go.

mod accounts;
mod back_channel;
mod cas;
mod delegates;
mod fake_people;
mod fake_provider;
mod faults;
mod invitations;
mod linking;
mod look;
mod oauth2;
mod pending;
mod sessions;
mod sign_in;
mod trail;
mod twins;

use crate::harness::TestPortal;
use domain::{
    access::{Member, Role},
    ids::AccountId,
};
use services::{
    db::Db,
    identity::{self, NewPerson},
    outside::Secret,
};

/// A person of the demo.
fn person(subject: &str, roles: &[Role]) -> NewPerson {
    NewPerson {
        provider: identity::DEMO_PROVIDER.to_owned(),
        subject: subject.to_owned(),
        name: format!("Personne {subject}"),
        email: Some(format!("{subject}@example.fr")),
        roles: roles.to_vec(),
        schools: Vec::new(),
        communes: Vec::new(),
    }
}

async fn ensure(portal: &TestPortal, person: &NewPerson) -> AccountId {
    identity::ensure_account(&portal.system(), person).await.expect("an account")
}

/// Who `session` stands for.
async fn member(portal: &TestPortal, session: &Secret) -> Option<Member> {
    identity::viewer(&portal.portal, session).await.expect("an answer").member().cloned()
}

/// The single number of `sql`.
async fn count(portal: &TestPortal, sql: &'static str) -> i64 {
    let number = match &portal.portal.db {
        Db::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_one(read).await,
        Db::Postgres { write, .. } => sqlx::query_scalar(sql).fetch_one(write).await,
    };
    number.expect("a number")
}

/// The texts of `sql`'s one column.
async fn texts(portal: &TestPortal, sql: &'static str) -> Vec<String> {
    let rows = match &portal.portal.db {
        Db::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_all(read).await,
        Db::Postgres { write, .. } => sqlx::query_scalar(sql).fetch_all(write).await,
    };
    rows.expect("texts")
}

/// Runs `sql` behind the portal's back.
async fn meddle(portal: &TestPortal, sql: &'static str) {
    match &portal.portal.db {
        Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(drop),
        Db::Postgres { write, .. } => sqlx::query(sql).execute(write).await.map(drop),
    }
    .expect("done");
}
