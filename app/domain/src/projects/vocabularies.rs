//! Vocabularies of the sheet, from the official lists (FORMATS 3.5 and 3.8: CRCN, ScoLOMFR).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Who may read a published project.
    Visibility {
        Public = "public", "Tout le monde";
        Community = "community", "La communauté éducative";
        School = "school", "L’école seulement";
    }
}

impl Visibility {
    /// How far it reaches: a larger number reaches more people.
    pub const fn reach(self) -> u8 {
        match self {
            Self::School => 0,
            Self::Community => 1,
            Self::Public => 2,
        }
    }
}

vocabulary! {
    /// The teaching cycles of primary school (2016); cycle 3 ends in 6e.
    Cycle {
        One = "1", "Cycle 1";
        Two = "2", "Cycle 2";
        Three = "3", "Cycle 3";
    }
}

vocabulary! {
    /// Class levels, from the smallest to 6e.
    Level {
        Tps = "tps", "Toute petite section";
        Ps = "ps", "Petite section";
        Ms = "ms", "Moyenne section";
        Gs = "gs", "Grande section";
        Cp = "cp", "CP";
        Ce1 = "ce1", "CE1";
        Ce2 = "ce2", "CE2";
        Cm1 = "cm1", "CM1";
        Cm2 = "cm2", "CM2";
        Sixth = "6e", "6e";
    }
}

impl Level {
    /// The cycle this level belongs to (ScoLOMFR `skos:related`).
    pub const fn cycle(self) -> Cycle {
        match self {
            Self::Tps | Self::Ps | Self::Ms | Self::Gs => Cycle::One,
            Self::Cp | Self::Ce1 | Self::Ce2 => Cycle::Two,
            Self::Cm1 | Self::Cm2 | Self::Sixth => Cycle::Three,
        }
    }
}

vocabulary! {
    /// Subjects, as teachers name them; each stands for one or more ScoLOMFR 015 concepts.
    Subject {
        Francais = "francais", "Français";
        Langage = "langage", "Mobiliser le langage";
        Mathematiques = "mathematiques", "Mathématiques";
        PremiersOutils = "premiers-outils", "Premiers outils mathématiques";
        QuestionnerLeMonde = "questionner-le-monde", "Questionner le monde";
        ExplorerLeMonde = "explorer-le-monde", "Explorer le monde";
        Sciences = "sciences", "Sciences et technologie";
        HistoireGeographie = "histoire-geographie", "Histoire et géographie";
        Emc = "emc", "Enseignement moral et civique";
        Emi = "emi", "Éducation aux médias et à l’information";
        ArtsPlastiques = "arts-plastiques", "Arts plastiques";
        ActivitesArtistiques = "activites-artistiques", "Activités artistiques";
        EducationMusicale = "education-musicale", "Éducation musicale";
        HistoireDesArts = "histoire-des-arts", "Histoire des arts";
        Eps = "eps", "Éducation physique et sportive";
        ActivitePhysique = "activite-physique", "Activité physique";
        LanguesVivantes = "langues-vivantes", "Langues vivantes";
        DeveloppementDurable = "developpement-durable", "Développement durable";
    }
}

vocabulary! {
    /// The five domains of the pupils' digital competence framework (CRCN, décret 2019-919).
    CrcnDomain {
        Information = "1", "Information et données";
        Communication = "2", "Communication et collaboration";
        Creation = "3", "Création de contenus";
        Protection = "4", "Protection et sécurité";
        Environment = "5", "Environnement numérique";
    }
}

vocabulary! {
    /// The sixteen competences of the CRCN.
    Crcn {
        C11 = "1.1", "Mener une recherche et une veille d’information";
        C12 = "1.2", "Gérer des données";
        C13 = "1.3", "Traiter des données";
        C21 = "2.1", "Interagir";
        C22 = "2.2", "Partager et publier";
        C23 = "2.3", "Collaborer";
        C24 = "2.4", "S’insérer dans le monde numérique";
        C31 = "3.1", "Développer des documents textuels";
        C32 = "3.2", "Développer des documents multimédia";
        C33 = "3.3", "Adapter les documents à leur finalité";
        C34 = "3.4", "Programmer";
        C41 = "4.1", "Sécuriser l’environnement numérique";
        C42 = "4.2", "Protéger les données personnelles et la vie privée";
        C43 = "4.3", "Protéger la santé, le bien-être et l’environnement";
        C51 = "5.1", "Résoudre des problèmes techniques";
        C52 = "5.2", "Construire un environnement numérique";
    }
}

impl Crcn {
    /// The domain it belongs to.
    pub const fn domain(self) -> CrcnDomain {
        match self {
            Self::C11 | Self::C12 | Self::C13 => CrcnDomain::Information,
            Self::C21 | Self::C22 | Self::C23 | Self::C24 => CrcnDomain::Communication,
            Self::C31 | Self::C32 | Self::C33 | Self::C34 => CrcnDomain::Creation,
            Self::C41 | Self::C42 | Self::C43 => CrcnDomain::Protection,
            Self::C51 | Self::C52 => CrcnDomain::Environment,
        }
    }
}

vocabulary! {
    /// Equipment and services that a practice uses.
    Equipment {
        None = "aucun", "Aucun matériel numérique";
        Tni = "tni", "Tableau numérique interactif";
        Projector = "videoprojecteur", "Vidéoprojecteur";
        Visualiser = "visualiseur", "Visualiseur";
        Computers = "ordinateurs", "Ordinateurs";
        MobileClass = "classe-mobile", "Classe mobile";
        Tablets = "tablettes", "Tablettes";
        Robots = "robots", "Robots";
        Microcontrollers = "microcontroleurs", "Cartes à microcontrôleur";
        Recorder = "enregistreur", "Enregistreur audio";
        Camera = "appareil-photo", "Appareil photo";
        Headphones = "casques", "Casques audio";
        Printer = "imprimante", "Imprimante";
        Scanner = "scanner", "Numériseur";
        Printer3d = "imprimante-3d", "Imprimante 3D";
        Ent = "ent", "ENT";
        Blog = "blog", "Blog de classe";
        WebRadio = "web-radio", "Web-radio";
    }
}

vocabulary! {
    /// Licences that an author may choose from (S6).
    Licence {
        CcBy = "cc-by", "CC BY 4.0";
        CcBySa = "cc-by-sa", "CC BY-SA 4.0";
        CcByNc = "cc-by-nc", "CC BY-NC 4.0";
        CcByNcSa = "cc-by-nc-sa", "CC BY-NC-SA 4.0";
        Cc0 = "cc0", "CC0 1.0";
        Reserved = "reserve", "Tous droits réservés";
    }
}

impl Licence {
    /// The licence's deed, or nothing when all rights are reserved.
    pub const fn deed(self) -> Option<&'static str> {
        match self {
            Self::CcBy => Some("https://creativecommons.org/licenses/by/4.0/deed.fr"),
            Self::CcBySa => Some("https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
            Self::CcByNc => Some("https://creativecommons.org/licenses/by-nc/4.0/deed.fr"),
            Self::CcByNcSa => Some("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr"),
            Self::Cc0 => Some("https://creativecommons.org/publicdomain/zero/1.0/deed.fr"),
            Self::Reserved => None,
        }
    }

    /// Whether it lets others start a version of their own.
    pub const fn lets_adapt(self) -> bool {
        !matches!(self, Self::Reserved)
    }

    /// Whether a version of a work under this licence may be under `own` (creativecommons.org, FAQ, « remix »: what shares alike stays as
    /// it is, what is not for commerce stays so).
    pub fn lets_version_be(self, own: Self) -> bool {
        match self {
            Self::Cc0 | Self::CcBy => true,
            Self::CcByNc => matches!(own, Self::CcByNc | Self::CcByNcSa | Self::Reserved),
            Self::CcBySa | Self::CcByNcSa => own == self,
            Self::Reserved => false,
        }
    }

    /// What it lets others do, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::CcBy => "Chacun peut reprendre et adapter, en citant l’auteur.",
            Self::CcBySa => "Chacun peut reprendre et adapter, en citant l’auteur et en partageant de la même façon.",
            Self::CcByNc => "Chacun peut reprendre et adapter hors commerce, en citant l’auteur.",
            Self::CcByNcSa => "Chacun peut reprendre et adapter hors commerce, en citant l’auteur et en partageant de la même façon.",
            Self::Cc0 => "Chacun peut reprendre et adapter librement.",
            Self::Reserved => "À lire seulement : demandez à l’auteur avant toute reprise.",
        }
    }
}

vocabulary! {
    /// The language in which a sheet is written, by its code in ISO 639-2/B, as harvesters expect it; what it teaches is its subject (Q11).
    Language {
        French = "fre", "Français";
        English = "eng", "Anglais";
        Spanish = "spa", "Espagnol";
        German = "ger", "Allemand";
        Italian = "ita", "Italien";
        Portuguese = "por", "Portugais";
        Arabic = "ara", "Arabe";
        Chinese = "chi", "Chinois";
        Basque = "baq", "Basque";
        Breton = "bre", "Breton";
        Catalan = "cat", "Catalan";
        Corsican = "cos", "Corse";
        Occitan = "oci", "Occitan";
    }
}

impl Language {
    /// Its tag in pages, feeds and what machines read (BCP 47: two letters where there are).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
            Self::Italian => "it",
            Self::Portuguese => "pt",
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::Basque => "eu",
            Self::Breton => "br",
            Self::Catalan => "ca",
            Self::Corsican => "co",
            Self::Occitan => "oc",
        }
    }

    /// The tag where it is not that of our pages, whose texts in another language say so (WCAG 3.1.2).
    pub fn foreign_tag(self) -> Option<&'static str> {
        (self != Self::French).then(|| self.tag())
    }

    /// In which direction it is read, where that is not our pages'.
    pub fn foreign_direction(self) -> Option<&'static str> {
        (self == Self::Arabic).then_some("rtl")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_obeys_the_licence_of_what_it_was_made_from() {
        use Licence as L;
        let table = [
            (L::CcBy, vec![L::CcBy, L::CcBySa, L::CcByNc, L::CcByNcSa, L::Cc0, L::Reserved]),
            (L::CcBySa, vec![L::CcBySa]),
            (L::CcByNc, vec![L::CcByNc, L::CcByNcSa, L::Reserved]),
            (L::CcByNcSa, vec![L::CcByNcSa]),
            (L::Cc0, vec![L::CcBy, L::CcBySa, L::CcByNc, L::CcByNcSa, L::Cc0, L::Reserved]),
            (L::Reserved, vec![]),
        ];
        assert_eq!(table.len(), L::ALL.len());
        for (licence, expected) in table {
            let allowed: Vec<_> = L::ALL.iter().copied().filter(|own| licence.lets_version_be(*own)).collect();
            assert_eq!(allowed, expected, "{licence:?}");
            assert_eq!(licence.lets_adapt(), !expected.is_empty());
        }
    }

    #[test]
    fn every_key_reads_back_and_stands_once() {
        fn check<T: std::str::FromStr + PartialEq + std::fmt::Debug + Copy>(all: &[T], key: impl Fn(T) -> &'static str) {
            let mut seen = std::collections::HashSet::new();
            for value in all {
                assert_eq!(key(*value).parse::<T>().ok(), Some(*value));
                assert!(seen.insert(key(*value)));
            }
            assert!("n'importe quoi".parse::<T>().is_err());
        }
        check(Visibility::ALL, Visibility::key);
        check(Cycle::ALL, Cycle::key);
        check(Level::ALL, Level::key);
        check(Subject::ALL, Subject::key);
        check(Crcn::ALL, Crcn::key);
        check(Equipment::ALL, Equipment::key);
        check(Licence::ALL, Licence::key);
        check(Language::ALL, Language::key);
    }

    #[test]
    fn a_text_in_another_language_than_our_pages_says_so() {
        assert_eq!((Language::French.foreign_tag(), Language::French.foreign_direction()), (None, None));
        assert_eq!((Language::Arabic.foreign_tag(), Language::Arabic.foreign_direction()), (Some("ar"), Some("rtl")));
        let tags: std::collections::BTreeSet<_> = Language::ALL.iter().map(|language| language.tag()).collect();
        assert_eq!(tags.len(), Language::ALL.len(), "each has its own");
        assert!(tags.iter().all(|tag| tag.len() == 2));
    }

    #[test]
    fn the_framework_has_sixteen_competences_in_five_domains() {
        assert_eq!(Crcn::ALL.len(), 16);
        for competence in Crcn::ALL {
            assert!(competence.key().starts_with(competence.domain().key()));
        }
    }
}
