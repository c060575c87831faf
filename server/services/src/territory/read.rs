//! Reading the territory. Everything here is public, but for the schools that one may choose when writing.

use super::{
    commune::{CommuneCard, CommuneFacts},
    rows,
    school::School,
};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{Action, PortalAction, Role, decide},
    territory::{Insee, Position, PriorityEducation, SchoolKind, SchoolState, Uai},
};
use std::collections::{BTreeMap, BTreeSet};

/// A commune's page: the commune and its schools.
#[derive(Clone, Debug, PartialEq)]
pub struct CommunePage {
    /// What is kept of it.
    pub commune: CommuneFacts,
    /// Its schools by name, closed ones too: their projects stay.
    pub schools: Vec<SchoolCard>,
}

/// A school in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolCard {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What kind of school it is.
    pub kind: SchoolKind,
    /// Public, else private.
    pub public: bool,
    /// Its priority education network, if it is in one.
    pub priority: Option<PriorityEducation>,
    /// Whether it receives pupils.
    pub state: SchoolState,
    /// Its place on the map.
    pub position: Option<Position>,
}

/// A school that a project may be said to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolChoice {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What kind of school it is.
    pub kind: SchoolKind,
    /// Its commune's name: several schools share theirs.
    pub commune_name: String,
}

/// How a school is named where something else is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolName {
    /// Its name.
    pub name: String,
    /// Its commune.
    pub commune: Insee,
    /// Its commune's name.
    pub commune_name: String,
}

/// Every commune, by name.
///
/// # Errors
/// The database's.
pub async fn communes(cx: &Cx) -> Result<Vec<CommuneCard>> {
    rows::commune_cards(&mut cx.read().await?).await
}

/// One commune and its schools.
///
/// # Errors
/// `NotFound` when the territory has no such commune.
pub async fn commune(cx: &Cx, insee: &Insee) -> Result<CommunePage> {
    let mut conn = cx.read().await?;
    let commune = rows::commune(&mut conn, insee).await?.ok_or(Error::NotFound)?;
    Ok(CommunePage { commune, schools: rows::school_cards(&mut conn, insee).await? })
}

/// One school. A closed one keeps its page, and its state says so.
///
/// # Errors
/// `NotFound` when the territory never had it.
pub async fn school(cx: &Cx, uai: &Uai) -> Result<School> {
    rows::school(&mut cx.read().await?, uai).await?.ok_or(Error::NotFound)
}

/// The code of every school that receives pupils.
///
/// # Errors
/// The database's.
pub async fn open_schools(cx: &Cx) -> Result<Vec<Uai>> {
    Ok(rows::choices(&mut cx.read().await?, None).await?.into_iter().map(|school| school.uai).collect())
}

/// The schools that the viewer may say a project comes from, by commune and name; only those that receive pupils.
///
/// A member's own; for advisors and animators, who work with every school, all of them.
///
/// # Errors
/// `SignIn` or `Denied` to who may not begin a project.
pub async fn schools_for_choice(cx: &Cx) -> Result<Vec<SchoolChoice>> {
    decide(&cx.viewer, Action::Portal(PortalAction::StartProject))?;
    let everywhere = cx.viewer.is(Role::Advisor) || cx.viewer.is(Role::Animator);
    let own = cx.viewer.member().filter(|_| !everywhere).map(|member| member.schools.as_slice());
    rows::choices(&mut cx.read().await?, own).await
}

/// The names of these schools; those that the territory never had are not in the answer.
///
/// # Errors
/// The database's.
pub async fn school_names(conn: &mut impl Conn, schools: &[Uai]) -> Result<BTreeMap<Uai, SchoolName>> {
    rows::school_names(conn, schools).await
}

/// The viewer's own communes: those they answer for, and those of their schools.
///
/// # Errors
/// The database's.
pub async fn own_communes(cx: &Cx) -> Result<BTreeSet<Insee>> {
    let Some(member) = cx.viewer.member() else { return Ok(BTreeSet::new()) };
    let schools = rows::school_names(&mut cx.read().await?, &member.schools).await?;
    Ok(member.communes.iter().cloned().chain(schools.into_values().map(|school| school.commune)).collect())
}

/// What kinds of school `schools` are.
///
/// # Errors
/// The database's.
pub async fn school_kinds(conn: &mut impl Conn, schools: &[Uai]) -> Result<Vec<SchoolKind>> {
    let mut kinds = Vec::with_capacity(schools.len());
    for school in schools {
        kinds.extend(rows::kind(conn, school).await?);
    }
    Ok(kinds)
}

/// The name of every commune.
///
/// # Errors
/// The database's.
pub async fn commune_names(conn: &mut impl Conn) -> Result<BTreeMap<Insee, String>> {
    rows::commune_names(conn).await
}

/// Whether the territory has this school and it receives pupils.
///
/// # Errors
/// The database's.
pub async fn is_open(conn: &mut impl Conn, school: &Uai) -> Result<bool> {
    rows::is_open(conn, school).await
}
