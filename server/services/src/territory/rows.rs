//! SQL of the territory.

mod found;

pub(super) use found::{communes, every_commune, every_school, position, schools, schools_in, within};

use super::{
    commune::{CommuneCard, CommuneFacts},
    plan::{Known, KnownSchool},
    read::{SchoolCard, SchoolChoice, SchoolName},
    school::{School, SchoolFacts},
};
use crate::{
    cx::Change,
    db::{Conn, exec, fetch_all, fetch_opt, on, scalar, value},
    error::{Error, Result},
};
use domain::{
    territory::{Insee, Membership, Position, SchoolKind, SchoolState, Uai},
    text::fold,
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::{collections::BTreeMap, fmt::Display, str::FromStr};

/// Has other imports wait for this one's end: locks a row of the table on PostgreSQL; on SQLite the transaction is alone already.
pub(super) async fn one_import_at_a_time(change: &mut Change) -> Result<()> {
    exec!(change, "UPDATE commune SET updated_ms = updated_ms WHERE insee = (SELECT MIN(insee) FROM commune)")?;
    Ok(())
}

/// Reads a value that this program wrote; anything else is a fault of ours.
fn kept<T: FromStr<Err: Display>>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|error| Error::Internal(anyhow::anyhow!("{column} holds {text:?}: {error}")))
}

fn place(latitude: Option<f64>, longitude: Option<f64>) -> Option<Position> {
    Position::new(latitude?, longitude?)
}

const SCHOOL_COLUMNS: &str = "uai, name, name_key, kind, nature_code, public_sector, commune, address, postcode, constituency, \
     constituency_code, pial, priority, latitude, longitude, state, opened_on, closed_ms, row_hash, updated_ms";

#[derive(sqlx::FromRow)]
struct SchoolRow {
    uai: String,
    name: String,
    kind: String,
    nature_code: String,
    public_sector: bool,
    commune: String,
    address: String,
    postcode: String,
    constituency: String,
    constituency_code: String,
    pial: String,
    priority: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    state: String,
    opened_on: Option<String>,
    row_hash: String,
    closed_ms: Option<i64>,
    updated_ms: i64,
    commune_name: String,
}

impl SchoolRow {
    fn facts(self) -> Result<SchoolFacts> {
        Ok(SchoolFacts {
            uai: kept("school.uai", &self.uai)?,
            name: self.name,
            kind: kept("school.kind", &self.kind)?,
            nature_code: self.nature_code,
            public: self.public_sector,
            commune: kept("school.commune", &self.commune)?,
            address: self.address,
            postcode: self.postcode,
            constituency: self.constituency,
            constituency_code: self.constituency_code,
            pial: self.pial,
            priority: self.priority.map(|key| kept("school.priority", &key)).transpose()?,
            position: place(self.latitude, self.longitude),
            state: kept("school.state", &self.state)?,
            opened_on: self.opened_on.map(|day| kept("school.opened_on", &day)).transpose()?,
        })
    }

    fn school(mut self) -> Result<School> {
        let commune_name = std::mem::take(&mut self.commune_name);
        let (closed, updated) = (self.closed_ms.map(Timestamp::from_ms), Timestamp::from_ms(self.updated_ms));
        Ok(School { facts: self.facts()?, commune_name, closed, updated })
    }
}

const ALL_SCHOOLS: &str = "SELECT s.*, c.name AS commune_name FROM school s JOIN commune c ON c.insee = s.commune";

pub(super) async fn known(change: &mut Change) -> Result<Known> {
    let communes = fetch_all!(change, (String,), "SELECT insee FROM commune")?;
    let schools = fetch_all!(change, SchoolRow, ALL_SCHOOLS)?;
    let mut known = Known {
        communes: communes.iter().map(|(insee,)| kept("commune.insee", insee)).collect::<Result<_>>()?,
        schools: std::collections::HashMap::with_capacity(schools.len()),
    };
    for mut row in schools {
        let row_hash = std::mem::take(&mut row.row_hash);
        let facts = row.facts()?;
        known.schools.insert(facts.uai.clone(), KnownSchool { facts, row_hash });
    }
    Ok(known)
}

pub(super) async fn school(conn: &mut impl Conn, uai: &Uai) -> Result<Option<School>> {
    let sql = "SELECT s.*, c.name AS commune_name FROM school s JOIN commune c ON c.insee = s.commune WHERE s.uai = $1";
    fetch_opt!(conn, SchoolRow, sql, uai.as_str())?.map(SchoolRow::school).transpose()
}

/// Adds schools, or replaces what is kept of them. A school that closes is closed now; any other is not.
pub(super) async fn save_schools(change: &mut Change, now: Timestamp, schools: &[SchoolFacts]) -> Result<()> {
    if schools.is_empty() {
        return Ok(());
    }
    on!(change, c, D => {
        let mut query = QueryBuilder::<D>::new("INSERT INTO school (");
        query.push(SCHOOL_COLUMNS).push(") ");
        query.push_values(schools, |mut row, school| {
            row.push_bind(school.uai.to_string())
                .push_bind(school.name.clone())
                .push_bind(fold(&school.name))
                .push_bind(school.kind.key())
                .push_bind(school.nature_code.clone())
                .push_bind(school.public)
                .push_bind(school.commune.to_string())
                .push_bind(school.address.clone())
                .push_bind(school.postcode.clone())
                .push_bind(school.constituency.clone())
                .push_bind(school.constituency_code.clone())
                .push_bind(school.pial.clone())
                .push_bind(school.priority.map(|priority| priority.key()))
                .push_bind(school.position.map(Position::latitude))
                .push_bind(school.position.map(Position::longitude))
                .push_bind(school.state.key())
                .push_bind(school.opened_on.map(|day| day.to_string()))
                .push_bind((school.state == SchoolState::Closed).then_some(now.ms()))
                .push_bind(school.hash())
                .push_bind(now.ms());
        });
        query.push(" ON CONFLICT (uai) DO UPDATE SET ");
        let mut set = query.separated(", ");
        for column in SCHOOL_COLUMNS.split(',').map(str::trim).skip(1) {
            set.push(column).push_unseparated(" = excluded.").push_unseparated(column);
        }
        query.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CommuneRow {
    insee: String,
    name: String,
    population: Option<i64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    membership: String,
}

impl CommuneRow {
    fn facts(self, boundary: Option<String>) -> Result<CommuneFacts> {
        Ok(CommuneFacts {
            insee: kept("commune.insee", &self.insee)?,
            name: self.name,
            population: self.population,
            position: place(self.latitude, self.longitude),
            boundary,
            membership: kept("commune.membership", &self.membership)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct DrawnRow {
    #[sqlx(flatten)]
    commune: CommuneRow,
    boundary: Option<String>,
}

pub(super) async fn known_communes(change: &mut Change) -> Result<BTreeMap<Insee, CommuneFacts>> {
    let sql = "SELECT insee, name, population, latitude, longitude, membership, boundary FROM commune";
    let rows = fetch_all!(change, DrawnRow, sql)?;
    rows.into_iter().map(|row| row.commune.facts(row.boundary).map(|facts| (facts.insee.clone(), facts))).collect()
}

pub(super) async fn commune(conn: &mut impl Conn, insee: &Insee) -> Result<Option<CommuneFacts>> {
    let sql = "SELECT insee, name, population, latitude, longitude, membership, boundary FROM commune WHERE insee = $1";
    fetch_opt!(conn, DrawnRow, sql, insee.as_str())?.map(|row| row.commune.facts(row.boundary)).transpose()
}

pub(super) async fn save_commune(change: &mut Change, now: Timestamp, commune: &CommuneFacts) -> Result<()> {
    let sql = "INSERT INTO commune (insee, name, name_key, population, latitude, longitude, boundary, membership, updated_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (insee) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, population = excluded.population, \
         latitude = excluded.latitude, longitude = excluded.longitude, boundary = excluded.boundary, \
         membership = excluded.membership, updated_ms = excluded.updated_ms";
    exec!(
        change,
        sql,
        commune.insee.as_str(),
        &commune.name,
        fold(&commune.name),
        commune.population,
        commune.position.map(Position::latitude),
        commune.position.map(Position::longitude),
        commune.boundary.as_deref(),
        commune.membership.key(),
        now.ms(),
    )?;
    Ok(())
}

/// Makes communes of which nothing is known but a name.
pub(super) async fn insert_communes(change: &mut Change, now: Timestamp, communes: &BTreeMap<Insee, String>) -> Result<()> {
    for (insee, name) in communes {
        save_commune(change, now, &CommuneFacts::named(insee.clone(), name.clone())).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CardRow {
    #[sqlx(flatten)]
    commune: CommuneRow,
    schools: i64,
}

pub(super) async fn commune_cards(conn: &mut impl Conn) -> Result<Vec<CommuneCard>> {
    let sql = "SELECT c.insee, c.name, c.population, c.latitude, c.longitude, c.membership, \
         (SELECT COUNT(*) FROM school s WHERE s.commune = c.insee AND s.state <> $1) AS schools \
         FROM commune c ORDER BY c.name_key, c.insee";
    let rows = fetch_all!(conn, CardRow, sql, SchoolState::Closed.key())?;
    rows.into_iter()
        .map(|CardRow { commune, schools }| {
            Ok(CommuneCard {
                insee: kept("commune.insee", &commune.insee)?,
                name: commune.name,
                population: commune.population,
                position: place(commune.latitude, commune.longitude),
                membership: kept::<Membership>("commune.membership", &commune.membership)?,
                schools,
            })
        })
        .collect()
}

pub(super) async fn commune_names(conn: &mut impl Conn) -> Result<BTreeMap<Insee, String>> {
    let rows = fetch_all!(conn, (String, String), "SELECT insee, name FROM commune")?;
    rows.into_iter().map(|(insee, name)| Ok((kept("commune.insee", &insee)?, name))).collect()
}

#[derive(sqlx::FromRow)]
struct SchoolCardRow {
    uai: String,
    name: String,
    kind: String,
    public_sector: bool,
    priority: Option<String>,
    state: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

pub(super) async fn school_cards(conn: &mut impl Conn, commune: &Insee) -> Result<Vec<SchoolCard>> {
    let sql = "SELECT uai, name, kind, public_sector, priority, state, latitude, longitude FROM school \
         WHERE commune = $1 ORDER BY name_key, uai";
    let rows = fetch_all!(conn, SchoolCardRow, sql, commune.as_str())?;
    rows.into_iter()
        .map(|row| {
            Ok(SchoolCard {
                uai: kept("school.uai", &row.uai)?,
                name: row.name,
                kind: kept("school.kind", &row.kind)?,
                public: row.public_sector,
                priority: row.priority.map(|key| kept("school.priority", &key)).transpose()?,
                state: kept("school.state", &row.state)?,
                position: place(row.latitude, row.longitude),
            })
        })
        .collect()
}

/// The schools that receive pupils, by commune and name; those of `only`, or all.
pub(super) async fn choices(conn: &mut impl Conn, only: Option<&[Uai]>) -> Result<Vec<SchoolChoice>> {
    if only.is_some_and(<[Uai]>::is_empty) {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String, String, String)> = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT s.uai, s.name, s.kind, c.name FROM school s JOIN commune c ON c.insee = s.commune WHERE s.state <> ",
        );
        query.push_bind(SchoolState::Closed.key());
        if let Some(only) = only {
            let mut list = query.push(" AND s.uai IN (").separated(", ");
            for uai in only {
                list.push_bind(uai.to_string());
            }
            query.push(")");
        }
        query.push(" ORDER BY c.name_key, s.name_key, s.uai");
        query.build_query_as::<(String, String, String, String)>().fetch_all(c).await
    })?;
    rows.into_iter()
        .map(|(uai, name, kind, commune_name)| {
            Ok(SchoolChoice { uai: kept("school.uai", &uai)?, name, kind: kept("school.kind", &kind)?, commune_name })
        })
        .collect()
}

pub(super) async fn school_names(conn: &mut impl Conn, schools: &[Uai]) -> Result<BTreeMap<Uai, SchoolName>> {
    let mut names = BTreeMap::new();
    // Fewer placeholders than either engine takes.
    for some in schools.chunks(1_000) {
        let rows: Vec<(String, String, String, String)> = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new(
                "SELECT s.uai, s.name, s.commune, c.name FROM school s JOIN commune c ON c.insee = s.commune WHERE s.uai IN (",
            );
            let mut list = query.separated(", ");
            for uai in some {
                list.push_bind(uai.to_string());
            }
            query.push(")");
            query.build_query_as::<(String, String, String, String)>().fetch_all(c).await
        })?;
        for (uai, name, commune, commune_name) in rows {
            names.insert(kept("school.uai", &uai)?, SchoolName { name, commune: kept("school.commune", &commune)?, commune_name });
        }
    }
    Ok(names)
}

pub(super) async fn kind(conn: &mut impl Conn, uai: &Uai) -> Result<Option<SchoolKind>> {
    let row = fetch_opt!(conn, (String,), "SELECT kind FROM school WHERE uai = $1", uai.as_str())?;
    row.map(|(kind,)| value(&kind)).transpose()
}

pub(super) async fn is_open(conn: &mut impl Conn, uai: &Uai) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM school WHERE uai = $1 AND state <> $2";
    Ok(scalar!(conn, i64, sql, uai.as_str(), SchoolState::Closed.key())? > 0)
}
