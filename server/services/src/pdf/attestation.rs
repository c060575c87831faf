//! That someone wrote a project: for one's career.

use super::{line, press};
use crate::error::Result;

/// That someone wrote a project.
#[derive(Clone, Debug, Default)]
pub struct Attestation {
    /// The portal's name.
    pub portal: String,
    /// The territory's name.
    pub territory: String,
    /// Who wrote it.
    pub name: String,
    /// The project's title.
    pub title: String,
    /// In a few sentences.
    pub summary: String,
    /// Where: schools and communes.
    pub schools: String,
    /// When it was published, as people write it.
    pub published: String,
    /// Its full address.
    pub address: String,
    /// How many thanked for it.
    pub thanks: i64,
    /// How many classes told that they tried it.
    pub trials: i64,
    /// How many versions were made from it.
    pub versions: usize,
    /// The day on which this is made.
    pub today: String,
}

/// The attestation as PDF.
///
/// # Errors
/// `Internal` when typst refuses it: the log says why.
pub async fn attestation(text: Attestation) -> Result<Vec<u8>> {
    press(include_str!("attestation.typ"), words(&text)).await
}

fn words(text: &Attestation) -> Vec<(&'static str, String)> {
    let rows = [
        ("Où", text.schools.clone()),
        ("Publié le", text.published.clone()),
        ("Adresse", text.address.clone()),
        ("Mercis reçus", text.thanks.to_string()),
        ("Classes qui l’ont essayé", text.trials.to_string()),
        ("Versions faites par d’autres", text.versions.to_string()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}\t{}", line(&value)));
    vec![
        ("document", format!("Attestation de contribution : {}", text.title)),
        ("heading", "Attestation de contribution".to_owned()),
        (
            "sentence",
            format!(
                "{} atteste que {} a écrit, seul ou avec d’autres, le projet pédagogique ci-dessous, publié sur le portail des écoles de \
                 {}.",
                text.portal, text.name, text.territory
            ),
        ),
        ("title", text.title.clone()),
        ("summary", text.summary.clone()),
        ("what", "Ce qu’il en est".to_owned()),
        ("detail", "Détail".to_owned()),
        ("rows", rows.collect::<Vec<_>>().join("\n")),
        ("made", format!("Fait le {}, à partir de ce que le portail contient ce jour-là.", text.today)),
        ("portal", text.portal.clone()),
        ("territory", text.territory.clone()),
        ("address", text.address.clone()),
    ]
}
