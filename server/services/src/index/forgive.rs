//! Searching when little or nothing answers (Q12): typing mistakes are put right, words that stand nowhere are left out, and what holds most
//! of the words follows what holds them all. What holds the words as they were typed stays first, and what was done is said.

use super::{
    find::{Found, Search},
    french::compose,
    typos,
    units::{self, Unit},
    wanted::Reading,
};
use anyhow::Result;

/// With as many answers, nobody is asked whether they meant something else.
const ENOUGH: usize = 3;
/// With as many answers to three words or more, what holds only most of them is not wanted.
const PLENTY: usize = 10;
/// How much a way that was not typed counts.
const NOT_TYPED: f32 = 0.5;

/// What is searched for, and what answers it, so far.
struct Meant {
    units: Vec<Unit>,
    /// What holds these comes first, and before it what holds those after them.
    ahead: Vec<Vec<Unit>>,
    found: Found,
}

/// `found` as typed, and whatever else was probably meant when that is little.
pub(super) fn more(search: &Search<'_>, typed: &str, units: Vec<Unit>, found: Found) -> Result<Found> {
    let mut meant = Meant { units, ahead: Vec::new(), found };
    if meant.found.total < ENOUGH {
        meant = put_right(search, typed, meant)?;
    }
    if meant.found.total == 0 {
        meant = without_what_stands_nowhere(search, typed, meant)?;
    }
    with_what_holds_most(search, meant)
}

/// When nothing holds the words as typed, those that may have been meant are searched for instead; when something does, as well.
fn put_right(search: &Search<'_>, typed: &str, meant: Meant) -> Result<Meant> {
    if meant.found.total > 0 {
        return also(search, typed, meant);
    }
    let Some(corrected) = typos::corrected(search, typed, &meant.units)? else { return Ok(meant) };
    let units = units::of(&compose(&corrected), search.wanted.selection.synonyms);
    let mut found = search.find(&Reading { is_asked: true, units: units.clone(), ..Reading::default() })?;
    found.said.corrected = Some(corrected);
    Ok(Meant { units, ahead: Vec::new(), found })
}

fn also(search: &Search<'_>, typed: &str, meant: Meant) -> Result<Meant> {
    let Some(other) = typos::meant(search, typed, &meant.units, meant.found.total)? else { return Ok(meant) };
    let others = units::of(&compose(&other), search.wanted.selection.synonyms);
    if others.len() != meant.units.len() {
        return Ok(meant);
    }
    let both = meant.units.iter().zip(others).map(|(typed, other)| {
        let mut ways = typed.ways.clone();
        ways.extend(other.ways.into_iter().map(|way| units::Way { weight: way.weight * NOT_TYPED, ..way }));
        Unit { ways }
    });
    let (units, ahead) = (both.collect::<Vec<_>>(), vec![meant.units.clone()]);
    let mut found = search.find(&Reading { units: units.clone(), ahead: ahead.clone(), is_asked: true, least: None })?;
    if found.total == meant.found.total {
        return Ok(meant);
    }
    found.said.also = Some(other);
    Ok(Meant { units, ahead, found })
}

/// Words that the readers find nowhere are left out, at most half of them: what is left would be another question.
fn without_what_stands_nowhere(search: &Search<'_>, typed: &str, meant: Meant) -> Result<Meant> {
    let (mut left, mut out) = (Vec::new(), Vec::new());
    for unit in &meant.units {
        let alone = Reading { units: vec![unit.clone()], is_asked: true, ..Reading::default() };
        if search.count(&alone)? == 0 {
            out.push(written(typed, unit));
        } else {
            left.push(unit.clone());
        }
    }
    if out.is_empty() || out.len() > meant.units.len().div_ceil(2) || left.is_empty() {
        return Ok(meant);
    }
    let mut found = search.find(&Reading { units: left.clone(), is_asked: true, ..Reading::default() })?;
    found.said = meant.found.said;
    found.said.left_out = out;
    Ok(Meant { units: left, ahead: Vec::new(), found })
}

/// When few things hold all of the words, those that hold most of them follow.
fn with_what_holds_most(search: &Search<'_>, meant: Meant) -> Result<Found> {
    let asked = meant.units.iter().filter(|unit| !unit.is_ambiguous()).count();
    let wanted = if asked > 2 { PLENTY } else { ENOUGH };
    if asked < 2 || meant.found.total >= wanted {
        return Ok(meant.found);
    }
    let mut ahead = meant.ahead;
    ahead.push(meant.units.clone());
    // Two of three, three of four, and so on; then, while that is little, half of them.
    let mut reading = Reading { units: meant.units, ahead, is_asked: true, least: Some((asked * 2).div_ceil(3).min(asked - 1)) };
    if search.count(&reading)? < wanted {
        reading.least = Some(asked / 2);
    }
    let more = search.find(&reading)?;
    if more.total == meant.found.total {
        return Ok(meant.found);
    }
    let mut said = meant.found.said;
    said.whole = Some(meant.found.total);
    Ok(Found { said, ..more })
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
