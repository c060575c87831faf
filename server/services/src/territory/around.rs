//! What lies around a school (Q9).

use super::{School, rows};
use crate::{cx::Cx, error::Result, index::Around};
use domain::territory::Uai;
use std::collections::HashMap;

/// Every school within `km` of `school`, as the crow flies, and how far away it is, in metres: itself at 0, and closed ones too, whose projects
/// stay. Nothing when the territory never had it, or does not know where it is.
///
/// # Errors
/// The database's.
pub async fn around(cx: &Cx, school: &Uai, km: u32) -> Result<Option<Around>> {
    let mut conn = cx.read().await?;
    let Some(middle) = rows::position(&mut conn, school).await? else { return Ok(None) };
    let km = f64::from(km);
    let mut metres = HashMap::new();
    for (uai, at) in rows::within(&mut conn, middle.bounds(km)).await? {
        if middle.km_to(at) <= km {
            metres.insert(uai, middle.metres_to(at));
        }
    }
    Ok(Some(Around { metres }))
}

/// The first of the viewer's schools of which it is known where it is.
///
/// # Errors
/// The database's.
pub async fn own_school(cx: &Cx) -> Result<Option<School>> {
    let Some(member) = cx.viewer.member().filter(|member| !member.schools.is_empty()) else { return Ok(None) };
    let mut schools = rows::schools(&mut cx.read().await?, &member.schools).await?;
    let located = |uai: &Uai| schools.get(uai).is_some_and(|school| school.facts.position.is_some());
    let first = member.schools.iter().find(|uai| located(uai));
    Ok(first.and_then(|uai| schools.remove(uai)))
}
