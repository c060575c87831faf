//! The portal that a bench measures: on a database of its own, with the machine's clock, and nobody but those who are made for it.

use domain::{
    access::{Member, Role, Viewer},
    ids::AccountId,
};
use services::{
    cx::{Cx, Portal, Settings},
    db::Db,
    files::Files,
    identity::{self, NewPerson, Providers},
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
};
use std::sync::Arc;

/// The portal on the database at `url`.
pub async fn portal(url: &str) -> anyhow::Result<Arc<Portal>> {
    Ok(Arc::new(Portal {
        db: Db::open(url).await?,
        index: Index::in_memory()?,
        remembered: Default::default(),
        live: Default::default(),
        measured: Default::default(),
        files: Files::in_memory(),
        reader: Default::default(),
        mailer: Mailer::memory(),
        clock: Clock::System,
        ids: Ids::Random,
        settings: Settings {
            public_url: "http://127.0.0.1:3000/".parse()?,
            name: "Préau".into(),
            territory: String::new(),
            sender: "preau@localhost".into(),
            sender_name: "Préau".into(),
            quiet: domain::time::Quiet::of(domain::time::SchoolZone::A),
            retention: Default::default(),
            demo: false,
        },
        providers: Providers::new(Vec::new())?,
        wake: tokio::sync::Notify::new(),
    }))
}

/// Someone with an account, for rights’ sake.
pub fn member(id: AccountId, role: Role) -> Viewer {
    Viewer::Member(Member {
        id,
        name: String::new(),
        roles: vec![role],
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: Vec::new(),
        links: Vec::new(),
    })
}

/// The account of who is called `name`; `subject` tells them from all others.
pub async fn someone(system: &Cx, subject: &str, name: &str, role: Role) -> anyhow::Result<AccountId> {
    let person = NewPerson {
        provider: "bench".into(),
        subject: subject.to_owned(),
        name: name.to_owned(),
        email: None,
        roles: vec![role],
        schools: Vec::new(),
        communes: Vec::new(),
    };
    Ok(identity::ensure_account(system, &person).await?)
}
