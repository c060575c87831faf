//! What people sign when they come to a training: a sheet for each half-day.

use super::{line, press, row, rows};
use crate::error::Result;

/// Who is expected, on each half-day of a training.
#[derive(Clone, Debug, Default)]
pub struct SignInSheet {
    /// The portal's name.
    pub portal: String,
    /// The territory's name.
    pub territory: String,
    /// The training's title.
    pub training: String,
    /// Where it is given.
    pub place: String,
    /// Who gives it.
    pub trainers: String,
    /// Its half-days, as people write them. Without any, there is one sheet, without its date.
    pub half_days: Vec<String>,
    /// Who has a place, in the order in which they are listed.
    pub rows: Vec<SignInRow>,
}

/// Someone who has a place.
#[derive(Clone, Debug, Default)]
pub struct SignInRow {
    /// Who.
    pub name: String,
    /// Their school's name.
    pub school: String,
    /// Their school's number, in the country's list of schools.
    pub uai: String,
}

/// The sheets as PDF, each half-day on pages of its own.
///
/// # Errors
/// `Internal` when typst refuses it: the log says why.
pub async fn sign_in_sheet(sheet: SignInSheet) -> Result<Vec<u8>> {
    press(include_str!("sign_in_sheet.typ"), words(&sheet)).await
}

fn words(sheet: &SignInSheet) -> Vec<(&'static str, String)> {
    let facts = [("Lieu\u{a0}:", &sheet.place), ("Animation\u{a0}:", &sheet.trainers)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| row([name, value.as_str()]));
    let half_days = sheet.half_days.iter().map(|half_day| line(half_day)).collect::<Vec<_>>();
    vec![
        ("document", format!("Feuille d’émargement\u{a0}: {}", sheet.training)),
        ("heading", "Feuille d’émargement".to_owned()),
        ("training", sheet.training.clone()),
        ("half_days", half_days.join("\n")),
        ("facts", rows(facts)),
        ("columns", row(["Nom", "École", "UAI", "Signature"])),
        ("rows", rows(sheet.rows.iter().map(|person| row([&person.name, &person.school, &person.uai])))),
        ("by_hand", "(ajout à la main)".to_owned()),
        ("leads", "Nom et signature de la personne qui anime\u{a0}:".to_owned()),
        ("page", "page".to_owned()),
        ("of", "sur".to_owned()),
        ("portal", format!("{}, {}", sheet.portal, sheet.territory)),
    ]
}
