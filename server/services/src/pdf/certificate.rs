//! That people were at a training: what each keeps, and what anyone can check.

use super::{press, row, rows, together};
use crate::error::Result;

/// That someone was at a training.
#[derive(Clone, Debug, Default)]
pub struct Certificate {
    /// The portal's name.
    pub portal: String,
    /// The territory's name.
    pub territory: String,
    /// Who was there.
    pub name: String,
    /// Their school, and its commune.
    pub school: String,
    /// The training's title.
    pub training: String,
    /// Its half-days.
    pub half_days: Vec<CertificateLine>,
    /// Where it was given.
    pub place: String,
    /// How long they were there in all, as people write it.
    pub hours: String,
    /// The certificate's number.
    pub number: String,
    /// The full address of the page that says whether it is genuine.
    pub check: String,
    /// The day on which this is made.
    pub today: String,
}

/// A half-day of a training, for someone.
#[derive(Clone, Debug, Default)]
pub struct CertificateLine {
    /// When, as people write it.
    pub when: String,
    /// Whether they were there.
    pub presence: String,
    /// How long, as people write it.
    pub hours: String,
}

/// The certificates as one PDF, each on a page of its own.
///
/// # Errors
/// `Internal` when typst refuses it: the log says why.
pub async fn certificates(all: Vec<Certificate>) -> Result<Vec<u8>> {
    press(include_str!("certificate.typ"), words(&all)).await
}

fn words(all: &[Certificate]) -> Vec<(&'static str, String)> {
    let document = match all {
        [one] => format!("Attestation de présence de {}\u{a0}: {}", one.name, one.training),
        _ => format!("Attestations de présence ({})", all.len()),
    };
    vec![
        ("document", document),
        ("heading", "Attestation de présence".to_owned()),
        ("columns", row(["Demi-journée", "Présence", "Durée"])),
        ("check", "Ce document peut être vérifié à l’adresse\u{a0}:".to_owned()),
        ("none", "Aucune attestation de présence.".to_owned()),
        ("portal", all.first().map(|one| one.portal.clone()).unwrap_or_default()),
        // Between two of them lies an empty line: none of their own is empty, for each holds a tab.
        ("certificates", all.iter().map(record).collect::<Vec<_>>().join("\n\n")),
    ]
}

/// What it says in a row, then its half-days.
fn record(one: &Certificate) -> String {
    let place = if one.place.is_empty() { String::new() } else { format!("Lieu\u{a0}: {}", one.place) };
    let said = row([
        &format!("{}, {}", one.portal, one.territory),
        &sentence(one),
        &one.training,
        &place,
        &format!("Durée totale\u{a0}: {}", together(&one.hours)),
        &format!("Attestation numéro {}", one.number),
        &one.check,
        &format!("Fait le {}.", one.today),
    ]);
    said + &rows(one.half_days.iter().map(|half_day| row([&half_day.when, &half_day.presence, &together(&half_day.hours)])))
}

fn sentence(one: &Certificate) -> String {
    let school = if one.school.is_empty() { String::new() } else { format!(" ({})", one.school) };
    format!(
        "{}, portail des écoles de {}, atteste que {}{school} a participé à la formation suivante.",
        one.portal, one.territory, one.name
    )
}
