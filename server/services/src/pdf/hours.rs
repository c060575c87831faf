//! The hours of training of someone, in a school year: what they show of the hours that they owe.

use super::{press, row, rows, together};
use crate::error::Result;

/// The trainings at which someone was, in a school year.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// The portal's name.
    pub portal: String,
    /// The territory's name.
    pub territory: String,
    /// Whose hours.
    pub name: String,
    /// Their school, and its commune.
    pub school: String,
    /// The school year, as people write it.
    pub year: String,
    /// The trainings, in the order in which they are listed.
    pub lines: Vec<HoursLine>,
    /// How long in all, as people write it.
    pub total: String,
    /// How long is due in a year, as people write it.
    pub due: String,
    /// The day on which this is made.
    pub today: String,
}

/// A training at which someone was.
#[derive(Clone, Debug, Default)]
pub struct HoursLine {
    /// When, as people write it.
    pub when: String,
    /// The training's title.
    pub training: String,
    /// Where it was given.
    pub place: String,
    /// How long they were there, as people write it.
    pub hours: String,
    /// The certificate's number, if they have one.
    pub number: String,
}

/// The hours as PDF.
///
/// # Errors
/// `Internal` when typst refuses it: the log says why.
pub async fn hours(hours: Hours) -> Result<Vec<u8>> {
    press(include_str!("hours.typ"), words(&hours)).await
}

fn words(hours: &Hours) -> Vec<(&'static str, String)> {
    let heading = format!("Heures de formation, année scolaire {}", hours.year);
    let lines = hours.lines.iter().map(|one| row([&one.when, &one.training, &one.place, &together(&one.hours), &one.number]));
    vec![
        ("document", format!("{heading}\u{a0}: {}", hours.name)),
        ("heading", heading),
        ("name", hours.name.clone()),
        ("school", hours.school.clone()),
        ("columns", row(["Quand", "Formation", "Lieu", "Durée", "Attestation"])),
        ("rows", rows(lines)),
        ("none", "Aucune heure de formation n’est enregistrée pour cette année scolaire.".to_owned()),
        ("total", format!("Total\u{a0}: {}", together(&hours.total))),
        ("due", format!("sur les {} d’animation pédagogique et de formation dues cette année.", together(&hours.due))),
        ("made", format!("Fait le {}, à partir de ce que le portail contient ce jour-là.", hours.today)),
        ("page", "page".to_owned()),
        ("of", "sur".to_owned()),
        ("portal", hours.portal.clone()),
        ("territory", hours.territory.clone()),
    ]
}
