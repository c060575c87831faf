//! What results show of schools and communes.

use super::{
    document::{all_things, codes, said_of},
    rows,
};
use crate::{cx::Cx, error::Result};
use domain::{
    paths,
    search::Thing,
    territory::{Insee, Membership, SchoolKind, SchoolState},
    time::Timestamp,
};

/// A school or a commune that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFound {
    /// What it is.
    pub thing: Thing,
    /// Its name.
    pub title: String,
    /// What snippets are cut from: what its page says that is not among the facts; nothing of a commune.
    pub text: String,
    /// Its page.
    pub address: String,
    /// What stands beside its name.
    pub facts: PlaceFacts,
}

/// What stands beside the name of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceFacts {
    /// Of a school.
    School {
        /// What kind of school it is.
        kind: SchoolKind,
        /// Whether it receives pupils.
        state: SchoolState,
        /// Where it is.
        commune: Insee,
        /// Its commune's name.
        commune_name: String,
    },
    /// Of a commune.
    Commune {
        /// How it takes part.
        membership: Membership,
        /// How many of its schools receive pupils.
        schools: i64,
    },
}

/// What is kept of a commune that is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommuneFacets {
    /// Its name.
    pub(super) name: String,
    /// How it takes part.
    pub(super) membership: Membership,
    /// How many of its schools receive pupils.
    pub(super) schools: i64,
    /// When something of it last changed here.
    pub(super) updated: Timestamp,
}

/// The schools and communes among `things`, in that order; what the territory never had is left out.
///
/// # Errors
/// The database's.
pub async fn found(cx: &Cx, things: &[Thing]) -> Result<Vec<PlaceFound>> {
    let (uais, insees) = codes(things);
    if uais.is_empty() && insees.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = cx.read().await?;
    let schools = rows::schools(&mut conn, &uais).await?;
    let communes = rows::communes(&mut conn, &insees).await?;
    let found = |thing: &Thing| {
        let (title, text, address, facts) = match thing {
            Thing::School(uai) => {
                let school = schools.get(uai)?;
                let facts = PlaceFacts::School {
                    kind: school.facts.kind,
                    state: school.facts.state,
                    commune: school.facts.commune.clone(),
                    commune_name: school.commune_name.clone(),
                };
                (school.facts.name.clone(), said_of(school), paths::school(uai), facts)
            }
            Thing::Commune(insee) => {
                let facets = communes.get(insee)?;
                let facts = PlaceFacts::Commune { membership: facets.membership, schools: facets.schools };
                (facets.name.clone(), String::new(), paths::commune(insee, &facets.name), facts)
            }
            _ => return None,
        };
        Some(PlaceFound { thing: thing.clone(), title, text, address, facts })
    };
    Ok(things.iter().filter_map(found).collect())
}

/// Every school and every commune: whoever asks may read them all.
///
/// # Errors
/// The database's.
pub async fn readable_things(cx: &Cx) -> Result<Vec<Thing>> {
    all_things(&mut cx.read().await?).await
}
