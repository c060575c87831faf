//! SQL of trainings: what is taught.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, on, value},
    error::Result,
    training::{Training, onlooker::Onlooker},
};
use domain::{ids::TrainingId, territory::Insee, time::Timestamp, training::TrainingForm};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct TrainingRow {
    id: i64,
    slug: String,
    title: String,
    summary: String,
    aims: String,
    body: String,
    materials: String,
    cycles: String,
    competences: String,
    updated_ms: i64,
}

/// Trainings, and what else is said of which are wanted.
macro_rules! trainings {
    ($rest:literal) => {
        concat!("SELECT id, slug, title, summary, aims, body, materials, cycles, competences, updated_ms FROM training ", $rest)
    };
}

fn whole(row: TrainingRow) -> Result<Training> {
    let form = TrainingForm {
        title: row.title,
        summary: row.summary,
        aims: row.aims,
        body: row.body,
        materials: row.materials,
        cycles: row.cycles.split_whitespace().map(value).collect::<Result<_>>()?,
        competences: row.competences.split_whitespace().map(value).collect::<Result<_>>()?,
    };
    Ok(Training { id: TrainingId::new(row.id), slug: row.slug, form, updated: Timestamp::from_ms(row.updated_ms) })
}

/// The training at `slug`.
pub(crate) async fn training(conn: &mut impl Conn, slug: &str) -> Result<Option<Training>> {
    fetch_opt!(conn, TrainingRow, trainings!("WHERE slug = $1"), slug)?.map(whole).transpose()
}

/// The training `id`.
pub(crate) async fn training_of(conn: &mut impl Conn, id: TrainingId) -> Result<Option<Training>> {
    fetch_opt!(conn, TrainingRow, trainings!("WHERE id = $1"), id.get())?.map(whole).transpose()
}

/// Every training, by its title.
pub(crate) async fn trainings(conn: &mut impl Conn) -> Result<Vec<Training>> {
    fetch_all!(conn, TrainingRow, trainings!("ORDER BY title, id"))?.into_iter().map(whole).collect()
}

/// Those of the trainings `ids` of which `onlooker` sees a session.
pub(crate) async fn trainings_seen(conn: &mut impl Conn, ids: &[TrainingId], onlooker: Onlooker) -> Result<Vec<Training>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(trainings!("t WHERE t.id IN ("));
        super::push_numbers(&mut query, ids.iter().map(|id| id.get()));
        query.push(" AND ");
        super::push_shown(&mut query, "t.id", onlooker);
        query.build_query_as::<TrainingRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(whole).collect()
}

/// The addresses of trainings of which `onlooker` sees a session, and when each last changed.
pub(crate) async fn shown_slugs(conn: &mut impl Conn, onlooker: Onlooker) -> Result<Vec<(String, Timestamp)>> {
    let (account, announced_by) = onlooker.values();
    let sql = concat!(
        "SELECT slug, updated_ms FROM training t WHERE EXISTS (SELECT 1 FROM training_session s WHERE s.training_id = t.id AND ",
        shown!("$1", "$2"),
        ") ORDER BY slug"
    );
    let rows = fetch_all!(conn, (String, i64), sql, account, announced_by)?;
    Ok(rows.into_iter().map(|(slug, ms)| (slug, Timestamp::from_ms(ms))).collect())
}

/// Keeps a new training at `slug`.
pub(crate) async fn insert_training(conn: &mut impl Conn, id: TrainingId, slug: &str, form: &TrainingForm, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO training (id, slug, title, summary, aims, body, materials, cycles, competences, created_ms, updated_ms) \
               VALUES ($1, $2, '', '', '', '', '', '', '', $3, $3)";
    exec!(conn, sql, id.get(), slug, at.ms())?;
    update_training(conn, id, form, at).await
}

/// The communes of the delegate who made a training.
pub(crate) async fn communes_of_training(conn: &mut impl Conn, id: TrainingId) -> Result<Vec<Insee>> {
    let sql = "SELECT insee FROM training_commune WHERE training_id = $1 ORDER BY insee";
    fetch_all!(conn, (String,), sql, id.get())?.iter().map(|(insee,)| value(insee)).collect()
}

/// Notes of which communes a training is.
pub(crate) async fn insert_communes_of_training(conn: &mut impl Conn, id: TrainingId, communes: &[Insee]) -> Result<()> {
    for commune in communes {
        let sql = "INSERT INTO training_commune (training_id, insee) VALUES ($1, $2) ON CONFLICT (training_id, insee) DO NOTHING";
        exec!(conn, sql, id.get(), commune.as_str())?;
    }
    Ok(())
}

/// Writes what a training says.
pub(crate) async fn update_training(conn: &mut impl Conn, id: TrainingId, form: &TrainingForm, at: Timestamp) -> Result<()> {
    let cycles = form.cycles.iter().map(|cycle| cycle.key()).collect::<Vec<_>>().join(" ");
    let competences = form.competences.iter().map(|competence| competence.key()).collect::<Vec<_>>().join(" ");
    let sql = "UPDATE training SET title = $2, summary = $3, aims = $4, body = $5, materials = $6, cycles = $7, competences = $8, \
               updated_ms = $9 WHERE id = $1";
    exec!(conn, sql, id.get(), &form.title, &form.summary, &form.aims, &form.body, &form.materials, cycles, competences, at.ms())?;
    Ok(())
}
