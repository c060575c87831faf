//! The sample territory: the 28 real communes of Bordeaux Métropole, and 360 schools that do not exist.
//!
//! **Promises.** The schools come as a file of the national directory's own format (the header of 2026), so that the demo goes
//! through the real importer. The same schools each time: [`school`], [`school_for`] and [`college`] name them for good.
//!
//! **Invariants.** Nothing is anybody's: codes are of a department that does not exist (099), names are of trees, birds and
//! places, streets are invented, there is no telephone number and no address to write to. How each commune takes part
//! (`participation`) and which schools are in priority networks is invented too. Tested below.
//!
//! **Start reading at** [`load`].

mod directory;
mod names;
mod schools;
mod table;

pub use directory::directory;
pub use schools::{college, is_invented, school, school_for};

use services::{
    cx::Cx,
    error::Result,
    territory::{CommuneReport, ImportReport, Mode, import_communes, import_schools},
};

/// The communes, as the portal imports them. Populations and places are real; how they take part is not.
pub const COMMUNES: &str = include_str!("communes.csv");

/// Takes the whole territory in, through the importers that everybody uses. Doing it again changes nothing.
///
/// # Errors
/// The importers'.
pub async fn load(cx: &Cx) -> Result<(CommuneReport, ImportReport)> {
    let communes = import_communes(cx, COMMUNES.as_bytes(), Mode::Apply).await?;
    let schools = import_schools(cx, directory().as_bytes(), Mode::Apply, |_, _| {}).await?;
    Ok((communes, schools))
}

#[cfg(test)]
mod tests;
