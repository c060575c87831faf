//! The list of those who come, to be taken away (T17): what of it is taken is chosen, and who takes it is logged.

use crate::{
    problem::{Problems, Rule},
    vocabulary::vocabulary,
};

vocabulary! {
    /// What may be taken of each.
    ExportColumn {
        Name = "name", "Nom";
        School = "school", "École";
        Uai = "uai", "UAI";
        Commune = "commune", "Commune";
        Email = "email", "Courriel";
        Standing = "standing", "Place";
        Asked = "asked", "Demande faite le";
        Presence = "presence", "Présence";
        Minutes = "minutes", "Minutes suivies";
    }
}

impl ExportColumn {
    /// Whether it is taken where nothing was chosen: what a list at the door needs.
    pub const fn is_usual(self) -> bool {
        matches!(self, Self::Name | Self::School | Self::Standing)
    }

    /// Whether it says who someone is: without such a column, the list counts and names nobody.
    pub const fn names(self) -> bool {
        matches!(self, Self::Name | Self::Email)
    }
}

vocabulary! {
    /// As what it is taken.
    ExportFormat {
        Ods = "ods", "Tableur (ODS)";
        Csv = "csv", "CSV pour Excel";
        Pdf = "pdf", "PDF";
    }
}

/// What is taken, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportForm {
    /// In the order of [`ExportColumn::ALL`].
    pub columns: Vec<ExportColumn>,
    /// As what.
    pub format: ExportFormat,
}

impl ExportForm {
    /// Reads the form's pairs: `columns`, each once or more, and `format`.
    ///
    /// # Errors
    /// When nothing is taken, or as nothing known.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut columns, mut format) = (Vec::new(), None);
        for (name, value) in pairs {
            match name {
                "columns" => columns.extend(value.parse::<ExportColumn>().ok()),
                "format" => format = value.parse().ok(),
                _ => {}
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let mut problems = Problems::new();
        if columns.is_empty() {
            problems.add("columns", Rule::Required);
        }
        match format {
            Some(format) if problems.is_empty() => Ok(Self { columns, format }),
            Some(_) => Err(problems),
            None => {
                problems.add("format", Rule::Required);
                Err(problems)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_chosen_and_comes_in_its_order() {
        let form =
            ExportForm::read([("columns", "standing"), ("columns", "name"), ("columns", "name"), ("columns", "x"), ("format", "ods")]);
        assert_eq!(form, Ok(ExportForm { columns: vec![ExportColumn::Name, ExportColumn::Standing], format: ExportFormat::Ods }));
        let named = ExportForm::read([]).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>());
        assert_eq!(named, Some(vec!["columns", "format"]));
        assert!(ExportColumn::ALL.iter().all(|column| !column.is_usual() || *column != ExportColumn::Email), "addresses are asked for");
    }
}
