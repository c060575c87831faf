//! Concepts of ScoLOMFR's vocabularies (3.1, 2016): teaching domains (015) and detailed levels (022). Each label is the official one.

use crate::projects::{Cycle, Level, Subject};

/// What an address of a concept begins with.
const CONCEPTS: &str = "http://data.education.fr/voc/scolomfr/concept/";

/// A vocabulary of ScoLOMFR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// 015: teaching domains.
    Domains,
    /// 022: detailed levels of education.
    Levels,
}

impl Vocabulary {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Domains => "scolomfr-voc-015",
            Self::Levels => "scolomfr-voc-022",
        }
    }
}

/// A concept: what stands for one of our words in every French catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Where it stands.
    pub vocabulary: Vocabulary,
    number: u16,
    /// Its official label.
    pub label: &'static str,
}

impl Concept {
    const fn domain(number: u16, label: &'static str) -> Self {
        Self { vocabulary: Vocabulary::Domains, number, label }
    }

    const fn level(number: u16, label: &'static str) -> Self {
        Self { vocabulary: Vocabulary::Levels, number, label }
    }

    /// Its address, which names it everywhere.
    pub fn address(&self) -> String {
        // Levels before 100 are numbered with three digits; no domain that we use is.
        format!("{CONCEPTS}{}-num-{:03}", self.vocabulary.name(), self.number)
    }
}

/// The concept of a cycle, as the programmes of 2016 cut them.
pub const fn concept_of_cycle(cycle: Cycle) -> Concept {
    match cycle {
        Cycle::One => Concept::level(617, "cycle 1 (2016)"),
        Cycle::Two => Concept::level(619, "cycle 2 (2016)"),
        Cycle::Three => Concept::level(620, "cycle 3 (2016)"),
    }
}

/// The concept of a level.
pub const fn concept_of_level(level: Level) -> Concept {
    match level {
        Level::Tps => Concept::level(4, "toute petite section"),
        Level::Ps => Concept::level(5, "petite section"),
        Level::Ms => Concept::level(6, "moyenne section"),
        Level::Gs => Concept::level(7, "grande section"),
        Level::Cp => Concept::level(10, "CP"),
        Level::Ce1 => Concept::level(11, "CE1"),
        Level::Ce2 => Concept::level(13, "CE2"),
        Level::Cm1 => Concept::level(14, "CM1"),
        Level::Cm2 => Concept::level(15, "CM2"),
        Level::Sixth => Concept::level(18, "6e"),
    }
}

/// The concepts that `subject` stands for in `cycles`: the vocabulary names a subject anew in each of them. None where it has no
/// word for it: the subject is then told as a keyword alone.
pub fn concepts_of_subject(subject: Subject, cycles: &[Cycle]) -> impl Iterator<Item = Concept> {
    cycles.iter().filter_map(move |cycle| concept_of_subject(subject, *cycle))
}

const fn concept_of_subject(subject: Subject, cycle: Cycle) -> Option<Concept> {
    let (number, label) = match cycle {
        Cycle::One => match subject {
            Subject::Francais | Subject::Langage => (1274, "mobiliser le langage dans toutes ses dimensions (cycle 1)"),
            Subject::Mathematiques | Subject::PremiersOutils => {
                (1308, "construire les premiers outils pour structurer sa pensée (cycle 1)")
            }
            Subject::QuestionnerLeMonde | Subject::ExplorerLeMonde | Subject::HistoireGeographie => (1315, "explorer le monde (cycle 1)"),
            Subject::Sciences => (1325, "explorer le monde du vivant, des objets et de la matière (cycle 1)"),
            Subject::Emc => (1330, "apprendre ensemble et vivre ensemble (cycle 1)"),
            Subject::ArtsPlastiques => (1292, "les productions plastiques et visuelles (cycle 1)"),
            Subject::ActivitesArtistiques => (1291, "agir, s'exprimer, comprendre à travers les activités artistiques (cycle 1)"),
            Subject::EducationMusicale => (1297, "les univers sonores (cycle 1)"),
            Subject::Eps | Subject::ActivitePhysique => (1286, "agir, s'exprimer, comprendre à travers l'activité physique (cycle 1)"),
            Subject::Emi | Subject::HistoireDesArts | Subject::LanguesVivantes | Subject::DeveloppementDurable => return None,
        },
        Cycle::Two => match subject {
            Subject::Francais | Subject::Langage => (1334, "français (cycle 2)"),
            Subject::Mathematiques | Subject::PremiersOutils => (920, "mathématiques (cycle 2)"),
            Subject::QuestionnerLeMonde | Subject::ExplorerLeMonde => (968, "questionner le monde (cycle 2) (discipline)"),
            Subject::Sciences => (969, "questionner le monde du vivant, de la matière et des objets (questionner le monde cycle 2)"),
            Subject::HistoireGeographie => (973, "questionner l'espace et le temps (questionner le monde cycle 2)"),
            Subject::Emc => (1549, "enseignement moral et civique (cycle 2)"),
            Subject::ArtsPlastiques => (1111, "arts plastiques (enseignements artistiques cycle 2)"),
            Subject::ActivitesArtistiques => (1110, "enseignements artistiques (cycle 2)"),
            Subject::EducationMusicale => (1115, "éducation musicale (cycle 2)"),
            Subject::Eps | Subject::ActivitePhysique => (1033, "éducation physique et sportive (cycle 2)"),
            Subject::LanguesVivantes => (1431, "langues vivantes étrangères ou régionales (cycle 2)"),
            Subject::Emi | Subject::HistoireDesArts | Subject::DeveloppementDurable => return None,
        },
        Cycle::Three => match subject {
            Subject::Francais | Subject::Langage => (1357, "français (cycle 3)"),
            Subject::Mathematiques | Subject::PremiersOutils => (934, "mathématiques (cycle 3)"),
            Subject::Sciences | Subject::QuestionnerLeMonde | Subject::ExplorerLeMonde => (1474, "sciences et technologie (cycle 3)"),
            Subject::HistoireGeographie => (981, "histoire et géographie (cycle 3)"),
            Subject::Emc => (1576, "enseignement moral et civique (cycle 3)"),
            Subject::ArtsPlastiques => (1121, "arts plastiques (cycle 3)"),
            Subject::ActivitesArtistiques => (1120, "enseignements artistiques (cycle 3)"),
            Subject::EducationMusicale => (1142, "éducation musicale (cycle 3)"),
            Subject::HistoireDesArts => (1163, "histoire des arts (cycle 3)"),
            Subject::Eps | Subject::ActivitePhysique => (1056, "éducation physique et sportive (cycle 3)"),
            Subject::LanguesVivantes => (1440, "langues vivantes étrangères ou régionales (cycle 3)"),
            Subject::Emi | Subject::DeveloppementDurable => return None,
        },
    };
    Some(Concept::domain(number, label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_spelt_as_the_vocabularies_spell_them() {
        let cases = [
            (concept_of_level(Level::Tps), "scolomfr-voc-022-num-004"),
            (concept_of_level(Level::Sixth), "scolomfr-voc-022-num-018"),
            (concept_of_cycle(Cycle::Two), "scolomfr-voc-022-num-619"),
        ];
        for (concept, id) in cases {
            assert_eq!(concept.address(), format!("http://data.education.fr/voc/scolomfr/concept/{id}"));
        }
        let mathematics: Vec<_> = concepts_of_subject(Subject::Mathematiques, Cycle::ALL).map(|concept| concept.address()).collect();
        assert_eq!(mathematics[1], "http://data.education.fr/voc/scolomfr/concept/scolomfr-voc-015-num-920");
        assert_eq!(mathematics.len(), 3);
    }

    #[test]
    fn the_words_of_one_cycle_are_not_told_of_another() {
        for subject in Subject::ALL {
            for (cycle, name) in Cycle::ALL.iter().zip(["cycle 1", "cycle 2", "cycle 3"]) {
                for concept in concepts_of_subject(*subject, &[*cycle]) {
                    assert!(concept.label.contains(name), "{subject:?}: {}", concept.label);
                }
            }
        }
        assert_eq!(concepts_of_subject(Subject::Emi, Cycle::ALL).count(), 0, "the vocabulary of teaching domains has no such word");
    }
}
