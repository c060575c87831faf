//! Two schools, the people around them, and the projects they write.

use crate::harness::{TestPortal, member};
use domain::{
    access::{Role, Viewer},
    discussions::PostState,
    ids::{PictureId, TopicId},
    media::Alternative,
    projects::{Cycle, Level, Licence, PictureEntry, ProjectDraft, ProjectForm, Subject},
    territory::Uai,
};
use services::{
    cx::Cx,
    db::Db,
    discussions,
    mail::Letter,
    notifications,
    projects::{self, SaveMode, Saved},
};

/// Runs SQL that no use case offers.
pub async fn sql(portal: &TestPortal, text: &'static str) {
    match &portal.portal.db {
        Db::Sqlite { write, .. } => drop(sqlx::raw_sql(text).execute(write).await.expect("it runs")),
        Db::Postgres { write, .. } => drop(sqlx::raw_sql(text).execute(write).await.expect("it runs")),
    }
}

/// Says where a whole topic stands: with its first message.
pub async fn whole(cx: &Cx, topic: TopicId, state: PostState) {
    let opening = discussions::opening(cx, topic).await.expect("a topic").expect("its first message");
    let mut change = cx.begin().await.expect("a change");
    discussions::set_state(cx, &mut change, opening, state, "").await.expect("decided");
    change.commit().await.expect("kept");
}

/// The number that a query answers, where no use case tells it.
pub async fn count(portal: &TestPortal, text: &'static str) -> i64 {
    match &portal.portal.db {
        Db::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_one(read).await.expect("a number"),
        Db::Postgres { write, .. } => sqlx::query_scalar(text).fetch_one(write).await.expect("a number"),
    }
}

/// The letters that leave now.
pub async fn letters(portal: &TestPortal) -> Vec<Letter> {
    notifications::catch_up(portal.portal.clone()).await.expect("letters leave");
    portal.portal.mailer.take_letters()
}

/// Whom letters go to, and what they are about.
pub fn addressed(letters: &[Letter]) -> Vec<(&str, &str)> {
    letters.iter().map(|letter| (letter.to.as_str(), letter.subject.as_str())).collect()
}

/// Puts the schools and the accounts there: 1 and 2 are teachers, 3 the animator, 4 anyone.
pub async fn settle(portal: &TestPortal) {
    sql(
        portal,
        "INSERT INTO commune (insee, name, name_key, membership, updated_ms) VALUES ('33063', 'Bordeaux', 'bordeaux', 'adhesion', 0), \
         ('33039', 'Bègles', 'begles', 'convention', 0);
         INSERT INTO school (uai, name, name_key, kind, nature_code, public_sector, commune, address, postcode, constituency, \
         constituency_code, pial, state, row_hash, updated_ms) VALUES \
         ('0990001N', 'École des Tilleuls', 'ecole des tilleuls', 'elementaire', '151', TRUE, '33063', '', '', '', '', '', 'ouvert', '', 0), \
         ('0990002P', 'École du Port', 'ecole du port', 'primaire', '151', TRUE, '33039', '', '', '', '', '', 'ouvert', '', 0);
         INSERT INTO account (id, name, email, created_ms, seen_ms) VALUES (1, 'Camille Durand', 'camille@exemple.fr', 0, 0), \
         (2, 'Dominique Petit', 'dominique@exemple.fr', 0, 0), (3, 'Alix Martin', 'alix@exemple.fr', 0, 0), (4, 'Noa Leroy', NULL, 0, 0);
         INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (1, 'teacher', 'ent', 0), (3, 'animator', 'granted', 0);",
    )
    .await;
}

pub fn tilleuls() -> Uai {
    Uai::from_number(990_001)
}

pub fn port() -> Uai {
    Uai::from_number(990_002)
}

pub fn teacher() -> Viewer {
    member(1, &[Role::Teacher], &[tilleuls()])
}

pub fn animator() -> Viewer {
    member(3, &[Role::Animator], &[])
}

/// A project with all that is mandatory.
pub fn form(title: &str, body: &str) -> ProjectForm {
    let draft = ProjectDraft {
        title: title.into(),
        summary: "Une année en classe.".into(),
        body: body.into(),
        cycles: vec![Cycle::Two],
        levels: vec![Level::Ce1],
        subjects: vec![Subject::Francais],
        schools: vec![tilleuls()],
        licence: Some(Licence::CcBySa),
        ..ProjectDraft::default()
    };
    ProjectForm { draft, ..ProjectForm::default() }
}

/// The same, with pictures that are described.
pub fn with_pictures(form: ProjectForm, pictures: &[PictureId]) -> ProjectForm {
    let entry =
        |picture: &PictureId| PictureEntry { picture: *picture, alt: Alternative::Text("Une image".into()), caption: String::new() };
    ProjectForm { pictures: Some(pictures.iter().map(entry).collect()), ..form }
}

/// The same, over the version `seen`.
pub fn over(seen: i64, form: ProjectForm) -> ProjectForm {
    ProjectForm { version: Some(seen), ..form }
}

pub async fn begun(portal: &TestPortal, form: &ProjectForm) -> Saved {
    projects::start(&portal.cx(teacher()), form, SaveMode::Kept).await.expect("a draft")
}

pub async fn handed_over(portal: &TestPortal, form: &ProjectForm) -> Saved {
    let saved = begun(portal, form).await;
    projects::submit(&portal.cx(teacher()), &saved.slug, saved.version).await.expect("handed over")
}

pub async fn published(portal: &TestPortal, form: &ProjectForm) -> Saved {
    let saved = handed_over(portal, form).await;
    projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
    saved
}
