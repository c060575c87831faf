//! What filters are called.

use domain::{
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, Subject},
    search::{Facet, Kind, Near},
    territory::Uai,
    text::of_name,
};
use services::territory::SchoolName;
use std::collections::BTreeMap;

/// The names of communes by code, for labels.
pub type CommuneNames = BTreeMap<String, String>;

/// What communes and schools are called, for labels: of schools, those that are shown.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Communes, by code.
    pub communes: CommuneNames,
    /// Schools.
    pub schools: BTreeMap<Uai, SchoolName>,
}

impl Names {
    /// The school of this code, where it is one that is shown.
    pub fn school(&self, key: &str) -> Option<&SchoolName> {
        self.schools.get(&Uai::parse(key).ok()?)
    }
}

/// A school around which one may look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Middle {
    /// Its code.
    pub school: Uai,
    /// Its name.
    pub name: String,
}

/// What a facet is called.
pub(super) const fn facet_label(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Sorte",
        Facet::Cycle => "Cycle",
        Facet::Level => "Niveau",
        Facet::Subject => "Matière",
        Facet::Competence => "Compétence numérique (CRCN)",
        Facet::Equipment => "Matériel",
        Facet::Commune => "Commune",
        Facet::School => "École",
        Facet::Year => "Année scolaire",
        Facet::Licence => "Licence",
        Facet::Language => "Langue de la fiche",
    }
}

/// What a value of a facet is called; the key itself when it is in no list any more.
pub fn value_label(facet: Facet, key: &str, names: &Names) -> String {
    fn label<T: std::str::FromStr + std::fmt::Display>(key: &str) -> Option<String> {
        key.parse::<T>().ok().map(|value| value.to_string())
    }
    let found = match facet {
        Facet::Kind => label::<Kind>(key),
        Facet::Cycle => label::<Cycle>(key),
        Facet::Level => label::<Level>(key),
        Facet::Subject => label::<Subject>(key),
        // They are known by their numbers.
        Facet::Competence => label::<Crcn>(key).map(|label| format!("{key}\u{a0}{label}")),
        Facet::Equipment => label::<Equipment>(key),
        Facet::Commune => names.communes.get(key).cloned(),
        Facet::School => names.school(key).map(|school| school.name.clone()),
        Facet::Year => None,
        Facet::Licence => label::<Licence>(key),
        Facet::Language => label::<Language>(key),
    };
    found.unwrap_or_else(|| key.to_owned())
}

/// « À moins de 5 km d’École Les Tilleuls »; the school's code, when the territory never had it.
pub(super) fn near_label(near: &Near, names: &Names) -> String {
    let school = names.schools.get(&near.school).map_or_else(|| near.school.to_string(), |school| school.name.clone());
    format!("À moins de {}\u{a0}km {}", near.km, of_name(&school))
}

/// Where the value of this key stands among those of its facet, for lists that have an order of their own; years go backwards.
pub(super) fn place(facet: Facet, key: &str) -> usize {
    fn of<T: Copy>(all: &[T], keys: impl Fn(T) -> &'static str, key: &str) -> usize {
        all.iter().position(|value| keys(*value) == key).unwrap_or(all.len())
    }
    match facet {
        Facet::Kind => of(Kind::ALL, Kind::key, key),
        Facet::Cycle => of(Cycle::ALL, Cycle::key, key),
        Facet::Level => of(Level::ALL, Level::key, key),
        Facet::Subject => of(Subject::ALL, Subject::key, key),
        Facet::Competence => of(Crcn::ALL, Crcn::key, key),
        Facet::Equipment => of(Equipment::ALL, Equipment::key, key),
        Facet::Licence => of(Licence::ALL, Licence::key, key),
        Facet::Language => of(Language::ALL, Language::key, key),
        Facet::Year => usize::MAX - key.split('-').next().and_then(|first| first.parse::<usize>().ok()).unwrap_or(0),
        // By name.
        Facet::Commune | Facet::School => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::territory::Insee;

    #[test]
    fn values_are_called_as_people_call_them() {
        let uai = Uai::from_number(330_001);
        let school = SchoolName {
            name: "École des Tilleuls".into(),
            commune: Insee::parse("33063").expect("a code"),
            commune_name: "Bordeaux".into(),
        };
        let names = Names {
            communes: CommuneNames::from([("33063".to_owned(), "Bordeaux".to_owned())]),
            schools: BTreeMap::from([(uai.clone(), school)]),
        };
        let cases = [
            (Facet::Kind, "besoin", "Besoins"),
            (Facet::Commune, "33063", "Bordeaux"),
            (Facet::Commune, "33999", "33999"),
            (Facet::School, uai.as_str(), "École des Tilleuls"),
            (Facet::School, "0000000A", "0000000A"),
            (Facet::Year, "2026-2027", "2026-2027"),
            (Facet::Competence, "1.1", "1.1\u{a0}Mener une recherche et une veille d’information"),
        ];
        for (facet, key, label) in cases {
            assert_eq!(value_label(facet, key, &names), label, "{facet:?}");
        }
        assert_eq!(near_label(&Near { school: uai, km: 5 }, &names), "À moins de 5\u{a0}km d’École des Tilleuls");
    }

    #[test]
    fn the_last_school_year_comes_first() {
        let mut years = ["2024-2025", "2026-2027", "2025-2026"];
        years.sort_by_key(|year| place(Facet::Year, year));
        assert_eq!(years, ["2026-2027", "2025-2026", "2024-2025"]);
    }
}
