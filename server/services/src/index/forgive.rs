//! Searching when little or nothing answers (Q12): typing mistakes are put right, then words are left out. What holds the words as they
//! were typed stays first, and what was done is said.

use super::{
    find::{Found, Said, Search},
    french::compose,
    typos,
    units::{self, Unit},
    wanted::Reading,
};
use anyhow::Result;

/// With as many answers, nobody is asked whether they meant something else.
const ENOUGH: usize = 3;
/// How much a way that was not typed counts.
const NOT_TYPED: f32 = 0.5;
/// At most half of the words are left out, and never more than these: beyond, it is another question.
const MOST_LEFT_OUT: usize = 4;
/// Of more than these, it is not tried which one keeps most from being found, as each try asks for all the others: one goes that is found nowhere.
const FEW: usize = 12;

/// `found` as typed, and whatever else was probably meant when that is little.
pub(super) fn more(search: &Search<'_>, typed: &str, units: Vec<Unit>, found: Found) -> Result<Found> {
    if found.total >= ENOUGH || units.is_empty() {
        return Ok(found);
    }
    if found.total > 0 { also(search, typed, units, found) } else { instead(search, typed, units, found) }
}

/// Something holds the words as typed: what holds those that may have been meant follows it.
fn also(search: &Search<'_>, typed: &str, units: Vec<Unit>, found: Found) -> Result<Found> {
    let Some(meant) = typos::meant(search, typed, &units, found.total)? else { return Ok(found) };
    let other = units::of(&compose(&meant), search.wanted.selection.synonyms);
    if other.len() != units.len() {
        return Ok(found);
    }
    let both = units.iter().zip(other).map(|(typed, other)| {
        let mut ways = typed.ways.clone();
        ways.extend(other.ways.into_iter().map(|way| units::Way { weight: way.weight * NOT_TYPED, ..way }));
        Unit { ways }
    });
    let reading = Reading { units: both.collect(), ahead: Some(units.clone()), is_asked: true };
    let more = search.find(&reading)?;
    let is_more = more.total > found.total;
    Ok(if is_more { Found { said: Said { also: Some(meant), ..Said::default() }, ..more } } else { found })
}

/// Nothing does: mistakes are put right; then, or when that brings nothing, words are left out.
fn instead(search: &Search<'_>, typed: &str, units: Vec<Unit>, nothing: Found) -> Result<Found> {
    let corrected = typos::corrected(search, typed, &units)?;
    let mut said = Said::default();
    let mut left = units;
    if let Some(corrected) = corrected {
        left = units::of(&compose(&corrected), search.wanted.selection.synonyms);
        let found = search.find(&reading(left.clone()))?;
        said.corrected = Some(corrected);
        if found.total > 0 {
            return Ok(Found { said, ..found });
        }
    }
    let most = left.len().div_ceil(2).min(MOST_LEFT_OUT);
    while said.left_out.len() < most && left.len() > 1 {
        let Some((at, count)) = best_to_leave_out(search, &left)? else { break };
        let out = left.remove(at);
        said.left_out.push(written(typed, &out));
        if count > 0 {
            return Ok(Found { said, ..search.find(&reading(left))? });
        }
    }
    Ok(nothing)
}

const fn reading(units: Vec<Unit>) -> Reading {
    Reading { units, ahead: None, is_asked: true }
}

/// The unit without which most is found; when nothing is found without any, one that is found nowhere.
fn best_to_leave_out(search: &Search<'_>, units: &[Unit]) -> Result<Option<(usize, usize)>> {
    if units.len() > FEW {
        let Some(at) = found_nowhere(search, units)? else { return Ok(None) };
        return Ok(Some((at, search.count(&reading(without(units, at)))?)));
    }
    let mut best: Option<(usize, usize)> = None;
    for at in 0..units.len() {
        let count = search.count(&reading(without(units, at)))?;
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((at, count));
        }
    }
    if best.is_some() {
        return Ok(best);
    }
    Ok(found_nowhere(search, units)?.map(|at| (at, 0)))
}

/// The first unit that is found nowhere.
fn found_nowhere(search: &Search<'_>, units: &[Unit]) -> Result<Option<usize>> {
    for (at, unit) in units.iter().enumerate() {
        if search.count(&reading(vec![unit.clone()]))? == 0 {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn without(units: &[Unit], at: usize) -> Vec<Unit> {
    units.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, unit)| unit.clone()).collect()
}

/// A unit as it stands in what was typed; as it is searched for when it was put right.
fn written(typed: &str, unit: &Unit) -> String {
    let place = unit.typed().first().zip(unit.typed().last()).map(|(first, last)| first.place.start..last.place.end);
    let as_typed = place.and_then(|place| typed.get(place));
    let folded = || unit.typed().iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
    match as_typed {
        Some(text) if super::french::words(text).iter().any(|word| unit.typed().iter().any(|other| other.folded == word.folded)) => {
            text.to_owned()
        }
        _ => folded(),
    }
}
