//! What a query asks, in French.

use crate::{
    db::Conn,
    error::Result,
    territory::{self, SchoolName},
};
use domain::{
    search::Query,
    territory::{Insee, Uai},
    text::of_name,
};
use std::collections::{BTreeMap, BTreeSet};

/// What each of `queries` asks: the words, then the filters, with a comma between two. Two statements, however many they are.
pub(super) async fn in_words(conn: &mut impl Conn, queries: &[Query]) -> Result<Vec<String>> {
    let of = |query: &Query| query.schools.iter().chain(query.near.iter().map(|near| &near.school)).cloned().collect::<Vec<_>>();
    let schools: BTreeSet<Uai> = queries.iter().flat_map(of).collect();
    let schools = territory::school_names(conn, &Vec::from_iter(schools)).await?;
    let communes = territory::commune_names(conn).await?;
    Ok(queries.iter().map(|query| said(query, &communes, &schools)).collect())
}

fn said(query: &Query, communes: &BTreeMap<Insee, String>, schools: &BTreeMap<Uai, SchoolName>) -> String {
    // Several schools share a name: its commune tells which. One that the territory never had is its code.
    let school =
        |uai: &Uai| schools.get(uai).map_or_else(|| uai.to_string(), |school| format!("{} ({})", school.name, school.commune_name));
    let mut parts = Vec::new();
    if !query.words.is_empty() {
        parts.push(query.words.clone());
    }
    parts.extend(query.kinds.iter().map(ToString::to_string));
    parts.extend(query.cycles.iter().map(ToString::to_string));
    parts.extend(query.levels.iter().map(ToString::to_string));
    parts.extend(query.subjects.iter().map(ToString::to_string));
    parts.extend(query.competences.iter().map(ToString::to_string));
    parts.extend(query.equipment.iter().map(ToString::to_string));
    parts.extend(query.communes.iter().map(|insee| communes.get(insee).cloned().unwrap_or_else(|| insee.to_string())));
    parts.extend(query.schools.iter().map(school));
    parts.extend(query.years.iter().map(ToString::to_string));
    parts.extend(query.licences.iter().map(ToString::to_string));
    parts.extend(query.languages.iter().map(ToString::to_string));
    parts.extend(query.near.iter().map(|near| format!("à moins de {} km {}", near.km, of_name(&school(&near.school)))));
    parts.join(", ")
}
