//! SQL of the places that are found, and of what lies around one.

use super::{SchoolRow, kept, place};
use crate::{
    db::{Conn, fetch_all, fetch_opt, on},
    error::Result,
    territory::{School, found::CommuneFacets},
};
use domain::{
    territory::{Bounds, Insee, Position, SchoolState, Uai},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// How many codes one statement names: fewer than either engine takes.
const AT_ONCE: usize = 1_000;

/// The schools of `uais`, closed ones too; those that the territory never had are not in the answer.
pub(in crate::territory) async fn schools(conn: &mut impl Conn, uais: &[Uai]) -> Result<HashMap<Uai, School>> {
    let mut schools = HashMap::with_capacity(uais.len());
    for some in uais.chunks(AT_ONCE) {
        let rows: Vec<SchoolRow> = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new(
                "SELECT s.*, c.name AS commune_name FROM school s JOIN commune c ON c.insee = s.commune WHERE s.uai IN (",
            );
            let mut list = query.separated(", ");
            for uai in some {
                list.push_bind(uai.to_string());
            }
            query.push(")");
            query.build_query_as::<SchoolRow>().fetch_all(c).await
        })?;
        for row in rows {
            let school = row.school()?;
            schools.insert(school.facts.uai.clone(), school);
        }
    }
    Ok(schools)
}

#[derive(sqlx::FromRow)]
struct CommuneRow {
    insee: String,
    name: String,
    membership: String,
    updated_ms: i64,
    schools: i64,
}

/// The communes of `insees`; those that the territory does not have are not in the answer.
pub(in crate::territory) async fn communes(conn: &mut impl Conn, insees: &[Insee]) -> Result<HashMap<Insee, CommuneFacets>> {
    let mut communes = HashMap::with_capacity(insees.len());
    for some in insees.chunks(AT_ONCE) {
        let rows: Vec<CommuneRow> = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new(
                "SELECT c.insee, c.name, c.membership, c.updated_ms, \
                 (SELECT COUNT(*) FROM school s WHERE s.commune = c.insee AND s.state <> ",
            );
            query.push_bind(SchoolState::Closed.key());
            query.push(") AS schools FROM commune c WHERE c.insee IN (");
            let mut list = query.separated(", ");
            for insee in some {
                list.push_bind(insee.to_string());
            }
            query.push(")");
            query.build_query_as::<CommuneRow>().fetch_all(c).await
        })?;
        for row in rows {
            let facets = CommuneFacets {
                name: row.name,
                membership: kept("commune.membership", &row.membership)?,
                schools: row.schools,
                updated: Timestamp::from_ms(row.updated_ms),
            };
            communes.insert(kept("commune.insee", &row.insee)?, facets);
        }
    }
    Ok(communes)
}

/// The code of every school, closed ones too.
pub(in crate::territory) async fn every_school(conn: &mut impl Conn) -> Result<Vec<Uai>> {
    let rows = fetch_all!(conn, (String,), "SELECT uai FROM school ORDER BY uai")?;
    rows.iter().map(|(uai,)| kept("school.uai", uai)).collect()
}

/// The code of every commune.
pub(in crate::territory) async fn every_commune(conn: &mut impl Conn) -> Result<Vec<Insee>> {
    let rows = fetch_all!(conn, (String,), "SELECT insee FROM commune ORDER BY insee")?;
    rows.iter().map(|(insee,)| kept("commune.insee", insee)).collect()
}

/// The codes of a commune's schools, closed ones too.
pub(in crate::territory) async fn schools_in(conn: &mut impl Conn, commune: &Insee) -> Result<Vec<Uai>> {
    let rows = fetch_all!(conn, (String,), "SELECT uai FROM school WHERE commune = $1 ORDER BY uai", commune.as_str())?;
    rows.iter().map(|(uai,)| kept("school.uai", uai)).collect()
}

/// Where a school is; nothing when the territory never had it, or its place is not known.
pub(in crate::territory) async fn position(conn: &mut impl Conn, uai: &Uai) -> Result<Option<Position>> {
    let sql = "SELECT latitude, longitude FROM school WHERE uai = $1";
    let row = fetch_opt!(conn, (Option<f64>, Option<f64>), sql, uai.as_str())?;
    Ok(row.and_then(|(latitude, longitude)| place(latitude, longitude)))
}

/// The schools that lie within `bounds`, closed ones too, and where.
pub(in crate::territory) async fn within(conn: &mut impl Conn, bounds: Bounds) -> Result<Vec<(Uai, Position)>> {
    let sql = "SELECT uai, latitude, longitude FROM school WHERE latitude BETWEEN $1 AND $2 AND longitude BETWEEN $3 AND $4";
    let rows = fetch_all!(conn, (String, Option<f64>, Option<f64>), sql, bounds.south, bounds.north, bounds.west, bounds.east)?;
    let located = rows.into_iter().filter_map(|(uai, latitude, longitude)| Some((uai, place(latitude, longitude)?)));
    located.map(|(uai, at)| Ok((kept("school.uai", &uai)?, at))).collect()
}
