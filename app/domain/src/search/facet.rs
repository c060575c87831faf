//! What narrows a search: facets, their values in addresses, orders, and how far around a school.

use crate::{territory::Uai, vocabulary::vocabulary};

vocabulary! {
    /// What a thing that can be found is.
    Kind {
        Project = "projet", "Projets";
        Collection = "dossier", "Dossiers";
        Training = "formation", "Formations";
        Session = "session", "Sessions de formation";
        Topic = "sujet", "Sujets d’échange";
        Post = "message", "Messages";
        Need = "besoin", "Besoins";
        School = "ecole", "Écoles";
        Commune = "commune", "Communes";
    }
}

vocabulary! {
    /// The order of what was found.
    Sort {
        Relevance = "pertinence", "Pertinence";
        Latest = "date", "Les plus récents";
        Tried = "essais", "Les plus essayés";
        Nearest = "distance", "Les plus proches";
    }
}

/// What a search can be narrowed by, and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// `type`: [`Kind`]
    Kind,
    /// `cycle`
    Cycle,
    /// `niveau`
    Level,
    /// `matiere`
    Subject,
    /// `competence`: of the CRCN
    Competence,
    /// `materiel`
    Equipment,
    /// `commune`
    Commune,
    /// `ecole`
    School,
    /// `annee`: the school year in which it appeared
    Year,
    /// `licence`
    Licence,
    /// `langue`: the language in which it is written, whatever it speaks of (Q11)
    Language,
}

impl Facet {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Kind,
        Self::Cycle,
        Self::Level,
        Self::Subject,
        Self::Competence,
        Self::Equipment,
        Self::Commune,
        Self::School,
        Self::Year,
        Self::Licence,
        Self::Language,
    ];

    /// The facet's name in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Kind => "type",
            Self::Cycle => "cycle",
            Self::Level => "niveau",
            Self::Subject => "matiere",
            Self::Competence => "competence",
            Self::Equipment => "materiel",
            Self::Commune => "commune",
            Self::School => "ecole",
            Self::Year => "annee",
            Self::Licence => "licence",
            Self::Language => "langue",
        }
    }
}

/// Within how many kilometres of a school (Q9): `pres` and `rayon` in addresses.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    /// The school in the middle.
    pub school: Uai,
    /// Kilometres, as the crow flies: one of [`Near::DISTANCES_KM`].
    pub km: u32,
}

impl Near {
    /// What can be chosen.
    pub const DISTANCES_KM: [u32; 4] = [2, 5, 10, 20];
    /// What is meant when nothing is said.
    pub const USUAL_KM: u32 = 5;

    /// Around `school`, within the distance that can be chosen and is nearest to `km`.
    pub fn around(school: Uai, km: u32) -> Self {
        let km = Self::DISTANCES_KM.into_iter().min_by_key(|known| known.abs_diff(km)).unwrap_or(Self::USUAL_KM);
        Self { school, km }
    }
}
