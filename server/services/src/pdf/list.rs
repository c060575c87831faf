//! A list of people, or of what they do, to print: what an export says, as a table.

use super::{press, row, rows};
use crate::error::Result;

/// A table with its title.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The portal's name.
    pub portal: String,
    /// The territory's name.
    pub territory: String,
    /// What is listed.
    pub title: String,
    /// What there is to know of it, in a sentence.
    pub subtitle: String,
    /// What each column says.
    pub head: Vec<String>,
    /// Its rows: a cell that lacks is empty, and one beyond the columns is left out.
    pub rows: Vec<Vec<String>>,
    /// The day on which this is made.
    pub today: String,
}

/// The list as PDF.
///
/// # Errors
/// `Internal` when typst refuses it: the log says why.
pub async fn list(list: List) -> Result<Vec<u8>> {
    press(include_str!("list.typ"), words(&list)).await
}

fn words(list: &List) -> Vec<(&'static str, String)> {
    let width = list.head.len().max(1);
    let filled = |cells: &Vec<String>| row((0..width).map(|column| cells.get(column).map_or("", String::as_str)));
    vec![
        ("document", list.title.clone()),
        ("title", list.title.clone()),
        ("subtitle", list.subtitle.clone()),
        ("columns", row(&list.head)),
        ("rows", rows(list.rows.iter().map(filled))),
        ("none", "Cette liste est vide.".to_owned()),
        ("made", format!("Fait le {}, à partir de ce que le portail contient ce jour-là.", list.today)),
        ("page", "page".to_owned()),
        ("of", "sur".to_owned()),
        ("portal", list.portal.clone()),
        ("territory", list.territory.clone()),
    ]
}
